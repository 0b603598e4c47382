"""How well the number of independent origins of a claim is told, from the invented stories' reports to the interval.

    python -m benchmarks.independence                      all tables
    python -m benchmarks.independence --readings FILE      with readings that `headwater read --json` wrote
    python -m benchmarks.independence --given              the marked claims given: only who is behind them is found
    python -m benchmarks.independence --stories FOLDER     other stories, marked alike (training/stories)

All reports, distractors too, go through the whole pipeline into one ledger, as `headwater add` and `headwater compare` have it. Scores are
those of the scorer beside the stories (`score_stories.py`, whose docstring defines them), its baselines among them: every claim has 1 and
1; as many origins as reports; as many as publishers, which is to count domains.

*Reliability*: marked claims that have a counterpart, by the number expected of that, and how many origins the marks give them (the middle
of low and high). The stories are those that the rules were mended on; there is no held-out part.
"""

import argparse
import importlib.util
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.claims import scores
from benchmarks.corpora import SHARED
from benchmarks.given_claims import Story, marked_stories, read
from headwater import answers, linking
from headwater.ledger import open_ledger
from headwater.link.origins import Counting, with_origins
from headwater.model import Reading

__all__ = ["counterparts", "given_rows", "linked", "main", "reliability"]

Row = Mapping[str, Any]
ROWS = (
    "claims pairwise", "stance", "origins pairwise", "independence both", "independence open", "independence interval",
    "independence low", "independence high", "error", "both, always 1 and 1", "error, always 1 and 1", "error, every report counts",
    "error, every publisher counts",
)  # fmt: skip
BINS = (0.0, 0.75, 1.25, 1.75, 2.5, 99.0)
ALIGNED = 0.3
"""Share of their words that two assertions of one report must have in common to be one, as the scorer has it."""
LEAST_F1 = 0.5


def linked(readings: Iterator[Reading]) -> list[Row]:
    """Return the stories that a ledger makes of readings, as `headwater compare --json` prints them."""
    with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder) / "ledger.db", create=True) as ledger:
        for each in readings:
            made = linking.prepared(each)
            ledger.add(each, reader="benchmark", keys=made.keys, blobs=made.blobs)
        linking.link(ledger)
        return list(answers.compare(ledger))


# Reliability --------------------------------------------------------------------------------------------------------------------


def counterparts(rows: Sequence[Row], shared: Path, stories: Path) -> list[tuple[Row, Row]]:
    """Return the marked claims that have a counterpart, as the scorer finds it, each with that."""
    scorer = _scorer(shared)
    gold = scorer.Gold(stories)
    refs = {r["id"]: r["ref"] for row in rows for r in row["story"]["reports"]}
    made = [claim for row in rows for claim in row["claims"]]
    words = [[(refs[a["report"]], gold.cover(refs[a["report"]], _ends(a))) for a in claim["assertions"]] for claim in made]
    found = []
    for story in gold.stories:
        told = {s["id"]: (f"{story['name']}/{s['report']}", s["content"]) for s in story["statements"]}
        marked = {k: (ref, gold.cover(ref, scorer.find(story["texts"][ref.split("/")[1]], parts))) for k, (ref, parts) in told.items()}
        homes = [_aligned(claim, marked) for claim in words]
        for claim in story["claims"]:
            ids = {a["statement"] for a in claim["assertions"]} & marked.keys()
            fit = {n: 2 * len(home & ids) / (len(words[n]) + len(ids)) for n, home in enumerate(homes)}
            best = max(sorted(fit), key=lambda n: fit[n])
            if fit[best] >= LEAST_F1:
                found.append((claim, made[best]))
    return found


def _scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_stories", shared / "score" / "score_stories.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(shared / "score" / "score_stories.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _ends(assertion: Row) -> list[tuple[int, int]]:
    return [(span["start"], span["end"]) for span in assertion["spans"]]


def _aligned(claim: Sequence[tuple[str, set[int]]], marked: Mapping[str, tuple[str, set[int]]]) -> set[str]:
    """Return the marked statements that the assertions of a claim are, one to one."""
    options = [
        (len(here & there) / len(here | there), k, n)
        for n, (ref, here) in enumerate(claim)
        for k, (home, there) in marked.items()
        if home == ref and here & there
    ]
    seen: set[str] = set()
    used: set[int] = set()
    for share, k, n in sorted(options, key=lambda option: -option[0]):
        if share >= ALIGNED and k not in seen and n not in used:
            seen.add(k)
            used.add(n)
    return seen


def reliability(pairs: Sequence[tuple[Row, Row]]) -> list[tuple[float, float, int, float, float, float]]:
    """Return by expected number, from and to: how many claims, what is expected, what the marks say, how many of these the bounds hold."""
    table = []
    for low, high in pairwise(BINS):
        inside = [(want, got) for want, got in pairs if low <= got["expected"] < high]
        if inside:
            held = sum(got["low"] <= (want["low"] + want["high"]) / 2 <= got["high"] for want, got in inside)
            expected = sum(got["expected"] for _, got in inside)
            marked = sum((want["low"] + want["high"]) / 2 for want, _ in inside)
            table.append((low, high, len(inside), expected / len(inside), marked / len(inside), held / len(inside)))
    return table


def given_rows(stories: Iterable[Story]) -> Iterator[str]:
    """Yield how many intervals are right where the marked claims are given, beside "one" for all of them."""
    pairs = [
        (each.marked, claim)
        for story in stories
        for each, claim in zip(
            story.given,
            with_origins(
                [one.claim for one in story.given],
                story.readings,
                story.identities,
                story.citations,
                story.reuse,
                counting=Counting(least=0.0),
            ),
            strict=True,
        )
    ]
    for name, bounds in (("found", [(claim.low, claim.high) for _, claim in pairs]), ("always 1 and 1", [(1, 1)] * len(pairs))):
        wanted = [(marked["low"], marked["high"]) for marked, _ in pairs]
        right = [got == want for got, want in zip(bounds, wanted, strict=True)]
        unlike = [hit for hit, want in zip(right, wanted, strict=True) if want != (1, 1)]
        error = sum(abs(low - a) + abs(high - b) for (low, high), (a, b) in zip(bounds, wanted, strict=True)) / 2
        yield (
            f"{name:16} both {100 * sum(right) / len(right):5.1f}% of {len(right)}, "
            f"not simply one {100 * sum(unlike) / max(1, len(unlike)):5.1f}% of {len(unlike)}, error {error / len(right):.2f}"
        )


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--shared", type=Path, default=SHARED, help="the folder that holds the stories (default: beside the checkout)")
    ap.add_argument("--readings", type=Path, help="readings of the stories' reports, one line each")
    ap.add_argument("--given", action="store_true", help="the marked claims are given")
    ap.add_argument("--stories", type=Path, metavar="FOLDER", help="stories to measure on (default: those of the shared folder)")
    args = ap.parse_args(argv)
    stories = args.stories or args.shared / "stories"
    if args.given:
        read_once = {reading.ref: reading for reading in read(stories, args.readings)}
        print("\n".join(given_rows(marked_stories(stories, read_once))))
        return 0
    rows = linked(read(stories, args.readings))
    found = scores(rows, args.shared, stories)
    print("\n".join(f"{key:30} {found[key]:6.2f}" for key in ROWS))
    pairs = counterparts(rows, args.shared, stories)
    wrong = Counter((want["low"] - got["low"], want["high"] - got["high"]) for want, got in pairs)
    print(f"\n{len(pairs)} marked claims have a counterpart; of these by how much low and high are wrong:")
    print("\n".join(f"{low:+d} {high:+d} {count:4d}" for (low, high), count in sorted(wrong.items(), key=lambda item: -item[1])))
    print("\nreliability: number expected, claims, expected on average, marked on average, marked within the bounds")
    for low, high, count, expected, marked, held in reliability(pairs):
        print(f"{low:4.2f} to {high:5.2f} {count:4d} {expected:6.2f} {marked:6.2f} {100 * held:6.1f}%")
    return 0


if __name__ == "__main__":
    sys.exit(main())
