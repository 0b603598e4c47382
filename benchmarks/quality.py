"""How well Headwater reads and resolves, on the corpora that are there.

python -m benchmarks.quality                     every way, on every corpus
python -m benchmarks.quality --reader given own  the chains alone: the gold attributions, resolved
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.chain_measures import compare_chains
from benchmarks.corpora import CHAINED, CORPORA, READ, SHARED, load
from benchmarks.given import Resolve, given_reading
from benchmarks.measures import compare
from benchmarks.model import Corpus
from benchmarks.tallies import Scores, Tallies, scores, summed
from headwater import ingest, pipeline
from headwater.errors import HeadwaterError
from headwater.read import READERS, open_reader
from headwater.resolve import resolve

if TYPE_CHECKING:
    from headwater.read import Reader

__all__ = ["GIVEN", "WAYS", "measure", "measure_given", "measure_way"]

GIVEN = "given"
WAYS = (*READERS, GIVEN)
"""Ways to statements: a reader, or the gold attributions as they are, for the chains alone."""


def measure(corpus: Corpus, reader: "Reader") -> Tallies:
    """Return the counts of a corpus as one reader reads it.

    Every text goes the way that a user's text goes, blocks, language and all; one that is refused there counts as one in which nothing
    was found.
    """
    found = []
    for gold in corpus.reports:
        item = ingest.from_text(gold.text, ref=gold.id, publisher=gold.publisher, domain=gold.domain)
        reading = pipeline.read_item(item, reader)
        found += [compare(gold, reading.statements), compare_chains(gold, reading.statements, reading.actors)]
    return summed(found)


def measure_given(corpus: Corpus, stage: Resolve) -> Tallies:
    """Return the counts of a corpus's chains where the attributions are given."""
    readings = ((gold, given_reading(gold, stage)) for gold in corpus.reports)
    return summed(compare_chains(gold, reading.statements, reading.actors) for gold, reading in readings)


def measure_way(corpus: Corpus, way: str) -> Tallies:
    """Return the counts of a corpus, read in one of `WAYS`."""
    return measure_given(corpus, resolve) if way == GIVEN else measure(corpus, open_reader(way))


def main(argv: list[str] | None = None) -> int:
    """Read the corpora and print what was found."""
    args = _arguments(argv)
    measured: dict[str, dict[str, Scores]] = {}
    for name in args.corpora:
        corpus = load(name, args.shared)
        if corpus.absent:
            sys.stderr.write(f"{name} skipped: {corpus.absent}\n")
            continue
        measured[name] = dict(_measured(corpus, args.ways))
        if not args.json:
            print("\n".join(_table(corpus, measured[name])), end="\n\n")
    if args.json:
        print(json.dumps({corpus: {way: _plain(found) for way, found in by.items()} for corpus, by in measured.items()}, indent=1))
    return 0


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    ap = argparse.ArgumentParser(prog="python -m benchmarks.quality", description="Score the readers on the corpora that are there.")
    ap.add_argument("corpora", nargs="*", help=f"of {', '.join(CORPORA)} (default: all)")
    ap.add_argument("--reader", choices=WAYS, help="only this one; given: the gold attributions, for the chains alone (default: all)")
    ap.add_argument("--shared", type=Path, default=SHARED, help="the folder that holds the shared corpora (default: beside the checkout)")
    ap.add_argument("--json", action="store_true")
    args = ap.parse_args(argv)
    args.ways = (args.reader,) if args.reader else WAYS
    args.corpora = args.corpora or CORPORA
    if unknown := set(args.corpora) - set(CORPORA):
        ap.error(f"unknown corpus {sorted(unknown)[0]!r}; available: {', '.join(CORPORA)}")
    return args


def _measured(corpus: Corpus, ways: Iterable[str]) -> Iterator[tuple[str, Scores]]:
    for way in ways:
        if corpus.name not in (CHAINED if way == GIVEN else READ):
            continue
        try:
            yield way, scores(measure_way(corpus, way))
        except HeadwaterError as error:
            sys.stderr.write(f"{way} skipped: {error}\n")


def _plain(found: Scores) -> dict[str, dict[str, float]]:
    return {name: {"value": round(number, 2), "n": n} for name, (number, n) in found.items()}


def _table(corpus: Corpus, by_way: Mapping[str, Scores]) -> Iterator[str]:
    marked = sum(len(report.attributions) for report in corpus.reports)
    yield f"{corpus.name}: {len(corpus.reports)} reports, {marked} attributions"
    yield f"{'':24}" + "".join(f"{way:>8}" for way in by_way) + "       n"
    names = dict.fromkeys(name for found in by_way.values() for name in found)
    for name in names:
        n = next(found[name][1] for found in by_way.values() if name in found)
        numbers = (f"{found[name][0]:8.1f}" if name in found else f"{'–':>8}" for found in by_way.values())
        yield f"{name:24}" + "".join(numbers) + f"{n:8}"


if __name__ == "__main__":
    sys.exit(main())
