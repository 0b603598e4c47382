import io
from dataclasses import replace

import pytest

from headwater.cli.view import TerminalPage, in_words
from headwater.model import Publisher, Reading, Rejected, When
from tests.notation import reading_of

FERRY = reading_of(
    "Ferry halted\n\n[T:“Nobody was ever in danger,”] [C:said] [S:Odile Ferrant]. [T:“We stopped.”]\n"
    "[S2:A spokeswoman] [C2:said] [T2:every option was open, even a boat [C3:reportedly] [T3:offered for free]].\n"
    "[S4:The doctor] [C4:fears] [T4:a long winter].",
    ref="ferry.txt",
    publisher=Publisher(name="The Ellery Courier"),
    published_at=When(value="2025-05-14T05:10:00Z", precision="minute", origin="row"),
    changes={1: {"form": "direct"}, 3: {"inside": 2}, 4: {"kind": "attitude"}},
)


def shown(monkeypatch: pytest.MonkeyPatch, *readings: Reading, width: int = 60, color: str = "never") -> str:
    out = io.StringIO()
    monkeypatch.setattr("sys.stdout", out)
    page = TerminalPage(width=width, color=color)
    for reading in readings:
        page.add(reading)
    page.end()
    return out.getvalue()


def test_a_page_is_what_a_journalist_would_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, FERRY) == (
        "Ferry halted\n"
        "The Ellery Courier · 14 May 2025, 05:10 UTC · ferry.txt\n"
        "────────────────────────────────────────────────────────────\n"
        "\n"
        "Odile Ferrant · said (direct)\n"
        "    “Nobody was ever in danger,” … “We stopped.”\n"
        "\n"
        "A spokeswoman · said (indirect)\n"
        "    every option was open, even a boat reportedly offered\n"
        "    for free\n"
        "\n"
        "    (no source named) · reportedly (indirect)\n"
        "        offered for free\n"
        "\n"
        "The doctor · fears (indirect, attitude)\n"
        "    a long winter\n"
        "\n"
        "(3 statements and 1 attitude in 1 report, by 3 sources as\n"
        "worded; 1 without a source)\n"
    )


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
def test_no_line_is_wider_than_asked_for(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    assert max(len(line) for line in shown(monkeypatch, FERRY, width=width).splitlines()) <= width


def test_what_runs_on_is_told_from_what_was_said_by_its_indent(monkeypatch: pytest.MonkeyPatch) -> None:
    long = reading_of("[S:Two people who work on the ship and would not be named], [C:speaking in March], [T:feared it]")
    page = shown(monkeypatch, long, width=40)
    assert "and\n  would not be named · speaking in March\n  (indirect)\n    feared it\n" in page


def test_no_line_ends_in_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(line == line.rstrip() for line in shown(monkeypatch, FERRY).splitlines())


def test_colour_adds_nothing_that_plain_text_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    import re

    styled = shown(monkeypatch, FERRY, color="always")
    assert "\x1b[1mOdile Ferrant\x1b[0m" in styled
    assert re.sub(r"\x1b\[[0-9;]*m", "", styled) == shown(monkeypatch, FERRY)


def test_no_color_keeps_weight_and_slant_but_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    styled = shown(monkeypatch, FERRY, color="always")
    assert "\x1b[1m" in styled
    assert "36m" not in styled


def test_control_characters_are_shown_and_never_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    evil = reading_of("Evil\x1b[31m\n\n[S:Smith\x9b] [C:said\u202e] [T:so\x07].", ref="\x1b]0;owned\x07")
    page = shown(monkeypatch, evil)
    assert "Evil\\x1b[31m" in page
    assert "Smith\\x9b · said\\u202e (indirect)" in page
    assert not set(page) & set("\x1b\x9b\x07\u202e")


def test_what_is_not_known_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown(monkeypatch, reading_of("Nothing is said here.", ref="x"))
    assert "(publisher unknown) · (date unknown) · x\n" in page
    assert "(no attributed statements found)" in page


def test_a_rejected_input_is_counted_and_has_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    rejected = Reading(ref="z", report=None, rejected=(Rejected(ref="z", stage="ingest", code="empty", detail="empty"),))
    page = shown(monkeypatch, FERRY, rejected)
    assert "1 rejected" in page
    assert "z" not in page.splitlines()


def test_statements_that_name_each_other_as_parents_are_still_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, *rest = FERRY.statements
    looped = replace(FERRY, statements=(replace(first, parent=second.id), replace(second, parent=first.id), *rest))
    assert "Odile Ferrant · said" in shown(monkeypatch, looped)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2025", "2025"),
        ("2025-05", "May 2025"),
        ("2025-05-04", "4 May 2025"),
        ("2025-05-14T05:10:00Z", "14 May 2025, 05:10 UTC"),
        ("2025-05-14T05:10:00.123+02:00", "14 May 2025, 05:10 UTC+02:00"),
        ("2025-05-14T05:10", "14 May 2025, 05:10"),
        ("2025-13", "2025-13"),
        ("last week", "last week"),
    ],
)
def test_a_date_never_gains_precision(value: str, words: str) -> None:
    assert in_words(value) == words
