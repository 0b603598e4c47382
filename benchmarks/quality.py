"""How well Headwater reads, on the corpora that are there.

python -m benchmarks.quality --reader both
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.corpora import CORPORA, SHARED, Corpus, load
from benchmarks.measures import Tallies, compare, summed, value
from headwater import ingest, pipeline
from headwater.errors import HeadwaterError
from headwater.read import READERS, open_reader

if TYPE_CHECKING:
    from headwater.read import Reader

__all__ = ["measure", "scores"]

Scores = dict[str, tuple[float, int]]


def measure(corpus: Corpus, reader: "Reader") -> Tallies:
    """Return the counts of a corpus as one reader reads it.

    Every text goes the way that a user's text goes, blocks, language and all; one that is refused there counts as one in which nothing
    was found.
    """
    readings = []
    for gold in corpus.reports:
        item = ingest.from_text(gold.text, ref=gold.id, publisher=gold.publisher)
        readings.append(compare(gold, pipeline.read_item(item, reader).statements))
    return summed(readings)


def scores(tallies: Tallies) -> Scores:
    """Return each measure's number, 0 to 100, and how many gold things it rests on; those that rest on none are left out."""
    return {name: (value(name, tally), tally.gold) for name, tally in tallies.items() if tally.gold}


def main(argv: list[str] | None = None) -> int:
    """Read the corpora and print what was found."""
    args = _arguments(argv)
    measured: dict[str, dict[str, Scores]] = {}
    for name in args.corpora:
        corpus = load(name, args.shared)
        if corpus.absent:
            sys.stderr.write(f"{name} skipped: {corpus.absent}\n")
            continue
        measured[name] = dict(_measured(corpus, READERS if args.reader == "both" else (args.reader,)))
        if not args.json:
            print("\n".join(_table(corpus, measured[name])), end="\n\n")
    if args.json:
        print(json.dumps({corpus: {reader: _plain(found) for reader, found in by.items()} for corpus, by in measured.items()}, indent=1))
    return 0


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    ap = argparse.ArgumentParser(prog="python -m benchmarks.quality", description="Score the readers on the corpora that are there.")
    ap.add_argument("corpora", nargs="*", help=f"of {', '.join(CORPORA)} (default: all)")
    ap.add_argument("--reader", choices=[*READERS, "both"], default="both")
    ap.add_argument("--shared", type=Path, default=SHARED, help="the folder that holds the shared corpora (default: beside the checkout)")
    ap.add_argument("--json", action="store_true")
    args = ap.parse_args(argv)
    args.corpora = args.corpora or CORPORA
    if unknown := set(args.corpora) - set(CORPORA):
        ap.error(f"unknown corpus {sorted(unknown)[0]!r}; available: {', '.join(CORPORA)}")
    return args


def _measured(corpus: Corpus, readers: Iterable[str]) -> Iterator[tuple[str, Scores]]:
    for name in readers:
        try:
            yield name, scores(measure(corpus, open_reader(name)))
        except HeadwaterError as error:
            sys.stderr.write(f"{name} skipped: {error}\n")


def _plain(found: Scores) -> dict[str, dict[str, float]]:
    return {name: {"value": round(number, 2), "n": n} for name, (number, n) in found.items()}


def _table(corpus: Corpus, by_reader: Mapping[str, Scores]) -> Iterator[str]:
    marked = sum(len(report.attributions) for report in corpus.reports)
    yield f"{corpus.name}: {len(corpus.reports)} reports, {marked} attributions"
    yield f"{'':24}" + "".join(f"{reader:>8}" for reader in by_reader) + "       n"
    names = dict.fromkeys(name for found in by_reader.values() for name in found)
    for name in names:
        n = next(found[name][1] for found in by_reader.values() if name in found)
        numbers = (f"{found[name][0]:8.1f}" if name in found else f"{'–':>8}" for found in by_reader.values())
        yield f"{name:24}" + "".join(numbers) + f"{n:8}"


if __name__ == "__main__":
    sys.exit(main())
