"""Whom the sources of statements mean."""

import pytest

from tests.resolve.casting import referred


def speakers(marked: str) -> list[str]:
    """For each statement the name, or the first mention, of whoever its source means; "?" where it is not looked for."""
    words, _, found, given = referred(marked)
    answers = []
    for party in (party for one in given for party in found.parties[one.id]):
        player = found.known(party.span)
        if player is None:
            answers.append("?" if party.bearer is None else " ".join(party.bearer.words))
        elif player.bearer is not None:
            answers.append(" ".join(player.bearer.words))
        else:
            first = min(player.mentions)
            answers.append(words.text[first.start : first.end])
    return answers


SPEAKERS = {
    "a name": ("[S:Ines Vale] [C:said] [T:so].", ["ines vale"]),
    "a pronoun": ("Ines Vale came. [S:She] [C:said] [T:so].", ["ines vale"]),
    "a description": ("[S:A nurse] [C:said] [T:so].\n[S2:The nurse] [C2:said] [T2:more].", ["A nurse", "A nurse"]),
    "one spoken of outside sources": ("The reporter met an official. [S:The official] [C:said] [T:so].", ["an official"]),
    "an apposition": ("The Courier, a daily of the coast, came. [S:The daily] [C:said] [T:so].", ["courier"]),
    "a bare noun of the headline": ("[S:Foreman]: [T:gate was open]\nKarl Brandt, the foreman, left.", ["karl brandt"]),
    "who is named later": (
        "A nurse went home. [S:She] [C:said] [T:so]. She is Ines Vale, 54, and [T2:tired], [S2:she] [C2:said].",
        ["ines vale", "ines vale"],
    ),
    "who gives her name": ("A nurse came. [T:“I'm Ines Vale and I run,”] [S:she] [C:said].", ["ines vale"]),
    "who is of somebody named": ("A nurse came. [S:She] [C:said] [T:so]. She is Ines Vale's aunt.", ["A nurse"]),
    "a relative of somebody is no boss": (
        "[S:The boss] [C:said] [T:no]. [S2:His sister] [C2:said] [T2:yes].",
        ["The boss", "His sister"],
    ),
    "a relative word after a name": ("Then Ines Vale, [S:who] [C:said] [T:so], left.", ["ines vale"]),
    "a relative word after a description": ("Then a nurse [S:who] [C:said] [T:so] left.", ["a nurse"]),
    "a relative word after bare people": ("Then former residents [S:who] [C:said] [T:so] left.", ["former residents"]),
    "people of a body": ("Then several employees of the Harbour Board [S:who] [C:said] [T:so] left.", ["several employees"]),
    "a definite person without a noun before": ("Ines Vale came. [S:The captain] [C:said] [T:so].", ["ines vale"]),
}


@pytest.mark.parametrize(("marked", "expected"), SPEAKERS.values(), ids=SPEAKERS.keys())
def test_sources_are_known(marked: str, expected: list[str]) -> None:
    assert speakers(marked) == expected


def test_a_pronoun_nobody_fits_is_nobody() -> None:
    assert speakers("It rained. [S:He] [C:said] [T:so].") == ["?"]


def test_a_relative_word_means_bare_people_rather_than_their_body() -> None:
    assert speakers("Then employees of the Harbour Board [S:who] [C:said] [T:so] left.") == ["employees"]
