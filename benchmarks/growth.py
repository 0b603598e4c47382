"""How the time to add and link one report grows with the ledger, and with a story.

    python -m benchmarks.growth                        100, 1,000 and 10,000 reports there already, of two sets
    python -m benchmarks.growth --sizes 100 1000       others
    python -m benchmarks.growth --copies               the second set alone
    python -m benchmarks.growth --story 50 100 200     one story instead, of so many reports

In the first set every report has wording, names, places and numbers of its own; in the second every tenth is a near-copy of an earlier one,
by another paper. The readings are made with the reports, since reading one takes as long whatever is there, and so are vectors, from the
words: what reading by the rules and encoding take is measured beside. Each size is measured by adding reports one by one, each linked.
Times are of the processor (one core; nothing waits but for the disk), so that what else the machine does counts little.
"""

import argparse
import hashlib
import random
import resource
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

import headwater
from headwater import linking
from headwater.encode import open_meaning
from headwater.encode.meaning import WIDTH
from headwater.ids import report_id, statement_id, text_sha256
from headwater.ledger import Ledger, open_ledger
from headwater.link.stories import fingerprint, gist
from headwater.link.units import units_of
from headwater.model import Block, Publisher, Reading, Report, Span, Statement, When

__all__ = ["Growth", "copied", "fresh", "main", "measured", "prepared", "told"]

SIZES = (100, 1000, 10_000)
MEASURED = 30
"""Reports added one by one at each size."""
SENTENCES = 12
COPIES = 10
"""One report of so many is a near-copy, in the second set."""
RECENT = 500
"""A near-copy is of one of so many reports before it."""
MOST_RATIO, MOST_MB = 3.0, 1024
_ONSETS, _VOWELS, _CODAS = (
    "b|br|c|d|dr|f|g|h|k|l|m|n|p|r|s|st|t|tr|v|w".split("|"),
    "a|e|i|o|u|ei|ou".split("|"),
    "|l|n|r|s|th|sk|m".split("|"),
)
_PAPERS = [
    f"{place} {kind}" for place in "Ellery Hessing Eastmoor Upland Corvane Tarrock".split() for kind in "Courier Argus Post Echo".split()
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """What adding one report took at one size.

    Attributes:
        seconds: On average of those added, by stage.
        beside: What does not depend on the ledger, likewise: reading, encoding.
        slowest: The longest of all.
    """

    size: int
    seconds: dict[str, float]
    beside: dict[str, float]
    slowest: float

    @property
    def total(self) -> float:
        """Adding and linking, all stages."""
        return sum(self.seconds.values())


# Invented reports ----------------------------------------------------------------------------------------------------------------


@cache
def _vocabulary() -> tuple[str, ...]:
    chance = random.Random(7)
    return tuple(sorted({_word(chance, 2) for _ in range(9000)}))


def _word(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS) for _ in range(syllables))


def _name(chance: random.Random) -> str:
    return f"{_word(chance, 2).title()} {_word(chance, 3).title()}"


def fresh(number: int) -> Reading:
    """Return the reading of an invented report with names, places, numbers and wording of its own."""
    chance = random.Random(number)
    people, place = [_name(chance) for _ in range(4)], _word(chance, 3).title()
    headline = f"{place} {' '.join(_phrase(chance, 5))}"
    said = [
        f"{chance.choice(people)} said {' '.join(_phrase(chance, 9))} in {place} by {chance.randint(2, 9999)}." for _ in range(SENTENCES)
    ]
    return _reading(headline, said, ref=f"fresh/{number}", paper=number % len(_PAPERS), day=number)


def copied(number: int, original: int) -> Reading:
    """Return the reading of a near-copy of an earlier report: another paper, one sentence left out, one more."""
    chance = random.Random(-number)
    of = fresh(original).report
    if of is None:
        raise ValueError(original)
    headline, *said = of.text.split("\n\n")
    said.pop(chance.randrange(len(said)))
    said.append(f"{_name(chance)} said {' '.join(_phrase(chance, 9))} by {chance.randint(2, 9999)}.")
    return _reading(headline, said, ref=f"copy/{number}", paper=(original + 1) % len(_PAPERS), day=original)


def _phrase(chance: random.Random, words: int) -> list[str]:
    # As in any text, few words are frequent and many rare.
    vocabulary = _vocabulary()
    return [vocabulary[int(len(vocabulary) * chance.random() ** 3)] for _ in range(words)]


def _reading(headline: str, said: Sequence[str], *, ref: str, paper: int, day: int) -> Reading:
    text = "\n\n".join([headline, *said])
    publisher = Publisher(name=_PAPERS[paper])
    identified = report_id(publisher, ref, text)
    starts = [0, *(at + 2 for at in _ends(headline, said))]
    blocks = [
        Block(kind="paragraph" if n else "headline", start=start, end=start + len(part))
        for n, (start, part) in enumerate(zip(starts, [headline, *said], strict=False))
    ]
    published = When(value=f"{2000 + day // 336 % 25}-{1 + day // 28 % 12:02d}-{1 + day % 28:02d}", precision="day", origin="row")
    report = Report(
        id=identified, ref=ref, text=text, sha256=text_sha256(text), publisher=publisher, published_at=published, blocks=tuple(blocks)
    )
    return Reading(ref=ref, report=report, statements=tuple(_statement(identified, text, block) for block in blocks[1:]))


def _ends(headline: str, said: Sequence[str]) -> Iterator[int]:
    at = len(headline)
    yield at
    for each in said:
        at += 2 + len(each)
        yield at


def _statement(report: str, text: str, block: Block) -> Statement:
    at = text.index(" said ", block.start)
    source, cue = (Span(start=block.start, end=at),), (Span(start=at + 1, end=at + 5),)
    content = (Span(start=at + 6, end=block.end - 1),)
    return Statement(
        id=statement_id(report, cue, content), kind="statement", form="indirect", source=source, cue=cue, content=content, score=0.9
    )


def told(number: int, *, facts: int = 40) -> Reading:
    """Return a report, read by the rules, of one story that all numbers tell: some of its facts and some of its own."""
    event, chance = random.Random(11), random.Random(number)
    people, places = [_name(event) for _ in range(12)], [_word(event, 3).title() for _ in range(4)]
    known = [
        f"{event.choice(people)} said the {' '.join(_phrase(event, 9))} of {event.choice(places)} was {event.randint(2, 900)}."
        for _ in range(facts)
    ]
    said = chance.sample(known, 8) + [
        f"{chance.choice(people)} told the {chance.choice(_PAPERS)} that {' '.join(_phrase(chance, 8))} was shut." for _ in range(4)
    ]
    chance.shuffle(said)
    day = f"2025-05-{1 + number % 5:02d}T{number % 24:02d}:{number % 60:02d}:00Z"
    text = "\n\n".join([f"{places[0]} {people[0]} {' '.join(_phrase(chance, 4))}", *said])
    return headwater.read(text, publisher=_PAPERS[number % len(_PAPERS)], published_at=day, ref=f"story/{number}", reader="rules")


def prepared(reading: Reading) -> linking.Prepared:
    """Return what linking needs of a reading, its vectors made of its words: near where texts share words, as an encoder's are."""
    rows = np.array([_vector(text) for text in (gist(reading), *(unit.text for unit in units_of(reading)))], dtype=np.float32)
    return linking.prepared_with(fingerprint(reading), rows, linking.vectors_version())


def _vector(text: str) -> Any:
    total = np.sum([_of_word(word) for word in text.lower().split()] or [np.zeros(WIDTH)], axis=0)
    return total / (np.linalg.norm(total) or 1.0)


@cache
def _of_word(word: str) -> Any:
    seed = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest())
    return np.random.default_rng(seed).standard_normal(WIDTH)


# Measuring -----------------------------------------------------------------------------------------------------------------------


class _Clock:
    """Times what linking calls, each stage without those inside it."""

    stages = ("regrouped", "linked", "_document", "_changes", "_write")

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)

    def timed(self, stage: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            began = time.process_time()
            try:
                return call(*args, **kwargs)
            finally:
                self.spent[stage] += time.process_time() - began

        return run

    def __enter__(self) -> "_Clock":
        self._were = {stage: getattr(linking, stage) for stage in self.stages}
        for stage, call in self._were.items():
            setattr(linking, stage, self.timed(stage, call))
        return self

    def __exit__(self, *_: object) -> None:
        for stage, call in self._were.items():
            setattr(linking, stage, call)


def filled(ledger: Ledger, readings: Iterator[Reading]) -> None:
    """Put readings in, many in a transaction, and link them."""
    with ledger.writing():
        for each in readings:
            _added(ledger, each)
    linking.link(ledger)


def _added(ledger: Ledger, reading: Reading) -> None:
    ready = prepared(reading)
    ledger.add(reading, reader="made 1", keys=ready.keys, blobs=ready.blobs)


def measured(ledger: Ledger, readings: Sequence[Reading]) -> Growth:
    """Add readings one by one, each linked, and return what it took."""
    size, took = ledger.stats().reports, []
    ready = [prepared(each) for each in readings]
    with _Clock() as clock:
        for reading, made in zip(readings, ready, strict=True):
            began = time.process_time()
            ledger.add(reading, reader="made 1", keys=made.keys, blobs=made.blobs)
            clock.spent["stored"] += time.process_time() - began
            linking.link(ledger)
            took.append(time.process_time() - began)
    seconds = {stage: spent / len(readings) for stage, spent in clock.spent.items()}
    seconds["rest"] = max(0.0, statistics.mean(took) - sum(seconds.values()))
    return Growth(size=size, seconds=seconds, beside=_beside(readings[:5]), slowest=max(took))


def _beside(readings: Sequence[Reading]) -> dict[str, float]:
    open_meaning()
    headwater.read("Nobody said anything.", reader="rules")  # what is loaded once does not count
    began = time.process_time()
    for each in readings:
        open_meaning().vectors([gist(each), *(unit.text for unit in units_of(each))])
    encoded = time.process_time()
    for each in readings:
        headwater.read(each.report.text if each.report else "", reader="rules")
    return {"encoding": (encoded - began) / len(readings), "reading": (time.process_time() - encoded) / len(readings)}


def _set(first: int, last: int, *, copies: bool) -> Iterator[Reading]:
    for number in range(first, last):
        if copies and number % COPIES == COPIES - 1:
            recent = [n for n in range(max(0, number - RECENT), number) if n % COPIES != COPIES - 1]
            yield copied(number, random.Random(number).choice(recent))
        else:
            yield fresh(number)


def grown(sizes: Sequence[int], *, copies: bool, folder: Path) -> Iterator[Growth]:
    """Yield what adding took at each size of one ledger."""
    with open_ledger(folder / f"grown{copies}.db", create=True) as ledger:
        there = 0
        for size in sizes:
            filled(ledger, _set(there, size, copies=copies))
            yield measured(ledger, list(_set(size, size + MEASURED, copies=copies)))
            there = size + MEASURED


def story_grown(sizes: Sequence[int], folder: Path) -> Iterator[Growth]:
    """Yield what adding one report took at each size of one story."""
    with open_ledger(folder / "story.db", create=True) as ledger:
        there = 0
        for size in sizes:
            filled(ledger, map(told, range(there, size)))
            yield measured(ledger, [told(size)])
            there = size + 1


def _shown(found: Growth) -> str:
    stages = ", ".join(f"{stage.strip('_')} {100 * spent / found.total:.0f}%" for stage, spent in sorted(found.seconds.items()))
    beside = ", ".join(f"{name} {1000 * spent:.0f} ms" for name, spent in found.beside.items())
    return f"{found.size:6} reports: {1000 * found.total:8.1f} ms (slowest {1000 * found.slowest:.0f}): {stages}; beside: {beside}"


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return 0 where time and memory stay within bounds."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.growth", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--story", type=int, nargs="+", help="so many reports of one story, instead")
    parser.add_argument("--copies", action="store_true", help="the set with near-copies alone")
    wanted = parser.parse_args(arguments)
    held = True
    with tempfile.TemporaryDirectory(prefix="headwater-growth-") as made:
        folder = Path(made)
        if wanted.story:
            for each in story_grown(wanted.story, folder):
                print(_shown(each), f"{_megabytes():.0f} MB", flush=True)
            return 0
        for copies in (True,) if wanted.copies else (False, True):
            print("every tenth a near-copy:" if copies else "no two alike:")
            found = []
            for each in grown(wanted.sizes, copies=copies, folder=folder):
                found.append(each)
                print(_shown(each), f"{_megabytes():.0f} MB", flush=True)
            ratio = found[-1].total / found[0].total
            within = sum(found[-1].beside.values()), sum(found[0].beside.values())
            whole = (found[-1].total + within[0]) / (found[0].total + within[1])
            print(f"{found[-1].size} to {found[0].size} reports: {ratio:.2f} times the time, {whole:.2f} with reading and encoding")
            held = held and ratio < MOST_RATIO
    print(f"most memory: {_megabytes():.0f} MB")
    return 0 if held and _megabytes() < MOST_MB else 1


if __name__ == "__main__":
    sys.exit(main())
