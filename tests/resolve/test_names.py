"""Names found in texts, chained, and told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.resolve.names import Named, chain_names, find_names
from headwater.resolve.outlets import Outlets
from headwater.resolve.words import Words
from tests.strategies import texts


def found(text: str) -> list[str]:
    """The uses of names in a text, as they stand."""
    words = Words(text)
    return [text[words.start[name.first] : words.end[name.last - 1]] for name in find_names(words)]


def chained(text: str) -> list[Named]:
    words = Words(text)
    return chain_names(words, find_names(words), Outlets())


def uses(text: str) -> dict[str, list[str]]:
    """The uses of each bearer, by its fullest name in lower case."""
    words = Words(text)
    return {
        " ".join(each.words): [text[words.start[use.first] : words.end[use.last - 1]] for use in each.uses]
        for each in chain_names(words, find_names(words), Outlets())
    }


FINDING = {
    "a full name": ("Then Ines Vale left.", ["Ines Vale"]),
    "a title is no part of it": ("Then Governor Ines Vale left.", ["Ines Vale"]),
    "nor an honorific": ("Then Mr. Vale left.", ["Vale"]),
    "nor an office of several words": ("Then Secretary of State Ines Vale left.", ["Ines Vale"]),
    "the body of an office is a name": ("Then Harbour Board President Ines Vale left.", ["Harbour Board", "Ines Vale"]),
    "a surname may be a title": ("Then Ines T. King left.", ["Ines T. King"]),
    "an office alone is none": ("Then the Prime Minister left.", []),
    "origins before a noun are none": ("Then French officials left.", []),
    "nor before a title": ("Then French President Ines Vale left.", ["Ines Vale"]),
    "what an office is of": ("Then the Governor of Tressick left.", ["Tressick"]),
    "one with an office and where": ("Then President Omar Tull of Valdoria left.", ["Omar Tull", "Valdoria"]),
    "a short month with its day is none": ("Then on Nov 9 it rained.", []),
    "a first name like a month": ("Then Jan Kolar left.", ["Jan Kolar"]),
    "a zone of the clock is none": ("It was 14:00 UTC then.", []),
    "a mark before a headline is none": ("UPDATED Then it rained.", []),
    "a party's members are none": ("Then the Republicans left.", []),
    "small words inside": ("Then the Department of Harbours left.", ["Department of Harbours"]),
    "a list inside the name of a body": (
        "Then the Department of Harbours and Inland Waters left.",
        ["Department of Harbours and Inland Waters"],
    ),
    "two names joined": ("Then Ines Vale and Odile Ferrant left.", ["Ines Vale", "Odile Ferrant"]),
    "particles": ("Then Karl von der Aa left.", ["Karl von der Aa"]),
    "an Arabic article": ("Then al-Kindar left.", ["al-Kindar"]),
    "initials": ("Then Ines J. Vale left.", ["Ines J. Vale"]),
    "a number of a name": ("Then NOVA 9 left.", ["NOVA 9"]),
    "a number in a row": ("They reached Berth 9 late.", ["Berth"]),
    "a common word that opens its sentence": ("Officials left. The officials ran.", []),
    "a name that opens its sentence": ("Vale left.", ["Vale"]),
    "new places": ("Then New Orrin woke.", ["New Orrin"]),
    "a body of people": ("Then the General Dockers' Front met.", ["General Dockers' Front"]),
    "letters after a name are no part of it": ("Then Ines Vale MP left.", ["Ines Vale"]),
    "days are none": ("Then on Monday it rained.", []),
    "a genitive is no part of it": ("Then Vale's aide left.", ["Vale"]),
}


@pytest.mark.parametrize(("text", "expected"), FINDING.values(), ids=FINDING.keys())
def test_names_are_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_a_name_knows_its_titles_and_honorific() -> None:
    words = Words("Then Deputy Mayor Ines Vale met Ms. Ferrant.")
    first, second = find_names(words)
    assert words.raw[first.role : first.first] == ["Deputy", "Mayor"]
    assert (first.honorific, second.honorific) == ("", "ms.")


CHAINS = {
    "a surname": ("Ines Vale came. Then Vale left.", {"ines vale": ["Ines Vale", "Vale"]}),
    "a first name": ("Quillon Brask came. Then Quillon left.", {"quillon brask": ["Quillon Brask", "Quillon"]}),
    "a middle initial": ("Ines J. Vale came. Then Ines Vale left.", {"ines j. vale": ["Ines J. Vale", "Ines Vale"]}),
    "a nickname": ("Robert Brask came. Then Bob Brask left.", {"robert brask": ["Robert Brask", "Bob Brask"]}),
    "a suffix": ("Karl Brask Jr. came. Then Brask left.", {"karl brask": ["Karl Brask Jr.", "Brask"]}),
    "initials of a body": (
        "The Harbour Safety Board met. Then the HSB left.",
        {"harbour safety board": ["Harbour Safety Board", "HSB"]},
    ),
    "a shorter name of a body": (
        "The Brant River Networks firm came. Then Brant River left.",
        {"brant river networks": ["Brant River Networks", "Brant River"]},
    ),
    "the honorific tells which": (
        "Ines Vale and Tobias Vale came. Then Mr. Vale left. Then Ms. Vale left.",
        {"ines vale": ["Ines Vale", "Vale"], "tobias vale": ["Tobias Vale", "Vale"]},
    ),
    "else whoever is named most": (
        "Ines Vale met Tobias Vale. Ines Vale came. Then Vale left.",
        {"ines vale": ["Ines Vale", "Ines Vale", "Vale"], "tobias vale": ["Tobias Vale"]},
    ),
    "a headline joins": (
        "VALE SAYS DAM WILL HOLD AGAIN\nThen Ines Vale came.",
        {"ines vale": ["VALE", "Ines Vale"]},
    ),
    "a headline alone makes none": ("Dam Will Hold Again Says Engineer\nThen it rained.", {}),
    "an honorific of a headline makes one": ("Ms. Vale Says Dam Will Hold Again\nThen it rained.", {"vale says dam": ["Vale Says Dam"]}),
    "a headline introduces nobody": (
        "Vale: We like it\nThen Quillon Vale came. Then Vale left.",
        {"quillon vale": ["Vale", "Quillon Vale", "Vale"]},
    ),
    "a body of two trades": (
        "The United Dockers and Pilots' Union (UDPU) met for three hours in the rain. Then the UDPU left.",
        {"united dockers and pilots ' union": ["United Dockers and Pilots' Union", "UDPU", "UDPU"]},
    ),
    "two bodies where one is named alone, too": (
        "It rained.\nYesterday Brantpay and Orrin City Council met for three hours in the rain. Then Brantpay left.",
        {"brantpay": ["Brantpay", "Brantpay"], "orrin city council": ["Orrin City Council"]},
    ),
    "doubtful capitals make none": ("Hold the gate. Then it rained.", {}),
}


@pytest.mark.parametrize(("text", "expected"), CHAINS.values(), ids=CHAINS.keys())
def test_shorter_names_join_full_ones(text: str, expected: dict[str, list[str]]) -> None:
    assert uses(text) == expected


KINDS = {
    "a first name": ("Then Ines Vale left.", "person"),
    "a first name of the longer table": ("Then Akosua Brask left.", "person"),
    "a title": ("Then Governor Brask left.", "person"),
    "what begins the names of bodies abroad": ("Then Inmobiliaria Brask left.", "organization"),
    "an honorific": ("Then Mr. Brask left.", "person"),
    "who": ("Then Brask, who runs the yard, left.", "person"),
    "an age": ("Then Tarn Brask, 43, left.", "person"),
    "which": ("Then Cardenal, which runs the yard, left.", "organization"),
    "its last word": ("Then the Harbour Board left.", "organization"),
    "its first word": ("Then the Department of Harbours left.", "organization"),
    "initials": ("Then the HSB left.", "organization"),
    "a noun before it": ("Then the company Broodhuis left.", "organization"),
    "an article": ("Then the Brandywine left.", "organization"),
    "what it has": ("Then Broodhuis's shareholders met.", "organization"),
    "who speaks for it": ("Then a spokesman for Broodhuis left.", "organization"),
    "the list of outlets": ("Then Reuters left.", "outlet"),
    "a word of papers": ("Then the Orrin Courier left.", "outlet"),
    "a place": ("Then Norway woke.", "place"),
    "a place of several words": ("Then North Orrin woke.", "place"),
    "a paper": ("They read the Vale Report twice.", "document"),
}


@pytest.mark.parametrize(("text", "kind"), KINDS.values(), ids=KINDS.keys())
def test_what_bears_a_name_is_told(text: str, kind: str) -> None:
    assert [each.kind for each in chained(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Then Ines Vale left.", "she"),
        ("Then Mr. Brask left.", "he"),
        ("Then Dame Brask left.", "she"),
        ("Then Governor Brask left.", "person"),
        ("Then the Harbour Board left.", "it"),
    ],
)
def test_the_gender_is_told_by_honorific_and_first_name(text: str, gender: str) -> None:
    assert [each.gender for each in chained(text)] == [gender]


_PIECES = st.sampled_from(
    [
        "Ines",
        "Vale",
        "Mr.",
        "Governor",
        "J.",
        "of",
        "and",
        "the",
        "Harbour",
        "Board",
        "HSB",
        "al-",
        "French",
        ",",
        ".",
        "\n",
        "said",
        "'s",
        "9",
    ]
)


@given(texts | st.lists(_PIECES, max_size=30).map(" ".join))
def test_every_use_lies_in_the_text_and_belongs_to_one_bearer(text: str) -> None:
    words = Words(text)
    names = find_names(words)
    assert all(0 <= name.role <= name.first < name.last <= len(words) for name in names)
    covered = [word for each in chain_names(words, names, Outlets()) for use in each.uses for word in range(use.first, use.last)]
    assert len(covered) == len(set(covered))
