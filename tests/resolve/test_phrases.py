"""What source phrases say of who speaks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.model import Span
from headwater.resolve.names import chain_names, find_names
from headwater.resolve.outlets import Outlets
from headwater.resolve.phrases import NameIndex, Party, parties_of, phrase_at
from headwater.resolve.words import Words


def read(text: str) -> tuple[Words, NameIndex]:
    words = Words(text)
    return words, NameIndex(chain_names(words, find_names(words), Outlets()))


def parties(source: str) -> tuple[Words, list[Party]]:
    """The parties of a text that is one source phrase, after a sentence of other words."""
    words, names = read(f"It rained on. {source}")
    return words, parties_of(words, [Span(start=len("It rained on. "), end=len(words.text))], names)


def shown(source: str) -> list[str]:
    """Each party as "mention: head, form, kind"."""
    words, found = parties(source)
    return [f"{words.text[p.span.start : p.span.end]}: {p.head}, {p.form}, {p.kind}" for p in found]


ONE = {
    "a name": ("Ines Vale", "Ines Vale: vale, name, person"),
    "a title": ("Governor Ines Vale", "Governor Ines Vale: vale, name, person"),
    "an office": ("Deputy Secretary of State Karl Brandt", "Deputy Secretary of State Karl Brandt: brandt, name, person"),
    "an employer": ("US State Department spokesman Karl Brandt", "US State Department spokesman Karl Brandt: brandt, name, person"),
    "an apposition after": ("Ines Vale, the mayor of Orrin,", "Ines Vale: vale, name, person"),
    "an apposition before": ("the mayor, Ines Vale,", "the mayor, Ines Vale: vale, name, person"),
    "an apposition after more": (
        "the chairman of the party's rules committee, Ines Vale,",
        "Ines Vale: vale, name, person",
    ),
    "two callings": (
        "former prosecutor and harbour mayor Ines Vale",
        "former prosecutor and harbour mayor Ines Vale: vale, name, person",
    ),
    "an office of something": (
        "Director of public health Ines Vale",
        "Director of public health Ines Vale: vale, name, person",
    ),
    "a head of something": (
        "Brantpay's head of communications, Ines Vale,",
        "Brantpay's head of communications, Ines Vale: vale, name, person",
    ),
    "one of them": ("one of them", "one of them: them, indefinite, unnamed"),
    "a number of people": ("Seven", "Seven: seven, indefinite, unnamed"),
    "a place in a document": ("paragraph 3", "paragraph 3: 3, indefinite, document"),
    "a mate": ("a former team mate", "a former team mate: mate, indefinite, unnamed"),
    "the prime minister": ("PM", "PM: pm, indefinite, unnamed"),
    "a buyer that is a body": ("the buyer, Inmobiliaria Brask,", "the buyer, Inmobiliaria Brask: brask, name, organization"),
    "what a body is, and its name": ("the union, the GWF,", "the union, the GWF: gwf, name, organization"),
    "a body": ("the Harbour Board", "the Harbour Board: board, name, organization"),
    "a place": ("Norway", "Norway: norway, name, organization"),
    "a pronoun": ("she", "she: she, pronoun, None"),
    "pronouns": ("they all", "they all: they, pronoun, None"),
    "somebody unnamed": ("a senior official", "a senior official: official, indefinite, unnamed"),
    "several unnamed": ("two officials", "two officials: official, indefinite, unnamed"),
    "how they know": ("people familiar with the sale", "people: people, indefinite, unnamed"),
    "current and former": ("current and former officials", "current and former officials: official, indefinite, unnamed"),
    "one of several": ("one of the doctors", "one of the doctors: doctor, indefinite, unnamed"),
    "one alone": ("one", "one: one, indefinite, unnamed"),
    "a definite official stays unnamed": ("the official", "the official: official, definite, unnamed"),
    "a definite person": ("the mayor", "the mayor: mayor, definite, person"),
    "a definite calling": ("the engineer", "the engineer: engineer, definite, unnamed"),
    "an outlet's source": ("Northline's Western source", "Northline's Western source: source, definite, unnamed"),
    "a class": ("critics of the dam", "critics: critic, indefinite, group"),
    "some of a class": ("some residents", "some residents: resident, indefinite, group"),
    "those, and more": ("those in the harbour", "those: those, definite, group"),
    "a crowd of three figures": ("nearly 140 lawmakers", "nearly 140 lawmakers: lawmaker, indefinite, group"),
    "a crowd": ("dozens of witnesses", "dozens of witnesses: witness, indefinite, group"),
    "a ministry": ("the ministry", "the ministry: ministry, definite, organization"),
    "a body with what belongs to it": (
        "the union of dock workers, which met",
        "the union of dock workers: union, definite, organization",
    ),
    "a document": ("a report from the Harbour Board", "a report from the Harbour Board: report, indefinite, document"),
    "an outlet": ("the newspaper", "the newspaper: newspaper, definite, outlet"),
    "an agency is no outlet": ("the agency", "the agency: agency, definite, organization"),
    "a news agency": ("a news agency", "a news agency: agency, indefinite, outlet"),
    "media": ("state media", "state media: media, indefinite, outlet"),
    "media reports": ("local reports", "local reports: report, indefinite, outlet"),
    "those asked in a poll": ("forty percent of voters", "forty percent of voters: percent, indefinite, group"),
    "a time before it": ("9.30 the mayor", "the mayor: mayor, definite, person"),
}


@pytest.mark.parametrize(("source", "expected"), ONE.values(), ids=ONE.keys())
def test_one_party(source: str, expected: str) -> None:
    assert shown(source) == [expected]


SEVERAL = {
    "two names": ("Ines Vale and Odile Ferrant", ["Ines Vale", "Odile Ferrant"]),
    "three": ("Ines Vale, the mayor, and Odile Ferrant", ["Ines Vale", "Odile Ferrant"]),
    "a name and a body": ("Mr. Brandt and the Harbour Board", ["Mr. Brandt", "the Harbour Board"]),
    "two descriptions": ("a nurse and a doctor", ["a nurse", "a doctor"]),
    "two employers of some": ("spokesmen at the Harbour Board and Orrin Council", ["spokesmen"]),
    "two adjectives": ("present and former engineers", ["present and former engineers"]),
    "inside a clause": ("a nurse who saw the fire and the flood", ["a nurse"]),
}


@pytest.mark.parametrize(("source", "mentions"), SEVERAL.values(), ids=SEVERAL.keys())
def test_several_parties(source: str, mentions: list[str]) -> None:
    words, found = parties(source)
    assert [words.text[p.span.start : p.span.end] for p in found] == mentions


def test_a_party_knows_its_owner_and_the_names_inside_it() -> None:
    _, (source,) = parties("Northline's source in the Harbour Board")
    assert source.owner is not None
    assert source.owner.words == ("northline",)
    assert [each.words for each in source.inside] == [("northline",), ("harbour", "board")]


@pytest.mark.parametrize(
    ("source", "plural", "surveyed"),
    [
        ("an official", False, False),
        ("two officials", True, False),
        ("police", True, False),
        ("they", True, False),
        ("voters surveyed", True, True),
        ("one respondent", False, True),
    ],
)
def test_a_party_tells_whether_it_is_many_and_whether_it_was_asked(source: str, plural: bool, surveyed: bool) -> None:
    _, (party,) = parties(source)
    assert (party.plural, party.surveyed) == (plural, surveyed)


def test_marks_alone_are_nobody() -> None:
    words, names = read("“, by —”")
    assert phrase_at(words, 0, len(words), names) is None
    assert parties_of(words, [Span(start=0, end=1)], names) == []


def test_a_second_span_counts_where_the_first_names_nobody() -> None:
    words, names = read("— Ines Vale")
    spans = [Span(start=0, end=1), Span(start=2, end=11)]
    assert [p.head for p in parties_of(words, spans, names)] == ["vale"]


_PIECES = st.sampled_from(
    [
        "Ines Vale",
        "a",
        "the",
        "official",
        "officials",
        "who",
        "of",
        "and",
        ",",
        "’s",
        "two",
        "percent",
        "one",
        "Northline",
        "they",
        "report",
        "'",
    ]
)


@given(st.lists(_PIECES, min_size=1, max_size=16).map(" ".join), st.data())
def test_every_mention_lies_in_its_phrase_or_ends_with_its_name(text: str, data: st.DataObject) -> None:
    words, names = read(text)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    party = phrase_at(words, first, last, names)
    if party is not None:
        assert 0 <= party.span.start < party.span.end <= len(text)
        assert party.kind is not None or party.form == "pronoun"
