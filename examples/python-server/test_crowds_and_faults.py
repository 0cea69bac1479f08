"""What one client does to the others, many clients, and the process itself."""

from __future__ import annotations

import contextlib
import functools
import os
import random
import resource
import signal
import socket
import subprocess
import sys
import time
import unittest

import cosp_server
from peer import TIME_LIMIT, Peer, ServerTest, broadcast, direct, hello

BIG = b'b' * 32_767


class Faults(ServerTest):
    def test_random_bytes_hurt_nobody_else(self) -> None:
        alice, bob = self.peers(b'alice', b'bob')
        dice = random.Random(1)
        for number in range(40):
            vandal = self.peer()
            vandal.send(hello(b'vandal %d' % number), b'\x05', dice.randbytes(dice.randrange(2_000)))
        for _ in range(40):
            self.assertEqual({alice.frame()[0], alice.frame()[0]} - {0, 1}, set())
        self.assertEqual([frame[0] for frame in sorted(bob.frames(80))], [0] * 40 + [1] * 40)
        self.assert_nothing(alice, by=bob)
        self.assert_nothing(bob, by=alice)

    def test_one_that_reads_nothing_is_dropped_and_holds_up_nobody(self) -> None:
        alice, bob, lazy = self.peers(b'alice', b'bob', b'lazy')
        self.in_background(alice.send, *[broadcast(BIG)] * 1_500)
        seen = [bob.frame() for _ in range(1_501)]
        self.assertEqual(seen.count((2, alice.identifier, BIG)), 1_500)
        self.assertEqual(seen.count((1, lazy.identifier)), 1)
        self.assertEqual(alice.frame(), (1, lazy.identifier))

    def test_what_waits_for_one_that_ends_its_half_is_still_sent(self) -> None:
        alice, bob = self.peers(b'alice', b'bob')
        count = 7_000_000 // len(BIG)
        alice.send(*[direct(bob.identifier, BIG)] * count, direct(99, b'all are on their way'))
        self.assertEqual(alice.frame(), (-1,))
        bob.socket.shutdown(socket.SHUT_WR)
        self.assertEqual(alice.frame(), (1, bob.identifier))
        self.assertEqual(bob.frames(count), [(3, alice.identifier, BIG)] * count)
        self.assertEqual(bob.rest(), b'')


class Slower(ServerTest):
    service_options = {'queue_limit': 1_000_000}

    def test_one_that_reads_more_slowly_than_others_write_is_waited_for(self) -> None:
        alice = self.peer(b'alice')
        narrow = socket.socket()
        narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        bob = self.peer(b'bob', narrow)
        self.assertEqual(alice.frame(), (0, bob.identifier, b'bob'))
        self.in_background(alice.send, *[direct(bob.identifier, BIG)] * 500)
        for _ in range(500):
            self.assertEqual(bob.frame(), (3, alice.identifier, BIG))
            sum(BIG)  # A little work, instead of a pause.
        self.assert_nothing(alice, by=bob)


class Narrow(ServerTest):
    service_options = {'queue_limit': 65_536}

    def test_one_that_is_dropped_is_not_listened_to_though_it_never_stops_sending(self) -> None:
        alice, lazy = self.peers(b'alice', b'lazy')
        self.in_background(alice.send, *[direct(lazy.identifier, BIG)] * 500)
        with self.assertRaises(ConnectionError):
            while True:
                lazy.send(direct(99, b'') * 10_000)
        self.assertEqual(alice.frame(), (1, lazy.identifier))

    def test_a_list_longer_than_the_limit_is_nobodys_fault(self) -> None:
        names = [b'%d' % number + b'x' * 30_000 for number in range(5)]
        last = self.peers(*names)[-1]
        self.assertEqual(list(last.listed.values()), names)


class Slow(ServerTest):
    server_options = {'registration_timeout': 1.0}

    def test_a_connection_that_does_not_register_is_ended(self) -> None:
        half = self.peer()
        half.send(b'\x00')
        self.assertEqual(half.rest(), b'')

    def test_one_that_has_registered_stays(self) -> None:
        alice, bob = self.peers(b'alice', b'bob')
        self.assertEqual(self.peer().rest(), b'')
        self.assert_nothing(alice, by=bob)


class Crowd(ServerTest):
    def test_a_thousand_clients(self) -> None:
        cosp_server.prepare_process()
        crowd = [self.peer() for _ in range(1_000)]
        for number, peer in enumerate(crowd):
            peer.send(hello(b'client %d' % number))
        for peer in crowd:
            peer.await_list()
        for peer in crowd:
            view = dict(peer.listed)
            while len(view) < 1_000:
                code, identifier, pseudonym = peer.frame()
                self.assertEqual((code, identifier in view), (0, False))
                view[identifier] = pseudonym
            self.assertEqual(len(set(view.values())), 1_000)
        crowd[0].send(broadcast(b'to all'))
        for peer in crowd[1:]:
            self.assertEqual(peer.frame(), (2, crowd[0].identifier, b'to all'))
        for peer in crowd[1:]:
            peer.close()
        left = {crowd[0].frame() for _ in crowd[1:]}
        self.assertEqual(left, {(1, peer.identifier) for peer in crowd[1:]})


class Process(unittest.TestCase):
    def start(self, *arguments: str, **options) -> tuple:
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'cosp_server.py')
        process = subprocess.Popen(
            [sys.executable, script, '--port', '0', *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        words = process.stdout.readline().split()
        self.assertEqual([words[0], words[1], words[3]], ['listening', 'on', 'port'])
        return process, (words[2], int(words[4]))

    def test_signals_end_it_at_once_and_cleanly(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            process, address = self.start()
            clients = [Peer(address)] + [Peer(address, b'%d' % each) for each in range(20)]
            begun = time.monotonic()
            process.send_signal(number)
            for position, client in enumerate(clients):
                joins = 20 - position if position else 0
                self.assertEqual([frame[0] for frame in client.frames(joins)], [0] * joins)
                self.assertEqual(client.rest(), b'')
                client.close()
            self.assertEqual(process.communicate(timeout=TIME_LIMIT), ('', ''))
            self.assertEqual(process.returncode, 0)
            self.assertLess(time.monotonic() - begun, 1.0)

    @unittest.skipUnless(socket.has_dualstack_ipv6(), 'needs IPv6')
    def test_both_versions_of_the_internet_protocol(self) -> None:
        process, (_, port) = self.start('--host', '::')
        first = Peer(('127.0.0.1', port), b'four')
        second = Peer(('::1', port), b'six')
        self.assertEqual(first.frame(), (0, second.identifier, b'six'))
        first.close()
        second.close()

    def test_a_port_that_is_taken(self) -> None:
        _, (_, port) = self.start()
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'cosp_server.py')
        again = subprocess.run(
            [sys.executable, script, '--port', str(port)], capture_output=True, text=True, timeout=TIME_LIMIT
        )
        self.assertEqual((again.returncode, again.stdout), (1, ''))
        self.assertIn(f'cannot listen on 127.0.0.1 port {port}', again.stderr)

    def test_more_connections_than_files_cost_those_inside_nothing(self) -> None:
        few = functools.partial(resource.setrlimit, resource.RLIMIT_NOFILE, (40, 40))
        process, address = self.start(preexec_fn=few)
        with contextlib.ExitStack() as stack:
            alice, bob = (Peer(address, name) for name in (b'alice', b'bob'))
            stack.callback(alice.close)
            stack.callback(bob.close)
            idle = [Peer(address) for _ in range(60)]
            self.assertIn('cannot accept', process.stderr.readline())
            alice.send(broadcast(b'still here'))
            self.assertEqual(alice.frame(), (0, bob.identifier, b'bob'))
            self.assertEqual(bob.frame(), (2, alice.identifier, b'still here'))
            for each in idle:
                each.close()
            Peer(address, b'carol').close()
            self.assertEqual([frame[0] for frame in bob.frames(2)], [0, 1])
