"""What stands around the units of a report: cut up once for a reading, and the same as the units themselves."""

from dataclasses import replace

import pytest

from headwater.link import surroundings
from headwater.link.surroundings import cut_up
from headwater.link.units import units_of
from headwater.model import Reading
from tests.ledgers import BRIDGE


@pytest.mark.parametrize("reading", BRIDGE, ids=lambda reading: reading.ref)
def test_each_unit_has_its_surroundings_with_the_line_it_stands_in(reading: Reading) -> None:
    cut = cut_up(reading)
    assert cut.units == units_of(reading)
    assert len(cut.around) == len(cut.units)
    assert reading.report is not None
    for unit, around in zip(cut.units, cut.around, strict=True):
        assert reading.report.text[unit.spans[0].start : unit.spans[0].end] in around


def test_a_reading_is_cut_up_once_and_an_equal_one_anew() -> None:
    reading = BRIDGE[0]
    assert cut_up(reading) is cut_up(reading)
    other = replace(reading)
    assert cut_up(other) is not cut_up(reading)
    assert cut_up(other) == cut_up(reading)


def test_no_more_are_kept_than_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surroundings, "MOST", 3)
    for reading in (replace(BRIDGE[0]) for _ in range(9)):
        cut_up(reading)
    assert len(surroundings._KEPT) == 3
