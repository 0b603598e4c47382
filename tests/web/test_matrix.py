"""Claims against reports: who has it, from whom, who denied; and why an interval is what it is."""

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.web.case import case_of
from headwater.web.matrix import MOST_FIRST, Row, matrix_of
from headwater.web.reasons import why
from tests.web_notation import story_of, traced

LINES = (
    "courier: a county official",
    "lantern < courier: a county official",
    "lantern: Ann Vale denies",
    "tern: Sal Marlow declines",
    "gull:",
)


def row_of(*lines: str, **more: object) -> Row:
    claim, reports = traced(*lines, **more)  # type: ignore[arg-type]
    return matrix_of(story_of(claim, reports=reports)).rows()[0]


def cells(row: Row) -> dict[str, list[str]]:
    return {cell.column.name: [f"{e.symbol} {e.word}: {', '.join(e.sources)}" for e in cell.entries] for cell in row.cells}


def test_a_row_tells_who_has_it_from_whom_and_who_speaks_against_it() -> None:
    row = row_of(*LINES, "mail: Ann Vale retracts")
    assert cells(row) == {
        "Courier": ["● has it: a county official"],
        "Lantern": ["● has it: a county official", "✕ denied: Ann Vale"],
        "Tern": ["– no comment: Sal Marlow"],
        "Gull": ["● has it: "],
        "Mail": ["↶ taken back: Ann Vale"],
    }
    assert row.state == "contested"


def test_a_report_that_leaves_a_claim_out_is_named() -> None:
    claim, reports = traced("courier: Ann Vale", "lantern: Ann Vale")
    _, more = traced("courier:", "lantern:", "tern:", "gull:")
    row = matrix_of(story_of(claim, reports=more)).rows()[0]
    assert row.missing == ("Tern", "Gull")
    assert reports.keys() < more.keys()


def test_who_declines_does_not_contest() -> None:
    assert row_of("courier: Ann Vale", "lantern: Sal Marlow declines").state == "settled"
    assert row_of("courier: Ann Vale", "lantern: Sal Marlow declines", low=0).state == "open"


def test_the_shared_come_first_then_the_contested_then_the_open() -> None:
    places = count(0, 1000)

    def claim(identified: str, *lines: str, low: int = 1) -> dict[str, object]:
        made, _ = traced(*lines, low=low)
        at = next(places)
        moved = [a | {"spans": [{**s, "start": s["start"] + at, "end": s["end"] + at} for s in a["spans"]]} for a in made["assertions"]]
        return made | {"id": identified, "assertions": moved}

    made = [
        claim("alone", "courier: Ann Vale", "courier: Sal Marlow denies"),
        claim("settled", "courier: Ann Vale", "lantern: Ann Vale"),
        claim("open", "courier: Ann Vale", "lantern: Ann Vale", low=0),
        claim("contested", "courier: Ann Vale", "lantern: Sal Marlow denies"),
        claim("most", "courier: Ann Vale", "lantern: Sal Marlow denies", "tern: Ann Vale"),
    ]
    _, reports = traced("courier:", "lantern:", "tern:")
    matrix = matrix_of(story_of(*made, reports=reports))
    assert [row.id for row in matrix.first] == ["most", "contested", "open", "settled"]
    assert [row.id for row in matrix.single] == ["alone"]


def test_wide_claims_are_folded_where_several_reports_make_narrower_ones() -> None:
    narrow, reports = traced("courier: Ann Vale", "lantern: Ann Vale", id="c2", within="c1")
    wide = narrow | {"id": "c1", "within": None, "assertions": [each | {"score": 0.3} for each in narrow["assertions"]]}
    matrix = matrix_of(story_of(wide, narrow, reports=reports))
    assert ([row.id for row in matrix.first], [row.id for row in matrix.wide]) == (["c2"], ["c1"])


@given(st.lists(st.lists(st.sampled_from(LINES), min_size=1, max_size=5), min_size=1, max_size=30))
def test_every_claim_is_in_the_matrix_once_whatever_their_order(lines: list[list[str]]) -> None:
    made = [traced(*each)[0] | {"id": f"c{n}"} for n, each in enumerate(lines)]
    _, reports = traced(*LINES)
    one, other = (matrix_of(story_of(*order, reports=reports)) for order in (made, made[::-1]))
    assert sorted(row.id for row in one.rows()) == sorted(claim["id"] for claim in made)
    assert one == other
    assert len(one.first) <= MOST_FIRST
    assert all(len(row.cells) == len(reports) for row in one.rows())


# Why ----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "same", "wanted"),
    [
        (["courier: Ann Vale"], (), "One report has it, from Ann Vale."),
        (["courier: Ann Vale", "lantern: Ann Vale"], (), "The 2 reports that assert it lead to one source: Ann Vale."),
        (["courier: Ann Vale", "lantern: an aide"], (), "2 sources: Ann Vale and “an aide”."),
        (
            ["courier: a diplomat", "lantern: an aide"],
            ("a diplomat", "an aide"),
            "2 sources: “a diplomat” and “an aide”. Both could be one by what is said of them; nothing shows that they are.",
        ),
        (
            ["courier: a diplomat", "lantern: an aide", "tern: Ann Vale"],
            ("a diplomat", "an aide"),
            "3 sources: “a diplomat”, “an aide” and Ann Vale. “a diplomat” and “an aide” could be one by what is said of them;"
            " nothing shows that they are.",
        ),
        (
            ["gull:", "tern: Ann Vale"],
            (),
            "One source: Ann Vale. Told without a source by Gull, which counts in the upper number alone.",
        ),
        (["gull:"], (), "No report names a source for it. Told without a source by Gull, which counts in the upper number alone."),
        (["lantern: Ann Vale denies"], (), "Nobody asserts it in these reports; it is only spoken against."),
        (
            ["courier: A A", "lantern: B B", "tern: C C", "gull: D D", "mail: E E", "post: F F"],
            (),
            "6 sources: A A, B B, C C, D D and 2 more.",
        ),
    ],
)
def test_an_interval_is_explained_by_its_origins_alone(lines: list[str], same: tuple[str, ...], wanted: str) -> None:
    assert why(traced(*lines, same=same)[0]) == wanted


def test_circular_reporting_is_said() -> None:
    assert why(traced("courier: an aide", circular=True)[0]).endswith("The reports lean on one another, and nothing outside them is shown.")


# A claim's page ------------------------------------------------------------------------------------------------------------------


def test_origins_are_numbered_with_the_pages_that_carry_them_and_through_whom() -> None:
    case = case_of(*traced("courier: an aide", "lantern < courier: an aide", "tern: The Harbour Post, Ann Vale"))
    told = {source.number: [(each.page, each.via) for each in source.carried] for source in case.sources}
    assert told == {1: [("Courier", ()), ("Lantern", ("Courier",))], 2: [("Tern", ("The Harbour Post",))]}
    assert [(source.who, source.named, source.handle) for source in case.sources] == [("an aide", False, "s1"), ("Ann Vale", True, "s2")]


def test_origins_that_could_be_one_name_each_other_by_number() -> None:
    case = case_of(*traced("courier: an aide", "lantern: a diplomat", same=("an aide", "a diplomat")))
    assert [source.same for source in case.sources] == [((2, "a diplomat", "a diplomat"),), ((1, "an aide", "an aide"),)]


def test_what_is_on_record_against_it_stands_apart_with_who_says_it() -> None:
    case = case_of(*traced("courier: an aide", "lantern: Ann Vale denies", "tern: Sal Marlow declines"))
    assert [(each.stance, [(one.who, one.page) for one in each.carried]) for each in case.against] == [
        ("denies", [("Ann Vale", "Lantern")]),
        ("declines", [("Sal Marlow", "Tern")]),
    ]
    assert [source.who for source in case.sources] == ["an aide"]


def test_what_the_interval_does_not_count_stands_apart_and_is_named_in_the_reason() -> None:
    claim, reports = traced("courier: an aide", "tern: a driver beside")
    case = case_of(claim, reports)
    assert [each.who for each in case.sources] == ["an aide"]
    assert [(each.page, each.who) for each in case.beside] == [("Tern", "a driver")]
    assert why(claim).endswith("1 other said something like it, not counted.")


def test_words_within_words_of_the_same_page_are_told_once() -> None:
    claim, reports = traced("courier: an aide", "courier: an aide", "courier: an aide", "courier: an aide")
    for each, (start, end) in zip(claim["assertions"], [(0, 50), (10, 20), (60, 70), (80, 90)], strict=True):
        each["spans"] = [{"start": start, "end": end, "text": f"{start} to {end}"}]
    (source,) = case_of(claim, reports).sources
    (carried,) = source.carried
    assert ([each.words for each in carried.wordings], carried.more) == (["0 to 50", "60 to 70"], 1)


def test_every_reason_leads_to_its_spans_and_names_the_sides_that_a_person_can_part() -> None:
    claim, reports = traced("courier: an aide", "lantern: a diplomat", same=("an aide", "a diplomat"))
    steps = [path[-1] for path in claim["paths"]]
    spans = [{key: step[key] for key in ("report", "start", "end", "text")} for step in steps]
    claim["evidence"] = [
        {"merge": ["an aide", "a diplomat"], "because": "could be one", "spans": spans},
        {"merge": ["an aide"], "because": "both are an aide", "spans": spans},
        {"merge": ["an aide"], "because": "said twice", "spans": spans[:1]},
    ]
    could, are, once = case_of(claim, reports).reasons
    assert (could.possible, could.pair, [page for page, _ in could.places]) == (True, ("s0", "s1"), ["Courier", "Lantern"])
    assert (are.possible, are.pair) == (False, ("s0", "s1"))
    assert once.pair is None
