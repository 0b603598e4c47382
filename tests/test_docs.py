"""The documents: what they show is what happens, and their links lead somewhere."""

import re
import shlex
from pathlib import Path

import pytest

from headwater.cli import main

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_CONSOLE = re.compile(r"^```console\n\$ (headwater [^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)(?:#[^)]*)?\)")

SHOWN = [(path, command, shown) for path in DOCUMENTS for command, shown in _CONSOLE.findall(path.read_text(encoding="utf-8"))]
PROGRAMS = [(path, program) for path in DOCUMENTS for program in _PYTHON.findall(path.read_text(encoding="utf-8"))]


def _weights(command: str) -> list[pytest.MarkDecorator]:
    return [] if "--reader rules" in command else [pytest.mark.weights]


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the samples, which the commands that need one are asked of."""
    ledger = tmp_path_factory.mktemp("samples") / "samples.db"
    assert main(["add", "--quiet", str(ROOT / "samples"), "--ledger", str(ledger)]) == 0
    return ledger


@pytest.mark.parametrize(
    ("command", "shown"),
    [pytest.param(command, shown, marks=_weights(command), id=f"{path.name}: {command}") for path, command, shown in SHOWN],
)
def test_a_command_prints_what_its_document_shows(
    command: str, shown: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    monkeypatch.chdir(ROOT)
    if not command.startswith("headwater read "):
        monkeypatch.setenv("HEADWATER_LEDGER", str(request.getfixturevalue("samples")))
        capsys.readouterr()
    assert main(shlex.split(command)[1:]) == 0
    printed = capsys.readouterr().out
    if shown.endswith("…\n"):
        assert printed.startswith(shown.removesuffix("…\n"))
    else:
        assert printed == shown


@pytest.mark.parametrize(("path", "program"), [pytest.param(path, program, id=path.name) for path, program in PROGRAMS])
def test_a_program_in_a_document_compiles(path: Path, program: str) -> None:
    compile(program, str(path), "exec")


def test_the_reader_of_the_guide_reads() -> None:
    guide = next(program for path, program in PROGRAMS if path.name == "plug-in-a-reader.md")
    exec(guide, {})


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_to_a_file(path: Path) -> None:
    targets = [(path.parent / target) for target in _LINK.findall(path.read_text(encoding="utf-8"))]
    assert [target for target in targets if not target.exists()] == []
