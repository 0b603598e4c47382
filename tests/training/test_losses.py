from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.read.decode import best_paths

torch: Any = pytest.importorskip("torch", reason="training needs torch, which reading does not")
losses: Any = pytest.importorskip("training.losses", reason="training needs safetensors, which reading does not")

Problem = tuple[Any, Any, Any]
START, WORDS = 2, 5  # a window small enough to try every path
PATHS = list(product(range(4), repeat=WORDS))


@pytest.fixture(autouse=True)
def small_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(losses, "BEFORE", START)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Potentials, transitions and which words lie in the text, of two cues."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    spread = draw(st.sampled_from([0.1, 1.0, 5.0]))
    inside = torch.zeros(2, WORDS, dtype=torch.bool)
    for row in inside:
        row[draw(st.integers(0, START)) : draw(st.integers(START, WORDS - 1)) + 1] = True
    potentials, transitions = rng.normal(0, spread, (2, WORDS, 8)), rng.normal(0, spread, (4, 4))
    return torch.tensor(potentials, dtype=torch.float32), torch.tensor(transitions, dtype=torch.float32), inside


def is_allowed(path: tuple[int, ...], inside: Any) -> bool:
    cue = [at for at, label in enumerate(path) if label == 3]
    whole = bool(cue) and cue == list(range(START, START + len(cue)))
    return whole and all(bool(ok) or label == 0 for label, ok in zip(path, inside, strict=True))


def score(path: tuple[int, ...], potentials: Any, transitions: Any) -> float:
    total = float(potentials[0, path[0]])
    for at in range(1, WORDS):
        old, new = path[at - 1], path[at]
        total += float(potentials[at, new] + transitions[old, new])
        if old != new:
            total += float(potentials[at, 3 + new]) if new in (1, 2) else 0.0
            total += float(potentials[at - 1, 5 + old]) if old in (1, 2) else 0.0
    return total


@given(problems(), st.data())
def test_the_loss_is_the_negative_log_likelihood_over_all_paths(problem: Problem, data: st.DataObject) -> None:
    potentials, transitions, inside = problem
    labels, likelihoods = [], []
    for one, here in zip(potentials, inside, strict=True):
        paths = [path for path in PATHS if is_allowed(path, here)]
        gold = data.draw(st.sampled_from(paths))
        scores = np.array([score(path, one, transitions) for path in paths])
        labels.append(gold)
        likelihoods.append(np.logaddexp.reduce(scores) - score(gold, one, transitions))
    found = losses.crf_loss(potentials, transitions, inside, torch.tensor(labels))
    assert found.tolist() == pytest.approx(likelihoods, rel=1e-3, abs=5e-3)


@given(problems(), st.integers(1, WORDS - 1))
def test_the_tree_sums_as_one_step_after_another_does(problem: Problem, last: int) -> None:
    potentials, transitions, inside = problem
    potentials, inside = potentials[:, : max(last, START) + 1], inside[:, : max(last, START) + 1]
    first, steps = losses.crf_scores(potentials, transitions, inside)
    for at in range(steps.shape[1]):
        first = torch.logsumexp(first[:, :, None] + steps[:, at], 1)
    labels = torch.zeros(inside.shape, dtype=torch.long)
    labels[:, START] = 3
    gold, moves = losses.crf_scores(potentials, transitions, inside)
    path = gold[:, labels[0, 0]] + sum(moves[:, at, labels[0, at], labels[0, at + 1]] for at in range(moves.shape[1]))
    found = losses.crf_loss(potentials, transitions, inside, labels)
    assert found.tolist() == pytest.approx((torch.logsumexp(first, 1) - path).tolist(), rel=1e-3, abs=5e-3)


@given(problems())
def test_training_and_reading_agree_on_which_path_is_best(problem: Problem) -> None:
    potentials, transitions, inside = problem
    read = best_paths(potentials.numpy(), transitions.numpy(), inside.numpy(), START)
    first, steps = losses.crf_scores(potentials, transitions, inside)
    paths = np.array(PATHS)
    for row, begin, moves in zip(read.tolist(), first.numpy(), steps.numpy(), strict=True):
        scores = begin[paths[:, 0]] + sum(moves[at, paths[:, at], paths[:, at + 1]] for at in range(WORDS - 1))
        assert scores[PATHS.index(tuple(row))] == pytest.approx(scores.max(), rel=1e-4, abs=1e-2)


@given(problems())
def test_the_loss_of_the_likeliest_labels_is_the_least(problem: Problem) -> None:
    potentials, transitions, inside = problem
    best = torch.tensor(best_paths(potentials.numpy(), transitions.numpy(), inside.numpy(), START).astype(np.int64))
    other = torch.zeros_like(best)
    other[:, START] = 3
    least = losses.crf_loss(potentials, transitions, inside, best)
    assert (least >= -5e-3).all()
    assert (least <= losses.crf_loss(potentials, transitions, inside, other) + 1e-2).all()


def test_no_cues_have_no_loss() -> None:
    nothing = torch.zeros(0, WORDS, dtype=torch.long)
    assert losses.crf_loss(torch.zeros(0, WORDS, 8), torch.zeros(4, 4), nothing.bool(), nothing).shape == (0,)


def test_the_loss_teaches_every_potential_that_counts() -> None:
    potentials = torch.zeros(1, WORDS, 8, requires_grad=True)
    labels = torch.tensor([[0, 1, 3, 2, 2]])
    losses.crf_loss(potentials, torch.zeros(4, 4), torch.ones(1, WORDS, dtype=torch.bool), labels).sum().backward()
    assert torch.isfinite(potentials.grad).all()
    assert potentials.grad[0, 1, 1] < 0  # source
    assert potentials.grad[0, 1, 4] < 0  # entering source
    assert potentials.grad[0, 3, 5] < 0  # entering content
    assert potentials.grad[0, 1, 6] < 0  # leaving source
