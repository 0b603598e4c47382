"""Who the actors of a report are, and whom a description means."""

import pytest

from headwater.model import Span
from headwater.resolve.cast import Player
from headwater.resolve.phrases import Party, phrase_at
from tests.resolve.casting import cast_of


def kinds(text: str) -> dict[str, str]:
    """The kind of each named actor."""
    _, cast = cast_of(text)
    return {" ".join(p.bearer.words): p.kind for p in cast.players if p.bearer is not None}


KINDS = {
    "a person": ("Ines Vale left.", {"ines vale": "person"}),
    "a body": ("Then the Harbour Board left.", {"harbour board": "organization"}),
    "a place": ("Then Norway woke.", {"norway": "organization"}),
    "a document": ("They read the Vale Report twice.", {"vale report": "document"}),
    "an outlet of the list": ("Then Reuters left.", {"reuters": "outlet"}),
    "one treated as an outlet": ("Northline reported that the ward was shut.", {"northline": "outlet"}),
    "no body is one by being told": ("She told the Harbour Ministry that it rained.", {"harbour ministry": "organization"}),
    "nor is a person": ("She told Ines Vale that it rained.", {"ines vale": "person"}),
    "nor who has a title": ("She told Governor Brask that it rained.", {"brask": "person"}),
    "nor who has a calling": ("She told Tarn Brask, the mayor, that it rained.", {"tarn brask": "person"}),
    "a name of two words needs a sure sign": ("She told Tarn Brask that it rained.", {"tarn brask": "person"}),
}


@pytest.mark.parametrize(("text", "expected"), KINDS.values(), ids=KINDS.keys())
def test_bearers_of_names_are_actors(text: str, expected: dict[str, str]) -> None:
    assert kinds(text) == expected


ROLES = {
    "a title": ("Governor Ines Vale left.", ["Governor"]),
    "titles": ("Then former deputy mayor Ines Vale left.", ["former deputy mayor"]),
    "an apposition after": ("Then Ines Vale, the mayor of Orrin, left.", ["the mayor of Orrin"]),
    "an apposition before": ("Then the mayor of Orrin, Ines Vale, left.", ["the mayor of Orrin"]),
    "none": ("Then Ines Vale left.", []),
    "no calling": ("Then Ines Vale, the daughter in law of rain, left.", ["the daughter in law of rain"]),
    "a clause is none": ("Then Ines Vale, who was a mayor, left.", []),
}


@pytest.mark.parametrize(("text", "roles"), ROLES.values(), ids=ROLES.keys())
def test_titles_and_callings_beside_a_name_are_roles(text: str, roles: list[str]) -> None:
    _, cast = cast_of(text)
    vale = next(p for p in cast.players if p.bearer is not None and p.bearer.words[-1] == "vale")
    assert [text[s.start : s.end] for s in vale.roles] == roles


def meant(text: str, *descriptions: str) -> list[Player]:
    """The actors that descriptions of a text mean, each the first after the one before it."""
    words, cast = cast_of(text)
    found, start = [], 0
    for each in descriptions:
        at = text.index(each, start)
        start = at + len(each)
        inside = words.within(at, start)
        party = phrase_at(words, inside.start, inside.stop, cast.index)
        assert party is not None
        found.append(cast.player_of(party))
    return found


SAME = {
    "an official by the same noun": ("An official left. The official ran.", "An official", "The official"),
    "an official as a source": ("An official left. The source ran.", "An official", "The source"),
    "a spokeswoman as a spokesman": ("A spokeswoman left. The spokesman ran.", "A spokeswoman", "The spokesman"),
    "a document by the same words": ("A report came. A report told it all.", "A report", "A report"),
    "a body by the same words": ("The port union met. Then the port union left.", "The port union", "the port union"),
    "a body by a general noun": ("Broodhuis, which sells rope, met. The company left.", "Broodhuis", "The company"),
    "a body by its last word": ("Then the Harbour Board met. The board left.", "Harbour Board", "The board"),
    "a department as an agency": ("Then the Harbour Department met. The agency left.", "Harbour Department", "The agency"),
    "an outlet by its kind": ("Then Reuters came. The agency left.", "Reuters", "The agency"),
    "an outlet and its kind in one": ("Then Reuters came. The news agency Reuters left.", "Reuters", "The news agency Reuters"),
    "whoever is called so further down": ("The mayor left. Then Mayor Ines Vale ran.", "The mayor", "Ines Vale"),
    "the same modifiers": ("A senior navy official left. The navy official ran.", "A senior navy official", "The navy official"),
}


@pytest.mark.parametrize(("text", "first", "second"), SAME.values(), ids=SAME.keys())
def test_a_description_points_back(text: str, first: str, second: str) -> None:
    one, other = meant(text, first, second)
    assert one is other


OTHERS = {
    "an indefinite one is somebody new": ("An official left. An official ran.", "An official", "An official"),
    "so is one with other modifiers": ("An official left. The naval official ran.", "An official", "The naval official"),
    "one is not many": ("An official left. The officials ran.", "An official", "The officials"),
    "a spokesman is no source": ("A spokesman left. The source ran.", "A spokesman", "The source"),
    "a person is no company": ("Ines Vale met. The company left.", "Ines Vale", "The company"),
    "another body's noun": ("Then the Harbour Board met. The company left.", "Harbour Board", "The company"),
    "another's source": ("An official left. Then Northline's official ran.", "An official", "Northline's official"),
    "another document": ("A report came. The letter told it all.", "A report", "The letter"),
}


@pytest.mark.parametrize(("text", "first", "second"), OTHERS.values(), ids=OTHERS.keys())
def test_what_fits_nobody_is_a_new_actor(text: str, first: str, second: str) -> None:
    one, other = meant(text, first, second)
    assert one is not other


def test_an_unknown_pronoun_is_an_actor_of_its_own() -> None:
    _, cast = cast_of("She left.")
    kinds = {"she": "person", "it": "organization", "they": "group"}
    for head, kind in kinds.items():
        party = Party(span=Span(start=0, end=3), head=head, form="pronoun", kind=None, plural=head == "they")
        assert (cast.unknown(party).kind, cast.unknown(party).named) == (kind, False)


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("ORRIN, May 14 (Castellan) - Castellan was there.", ["castellan"]),
        ("Then the Castellan was there.", []),
    ],
)
def test_the_publisher_is_known_among_the_actors(text: str, own: list[str]) -> None:
    _, cast = cast_of(text)
    assert [" ".join(p.bearer.words) for p in cast.players if p.bearer is not None and cast.is_own(p)] == own
