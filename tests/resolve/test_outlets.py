"""Which names are those of outlets, and under which names the report's own publisher goes."""

import pytest
from hypothesis import given

from headwater.model import Publisher
from headwater.resolve.outlets import Outlets, outlet_signs, own_names, speaks_of_itself
from headwater.resolve.words import Words
from tests.strategies import publishers, texts


@pytest.mark.parametrize(
    ("name", "known"),
    [("Reuters", True), ("the Associated Press", True), ("The Associated Press", True), ("reuters", False), ("Orrin Gazette", False)],
)
def test_the_list_knows_outlets_by_name(name: str, known: bool) -> None:
    assert Outlets().knows(name) is known


# The name in question is Northline.
SIGNS = {
    "reported by": ("The sale was first reported by Northline.", 2),
    "its kind before it": ("She told the news site Northline.", 2),
    "it reported that": ("Northline reported that the ward was shut.", 2),
    "it first reported": ("Northline, which first reported the sale, said so.", 2),
    "a day of reporting": ("Northline reported Monday it was shut.", 2),
    "its source": ("Northline's source said so.", 2),
    "its kind after it": ("Northline, a daily of the coast, said so.", 2),
    "citing": ("Northline, citing two officials, said so.", 2),
    "on condition of anonymity": ("She spoke to Northline on condition of anonymity.", 2),
    "an interview with": ("She said in an interview with Northline.", 1),
    "a report in": ("She read a report in Northline.", 1),
    "wrote in": ("She wrote in Northline.", 1),
    "quoting": ("They said so, quoting Northline.", 1),
    "told, and what": ("She told Northline that the ward was shut.", 1),
    "told in an interview": ("She told Northline in an interview.", 1),
    "told, and no more": ("She told Northline.", 1),
    "told somebody to do something": ("She told Northline workers to go.", 0),
    "nothing": ("She saw Northline.", 0),
    "a reporters' group": ("The Northline reporter group met.", 0),
    "another line": ("First reported by\nNorthline.", 0),
}


@pytest.mark.parametrize(("text", "strength"), SIGNS.values(), ids=SIGNS.keys())
def test_what_stands_around_a_name_makes_it_an_outlet(text: str, strength: int) -> None:
    at = text.index("Northline")
    assert outlet_signs(Words(text), at, at + len("Northline")) == strength


@pytest.mark.parametrize("text", ["A Northline reporter saw it.", "She wrote to Northline readers.", "The Northline news agency said so."])
def test_who_works_there_makes_a_name_an_outlet(text: str) -> None:
    at = text.index("Northline")
    assert outlet_signs(Words(text), at, at + len("Northline")) == 2


def test_the_copyright_sign_tells_the_publisher() -> None:
    assert own_names("© 2020 The Castellan Courier", None) == ["castellan courier"]


def test_told_somebody_whose_name_ends_as_papers_do() -> None:
    text = "She told the Orrin Courier about it."
    assert outlet_signs(Words(text), text.index("Orrin"), text.index(" about")) == 1


OWN = {
    "a dateline": ("ORRIN, May 14 (Castellan) - The ward is shut.", ["castellan"]),
    "its reporter saw": ("The ward burned. A Castellan reporter saw smoke.", ["castellan"]),
    "it could not verify": ("Castellan could not independently verify the claim.", ["castellan"]),
    "who has seen a paper may be another": ("The memo, seen by Castellan, is short.", []),
    "it has learned": ("The ward is shut, Castellan has learned.", ["castellan"]),
    "sign up": ("Sign up for Castellan’s newsletter.", ["castellan"]),
    "copyright": ("Copyright 2020 The Castellan Courier", ["castellan courier"]),
    "a byline": ("By Castellan Staff\nThe ward is shut.", ["castellan"]),
    "the more often the sooner": ("Brandt understands. Castellan understands. Castellan has seen it.", ["castellan", "brandt"]),
    "no police": ("The memo was seen by Police.", []),
    "no empty name": ("ORRIN (The ) - The ward is shut.", []),
    "nothing": ("The ward is shut.", []),
}


@pytest.mark.parametrize(("text", "names"), OWN.values(), ids=OWN.keys())
def test_the_publisher_is_told_by_what_only_it_says(text: str, names: list[str]) -> None:
    assert own_names(text, None) == names


@pytest.mark.parametrize(
    ("publisher", "names"),
    [
        (Publisher(name="The Orrin Gazette"), ["orrin gazette", "gazette", "og", "orrin"]),
        (Publisher(name="Orrin News Agency"), ["orrin news agency", "orrin news", "orrin", "ona"]),
        (Publisher(name="Diario de Orrin"), ["diario de orrin", "diario", "ddo", "orrin"]),
        (Publisher(name="Castellan (UK)"), ["castellan"]),
        (Publisher(domain="castellan.example"), ["castellan.example", "castellan"]),
    ],
)
def test_a_publisher_goes_by_shorter_names_too(publisher: Publisher, names: list[str]) -> None:
    assert own_names("Seen by Brandt.", publisher) == names


def test_a_publisher_on_the_list_goes_by_all_its_names() -> None:
    assert {"ap", "associated press", "a.p."} <= set(own_names("", Publisher(domain="apnews.com")))


@pytest.mark.parametrize(("words", "own"), [("this newspaper", True), ("our reporter", True), ("the newspaper", False)])
def test_a_publisher_speaks_of_itself(words: str, own: bool) -> None:
    assert speaks_of_itself(words) is own


@given(texts, publishers)
def test_any_publisher_and_any_text_are_answered(text: str, publisher: Publisher) -> None:
    assert all(name == name.strip() for name in (*own_names(text, publisher), *own_names(text, None)))
