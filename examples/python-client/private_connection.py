"""A private connection, seen from one of its two ends."""

from __future__ import annotations

import hashlib
import socket
import threading
from typing import Any, Callable, Iterable, NamedTuple, Optional, Tuple

from stream import Stream

PIECE = 1 << 18
PATIENCE = 10.0
"""Seconds to wait for the server to take the connection."""


class Received(NamedTuple):
    """What has come on a private connection so far."""

    length: int
    sha256: str
    beginning: bytes
    """The first bytes, at most 1,024."""


def reserve(chat: socket.socket) -> socket.socket:
    """A socket with a local port, not connected yet, at the address that the server knows. Raises OSError."""
    local = chat.getsockname()
    reserved = socket.socket(chat.family, socket.SOCK_STREAM)
    try:
        reserved.bind((local[0], 0) + local[2:])
    except OSError:
        reserved.close()
        raise
    return reserved


class PrivateConnection:
    """Connects a reserved socket to the server and tells what happens: open, data, closed, or error.

    Its methods are called with the client's lock held, and it tells with that lock held. So nobody sees a state
    that has not been told, nor the other way round.
    """

    def __init__(
        self, pseudonym: str, reserved: socket.socket, lock: threading.RLock, tell: Callable[..., None]
    ) -> None:
        """Takes over the socket; `tell` is called with the name and the details of each event."""
        self.pseudonym = pseudonym
        self.over = False
        self._closed = False
        self._socket = reserved
        self._lock = lock
        self._tell = tell
        self._stream: Optional[Stream] = None
        self._ended = False
        self._length = 0
        self._digest = hashlib.sha256()
        self._beginning = b''

    def open(self, server: Tuple[Any, ...]) -> None:
        """Connects to the server, in the background."""
        threading.Thread(target=self._live, args=(server,), daemon=True).start()

    @property
    def usable(self) -> bool:
        """True from the opening until either side has ended it."""
        return self._stream is not None and not self._ended and not self._closed

    def send(self, chunks: Iterable[bytes]) -> None:
        """Has the bytes sent, while reading goes on. Raises OSError if the connection has ended."""
        if self._stream is None:
            raise OSError('the connection is not open yet')
        self._stream.send(chunks)

    def close(self) -> None:
        """Ends it when all that was given to `send` has been sent; what still comes then is only counted."""
        self._ended = True
        if self._stream is not None:
            self._stream.finish()

    def give_up(self) -> None:
        """Ends it like `close`, but tells so at once and does not wait long for the other side."""
        self._ended = True
        self._tell_closed()
        if self._stream is not None:
            self._stream.finish_soon()

    def received(self) -> Received:
        """What has come so far."""
        return Received(self._length, self._digest.hexdigest(), self._beginning)

    def _live(self, server: Tuple[Any, ...]) -> None:
        try:
            self._socket.settimeout(PATIENCE)
            self._socket.connect(server)
            self._socket.settimeout(None)
        except OSError as error:
            self._fail(error)
            return
        stream = self._become_open()
        self._read(stream)
        with self._lock:
            self._tell_closed()
        stream.release()
        self.over = True

    def _fail(self, error: OSError) -> None:
        self._socket.close()
        with self._lock:
            self.over = True
            self._tell('error', message=f'no private connection with {self.pseudonym}: {error}')

    def _become_open(self) -> Stream:
        with self._lock:
            stream = self._stream = Stream(self._socket, finished=self._on_finished)
            if self._ended:
                self._closed = True
                stream.finish_soon()
            else:
                self._tell('private.open', **{'with': self.pseudonym})
            return stream

    def _read(self, stream: Stream) -> None:
        try:
            for piece in iter(lambda: stream.reader.read1(PIECE), b''):
                self._take(piece)
        except OSError:
            stream.abort()  # What cannot be read any more is not written to either.

    def _take(self, piece: bytes) -> None:
        with self._lock:
            self._digest.update(piece)
            self._length += len(piece)
            self._beginning += piece[: 1024 - len(self._beginning)]
            if not self._closed:
                self._tell('private.data', **{'with': self.pseudonym, 'length': self._length})

    def _on_finished(self) -> None:
        with self._lock:
            self._tell_closed()

    def _tell_closed(self) -> None:
        if self._stream is not None and not self._closed:
            self._closed = True
            self._tell('private.closed', **{'with': self.pseudonym})
