"""What of a report can be compared with another."""

import headwater
from headwater.link.units import units_of


def read(text: str) -> headwater.Reading:
    return headwater.read(text, publisher="The Ellery Courier", reader="rules")


def test_a_statement_is_a_unit_without_its_speaker() -> None:
    units = units_of(read("The lamps were sold in May, Ann Vale said.\n"))
    assert [unit.text for unit in units if unit.statement] == ["The lamps were sold in May"]


def test_a_sentence_that_nobody_says_is_the_reports_own() -> None:
    reading = read("The bridge at Kessly fell into the river on Monday night.\n\nThe lamps were sold in May, Ann Vale said.\n")
    own = [unit for unit in units_of(reading) if unit.statement is None]
    assert [unit.text for unit in own] == ["The bridge at Kessly fell into the river on Monday night."]


def test_a_sentence_mostly_said_by_somebody_is_not_the_reports_own() -> None:
    assert all(
        unit.statement for unit in units_of(read("Ann Vale said on Monday that the lamps had all been sold to the harbour company.\n"))
    )


def test_every_unit_quotes_its_report() -> None:
    reading = read("Kessly bridge falls\n\n“It fell,” said Ann Vale. “We ran,” she added. The river was high.\n")
    assert reading.report is not None
    for unit in units_of(reading):
        assert unit.text == " ".join(reading.report.text[s.start : s.end] for s in unit.spans)


def test_the_desk_named_at_a_paragraphs_end_asserts_nothing() -> None:
    reading = read("The bridge at Kessly fell into the river on Monday night. (Reporting by Odo Lint; editing by Ida Marsh)\n")
    assert [unit.text.strip() for unit in units_of(reading)] == ["The bridge at Kessly fell into the river on Monday night."]


def test_what_a_source_asks_for_itself_is_no_unit() -> None:
    units = units_of(read("A clerk, who asked not to be named because the talks go on, said the lamps had been sold.\n"))
    assert not any("named" in unit.text for unit in units if unit.statement)
