"""Which statements and own-voice sentences of a story's reports make the same claim, and where each stands towards it.

1. The units of all reports are laid out (`units`); the same words in two reports are one wording, so that a copy joins its original.
   Who merely would not speak says nothing of the matter: such a refusal is kept aside.
2. Reports that have nothing to say to one another are kept apart: what one tells never moves the claims of the others.
3. Wordings are compared by their profiles (`affinity`), and grouped by average linkage into cores (`clusters`): wide ones, which hold what
   is said for and against one matter, and narrower ones within them.
4. A core of two reports or more takes in what is near it on average, a wide one the more readily the more reports tell it. A statement
   that says several things may so stand in several claims. Of two claims with nearly the same members the wider is kept.
5. Of each two wordings it is told how sure it is that they say one thing. Where it is sure enough on average, wordings of several reports
   are a narrow claim by that alone. What says nothing that can be so or not ("the meeting") is in no narrow claim (`propositions`).
6. A refusal goes to the claims of the headline it is set under, and of what stands before it; so does who takes something back.
7. Each assertion gets its stance (`stances`) and the chance that it says one thing with the others (`score`), the claim the words that name
   it best (`gists`).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from headwater.ids import claim_id
from headwater.link.affinity import around, bags_of, profiles, shared_words, unit_rows
from headwater.link.clusters import agreed, cohesion, held_apart, linked_by_average, name_of, widened
from headwater.link.gists import Worded, gist_of
from headwater.link.propositions import is_proposition, is_question, telling_in
from headwater.link.rulings import NONE, Settled
from headwater.link.stances import Said, figures_in, is_refusal, said_of_unit, stances_of
from headwater.link.terms import headline_of
from headwater.link.units import Unit, stretch_of, units_of
from headwater.model import Assertion, Claim, Identity, Reading, Statement

__all__ = ["claims", "signs_of"]

Floats = npt.NDArray[np.float64]

# Swept on 24 invented stories, the eight development stories among them, by pairwise F1 (the mean of four sets of them moves between 55 and
# 58 among these) and claims with a counterpart: the first level 0.5 to 0.65, MEMBER 0.55 to 0.66, PULL 0.05 to 0.15, SURE from 0.1, 0.15
# and 0.2 on.
LEVELS = (0.6, 0.75, 0.9)
"""How much alike the members of a core are on average: wide claims first, then the narrower ones within them."""
MEMBER = 0.6
"""How much alike to a wide core of two reports a wording is that joins it."""
PULL = 0.05
"""By how much that falls with each doubling of the core's reports."""
SURE = (0.2, 0.35, 0.5, 0.65, 0.8)
"""How sure it is, on average, that two wordings of several reports say one thing, whatever else is alike: loose claims first."""
ANSWERS = 0.4
"""How sure it is of a denial that joins a narrow core: what stands against a claim is shown with it."""
MEANT, AROUND, WORDS, ALIKE, FIGURES, EVEN = 4.01, 0.89, 1.07, 3.07, 0.25, -5.07
"""Weights of what tells that two wordings of two reports say one thing: how near they are in meaning, by themselves and with what stands
around them, their shared telling words, how much alike their profiles are, one number or different ones; and the even chance. Fitted by
`python -m training.sureness` as a logistic regression to the 51,959 pairs of 24 invented stories of which one at least is in a marked
claim; a pair of which one alone is counts as different. Left out, a story is told by the others' weights (area under the curve .84 on the
eight development stories and .89 on sixteen others; by meaning alone .80 and .87). EVEN is then raised by 1.4: much that is not marked
belongs."""
LIKELIEST = 0.94
"""No likeness makes it surer than this."""
REFUSED = 0.75
"""The chance that a refusal belongs to the claims it is put in."""
TWICE = 0.8
"""Two claims that share so much of their members, of all members of both, are one."""
RELATED = 0.5
"""Two reports, of which no two units lie as near as this, have nothing to say to one another."""
SAME_WORDS = 5
"""From so many words on, the same words mean the same whoever prints them; "the meeting" may be another."""
_BEARS_OUT = re.compile(
    r"\b(?:confirm|corroborat|acknowledg|admit|conced|den(?:y|ie)|reject|disput|dismiss|announc|reveal|disclos|rul(?:e[sd]?|ing) out)\w*",
    re.IGNORECASE,
)

_Grouping = tuple[set[int], dict[int, float], bool]
_Made = tuple[set[int], dict[int, float]]
"""The units a claim is made of, and all its units with how much alike each is to the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Laid:
    """A unit with what is known of it."""

    unit: Unit
    reading: Reading
    statement: Statement | None
    said: Said
    vector: Floats
    surroundings: Floats
    headline: bool


def claims(
    readings: Sequence[Reading],
    identities: Sequence[Identity],
    vectors: Mapping[str, npt.NDArray[np.float32]],
    rulings: Settled = NONE,
) -> tuple[Claim, ...]:
    """Return the claims of one story, those of most reports first; every unit that says something stands in one.

    Args:
        readings: The reports of the story, in any order.
        identities: Who is who across them.
        vectors: By report id, a vector of length one for each of `units_of(reading)`, in their order.
        rulings: Which units (`units.stretch_of`) people judged to make one claim, or not: these win.

    Raises:
        ValueError: A report's vectors are not one for each of its units.
    """
    del identities  # who speaks does not tell what is claimed; kept so that a later rule can ask
    ordered = sorted((each for each in readings if each.report), key=lambda each: (_published(each), each.ref, _id(each)))
    laid = [_laid_out(each, vectors) for each in ordered]
    found = [claim for group in _related(laid, rulings) for claim in _claims_of([each for n in group for each in laid[n]], rulings)]
    return tuple(sorted(found, key=_importance))


def _published(reading: Reading) -> str:
    report = reading.report
    return report.published_at.value if report and report.published_at else "9999"


def _id(reading: Reading) -> str:
    return reading.report.id if reading.report else ""


def _importance(claim: Claim) -> tuple[int, int, str]:
    answered = any(each.stance != "asserts" for each in claim.assertions)
    return -len({each.report for each in claim.assertions}) - answered, -len(claim.assertions), claim.id


# The units ----------------------------------------------------------------------------------------------------------------------


def _laid_out(reading: Reading, vectors: Mapping[str, npt.NDArray[np.float32]]) -> list[_Laid]:
    units = units_of(reading)
    if not units:
        return []
    rows = np.asarray(vectors[_id(reading)], dtype=np.float64)
    if len(rows) != len(units):
        raise ValueError(f"report {reading.ref!r} has {len(units)} units and {len(rows)} vectors; encode units_of(reading) anew")
    statements = {each.id: each for each in reading.statements}
    headline = headline_of(reading)
    mixed = around(rows)
    return [
        _Laid(
            unit=unit,
            reading=reading,
            statement=statements.get(unit.statement or ""),
            said=said_of_unit(reading, unit),
            vector=rows[n],
            surroundings=mixed[n],
            headline=headline is not None and unit.spans[0].start < headline[1],
        )
        for n, unit in enumerate(units)
    ]


def _related(laid: Sequence[Sequence[_Laid]], rulings: Settled) -> list[list[int]]:
    """Return the reports, by index, in groups that have something to say to one another."""
    tables = [np.array([each.vector for each in units]) for units in laid]
    group = list(range(len(laid)))
    for a in range(len(laid)):
        for b in range(a):
            if group[a] != group[b] and laid[a] and laid[b] and float((tables[a] @ tables[b].T).max()) >= RELATED:
                low, high = sorted((group[a], group[b]))
                group = [low if each == high else each for each in group]
    for stretches in rulings.together:
        judged = {group[n] for n, units in enumerate(laid) if any(stretch_of(each.unit) in stretches for each in units)}
        group = [min(judged) if each in judged else each for each in group]
    return [[n for n, each in enumerate(group) if each == label] for label in sorted(set(group))]


def _wordings(laid: Sequence[_Laid], rulings: Settled) -> list[list[int]]:
    """Return the units that say something, by index, those with the same words together that nobody judged to be apart."""
    found: dict[object, list[int]] = {}
    judged = {member for some in rulings.together for member in some}
    for n, each in enumerate(laid):
        if not each.headline and is_refusal(each.unit.text, each.statement) and stretch_of(each.unit) not in judged:
            continue
        words = re.findall(r"\w+", each.unit.text.lower().replace("’", "'"))
        found.setdefault(" ".join(words) if len(words) >= SAME_WORDS else n, []).append(n)
    return list(found.values()) if not rulings else [part for same in found.values() for part in _parted(laid, same, rulings)]


def _parted(laid: Sequence[_Laid], same: Sequence[int], rulings: Settled) -> list[list[int]]:
    parts = rulings.parted([stretch_of(laid[n].unit) for n in same])
    return [[n for n in same if stretch_of(laid[n].unit) in part] for part in parts]


# The claims ---------------------------------------------------------------------------------------------------------------------


def _claims_of(laid: Sequence[_Laid], rulings: Settled) -> list[Claim]:
    wordings = _wordings(laid, rulings)
    judged = rulings.over({name_of(w): [stretch_of(laid[n].unit) for n in wording] for w, wording in enumerate(wordings)})
    alike, sure = held_apart(_alike(laid, wordings), judged), held_apart(_surely_one(laid, wordings), judged)
    reports = [{laid[n].unit.report for n in wording} for wording in wordings]
    kept: list[_Made] = []
    silent, empty = _silent(laid, wordings, rulings)
    for core, members, wide in _groupings(alike, sure, reports, _denying(laid, wordings), judged):
        left = members.keys() - (empty if wide else silent)
        if left & core and not any(len(left & other.keys()) >= TWICE * len(left | other.keys()) for _, other in kept):
            kept.append((core & left, {n: members[n] for n in left}))
    made = [
        ({n for w in core for n in wordings[w]}, {n: chance for w, chance in _chances(sure, members, judged).items() for n in wordings[w]})
        for core, members in kept
    ]
    _place_answers(laid, made, wordings, rulings)
    return [_claim(laid, core, members) for core, members in made]


def _silent(laid: Sequence[_Laid], wordings: Sequence[Sequence[int]], rulings: Settled) -> tuple[set[int], set[int]]:
    """Return the wordings that say nothing that can be so or not, and those of them that do not even name a matter, or ask."""
    judged = {member for some in rulings.together for member in some}
    found = [w for w, wording in enumerate(wordings) if not any(stretch_of(laid[n].unit) in judged or _says(laid[n]) for n in wording)]
    texts = {w: laid[wordings[w][0]].unit.text for w in found}
    return set(found), {w for w, text in texts.items() if is_question(text) or not telling_in(text)}


def _says(each: _Laid) -> bool:
    """Whether a unit says something: by itself, by a figure, or since its cue bears it out or rejects it ("confirmed the meeting")."""
    text = each.unit.text
    if is_refusal(text, each.statement) or is_proposition(text):
        return True
    whole = each.reading.report.text if each.reading.report else ""
    cue = " ".join(whole[span.start : span.end] for span in each.statement.cue) if each.statement else ""
    return bool(figures_in(each.reading, each.unit.spans) or (_BEARS_OUT.search(cue) and telling_in(text) and not is_question(text)))


def _groupings(alike: Floats, sure: Floats, reports: Sequence[set[str]], denying: set[int], judged: Settled) -> Iterator[_Grouping]:
    """Return the cores with all their members, and whether they are a matter at large.

    What was judged to be one goes first, then the wide before the narrow, the large before the small.
    """
    whole = [[int(name) for name in some] for some in judged.together]
    for core in whole:
        least = min(max(cohesion(alike, core), MEMBER), LEVELS[-1])
        yield set(core), agreed(core, widened(alike, core, reports=_count(reports, core), least=least, pull=0.0), judged), True
    for least, cores in zip(LEVELS, linked_by_average(alike, LEVELS), strict=True):
        for core in _largest_first(cores, whole):
            count = _count(reports, core)
            if least == LEVELS[0]:
                yield set(core), agreed(core, widened(alike, core, reports=count, least=MEMBER, pull=PULL), judged), True
            elif len(core) > 1 or count > 1:  # a single wording stands in a wide claim already
                yield set(core), agreed(core, widened(alike, core, reports=count, least=least, pull=0.0), judged), False
    for cores in linked_by_average(sure, SURE):
        for core in _largest_first(cores, whole):
            if _count(reports, core) > 1:
                near = widened(sure, core, reports=2, least=ANSWERS, pull=0.0)
                yield set(core), agreed(core, {n: near[n] for n in near if n in core or n in denying}, judged), False


def _denying(laid: Sequence[_Laid], wordings: Sequence[Sequence[int]]) -> set[int]:
    """Return the wordings that say that something is not so, or are rejected: they answer what others say."""
    return {w for w, wording in enumerate(wordings) if any(laid[n].said.negative for n in wording)}


def _chances(sure: Floats, members: Iterable[int], judged: Settled) -> dict[int, float]:
    """Return the chance that each wording of a claim belongs: how sure it is, on average, that it says one thing with the others.

    What somebody judged to be one with another of them is certain.
    """
    order = sorted(members)
    homes = Counter(judged.home[name_of(n)] for n in order if name_of(n) in judged.home)
    inside = np.clip(sure[np.ix_(order, order)], 0.0, LIKELIEST)
    np.fill_diagonal(inside, 0.0)
    means = inside.sum(axis=1) / max(1, len(order) - 1)
    certain = {n for n in order if homes[judged.home.get(name_of(n), "")] > 1}
    return {n: 1.0 if n in certain else float(mean) if len(order) > 1 else LIKELIEST for n, mean in zip(order, means, strict=True)}


def _count(reports: Sequence[set[str]], core: Iterable[int]) -> int:
    return len(set().union(*(reports[n] for n in core)))


def _largest_first(cores: Iterable[Sequence[int]], whole: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return cores, without those that went whole into what was judged to be one."""
    left = [list(core) for core in cores if not any(set(core).issubset(one) for one in whole)]
    return sorted(left, key=lambda each: (-len(each), each))


def _surely_one(laid: Sequence[_Laid], wordings: Sequence[Sequence[int]]) -> Floats:
    """Return how sure it is of each two wordings that they say one thing."""
    if not wordings:
        return np.zeros((0, 0))
    told = sum(weight * sign for weight, sign in zip((MEANT, AROUND, WORDS, ALIKE, FIGURES), _signs(laid, wordings), strict=True)) + EVEN
    sure: Floats = 1 / (1 + np.exp(-told))
    return sure


def _signs(laid: Sequence[_Laid], wordings: Sequence[Sequence[int]]) -> tuple[Floats, ...]:
    rows = _rows([[laid[n].vector for n in wording] for wording in wordings])
    surroundings = _rows([[laid[n].surroundings for n in wording] for wording in wordings])
    words = shared_words([bags_of(laid[wording[0]].unit.text) for wording in wordings])
    return rows @ rows.T, surroundings @ surroundings.T, words, profiles(rows, surroundings, words), _figures_agree(laid, wordings)


def signs_of(readings: Sequence[Reading], vectors: Mapping[str, npt.NDArray[np.float32]]) -> tuple[tuple[Unit, ...], Floats]:
    """Return the units of some reports, and what tells of each two that they say one thing: what `training.sureness` weighs.

    Args:
        readings: Reports of one story.
        vectors: As `claims` takes them.

    Returns:
        The units, and the signs in the order of their weights (`MEANT`, …), shape (signs, units, units).
    """
    laid = [each for reading in readings for each in _laid_out(reading, vectors)]
    return tuple(each.unit for each in laid), np.stack(_signs(laid, [[n] for n in range(len(laid))]))


def _figures_agree(laid: Sequence[_Laid], wordings: Sequence[Sequence[int]]) -> Floats:
    """Return 1 for two wordings that give one number, -1 for two that give different ones, 0 where one gives none."""
    given = [{(f.low, f.high) for n in wording for f in figures_in(laid[n].reading, laid[n].unit.spans)} for wording in wordings]
    return np.array([[0.0 if not a or not b else 1.0 if a & b else -1.0 for b in given] for a in given])


def _alike(laid: Sequence[_Laid], wordings: Sequence[Sequence[int]]) -> Floats:
    if not wordings:
        return np.zeros((0, 0))
    rows = _rows([[laid[n].vector for n in wording] for wording in wordings])
    surroundings = _rows([[laid[n].surroundings for n in wording] for wording in wordings])
    return profiles(rows, surroundings, shared_words([bags_of(laid[wording[0]].unit.text) for wording in wordings]))


def _rows(vectors: Sequence[Sequence[Floats]]) -> Floats:
    return unit_rows(np.array([np.mean(each, axis=0) for each in vectors])) if vectors else np.zeros((0, 0))


def _place_answers(
    laid: Sequence[_Laid], made: Sequence[tuple[set[int], dict[int, float]]], wordings: Sequence[Sequence[int]], rulings: Settled
) -> None:
    """Put each refusal to speak into the claims of its report's headline, of what it stands after, and where it was judged to be.

    Who takes something back says as little of what that was ("it was not true and I am sorry"), and goes there too.
    """
    placed = {n for wording in wordings for n in wording}
    back = {n for n in placed if laid[n].said.stance == "retracts"}
    for n, each in enumerate(laid):
        if n in placed - back:
            continue
        same = [m for m, other in enumerate(laid) if other.unit.report == each.unit.report and m in placed - back]
        leads = {*[m for m in same if laid[m].headline][:1], *[m for m in same if m < n][-1:]}
        for core, members in made:
            fits = not rulings or rulings.fits(_stretches(laid, {n, *members}))
            if n not in members and ((leads & core and fits) or _judged_there(laid, n, members, rulings)):
                members[n] = REFUSED


def _stretches(laid: Sequence[_Laid], units: Iterable[int]) -> list[str]:
    return [stretch_of(laid[n].unit) for n in units]


def _judged_there(laid: Sequence[_Laid], n: int, members: Iterable[int], rulings: Settled) -> bool:
    if not rulings:
        return False
    mine, *theirs = _stretches(laid, (n, *members))
    return mine in rulings.home and any(rulings.home.get(each) == rulings.home[mine] for each in theirs)


def _claim(laid: Sequence[_Laid], core: set[int], members: Mapping[int, float]) -> Claim:
    order = sorted(members)
    chosen = [laid[n] for n in order]
    stances = stances_of([each.said for each in chosen], [at for at, n in enumerate(order) if n in core])
    assertions = tuple(
        Assertion(report=each.unit.report, statement=each.unit.statement, spans=each.unit.spans, stance=stance, score=round(members[n], 3))
        for n, each, stance in zip(order, chosen, stances, strict=True)
    )
    first = laid[min(core)].unit
    made_of = [(n, stance) for n, stance in zip(order, stances, strict=True) if n in core] or list(zip(order, stances, strict=True))
    worded = [Worded(unit=laid[n].unit, reading=laid[n].reading, near=members[n], asserts=stance == "asserts") for n, stance in made_of]
    return Claim(id=claim_id(first.report, first.spans), gist=gist_of(worded), assertions=assertions)
