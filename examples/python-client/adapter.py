"""The adapter between COSP's conformance suite and this client; see docs/adapter-protocol.md."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
import threading
from typing import Any, BinaryIO, Callable, Dict, Iterator, Optional, Tuple

from cosp_client import CospClient
from errors import NotAllowed

PIECE = 1 << 16

Members = Dict[str, Any]


def text_of(command: Members) -> str:
    """The message of a command, be it written out or described."""
    if 'text' in command:
        return str(command['text'])
    return b''.join(repeated(command['fill'].encode(), command['length'])).decode()


def bytes_of(command: Members) -> Iterator[bytes]:
    """The bytes of a command, piece by piece."""
    if 'hex' in command:
        return iter([bytes.fromhex(command['hex'])])
    return repeated(command['fill'].encode(), command['length'])


def repeated(fill: bytes, length: int) -> Iterator[bytes]:
    """Repeats `fill` and cuts it to `length` bytes, without holding more than a piece."""
    piece = fill * max(1, PIECE // len(fill))
    for start in range(0, length, len(piece)):
        yield piece[: length - start]


class Adapter:
    """Does what command lines say, and writes replies and events as lines."""

    def __init__(self, commands: BinaryIO, lines: BinaryIO) -> None:
        """Reads commands from one binary stream, and writes to the other."""
        self._commands = commands
        self._lines = lines
        self._writing = threading.Lock()
        self._client: Optional[CospClient] = None
        self._actions: Dict[str, Callable[[Members], Optional[Members]]] = {
            'hello': self._hello,
            'connect': self._connect,
            'register': lambda it: self._connected.register(it['pseudonym']),
            'roster': lambda _: {'roster': self._connected.roster},
            'broadcast': lambda it: self._connected.broadcast(text_of(it)),
            'direct': lambda it: self._connected.direct(it['to'], text_of(it)),
            'private.request': lambda it: self._connected.request_private(it['to']),
            'private.accept': lambda it: self._connected.accept_private(it['from']),
            'private.refuse': lambda it: self._connected.refuse_private(it['from']),
            'private.send': lambda it: self._connected.send_private(it['with'], bytes_of(it)),
            'private.received': self._received,
            'private.close': lambda it: self._connected.close_private(it['with']),
            'disconnect': self._disconnect,
            'bye': self._disconnect,
        }

    def run(self) -> None:
        """Serves until `bye`, or until there are no more commands."""
        try:
            for line in self._commands:
                command = json.loads(line)
                self._write({'id': command['id'], **self._answer(command)})
                if command['command'] == 'bye':
                    break
        finally:
            self._disconnect({})

    def _answer(self, command: Members) -> Members:
        action = self._actions.get(command['command'])
        if action is None:
            return self._error('unsupported', f'no such command: {command["command"]}')
        try:
            return {'ok': True, **(action(command) or {})}
        except NotAllowed as error:
            return self._error('refused-locally', error)
        except OSError as error:
            return self._error('io', error)
        except Exception as error:
            return self._error('bug', f'{type(error).__name__}: {error}')

    @staticmethod
    def _error(kind: str, message: object) -> Members:
        return {'error': {'kind': kind, 'message': str(message)}}

    def _write(self, line: Members) -> None:
        with self._writing, contextlib.suppress(BrokenPipeError):  # Without a reader the commands end too.
            self._lines.write(json.dumps(line).encode() + b'\n')
            self._lines.flush()

    @property
    def _connected(self) -> CospClient:
        if self._client is None:
            raise OSError('not connected')
        return self._client

    def _hello(self, _: Members) -> Members:
        return {'version': 1, 'client': {'name': 'python-client', 'language': 'Python'}, 'unsupported': []}

    def _connect(self, command: Members) -> None:
        self._disconnect(command)
        self._client = CospClient(command['host'], command['port'], self._show)

    def _show(self, event: str, **details: Any) -> None:
        self._write({'event': event, **details})

    def _received(self, command: Members) -> Members:
        received = self._connected.received(command['with'])
        reply = {'length': received.length, 'sha256': received.sha256}
        return reply if received.length > 1024 else {**reply, 'hex': received.beginning.hex()}

    def _disconnect(self, _: Members) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.disconnect()


def streams() -> Tuple[BinaryIO, BinaryIO]:
    """Where commands come from and lines go to: the address in COSP_CONTROL, or standard input and output."""
    control = os.environ.get('COSP_CONTROL')
    if not control:
        return sys.stdin.buffer, sys.stdout.buffer
    host, _, port = control.rpartition(':')
    connection = socket.create_connection((host.strip('[]'), int(port)))
    # Otherwise a line waits until the one before has been acknowledged.
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection.makefile('rb'), connection.makefile('wb')


if __name__ == '__main__':
    Adapter(*streams()).run()
