"""The command line with a reader that needs no weights."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from headwater.cli import main
from tests.readers import said_reader

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `headwater` with arguments and returns its exit code, stdout and stderr."""
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    def ran(*arguments: str | Path, reader: Callable[[str], object] = said_reader) -> tuple[int, str, str]:
        monkeypatch.setattr(sys.modules["headwater.read"], "open_reader", reader)  # headwater.read itself names the function
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return code, out, err

    return ran


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A file with a report in which Smith and Brandt say something."""
    path = tmp_path / "bridge.txt"
    path.write_text("Bridge to reopen on Monday\n\nSmith said it would hold. Brandt said nothing of the sort.\n", encoding="utf-8")
    return path


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A file in which there is nothing to read."""
    path = tmp_path / "empty.txt"
    path.write_text("", encoding="utf-8")
    return path
