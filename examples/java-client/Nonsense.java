/** What came is no frame, so nobody knows where the next one begins. */
final class Nonsense extends Exception {
    private static final long serialVersionUID = 1;

    Nonsense(String message) {
        super(message);
    }
}
