"""Sentences as strings of one-letter tags, so that a rule of the rule reader can be a regular expression over them.

A closed list of the little words and the look of the others stand in for a tagger: enough to find the noun phrase beside a cue.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from headwater.read.cues import PARTICLES, VERBS, Verb
from headwater.text import Quotation, sentence_spans, word_spans

__all__ = ["Group", "Unit", "addressee_after", "groups", "subject_after", "subject_before", "subject_of", "units"]

Offsets = tuple[int, int]

# How far from a cue its source is looked for, in words: longer noun phrases are rare, and this keeps any text fast.
WINDOW = 60


def _tagged() -> dict[str, str]:
    """Return the tag of each little word."""
    lists = {
        "D": """the a an his her its their my our your this these those some many several two three four five six seven eight nine ten most
            all no another other each every both any few one more such dozens hundreds""",
        "P": "he she they it we i you everyone someone others nobody everybody somebody anyone himself herself themselves him them me us",
        "p": """of in at for from on with by under against about among during over between into through across near without within
            toward towards despite amid following via inside outside per""",
        "t": "to",
        "&": "and or &",
        "S": """that because while as when if whether but although though since before after where how what why so than until unless
            yet nor once""",
        "R": "who which whom whose",
        "x": """is are was were be been being has have had having will would can could may might must should shall does do did not never
            isn't aren't wasn't weren't hasn't haven't hadn't won't wouldn't can't couldn't doesn't don't didn't cannot""",
        "V": """went go goes came come comes took take takes made make makes got get gets gave give gives put puts ran run runs won win
            wins lost lose loses left leave leaves became become becomes began begin begins kept keep keeps held holds met meet meets stood
            stands sat sits led leads brought brings sent send sends spent fell fall falls rose rise rises grew cut hit set seems seem
            appears appear remain remains tried try tries used uses need needs let lets broke chose drew drove faced spoke speaks
            killed died happened helped moved worked called""",
        "A": """also first later then now just still already often again even only ever long once always recently earlier soon instead
            too further""",
        "T": """monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october
            november december day today yesterday tomorrow tonight morning afternoon evening night week month year""",
    }
    return {word: tag for tag, words in reversed(lists.items()) for word in words.split()}


_TAGS = _tagged()
_NEVER_NOUNS = frozenset("says tell tells argue argues believe believes think thinks know knows insist insists".split())
# "he'll", "they've": a subject and the beginning of its verb.
_CONTRACTED = re.compile("(?:i|you|he|she|it|we|they|that|there|who|what)'(?:ll|d|s|ve|re|m)")
_PLURALS = frozenset("they we i you police people who others many most some".split())


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or several that one quotation holds together.

    Attributes:
        text: The report's text.
        start, end: Its offsets in it.
        paragraph: Index of its paragraph.
        tokens: Offsets of its words and marks.
        words: The same in lower case, with plain apostrophes.
        tags: One letter for each: those of `_tagged`; N a name, w another word, v one in -ed, c a form of a cue, n a number, y a subject
            with its verb ("he'll"), b a part of an abbreviation or a bracket, Q a word inside quotation marks, and the punctuation.
        quoted: The outermost quotations in it.
    """

    text: str
    start: int
    end: int
    paragraph: int
    tokens: tuple[Offsets, ...]
    words: tuple[str, ...]
    tags: str
    quoted: tuple[Quotation, ...]

    @property
    def quote_only(self) -> bool:
        """Whether nothing stands outside quotation marks."""
        return bool(self.quoted) and set(self.tags) <= set("Q.")

    def last_inside(self, quotation: Quotation) -> str:
        """Return the last character before a closing mark, empty where there is none."""
        return self.text[max(quotation.inner_start, quotation.inner_end - 1) : quotation.inner_end]


@dataclass(frozen=True, slots=True)
class Group:
    """A verb group that may be a cue: the verb with its auxiliaries, adverbs and particle, as token indices, the last one included."""

    first: int
    last: int
    verb: Verb
    voice: str


def units(text: str, paragraphs: Sequence[Offsets], quoted: Sequence[Quotation]) -> Iterator[Unit]:
    """Yield the sentences of some paragraphs, those that a quotation holds together as one.

    Args:
        text: The report's text.
        paragraphs: Offsets of the paragraphs, ascending.
        quoted: The quotations of the text, in reading order.
    """
    outer, at = [q for q in quoted if q.depth == 1], 0
    for index, (start, end) in enumerate(paragraphs):
        here = []
        while at < len(outer) and outer[at].start < end:
            here.append(outer[at])
            at += 1
        for a, b, inside in _held_together(sentence_spans(text, start, end), here):
            yield _unit(text, index, (a, b), inside)


def _held_together(sentences: list[Offsets], quoted: list[Quotation]) -> Iterator[tuple[int, int, list[Quotation]]]:
    at, begin = 0, None
    for start, end in sentences:
        begin = start if begin is None else begin
        stop = at
        while stop < len(quoted) and quoted[stop].start < end:
            stop += 1
        if stop > at and quoted[stop - 1].end > end:
            continue
        yield begin, end, quoted[at:stop]
        at, begin = stop, None
    if begin is not None:
        yield begin, sentences[-1][1], quoted[at:]


def _unit(text: str, paragraph: int, span: Offsets, quoted: list[Quotation]) -> Unit:
    start, end = span
    tokens = tuple((start + a, start + b) for a, b in word_spans(text[start:end]))
    words = tuple(text[a:b].replace("’", "'") for a, b in tokens)
    tags = list(map(_tag, words))
    at = 0
    for i, (a, _) in enumerate(tokens):
        while at < len(quoted) and quoted[at].end <= a:
            at += 1
        if at < len(quoted) and quoted[at].start <= a:
            tags[i] = "Q"
    lower = tuple(word.lower() for word in words)
    _mend(words, lower, tags)
    return Unit(text, start, end, paragraph, tokens, lower, "".join(tags), tuple(quoted))


_PUNCTUATION = {",": ",", ":": ":", ";": ":", "–": ":", "—": ":", "(": "(", ")": ")", "[": "(", "]": ")"}
# By the look of a word, the first that fits.
_LOOKS = (
    ("y", _CONTRACTED),
    ("n", re.compile(r"\d.*")),
    ("N", re.compile(r"[^\W\d_a-z].*")),
    ("A", re.compile(r"...+ly")),
    ("v", re.compile(r"...+ed")),
)


def _tag(word: str) -> str:
    """Return the tag of a word by itself."""
    lower = word.lower()
    known = _TAGS.get(lower)
    # "US" and "IT" are names; "called" is a verb, but of saying.
    if known and not (known == "P" and len(word) > 1 and word.isupper()) and not (known == "V" and lower in VERBS):
        return known
    if lower in VERBS:
        return "c"
    if not word[0].isalnum():
        return "N" if word[0] in "@#" and len(word) > 1 else _PUNCTUATION.get(word, ".")
    return next((tag for tag, look in _LOOKS if look.fullmatch(word if tag == "N" else lower)), "w")


def _mend(words: tuple[str, ...], lower: tuple[str, ...], tags: list[str]) -> None:
    """Mend the tags by their neighbours: full stops of abbreviations, brackets, nouns that look like verbs."""
    last = len(tags) - 1
    opened = None
    capitals = sum(word[0].isupper() for word in words) > 0.6 * sum(word[0].isalpha() for word in words)
    for i, tag in enumerate(tags):
        if tag == "(":
            opened = i
        elif tag == ")" and opened is not None:
            if i - opened <= 9:
                tags[opened : i + 1] = "b" * (i + 1 - opened)
            opened = None
        elif tag in ".," and i < last:
            tags[i] = _mark_inside(words, tags, i)
        elif tag == "c" and words[i][0].isupper() and not capitals and words[i] != "Asked":
            tags[i] = "N"
        elif tag == "c" and _is_noun(lower, tags, i):
            tags[i] = "w"


def _mark_inside(words: tuple[str, ...], tags: list[str], i: int) -> str:
    """Return the tag of a mark inside a sentence: part of "U.S." or "4,200", a dash, or itself."""
    if tags[i] == ",":
        return "b" if tags[i - 1 : i] == ["n"] and tags[i + 1] == "n" and len(words[i + 1]) == 3 else ","
    return ":" if words[i] == "-" else "b" if words[i] in ".'@#$€£%/&" else "."


def _is_noun(words: tuple[str, ...], tags: list[str], i: int) -> bool:
    """Tell "the claim", "two reports of" from the verbs."""
    forms = VERBS[words[i]].forms
    before = tags[i - 1] if i else ","
    after = tags[i + 1] if i + 1 < len(tags) else "."
    if forms & {"past", "participle"} or ("third" not in forms and "base" not in forms):
        return before == "D" and after in "wNc"
    if words[i] in _NEVER_NOUNS:
        return False
    if before in "Dpnb" or (words[i - 1 : i] and words[i - 1].endswith("'s")) or after in "xV" or words[i + 1 : i + 2] == ("of",):
        return True
    if before in "xt":
        return False
    plural = bool(i) and (words[i - 1] in _PLURALS or (before in "wN" and words[i - 1].endswith("s") and not words[i - 1].endswith("ss")))
    coordinated = "&" in tags[max(0, i - 4) : i]
    if "base" in forms and before not in "A:":
        return not (plural or coordinated or before == "R")
    return before == "w" and (plural or "D" not in tags[max(0, i - 4) : i])


# Verb groups ---------------------------------------------------------------------------------------------------------------------

_HAVE = frozenset("has have had having hasn't haven't hadn't".split())
_BE = frozenset("is are was were be been being isn't aren't wasn't weren't".split())


def groups(unit: Unit) -> Iterator[Group]:
    """Yield the verb groups outside quotation marks that may be cues, in order."""
    for match in re.finditer("c", unit.tags):
        i = match.start()
        verb = VERBS[unit.words[i]]
        first = i
        while first and unit.tags[first - 1] in "xA":
            first -= 1
        last = i
        particles = PARTICLES.get(verb.lemma, ())
        if unit.words[i + 1 : i + 2] and unit.words[i + 1] in particles and unit.tags[i + 1] != "Q":
            last = i + 1
        elif verb.frame == "with":
            continue
        voice = _voice(verb, set(unit.words[first:i]), unit.tags[first - 1] if first else "")
        if voice == "active" and first == i and "participle" in verb.forms and _is_reduced(unit, verb, i):
            continue
        if voice:
            yield Group(first, last, verb, voice)


def _voice(verb: Verb, helpers: set[str], before: str) -> str:
    """Return active, passive or participle (",saying"), or nothing where it is no finite verb."""
    if "ing" in verb.forms:
        return "active" if helpers & _BE else "participle"
    if before == "t":
        return ""
    if helpers & _BE and "participle" in verb.forms:
        return "passive"
    if helpers & _HAVE:
        return "active" if "participle" in verb.forms else ""
    return "active" if helpers or verb.forms & {"past", "third", "base"} else ""


def _is_reduced(unit: Unit, verb: Verb, at: int) -> bool:
    """Tell whether a participle stands for a relative clause: "the engineer quoted by the paper", "people briefed on the sale"."""
    after = unit.words[at + 1 : at + 2]
    return after == ("by",) or (verb.frame == "tells" and verb.lemma != "ask" and unit.tags[at + 1 : at + 2] in ("p", "t"))


# Noun phrases --------------------------------------------------------------------------------------------------------------------

_CORE = "(?:[DnAN]{1,3}(?=p[Dn])|D{1,2}[AnwvNbD]{0,10}[wNnb]|[AnNwb]{0,10}[wNb]|[nP])"
_PHRASE = f"{_CORE}(?:p{_CORE}){{0,4}}"
_NOUNS = f"{_PHRASE}(?:,{_PHRASE}(?=,?&|,{_CORE},?&)){{0,3}}(?:,?&{_PHRASE})?"
# "Lise Harrow, its director," and "the groups who wrote to her on Thursday".
_BEFORE = re.compile(f"(?P<noun>{_NOUNS})(?P<rest>,[^.:QS,]{{1,20}}(?:,[^.:QS,]{{1,10}})?,|R[^,.:QS]{{1,14}})?$")
_AFTER = re.compile(f"{_NOUNS}(?:,(?!&)(?:{_PHRASE})(?:R[^,.:QS]{{1,14}})?(?=[,.:]|$)|,R[^.:QS,]{{1,20}}(?=[,.:]|$)|R[^,.:QS]{{1,14}})?")
_SUBJECT = re.compile(f"(?<![ptDAnNwb])({_NOUNS})(?:,[^.:QS,]{{1,20}},)?(?=A*[xcVv])")


def subject_before(unit: Unit, at: int, least: int = 0) -> tuple[int, int] | None:
    """Return the tokens, half-open, of the noun phrase that ends right before a token; `None` where none does."""
    least = max(least, at - WINDOW)
    if at and unit.tags[at - 1] == "R" and at - 1 >= least:
        return at - 1, at
    match = _BEFORE.search(unit.tags[least:at])
    if match is None:
        return None
    start, end = least + match.start(), at
    while start < at and unit.tags[start] in "A":
        start += 1
    if (match["rest"] or "").startswith((",p", ",S", ",A", ",t")):
        end = least + match.end("noun")
    return (start, end) if start < end else None


def subject_after(unit: Unit, at: int) -> tuple[int, int] | None:
    """Return the tokens of the noun phrase that begins at a token, with its apposition; `None` where none does."""
    match = _AFTER.match(unit.tags, at, min(len(unit.tags), at + WINDOW))
    return None if match is None else match.span()


def subject_of(unit: Unit, at: int, least: int = 0) -> tuple[int, int] | None:
    """Return the first noun phrase before a token that a verb follows: the subject of the sentence; `None` where there is none."""
    match = _SUBJECT.search(unit.tags, max(least, at - WINDOW), at)
    return None if match is None else match.span(1)


def addressee_after(unit: Unit, at: int) -> int:
    """Return the token after whom somebody is told something ("told reporters on Monday"), or `at`."""
    match = re.compile(f"(?:P|{_PHRASE})").match(unit.tags, at, min(len(unit.tags), at + WINDOW))
    return match.end() if match else at
