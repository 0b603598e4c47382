import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.layouts import tiny_tokenizer
from tests.notation import marked
from training.corpus import Example, HeldOutError, examples, read_rows, restyle_quotes

NONE, SOURCE, CONTENT, CUE = range(4)


def row_of(sentence: str, ref: str = "a", **fields: Any) -> dict[str, Any]:
    """Return a row of the corpus; its attributions are numbered as in the marked text."""
    text, found = marked(sentence)
    roles = {"source": "S", "cue": "C", "content": "T"}
    attributions = [
        {"id": str(number)} | {role: [[s.start, s.end] for s in spans[letter]] for role, letter in roles.items()}
        for number, spans in found.items()
    ]
    return {"id": ref, "text": text, "attributions": attributions} | fields


def one_example(sentence: str, **fields: Any) -> Example:
    (one,) = examples([row_of(sentence, **fields)], tiny_tokenizer(), held_out=frozenset())
    return one


def test_each_word_is_labelled_by_its_role() -> None:
    one = one_example("[T:It rained], [S:she] [C:said].")
    assert one.labels.tolist() == [[CONTENT, CONTENT, NONE, SOURCE, CUE, NONE]]
    assert one.cues.tolist() == [4]
    assert one.attitude.tolist() == [-1]


def test_attributions_are_in_the_order_of_their_cues() -> None:
    one = one_example("[S2:He] [C2:said] [T2:no]. [S:She] [C:said] [T:so].")
    assert one.cues.tolist() == [1, 5]
    assert one.labels[:, [2, 6]].tolist() == [[CONTENT, NONE], [NONE, CONTENT]]


@pytest.mark.parametrize("sentence", ["[S:She] left, [T:she said].", "[S:She] [C:spoke].", "It rained."])
def test_what_has_no_cue_or_no_content_is_no_example_of_an_attribution(sentence: str) -> None:
    one = one_example(sentence)
    assert one.cues.shape == (0,)
    assert one.labels.shape == (0, len(one.layout.words))


def test_kinds_are_known_where_they_are_given() -> None:
    row = row_of("[S:She] [C:said] [T:so]. [S2:He] [C2:hopes] [T2:so]. [S3:We] [C3:say] [T3:so].")
    (one,) = examples([row], tiny_tokenizer(), held_out=frozenset(), kinds={"a": {"1": "statement", "2": "attitude"}})
    assert one.attitude.tolist() == [0, 1, -1]


def test_words_under_discussion_or_discarded_are_masked() -> None:
    one = one_example("It rained. It is old.", discuss=[[0, 2]], discard=[[18, 21]])
    assert np.flatnonzero(one.masked).tolist() == [0, 5, 6]


def test_a_held_out_report_is_refused_by_name() -> None:
    with pytest.raises(HeldOutError, match="b is held out"):
        examples([row_of("It rained."), row_of("It rained.", "b")], tiny_tokenizer(), held_out=frozenset(["b"]))


def test_a_held_out_report_is_left_out_where_that_is_asked_for() -> None:
    rows = [row_of("It rained."), row_of("It rained.", "b")]
    assert [one.id for one in examples(rows, tiny_tokenizer(), held_out=frozenset(["b"]), refuse=False)] == ["a"]


@pytest.mark.shared
def test_no_held_out_report_gets_through(shared_dir: Any) -> None:
    held_out = frozenset((shared_dir / "gold" / "held_out.txt").read_text(encoding="utf-8").split())
    rows = [row for row in read_rows(shared_dir / "data" / "polnear" / "polnear_train.jsonl.gz") if row["id"] in held_out]
    assert rows
    for row in rows:
        with pytest.raises(HeldOutError):
            examples([row], tiny_tokenizer(), held_out=held_out)


@given(st.text(st.sampled_from("“”‘’\"' ab\n") | st.characters()), st.integers(0, 999))
def test_other_marks_keep_the_length_and_all_other_characters(text: str, seed: int) -> None:
    restyled = restyle_quotes(text, random.Random(seed))
    assert len(restyled) == len(text)
    for old, new in zip(text, restyled, strict=True):
        assert old == new or (old in "“”‘’\"'" and new in "“”‘’\"'")


@pytest.mark.parametrize(
    ("draw", "before", "after"),
    [
        (0.1, "“No,” he said, ‘so’.", "\"No,\" he said, 'so'."),
        (0.22, "“No,” he said.", "'No,' he said."),
        (0.27, "“No,” he said.", "‘No,’ he said."),
        (0.35, '"No," he said, "so', "“No,” he said, “so"),
        (0.35, '"No\n"So," he said.', "“No\n“So,” he said."),
        (0.35, "“No,” he said.", "“No,” he said."),
        (0.9, "“No,” he said.", "“No,” he said."),
    ],
)
def test_four_texts_in_ten_change_their_marks(draw: float, before: str, after: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(1)
    monkeypatch.setattr(rng, "random", lambda: draw)
    assert restyle_quotes(before, rng) == after


def test_inner_quotations_are_closed_by_the_mark_that_opened_them(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(1)
    monkeypatch.setattr(rng, "random", lambda: 0.27)
    assert restyle_quotes("“No ‘so’,” he said.", rng) == "‘No “so”,’ he said."


def test_marks_change_before_the_text_is_laid_out() -> None:
    row = row_of("[T:“No,”] [S:he] [C:said].")
    plain = examples([row], tiny_tokenizer(), held_out=frozenset())
    several = examples([row] * 20, tiny_tokenizer(), held_out=frozenset(), restyle=random.Random(1))
    assert all(one.labels.tolist() == plain[0].labels.tolist() for one in several)
    assert len({tuple(one.layout.pieces.tolist()) for one in several}) > 1
