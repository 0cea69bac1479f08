import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Iterator;

/** A private connection, seen from one of its two ends. */
final class PrivateConnection implements Stream.Reader {
    private final String pseudonym;
    private final SocketChannel channel;
    private final EventLoop loop;
    private final Listener listener;
    private final Received received = new Received();
    private Stream stream;
    private boolean ended;
    private boolean closed;

    /** Takes over a reserved channel. */
    PrivateConnection(String pseudonym, SocketChannel reserved, EventLoop loop, Listener listener) {
        this.pseudonym = pseudonym;
        this.channel = reserved;
        this.loop = loop;
        this.listener = listener;
    }

    /** A channel with a local port, not connected yet, at the address that the server knows. */
    static SocketChannel reserve(SocketChannel chat) throws IOException {
        InetSocketAddress local = (InetSocketAddress) chat.getLocalAddress();
        SocketChannel reserved = SocketChannel.open();
        try {
            return reserved.bind(new InetSocketAddress(local.getAddress(), 0));
        } catch (IOException error) {
            reserved.close();
            throw error;
        }
    }

    /** Connects to the server; the listener is told whether that works. */
    void open(SocketAddress server) {
        try {
            channel.configureBlocking(false);
            if (channel.connect(server)) {
                becomeOpen();
            } else {
                loop.register(channel, SelectionKey.OP_CONNECT, this::finishConnecting);
            }
        } catch (IOException error) {
            fail(error);
        }
    }

    /** The pseudonym that the other side had when the connection came about. */
    String pseudonym() {
        return pseudonym;
    }

    /** True from the opening until either side has ended it. */
    boolean isUsable() {
        return stream != null && !ended && !closed;
    }

    /** True when nothing is left of it but what was received. */
    boolean isOver() {
        return !channel.isOpen();
    }

    /** What has come so far. */
    Received received() {
        return received;
    }

    /** Sends, while reading goes on. Throws {@link IOException} if the connection has ended. */
    void send(Iterator<ByteBuffer> pieces) throws IOException {
        stream.send(pieces);
    }

    /** Ends it when all that was given to {@link #send} has been sent; what still comes is counted and not told. */
    void close() {
        ended = true;
        stream.finish();
    }

    /** Ends it like {@link #close}, but tells so at once and does not wait long for the other side. */
    void giveUp() {
        ended = true;
        if (stream == null) {
            closed = true;
            CospClient.closeQuietly(channel);
        } else {
            tellClosed();
            stream.finishSoon();
        }
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        received.add(bytes);
        if (!closed) {
            listener.privateData(pseudonym, received.length());
        }
    }

    @Override
    public void onEnd(IOException error) {
        tellClosed();
    }

    @Override
    public void onSent() {
        tellClosed();
    }

    private void finishConnecting() {
        try {
            channel.finishConnect();
            becomeOpen();
        } catch (IOException error) {
            fail(error);
        }
    }

    private void becomeOpen() throws IOException {
        stream = new Stream(loop, channel, this);
        listener.privateOpen(pseudonym);
    }

    private void fail(IOException error) {
        closed = true;
        CospClient.closeQuietly(channel);
        listener.error("no private connection with " + pseudonym + ": " + error.getMessage());
    }

    private void tellClosed() {
        if (!closed) {
            closed = true;
            listener.privateClosed(pseudonym);
        }
    }
}
