"""What waits to be sent to each client, and the one thread that sends it.

No thread that serves a client ever writes to another client's socket: it puts
the frame into that client's outbox and goes on, so that a client that reads
nothing holds up nobody (COSP-7-2).
"""

from __future__ import annotations

import collections
import logging
import selectors
import socket
import threading
import time

from sockets import shut

log = logging.getLogger('cosp')

QUEUE_LIMIT = 8 * 1024 * 1024
"""Bytes that may wait for one client; one more, and it is dropped (COSP-7-6)."""

PATIENCE = 1.0
"""Seconds that senders wait for a client that does not read, before they go on without waiting."""

PACE = 1024 * 1024
"""Bytes that a client has to take for a second of patience to come back."""


class Outbox:
    """The frames that wait for one client, whole and in the order they were added (COSP-4-6).

    Small frames that wait together leave in one segment. `released` is set
    when nothing here touches the socket any more.
    """

    def __init__(self, connection: socket.socket, postman: 'Postman', limit: int = QUEUE_LIMIT) -> None:
        self.connection = connection
        self.released = threading.Event()
        self.dropped = False
        self._postman = postman
        self._limit = limit
        self._lock = threading.Lock()
        self._room = threading.Condition(self._lock)
        self._waiting = bytearray()
        self._leaving = memoryview(b'')
        self._held = 0
        self._scheduled = False
        self._finished = False
        self._patience = PATIENCE

    def add_list(self, frame: bytes) -> None:
        """Adds a newcomer's first list, whose size the limit does not count: it is not its fault."""
        with self._lock:
            self._limit += len(frame)
        self.add(frame)

    def add(self, frame: bytes) -> bool:
        """Adds a whole frame. True if the sender had better `wait_for_room`.

        Past the limit the client is dropped instead: what waits is thrown
        away, and the thread that reads from it finds the connection ended.
        """
        with self._lock:
            if self.dropped or self._finished:
                return False
            self._waiting += frame
            self._held += len(frame)
            if self._held > self._limit:
                self._drop()
                shut(self.connection, socket.SHUT_RDWR)
            scheduled, self._scheduled = self._scheduled, True
            crowded = self._patience > 0 and not self._has_room()
        if not scheduled:
            self._postman.schedule(self)
        return crowded

    def wait_for_room(self, begun: float) -> None:
        """Slows a sender, which began to wait at `begun`, down to the pace of a client that reads.

        For one that reads nothing this ends when the patience is used up, and
        comes back only as fast as the client takes what waits for it.
        """
        with self._lock:
            if not self._has_room():
                remaining = self._patience - (time.monotonic() - begun)
                self._room.wait_for(self._has_room, max(remaining, 0))
                self._patience = max(self._patience - (time.monotonic() - begun), 0)

    def finish(self) -> None:
        """Sends what waits, then sets `released`; nothing can be added any more."""
        with self._lock:
            self._finished = True
            self._room.notify_all()
        self._postman.schedule(self)

    def abandon(self) -> None:
        """Throws away what waits, then sets `released`; nothing can be added any more."""
        with self._lock:
            self._finished = True
            self._drop()
        self._postman.schedule(self)

    def send_some(self) -> bool:
        """One turn of sending, by the postman alone; never waits. True if the socket is full."""
        if not self._leaving:
            with self._lock:
                self._leaving, self._waiting = memoryview(self._waiting), bytearray()
        if self._leaving and not self.dropped:
            try:
                count = self.connection.send(self._leaving, socket.MSG_DONTWAIT)
            except (BlockingIOError, InterruptedError):
                return True
            self._leaving = self._leaving[count:]
            with self._lock:
                self._held -= count
                self._patience = min(self._patience + count / PACE, PATIENCE)
                if self._has_room():
                    self._room.notify_all()
        return bool(self._leaving) and not self.dropped

    def rest(self) -> bool:
        """Ends a turn whose sending is done. True if the postman is to come again at once."""
        with self._lock:
            if self.dropped:
                self._leaving = memoryview(b'')
            elif self._waiting:
                return True
            self._scheduled = False
            if self._finished:
                self.released.set()
        return False

    def fail(self) -> None:
        """The connection is gone: nothing more is sent, and the reading thread is told."""
        with self._lock:
            self._drop()
            if not self.released.is_set():
                shut(self.connection, socket.SHUT_RDWR)

    def _has_room(self) -> bool:
        return self.dropped or self._finished or self._held <= self._limit // 4

    def _drop(self) -> None:
        self.dropped = True
        self._waiting = bytearray()
        self._held = 0
        self._room.notify_all()


class Postman:
    """The thread that sends what waits in all outboxes, without ever waiting for one of them."""

    def __init__(self) -> None:
        self._due: collections.deque[Outbox] = collections.deque()
        self._full: set[Outbox] = set()
        self._selector = selectors.DefaultSelector()
        self._woken, self._waker = socket.socketpair()
        self._woken.setblocking(False)
        self._waker.setblocking(False)
        self._selector.register(self._woken, selectors.EVENT_READ)
        self._asleep = False
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name='postman', daemon=True)
        self._thread.start()

    def schedule(self, outbox: Outbox) -> None:
        """Has the outbox emptied soon."""
        self._due.append(outbox)
        if self._stopped:
            outbox.released.set()
        self._wake()

    def stop(self) -> None:
        """Ends the thread; what sockets do not take at once is not sent."""
        self._stopped = True
        self._wake()
        self._thread.join()
        self._selector.close()
        self._woken.close()
        self._waker.close()

    def _wake(self) -> None:
        if self._asleep:
            self._asleep = False
            try:
                self._waker.send(b'.')
            except OSError:
                pass  # Full means that a wake-up is under way already.

    def _run(self) -> None:
        while not self._stopped:
            self._visit_due()
            # In this order: whoever adds after the look at `_due` sees `_asleep` and wakes.
            self._asleep = True
            idle = not self._due and not self._stopped
            ready = self._selector.select(None if idle else 0)
            self._asleep = False
            for key, _ in ready:
                if key.data is None:
                    self._woken.recv(4096)
                else:
                    self._visit(key.data)
        self._visit_due()

    def _visit_due(self) -> None:
        for _ in range(len(self._due)):
            self._visit(self._due.popleft())

    def _visit(self, outbox: Outbox) -> None:
        if outbox.released.is_set():
            return
        try:
            full = outbox.send_some()
        except OSError:
            outbox.fail()
            full = False
        except Exception:
            log.exception('sending failed')
            outbox.fail()
            full = False
        self._watch(outbox, full)
        if not full and outbox.rest():
            self._due.append(outbox)

    def _watch(self, outbox: Outbox, full: bool) -> None:
        """Asks the kernel to tell when a full socket has room again."""
        if full == (outbox in self._full):
            return
        if full:
            self._selector.register(outbox.connection, selectors.EVENT_WRITE, outbox)
            self._full.add(outbox)
        else:
            self._selector.unregister(outbox.connection)
            self._full.discard(outbox)
