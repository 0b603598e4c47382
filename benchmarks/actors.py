"""How well the same person or body is known across reports.

    python -m benchmarks.actors               every set that is there
    python -m benchmarks.actors --wrong orgs  what is wrong in one

Two ways. With marked mentions: every name that people marked in MEANTIME is an actor of its report by itself, and the identities are to
put together what the marks do; beside it two known ways of doing so, by the same name and by names and initials. From the bare text: the
actors are those that Headwater finds, and a marked mention belongs to the actor that has a mention of its name there; one that is not
found stands alone. B³ (Bagga and Baldwin, 1998) over mentions, and over pairs of mentions how many that were put together belong together.

Of persons in the invented stories, all reports at once, distractors among them: pairs of actors of two reports that were put together, and
whether they are one by the names that stand in the marked chains.
"""

import argparse
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.corpora import SHARED
from headwater import ingest
from headwater.ids import actor_id, report_id, text_sha256
from headwater.link.actors import identities
from headwater.link.naming import body_words, initials, words_of
from headwater.model import Actor, Reading, Report, Span, When
from headwater.resolve import resolve
from headwater.resolve.names import Name, chain_names
from headwater.resolve.outlets import Outlets
from headwater.resolve.words import Words

__all__ = [
    "Clusters",
    "Marked",
    "b_cubed",
    "bare",
    "given",
    "gold_of",
    "meantime",
    "name_in",
    "pair_precision",
    "person_in",
    "story_persons",
]

Clusters = Mapping[Hashable, Hashable]
"""Which cluster each mention is in."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A marked mention by name: where it stands, the name in it, and who it is across reports."""

    start: int
    end: int
    name: tuple[int, int]
    instance: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A report with the mentions by name of one sort (ORG or PER) that people marked in it."""

    id: str
    text: str
    date: str
    sort: str
    mentions: tuple[Mention, ...]


def meantime(data: Path, sort: str) -> list[Marked]:
    """Return MEANTIME's reports with their mentions by name of one sort that have an instance.

    Of persons those alone that hold the surname: some are marked as names that are none ("the Vice Chairman of Chrysler").
    """
    with gzip.open(data / "meantime" / "instances.jsonl.gz", "rt", encoding="utf-8") as lines:
        called = {row["instance"]: row["name"] for row in map(json.loads, lines)}
    found = []
    with gzip.open(data / "meantime" / "meantime.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            marks = [e for e in row["entities"] if e["type"] == sort and e["syntactic"] == "NAM" and e["instance"]]
            mentions = [m for e in marks if (m := _mention(row["text"], e, called.get(e["instance"], ""), sort)) is not None]
            date = re.sub(r"^(\d\d)-(\d\d)-(\d{4})$", r"\3-\2-\1", row["date"] or "")
            found.append(Marked(row["id"], row["text"], date, sort, tuple(sorted(mentions, key=lambda m: (m.start, m.end)))))
    return found


def _mention(text: str, entity: Mapping[str, Any], called: str, sort: str) -> Mention | None:
    start, end = entity["spans"][0][0], entity["spans"][-1][1]
    where = name_in(text[start:end]) if sort == "ORG" else person_in(text[start:end], called)
    return None if where is None else Mention(start, end, (start + where[0], start + where[1]), entity["instance"])


_SMALL = re.compile(r"(?<![\w'-])(?!(?:of|the|and|for|de|van|bin|in)\b)[a-z][\w'-]*")
_RUN = re.compile(r"[A-ZÀ-Þ][\w.'-]*(?: (?:(?:de|van|von|der|bin|al) )*(?:'|O' )?[A-ZÀ-Þ][\w.'-]*)*")
_TITLE = re.compile(r"(?:(?:[\w.]+ )*(?:CEO|Officer|Executive|President|Minister|Senator|Justice|Judge|Spokeswoman|Spokesman|Mr\.?)\.? )+")


def name_in(words: str) -> tuple[int, int] | None:
    """Return where a body's name stands in a marked mention: after what describes it ("U.S. automaker GM"), before what explains it."""
    start = 0
    before, _, after = words.partition(", ")
    if after and before.split()[-1].islower():  # "Irish low cost airline, Ryanair"
        start, words = len(before) + 2, after
    head = re.split(r",| \(| who | which | in | at ", words)[0]
    small = [m.end() for m in _SMALL.finditer(head)] + [m.end() for m in re.finditer(r"(?<=[sS])'(?:s)? ", head)]
    first = max(small, default=0)
    opening = re.compile(r"(?:\W|(?:[Tt]he|of|and|for)\b)*").match(head, first)
    first = opening.end() if opening else first
    return (start + first, start + len(head.rstrip())) if head[first:].strip() else None


def person_in(words: str, called: str) -> tuple[int, int] | None:
    """Return where a person's name stands in a marked mention: the capitals that hold a word of the name, titles left out."""
    known = set(words_of(re.sub(r"\(.*|jr\.?", "", called, flags=re.IGNORECASE))[-2:])
    for run in _RUN.finditer(words):
        if known & set(words_of(run.group())):
            title = _TITLE.match(run.group())
            first = run.start() + (title.end() if title else 0)
            return (first, run.end()) if first < run.end() else None
    return None


# Ways of putting mentions together ----------------------------------------------------------------------------------------------


def by_exact_name(reports: Iterable[Marked]) -> Clusters:
    """Return clusters of the same name, letter for letter."""
    return {(r.id, m): r.text[slice(*m.name)] for r in reports for m in r.mentions}


def by_name_and_initials(reports: Sequence[Marked]) -> Clusters:
    """Return clusters of the same words without legal forms, initials joined to the one long name that has them."""
    names = {(r.id, m): r.text[slice(*m.name)] for r in reports for m in r.mentions}
    long: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for name in names.values():
        for form in initials(name):
            long[form].add(body_words(name))
    return {key: _only(long.get("".join(words_of(name)), ()), body_words(name)) for key, name in names.items()}


def _only(found: Iterable[tuple[str, ...]], else_: tuple[str, ...]) -> tuple[str, ...]:
    chosen = list(found)
    return chosen[0] if len(chosen) == 1 else else_


def given(reports: Sequence[Marked]) -> Clusters:
    """Return the identities of marked mentions: in each report their names are put together as Headwater does it, then across reports."""
    readings = []
    actor_of: dict[Hashable, Hashable] = {}
    for marked in reports:
        report, words = _report(marked), Words(marked.text)
        at = {(words.at(m.name[0]), words.at(m.name[1] - 1) + 1): m for m in marked.mentions}
        names = [Name(first=first, last=last, role=first) for first, last in sorted(at)]
        actors = []
        chained = [[at[use.first, use.last] for use in named.uses] for named in chain_names(words, names, Outlets())]
        for uses in _with_left(marked, chained):
            longest = max(uses, key=lambda m: m.name[1] - m.name[0])
            spans = tuple(sorted({Span(start=m.name[0], end=m.name[1]) for m in uses}))
            actor = Actor(
                id=actor_id(report.id, spans[0]),
                name=marked.text[slice(*longest.name)],
                kind="person" if marked.sort == "PER" else "organization",
                named=True,
                mentions=spans,
                roles=_titles(marked, uses),
            )
            actors.append(actor)
            same = {m.name for m in uses}
            actor_of |= {(marked.id, m): (report.id, actor.id) for m in marked.mentions if m.name in same}
        readings.append(Reading(ref=report.ref, report=report, actors=tuple(actors)))
    known = _identity_of(readings)
    return {key: known[actor] for key, actor in actor_of.items()}


def _with_left(marked: Marked, chained: Sequence[list[Mention]]) -> list[list[Mention]]:
    """Return the uses of each name, with those that the chaining takes for no name at all: with the same words, else alone."""
    groups = [list(uses) for uses in chained]
    placed = {m.name for uses in groups for m in uses}
    for mention in marked.mentions:
        if mention.name not in placed:
            said = marked.text[slice(*mention.name)]
            same = next((g for g in groups if any(marked.text[slice(*m.name)] == said for m in g)), None)
            if same is None:
                groups.append([mention])
            else:
                same.append(mention)
            placed.add(mention.name)
    return groups


def _titles(marked: Marked, mentions: Iterable[Mention]) -> tuple[Span, ...]:
    """Return what stands before a person's name inside the marked mention."""
    found = [(m.start, m.name[0]) for m in mentions if marked.sort == "PER" and marked.text[m.start : m.name[0]].strip()]
    return tuple(Span(start=start, end=end) for start, end in found)


def bare(reports: Sequence[Marked]) -> tuple[Clusters, int]:
    """Return the identities of marked mentions as they are read in the bare texts, and how many were found."""
    readings = [read(_report(marked)) for marked in reports]
    known = _identity_of(readings)
    clusters: dict[Hashable, Hashable] = {}
    found = 0
    for marked, reading in zip(reports, readings, strict=True):
        for mention in marked.mentions:
            actor = _actor_at(reading.actors, mention)
            found += actor is not None
            clusters[marked.id, mention] = known[reading.report.id, actor.id] if reading.report and actor else (marked.id, mention)
    return clusters, found


def _actor_at(actors: Iterable[Actor], mention: Mention) -> Actor | None:
    """Return the actor that has the mention nearest to a marked name: the same, else the longest inside or around it."""
    first, last = mention.name
    near = [
        ((m.start, m.end) == mention.name, min(m.end, last) - max(m.start, first), -(m.end - m.start), actor)
        for actor in actors
        if actor.named
        for m in actor.mentions
        if m.start < last and first < m.end
    ]
    return max(near, key=lambda each: each[:3])[3] if near else None


def read(report: Report) -> Reading:
    """Return what is read of a report without a reader: its named actors."""
    found = resolve(report, ())
    return Reading(ref=report.ref, report=report, actors=found.actors, whens=found.whens, stages=("ingest", "resolve"))


def _identity_of(readings: Sequence[Reading]) -> dict[Hashable, Hashable]:
    return {(m.report, m.actor): identity.id for identity in identities(readings) for m in identity.members}


def _report(marked: Marked) -> Report:
    when = When(value=marked.date, precision="day", origin="corpus") if marked.date else None
    key = report_id(None, marked.id, marked.text)
    return Report(id=key, ref=marked.id, text=marked.text, sha256=text_sha256(marked.text), published_at=when)


# Measures -----------------------------------------------------------------------------------------------------------------------


def b_cubed(gold: Clusters, ours: Clusters) -> tuple[float, float, float]:
    """Return B³ precision, recall and F1, in hundredths, over the mentions of both."""
    both = Counter((gold[key], ours[key]) for key in gold)
    theirs, found = Counter(gold.values()), Counter(ours[key] for key in gold)
    total = max(1, len(gold))
    precision = 100 * sum(n * n / found[b] for (_, b), n in both.items()) / total
    recall = 100 * sum(n * n / theirs[a] for (a, _), n in both.items()) / total
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def pair_precision(gold: Clusters, ours: Clusters) -> tuple[int, int]:
    """Return how many pairs of mentions of two reports were put together, and how many of these belong together."""
    members: dict[Hashable, list[Any]] = defaultdict(list)
    for key in gold:
        members[ours[key]].append(key)
    pairs = [pair for each in members.values() for pair in combinations(each, 2) if pair[0][0] != pair[1][0]]
    return len(pairs), sum(gold[a] == gold[b] for a, b in pairs)


def gold_of(reports: Iterable[Marked]) -> Clusters:
    """Return the clusters as marked."""
    return {(r.id, m): m.instance for r in reports for m in r.mentions}


# Persons of the stories ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Persons:
    """Pairs of persons of two reports: put together, right, of known persons to be put together, and what is wrong."""

    together: int
    right: int
    asked: int
    found: int
    wrong: tuple[str, ...]


def story_persons(shared: Path) -> Persons:
    """Return how the persons of the stories are put together, all reports of all stories at once."""
    readings, who = [], {}
    for path in sorted((shared / "stories").glob("*/story.json")):
        story = json.loads(path.read_text(encoding="utf-8"))
        known = _persons(story)
        for row in story["reports"]:
            text = (path.parent / "reports" / f"{row['id']}.txt").read_text(encoding="utf-8")
            item = ingest.from_text(text, ref=f"{path.parent.name}/{row['id']}", publisher=row["publisher"], domain=row["domain"])
            assert isinstance(item, Report)
            reading = read(item)
            readings.append(reading)
            for actor in reading.actors:
                if actor.named and actor.kind in ("person", "organization", "outlet"):
                    who[item.id, actor.id] = (path.parent.name, _person(actor, known), actor)
    return _persons_found(readings, who)


def _persons(story: Mapping[str, Any]) -> frozenset[str]:
    """Return the persons of a story's chains, each by the last two words of the full name: what stands before may be a title."""
    names: set[str] = set()
    for statement in story["statements"]:
        for hop in statement["chain"]:
            if hop["kind"] == "person" and hop["named"]:
                names |= {_last_two(m.group()) for each in (hop["mention"], *hop.get("aliases", [])) for m in _FULL.finditer(each)}
    return frozenset(name for name in names if name.split()[0] not in _TITLED)


_FULL = re.compile(r"[A-ZÀ-ÞŠŽČ][\w’'-]+(?: (?:van|de|von|der|al|bin))*(?: [A-ZÀ-ÞŠŽČ][\w’'-]+)+")
_TITLED = frozenset("mr mrs ms miss dr mme boss manager chairman director minister governor mayor foreman father".split())


def _last_two(name: str) -> str:
    return " ".join(name.lower().split()[-2:])


def _person(actor: Actor, known: frozenset[str]) -> str | None:
    """Return the person whom an actor's name means; `None` for one that no marked chain names, or several."""
    name = _last_two(actor.name)
    fitting = {each for each in known if each == name or each.split()[-1] == name}
    return next(iter(fitting)) if len(fitting) == 1 else None


def _persons_found(readings: Sequence[Reading], who: Mapping[Any, tuple[str, str | None, Actor]]) -> Persons:
    identity = _identity_of(readings)
    keys = [key for key, (_, person, actor) in who.items() if person is not None or actor.kind == "person"]
    together = right = asked = found = 0
    wrong = []
    for a, b in combinations(sorted(keys), 2):
        if a[0] == b[0]:
            continue
        (story, one, first), (other_story, other, second) = who[a], who[b]
        same = story == other_story and _one_person(one, other, first, second)
        put = identity[a] == identity[b]
        together, right = together + put, right + (put and same)
        if one is not None and one == other and story == other_story:
            asked, found = asked + 1, found + put
        if put and not same:
            wrong.append(f"{story}: {first.name!r} and {other_story}: {second.name!r}")
    return Persons(together, right, asked, found, tuple(wrong))


def _one_person(one: str | None, other: str | None, first: Actor, second: Actor) -> bool:
    """Whether two are one: by the marked name; where no chain names them, by the same name."""
    return one == other if one is not None or other is not None else first.name.lower() == second.name.lower()


# Tables -------------------------------------------------------------------------------------------------------------------------


def _rows(shared: Path) -> Iterator[str]:
    yield f"{'MEANTIME':34}{'mentions':>9}{'B3 P':>7}{'R':>7}{'F1':>7}{'pairs':>8}{'right':>7}"
    for sort, name in (("ORG", "organisations"), ("PER", "persons")):
        reports = meantime(shared / "data", sort)
        gold = gold_of(reports)
        ways = {
            "exact name": by_exact_name(reports),
            "name and initials": by_name_and_initials(reports),
            "Headwater, marked mentions": given(reports),
        }
        clusters, found = bare(reports)
        for way, ours in {**ways, f"Headwater, bare text ({found} found)": clusters}.items():
            p, r, f = b_cubed(gold, ours)
            pairs, right = pair_precision(gold, ours)
            yield f"{f'{name}: {way}':44}{len(gold):5}{p:7.1f}{r:7.1f}{f:7.1f}{pairs:7}{_share(right, pairs):7.1f}"
    persons = story_persons(shared)
    yield ""
    yield f"{'stories, persons of two reports':34}{'together':>9}{'right':>7}{'precision':>11}{'asked':>8}{'recall':>8}"
    precision, recall = _share(persons.right, persons.together), _share(persons.found, persons.asked)
    yield f"{'bare text':34}{persons.together:9}{persons.right:7}{precision:11.1f}{persons.asked:8}{recall:8.1f}"


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def _wrong(shared: Path, what: str) -> Iterator[str]:
    if what == "stories":
        yield from story_persons(shared).wrong
        return
    sort, way = what.split("-") if "-" in what else (what, "given")
    reports = meantime(shared / "data", {"orgs": "ORG", "persons": "PER"}[sort])
    gold, ours = gold_of(reports), given(reports) if way == "given" else bare(reports)[0]
    names: dict[Hashable, str] = {(r.id, m): r.text[slice(*m.name)] for r in reports for m in r.mentions}
    yield from (f"together, and are not one: {groups}" for groups in _mixed(names, ours, gold))
    yield from (f"one, and not together: {groups}" for groups in _mixed(names, gold, ours))


def _mixed(names: Mapping[Hashable, str], clusters: Clusters, others: Clusters) -> Iterator[str]:
    """Yield the clusters that hold mentions of several others, in words."""
    members: dict[Hashable, dict[Hashable, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for key, name in names.items():
        members[clusters[key]][others[key]][name] += 1
    for sides in members.values():
        if len(sides) > 1:
            yield " | ".join(", ".join(f"{name} {n}" for name, n in counts.items()) for counts in sides.values())


def main(argv: list[str] | None = None) -> int:
    """Measure the sets and print the table."""
    ap = argparse.ArgumentParser(prog="python -m benchmarks.actors", description="Score who is who across reports.")
    ap.add_argument("--shared", type=Path, default=SHARED, help="the folder that holds the shared data (default: beside the checkout)")
    ap.add_argument(
        "--wrong", choices=("orgs", "orgs-bare", "persons", "persons-bare", "stories"), help="print what is wrong in a set instead"
    )
    args = ap.parse_args(argv)
    try:
        sys.stdout.write("\n".join(_wrong(args.shared, args.wrong) if args.wrong else _rows(args.shared)) + "\n")
    except FileNotFoundError as error:
        sys.stderr.write(f"skipped: no {Path(error.filename).name} in {args.shared.name}/\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
