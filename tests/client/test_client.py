"""Headwater from Python: the verbs on a ledger, and answers that notebooks show and tables take in."""

import doctest
import pickle
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pandas
import pytest

import headwater
from headwater import client, codec, pipeline
from headwater.client import results
from headwater.errors import InputError, LedgerError, SettingsError
from headwater.ingest import Captures, from_text
from headwater.model import Reading
from tests.export.test_page import Parsed
from tests.ledgers import BRIDGE, linked_ledger
from tests.link.news import told
from tests.readers import SaidReader

pytestmark = pytest.mark.usefixtures("word_meaning")
ASKED = "the bridge was closed twice in March before it fell"
TEXT = "Smith said the bridge would hold for another year at the very least, and the town believed it."
SAFE = set("div table thead tbody tr th td b p".split())


@pytest.fixture
def path(tmp_path: Path, word_meaning: None) -> Path:
    linked_ledger(tmp_path / "a.db").close()
    return tmp_path / "a.db"


@pytest.fixture
def session(path: Path) -> Iterator[client.Session]:
    with headwater.open_ledger(path) as opened:
        yield opened


@pytest.mark.parametrize("module", [headwater, client], ids=lambda module: str(module.__name__))
def test_examples_in_the_docstrings_run(module: ModuleType) -> None:
    found = doctest.testmod(module)
    assert (found.failed, found.attempted > 0) == (0, True)


def test_a_ledger_has_the_verbs_of_the_command_line(session: client.Session) -> None:
    assert [each["title"] for each in session.stories()] == ["Quellan votes for a new council", "Minister denies Orrin Bridge was closed"]
    traced = session.trace(ASKED)
    assert {"A county official", "Sal Marlow"} <= {origin["who"] for origin in traced["origins"]}
    assert session.compare("orrin bridge")["story"]["reports"][0]["ref"] == "courier"
    assert {each["name"] for each in session.timeline("vale")["positions"]} == {"Ann Vale"}
    assert session.search("lorries")[0]["text"]
    assert session.report("tern").report is not None
    assert session.export("orrin bridge", "bibtex").content.startswith(b"@article{")


def test_what_the_module_asks_is_what_a_session_answers(session: client.Session, path: Path) -> None:
    assert dict(headwater.trace(ASKED, ledger=path)) == dict(session.trace(ASKED))
    assert dict(headwater.compare("orrin bridge", ledger=path)) == dict(session.compare("orrin bridge"))


def test_without_a_path_the_settings_say_which_ledger(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEADWATER_LEDGER", str(path))
    with headwater.open_ledger() as opened:
        assert len(opened.stories()) == 2


def test_what_means_nothing_raises_as_the_command_line_says_it(session: client.Session, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no claim in this ledger fits"):
        session.trace("zeppelins")
    with pytest.raises(InputError, match="no story is meant by"):
        session.compare("zeppelins")
    with pytest.raises(SettingsError, match="'zeppelin' means no reports"):
        session.report("zeppelin")
    with pytest.raises(LedgerError, match="there is no ledger"):
        headwater.open_ledger(tmp_path / "none.db")


def test_files_are_added_and_what_became_of_each_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from headwater import read as _  # noqa: F401 - the stage, so that its name is there

    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text("", encoding="utf-8")
    with headwater.open_ledger(tmp_path / "new.db", create=True) as opened:
        added = opened.add([tmp_path / "a.txt", tmp_path / "b.txt"], publisher="Tern", reader="rules")
        assert [(each["outcome"], bool(each["because"])) for each in added] == [("new", False), ("rejected", True)]
        assert opened.add(str(tmp_path / "a.txt"), publisher="Tern", reader="rules")[0]["outcome"] == "known"
        assert added.to_pandas()["outcome"].tolist() == ["new", "rejected"]


def test_originals_are_kept_beside_the_ledger_where_that_is_asked(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with headwater.open_ledger(tmp_path / "new.db", create=True) as opened:
        for captures, kept in (("fetched", 0), ("none", 0), ("all", 1)):
            opened.add(tmp_path / "a.txt", reader="rules", captures=captures)
            assert len(list(Captures(tmp_path / "new.db.captures").names())) == kept
        with pytest.raises(SettingsError, match="captures must be one of"):
            opened.add(tmp_path / "a.txt", reader="rules", captures="some")


def test_an_export_is_written_and_overwrites_nothing(session: client.Session, tmp_path: Path) -> None:
    made = session.export("orrin bridge", "csv", table="claims", path=tmp_path / "claims.csv")
    assert (tmp_path / "claims.csv").read_bytes() == made.content
    with pytest.raises(FileExistsError):
        session.export("orrin bridge", "csv", table="claims", path=tmp_path / "claims.csv")


# As tables -----------------------------------------------------------------------------------------------------------------------


def test_answers_are_tables(session: client.Session) -> None:
    traced, compared = session.trace(ASKED), session.compare("orrin bridge")
    assert len(traced.to_pandas()) == len(traced["assertions"])
    assert set(traced.to_pandas("origins")["who"]) == {each["who"] for each in traced["origins"]}
    assert len(compared.to_pandas()) == len(compared["claims"])
    assert compared.to_arrow("citations").num_rows == len(compared["citations"])
    timeline = session.timeline("orrin bridge")
    frame = timeline.to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert frame["name"].tolist() == [each["name"] for each in timeline["positions"]]
    assert session.stories().to_pandas()["reports"].tolist() == [1, 3]
    assert session.search("bridge").to_arrow().num_rows == len(session.search("bridge"))
    with pytest.raises(SettingsError, match="unknown table 'nix'"):
        compared.to_pandas("nix")
    with pytest.raises(SettingsError, match="there is no table 'nix'"):
        session.stories().to_pandas("nix")
    with pytest.raises(SettingsError, match="there is no table 'nix'"):
        timeline.to_pandas("nix")


# In a notebook -------------------------------------------------------------------------------------------------------------------


def test_answers_are_shown_small_and_escaped(session: client.Session) -> None:
    timeline, compared = session.timeline("orrin bridge"), session.compare("orrin bridge")
    for shown in (session, session.stories(), session.trace(ASKED), compared, timeline, session.search("bridge"), session.report("tern")):
        parsed = Parsed(shown._repr_html_().encode())
        assert parsed.open == []
        assert {tag for tag, _ in parsed.elements} <= SAFE
        assert all(set(attributes) <= {"style"} for _, attributes in parsed.elements)
        assert len(shown._repr_html_()) < 30_000
        assert "color" not in shown._repr_html_()  # as the notebook has them, light or dark
        assert repr(shown).startswith("<")
        assert len(repr(shown)) < 500


def test_words_of_a_report_stay_words_in_a_notebook() -> None:
    told_of = told("<script>alert(1)</script> fell\n\n<img src=x> fell, Ann Vale said.\n", publisher="Tern", ref="<b>")
    shown = results.shown(told_of)._repr_html_()
    assert "<script" not in shown
    assert "<img" not in shown
    assert "&lt;script&gt;" in shown
    rows = client.Found([{"report": "<i>", "statement": None, "start": 0, "end": 1, "text": "<script>", "score": 1.0}])
    assert "<script" not in rows._repr_html_()


def test_many_rows_are_cut_and_told() -> None:
    row = {"report": "ab", "statement": None, "start": 0, "end": 1, "text": "word " * 100, "score": 1.0}
    rows = client.Found([row] * 50)
    assert "… and 30 more" in rows._repr_html_()
    assert repr(rows).endswith("; … and 47 more>")
    assert len(rows) == 50
    assert len(rows[:2]) == 2


# A reading -----------------------------------------------------------------------------------------------------------------------


def test_a_reading_from_text_is_shown_and_is_a_reading_in_everything_else() -> None:
    made = headwater.read(TEXT, reader=SaidReader())
    item = from_text(TEXT, ref="text", publisher=None, title=None, published_at=None)
    plain = pipeline.read_item(item, SaidReader())
    assert isinstance(made, Reading)
    assert type(plain) is Reading
    assert made == plain
    assert plain == made
    assert made != replace(plain, statements=())
    assert made != "text"
    assert codec.loads(codec.dumps(made)) == made
    assert made.to_json() == codec.encode(plain)
    assert pickle.loads(pickle.dumps(made)) == made
    assert len(made.to_pandas()) == 1
    assert repr(made) == f"<Read: {TEXT}: 1 statement>"


def test_a_report_of_a_ledger_is_what_was_read(session: client.Session) -> None:
    assert session.report("courier") == BRIDGE[0]
