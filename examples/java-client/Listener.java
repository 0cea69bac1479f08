import java.util.List;

/** What a client tells its user. All calls come on the thread of the event loop, in the order of what happened. */
interface Listener {
    /** The pseudonym is accepted, and these are there. */
    void registered(List<String> roster);

    /** The pseudonym is in use. */
    void registrationRefused();

    /** Somebody has come. */
    void joined(String pseudonym);

    /** Somebody has gone. */
    void left(String pseudonym);

    /** A message to everybody. */
    void broadcast(String from, String text);

    /** A message to this client alone. */
    void direct(String from, String text);

    /** An addressee is absent; the server does not say which. */
    void absent();

    /** Somebody asks for a private connection. */
    void privateRequested(String from);

    /** The one who was asked for a private connection has accepted. */
    void privateAccepted(String by);

    /** The one who was asked for a private connection has refused. */
    void privateRefused(String by);

    /** A private connection can be sent on. */
    void privateOpen(String with);

    /** Bytes have come on a private connection, {@code length} of them so far. */
    void privateData(String with, long length);

    /** A private connection has been ended, by either side; told once for each that was open. */
    void privateClosed(String with);

    /** Something is wrong that the client cannot mend. */
    void error(String message);

    /** The chat connection has ended; told once. */
    void disconnected();
}
