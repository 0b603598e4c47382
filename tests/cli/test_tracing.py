"""The page of a traced claim."""

from pathlib import Path

import pytest

from headwater.cli import main
from headwater.cli.paper import Paper
from headwater.cli.tracing import print_claim

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = """\
“engineers had been told in May to stop writing the measurements down”
1 independent origin within the 3 reports that assert it; the reports lean on
one another

1  a person with direct knowledge of the measurements (unnamed; told The
   Hessing Argus)
     The Hessing Argus, 14 October 2025, 05:00 UTC+01:00: “We wrote it down in
       March, we wrote it down in April, and in May we were told to stop writing
       it down,” … “Nobody wanted a red line on a graph in the week the company
       was being sold. … “I have children at …
     Daymark, 14 October 2025, 08:10 UTC+01:00 (Hessing Argus ‹ an engineer):
       staff were told in May to stop writing the measurements down
     Corvane News Agency, 14 October 2025, 09:31 UTC (The Hessing Argus): that
       engineers had been told in May to stop writing the measurements down

Why
"""


@pytest.mark.weights
def test_the_sample_story_is_three_reports_of_one_origin(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = ["--ledger", str(tmp_path / "dam.db")]
    assert main(["add", "--quiet", str(ROOT / "samples"), *ledger]) == 0
    capsys.readouterr()
    assert main(["trace", "engineers were told in May to stop writing it down", *ledger]) == 0
    out = capsys.readouterr().out
    assert out.startswith(SAMPLE)
    assert "     Daymark has it from The Hessing Argus\n" in out


STORY = {
    "reports": [
        {"id": "r", "ref": "a.txt", "publisher": None, "published_at": None},
        {"id": "s", "ref": "b.txt", "publisher": {"name": "Tern", "domain": None}, "published_at": {"value": "2025-05"}},
    ]
}


def step(report: str, who: str, kind: str, **more: object) -> dict[str, object]:
    return {"report": report, "who": who, "kind": kind, "named": kind != "unnamed", "origin": None, "because": ""} | more


def claim(**more: object) -> dict[str, object]:
    span = {"start": 0, "end": 4, "text": "the \x1b[31mbridge"}
    return {
        "gist": {"report": "r"} | span,
        "low": 0,
        "high": 2,
        "expected": 0.6,
        "circular": False,
        "evidence": [],
        "origins": [
            {"id": "o", "who": "a.txt", "kind": "outlet", "named": True, "told_to": None, "may_be_same_as": [], "own_voice": True},
            {"id": "p", "who": "Ann Vale", "kind": "person", "named": True, "told_to": None, "may_be_same_as": [], "own_voice": False},
        ],
        "assertions": [
            {"report": "r", "statement": None, "spans": [span], "stance": "asserts", "origin": "o", "score": 1.0},
            {"report": "s", "statement": "x", "spans": [span | {"text": "word " * 60}], "stance": "denies", "origin": "p", "score": 1.0},
        ],
        "paths": [[step("r", "a.txt", "report")], [step("s", "Tern", "report"), step("s", "Ann Vale", "person", text="she")]],
    } | more


def printed(capsys: pytest.CaptureFixture[str], **more: object) -> str:
    print_claim(Paper(width=60), claim(**more), STORY)
    return capsys.readouterr().out


def test_own_voice_denials_and_missing_dates_are_told_plainly(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys)
    assert "0 to 2 independent origins within the 1 report that" in out
    assert "0.6 expected" in out
    assert "1  a.txt (no source is told)\n     a.txt: the " in out
    assert "\nDenied\n     Ann Vale (Tern, May 2025): word word" in out
    assert "\nWhy\n" not in out


def test_an_origin_that_does_not_count_stands_apart_without_a_number(capsys: pytest.CaptureFixture[str]) -> None:
    told = claim()
    origins = told["origins"]
    assert isinstance(origins, list)
    out = printed(capsys, origins=[origins[0] | {"counted": False}, origins[1]])
    assert "1  a.txt" not in out
    assert "\nNot counted: perhaps of something else, or without a source\nof its own\n–  a.txt\n     a.txt: the " in out


def test_nothing_of_a_report_reaches_the_terminal_as_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert "\x1b" not in printed(capsys)


def test_a_long_wording_ends_in_a_mark(capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(capsys)
    assert out.count("word") == 45
    assert out.rstrip().endswith("…")


def test_reports_that_lean_on_one_another_are_said_to(capsys: pytest.CaptureFixture[str]) -> None:
    assert "lean on one another" in " ".join(printed(capsys, circular=True).split())


def test_without_paths_the_pages_stand_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert "     a.txt: the " in printed(capsys, paths=None)
