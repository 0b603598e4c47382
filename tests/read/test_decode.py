import random
from itertools import product

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.read.decode import CONTENT, CUE, NONE, SOURCE, Found, Thresholds, best_paths, select

Floats = npt.NDArray[np.float32]
THRESHOLDS = Thresholds(least=0.45, sourceless=0.3, contest=0.5)


def allowed(path: tuple[int, ...], inside: list[bool], start: int) -> bool:
    """Whether the cue begins at `start`, goes on without a gap, and words outside the text are none."""
    cue = [at for at, label in enumerate(path) if label == CUE]
    return (
        cue == list(range(start, start + len(cue)))
        and bool(cue)
        and all(ok or label == NONE for label, ok in zip(path, inside, strict=True))
    )


def score(path: tuple[int, ...], potentials: Floats, transitions: Floats) -> float:
    total = float(potentials[0, path[0]])
    for at in range(1, len(path)):
        old, new = path[at - 1], path[at]
        total += float(potentials[at, new] + transitions[old, new])
        if old != new:
            total += float(potentials[at, 4 + new - SOURCE]) if new in (SOURCE, CONTENT) else 0.0
            total += float(potentials[at - 1, 6 + old - SOURCE]) if old in (SOURCE, CONTENT) else 0.0
    return total


@st.composite
def problems(draw: st.DrawFn) -> tuple[Floats, Floats, npt.NDArray[np.bool_], int]:
    cues, words = draw(st.integers(1, 3)), draw(st.integers(1, 6))
    start = draw(st.integers(0, words - 1))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    spread = draw(st.sampled_from([0.5, 3.0, 20.0]))
    potentials = rng.normal(0, spread, (cues, words, 8)).astype(np.float32)
    inside = np.zeros((cues, words), dtype=bool)
    for row in inside:
        row[draw(st.integers(0, start)) : draw(st.integers(start, words - 1)) + 1] = True
    # What the network says of words outside the text is whatever it says of the nearest word inside: it must not count.
    return potentials, rng.normal(0, spread, (4, 4)).astype(np.float32), inside, start


@given(problems())
def test_the_best_path_is_the_best_of_all_paths_with_a_content(problem: tuple[Floats, Floats, npt.NDArray[np.bool_], int]) -> None:
    potentials, transitions, inside, start = problem
    labels = best_paths(potentials, transitions, inside, start)
    assert labels.shape == inside.shape
    for row, scores, here in zip(labels.tolist(), potentials, inside.tolist(), strict=True):
        paths = [path for path in product(range(4), repeat=len(row)) if allowed(path, here, start)]
        # One that says something, wherever there is a word to say it.
        paths = [path for path in paths if CONTENT in path] or paths
        best = max(score(path, scores, transitions) for path in paths)
        assert tuple(row) in paths
        assert score(tuple(row), scores, transitions) == pytest.approx(best, rel=1e-4, abs=1e-3)


def test_no_cues_have_no_paths() -> None:
    labels = best_paths(np.zeros((0, 6, 8), np.float32), np.zeros((4, 4), np.float32), np.zeros((0, 6), bool), 2)
    assert labels.shape == (0, 6)


def found(source: str, cue: str, content: str, at: float = 0.9) -> Found:
    """An attribution over word numbers: `"0"`, `"1"`, `"2-5 8"`."""

    def words(numbers: str) -> npt.NDArray[np.int64]:
        ends = [[int(end) for end in part.split("-")] for part in numbers.split()]
        return np.array([word for run in ends for word in range(run[0], run[-1] + 1)], dtype=np.int64)

    return Found(source=words(source), cue=words(cue), content=words(content), score=at, attitude=0.0)


def shown(standing: list[Found]) -> list[tuple[list[int], list[int]]]:
    return [(one.cue.tolist(), one.content.tolist()) for one in standing]


def chosen(*candidates: Found) -> list[tuple[list[int], list[int]]]:
    return shown(select(candidates, THRESHOLDS))


def test_nothing_is_selected_from_nothing() -> None:
    assert select([], THRESHOLDS) == []


def test_an_attribution_stands_from_its_threshold_on() -> None:
    assert chosen(found("0", "1", "2-4", 0.45)) == [([1], [2, 3, 4])]
    assert chosen(found("0", "1", "2-4", 0.44)) == []


def test_one_without_a_source_has_a_threshold_of_its_own() -> None:
    assert chosen(found("", "1", "2-4", 0.3)) == [([1], [2, 3, 4])]
    assert chosen(found("", "1", "2-4", 0.29)) == []


def test_one_without_content_falls() -> None:
    assert chosen(found("0", "1", "")) == []


def test_of_two_that_claim_the_same_content_the_surer_stands() -> None:
    assert chosen(found("0", "1", "2-5", 0.6), found("", "6", "2-5", 0.8)) == [([6], [2, 3, 4, 5])]


def test_a_cue_that_touches_that_of_a_surer_one_falls() -> None:
    assert chosen(found("0", "1-2", "3-5", 0.9), found("8", "2", "9-12", 0.8)) == [([1, 2], [3, 4, 5])]


def test_of_equally_sure_ones_the_first_stands() -> None:
    assert chosen(found("8", "7", "2-5", 0.7), found("0", "1", "2-5", 0.7)) == [([1], [2, 3, 4, 5])]


def test_what_a_surer_one_holds_is_taken_off() -> None:
    assert chosen(found("0", "1", "2-4", 0.9), found("", "9", "4-8", 0.4)) == [([1], [2, 3, 4]), ([9], [5, 6, 7, 8])]


def test_one_that_is_left_with_less_than_half_of_its_content_falls() -> None:
    assert chosen(found("0", "1", "2-6", 0.9), found("", "10", "3-8", 0.4)) == [([1], [2, 3, 4, 5, 6])]
    assert chosen(found("0", "1", "2-5", 0.9), found("", "10", "4-7", 0.4)) == [([1], [2, 3, 4, 5]), ([10], [6, 7])]


def test_a_contest_goes_to_the_nearer_cue() -> None:
    first, second = found("0", "1", "2-4 6-8", 0.9), found("10", "9", "6-8", 0.8)
    assert chosen(first, second) == [([1], [2, 3, 4]), ([9], [6, 7, 8])]


def test_a_contest_is_lost_by_the_farther_cue() -> None:
    assert chosen(found("0", "1", "2-4", 0.9), found("10", "9", "2-4", 0.8)) == [([1], [2, 3, 4])]


def test_only_one_that_is_sure_enough_may_contest() -> None:
    unsure = found("10", "9", "6-8", 0.49)
    assert chosen(found("0", "1", "2-4 6-8", 0.9), unsure) == [([1], [2, 3, 4, 6, 7, 8])]


def test_nobody_loses_all_content_in_a_contest_over_one_stretch() -> None:
    assert chosen(found("0", "1", "6-8", 0.9), found("10", "9", "6-8", 0.8)) == [([1], [6, 7, 8])]


def test_they_come_in_the_order_of_their_first_words() -> None:
    late, early, middle = found("21", "22", "18-20", 0.9), found("", "4", "5-7", 0.5), found("12", "11", "13-15", 0.7)
    assert [one.cue.tolist() for one in select([late, early, middle], THRESHOLDS)] == [[4], [11], [22]]


@st.composite
def candidates(draw: st.DrawFn) -> Found:
    """An attribution over thirty words whose roles share none."""
    cue = draw(st.integers(0, 27))
    cued = set(range(cue, cue + draw(st.integers(1, 2))))
    content = draw(st.sets(st.integers(0, 29), max_size=12)) - cued
    source = draw(st.sets(st.integers(0, 29), max_size=3)) - cued - content
    roles = [np.array(sorted(words), dtype=np.int64) for words in (source, cued, content)]
    return Found(source=roles[0], cue=roles[1], content=roles[2], score=draw(st.floats(0, 1, width=32)), attitude=0.0)


@given(st.lists(candidates(), max_size=8))
def test_no_two_share_a_word_of_cue_or_of_content(several: list[Found]) -> None:
    standing = select(several, THRESHOLDS)
    for role in ("cue", "content"):
        words = [word for one in standing for word in getattr(one, role).tolist()]
        assert len(words) == len(set(words))


@given(st.lists(candidates(), max_size=8))
def test_what_stands_was_a_candidate_and_has_lost_content_at_most(several: list[Found]) -> None:
    for one in select(several, THRESHOLDS):
        origin = [f for f in several if f.score == one.score and f.cue.tolist() == one.cue.tolist()]
        assert len(one.content)
        assert any(set(one.content.tolist()) <= set(f.content.tolist()) and f.source.tolist() == one.source.tolist() for f in origin)
        assert one.content.tolist() == sorted(one.content.tolist())


@given(st.lists(candidates(), max_size=6, unique_by=lambda one: (one.score, int(one.cue[0]))), st.randoms(use_true_random=False))
def test_the_order_of_the_candidates_does_not_matter(several: list[Found], rng: random.Random) -> None:
    shuffled = list(several)
    rng.shuffle(shuffled)
    assert chosen(*several) == chosen(*shuffled)
