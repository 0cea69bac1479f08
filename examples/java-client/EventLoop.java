import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * One thread that waits for all channels. Whatever belongs to a client happens on it, so nothing of it needs a lock.
 */
final class EventLoop {
    private record Timer(long due, Runnable task) {}

    /** Where channels are read into: used by one reader at a time, and empty in between. */
    final ByteBuffer incoming = ByteBuffer.allocateDirect(1 << 18);

    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::due));
    private int senders;
    private boolean ending;

    /** Opens the selector; {@link IOException} if the system has none left. */
    EventLoop() throws IOException {
        selector = Selector.open();
    }

    /** Has a task done soon. The only method for other threads. */
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** Has a task done after so many seconds, if the loop still runs then. */
    void later(int seconds, Runnable task) {
        timers.add(new Timer(System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds), task));
    }

    /** Has {@code ready} called whenever the channel, which may not block, can do one of these operations. */
    SelectionKey register(SocketChannel channel, int operations, Runnable ready) throws IOException {
        SelectionKey key = channel.keyFor(selector);
        return key == null ? channel.register(selector, operations, ready) : changed(key, operations, ready);
    }

    private static SelectionKey changed(SelectionKey key, int operations, Runnable ready) {
        key.attach(ready);
        return key.interestOps(operations);
    }

    /** Somebody may have something to send, until {@link #sent}: the loop does not end before. */
    void sending() {
        senders++;
    }

    /** Somebody has sent all. */
    void sent() {
        senders--;
    }

    /** Ends {@link #run} when all senders have sent all. */
    void end() {
        ending = true;
    }

    /** Serves channels, tasks and timers until {@link #end}. {@link IOException} if the selector fails. */
    void run() throws IOException {
        while (!ending || senders > 0) {
            selector.select(this::serve, timeout());
            for (Runnable task; (task = tasks.poll()) != null; ) {
                task.run();
            }
            while (!timers.isEmpty() && timers.peek().due() <= System.nanoTime()) {
                timers.poll().task().run();
            }
        }
        selector.close();
    }

    private void serve(SelectionKey key) {
        ((Runnable) key.attachment()).run();
    }

    private long timeout() {
        if (timers.isEmpty()) {
            return 0;
        }
        // Rounded up, so that the loop does not spin in the last millisecond; 0 would mean for ever.
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(timers.peek().due() - System.nanoTime()) + 1);
    }
}
