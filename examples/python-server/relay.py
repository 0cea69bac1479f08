"""Carrying raw bytes from one connection to another (COSP-6.2-4)."""

from __future__ import annotations

import socket

BUFFER = 262_144
"""Bytes carried at once, and so the most that is held here for one direction."""


def carry(source: socket.socket, target: socket.socket) -> bool:
    """Carries all that comes from `source` to `target`, then the end of the stream too.

    Reads no faster than `target` takes it, so that the sender is slowed down
    by TCP itself. The other half stays as it is: `target` may still send
    (COSP-6.2-12). False if one of the connections broke.
    """
    buffer = memoryview(bytearray(BUFFER))
    try:
        while True:
            count = source.recv_into(buffer)
            if not count:
                break
            target.sendall(buffer[:count])
        target.shutdown(socket.SHUT_WR)
    except OSError:
        return False
    return True


def discard(source: socket.socket) -> None:
    """Throws away what comes from `source` until it ends or breaks."""
    buffer = bytearray(BUFFER)
    try:
        while source.recv_into(buffer):
            pass
    except OSError:
        pass
