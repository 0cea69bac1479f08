"""Ways to end a TCP connection."""

from __future__ import annotations

import socket
import struct
import time

LINGER = 2.0
"""Seconds that a peer may take over the end of its connection."""

PIECE = 65_536
"""Bytes taken off a socket at once."""


def shut(connection: socket.socket, half: int) -> None:
    """Shuts down a half (or both) of a connection, also one that has gone already."""
    try:
        connection.shutdown(half)
    except OSError:
        pass


def drain(connection: socket.socket, seconds: float = LINGER) -> None:
    """Throws away what the peer still sends, until it ends or the time is over.

    A socket that is closed with bytes unread resets the connection, and a
    reset takes away what the peer has not read yet.
    """
    deadline = time.monotonic() + seconds
    try:
        while True:
            connection.settimeout(max(deadline - time.monotonic(), 0.001))
            if not connection.recv(PIECE) or time.monotonic() >= deadline:
                return
    except OSError:
        return


def close_gently(connection: socket.socket) -> None:
    """Ends the connection so that the peer gets everything that was sent, then the end."""
    shut(connection, socket.SHUT_WR)
    drain(connection)
    connection.close()


def reset_on_close(connection: socket.socket) -> None:
    """Makes the next close a reset, which frees what the kernel holds for the peer."""
    try:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
    except OSError:
        pass
