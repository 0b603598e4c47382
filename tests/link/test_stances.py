"""Where assertions stand towards the claim that they make together."""

import pytest

from headwater.link.stances import Said, said_of_unit, stances_of, stances_towards
from headwater.link.units import units_of
from headwater.model import Stance
from tests.link.news import told


def said(*sentences: str) -> list[Said]:
    """Return what is looked at of some sentences that reports tell in their own voice."""
    found = []
    for number, sentence in enumerate(sentences):
        reading = told(f"Ferry news\n\n{sentence}\n", publisher=f"Paper {number}", at="2025-05-01T08:00:00Z", ref=f"r{number}")
        found.append(said_of_unit(reading, units_of(reading)[-1]))
    return found


def stances(*sentences: str) -> tuple[Stance, ...]:
    return stances_of(said(*sentences), range(len(sentences)))


def test_who_says_that_what_others_say_is_not_so_denies() -> None:
    assert stances("The harbour ferry was sold in March.", "The ferry was sold to Brandt.", "The ferry was not sold in March.") == (
        "asserts",
        "asserts",
        "denies",
    )


def test_a_mere_not_denies_nothing() -> None:
    assert stances(
        "The ferry was sold in March.", "The ferry was sold, and nobody told the pilots.", "The crew did not sleep that night."
    ) == (
        "asserts",
        "asserts",
        "asserts",
    )


def test_one_thing_and_not_another_denies_nothing() -> None:
    assert set(stances("The ferry sank in minutes.", "The ferry sank in minutes, not hours.")) == {"asserts"}


def test_where_nearly_all_say_that_it_is_not_so_that_is_the_claim() -> None:
    assert (
        stances("Crews were not paid in March.", "The crews have not been paid.", "Crews had not been paid for March.") == ("asserts",) * 3
    )


def test_what_is_called_false_is_denied() -> None:
    assert stances("The ferry was sold in March.", "The ferry was sold to Brandt.", "The sale of the ferry was “fiction”.")[-1] == "denies"


@pytest.mark.parametrize("words", ["Troops began a withdrawal from Kessly.", "The clerk corrected the spelling."])
def test_a_withdrawal_of_troops_takes_nothing_back(words: str) -> None:
    assert stances("The troops are in Kessly.", words)[-1] == "asserts"


def test_who_was_wrong_and_says_so_takes_it_back() -> None:
    assert stances("The ferry was sold in March.", "The newspaper withdrew its report and said sorry.")[-1] == "retracts"


def test_towards_words_somebody_asks_for_a_denial_must_bear_on_them() -> None:
    found = said("The ferry was not sold.", "The ferry was sold, and the band did not play.")
    assert stances_towards("the ferry was sold", found) == ("denies", "asserts")
