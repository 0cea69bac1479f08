"""What the tests speak to the server with; frames are taken apart by hand, not with frames.py."""

from __future__ import annotations

import logging
import socket
import struct
import threading
import unittest
from typing import Callable

from cosp_server import Server
from service import Service

TIME_LIMIT = 20.0
"""Seconds until a test that waits in vain fails."""


class Peer:
    """A client of the server, or a connection that never becomes one. Frames are tuples."""

    def __init__(self, address: tuple, pseudonym: bytes = None, bound: socket.socket = None) -> None:
        self.socket = bound or socket.socket(socket.AF_INET6 if ':' in address[0] else socket.AF_INET)
        self.socket.settimeout(TIME_LIMIT)
        self.socket.connect(address[:2])
        self.port = self.socket.getsockname()[1]
        self._held = b''
        self.listed: dict = {}
        self.identifier = None
        if pseudonym is not None:
            self.register(pseudonym)

    def send(self, *pieces: bytes) -> None:
        """Sends the pieces in one go."""
        self.socket.sendall(b''.join(pieces))

    def take(self, count: int) -> bytes:
        """The next `count` bytes, exactly."""
        while len(self._held) < count:
            piece = self.socket.recv(max(count - len(self._held), 65_536))
            if not piece:
                raise EOFError(f'the connection ended, {len(self._held)} bytes of {count} have come')
            self._held += piece
        taken, self._held = self._held[:count], self._held[count:]
        return taken

    def rest(self) -> bytes:
        """All bytes until the orderly end of the stream."""
        pieces = [self._held]
        while pieces[-1] or len(pieces) == 1:
            pieces.append(self.socket.recv(65_536))
        self._held = b''
        return b''.join(pieces)

    def register(self, pseudonym: bytes) -> None:
        """Asks for the pseudonym, which has to be free, and learns list and own identifier."""
        self.send(hello(pseudonym))
        self.await_list()

    def await_list(self) -> None:
        """Takes the acceptance and the join about oneself that follows it."""
        code, count = struct.unpack('>bh', self.take(3))
        assert code == 0, f'connection code {code}'
        for _ in range(count):
            identifier, size = struct.unpack('>hh', self.take(4))
            self.listed[identifier] = self.take(size)
        frame = self.frame()
        assert frame[0] == 0, f'{frame} where the own join was due'
        self.identifier = frame[1]

    def frame(self) -> tuple:
        """The next response: its code, then its fields."""
        (code,) = struct.unpack('>b', self.take(1))
        if code == -1:
            return (code,)
        (identifier,) = struct.unpack('>h', self.take(2))
        if code in (0, 2, 3):
            (size,) = struct.unpack('>h', self.take(2))
            return (code, identifier, self.take(size))
        assert code in (-2, 1, 4, 5, 6), f'response code {code}'
        return (code, identifier)

    def frames(self, count: int) -> list:
        """The next `count` responses."""
        return [self.frame() for _ in range(count)]

    def reset(self) -> None:
        """Ends the connection with a reset."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
        self.close()

    def close(self) -> None:
        """Ends the connection in an orderly way."""
        self.socket.close()


def hello(pseudonym: bytes) -> bytes:
    """Asks for a pseudonym."""
    return struct.pack('>H', len(pseudonym)) + pseudonym


def broadcast(text: bytes) -> bytes:
    """Request 0."""
    return struct.pack('>bH', 0, len(text)) + text


def direct(identifier: int, text: bytes) -> bytes:
    """Request 1."""
    return struct.pack('>bhH', 1, identifier, len(text)) + text


def ask(port: int, identifier: int) -> bytes:
    """Request 2."""
    return struct.pack('>bih', 2, port, identifier)


def accept(port: int, identifier: int) -> bytes:
    """Request 3."""
    return struct.pack('>bih', 3, port, identifier)


def refuse(identifier: int) -> bytes:
    """Request -1."""
    return struct.pack('>bh', -1, identifier)


class ServerTest(unittest.TestCase):
    """Each test has a server of its own, and fails if that server logged an error."""

    service_options: dict = {}
    server_options: dict = {}

    def setUp(self) -> None:
        service = Service(**self.service_options)
        self.server = Server('127.0.0.1', 0, service, **self.server_options)
        self.address = self.server.address
        self._errors: list = []
        handler = logging.Handler(logging.ERROR)
        handler.emit = lambda record: self._errors.append(record.getMessage())
        log = logging.getLogger('cosp')
        log.addHandler(handler)
        self.addCleanup(log.removeHandler, handler)
        thread = threading.Thread(target=self.server.run)
        thread.start()
        self.addCleanup(self._stop, thread)

    def _stop(self, thread: threading.Thread) -> None:
        self.server.stop()
        thread.join(TIME_LIMIT)
        self.assertFalse(thread.is_alive(), 'the server did not stop')
        self.assertEqual(self._errors, [])

    def peer(self, pseudonym: bytes = None, bound: socket.socket = None) -> Peer:
        """A connection, registered if it is given a pseudonym."""
        peer = Peer(self.address, pseudonym, bound)
        self.addCleanup(peer.close)
        return peer

    def peers(self, *pseudonyms: bytes) -> list:
        """Clients that know of each other, with nothing waiting to be read."""
        peers: list = []
        for pseudonym in pseudonyms:
            newcomer = self.peer(pseudonym)
            for each in peers:
                self.assertEqual(each.frame(), (0, newcomer.identifier, pseudonym))
            peers.append(newcomer)
        return peers

    def in_background(self, do: Callable, *arguments) -> None:
        """Does it in a thread that is joined at the end of the test, before its peers are closed."""
        thread = threading.Thread(target=do, args=arguments)
        thread.start()
        self.addCleanup(thread.join)

    def assert_nothing(self, watched: Peer, by: Peer) -> None:
        """Nothing has come, as a message shows that whoever gave the stimulus sends behind it."""
        by.send(direct(watched.identifier, b'fence'))
        self.assertEqual(watched.frame(), (3, by.identifier, b'fence'))


class PrivateTest(ServerTest):
    """What the tests of private connections begin with; nobody is given up while they run."""

    service_options = {'pairing_timeout': TIME_LIMIT}

    def bound(self) -> socket.socket:
        """A socket with a local port that nobody else has."""
        bound = socket.socket()
        bound.bind(('127.0.0.1', 0))
        self.addCleanup(bound.close)
        return bound

    def agreed(self, requester: Peer, addressee: Peer) -> tuple:
        """The two bound sockets of a private connection that is accepted."""
        ends = self.bound(), self.bound()
        self.ask(requester, addressee, ends[0])
        self.accept(addressee, requester, ends[1])
        return ends

    def ask(self, requester: Peer, addressee: Peer, bound: socket.socket) -> None:
        """A request that arrives."""
        requester.send(ask(bound.getsockname()[1], addressee.identifier))
        self.assertEqual(addressee.frame(), (4, requester.identifier))

    def accept(self, addressee: Peer, requester: Peer, bound: socket.socket) -> None:
        """An acceptance that both are told of."""
        addressee.send(accept(bound.getsockname()[1], requester.identifier))
        self.assertEqual(addressee.frame(), (6, requester.identifier))
        self.assertEqual(requester.frame(), (5, addressee.identifier))

    def early(self, bound: socket.socket) -> Peer:
        """A connection that the server has taken note of: it has answered a later one."""
        early = self.peer(bound=bound)
        later = self.peer()
        later.send(hello(b'alice'))
        self.assertEqual(later.rest(), b'\xff')
        return early

    def paired(self, requester: Peer, addressee: Peer) -> tuple:
        """The two sides of an open private connection."""
        return tuple(self.peer(bound=bound) for bound in self.agreed(requester, addressee))
