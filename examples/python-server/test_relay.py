"""Private connections that were accepted: the bytes between the two sides."""

from __future__ import annotations

import hashlib
import os
import socket
import struct
from concurrent.futures import ThreadPoolExecutor

from peer import PrivateTest, broadcast


class Relay(PrivateTest):
    def test_both_ways_beside_the_chat(self) -> None:
        alice, bob, carol = self.peers(b'alice', b'bob', b'carol')
        left, right = self.paired(alice, bob)
        left.send(b'\x00\x05hello\xff')
        right.send(b'\x04')
        self.assertEqual((right.take(8), left.take(1)), (b'\x00\x05hello\xff', b'\x04'))
        alice.send(broadcast(b'still here'))
        self.assertEqual([bob.frame(), carol.frame()], [(2, -5, b'still here')] * 2)
        left.close()
        self.assertEqual(right.rest(), b'')
        right.close()
        for watched, by in ((alice, bob), (bob, alice), (carol, alice)):
            self.assert_nothing(watched, by)
        self.assertEqual(len(self.peer(b'dave').listed), 4)

    def test_much_at_the_same_time(self) -> None:
        sides = self.paired(*self.peers(b'alice', b'bob'))
        sent = [os.urandom(1_000_003) * 16 for _ in sides]

        def send(number: int) -> None:
            sides[number].send(sent[number])
            sides[number].socket.shutdown(socket.SHUT_WR)

        with ThreadPoolExecutor(4) as pool:
            sending = pool.map(send, (0, 1))
            received = list(pool.map(lambda side: hashlib.sha256(side.rest()).digest(), sides))
            list(sending)
        self.assertEqual(received, [hashlib.sha256(each).digest() for each in reversed(sent)])

    def test_half_an_end_leaves_the_other_half(self) -> None:
        left, right = self.paired(*self.peers(b'alice', b'bob'))
        left.send(b'that was all')
        left.socket.shutdown(socket.SHUT_WR)
        self.assertEqual(right.rest(), b'that was all')
        right.send(b'thank you')
        right.close()
        self.assertEqual(left.rest(), b'thank you')

    def test_a_reset_ends_the_other_side_after_the_bytes_under_way(self) -> None:
        alice, bob = self.peers(b'alice', b'bob')
        left, right = self.paired(alice, bob)
        left.send(b'last words')
        self.assertEqual(right.take(10), b'last words')
        left.reset()
        self.assertEqual(right.rest(), b'')
        self.assert_nothing(alice, by=bob)

    def test_bytes_before_the_other_side_comes_are_kept_even_past_the_end(self) -> None:
        first, second = self.agreed(*self.peers(b'alice', b'bob'))
        early = self.peer(bound=second)
        early.send(b'e' * 50_000)
        early.close()
        self.assertEqual(self.peer(bound=first).rest(), b'e' * 50_000)

    def test_a_side_that_connects_before_the_answer_is_kept(self) -> None:
        alice, bob = self.peers(b'alice', b'bob')
        ends = self.bound(), self.bound()
        self.ask(alice, bob, ends[0])
        early = self.early(ends[0])
        early.send(b'\x00\x05early')
        self.accept(bob, alice, ends[1])
        late = self.peer(bound=ends[1])
        self.assertEqual(late.take(7), b'\x00\x05early')
        late.send(b'late')
        self.assertEqual(early.take(4), b'late')

    def test_several_do_not_mix(self) -> None:
        alice, bob, carol = self.peers(b'alice', b'bob', b'carol')
        pairs = [(alice, bob), (bob, alice), (alice, carol), (carol, bob), (alice, bob)]
        opened = [self.paired(*pair) for pair in pairs]
        for number, (left, right) in enumerate(opened):
            left.send(b'left %d' % number)
            right.send(b'rght %d' % number)
        for number, (left, right) in enumerate(opened):
            self.assertEqual((left.take(6), right.take(6)), (b'rght %d' % number, b'left %d' % number))

    def test_one_port_declared_twice_goes_to_the_one_who_accepted(self) -> None:
        alice, bob, carol = self.peers(b'alice', b'bob', b'carol')
        ends = self.bound(), self.bound()
        self.ask(alice, bob, ends[0])
        self.ask(alice, carol, ends[0])
        self.accept(carol, alice, ends[1])
        left, right = (self.peer(bound=bound) for bound in ends)
        left.send(b'carol?')
        self.assertEqual(right.take(6), b'carol?')

    def test_another_port_is_an_ordinary_connection(self) -> None:
        alice, bob = self.peers(b'alice', b'bob')
        self.agreed(alice, bob)
        stranger = self.peer(b'stranger')
        self.assertEqual(alice.frame(), (0, stranger.identifier, b'stranger'))

    def test_the_private_connection_ends_with_the_chat(self) -> None:
        alice, bob, carol = self.peers(b'alice', b'bob', b'carol')
        left, right = self.paired(alice, bob)
        half = self.early(self.agreed(carol, bob)[0])
        left.send(b'under way')
        self.assertEqual(right.take(9), b'under way')
        bob.close()
        for side in (left, right, half):
            self.assertEqual(side.rest(), b'')
        self.assertEqual([alice.frame(), carol.frame()], [(1, bob.identifier)] * 2)

    def test_what_has_come_when_the_chat_ends_is_still_carried(self) -> None:
        for option, size in ((socket.SO_SNDBUF, 4_096), (socket.SO_RCVBUF, 2_000_000)):
            self.server.listener.setsockopt(socket.SOL_SOCKET, option, size)
        alice, bob = self.peers(b'alice', b'bob')
        left, right = self.paired(alice, bob)
        left.send(b'k' * 700_000)
        # Makes close wait until the server's kernel has it all.
        left.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 20))
        left.close()
        bob.close()
        self.assertEqual(alice.frame(), (1, bob.identifier))
        self.assertEqual(len(right.rest()), 700_000)
