"""An adapter against a scripted server: Python's, or the one that ADAPTER_COMMAND starts."""

from __future__ import annotations

import hashlib
import os
import shlex
import struct
import sys
import threading
import unittest
from pathlib import Path
from typing import Any, Dict, List, Tuple

from adapter_process import HERE, AdapterProcess
from scripted_server import Peer, ScriptedServer, about, accepted, broadcast, direct, drained, joined, left, sized

MEBIBYTE = 1 << 20
TEXTS = ['hello', 'été', '日本', '👋', 'a\x00b', 'one\r\ntwo\n', '"\\/\b\f\t\x7f\u2028', 'e\u0301', '\ud7ff\U0010ffff']


def command() -> List[str]:
    """How to start the adapter that is tested, from this folder."""
    given = os.environ.get('ADAPTER_COMMAND')
    return shlex.split(given) if given else [sys.executable, str(HERE / 'adapter.py')]


class AdapterTest(unittest.TestCase):
    """One adapter and one server for each test."""

    over_tcp = False

    def setUp(self) -> None:
        self.server = ScriptedServer()
        self.addCleanup(self.server.close)
        self.adapter = AdapterProcess(command(), self.over_tcp)
        self.addCleanup(self.adapter.dispose)

    def connect(self) -> Peer:
        """Has the client connect, and returns the server's end."""
        self.adapter.do('connect', host='127.0.0.1', port=self.server.port)
        return self.server.accept()

    def registered(self, *entries: Tuple[int, str]) -> Peer:
        """Has the client connect and register; these are there already."""
        chat = self.connect()
        self.adapter.do('register', pseudonym='alice')
        chat.expect(sized('alice'))
        chat.send(accepted(*entries))
        self.told('registered', roster=[pseudonym for _, pseudonym in entries])
        return chat

    def told(self, event: str, **details: Any) -> None:
        """Checks the next event."""
        self.assertEqual(self.adapter.event(), {'event': event, **details})

    def told_text(self, event: str, sender: str, text: str) -> None:
        """Checks that the next event is this message, written out or summed up."""
        told = self.adapter.event()
        self.assertEqual((told['event'], told['from']), (event, sender))
        if 'text' in told:
            self.assertEqual(told['text'], text)
        else:
            self.assertEqual(told['length'], len(text.encode()))
            self.assertEqual(told['sha256'], hashlib.sha256(text.encode()).hexdigest())

    def told_kind(self, event: str) -> Dict[str, Any]:
        """Checks what kind of event the next one is."""
        told = self.adapter.event()
        self.assertEqual(told['event'], event)
        return told

    def roster(self) -> List[str]:
        """What the client shows now."""
        return sorted(self.adapter.do('roster')['roster'])

    def declared(self, chat: Peer, code: int, identifier: int) -> int:
        """Reads a request that declares a port, and returns the port."""
        taken, port, addressee = struct.unpack('>bih', chat.take(7))
        self.assertEqual((taken, addressee), (code, identifier))
        self.assertGreater(port, 0)
        return int(port)

    def side(self, pseudonym: str, port: int) -> Peer:
        """The private connection that comes from this port and is told to be open."""
        side = self.server.accept()
        self.assertEqual(side.port, port)
        self.told('private.open', **{'with': pseudonym})
        return side

    def opened(self, chat: Peer, identifier: int, pseudonym: str) -> Peer:
        """A private connection for which the client has asked."""
        self.adapter.do('private.request', to=pseudonym)
        port = self.declared(chat, 2, identifier)
        chat.send(about(5, identifier))
        self.told('private.accepted', by=pseudonym)
        return self.side(pseudonym, port)

    def told_bytes(self, pseudonym: str, length: int) -> None:
        """Waits until this many bytes have been told of."""
        told, before = 0, -1
        while told < length:
            event = self.told_kind('private.data')
            before, told = told, event['length']
            self.assertEqual(event['with'], pseudonym)
            self.assertLess(before, told)
        self.assertEqual(told, length)


class Lines(AdapterTest):
    def test_hello_and_what_is_not_known(self) -> None:
        reply = self.adapter.do('hello', version=1)
        self.assertEqual((reply['version'], reply['unsupported']), (1, []))
        self.assertEqual(self.adapter.do('hello', version=99)['version'], 1)
        self.assertEqual(self.adapter.failure('dance'), 'unsupported')

    def test_without_a_client(self) -> None:
        for name in ('roster', 'private.received'):
            self.assertEqual(self.adapter.failure(name, **{'with': 'bob'}), 'io')
        self.assertEqual(self.adapter.failure('broadcast', text='x'), 'io')
        self.server.close()
        self.assertEqual(self.adapter.failure('connect', host='127.0.0.1', port=self.server.port), 'io')
        self.adapter.do('disconnect')
        self.adapter.no_event()

    def test_a_member_that_is_missing(self) -> None:
        self.registered()
        self.assertEqual(self.adapter.failure('broadcast'), 'bug')

    def test_bye(self) -> None:
        chat = self.registered()
        self.adapter.do('bye')
        self.told('disconnected')
        chat.expect_end()
        self.assertEqual(self.adapter.process.wait(20), 0)

    def test_the_end_of_the_commands(self) -> None:
        chat = self.registered()
        self.assertEqual(self.adapter.end(), 0)
        chat.expect_end()


class LinesOverTcp(Lines):
    over_tcp = True


class Registration(AdapterTest):
    def test_refused_and_asked_again(self) -> None:
        chat = self.connect()
        self.assertEqual(self.roster(), [])
        self.assertEqual(self.adapter.failure('broadcast', text='too early'), 'refused-locally')
        for pseudonym in ('bob', 'été', '👋'):
            self.adapter.do('register', pseudonym=pseudonym)
            chat.expect(sized(pseudonym))
            self.assertEqual(self.adapter.failure('register', pseudonym='impatient'), 'refused-locally')
            chat.send(b'\xff')
            self.told('register.refused')
        self.assertEqual(self.adapter.failure('broadcast', text='still too early'), 'refused-locally')
        self.adapter.do('register', fill='a', pseudonym='x' * 32_767)
        chat.expect(b'\x7f\xff' + b'x' * 32_767)
        chat.send(accepted((-32768, 'bob'), (0, 'zoé'), (32767, '👋'), (-1, 'x' * 32_767)))
        self.told('registered', roster=['bob', 'zoé', '👋', 'x' * 32_767])
        self.assertEqual(self.adapter.failure('register', pseudonym='twice'), 'refused-locally')

    def test_lists_of_every_length(self) -> None:
        for count in (0, 1, 10_000, 32_767):
            entries = [(identifier - 16_000, f'name {identifier} é') for identifier in range(count)]
            self.registered(*entries)
            self.assertEqual(self.roster(), sorted(pseudonym for _, pseudonym in entries))
            self.adapter.do('disconnect')
            self.told('disconnected')

    def test_a_list_and_what_follows_in_single_bytes_and_at_once(self) -> None:
        data = b''.join(
            [accepted((5, 'bob'), (-7, 'zoé')), broadcast(-7, '👋'), b'\xff', joined(9, ''), left(5), direct(9, 'x')]
        )
        for send in (Peer.trickle, Peer.send):
            chat = self.connect()
            self.adapter.do('register', pseudonym='alice')
            chat.expect(sized('alice'))
            send(chat, data)
            self.told('registered', roster=['bob', 'zoé'])
            self.told('broadcast', **{'from': 'zoé', 'text': '👋'})
            self.told('absent')
            self.told('joined', pseudonym='')
            self.told('left', pseudonym='bob')
            self.told('direct', **{'from': '', 'text': 'x'})
            self.adapter.do('disconnect')
            self.told('disconnected')


class Roster(AdapterTest):
    def test_joins_departures_and_identifiers_given_again(self) -> None:
        chat = self.registered((5, 'bob'), (-32768, 'carol'))
        chat.send(left(5), joined(5, 'dave'), broadcast(5, 'hi'), left(-32768), joined(6, 'bob'))
        for event, pseudonym in (('left', 'bob'), ('joined', 'dave')):
            self.told(event, pseudonym=pseudonym)
        self.told_text('broadcast', 'dave', 'hi')
        for event, pseudonym in (('left', 'carol'), ('joined', 'bob')):
            self.told(event, pseudonym=pseudonym)
        self.assertEqual(self.roster(), ['bob', 'dave'])
        self.adapter.do('direct', to='bob', text='you')
        chat.expect(b'\x01\x00\x06' + sized('you'))
        self.assertEqual(self.adapter.failure('direct', to='carol', text='?'), 'refused-locally')

    def test_what_makes_no_sense_is_an_error_and_the_client_goes_on(self) -> None:
        chat = self.registered((5, 'bob'))
        chat.send(broadcast(9, 'who?'), left(9), about(4, 9), about(5, 5), about(6, 5), about(-2, 5), b'\xff')
        for _ in range(6):
            self.told_kind('error')
        self.told('absent')
        self.assertEqual(self.roster(), ['bob'])


class Messages(AdapterTest):
    def test_texts_travel_unchanged(self) -> None:
        chat = self.registered((5, 'bob'))
        for text in TEXTS:
            self.adapter.do('broadcast', text=text)
            chat.expect(b'\x00' + sized(text))
            self.adapter.do('direct', to='bob', text=text)
            chat.expect(b'\x01\x00\x05' + sized(text))
            chat.send(broadcast(5, text), direct(5, text))
            self.told_text('broadcast', 'bob', text)
            self.told_text('direct', 'bob', text)

    def test_sizes(self) -> None:
        chat = self.registered((5, 'bob'))
        for text in ('', 'x', 'é' * 512, 'y' * 1025, '👋' * 8191 + 'xyz'):
            self.adapter.do('broadcast', text=text)
            chat.expect(b'\x00' + sized(text))
            chat.send(broadcast(5, text))
            self.told_text('broadcast', 'bob', text)
        self.adapter.do('direct', to='bob', fill='abc', length=32_767)
        chat.expect(b'\x01\x00\x05' + sized(('abc' * 10_923)[:32_767]))
        for text in ('x' * 32_768, 'é' * 16_384, '\ud800'):
            self.assertEqual(self.adapter.failure('broadcast', text=text), 'refused-locally')

    def test_a_server_that_does_not_read_holds_nobody_up(self) -> None:
        chat = self.registered((5, 'bob'))
        for _ in range(400):
            self.adapter.do('broadcast', fill='x', length=32_767)
        chat.send(direct(5, 'still there?'))
        self.told_text('direct', 'bob', 'still there?')
        for _ in range(400):
            chat.expect(b'\x00' + sized('x' * 32_767))


class TheEnd(AdapterTest):
    def test_nonsense_is_told_and_ends_the_client(self) -> None:
        for nonsense in (b'\x07', b'\xfd', b'\x02\x00\x05\xff\xff'):
            chat = self.registered((5, 'bob'))
            chat.send(broadcast(5, 'before'), nonsense)
            self.told_text('broadcast', 'bob', 'before')
            self.ended_with_an_error(chat)

    def test_nonsense_instead_of_an_answer(self) -> None:
        for nonsense in (b'\x02', b'\x00\xff\xff', b'\x00\x00\x01\x00\x05\x80\x00'):
            chat = self.connect()
            self.adapter.do('register', pseudonym='alice')
            chat.expect(sized('alice'))
            chat.send(nonsense)
            self.ended_with_an_error(chat)

    def ended_with_an_error(self, chat: Peer) -> None:
        self.told_kind('error')
        self.told('disconnected')
        chat.expect_end()
        self.assertEqual(self.adapter.failure('broadcast', text='x'), 'io')
        self.adapter.do('disconnect')
        self.adapter.no_event()

    def test_the_server_closes_between_frames_and_inside_one(self) -> None:
        for rest in (b'', b'\x02\x00\x05\x00\x05he'):
            chat = self.registered((5, 'bob'))
            chat.send(rest)
            chat.close()
            while self.adapter.event() != {'event': 'disconnected'}:
                pass
            self.adapter.do('disconnect')
            self.adapter.no_event()

    def test_the_server_resets(self) -> None:
        self.connect().reset()
        while self.adapter.event() != {'event': 'disconnected'}:
            pass
        self.registered()

    def test_what_was_sent_before_the_end_arrives(self) -> None:
        chat = self.registered((5, 'bob'))
        chat.send(broadcast(5, 'x' * 30_000))
        for _ in range(100):
            self.adapter.do('broadcast', fill='z', length=32_767)
        self.adapter.do('disconnect')
        for _ in range(100):
            chat.expect(b'\x00' + sized('z' * 32_767))
        chat.expect_end()

    @unittest.skipUnless(Path('/proc/self/fd').exists(), 'only Linux shows open files so')
    def test_many_clients_leave_nothing_behind(self) -> None:
        for turn in range(60):
            if turn == 10:
                before = self.open_files()
            chat = self.registered((5, 'bob'), (6, 'carol'))
            self.adapter.do('private.request', to='carol')
            self.declared(chat, 2, 6)
            side = self.opened(chat, 5, 'bob')
            self.adapter.do('disconnect')
            self.told('private.closed', **{'with': 'bob'})
            self.told('disconnected')
            for each in (chat, side):
                each.expect_end()
                each.close()
        # The last ones may be about to be closed.
        self.assertLessEqual(self.open_files(), before + 4)

    def open_files(self) -> int:
        return len(list(Path(f'/proc/{self.adapter.process.pid}/fd').iterdir()))


class PrivateConnections(AdapterTest):
    def test_requester(self) -> None:
        chat = self.registered((-5, 'bob'))
        self.adapter.do('private.request', to='bob')
        port = self.declared(chat, 2, -5)
        chat.send(broadcast(-5, 'wait'))
        self.told_text('broadcast', 'bob', 'wait')
        self.assertTrue(self.server.nobody_waits())
        self.assertEqual(self.adapter.failure('private.send', **{'with': 'bob', 'hex': '00'}), 'refused-locally')
        chat.send(about(5, -5))
        self.told('private.accepted', by='bob')
        self.exchange(self.side('bob', port))

    def test_accepter(self) -> None:
        chat = self.registered((5, 'bob'))
        self.assertEqual(self.adapter.failure('private.accept', **{'from': 'bob'}), 'refused-locally')
        chat.send(about(4, 5))
        self.told('private.requested', **{'from': 'bob'})
        self.adapter.do('private.accept', **{'from': 'bob'})
        port = self.declared(chat, 3, 5)
        self.adapter.do('roster')
        self.assertTrue(self.server.nobody_waits())
        chat.send(about(6, 5))
        self.exchange(self.side('bob', port))

    def exchange(self, side: Peer) -> None:
        self.adapter.do('private.send', **{'with': 'bob', 'hex': '00ff0a'})
        self.adapter.do('private.send', **{'with': 'bob', 'fill': 'abc', 'length': 5})
        side.expect(b'\x00\xff\nabcab')
        side.send(b'hello')
        self.told_bytes('bob', 5)
        received = self.adapter.do('private.received', **{'with': 'bob'})
        self.assertEqual((received['length'], received['hex']), (5, b'hello'.hex()))
        self.assertEqual(received['sha256'], hashlib.sha256(b'hello').hexdigest())
        self.adapter.do('private.close', **{'with': 'bob'})
        self.told('private.closed', **{'with': 'bob'})
        side.expect_end()

    def test_refusals(self) -> None:
        chat = self.registered((5, 'bob'))
        chat.send(about(4, 5))
        self.told('private.requested', **{'from': 'bob'})
        self.adapter.do('private.refuse', **{'from': 'bob'})
        chat.expect(b'\xff\x00\x05')
        self.assertEqual(self.adapter.failure('private.refuse', **{'from': 'bob'}), 'refused-locally')
        self.adapter.do('private.request', to='bob')
        self.declared(chat, 2, 5)
        chat.send(about(-2, 5))
        self.told('private.refused', by='bob')
        self.opened(chat, 5, 'bob')

    def test_absent_and_asked_again(self) -> None:
        chat = self.registered((5, 'bob'))
        self.adapter.do('private.request', to='bob')
        self.declared(chat, 2, 5)
        chat.send(b'\xff')
        self.told('absent')
        self.opened(chat, 5, 'bob')

    def test_an_identifier_that_is_given_again_has_not_asked(self) -> None:
        chat = self.registered((5, 'bob'))
        chat.send(about(4, 5), left(5), joined(5, 'dave'))
        for event in ('private.requested', 'left', 'joined'):
            self.told_kind(event)
        for pseudonym in ('bob', 'dave'):
            self.assertEqual(self.adapter.failure('private.accept', **{'from': pseudonym}), 'refused-locally')

    def test_several_at_once_and_crossing_requests(self) -> None:
        chat = self.registered((5, 'bob'), (6, 'carol'))
        self.adapter.do('private.request', to='bob')
        asked = self.declared(chat, 2, 5)
        chat.send(about(4, 5), about(4, 6))
        for pseudonym in ('bob', 'carol'):
            self.told('private.requested', **{'from': pseudonym})
        self.adapter.do('private.accept', **{'from': 'carol'})
        carols = self.declared(chat, 3, 6)
        self.adapter.do('private.accept', **{'from': 'bob'})
        bobs = self.declared(chat, 3, 5)
        self.assertEqual(len({asked, carols, bobs}), 3)
        chat.send(about(6, 5))
        older = self.side('bob', bobs)
        chat.send(about(5, 5))
        self.told('private.accepted', by='bob')
        newer = self.side('bob', asked)
        chat.send(about(6, 6))
        carol = self.side('carol', carols)
        self.adapter.do('private.send', **{'with': 'bob', 'hex': '01'})
        self.adapter.do('private.send', **{'with': 'carol', 'hex': '02'})
        newer.expect(b'\x01')
        carol.expect(b'\x02')
        older.send(b'old')
        self.told_bytes('bob', 3)
        for side in (older, newer):
            side.finish()
            self.told('private.closed', **{'with': 'bob'})
            side.expect_end()
        self.adapter.do('broadcast', text='on')
        chat.expect(b'\x00' + sized('on'))

    def test_the_other_side_finishes_or_resets(self) -> None:
        chat = self.registered((5, 'bob'))
        side = self.opened(chat, 5, 'bob')
        self.adapter.do('private.send', **{'with': 'bob', 'fill': 'q', 'length': 8 * MEBIBYTE})
        side.send(b'bye')
        side.finish()
        self.told_bytes('bob', 3)
        self.told('private.closed', **{'with': 'bob'})
        self.assertEqual(sum(map(len, drained(side, 8 * MEBIBYTE))), 8 * MEBIBYTE)
        side.expect_end()
        self.opened(chat, 5, 'bob').reset()
        self.told('private.closed', **{'with': 'bob'})
        self.assertEqual(self.adapter.failure('private.send', **{'with': 'bob', 'hex': '00'}), 'refused-locally')
        self.assertEqual(self.adapter.do('private.received', **{'with': 'bob'})['length'], 0)

    def test_it_outlives_the_chat_connection_until_the_client_is_ended(self) -> None:
        chat = self.registered((5, 'bob'))
        side = self.opened(chat, 5, 'bob')
        chat.close()
        self.told('disconnected')
        side.send(b'more')
        self.told_bytes('bob', 4)
        self.adapter.do('disconnect')
        self.told('private.closed', **{'with': 'bob'})
        side.expect_end()
        self.adapter.no_event()

    def test_64_mebibytes_both_ways_at_once(self) -> None:
        chat = self.registered((5, 'bob'))
        side = self.opened(chat, 5, 'bob')
        size = 64 * MEBIBYTE
        self.adapter.do('private.send', **{'with': 'bob', 'fill': 'out', 'length': size})
        self.adapter.do('private.close', **{'with': 'bob'})
        block = bytes(range(256)) * 4096
        side.send(*[block] * 16)
        # Nobody reads what the client sends, yet it has read all of this and goes on to chat.
        self.told_bytes('bob', 16 * MEBIBYTE)
        chat.send(direct(5, 'busy?'))
        self.told_text('direct', 'bob', 'busy?')
        sender = threading.Thread(target=side.send, args=[block] * 48)
        sender.start()
        digest = hashlib.sha256()
        for piece in drained(side, size):
            digest.update(piece)
        sender.join()
        side.expect_end()
        self.assertEqual(digest.digest(), hashlib.sha256((b'out' * (size // 3 + 1))[:size]).digest())
        side.finish()
        self.wait_until_closed()

    def wait_until_closed(self) -> None:
        while self.told_kind_of('private.data', 'private.closed') != 'private.closed':
            pass

    def told_kind_of(self, *events: str) -> str:
        told = str(self.adapter.event()['event'])
        self.assertIn(told, events)
        return told

    def test_the_digest_of_much(self) -> None:
        chat = self.registered((5, 'bob'))
        side = self.opened(chat, 5, 'bob')
        block = bytes(range(256)) * 4096
        side.send(*[block] * 8)
        self.told_bytes('bob', 8 * MEBIBYTE)
        received = self.adapter.do('private.received', **{'with': 'bob'})
        self.assertEqual(received['sha256'], hashlib.sha256(block * 8).hexdigest())
        self.assertNotIn('hex', received)


if __name__ == '__main__':
    unittest.main()
