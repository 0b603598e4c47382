"""How well the claims, figures and quotations of the invented stories are brought together across their reports.

    python -m benchmarks.claims                      all tables
    python -m benchmarks.claims --readings FILE      with readings that `headwater read --json` wrote

The reports of a story are given as one group; who stands behind a claim is not asked here. Scores are those of the scorer beside the
stories (`score_stories.py`, whose docstring defines them), with three baselines for claims: all of a story in one claim; clusters of
average linkage by the cosine of TF-IDF at .65, as tools that group headlines do; and the same at .04, where it does best on these stories.

*Reliability*: assertions by the chance that they belong to their claim, and how many of them stand in the marked claim that most of the
predicted claim's do. The stories are those that the rules were mended and their constants swept on; there is no held-out part.
"""

import argparse
import json
import math
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

import headwater
from benchmarks.corpora import SHARED
from headwater.codec import loads
from headwater.encode.meaning import open_meaning
from headwater.link.actors import identities
from headwater.link.affinity import bags_of, unit_rows
from headwater.link.claims import claims
from headwater.link.clusters import linked_by_average
from headwater.link.figures import figure_links
from headwater.link.quotes import quote_links
from headwater.link.units import units_of
from headwater.model import Assertion, Claim, Place, Reading, Span

__all__ = ["as_row", "by_words", "in_one", "main", "scores"]

Vectors = Mapping[str, npt.NDArray[np.float32]]
Maker = Callable[[Sequence[Reading], Vectors], tuple[Claim, ...]]
ROWS = ("claims pairwise", "stance", "figures", "figures relation", "quotes", "quotes relation")
BINS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


def stories(shared: Path, readings: Path | None) -> dict[str, list[Reading]]:
    """Return the readings of each story's reports, without its distractors."""
    known = {r.ref: r for r in map(loads, readings.read_text(encoding="utf-8").splitlines())} if readings else {}
    found: dict[str, list[Reading]] = {}
    for path in sorted((shared / "stories").glob("*/story.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        for row in (each for each in told["reports"] if each["in_story"]):
            ref = f"{path.parent.name}/{row['id']}"
            text = (path.parent / "reports" / f"{row['id']}.txt").read_text(encoding="utf-8")
            reading = known.get(ref) or headwater.read(text, publisher=row["publisher"], published_at=row["published_at"], ref=ref)
            found.setdefault(path.parent.name, []).append(reading)
    return found


def vectors_of(readings: Sequence[Reading]) -> dict[str, npt.NDArray[np.float32]]:
    """Return the vectors of the units of each report."""
    meaning = open_meaning()
    return {each.report.id: meaning.vectors([unit.text for unit in units_of(each)]) for each in readings if each.report}


# Baselines ----------------------------------------------------------------------------------------------------------------------


def in_one(readings: Sequence[Reading], vectors: Vectors) -> tuple[Claim, ...]:
    """Return all that a story's reports say as one claim."""
    del vectors
    return _as_claims(readings, [range(sum(len(units_of(each)) for each in readings))])


def by_words(least: float) -> Maker:
    """Return a maker of claims by the words that units share: average linkage of the cosine of TF-IDF."""

    def made(readings: Sequence[Reading], vectors: Vectors) -> tuple[Claim, ...]:
        del vectors
        bags = [bags_of(unit.text) for each in readings for unit in units_of(each)]
        seen = Counter(word for bag in bags for word in bag)
        at = {word: n for n, word in enumerate(sorted(seen))}
        table = np.zeros((len(bags), len(at)))
        for row, bag in enumerate(bags):
            for word in bag:
                table[row, at[word]] = math.log((len(bags) + 1) / seen[word])
        rows = unit_rows(table)
        return _as_claims(readings, linked_by_average(rows @ rows.T, [least])[0])

    return made


def _as_claims(readings: Sequence[Reading], groups: Sequence[Sequence[int]]) -> tuple[Claim, ...]:
    units = [unit for each in readings for unit in units_of(each)]
    stance = {s.id: s.stance for each in readings for s in each.statements}
    return tuple(
        Claim(
            id=str(n),
            gist=Place(report=units[group[0]].report, span=units[group[0]].spans[0]),
            assertions=tuple(
                Assertion(report=u.report, statement=u.statement, spans=u.spans, stance=stance.get(u.statement or "", "asserts"))
                for u in (units[at] for at in group)
            ),
        )
        for n, group in enumerate(groups)
    )


# Scores -------------------------------------------------------------------------------------------------------------------------


def as_row(name: str, readings: Sequence[Reading], vectors: Vectors, maker: Maker, *, links: bool) -> dict[str, Any]:
    """Return one story as the scorer takes it."""
    made = maker(readings, vectors)
    whole = identities(readings)
    pairs = [*figure_links(readings, made)] if links else []
    quotes = quote_links(readings, whole, vectors) if links else ()
    return {
        "story": {"id": name, "reports": [{"id": r.report.id, "ref": r.ref} for r in readings if r.report]},
        "claims": [{"id": c.id, "low": 1, "high": 1, "assertions": [_assertion(a) for a in c.assertions]} for c in made],
        "figures": [{"a": _place(x.a), "b": _place(x.b), "relation": x.relation} for x in pairs],
        "quotes": [{"a": _place(x.a), "b": _place(x.b), "relation": x.relation} for x in quotes],
    }


def _assertion(a: Assertion) -> dict[str, Any]:
    return {"report": a.report, "statement": a.statement, "spans": [_span(s) for s in a.spans], "stance": a.stance, "score": a.score}


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _place(place: Place) -> dict[str, Any]:
    return {"report": place.report, **_span(place.span)}


def scores(rows: Sequence[Mapping[str, Any]], shared: Path, stories: Path | None = None) -> dict[str, float]:
    """Return what the scorer says of these rows, by the marks of the stories beside it or of those in another folder."""
    with tempfile.TemporaryDirectory() as folder:
        given, out = Path(folder) / "rows.jsonl", Path(folder) / "scores.json"
        given.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        command = [sys.executable, str(shared / "score" / "score_stories.py"), str(stories or shared / "stories")]
        command += [str(given), "--json", str(out)]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603  the scorer of the checkout's own data
        found: dict[str, float] = json.loads(out.read_text(encoding="utf-8"))
    return found


def reliability(rows: Sequence[Mapping[str, Any]], shared: Path) -> list[tuple[float, float, int, float]]:
    """Return by chance, from and to, how many assertions there are and which share of them belong."""
    told: list[tuple[float, bool]] = []
    for row in rows:
        told += _belonging(row, shared / "stories" / row["story"]["id"])
    table = []
    for low, high in pairwise(BINS):
        inside = [right for chance, right in told if low <= chance < high]
        if inside:
            table.append((low, high, len(inside), sum(inside) / len(inside)))
    return table


def _belonging(row: Mapping[str, Any], folder: Path) -> list[tuple[float, bool]]:
    story = json.loads((folder / "story.json").read_text(encoding="utf-8"))
    refs = {each["id"]: each["ref"].split("/")[1] for each in row["story"]["reports"]}
    texts = {name: (folder / "reports" / f"{name}.txt").read_text(encoding="utf-8") for name in refs.values()}
    homes: dict[str, set[str]] = defaultdict(set)
    for claim in story["claims"]:
        for each in claim["assertions"]:
            homes[each["statement"]].add(claim["id"])
    marked: dict[str, list[tuple[set[int], set[str]]]] = defaultdict(list)
    for each in story["statements"]:
        if each["id"] in homes and each["report"] in texts:
            starts = [(texts[each["report"]].find(part), len(part)) for part in each["content"]]
            marked[each["report"]].append(({n for a, b in starts if a >= 0 for n in range(a, a + b)}, homes[each["id"]]))
    told = []
    for claim in row["claims"]:
        if len({a["report"] for a in claim["assertions"]}) > 1:
            told += _right(claim["assertions"], marked, refs)
    return told


def _right(
    assertions: Sequence[Mapping[str, Any]], marked: Mapping[str, list[tuple[set[int], set[str]]]], refs: Mapping[str, str]
) -> list[tuple[float, bool]]:
    found = []
    for each in assertions:
        here = {n for s in each["spans"] for n in range(s["start"], s["end"])}
        share, home = max(((len(here & t) / len(here | t), sorted(h)) for t, h in marked[refs[each["report"]]]), default=(0.0, []))
        if share >= 0.3:
            found.append((each["score"], home))
    votes = Counter(one for _, home in found for one in home)
    most = max(sorted(votes), key=lambda one: votes[one], default="")
    return [(chance, most in home) for chance, home in found] if votes[most] > 1 else []


def main(argv: Sequence[str] | None = None) -> int:
    """Print the tables."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--shared", type=Path, default=SHARED, help="the folder that holds the stories (default: beside the checkout)")
    ap.add_argument("--readings", type=Path, help="readings of the stories' reports, one line each")
    args = ap.parse_args(argv)
    told = stories(args.shared, args.readings)
    vectors = {name: vectors_of(readings) for name, readings in told.items()}
    rows = [as_row(name, readings, vectors[name], lambda r, v: claims(r, (), v), links=True) for name, readings in told.items()]
    found = scores(rows, args.shared)
    print("\n".join(f"{key:20} {found[key]:5.1f}" for key in ROWS))
    makers = {"all in one claim": in_one, "TF-IDF .65": by_words(0.65), "TF-IDF .04": by_words(0.04)}
    for label, maker in makers.items():
        plain = scores([as_row(name, readings, vectors[name], maker, links=False) for name, readings in told.items()], args.shared)
        print(f"{label:20} claims pairwise {plain['claims pairwise']:5.1f}  stance {plain['stance']:5.1f}")
    print("\nreliability: chance, assertions, share that belongs")
    for low, high, count, share in reliability(rows, args.shared):
        print(f"{low:4.2f} to {min(high, 1):4.2f} {count:6d} {100 * share:6.1f}%")
    return 0


if __name__ == "__main__":
    sys.exit(main())
