"""Tellers of many reports are found to be one by class, with the same answer as if each were held against each."""

from itertools import combinations
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.link.companions import Joined, of_one_each
from headwater.link.origins import with_origins
from headwater.link.sameness import Company
from headwater.model import Claim
from tests.link.claimed import cites, claim, copies, identities

PUBLISHERS = ("Courier", "Lantern", "Tern", "Herald")
TELLERS = (
    ": Ann Vale",
    ": Ben Okoro",
    ": a county official",
    ": a senior county official",
    ": officials",
    ": a Courier source",
    ": document=a memo",
    ": organization=Kessly Ports",
    ": organization=Harbour Office",
    ": organization=the company",
    ": document=emails between Kessly Ports and the Harbour Office",
    ": Courier < a county official",
    ": Courier < Ann Vale",
    ": Lantern",
    ": ?",
    "",
)
Pair = tuple[int, int]
Pairs = tuple[Pair, ...]


def every_two(company: Company, ruled: object, copied: object) -> list[Joined]:
    """Return every two tellers that are one, each held against each."""
    del ruled, copied
    pairs = combinations(range(len(company.tellers)), 2)
    return of_one_each([Joined(a, b, because) for a, b in pairs if (because := company.same(a, b))], company.tellers)


def solved(lines: list[str], citing: Pairs, copying: Pairs) -> Claim:
    told = claim(*lines)
    (one,) = with_origins([told[0]], told[1], identities(told), citations=cites(told, *citing), reuse=copies(told, *copying))
    return one


LINES = st.lists(st.builds("{}{}".format, st.sampled_from(PUBLISHERS), st.sampled_from(TELLERS)), min_size=2, max_size=9)
PLACES = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=3)


@settings(deadline=None)
@given(LINES, PLACES, PLACES)
def test_tellers_by_class_are_those_found_one_by_one(
    lines: list[str], citing: list[tuple[int, int]], copying: list[tuple[int, int]]
) -> None:
    some, others = (tuple((a, b) for a, b in pairs if a != b and max(a, b) < len(lines)) for pairs in (citing, copying))
    by_class = solved(lines, some, others)
    with patch("headwater.link.origins.joined", every_two):
        assert solved(lines, some, others) == by_class
