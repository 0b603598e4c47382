"""Who is for or against what."""

import pytest

from headwater.link.wording import stand_towards, wording

ASKED = "US backs a limited operation in Kessly"


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("the US would support a limited operation in Kessly", "agrees"),
        ("Washington has given a green light for a short-term operation", "agrees"),
        ("Washington does not support a full-scale operation in Kessly", "opposes"),
        ("a major Kessly operation would be a “red line” for his administration", "opposes"),
        ("an operation in Kessly that cuts off the road is not something that he can support", "opposes"),
        ("Once the operation is over, Marlow will approve a ceasefire", ""),
        ("the US has quietly approved over 100 arms sales", ""),
        ("the operation in Kessly began on Monday", ""),
        ("they must press ahead with Kessly despite objections from the US", ""),
    ],
)
def test_only_a_stand_towards_what_is_asked_counts(said: str, stands: str) -> None:
    assert stand_towards(wording(ASKED), wording(said)) == stands


def test_a_not_turns_a_stand_round() -> None:
    assert wording("they would not oppose the sale of the ferry").attitudes == {"for"}
