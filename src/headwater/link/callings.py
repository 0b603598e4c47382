"""Whom a report of a story means by an office or a kind of body alone ("the finance minister", "the operator"), where another names it.

A report of a developing story need not name whom all others have named. What is so called is taken for the one of the story that has that
office, or is said to be such a body; where several are, or none, it stays nameless.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from headwater.model import Actor, Identity, Report, Span
from headwater.resolve.lexicon import BODY_NOUNS, CALLINGS, SPOKESPEOPLE
from headwater.text import word_spans

__all__ = ["OFFICES", "Callings"]

OFFICES = frozenset(
    """minister premier president chancellor secretary governor mayor mayoress commissioner director chief chairman chairwoman chairperson
    chair head executive ceo leader captain coach manager principal headteacher headmaster headmistress superintendent commander
    inspector officer judge coroner prosecutor ambassador bishop archbishop rector speaker sheriff marshal admiral general treasurer
    auditor ombudsman registrar harbourmaster caretaker pastor imam rabbi""".split()
)
"""Nouns of offices that one person has at a time, in one place."""
_PERSONS = CALLINGS | SPOKESPEOPLE
_PREPOSITIONS = frozenset("to of for at in from with by on near under who".split())
_LEAST = 2
"""Words of an office that tell it from others ("finance minister"); one word tells where the whole story has one holder."""
_BODIES = BODY_NOUNS | frozenset("operator regulator maker manufacturer developer builder owner union lobby charity insurer police".split())
MOST_WORDS = 3
"""Words in the longest description of a body by its kind alone ("the local health board")."""
_DEFINITE = ("the ", "its ", "his ", "her ", "their ")
_SKIPPED = frozenset("the a an its his her their this that our new then".split())
_AFTER = re.compile(r",\s+(?:the|a|an|its|one of the)\s+(?P<what>[^,.;:\n]{3,60})")
_BEFORE = re.compile(r"(?P<what>(?:[a-z][\w’'-]*\s+){1,3})$")


class Callings:
    """The offices that the reports of a story give to people, and what they say that bodies are.

    Args:
        reports: By id.
        actors: By report and actor.
        identities: Who is who across the reports.
    """

    def __init__(self, reports: Mapping[str, Report], actors: Mapping[tuple[str, str], Actor], identities: Iterable[Identity]) -> None:
        self._holders: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._kinds: dict[str, set[str]] = defaultdict(set)
        self._known: dict[str, Identity] = {}
        for each in sorted(identities, key=lambda one: one.id):
            if not each.named or each.kind not in ("person", "organization"):
                continue
            self._known[each.id] = each
            for member in each.members:
                actor, report = actors.get((member.report, member.actor)), reports.get(member.report)
                if actor is not None and report is not None:
                    self._note(each, actor, report.text)

    def _note(self, identity: Identity, actor: Actor, text: str) -> None:
        if identity.kind == "person":
            spans: tuple[Span, ...] = (*actor.roles, *actor.mentions)
            for span in spans:
                for office in _offices(_words(text[span.start : span.end])):
                    self._holders[office].add(identity.id)
            return
        for what in _said_to_be(identity.name, actor, text):
            for word in what:
                self._kinds[word].add(identity.id)

    def meant(self, description: str) -> Identity | None:
        """Return the one of the story that some words without a name mean, `None` where nobody or several."""
        words = _words(description)
        for office in _offices(words):
            found = self._holders.get(office, set())
            if len(found) == 1 and (len(office) >= _LEAST or description.lower().startswith(_DEFINITE)):
                return self._known[next(iter(found))]
            if found or len(office) >= _LEAST:
                return None
        if not words or len(words) > MOST_WORDS or not description.lower().startswith(_DEFINITE):
            return None
        found = self._kinds.get(words[-1], set())
        return self._known[next(iter(found))] if len(found) == 1 else None


def _words(text: str) -> list[str]:
    said = [text[a:b].lower().removesuffix("’s").removesuffix("'s") for a, b in word_spans(text) if text[a].isalnum()]
    return [word for word in said if word not in _SKIPPED]


def _offices(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield the office at the head of some words, the most words of it first: ("finance", "minister"), then ("minister",)."""
    at = next((n for n, word in enumerate(words) if word in OFFICES), None)
    if at is None or not _PREPOSITIONS.isdisjoint(words[:at]):  # "an aide to the premier" is no premier
        return
    while at + 1 < len(words) and words[at + 1] in OFFICES:  # "chief executive"
        at += 1
    if at + 1 < len(words) and words[at + 1] in _PERSONS:  # "the mayor's lawyer"
        return
    if at > 0:
        yield (words[at - 1], words[at])
    yield (words[at],)


def _said_to_be(name: str, actor: Actor, text: str) -> Iterator[list[str]]:
    """Yield the nouns by which a report says what a body is: in its name, right before it, after a comma."""
    yield _words(name)[-1:] if len(_words(name)) > 1 else []
    for span in actor.mentions:
        if not text[span.start : span.end][:1].isupper():
            continue
        before, after = _BEFORE.search(text, max(0, span.start - 60), span.start), _AFTER.match(text, span.end)
        if before is not None:
            yield [word for word in _words(before["what"])[-1:] if word in _BODIES]
        if after is not None:
            yield [word for word in _words(after["what"])[:4] if word in _BODIES][:1]
