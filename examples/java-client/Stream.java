import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;

/** A connected channel that sends in order and as fast as the other side takes it, while reading goes on. */
final class Stream {
    /** Gets what happens on a stream. */
    interface Reader {
        /** Bytes have come; they are to be taken before this returns. */
        void onBytes(ByteBuffer bytes);

        /** Nothing more will come; called once. {@code error} is null where the other side has just closed. */
        void onEnd(IOException error);

        /** All has been sent and the sending half is closed, or nothing more can be sent; called once. */
        void onSent();
    }

    private static final int LINGER_SECONDS = 2;
    // Other channels have their turn, too.
    private static final int BYTES_A_TURN = 1 << 20;

    private final EventLoop loop;
    private final SocketChannel channel;
    private final Reader reader;
    private final SelectionKey key;
    private final Queue<Iterator<ByteBuffer>> waiting = new ArrayDeque<>();
    private ByteBuffer leaving = ByteBuffer.allocate(0);
    private boolean finishing;
    private boolean allSent;
    private boolean allRead;

    /** Takes over a connected channel. Throws {@link IOException} if it has failed already. */
    Stream(EventLoop loop, SocketChannel channel, Reader reader) throws IOException {
        this.loop = loop;
        this.channel = channel;
        this.reader = reader;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        key = loop.register(channel, SelectionKey.OP_READ, this::serve);
        loop.sending();
    }

    /** Sends behind what was given before. Throws {@link IOException} once the sending half is finished or broken. */
    void send(Iterator<ByteBuffer> pieces) throws IOException {
        if (finishing) {
            throw new IOException("Broken pipe");
        }
        waiting.add(pieces);
        try {
            write();
        } catch (IOException error) {
            fail(error);
            throw error;
        }
    }

    /** Closes the sending half when all is sent; reading goes on. The second time it does nothing. */
    void finish() {
        finishing = true;
        try {
            write();
        } catch (IOException error) {
            fail(error);
        }
    }

    /** Finishes, and gives the other side no longer than a moment to do the same. */
    void finishSoon() {
        finish();
        if (channel.isOpen()) {
            loop.later(LINGER_SECONDS, () -> fail(new IOException("the other side does not close")));
        }
    }

    private void serve() {
        try {
            if (key.isReadable()) {
                read();
            }
            if (key.isValid() && key.isWritable()) {
                write();
            }
        } catch (IOException error) {
            fail(error);
        }
    }

    private void read() throws IOException {
        if (channel.read(loop.incoming.clear()) >= 0) {
            reader.onBytes(loop.incoming.flip());
            return;
        }
        allRead = true;
        listen();
        reader.onEnd(null);
        finish();
        closeIfDone();
    }

    private void write() throws IOException {
        if (allSent) {
            return;
        }
        int budget = BYTES_A_TURN;
        while (budget > 0 && nextPiece()) {
            int written = channel.write(leaving);
            budget = written == 0 ? 0 : budget - written;
        }
        if (!finishing || nextPiece()) {
            listen();
            return;
        }
        channel.shutdownOutput();
        endSending();
        closeIfDone();
    }

    private boolean nextPiece() {
        while (!leaving.hasRemaining() && !waiting.isEmpty()) {
            if (waiting.peek().hasNext()) {
                leaving = waiting.peek().next();
            } else {
                waiting.remove();
            }
        }
        return leaving.hasRemaining();
    }

    private void listen() {
        boolean unsent = !allSent && nextPiece();
        key.interestOps((allRead ? 0 : SelectionKey.OP_READ) | (unsent ? SelectionKey.OP_WRITE : 0));
    }

    private void endSending() {
        finishing = true;
        if (!allSent) {
            allSent = true;
            listenNoMore();
            loop.sent();
            reader.onSent();
        }
    }

    private void listenNoMore() {
        if (key.isValid()) {
            listen();
        }
    }

    private void closeIfDone() throws IOException {
        if (allSent && allRead) {
            channel.close();
        }
    }

    private void fail(IOException error) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // It is gone either way.
        }
        if (!allRead) {
            allRead = true;
            reader.onEnd(error);
        }
        endSending();
    }
}
