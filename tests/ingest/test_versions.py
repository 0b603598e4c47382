"""Two versions of a report: what the later one has that the earlier had not, and the other way round."""

import pytest

import headwater
from headwater.ingest.versions import differences
from headwater.model import Reading, Rejected, Span

OLD = """Port chief quits

The chief of the port quit on Friday, mayor Ilsa Brandt told reporters.

"The valve had been reported broken three times," said Rui Castel, a foreman at the port.

At least 12 people were hurt in the blast, the fire service said.

Nils Orme, who leads the union, said that the inquiry would take a year.
"""


def read(text: str) -> Reading:
    return headwater.read(text, reader="rules", ref="page")


def changes(new: str, old: str = OLD) -> list[tuple[str, str | None, str | None]]:
    """The differences with their words."""
    first, second = read(old), read(new)

    def words(reading: Reading, span: Span | None) -> str | None:
        return reading.report.text[span.start : span.end] if span and reading.report else None

    return [(each.kind, words(first, each.old), words(second, each.new)) for each in differences(first, second)]


def test_the_same_report_has_no_differences() -> None:
    assert changes(OLD) == []


def test_a_name_that_became_a_description_is_withheld() -> None:
    found = changes(OLD.replace("Rui Castel, a foreman at the port", "a worker at the port"))
    assert [kind for kind, _, _ in found] == ["name_withheld"]
    assert "Rui Castel" in (found[0][1] or "")
    assert "a worker" in (found[0][2] or "")


def test_a_description_that_became_a_name_is_given() -> None:
    found = changes(OLD, OLD.replace("Rui Castel, a foreman at the port", "a worker at the port"))
    assert [kind for kind, _, _ in found] == ["name_given"]


def test_a_source_that_is_gone_is_said_with_its_statement() -> None:
    found = changes(OLD.replace("Nils Orme, who leads the union, said that the inquiry would take a year.\n", ""))
    assert [kind for kind, _, _ in found] == ["source_removed", "statement_removed"]
    assert "Nils Orme" in (found[0][1] or "")


def test_a_figure_that_changed_is_shown_in_both() -> None:
    found = [each for each in changes(OLD.replace("At least 12", "At least 14")) if each[0] == "figure"]
    assert [(kind, "12" in (old or ""), "14" in (new or "")) for kind, old, new in found] == [("figure", True, True)]


def test_a_note_of_correction_is_shown() -> None:
    note = "Correction: An earlier version of this article gave the wrong name for the foreman of the port."
    assert ("correction", None, note) in changes(f"{OLD}\n{note}\n")


def test_a_new_headline_is_shown() -> None:
    assert ("headline", "Port chief quits", "Port chief dismissed") in changes(OLD.replace("Port chief quits", "Port chief dismissed"))


@pytest.mark.parametrize("swapped", [False, True])
def test_a_version_that_was_refused_has_no_differences(swapped: bool) -> None:
    refused = Reading(ref="page", report=None, rejected=(Rejected(ref="page", stage="ingest", code="empty", detail="empty"),))
    pair = (refused, read(OLD)) if swapped else (read(OLD), refused)
    assert differences(*pair) == ()
