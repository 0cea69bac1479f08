"""A connected socket, written by a thread of its own so that nobody has to wait for the other side."""

from __future__ import annotations

import errno
import io
import queue
import socket
import threading
from typing import Callable, Iterable, Optional

LINGER = 2.0
"""Seconds that the other side is given to end a connection that this side has ended."""


class Stream:
    """Sends in the background and in order. One thread, the caller's own, reads and calls `release`."""

    def __init__(self, connection: socket.socket, finished: Callable[[], None] = lambda: None) -> None:
        """Takes over a connected socket; `finished` is called when all is sent and the sending half closed."""
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.reader: io.BufferedReader = connection.makefile('rb', buffering=1 << 16)
        self._connection = connection
        self._finished = finished
        self._finishing = False
        self._waiting: queue.SimpleQueue[Optional[Iterable[bytes]]] = queue.SimpleQueue()
        # No daemon: what was sent and not yet written still leaves when the program ends.
        self._writer = threading.Thread(target=self._write)
        self._writer.start()

    def send(self, chunks: Iterable[bytes]) -> None:
        """Has the chunks sent behind what was given before. Raises BrokenPipeError once the stream is finished."""
        if self._finishing:
            raise BrokenPipeError(errno.EPIPE, 'the connection has ended')
        self._waiting.put(chunks)

    def finish(self) -> None:
        """Closes the sending half when all is sent; reading goes on. The second time it does nothing."""
        if not self._finishing:
            self._finishing = True
            self._waiting.put(None)

    def abort(self) -> None:
        """Ends both directions now, whatever is under way."""
        try:
            self._connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # It has ended already, which is what was wanted.

    def finish_soon(self) -> None:
        """Finishes, and gives the other side no longer than LINGER to do the same."""
        self.finish()
        timer = threading.Timer(LINGER, self.abort)
        timer.daemon = True
        timer.start()

    def release(self) -> None:
        """Finishes, reads to the end, waits until all is sent, and closes the socket."""
        self.finish()
        try:
            # Closing with bytes unread would reset the connection, and that can destroy what was sent.
            while self.reader.read1(1 << 16):
                pass
        except OSError:
            self.abort()
        self._writer.join()
        self.reader.close()
        self._connection.close()

    def _write(self) -> None:
        try:
            for chunks in iter(self._waiting.get, None):
                for chunk in chunks:
                    self._connection.sendall(chunk)
            self._connection.shutdown(socket.SHUT_WR)
        except OSError:
            self._finishing = True
            self.abort()  # The reading thread is to learn of it.
        self._finished()
