"""Two figures of one thing: same, update, conflict, or not comparable."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.resolve.quantities import Side, compared, figures_of, same_groups, side_of
from headwater.resolve.words import Words


def side(text: str, **known: Any) -> Side:
    """Return the only figure of a sentence as a side."""
    (figure,) = figures_of(Words(text))
    return side_of(figure, text, **known)


SAME = [
    ("About 1.2 million customers were hit.", "The firm counted 1,204,318 customers."),
    ("The crater was roughly 70 metres wide.", "The crater was about 230ft wide."),
    ("At least 31 people were killed.", "Some 31 people were killed."),
    ("Nearly two million customers were hit.", "At least 1.9 million customers were hit."),
    ("He held 380 tonnes of nitrate.", "He held a shade under 400 tonnes of nitrate."),
    ("One in four voters stayed at home.", "Some 25% of voters stayed at home."),
    ("They stole 312 cows.", "They took 312 stolen cows."),
    ("Shares were worth 410p.", "Shares were worth £4.10."),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_same(a: str, b: str) -> None:
    assert compared(side(a), side(b)).relation == "same"
    assert compared(side(b), side(a)).relation == "same"


def test_later_toll_is_an_update_whoever_gives_it() -> None:
    earlier = side("At least 14 people were killed.", as_of="2025-05-13", supplier="the mayor")
    later = side("In all 19 people were killed.", as_of="2025-05-14", supplier="the secretariat")
    assert compared(earlier, later).relation == compared(later, earlier).relation == "update"
    assert "2025-05-14" in compared(earlier, later).because


def test_two_suppliers_of_one_time_conflict() -> None:
    mayor = side("In all 31 people died.", as_of="2025-05-15", supplier="the mayor")
    secretariat = side("In all 28 people died.", as_of="2025-05-15", supplier="the secretariat")
    said = compared(mayor, secretariat)
    assert said.relation == "conflict"
    assert "the mayor" in said.because
    assert "31" in said.because


def test_more_than_and_nearly_the_same_number_conflict() -> None:
    assert compared(side("Nearly 60,000 journeys were lost."), side("More than 60,000 journeys were lost.")).relation == "conflict"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("The bid was £36m.", "The bid was 42 million euros."),
        ("The quake killed 43 people.", "The quake injured 43 people."),
        ("It counted 118 newts.", "It counted 118 ponds."),
        ("Turnout was 64%.", "They counted 64 votes."),
    ],
)
def test_not_comparable(a: str, b: str) -> None:
    said = compared(side(a), side(b))
    assert said.relation == "not_comparable"
    assert said.because


def test_figures_of_one_claim_need_no_common_noun() -> None:
    claimed, counted = side("They took 4.1 million customer records."), side("Some 1.2 million accounts were hit.")
    assert compared(claimed, counted).relation == "not_comparable"
    assert compared(claimed, counted, of_one_thing=True).relation == "conflict"
    assert compared(side("The bid was £36m."), side("The bid was 42 million euros."), of_one_thing=True).relation == "not_comparable"


def test_same_is_transitive() -> None:
    sides = [
        side("They hit 1.9 million customers."),
        side("They hit 2 million customers."),
        side("They hit 2.05 million customers."),
        side("They hit 3 cars."),
    ]
    assert same_groups(sides) == ((0, 1, 2), (3,))


_numbers = st.none() | st.floats(-1e15, 1e15)
_sides = st.builds(
    Side,
    low=_numbers,
    high=_numbers,
    approximate=st.booleans(),
    qualifier=st.sampled_from(["", "at least", "more than", "nearly"]),
    unit=st.sampled_from([None, "USD", "%", "fraction", "km"]),
    what=st.sampled_from(["", "people killed", "cows", "people"]) | st.text(max_size=10),
    as_of=st.sampled_from([None, "2025", "2025-05-13", "2025-05-14"]),
    supplier=st.sampled_from([None, "the mayor", "The Dutch authority"]),
)


@given(_sides, _sides)
def test_any_two_are_compared_alike_from_either_side(a: Side, b: Side) -> None:
    assert compared(a, b).relation == compared(b, a).relation


@given(_sides)
def test_a_figure_tells_the_same_as_itself(a: Side) -> None:
    if a.low is None or a.high is None or a.low <= a.high:
        assert compared(a, a).relation == "same"
