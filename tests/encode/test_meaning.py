"""The sentence encoder that ships: vectors near one another where texts mean the same."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from headwater.encode.meaning import GRAPH, WIDTH, Meaning, open_meaning
from headwater.encode.weights import FOLDER
from headwater.errors import ModelError

pytestmark = pytest.mark.weights

TEXTS = ["The blast killed at least 14 people", "At least fourteen died in the explosion", "The council voted to close the library"]


def test_a_paraphrase_lies_nearer_than_another_matter() -> None:
    vectors = open_meaning().vectors(TEXTS)
    assert vectors.shape == (3, WIDTH)
    assert vectors[0] @ vectors[1] > 0.7 > 0.3 > vectors[0] @ vectors[2]


def test_vectors_have_length_one() -> None:
    assert np.allclose(np.linalg.norm(open_meaning().vectors([*TEXTS, "“", ""]), axis=1), 1, atol=1e-5)


def test_a_vector_does_not_depend_on_its_neighbours() -> None:
    together = open_meaning().vectors(TEXTS)
    assert all(np.array_equal(together[n], open_meaning().vectors([text])[0]) for n, text in enumerate(TEXTS))


def test_no_texts_have_no_vectors() -> None:
    assert open_meaning().vectors([]).shape == (0, WIDTH)


def test_a_long_text_is_cut_not_refused() -> None:
    assert open_meaning().vectors(["word " * 5000]).shape == (1, WIDTH)


def test_altered_weights_are_refused_by_name(tmp_path: Path) -> None:
    for name in ("meaning.json", "reader.json", "tokenizer.json", "reader.onnx"):
        shutil.copyfile(FOLDER / name, tmp_path / name)
    (tmp_path / GRAPH).write_bytes(b"not these")
    with pytest.raises(ModelError, match=r"meaning\.onnx is not the file that was shipped"):
        Meaning(tmp_path)


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"cannot be read.*meaning\.json"):
        Meaning(tmp_path)


def test_weights_of_another_format_are_refused(tmp_path: Path) -> None:
    (tmp_path / GRAPH).write_bytes(b"")
    (tmp_path / "meaning.json").write_text(json.dumps({"format": 99, "version": "9", "sha256": ""}))
    with pytest.raises(ModelError, match="format 99"):
        Meaning(tmp_path)
