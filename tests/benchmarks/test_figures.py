"""How figures are scored: the notation, and sentences made up."""

from pathlib import Path

import pytest

from benchmarks import figures
from benchmarks.figures import GoldFigure, f1, score, sentences

TEXT = "At least 14 people were killed, four of them children."


def _set(path: Path, *lines: str) -> Path:
    path.write_text("# a comment\n" + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_a_line_is_a_sentence_and_its_figures(tmp_path: Path) -> None:
    path = _set(
        tmp_path / "set.tsv", f"{TEXT}\t14 = 14.. | people ; four = 4 | children < 1", "Nobody came.\t-", "It cost £9m.\t£9m = ~9000000 GBP"
    )
    first, second, third = sentences(path)
    assert first.figures == (
        GoldFigure(9, 11, 14.0, None, what=(12, 18)),
        GoldFigure(32, 36, 4.0, 4.0, what=(45, 53), part_of=0),
    )
    assert second.figures == ()
    assert third.figures == (GoldFigure(8, 11, 9e6, 9e6, approximate=True, unit="GBP"),)
    assert [each.held for each in (first, second, third)] == [False, False, True]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (TEXT, "no figures and no '-'"),
        (f"{TEXT}\t15 = 15", "is no figure of"),
        (f"{TEXT}\t14 = 14 | sheep", "'sheep' is not in"),
    ],
)
def test_a_line_that_speaks_of_other_words_is_refused(line: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=message):
        sentences(_set(tmp_path / "set.tsv", line))


def test_each_thing_about_a_figure_is_counted() -> None:
    gold = (GoldFigure(9, 11, 14.0, None, what=(12, 18)), GoldFigure(32, 36, 4.0, 4.0, what=(45, 53), part_of=0))
    counts, wrong = score([(TEXT, gold)])
    assert wrong == []
    assert [counts[each] for each in ("gold", "read", "found", "value", "bound", "unit", "part right", "part asked")] == [
        2,
        2,
        2,
        2,
        2,
        2,
        2,
        2,
    ]


def test_a_wrong_bound_is_said_and_leaves_the_value_right() -> None:
    counts, wrong = score([("At least 14 people were killed.", (GoldFigure(9, 11, 14.0, 14.0, what=(12, 18)),))])
    assert (counts["value"], counts["bound"], counts["unit"]) == (1, 0, 1)
    assert "bound: '14' 14.0..None" in wrong[0]


def test_what_is_missed_and_what_is_too_much_are_said() -> None:
    counts, wrong = score([("Nine ships sailed.", (GoldFigure(5, 10, 9.0, 9.0),))])
    assert (counts["gold"], counts["read"], counts["found"]) == (1, 1, 0)
    assert "missed 'ships'" in wrong[0]
    assert "extra 'Nine'" in wrong[0]


def test_f1_is_of_what_was_read_and_marked() -> None:
    assert f1(1, {"gold": 1, "read": 3}) == 50.0
    assert f1(0, {"gold": 0, "read": 0}) == 0.0


def test_without_the_data_the_own_table_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert figures.main(["--shared", str(tmp_path / "shared")]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("own sentences")
    assert printed.err.startswith("skipped: no ")
