"""The table of how rare words are."""

from headwater.link.terms import LEAST_SEEN, rarity
from training.frequencies import counted


def test_a_word_of_too_few_reports_is_not_listed() -> None:
    found = counted(["The bridge fell."] * LEAST_SEEN + ["The ferry sank."])
    assert found == {"bridg": LEAST_SEEN, "fell": LEAST_SEEN, "the": LEAST_SEEN + 1}


def test_numbers_are_not_counted_and_as_rare_as_can_be() -> None:
    assert counted(["14 of 20"] * LEAST_SEEN) == {"of": LEAST_SEEN}
    assert rarity("#14") == 1 == rarity("lindn")
    assert rarity("of") < rarity("bridg") < 1
