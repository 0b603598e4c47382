"""Which names are those of who publishes news: by a list, and by what the text says of them. A new outlet stands on no list.

By context a name is an outlet where somebody reads it as one: what it is called ("the newspaper El Norte"), what is done with it
("told Northline in an interview", "Northline reported, citing two officials", "first reported by Northline"), what it has ("a Northline
reporter"), and where it stands ("HARBOUR CITY (Castellan) —").
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

from headwater.imprint import OUTLET_WORDS, PAPER_WORDS, signs
from headwater.model import Publisher
from headwater.resolve.lexicon import OUTLET_NOUNS, PLACES
from headwater.resolve.patterns import alternatives
from headwater.resolve.words import Words

__all__ = ["OUTLET_WORDS", "PAPER_WORDS", "Outlets", "listed_outlet", "outlet_signs", "own_names", "speaks_of_itself"]

_ARTICLE = re.compile(r"^the\s+", re.IGNORECASE)
_SPACE = re.compile(r"\s+")


def _plain(name: str) -> str:
    return _SPACE.sub(" ", _ARTICLE.sub("", name)).replace("’", "'").strip().lower()


@cache
def _listed() -> tuple[dict[str, str], dict[str, str]]:
    """Return what the list knows, sure names and doubtful ones: name without article, in lower case, to the outlet's full name."""
    sure: dict[str, str] = {}
    doubtful: dict[str, str] = {}
    lines = resources.files("headwater.resolve").joinpath("outlets.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line.startswith("#"):
            continue
        _, domain, name, *others = line.split("\t")
        full = name.lstrip("?")
        for each in (name, *others):
            (doubtful if each.startswith("?") else sure).setdefault(_plain(each.lstrip("?")), full)
        if domain:
            sure.setdefault(domain, full)
    return sure, {name: full for name, full in doubtful.items() if name not in sure}


def listed_outlet(name: str) -> str | None:
    """Return the full name of the outlet that the list surely knows by a name, `None` where it knows none."""
    return _listed()[0].get(_plain(name))


class Outlets:
    """The outlets that a list knows by name."""

    def __init__(self) -> None:
        self._sure, _ = _listed()

    def knows(self, name: str) -> bool:
        """Whether a name is surely an outlet's, as capitals and letters stand."""
        return _plain(name) in self._sure and (name[:1].isupper() or name.lower().startswith("the "))


# What stands right before a name that makes it an outlet's.
_THE = "(?:the )?"
_NOUN = alternatives(", ".join(OUTLET_NOUNS - {"show"}))
_CALLED = rf"\b(?:news )?{_NOUN}s?,? (?:called )?{_THE}"
_BEFORE = re.compile(
    rf"(?:(?<=[,”\"’] ){alternatives('reported, reports, according to')} {_THE}"
    rf"|\b{alternatives('reported, published, broadcast, aired, obtained, quoted, cited, carried, relayed')} by {_THE}"
    rf"|\b{alternatives('interview, interviews, interviewed')} {alternatives('with, by, to, on, for')} {_THE}(?:[\w’'-]+ )?"
    rf"|\b{alternatives('quoting, citing')} {_THE}(?:reports? {alternatives('in, by, from, on')} )?{_THE}"
    rf"|\breports? {alternatives('in, on, from')} {_THE}"
    rf"|\b{alternatives('op-ed, article, column, editorial, story, essay, report')} {alternatives('in, for, on, by')} {_THE}"
    rf"|\b{alternatives('wrote, writing, published, appeared')} in {_THE}"
    rf"|{_CALLED})$",
    re.IGNORECASE,
)
_SURELY_BEFORE = re.compile(rf"(?:\b{alternatives('reported, published, broadcast, aired')} by {_THE}|{_CALLED})$", re.IGNORECASE)
# What stands right after one: who works there, what it has, that it reports, what it is, that it cites.
_STAFF = alternatives("correspondent, correspondents, journalist, journalists, readers, editor, editors, columnist, columnists, newsroom")
_HAS = alternatives(
    """source, sources, report, reporting, article, story, reporter, reporters, correspondent, correspondents, interview, website, anchor,
    host, analysis"""
)
_AFTER = re.compile(
    rf"(?:[’']s?)? ?(?:(?:news )?{_NOUN}\b|{_STAFF}\b|reporters?\b(?! group)"
    rf"|[’']s {_HAS}\b"
    rf"|,? (?:{alternatives('first, also, later, had, has, have, previously, earlier')} )*{alternatives('reported, reports')}"
    rf"(?=[,.:;”\"]|$| (?:{alternatives('that, on, in, earlier, last, first, the, he, she, it')}|\w+day)\b)"
    rf"|,? (?:which|who)? ?(?:first |also )*{alternatives('reported, broke, published, obtained, aired, broadcast')}\b"
    rf"|, {alternatives('an, a, the, one of')} (?:[\w’'-]+ ){{0,4}}?{_NOUN}\b"
    rf"(?! {alternatives('said, says, reported, reports, wrote, writes, added, claimed, has, had, quoted, cited')}\b)"
    r"|,? citing\b|, quoting\b| quotes? [^.\n]{3,60} as saying\b| quoted [^.\n]{3,60} as saying\b"
    r"|(?: on [A-Z]\w+day)?,? on condition of anonymity|,? on the condition of)"
)
# What stands around the name of anybody who was told something, and of an outlet.
_TOLD = re.compile(
    r"\b(?:"
    + alternatives(
        """told, telling, tells, tell, informed, spoke to, speaking to, spoke with, speaking with, in comment to, in comments to,
        in remarks to, reiterated to, confirmed to"""
    )
    + rf"|in an? {alternatives('email, statement, message, text')}(?: \w+)? to) {_THE}$",
    re.IGNORECASE,
)
_CLAUSE = alternatives("that, the, a, an, it, he, she, they, there, his, her, its, their, some, two, three")
_TOLD_AFTER = re.compile(
    rf" in {alternatives('a, an, the')} (?:[\w-]+ ){{0,3}}interview"
    rf"| {_CLAUSE}\b"
    rf"| on {alternatives('sun, mon, tues, wednes, thurs, fri, satur')}day"
    r"| earlier| late\b"
    rf"| in {alternatives('jan, feb, mar, apr, may, jun, jul, aug, sep, oct, nov, dec')}"
    r"|[,.]|$",
    re.IGNORECASE,
)


_PEOPLE = re.compile(r"[A-Z]{2,5}s")
"""People by their initials ("MPs")."""


def outlet_signs(words: Words, start: int, end: int) -> int:
    """Return how strongly what stands around a name says that it publishes news: 0 not, 1 perhaps, 2 surely.

    Args:
        words: The report's words.
        start: Offset of the name, without its article.
        end: Offset after the name.
    """
    text = words.text
    before = text[max(0, start - 60) : start].rsplit("\n", 1)[-1]
    after = text[end : end + 60].split("\n", 1)[0]
    if _AFTER.match(after):
        return 2
    if _BEFORE.search(before):
        return 2 if _SURELY_BEFORE.search(before) else 1
    if not _TOLD.search(before) or _PEOPLE.fullmatch(text, start, end):
        return 0
    ending = text[start:end].lower().split()[-1] if start < end else ""
    return 1 if _TOLD_AFTER.match(after) or ending in OUTLET_WORDS else 0


# The report's own publisher ------------------------------------------------------------------------------------------------------

_OWN_NOUN = alternatives(
    "newspaper, paper, magazine, website, site, reporter, publication, correspondent, network, station, programme, program"
)
_OWN_PHRASES = re.compile(rf"(?:this|our) {_OWN_NOUN}", re.IGNORECASE)
_GENERIC = frozenset(
    """the and news daily agency service evening morning weekly sunday online edition english today new herald press media report wire
    radio""".split()
)


def own_names(text: str, publisher: Publisher | None) -> list[str]:
    """Return the names, without article and in lower case, under which the report's own publisher goes.

    Where none is given, it is told by what only a publisher says of itself ("a Castellan reporter saw", a dateline's "(Castellan) —"); the
    list is empty where nothing does.
    """
    names = [plain for each in _forms(publisher) if (plain := _plain(each))] if publisher is not None else []
    if names:
        return list(dict.fromkeys(names))
    found = Counter(name for _, words in signs(text) if (name := _plain(words)) and not name.isdigit())
    return sorted(found, key=lambda name: -found[name])


def _forms(publisher: Publisher) -> Iterable[str]:
    """Yield the names of a publisher: the full one, its shorter ones, the domain and its stem, the list's others."""
    sure, doubtful = _listed()
    full = None
    if publisher.name:
        bare = re.sub(r"\s*\(.*?\)\s*$", "", publisher.name)
        yield bare
        yield from _shortened(_plain(bare).split())
        yield from (bare[m.end() :] for m in [_CALL_SIGN.match(bare)] if m)
        full = sure.get(_plain(bare)) or doubtful.get(_plain(bare))
    if publisher.domain:
        yield publisher.domain
        yield publisher.domain.split(".")[0]
        full = full or sure.get(publisher.domain)
    if full:
        for names in (sure, doubtful):
            yield from (name for name, whole in names.items() if whole == full)


_CALL_SIGN = re.compile(r"[WK][A-Z]{2,3}(?:-TV)?,? (?=\S+ \S)")
"""What an American station's name begins with ("WKLD News 6")."""
_TRADE = frozenset("news agency service newspaper online tv radio wire".split())


def _shortened(name: Sequence[str]) -> Iterable[str]:
    """Yield the shorter forms of a name of several words: the last ("the Post"), without what the trade adds, initials, single words."""
    if len(name) < 2:
        return
    if name[-1] in OUTLET_WORDS and name[-1] not in ("news", "today", "daily"):
        yield name[-1]
    left = list(name)
    while len(left) > 1 and (left[-1] in _TRADE or left[-2] == "de"):
        left = left[:-2] if left[-2] == "de" else left[:-1]
        yield " ".join(left)
    yield "".join(word[0] for word in name)
    yield from (word for word in name if word not in _GENERIC and word not in PLACES and len(word) > 2)


def speaks_of_itself(text: str) -> bool:
    """Whether words are the publisher's for itself ("this newspaper")."""
    return _OWN_PHRASES.fullmatch(text.strip()) is not None
