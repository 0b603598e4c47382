import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from headwater.encode.session import Encoder
from headwater.encode.weights import FORMAT, load_card, weights_state
from headwater.errors import ModelError
from tests.layouts import tiny_tokenizer

GRAPH, TOKENIZER = b"a graph", b"{}"
SAID: dict[str, Any] = {
    "name": "headwater-reader",
    "version": "0.0-test",
    "format": FORMAT,
    "sha256": {"reader.onnx": hashlib.sha256(GRAPH).hexdigest(), "tokenizer.json": hashlib.sha256(TOKENIZER).hexdigest()},
    "transitions": [[0.0, 1.0, 2.0, 3.0]] * 4,
    "before": 64,
    "after": 127,
    "candidate": -2.0,
    "lean": 0.0,
    "blend": 0.6,
    "least": 0.45,
    "sourceless": 0.3,
    "contest": 0.5,
    "attitude": 0.5,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of weights that is in order; each test has its own, since a card is loaded once per folder."""
    (tmp_path / "reader.onnx").write_bytes(GRAPH)
    (tmp_path / "tokenizer.json").write_bytes(TOKENIZER)
    write(tmp_path, SAID)
    return tmp_path


def write(folder: Path, said: object) -> None:
    (folder / "reader.json").write_text(json.dumps(said), encoding="utf-8")


def assert_refused(folder: Path, *words: str) -> None:
    """The error names what is wrong and what to do, and `doctor` is told the same without an exception."""
    with pytest.raises(ModelError) as raised:
        load_card(folder)
    message = str(raised.value)
    for word in (*words, "reinstall headwater", "training.export"):
        assert word in message
    assert weights_state(folder) == [("weights", False, message)]


def test_a_good_card_says_what_the_weights_are(folder: Path) -> None:
    card = load_card(folder)
    assert (card.name, card.version, card.before, card.after) == ("headwater-reader", "0.0-test", 64, 127)
    assert (card.candidate, card.blend, card.least, card.sourceless, card.contest, card.attitude) == (-2.0, 0.6, 0.45, 0.3, 0.5, 0.5)
    assert (card.graph, card.tokenizer) == (folder / "reader.onnx", folder / "tokenizer.json")
    assert card.transitions.shape == (4, 4)
    assert card.transitions.dtype == np.float32


def test_a_card_is_loaded_once_for_a_folder(folder: Path) -> None:
    assert load_card(folder) is load_card(folder)


def test_the_doctor_names_good_weights_and_their_hash(folder: Path) -> None:
    ((label, well, details),) = weights_state(folder)
    assert (label, well) == ("weights", True)
    assert details.startswith("headwater-reader 0.0-test, ")
    assert hashlib.sha256(GRAPH).hexdigest()[:12] in details


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    assert_refused(tmp_path / "nowhere", "missing", "reader.json", str(tmp_path / "nowhere"))


@pytest.mark.parametrize("damaged", [b"", b'{"name": ', b"\xff\xfe"])
def test_a_damaged_card_is_named(folder: Path, damaged: bytes) -> None:
    (folder / "reader.json").write_bytes(damaged)
    assert_refused(folder, str(folder / "reader.json"), "damaged")


@pytest.mark.parametrize("other", [FORMAT + 1, None, str(FORMAT)])
def test_weights_of_another_format_are_refused_naming_both(folder: Path, other: object) -> None:
    write(folder, SAID | {"format": other})
    assert_refused(folder, f"format {other!r}", f"format {FORMAT}")


@pytest.mark.parametrize("name", ["reader.onnx", "tokenizer.json"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert_refused(folder, "missing", name, str(folder))


@pytest.mark.parametrize("name", ["reader.onnx", "tokenizer.json"])
def test_an_altered_file_is_named_with_both_hashes(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"altered")
    assert_refused(folder, str(folder / name), hashlib.sha256(b"altered").hexdigest()[:12], SAID["sha256"][name][:12])


def test_an_error_is_not_remembered(folder: Path) -> None:
    (folder / "reader.onnx").write_bytes(b"altered")
    assert_refused(folder)
    (folder / "reader.onnx").write_bytes(GRAPH)
    assert load_card(folder).version == "0.0-test"


def test_a_graph_that_onnxruntime_cannot_load_is_named(folder: Path) -> None:
    tokenizer = tiny_tokenizer().to_str()
    (folder / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
    write(folder, SAID | {"sha256": SAID["sha256"] | {"tokenizer.json": hashlib.sha256(tokenizer.encode()).hexdigest()}})
    with pytest.raises(ModelError, match=r"onnxruntime .* cannot load .*reader\.onnx"):
        Encoder(load_card(folder))


@pytest.mark.parametrize("said", [[], "weights", None])
def test_a_card_that_is_no_object_is_damaged(folder: Path, said: object) -> None:
    write(folder, said)
    assert_refused(folder, str(folder / "reader.json"))


@pytest.mark.parametrize("key", ["sha256", "name", "transitions", "least"])
def test_a_card_that_lacks_a_key_is_damaged_and_names_it(folder: Path, key: str) -> None:
    write(folder, {name: value for name, value in SAID.items() if name != key})
    assert_refused(folder, str(folder / "reader.json"), key)


def test_a_card_without_the_hash_of_a_file_is_refused(folder: Path) -> None:
    write(folder, SAID | {"sha256": {}})
    (folder / "reader.onnx").write_bytes(b"altered")
    assert_refused(folder, "reader.onnx")
