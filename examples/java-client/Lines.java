import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Lines from the suite and to it: over standard input and output, or to the address in COSP_CONTROL. */
final class Lines {
    private final BufferedReader commands;
    private final OutputStream output;

    private Lines(InputStream commands, OutputStream output) {
        this.commands = new BufferedReader(new InputStreamReader(commands, StandardCharsets.UTF_8), 1 << 16);
        this.output = output;
    }

    /** Opens what the environment names. Throws {@link IOException} if nobody answers there. */
    static Lines open() throws IOException {
        String control = System.getenv("COSP_CONTROL");
        if (control == null || control.isEmpty()) {
            return new Lines(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
        }
        int colon = control.lastIndexOf(':');
        Socket socket = new Socket(control.substring(0, colon), Integer.parseInt(control.substring(colon + 1)));
        // Otherwise a line waits until the one before has been acknowledged.
        socket.setTcpNoDelay(true);
        return new Lines(socket.getInputStream(), socket.getOutputStream());
    }

    /** The next line, or null when there will be none. */
    String next() {
        try {
            return commands.readLine();
        } catch (IOException error) {
            return null;
        }
    }

    /** Writes an object as a line, with one call. */
    synchronized void write(Map<String, Object> line) {
        try {
            output.write((Json.write(line) + '\n').getBytes(StandardCharsets.UTF_8));
            output.flush();
        } catch (IOException ignored) {
            // Without a reader the commands end, too.
        }
    }
}
