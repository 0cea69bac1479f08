import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A COSP client: what a chat window would be built on. It is used on the thread of its event loop only.
 *
 * <p>No method but {@link #connect} waits for the server. They throw {@link NotAllowed} for what a user cannot do now,
 * and {@link IOException} where the system does not let it. What the server says goes to the listener.
 */
final class CospClient implements FrameReader.Handler, Stream.Reader {
    private static final int CONNECT_MILLISECONDS = 4000;

    private final EventLoop loop;
    private final Listener listener;
    private final SocketChannel chat;
    private final SocketAddress server;
    private final Stream stream;
    private final FrameReader frames = new FrameReader(this);
    private final Map<Integer, String> roster = new LinkedHashMap<>();
    // One question for each pair and direction: who asks again declares the port again, so that it is right
    // whichever of the two requests the server goes by.
    private final Map<Integer, SocketChannel> requests = new HashMap<>();
    private final Map<Integer, SocketChannel> acceptances = new HashMap<>();
    private final Set<Integer> askedBy = new HashSet<>();
    private final List<PrivateConnection> privates = new ArrayList<>();
    private boolean asking;
    private boolean registered;
    private boolean over;

    private CospClient(EventLoop loop, SocketChannel chat, Listener listener) throws IOException {
        this.loop = loop;
        this.chat = chat;
        this.server = chat.getRemoteAddress();
        this.listener = listener;
        this.stream = new Stream(loop, chat, this);
    }

    /** Opens the chat connection and sends nothing. Throws {@link IOException} if nobody answers within 4 seconds. */
    static CospClient connect(EventLoop loop, String host, int port, Listener listener) throws IOException {
        IOException last = new IOException("no address");
        for (InetAddress address : InetAddress.getAllByName(host)) {
            SocketChannel chat = SocketChannel.open();
            try {
                chat.socket().connect(new InetSocketAddress(address, port), CONNECT_MILLISECONDS);
                return new CospClient(loop, chat, listener);
            } catch (IOException error) {
                chat.close();
                last = error;
            }
        }
        throw last;
    }

    /** The pseudonyms of those who are there now, as the server has told. */
    List<String> roster() {
        return new ArrayList<>(roster.values());
    }

    /** Asks for a pseudonym; after a refusal, asks again. */
    void register(String pseudonym) throws NotAllowed, IOException {
        allow(!registered, "there is a pseudonym already");
        allow(!asking, "the server has not answered yet");
        ByteBuffer frame = Frames.hello(pseudonym);
        asking = true;
        send(frame);
    }

    /** Writes to everybody. */
    void broadcast(String text) throws NotAllowed, IOException {
        request(Frames.broadcast(text));
    }

    /** Writes to the client that has this pseudonym now. */
    void direct(String to, String text) throws NotAllowed, IOException {
        request(Frames.direct(identifier(to), text));
    }

    /** Asks this client for a private connection. */
    void requestPrivate(String to) throws NotAllowed, IOException {
        int identifier = identifier(to);
        request(Frames.privateRequest(reserve(requests, identifier), identifier));
    }

    /** Accepts the private connection for which this client asks. */
    void acceptPrivate(String requester) throws NotAllowed, IOException {
        int identifier = requester(requester);
        request(Frames.privateAccept(reserve(acceptances, identifier), identifier));
        askedBy.remove(identifier);
    }

    /** Refuses it. */
    void refusePrivate(String requester) throws NotAllowed, IOException {
        int identifier = requester(requester);
        request(Frames.privateRefuse(identifier));
        askedBy.remove(identifier);
    }

    /** Sends on the newest open private connection with this client; what it does not take at once is sent later. */
    void sendPrivate(String to, Iterator<ByteBuffer> pieces) throws NotAllowed, IOException {
        openWith(to).send(pieces);
    }

    /** Ends the newest open private connection with this client, when all that was sent has gone. */
    void closePrivate(String other) throws NotAllowed {
        openWith(other).close();
    }

    /** What has come on the newest private connection with this client, be it open or ended. */
    Received received(String other) throws NotAllowed {
        for (int last = privates.size() - 1; last >= 0; last--) {
            if (privates.get(last).pseudonym().equals(other)) {
                return privates.get(last).received();
            }
        }
        throw new NotAllowed("there has been no private connection with " + other);
    }

    /** Ends the chat connection and all private connections. The listener hears of it now, and nothing later. */
    void disconnect() {
        privates.forEach(PrivateConnection::giveUp);
        end();
    }

    /** Closes what is of no use any more. */
    static void closeQuietly(Closeable what) {
        try {
            what.close();
        } catch (IOException ignored) {
            // There is nothing that anybody could do about it.
        }
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        if (over) {
            return;
        }
        try {
            frames.take(bytes);
        } catch (Nonsense nonsense) {
            listener.error(nonsense.getMessage());
            end();
        }
    }

    @Override
    public void onEnd(IOException error) {
        if (!over && error != null) {
            listener.error(String.valueOf(error.getMessage()));
        }
        end();
    }

    @Override
    public void onSent() {
        // The end of the reading half tells all that there is to tell.
    }

    @Override
    public void onAccepted(List<FrameReader.Entry> entries) throws Nonsense {
        answered();
        registered = true;
        List<String> pseudonyms = new ArrayList<>(entries.size());
        for (FrameReader.Entry entry : entries) {
            pseudonyms.add(entry.pseudonym());
            if (roster.put(entry.identifier(), entry.pseudonym()) != null) {
                listener.error("identifier " + entry.identifier() + " is in the list twice");
            }
        }
        listener.registered(pseudonyms);
    }

    @Override
    public void onInUse() throws Nonsense {
        answered();
        listener.registrationRefused();
    }

    @Override
    public void onAbsent() {
        listener.absent();
    }

    @Override
    public void onResponse(int code, int identifier, String text) {
        String pseudonym = roster.get(identifier);
        if (code == FrameReader.JOINED) {
            roster.put(identifier, text);
            listener.joined(text);
        } else if (pseudonym == null) {
            listener.error("response code " + code + " from " + identifier + ", who is not in the roster");
        } else {
            onResponseFrom(pseudonym, code, identifier, text);
        }
    }

    private void onResponseFrom(String pseudonym, int code, int identifier, String text) {
        switch (code) {
            case FrameReader.LEFT -> onLeft(pseudonym, identifier);
            case FrameReader.BROADCAST -> listener.broadcast(pseudonym, text);
            case FrameReader.DIRECT -> listener.direct(pseudonym, text);
            case FrameReader.PRIVATE_REQUESTED -> {
                askedBy.add(identifier);
                listener.privateRequested(pseudonym);
            }
            case FrameReader.PRIVATE_ESTABLISHED -> onAnswer(pseudonym, code, acceptances.remove(identifier));
            default -> onAnswer(pseudonym, code, requests.remove(identifier));
        }
    }

    private void onLeft(String pseudonym, int identifier) {
        roster.remove(identifier);
        // The identifier may be given to somebody else, who has neither asked nor been asked.
        askedBy.remove(identifier);
        release(requests.remove(identifier));
        release(acceptances.remove(identifier));
        listener.left(pseudonym);
    }

    private void onAnswer(String pseudonym, int code, SocketChannel reserved) {
        if (reserved == null) {
            listener.error("response code " + code + " from " + pseudonym + ", to nothing that was asked");
        } else if (code == FrameReader.PRIVATE_REFUSED) {
            release(reserved);
            listener.privateRefused(pseudonym);
        } else {
            if (code == FrameReader.PRIVATE_ACCEPTED) {
                listener.privateAccepted(pseudonym);
            }
            open(pseudonym, reserved);
        }
    }

    private void open(String pseudonym, SocketChannel reserved) {
        // Of those that are over only the newest with each client is of any interest.
        privates.removeIf(each -> each.pseudonym().equals(pseudonym) && each.isOver());
        PrivateConnection opened = new PrivateConnection(pseudonym, reserved, loop, listener);
        privates.add(opened);
        opened.open(server);
    }

    private void answered() throws Nonsense {
        if (!asking) {
            throw new Nonsense("an answer to a question that was not asked");
        }
        asking = false;
    }

    private void end() {
        if (over) {
            return;
        }
        over = true;
        registered = false;
        asking = false;
        roster.clear();
        requests.values().forEach(CospClient::release);
        acceptances.values().forEach(CospClient::release);
        listener.disconnected();
        stream.finishSoon();
    }

    private void request(ByteBuffer frame) throws NotAllowed, IOException {
        allow(registered || over, "there is no pseudonym yet");
        send(frame);
    }

    private void send(ByteBuffer frame) throws IOException {
        stream.send(List.of(frame).iterator());
    }

    private static void allow(boolean allowed, String otherwise) throws NotAllowed {
        if (!allowed) {
            throw new NotAllowed(otherwise);
        }
    }

    private int identifier(String pseudonym) throws NotAllowed, IOException {
        if (over) {
            throw new IOException("the connection has ended");
        }
        for (Map.Entry<Integer, String> entry : roster.entrySet()) {
            if (entry.getValue().equals(pseudonym)) {
                return entry.getKey();
            }
        }
        throw new NotAllowed(pseudonym + " is not in the roster");
    }

    private int requester(String pseudonym) throws NotAllowed, IOException {
        int identifier = identifier(pseudonym);
        allow(askedBy.contains(identifier), pseudonym + " has not asked");
        return identifier;
    }

    private int reserve(Map<Integer, SocketChannel> reserved, int identifier) throws IOException {
        if (!reserved.containsKey(identifier)) {
            reserved.put(identifier, PrivateConnection.reserve(chat));
        }
        return ((InetSocketAddress) reserved.get(identifier).getLocalAddress()).getPort();
    }

    private PrivateConnection openWith(String pseudonym) throws NotAllowed {
        for (int last = privates.size() - 1; last >= 0; last--) {
            PrivateConnection each = privates.get(last);
            if (each.pseudonym().equals(pseudonym) && each.isUsable()) {
                return each;
            }
        }
        throw new NotAllowed("no private connection with " + pseudonym + " is open");
    }

    private static void release(SocketChannel reserved) {
        if (reserved != null) {
            closeQuietly(reserved);
        }
    }
}
