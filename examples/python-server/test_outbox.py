"""How a sender is slowed down for a client that reads too slowly, and not for one that does not read."""

from __future__ import annotations

import socket
import threading
import time
import unittest
from unittest import mock

import outbox
from peer import TIME_LIMIT

PIECE = b'p' * 65_536
LIMIT = 64 * len(PIECE)


class Patience(unittest.TestCase):
    def setUp(self) -> None:
        self.postman = outbox.Postman()
        self.addCleanup(self.postman.stop)
        ours, self.theirs = socket.socketpair()
        self.addCleanup(ours.close)
        self.addCleanup(self.theirs.close)
        self.theirs.settimeout(TIME_LIMIT)
        self.sent = 0
        self.ours = ours

    def crowd(self, box: outbox.Outbox) -> None:
        """Adds more than a quarter of the limit and what the kernel takes together."""
        crowded = [box.add(PIECE) for _ in range(26)]
        self.sent += len(crowded) * len(PIECE)
        self.assertTrue(crowded[-1])

    def read_all(self) -> None:
        while self.sent:
            self.sent -= len(self.theirs.recv(len(PIECE)))

    def test_a_sender_waits_until_the_client_has_caught_up(self) -> None:
        with mock.patch.object(outbox, 'PATIENCE', TIME_LIMIT):
            box = outbox.Outbox(self.ours, self.postman, LIMIT)
            self.crowd(box)
            reader = threading.Thread(target=self.read_all)
            reader.start()
            box.wait_for_room(time.monotonic())
            self.assertFalse(box.add(b'there is room'))
            reader.join()

    def test_patience_is_used_up_and_comes_back_by_reading(self) -> None:
        with mock.patch.multiple(outbox, PATIENCE=0.05, PACE=LIMIT):
            box = outbox.Outbox(self.ours, self.postman, LIMIT)
            self.crowd(box)
            begun = time.monotonic()
            box.wait_for_room(begun)
            self.assertGreaterEqual(time.monotonic() - begun, 0.05)
            self.sent += len(PIECE)
            self.assertFalse(box.add(PIECE), 'nobody waits any more')
            self.read_all()
            self.crowd(box)

    def test_a_sender_does_not_wait_for_one_that_leaves(self) -> None:
        with mock.patch.object(outbox, 'PATIENCE', TIME_LIMIT):
            box = outbox.Outbox(self.ours, self.postman, LIMIT)
            self.crowd(box)
            begun = time.monotonic()
            leaving = threading.Thread(target=box.finish)
            leaving.start()
            box.wait_for_room(begun)
            leaving.join()
            self.assertLess(time.monotonic() - begun, TIME_LIMIT)
            box.abandon()
            self.assertTrue(box.released.wait(TIME_LIMIT))
