"""The texts that readings are measured on, with the attributions and chains that stand in them.

Our own gold ships in `benchmarks/gold`: invented reports whose attributions are written into the text (`benchmarks.marked`). The others
lie in a folder `shared` beside the checkout and are left out, with the reason, where it is not there.

    python -m benchmarks.corpora own > gold.jsonl                 the rows of a corpus, offsets and all, for other scorers
    python -m benchmarks.corpora own --chains > chains.jsonl      its chains
"""

import argparse
import gzip
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from benchmarks.marked import marked
from benchmarks.model import Corpus, GoldAttribution, GoldChain, GoldHop, GoldReport, Offsets, Row, as_row, chains_row, corpus_hash
from headwater.model import HopKind, Kind, OnRecord, Stance

__all__ = ["CHAINED", "CORPORA", "OWN", "READ", "SHARED", "load"]

OWN = Path(__file__).with_name("gold")
SHARED = Path(__file__).resolve().parents[2] / "shared"
CORPORA = ("own", "polnear-dev", "seeds", "stories", "chains-dev", "chains-train")
CHAINED = ("own", "seeds", "stories", "chains-dev", "chains-train")
"""The corpora in which chains are marked."""
READ = tuple(name for name in CORPORA if name != "chains-train")
"""The corpora that readers are measured on: the model was trained on the texts of the one left out."""

PUBLISHERS = {
    "nyt": "The New York Times",
    "wash-post": "The Washington Post",
    "usa-today": "USA Today",
    "politico": "Politico",
    "huff-post": "The Huffington Post",
    "breitbart": "Breitbart",
    "west-journal": "Western Journalism",
}
"""What PolNeAR's words for publishers stand for: a reader is told the name, as a user would tell it."""


def load(name: str, shared: Path = SHARED) -> Corpus:
    """Return a corpus by its name, one of `CORPORA`."""
    if name == "own":
        return _corpus(name, _own_rows())
    try:
        return _corpus(name, _SHARED_ROWS[name](shared))
    except FileNotFoundError as error:
        missing = f"no {Path(error.filename).name} in {shared.name}/" if shared.is_dir() else f"no {shared.name}/ beside the checkout"
        return Corpus(name=name, absent=missing)


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
    chains = _chains(shared / "gold" / "seeds_chains.jsonl")
    return (_gold(row, chains[row["id"]]) for row in _rows(shared / "gold" / "seeds.jsonl"))


def _chains_dev(shared: Path) -> Iterator[GoldReport]:
    return _polnear_chains(shared, "chains_dev.jsonl")


def _chains_train(shared: Path) -> Iterator[GoldReport]:
    return _polnear_chains(shared, "chains_train.jsonl")


def _polnear_chains(shared: Path, name: str) -> Iterator[GoldReport]:
    chains = _chains(shared / "gold" / name)
    rows = _rows(shared / "data" / "polnear" / "polnear_train.jsonl.gz")
    return (_gold(row, chains[row["id"]]) for row in rows if row["id"] in chains)


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
                attributions = tuple(one for s in told if (one := _story_attribution(text, s)))
                yield GoldReport(
                    id=f"{path.parent.name}/{report['id']}",
                    text=text,
                    attributions=attributions,
                    publisher=report["publisher"],
                    domain=report["domain"],
                )


def _story_attribution(text: str, told: Row) -> GoldAttribution | None:
    content = _in_order(text, told["content"])
    if not content:
        return None
    at = content[0][0]
    hops = tuple(
        GoldHop(spans=_mentions(text, [hop["mention"], *hop.get("aliases", [])], at), kind=hop["kind"], named=bool(hop["named"]))
        for hop in told["chain"]
    )
    chain = GoldChain(
        hops=hops,
        to=_nearest(text, told["to"], at) if told.get("to") else None,
        # How publicly an unnamed source spoke is not measured.
        on_record="unknown" if hops and hops[-1].kind == "unnamed" else told["on_record"],
    )
    source, cue = (_nearest_each(text, told[role], at) for role in ("source", "cue"))
    return GoldAttribution(id=told["id"], source=source, cue=cue, content=content, kind="statement", chain=chain)


def _mentions(text: str, words: list[str], at: int) -> tuple[Offsets, ...]:
    """Where an actor is mentioned: first the mention itself nearest to an offset, then every place where any of the words stand."""
    first = _nearest_each(text, words[:1], at)
    return first + tuple(place for word in words if len(word) > 3 for place in _places(text, word))


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
    return tuple(place for part in parts if (place := _nearest(text, part, at)))


def _nearest(text: str, words: str, at: int) -> Offsets | None:
    return min(_places(text, words), key=lambda place: abs(place[0] - at), default=None)


def _places(text: str, words: str) -> list[Offsets]:
    starts = (m.start() for m in re.finditer(f"(?={re.escape(words)})", text))
    return [(start, start + len(words)) for start in starts]


def _rows(path: Path) -> Iterator[Row]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def _chains(path: Path) -> dict[str, dict[str, Row]]:
    return {row["id"]: row["chains"] for row in _rows(path)}


def _gold(row: Row, chains: Mapping[str, Row] | None = None) -> GoldReport:
    marks = chains or {}
    attributions = tuple(
        GoldAttribution(
            id=a["id"],
            source=_offsets(a["source"]),
            cue=_offsets(a["cue"]),
            content=_offsets(a["content"]),
            kind=cast("Kind", marks[a["id"]]["kind"]) if a["id"] in marks else None,
            chain=_chain(marks[a["id"]]) if a["id"] in marks else None,
        )
        for a in row["attributions"]
    )
    publisher = row.get("publisher")
    return GoldReport(
        id=row["id"],
        text=row["text"],
        attributions=attributions,
        masked=_offsets([*row.get("discuss", []), *row.get("discard", [])]),
        publisher=PUBLISHERS.get(publisher, publisher) if publisher else None,
    )


def _chain(mark: Row) -> GoldChain:
    return GoldChain(
        hops=tuple(
            GoldHop(spans=_offsets(hop["spans"]), kind=cast("HopKind", hop["kind"]), named=bool(hop["named"])) for hop in mark["hops"]
        ),
        to=(mark["to"][0], mark["to"][1]) if mark["to"] else None,
        on_record=cast("OnRecord", mark["on_record"]),
        unsourced=mark["unsourced"],
        stance=cast("Stance | None", mark.get("stance")),
        conditional=mark.get("conditional"),
    )


def _offsets(found: list[list[int]]) -> tuple[Offsets, ...]:
    return tuple((start, end) for start, end in found)


_SHARED_ROWS = {
    "polnear-dev": _polnear_dev,
    "seeds": _seeds,
    "stories": _stories,
    "chains-dev": _chains_dev,
    "chains-train": _chains_train,
}


def main(argv: list[str] | None = None) -> int:
    """Print the rows of a corpus."""
    ap = argparse.ArgumentParser(prog="python -m benchmarks.corpora", description="Print the gold rows of a corpus as JSON Lines.")
    ap.add_argument("corpus", choices=CORPORA)
    ap.add_argument("--chains", action="store_true", help="print its chains instead")
    ap.add_argument("--shared", type=Path, default=SHARED, help="the folder that holds the shared corpora (default: beside the checkout)")
    args = ap.parse_args(argv)
    corpus = load(args.corpus, args.shared)
    if corpus.absent:
        sys.stderr.write(f"{corpus.name} skipped: {corpus.absent}\n")
        return 2
    for report in corpus.reports:
        print(json.dumps(chains_row(report) if args.chains else as_row(report), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main())
