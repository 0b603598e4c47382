"""Originals: kept where that is asked, shown where a span stands in them, and deleted with the last report that was made of them."""

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from headwater.ingest import Captures
from headwater.ledger import open_ledger
from tests.cli.conftest import Run

STORY = "Smith said it would hold. Brandt said nothing of the sort. Nobody had asked the dockers, who stood by the gate."
PAGE = f"""<!doctype html><html><head><meta charset="windows-1252"><title>Bridge to reopen - Orrin Gazette</title>
<meta property="og:title" content="Bridge to reopen"></head><body><nav>News Sport</nav><article><h1>Bridge to reopen</h1>
<p>{STORY}</p><p>“Not before Monday,” Smith said, and the mayor’s office had nothing to add on Friday night.</p></article></body></html>"""
FEED = """<rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel><title>Orrin Gazette</title>
<link>https://orrin.example/</link>{}</channel></rss>"""
ENTRY = "<item><title>Bridge {0}</title><link>https://orrin.example/{0}</link><c:encoded>&lt;p&gt;{1}&lt;/p&gt;</c:encoded></item>"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, with nothing set."""
    for name in ("LEDGER", "CONFIG", "AUTHOR", "READER", "PUBLISHER", "PROCESSES", "CAPTURES"):
        monkeypatch.delenv(f"HEADWATER_{name}", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def data(out: str) -> Any:
    return json.loads(out)["data"]


def kept() -> set[str]:
    return set(Captures(Path("headwater.db.captures")).names())


def sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def written(name: str, raw: bytes) -> str:
    Path(name).write_bytes(raw)
    return name


# Keeping -------------------------------------------------------------------------------------------------------------------------


def test_nothing_of_a_file_is_kept_unasked(run: Run, report: Path) -> None:
    assert run("add", report)[0] == 0
    assert kept() == set()


@pytest.mark.parametrize("way", ["flag", "environment", "file"])
def test_originals_of_files_are_kept_where_that_is_asked(run: Run, way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = PAGE.encode("windows-1252")
    if way == "environment":
        monkeypatch.setenv("HEADWATER_CAPTURES", "all")
    elif way == "file":
        Path("headwater.toml").write_text('captures = "all"\n', encoding="utf-8")
    assert run("add", written("page.html", page), *(["--captures"] if way == "flag" else []))[0] == 0
    assert kept() == {sha256(page)}


def test_what_a_flag_says_wins_over_the_file(run: Run, report: Path) -> None:
    Path("headwater.toml").write_text('captures = "all"\n', encoding="utf-8")
    assert run("add", report, "--no-captures")[0] == 0
    assert kept() == set()


def test_a_setting_that_is_none_is_told(run: Run, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEADWATER_CAPTURES", "some")
    code, _, err = run("add", report)
    assert (code, err) == (2, "headwater: captures must be one of fetched, all, none, not 'some'\n")


def test_members_of_an_archive_are_kept_one_by_one_and_what_is_refused_is_not(run: Run) -> None:
    page, text = PAGE.encode("windows-1252"), STORY.encode()
    with zipfile.ZipFile("pile.zip", "w") as pile:
        pile.writestr("page.html", page)
        pile.writestr("story.txt", text)
        pile.writestr("empty.txt", b" ")
        pile.writestr("picture.png", b"\x89PNG")
    assert run("add", "pile.zip", "--captures")[0] == 3
    assert kept() == {sha256(page), sha256(text)}
    assert Captures(Path("headwater.db.captures")).known(sha256(page)).kind == "html"


def test_a_row_has_no_bytes_of_its_own(run: Run) -> None:
    assert run("add", written("rows.jsonl", json.dumps({"id": "r1", "text": STORY}).encode()), "--captures")[0] == 0
    assert kept() == set()
    code, _, err = run("show", "r1", "--original")
    assert code == 2
    assert "it was made of no bytes of its own (a row, a string)" in err


def test_adding_again_keeps_what_was_not_kept(run: Run, report: Path) -> None:
    run("add", report)
    code, _, err = run("show", report, "--original")
    assert code == 2
    assert err.endswith(f"all else with --captures: headwater add --captures {report}\n")
    assert "1 known already" in run("add", report, "--captures")[1]
    assert run("show", report, "--original")[0] == 0


def test_a_report_that_was_removed_leaves_no_original_when_it_is_refused(run: Run, report: Path) -> None:
    run("add", report)
    run("remove", report, "--author", "Ida Lund", "--reason", "order")
    assert run("add", report, "--captures")[0] == 3
    assert kept() == set()
    assert run("add", report, "--captures", "--force")[0] == 0
    assert len(kept()) == 1


def test_captures_need_a_ledger_that_is_a_file(run: Run, report: Path) -> None:
    code, _, err = run("add", report, "--captures", "--ledger", "sqlite:///other.db")
    assert code == 2
    assert "captures lie beside a ledger that is a file" in err


# Showing -------------------------------------------------------------------------------------------------------------------------


def test_a_statement_is_shown_as_it_stands_on_its_page(run: Run) -> None:
    page = PAGE.encode("windows-1252")
    run("add", written("page.html", page), "--captures")
    statement = data(run("show", "page.html", "--json")[1])["statements"][0]["id"]
    code, out, _ = run("show", statement, "--original")
    assert code == 0
    assert f"SHA-256 {sha256(page)}, {len(page):,} bytes of html, kept 20" in out
    assert "⟦Smith⟧ said it would hold." in out
    assert out.endswith("spans: all are found)\n")
    found = data(run("show", statement, "--original", "--json")[1])
    assert (found["capture"]["sha256"], found["capture"]["kind"]) == (sha256(page), "html")
    assert {each["original"]["text"] for each in found["spans"]} == {each["span"]["text"] for each in found["spans"]}


def test_a_span_is_shown_with_what_stands_around_it(run: Run) -> None:
    run("add", written("story.txt", STORY.encode()), "--captures")
    code, out, _ = run("show", "story.txt", "--span", "72-79")
    assert code == 0
    assert "Nobody had as⟦ked the⟧ dockers, who stood by the gate." in out
    for wrong in ("9-3", "0-100000", "x", "4"):
        code, _, err = run("show", "story.txt", "--original", "--span", wrong)
        assert code == 2
        assert "a span is START-END" in err


def test_a_page_of_another_charset_is_found_in_it(run: Run) -> None:
    run("add", written("page.html", PAGE.encode("windows-1252")), "--captures")
    whole = data(run("show", "page.html", "--json")[1])["report"]["text"]
    start = whole.index("mayor’s")
    assert "⟦mayor’s office⟧" in run("show", "page.html", "--span", f"{start}-{start + 14}")[1]


def test_a_span_that_no_longer_holds_is_an_orphan(run: Run) -> None:
    """The bytes were exchanged together with their name, as who forges a page would: it holds the words, but nothing around them."""
    run("add", written("story.txt", STORY.encode()), "--captures")
    forged = b"Elsewhere it was Smith who said that a wall would hold, and that was all that anybody heard of it for a week."
    captures = Captures(Path("headwater.db.captures"))
    captures.keep(forged, kind="plain")
    with open_ledger("headwater.db") as ledger:
        (listed,) = ledger.reports()
        text = ledger.reading(listed.id)
    assert text is not None
    captures.path_of(sha256(STORY.encode())).unlink()
    from dataclasses import replace

    from headwater.cli.originals import print_original

    assert text.report is not None
    moved = replace(text, report=replace(text.report, capture=sha256(forged)))
    assert print_original(moved, None, captures, as_json=False) == 3


def test_bytes_that_were_altered_are_not_shown(run: Run) -> None:
    run("add", written("story.txt", STORY.encode()), "--captures")
    Captures(Path("headwater.db.captures")).path_of(sha256(STORY.encode())).write_bytes(b"other")
    code, _, err = run("show", "story.txt", "--original")
    assert code == 2
    assert "are no longer those that were kept" in err
    run("add", "story.txt", "--captures")
    assert run("show", "story.txt", "--original")[0] == 0


def test_a_story_has_no_original(run: Run) -> None:
    code, _, err = run("add", written("story.txt", STORY.encode()), "--captures")
    with open_ledger("headwater.db") as ledger:
        (story,) = ledger.stories()
    code, _, err = run("show", story.id, "--original")
    assert code == 2
    assert "is a story; --original shows reports and statements" in err


def test_verify_looks_for_every_statement_in_its_original(run: Run) -> None:
    run("add", written("story.txt", STORY.encode()), "--captures")
    code, out, _ = run("verify", "--originals")
    assert code == 0
    assert out.endswith(" in 1 original: all hold\n")
    assert data(run("verify", "--originals", "--json")[1])["originals"]["reports"] == 1


# Removing ------------------------------------------------------------------------------------------------------------------------


def test_the_original_goes_with_its_report(run: Run) -> None:
    run("add", written("story.txt", STORY.encode()), "--captures")
    code, out, _ = run("remove", "story.txt", "--author", "Ida Lund", "--reason", "order")
    assert code == 0
    assert out.endswith(f"its original {sha256(STORY.encode())} is deleted\n")
    assert [path for path in Path("headwater.db.captures").rglob("*") if path.is_file()] == []


def test_an_original_that_others_were_made_of_stays_until_the_last(run: Run) -> None:
    feed = FEED.format(ENTRY.format(1, STORY * 2) + ENTRY.format(2, STORY * 3)).encode()
    run("add", written("feed.rss", feed), "--captures")
    other = data(run("show", "https://orrin.example/2", "--json")[1])["report"]["id"]
    signed = ("--author", "Ida Lund", "--reason", "order")
    out = run("remove", "https://orrin.example/1", *signed)[1]
    assert f"its original {sha256(feed)} stays, since of it were made too: {other}; it holds the words that were removed" in out
    assert kept() == {sha256(feed)}
    left = data(run("remove", "https://orrin.example/2", *signed, "--json")[1])
    assert left["capture"] == {"sha256": sha256(feed), "deleted": True, "still_of": []}
    assert kept() == set()


def test_what_another_ledger_removed_takes_its_original_along(run: Run) -> None:
    run("add", written("story.txt", STORY.encode()), "--captures")
    run("add", "story.txt", "--ledger", "other.db")
    run("remove", "story.txt", "--author", "Ida Lund", "--reason", "order", "--ledger", "other.db")
    assert run("merge", "other.db")[0] == 0
    assert kept() == set()
    assert run("verify")[0] == 0


# Versions ------------------------------------------------------------------------------------------------------------------------


def test_an_address_means_its_last_version(run: Run) -> None:
    rows = [
        {"id": "https://orrin.example/b", "publisher": "Orrin Gazette", "text": f"Bridge to reopen\n\n{STORY}{end}"}
        for end in ("", " Later.")
    ]
    for number, row in enumerate(rows):
        run("add", written(f"{number}.jsonl", json.dumps(row).encode()))
    code, out, err = run("show", rows[0]["id"], "--json")
    assert code == 0
    assert data(out)["report"]["text"] == rows[1]["text"]
    assert err.startswith("headwater: this is the last of 2 versions; an earlier one: ")
    earlier = err.split("earlier one: ")[1].split(",")[0].strip()
    assert data(run("show", earlier, "--json")[1])["report"]["text"] == rows[0]["text"]
