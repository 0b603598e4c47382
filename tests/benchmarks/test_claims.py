"""The baselines and the row that the scorer takes."""

from benchmarks.claims import as_row, by_words, in_one
from headwater.link.units import units_of
from tests.link.news import told

READINGS = [
    told("The ferry at Kessly was sold in May, Ann Vale said.\n", publisher="Paper 0", ref="kessly/r0"),
    told(
        "Ann Vale said the ferry at Kessly was sold in May.\n\nRain fell on Orsino all week long.\n", publisher="Paper 1", ref="kessly/r1"
    ),
]


def test_one_claim_holds_every_unit() -> None:
    (claim,) = in_one(READINGS, {})
    assert len(claim.assertions) == sum(len(units_of(each)) for each in READINGS)


def test_shared_words_bring_two_wordings_together() -> None:
    sizes = sorted(len({a.report for a in claim.assertions}) for claim in by_words(0.5)(READINGS, {}))
    assert sizes[-1] == 2
    assert sizes[0] == 1


def test_a_row_names_the_reports_by_their_references() -> None:
    row = as_row("kessly", READINGS, {}, in_one, links=False)
    assert [each["ref"] for each in row["story"]["reports"]] == ["kessly/r0", "kessly/r1"]
    assert row["claims"][0]["assertions"][0]["spans"]
