"""Where a report names other publishers: in its sentences, in credit lines, and by description ("a Swiss newspaper")."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from headwater.link.publishers import bare, name_match, names_of
from headwater.model import Hop, Publisher, Reading, Report, Span, Statement
from headwater.resolve.outlets import speaks_of_itself
from headwater.resolve.patterns import alternatives

__all__ = ["Mention", "mentions_in"]

Role = Literal["cited", "credited", "described"]

_OUTLET = alternatives(
    """newspaper, paper, daily, weekly, magazine, tabloid, broadcaster, television channel, tv channel, tv station, radio station, website,
    site, news site, news agency, newsletter, news outlet, outlet, media outlet, publication, blog, trade magazine, trade journal"""
)
_PRESS = alternatives(
    "media, press, newspapers, outlets, media outlets, news media, broadcasters, websites, newspaper reports, press reports"
)
_WORD = r"[A-Za-zÀ-ÿ][\w’'-]*"
_KIND = r"(?:[A-ZÀ-Þ][\w’'-]*|[Ll]ocal|[Ss]tate|[Ff]oreign|[Nn]ational|[Rr]egional|[Ss]everal|[Oo]ther)"
_REPORTED = alternatives(
    """reported, report, reports, said, says, say, claimed, claims, claim, revealed, reveals, wrote, published, quoted, put, placed,
    disclosed, broke, carried, aired, confirm, confirmed"""
)
_NOT_NAMED_NEXT = r"(?!,? (?:called |named |known as )?(?:the )?[A-ZÀ-Þ])"
_DESCRIBED = (
    # "a Swiss newspaper", "according to a local broadcaster"
    re.compile(rf"\b(?:[Aa]n?|[Aa]nother|[Oo]ne) (?:{_WORD} ){{0,3}}?{_OUTLET}\b{_NOT_NAMED_NEXT}(?=(?: \w+){{0,3}}? {_REPORTED}\b)"),
    re.compile(
        rf"\b(?:according to|reported by|first reported by|quoted by|told|citing|revealed by|in) "
        rf"(?P<who>(?:an?|another|one) (?:{_WORD} ){{0,3}}?{_OUTLET})\b{_NOT_NAMED_NEXT}"
    ),
    # "local media reported", "according to Italian media", "media reports"
    re.compile(rf"\b(?:{_KIND} )?{_PRESS}\b(?=,?(?: \w+){{0,2}}? {_REPORTED}\b)"),
    re.compile(rf"\baccording to (?P<who>(?:{_KIND} )?{_PRESS})\b"),
    # "according to reports in Italy", "Italian reports", "press reports"
    re.compile(r"\b(?P<who>(?:media |press |newspaper )?reports (?:in|from) (?:the )?(?:[A-ZÀ-Þ][\w’'-]*)(?: (?:media|press))?)"),
    re.compile(
        rf"\b(?P<who>(?:[A-ZÀ-Þ][\w’'-]*|[Ll]ocal|[Mm]edia|[Pp]ress|[Nn]ewspaper|[Ff]oreign) reports)\b(?=[^.]{{0,60}}?{_REPORTED})"
    ),
)
MOST_CREDIT_WORDS = 16
"""A longer line tells something."""
_CREDIT = re.compile(
    r"^\W*(?:sources?|via|credits?|originally published|first published|this (?:article|story|report)|from)\b"
    r"|\b(?:additional reporting|and agencies|with agencies|staff and|and staff|agencies|wires?)\b|^\W*\([^()]{2,60}\)\W*$"
    r"|^\W*by [^.]{0,60}\b(?:and|for|,) ",
    re.IGNORECASE,
)
_CREDIT_LINE = re.compile(
    r"^\W*(?:sources?|via|credits?|text|copyright|from)\s*[:–—-]"
    r"|^\W*(?:©|with (?:additional )?(?:reporting|files|material) (?:by|from)|additional reporting by|(?:originally|first) published)"
    r"|^\W*this (?:article|story|report) (?:was |is |has been )?(?:first|originally|provided|supplied|taken|republished)",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"^[^\n]{0,80}?\((?P<name>[^()\n]{2,40})\)\s*[-–—:]|^\s*\((?P<head>[^()\n]{2,40})\)\s*[-–—:]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place where a report names or describes who else published something.

    Attributes:
        role: cited in a sentence, credited (a credit line, dateline or byline), or described without a name.
        name: The words, without article.
        of: The publishers it may name, of those in hand; empty where none.
        statement: The id of the statement that comes through it, where one does.
    """

    span: Span
    role: Role
    name: str
    of: tuple[Publisher, ...] = ()
    statement: str | None = None


def mentions_in(reading: Reading, publishers: Iterable[Publisher]) -> tuple[Mention, ...]:
    """Return the mentions of other publishers in a report, in reading order.

    Args:
        reading: The report with its chains, where they were read.
        publishers: Who else published something that is in hand.
    """
    report = reading.report
    if report is None:
        return ()
    others = [each for each in dict.fromkeys(publishers) if not names_of(each).whole & names_of(report.publisher).whole]
    found = list(_named(report, others))
    taken = [mention.span for mention in found]
    found += _hops(reading, report, taken, others)
    found += _described(report, [mention.span for mention in found])
    return tuple(_with_statement(mention, reading.statements) for mention in sorted(found, key=lambda each: (each.span, each.name)))


# Named ---------------------------------------------------------------------------------------------------------------------------


def _named(report: Report, others: Sequence[Publisher]) -> Iterator[Mention]:
    """Yield where names of publishers in hand stand, the longest name at each place."""
    forms: dict[str, list[Publisher]] = {}
    own = names_of(report.publisher)
    for each in others:
        names = names_of(each)
        for form in (names.whole | names.short | names.last) - own.whole - own.short - own.last:
            if len(form) > 2:
                forms.setdefault(form, []).append(each)
    if not forms:
        return
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    pattern = re.compile(rf"(?<![\w.@/-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w@/]|\.\w)", re.IGNORECASE)
    plain = _folded(report.text)
    for m in pattern.finditer(plain):
        who = forms.get(m.group().lower(), [])
        if who and _is_name_there(report.text, m.start(), m.end(), who):
            span = Span(start=m.start(), end=m.end())
            yield Mention(span=span, role=_role(report, span), name=report.text[m.start() : m.end()], of=tuple(who))


def _folded(text: str) -> str:
    """Return the text with its letters without accents, each in its place."""
    return text if text.isascii() else "".join(c if c.isascii() else _plain_letter(c) for c in text)


@cache
def _plain_letter(c: str) -> str:
    plain = unicodedata.normalize("NFKD", c)[0]
    return "'" if c == "’" else plain if plain.isalpha() else c


def _is_name_there(text: str, start: int, end: int, who: Sequence[Publisher]) -> bool:
    """Whether a name is meant, not the word: capital letters, and after "the" where it is but the last word of a longer name."""
    if not text[start].isupper() and "." not in text[start:end]:
        return False
    form = bare(text[start:end])
    if any(form in names_of(each).whole or name_match(form, each) == 3 for each in who):
        return True
    before, after = text[max(0, start - 24) : start], text[end : end + 20]
    if re.search(r"[A-ZÀ-Þ][\w’'&-]* $", before) and not re.search(r"\b[Tt]he $|(?:^|[.!?\n“\"‘'(] ?)[A-Z]\w* $", before):
        return False  # the end of some other name
    if re.match(r" [A-ZÀ-Þ]", after) and not re.match(r" [A-ZÀ-Þ]\w+day\b", after):
        return False  # the beginning of one
    return any(form in names_of(each).short for each in who) or re.search(r"\b[Tt]he $", before) is not None


def _role(report: Report, span: Span) -> Role:
    block = next((each for each in report.blocks if each.start <= span.start < each.end), None)
    line = report.text[block.start : block.end] if block else ""
    dateline = _DATELINE.match(line)
    if block and dateline:
        group = "name" if dateline["name"] else "head"
        if dateline.start(group) <= span.start - block.start < dateline.end(group):
            return "credited"
    signs = _CREDIT if block is None or block.kind == "furniture" else _CREDIT_LINE
    if len(line.split()) <= MOST_CREDIT_WORDS and signs.search(line):
        return "credited"
    at = span.start - (block.start if block else span.start)
    return "credited" if len(line.split()) <= 10 and line[:1] == "(" and at < len(line) else "cited"


# By chains and by description ----------------------------------------------------------------------------------------------------


def _hops(reading: Reading, report: Report, taken: Sequence[Span], others: Sequence[Publisher]) -> Iterator[Mention]:
    """Yield the outlets of chains that stand where no name in hand does, once each place; one word of a name may be enough here."""
    seen: set[Span] = set()
    for statement in reading.statements:
        for hop in statement.chain:
            words = report.text[hop.span.start : hop.span.end]
            if hop.kind != "outlet" or hop.span in seen or _is_pronoun(words) or speaks_of_itself(words) or _meets(hop.span, taken):
                continue
            seen.add(hop.span)
            role: Role = "cited" if _bears_name(hop, words) else "described"
            of = tuple(each for each in others if role == "cited" and name_match(words, each))
            yield Mention(span=hop.span, role=role, name=bare(words), of=of if len(of) == 1 else (), statement=statement.id)


def _bears_name(hop: Hop, words: str) -> bool:
    return hop.named and re.search(r"[A-ZÀ-Þ]", words.removeprefix("The ")) is not None


def _is_pronoun(words: str) -> bool:
    """Whether words stand for an outlet named elsewhere: "it", "which", "the paper"."""
    first, _, rest = words.strip().partition(" ")
    return re.fullmatch(r"it|they|he|she|we|which|who|that|them|(?:the|this|that) [a-z ]+", f"{first.lower()} {rest}".strip()) is not None


def _meets(span: Span, others: Iterable[Span]) -> bool:
    """Whether a span overlaps another or stands right before it ("broadcaster Radio Vale")."""
    return any(span.start < other.end and other.start <= span.end + 1 for other in others)


def _described(report: Report, taken: Sequence[Span]) -> Iterator[Mention]:
    spans = list(taken)
    for pattern in _DESCRIBED:
        for m in pattern.finditer(report.text):
            start, end = m.span("who") if "who" in pattern.groupindex else m.span()
            span = Span(start=start, end=end)
            if not _meets(span, spans) and "\n" not in m.group():
                spans.append(span)
                yield Mention(span=span, role="described", name=report.text[start:end])


def _with_statement(mention: Mention, statements: Sequence[Statement]) -> Mention:
    """Name the statement that comes through the mention: a hop of its chain stands there."""
    if mention.statement is not None or mention.role == "credited":
        return mention
    through = [s for s in statements if s.kind == "statement" and _meets(mention.span, [hop.span for hop in s.chain])]
    if not through:
        return mention
    nearest = min(through, key=lambda s: (abs(s.content[0].start - mention.span.start), s.id))
    return Mention(span=mention.span, role=mention.role, name=mention.name, of=mention.of, statement=nearest.id)
