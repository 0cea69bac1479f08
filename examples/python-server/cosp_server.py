#!/usr/bin/env python3
"""A COSP server in Python's standard library: one thread for each connection.

Run `python3 cosp_server.py --help`.
"""

from __future__ import annotations

import argparse
import logging
import selectors
import signal
import socket
import sys
import threading
import time
from typing import Callable, Optional

from chat_connection import REGISTRATION_TIMEOUT, ChatConnection
from private_connections import PAIRING_TIMEOUT
from service import Service
from sockets import shut

log = logging.getLogger('cosp')

BACKLOG = 4_096
STACK = 262_144
"""Bytes of a thread's stack: 1,000 clients are 1,000 threads (COSP-7-5)."""

BREATH = 0.1
"""Seconds without accepting when the system has no more to give."""

STOP_TIME = 1.0
"""Seconds that the threads have to end when the server stops."""


class Server:
    """Listens, and gives each connection a thread.

    `address` is where it listens (host, port, ...), port 0 having become a
    real one. Raises OSError if it cannot listen there.
    """

    def __init__(
        self,
        host: str,
        port: int,
        service: Optional[Service] = None,
        registration_timeout: float = REGISTRATION_TIMEOUT,
    ) -> None:
        self.listener = _listen(host, port)
        self.address = self.listener.getsockname()
        self._service = service or Service()
        self._registration_timeout = registration_timeout
        self._open: dict = {}
        self._stopping = False
        self._woken, self._waker = socket.socketpair()

    def run(self) -> None:
        """Accepts connections until `stop`, then ends them all."""
        with selectors.DefaultSelector() as selector:
            selector.register(self.listener, selectors.EVENT_READ)
            selector.register(self._woken, selectors.EVENT_READ)
            while not self._stopping:
                selector.select()
                self._accept_waiting()
        self.listener.close()
        self._end_all()

    def stop(self) -> None:
        """Makes `run` return; may be called in any thread and in a signal handler."""
        self._stopping = True
        shut(self._waker, socket.SHUT_RDWR)

    def _accept_waiting(self) -> None:
        while not self._stopping:
            try:
                connection, peer = self.listener.accept()
            except (BlockingIOError, ConnectionError):
                return
            except OSError as error:
                log.warning('cannot accept: %s', error)
                self._pause()
                return
            try:
                self._begin(connection, peer)
            except (OSError, RuntimeError) as error:
                log.warning('cannot serve %s: %s', peer, error)
                connection.close()
            except Exception:  # Whatever it is, it is this connection's trouble (COSP-7-1).
                log.exception('cannot serve %s', peer)
                connection.close()

    def _pause(self) -> None:
        self._woken.settimeout(BREATH)
        try:
            self._woken.recv(1)
        except OSError:
            pass

    def _begin(self, connection: socket.socket, peer: tuple) -> None:
        """Gives a new connection its thread: a side of a private connection, or an ordinary one."""
        connection.setblocking(True)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        address, port = peer[:2]
        side = self._service.claim(address, port, connection)
        if side:
            try:
                self._start(connection, lambda: self._service.private.serve(side))
            except RuntimeError:  # There can be no more threads.
                self._service.give_up(side)
                raise
            return
        chat = ChatConnection(self._service, connection, address, self._registration_timeout)
        self._start(connection, chat.run)

    def _start(self, connection: socket.socket, life: Callable[[], None]) -> None:
        def run() -> None:
            try:
                life()
            except Exception:
                if not self._stopping:
                    log.exception('a connection ended by an error of the server')
            finally:
                self._open.pop(connection, None)

        thread = threading.Thread(target=run, daemon=True)
        self._open[connection] = thread
        try:
            thread.start()
        except RuntimeError:
            self._open.pop(connection, None)
            raise

    def _end_all(self) -> None:
        self._service.stop()
        threads = list(self._open.copy().items())
        for connection, _ in threads:
            shut(connection, socket.SHUT_RDWR)
        deadline = time.monotonic() + STOP_TIME
        for _, thread in threads:
            thread.join(max(deadline - time.monotonic(), 0))
        self._woken.close()
        self._waker.close()


def _listen(host: str, port: int) -> socket.socket:
    """A listener at the first address of the host, IPv4 before IPv6; `::` is both."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    family, _, _, _, address = min(found, key=lambda each: each[0] != socket.AF_INET)
    both = family == socket.AF_INET6 and address[0] == '::' and socket.has_dualstack_ipv6()
    listener = socket.create_server(address, family=family, backlog=BACKLOG, dualstack_ipv6=both)
    listener.setblocking(False)
    return listener


def prepare_process() -> None:
    """Readies the process for 1,000 clients: files, small stacks, quick turns between threads."""
    try:
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    except (ImportError, ValueError, OSError) as error:
        log.warning('the limit of open files stays as it is: %s', error)
    threading.stack_size(STACK)
    # The thread that sends has to get its turn beside many that read.
    sys.setswitchinterval(0.0005)


def main() -> int:
    """The command: serves until SIGINT or SIGTERM. Returns the exit code."""
    options = _parse_arguments()
    level = logging.INFO if options.verbose else logging.WARNING
    logging.basicConfig(level=level, format='%(asctime)s %(levelname)s %(message)s')
    prepare_process()
    service = Service(options.pairing_timeout)
    try:
        server = Server(options.host, options.port, service, options.registration_timeout)
    except OSError as error:
        print(f'cannot listen on {options.host} port {options.port}: {error}', file=sys.stderr)
        return 1
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: server.stop())
    print(f'listening on {server.address[0]} port {server.address[1]}', flush=True)
    server.run()
    return 0


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description='A COSP server; SIGINT or SIGTERM ends it.')
    parser.add_argument('--host', default='127.0.0.1', help='address to listen on (default: %(default)s)')
    parser.add_argument('--port', type=_port, default=7777, help='0: any, printed (default: %(default)s)')
    parser.add_argument(
        '--pairing-timeout',
        type=_seconds,
        default=PAIRING_TIMEOUT,
        metavar='SECONDS',
        help='time for both sides of a private connection to connect (default: %(default)s)',
    )
    parser.add_argument(
        '--registration-timeout',
        type=_seconds,
        default=REGISTRATION_TIMEOUT,
        metavar='SECONDS',
        help='time for a connection to register (default: %(default)s)',
    )
    parser.add_argument('--verbose', action='store_true', help='tell of joins and departures on stderr')
    return parser.parse_args()


def _port(text: str) -> int:
    port = int(text)
    if not 0 <= port <= 65_535:
        raise ValueError
    return port


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds <= threading.TIMEOUT_MAX:
        raise ValueError
    return seconds


if __name__ == '__main__':
    sys.exit(main())
