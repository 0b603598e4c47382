"""The texts that readings are measured on, with the attributions that stand in them.

Our own gold ships in `benchmarks/gold`: invented reports whose attributions are written into the text (`marked`). The others lie in a
folder `shared` beside the checkout and are left out, with the reason, where it is not there.

    python -m benchmarks.corpora own > gold.jsonl        the rows of a corpus, offsets and all, for other scorers
"""

import argparse
import gzip
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

__all__ = ["CORPORA", "OWN", "SHARED", "Corpus", "GoldAttribution", "GoldReport", "as_row", "corpus_hash", "load", "marked"]

OWN = Path(__file__).with_name("gold")
SHARED = Path(__file__).resolve().parents[2] / "shared"
CORPORA = ("own", "polnear-dev", "seeds", "stories", "chains-dev")

Offsets = tuple[int, int]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldAttribution:
    """What people marked as one attribution: spans of offsets by role.

    Attributes:
        kind: "statement" or "attitude" where the corpus says it, else `None`.
    """

    id: str
    source: tuple[Offsets, ...]
    cue: tuple[Offsets, ...]
    content: tuple[Offsets, ...]
    kind: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldReport:
    """A text with its attributions.

    Attributes:
        masked: Regions that the annotators doubted or set aside as boilerplate; what is found there is not counted.
    """

    id: str
    text: str
    attributions: tuple[GoldAttribution, ...]
    masked: tuple[Offsets, ...] = ()
    publisher: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A set of gold reports, or why there is none.

    Attributes:
        absent: Why it could not be loaded; empty where it could.
        sha256: Of its rows, so that a floor knows which texts it was measured on.
    """

    name: str
    reports: tuple[GoldReport, ...] = ()
    absent: str = ""
    sha256: str = field(default="")


def load(name: str, shared: Path = SHARED) -> Corpus:
    """Return a corpus by its name, one of `CORPORA`."""
    if name == "own":
        return _corpus(name, _own_rows())
    try:
        return _corpus(name, _SHARED_ROWS[name](shared))
    except FileNotFoundError as error:
        missing = f"no {Path(error.filename).name} in {shared.name}/" if shared.is_dir() else f"no {shared.name}/ beside the checkout"
        return Corpus(name=name, absent=missing)


def corpus_hash(reports: tuple[GoldReport, ...]) -> str:
    """Return the SHA-256 of the rows of a corpus, text and marks."""
    digest = hashlib.sha256()
    for report in reports:
        digest.update(json.dumps(as_row(report), ensure_ascii=False, sort_keys=True).encode())
    return digest.hexdigest()


def as_row(report: GoldReport) -> Row:
    """Return a gold report as the row of JSON that other scorers read."""
    attributions = [
        {"id": a.id, "source": list(a.source), "cue": list(a.cue), "content": list(a.content)} | ({"kind": a.kind} if a.kind else {})
        for a in report.attributions
    ]
    return {"id": report.id, "text": report.text, "attributions": attributions, "discuss": list(report.masked), "discard": []}


_MARK = re.compile(r"\{([SCT])(\d+)(~?):|\}")


def marked(name: str, source: str) -> GoldReport:
    """Return the report that a marked text stands for.

    `{S1:Smith} {C1:said} {T1:that {S2:Lee} {C2~:hopes} {T2:to win}}.` holds two attributions; S is a source, C a cue, T a content, the
    number tells attributions apart, and `~` after the number of a cue makes it an attitude. Marks may be nested.

    Raises:
        ValueError: A mark is not closed, holds nothing, or an attribution has no content.
    """
    text, last = "", 0
    opened: list[tuple[str, int, int]] = []
    roles: dict[int, dict[str, list[Offsets]]] = {}
    attitudes = set()
    for mark in _MARK.finditer(source):
        text += source[last : mark.start()]
        last = mark.end()
        if mark[1]:
            opened.append((mark[1], int(mark[2]), len(text)))
            if mark[3]:
                attitudes.add(int(mark[2]))
            continue
        if not opened or opened[-1][2] == len(text):
            raise ValueError(f"{name}: a mark at {len(text)} is empty or was never opened")
        letter, number, start = opened.pop()
        roles.setdefault(number, {"S": [], "C": [], "T": []})[letter].append((start, len(text)))
    text += source[last:]
    bare = [number for number, found in roles.items() if not found["T"]]
    if opened or bare:
        raise ValueError(f"{name}: not closed: {opened}; without content: {bare}")
    attributions = tuple(
        GoldAttribution(
            id=f"{name}:{number}",
            source=tuple(sorted(found["S"])),
            cue=tuple(sorted(found["C"])),
            content=tuple(sorted(found["T"])),
            kind="attitude" if number in attitudes else "statement",
        )
        for number, found in sorted(roles.items())
    )
    return GoldReport(id=name, text=text, attributions=attributions)


def _own_rows() -> Iterator[GoldReport]:
    for path in sorted(OWN.glob("*.marked")):
        yield marked(path.stem, path.read_text(encoding="utf-8").rstrip("\n"))


def _corpus(name: str, reports: Iterator[GoldReport]) -> Corpus:
    found = tuple(reports)
    return Corpus(name=name, reports=found, sha256=corpus_hash(found))


# What lies beside the checkout --------------------------------------------------------------------------------------------------


def _polnear_dev(shared: Path) -> Iterator[GoldReport]:
    return (_gold(row) for row in _rows(shared / "data" / "polnear" / "polnear_dev.jsonl.gz"))


def _seeds(shared: Path) -> Iterator[GoldReport]:
    return (_gold(row) for row in _rows(shared / "gold" / "seeds.jsonl"))


def _chains_dev(shared: Path) -> Iterator[GoldReport]:
    kinds = {row["id"]: {a: c["kind"] for a, c in row["chains"].items()} for row in _rows(shared / "gold" / "chains_dev.jsonl")}
    rows = _rows(shared / "data" / "polnear" / "polnear_train.jsonl.gz")
    return (_gold(row, kinds[row["id"]]) for row in rows if row["id"] in kinds)


def _stories(shared: Path) -> Iterator[GoldReport]:
    folder = shared / "stories"
    if not folder.is_dir():
        raise FileNotFoundError(2, "no folder", str(folder))
    for path in sorted(folder.glob("*/story.json")):
        story = json.loads(path.read_text(encoding="utf-8"))
        for report in story["reports"]:
            if report["in_story"]:
                text = (path.parent / "reports" / f"{report['id']}.txt").read_text(encoding="utf-8")
                told = [s for s in story["statements"] if s["report"] == report["id"]]
                yield _story_report(f"{path.parent.name}/{report['id']}", report["publisher"], text, told)


def _story_report(name: str, publisher: str, text: str, told: list[Row]) -> GoldReport:
    attributions = []
    for statement in told:
        content = _in_order(text, statement["content"])
        if not content:
            continue
        source, cue = (_nearest_each(text, statement[role], content[0][0]) for role in ("source", "cue"))
        attributions.append(GoldAttribution(id=statement["id"], source=source, cue=cue, content=content, kind="statement"))
    return GoldReport(id=name, text=text, attributions=tuple(attributions), publisher=publisher)


def _in_order(text: str, parts: list[str]) -> tuple[Offsets, ...]:
    """Where verbatim parts stand, each after the one before it if it can."""
    at, found = 0, []
    for part in parts:
        start = text.find(part, at)
        start = text.find(part) if start < 0 else start
        if start >= 0:
            found.append((start, start + len(part)))
            at = start
    return tuple(found)


def _nearest_each(text: str, parts: list[str], at: int) -> tuple[Offsets, ...]:
    """Where verbatim parts stand nearest to an offset."""
    found = []
    for part in parts:
        starts = [m.start() for m in re.finditer(f"(?={re.escape(part)})", text)]
        if starts:
            start = min(starts, key=lambda s: abs(s - at))
            found.append((start, start + len(part)))
    return tuple(found)


def _rows(path: Path) -> Iterator[Row]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def _gold(row: Row, kinds: dict[str, str] | None = None) -> GoldReport:
    def spans(found: list[list[int]]) -> tuple[Offsets, ...]:
        return tuple((start, end) for start, end in found)

    return GoldReport(
        id=row["id"],
        text=row["text"],
        attributions=tuple(
            GoldAttribution(
                id=a["id"],
                source=spans(a["source"]),
                cue=spans(a["cue"]),
                content=spans(a["content"]),
                kind=(kinds or {}).get(a["id"]),
            )
            for a in row["attributions"]
        ),
        masked=spans([*row.get("discuss", []), *row.get("discard", [])]),
        publisher=row.get("publisher"),
    )


_SHARED_ROWS = {"polnear-dev": _polnear_dev, "seeds": _seeds, "stories": _stories, "chains-dev": _chains_dev}


def main(argv: list[str] | None = None) -> int:
    """Print the rows of a corpus."""
    ap = argparse.ArgumentParser(prog="python -m benchmarks.corpora", description="Print the gold rows of a corpus as JSON Lines.")
    ap.add_argument("corpus", choices=CORPORA)
    ap.add_argument("--shared", type=Path, default=SHARED, help="the folder that holds the shared corpora (default: beside the checkout)")
    args = ap.parse_args(argv)
    corpus = load(args.corpus, args.shared)
    if corpus.absent:
        sys.stderr.write(f"{corpus.name} skipped: {corpus.absent}\n")
        return 2
    for report in corpus.reports:
        print(json.dumps(as_row(report), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
