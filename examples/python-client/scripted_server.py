"""The server's side of COSP, byte by byte, for tests of clients."""

from __future__ import annotations

import socket
import struct
from typing import Iterable, Tuple

PATIENCE = 20.0


def joined(identifier: int, pseudonym: str) -> bytes:
    """Somebody has come."""
    return struct.pack('>bh', 0, identifier) + sized(pseudonym)


def left(identifier: int) -> bytes:
    """Somebody has gone."""
    return struct.pack('>bh', 1, identifier)


def broadcast(identifier: int, text: str) -> bytes:
    """A message to everybody."""
    return struct.pack('>bh', 2, identifier) + sized(text)


def direct(identifier: int, text: str) -> bytes:
    """A message to one client."""
    return struct.pack('>bh', 3, identifier) + sized(text)


def about(code: int, identifier: int) -> bytes:
    """A response that has an identifier and nothing else."""
    return struct.pack('>bh', code, identifier)


def accepted(*entries: Tuple[int, str]) -> bytes:
    """The pseudonym is free, and these are there."""
    listed = (struct.pack('>h', identifier) + sized(pseudonym) for identifier, pseudonym in entries)
    return struct.pack('>bh', 0, len(entries)) + b''.join(listed)


def sized(text: str) -> bytes:
    """A text with its size in front."""
    encoded = text.encode()
    return struct.pack('>h', len(encoded)) + encoded


class Peer:
    """The server's end of one connection."""

    def __init__(self, connection: socket.socket) -> None:
        """Takes over an accepted connection."""
        connection.settimeout(PATIENCE)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.connection = connection
        self.port: int = connection.getpeername()[1]

    def send(self, *parts: bytes) -> None:
        """Sends the parts with one call."""
        self.connection.sendall(b''.join(parts))

    def trickle(self, data: bytes) -> None:
        """Sends each byte with a call of its own."""
        for each in data:
            self.connection.sendall(bytes([each]))

    def take(self, size: int) -> bytes:
        """Reads this many bytes; fewer only at the end of the connection."""
        pieces = bytearray()
        while len(pieces) < size:
            piece = self.connection.recv(min(size - len(pieces), 1 << 18))
            if not piece:
                break
            pieces += piece
        return bytes(pieces)

    def expect(self, data: bytes) -> None:
        """Reads these very bytes."""
        taken = self.take(len(data))
        assert taken == data, (taken[:80], data[:80])

    def expect_end(self) -> None:
        """Reads the end of the stream, and nothing before it."""
        taken = self.take(1)
        assert taken == b'', taken

    def finish(self) -> None:
        """Closes the sending half."""
        self.connection.shutdown(socket.SHUT_WR)

    def reset(self) -> None:
        """Ends the connection with a reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        self.connection.close()

    def close(self) -> None:
        """Closes the connection."""
        self.connection.close()


class ScriptedServer:
    """Listens on loopback, and hands out the connections that come."""

    def __init__(self) -> None:
        """Starts to listen on a free port."""
        self._listener = socket.create_server(('127.0.0.1', 0))
        self._listener.settimeout(PATIENCE)
        self.port: int = self._listener.getsockname()[1]
        self._peers: list[Peer] = []

    def accept(self) -> Peer:
        """The next connection."""
        connection, _ = self._listener.accept()
        self._peers.append(Peer(connection))
        return self._peers[-1]

    def nobody_waits(self) -> bool:
        """True if no connection has come that nobody has accepted."""
        self._listener.setblocking(False)
        try:
            self.accept()
            return False
        except BlockingIOError:
            return True
        finally:
            self._listener.settimeout(PATIENCE)

    def close(self) -> None:
        """Closes everything."""
        for each in (*self._peers, self._listener):
            each.close()


def drained(peer: Peer, size: int) -> Iterable[bytes]:
    """Reads this many bytes, piece by piece."""
    while size > 0:
        piece = peer.connection.recv(min(size, 1 << 18))
        assert piece, f'{size} bytes are missing'
        size -= len(piece)
        yield piece
