"""`headwater export` as a journalist meets it."""

import json
import zipfile
from pathlib import Path

import pytest

from headwater import export
from tests.cli.conftest import Run
from tests.ledgers import linked_ledger

pytestmark = pytest.mark.usefixtures("word_meaning", "filled")


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word_meaning: None) -> None:
    """The bridge and the election, in the ledger of a folder of its own."""
    for name in ("LEDGER", "CONFIG"):
        monkeypatch.delenv(f"HEADWATER_{name}", raising=False)
    monkeypatch.chdir(tmp_path)
    linked_ledger(tmp_path / "headwater.db").close()


def test_text_goes_to_standard_output(run: Run) -> None:
    code, out, err = run("export", "orrin", "bridge", "--format", "bibtex")
    assert (code, err) == (0, "")
    assert out.count("@article{") == 3
    code, out, _ = run("export", "orrin bridge", "--format", "csv", "--table", "claims")
    assert (code, out.startswith("claim,story,within,gist,")) == (0, True)


def test_words_of_a_claim_are_a_claim(run: Run) -> None:
    code, out, _ = run("export", "the bridge was closed twice in March before it fell", "-f", "markdown")
    assert (code, out.startswith("# “Orrin Bridge had been closed twice in March before it fell”")) == (0, True)


def test_a_file_is_written_and_not_overwritten_unless_forced(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("export", "orrin bridge", "--output", "case.html")
    written = (tmp_path / "case.html").read_bytes()
    assert (code, out) == (0, f"case.html: {len(written):,} bytes\n")
    (tmp_path / "case.html").write_text("mine", encoding="utf-8")
    code, out, err = run("export", "orrin bridge", "--output", "case.html")
    assert (code, out, err) == (2, "", "headwater: case.html exists already; name another, or say --force\n")
    assert (tmp_path / "case.html").read_text(encoding="utf-8") == "mine"
    assert run("export", "orrin bridge", "--output", "case.html", "--force")[0] == 0
    assert (tmp_path / "case.html").read_bytes() == written
    assert sorted(each.name for each in tmp_path.iterdir() if "headwater" not in each.name) == ["case.html"]


def test_a_folder_gets_a_file_with_a_name_of_its_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert run("export", "orrin bridge", "-f", "xlsx", "-o", "out")[0] == 0
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["minister-denies-orrin-bridge-was-closed.xlsx"]


def test_a_bundle_is_a_folder_or_an_archive(run: Run, tmp_path: Path) -> None:
    assert run("export", "orrin bridge", "-f", "bundle", "-o", "case")[0] == 0
    names = sorted(each.name for each in (tmp_path / "case").iterdir())
    assert "manifest.json" in names
    assert len(names) == len(export.FORMATS)
    assert run("export", "orrin bridge", "-o", "case.zip")[0] == 0
    with zipfile.ZipFile(tmp_path / "case.zip") as archive:
        assert sorted(archive.namelist()) == names
        assert all(archive.read(name) == (tmp_path / "case" / name).read_bytes() for name in names)
    code, _, err = run("export", "orrin bridge", "-f", "bundle", "-o", "case")
    assert (code, "exists already" in err) == (2, True)


def test_the_whole_ledger_is_exported_where_nothing_is_named(run: Run) -> None:
    code, out, _ = run("export", "--format", "csl-json")
    assert (code, len(json.loads(out))) == (0, 4)


def test_json_tells_what_was_written(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("export", "--format", "csl-json", "--json", "-o", "all.csl.json")
    size = (tmp_path / "all.csl.json").stat().st_size
    assert (code, json.loads(out)["data"]) == (0, [{"path": "all.csl.json", "bytes": size}])


def test_a_list_names_every_format_and_table(run: Run) -> None:
    code, out, err = run("export", "--list")
    assert (code, err) == (0, "")
    assert [line.split()[0] for line in out.split("\n\n")[0].splitlines()] == list(export.FORMATS)
    assert all(name in out for name in export.table_names())
    assert {each["name"] for each in json.loads(run("export", "--list", "--json")[1])["data"]} == set(export.FORMATS)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["orrin bridge"], "say which format: --format html (headwater export --list tells them all)"),
        (["orrin bridge", "-o", "case.odt"], "say which format"),
        (["orrin bridge", "-f", "prv"], "unknown export 'prv'; available: bibtex"),
        (["orrin bridge", "-f", "xlsx"], "xlsx goes to a file: name one with --output, as --output case.xlsx"),
        (["orrin bridge", "-f", "bundle"], "bundle goes to a file: name one with --output"),
        (["orrin bridge", "-f", "html", "--table", "claims"], "html has no tables to choose from; --table goes with csv, parquet"),
        (["orrin bridge", "-f", "csv", "--table", "nix"], "unknown table 'nix'; available: reports"),
        (["zeppelin", "-f", "html"], "no story, report or claim is meant by 'zeppelin'"),
        (["-f", "html", "--ledger", "none.db"], "there is no ledger at none.db"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line_with_the_remedy(run: Run, arguments: list[str], said: str) -> None:
    code, out, err = run("export", *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert (err.count("\n"), err.startswith("headwater: ")) == (1, True)


def test_a_date_is_borne_where_it_is_asked_for(run: Run) -> None:
    plain = run("export", "orrin bridge", "-f", "markdown")[1]
    assert run("export", "orrin bridge", "-f", "markdown")[1] == plain
    assert plain.count("Made by Headwater") == run("export", "orrin bridge", "-f", "markdown", "--dated")[1].count("Made by Headwater") == 1
    assert run("export", "orrin bridge", "-f", "markdown", "--dated")[1] != plain
