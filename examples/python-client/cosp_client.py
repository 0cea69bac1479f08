"""A COSP client: what a chat window would be built on."""

from __future__ import annotations

import errno
import socket
import threading
from typing import Any, Callable, Dict, Iterable, List, Optional

import frames
from errors import EndOfStream, Nonsense, NotAllowed
from private_connection import PrivateConnection, Received, reserve
from stream import Stream

PATIENCE = 4.0
"""Seconds to wait for the server to take the chat connection."""

Listener = Callable[..., None]
"""Called as `listener(event, **details)`, by one thread at a time and in the order of what happened.

| event | details |
|---|---|
| registered | roster |
| register.refused, absent, disconnected | |
| joined, left | pseudonym |
| broadcast, direct | from, text |
| private.requested | from |
| private.accepted, private.refused | by |
| private.open, private.closed | with |
| private.data | with, length: how many bytes so far |
| error | message |
"""

Reserved = Dict[int, socket.socket]


class CospClient:
    """One client, from its connection to its end.

    Methods may be called from any thread, and none waits for the server. All but the constructor raise NotAllowed
    for what a user cannot do now, and OSError where the system does not let it. What the server says goes to the
    listener.
    """

    def __init__(self, host: str, port: int, listener: Listener) -> None:
        """Opens the chat connection and sends nothing. Raises OSError if nobody answers there."""
        self._chat = socket.create_connection((host, port), PATIENCE)
        self._chat.settimeout(None)
        self._server = self._chat.getpeername()
        self._listener = listener
        self._lock = threading.RLock()
        self._muted = self._over = False
        self._asking = self._registered = False
        self._roster: Dict[int, str] = {}
        # One question for each pair and direction: who asks again declares the port again, so that it is right
        # whichever of the two requests the server goes by.
        self._requests: Reserved = {}
        self._acceptances: Reserved = {}
        self._asked_by: set[int] = set()
        self._privates: List[PrivateConnection] = []
        self._stream = Stream(self._chat)
        threading.Thread(target=self._read, daemon=True).start()

    @property
    def roster(self) -> List[str]:
        """The pseudonyms of those who are there now, as the server has told."""
        with self._lock:
            return list(self._roster.values())

    def register(self, pseudonym: str) -> None:
        """Asks for a pseudonym; after a refusal, asks again."""
        with self._lock:
            if self._registered:
                raise NotAllowed('there is a pseudonym already')
            if self._asking:
                raise NotAllowed('the server has not answered yet')
            self._stream.send([frames.hello(pseudonym)])
            self._asking = True

    def broadcast(self, text: str) -> None:
        """Writes to everybody."""
        with self._lock:
            self._request(frames.broadcast(text))

    def direct(self, to: str, text: str) -> None:
        """Writes to the client that has this pseudonym now."""
        with self._lock:
            self._request(frames.direct(self._identifier(to), text))

    def request_private(self, to: str) -> None:
        """Asks this client for a private connection."""
        with self._lock:
            identifier = self._identifier(to)
            self._request(frames.private_request(self._reserve(self._requests, identifier), identifier))

    def accept_private(self, requester: str) -> None:
        """Accepts the private connection for which this client asks."""
        with self._lock:
            identifier = self._requester(requester)
            self._request(frames.private_accept(self._reserve(self._acceptances, identifier), identifier))
            self._asked_by.discard(identifier)

    def refuse_private(self, requester: str) -> None:
        """Refuses it."""
        with self._lock:
            identifier = self._requester(requester)
            self._request(frames.private_refuse(identifier))
            self._asked_by.discard(identifier)

    def send_private(self, to: str, chunks: Iterable[bytes]) -> None:
        """Sends on the newest open private connection with this client, in the background."""
        with self._lock:
            self._open_with(to).send(chunks)

    def close_private(self, other: str) -> None:
        """Ends the newest open private connection with this client, when all that was sent has gone."""
        with self._lock:
            self._open_with(other).close()

    def received(self, other: str) -> Received:
        """What has come on the newest private connection with this client, be it open or ended."""
        with self._lock:
            for private in reversed(self._privates):
                if private.pseudonym == other:
                    return private.received()
        raise NotAllowed(f'there has been no private connection with {other}')

    def disconnect(self) -> None:
        """Ends the chat connection and all private connections. The listener hears of it now, and nothing later."""
        with self._lock:
            for private in self._privates:
                private.give_up()
            self._end()
            self._muted = True
            self._stream.finish_soon()

    def _tell(self, event: str, **details: Any) -> None:
        with self._lock:
            if not self._muted:
                self._listener(event, **details)

    def _request(self, frame: bytes) -> None:
        if not self._registered and not self._over:
            raise NotAllowed('there is no pseudonym yet')
        self._stream.send([frame])

    def _identifier(self, pseudonym: str) -> int:
        if self._over:
            raise BrokenPipeError(errno.EPIPE, 'the connection has ended')
        for identifier, known in self._roster.items():
            if known == pseudonym:
                return identifier
        raise NotAllowed(f'{pseudonym} is not in the roster')

    def _requester(self, pseudonym: str) -> int:
        identifier = self._identifier(pseudonym)
        if identifier not in self._asked_by:
            raise NotAllowed(f'{pseudonym} has not asked')
        return identifier

    def _reserve(self, reserved: Reserved, identifier: int) -> int:
        if identifier not in reserved:
            reserved[identifier] = reserve(self._chat)
        port: int = reserved[identifier].getsockname()[1]
        return port

    def _open_with(self, pseudonym: str) -> PrivateConnection:
        for private in reversed(self._privates):
            if private.pseudonym == pseudonym and private.usable:
                return private
        raise NotAllowed(f'no private connection with {pseudonym} is open')

    def _read(self) -> None:
        try:
            while True:
                self._read_frame()
        except EndOfStream:
            pass
        except (Nonsense, OSError) as error:
            self._tell('error', message=str(error))
        with self._lock:
            self._end()
            self._stream.finish_soon()
        self._stream.release()

    def _read_frame(self) -> None:
        if not self._registered:
            entries = frames.read_connection_reply(self._stream.reader)
            with self._lock:
                self._on_connection_reply(entries)
        else:
            response = frames.read_response(self._stream.reader)
            with self._lock:
                self._on_response(response)

    def _end(self) -> None:
        if self._over:
            return
        self._over = True
        self._registered = self._asking = False
        self._roster.clear()
        for reserved in (self._requests, self._acceptances):
            for identifier in list(reserved):
                reserved.pop(identifier).close()
        self._tell('disconnected')

    def _on_connection_reply(self, entries: Optional[frames.Entries]) -> None:
        if not self._asking:
            raise Nonsense('an answer to a question that was not asked')
        self._asking = False
        if entries is None:
            self._tell('register.refused')
            return
        self._registered = True
        self._roster = dict(entries)
        if len(self._roster) < len(entries):
            self._tell('error', message='an identifier is in the list twice')
        self._tell('registered', roster=[pseudonym for _, pseudonym in entries])

    def _on_response(self, response: frames.Response) -> None:
        code, identifier, text = response
        if identifier is None:
            self._tell('absent')
        elif code == frames.JOINED:
            self._roster[identifier] = text or ''
            self._tell('joined', pseudonym=text)
        elif identifier not in self._roster:
            self._tell('error', message=f'response code {code} from {identifier}, who is not in the roster')
        elif code == frames.LEFT:
            self._on_left(identifier)
        else:
            self._on_other(code, identifier, self._roster[identifier], text)

    def _on_left(self, identifier: int) -> None:
        pseudonym = self._roster.pop(identifier)
        # The identifier may be given to somebody else, who has neither asked nor been asked.
        self._asked_by.discard(identifier)
        for reserved in (self._requests, self._acceptances):
            if identifier in reserved:
                reserved.pop(identifier).close()
        self._tell('left', pseudonym=pseudonym)

    def _on_other(self, code: int, identifier: int, pseudonym: str, text: Optional[str]) -> None:
        if code == frames.BROADCAST:
            self._tell('broadcast', **{'from': pseudonym, 'text': text})
        elif code == frames.DIRECT:
            self._tell('direct', **{'from': pseudonym, 'text': text})
        elif code == frames.PRIVATE_REQUESTED:
            self._asked_by.add(identifier)
            self._tell('private.requested', **{'from': pseudonym})
        else:
            self._on_answer(code, identifier, pseudonym)

    def _on_answer(self, code: int, identifier: int, pseudonym: str) -> None:
        waiting = self._acceptances if code == frames.PRIVATE_ESTABLISHED else self._requests
        reserved = waiting.pop(identifier, None)
        if reserved is None:
            self._tell('error', message=f'response code {code} from {pseudonym}, to nothing that was asked')
        elif code == frames.PRIVATE_REFUSED:
            reserved.close()
            self._tell('private.refused', by=pseudonym)
        else:
            if code == frames.PRIVATE_ACCEPTED:
                self._tell('private.accepted', by=pseudonym)
            self._open(pseudonym, reserved)

    def _open(self, pseudonym: str, reserved: socket.socket) -> None:
        # Of those that are over only the newest with each client is of any interest.
        self._privates = [each for each in self._privates if each.pseudonym != pseudonym or not each.over]
        private = PrivateConnection(pseudonym, reserved, self._lock, self._tell)
        self._privates.append(private)
        private.open(self._server)
