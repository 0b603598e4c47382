"""Whether some words say something that can be so or not, and what in them is said not to be so.

A closed list of verbs and the look of the other words stand in for a parser: "the meeting", "what he was told", "whether the unit was safe"
say nothing that another report could say too or deny; "the council was told in May" does.
"""

import re

from headwater.link.terms import rarity, terms_of

__all__ = ["CALLED_FALSE", "NEGATIVE", "bare", "denied_in", "is_clause", "is_proposition", "is_question", "telling_in"]

NEGATIVE = re.compile(
    r"\b(?:(?<!, )not|never|no|nobody|none|nothing|neither|nor|without|cannot|untrue|false|fiction|wrong|incorrect|baseless)\b"
    r"(?!\s+(?:only|just|merely|longer|doubt|to)\b)|n[’']t\b",
    re.IGNORECASE,
)
"""What says that something is not so; "14, not 41" says what is so."""
CALLED_FALSE = re.compile(
    r"\b(?:was|were|is|are|as)\s+(?:(?:pure|simply|completely|totally|utterly|entirely|just|an?)\s+)*[“\"‘']?(?:pure\s+|an?\s+)?"
    r"(?:fiction|fabricat\w+|invent(?:ed|ion)|false|untrue|wrong|nonsense|rubbish|lies?|incorrect|inaccurate|baseless|unfounded|groundless)\b"
    r"|\b(?:is|was|are|were|it[’']s|that[’']s)\s+(?:simply\s+|just\s+)?(?:not|n[’']t)\s+(?:true|so|correct|the case)\b"
    r"|\b(?:isn|wasn)[’']t\s+(?:true|so|correct|the case)\b",
    re.IGNORECASE,
)
"""What denies all of a content, or what was said before: "the claim that … was “fiction”", "that is not true"."""

LEAST_CLAUSE = 3
"""Words of the shortest clause: "He resigned yesterday"."""
LEAST_PHRASE = 4
"""Words of the shortest phrase without a verb that names a matter: "the sale of the ferry"."""
REACH = 7
"""How many words after a "not" it bears on."""
TELLING = 0.15
"""A word less rare than this in the news at large tells nothing."""

_VERBS = frozenset(
    """is are was were be been has have had having do does did will would can could shall should may might must cannot ain't
    went goes came comes took takes made makes got gets gave gives put puts ran runs won wins lost loses left leaves became becomes began
    begins kept keeps held holds met meets stood stands sat sits led leads brought brings sent sends spent spends fell falls rose rises grew
    grows cut cuts hit hits set sets seems seemed appears remains says said tells told knew knows thinks thought saw sees found finds felt
    feels heard hears wrote writes read reads paid pays bought buys sold sells broke breaks chose chooses drew draws drove drives faced
    faces spoke speaks killed died dies signed signs agreed agrees plans wants needs calls warns hopes expects denies confirms admits claims
    backs rejects opposes accepts offers bids quits resigns returns opens closes ends starts stops moves turns plunges climbs drops adds
    reports shows suggests means lies lay flew flies fled swept struck shot threw thrown caught bore built dealt fought hung hurt laid lent
    meant rode rang sang sank shook shut slept slid sought spread stole stuck swore taught tore understood wore wound withdrew walks walked
    voted votes used uses tried tries asked asks helps works worked happened happens knows knew told""".split()
)
_NEVER_VERBS = frozenset("his its this plus across perhaps always sometimes thus yes news besides towards afterwards".split())
_WITH_VERB = frozenset(
    f"{subject}'{verb}" for subject in "i you he she it we they that there who what".split() for verb in "ll d s ve re m".split()
)
_PRONOUNS = frozenset("i you he she it we they there this that these those who".split())
_DETERMINERS = frozenset(
    "the a an his her its their my our your this that these those some any no every each of by with for in on at".split()
)
_WORD = re.compile(r"[^\W_]+(?:[’'.,-][^\W_]+)*")
_FUTURE = re.compile(r"^[“\"‘']?[A-Z][^.!?]*?\bto [a-z]{3,}")
_ASKS = re.compile(
    r"\W*(?:[Ww]hether\b|if (?:he|she|it|they|there|the)\b(?!.*,)|(?:why|how|when|where|who|whom|whose|which|what)\b(?: \S+){0,3}\W*$)"
)
"""How words begin that merely tell what was asked; "how the chains snapped" says that they did."""
_OUT_OF_REACH = re.compile(r"[.!?;][”\"’']*\s|,\s(?:but|and)\b|,[”\"’']\s")
"""What a "not" does not reach beyond: its sentence, or the part of it that is quoted ("“It did not happen,” …")."""
_SAID_BEFORE = re.compile(r"[.!][”\"’']*\s|,[”\"’']\s")
"""What ends a sentence, or its first part, that asks nothing."""
_LEAD_IN = re.compile(
    r"^(?:[A-Z][^a-z\n]{0,40}(?:\([A-Z][\w .]+\)\s*)?\s[-–—]\s+|(?:[A-Z][\w.]*\s+){1,3}(?:\d{1,2}\s+)?\([A-Z][\w .]+\)\s+[-–—]\s+"
    r"|\([A-Z][\w .]+\)\s+[-–—]\s+|\d{1,2}[:.]\d\d\s+|(?:EXCLUSIVE|BREAKING|LIVE|UPDATED?|WATCH|CORRECTED)\s*:\s+)"
)
_THAT = re.compile(r"\s*(?:that\s+(?=\S+\s))?")
_PARTNERS = {"“": "”", "‘": "’", '"': '"', "'": "'", "«": "»"}
_LOOSE = " \t\n,;:—–-"


def bare(text: str) -> tuple[int, int]:
    """Return which stretch of some words says it: without a dateline, a "that", the marks of a quotation and the comma before "he said"."""
    lead = _LEAD_IN.match(text)
    start, end = (lead.end() if lead else 0), len(text.rstrip(_LOOSE))
    opening = _THAT.match(text, start, end)
    start = opening.end() if opening else start
    while start < end and (mark := text[start]) in _PARTNERS:
        partner, inside = _PARTNERS[mark], text[start + 1 : end]
        closes = inside.find(partner) if mark != "'" else _closing_apostrophe(inside)
        if 0 <= closes < len(inside) - 1:
            break  # a part of what stands here is quoted: its marks stay
        start, end = start + 1, end - (closes >= 0)
        end = start + len(text[start:end].rstrip(_LOOSE))
    while end > start + 1 and text[end - 1] in '”"»' and not _is_opened(text[start : end - 1], text[end - 1]):
        end = start + len(text[start : end - 1].rstrip(_LOOSE))
    return start, max(end, start)


def _closing_apostrophe(inside: str) -> int:
    found = re.search(r"(?<=[\w.,!?])'(?!\w)", inside)
    return found.start() if found else -1


def _is_opened(before: str, mark: str) -> bool:
    if mark == '"':
        return before.count(mark) % 2 == 1
    opening = {"”": "“", "»": "«"}[mark]
    return before.count(opening) > before.count(mark)


def is_clause(text: str) -> bool:
    """Whether some words have a subject and a verb, as far as their looks tell; a headline's "to close" is one."""
    words = _WORD.findall(text)
    if len(words) < LEAST_CLAUSE or words[0].lower() in ("to", "of"):
        return False
    return any(_is_verb(words, at) for at in range(1, len(words))) or _is_contracted(words[0]) or bool(_FUTURE.match(text))


def _is_contracted(word: str) -> bool:
    return (word.endswith(("n't", "n’t")) and not word[:1].isupper()) or word.lower().replace("’", "'") in _WITH_VERB


_WITH_VERB = frozenset(
    f"{subject}'{verb}" for subject in "i you he she it we they that there who what".split() for verb in "ll d s ve re m".split()
)


def _is_verb(words: list[str], at: int) -> bool:
    """Whether a word that is not the first looks like a verb with a subject before it."""
    word, before = words[at], words[at - 1].lower()
    low = word.lower()
    if low in _VERBS or low.endswith(("n't", "n’t")) or low.replace("’", "'") in _WITH_VERB:
        return before not in _DETERMINERS
    if not word[:1].islower() or len(low) < 4 or before in _DETERMINERS:
        return False
    if low.endswith("ed"):
        return at + 1 < len(words) and words[at - 1] != "been"
    subject = before in _PRONOUNS or words[at - 1][:1].isupper()
    return subject and low.endswith("s") and not low.endswith(("ss", "us", "is")) and low not in _NEVER_VERBS


def is_question(text: str) -> bool:
    """Whether some words ask, or tell what is asked, and so assert nothing."""
    start, end = bare(text)
    words = text[start:end]
    asks = words.rstrip("”\"’' ").endswith("?") and not _SAID_BEFORE.search(words)
    return asks or bool(_ASKS.match(words))


def telling_in(text: str, *, names: bool = True) -> frozenset[str]:
    """Return the stems, names and numbers of some words that tell something."""
    terms = terms_of(text, [(0, len(text))])
    return frozenset(term.form for term in terms if (names or term.sort != "name") and rarity(term.form) >= TELLING)


def is_proposition(text: str) -> bool:
    """Whether some words say something that can be so or not: a clause, or a phrase that names a matter; no question."""
    if is_question(text) or not telling_in(text):
        return False
    return is_clause(text) or (len(_WORD.findall(text)) >= LEAST_PHRASE and len(telling_in(text)) > 1)


def denied_in(text: str) -> frozenset[str]:
    """Return the stems of the telling words, no names, that some words say are not so: those within reach of a "not"."""
    found: set[str] = set()
    for each in NEGATIVE.finditer(text):
        sentence = _OUT_OF_REACH.split(text[each.end() :])[0]
        reach = [m.end() for m in _WORD.finditer(sentence)][:REACH]
        found |= telling_in(sentence[: reach[-1]], names=False) if reach else set()
    return frozenset(found)
