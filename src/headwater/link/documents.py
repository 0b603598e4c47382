"""Whose a document is that is a source: who wrote it, whose office drew it up, who issued it. A document and its author are one origin."""

import re
from collections.abc import Callable, Collection
from functools import lru_cache

from headwater.link.phrases import head_nouns, quoted, within, words_in
from headwater.link.tellers import Bench, Teller, names_in
from headwater.resolve.lexicon import SPOKESPEOPLE, singular
from headwater.text import sentence_spans

__all__ = ["OFFICERS", "Documents"]

OFFICERS = SPOKESPEOPLE | frozenset(
    """director chief chairman chairwoman chairperson chair president manager head secretary minister commissioner officer executive ceo
    leader governor mayor principal superintendent rector registrar""".split()
)
"""Who speaks in office for the body that has them; no captain: of a club or a crew he speaks for himself."""
_LETTERS = frozenset("letter email e-mail post message tweet text note".split())
_KEPT = frozenset("leaked confidential secret internal private unpublished".split())
"""Words for a document that nobody has issued."""
_OF = re.compile(r" (?:(?:written|drafted|drawn up|signed|prepared) )?(?:by|of|from) (?P<whom>[^,.;:\n]{3,60})")
_SEEN = re.compile(r"\b(?:seen|obtained|read|published|posted|leaked)\b")
_RECORDED = frozenset("recording audio video clip footage message voicemail call tape".split())
_INTERNAL = frozenset("memo memorandum audit minutes circular statement release manifest accounts books".split())
"""Documents that a body makes of its own affairs: where one body alone says the same, it is its own."""
_WROTE = re.compile(r"\b(?:wrote|sent|signed|posted|e-?mailed|tweeted|penned|drafted)\b")
_WRITTEN = re.compile(r"\b(?:written|sent|signed|posted|e-?mailed|tweeted|penned|drafted|authored|drawn up)\b[^.;:]*?\bby\b")
_ENOUGH = re.compile(r"\b(?:to|and|who|which|that)\b|[;:]")
"""Where the words that name an author end."""
_NEAR = 6
"""Words before "wrote" among which its subject is named."""
_AGENT = re.compile(r"[oe]rs?$")


class Documents:
    """The documents that are sources in the reports of a story.

    Args:
        bench: The reports.
        names_of: The names that a teller goes by, in plain form.
    """

    def __init__(self, bench: Bench, names_of: Callable[[Teller], Collection[str]]) -> None:
        self.bench, self.names_of = bench, names_of
        self._told: dict[tuple[str, frozenset[str]], tuple[str, ...]] = {}

    def whose(self, document: Teller, other: Teller, *, alone: bool) -> str:
        """Return in words why a document is somebody's, empty where nothing shows it.

        Args:
            document: A source that is a document.
            other: Another source of the claim.
            alone: Whether no other body says it.
        """
        what, who = quoted(document.who), quoted(other.who)
        if other.kind in ("person", "unnamed") and not other.named and self._own(document, other):
            return f"{what} is {who}’s own"
        if other.kind in ("group", "unnamed") and _draws_up(other.who, document.who):
            return f"{what} is what {who} drew up"
        if other.kind == "person" and self._wrote(other, document):
            return f"{what} was written by {who}: a document and its author are one origin"
        if other.kind == "person" and (body := self._body_of_both(document, other)):
            return f"{what} and {who} are both of {quoted(body)}: a document and who speaks for its issuer are one origin"
        if other.kind in ("organization", "person") and self._issued(document, other, alone=alone):
            return f"{what} is from {who}: a document and who issued it are one origin"
        return ""

    def told_of(self, document: Teller) -> tuple[str, ...]:
        """Return the sentences of a document's report that tell of such a document, and of writing."""
        nouns = frozenset(head_nouns(document.who) & (_LETTERS | _INTERNAL))
        key = document.report, nouns
        if key not in self._told:
            sentences = _of_writing(self.bench.reports[document.report].text) if nouns else ()
            self._told[key] = tuple(each for each in sentences if head_nouns(each) & nouns)
        return self._told[key]

    def _wrote(self, author: Teller, document: Teller) -> bool:
        """Whether the report that has something from a letter or a memo says that somebody wrote it."""
        names = self.names_of(author)
        return any(within(name, writer) for each in self.told_of(document) for writer in _writers(each) for name in names)

    def _own(self, document: Teller, unnamed: Teller) -> bool:
        """Whether a document is somebody's by the words ("the diplomat's summary"), or what the one voice of the report is heard on."""
        if document.report != unnamed.report:
            return False
        owner, apart, _ = document.who.replace("’", "'").partition("'s ")
        profile = self.bench.profile(unnamed)
        if apart and profile is not None and {singular(word) for word in words_in(owner)} & profile.nouns:
            return True
        return bool(head_nouns(document.who) & _RECORDED) and bool(set(words_in(unnamed.who)[-1:]) & {"man", "woman", "voice", "caller"})

    def _body_of_both(self, document: Teller, officer: Teller) -> str:
        """Return the name of the body that a document is from and somebody has an office in, empty where there is none."""
        said = " ".join(self.bench.told(officer))
        if not frozenset(words_in(said)) & OFFICERS or frozenset(words_in(document.who)) & _KEPT:
            return ""
        own = names_in([document.who])
        return next((name for name in sorted(names_in([said])) if name in own), "")

    def _issued(self, document: Teller, body: Teller, *, alone: bool) -> bool:
        if body.kind == "organization" and head_nouns(document.who) & _INTERNAL and alone and not self._of_another(document, body):
            return True
        words = " ".join([document.who, self.bench.text(document.place), *self.bench.told(document)])
        return any(within(name, words) for name in self.names_of(body))

    def _of_another(self, document: Teller, body: Teller) -> bool:
        """Whether a document is said to be of somebody ("a memo written by …"), and that is not a body."""
        text, end = self.bench.reports[document.report].text, document.place.span.end
        whose = _OF.match(text, end)
        named = names_in([_SEEN.split(document.who, maxsplit=1)[0], *([f"of {whose['whom']}"] if whose else [])])
        return bool(named) and not any(named & set(words_in(name)) for name in self.names_of(body))


@lru_cache(maxsize=256)
def _of_writing(text: str) -> tuple[str, ...]:
    """Return the sentences of a text that tell of something being written."""
    sentences = (text[a:b] for a, b in sentence_spans(text))
    return tuple(each for each in sentences if _WROTE.search(each) or _WRITTEN.search(each))


def _writers(sentence: str) -> list[str]:
    """Return the words of a sentence among which stands who wrote what it is about."""
    before = [" ".join(sentence[: m.start()].split()[-_NEAR:]) for m in _WROTE.finditer(sentence)]
    after = [_ENOUGH.split(sentence[m.end() :], maxsplit=1)[0] for m in _WRITTEN.finditer(sentence)]
    return before + after


def _draws_up(people: str, document: str) -> bool:
    """Whether people are called after a document: "inspectors" and "an inspection report", "auditors" and "the audit"."""
    stems = {_AGENT.sub("", word) for word in words_in(people) if _AGENT.search(word)}
    return any(len(stem) > 4 and word.startswith(stem) for stem in stems for word in words_in(document))
