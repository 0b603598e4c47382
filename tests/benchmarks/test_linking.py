"""How well reports are put together: the measures, the baseline, the lines."""

import pytest

from benchmarks.linking import b_cubed, headline_clusters, lines
from tests.link.test_reuse import copy, other, wire


def test_b_cubed_of_one_pile_is_complete_and_imprecise() -> None:
    gold = {"a": "x", "b": "x", "c": "y", "d": "y"}
    assert b_cubed(gold, dict.fromkeys(gold, "all")) == pytest.approx((200 / 3, 50, 100))
    assert b_cubed(gold, gold) == pytest.approx((100, 100, 100))


def test_the_baseline_joins_headlines_of_nearly_the_same_words() -> None:
    found = headline_clusters({"a": "Bridge falls at Orsino", "b": "Bridge falls at Orsino port", "c": "Bakers strike"})
    assert found["a"] == found["b"] != found["c"]


def test_a_line_names_reports_and_what_was_reused() -> None:
    rows = list(lines([wire(), copy(), other()], vectors=False))
    assert sorted(len(row["story"]["reports"]) for row in rows) == [1, 2]
    (reuse,) = [each for row in rows for each in row["reuse"]]
    assert (reuse["kind"], reuse["directed"]) == ("copy", True)
    assert all(pair["from"]["text"] and pair["to"]["text"] for pair in reuse["passages"])
