"""How many independent origins stand behind a claim, by what its reports say of their sources."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.link.origins import Ruling, with_origins
from headwater.model import Claim
from tests.link.claimed import Told, cites, claim, copies, identities


def found(told: Told, *, citing: tuple[tuple[int, int], ...] = (), copying: tuple[tuple[int, int], ...] = ()) -> Claim:
    (one,) = with_origins([told[0]], told[1], identities(told), citations=cites(told, *citing), reuse=copies(told, *copying))
    return one


def interval(told: Told, *, citing: tuple[tuple[int, int], ...] = (), copying: tuple[tuple[int, int], ...] = ()) -> tuple[int, int]:
    one = found(told, citing=citing, copying=copying)
    return one.low, one.high


@pytest.mark.parametrize(
    ("told", "low", "high"),
    [
        (["Courier: Ann Vale"], 1, 1),
        (["Courier: a county official"], 1, 1),
        (["Courier"], 0, 1),  # its own voice, no source
        (["Courier: ?"], 0, 1),  # "reportedly"
        (["Courier: Ann Vale", "Lantern: Ben Okoro"], 2, 2),
        (["Courier: a Western source", "Lantern: unnamed=US officials"], 1, 2),  # could be one
        (["Courier: a customs official", "Lantern: a person at the shipping line"], 2, 2),  # could not
        (["Courier: a county official", "Lantern: Courier < a county official"], 1, 1),  # passed on
        (["Courier: a county official", "Lantern: Courier"], 1, 1),
        (["Lantern: Herald"], 0, 1),  # not in hand
        (["Courier: document=a memo", "Lantern: document=the two-page memo"], 1, 1),
    ],
)
def test_the_interval_of_a_claim(told: list[str], low: int, high: int) -> None:
    assert interval(claim(*told)) == (low, high)


def test_a_confirmation_with_sources_of_its_own_is_no_repetition() -> None:
    told = claim("Courier: a senior county official", "Tern: two people briefed on the talks")
    assert interval(told, citing=((1, 0),)) == (1, 2)


def test_an_unnamed_source_in_a_rewritten_text_is_that_of_the_text() -> None:
    told = claim("Courier: a senior county official", "Lantern: officials")
    assert interval(told, copying=((1, 0),)) == (1, 1)


def test_who_speaks_for_a_body_is_one_with_it() -> None:
    roles = {"Lena Roth": "a spokeswoman for Kessly Ports"}
    assert interval(claim("Courier: Lena Roth", "Lantern: organization=Kessly Ports", roles=roles)) == (1, 1)


def test_a_bystander_who_names_a_body_is_not_one_with_it() -> None:
    told = claim("Courier: Lena Roth", "Lantern: organization=Kessly Ports", roles={"Lena Roth": "a teacher"})
    assert interval(told) == (2, 2)


def test_a_document_is_one_with_who_issued_it() -> None:
    assert interval(claim("Courier: document=a Kessly Ports memo", "Lantern: organization=Kessly Ports")) == (1, 1)


def test_a_letter_of_two_bodies_does_not_make_them_one() -> None:
    letter = "Tern: document=emails between Kessly Ports and Harbour Office"
    assert interval(claim("Courier: organization=Kessly Ports", "Lantern: organization=Harbour Office", letter))[0] > 1


def test_reports_that_cite_each_other_in_a_circle_have_no_origin_outside() -> None:
    told = claim("Courier: Lantern", "Lantern: Courier")
    one = found(told, citing=((0, 1), (1, 0)))
    assert (one.low, one.high, one.circular) == (0, 1, True)


def test_denials_have_origins_but_do_not_count() -> None:
    one = found(claim("Courier: Ann Vale", "Lantern: Ben Okoro denies"))
    assert (one.low, one.high) == (1, 1)
    assert {o.who for o in one.origins} == {"Ann Vale", "Ben Okoro"}


def test_a_path_leads_from_the_page_to_the_origin() -> None:
    told = claim("Courier: a county official", "Lantern: Courier")
    one = found(told, citing=((1, 0),))
    steps = [(step.kind, step.who) for step in one.paths[1]]
    assert steps == [("report", "Lantern"), ("outlet", "Courier"), ("report", "Courier"), ("unnamed", "a county official")]
    assert [step.origin is not None for step in one.paths[1]] == [False, False, False, True]


def test_every_possible_merge_says_why() -> None:
    one = found(claim("Courier: a Western source", "Lantern: unnamed=US officials"))
    assert [len(m.merged) for m in one.evidence] == [2]
    assert "could be one" in one.evidence[0].because
    assert {o.may_be_same_as for o in one.origins} == {(o.id,) for o in one.origins}


@pytest.mark.parametrize(("same", "bounds"), [(True, (1, 1)), (False, (2, 2))])
def test_what_somebody_judged_of_two_origins_wins(same: bool, bounds: tuple[int, int]) -> None:
    told = claim("Courier: a Western source", "Lantern: unnamed=US officials")
    a, b = (origin.id for origin in found(told).origins)
    ruling = Ruling(a=a, b=b, same=same, because="Ida Lund judged: heard both")
    (one,) = with_origins([told[0]], told[1], identities(told), rulings=[ruling])
    assert (one.low, one.high) == bounds
    assert same == any("Ida Lund" in merge.because for merge in one.evidence)


def test_one_origin_is_two_where_somebody_judged_so_of_their_statements() -> None:
    told = claim("Courier: a county official", "Lantern: Courier < a county official")
    a, b = (each.statement for each in told[0].assertions)
    assert a is not None
    assert b is not None
    (one,) = with_origins([told[0]], told[1], rulings=[Ruling(a=a, b=b, same=False, because="two people")])
    assert (one.low, one.high) == (2, 2)


TELLERS = st.sampled_from(
    [
        "",
        ": ?",
        ": Ann Vale",
        ": Ben Okoro",
        ": a county official",
        ": two aides",
        ": a nurse",
        ": document=a memo",
        ": organization=Kessly Ports",
    ]
)
SEVERAL = st.lists(TELLERS, min_size=1, max_size=5).map(lambda found: [f"Paper {'ABCDE'[n]}{each}" for n, each in enumerate(found)])


@given(SEVERAL, st.data())
def test_a_copy_of_a_report_changes_neither_bound(told: list[str], data: st.DataObject) -> None:
    source = data.draw(st.integers(0, len(told) - 1))
    copied = claim(*told, "Copyist" + told[source].removeprefix(f"Paper {'ABCDE'[source]}"))
    assert interval(copied, copying=((len(told), source),)) == interval(claim(*told))


@given(SEVERAL)
def test_another_named_origin_raises_both_bounds_by_one(told: list[str]) -> None:
    low, high = interval(claim(*told))
    assert interval(claim(*told, "Paper F: Zadie Quist")) == (low + 1, high + 1)


@given(SEVERAL, st.randoms(use_true_random=False))
def test_the_order_of_assertions_does_not_matter(told: list[str], random: object) -> None:
    one, readings = claim(*told)
    turned = Claim(id=one.id, gist=one.gist, assertions=one.assertions[::-1])
    assert interval((turned, readings[::-1])) == interval((one, readings))


@given(SEVERAL)
def test_every_assertion_has_an_origin_and_a_path_to_it(told: list[str]) -> None:
    one = found(claim(*told))
    ids = {origin.id for origin in one.origins}
    assert all(a.origin in ids for a in one.assertions)
    assert [path[-1].origin for path in one.paths] == [a.origin for a in one.assertions]
