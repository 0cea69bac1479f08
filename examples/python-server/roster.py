"""Who is registered: pseudonyms and identifiers. Called with the service's lock held."""

from __future__ import annotations

import heapq
import unicodedata
from typing import Iterator, Optional, Union

import frames
from outbox import Outbox

FIRST_IDENTIFIER = -5
MOST_CLIENTS = 32_767
"""A list counts its entries in a signed SHORT, and the newcomer's own entry is among them."""

LONGEST_FOLDED = 1_024
"""Bytes of the longest pseudonym that is compared by its letters.

Python takes a third of a second, alone on stage, to normalize 32,767 bytes of
nothing but combining marks: the others would wait (COSP-7-3).
"""


class RosterFull(Exception):
    """No list could have the newcomer."""


def sameness(pseudonym: bytes) -> Union[str, bytes]:
    """What two pseudonyms have in common if they are the same one (COSP-2.2-10).

    Same letters whatever their case and whatever the Unicode form: NFC and
    case folding. Long ones and such that are not UTF-8 are compared byte by byte.
    """
    if len(pseudonym) > LONGEST_FOLDED:
        return pseudonym
    try:
        text = pseudonym.decode('utf-8')
    except UnicodeDecodeError:
        return pseudonym
    return unicodedata.normalize('NFC', unicodedata.normalize('NFC', text).casefold())


class Session:
    """One registered client: what the others know of it, and what it has under way.

    `entry` is the client as lists and joins show it. The rest belongs to
    private_connections: `asked` and `asked_by` are requests without an answer,
    by the other's session; `missed` are the identifiers of requesters that
    left before the answer; `unpaired` are private connections that are
    accepted and wait for a side; `private` are all that are accepted.
    """

    def __init__(self, identifier: int, pseudonym: bytes, address: str, outbox: Outbox) -> None:
        self.identifier = identifier
        self.pseudonym = pseudonym
        self.address = address
        self.outbox = outbox
        self.entry = frames.entry(identifier, pseudonym)
        self.asked: dict = {}
        self.asked_by: dict = {}
        self.missed: set = set()
        self.unpaired: dict = {}
        self.private: set = set()


class Roster:
    """The registered clients, each with an identifier of its own (COSP-1-4).

    Identifiers start at -5 and go up by 1; the lowest that is free is given
    first, so that the identifier of a client that left is used again at once
    (COSP-2.1-8).
    """

    def __init__(self) -> None:
        self._sessions: dict[int, Session] = {}
        self._taken: set = set()
        self._returned: list = []
        self._next = FIRST_IDENTIFIER

    def __iter__(self) -> Iterator[Session]:
        return iter(self._sessions.values())

    def __len__(self) -> int:
        return len(self._sessions)

    def get(self, identifier: int) -> Optional[Session]:
        """The client that has this identifier now, if any."""
        return self._sessions.get(identifier)

    def register(
        self, pseudonym: bytes, same: Union[str, bytes], address: str, outbox: Outbox
    ) -> Optional[Session]:
        """Registers a client; None if the pseudonym is in use (COSP-2.2-1, COSP-2.2-6).

        `same` is sameness(pseudonym). Raises RosterFull.
        """
        if same in self._taken:
            return None
        if len(self._sessions) >= MOST_CLIENTS:
            raise RosterFull
        session = Session(self._take_identifier(), pseudonym, address, outbox)
        self._taken.add(same)
        self._sessions[session.identifier] = session
        return session

    def remove(self, session: Session, same: Union[str, bytes]) -> None:
        """Frees pseudonym and identifier (COSP-2.2-5)."""
        del self._sessions[session.identifier]
        self._taken.discard(same)
        heapq.heappush(self._returned, session.identifier)

    def _take_identifier(self) -> int:
        if self._returned:
            return heapq.heappop(self._returned)
        self._next += 1
        return self._next - 1
