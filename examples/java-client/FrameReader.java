import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Takes bytes as they come, cut anywhere, and hands on whole frames. */
final class FrameReader {
    /** Response codes. */
    static final int JOINED = 0, LEFT = 1, BROADCAST = 2, DIRECT = 3, PRIVATE_REQUESTED = 4, PRIVATE_ACCEPTED = 5,
            PRIVATE_ESTABLISHED = 6, ABSENT = -1, PRIVATE_REFUSED = -2;

    /** A client in the list that a newcomer is given. */
    record Entry(int identifier, String pseudonym) {}

    /** Gets the frames. A frame that cannot be, where it comes, is answered with {@link Nonsense}. */
    interface Handler {
        /** Connection code 0 and the whole list. */
        void onAccepted(List<Entry> entries) throws Nonsense;

        /** Connection code -1. */
        void onInUse() throws Nonsense;

        /** Response code -1. */
        void onAbsent();

        /** Any other response; {@code text} is null where it has none. */
        void onResponse(int code, int identifier, String text);
    }

    private final Handler handler;
    // Room for the longest part that has to be there at once: code, identifier, size, text.
    private final ByteBuffer waiting = ByteBuffer.allocate(2 * Short.MAX_VALUE);
    private boolean registered;
    private List<Entry> entries;
    private int missing;

    FrameReader(Handler handler) {
        this.handler = handler;
    }

    /** Takes all of these bytes. Throws {@link Nonsense} for what is no frame; nothing can be read then. */
    void take(ByteBuffer bytes) throws Nonsense {
        while (bytes.hasRemaining()) {
            int count = Math.min(bytes.remaining(), waiting.remaining());
            waiting.put(bytes.slice().limit(count));
            bytes.position(bytes.position() + count);
            waiting.flip();
            while (readPart()) {
                // All that is there is handled at once.
            }
            waiting.compact();
        }
    }

    private boolean readPart() throws Nonsense {
        if (entries != null) {
            return readEntry();
        }
        if (!waiting.hasRemaining()) {
            return false;
        }
        int code = waiting.get(waiting.position());
        return registered ? readResponse(code) : readConnectionReply(code);
    }

    private boolean readConnectionReply(int code) throws Nonsense {
        if (code == -1) {
            waiting.get();
            handler.onInUse();
            return true;
        }
        if (code != 0) {
            throw new Nonsense("unknown connection code " + code);
        }
        if (waiting.remaining() < 3) {
            return false;
        }
        waiting.get();
        missing = waiting.getShort();
        if (missing < 0) {
            throw new Nonsense("a list of " + missing + " entries");
        }
        entries = new ArrayList<>(missing);
        endListIfWhole();
        return true;
    }

    private boolean readEntry() throws Nonsense {
        if (!hasText(2)) {
            return false;
        }
        entries.add(new Entry(waiting.getShort(), text()));
        missing--;
        endListIfWhole();
        return true;
    }

    private void endListIfWhole() throws Nonsense {
        if (missing == 0) {
            List<Entry> whole = entries;
            entries = null;
            registered = true;
            handler.onAccepted(whole);
        }
    }

    private boolean readResponse(int code) throws Nonsense {
        switch (code) {
            case ABSENT -> {
                waiting.get();
                handler.onAbsent();
                return true;
            }
            case LEFT, PRIVATE_REQUESTED, PRIVATE_ACCEPTED, PRIVATE_ESTABLISHED, PRIVATE_REFUSED -> {
                if (waiting.remaining() < 3) {
                    return false;
                }
                waiting.get();
                handler.onResponse(code, waiting.getShort(), null);
                return true;
            }
            case JOINED, BROADCAST, DIRECT -> {
                if (!hasText(3)) {
                    return false;
                }
                waiting.get();
                handler.onResponse(code, waiting.getShort(), text());
                return true;
            }
            default -> throw new Nonsense("unknown response code " + code);
        }
    }

    private boolean hasText(int before) throws Nonsense {
        if (waiting.remaining() < before + 2) {
            return false;
        }
        int size = waiting.getShort(waiting.position() + before);
        if (size < 0) {
            throw new Nonsense("a text of " + size + " bytes");
        }
        return waiting.remaining() >= before + 2 + size;
    }

    private String text() {
        byte[] bytes = new byte[waiting.getShort()];
        waiting.get(bytes);
        // A server may pass on what is no UTF-8: it is shown with marks in it.
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
