"""The notation of `tests.notation`, with what should be found of unnamed sources written in: A affiliation, B basis, R reason.

S, C, T carry the number of their statement; A, B and R the numbers of the statements whose last hop they belong to, 1 where none is given:
`"[S:An official at the [A:ministry]] [C:said] [T:so] on condition of anonymity [R:to speak freely]."`
"""

import re
from dataclasses import dataclass

from headwater.ids import statement_id
from headwater.model import Actor, Publisher, Span, Statement
from headwater.resolve.actors import actors_of, shown
from headwater.resolve.cast import Cast
from headwater.resolve.chain import compose
from headwater.resolve.names import chain_names, find_names
from headwater.resolve.outlets import Outlets, own_names
from headwater.resolve.reference import refer
from headwater.resolve.words import Words
from tests.notation import report_of

_MARK = re.compile(r"\[([SCTABR])(\d*):|\]")

Found = dict[str, list[str]]


@dataclass(frozen=True)
class Sourced:
    """A marked text read: its actors, whose last hop each statement has, and what was marked of each."""

    text: str
    actors: tuple[Actor, ...]
    speaker: dict[int, Actor]
    marked: dict[int, Found]

    def found(self, number: int) -> Found:
        """Return what was found of the actor of a statement, in the shape of `marked`."""
        actor = self.speaker[number]
        return {"A": self.words(actor.affiliation), "B": self.words(actor.basis), "R": self.words(actor.reason)}

    def words(self, spans: tuple[Span, ...]) -> list[str]:
        return [self.text[s.start : s.end] for s in spans]

    def alike(self) -> set[frozenset[str]]:
        """Return the pairs of actors that may be the same, by their names."""
        names = {a.id: a.name for a in self.actors}
        return {frozenset((a.name, names[other])) for a in self.actors for other in a.may_be_same_as}


def sourced(sentence: str, *, publisher: str | None = None) -> Sourced:
    """Return what is read of the actors of a marked text."""
    text, last = "", 0
    opened: list[tuple[str, str, int]] = []
    spans: list[tuple[str, str, Span]] = []
    for mark in _MARK.finditer(sentence):
        text += sentence[last : mark.start()]
        last = mark.end()
        if mark[1]:
            opened.append((mark[1], mark[2] or "1", len(text)))
        else:
            letter, number, start = opened.pop()
            spans.append((letter, number, Span(start=start, end=len(text))))
    text += sentence[last:]
    report = report_of(text, publisher=Publisher(name=publisher) if publisher else None)
    numbers = sorted({int(n) for letter, n, _ in spans if letter in "SCT"})
    made = {n: _statement(report.id, [(letter, s) for letter, m, s in spans if letter in "SCT" and int(m) == n]) for n in numbers}
    words = Words(text)
    cast = Cast(words, chain_names(words, find_names(words), Outlets()), own_names(text, report.publisher))
    statements = tuple(made.values())
    accounts = compose(words, cast, statements, refer(words, cast, statements))
    players = shown(cast, accounts)
    actors = actors_of(words, cast, players, {p.number: str(p.number) for p in players}, statements)
    by_id = {a.id: a for a in actors}
    last_hop = {a.statement.id: by_id[str(a.links[-1].players[0].number)] for a in accounts if a.links}
    return Sourced(text, actors, {n: last_hop[s.id] for n, s in made.items()}, _marked(text, numbers, spans))


def _marked(text: str, numbers: list[int], spans: list[tuple[str, str, Span]]) -> dict[int, Found]:
    marked: dict[int, Found] = {n: {"A": [], "B": [], "R": []} for n in numbers}
    for letter, of, span in sorted(spans, key=lambda s: s[2]):
        for n in of if letter in "ABR" else ():
            marked[int(n)][letter].append(text[span.start : span.end])
    return marked


def _statement(report: str, spans: list[tuple[str, Span]]) -> Statement:
    source, cue, content = (tuple(sorted(s for letter, s in spans if letter == which)) for which in "SCT")
    return Statement(
        id=statement_id(report, cue, content), kind="statement", form="indirect", source=source, cue=cue, content=content, score=0.9
    )
