"""How well reports are put together: stories, reuse, citations, on the sets that are there.

python -m benchmarks.linking stories READINGS.jsonl > compare.jsonl   lines as `compare --json` prints, for score_stories.py
                                     --no-times                       the same with the publication times taken away
                                     --words-only                     without sentence vectors
python -m benchmarks.linking ecbplus                                  B-cubed of ECB+'s sub-topics, with a baseline
python -m benchmarks.linking fnc1                                     reuse on pairs of FNC-1 that were looked at, with a baseline
"""

import argparse
import gzip
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.corpora import SHARED
from headwater import codec, ingest
from headwater.encode.meaning import open_meaning
from headwater.link.citations import citations
from headwater.link.reuse import reuses
from headwater.link.stories import Fingerprint, Floats, fingerprint, gist, grouped, links_of, story
from headwater.model import Citation, Reading, Report, Reuse, Span, Story

__all__ = ["b_cubed", "cosine", "headline_clusters", "lines", "main", "tf_idf"]

BASELINE = 0.65
"""Cosine of TF-IDF from which existing tools take two reports for one."""
PAIRS = Path(__file__).with_name("gold") / "fnc1_pairs.tsv"
Row = dict[str, Any]


# The way from readings to `compare --json` ----------------------------------------------------------------------------------------


def lines(readings: Sequence[Reading], *, vectors: bool = True) -> Iterator[Row]:
    """Yield a line of `compare --json` for each story: its reports, reuse and citations, the rest empty."""
    held = {each.report.id: each for each in readings if each.report is not None}
    prints = {key: fingerprint(reading) for key, reading in held.items()}
    links = links_of(prints.values(), _vectors(held) if vectors else None)
    for group in grouped(prints, links, published={key: each.published for key, each in prints.items()}):
        members = [held[key] for key in group]
        reuse = reuses(members)
        told = story([prints[key] for key in group])
        yield {
            "version": 1,
            "story": _story(told, held),
            "reuse": [_reuse(each, held) for each in reuse],
            "citations": [_citation(each, held) for each in citations(members, reuse)],
            "claims": [],
            "figures": [],
            "quotes": [],
            "positions": [],
        }


def _vectors(held: Mapping[str, Reading]) -> dict[str, Floats]:
    meaning = open_meaning()
    return {key: meaning.vectors([gist(reading)])[0] for key, reading in held.items()}


def _story(told: Story, held: Mapping[str, Reading]) -> Row:
    return {"id": told.id, "title": told.title, "reports": [{"id": key, "ref": held[key].ref} for key in told.reports]}


def _reuse(each: Reuse, held: Mapping[str, Reading]) -> Row:
    pairs = [{"from": _span(a, each.source, held), "to": _span(b, each.target, held)} for a, b in each.passages]
    return {
        "from": each.source,
        "to": each.target,
        "kind": each.kind,
        "directed": each.directed,
        "containment": each.containment,
        "passages": pairs,
        "because": each.because,
    }


def _citation(each: Citation, held: Mapping[str, Reading]) -> Row:
    return {
        "report": each.report,
        "outlet": each.outlet,
        "mention": _span(each.mention, each.report, held),
        "resolved": each.resolved,
        "misattributed": each.misattributed,
        "because": each.because,
    }


def _span(span: Span, report: str, held: Mapping[str, Reading]) -> Row:
    found = held[report].report
    return {"start": span.start, "end": span.end, "text": found.text[span.start : span.end] if found else ""}


def _timeless(reading: Reading) -> Reading:
    return reading if reading.report is None else replace(reading, report=replace(reading.report, published_at=None))


# Measures and baselines -----------------------------------------------------------------------------------------------------------


def b_cubed(gold: Mapping[str, str], found: Mapping[str, str]) -> tuple[float, float, float]:
    """Return B-cubed F1, precision and recall, 0 to 100 (Bagga and Baldwin 1998)."""
    wanted, got = defaultdict(set), defaultdict(set)
    for key in gold:
        wanted[gold[key]].add(key)
        got[found[key]].add(key)
    shared = {key: len(wanted[gold[key]] & got[found[key]]) for key in gold}
    precision = sum(shared[key] / len(got[found[key]]) for key in gold) / len(gold)
    recall = sum(shared[key] / len(wanted[gold[key]]) for key in gold) / len(gold)
    return 200 * precision * recall / (precision + recall), 100 * precision, 100 * recall


def tf_idf(texts: Mapping[str, str]) -> dict[str, dict[str, float]]:
    """Return the usual TF-IDF vectors of texts, of length one: words in small letters, frequencies from the texts themselves."""
    words = {key: Counter(text.lower().split()) for key, text in texts.items()}
    seen = Counter(word for counts in words.values() for word in counts)
    found = {}
    for key, counts in words.items():
        weights = {word: n * (math.log((1 + len(words)) / (1 + seen[word])) + 1) for word, n in counts.items()}
        length = math.sqrt(sum(w * w for w in weights.values())) or 1.0
        found[key] = {word: weight / length for word, weight in weights.items()}
    return found


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Return the cosine of two vectors of length one."""
    return sum(weight * b[word] for word, weight in a.items() if word in b)


def headline_clusters(headlines: Mapping[str, str]) -> dict[str, str]:
    """Return the cluster of each report as existing tools make them: headlines whose TF-IDF cosine is .65 or more, chained."""
    vectors = tf_idf(headlines)
    top = {key: key for key in headlines}

    def root(key: str) -> str:
        while top[key] != key:
            key = top[key]
        return key

    for a, b in combinations(sorted(headlines), 2):
        if cosine(vectors[a], vectors[b]) >= BASELINE:
            top[max(root(a), root(b))] = min(root(a), root(b))
    return {key: root(key) for key in headlines}


# ECB+ ----------------------------------------------------------------------------------------------------------------------------


def _ecbplus(shared: Path, *, vectors: bool) -> None:
    with gzip.open(shared / "data" / "ecbplus" / "ecbplus.jsonl.gz", "rt", encoding="utf-8") as rows:
        documents = [json.loads(row) for row in rows]
    for name, rest in (("odd topics (tuned on)", 1), ("even topics", 0)):
        chosen = [row for row in documents if row["topic"] % 2 == rest]
        held = {found.report.id: (row, found) for row in chosen if (found := _taken_in(row)).report is not None}
        gold = {key: row["subtopic"] for key, (row, _) in held.items()}
        prints = [fingerprint(reading) for _, reading in held.values()]
        ways = {
            "alone": {key: key for key in gold},
            "headline TF-IDF >= .65": headline_clusters({each.report: each.headline for each in prints}),
            "stories, words only": _labels(prints, None),
        }
        if vectors:
            ways["stories"] = _labels(prints, _vectors({key: reading for key, (_, reading) in held.items()}))
        for way, clusters in ways.items():
            print(f"ECB+ {name}, {len(gold)} reports, {len(set(gold.values()))} sub-topics: {way:24}", _three(b_cubed(gold, clusters)))


def _labels(prints: Sequence[Fingerprint], vectors: Mapping[str, Floats] | None) -> dict[str, str]:
    dates = {each.report: each.published for each in prints}
    groups = grouped([each.report for each in prints], links_of(prints, vectors), published=dates)
    return {member: group[0] for group in groups for member in group}


def _three(found: tuple[float, float, float]) -> str:
    return f"B3 {found[0]:5.1f} (precision {found[1]:.1f}, recall {found[2]:.1f})"


def _taken_in(row: Row) -> Reading:
    item = ingest.from_text(row["text"], ref=row["id"], publisher=None, title=None, published_at=None)
    if isinstance(item, Report):
        return Reading(ref=row["id"], report=item, stages=("ingest",))
    return Reading(ref=row["id"], report=None, rejected=(item,))


# FNC-1 ---------------------------------------------------------------------------------------------------------------------------


def _fnc1(shared: Path) -> None:
    with gzip.open(shared / "data" / "fnc1" / "bodies.jsonl.gz", "rt", encoding="utf-8") as rows:
        bodies = {row["id"]: row for row in map(json.loads, rows) if row["story"] is not None and row["story"] % 2 == 0}
    vectors = tf_idf({key: row["text"] for key, row in bodies.items()})
    for part, judged in _judged().items():
        # Two by two: in a whole story, pairs that a third explains are left out.
        ours = {pair for pair in judged if any(each.kind != "rewrite" for each in reuses([_taken_in(bodies[key]) for key in sorted(pair)]))}
        theirs = {pair for pair in judged if cosine(*(vectors[key] for key in sorted(pair))) >= BASELINE}
        for name, pairs in (("reuse", ours), ("TF-IDF >= .65", theirs)):
            print(f"FNC-1, {len(judged)} pairs looked at {part}, {sum(judged.values())} reuse: {name:14}", _f1(judged, pairs))


def _judged() -> dict[str, dict[frozenset[str], bool]]:
    """Return the pairs that were judged, those seen before the rules were set apart from those drawn afterwards."""
    parts: dict[str, dict[frozenset[str], bool]] = {"before": {}, "afterwards": {}}
    part = "before"
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        if line.startswith("# From here on"):
            part = "afterwards"
        if line and not line.startswith("#"):
            a, b, verdict = line.split("\t")
            if verdict != "unclear":
                parts[part][frozenset((a, b))] = verdict == "yes"
    return parts


def _f1(judged: Mapping[frozenset[str], bool], found: Iterable[frozenset[str]]) -> str:
    got = {pair for pair in found if pair in judged}
    right, wanted = sum(judged[pair] for pair in got), sum(judged.values())
    precision, recall = 100 * right / max(1, len(got)), 100 * right / max(1, wanted)
    return f"F1 {200 * right / max(1, len(got) + wanted):5.1f} (precision {precision:.1f}, recall {recall:.1f})"


def main(argv: list[str] | None = None) -> int:
    """Print what was asked for."""
    layout = argparse.RawTextHelpFormatter
    parser = argparse.ArgumentParser(prog="python -m benchmarks.linking", description=__doc__, formatter_class=layout)
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder that holds the shared data (default: beside the checkout)")
    parser.add_argument("what", choices=("stories", "ecbplus", "fnc1"))
    parser.add_argument("readings", type=Path, nargs="?", help="for stories: what `headwater read --json` printed")
    parser.add_argument("--no-times", action="store_true", help="take the publication times away")
    parser.add_argument("--words-only", action="store_true", help="without sentence vectors")
    given = parser.parse_args(argv)
    if given.what == "ecbplus":
        _ecbplus(given.shared, vectors=not given.words_only)
    elif given.what == "fnc1":
        _fnc1(given.shared)
    elif given.readings is None:
        parser.error("stories needs READINGS.jsonl")
    else:
        readings = [codec.loads(line) for line in given.readings.read_text(encoding="utf-8").splitlines()]
        for row in lines([_timeless(each) for each in readings] if given.no_times else readings, vectors=not given.words_only):
            print(json.dumps(row, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
