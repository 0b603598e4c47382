"""What other processes do to a ledger in the tests: at the top of a module, so that they can be started anywhere."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from headwater import pipeline
from headwater.ids import report_id, text_sha256
from headwater.ledger import open_ledger
from headwater.model import Publisher, Report
from tests.readers import said_reader

__all__ = ["add_reports", "invented", "watch"]


def invented(numbers: Sequence[int]) -> Iterator[Report]:
    """Yield reports of a few sentences, each its own."""
    for number in numbers:
        text = f"Voss said pier {number} had closed. Brandt said {number * 7} boats lay there. Harrow said nothing of the sort."
        publisher, ref = Publisher(name=f"Paper {number % 5}"), f"row{number}"
        yield Report(id=report_id(publisher, ref, text), ref=ref, text=text, sha256=text_sha256(text), publisher=publisher)


def add_reports(place: str, numbers: Sequence[int]) -> list[str]:
    """Add those reports, as the command does; return what became of them."""
    with open_ledger(place, create=True) as ledger:
        return [kept.outcome for kept in pipeline.add_items(invented(numbers), said_reader, ledger)]


def watch(place: str, wanted: int) -> int:
    """Read all that is there, again and again, until there are enough reports; return how many times."""
    times = 0
    with open_ledger(place) as ledger:
        while True:
            times += 1
            with ledger.snapshot():
                listed = ledger.reports()
                readings = ledger.readings([each.id for each in listed])
                if [len(each.statements) for each in readings] != [3] * len(listed):
                    raise AssertionError("half a report was seen")
                if any(ledger.linked(each.id) is None for each in ledger.stories()):
                    raise AssertionError("a story was seen without what is found in it")
            if len(listed) >= wanted:
                return times


if __name__ == "__main__":
    first, last = map(int, sys.argv[2:4])
    Path(sys.argv[4]).touch()  # imports are done: from here on, a kill meets adding
    add_reports(sys.argv[1], range(first, last))
