"""The gate: no reader may get worse without somebody saying so.

`floors.json` holds, for each reader and corpus, the hash of the corpus, the hash of the weights, and a floor for each measure; and the
same for the chains alone, where the attributions are given, and for figures, times and who is who
across reports (`figures`, `whens`, `actors`), which no reader has a part in.
The gate reads the corpora anew and fails where a score lies more than its slack below its floor. Our own gold always runs; what lies in
`shared` beside the checkout runs where it is there.

    python -m benchmarks.gate                              hold the scores to the floors
    python -m benchmarks.gate --raise                      raise the floors to today's scores, and add those that are new
    python -m benchmarks.gate --reset CORPUS …             set the floors of corpora that changed anew
    python -m benchmarks.gate --lower NAME --because "…"   lower one floor to today's score; CHANGELOG.md must have a line that names it
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from benchmarks import actors, figures, whens
from benchmarks.corpora import SHARED, load
from benchmarks.model import Corpus
from benchmarks.quality import GIVEN, WAYS, measure_way
from benchmarks.tallies import Scores, scores
from headwater.encode import load_card
from headwater.errors import ModelError

__all__ = ["Floors", "Measured", "failures", "lowered", "raised", "reset"]

FLOORS = Path(__file__).with_name("floors.json")
CHANGELOG = Path(__file__).resolve().parents[1] / "CHANGELOG.md"
EPSILON = 0.3
"""Points that a score may lie below its floor, since processors differ in the last digits. Where one gold thing weighs more than that (a
small corpus), the weight of one: a single attribution that tips the other way elsewhere is no loss."""

# Readers and the corpora each is held to, with the fewest gold things that a measure must rest on to be held.
HELD = {
    "rules": ("own", "polnear-dev"),
    "model": ("own", "polnear-dev", "seeds", "stories", "chains-dev"),
    GIVEN: ("own", "seeds", "stories", "chains-dev", "chains-train"),
    "figures": ("sentences",),
    "whens": ("tbaq", "meantime"),
    "actors": ("bodies", "persons", "stories"),
}
HEADLINES = ("linked L50", "chain exact, given", "what", "value, given", "B3, given", "pairs")
"""What is printed of each, where it was measured."""
LEAST_GOLD = 8

Floors = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one reader, or one thing read without, scored on one corpus, 0 to 100 for each measure.

    Attributes:
        weights: Hash of the weights that the reader read with, `None` where it has none.
        gold: How many gold things each measure rests on.
    """

    reader: str
    corpus: str
    corpus_sha256: str
    weights: str | None
    values: Mapping[str, float]
    gold: Mapping[str, int]

    @property
    def key(self) -> str:
        """The name of its entry among the floors."""
        return f"{self.reader}/{self.corpus}"


def failures(floors: Floors, measured: Measured) -> Iterator[str]:
    """Yield what is wrong with a measurement: a sentence that names the metric, the score and the floor; nothing where all is well."""
    entry = floors["floors"].get(measured.key)
    if entry is None:
        yield f"{measured.key} has no floors; set them: python -m benchmarks.gate --raise"
        return
    if entry["corpus_sha256"] != measured.corpus_sha256:
        yield (
            f"{measured.key}: the corpus changed (SHA-256 {measured.corpus_sha256[:12]}, floors of {entry['corpus_sha256'][:12]}), "
            "so its floors are stale; if the change is right, set them anew: python -m benchmarks.gate --reset " + measured.corpus
        )
        return
    for metric, floor in entry["metrics"].items():
        score = measured.values.get(metric)
        if score is None:
            yield f"{measured.key}/{metric} was not measured; its floor is {floor:.2f}"
        elif score < floor - (slack := max(floors["epsilon"], 100 / measured.gold[metric])):
            yield f"{measured.key}/{metric} is {score:.2f}, below its floor {floor:.2f} by more than {slack:.2f}"


def raised(floors: Floors, measured: Measured) -> Floors:
    """Return the floors raised to a measurement where it is higher; none is lowered, and a stale corpus is left as it is."""
    old = floors["floors"].get(measured.key, {"corpus_sha256": measured.corpus_sha256, "metrics": {}})
    if old["corpus_sha256"] != measured.corpus_sha256:
        return floors
    known = old["metrics"]
    metrics = {name: max(round(score, 2), known.get(name, 0.0)) for name, score in measured.values.items()}
    return _with(floors, measured, {**known, **metrics})


def lowered(floors: Floors, measured: Measured, metric: str, because: str, changelog: str) -> Floors:
    """Return the floors with one of them lowered to today's score, and the reason beside it.

    Raises:
        ValueError: There is no such floor, the score is not below it, or the changelog has no line that names it.
    """
    name = f"{measured.key}/{metric}"
    entry = floors["floors"].get(measured.key)
    if entry is None or metric not in entry["metrics"] or metric not in measured.values:
        raise ValueError(f"there is no floor {name!r}")
    if measured.values[metric] >= entry["metrics"][metric]:
        raise ValueError(f"{name} is {measured.values[metric]:.2f}, not below its floor {entry['metrics'][metric]:.2f}")
    if not any(name in line for line in changelog.splitlines()):
        raise ValueError(f"CHANGELOG.md has no line that names {name}; write there what was lost and why")
    moved = _with(floors, measured, {**entry["metrics"], metric: round(measured.values[metric], 2)})
    moved["floors"][measured.key]["lowered"] = {**entry.get("lowered", {}), metric: because}
    return moved


def reset(floors: Floors, measured: Measured) -> Floors:
    """Return the floors set anew for a corpus that changed: all that was held for it is replaced.

    Raises:
        ValueError: The corpus is the one its floors were measured on; those can be raised, or lowered with a reason.
    """
    if floors["floors"].get(measured.key, {}).get("corpus_sha256") == measured.corpus_sha256:
        raise ValueError(f"{measured.key} has not changed, so its floors stay; --lower one of them, with a reason")
    return _with(floors, measured, {name: round(score, 2) for name, score in measured.values.items()})


def _with(floors: Floors, measured: Measured, metrics: Mapping[str, float]) -> Floors:
    before = floors["floors"].get(measured.key, {})
    reasons = {"lowered": before["lowered"]} if "lowered" in before else {}
    entry = {"corpus_sha256": measured.corpus_sha256, "weights_sha256": measured.weights, "metrics": dict(metrics), **reasons}
    return {**floors, "floors": {**floors["floors"], measured.key: entry}}


# Figures, times, actors --------------------------------------------------------------------------------------------------------------


def _sentences(_shared: Path) -> tuple[str, Scores]:
    gold = figures.sentences()
    counts, _ = figures.score((each.text, each.figures) for each in gold)
    return _hash(gold), {kind: (figures.f1(counts[kind], counts), counts["gold"]) for kind in ("value", "bound", "unit", "what")}


def _tbaq(shared: Path) -> tuple[str, Scores]:
    texts = [text for name in ("timebank", "aquaint") for text in whens.tbaq(shared / "data", name)]
    counts = whens.ends(texts)
    return _hash(texts), _values(texts) | {kind: (whens.f1(counts, kind), counts["gold"]) for kind in ("strict", "value")}


def _meantime(shared: Path) -> tuple[str, Scores]:
    texts = whens.meantime(shared / "data", ("apple", "gm", "airbus", "stock"), creation=False)
    return _hash(texts), _values(texts)


def _values(texts: Iterable[whens.Text]) -> Scores:
    counts = whens.given(texts)
    return {"value, given": (100 * counts["all right"] / counts["all"], counts["all"])}


def _bodies(shared: Path) -> tuple[str, Scores]:
    return _marked(actors.meantime(shared / "data", "ORG"))


def _persons(shared: Path) -> tuple[str, Scores]:
    return _marked(actors.meantime(shared / "data", "PER"))


def _marked(reports: Sequence[actors.Marked]) -> tuple[str, Scores]:
    gold, given, (bare, _) = actors.gold_of(reports), actors.given(reports), actors.bare(reports)
    pairs, right = actors.pair_precision(gold, bare)
    return _hash(reports), {
        "B3, given": (actors.b_cubed(gold, given)[2], len(gold)),
        "B3": (actors.b_cubed(gold, bare)[2], len(gold)),
        "pairs": (100 * right / max(1, pairs), pairs),
    }


def _story_persons(shared: Path) -> tuple[str, Scores]:
    if not (shared / "stories").is_dir():
        raise FileNotFoundError(2, "no folder", str(shared / "stories"))
    found = actors.story_persons(shared)
    corpus = load("stories", shared)
    recall = 100 * found.found / max(1, found.asked)
    return corpus.sha256, {"pairs": (100 * found.right / max(1, found.together), found.together), "recall": (recall, found.asked)}


def _hash(rows: Iterable[figures.Sentence | whens.Text | actors.Marked]) -> str:
    digest = hashlib.sha256()
    for row in rows:
        digest.update(json.dumps(astuple(row)).encode())
    return digest.hexdigest()


ALONE: dict[str, dict[str, Callable[[Path], tuple[str, Scores]]]] = {
    "figures": {"sentences": _sentences},
    "whens": {"tbaq": _tbaq, "meantime": _meantime},
    "actors": {"bodies": _bodies, "persons": _persons, "stories": _story_persons},
}
"""What is read without a reader: how each of its corpora is scored, by the folder that holds it; with the hash of what was scored."""


# Measuring and the command line --------------------------------------------------------------------------------------------------


def main(argv: list[str] | None = None) -> int:
    """Hold the readers to the floors, or move the floors."""
    args = _arguments(argv)
    floors: Floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {"epsilon": EPSILON, "floors": {}}
    wrong: list[str] = []
    for measured in _measurements(args, floors):
        try:
            floors = _moved(floors, measured, args)
        except ValueError as error:
            wrong.append(str(error))
        found = list(failures(floors, measured))
        wrong += found
        print(f"{measured.key:20}{_headlines(measured, floors)}  {'BELOW' if found else 'held'}")
    if args.moves:
        FLOORS.write_text(json.dumps(floors, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stderr.writelines(f"gate: {sentence}\n" for sentence in wrong)
    return 1 if wrong else 0


def _headlines(measured: Measured, floors: Floors) -> str:
    known = floors["floors"].get(measured.key, {"metrics": {}})["metrics"]
    shown = ((name, measured.values[name], known.get(name)) for name in HEADLINES if name in measured.values)
    return ";".join(f" {name} {score:5.1f}" + (f"  floor {floor:5.1f}" if floor else "") for name, score, floor in shown)


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    ap = argparse.ArgumentParser(prog="python -m benchmarks.gate", description="Hold the readers to the floors in benchmarks/floors.json.")
    move = ap.add_mutually_exclusive_group()
    move.add_argument("--raise", dest="raise_floors", action="store_true", help="raise the floors to today's scores")
    move.add_argument("--lower", metavar="READER/CORPUS/METRIC", help="lower one floor to today's score")
    move.add_argument("--reset", nargs="+", default=[], metavar="CORPUS", help="set the floors of corpora that changed anew")
    ap.add_argument("--because", help="why a floor is lowered")
    ap.add_argument("--reader", choices=(*WAYS, *ALONE), help="only this reader, the chains alone (given), or figures, whens or actors")
    ap.add_argument("--shared", type=Path, default=SHARED, help="the folder that holds the shared corpora (default: beside the checkout)")
    args = ap.parse_args(argv)
    if args.lower and (args.lower.count("/") < 2 or not args.because):
        ap.error('--lower takes READER/CORPUS/METRIC, and --because "…" says why')
    args.moves = bool(args.raise_floors or args.lower or args.reset)
    return args


def _moved(floors: Floors, measured: Measured, args: argparse.Namespace) -> Floors:
    if args.raise_floors:
        return raised(floors, measured)
    if measured.corpus in args.reset:
        return reset(floors, measured)
    if args.lower and args.lower.startswith(f"{measured.key}/"):
        metric = args.lower.removeprefix(f"{measured.key}/")
        return lowered(floors, measured, metric, args.because, CHANGELOG.read_text(encoding="utf-8"))
    return floors


def _measurements(args: argparse.Namespace, floors: Floors) -> Iterator[Measured]:
    readers = [args.reader] if args.reader else sorted(HELD, reverse=True)
    yield from _measurements_read([reader for reader in readers if reader not in ALONE], args.shared, floors)
    for reader in readers:
        for name in HELD[reader] if reader in ALONE else ():
            try:
                sha256, found = ALONE[reader][name](args.shared)
            except FileNotFoundError as error:
                print(f"{f'{reader}/{name}':20} skipped: no {Path(error.filename).name} in {args.shared.name}/")
                continue
            yield _held(reader, name, sha256, found)


def _measurements_read(readers: Sequence[str], shared: Path, floors: Floors) -> Iterator[Measured]:
    corpora = {name: load(name, shared) for name in dict.fromkeys(each for reader in readers for each in HELD[reader])}
    for corpus in corpora.values():
        if corpus.absent:
            print(f"{corpus.name:20} skipped: {corpus.absent}")
    for reader in readers:
        try:
            weights = _weights() if reader == "model" else None
        except ModelError as error:
            if any(key.startswith(f"{reader}/") for key in floors["floors"]):
                raise SystemExit(f"gate: the reader {reader!r} has floors and cannot be opened: {error}") from error
            print(f"{reader:20} skipped: {error}")
            continue
        for name in HELD[reader]:
            if not corpora[name].absent:
                yield _measured(reader, corpora[name], weights, floors)


def _measured(reader: str, corpus: Corpus, weights: str | None, floors: Floors) -> Measured:
    measured = _held(reader, corpus.name, corpus.sha256, scores(measure_way(corpus, reader)), weights)
    before = floors["floors"].get(measured.key, {}).get("weights_sha256", weights)
    if before != weights:
        print(f"{measured.key:20} other weights ({str(weights)[:12]}) than its floors ({str(before)[:12]}); compared all the same")
    return measured


def _held(reader: str, corpus: str, sha256: str, found: Scores, weights: str | None = None) -> Measured:
    counts = {name: gold for name, (_, gold) in found.items() if gold >= LEAST_GOLD}
    values = {name: found[name][0] for name in counts}
    return Measured(reader=reader, corpus=corpus, corpus_sha256=sha256, weights=weights, values=values, gold=counts)


def _weights() -> str:
    """The hash of the weights in the package, checked."""
    graph = load_card().graph
    said: dict[str, str] = json.loads(graph.with_name("reader.json").read_text(encoding="utf-8"))["sha256"]
    return said[graph.name]


if __name__ == "__main__":
    sys.exit(main())
