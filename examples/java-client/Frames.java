import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The frames that a client sends. A {@link ByteBuffer} is big-endian by itself, as COSP is. */
final class Frames {
    /** Bytes of the longest text: the largest SHORT. */
    static final int LONGEST_TEXT = Short.MAX_VALUE;

    private Frames() {}

    /** Asks for a pseudonym. Throws {@link NotAllowed} for what is too long or no text. */
    static ByteBuffer hello(String pseudonym) throws NotAllowed {
        ByteBuffer text = encoded(pseudonym);
        return sized(ByteBuffer.allocate(2 + text.remaining()), text);
    }

    /** A message to everybody. Throws {@link NotAllowed} for what is too long or no text. */
    static ByteBuffer broadcast(String message) throws NotAllowed {
        ByteBuffer text = encoded(message);
        return sized(ByteBuffer.allocate(3 + text.remaining()).put((byte) 0), text);
    }

    /** A message to one client. Throws {@link NotAllowed} for what is too long or no text. */
    static ByteBuffer direct(int identifier, String message) throws NotAllowed {
        ByteBuffer text = encoded(message);
        return sized(ByteBuffer.allocate(5 + text.remaining()).put((byte) 1).putShort((short) identifier), text);
    }

    /** Asks for a private connection that will come from this local port. */
    static ByteBuffer privateRequest(int port, int identifier) {
        return withPort(2, port, identifier);
    }

    /** Accepts a private connection, with one that will come from this local port. */
    static ByteBuffer privateAccept(int port, int identifier) {
        return withPort(3, port, identifier);
    }

    /** Refuses a private connection. */
    static ByteBuffer privateRefuse(int identifier) {
        return ByteBuffer.allocate(3).put((byte) -1).putShort((short) identifier).flip();
    }

    private static ByteBuffer withPort(int code, int port, int identifier) {
        return ByteBuffer.allocate(7).put((byte) code).putInt(port).putShort((short) identifier).flip();
    }

    private static ByteBuffer sized(ByteBuffer frame, ByteBuffer text) {
        return frame.putShort((short) text.remaining()).put(text).flip();
    }

    private static ByteBuffer encoded(String text) throws NotAllowed {
        ByteBuffer bytes;
        try {
            // Unlike getBytes, an encoder does not turn half a surrogate pair into a question mark.
            bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException error) {
            throw new NotAllowed("this is no text: half a surrogate pair");
        }
        if (bytes.remaining() > LONGEST_TEXT) {
            throw new NotAllowed(bytes.remaining() + " bytes are too many: " + LONGEST_TEXT + " at most");
        }
        return bytes;
    }
}
