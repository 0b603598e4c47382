"""Which origins are probably one: what speaks for it, what forbids it, and that the reason can be told."""

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.link.likely import LEARNT, Likely, Party
from headwater.link.origins import left_apart, with_origins
from tests.link.claimed import Told, claim, copies, identities

SOURCES = (
    "Ann Vale", "Ben Okoro", "a foreman", "a county official", "unnamed=officials", "document=a memo", "organization=Kessly Ports",
    "organization=Harbour Board", "Courier", "Courier < a foreman", "",
)  # fmt: skip


def apart(told: Told, *copying: tuple[int, int]) -> tuple[Likely, list[Party]]:
    (found,) = left_apart([told[0]], told[1], identities(told), reuse=copies(told, *copying))
    return found


def reasons(*told: str, copying: tuple[tuple[int, int], ...] = ()) -> list[str]:
    likely, parties = apart(claim(*told), *copying)
    return [because for _, _, because in likely.joined(parties)]


def test_the_reason_says_what_speaks_for_it() -> None:
    (because,) = reasons("Tern: Ann Vale", "Lantern: Courier < a stoker")
    assert because == (
        "“Ann Vale” and “a stoker” are probably one origin: one is told at second hand and they say it in much the same words"
    )


@pytest.mark.parametrize(
    "told",
    [
        ("Courier: Ann Vale", "Lantern: Ben Okoro"),
        ("Courier: a foreman", "Lantern: a county official"),
        ("Courier: organization=Kessly Ports", "Lantern: organization=Harbour Board"),
    ],
)
def test_neither_two_names_nor_two_who_are_kept_back_are_joined(told: tuple[str, ...]) -> None:
    assert reasons(*told, copying=((1, 0),)) == []


def test_saying_the_same_thing_makes_nobody_one() -> None:
    assert reasons("Courier: Ann Vale", "Lantern: a county official") == []


def test_the_evidence_of_a_claim_has_the_reason_with_both_places() -> None:
    told = claim("Tern: Ann Vale", "Lantern: Courier < a stoker")
    (found,) = with_origins([told[0]], told[1], identities(told))
    probable = [each for each in found.evidence if "probably one origin" in each.because]
    assert [len(each.places) for each in probable] == [2]
    assert [origin.who for origin in found.origins] == ["Ann Vale"]


@given(st.lists(st.sampled_from(SOURCES), min_size=2, max_size=5))
def test_signs_are_the_same_either_way_round_and_a_chance_is_a_chance(sources: list[str]) -> None:
    papers = ("Courier", "Lantern", "Tern", "Herald", "Gull")
    likely, parties = apart(claim(*(f"{paper}: {who}".removesuffix(": ") for paper, who in zip(papers, sources, strict=False))))
    for a, b in combinations(parties, 2):
        assert likely.signs(a, b) == likely.signs(b, a)
        assert 0 < LEARNT.chance(likely.signs(a, b)) < 1
    joined = list(likely.joined(parties))
    assert len(joined) < max(1, len(parties))
    assert all(not (a.head.named and b.head.named and a.head.kind == b.head.kind == "person") for a, b, _ in joined)


def test_what_is_not_known_weighs_nothing() -> None:
    assert math.isclose(LEARNT.chance({}), LEARNT.chance({"a thing nobody knows": 1.0}))
