"""How well time expressions are found and what they stand for is told.

    python -m benchmarks.whens

On the spans that people marked: how many values are exactly theirs. On the bare texts: strict and relaxed F1 of the spans, and of the
values as TempEval-3 counts them (a span found in part counts, its value must be right). Rules were developed on TimeBank and on
MEANTIME's Apple and GM reports, and chosen on AQUAINT and MEANTIME's Airbus reports; MEANTIME's stock market reports and GUM's test part
were only measured.

Ours and the gold's values are compared in a common form: upper case; seconds and zones dropped; `W7` is `W07`; a month or day of `XX` is
left out; a decade `198X` is `198` and a century `19XX` is `19`; decades, centuries and quarters as lengths are years and months (`P2E` is
`P20Y`, `P2Q` is `P6M`), whole days in hours are days; a set of `XXXX-XX-XX`, `XXXX-WXX`, `XXXX-XX` or `XXXX` is one of every day, week,
month or year (`P1D`, …); `FY2006` is `2006`. GUM's dates are days or stretches of days, and so is what we compare with them.
"""

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.corpora import SHARED
from headwater.model import Report, Timex, When
from headwater.resolve.times import bounds, times_given, times_of
from headwater.resolve.words import Words

__all__ = ["Gold", "Text", "common", "ends", "f1", "given", "meantime", "tbaq"]


@dataclass(frozen=True, slots=True)
class Gold:
    """A time expression as people marked it."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its date and the time expressions that people marked in it."""

    id: str
    text: str
    date: str | None
    times: tuple[Gold, ...]


_YEARS = {"E": 10, "C": 100, "L": 1000}
_EVERY = {"XXXX-XX-XX": "P1D", "XXXX-WXX": "P1W", "XXXX-XX": "P1M", "XXXX": "P1Y"}


def common(value: str, type_: str = "") -> str:
    """Return a value in the form in which ours and the gold's are compared."""
    value = value.strip().upper()
    value = re.sub(r"(T\d\d(?::\d\d)?)(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?$", r"\1", value)
    value = re.sub(r"T(\d\d)$", r"T\1:00", value)
    value = re.sub(r"-W(\d)(?=$|-)", r"-W0\1", value)
    value = re.sub(r"^(\d{4}(?:-\d\d)?)(?:-XX){1,2}$", r"\1", value)
    value = value.removeprefix("FY") if re.fullmatch(r"FY\d{4}", value) else value
    if re.fullmatch(r"\d{3}X?|\d\d(?:XX)?", value):
        value = value.rstrip("X")
    if found := re.fullmatch(r"P(\d+)([ECLQ])", value):
        value = f"P{3 * int(found[1])}M" if found[2] == "Q" else f"P{int(found[1]) * _YEARS[found[2]]}Y"
    if (found := re.fullmatch(r"PT(\d+)H", value)) and int(found[1]) % 24 == 0:
        value = f"P{int(found[1]) // 24}D"
    return _EVERY.get(value, value) if type_ == "set" else value


def given(texts: Iterable[Text]) -> Counter[str]:
    """Return of how many marked expressions the value is right, all and by type."""
    counts: Counter[str] = Counter()
    for text in texts:
        gold = sorted(text.times, key=lambda each: each.start)
        found = times_given(Words(text.text), _report(text), [(each.start, each.end) for each in gold])
        for each, time in zip(gold, found, strict=True):
            for key in ("all", each.type):
                counts[key] += 1
                counts[f"{key} right"] += _right(each, time)
    return counts


def _right(gold: Gold, time: Timex | None) -> bool:
    return time is not None and common(time.value, time.type) == common(gold.value, gold.type)


def ends(texts: Iterable[Text]) -> Counter[str]:
    """Return what was found in bare texts: how many expressions, spans that are right wholly or in part, and values and types of these."""
    counts: Counter[str] = Counter()
    for text in texts:
        found = times_of(Words(text.text), _report(text))
        counts.update(found=len(found), gold=len(text.times))
        taken: set[Timex] = set()
        for each in text.times:
            over = [time for time in found if time.span.start < each.end and each.start < time.span.end and time not in taken]
            exact = [time for time in over if (time.span.start, time.span.end) == (each.start, each.end)]
            if over:
                time = (exact or over)[0]
                taken.add(time)
                right = _right(each, time)
                counts.update(relaxed=1, strict=bool(exact), value=right, both=right and bool(exact), type=time.type == each.type)
    return counts


def f1(counts: Mapping[str, int], key: str) -> float:
    """Return an F1 in hundredths."""
    total = counts["found"] + counts["gold"]
    return 200 * counts[key] / total if total else 0.0


def _report(text: Text) -> Report:
    when = When(value=text.date, precision="day", origin="corpus") if text.date else None
    return Report(id=text.id, ref=text.id, text=text.text, sha256="", published_at=when)


# The corpora --------------------------------------------------------------------------------------------------------------------


def _rows(path: Path) -> Iterator[Any]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def tbaq(data: Path, name: str) -> list[Text]:
    """Return the documents of timebank or aquaint."""
    return [
        Text(row["id"], row["text"], row["dct"], tuple(Gold(t["s"], t["e"], t["type"].lower(), t["value"]) for t in row["timexes"]))
        for row in _rows(data / "timex" / f"{name}.jsonl.gz")
    ]


def timenorm(data: Path) -> list[Text]:
    """Return timenorm's expressions, each a text of its own."""
    rows = _rows(data / "timex" / "timenorm_train.jsonl.gz")
    return [
        Text(str(row["doc"]), row["text"], row["dct"], (Gold(0, len(row["text"]), row["type"].lower(), row["value"]),))
        for row in rows
        if not row["is_dct"]
    ]


def meantime(data: Path, topics: Iterable[str], *, creation: bool = True, opening: bool = False) -> list[Text]:
    """Return the reports of some topics, with the line of their creation or without, whole or only the opening that is marked in full."""
    texts = []
    for row in _rows(data / "meantime" / "meantime.jsonl.gz"):
        if row["topic"] not in topics:
            continue
        end = row["sentences"][min(5, len(row["sentences"]) - 1)][1] if opening else len(row["text"])
        times = tuple(
            Gold(t["spans"][0][0], t["spans"][-1][1], t["type"].lower(), t["value"] or "")
            for t in row["timexes"]
            if t["spans"] and t["spans"][-1][1] <= end and (creation or t["function"] != "CREATION_TIME")
        )
        date = re.sub(r"^(\d\d)-(\d\d)-(\d{4})$", r"\3-\2-\1", row["date"] or "") or None
        texts.append(Text(row["id"], row["text"][:end], date, tuple(sorted(times, key=lambda each: each.start))))
    return texts


def gum(data: Path, splits: Iterable[str], genres: Iterable[str] | None = None) -> Counter[str]:
    """Return of how many of GUM's dates the stretch of days is right, where GUM gives both ends."""
    counts: Counter[str] = Counter()
    for split in splits:
        for row in _rows(data / "gum" / f"gum_{split}.jsonl.gz"):
            if genres is not None and row["genre"] not in genres:
                continue
            dates = [(each, days) for each in sorted(row["dates"], key=lambda each: each["s"]) if (days := _days(each["attrs"]))]
            text = Text(row["id"], row["text"], row["date"], ())
            found = times_given(Words(text.text), _report(text), [(each["s"], each["e"]) for each, _ in dates])
            counts["all"] += len(dates)
            counts["all right"] += sum(
                time is not None and bounds(time.value) == days for (_, days), time in zip(dates, found, strict=True)
            )
    return counts


def _days(attrs: Mapping[str, str]) -> Any:
    """Return the first and last day of a date of GUM, `None` where it is open at an end or names no year."""
    if "when" in attrs:
        return bounds(attrs["when"])
    for first, last in (("from", "to"), ("notBefore", "notAfter")):
        if first in attrs and last in attrs:
            begin, end = bounds(attrs[first]), bounds(attrs[last])
            return (begin[0], end[1]) if begin and end else None
    return None


# The tables ---------------------------------------------------------------------------------------------------------------------

_TOPICS = {"apple + gm": ("apple", "gm"), "airbus": ("airbus",), "stock": ("stock",), "all": ("apple", "gm", "airbus", "stock")}


def measure(data: Path) -> Iterator[tuple[str, str, Counter[str]]]:
    """Yield every measure: which table, what it was measured on, and the counts."""
    timebank, aquaint = tbaq(data, "timebank"), tbaq(data, "aquaint")
    parts = {"timebank (developed on)": timebank, "aquaint (chosen on)": aquaint, "tbaq (both)": timebank + aquaint}
    for name, texts in parts.items():
        yield "given", name, given(texts)
    for name, topics in _TOPICS.items():
        yield "given", f"meantime {name}", given(meantime(data, topics, creation=False))
    yield "given", "meantime all, with date lines", given(meantime(data, _TOPICS["all"]))
    yield "given", "timenorm, without context", given(timenorm(data))
    yield "days", "gum train + dev, news and interviews", gum(data, ("train", "dev"), ("news", "interview"))
    yield "days", "gum test, news and interviews", gum(data, ("test",), ("news", "interview"))
    yield "days", "gum test, all genres", gum(data, ("test",))
    for name, texts in parts.items():
        yield "bare", name, ends(texts)
    for name, topics in _TOPICS.items():
        yield "bare", f"meantime {name}, openings", ends(meantime(data, topics, opening=True))


def main(argv: list[str] | None = None) -> int:
    """Measure the corpora and print the tables."""
    ap = argparse.ArgumentParser(prog="python -m benchmarks.whens", description="Score time expressions and their values.")
    ap.add_argument("--shared", type=Path, default=SHARED, help="the folder that holds the shared corpora (default: beside the checkout)")
    ap.add_argument("--json", action="store_true")
    args = ap.parse_args(argv)
    try:
        measured = list(measure(args.shared / "data"))
    except FileNotFoundError as error:
        sys.stderr.write(f"skipped: no {Path(error.filename).name} in {args.shared.name}/\n")
        return 2
    print(
        json.dumps([[table, name, dict(counts)] for table, name, counts in measured], indent=1)
        if args.json
        else "\n".join(_tables(measured))
    )
    return 0


def _tables(measured: Iterable[tuple[str, str, Counter[str]]]) -> Iterator[str]:
    heads = {
        "given": "value on marked spans                     n    all   date   time   dur.    set",
        "days": "days on marked dates                      n    all",
        "bare": "bare text                              gold  strict (P    R)    relaxed  value  strict+value  type",
    }
    last = ""
    for table, name, c in measured:
        if table != last:
            yield heads[table] if not last else "\n" + heads[table]
            last = table
        if table == "bare":
            exact = [100 * c["strict"] / c[side] if c[side] else 0.0 for side in ("found", "gold")]
            yield (
                f"{name:36}{c['gold']:7}  {f1(c, 'strict'):6.1f} ({exact[0]:.1f} {exact[1]:.1f})"
                f"{f1(c, 'relaxed'):9.1f}{f1(c, 'value'):7.1f}{f1(c, 'both'):14.1f}{f1(c, 'type'):6.1f}"
            )
        else:
            kinds = ("all", "date", "time", "duration", "set") if table == "given" else ("all",)
            yield f"{name:36}{c['all']:7}" + "".join(_share(c, kind) for kind in kinds)


def _share(counts: Mapping[str, int], kind: str) -> str:
    return f"{100 * counts[f'{kind} right'] / counts[kind]:7.1f}" if counts[kind] else f"{'–':>7}"


if __name__ == "__main__":
    sys.exit(main())
