"""What the chain and a statement's neighbours say of whether it was made in public."""

from dataclasses import replace
from typing import cast

import numpy as np
import pytest

from headwater.model import Hop, HopKind, OnRecord, Span
from headwater.resolve.record import agreed, inclined, settled
from headwater.resolve.words import Words
from tests.notation import reading_of


def settled_as(marked: str, chain: str, record: OnRecord) -> OnRecord:
    """How the first statement is settled; its chain is given as "words=kind=rule, …", its hearers are marked `{so}`."""
    reading = reading_of(marked.replace("{", "").replace("}", ""))
    assert reading.report is not None
    text = reading.report.text

    def span(words: str) -> Span:
        return Span(start=text.index(words), end=text.index(words) + len(words))

    links = [each.split("=") for each in chain.split(", ") if each]
    hops = tuple(
        Hop(span=span(words), actor=words, actors=(), kind=cast("HopKind", kind), named=True, via=via) for words, kind, via in links
    )
    hearers = [span(each.split("}")[0]) for each in marked.split("{")[1:]]
    return settled(Words(text), replace(reading.statements[0], chain=hops), record, hearers)


SETTLED: dict[str, tuple[str, str, OnRecord, OnRecord]] = {
    "as weighed": ("[S:Ines Vale] [C:said] [T:so].", "Ines Vale=person=source", "public", "public"),
    "no chain": ("[C:It was said] [T:so].", "", "private", "private"),
    "a leaked paper": ("[S:A memo seen by Northline] [C:said] [T:so].", "A memo=document=source", "public", "private"),
    "a secret paper": ("[S:A confidential memo] [C:said] [T:so].", "A confidential memo=document=source", "public", "private"),
    "a paper": ("[S:A memo] [C:said] [T:so], seen by all.", "A memo=document=source", "public", "public"),
    "an outlet is not private": ("[S:Northline] [C:said] [T:so].", "Northline=outlet=source", "private", "public"),
    "an outlet was told": (
        "[S:A nurse] [C:told] Northline [T:so].",
        "Northline=outlet=told-outlet, A nurse=unnamed=source",
        "private",
        "unknown",
    ),
    "told somebody, by an unnamed source": (
        "[C:According to] the engineer, [S:Ines Vale] told {Odile Ferrant} [T:so].",
        "the engineer=unnamed=parent, Ines Vale=person=source",
        "unknown",
        "private",
    ),
    "told the public, by an unnamed source": (
        "[C:According to] the engineer, [S:Ines Vale] told {reporters} [T:so].",
        "the engineer=unnamed=parent, Ines Vale=person=source",
        "unknown",
        "unknown",
    ),
    "told somebody, by a named one": (
        "[C:According to] Karl Brandt, [S:Ines Vale] told {Odile Ferrant} [T:so].",
        "Karl Brandt=person=parent, Ines Vale=person=source",
        "unknown",
        "unknown",
    ),
}


@pytest.mark.parametrize(("marked", "chain", "record", "expected"), SETTLED.values(), ids=SETTLED.keys())
def test_the_chain_settles_the_record(marked: str, chain: str, record: OnRecord, expected: OnRecord) -> None:
    assert settled_as(marked, chain, record) == expected


def test_neighbouring_statements_of_one_actor_pull_one_another() -> None:
    sure, unsure = np.array([2.0, 0.0, 0.0]), np.array([0.0, 0.0, 0.4])
    assert agreed([sure, unsure], ["vale", "vale"]) == ["public", "public"]
    assert agreed([sure, unsure], ["vale", "brandt"]) == ["public", "unknown"]
    assert agreed([sure, unsure], [None, None]) == ["public", "unknown"]
    assert agreed([], []) == []


def test_a_statement_alone_leans_towards_the_account_that_it_continues() -> None:
    scores = np.array([0.0, 0.0, 0.4])
    assert [inclined(scores, record) for record in ("public", "private", "unknown")] == ["public", "private", "unknown"]
