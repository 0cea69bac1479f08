"""An adapter that is driven by a test, over its standard input and output or over TCP."""

from __future__ import annotations

import json
import os
import queue
import socket
import subprocess
import threading
from pathlib import Path
from typing import Any, BinaryIO, Dict, List, Optional

PATIENCE = 20.0
"""Seconds after which a test gives up; nothing takes that long."""

HERE = Path(__file__).resolve().parent

Line = Dict[str, Any]


class AdapterProcess:
    """Starts an adapter, sends it commands, and keeps its replies and events apart."""

    def __init__(self, command: List[str], over_tcp: bool = False) -> None:
        """Starts the command; with `over_tcp` it is to dial in."""
        listener = socket.create_server(('127.0.0.1', 0)) if over_tcp else None
        environment = dict(os.environ)
        environment.pop('COSP_CONTROL', None)
        if listener:
            environment['COSP_CONTROL'] = '127.0.0.1:%d' % listener.getsockname()[1]
        self.process = subprocess.Popen(
            command, cwd=HERE, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self.process.stdin and self.process.stdout
        self.commands: BinaryIO = self.process.stdin  # type: ignore[assignment]
        self._lines: BinaryIO = self.process.stdout  # type: ignore[assignment]
        self.control: Optional[socket.socket] = None
        if listener:
            self._take_control(listener)
        self._replies: queue.SimpleQueue[Line] = queue.SimpleQueue()
        self._events: queue.SimpleQueue[Line] = queue.SimpleQueue()
        self._last = 0
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def ask(self, command: str, **members: Any) -> Line:
        """Sends a command and returns its reply."""
        self._last += 1
        line = {'id': self._last, 'command': command, 'unknown member': [None, 1.5e3, {'a': True}], **members}
        # Escaped and not, in turn, so that the adapter reads both; half a pair can only be escaped.
        escaped = self._last % 2 == 0 or '\ud800' in members.values()
        self.commands.write(json.dumps(line, ensure_ascii=escaped).encode() + b'\n')
        self.commands.flush()
        reply = self._replies.get(timeout=PATIENCE)
        assert reply['id'] == self._last, reply
        return reply

    def do(self, command: str, **members: Any) -> Line:
        """Sends a command that has to be answered with ok."""
        reply = self.ask(command, **members)
        assert reply.get('ok') is True, (command, reply)
        return reply

    def failure(self, command: str, **members: Any) -> str:
        """Sends a command that has to fail, and returns the kind of its error."""
        error = self.ask(command, **members)['error']
        assert isinstance(error['message'], str)
        return str(error['kind'])

    def event(self) -> Line:
        """The next event."""
        return self._events.get(timeout=PATIENCE)

    def no_event(self) -> None:
        """Checks that all events have been looked at."""
        assert self._events.empty(), self._events.get()

    def end(self) -> int:
        """Ends the commands, and returns the exit code."""
        self.commands.close()
        if self.control:
            self.control.shutdown(socket.SHUT_WR)
        return self.process.wait(PATIENCE)

    def dispose(self) -> None:
        """Ends the process if it still runs, and closes all that belongs to it."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._reader.join(PATIENCE)
        for each in (self.process.stdin, self.process.stdout, self.commands, self._lines, self.control):
            if each is not None:
                each.close()

    def _take_control(self, listener: socket.socket) -> None:
        listener.settimeout(PATIENCE)
        self.control, _ = listener.accept()
        listener.close()
        self.control.settimeout(None)
        self.commands = self.control.makefile('wb')
        self._lines = self.control.makefile('rb')

    def _read(self) -> None:
        for raw in self._lines:
            line = json.loads(raw)
            (self._replies if 'id' in line else self._events).put(line)
