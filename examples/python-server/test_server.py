"""Registration, roster and messages, over real sockets."""

from __future__ import annotations

import socket
import unicodedata
import unittest
from concurrent.futures import ThreadPoolExecutor
from typing import Optional

from peer import Peer, ServerTest, ask, broadcast, direct, hello


class Registration(ServerTest):
    def test_first_client_byte_by_byte_as_the_rfc_lays_it_out(self) -> None:
        alice = self.peer()
        for byte in hello(b'alice'):
            alice.send(bytes([byte]))
        own = b'\xff\xfb\x00\x05alice'
        self.assertEqual(alice.take(22), b'\x00\x00\x01' + own + b'\x00' + own)

    def test_list_and_announcement(self) -> None:
        alice, bob, carol = self.peers(b'alice', b'bob', b'carol')
        self.assertEqual(carol.listed, {-5: b'alice', -4: b'bob', -3: b'carol'})
        self.assertEqual([each.identifier for each in (alice, bob, carol)], [-5, -4, -3])

    def test_pseudonym_in_use_is_refused_and_the_connection_ends(self) -> None:
        alice, bob = self.peers(b'alice', b'bob')
        decomposed = 'É'.lower().encode()
        eve = self.peer(decomposed)
        for pseudonym in (b'alice', b'ALICE', unicodedata.normalize('NFD', 'É').encode()):
            refused = self.peer()
            refused.send(hello(pseudonym), *[broadcast(b'I am in')] * 20_000)
            self.assertEqual(refused.rest(), b'\xff')
        for each in (alice, bob):
            self.assertEqual(each.frame(), (0, eve.identifier, decomposed))
            self.assert_nothing(each, by=eve)
            refused.send(b'no reset takes the answer away')

    def test_alike_is_not_in_use(self) -> None:
        long = b'x' * 32_766
        names = (b'bob', b'bobb', b'', b'\xff\xfe', long + b'a', long + b'b', b'b\x00b', 'ßé😀'.encode())
        last = self.peers(*names)[-1]
        self.assertEqual(list(last.listed.values()), list(names))

    def test_pseudonym_and_identifier_are_free_again(self) -> None:
        alice, bob = self.peers(b'alice', b'bob')
        bob.close()
        self.assertEqual(alice.frame(), (1, bob.identifier))
        again = self.peer(b'BOB')
        self.assertEqual(alice.frame(), (0, bob.identifier, b'BOB'))
        self.assertEqual(again.listed, {-5: b'alice', -4: b'BOB'})

    def test_one_of_many_that_ask_at_once_gets_it(self) -> None:
        asking = [self.peer() for _ in range(30)]
        for each in asking:
            each.send(hello(b'crown'))
        answers = [each.take(1) for each in asking]
        self.assertEqual(sorted(answers), [b'\x00'] + [b'\xff'] * 29)

    def test_a_pseudonym_that_no_list_can_hold_is_refused(self) -> None:
        alice = self.peer(b'alice')
        giant = self.peer()
        giant.send(hello(b'g' * 32_768))
        self.assertEqual(giant.rest(), b'\xff')
        self.assert_nothing(alice, by=self.announced(alice, b'bob'))

    def test_a_connection_that_never_registered_is_not_heard_of(self) -> None:
        alice = self.peer(b'alice')
        silent, half = self.peer(), self.peer()
        half.send(hello(b'half')[:-1])
        bob = self.announced(alice, b'bob')
        silent.reset()
        half.close()
        bob.send(broadcast(b'hi'))
        self.assertEqual(alice.frame(), (2, bob.identifier, b'hi'))
        self.assertEqual(self.announced(alice, b'carol').listed.keys(), {-5, -4, -3})

    def announced(self, witness: Peer, pseudonym: bytes) -> Peer:
        newcomer = self.peer(pseudonym)
        self.assertEqual(witness.frame(), (0, newcomer.identifier, pseudonym))
        return newcomer


class Roster(ServerTest):
    def test_departures_of_every_kind_are_announced_once(self) -> None:
        watcher = self.peer(b'watcher')
        leave = {
            'end': Peer.close,
            'half end': lambda peer: peer.socket.shutdown(socket.SHUT_WR),
            'reset': Peer.reset,
            'inside a frame': lambda peer: (peer.send(broadcast(b'cut')[:-1]), peer.close()),
            'reset inside a frame': lambda peer: (peer.send(b'\x01\x00'), peer.reset()),
            'unknown code': lambda peer: peer.send(b'\x04'),
            'unknown negative code': lambda peer: peer.send(b'\xfe'),
        }
        for name, go in leave.items():
            with self.subTest(name):
                peer = self.peer(name.encode())
                self.assertEqual(watcher.frame(), (0, -4, name.encode()))
                go(peer)
                self.assertEqual(watcher.frame(), (1, -4))

    def test_what_was_sent_before_the_half_end_is_served_and_answered(self) -> None:
        alice = self.peer(b'alice')
        alice.send(direct(99, b'anybody?') * 3)
        alice.socket.shutdown(socket.SHUT_WR)
        self.assertEqual(alice.rest(), b'\xff' * 3)

    def test_joins_and_departures_at_once_leave_every_view_exact(self) -> None:
        watcher = self.peer(b'watcher')
        with ThreadPoolExecutor(40) as crowd:
            list(crowd.map(self.come_and_go, range(40)))
        last = self.peer(b'last')
        self.assertEqual(last.listed, {-5: b'watcher', last.identifier: b'last'})
        joins = self.follow(watcher, last.identifier)
        self.assertEqual(joins, 40 * 5 + 1)

    def come_and_go(self, number: int) -> None:
        """Joins and leaves five times, each time with a view that has to fit together."""
        for turn in range(5):
            peer = Peer(self.address, b'%d of %d' % (turn, number))
            peer.send(broadcast(b'hello'), direct(peer.identifier, b'the end of my view'))
            self.follow(peer, None)
            (Peer.close, Peer.reset)[turn % 2](peer)

    def follow(self, peer: Peer, last: Optional[int]) -> int:
        """Reads until `last` joins, or else until -1; counts joins, and checks every frame on the way."""
        view, joins = set(peer.listed), 0
        while True:
            code, *fields = peer.frame()
            if code == -1:
                return joins
            if code == 0:
                self.assertNotIn(fields[0], view)
                view.add(fields[0])
                joins += 1
                if fields[0] == last and fields[1] == b'last':
                    self.assertEqual(view, {peer.identifier, last})
                    return joins
            else:
                self.assertIn(fields[0], view)
                self.assertNotEqual(fields[0], peer.identifier)
                view.discard(fields[0] if code == 1 else None)


class Messages(ServerTest):
    def test_to_everybody_else_once_unchanged_and_in_order(self) -> None:
        alice, bob, carol = self.peers(b'alice', b'bob', b'carol')
        stranger = self.peer()
        texts = [b'x' * size for size in (1, 127, 128, 255, 256, 1_024, 2_048, 4_096, 8_192, 32_767)]
        texts += ['é€😀e\u0301'.encode(), b'a\x00b', b'\r\n']
        not_utf8 = b'\xff\xfe\x80'  # COSP-7-11
        alice.send(*map(broadcast, [not_utf8, *texts]))
        for each in (bob, carol):
            self.assertEqual(each.frames(len(texts)), [(2, -5, text) for text in texts])
            self.assert_nothing(each, by=alice)
        self.assert_nothing(alice, by=bob)
        stranger.register(b'stranger')
        self.assertEqual(len(stranger.listed), 4)

    def test_to_one_alone(self) -> None:
        alice, bob, carol = self.peers(b'alice', b'bob', b'carol')
        alice.send(direct(bob.identifier, b'one'), broadcast(b'two'), direct(bob.identifier, b'three'))
        self.assertEqual(bob.take(8), b'\x03\xff\xfb\x00\x03one')
        self.assertEqual(bob.frames(2), [(2, -5, b'two'), (3, -5, b'three')])
        self.assertEqual(carol.frame(), (2, -5, b'two'))
        self.assert_nothing(carol, by=alice)
        self.assert_nothing(alice, by=bob)

    def test_absent_addressees_and_oneself(self) -> None:
        alice, bob = self.peers(b'alice', b'bob')
        left = self.peer(b'left')
        left.close()
        self.assertEqual([alice.frame()[0], alice.frame()[0]], [0, 1])
        for identifier in (left.identifier, 32_767, -32_768, alice.identifier):
            alice.send(direct(identifier, b'?'), direct(identifier, b''), ask(1, 32_767))
        alice.send(direct(bob.identifier, b'still here'))
        self.assertEqual([frame[0] for frame in bob.frames(3)], [0, 1, 3])
        self.assertEqual(alice.take(12), b'\xff' * 12)
        self.assert_nothing(alice, by=bob)

    def test_whole_and_never_mixed(self) -> None:
        *senders, watcher = self.peers(*[b'%d' % number for number in range(8)])
        texts = [b'%d' % number * 3_000 for number in range(8)]
        for peer, text in zip(senders, texts):
            self.in_background(peer.send, *[broadcast(text)] * 50)
        seen = watcher.frames(50 * len(senders))
        for peer, text in zip(senders, texts):
            self.assertEqual(seen.count((2, peer.identifier, text)), 50)

    def test_empty_and_too_long_ones_are_read_and_dropped(self) -> None:
        alice, bob = self.peers(b'alice', b'bob')
        for text in (b'', b'y' * 32_768, b'\x04' * 65_535):
            alice.send(broadcast(text), direct(bob.identifier, text))
        self.assert_nothing(bob, by=alice)
        self.assert_nothing(alice, by=bob)


if __name__ == '__main__':
    unittest.main()
