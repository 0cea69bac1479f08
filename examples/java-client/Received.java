import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What has come on a private connection so far: how much, its digest, and how it begins. */
final class Received {
    /** How many of the first bytes are kept. */
    static final int BEGINNING = 1024;

    private final MessageDigest digest = sha256();
    private final ByteBuffer beginning = ByteBuffer.allocate(BEGINNING);
    private long length;

    /** A new SHA-256. */
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException error) {
            throw new IllegalStateException("every Java has it", error);
        }
    }

    /** Takes all of these bytes. */
    void add(ByteBuffer bytes) {
        length += bytes.remaining();
        beginning.put(bytes.slice().limit(Math.min(bytes.remaining(), beginning.remaining())));
        digest.update(bytes);
    }

    /** How many bytes have come. */
    long length() {
        return length;
    }

    /** The SHA-256 of all of them, in hexadecimal digits. */
    String sha256Hex() {
        try {
            // The running digest goes on; a copy is ended.
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException error) {
            throw new IllegalStateException("Java's own SHA-256 can be copied", error);
        }
    }

    /** The first bytes, 1,024 at most, in hexadecimal digits. */
    String beginningHex() {
        return HexFormat.of().formatHex(beginning.array(), 0, beginning.position());
    }
}
