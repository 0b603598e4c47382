"""Defaults, then the file, then the environment, then flags."""

from pathlib import Path

import pytest

from headwater.config import FILE, Settings, case_ledger, settings
from headwater.errors import SettingsError


def test_without_anything_said_the_defaults_hold(tmp_path: Path) -> None:
    assert settings({}, folder=tmp_path) == Settings()
    assert Settings().ledger == "headwater.db"


def test_each_source_wins_over_those_before_it(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('ledger = "file.db"\nreader = "rules"\nauthor = "Ida Lund"\nprocesses = 2\n', encoding="utf-8")
    environment = {"HEADWATER_LEDGER": "environment.db", "HEADWATER_READER": "", "HEADWATER_PROCESSES": "3"}
    found = settings(environment, folder=tmp_path, ledger="flag.db", publisher=None)
    assert found == Settings(ledger="flag.db", reader="rules", author="Ida Lund", processes=3)
    assert settings(environment, folder=tmp_path).ledger == "environment.db"


def test_a_file_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "desk.toml"
    path.write_text('publisher = "Daymark"\n', encoding="utf-8")
    assert settings({"HEADWATER_CONFIG": str(path)}, folder=tmp_path / "elsewhere").publisher == "Daymark"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("leger = 'x'", "unknown setting 'leger'; available: ledger"),
        ("processes = 'two'", "processes must be int"),
        ("processes = true", "processes must be int"),
        ("ledger = 3", "ledger must be str"),
        ("processes = 0", "1 or more"),
        ("ledger", "no TOML"),
    ],
)
def test_a_wrong_file_is_refused_with_the_value_and_the_remedy(tmp_path: Path, content: str, said: str) -> None:
    (tmp_path / FILE).write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=said):
        settings({}, folder=tmp_path)


def test_a_wrong_environment_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="HEADWATER_PROCESSES must be int, not 'many'"):
        settings({"HEADWATER_PROCESSES": "many"}, folder=tmp_path)
    with pytest.raises(SettingsError, match="check HEADWATER_CONFIG"):
        settings({"HEADWATER_CONFIG": str(tmp_path / "gone.toml")}, folder=tmp_path)


def test_a_case_is_a_file_beside_the_ledger() -> None:
    assert case_ledger("headwater.db", "harbour-2025") == "harbour-2025.db"
    assert Path(case_ledger("cases/all.db", "dam")) == Path("cases/dam.db")


@pytest.mark.parametrize(("ledger", "case"), [("postgresql://host/news", "dam"), ("all.db", "../dam"), ("all.db", ""), ("all.db", "a b")])
def test_a_case_that_can_be_no_file_is_refused(ledger: str, case: str) -> None:
    with pytest.raises(SettingsError):
        case_ledger(ledger, case)
