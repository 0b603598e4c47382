"""How well the figures of reports are read, and two of them compared.

    python -m benchmarks.figures                 all tables
    python -m benchmarks.figures --held          with the held-out third of our own sentences
    python -m benchmarks.figures --wrong own     what is wrong in a set, one line each

Our own set is `benchmarks/gold/figures.tsv`: 300 invented sentences with every figure in them, written and marked by a language model
before the grammar was, by the same author, and not verified by people: text from elsewhere is harder. Every third line is held out: it
was not read against the grammar until that was finished. A line is a sentence, a tab, and its figures, set apart by " ; ", or "-" where
there is none:

    WORDS = NUMBER UNIT | WHAT < WHOLE

WORDS are the number and its unit as they stand. NUMBER is 12 (exact), 12.. (at least), ..12 (at most), 12..15, with ~ where it is
approximate. WHAT is the counted noun with its modifiers, WHOLE the number, in the sentence, of the figure that this one is a part of.

Scores are F1 over figures. *found*: the spans overlap. *value*: the number is right, on whichever side it bounds. *bound*: value and both
bounds. *unit*: value and unit. *what*: value, and the words for what is counted overlap (or there are none). *what =*: they are the same.
*part*: of the figures that are marked or read as parts, those with the right whole.

Relations are those of the stories beside the checkout: with the figures as marked (value, qualifier, time and supplier given), and how
many of all other pairs of a story are told to be of different things; then with the figures as they are read in the reports, where one is.
The rules of comparison were written with these stories at hand. R-Text and Recognizers are the fixtures of Recognizers-Text, MEANTIME the
values of the opening sentences of its news; neither marks bounds or what is counted, and each has another mind about what is a figure.
"""

import argparse
import gzip
import itertools
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.corpora import SHARED
from headwater.model import Figure
from headwater.resolve.quantities import Side, compared, figures_of, side_of
from headwater.resolve.words import Words

__all__ = ["GOLD", "GoldFigure", "Sentence", "f1", "main", "score", "sentences"]

GOLD = Path(__file__).with_name("gold") / "figures.tsv"
HELD = 3
"""Every HELD-th line of the set is held out."""
KINDS = ("found", "value", "bound", "unit", "what", "what =")
Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """A figure as it is marked: where, what number, and what it counts; `part_of` is an index."""

    start: int
    end: int
    low: float | None
    high: float | None
    approximate: bool = False
    unit: str | None = None
    what: Offsets | None = None
    part_of: int | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of our own set."""

    text: str
    figures: tuple[GoldFigure, ...]
    held: bool


_FIGURE = re.compile(
    r"(?P<words>.+?) = (?P<about>~?)(?P<low>-?\d+(?:\.\d+)?)?(?P<to>\.\.)?(?P<high>-?\d+(?:\.\d+)?)?"
    r"(?: (?P<unit>[^|<]+?))?(?: \| (?P<what>.+?))?(?: < (?P<whole>\d+))?"
)


def sentences(path: Path = GOLD) -> list[Sentence]:
    """Return the sentences of the set.

    Raises:
        ValueError: A line is not of the notation, or speaks of words that are not in its sentence.
    """
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [_sentence(line, held=number % HELD == 0) for number, line in enumerate(lines, 1)]


def _sentence(line: str, *, held: bool) -> Sentence:
    text, tab, marks = line.partition("\t")
    if not tab:
        raise ValueError(f"no figures and no '-' behind {text!r}")
    found: list[GoldFigure] = []
    for mark in [] if marks == "-" else marks.split(" ; "):
        found.append(_figure(text, mark, found[-1].end if found else 0))
    return Sentence(text, tuple(found), held)


def _figure(text: str, mark: str, after: int) -> GoldFigure:
    parsed = _FIGURE.fullmatch(mark)
    start = text.find(parsed["words"], after) if parsed else -1
    if parsed is None or start < 0:
        raise ValueError(f"{mark!r} is no figure of {text!r}")
    low, high = (float(parsed[name]) if parsed[name] else None for name in ("low", "high"))
    if not parsed["to"]:
        high = low
    what = None
    if parsed["what"]:
        places = [m.start() for m in re.finditer(rf"\b{re.escape(parsed['what'])}\b", text)]
        if not places:
            raise ValueError(f"{parsed['what']!r} is not in {text!r}")
        best = min(places, key=lambda place: abs(place - start))
        what = best, best + len(parsed["what"])
    whole = int(parsed["whole"]) - 1 if parsed["whole"] else None
    return GoldFigure(start, start + len(parsed["words"]), low, high, bool(parsed["about"]), parsed["unit"], what, whole)


# Scoring ------------------------------------------------------------------------------------------------------------------------


def _near(a: float | None, b: float | None) -> bool:
    return a == b or (a is not None and b is not None and abs(a - b) <= 1e-3 * max(abs(a), abs(b)))


def _value_right(gold: GoldFigure, figure: Figure) -> bool:
    """Whether the numbers are the same, whichever side they bound."""
    want = {each for each in (gold.low, gold.high) if each is not None}
    have = {each for each in (figure.low, figure.high) if each is not None}
    return len(want) == len(have) and all(_near(a, b) for a, b in zip(sorted(want), sorted(have), strict=True))


def _what_right(gold: GoldFigure, figure: Figure, text: str) -> tuple[bool, bool]:
    if gold.what is None or not figure.what:
        return (gold.what is None and not figure.what,) * 2
    wanted = _content(text[slice(*gold.what)])
    spans = [(s.start, s.end) for s in figure.what]
    touches = any(a < gold.what[1] and gold.what[0] < b for a, b in spans) or any(wanted & _content(text[a:b]) for a, b in spans)
    return touches, gold.what in spans


def _content(words: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w{3,}", words.lower()))


def score(items: Iterable[tuple[str, Sequence[GoldFigure]]]) -> tuple[Counter[str], list[str]]:
    """Return the counts of right figures, of gold and of read ones, and what is wrong in words."""
    counts: Counter[str] = Counter()
    wrong = []
    for text, gold in items:
        read = figures_of(Words(text))
        counts.update({"gold": len(gold), "read": len(read)})
        pairs = _paired(gold, read)
        counts["part asked"] += sum(g.part_of is not None for g in gold) + sum(f.part_of is not None for f in read)
        faults = [f"missed {text[g.start : g.end]!r}" for at, g in enumerate(gold) if at not in pairs]
        faults += [f"extra {text[f.span.start : f.span.end]!r}" for at, f in enumerate(read) if at not in pairs.values()]
        for at, other in pairs.items():
            right = _judged(gold[at], read[other], text)
            counts.update(name for name, is_right in right.items() if is_right)
            same_whole = (
                gold[at].part_of is not None and read[other].part_of is not None and pairs.get(gold[at].part_of or 0) == read[other].part_of
            )
            counts["part right"] += 2 * same_whole
            failed = [name for name in KINDS[:-1] if not right[name]] + (
                ["part"] if (gold[at].part_of is None) != (read[other].part_of is None) else []
            )
            if failed:
                faults.append(f"{'/'.join(failed)}: {_shown(read[other], text)}")
        if faults:
            wrong.append(f"{text.strip()}\n    " + "\n    ".join(faults))
    return counts, wrong


def _judged(gold: GoldFigure, figure: Figure, text: str) -> dict[str, bool]:
    value = _value_right(gold, figure)
    part, whole = _what_right(gold, figure, text)
    bound = value and _near(gold.low, figure.low) and _near(gold.high, figure.high)
    return {
        "found": True,
        "value": value,
        "bound": bound,
        "unit": value and gold.unit == figure.unit,
        "what": value and part,
        "what =": value and whole,
        "approximate": value and gold.approximate == figure.approximate,
    }


def _paired(gold: Sequence[GoldFigure], read: Sequence[Figure]) -> dict[int, int]:
    """Return which read figure stands for each gold one: of those that overlap it and are free, the first with its value."""
    pairs: dict[int, int] = {}
    for at, g in enumerate(gold):
        near = [n for n, f in enumerate(read) if f.span.start < g.end and g.start < f.span.end and n not in pairs.values()]
        if near:
            pairs[at] = min(near, key=lambda n: (not _value_right(g, read[n]), n))
    return pairs


def _shown(figure: Figure, text: str) -> str:
    what = " + ".join(text[s.start : s.end] for s in figure.what)
    words = text[figure.span.start : figure.span.end]
    return f"{words!r} {figure.low}..{figure.high} {figure.unit or ''} what={what!r} part_of={figure.part_of}"


def f1(right: int, counts: Mapping[str, int]) -> float:
    """Return an F1 in hundredths, of how many of `score`'s counts are right."""
    total = counts["gold"] + counts["read"]
    return 200 * right / total if total else 0.0


# The data sets ------------------------------------------------------------------------------------------------------------------


def _meantime(shared: Path) -> Iterator[tuple[str, Sequence[GoldFigure]]]:
    """Yield the sentences whose values are marked: the title and those after the date line, up to the fourth."""
    with gzip.open(shared / "data" / "meantime" / "meantime.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            for start, end in [each for n, each in enumerate(row["sentences"]) if n in {0, 2, 3, 4, 5}]:
                text = row["text"][start:end].replace("#", "£")
                marked = sorted(
                    {
                        (v["spans"][0][0] - start, v["spans"][0][1] - start, v["type"])
                        for v in row["values"]
                        if start <= v["spans"][0][0] < end
                    }
                )
                widest = [m for m in marked if not any(o != m and o[0] <= m[0] and m[1] <= o[1] for o in marked)]
                yield text, [GoldFigure(a, b, *_plain_value(text[a:b])) for a, b, _ in widest]


_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+")


def _plain_value(words: str) -> tuple[float | None, float | None]:
    """Return the number of a marked value where digits alone, and a scale word, give it; else (`None`, `None`)."""
    numbers = _NUMBER.findall(words)
    scale = next(
        (
            f
            for name, f in (("billion", 1e9), ("bn", 1e9), ("million", 1e6), ("trillion", 1e12), ("thousand", 1e3))
            if name in words.lower()
        ),
        1.0,
    )
    if len(numbers) != 1 or re.search(r"\b(?:one|two|three|half|hundred|dozen)\b", words.lower()):
        return None, None
    value = float(numbers[0].replace(",", "")) * scale
    return value, value


_R_MODELS = {"Number", "NumberRange", "Percent", "Currency", "Dimension", "Temperature"}


def _recognizers(shared: Path, models: set[str], file: str) -> Iterator[tuple[str, Sequence[GoldFigure]]]:
    for line in (shared / "data" / "quantities" / file).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["model"] not in models:
            continue
        found = []
        for result in row["results"]:
            value = str(result["resolution"].get("value"))
            try:
                number = float(value.rstrip("%"))
            except ValueError:
                continue
            found.append(GoldFigure(result["s"], result["e"], number, number))
        if len(found) == len(row["results"]):
            yield row["input"], found


def _data_table(shared: Path) -> Iterator[str]:
    yield f"{'data set':34}{'gold':>6}{'read':>6}{'found P':>9}{'found R':>9}{'of found, value right':>24}"
    sets: dict[str, Iterable[tuple[str, Sequence[GoldFigure]]]] = {"MEANTIME (openings)": _meantime(shared)}
    for model in ("Currency", "Dimension", "Temperature"):
        sets[f"R-Text units: {model}"] = _recognizers(shared, {model}, "recognizers_en_units.jsonl")
    for model in ("Number", "Percent", "Currency", "Dimension", "Temperature"):
        sets[f"Recognizers: {model}"] = _recognizers(shared, {model}, "recognizers_en.jsonl")
    for name, items in sets.items():
        yield _data_row(name, items)


def _data_row(name: str, items: Iterable[tuple[str, Sequence[GoldFigure]]]) -> str:
    gold_n = read_n = found = valued = right = 0
    for text, gold in items:
        read = figures_of(Words(text))
        pairs = _paired(gold, read)
        gold_n, read_n, found = gold_n + len(gold), read_n + len(read), found + len(pairs)
        known = [(gold[g], read[r]) for g, r in pairs.items() if gold[g].low is not None]
        valued += len(known)
        right += sum(_value_right(g, r) or _near(g.low, r.low) for g, r in known)
    shares = f"{_share(found, read_n):9.1f}{_share(found, gold_n):9.1f}{_share(right, valued):20.1f}"
    return f"{name:34}{gold_n:6}{read_n:6}{shares} ({right}/{valued})"


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


# Relations ----------------------------------------------------------------------------------------------------------------------

_QUALIFIERS = {"at least": "at least", "over": "more than", "under": "nearly", "about": "about", "exactly": "exactly"}


def side_given(row: Mapping[str, Any]) -> Side:
    """Return a marked figure of a story as what is compared; its unit is read from its words and from what it is said to be."""
    value, said = row["value"], row["qualifier"]
    low, high = value if isinstance(value, list) else (value, value)
    units = [f.unit for f in figures_of(Words(row["text"])) if f.unit not in {None, "fraction"}]
    if not units and re.search(r"\((?:%|[A-Z]{3}|ha|km)\)|pence", row["what"]):
        inside = re.findall(r"\((%|[A-Z]{3}|ha|km)\)|(pence)", row["what"])[0]
        units = [inside[0] or inside[1]]
    return Side(
        low=None if said == "under" else float(low),
        high=None if said in {"over", "at least"} else float(high),
        approximate=said in {"about", "under"} or isinstance(value, list),
        qualifier=_QUALIFIERS.get(said or "", ""),
        unit=units[0] if units else None,
        what=re.sub(r" \((?:%|[A-Z]{3})\)", "", row["what"]),
        as_of=row["as_of"],
        supplier=row["supplier"],
        words=row["text"],
    )


def _relations(shared: Path) -> tuple[Counter[tuple[str, str]], list[str], int, int]:
    counts: Counter[tuple[str, str]] = Counter()
    wrong = []
    others = apart = 0
    for path in sorted((shared / "stories").glob("*/story.json")):
        story = json.loads(path.read_text(encoding="utf-8"))
        sides = {row["id"]: side_given(row) for row in story["figures"]}
        what = {row["id"]: row["what"] for row in story["figures"]}
        for row in story["figure_relations"]:
            said = compared(sides[row["a"]], sides[row["b"]])
            counts[row["relation"], said.relation] += 1
            if said.relation != row["relation"]:
                wrong.append(f"{path.parent.name} {row['a']} {row['b']}: {row['relation']}, not {said.relation}: {said.because}")
        for a, b in itertools.combinations(sides, 2):
            if what[a] != what[b]:
                others += 1
                apart += compared(sides[a], sides[b]).relation == "not_comparable"
    return counts, wrong, apart, others


def _relations_read(shared: Path) -> tuple[int, int, int, int]:
    """Return of how many relations both figures are read with their values, how many are right, also if told, and how many there are."""
    reached = right = told = total = 0
    for path in sorted((shared / "stories").glob("*/story.json")):
        story = json.loads(path.read_text(encoding="utf-8"))
        texts = {r["id"]: (path.parent / "reports" / f"{r['id']}.txt").read_text(encoding="utf-8") for r in story["reports"]}
        read = {report: figures_of(Words(text)) for report, text in texts.items()}
        sides = {row["id"]: _side_read(row, texts[row["report"]], read[row["report"]]) for row in story["figures"]}
        for row in story["figure_relations"]:
            a, b = sides[row["a"]], sides[row["b"]]
            total += 1
            if a is not None and b is not None:
                reached += 1
                right += compared(a, b).relation == row["relation"]
                told += compared(a, b, of_one_thing=True).relation == row["relation"]
    return reached, right, told, total


def _side_read(row: Mapping[str, Any], text: str, read: Sequence[Figure]) -> Side | None:
    """Return the figure that was read where a marked one stands, with the time and the supplier as marked."""
    start = text.find(row["text"])
    values = row["value"] if isinstance(row["value"], list) else [row["value"]]
    for figure in read:
        if start <= figure.span.start < start + len(row["text"]) and any(_near(figure.low or figure.high, float(v)) for v in values):
            return side_of(figure, text, supplier=row["supplier"], as_of=row["as_of"])
    return None


def _relation_table(shared: Path) -> Iterator[str]:
    counts, _, apart, others = _relations(shared)
    total = sum(counts.values())
    right = sum(n for (want, have), n in counts.items() if want == have)
    yield f"{'relations, figures given':34}{'n':>6}{'right':>7}  accuracy"
    for relation in ("same", "update", "conflict"):
        n = sum(k for (want, _), k in counts.items() if want == relation)
        yield f"  {relation:32}{n:6}{counts[relation, relation]:7}{_share(counts[relation, relation], n):10.1f}"
    yield f"  {'all':32}{total:6}{right:7}{_share(right, total):10.1f}"
    reached, held, told, every = _relations_read(shared)
    yield f"  {'both figures are read':32}{every:6}{reached:7}{_share(reached, every):10.1f}"
    yield f"  {'figures read':32}{reached:6}{held:7}{_share(held, reached):10.1f}"
    yield f"  {'figures read, told of one thing':32}{reached:6}{told:7}{_share(told, reached):10.1f}"
    yield f"  {'figures of other things':32}{others:6}{apart:7}{_share(apart, others):10.1f}"


# Command line -------------------------------------------------------------------------------------------------------------------


def _own_table(*, held: bool) -> Iterator[str]:
    every = sentences()
    parts = {"own, developed on": [s for s in every if not s.held]}
    if held:
        parts |= {"own, held out": [s for s in every if s.held], "own, all": every}
    yield f"{'own sentences':20}{'n':>5}{'gold':>6}{'read':>6}" + "".join(f"{kind:>9}" for kind in KINDS) + f"{'approx':>9}{'part':>7}"
    for name, chosen in parts.items():
        counts, _ = score((s.text, s.figures) for s in chosen)
        row = "".join(f"{f1(counts[kind], counts):9.1f}" for kind in (*KINDS, "approximate"))
        yield f"{name:20}{len(chosen):5}{counts['gold']:6}{counts['read']:6}{row}{_share(counts['part right'], counts['part asked']):7.1f}"


def main(argv: list[str] | None = None) -> int:
    """Read the sets and print the tables."""
    ap = argparse.ArgumentParser(prog="python -m benchmarks.figures", description="Score how the figures of reports are read and compared.")
    ap.add_argument("--shared", type=Path, default=SHARED, help="the folder that holds the shared data (default: beside the checkout)")
    ap.add_argument("--held", action="store_true", help="score the held-out third of our own sentences, too")
    ap.add_argument("--wrong", choices=("own", "held", "relations", "meantime", "units"), help="print what is wrong in a set instead")
    args = ap.parse_args(argv)
    if args.wrong:
        sys.stdout.write("\n".join(_wrong(args.wrong, args.shared)) + "\n")
        return 0
    sys.stdout.write("\n".join(_own_table(held=args.held)) + "\n\n")
    try:
        sys.stdout.write("\n".join(_relation_table(args.shared)) + "\n\n")
        sys.stdout.write("\n".join(_data_table(args.shared)) + "\n")
    except FileNotFoundError as error:
        sys.stderr.write(f"skipped: no {Path(error.filename).name} in {args.shared.name}/\n")
    return 0


def _wrong(name: str, shared: Path) -> list[str]:
    if name in {"own", "held"}:
        return score((s.text, s.figures) for s in sentences() if s.held == (name == "held"))[1]
    if name == "relations":
        return _relations(shared)[1]
    items = _meantime(shared) if name == "meantime" else _recognizers(shared, _R_MODELS, "recognizers_en_units.jsonl")
    return score(items)[1]


if __name__ == "__main__":
    sys.exit(main())
