"""How sure it is that two wordings say one thing: each story is told by the weights of the others."""

import numpy as np

from training.sureness import Pairs, told_apart


def story(seed: int, noise: float) -> Pairs:
    """Return the pairs of a story whose second sign tells which are one, and whose first says nothing."""
    rng = np.random.default_rng(seed)
    one = np.arange(60) % 3 == 0
    return Pairs(np.stack([rng.normal(size=60), one + noise * rng.normal(size=60)], axis=1), one)


def test_a_sign_that_tells_is_found_in_the_other_stories() -> None:
    for first, fitted in told_apart([story(seed, 0.05) for seed in range(4)]):
        assert fitted == 1.0
        assert 0.2 < first < 0.8


def test_a_story_is_not_told_by_its_own_weights() -> None:
    """The sign of the last story is turned round: told by the others, it is told wrong."""
    last = story(3, 0.05)
    told = list(told_apart([*(story(seed, 0.05) for seed in range(3)), Pairs(-last.signs, last.one)]))
    assert told[3][1] == 0.0
