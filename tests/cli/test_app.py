import json
import os
import subprocess
import sys

import pytest
import typer

from headwater import __version__, ingest
from headwater.cli.app import app
from headwater.codec import schema
from tests.cli.conftest import Run

COMMANDS = [command.name for command in app.registered_commands]


def headwater(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "headwater", *arguments], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_an_example_in_its_help(run: Run, command: str) -> None:
    code, out, _ = run(command, "--help")
    assert code == 0
    assert "Example" in out
    assert f"headwater {command}" in out.split("Example", 1)[1]


def test_the_help_of_read_names_every_kind_of_input(run: Run) -> None:
    assert all(kind in run("read", "--help")[1] for kind in ingest.KINDS)


def test_every_command_is_in_the_reference(run: Run) -> None:
    from pathlib import Path

    reference = (Path(__file__).parents[2] / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    group = typer.main.get_command(app)
    for command in COMMANDS:
        assert f"## headwater {command}" in reference
        for option in group.commands[command].params:  # type: ignore[attr-defined]
            if option.param_type_name == "option":
                assert f"`{option.opts[0]}" in reference, option.opts[0]


def test_the_bare_name_shows_help(run: Run) -> None:
    code, out, _ = run()
    assert code == 0
    assert "read" in out
    assert "doctor" in out


def test_version_is_the_packages(run: Run) -> None:
    assert run("--version") == (0, f"headwater {__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["raed"], "Did you mean 'read'"),
        (["read", "--jsn", "x"], "--json"),
        (["read", "--processes", "0", "x"], "'--processes'"),
        (["read", "--format", "xlsx", __file__], "xlsx"),
        (["read", "--limit", "patience=1", __file__], "unknown limit 'patience'; available: seconds"),
        (["read", "--limit", "seconds=soon", __file__], "seconds needs a number above 0"),
        (["read", "--width"], "--width"),
        (["read", "nowhere/at/all.txt"], "nowhere/at/all.txt: no such file or folder"),
        (["read", "ftp://news.example/a"], "only http and https addresses are fetched"),
    ],
)
def test_a_usage_error_is_one_line_with_a_remedy_and_code_2(run: Run, arguments: list[str], said: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert err.startswith("headwater: ")
    assert err.count("\n") == 1


def test_schema_prints_the_schema(run: Run) -> None:
    code, out, _ = run("schema")
    assert code == 0
    assert json.loads(out) == schema()
    assert json.loads(run("schema", "compare")[1]) == schema("compare")
    assert run("schema", "trace")[0] == 2


def test_help_loads_nothing_heavy() -> None:
    program = "import sys, headwater.cli as c; c.main(['--help']); print([m for m in sys.modules], file=sys.stderr)"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    heavy = {"numpy", "onnxruntime", "tokenizers", "trafilatura", "lxml", "rich", "multiprocessing", "sqlalchemy", "alembic"}
    heavy |= {"fastapi", "starlette", "uvicorn", "pydantic", "jinja2", "webbrowser"}
    assert not heavy & set(ended.stderr.strip("[]\n ").replace("'", "").split(", "))


def test_importing_the_package_loads_nothing_heavy() -> None:
    program = "import sys, headwater; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"numpy", "onnxruntime", "tokenizers", "trafilatura", "lxml", "typer", "rich", "sqlalchemy", "alembic"}
    assert not (heavy | {"pandas", "pyarrow", "xlsxwriter", "headwater.client", "headwater.export", "headwater.link"}) & set(loaded)


def test_the_module_runs_as_the_command_does() -> None:
    ended = headwater("--version")
    assert (ended.returncode, ended.stdout) == (0, f"headwater {__version__}\n")


def test_a_closed_pipe_ends_quietly() -> None:
    reading_end, writing_end = os.pipe()
    os.close(reading_end)
    with os.fdopen(writing_end, "wb") as gone:
        ended = subprocess.run([sys.executable, "-m", "headwater", "schema"], stdout=gone, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.stderr == ""
    assert ended.returncode == 141


def test_an_interrupt_ends_with_130_and_without_a_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(of: str) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr("headwater.codec.schema", interrupted)
    assert run("schema") == (130, "", "")
