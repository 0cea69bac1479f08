"""COSP's frames: writing what clients send, reading what the server sends.

Every integer is signed and big-endian: BYTE 8, SHORT 16, INT 32 bits. A size counts the bytes of
the UTF-8 text behind it.
"""

from __future__ import annotations

import struct
from typing import BinaryIO, List, NamedTuple, Optional, Tuple

from errors import EndOfStream, Nonsense, NotAllowed

LONGEST_TEXT = 32_767
"""Bytes of the longest text: the largest SHORT."""

JOINED, LEFT, BROADCAST, DIRECT = 0, 1, 2, 3
PRIVATE_REQUESTED, PRIVATE_ACCEPTED, PRIVATE_ESTABLISHED = 4, 5, 6
ABSENT, PRIVATE_REFUSED = -1, -2

_WITH_TEXT = (JOINED, BROADCAST, DIRECT)
_WITH_IDENTIFIER = (LEFT, PRIVATE_REQUESTED, PRIVATE_ACCEPTED, PRIVATE_ESTABLISHED, PRIVATE_REFUSED)


class Response(NamedTuple):
    """One frame from the server to a registered client; what it does not carry is None."""

    code: int
    identifier: Optional[int] = None
    text: Optional[str] = None


Entries = List[Tuple[int, str]]
"""The list that a newcomer is given: identifiers and pseudonyms."""


def hello(pseudonym: str) -> bytes:
    """The frame that asks for a pseudonym. Raises NotAllowed if it is too long."""
    return _sized(pseudonym)


def broadcast(text: str) -> bytes:
    """A message to everybody. Raises NotAllowed if it is too long."""
    return struct.pack('>b', 0) + _sized(text)


def direct(identifier: int, text: str) -> bytes:
    """A message to one client. Raises NotAllowed if it is too long."""
    return struct.pack('>bh', 1, identifier) + _sized(text)


def private_request(port: int, identifier: int) -> bytes:
    """Asks for a private connection that will come from this local port."""
    return struct.pack('>bih', 2, port, identifier)


def private_accept(port: int, identifier: int) -> bytes:
    """Accepts a private connection, with one that will come from this local port."""
    return struct.pack('>bih', 3, port, identifier)


def private_refuse(identifier: int) -> bytes:
    """Refuses a private connection."""
    return struct.pack('>bh', -1, identifier)


def read_connection_reply(stream: BinaryIO) -> Optional[Entries]:
    """Reads the answer to a hello: the list, or None if the pseudonym is in use.

    Raises EndOfStream at the end of the connection, and Nonsense for what is no such frame.
    """
    code = _integer(stream, '>b')
    if code == -1:
        return None
    if code != 0:
        raise Nonsense(f'unknown connection code {code}')
    count = _integer(stream, '>h')
    if count < 0:
        raise Nonsense(f'a list of {count} entries')
    return [(_integer(stream, '>h'), _text(stream)) for _ in range(count)]


def read_response(stream: BinaryIO) -> Response:
    """Reads one frame to a registered client. Raises like `read_connection_reply`."""
    code = _integer(stream, '>b')
    if code == ABSENT:
        return Response(code)
    if code in _WITH_IDENTIFIER:
        return Response(code, _integer(stream, '>h'))
    if code in _WITH_TEXT:
        return Response(code, _integer(stream, '>h'), _text(stream))
    raise Nonsense(f'unknown response code {code}')


def _sized(text: str) -> bytes:
    try:
        encoded = text.encode('utf-8')
    except UnicodeEncodeError as error:
        raise NotAllowed(f'this is no text: {error.reason}') from error
    if len(encoded) > LONGEST_TEXT:
        raise NotAllowed(f'{len(encoded)} bytes are too many: {LONGEST_TEXT} at most')
    return struct.pack('>h', len(encoded)) + encoded


def _text(stream: BinaryIO) -> str:
    size = _integer(stream, '>h')
    if size < 0:
        raise Nonsense(f'a text of {size} bytes')
    # A server may pass on what is no UTF-8: better shown with marks in it than not at all.
    return _exactly(stream, size).decode('utf-8', 'replace')


def _integer(stream: BinaryIO, layout: str) -> int:
    value: int = struct.unpack(layout, _exactly(stream, struct.calcsize(layout)))[0]
    return value


def _exactly(stream: BinaryIO, size: int) -> bytes:
    read = stream.read(size)
    if len(read) < size:
        raise EndOfStream
    return read
