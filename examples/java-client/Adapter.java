import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The adapter between COSP's conformance suite and this client; see docs/adapter-protocol.md. */
final class Adapter implements Listener {
    private final Lines lines = Lines.open();
    private final EventLoop loop = new EventLoop();
    private CospClient client;

    private Adapter() throws IOException {}

    /** Serves until {@code bye}, or until there are no more commands. */
    public static void main(String[] arguments) throws IOException {
        Adapter adapter = new Adapter();
        Thread reader = new Thread(adapter::readCommands);
        reader.setDaemon(true);
        reader.start();
        adapter.loop.run();
    }

    private void readCommands() {
        for (String line; (line = lines.next()) != null; ) {
            String command = line;
            loop.execute(() -> serve(Command.parse(command)));
        }
        loop.execute(this::end);
    }

    private void serve(Command command) {
        Map<String, Object> reply = Json.object("id", command.id());
        reply.putAll(answer(command));
        lines.write(reply);
        if (command.name().equals("bye")) {
            end();
        }
    }

    private Map<String, Object> answer(Command command) {
        try {
            Map<String, Object> reply = Json.object("ok", true);
            reply.putAll(act(command));
            return reply;
        } catch (NoSuchMethodException error) {
            return failure("unsupported", error.getMessage());
        } catch (NotAllowed error) {
            return failure("refused-locally", error.getMessage());
        } catch (IOException error) {
            return failure("io", error.toString());
        } catch (RuntimeException error) {
            return failure("bug", error.toString());
        }
    }

    private Map<String, Object> act(Command it) throws NotAllowed, NoSuchMethodException, IOException {
        switch (it.name()) {
            case "hello" -> { return hello(); }
            case "connect" -> connect(it.string("host"), (int) it.number("port"));
            case "register" -> connected().register(it.string("pseudonym"));
            case "roster" -> { return Json.object("roster", connected().roster()); }
            case "broadcast" -> connected().broadcast(it.text());
            case "direct" -> connected().direct(it.string("to"), it.text());
            case "private.request" -> connected().requestPrivate(it.string("to"));
            case "private.accept" -> connected().acceptPrivate(it.string("from"));
            case "private.refuse" -> connected().refusePrivate(it.string("from"));
            case "private.send" -> connected().sendPrivate(it.string("with"), it.bytes());
            case "private.received" -> { return summary(connected().received(it.string("with"))); }
            case "private.close" -> connected().closePrivate(it.string("with"));
            case "disconnect", "bye" -> disconnect();
            default -> throw new NoSuchMethodException("no such command: " + it.name());
        }
        return Map.of();
    }

    private static Map<String, Object> hello() {
        Map<String, Object> client = Json.object("name", "java-client", "language", "Java");
        return Json.object("version", 1, "client", client, "unsupported", List.of());
    }

    private void connect(String host, int port) throws IOException {
        disconnect();
        client = CospClient.connect(loop, host, port, this);
    }

    private CospClient connected() throws IOException {
        if (client == null) {
            throw new IOException("not connected");
        }
        return client;
    }

    private void disconnect() {
        if (client != null) {
            client.disconnect();
            client = null;
        }
    }

    private void end() {
        disconnect();
        loop.end();
    }

    private static Map<String, Object> summary(Received received) {
        Map<String, Object> reply = Json.object("length", received.length(), "sha256", received.sha256Hex());
        if (received.length() <= Received.BEGINNING) {
            reply.put("hex", received.beginningHex());
        }
        return reply;
    }

    private static Map<String, Object> failure(String kind, String message) {
        return Json.object("error", Map.of("kind", kind, "message", message));
    }

    private void message(String event, String from, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= Received.BEGINNING) {
            show(event, "from", from, "text", text);
        } else {
            String digest = HexFormat.of().formatHex(Received.sha256().digest(bytes));
            show(event, "from", from, "length", bytes.length, "sha256", digest);
        }
    }

    private void show(String event, Object... details) {
        Map<String, Object> line = Json.object("event", event);
        line.putAll(Json.object(details));
        lines.write(line);
    }

    @Override public void registered(List<String> roster) { show("registered", "roster", roster); }
    @Override public void registrationRefused() { show("register.refused"); }
    @Override public void joined(String pseudonym) { show("joined", "pseudonym", pseudonym); }
    @Override public void left(String pseudonym) { show("left", "pseudonym", pseudonym); }
    @Override public void broadcast(String from, String text) { message("broadcast", from, text); }
    @Override public void direct(String from, String text) { message("direct", from, text); }
    @Override public void absent() { show("absent"); }
    @Override public void privateRequested(String from) { show("private.requested", "from", from); }
    @Override public void privateAccepted(String by) { show("private.accepted", "by", by); }
    @Override public void privateRefused(String by) { show("private.refused", "by", by); }
    @Override public void privateOpen(String with) { show("private.open", "with", with); }
    @Override public void privateData(String with, long size) { show("private.data", "with", with, "length", size); }
    @Override public void privateClosed(String with) { show("private.closed", "with", with); }
    @Override public void error(String message) { show("error", "message", message); }
    @Override public void disconnected() { show("disconnected"); }
}
