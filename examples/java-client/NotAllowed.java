/** The client does not let its user do this: nothing has been sent. */
final class NotAllowed extends Exception {
    private static final long serialVersionUID = 1;

    NotAllowed(String message) {
        super(message);
    }
}
