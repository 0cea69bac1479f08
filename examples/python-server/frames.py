"""COSP's frames: reading what clients send, writing what the server sends.

Every integer is signed and big-endian (COSP-1-1): BYTE 8, SHORT 16, INT 32
bits. The one exception is a choice of this server: a size is read as unsigned
(COSP-7-10), so that the bytes behind it are never taken for frames.
"""

from __future__ import annotations

import struct
from typing import Callable, Iterable

LONGEST_TEXT = 32_767
"""Bytes of the longest text that a SHORT can announce to a reader of signed sizes."""

REQUEST_BROADCAST = 0
REQUEST_DIRECT = 1
REQUEST_PRIVATE = 2
REQUEST_PRIVATE_ACCEPT = 3
REQUEST_PRIVATE_REFUSE = -1

_CODE = struct.Struct('>b')
_IDENTIFIER = struct.Struct('>h')
_SIZE = struct.Struct('>H')
_PORT = struct.Struct('>i')
_CODE_AND_SHORT = struct.Struct('>bh')
_TWO_SHORTS = struct.Struct('>hh')
_CODE_AND_TWO_SHORTS = struct.Struct('>bhh')


class EndOfStream(Exception):
    """The peer has closed its sending half, between two frames or inside one (COSP-3.2-3)."""


class MalformedFrame(Exception):
    """What came is no frame of COSP; the connection that sent it ends (COSP-7-4)."""


class FrameReader:
    """Reads frames off a stream that TCP may have cut anywhere (COSP-1-5, COSP-1-6).

    `receive` gives the next bytes, however many, and b'' at the end of the
    stream. At most one frame and one piece are held at a time.
    """

    def __init__(self, receive: Callable[[], bytes]) -> None:
        self._receive = receive
        self._held = bytearray()
        self._start = 0

    def pseudonym(self) -> bytes:
        """The only frame of a connection that is not registered: SHORT size, pseudonym."""
        return self._text()

    def request(self) -> tuple:
        """The next request of a registered client: its code, then its fields in their order.

        0: text; 1: identifier, text; 2 and 3: port, identifier; -1: identifier.
        Raises MalformedFrame for any other code.
        """
        (code,) = self._number(_CODE)
        fields = _FIELDS.get(code)
        if fields is None:
            raise MalformedFrame(f'unknown request code {code}')
        return (code, *[read(self) for read in fields])

    def _identifier(self) -> int:
        return self._number(_IDENTIFIER)[0]

    def _port(self) -> int:
        return self._number(_PORT)[0]

    def _text(self) -> bytes:
        (size,) = self._number(_SIZE)
        start = self._need(size)
        return bytes(memoryview(self._held)[start : start + size])

    def _number(self, layout: struct.Struct) -> tuple:
        return layout.unpack_from(self._held, self._need(layout.size))

    def _need(self, count: int) -> int:
        """Waits until the next `count` bytes are held, takes them, and tells where they start."""
        while len(self._held) - self._start < count:
            piece = self._receive()
            if not piece:
                raise EndOfStream
            if self._start:
                del self._held[: self._start]
                self._start = 0
            self._held += piece
        start = self._start
        self._start += count
        return start


_FIELDS = {
    REQUEST_BROADCAST: (FrameReader._text,),
    REQUEST_DIRECT: (FrameReader._identifier, FrameReader._text),
    REQUEST_PRIVATE: (FrameReader._port, FrameReader._identifier),
    REQUEST_PRIVATE_ACCEPT: (FrameReader._port, FrameReader._identifier),
    REQUEST_PRIVATE_REFUSE: (FrameReader._identifier,),
}

PSEUDONYM_IN_USE = b'\xff'
"""Connection code -1, alone (COSP-2.2-1)."""

ABSENT = b'\xff'
"""Response code -1, alone: no identifier behind it (COSP-5.2-1)."""


def entry(identifier: int, pseudonym: bytes) -> bytes:
    """One client, as in the first list and in a join: SHORT identifier, SHORT size, pseudonym."""
    return _TWO_SHORTS.pack(identifier, len(pseudonym)) + pseudonym


def accepted(entries: Iterable[bytes]) -> bytes:
    """Connection code 0: BYTE 0, SHORT count, that many entries (COSP-2.1-1, COSP-2.1-4)."""
    listed = list(entries)
    return _CODE_AND_SHORT.pack(0, len(listed)) + b''.join(listed)


def joined(newcomer: bytes) -> bytes:
    """Response code 0: BYTE 0 and the newcomer's entry (COSP-3.1-1)."""
    return b'\x00' + newcomer


def left(identifier: int) -> bytes:
    """Response code 1: BYTE 1, SHORT identifier (COSP-3.2-1)."""
    return _CODE_AND_SHORT.pack(1, identifier)


def broadcast(sender: int, text: bytes) -> bytes:
    """Response code 2: BYTE 2, SHORT sender, SHORT size, text (COSP-4-2)."""
    return _CODE_AND_TWO_SHORTS.pack(2, sender, len(text)) + text


def direct(sender: int, text: bytes) -> bytes:
    """Response code 3: BYTE 3, SHORT sender, SHORT size, text (COSP-5.1-1)."""
    return _CODE_AND_TWO_SHORTS.pack(3, sender, len(text)) + text


def private_requested(requester: int) -> bytes:
    """Response code 4: BYTE 4, SHORT requester, and never the port (COSP-6-2, COSP-6-3)."""
    return _CODE_AND_SHORT.pack(4, requester)


def private_accepted(accepter: int) -> bytes:
    """Response code 5, to the requester: BYTE 5, SHORT accepter (COSP-6.2-2)."""
    return _CODE_AND_SHORT.pack(5, accepter)


def private_established(requester: int) -> bytes:
    """Response code 6, to the accepter: BYTE 6, SHORT requester (COSP-6.2-2)."""
    return _CODE_AND_SHORT.pack(6, requester)


def private_refused(refuser: int) -> bytes:
    """Response code -2, to the requester: BYTE -2, SHORT refuser (COSP-6.3-2)."""
    return _CODE_AND_SHORT.pack(-2, refuser)
