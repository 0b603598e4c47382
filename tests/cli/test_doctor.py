import json

import pytest

from headwater.cli import doctor
from tests.cli.conftest import Run


def weights(monkeypatch: pytest.MonkeyPatch, *, ok: bool) -> None:
    detail = "hash right" if ok else "altered; reinstall headwater"
    monkeypatch.setattr("headwater.encode.weights_state", lambda: [("model.onnx", ok, detail)])


def test_a_sound_installation_is_all_well(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    weights(monkeypatch, ok=True)
    code, out, err = run("doctor")
    assert (code, err) == (0, "")
    assert "reports/s" in out
    assert out.endswith("all well\n")


def test_altered_weights_are_named_with_the_remedy_and_nothing_is_timed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    weights(monkeypatch, ok=False)
    code, out, _ = run("doctor")
    assert code == 2
    assert "WRONG  model.onnx     altered; reinstall headwater" in out
    assert out.endswith("wrong: model.onnx\n")
    assert "reports/s" not in out


def test_a_library_that_is_missing_is_wrong(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    weights(monkeypatch, ok=True)
    monkeypatch.setattr(doctor, "LIBRARIES", ("numpy", "no-such-library"))
    code, out, _ = run("doctor")
    assert code == 2
    assert "not installed; python -m pip install no-such-library" in out


def test_doctor_as_json_is_the_envelope(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    weights(monkeypatch, ok=True)
    _, out, _ = run("doctor", "--json")
    document = json.loads(out)
    assert document["version"] == 1
    assert document["data"]["ok"] is True
    assert {"label", "ok", "detail"} == set(document["data"]["checks"][0])
