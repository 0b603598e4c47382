"""The interval of independent origins obeys its laws."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from headwater.link.interval import independent

Case = tuple[list[str], list[str], dict[str, float], dict[frozenset[str], float]]


@st.composite
def origins(draw: st.DrawFn) -> Case:
    named = [f"n{k}" for k in range(draw(st.integers(0, 3)))]
    unnamed = [f"u{k}" for k in range(draw(st.integers(0, 5)))]
    own = {f"o{k}": 0.3 for k in range(draw(st.integers(0, 2)))}
    pairs = [p for p in combinations([*named, *unnamed], 2) if p[1] in unnamed]
    possible = {frozenset(p): draw(st.floats(0.05, 0.95)) for p in pairs if draw(st.booleans())}
    return named, unnamed, own, possible


def test_two_who_could_be_one_are_one_or_two() -> None:
    found = independent([], ["a", "b"], {}, {frozenset("ab"): 0.25})
    assert (found.low, found.high, found.expected) == (1, 2, 1.75)


def test_an_assertion_without_a_source_counts_in_high_alone() -> None:
    found = independent([], [], {"kob": 0.3}, {})
    assert (found.low, found.high, found.expected) == (0, 1, 0.3)


def test_likeness_is_not_passed_on() -> None:
    aide_official_diplomat = {frozenset("ao"): 0.5, frozenset("od"): 0.5}
    assert independent([], ["a", "o", "d"], {}, aide_official_diplomat).low == 2


def test_one_who_may_be_a_named_one_is_counted_with_him() -> None:
    found = independent(["vale"], ["insider"], {}, {frozenset(("vale", "insider")): 0.5})
    assert (found.low, found.high) == (1, 2)


@given(origins())
def test_low_is_never_above_expected_nor_that_above_high(case: Case) -> None:
    found = independent(*case)
    assert 0 <= found.low <= found.expected <= found.high


@given(origins())
def test_another_named_origin_that_is_like_none_raises_both_by_one(case: Case) -> None:
    named, unnamed, own, possible = case
    before, after = independent(*case), independent([*named, "another"], unnamed, own, possible)
    assert (after.low, after.high) == (before.low + 1, before.high + 1)


@given(origins())
def test_the_order_of_origins_does_not_matter(case: Case) -> None:
    named, unnamed, own, possible = case
    assert independent(named[::-1], unnamed[::-1], own, dict(reversed(possible.items()))) == independent(*case)


@given(origins())
def test_one_more_possible_merge_never_raises_low(case: Case) -> None:
    named, unnamed, own, possible = case
    more = possible | {frozenset(p): 0.5 for p in combinations(unnamed[:2], 2)}
    assert independent(named, unnamed, own, more).low <= independent(*case).low
