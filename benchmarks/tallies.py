"""The counts behind every measure, and the number that each stands for."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

__all__ = ["ON_RECORD", "Scores", "Tallies", "Tally", "scores", "summed", "value"]


class Tally(NamedTuple):
    """Counts behind one number: what is right, what was found, what there was to find."""

    right: int = 0
    found: int = 0
    gold: int = 0

    def plus(self, other: "Tally") -> "Tally":
        """Return both counts together."""
        return Tally(self.right + other.right, self.found + other.found, self.gold + other.gold)

    def f1(self) -> float:
        """Return the harmonic mean of precision and recall, 0 to 100; 0 where nothing was found or nothing was there."""
        return 200 * self.right / (self.found + self.gold) if self.found and self.gold else 0.0

    def recall(self) -> float:
        """Return the share of the gold that was found, 0 to 100."""
        return 100 * self.right / self.gold if self.gold else 0.0


Tallies = dict[str, Tally]
Scores = dict[str, tuple[float, int]]

ON_RECORD = "on record"
_SHARES = ("L50 recall", "chain exact", "hop kind", "hop named")


def summed(reports: Iterable[Mapping[str, Tally]]) -> Tallies:
    """Return the counts of several reports together."""
    total: Tallies = {}
    for tallies in reports:
        for name, tally in tallies.items():
            total[name] = total.get(name, Tally()).plus(tally)
    return total


def value(name: str, tally: Tally) -> float:
    """Return the number that a measure's counts stand for: a share of the gold where its name says so, else F1; 0 to 100."""
    return tally.recall() if name.startswith(_SHARES) else tally.f1()


def scores(tallies: Mapping[str, Tally]) -> Scores:
    """Return each measure's number, 0 to 100, and how many gold things it rests on; those that rest on none are left out.

    The three words of "on record" count alike in their mean, however rare, and each as it is printed, to one decimal.
    """
    found = {name: (value(name, tally), tally.gold) for name, tally in tallies.items() if tally.gold}
    record = [tally for name, tally in tallies.items() if name.startswith(f"{ON_RECORD} ")]
    if gold := sum(tally.gold for tally in record):
        found[f"{ON_RECORD}, macro F1"] = (sum(round(tally.f1(), 1) for tally in record) / len(record), gold)
    return found
