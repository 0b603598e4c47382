"""Which statements make one claim, and where each stands towards it."""

import hashlib
import random
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.link.claims import claims
from headwater.link.clusters import linked_by_average
from headwater.link.positions import positions
from headwater.link.rulings import NONE, Settled
from headwater.link.terms import stem
from headwater.link.units import stretch_of, units_of
from headwater.model import Claim, Reading, Span
from tests.link.news import told
from tests.link.ruled import any_judgements, judged

COURIER = """\
Mayor sold the Kessly ferry, letter shows

The mayor of Kessly sold the harbour ferry to Brandt Lines in March, a council clerk told the Courier on Monday.

The ferry went for 40,000 crowns, the clerk said.

Mayor Ines Vale declined to comment.
"""
HERALD = """\
Kessly mayor sold harbour ferry to Brandt Lines

The mayor of Kessly sold the harbour ferry to Brandt Lines, two council members said on Tuesday.

Ines Vale denied that she sold the harbour ferry to Brandt Lines.

The bakery on Linden Square will open in May, its owner said.
"""
GAZETTE = """\
Ferry was never sold, says Vale

The harbour ferry was not sold to Brandt Lines, Mayor Ines Vale said on Wednesday.

Rain is expected over the weekend, forecasters said.
"""
UNRELATED = """\
Ostrava choir wins prize

Soprano Ludmila Prchal thanked everybody who had sung beside them, conductor Petr Zeman announced.

Tickets for next season cost twelve zloty, organisers announced.
"""


def vectors(readings: Sequence[Reading]) -> dict[str, npt.NDArray[np.float32]]:
    """Return vectors that lie near one another where texts share words: a stand-in for the encoder."""
    return {each.report.id: np.array([_vector(unit.text) for unit in units_of(each)]) for each in readings if each.report}


def _vector(text: str) -> npt.NDArray[np.float32]:
    vector = np.zeros(512, dtype=np.float32)
    for word in text.split():
        vector[int(hashlib.sha256(stem(word.strip(".,“”\"'")).encode()).hexdigest(), 16) % 512] += len(word) > 3
    return vector / max(1.0, float(np.linalg.norm(vector)))


def read(*texts: str) -> list[Reading]:
    return [told(text, publisher=f"Paper {n}", at=f"2025-05-{n + 1:02}T08:00:00Z", ref=f"r{n}") for n, text in enumerate(texts)]


def found(readings: Sequence[Reading], rulings: Settled = NONE) -> tuple[Claim, ...]:
    return claims(readings, (), vectors(readings), rulings)


def words(claim: Claim, readings: Sequence[Reading]) -> set[str]:
    texts = {each.report.id: each.report.text for each in readings if each.report}
    return {texts[a.report][span.start : span.end] for a in claim.assertions for span in a.spans}


def holding(part: str, among: Sequence[Claim], readings: Sequence[Reading]) -> list[Claim]:
    return [claim for claim in among if any(part in each for each in words(claim, readings))]


def stance(part: str, claim: Claim, readings: Sequence[Reading]) -> str:
    texts = {each.report.id: each.report.text for each in readings if each.report}
    return next(a.stance for a in claim.assertions if any(part in texts[a.report][s.start : s.end] for s in a.spans))


READINGS = read(COURIER, HERALD, GAZETTE)
CLAIMS = found(READINGS)


def test_two_wordings_of_a_sale_are_one_claim() -> None:
    first = CLAIMS[0]
    assert len({each.report for each in first.assertions}) > 1
    assert any("sold the harbour ferry" in each for each in words(first, READINGS))


def test_the_bakery_is_not_in_the_claim_of_the_ferry() -> None:
    assert not any("bakery" in each for each in words(CLAIMS[0], READINGS))


def test_every_unit_stands_in_a_claim() -> None:
    told_of = {(a.report, a.spans) for claim in CLAIMS for a in claim.assertions}
    said = {(unit.report, unit.spans) for each in READINGS for unit in units_of(each) if "comment" not in unit.text or len(unit.text) > 30}
    assert said <= told_of


def test_who_says_that_it_was_not_so_denies() -> None:
    claim = holding("was not sold", CLAIMS, READINGS)[0]
    assert stance("was not sold", claim, READINGS) == "denies"


def test_a_refusal_declines_what_its_headline_says_and_what_it_stands_after() -> None:
    declining = [claim for claim in CLAIMS if any(each.stance == "declines" for each in claim.assertions)]
    assert declining
    assert any(any("Mayor sold" in each for each in words(claim, READINGS)) for claim in declining)
    assert all(any("Mayor sold" in each or "40,000" in each for each in words(claim, READINGS)) for claim in declining)


def test_who_takes_it_back_without_saying_what_retracts_what_stands_before() -> None:
    sold = "“The mayor sold the harbour ferry to Brandt Shipping in May,” Ines Vale said."
    readings = read(f"{sold}\n", f"{sold}\n\n“It was wrong and I am sorry,” she said on Friday.\n")
    claim = next(each for each in found(readings) if len({a.report for a in each.assertions}) > 1)
    assert stance("It was wrong", claim, readings) == "retracts"


def test_the_gist_is_verbatim_and_names_its_subject() -> None:
    gist = CLAIMS[0].gist
    text = next(each.report.text for each in READINGS if each.report and each.report.id == gist.report)
    assert "ferry" in text[gist.span.start : gist.span.end]


@given(st.permutations(range(3)))
def test_the_order_of_reports_does_not_matter(order: list[int]) -> None:
    assert found([READINGS[n] for n in order]) == CLAIMS


def test_an_unrelated_report_changes_no_claim() -> None:
    more = [*READINGS, *(told(UNRELATED, publisher="Choir News", at=f"2025-05-0{n}T08:00:00Z", ref=f"x{n}") for n in (1, 9))]
    assert set(CLAIMS) <= set(found(more))


@given(st.sampled_from([COURIER, HERALD, GAZETTE]))
def test_a_copy_joins_its_originals_claims(text: str) -> None:
    copied = [*READINGS, told(text, publisher="Reprint", at="2025-05-09T08:00:00Z", ref="copy")]
    copy = copied[-1].report
    original = next(each.report for each in READINGS if each.report and each.report.text == text)
    assert copy is not None
    for claim in found(copied):
        spans = {
            report: {a.spans for a in claim.assertions if a.report == report and _is_long(text, a.spans)}
            for report in (copy.id, original.id)
        }
        assert spans[copy.id] == spans[original.id]


def _is_long(text: str, spans: Sequence[Span]) -> bool:
    return len(" ".join(text[s.start : s.end] for s in spans).split()) > 5


def test_vectors_of_other_units_are_refused() -> None:
    with pytest.raises(ValueError, match="encode units_of"):
        claims(READINGS, (), {key: rows[:-1] for key, rows in vectors(READINGS).items()})


def test_nothing_read_makes_no_claim() -> None:
    assert claims((), (), {}) == ()


def test_a_position_is_dated_by_its_report_where_no_time_is_told() -> None:
    said = positions(READINGS, CLAIMS, ())
    assert said == tuple(sorted(said, key=lambda each: each.when or ""))
    assert {each.stance for each in said} >= {"asserts", "denies"}


@given(st.integers(2, 7).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, 2**32 - 1), st.permutations(range(n)))))
def test_groups_do_not_depend_on_the_order(drawn: tuple[int, int, list[int]]) -> None:
    count, seed, order = drawn
    rows = np.random.default_rng(seed).normal(size=(count, 4))
    alike = np.array(np.corrcoef(rows))
    plain = linked_by_average(alike, [0.2])[0]
    turned = linked_by_average(alike[np.ix_(order, order)], [0.2])[0]
    assert {frozenset(group) for group in plain} == {frozenset(order[n] for n in group) for group in turned}


def test_a_lower_level_never_splits_a_group() -> None:
    alike = np.array(np.corrcoef(np.random.default_rng(1).normal(size=(12, 5))))
    wide, narrow = linked_by_average(alike, [0.1, 0.6])
    assert all(any(set(small) <= set(large) for large in wide) for small in narrow)


def plainly(alike: npt.NDArray[np.float64], level: float) -> list[list[int]]:
    """Average linkage as it is defined: the two groups that are most alike join, the first of equals, while they are alike enough."""
    between, size, groups = alike.astype(np.float64).copy(), np.ones(len(alike)), [[n] for n in range(len(alike))]
    np.fill_diagonal(between, -9.0)
    while len(alike) > 1:
        one, other = sorted(divmod(int(np.argmax(between)), len(alike)))
        if between[one, other] < level:
            break
        mean = (size[one] * between[one] + size[other] * between[other]) / (size[one] + size[other])
        mean[[one, other]] = -9.0
        between[one] = between[:, one] = mean
        between[other] = between[:, other] = -9.0
        groups[one], groups[other] = groups[one] + groups[other], []
        size[one] += size[other]
    return sorted(sorted(group) for group in groups if group)


@given(st.integers(0, 12), st.randoms(use_true_random=False), st.sampled_from([3, 1000]))
def test_groups_are_those_of_average_linkage_with_many_equals_and_with_none(count: int, chance: random.Random, values: int) -> None:
    table = np.array([[chance.randrange(-values, values) / values for _ in range(count)] for _ in range(count)]).reshape(count, count)
    alike = np.maximum(table, table.T)
    levels = (0.2, 0.5, 0.8)
    assert linked_by_average(alike, levels) == [plainly(alike, level) for level in levels]


# As people judged ---------------------------------------------------------------------------------------------------------------

STRETCHES = [stretch_of(unit) for each in READINGS for unit in units_of(each)]


def stretch(part: str) -> str:
    return next(stretch_of(unit) for each in READINGS for unit in units_of(each) if part in unit.text)


def homes(among: Sequence[Claim]) -> dict[str, set[int]]:
    """By stretch, the claims it stands in."""
    made: dict[str, set[int]] = {}
    for number, claim in enumerate(among):  # two may begin with the same words, and are told apart by `nested`
        for each in claim.assertions:
            made.setdefault(f"{each.report}/{each.spans[0].start}:{each.spans[-1].end}", set()).add(number)
    return made


def test_what_somebody_judged_to_be_one_claim_is_one() -> None:
    bakery, price = stretch("bakery"), stretch("40,000")
    together = found(READINGS, judged((bakery, "=", price)))
    assert homes(together)[bakery] & homes(together)[price]
    assert not homes(CLAIMS)[bakery] & homes(CLAIMS)[price]


def test_what_somebody_judged_to_be_two_claims_is_nowhere_together_even_in_the_same_words() -> None:
    copied = read(HERALD, HERALD)
    a, b = (next(stretch_of(unit) for unit in units_of(each) if "bakery" in unit.text) for each in copied)
    assert homes(found(copied))[a] & homes(found(copied))[b]
    apart = found(copied, judged((a, "/", b)))
    assert not homes(apart)[a] & homes(apart)[b]


def test_a_refusal_goes_where_somebody_put_it() -> None:
    refusal, bakery = stretch("comment"), stretch("bakery")
    made = found(READINGS, judged((refusal, "=", bakery)))
    assert homes(made)[refusal] & homes(made)[bakery]
    sold = stretch("Mayor sold the Kessly ferry")
    assert homes(CLAIMS)[refusal] & homes(CLAIMS)[sold]
    parted = homes(found(READINGS, judged((refusal, "/", sold))))
    assert not parted.get(refusal, set()) & parted[sold]


@given(any_judgements(STRETCHES), st.permutations(range(3)))
def test_judgements_of_claims_hold_in_any_order_of_reports(rulings: Settled, order: list[int]) -> None:
    made = found([READINGS[n] for n in order], rulings)
    assert made == found(READINGS, rulings)
    home = homes(made)
    assert not any(rulings.apart(a, b) and home[a] & home[b] for a in home for b in home)
    assert all(set.intersection(*(home[each] for each in some)) for some in rulings.together)
