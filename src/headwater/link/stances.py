"""Where an assertion stands towards its claim: asserts, denies, declines, retracts.

What a statement does to its own content is known (`Statement.stance`); towards the claim it depends on what the claim says. A claim is
taken to say that something is so, unless nearly all who speak of it say that it is not: then who says that it is so denies it. And who
gives another number for the same thing denies the number that the claim is about.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from headwater.link.propositions import CALLED_FALSE, NEGATIVE, denied_in, telling_in
from headwater.link.units import Unit
from headwater.model import Figure, Reading, Span, Stance, Statement
from headwater.resolve.quantities import Side, compared, side_of

__all__ = ["HEAD_CHARS", "Said", "figures_in", "is_refusal", "said_of", "said_of_unit", "stances_of", "stances_towards"]

_REFUSES = re.compile(
    r"\b(?:declin|refus)\w+ to (?:comment|say|discuss|elaborate|confirm)|\b(?:no|without|further) comment\b"
    r"|\b(?:not|never|n[’']t|neither\b.{0,30}\bwould|nobody would) comments?\b|\bneither confirm\w* n?or den"
    r"|\bcould not (?:immediately )?be (?:reached|contacted)|\bnot (?:immediately )?(?:respond|repl(?:y|ied)|answer(?:ed)?)\b"
    r"|\bnot (?:immediately )?(?:return\w*|take|answer\w*) .{0,25}(?:calls?|messages?|e-?mails?|questions?|requests?|[ei]nquir\w+)\b"
    r"|\bunavailable for comment|^(?:that |to )?comment\b.{0,25}$|\bdo(?:es)? not comment on\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\b(?:disput\w+|den(?:y|ie[sd]|ying)|reject\w*|rul(?:e[sd]?|ing) out|refut\w+|dismiss\w*|contest\w*)\b", re.IGNORECASE
)
LEAD_CHARS = 40
"""How far before a content the words that deny it can stand."""
HEAD_CHARS = 70
"""How far into a wording a "not" can be that denies all of it."""
MOSTLY = 0.8
"""Share of a claim's wordings that must say that something is not so for the claim to say it: who denies, answers what somebody asserts."""
FIRST = 0.5
"""The same where the first to speak of it says that it is not so: a denial answers something."""
_BACK = re.compile(
    r"\b(?:no longer (?:certain|sure|stand)|misspoke|retract\w*|(?:took|take[sn]?|taking) (?:it|that|this|them|the \w+) back|deleted it"
    r"|with(?:dr[ae]w\w*|drawing) (?:\w+ ){1,2}"
    r"(?:claims?|statements?|allegations?|accusations?|remarks?|comments?|report|story|figures?|number)"
    r"|(?:I|we) (?:got (?:it|that|this) wrong|(?:was|were) (?:wrong|mistaken)|now accept|apologi[sz]e)"
    r"|(?:issued|printed|published) a correction)\b",
    re.IGNORECASE,
)
_SORRY = re.compile(r"\b(?:sorry|apolog\w+|regret|my mistake|our mistake)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is looked at of an assertion to tell its stance.

    Attributes:
        stance: What its statement does to its own content.
        against: Whether who says it rejects what it says ("denied that …").
        rejects: The same, or that it calls all of it false itself ("… was fiction").
        negative: Whether, all in all, it says that something is not so.
        forms: The telling words of it, no names.
        denied: Those of them that it says are not so.
        sides: Its figures.
    """

    stance: Stance
    negative: bool
    sides: tuple[Side, ...]
    against: bool = False
    rejects: bool = False
    forms: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()


def is_refusal(text: str, statement: Statement | None) -> bool:
    """Whether a unit says merely that somebody would not speak, or was not reached."""
    if statement is not None and statement.stance == "declines":
        return True
    return bool(_REFUSES.search(text))


def said_of(reading: Reading, text: str, figures: Sequence[Figure], statement: Statement | None) -> Said:
    """Return what is looked at of one unit.

    Args:
        reading: Its report.
        text: Its words.
        figures: The figures that stand in it.
        statement: The statement whose content it is, `None` for the report's own voice.
    """
    whole = reading.report.text if reading.report else ""
    stance: Stance = "asserts" if statement is None else statement.stance
    if is_refusal(text, statement):
        stance = "declines"
    elif _BACK.search(text) or (CALLED_FALSE.search(text) and _SORRY.search(text)):
        stance = "retracts"
    against = statement is not None and (stance == "denies" or bool(_AGAINST.search(_lead(whole, statement))))
    rejects = against or bool(CALLED_FALSE.search(text))
    forms = telling_in(text, names=False)
    return Said(
        stance=stance,
        against=against,
        rejects=rejects,
        negative=rejects or bool(NEGATIVE.search(text[:HEAD_CHARS])),
        forms=forms,
        denied=forms if CALLED_FALSE.search(text) else denied_in(text),
        sides=tuple(side_of(each, whole) for each in figures),
    )


def said_of_unit(reading: Reading, unit: Unit) -> Said:
    """Return what is looked at of one unit of a reading."""
    figures = figures_in(reading, unit.spans)
    statement = next((s for s in reading.statements if s.id == unit.statement), None)
    return said_of(reading, unit.text, figures, statement)


def figures_in(reading: Reading, spans: Sequence[Span]) -> list[Figure]:
    """Return the figures of a reading that stand in some spans."""
    return [f for f in reading.figures if any(s.start <= f.span.start and f.span.end <= s.end for s in spans)]


def _lead(text: str, statement: Statement) -> str:
    """Return the cue of a statement and what stands before its content in the sentence."""
    start = statement.content[0].start
    before = re.split(r"(?<=[.!?])\s|\n", text[max(0, start - LEAD_CHARS) : start])[-1]
    return " ".join([before, *(text[span.start : span.end] for span in statement.cue)])


def stances_of(assertions: Sequence[Said], core: Sequence[int]) -> tuple[Stance, ...]:
    """Return the stance of each assertion towards the claim that they make together.

    Args:
        assertions: All of the claim's, in the order in which they were published.
        core: Indices of those that the claim is made of.
    """
    plain = [assertions[n] for n in core if assertions[n].stance not in {"declines", "retracts"}] or list(assertions)
    not_so = _denials_of_one_thing(plain)
    share = sum(not_so) / len(plain)
    negative = share > MOSTLY or (share > FIRST and not_so[0])
    said = [each for each, so in zip(plain, not_so, strict=True) if so] if negative else [each for each in plain if not _denies(each)]
    claimed = _claimed(said, negative=negative)
    number = _number_of(plain)
    return tuple(_stance(each, number, claimed, negative=negative) for each in assertions)


def _denies(said: Said) -> bool:
    """Whether a wording says itself that something is not so; who rejects what it says leaves the wording as it was."""
    return said.negative and not said.against


def _denials_of_one_thing(said: Sequence[Said]) -> list[bool]:
    """Return of each wording whether it says that something is not so that others say, too, is not; one alone need not agree."""
    denied = [each.denied if _denies(each) else frozenset[str]() for each in said]
    alone = sum(map(_denies, said)) == 1
    return [_denies(each) and (alone or any(denied[n] & other for m, other in enumerate(denied) if m != n)) for n, each in enumerate(said)]


def stances_towards(words: str, assertions: Sequence[Said]) -> tuple[Stance, ...]:
    """Return the stance of each assertion towards a claim that somebody has put in words."""
    negative, number = bool(NEGATIVE.search(words)), _number_of(assertions)
    claimed = denied_in(words) if negative else telling_in(words, names=False)
    return tuple(_stance(each, number, claimed, negative=negative) for each in assertions)


def _claimed(said: Sequence[Said], *, negative: bool) -> frozenset[str]:
    """Return the words for what a claim says to be so; for what is not so, where it says that."""
    return frozenset().union(*(each.denied if negative else each.forms - each.denied for each in said))


def _stance(said: Said, number: Side | None, claimed: frozenset[str], *, negative: bool) -> Stance:
    if said.stance in {"declines", "retracts"}:
        return said.stance
    if said.negative != negative and (_speaks_of(said, claimed) or said.rejects):
        return "denies"
    if number is not None and said.sides:
        relations = [compared(number, side).relation for side in said.sides]
        if "conflict" in relations and "same" not in relations:
            return "denies"
    return "asserts"


def _speaks_of(said: Said, claimed: frozenset[str]) -> bool:
    """Whether one says to be so what the other says is not: the mere "not" shows nothing."""
    return bool((said.denied if said.negative else said.forms) & claimed)


def _number_of(said: Sequence[Said]) -> Side | None:
    """Return the figure that most assertions of the claim give, `None` where none is in two."""
    sides = [side for each in said for side in each.sides]
    counts = Counter((side.low, side.high, side.unit) for side in sides)
    if not counts:
        return None
    (key, most), *_ = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
    return next(side for side in sides if (side.low, side.high, side.unit) == key) if most > 1 else None
