"""The life of one client's connection."""

from __future__ import annotations

import logging
import socket
import time
from typing import Optional

from frames import PSEUDONYM_IN_USE, EndOfStream, FrameReader, MalformedFrame
from roster import RosterFull, Session
from service import Service
from sockets import LINGER, PIECE, drain, reset_on_close, shut

log = logging.getLogger('cosp')

UNREAD = 131_072
"""Bytes that the kernel is asked to hold of what a client sends, so that it feels when it is slowed down."""

REGISTRATION_TIMEOUT = 300.0
"""Seconds that a connection may take over its pseudonym; a person may be typing it."""


class ChatConnection:
    """The life of a connection that is no side of a private one, in its own thread."""

    def __init__(self, service: Service, connection: socket.socket, address: str, timeout: float) -> None:
        self._service = service
        self._socket = connection
        self._address = address
        self._deadline: Optional[float] = time.monotonic() + timeout
        self._at_end = False

    def run(self) -> None:
        """Registers the client and serves it until its connection ends, however it ends."""
        session = None
        try:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, UNREAD)
            reader = FrameReader(self._receive)
            session = self._register(reader)
            # A client that is dropped may still be sending: it is not listened to any more.
            while session and not session.outbox.dropped:
                self._service.handle(session, *reader.request())
        except EndOfStream:
            self._at_end = True
        except (MalformedFrame, RosterFull) as error:
            log.info('%s: %r', self._address, error)
        except OSError:
            self._at_end = True
            if session:
                session.outbox.abandon()
        finally:
            if session:
                self._leave(session)
            if not self._at_end:
                shut(self._socket, socket.SHUT_WR)
                drain(self._socket)
            self._socket.close()

    def _receive(self) -> bytes:
        if self._deadline is not None:
            self._socket.settimeout(max(self._deadline - time.monotonic(), 0.001))
        return self._socket.recv(PIECE)

    def _register(self, reader: FrameReader) -> Optional[Session]:
        """Answers the pseudonym. None if it was refused: that connection ends (COSP-2.2-9)."""
        pseudonym = reader.pseudonym()
        self._deadline = None
        self._socket.settimeout(None)
        session = self._service.register(pseudonym, self._address, self._socket)
        if session is None:
            self._socket.sendall(PSEUDONYM_IN_USE)
        return session

    def _leave(self, session: Session) -> None:
        """Announces the departure, then lets the client have what is on its way to it."""
        self._service.leave(session)
        outbox = session.outbox
        outbox.finish()
        if not outbox.released.wait(LINGER):
            outbox.abandon()
            outbox.released.wait(LINGER)
        if outbox.dropped:
            self._at_end = True
            reset_on_close(self._socket)
