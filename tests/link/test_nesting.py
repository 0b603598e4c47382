"""Narrow claims within wide ones."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from headwater.link.nesting import nested
from headwater.model import Assertion, Claim, Place, Span


def claim(*places: int, identified: str = "c") -> Claim:
    spans = [Span(start=10 * n, end=10 * n + 5) for n in places]
    return Claim(
        id=identified,
        gist=Place(report="r", span=spans[0]),
        assertions=tuple(Assertion(report="r", statement=None, spans=(span,), stance="asserts") for span in spans),
    )


def test_a_claim_lies_within_the_smallest_that_holds_most_of_it() -> None:
    wide, middle, narrow = nested(
        [claim(1, 2, 3, 4, 5, 6, identified="a"), claim(1, 2, 3, 4, identified="b"), claim(1, 2, 9, identified="c")]
    )
    assert (wide.within, middle.within, narrow.within) == (None, "a", None)
    (*_, narrow) = nested([claim(1, 2, 3, 4, 5, 6, identified="a"), claim(1, 2, 3, 4, identified="b"), claim(1, 2, 3, identified="c")])
    assert narrow.within == "b"


def test_of_claims_with_one_first_wording_the_narrowest_keeps_the_id() -> None:
    wide, narrow = nested([claim(1, 2, 3), claim(1, 2)])
    assert narrow.id == "c"
    assert wide.id != "c"
    assert narrow.within == wide.id


def test_claims_of_two_ids_that_begin_alike_stay_four() -> None:
    made = [replace(claim(1, *range(2, 3 + n)), id=name) for n, name in enumerate("aabb")]
    assert len({each.id for each in nested(made)}) == 4


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sets(st.integers(0, 6), min_size=1)), max_size=7))
def test_ids_are_unique_and_nothing_lies_within_itself(drawn: list[tuple[str, set[int]]]) -> None:
    made = [claim(*sorted(places), identified=name) for name, places in drawn]
    found = nested(made)
    assert [each.assertions for each in found] == [each.assertions for each in made]
    assert len({each.id for each in found}) == len(found)
    sizes = {each.id: len(each.assertions) for each in found}
    assert all(each.within is None or sizes[each.within] > len(each.assertions) for each in found)
