"""Whom a pronoun or a role noun of a report stands for: he, she, they, it, who, I, we, "the official", "the spokeswoman".

By sieves, each with a name that the choice bears: "who" takes the noun phrase right before it; "he" and "she" the only person of their
paragraph, "it" the body that spoke in the sentence before (`alone`); "I" and "we" inside quotation marks take
whoever utters them; everything else takes the most salient actor that agrees with it in gender, number and kind (`salience`), judged by a
linear model whose score is a probability. Below the threshold of its sort an anaphor is left without an antecedent: a chain that ends in
nobody is mended by the next reader, a wrong name is not.

Anaphors are taken in reading order, and one that has its actor counts as a mention of it for those after it. So give all pronouns of a
report (`pronouns`), not only those that speak.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from headwater.resolve.alone import lone_person, telling_body
from headwater.resolve.callings import Callings
from headwater.resolve.genders import Gender, gender_of, pronoun_gender
from headwater.resolve.salience import (
    FORMS,
    GENDERS,
    HE,
    IT,
    NAME,
    PERSON,
    PREPOSITIONS,
    PRONOUN,
    SHE,
    THEY,
    UNKNOWN,
    Bools,
    Ints,
    Linear,
    Mentions,
    Place,
    features,
    stands_as_subject,
)
from headwater.resolve.weights import WEIGHTS
from headwater.resolve.words import Words

__all__ = [
    "THRESHOLDS",
    "Anaphor",
    "Candidate",
    "Choice",
    "Resolution",
    "Sort",
    "antecedent",
    "antecedents",
    "pronouns",
    "sort_of",
]

Sort = Literal["he/she", "they", "it", "who", "first person", "role noun", "other"]
Form = Literal["name", "definite", "indefinite", "pronoun"]

THRESHOLDS: dict[Sort, float] = {"he/she": 0.35, "they": 0.4, "it": 0.4, "role noun": 0.4}
"""The score under which an anaphor is left without an antecedent."""
LOOK_AHEAD = 2
"""So many mentions after an anaphor are looked at where it opens a subordinate clause."""
PLAIN = 0.8
"""The score of whom a paragraph leaves no choice about. Not fitted."""
QUESTIONS = 3
"""So many paragraphs that end in a question make a report an interview."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A mention that an anaphor may stand for.

    Attributes:
        start: Offset of the mention.
        end: Offset after it.
        actor: The actor it belongs to: any number, the same for mentions already known to be of one actor.
        form: name ("Jane Doe"), definite ("the official"), indefinite ("an official") or pronoun (one whose actor is known).
        kind: person, organization, outlet, group, unnamed, document, place or other.
        gender: What its own words say (`genders.gender_of`).
        speaker: Whether it is the source of a statement.
        subject: Whether it stands before the verb of its clause, as far as known (`salience.stands_as_subject`).
    """

    start: int
    end: int
    actor: int
    form: Form
    kind: str
    gender: Gender
    speaker: bool = False
    subject: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Anaphor:
    """A pronoun, or a definite noun phrase, whose actor is asked for.

    A role noun is given twice, as an anaphor and as a candidate with an actor of its own, which it keeps where no antecedent is found.

    Attributes:
        words: The mention as it stands in the text.
        quoted: Whether it stands inside quotation marks.
        speaker: Whether it is the source of a statement.
        utterer: The actor who utters the quotation it stands in, where known; else it is guessed from the speakers around.
    """

    start: int
    end: int
    words: str
    quoted: bool
    speaker: bool = False
    utterer: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Whom an anaphor stands for.

    Attributes:
        start: Offset of the mention chosen, the nearest one of its actor.
        end: Offset after it.
        actor: The actor, as the candidates number them.
        score: How sure, 0 to 1.
        via: The rule: salience, paragraph, subject, relative, utterer, same-speaker, interviewed.
    """

    start: int
    end: int
    actor: int
    score: float
    via: str


_NONE: Ints = np.empty(0, dtype=np.int64)
_FIRST = frozenset("i me my mine myself we us our ours ourselves".split())
_RELATIVE = frozenset("who whom whose which".split())
_CASES = dict.fromkeys("him me them us himself herself themselves itself".split(), "object") | dict.fromkeys(
    "his hers their theirs its our ours my mine your yours her".split(), "possessive"
)


def sort_of(words: str) -> Sort:
    """Return the sort of an anaphor, by its words; "other" for what is never resolved ("you", "that")."""
    low = words.lower().replace("’", "'").split("'")[0].strip()
    if low in _FIRST:
        return "first person"
    if low in _RELATIVE:
        return "who"
    gender = pronoun_gender(low)
    if gender in {"he", "she"}:
        return "he/she"
    if gender == "they":
        return "they"
    if gender == "it":
        return "it"
    return "other" if gender == "person" or " " not in words.strip() else "role noun"


_PRONOUN = re.compile(
    r"\b(?:s?he|him(?:self)?|his|hers?(?:elf)?|they|them(?:selves)?|theirs?|it|its|itself|who|whom|i|me|my|myself|we|us|our|ourselves)\b",
    re.IGNORECASE,
)


def pronouns(words: Words, sources: Iterable[tuple[int, int]] = ()) -> tuple[Anaphor, ...]:
    """Return the pronouns of a report that can stand for an actor, in reading order.

    Args:
        words: The report.
        sources: Offsets of the sources of its statements, so that the pronouns among them are known to speak.
    """
    spoken = frozenset(sources)
    return tuple(
        Anaphor(start=m.start(), end=m.end(), words=m.group(), quoted=words.is_quoted(m.start()), speaker=m.span() in spoken)
        for m in _PRONOUN.finditer(words.text)
        if m.group() not in {"US", "IT", "i", "WHO"} and words.holds(m.start())
    )


def antecedent(words: Words, anaphor: Anaphor, candidates: Sequence[Candidate]) -> Choice | None:
    """Return whom one anaphor stands for, or `None`; for more than one, `antecedents` is better and faster."""
    return antecedents(words, [anaphor], candidates)[0]


def antecedents(
    words: Words, anaphors: Sequence[Anaphor], candidates: Sequence[Candidate], models: Mapping[str, Linear] = WEIGHTS
) -> tuple[Choice | None, ...]:
    """Return whom each anaphor stands for, in the order given; `None` where no actor is likely enough.

    Linear in the length of the report but for the actors, each of which is looked at once for each anaphor.
    """
    return Resolution(words, anaphors, candidates, models).run()


class Resolution:
    """The anaphors of one report on their way to their actors; `training.antecedents` walks it with the right actors instead.

    Attributes:
        order: The anaphors in the order they are taken: those of the first person last, since they look to the speakers.
        mentions: Candidates and anaphors as columns.
    """

    def __init__(
        self, words: Words, anaphors: Sequence[Anaphor], candidates: Sequence[Candidate], models: Mapping[str, Linear] = WEIGHTS
    ) -> None:
        self.words, self.anaphors, self.candidates, self.models = words, anaphors, candidates, models
        self.sorts = [sort_of(a.words) for a in anaphors]
        self._quotes = words.outer_quotes
        self._quote_starts = [start for start, _ in self._quotes]
        numbers = sorted({c.actor for c in candidates})
        self._dense = {number: i for i, number in enumerate(numbers)}
        self._numbers = numbers
        self._set_rows()
        self.order = sorted(range(len(anaphors)), key=lambda i: (self.sorts[i] == "first person", anaphors[i].start))

    def run(self) -> tuple[Choice | None, ...]:
        """Return what each anaphor stands for, in the order given."""
        choices: list[Choice | None] = [None] * len(self.anaphors)
        for i in self.order if self.words.sentences and self.candidates else ():
            choice = choices[i] = self.choose(i)
            if choice is not None:
                self.settle(i, choice.actor)
        return tuple(choices)

    def choose(self, i: int) -> Choice | None:
        """Return what one anaphor stands for, given what those before it were found to."""
        sort = self.sorts[i]
        if sort == "who":
            return self._relative(i)
        if sort == "first person":
            return self._first_person(i)
        plain = self._plain(i, sort)
        if plain is not None:
            return plain
        seen = self.view(i) if sort in self.models else None
        if seen is None:
            return None
        rows, matrix = seen
        model = self.models[sort]
        logits = np.append(matrix @ model.weights, model.nobody)
        chances = np.exp(logits - logits.max())
        best = int(chances[:-1].argmax())
        score = float(chances[best] / chances.sum())
        return self._choice(int(rows[best]), score, "salience") if score >= THRESHOLDS[sort] else None

    def _plain(self, i: int, sort: Sort) -> Choice | None:
        """Return whom an anaphor outside quotations stands for where its paragraph leaves no choice."""
        m, row = self.mentions, self.row[i]
        if sort not in ("he/she", "it") or m.quote[row] >= 0:
            return None
        agreeing = self._agrees(sort, self._gender(i), row)
        if sort == "he/she":
            found, via = lone_person(m, row, agreeing), "paragraph"
        else:
            found, via = (telling_body(m, row, agreeing, self.words.sentences) if self.anaphors[i].speaker else -1), "subject"
        return self._choice(found, PLAIN, via) if found >= 0 else None

    def view(self, i: int) -> tuple[Ints, np.ndarray[tuple[int, ...], np.dtype[np.float64]]] | None:
        """Return the rows of the actors that agree with an anaphor, their last mentions, and their features; `None` where none agrees."""
        m, sort, row = self.mentions, self.sorts[i], self.row[i]
        gender = self._gender(i)
        rows = self._last_mentions(row, self._agrees(sort, gender, row))
        if sort == "role noun":
            rows = rows[~self._callings.conflict(self.anaphors[i].words, m.actor[rows])]
        if not len(rows):
            return None
        quote = int(m.quote[row])
        low = self.anaphors[i].words.lower()
        place = Place(
            row=row, quote=quote, opens=bool(m.opens[row]), case=_CASES.get(low, "subject"), gender=gender,
            utterer=self._utterer(i), speaker=self.anaphors[i].speaker, own=self._own(i), after=self._named_after(row),
        )  # fmt: skip
        nouns = self._callings.matches(self.anaphors[i].words, m.actor[rows]) if sort == "role noun" else None
        return rows, features(m, place, rows, nouns)

    def settle(self, i: int, actor: int) -> None:
        """Count an anaphor as a mention of an actor from here on."""
        self.mentions.settle(self.row[i], self._dense[actor])

    def actors_of(self, rows: Ints) -> list[int]:
        """Return the actors of some rows, as the candidates number them."""
        return [self._numbers[actor] for actor in self.mentions.actor[rows]]

    def actors_before(self, i: int) -> list[int]:
        """Return the actors mentioned before an anaphor, the last first."""
        before = np.flatnonzero(self.mentions.live[: self.row[i]])
        return list(dict.fromkeys(self.actors_of(before[::-1])))

    # The columns ---------------------------------------------------------------------------------------------------------------

    def _set_rows(self) -> None:
        spans = {(c.start, c.end): c for c in self.candidates}
        asked = {(a.start, a.end): a for a in self.anaphors}
        ordered = sorted(spans.keys() | asked.keys(), key=lambda s: (s[0], -s[1]))
        at = {span: row for row, span in enumerate(ordered)}
        self.row = [at[a.start, a.end] for a in self.anaphors]
        self.mentions = Mentions([self._described_row(span, spans.get(span), asked.get(span)) for span in ordered], len(self._numbers))

    def _described_row(self, span: tuple[int, int], c: Candidate | None, a: Anaphor | None) -> tuple[int, ...]:
        """What `salience.COLUMNS` asks for of a mention, be it a candidate, an anaphor or both."""
        start, end = span
        words, text = self.words, self.words.text
        first, quote = words.at(start), bisect_right(self._quote_starts, start) - 1
        gender = c.gender if c else pronoun_gender(a.words) if a else "unknown"
        kind = c.kind if c else "person" if gender in {"he", "she", "person"} else "other"
        return (
            start, end, words.sentence_at(start), words.paragraph_at(start),
            quote if quote >= 0 and start < self._quotes[quote][1] else -1,
            self._dense[c.actor] if c else 0, FORMS.index(c.form if c else "pronoun"), GENDERS.index(gender),
            (c is not None and c.speaker) or (a is not None and a.speaker),
            c.subject if c else stands_as_subject(words, start, end), text[end : end + 2] in {"'s", "’s", "s'"},
            first > 0 and words.low[first - 1] in PREPOSITIONS,
            kind not in {"person", "unnamed", "group"}, kind in {"organization", "outlet"}, kind in {"person", "unnamed"},
            c is not None and (a is None or c.form != "pronoun"),
        )  # fmt: skip

    # Who agrees ----------------------------------------------------------------------------------------------------------------

    def _gender(self, i: int) -> int:
        words = self.anaphors[i].words
        return GENDERS.index(gender_of(words) if self.sorts[i] == "role noun" else pronoun_gender(words))

    def _agrees(self, sort: Sort, gender: int, row: int) -> Bools:
        """Which mentions are of actors that an anaphor of this gender can stand for."""
        m = self.mentions
        lean: Ints = m.lean[m.actor]
        if sort == "it":
            found: Bools = (m.thing & (lean != HE) & (lean != SHE)) | (lean == IT)
            return found
        able = np.zeros(len(GENDERS), dtype=np.bool_)
        able[list(_AGREEING[sort].get(gender, (HE, SHE, PERSON, UNKNOWN)))] = True
        agreeing: Bools = able[lean]
        if sort == "he/she":
            agreeing = agreeing & (~m.thing | ((m.form == NAME) & (lean == UNKNOWN)) | (lean == gender))
        elif sort == "role noun":
            agreeing = agreeing & (m.actor != m.actor[row])
        return agreeing

    def _last_mentions(self, row: int, agreeing: Bools) -> Ints:
        """The last mention of each actor before an anaphor that does not hold it, and those that follow where it may look ahead."""
        m = self.mentions
        start, end = m.start[row], m.end[row]
        able = m.live & agreeing
        able[row] = False
        rows = np.flatnonzero(able[:row] & ~((m.start[:row] <= start) & (m.end[:row] >= end)))
        ahead = self._ahead(row, able)
        if len(rows):
            last = np.full(m.actors, -1)
            last[m.actor[rows]] = rows  # Of an actor's rows the last one stays.
            ahead = ahead[last[m.actor[ahead]] < 0]
            rows = np.sort(last[last >= 0])
        return np.concatenate([rows, ahead]) if len(ahead) else rows

    def _ahead(self, row: int, able: Bools) -> Ints:
        """The mentions after an anaphor that opens a subordinate clause or phrase ("As he said …, Mr Doe …"), in its sentence."""
        m, words = self.mentions, self.words
        sentence = int(m.sentence[row])
        opening = words.at(words.sentences[sentence][0]) if words.sentences else 0
        if not m.opens[row] or opening >= len(words) or words.low[opening] not in _SUBORDINATING:
            return _NONE
        stop = int(np.searchsorted(m.sentence, sentence, side="right"))
        later: Ints = np.flatnonzero(able[row + 1 : stop]) + row + 1
        following: Ints = later[m.end[row] < m.start[later]]
        return following[:LOOK_AHEAD]

    # Quotations ----------------------------------------------------------------------------------------------------------------

    def _utterer(self, i: int) -> int:
        """The dense actor who utters the quotation an anaphor stands in, -1 outside or where nobody does."""
        m, row, given = self.mentions, self.row[i], self.anaphors[i].utterer
        if given is not None and given in self._dense:
            return self._dense[given]
        if m.quote[row] < 0:
            return -1
        found = self._speaker_of(int(m.quote[row]))
        return int(m.actor[found]) if found >= 0 else -1

    def _speaker_of(self, quote: int) -> int:
        """The row of the speaker of a quotation: the one outside it in its sentences, after it before one before it; else the last before.

        Looked for in its paragraph, and in the paragraph before where it opens its own.
        """
        m = self.mentions
        start, end = self.words.outer_quotes[quote]
        first, last = self.words.sentence_at(start), self.words.sentence_at(max(start, end - 1))
        paragraph = self.words.paragraph_at(start)
        speaking = np.flatnonzero(m.speaker & m.live & (m.quote < 0) & (m.paragraph <= paragraph) & (m.paragraph >= paragraph - 1))
        after = speaking[(m.start[speaking] >= end) & (m.sentence[speaking] <= last + 1) & (m.paragraph[speaking] == paragraph)]
        before = speaking[m.start[speaking] < start]
        near = before[m.sentence[before] == first]
        if len(near):
            return int(near[-1])
        if len(after):
            return int(after[0])
        return int(before[-1]) if len(before) else -1

    def _own(self, i: int) -> Ints:
        """The actors spoken of in the quotations of the sentence in which an anaphor is the source: it hardly means one of them."""
        m, row = self.mentions, self.row[i]
        if not self.anaphors[i].speaker or m.quote[row] >= 0:
            return _NONE
        start, end = self.words.sentences[int(m.sentence[row])]
        starts = self._quote_starts
        near = [k for k in range(max(0, bisect_right(starts, start) - 2), bisect_right(starts, end)) if self._quotes[k][1] > start - 2]
        if not near:
            return _NONE
        spoken_of: Ints = m.actor[(m.quote >= near[0]) & (m.quote <= near[-1]) & (m.form != PRONOUN)]
        return spoken_of

    def _named_after(self, row: int) -> Ints:
        """The actors whose names follow an anaphor in its sentence."""
        m = self.mentions
        stop = int(np.searchsorted(m.sentence, m.sentence[row], side="right"))
        named: Ints = m.actor[row + 1 : stop][m.form[row + 1 : stop] == NAME]
        return named

    # The sieves ----------------------------------------------------------------------------------------------------------------

    def _relative(self, i: int) -> Choice | None:
        """The person (for "which" the body) right before a relative word, of nested ones the widest; else the nearest of its sentence."""
        m, row, start = self.mentions, self.row[i], self.anaphors[i].start
        before = np.flatnonzero(m.live[:row] & (m.sentence[:row] == m.sentence[row]) & (m.end[:row] <= start))
        people, bodies = before[~m.thing[before]], before[m.body[before]]
        which = self.anaphors[i].words.lower() == "which"
        able = bodies if which else people if len(people) else bodies
        if not len(able):
            return None
        gap = self.words.text[int(m.end[able].max()) : start]
        near = able[m.end[able] == m.end[able].max()]
        return self._choice(int(near[0]), 0.9 if not gap.strip(" ,—–-(") else 0.6, "relative")

    def _first_person(self, i: int) -> Choice | None:
        """Whoever utters the quotation; for "we", and outside quotations, the last one of the same words of the same speaker."""
        m, row = self.mentions, self.row[i]
        many = pronoun_gender(self.anaphors[i].words) == "they"
        if (quote := int(m.quote[row])) >= 0 and not many:
            return self._uttered(i, quote)
        alike = [
            r for j in range(len(self.anaphors))
            if self.sorts[j] == "first person" and (r := self.row[j]) < row and m.live[r]
            and (pronoun_gender(self.anaphors[j].words) == "they") == many
            and (m.quote[r] < 0) == (quote < 0) and self._utterer(j) == self._utterer(i)
        ]  # fmt: skip
        if alike:
            return self._choice(alike[-1], 0.7, "same-speaker")
        return self._uttered(i, quote) if quote >= 0 else self._interviewed(row) if not many else None

    def _interviewed(self, row: int) -> Choice | None:
        """The person a report of questions and answers introduces, for an "I" in an answer."""
        m, paragraph = self.mentions, int(self.mentions.paragraph[row])
        questions = self._questions
        if len(questions) < QUESTIONS or paragraph in questions or paragraph < questions[0]:
            return None
        people = np.flatnonzero(m.live & m.someone & (m.form == NAME) & (m.paragraph <= questions[0]))
        if not len(people):
            return None
        counts = np.bincount(m.actor[people])
        best = people[m.actor[people] == counts.argmax()]
        return self._choice(int(best[-1]), 0.6, "interviewed")

    @cached_property
    def _callings(self) -> Callings:
        return Callings(self.words, self.candidates, self._dense)

    @cached_property
    def _questions(self) -> list[int]:
        """The paragraphs that end in a question."""
        text = self.words.text
        return [k for k, (_, end) in enumerate(self.words.paragraphs) if text[max(0, end - 1) : end].endswith("?")]

    def _uttered(self, i: int, quote: int) -> Choice | None:
        given = self._utterer(i)
        if given < 0:
            return None
        m = self.mentions
        found = self._speaker_of(quote)
        if found < 0 or m.actor[found] != given:
            found = int(np.flatnonzero(m.live & (m.actor == given))[-1])
        one = pronoun_gender(self.anaphors[i].words) == "person"
        return self._choice(found, 0.9 if one else 0.5, "utterer")

    def _choice(self, row: int, score: float, via: str) -> Choice:
        m = self.mentions
        return Choice(start=int(m.start[row]), end=int(m.end[row]), actor=self._numbers[int(m.actor[row])], score=round(score, 4), via=via)


_AGREEING: Mapping[Sort, Mapping[int, tuple[int, ...]]] = {
    "he/she": {HE: (HE, PERSON, UNKNOWN), SHE: (SHE, PERSON, UNKNOWN)},
    "they": {THEY: (THEY, IT, PERSON, UNKNOWN)},
    "role noun": {HE: (HE, PERSON, UNKNOWN), SHE: (SHE, PERSON, UNKNOWN), THEY: (THEY,), IT: (IT, THEY, UNKNOWN)},
}
"""Of which gender an actor can be for an anaphor of a gender."""
_SUBORDINATING = frozenset(
    "as after before while when in with by for despite although though since once asked because if during upon until given like".split()
)
