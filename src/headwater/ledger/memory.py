"""What was read back a moment ago: for a server, of which the same few reports and stories are asked again and again."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Generic, TypeVar

__all__ = ["Memory"]

_Kept = TypeVar("_Kept")


class Memory(Generic[_Kept]):
    """The last things that were asked for, by id and digest: what is stored anew is another. Threads may share it; nobody changes them.

    Args:
        most: How much is remembered, in the weights that `keep` is told; 0 for nothing.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: OrderedDict[tuple[str, str], tuple[_Kept, int]] = OrderedDict()
        self._weight = 0
        self._lock = threading.Lock()

    def of(self, digests: Mapping[str, str]) -> dict[str, _Kept]:
        """Return those that are remembered of some, by their ids."""
        found = {}
        with self._lock:
            for key in digests.items():
                if key in self._kept:
                    self._kept.move_to_end(key)
                    found[key[0]] = self._kept[key][0]
        return found

    def keep(self, found: Mapping[str, _Kept], digests: Mapping[str, str], *, weight: int = 1) -> None:
        """Remember some, by their ids, each of a weight; the longest unasked for are forgotten."""
        with self._lock:
            for identified in found.keys() & digests.keys():
                key = identified, digests[identified]
                self._weight += weight - self._kept.pop(key, (None, 0))[1]
                self._kept[key] = found[identified], weight
            while self._weight > self.most:
                self._weight -= self._kept.popitem(last=False)[1][1]
