"""Who passed a statement on, where its sentence says so: `told Northline` is told-outlet by Northline."""

import pytest

from headwater.resolve.cast import Cast
from headwater.resolve.relays import cited, relay_of, said_within
from headwater.resolve.words import Words
from tests.notation import reading_of
from tests.resolve.casting import cast_of

FIRST = "Northline reported that it rained. "
"""Makes Northline an outlet, whatever is done with it later."""


def read(marked: str) -> tuple[Words, Cast]:
    reading = reading_of(marked)
    assert reading.report is not None
    return cast_of(reading.report.text)


def relay(marked: str) -> str | None:
    """The relay of the first statement, as "via: words"."""
    words, cast = read(FIRST + marked)
    found = relay_of(words, cast, reading_of(FIRST + marked).statements[0])
    return None if found is None else f"{found.via}: {words.text[found.span.start : found.span.end]}"


TOLD = {
    "told": ("[S:A nurse] [C:told] Northline [T:it was shut].", "Northline"),
    "told, later": ("[S:A nurse] [C:told] the coast’s Northline [T:it was shut].", "Northline"),
    "telling the newspaper": ("[S:A nurse] left, [C:telling] the newspaper [T:it was shut].", "the newspaper"),
    "a name after its kind": ("[S:A nurse] [C:told] the newspaper Northline [T:it was shut].", "Northline"),
    "one without a name": ("[S:A nurse] [C:told] a local radio station [T:it was shut].", "a local radio station"),
    "confirmed to": ("[S:A nurse] [C:confirmed] to Northline [T:that it was shut].", "Northline"),
    "in a statement to": ("[T:It was shut], [S:a nurse] [C:said] in a statement to Northline.", "Northline"),
    "an outlet of a country": ("[S:A nurse] [C:told] Norway’s Northline [T:it was shut].", "Northline"),
}


@pytest.mark.parametrize(("marked", "words"), TOLD.values(), ids=TOLD.keys())
def test_an_outlet_that_was_told(marked: str, words: str) -> None:
    assert relay(marked) == f"told-outlet: {words}"


BESIDE = {
    "according to": "[S:A nurse] [C:said] [T:it was shut], according to Northline.",
    "reported, after it": "[S:A nurse] [C:said] [T:it was shut], Northline reported.",
    "reported, before it": "[S:A nurse] [C:said] [T:it was shut], reported Northline.",
    "has reported": "[S:A nurse] [C:said] [T:it was shut], Northline has reported.",
    "via": "[S:A nurse] [C:said] [T:it was shut] (via Northline).",
}


@pytest.mark.parametrize("marked", BESIDE.values(), ids=BESIDE.keys())
def test_an_outlet_beside_the_statement(marked: str) -> None:
    assert relay(marked) == "reported-by-outlet: Northline"


OBTAINED = {
    "an email": ("[T:“Burn it,”] [S:she] [C:wrote] in an email obtained by Northline.", "Northline"),
    "messages of a body": ("[T:“Burn it,”] [S:she] [C:wrote] in messages released by the Harbour Board.", "Harbour Board"),
    "a video": ("[T:“Burn it,”] [S:she] [C:said] in a video posted online by Northline.", None),
    "a video put out": ("[T:“Burn it,”] [S:she] [C:said] in a video put out by the Harbour Board.", "Harbour Board"),
    "a paper that speaks": ("[S:A memo seen by Northline] [C:said] [T:it was shut].", "Northline"),
    "records compiled": ("[S:Records compiled by the Harbour Board] [C:showed] [T:it was shut].", "Harbour Board"),
    "a poll is its maker's": ("[S:A poll obtained by Northline] [C:showed] [T:it was shut].", None),
}


@pytest.mark.parametrize(("marked", "words"), OBTAINED.values(), ids=OBTAINED.keys())
def test_who_handed_on_a_paper(marked: str, words: str | None) -> None:
    assert relay(marked) == (None if words is None else f"obtained-by: {words}")


NOBODY = {
    "nobody told": "[S:A nurse] [C:said] [T:it was shut].",
    "people told": "[S:A nurse] [C:told] reporters [T:it was shut].",
    "a person told": "[S:A nurse] [C:told] Ines Vale of Northline [T:it was shut].",
    "the outlet is spoken of": "[S:A nurse] [C:told] people [T:that Northline was shut].",
    "the outlet was told": "[S:A nurse] [C:was told] Northline [T:was shut].",
    "the outlet is the source": "[S:Northline] [C:reported] [T:it was shut].",
    "in the content": "[S:A nurse] [C:said] [T:it was shut, according to Northline].",
    "another sentence": "[S:A nurse] [C:said] [T:it was shut]. Northline reported that it rained.",
    "the publisher's own": "[S:A nurse] [C:told] this newspaper [T:it was shut].",
}


@pytest.mark.parametrize("marked", NOBODY.values(), ids=NOBODY.keys())
def test_nobody_passed_it_on(marked: str) -> None:
    assert relay(marked) is None


def test_the_newspaper_is_the_outlet_named_last() -> None:
    marked = "Orrin Courier came. [S:A nurse] [C:told] the newspaper [T:it was shut]."
    words, cast = read(FIRST + marked)
    found = relay_of(words, cast, reading_of(FIRST + marked).statements[0])
    assert found is not None
    assert found.player.bearer is not None
    assert found.player.bearer.words == ("orrin", "courier")


CITED = {
    "citing": ("[S:Northline] [C:reported], citing two officials, [T:it was shut].", "two officials"),
    "quoting": ("[S:Northline] [C:reported] [T:it was shut], quoting a nurse who left.", "a nurse"),
    "the cue": ("[S:Northline] [C:cited] a memo, saying [T:it was shut].", "a memo"),
    "attributed": ("[S:Northline] attributed it to a nurse, and [C:said] [T:it was shut].", "a nurse"),
    "the content begins with it": ("[S:Northline] [C:reported] [T:citing a nurse that it was shut].", "a nurse"),
    "in the content": ("[S:Northline] [C:reported] [T:it was shut by people citing a nurse].", None),
    "a pronoun": ("[S:Northline] [C:reported] [T:it was shut], citing them.", None),
    "no name": ("[S:Northline] [C:reported] [T:it was shut], citing no source.", None),
}


@pytest.mark.parametrize(("marked", "mention"), CITED.values(), ids=CITED.keys())
def test_whom_an_outlet_cites(marked: str, mention: str | None) -> None:
    words, cast = read(marked)
    party = cited(words, cast, reading_of(marked).statements[0])
    assert (None if party is None else words.text[party.span.start : party.span.end]) == mention


WITHIN = {
    "after the words": ("[S:Northline] [C:reported] [T:“It is shut,” said Ines Vale, the mayor].", "Ines Vale"),
    "before them": ("[S:Northline] [C:reported] [T:Ines Vale said it was shut].", "Ines Vale"),
    "with a title": ("[S:Northline] [C:reported] [T:Governor Ines Vale said it was shut].", "Governor Ines Vale"),
    "in quotation marks": ("[S:Northline] [C:reported] [T:“Ines Vale said no”].", None),
    "a body": ("[S:Northline] [C:reported] [T:the Harbour Board said it was shut].", None),
}


@pytest.mark.parametrize(("marked", "mention"), WITHIN.values(), ids=WITHIN.keys())
def test_who_speaks_in_what_an_outlet_reports(marked: str, mention: str | None) -> None:
    words, cast = read(marked)
    party = said_within(words, cast, reading_of(marked).statements[0])
    assert (None if party is None else words.text[party.span.start : party.span.end]) == mention


def test_who_speaks_is_found_behind_a_title() -> None:
    marked = "[S:Northline] [C:reported] [T:“It is shut,” said Governor Ines Vale]."
    words, cast = read(marked)
    assert said_within(words, cast, reading_of(marked).statements[0]) is not None
