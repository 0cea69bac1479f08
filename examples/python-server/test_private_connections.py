"""Private connections from the request to the answer, and those that are given up."""

from __future__ import annotations

import socket
from unittest import mock

from peer import PrivateTest, accept, ask, direct, refuse


class Answers(PrivateTest):
    def test_bytes_of_request_acceptance_and_refusal(self) -> None:
        alice, bob, carol = self.peers(b'alice', b'bob', b'carol')
        alice.send(b'\x02\x00\x00\x04\xd2' + b'\xff\xfc')
        self.assertEqual(bob.take(3), b'\x04\xff\xfb')
        bob.send(b'\x03\x00\x00\x04\xd2' + b'\xff\xfb')
        self.assertEqual((alice.take(3), bob.take(3)), (b'\x05\xff\xfc', b'\x06\xff\xfb'))
        alice.send(b'\x02\x7f\xff\xff\xff' + b'\xff\xfc')
        self.assertEqual(bob.take(3), b'\x04\xff\xfb')
        bob.send(b'\xff\xff\xfb')
        self.assertEqual(alice.take(3), b'\xfe\xff\xfc')
        for watched, by in ((carol, bob), (carol, alice), (bob, carol), (alice, carol)):
            self.assert_nothing(watched, by)

    def test_after_a_refusal_the_port_is_an_ordinary_one(self) -> None:
        alice, bob = self.peers(b'alice', b'bob')
        bound = self.bound()
        self.ask(alice, bob, bound)
        bob.send(refuse(alice.identifier))
        self.assertEqual(alice.frame(), (-2, bob.identifier))
        newcomer = self.peer(bound=bound)
        newcomer.register(b'newcomer')
        self.assertEqual(bob.frame(), (0, newcomer.identifier, b'newcomer'))
        self.assertEqual(alice.frame(), (0, newcomer.identifier, b'newcomer'))
        self.agreed(alice, bob)

    def test_a_refusal_ends_an_early_side(self) -> None:
        alice, bob = self.peers(b'alice', b'bob')
        bound = self.bound()
        self.ask(alice, bob, bound)
        early = self.early(bound)
        bob.send(refuse(alice.identifier))
        self.assertEqual(early.rest(), b'')
        self.assertEqual(alice.frame(), (-2, bob.identifier))

    def test_a_side_that_cannot_have_a_thread_ends_its_request_alone(self) -> None:
        alice, bob = self.peers(b'alice', b'bob')
        bound = self.bound()
        self.ask(alice, bob, bound)
        with mock.patch.object(self.server, '_start', side_effect=RuntimeError):
            self.assertEqual(self.peer(bound=bound).rest(), b'')
        bob.send(accept(1, alice.identifier))
        self.assertEqual(bob.frame(), (-1,))
        self.paired(alice, bob)
        self.assert_nothing(alice, by=bob)

    def test_a_second_request_before_the_answer_is_ignored(self) -> None:
        alice, bob = self.peers(b'alice', b'bob')
        ends = self.bound(), self.bound()
        self.ask(alice, bob, ends[0])
        alice.send(ask(1, bob.identifier))
        self.assert_nothing(bob, by=alice)
        self.accept(bob, alice, ends[1])
        left, right = (self.peer(bound=bound) for bound in ends)
        left.send(b'first port')
        self.assertEqual(right.take(10), b'first port')

    def test_answers_that_nobody_asked_for(self) -> None:
        alice, bob = self.peers(b'alice', b'bob')
        self.agreed(alice, bob)
        for answer in (accept(1, -5), refuse(-5), accept(1, 99), refuse(99), accept(1, -4), refuse(-4)):
            bob.send(answer)
            self.assertEqual(bob.frame(), (-1,))
        self.assert_nothing(alice, by=bob)
        self.assert_nothing(bob, by=alice)

    def test_a_requester_that_has_left(self) -> None:
        alice, bob = self.peers(b'alice', b'bob')
        for answer, told in ((refuse, []), (lambda identifier: accept(1, identifier), [(-1,)])):
            asking = self.peer(b'asking')
            asking.send(ask(1, bob.identifier))
            self.assertEqual([frame[0] for frame in bob.frames(2)], [0, 4])
            asking.close()
            self.assertEqual(bob.frame(), (1, asking.identifier))
            bob.send(answer(asking.identifier))
            self.assertEqual(bob.frames(len(told)), told)
            self.assertEqual([frame[0] for frame in alice.frames(2)], [0, 1])
            self.assert_nothing(bob, by=alice)
            bob.send(refuse(asking.identifier), direct(99, b''))
            self.assertEqual(bob.frames(2), [(-1,), (-1,)])

    def test_an_addressee_that_leaves_without_an_answer(self) -> None:
        alice, bob = self.peers(b'alice', b'bob')
        bound = self.bound()
        self.ask(alice, bob, bound)
        early = self.early(bound)
        bob.close()
        self.assertEqual(alice.frames(2), [(1, bob.identifier), (-1,)])
        self.assertEqual(early.rest(), b'')

    def test_sides_that_come_after_one_client_has_left_find_the_end(self) -> None:
        alice, bob, carol = self.peers(b'alice', b'bob', b'carol')
        called_off = self.agreed(alice, bob)
        bob.close()
        for each in (alice, carol):
            self.assertEqual(each.frame(), (1, bob.identifier))
        for bound in called_off:
            self.assertEqual(self.peer(bound=bound).rest(), b'')
        self.paired(alice, carol)
        self.assert_nothing(alice, by=carol)

    def test_a_port_that_was_called_off_can_be_used_again(self) -> None:
        alice, bob, carol = self.peers(b'alice', b'bob', b'carol')
        ends = self.agreed(alice, bob)
        bob.close()
        for each in (alice, carol):
            self.assertEqual(each.frame(), (1, bob.identifier))
        carols = self.bound()
        self.ask(alice, carol, ends[0])
        self.accept(carol, alice, carols)
        left, right = self.peer(bound=ends[0]), self.peer(bound=carols)
        left.send(b'for carol')
        self.assertEqual(right.take(9), b'for carol')

    def test_a_request_to_oneself_is_delivered(self) -> None:
        alice, bob = self.peers(b'alice', b'bob')
        ends = self.bound(), self.bound()
        self.ask(alice, alice, ends[0])
        alice.send(accept(ends[1].getsockname()[1], alice.identifier))
        self.assertEqual(alice.frames(2), [(5, alice.identifier), (6, alice.identifier)])
        left, right = (self.peer(bound=bound) for bound in ends)
        left.send(b'me')
        self.assertEqual(right.take(2), b'me')
        alice.send(ask(1, alice.identifier))
        alice.socket.shutdown(socket.SHUT_WR)
        self.assertEqual(alice.rest(), b'\x04\xff\xfb')
        self.assertEqual(bob.frame(), (1, alice.identifier))

    def test_ports_out_of_range_are_passed_on(self) -> None:
        alice, bob = self.peers(b'alice', b'bob')
        for port in (0, -1, 65_536, 2**31 - 1, -(2**31)):
            alice.send(ask(port, bob.identifier))
            self.assertEqual(bob.frame(), (4, alice.identifier))
            bob.send(accept(port, alice.identifier))
            self.assertEqual((alice.frame(), bob.frame()), ((5, bob.identifier), (6, alice.identifier)))


class GivingUp(PrivateTest):
    service_options = {'pairing_timeout': 1.0}

    def test_a_side_that_never_comes_is_given_up(self) -> None:
        alice, bob = self.peers(b'alice', b'bob')
        ends = self.bound(), self.bound()
        self.ask(alice, bob, ends[0])
        came = self.early(ends[0])
        came.send(b'into the void')
        self.accept(bob, alice, ends[1])
        self.assertEqual(came.rest(), b'')
        newcomer = self.peer(bound=ends[1])
        newcomer.register(b'newcomer')
        self.assertEqual(alice.frame(), (0, newcomer.identifier, b'newcomer'))

    def test_a_pair_that_is_open_is_not(self) -> None:
        alice, bob, carol = self.peers(b'alice', b'bob', b'carol')
        left, right = self.paired(alice, bob)
        given_up = self.early(self.agreed(carol, bob)[1])
        self.assertEqual(given_up.rest(), b'')
        left.send(b'later')
        self.assertEqual(right.take(5), b'later')
