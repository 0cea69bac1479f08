"""Private connections, from the request to the end of both sides.

A side is known by the address of its chat connection and the port that it
declared. The requester's port counts from the request on, so that a side that
connects before the answer is kept (COSP-6.2-16); it is not read from, hence
what it sends waits in the kernel, and TCP slows it down (COSP-6.2-5).
"""

from __future__ import annotations

import socket
import threading
from typing import Optional

import relay
from deadlines import Deadlines
from roster import Session
from sockets import LINGER, close_gently, reset_on_close, shut

PAIRING_TIMEOUT = 10.0
"""Seconds from the acceptance until both sides have to be connected (COSP-6.2-15)."""

MOST_UNPAIRED = 1_024
"""Accepted private connections of one client that may wait for a side (COSP-7-6)."""

MOST_CALLED_OFF = 4_096
"""Private connections that are remembered for sides which may still come, though a client has left."""


class Side:
    """One of the two connections: where it is to come from, and its socket once it has come."""

    def __init__(self, private: 'PrivateConnection', address: str, port: int) -> None:
        self.private = private
        self.origin = (address, port)
        self.socket: Optional[socket.socket] = None

    @property
    def partner(self) -> 'Side':
        """The other side."""
        first, second = self.private.sides
        return second if self is first else first


class PrivateConnection:
    """One private connection. `decided` is set once it is `open` or will never be."""

    def __init__(self, requester: Session, addressee: Session, port: int) -> None:
        self.requester = requester
        self.addressee = addressee
        self.sides = [Side(self, requester.address, port)]
        self.decided = threading.Event()
        self.open = False
        self.threads = 0

    def claim_rank(self) -> int:
        """Which of those that await one origin is meant: accepted, else called off, else unanswered."""
        if len(self.sides) < 2:
            return 0
        return 1 if self.decided.is_set() else 2

    def sockets(self) -> list:
        """The connections that have come."""
        return [side.socket for side in self.sides if side.socket]


class PrivateConnections:
    """All private connections. Called with the service's lock held, but for `serve`."""

    def __init__(self, lock: threading.Lock, pairing_timeout: float = PAIRING_TIMEOUT) -> None:
        self._lock = lock
        # By where they come from; one port may have been declared several times.
        self._awaited: dict[tuple, dict[Side, None]] = {}
        self._called_off: dict[PrivateConnection, None] = {}
        self._unpaired = Deadlines(lock, pairing_timeout, self.end)
        self._ending = Deadlines(lock, LINGER, self._cut)

    def stop(self) -> None:
        """Ends what watches over time."""
        self._unpaired.stop()
        self._ending.stop()

    def request(self, requester: Session, addressee: Session, port: int) -> bool:
        """Notes a request. False if one without an answer is there already: it counts (COSP-6-5)."""
        if addressee in requester.asked:
            return False
        private = PrivateConnection(requester, addressee, port)
        requester.asked[addressee] = private
        addressee.asked_by[requester] = private
        addressee.missed.discard(requester.identifier)
        self._await(private.sides[0])
        return True

    def accept(self, accepter: Session, requester: Session, port: int) -> bool:
        """Awaits both sides from now on. False if there is no such request (COSP-6.2-14)."""
        private = accepter.asked_by.get(requester)
        if private is None:
            return False
        self._answered(private)
        private.sides.append(Side(private, accepter.address, port))
        self._await(private.sides[1])
        for session in {requester, accepter}:
            session.private.add(private)
            session.unpaired[private] = None
            if len(session.unpaired) > MOST_UNPAIRED:
                self.end(next(iter(session.unpaired)))
        self._unpaired.add(private)
        return True

    def refuse(self, refuser: Session, requester: Session) -> bool:
        """Forgets a request and its port (COSP-6.3-3). False if there is no such request."""
        private = refuser.asked_by.get(requester)
        if private is None:
            return False
        self.end(private)
        return True

    def claim(self, address: str, port: int, connection: socket.socket) -> Optional[Side]:
        """The side that a new connection is, or None: an ordinary connection (COSP-6.2-10)."""
        waiting = self._awaited.get((address, port))
        if not waiting:
            return None
        side = max(waiting, key=lambda each: each.private.claim_rank())
        self._expect_no_more(side)
        private = side.private
        side.socket = connection
        private.threads += 1
        if len(private.sockets()) == 2:
            self._paired(private)
            private.open = not private.decided.is_set()
            private.decided.set()
        return side

    def leave(self, session: Session) -> list:
        """Ends what the client has under way (COSP-6.2-13); tells who waits for its answer in vain."""
        waiting = [requester for requester in session.asked_by if requester is not session]
        for addressee, private in list(session.asked.items()):
            addressee.missed.add(session.identifier)
            self.end(private)
        for private in list(session.asked_by.values()):
            self.end(private)
        for private in list(session.private):
            self.end(private) if private.open else self._call_off(private)
        return waiting

    def end(self, private: PrivateConnection) -> None:
        """Ends a private connection in whatever state; what has come by now is still carried."""
        for side in private.sides:
            self._expect_no_more(side)
        self._answered(private)
        self._paired(private)
        if private.open:
            for connection in private.sockets():
                shut(connection, socket.SHUT_RD)
            self._ending.add(private)
        elif not private.threads:
            self._forget(private)
        private.decided.set()

    def serve(self, side: Side) -> None:
        """The life of one side's connection, in its thread, without the lock."""
        private = side.private
        private.decided.wait()
        try:
            if not private.open:
                close_gently(side.socket)
            elif not relay.carry(side.socket, side.partner.socket):
                self._break_off(private)
                relay.discard(side.socket)
        finally:
            self.release(side)

    def release(self, side: Side) -> None:
        """One side's thread is done; the last one closes both connections."""
        private = side.private
        with self._lock:
            private.threads -= 1
            if private.threads:
                return
            self._forget(private)
            self._ending.discard(private)
            # Counted under the lock: a side that comes only now has a thread of its own to close it.
            done = private.sockets()
        for connection in done:
            connection.close()

    def _call_off(self, private: PrivateConnection) -> None:
        """It will never be open, but its sides may be on their way, and shall find an end.

        Taken for ordinary connections they would wait for an answer in vain.
        """
        private.decided.set()
        self._called_off[private] = None
        if len(self._called_off) > MOST_CALLED_OFF:
            self.end(next(iter(self._called_off)))

    def _break_off(self, private: PrivateConnection) -> None:
        """One side is gone: the other gets the bytes under way, then the end (COSP-6.2-8)."""
        with self._lock:
            for connection in private.sockets():
                shut(connection, socket.SHUT_WR)
            self._ending.add(private)

    def _cut(self, private: PrivateConnection) -> None:
        """Ends at last what did not end by itself."""
        for connection in private.sockets():
            reset_on_close(connection)
            shut(connection, socket.SHUT_RDWR)

    def _await(self, side: Side) -> None:
        self._awaited.setdefault(side.origin, {})[side] = None

    def _expect_no_more(self, side: Side) -> None:
        waiting = self._awaited.get(side.origin, {})
        waiting.pop(side, None)
        if not waiting:
            self._awaited.pop(side.origin, None)

    def _answered(self, private: PrivateConnection) -> None:
        """It is no longer a request without an answer; there may be a later one between the two."""
        if private.requester.asked.get(private.addressee) is private:
            del private.requester.asked[private.addressee]
            del private.addressee.asked_by[private.requester]

    def _paired(self, private: PrivateConnection) -> None:
        """It no longer waits for a side."""
        self._unpaired.discard(private)
        self._called_off.pop(private, None)
        for session in (private.requester, private.addressee):
            session.unpaired.pop(private, None)

    def _forget(self, private: PrivateConnection) -> None:
        for session in (private.requester, private.addressee):
            session.private.discard(private)
