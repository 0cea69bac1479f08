"""Giving up what takes too long."""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from typing import Any, Callable

log = logging.getLogger('cosp')


class Deadlines:
    """Items that have `seconds` each; one thread gives up those that are not taken out in time.

    All methods are called, and `give_up` is, with `lock` held.
    """

    def __init__(self, lock: threading.Lock, seconds: float, give_up: Callable[[Any], None]) -> None:
        self._changed = threading.Condition(lock)
        self._seconds = seconds
        self._give_up = give_up
        # Everybody has the same time, so the first in is the first due.
        self._due: OrderedDict[Any, float] = OrderedDict()
        self._stopped = False
        threading.Thread(target=self._run, name='deadlines', daemon=True).start()

    def add(self, item: Any) -> None:
        """Starts the item's time, unless it runs already."""
        self._due.setdefault(item, time.monotonic() + self._seconds)
        if len(self._due) == 1:
            self._changed.notify()

    def discard(self, item: Any) -> None:
        """Takes the item out, if it is in."""
        self._due.pop(item, None)

    def stop(self) -> None:
        """Ends the thread; nothing more is given up."""
        self._stopped = True
        self._changed.notify()

    def _run(self) -> None:
        with self._changed:
            while not self._stopped:
                if not self._due:
                    self._changed.wait()
                    continue
                item, due = next(iter(self._due.items()))
                remaining = due - time.monotonic()
                if remaining > 0:
                    self._changed.wait(remaining)
                    continue
                del self._due[item]
                try:
                    self._give_up(item)
                except Exception:
                    log.exception('giving up failed')
