"""How times are scored: on texts made up."""

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import whens
from benchmarks.whens import Gold, Text, common, ends, f1, given

TEXT = "The dam was closed on Tuesday, and on May 2 it had leaked for three weeks."


def _text(*marked: tuple[str, str, str]) -> Text:
    times = (Gold(at := TEXT.index(words), at + len(words), type_, value) for words, type_, value in marked)
    return Text("t", TEXT, "2024-05-09", tuple(times))


RIGHT = (("Tuesday", "date", "2024-05-07"), ("May 2", "date", "2024-05-02"), ("three weeks", "duration", "P3W"))


@pytest.mark.parametrize(
    ("value", "type_", "same"),
    [
        ("2024-05-07T14:30:00Z", "time", "2024-05-07T14:30"),
        ("2024-05-07T14", "time", "2024-05-07T14:00"),
        ("2024-W7", "date", "2024-W07"),
        ("2024-05-XX", "date", "2024-05"),
        ("198X", "date", "198"),
        ("P2E", "duration", "P20Y"),
        ("P2Q", "duration", "P6M"),
        ("PT48H", "duration", "P2D"),
        ("XXXX-WXX", "set", "P1W"),
        ("XXXX-WXX", "date", "XXXX-WXX"),
        ("fy2006", "date", "2006"),
    ],
)
def test_a_value_has_one_common_form(value: str, type_: str, same: str) -> None:
    assert common(value, type_) == same


def test_values_on_marked_spans_are_counted_by_type() -> None:
    counts = given([_text(*RIGHT)])
    assert (counts["all"], counts["all right"], counts["date right"], counts["duration right"]) == (3, 3, 2, 1)
    wrong = given([_text(("Tuesday", "date", "2024-05-14"), *RIGHT[1:])])
    assert (wrong["all"], wrong["all right"], wrong["date right"]) == (3, 2, 1)


def test_a_span_found_in_part_is_not_strict_and_its_value_counts() -> None:
    counts = ends([_text(("on Tuesday", "date", "2024-05-07"), *RIGHT[1:])])
    assert (counts["found"], counts["gold"], counts["relaxed"], counts["strict"]) == (3, 3, 3, 2)
    assert (counts["value"], counts["both"], counts["type"]) == (3, 2, 3)


def test_f1_is_of_what_was_found_and_marked() -> None:
    assert f1({"found": 3, "gold": 1, "strict": 1}, "strict") == 50.0
    assert f1(Counter(), "strict") == 0.0


def test_rows_become_texts(tmp_path: Path) -> None:
    (tmp_path / "timex").mkdir()
    row = {"id": "d", "text": TEXT, "dct": "2024-05-09", "timexes": [{"s": 22, "e": 29, "type": "DATE", "value": "2024-05-07"}]}
    with gzip.open(tmp_path / "timex" / "timebank.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps(row) + "\n")
    (text,) = whens.tbaq(tmp_path, "timebank")
    assert text.times == (Gold(22, 29, "date", "2024-05-07"),)
    assert TEXT[22:29] == "Tuesday"


def test_without_the_corpora_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert whens.main(["--shared", str(tmp_path / "shared")]) == 2
    assert capsys.readouterr().err == "skipped: no timebank.jsonl.gz in shared/\n"
