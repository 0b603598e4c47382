"""The commands that work on a ledger."""

import json
from pathlib import Path
from typing import Any

import pytest

from headwater.ingest import Captures
from headwater.ledger import open_ledger
from headwater.model import Story
from tests.cli.conftest import Run
from tests.readers import ToldReader


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, with nothing set."""
    for name in ("LEDGER", "CONFIG", "AUTHOR", "READER", "PUBLISHER", "PROCESSES"):
        monkeypatch.delenv(f"HEADWATER_{name}", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def filled(here: Path, run: Run, report: Path) -> str:
    """The id of a report in the ledger of that folder."""
    assert run("add", report, "--publisher", "Orrin Gazette")[0] == 0
    return str(data(run("reports", "--json")[1])[0]["id"])


def data(out: str) -> Any:
    document = json.loads(out)
    assert list(document) == ["version", "data", "warnings", "rejected"]
    assert document["version"] == 1
    return document["data"]


def test_reports_are_added_once(run: Run, here: Path, report: Path) -> None:
    code, out, err = run("add", report)
    assert (code, err) == (0, "")
    assert "new" in out
    assert "2 statements   Bridge to reopen on Monday\n" in out
    assert out.endswith("(1 added; headwater.db holds 1 report)\n")
    assert run("add", report) == (0, "(0 added, 1 known already; headwater.db holds 1 report)\n", "")


def test_what_is_rejected_is_told_counted_and_kept(run: Run, here: Path, report: Path, empty: Path) -> None:
    code, out, err = run("add", "--json", empty, report)
    assert code == 3
    assert err.startswith(f"headwater: rejected {empty}: ")
    assert data(out)["counts"] == {"rejected": 1, "new": 1}
    assert [each["code"] for each in json.loads(out)["rejected"]] == ["empty"]
    assert str(empty) in run("reports", "--rejected")[1]


def test_a_folder_with_bad_files_is_added_without_them(run: Run, here: Path) -> None:
    folder = here / "pile"
    folder.mkdir()
    for number in range(60):
        good = f"Pier {number} to close\n\nVoss said pier {number} would close on Monday. Brandt said {number * 7} boats lay there.\n"
        body = good.encode() if number % 12 != 5 else [b"", b"\x00\x01\x02\xff" * 50, b"  \n"][number % 3]
        (folder / f"{number:02d}.txt").write_bytes(body)
    code, out, err = run("add", folder)
    assert code == 3
    assert err.count("headwater: rejected ") == len(err.splitlines()) == 5
    assert out.endswith("(55 added, 5 rejected; headwater.db holds 55 reports)\n")
    with open_ledger(here / "headwater.db") as ledger:
        assert (len(ledger.rejections()), ledger.unlinked(), ledger.verify().orphans) == (5, (), ())


def test_the_ledger_is_the_one_that_is_named(run: Run, here: Path, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("add", report, "--case", "dam")
    assert (here / "dam.db").exists()
    monkeypatch.setenv("HEADWATER_LEDGER", str(here / "other.db"))
    run("add", report)
    assert (here / "other.db").exists()
    run("add", report, "--ledger", "flag.db")
    assert (here / "flag.db").exists()
    assert not (here / "headwater.db").exists()
    assert "leave one of them out" in run("add", report, "--ledger", "a.db", "--case", "dam")[2]


@pytest.mark.parametrize(
    "command", [["reports"], ["search", "dam"], ["show", "x"], ["verify"], ["reread"], ["backup", "b.db"], ["correct", "--list"]]
)
def test_without_a_ledger_it_is_said_how_to_make_one(run: Run, here: Path, command: list[str]) -> None:
    code, out, err = run(*command)
    assert (code, out) == (2, "")
    assert err == "headwater: there is no ledger at headwater.db; `headwater add --ledger headwater.db …` makes one\n"
    assert not (here / "headwater.db").exists()


def test_nothing_to_add_is_said(run: Run, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert run("add")[2].startswith("headwater: nothing to add: name a file")


def test_reports_lists_them_by_time(run: Run, here: Path) -> None:
    rows = [
        {"id": ref, "text": f"Smith said the {ref} bridge would hold on.", "published_at": day}
        for ref, day in (("b", "2025-05-02"), ("a", "2025-05-01"))
    ]
    (here / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    run("add", "rows.jsonl")
    assert [line.split()[1] for line in run("reports")[1].splitlines()] == ["2025-05-01", "2025-05-02"]
    assert [each["ref"] for each in data(run("reports", "--json", "--most", "1")[1])] == ["b"]
    assert run("reports", "--publisher", "Nobody")[1] == "(no reports)\n"


def test_search_shows_who_said_what_and_where(run: Run, filled: str) -> None:
    code, out, _ = run("search", "holding")
    assert code == 0
    assert out.startswith(f"{filled}  Orrin Gazette · Smith\n    it would hold\n")
    found = data(run("search", "hold", "--json")[1])
    assert (found[0]["report"], found[0]["span"]["text"]) == (filled, "it would hold")
    assert run("search", "zeppelin")[1] == "(nothing found)\n"
    assert run("search", '"', "AND", "(")[0] == 0


def test_show_prints_a_report_by_the_beginning_of_its_id_or_its_reference(run: Run, filled: str, report: Path) -> None:
    for name in (filled, filled[:6], str(report)):
        code, out, _ = run("show", name)
        assert code == 0
        assert "\nSmith · said (indirect)\n    it would hold\n" in out
    found = data(run("show", filled, "--json")[1])
    assert found["report"]["id"] == filled
    statement = found["statements"][0]["id"]
    assert "Brandt · said" not in run("show", statement)[1]
    assert "Smith · said" in run("show", statement)[1]


def test_show_lists_the_reports_of_a_story(run: Run, filled: str) -> None:
    with open_ledger("headwater.db") as ledger:
        ledger.put_stories([Story(id="5107", title="Bridge to reopen", reports=(filled,))])
    out = run("show", "5107")[1]
    assert out.startswith(f"Bridge to reopen\n  {filled}  ")
    assert [each["id"] for each in data(run("show", "5107", "--json")[1])["reports"]] == [filled]
    assert run("reports", "--story", "5107")[1].startswith(filled)


def test_a_reference_that_several_reports_have_is_not_guessed_at(run: Run, filled: str, report: Path) -> None:
    run("add", report, "--publisher", "Daymark")
    for command in (["show", report], ["remove", report, "--reason", "r", "--author", "a"]):
        code, _, err = run(*command)
        assert code == 2
        assert "can mean 2 reports" in err


def test_show_says_what_it_does_not_know(run: Run, filled: str) -> None:
    code, _, err = run("show", "nothing")
    assert code == 2
    assert "nothing in headwater.db is called 'nothing'" in err


def test_verify_tells_what_does_not_hold_and_ends_with_3(run: Run, filled: str, here: Path) -> None:
    code, out, err = run("verify")
    assert (code, err) == (0, "")
    assert out.startswith("headwater.db: 1 report, ")
    assert out.endswith(": all hold\n")
    import sqlite3

    connection = sqlite3.connect(here / "headwater.db")
    connection.execute("UPDATE reports SET text = replace(text, 'Smith', 'Smyth')")
    connection.commit()
    connection.close()
    code, out, err = run("verify", "--json")
    assert code == 3
    assert "SHA-256" in err
    assert data(out)["ok"] is False


def test_verify_tells_a_capture_that_is_no_longer_what_was_kept(run: Run, filled: str, here: Path) -> None:
    captures = Captures(here / "headwater.db.captures")
    whole, altered = captures.keep(b"whole"), captures.keep(b"to be altered")
    assert run("verify")[0] == 0
    (here / "headwater.db.captures" / altered[:2] / altered).write_bytes(b"altered")
    code, _, err = run("verify")
    assert code == 3
    assert f"capture {altered}: its bytes are no longer those that were kept" in err
    assert whole not in err


def test_remove_needs_who_and_why_and_leaves_a_tombstone(run: Run, filled: str, report: Path) -> None:
    assert run("remove", filled[:8], "--reason", "order")[0] == 2
    assert run("remove", filled[:8], "--author", "Ida Lund")[0] == 2
    code, out, _ = run("remove", filled[:8], "--reason", "order", "--author", "Ida Lund")
    assert code == 0
    assert out.startswith(f"removed {filled}")
    code, _, err = run("add", report, "--publisher", "Orrin Gazette")
    assert code == 3
    assert "removed by Ida Lund" in err
    assert "Ida Lund: order" in run("reports", "--removed")[1]
    assert run("add", report, "--publisher", "Orrin Gazette", "--force")[0] == 0


def test_the_author_can_be_set_once(run: Run, filled: str, here: Path) -> None:
    (here / "headwater.toml").write_text('author = "Ida Lund"\n', encoding="utf-8")
    assert data(run("remove", filled, "--reason", "order", "--json")[1])["author"] == "Ida Lund"


def test_a_correction_is_written_down_shown_and_taken_back(run: Run, filled: str) -> None:
    signed = ("--author", "Ida Lund", "--reason", "heard the tape")
    code, out, err = run("correct", "source", filled[:6], "Smith", "--set", "name=Ann Smith", "--set", "named=true", *signed)
    assert (code, err) == (0, "")
    assert "“Smith”" in out
    assert "name=Ann Smith, named=True: heard the tape (Ida Lund, " in out
    assert "heard the tape" in run("show", filled)[1]
    (made,) = data(run("correct", "--list", "--json")[1])
    assert made["value"] == {"name": "Ann Smith", "named": True}
    assert "heard the tape" in run("show", made["id"][:6])[1]
    assert run("correct", "--undo", made["id"][:6], "--author", "Ole", "--reason", "another Smith")[0] == 0
    assert "(undone by " in run("correct", "--list")[1]
    assert "heard the tape" not in run("show", filled)[1]
    with open_ledger("headwater.db") as ledger:
        first, second = (each.id for each in ledger.readings([filled])[0].statements)
    assert run("correct", "different-claim", first, second, *signed)[0] == 0
    assert run("verify")[0] == 0


def test_a_report_is_shown_as_read_and_as_corrected(run: Run, filled: str) -> None:
    run("correct", "actor", filled, "Smith", "--set", "name=Ann Hale", "--author", "Ida Lund", "--reason", "r")
    assert "Ann Hale" not in run("show", filled)[1].split("(judgement")[0]
    assert "Ann Hale" in run("show", filled, "--corrected")[1].split("(judgement")[0]
    shown = data(run("show", filled, "--json")[1])
    (made,) = shown["judgements"]
    assert (made["was"]["name"], made["value"]["name"]) == ("Smith", "Ann Hale")
    assert [each["name"] for each in shown["actors"]] != [each["name"] for each in shown["corrected"]["actors"]]


def test_a_correction_that_says_otherwise_than_an_earlier_one_says_so(run: Run, filled: str) -> None:
    signed = ("--author", "Ida Lund", "--reason", "r")
    run("correct", "actor", filled, "Smith", "--set", "name=Ann Smith", *signed)
    code, _, err = run("correct", "actor", filled, "Smith", "--set", "name=Eva Smith", *signed)
    assert code == 0
    assert "says otherwise, and counts no more in that" in err
    first, second = data(run("correct", "--list", "--json")[1])
    assert (first["overruled_by"], second["overruled_by"]) == ([second["id"]], [])
    assert f"(overruled by {second['id']})" in run("correct", "--list")[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["hopp", "{id}", "Smith"], "unknown correction 'hopp'; available: hop, "),
        (["hop", "{id}"], "is about a report and the words meant"),
        (["same-claim", "{id}"], "is about two ids"),
        (["same-claim", "{id}", "zzz"], "nothing in headwater.db has the id '{id}' that a claim could have"),
        (["same-story", "{id}", "zzz"], "nothing in headwater.db has the id 'zzz'"),
        (["same-story", "{id}", "{id}"], "are one and the same; name two"),
        (["same-story", "{id}", "{id}", "--set", "name=b"], "says all by itself; leave name out"),
        (["hop", "{id}", "Smith"], "--set KEY=VALUE"),
        (["hop", "{id}", "Smith", "--set", "x"], "--set takes KEY=VALUE"),
        (["hop", "{id}", "Smythe", "--set", "name=b"], "does not stand in report"),
        (["hop", "{id}", "said", "--set", "name=b"], "stands 2 times in report"),
        (["hop", "{id}", "0:99999", "--set", "name=b"], "is no stretch of it"),
        (["hop", "{id}", "said on", "--set", "name=b"], "does not stand in report"),
        (["hop", "{id}", "Smith", "--set", "n=2"], "a correction of a hop has no 'n'; available: name, kind, named, remove"),
        (["hop", "{id}", "Smith", "--set", "kind=bird"], "kind='bird' cannot be; say one of outlet, person, "),
        (["figure", "{id}", "Smith", "--set", "low=2", "--set", "high=1"], "low=2 is more than high=1"),
        (["figure", "{id}", "Smith", "--set", "low=2"], "nothing that was read at 'Smith' is a figure"),
        (["hop", "gone", "Smith", "--set", "a=b"], "there is no report 'gone'"),
        (["--undo", "zzz"], "no judgement 'zzz'"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_with_the_remedy(run: Run, filled: str, arguments: list[str], said: str) -> None:
    code, out, err = run("correct", *(each.format(id=filled) for each in arguments), "--author", "Ida", "--reason", "r")
    assert (code, out) == (2, "")
    assert said.format(id=filled) in err


def test_an_unknown_correction_is_named_before_who_and_why_are_asked_for(run: Run, filled: str) -> None:
    assert "unknown correction 'hopp'; available: hop, " in run("correct", "hopp", filled, "Smith")[2]
    assert "say what to correct; available: hop, " in run("correct")[2]
    assert "--author" in run("correct", "hop", filled, "Smith", "--set", "name=b")[2]


def test_reading_again_tells_the_judgements_that_nothing_overlaps(run: Run, filled: str) -> None:
    run("correct", "source", filled, "Smith", "--set", "name=Ann Smith", "--author", "Ida", "--reason", "r")
    code, out, err = run("reread", reader=lambda _: ToldReader())
    assert code == 0
    assert "1 changed; 1 orphaned judgement)" in out
    assert "about 'Smith'" in err
    assert run("reread", "--json", filled)[0] == 0


def test_corrections_that_come_with_another_ledger_count_here(run: Run, filled: str) -> None:
    run("backup", "copy.db")
    run("correct", "actor", filled, "Smith", "--set", "name=Ann Smith", "--ledger", "copy.db", "--author", "Ida Lund", "--reason", "r")
    assert run("merge", "copy.db")[0] == 0
    with open_ledger("headwater.db") as ledger, open_ledger("copy.db") as copy:
        assert ledger.unlinked() == ()
        assert ledger.digest() == copy.digest()


def test_a_backup_is_a_ledger_and_lines_can_be_merged(run: Run, filled: str, here: Path) -> None:
    assert run("backup", "copy.db") == (0, "copy.db: 1 report, 0 judgements\n", "")
    assert run("backup", "copy.jsonl")[0] == 0
    assert "exists already" in run("backup", "copy.db")[2]
    assert run("backup", "copy.db", "--force")[0] == 0
    assert run("merge", "copy.jsonl", "--ledger", "new.db")[1] == "(1 added; 0 known already; 0 judgements added)\n"
    assert data(run("merge", "copy.db", "--ledger", "new.db", "--json")[1])["known"] == 1
    assert run("verify", "--ledger", "new.db")[0] == 0
    for gone in ("gone.db", "gone.jsonl"):
        assert run("merge", gone, "--ledger", "unmade.db")[0] == 2
    assert not (here / "unmade.db").exists()
