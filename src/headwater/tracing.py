"""A claim traced to its origins: one that linking found, or what the reports say of some words that a person asks for."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from headwater import comparison, linking
from headwater.comparison import narrow
from headwater.encode import open_meaning
from headwater.errors import InputError
from headwater.ids import claim_id
from headwater.judged import judged_readings
from headwater.link.governments import called_after_leaders
from headwater.link.origins import Counting, with_origins
from headwater.link.propositions import NEGATIVE, bare
from headwater.link.stances import HEAD_CHARS, Said, said_of_unit, stances_towards
from headwater.link.surroundings import cut_up
from headwater.link.tellers import plain
from headwater.link.units import Unit
from headwater.link.wording import covered, stand_towards, telling, wording
from headwater.model import Assertion, Claim, Place, Reading, Span, Stance
from headwater.text import word_spans

if TYPE_CHECKING:
    from headwater.ledger import Ledger

__all__ = ["document_of", "is_hex", "trace", "way_of", "words_of"]

Json = dict[str, Any]
Told = tuple[Json, Mapping[str, Any]]
"""A claim, and the document of its story."""

MOST_TRIED = 80
"""Claims whose meaning is compared with the words asked for, those first that share most of them."""
MEANING = 0.7
"""Share of the meaning in how well a claim fits some words; the rest is the words themselves. Chosen by eye on the development stories."""
LEAST_FIT = 0.35
"""Below this a claim is about something else."""
MEANT = 0.4
"""Share of the meaning in how near a wording comes to the words asked for; the rest is how much of them it says (`link.wording`)."""
LEAST_MEANT, NEAR, SLACK, LEAST_BESIDE = 0.35, 0.65, 0.2, 0.25
"""How near a wording must come; how near is near enough, and how much less near than the nearest, or than that, another may be; how near
one must come that stands in one claim with the nearest. Swept together with `MEANT` (0.4 to 0.8; 0.35 to 0.45, 0.5 to 1, 0.08 to 0.25, 0.25
to 0.4) on the 45 marked claims of the development stories, asked for by their gists: of what is found 53% is marked so, and 45% of what is
marked is found (F1 49; by meaning and shared rare words alone 45)."""
SURE = 0.19
"""How much less near than the nearest a wording may be for its origin to count."""
UNMOVED = 0.5
"""How much less near a wording is that says nothing for or against, where the words asked for do."""
MOST_WORDINGS = 12
MOST_OTHERS, MOST_STORIES = 5, 8


def trace(ledger: "Ledger", wanted: str) -> Json:
    """Return the claim that is meant, with its paths, and others that might be.

    By an id, the claim as linking found it. By words, the words are the claim: whatever the reports of a story say that means the same is
    put together, with the stance that linking gave it, and its origins are counted as those of any claim.

    Args:
        ledger: The ledger.
        wanted: A claim's id, a statement's, or the beginning of one; else words of a claim.

    Raises:
        InputError: No claim fits.
    """
    documents = [document_of(ledger, each) for each in _stories_for(ledger, wanted)]
    by_id = [(c, d) for d in documents for c in d["claims"] if _is_meant(c, wanted)]
    others = [] if by_id else _ranked(ledger, [(c, d) for d in documents for c in narrow(d["claims"])], wanted)
    claim, document, score = (*by_id[0], 1.0) if by_id else _asked(ledger, documents, wanted)
    rest = [{"claim": c["id"], "gist": c["gist"]["text"], "score": round(s, 3)} for s, c, _ in others if c["id"] != claim["id"]]
    return {"version": document["version"], **claim, "story": document["story"], "score": round(score, 3), "others": rest[:MOST_OTHERS]}


def way_of(page: str, path: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield the steps of a path of a claim beyond its page: an outlet and its report in hand once, nobody twice in a row."""
    told: list[str] = []
    for step, after in zip_longest(path, path[1:]):
        who = plain(step["who"])
        again = step["kind"] == "report" and (step["report"] == page or who in told)
        if again or told[-1:] == [who] or (step["kind"] == "outlet" and after is not None and after["kind"] == "report"):
            continue
        told.append(who)
        yield step


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    """A unit of a report, with how near it comes to the words asked for.

    Attributes:
        near: 0 to 1.
        stand: Where the words say that somebody is for or against something, whether it "agrees" or "opposes"; else empty.
    """

    near: float
    unit: Unit
    stand: str


def _asked(ledger: "Ledger", documents: Sequence[Mapping[str, Any]], wanted: str) -> tuple[Json, Mapping[str, Any], float]:
    """Return the claim that some words are, in the story whose reports come nearest to them, and how near they come."""
    fits = [(near[0].near, document, near) for document in documents if (near := _near(ledger, document, wanted))]
    best = max(fits, key=lambda each: each[0], default=None)
    if best is None or best[0] < LEAST_MEANT:
        raise InputError(f"no claim in this ledger fits {wanted!r}; headwater stories lists what there is, headwater search finds words")
    score, document, near = best
    chosen = _chosen(document, near)
    readings = judged_readings(ledger, [report["id"] for report in document["story"]["reports"]])
    assertions = _without_echoes(wanted, _assertions(wanted, chosen, readings), readings)
    stances = {(each.report, each.spans): each.stance for each in assertions}
    clearest = next((fit.unit for fit in chosen if stances.get((fit.unit.report, fit.unit.spans)) == "asserts"), chosen[0].unit)
    gist = _named_by(clearest, readings)
    who, cited, copied = comparison.links_of(document)
    made = Claim(id=claim_id(clearest.report, clearest.spans), gist=gist, assertions=assertions)
    counting = Counting(least=near[0].near - (SLACK if near[0].stand else SURE))
    (found,) = with_origins([made], readings, who, cited, copied, linking.rulings_of(ledger, readings), counting=counting)
    reports = {each.report.id: each.report for each in readings if each.report is not None}
    return comparison.claim_json(found, reports, paths=True), document, score


def _named_by(unit: Unit, readings: Iterable[Reading]) -> Place:
    """Return the stretch of a unit that names the claim, without a "that" before it."""
    text = next((r.report.text for r in readings if r.report is not None and r.report.id == unit.report), "")
    first, last = unit.spans[0].start, unit.spans[-1].end
    start, end = bare(text[first:last])
    return Place(report=unit.report, span=Span(start=first + start, end=first + end))


def _chosen(document: Mapping[str, Any], near: Sequence[_Fit]) -> list[_Fit]:
    """Return what says the same as the words asked for, the nearest first."""
    least = max(LEAST_MEANT, min(near[0].near, NEAR) - SLACK)
    beside = _beside(document, near[0].unit)
    if near[0].stand:  # somebody is for or against something: who takes no side says nothing of that
        near = [fit for fit in near if fit.stand]
    return [fit for fit in near if fit.near >= least or (fit.near >= LEAST_BESIDE and fit.near >= beside.get(_where(fit.unit), math.inf))]


def _assertions(wanted: str, chosen: Iterable[_Fit], readings: Iterable[Reading]) -> tuple[Assertion, ...]:
    """Return what was chosen as assertions of a claim, each with its stance towards the words asked for, in reading order."""
    home = {reading.report.id: reading for reading in readings if reading.report is not None}
    ordered = sorted(chosen, key=lambda each: (each.unit.report, each.unit.spans[0].start, each.unit.statement or ""))
    said = [said_of_unit(home[fit.unit.report], fit.unit) for fit in ordered]
    stances = [_stance(*each) for each in zip(ordered, said, stances_towards(wanted, said), strict=True)]
    return tuple(
        Assertion(
            report=fit.unit.report,
            statement=fit.unit.statement,
            spans=fit.unit.spans,
            stance=stance,
            score=round(min(1.0, max(0.0, fit.near)), 3),
        )
        for fit, stance in zip(ordered, stances, strict=True)
    )


def _stance(fit: _Fit, said: Said, found: Stance) -> Stance:
    """Return the stance of a wording: by the side that it takes where the words asked for take one, else as found."""
    if not fit.stand or found in ("declines", "retracts"):
        return found
    return "denies" if (fit.stand == "opposes") != said.against else "asserts"


def _without_echoes(wanted: str, assertions: Sequence[Assertion], readings: Iterable[Reading]) -> tuple[Assertion, ...]:
    """Leave out what merely has a "not" in it and is said by one who asserts the claim in the same report."""
    home = {r.report.id: r for r in readings if r.report is not None}
    said = {(report, s.id): s for report, r in home.items() for s in r.statements}

    def teller(one: Assertion) -> tuple[str, str] | None:
        statement = said.get((one.report, one.statement or ""))
        return (one.report, statement.chain[-1].actor) if statement is not None and statement.chain else None

    def says_not(one: Assertion) -> bool:
        report = home[one.report].report
        words = "" if report is None else " ".join(report.text[span.start : span.end] for span in one.spans)
        return one.stance == "denies" or (bool(NEGATIVE.search(words[:HEAD_CHARS])) and not NEGATIVE.search(wanted))

    asserting = {teller(each) for each in assertions if each.stance == "asserts" and not says_not(each)} - {None}

    def echoes(one: Assertion) -> bool:
        own = said.get((one.report, one.statement or ""))
        return own is not None and own.stance != "denies" and says_not(one) and teller(one) in asserting

    return tuple(each for each in assertions if not echoes(each))


def _near(ledger: "Ledger", document: Mapping[str, Any], wanted: str) -> list[_Fit]:
    """Return the units of a story's reports with how near they come to some words, by meaning and by what they say, the nearest first."""
    readings = linking.current(judged_readings(ledger, [report["id"] for report in document["story"]["reports"]]))
    cuts = [cut_up(reading) for reading in readings]
    called = called_after_leaders(card for each in cuts for card in each.leaders)
    vectors = linking.unit_vectors(ledger, readings)
    vector, asked = open_meaning().vectors([wanted])[0], wording(wanted, called)
    units = [
        (unit, vectors[unit.report][at], wording(unit.text, called), wording(around, called))
        for reading, cut in zip(readings, cuts, strict=True)
        for at, (unit, around) in enumerate(zip(cut.units, cut.around, strict=True))
        if not _names_its_source(reading, unit)
    ]
    weights = telling(asked, (said for _, _, said, _ in units))
    found: list[_Fit] = []
    for unit, meant, said, around in units:
        near = MEANT * max(0.0, float(meant @ vector)) + (1 - MEANT) * covered(asked, said, around, weights)
        stand = stand_towards(asked, said) if asked.attitudes else ""
        if asked.attitudes and not stand:
            near *= UNMOVED
        found.append(_Fit(near=near, unit=unit, stand=stand))
    return sorted(found, key=lambda each: (-each.near, each.unit.report, each.unit.spans[0].start))


def _names_its_source(reading: Reading, unit: Unit) -> bool:
    """Whether a unit is nothing but the words for who says it ("quoted *an engineer at the site*")."""
    chain = next((each.chain for each in reading.statements if each.id == unit.statement), ())
    return any(hop.span.start == unit.spans[0].start for hop in chain)


def _beside(document: Mapping[str, Any], unit: Unit) -> dict[tuple[str, int], float]:
    """Return where the other wordings of a unit's narrowest claim stand, and what denies the wider ones, with how near each must come."""
    at = _where(unit)
    around = [claim["assertions"] for claim in document["claims"] if _counted(claim) > 1]
    around = [each for each in around if at in {(a["report"], a["spans"][0]["start"]) for a in each}]
    narrowest: list[Json] = min(around, key=len, default=[])
    against = [a for each in around for a in each if a["stance"] != "asserts"]
    needed = [(each, LEAST_MEANT) for each in against] + [(each, LEAST_BESIDE) for each in narrowest if each["stance"] == "asserts"]
    return {(each["report"], each["spans"][0]["start"]): least for each, least in needed}


def _where(unit: Unit) -> tuple[str, int]:
    return unit.report, unit.spans[0].start


def _stories_for(ledger: "Ledger", wanted: str) -> list[str]:
    """Return the stories to look into: those that have what an id names, else those in which most of the words are."""
    beginning = wanted.lower()
    by_id = {*ledger.stories_naming(beginning, whole=False), *ledger.stories_stating(beginning)} if _is_id(wanted) else set()
    if by_id:
        return sorted(by_id)
    hits = ledger.search(wanted) or tuple(hit for word in dict.fromkeys(words_of(wanted)) if len(word) > 3 for hit in ledger.search(word))
    homes = ledger.stories_of(hit.report for hit in hits)
    counts = Counter(homes[hit.report] for hit in hits if hit.report in homes)
    return sorted(sorted(counts, key=lambda s: (-counts[s], s))[:MOST_STORIES])


def _is_id(wanted: str) -> bool:
    return len(wanted) >= 6 and is_hex(wanted)


def is_hex(wanted: str) -> bool:
    """Whether something could be an id or the beginning of one."""
    return all(c in "0123456789abcdef" for c in wanted.lower())


def _is_meant(claim: Mapping[str, Any], wanted: str) -> bool:
    ids = [claim["id"], *(a["statement"] for a in claim["assertions"] if a["statement"])]
    return _is_id(wanted) and any(each.startswith(wanted.lower()) for each in ids)


def _ranked(ledger: "Ledger", claims: Sequence[Told], wanted: str) -> list[tuple[float, Json, Mapping[str, Any]]]:
    words = set(words_of(wanted))
    lexical = [max((_covered(words, _text(a)) for a in claim["assertions"]), default=0.0) for claim, _ in claims]
    tried = sorted(range(len(claims)), key=lambda n: (-lexical[n], n))[:MOST_TRIED]
    worded = {n: claims[n][0]["assertions"][:MOST_WORDINGS] for n in tried}
    meant = _meanings(ledger, {a["report"] for some in worded.values() for a in some}, open_meaning().vectors([wanted])[0])
    found = []
    for n, some in worded.items():
        alike = sorted((meant.get(_place(a), 0.0) for a in some), reverse=True)
        near = (alike[0] + sum(alike) / len(alike)) / 2 if alike else 0.0  # the best wording, and the claim as a whole
        fit = MEANING * max(0.0, near) + (1 - MEANING) * lexical[n]
        if fit >= LEAST_FIT:
            claim, document = claims[n]
            found.append((fit + 0.03 * math.log(_counted(claim)), claim, document))
    return sorted(found, key=lambda each: (-each[0], each[1]["id"]))


def _meanings(ledger: "Ledger", reports: Iterable[str], asked: linking.Floats) -> dict[tuple[str, int, int], float]:
    """Return how near the units of reports come to a vector in meaning, by where they stand, from the vectors that were made with them."""
    readings = judged_readings(ledger, sorted(reports))
    vectors = linking.unit_vectors(ledger, readings)
    found: dict[tuple[str, int, int], float] = {}
    for reading in readings:
        units = cut_up(reading).units
        near = vectors[units[0].report] @ asked if units else ()
        found |= {(unit.report, unit.spans[0].start, unit.spans[-1].end): float(each) for unit, each in zip(units, near, strict=True)}
    return found


def _place(assertion: Mapping[str, Any]) -> tuple[str, int, int]:
    return assertion["report"], assertion["spans"][0]["start"], assertion["spans"][-1]["end"]


def _covered(words: set[str], text: str) -> float:
    return len(words & _words_in(text)) / max(1, len(words))


@lru_cache(maxsize=1 << 14)
def _words_in(text: str) -> frozenset[str]:
    return frozenset(words_of(text))


def _text(assertion: Mapping[str, Any]) -> str:
    return " ".join(span["text"] for span in assertion["spans"])


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return [text[a:b].lower() for a, b in word_spans(text) if text[a].isalnum()]


def document_of(ledger: "Ledger", story: str) -> Mapping[str, Any]:
    """Return what linking found in a story.

    Raises:
        InputError: It has not been linked.
    """
    found = ledger.linked(story)
    if found is None:
        raise InputError(f"story {story} has not been linked yet; headwater add links what is new")
    return found.value


def _counted(claim: Mapping[str, Any]) -> int:
    return len(comparison.reports_of(claim))
