"""How well chains are resolved, and which are wrong.

    python -m benchmarks.chains --given chains-train             resolve the gold attributions: chains apart from reading
    python -m benchmarks.chains --predicted FILE chains-dev      resolve the statements of a file that `headwater read --json` wrote
    python -m benchmarks.chains --reader model chains-dev        read and resolve, as a user's text is (the default)

`--errors N` prints the first N wrong statements, `--of NAME` those that are wrong in something else than the chain.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.chain_measures import ComparedChain, compare_chains, compared_chains
from benchmarks.corpora import CHAINED, SHARED, load
from benchmarks.given import given_reading, one_hop_each, resolved_reading
from benchmarks.model import Corpus, GoldChain, GoldHop, GoldReport, Offsets
from benchmarks.tallies import Scores, scores, summed
from headwater import codec, ingest, pipeline
from headwater.errors import HeadwaterError
from headwater.model import Actor, Hop, Reading, Span, Statement
from headwater.read import READERS, open_reader
from headwater.resolve import resolve

__all__ = ["WRONG", "main", "mistakes"]

AROUND = 160
"""How many characters are shown before a statement and after it."""

WRONG: dict[str, Callable[[ComparedChain], bool]] = {
    "chain": lambda one: not one.exact,
    "kind": lambda one: any(want and hop.kind != want.kind for hop, want in _met(one)),
    "named": lambda one: any(want and hop.named != want.named for hop, want in _met(one)),
    "on-record": lambda one: one.found is not None and one.found.on_record != one.marked.on_record,
    "to": lambda one: one.found is not None and bool(one.found.to) != (one.marked.to is not None),
    "unsourced": lambda one: one.found is not None and one.found.unsourced != one.marked.unsourced,
    "stance": lambda one: one.found is not None and one.marked.stance not in (None, one.found.stance),
    "conditional": lambda one: one.found is not None and one.marked.conditional not in (None, bool(one.found.conditional)),
}
"""What can be wrong with a gold statement's chain beside the one that was resolved."""


def mistakes(gold: GoldReport, reading: Reading, of: str = "chain", depth: int | None = None) -> Iterator[str]:
    """Yield what was marked and what was resolved where they differ, a few lines for people each.

    Args:
        gold: The report as people marked it.
        reading: What was read and resolved in it.
        of: One of `WRONG`.
        depth: Only chains of so many hops in the gold.
    """
    for one in compared_chains(gold, reading.statements, reading.actors):
        if WRONG[of](one) and depth in (None, len(one.marked.hops)):
            yield "\n".join(_shown(gold, reading, one))


def main(argv: list[str] | None = None) -> int:
    """Measure, print, and show what is wrong."""
    args = _arguments(argv)
    shown = 0
    for name in args.corpora:
        corpus = load(name, args.shared)
        if corpus.absent:
            sys.stderr.write(f"{name} skipped: {corpus.absent}\n")
            continue
        try:
            pairs = list(_readings(corpus, args))
        except HeadwaterError as error:
            sys.stderr.write(f"{name} skipped: {error}\n")
            continue
        found = scores(summed(compare_chains(gold, reading.statements, reading.actors) for gold, reading in pairs))
        print(json.dumps({name: found}) if args.json else "\n".join(_table(name, pairs, found)))
        for gold, reading in pairs:
            for mistake in mistakes(gold, reading, args.of, args.depth):
                if shown < args.errors:
                    print(f"\n{mistake}")
                shown += 1
    return 0


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    ap = argparse.ArgumentParser(prog="python -m benchmarks.chains", description="Score the chains that are resolved.")
    ap.add_argument("corpora", nargs="+", help=f"of {', '.join(CHAINED)}")
    way = ap.add_mutually_exclusive_group()
    way.add_argument("--given", action="store_true", help="resolve the gold attributions")
    way.add_argument("--predicted", type=Path, metavar="FILE", help="resolve the statements of this output of headwater read --json")
    way.add_argument("--reader", choices=READERS, default="model", help="read and resolve (default: model)")
    ap.add_argument("--as-is", action="store_true", help="take the chains as they were read, or stand in the file: resolve nothing anew")
    ap.add_argument("--baseline", action="store_true", help="instead of the stage resolve, make each source a chain of one hop")
    ap.add_argument("--errors", type=int, default=0, metavar="N", help="show the first N wrong statements")
    ap.add_argument("--of", choices=WRONG, default="chain", help="what they are wrong in (default: chain)")
    ap.add_argument("--depth", type=int, help="show only those whose gold chain has so many hops")
    ap.add_argument("--report", default="", metavar="ID", help="only reports whose id holds this")
    ap.add_argument("--json", action="store_true")
    ap.add_argument("--shared", type=Path, default=SHARED, help="the folder that holds the shared corpora (default: beside the checkout)")
    args = ap.parse_args(argv)
    if unknown := set(args.corpora) - set(CHAINED):
        ap.error(f"unknown corpus {sorted(unknown)[0]!r}; available: {', '.join(CHAINED)}")
    return args


# Readings and pages --------------------------------------------------------------------------------------------------------------


def _readings(corpus: Corpus, args: argparse.Namespace) -> Iterator[tuple[GoldReport, Reading]]:
    """Yield the gold reports, each with its reading made in the way that was asked for."""
    stage = one_hop_each if args.baseline else resolve
    predicted = _predicted(args.predicted) if args.predicted else {}
    reader = None if args.given or args.predicted else open_reader(args.reader)
    for gold in corpus.reports:
        if args.report not in gold.id:
            continue
        if args.given:
            reading = given_reading(gold, stage)
        elif reader:
            item = ingest.from_text(gold.text, ref=gold.id, publisher=gold.publisher, domain=gold.domain)
            reading = pipeline.read_item(item, reader)
        elif gold.id in predicted:
            reading = predicted[gold.id]
        else:
            raise HeadwaterError(f"{args.predicted} has no reading of {gold.id}")
        yield gold, reading if args.given or args.as_is else resolved_reading(reading, stage)


def _predicted(path: Path) -> dict[str, Reading]:
    readings = map(codec.loads, path.read_text(encoding="utf-8").splitlines())
    return {reading.ref: reading for reading in readings}


def _table(name: str, pairs: Sequence[tuple[GoldReport, Reading]], found: Scores) -> Iterator[str]:
    refused = sum(reading.report is None for _, reading in pairs)
    yield f"{name}: {len(pairs)} reports" + (f", {refused} of them refused" if refused else "")
    yield from (f"{measure:24}{number:8.1f}{n:8}" for measure, (number, n) in sorted(found.items()))


def _shown(gold: GoldReport, reading: Reading, one: ComparedChain) -> Iterator[str]:
    text, found = gold.text, one.found
    marked = one.gold.source + one.gold.cue + one.gold.content
    start, end = min(span[0] for span in marked), max(span[1] for span in marked)
    yield f"{gold.id} {one.gold.id}  ({gold.publisher or 'publisher unknown'})"
    yield f"  {text[max(0, start - AROUND) : start]}[{text[start:end]}]{text[end : end + AROUND]}".replace("\n", " ¶ ")
    yield f"  source {_words(text, one.gold.source)} cue {_words(text, one.gold.cue)} content {_words(text, one.gold.content)}"
    hops = " ‹ ".join(f"{_words(text, hop.spans[:4])} {hop.kind}{' named' * hop.named}" for hop in one.marked.hops)
    yield f"  gold  {hops or '–'}{_manner(text, one.marked, [one.marked.to] if one.marked.to else [])}"
    if found is None:
        yield "  found no statement here"
        return
    names = {actor.id: actor for actor in reading.actors}
    hops = " ‹ ".join(
        f"{'' if want else '✗'}{_words(text, [_offsets(hop.span)])} = {_who(hop, names)} {hop.kind}{' named' * hop.named} (via {hop.via})"
        for hop, want in _met(one)
    )
    yield f"  found {hops or '–'}{_manner(text, found, [_offsets(span) for span in found.to])}"


def _who(hop: Hop, names: Mapping[str, Actor]) -> str:
    return " + ".join(names[each].name if each in names else "?" for each in hop.actors or (hop.actor,))


def _manner(text: str, one: GoldChain | Statement, to: Sequence[Offsets]) -> str:
    words = [one.on_record, *(["unsourced"] if one.unsourced else []), one.stance or "", *(["conditional"] if one.conditional else [])]
    return f" ({', '.join(filter(None, words))}{' → ' * bool(to)}{_words(text, to)})"


def _met(one: ComparedChain) -> list[tuple[Hop, GoldHop | None]]:
    return list(zip(one.found.chain, one.stands_for, strict=True)) if one.found else []


def _words(text: str, spans: Sequence[Offsets]) -> str:
    return "|".join(text[start:end] for start, end in spans)


def _offsets(span: Span) -> Offsets:
    return span.start, span.end


if __name__ == "__main__":
    sys.exit(main())
