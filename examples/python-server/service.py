"""The chat itself: who joins, who leaves, and what each request does.

One lock makes each of these a single step. Under it a step changes the roster
and puts its frames into the outboxes, so that all clients see all changes in
one order: a newcomer's list and the announcements after it fit together
exactly (COSP-3-2), a client is announced before it is heard (COSP-3.1-2), and
not heard any more once it has left, even if its identifier is given again at
once (COSP-3.2-5). Nothing under the lock ever waits for a client.
"""

from __future__ import annotations

import logging
import socket
import threading
import time
from typing import Optional

import frames
from outbox import QUEUE_LIMIT, Outbox, Postman
from private_connections import PAIRING_TIMEOUT, PrivateConnections, Side
from roster import Roster, Session, sameness

log = logging.getLogger('cosp')


class Service:
    """Everything that the clients of one server share."""

    def __init__(self, pairing_timeout: float = PAIRING_TIMEOUT, queue_limit: int = QUEUE_LIMIT) -> None:
        self._lock = threading.Lock()
        self._roster = Roster()
        self._postman = Postman()
        self._queue_limit = queue_limit
        self._stopping = False
        self.private = PrivateConnections(self._lock, pairing_timeout)
        self._handlers = {
            frames.REQUEST_BROADCAST: self._broadcast,
            frames.REQUEST_DIRECT: self._direct,
            frames.REQUEST_PRIVATE: self._private_request,
            frames.REQUEST_PRIVATE_ACCEPT: self._private_accept,
            frames.REQUEST_PRIVATE_REFUSE: self._private_refuse,
        }

    def stop(self) -> None:
        """Ends the threads behind the service; departures are not announced any more."""
        with self._lock:
            self._stopping = True
            self.private.stop()
        self._postman.stop()

    def claim(self, address: str, port: int, connection: socket.socket) -> Optional[Side]:
        """The side of a private connection that a new connection is, if it is one."""
        with self._lock:
            return self.private.claim(address, port, connection)

    def give_up(self, side: Side) -> None:
        """Undoes a claim whose connection cannot be served."""
        with self._lock:
            self.private.end(side.private)
        self.private.release(side)

    def register(self, pseudonym: bytes, address: str, connection: socket.socket) -> Optional[Session]:
        """Registers a client, answers it and announces it; None if the pseudonym cannot be had.

        The newcomer finds itself in its list (COSP-2.1-7) and is announced to
        itself too, after the list (COSP-3.1-3).
        """
        if len(pseudonym) > frames.LONGEST_TEXT:
            return None  # No list and no announcement could have it (COSP-7-10).
        same = sameness(pseudonym)
        with self._lock:
            outbox = Outbox(connection, self._postman, self._queue_limit)
            session = self._roster.register(pseudonym, same, address, outbox)
            if session is None:
                return None
            outbox.add_list(frames.accepted(each.entry for each in self._roster))
            announcement = frames.joined(session.entry)
            for each in self._roster:
                each.outbox.add(announcement)
        log.info('%r joined as %d', pseudonym, session.identifier)
        return session

    def leave(self, session: Session) -> None:
        """Announces a departure, once and to everybody else (COSP-3.2-1)."""
        same = sameness(session.pseudonym)
        with self._lock:
            self._roster.remove(session, same)
            waiting = self.private.leave(session)
            if self._stopping:
                return  # 1,000 departures to 1,000 clients would be told to nobody.
            announcement = frames.left(session.identifier)
            for each in self._roster:
                each.outbox.add(announcement)
            for requester in waiting:
                requester.outbox.add(frames.ABSENT)  # COSP-6.2-17: it is told twice.
        log.info('%r left, %d is free', session.pseudonym, session.identifier)

    def handle(self, session: Session, code: int, *fields) -> None:
        """Does what a registered client asks for, with the fields of its request."""
        with self._lock:
            crowded = self._handlers[code](session, *fields)
        if crowded:
            begun = time.monotonic()
            for outbox in crowded:
                outbox.wait_for_room(begun)

    def _broadcast(self, sender: Session, text: bytes) -> list:
        """Request 0: to every other client, once, bytes unchanged (COSP-4-2, COSP-4-3)."""
        if not _can_be_sent(text):
            return []
        frame = frames.broadcast(sender.identifier, text)
        return [each.outbox for each in self._roster if each is not sender and each.outbox.add(frame)]

    def _direct(self, sender: Session, identifier: int, text: bytes) -> Optional[list]:
        """Request 1: to that client alone (COSP-5.1-1); to nobody else, now or later (COSP-5.2-3)."""
        addressee = self._roster.get(identifier)
        if addressee is None or addressee is sender:  # COSP-5.2-1, COSP-5.1-5
            sender.outbox.add(frames.ABSENT)
        elif _can_be_sent(text) and addressee.outbox.add(frames.direct(sender.identifier, text)):
            return [addressee.outbox]
        return None

    def _private_request(self, requester: Session, port: int, identifier: int) -> None:
        """Request 2: the addressee alone hears of it, and never of the port (COSP-6-2, COSP-6-3).

        Any port is passed on (COSP-6.2-18), also a request to oneself (COSP-6-4).
        """
        addressee = self._roster.get(identifier)
        if addressee is None:  # COSP-6.1-1
            requester.outbox.add(frames.ABSENT)
        elif self.private.request(requester, addressee, port):
            addressee.outbox.add(frames.private_requested(requester.identifier))

    def _private_accept(self, accepter: Session, port: int, identifier: int) -> None:
        """Request 3: both are told, and awaited before they are (COSP-6.2-2)."""
        requester = self._roster.get(identifier)
        if requester is None or not self.private.accept(accepter, requester, port):
            accepter.missed.discard(identifier)
            accepter.outbox.add(frames.ABSENT)  # COSP-6.2-3, COSP-6.2-14
            return
        requester.outbox.add(frames.private_accepted(accepter.identifier))
        accepter.outbox.add(frames.private_established(requester.identifier))

    def _private_refuse(self, refuser: Session, identifier: int) -> None:
        """Request -1: the requester alone is told (COSP-6.3-2)."""
        requester = self._roster.get(identifier)
        if requester is not None and self.private.refuse(refuser, requester):
            requester.outbox.add(frames.private_refused(refuser.identifier))
        elif identifier in refuser.missed:
            refuser.missed.discard(identifier)  # COSP-6.3-5: it has left, nobody is to be told.
        else:
            refuser.outbox.add(frames.ABSENT)  # COSP-6.2-14


def _can_be_sent(text: bytes) -> bool:
    """Whether a message goes on.

    Not an empty one (COSP-4-9), one that is not UTF-8 (COSP-7-11), or one
    that no SHORT can announce.

    Readers of signed sizes would take the latter's size for a negative one
    and lose their place in the stream (COSP-1-1, COSP-7-1).
    """
    return 0 < len(text) <= frames.LONGEST_TEXT and _is_utf8(text)


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode('utf-8')
    except UnicodeDecodeError:
        return False
    return True
