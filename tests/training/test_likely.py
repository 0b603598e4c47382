"""Weights of signs: what tells two things apart is found, and what says nothing is not."""

from training.likely import Pair, area, fit


def pairs(count: int) -> list[Pair]:
    """Return pairs of four stories: those called alike are one, and a number means nothing."""
    return [
        Pair(
            story=f"s{n % 4}",
            signs={"words": 0.5, **({"alike": 1.0} if n % 3 else {}), **({"number": 1.0} if n % 2 else {})},
            one=n % 3 > 0,
        )
        for n in range(count)
    ]


def test_the_sign_that_tells_weighs_and_the_other_does_not() -> None:
    found = fit(pairs(120), penalty=1.0)
    assert found.signs["alike"] > 2
    assert abs(found.signs["number"]) < 0.2
    assert found.chance({"words": 0.5, "alike": 1.0}) > 0.5 > found.chance({"words": 0.5})


def test_each_story_is_told_by_the_others() -> None:
    assert area(pairs(120), penalty=1.0) == 1.0
