"""What was found across the reports of a story, kept at hand while the ledger stays as it is: a page asks for it with every click."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from headwater.ledger import Ledger

__all__ = ["Documents"]

MOST = 8
"""Stories kept at hand: half a megabyte each for a story of eight reports, as stored."""


class Documents:
    """The linked results of the stories asked for last, of the ledger's present generation. Read them; never change them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[int, str], Mapping[str, Any] | None] = OrderedDict()

    def of(self, ledger: "Ledger", story: str, generation: int) -> Mapping[str, Any] | None:
        """Return the linked result of a story, `None` before it is linked.

        Args:
            ledger: The ledger, within the snapshot of that generation.
            story: Its id.
            generation: As `ledger.snapshot()` gives it.
        """
        key = generation, story
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        found = ledger.linked(story)
        value = None if found is None else found.value
        with self._lock:
            self._kept[key] = value
            for old in [each for each in self._kept if each[0] != generation]:
                del self._kept[old]
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)
        return value
