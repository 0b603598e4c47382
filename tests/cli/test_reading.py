import io
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from headwater.codec import loads, schema
from headwater.errors import ModelError
from tests.cli.conftest import Run


def test_a_report_is_shown_as_who_how_and_what(run: Run, report: Path) -> None:
    code, out, err = run("read", report)
    assert (code, err) == (0, "")
    assert "Bridge to reopen on Monday\n" in out
    assert "\nSmith · said (indirect)\n    it would hold\n" in out
    assert out.endswith("(2 statements in 1 report, by 2 actors)\n")


def test_quiet_leaves_out_the_summary(run: Run, report: Path) -> None:
    _, out, _ = run("read", "--quiet", report)
    assert "2 statements" not in out
    assert "Brandt · said" in out


def test_json_is_one_contract_line_per_report(run: Run, report: Path, empty: Path) -> None:
    code, out, _ = run("read", "--json", report, empty, report)
    lines = out.splitlines()
    assert code == 3
    assert [loads(line).ref for line in lines] == [str(report), str(empty), str(report)]
    assert [len(loads(line).statements) for line in lines] == [2, 0, 2]
    for line in lines:
        Draft202012Validator(schema()).validate(json.loads(line))


def test_a_rejected_input_is_told_on_one_line_and_the_others_are_read(run: Run, report: Path, empty: Path) -> None:
    code, out, err = run("read", "--quiet", empty, report)
    assert code == 3
    assert err.startswith(f"headwater: rejected {empty}: ")
    assert err.count("\n") == 1
    assert "Smith · said" in out


def test_a_missing_path_is_said_before_anything_is_read(run: Run, report: Path, tmp_path: Path) -> None:
    code, out, err = run("read", report, tmp_path / "gone.txt")
    assert (code, out) == (2, "")
    assert "gone.txt: no such file or folder" in err


def test_broken_weights_end_with_2_and_one_line(run: Run, report: Path) -> None:
    def broken(name: str) -> object:
        raise ModelError("weights altered: model.onnx; reinstall headwater")

    assert run("read", report, reader=broken) == (2, "", "headwater: weights altered: model.onnx; reinstall headwater\n")


def test_a_failing_reader_shows_its_traceback_only_when_asked(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_text("Voss said BOOM to everyone who was there on that day.", encoding="utf-8")
    code, out, err = run("read", path)
    assert code == 3
    assert err == f"headwater: rejected {path}: reading it failed (RuntimeError: boom); the report itself was kept\n"
    assert "(not read)" in out


def test_what_is_piped_in_is_read_where_nothing_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    text = b"Smith said the bridge would hold for another year at the very least."
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))
    code, out, _ = run("read", "--json")
    assert code == 0
    assert loads(out).report is not None
    assert loads(out).ref == "-"


def test_nothing_to_read_on_a_terminal_says_how_to_ask(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal())
    code, out, err = run("read")
    assert (code, out) == (2, "")
    assert "headwater read report.txt" in err


def test_a_publisher_given_is_shown_and_written(run: Run, report: Path) -> None:
    assert "The Example · " in run("read", "--publisher", "The Example", report)[1]
    assert json.loads(run("read", "--json", "--publisher", "The Example", report)[1])["report"]["publisher"]["name"] == "The Example"


def test_progress_is_for_a_terminal_alone(
    run: Run, report: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import sys

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert "1 read" in run("read", "--json", report)[2]
    assert run("read", "--json", "--quiet", report)[2] == ""
