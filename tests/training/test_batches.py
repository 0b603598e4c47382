import random
from typing import Any

import numpy as np
import pytest

from headwater.encode.layout import WINDOW_PIECES
from tests.layouts import tiny_tokenizer
from tests.notation import marked
from training.corpus import Example, examples

torch: Any = pytest.importorskip("torch", reason="training needs torch, which reading does not")
batches: Any = pytest.importorskip("training.batches", reason="training needs safetensors, which reading does not")
network: Any = pytest.importorskip("training.network", reason="training needs safetensors, which reading does not")

BEFORE: int = network.BEFORE


def example(sentence: str, ref: str = "a", kind: str = "", **fields: Any) -> Example:
    text, found = marked(sentence)
    roles = {"source": "S", "cue": "C", "content": "T"}
    marks = [{"id": str(n)} | {role: [[s.start, s.end] for s in spans[x]] for role, x in roles.items()} for n, spans in found.items()]
    row = {"id": ref, "text": text, "attributions": marks} | fields
    (one,) = examples([row], tiny_tokenizer(), held_out=frozenset(), kinds={ref: {"1": kind}})
    return one


def test_labels_stand_around_the_cue_and_are_none_outside_the_report() -> None:
    targets = batches.make_targets([example("[T:It rained], [S:she] [C:has said].")])
    (row,) = targets.labels.tolist()
    assert len(row) == BEFORE + 1 + network.AFTER
    assert row[BEFORE - 4 : BEFORE + 3] == [2, 2, 0, 1, 3, 3, 0]
    assert not any(row[: BEFORE - 4])
    assert not any(row[BEFORE + 3 :])


def test_a_cue_is_one_run_from_its_start() -> None:
    (row,) = batches.make_targets([example("[S:She] [C:did] not [C:say] [T:so].")]).labels.tolist()
    assert row[BEFORE - 1 : BEFORE + 4] == [1, 3, 0, 0, 2]


def test_labels_are_cut_at_the_edges_of_the_window() -> None:
    (row,) = batches.make_targets([example(f"[T:{'so ' * 100}], [S:she] [C:said], [T:{'and so ' * 100}].")]).labels.tolist()
    assert row[:2] == [2, 2]
    assert row[BEFORE - 2 : BEFORE + 3] == [0, 1, 3, 0, 2]
    assert row[-1] == 2


def test_words_of_several_reports_are_counted_on() -> None:
    first, second = example("[S:She] [C:said] [T:so].", kind="attitude"), example("It rained. [S:He] [C:said] [T:no].", "b", "statement")
    targets = batches.make_targets([first, second])
    assert targets.cues.tolist() == [1, 4 + 4]
    assert targets.low.tolist() == [0] * 4 + [4] * 7
    assert targets.high.tolist() == [3] * 4 + [10] * 7
    assert targets.attitude.tolist() == [1, 0]
    assert targets.flat.argmax(1)[targets.flat.any(1)].tolist() == [0, 2, 1, 0, 2, 1]


def test_the_labels_of_one_report_do_not_reach_into_the_next() -> None:
    targets = batches.make_targets([example("[S:She] [C:said] [T:so]."), example("[S:He] [C:said] [T:no].", "b")])
    assert targets.labels.sum(1).tolist() == [1 + 3 + 2] * 2


def test_masked_words_do_not_count() -> None:
    one = example("It rained. [S:She] [C:said] [T:so].", discard=[[0, 10]])
    assert batches.make_targets([one]).counted.tolist() == [0, 0, 0, 1, 1, 1, 1]


def test_a_report_without_attributions_is_a_target_too() -> None:
    targets = batches.make_targets([example("It rained.")])
    assert targets.cues.shape == (0,)
    assert targets.labels.shape == (0, BEFORE + 1 + network.AFTER)
    assert targets.flat.shape == (3, 3)


def test_every_report_is_in_one_group_and_groups_are_small() -> None:
    pool = [example("The bridge is old. " * n, str(n)) for n in range(1, 12)]
    groups = list(batches.batches(pool, 120, random.Random(1)))
    assert sorted(one.id for group in groups for one in group) == sorted(one.id for one in pool)
    assert all(len(group) == 1 or sum(len(one.layout.pieces) for one in group) <= 120 for group in groups)


def test_windows_are_those_of_reading_unless_they_are_drawn() -> None:
    layouts = [example("The bridge is old. " * 80).layout]
    assert batches.make_batch(layouts).lengths.tolist() == [250, 250, 146]
    drawn = {tuple(batches.make_batch(layouts, random.Random(seed)).lengths.tolist()) for seed in range(9)}
    assert len(drawn) > 1
    assert max(max(lengths) for lengths in drawn) <= WINDOW_PIECES + 2


def test_a_network_reads_a_batch_and_learns_from_it() -> None:
    losses = pytest.importorskip("training.losses")
    torch.manual_seed(1)
    sizes = network.Sizes(layers=1, width=24, heads=2, inner=32, vocabulary=200, reader_layers=1, reader_width=16, reader_heads=2)
    net = network.Network(sizes, 0.0)
    group = [example("[T:It rained], [S:she] [C:said].", kind="statement"), example("It is old.", "b")]
    parts = losses.training_losses(net, batches.make_batch([one.layout for one in group]), batches.make_targets(group), judge=True)
    assert set(parts) == {"start", "path", "flat", "verdict", "attitude"}
    torch.stack(list(parts.values())).sum().backward()
    assert all(np.isfinite(part.item()) for part in parts.values())
    assert net.transitions.grad is not None
