"""Readings that were read back a moment ago: for a server, of which the same few reports are asked again and again."""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping

from headwater.model import Reading

__all__ = ["Memory"]


class Memory:
    """The last readings that were asked for, by report and digest: another reading of a report is another. Threads may share it.

    Args:
        most: How many are remembered; 0 for none.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: OrderedDict[tuple[str, str], Reading] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, digests: Mapping[str, str]) -> dict[str, Reading]:
        """Return those that are remembered of some reports, by their ids."""
        found = {}
        with self._lock:
            for key in digests.items():
                if key in self._kept:
                    self._kept.move_to_end(key)
                    found[key[0]] = self._kept[key]
        return found

    def keep(self, readings: Iterable[Reading], digests: Mapping[str, str]) -> None:
        """Remember readings."""
        with self._lock:
            for reading in readings:
                if reading.report is not None and reading.report.id in digests:
                    self._kept[reading.report.id, digests[reading.report.id]] = reading
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
