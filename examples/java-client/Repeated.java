import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** A few bytes, repeated up to a length: pieces that are made when they are asked for. */
final class Repeated implements Iterator<ByteBuffer> {
    private static final int PIECE = 1 << 16;

    private final byte[] piece;
    private long left;

    Repeated(byte[] fill, long length) {
        // A whole number of times, so that each piece goes on where the one before has ended.
        piece = new byte[fill.length * Math.max(1, PIECE / fill.length)];
        for (int start = 0; start < piece.length; start += fill.length) {
            System.arraycopy(fill, 0, piece, start, fill.length);
        }
        left = length;
    }

    @Override
    public boolean hasNext() {
        return left > 0;
    }

    @Override
    public ByteBuffer next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int size = (int) Math.min(left, piece.length);
        left -= size;
        return ByteBuffer.wrap(piece, 0, size);
    }
}
