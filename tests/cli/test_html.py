"""The way in which pages are read is said by a flag, the environment or the file of settings."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.ingest.made import PAGE


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def _extractor(out: str) -> object:
    return json.loads(out)["report"]["extra"].get("extractor")


def test_a_page_is_read_exactly_unless_the_fast_way_is_asked_for(run: Run, page: Path) -> None:
    assert _extractor(run("read", "--json", page)[1]) is None
    assert _extractor(run("read", "--json", "--html", "fast", page)[1]) == "resiliparse"


def test_the_settings_may_make_it_the_rule_for_add(run: Run, page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEADWATER_HTML", "fast")
    ledger = tmp_path / "a.db"
    assert run("add", "--ledger", ledger, page)[0] == 0
    assert '"extractor": "resiliparse"' in run("show", "--ledger", ledger, "--json", page)[1].replace('":"', '": "')


def test_another_way_is_refused_by_its_name(run: Run, page: Path) -> None:
    code, _, err = run("read", "--html", "quick", page)
    assert (code, "unknown way to read pages 'quick'; available: full, fast" in err) == (2, True)
