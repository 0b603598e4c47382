import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.ingest.published import when_stated


@pytest.mark.parametrize(
    ("stated", "value", "precision"),
    [
        ("2025", "2025", "year"),
        ("2025-03", "2025-03", "month"),
        ("2025-W10", "2025-W10", "week"),
        ("2025-03-04", "2025-03-04", "day"),
        ("2025-03-04T07Z", "2025-03-04T07Z", "hour"),
        ("2025-03-04T07:40Z", "2025-03-04T07:40Z", "minute"),
        ("2025-03-04 07:40", "2025-03-04T07:40", "minute"),
        ("2025-03-04T07:40:00+01:00", "2025-03-04T07:40:00+01:00", "second"),
        ("2025-03-04t07:40:00.250z", "2025-03-04T07:40:00.250Z", "second"),
        ("2025-03-04T0740+0100", "2025-03-04T07:40+01:00", "minute"),
        ("2024-02-29", "2024-02-29", "day"),
    ],
)
def test_a_time_is_as_precise_as_it_says(stated: str, value: str, precision: str) -> None:
    when = when_stated(stated, "row")
    assert when is not None
    assert (when.value, when.precision, when.origin) == (value, precision, "row")


@pytest.mark.parametrize(
    "stated",
    [
        "",
        "yesterday",
        "4 March 2025",
        "2025-13",
        "2025-02-30",
        "2025-W54",
        "2025-03-04T25:00",
        "2025-03-04T07:40+99:00",
        "04/03/2025",
        1741074000,
        None,
        [],
    ],
)
def test_what_is_no_iso_time_is_none(stated: object) -> None:
    assert when_stated(stated, "row") is None


@given(st.text(alphabet="0123456789-:TZW+. ", max_size=26))
def test_no_string_raises_and_no_date_gains_precision(stated: str) -> None:
    when = when_stated(stated, "row")
    if when:
        assert len(when.value) <= len(stated.strip()) + 4
