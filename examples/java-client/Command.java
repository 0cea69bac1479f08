import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** A command line of the suite. A member that is missing or of another type is an {@link IllegalArgumentException}. */
record Command(Map<?, ?> members) {
    /** Reads a line. */
    static Command parse(String line) {
        if (Json.parse(line) instanceof Map<?, ?> members) {
            return new Command(members);
        }
        throw new IllegalArgumentException("a command is an object");
    }

    /** What is to be given back in the reply. */
    Object id() {
        return members.get("id");
    }

    /** What is to be done. */
    String name() {
        return string("command");
    }

    /** A member that is a string. */
    String string(String name) {
        if (members.get(name) instanceof String string) {
            return string;
        }
        throw new IllegalArgumentException("no string: " + name);
    }

    /** A member that is a whole number. */
    long number(String name) {
        if (members.get(name) instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException("no whole number: " + name);
    }

    /** The message, be it written out or described. */
    String text() {
        if (members.containsKey("text")) {
            return string("text");
        }
        StringBuilder text = new StringBuilder();
        repeated().forEachRemaining(piece -> text.append(StandardCharsets.US_ASCII.decode(piece)));
        return text.toString();
    }

    /** The bytes, piece by piece. */
    Iterator<ByteBuffer> bytes() {
        if (members.containsKey("hex")) {
            return List.of(ByteBuffer.wrap(HexFormat.of().parseHex(string("hex")))).iterator();
        }
        return repeated();
    }

    private Iterator<ByteBuffer> repeated() {
        return new Repeated(string("fill").getBytes(StandardCharsets.US_ASCII), number("length"));
    }
}
