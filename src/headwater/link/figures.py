"""Which figures of a story's reports are of the same thing, and whether they agree, one brings the other up to date, or they conflict.

Figures are compared by `headwater.resolve.quantities.compared`, which asks for the same unit and the same noun. Across reports much is left
out ("rose to 52", "put it at 47"), so what stands around a figure speaks too: two figures of one number are of one thing where the number
is rare, or the words around them agree; two of different numbers only where what they count is named and the words around them agree.

Figures that tell the same make a group ("same" is transitive). Between groups of one thing only what is news is shown: a later number
against the one before it, and a conflict once: in each report that gives both numbers, else between the first reports that give either.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

from headwater.link.terms import rarity, terms_of
from headwater.model import Claim, Figure, FigureLink, Place, Reading, Span
from headwater.resolve.quantities import Comparison, Side, compared, side_of, thing_keys
from headwater.resolve.quantities.units import FACTORS
from headwater.resolve.quantities.vocabulary import FATES
from headwater.text import sentence_spans

__all__ = ["figure_links"]

# Set on the figures of the development stories.
ALIKE_SAME = 0.12
"""How far the words around two figures of one small number must agree."""
ALIKE_OTHER = 0.15
"""How far those around two different numbers must."""
TELLING = 0.15
"""A word less rare than this in the news at large tells nothing."""
NEAR_CHARS = 250
"""Two numbers of one noun so close together in a report are of one thing."""
LOOSE = 0.1
"""No rounding takes a number further off than this share of it."""
FINER = 2
"""So many digits more make the finer of two plain numbers one that the other rounds."""
FURTHEST = 3
"""Numbers so many times apart count two things."""
LARGE = 1e5
"""From such a number on it is clear without its currency what is meant."""
MOST_COUNTED = 8
"""Words of what is counted that are shown."""
RARE_DIGITS = 3
"""A number with so many digits that are not closing zeros is hardly another thing's too, within a story."""
MOST_PAIRED = 40
"""So many figures that tell the same are shown in pairs; each that comes after them, with the first. No story we have seen has so many."""
_AGAINST = re.compile(
    r"\b(?:against|than|while|whereas|not|instead|rather|versus|compared|above|below|short of|but|though|counts?|figures?|tally|puts?|gave"
    r"|previous\w*|earlier|up from|down from|given|claim\w*|by the .{1,40} and)\b",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\b(?:counts?|tally|figures?|number|estimate)\b", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:previous\w*|earlier|up from|down from|before|had been)\b", re.IGNORECASE)
_OF = re.compile(r"\s+(?:out )?of (?:the |its |their |some )?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """A figure with what stands around it.

    Attributes:
        day: The day it holds for: its own, else its report's.
        order: When its report was published, and where it stands: earlier figures come first.
        sentence: Where its sentence starts.
        after: What follows it there.
        whole: The figure that it is given as a part of ("9 of 12").
        value: The number, in the common unit of its measure.
        fates: What became of those it counts.
        weight: How much the words around it tell.
        counted: What it counts, as it stands.
    """

    report: str
    figure: Figure
    side: Side
    around: frozenset[str]
    day: str | None
    order: tuple[str, str, int]
    claims: frozenset[str]
    sentence: int
    after: str
    whole: Side | None
    value: float | None
    fates: frozenset[str]
    weight: float
    counted: str

    @property
    def place(self) -> Place:
        return Place(report=self.report, span=self.figure.span)


def figure_links(readings: Sequence[Reading], claims: Sequence[Claim]) -> tuple[FigureLink, ...]:
    """Return the pairs of figures of one thing that are worth showing, earlier first.

    Args:
        readings: The reports of one story, in any order.
        claims: Its claims: figures that stand in one are more likely of one thing.
    """
    claimed: dict[str, list[tuple[str, Span]]] = {}
    for claim in claims:
        for each in claim.assertions:
            claimed.setdefault(each.report, []).extend((claim.id, span) for span in each.spans)
    seen = sorted((each for reading in readings for each in _seen_in(reading, claimed)), key=lambda each: each.order)
    relations = _Relations(seen)
    groups = relations.groups()
    links = [*_agreements(seen, groups, relations), *_differences(seen, groups, relations)]
    return tuple(sorted(links, key=lambda link: (link.a, link.b)))


def _seen_in(reading: Reading, claimed: Mapping[str, Sequence[tuple[str, Span]]]) -> Iterator[_Seen]:
    report = reading.report
    if report is None:
        return
    published = report.published_at.value if report.published_at else None
    statements = {each.id: each for each in reading.statements}
    actors = {each.id: each.name for each in reading.actors}
    sentences = sentence_spans(report.text)
    inside = claimed.get(report.id, ())
    wholes = {each.part_of for each in reading.figures if _is_share(report.text, each, reading.figures)}
    for at, figure in enumerate(reading.figures):
        if at in wholes:
            continue  # "9 of 12": the part stands for both
        supplier = statements.get(figure.supplier or "")
        last = supplier.chain[-1].actor if supplier and supplier.chain else ""
        day = (figure.as_of or (supplier.said_at if supplier else None) or published or "")[:10] or None
        start, end = next(((a, b) for a, b in sentences if a <= figure.span.start < b), (figure.span.start, figure.span.end))
        side = side_of(figure, report.text, supplier=actors.get(last), as_of=day)
        around = _words(report.text, (start, figure.span.start), (figure.span.end, end))
        yield _Seen(
            report=report.id,
            figure=figure,
            side=side,
            around=around,
            value=_converted(side),
            fates=_fates(side.what),
            weight=sum(rarity(word) for word in around),
            counted=_counted(report.text, figure),
            day=day,
            order=(published or "9999", report.id, figure.span.start),
            sentence=start,
            after=report.text[figure.span.end : end],
            whole=side_of(reading.figures[figure.part_of], report.text) if figure.part_of is not None else None,
            claims=frozenset(key for key, span in inside if span.start <= figure.span.start and figure.span.end <= span.end),
        )


def _counted(text: str, figure: Figure) -> str:
    """Return what a figure counts, as it stands, with "…" for what stands between."""
    told = ""
    for before, span in zip((None, *figure.what), figure.what, strict=False):
        between = "" if before is None else " " if not text[before.end : span.start].strip() else " … "
        told += between + " ".join(text[span.start : span.end].split())
    return told


def _is_share(text: str, figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether a figure is given right before its whole ("9 of 12", "70 of the 95")."""
    if figure.part_of is None:
        return False
    return bool(_OF.fullmatch(text[figure.span.end : figures[figure.part_of].span.start]))


def _words(text: str, *stretches: tuple[int, int]) -> frozenset[str]:
    terms = terms_of(text, [each for each in stretches if each[0] < each[1]])
    return frozenset(term.form for term in terms if term.sort != "number" and rarity(term.form) >= TELLING)


def _candidates(seen: Sequence[_Seen]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of two reports that can be related at all, each with itself: of nearly one number, or one noun and not far apart."""
    values = np.array([np.nan if each.value is None else each.value for each in seen])
    sizes = np.abs(np.nan_to_num(values))
    bearing: dict[str, list[int]] = {}
    for n, each in enumerate(seen):
        for key in thing_keys(each.side.what) if each.side.what else ():
            bearing.setdefault(key, []).append(n)
    of_key = {key: np.array(numbers) for key, numbers in bearing.items()}
    for a, each in enumerate(seen):
        largest = np.maximum(sizes, sizes[a])
        one_thing = np.zeros(len(seen), dtype=bool)
        for key in thing_keys(each.side.what) if each.side.what else ():
            one_thing[of_key[key]] = True
        one_thing &= largest <= FURTHEST * np.minimum(sizes, sizes[a])
        near = np.abs(values - values[a]) <= 1.001 * LOOSE * largest
        yield from ((a, int(b)) for b in np.nonzero((near | one_thing)[a:])[0] + a)


class _Relations:
    """How figures relate, each two of one report and, of two reports, each two sorts.

    What two figures of different reports are to one another depends on what they say and what stands around them, not on the reports: in a
    story that a thousand reports tell there are few sorts of figures, and each two sorts are compared once.

    Args:
        seen: The figures, those of earlier reports first.
    """

    def __init__(self, seen: Sequence[_Seen]) -> None:
        self.seen = seen
        sorts: dict[object, list[int]] = {}
        homes: dict[str, list[int]] = {}
        for n, each in enumerate(seen):
            sorts.setdefault((each.side, each.around, each.claims, each.whole, each.day, each.fates, each.value), []).append(n)
            homes.setdefault(each.report, []).append(n)
        self.at = [each.order[:2] for each in seen]
        self.members = list(sorts.values())
        self.sort_of = {n: sort for sort, members in enumerate(self.members) for n in members}
        pairs = [pair for here in homes.values() for pair in combinations(here, 2)]
        self.inside = {(a, b): found for a, b in pairs if (found := _related(seen[a], seen[b])) is not None}
        both = [pair for a, b in _candidates([seen[members[0]] for members in self.members]) for pair in dict.fromkeys(((a, b), (b, a)))]
        self.between = {(a, b): found for a, b in both if (found := self._related(a, b)) is not None}

    def _related(self, a: int, b: int) -> Comparison | None:
        """Return how the figures of a sort relate to those of another in later reports, `None` where there are none, or they do not."""
        first, last = self.members[a][0], self.members[b][-1]
        return _related(self.seen[first], self.seen[last]) if self.at[first] < self.at[last] else None

    def of(self, a: int, b: int) -> Comparison | None:
        """Return how a figure relates to a later one."""
        if self.at[a] == self.at[b]:
            return self.inside.get((a, b))
        return self.between.get((self.sort_of[a], self.sort_of[b]))

    def groups(self) -> list[list[int]]:
        """Return the figures that tell the same, in groups by their first."""
        top = list(range(len(self.seen)))

        def root(n: int) -> int:
            while top[n] != n:
                top[n] = n = top[top[n]]
            return n

        for a, b in self._same():
            low, high = sorted((root(a), root(b)))
            top[high] = low
        groups: dict[int, list[int]] = {}
        for n in range(len(top)):
            groups.setdefault(root(n), []).append(n)
        return list(groups.values())

    def _same(self) -> Iterator[tuple[int, int]]:
        """Yield of the pairs that tell the same as many as hang together like all."""
        yield from (pair for pair, found in self.inside.items() if found.relation == "same")
        for (one, other), found in self.between.items():
            if found.relation == "same":
                ours, theirs = self.members[one], self.members[other]
                yield from ((ours[0], n) for n in theirs if self.at[ours[0]] < self.at[n])
                yield from ((n, theirs[-1]) for n in ours if self.at[n] < self.at[theirs[-1]])

    def differing(self, home: Mapping[int, int]) -> Iterator[tuple[int, int]]:
        """Yield of the pairs that differ those of one report, and of any two groups and sorts the first and the latest.

        Args:
            home: By figure, its group.
        """
        yield from (pair for pair, found in self.inside.items() if found.relation != "same")
        for (one, other), found in self.between.items():
            if found.relation == "same":
                continue
            for ours, theirs in product(self._by_group(one, home), self._by_group(other, home)):
                if self.at[ours[0]] < self.at[theirs[-1]]:
                    yield ours[0], next(n for n in theirs if self.at[n] > self.at[ours[0]])
                    last = next(n for n in reversed(ours) if self.at[n] < self.at[theirs[-1]])
                    yield last, next(n for n in theirs if self.at[n] > self.at[last])

    def _by_group(self, sort: int, home: Mapping[int, int]) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for n in self.members[sort]:
            found.setdefault(home[n], []).append(n)
        return list(found.values())


# Of one thing -------------------------------------------------------------------------------------------------------------------


def _related(a: _Seen, b: _Seen) -> Comparison | None:
    """Return how two figures relate, `None` where nothing shows them to be of one thing."""
    if not _same_measure(a, b):
        return None
    found = compared(a.side, b.side)
    alike = _alike(a, b)
    if found.relation == "not_comparable":
        return _set_against(a, b) or _same_after_all(a, b, alike)
    if found.relation == "same" and _is_near(a.side, b.side):
        return _of_wholes(a, b, found) if _is_rare(a, b) or alike >= ALIKE_SAME or a.fates & b.fates else None
    if found.relation == "same" or (a.report == b.report and a.day == b.day):
        found = _number_before(a, b) or _apart(a, b)
    named = _tells(a.side.what) and _tells(b.side.what) and _can_differ(a, b)
    return found if named and (_are_near(a, b) or alike >= ALIKE_OTHER or a.fates & b.fates) else None


def _tells(what: str) -> bool:
    """Whether words name what is counted; "those were" does not."""
    return any(rarity(term.form) >= TELLING for term in terms_of(what, [(0, len(what))]))


def _can_differ(a: _Seen, b: _Seen) -> bool:
    """Whether two numbers can be counts of one thing: not many times apart, and in one report set side by side."""
    low, high = sorted(abs(each.value or 0.0) for each in (a, b))
    return high <= FURTHEST * low and (a.report != b.report or _are_near(a, b))


def _are_near(a: _Seen, b: _Seen) -> bool:
    return a.report == b.report and abs(a.figure.span.start - b.figure.span.start) <= NEAR_CHARS


def _set_against(a: _Seen, b: _Seen) -> Comparison | None:
    """Return "conflict" for two numbers that one sentence sets against each other without saying again what is counted."""
    first, second = sorted((a, b), key=lambda each: each.figure.span)
    one_sentence = a.report == b.report and a.sentence == b.sentence
    if not one_sentence or a.side.unit != b.side.unit or (a.side.what and b.side.what and not _COUNT.search(second.side.what)):
        return None
    between = first.after[: second.figure.span.start - first.figure.span.end]
    if not _AGAINST.search(between) or _is_near(a.side, b.side):
        return None
    return _number_before(a, b) or _apart(a, b)


def _number_before(a: _Seen, b: _Seen) -> Comparison | None:
    """Return "update" for two numbers of one sentence or two, the second of which is said to be the one before."""
    first, second = sorted((a, b), key=lambda each: each.figure.span)
    if not _are_near(a, b) or not _BEFORE.search(first.after[: max(0, second.figure.span.start - first.figure.span.end)]):
        return None
    return Comparison(relation="update", because=f"{second.side.words} was the number before {first.side.words}")


def _of_wholes(a: _Seen, b: _Seen, found: Comparison) -> Comparison:
    """Return what was found, but a conflict where one number is given as parts of different wholes ("9 of 12", "9 of 21")."""
    if a.whole is None or b.whole is None or _is_near(a.whole, b.whole):
        return found
    return Comparison(relation="conflict", because=f"{a.side.words} of {a.whole.words} against {b.side.words} of {b.whole.words}")


def _same_measure(a: _Seen, b: _Seen) -> bool:
    """Whether two figures can be of one measure: a sum of money may leave its currency out ("52 million")."""
    if None not in {a.side.unit, b.side.unit} or a.side.unit == b.side.unit:
        return True
    return all((_value(each.side) or 0) >= LARGE for each in (a, b)) and _value(a.side) == _value(b.side)


def _same_after_all(a: _Seen, b: _Seen, alike: float) -> Comparison | None:
    """Return "same" for two figures of one number whose nouns do not show them to be of one thing, though all else does."""
    found = compared(a.side, b.side, of_one_thing=True)
    if found.relation != "same" or not _is_near(a.side, b.side) or (a.fates and b.fates and not a.fates & b.fates):
        return None
    left_out = not a.side.what or not b.side.what
    if _is_rare(a, b) and (left_out or alike >= ALIKE_SAME or bool(a.claims & b.claims)):
        return found
    return found if left_out and alike >= ALIKE_SAME and a.side.low == b.side.low else None


def _apart(a: _Seen, b: _Seen) -> Comparison:
    """Return the relation of two figures whose bounds meet, though neither is the other's rounding."""
    numbers = f"{a.side.words} against {b.side.words}"
    if a.day and b.day and a.day != b.day:
        return Comparison(relation="update", because=f"{numbers}, as of {a.day} and {b.day}")
    return Comparison(relation="conflict", because=f"{numbers}, with no time that would set them apart")


def _is_near(a: Side, b: Side) -> bool:
    """Whether two numbers are one, or one is the other rounded: said to be about so much, or given with far fewer digits."""
    one, other = _converted(a), _converted(b)
    if one is None or other is None or math.isclose(one, other, rel_tol=1e-6):
        return one is not None and other is not None
    (coarse, rough), (fine, _) = sorted(((one, a), (other, b)), key=lambda each: (_digits(each[1]), each[0]))
    loose = a.approximate or b.approximate or a.unit != b.unit or None in {a.low, a.high, b.low, b.high}
    if not loose and _digits(b if rough is a else a) - _digits(rough) < FINER:
        return False
    value = _value(rough) or 0.0
    slack = 0.5 * 10.0 ** (len(f"{abs(value):.0f}") - _digits(rough)) / abs(value) if abs(value) >= 1 else 0.0
    return abs(coarse - fine) <= min(max(slack, 0.0), LOOSE) * abs(coarse)


def _value(side: Side) -> float | None:
    return side.low if side.low is not None else side.high


def _converted(side: Side) -> float | None:
    value = _value(side)
    return None if value is None else value * FACTORS.get(side.unit or "", ("", 1.0))[1]


def _alike(a: _Seen, b: _Seen) -> float:
    """Return how far the words around two figures agree: the weight of the shared ones, of that of the shorter."""
    shared = sum(rarity(word) for word in a.around & b.around)
    least = min(a.weight, b.weight)
    return shared / least if least else 0.0


def _is_rare(a: _Seen, b: _Seen) -> bool:
    """Whether two figures are of a number that hardly counts two things in one story: many digits, or money and measures."""
    return any(_digits(each.side) >= RARE_DIGITS or each.side.unit not in {None, "%"} for each in (a, b))


def _digits(side: Side) -> int:
    value = _value(side)
    return 0 if value is None else _digits_of(value)


def _digits_of(value: float) -> int:
    return len(f"{value:.12g}".replace(".", "").strip("0"))


def _fates(what: str) -> frozenset[str]:
    found = {FATES[word] for word in re.findall(r"\w+", what.lower()) if word in FATES}
    return frozenset(found | ({"dead"} if re.search(r"\btoll\b", what.lower()) else set()))


# What is worth showing ----------------------------------------------------------------------------------------------------------


def _agreements(seen: Sequence[_Seen], groups: Sequence[Sequence[int]], relations: _Relations) -> Iterator[FigureLink]:
    """Yield every two figures of a group; of those after the first so many, each with the first of all."""
    for group in groups:
        for a, b in (*combinations(group[:MOST_PAIRED], 2), *((group[0], n) for n in group[MOST_PAIRED:])):
            found = relations.of(a, b)
            because = found.because if found and found.relation == "same" else "both tell the same as a third"
            yield FigureLink(a=seen[a].place, b=seen[b].place, relation="same", because=_counting(seen[a], seen[b], because))


def _differences(seen: Sequence[_Seen], groups: Sequence[Sequence[int]], relations: _Relations) -> Iterator[FigureLink]:
    home = {n: at for at, group in enumerate(groups) for n in group}
    between: dict[tuple[int, int], dict[tuple[int, int], Comparison]] = {}
    for a, b in relations.differing(home):
        found = relations.of(a, b)
        if home[a] != home[b] and found is not None:
            between.setdefault((min(home[a], home[b]), max(home[a], home[b])), {})[a, b] = found
    updated: set[int] = set()
    for (_, later), pairs in sorted(between.items(), key=lambda item: (item[0][1], -item[0][0])):
        conflicts = sorted(pair for pair, found in pairs.items() if found.relation == "conflict")
        if conflicts:
            inside = [pair for pair in conflicts if seen[pair[0]].report == seen[pair[1]].report]
            chosen = inside or conflicts[:1]
        elif later in updated:
            continue
        else:
            updated.add(later)
            chosen = [max(pairs, key=lambda pair: (pair[0], -pair[1]))]
        for a, b in chosen:
            because = _counting(seen[a], seen[b], pairs[a, b].because)
            yield FigureLink(a=seen[a].place, b=seen[b].place, relation=pairs[a, b].relation, because=because)


def _counting(a: _Seen, b: _Seen, because: str) -> str:
    """Return why two figures are told together, with what they count where the reports say it."""
    told = list(dict.fromkeys(each.counted for each in (a, b) if _tells(each.side.what)))
    if len({each.lower() for each in told}) == 1 or (told and len(told[0].split()) > MOST_COUNTED):
        told = told[:1]
    return f"{' / '.join(f'“{_short(each)}”' for each in told)}: {because}" if told else because


def _short(what: str) -> str:
    words = what.split()
    return " ".join(words[:MOST_COUNTED]) + ("…" if len(words) > MOST_COUNTED else "")
