"""What is a figure, with what bounds, of what: tables of sentences, and properties of any text."""

import time
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.model import Figure, Span, Statement, Timex
from headwater.resolve.quantities import figures_of
from headwater.resolve.words import Words
from tests.notation import reading_of

INF = None


def figures(text: str, statements: Sequence[Statement] = (), times: Sequence[Timex] = ()) -> tuple[Figure, ...]:
    return figures_of(Words(text), statements, times)


def words(text: str, spans: Sequence[Span]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


def values(text: str) -> list[tuple[float | None, float | None, str | None]]:
    return [(f.low, f.high, f.unit) for f in figures(text)]


VALUES: dict[str, list[tuple[float | None, float | None, str | None]]] = {
    "At least 31,184 islanders have been killed.": [(31184, None, None)],
    "The toll stands at some 72,899.": [(72899, 72899, None)],
    "Around 1.4 million people were displaced.": [(1.4e6, 1.4e6, None)],
    "Tens of thousands marched.": [(20000, 99999, None)],
    "The $95bn package was passed.": [(95e9, 95e9, "USD")],
    "Output rose by 3.5m barrels.": [(3.5e6, 3.5e6, None)],
    "Half a million homes lost power.": [(500000, 500000, None)],
    "Between 12 and 15 men came.": [(12, 15, None)],
    "Some 12–15 men came.": [(12, 15, None)],
    "One in four children is hungry.": [(0.25, 0.25, "fraction")],
    "A dozen firefighters were hurt.": [(12, 12, None)],
    "Police held 100-plus protesters.": [(100, None, None)],
    "Two hundred and fifty soldiers will stay.": [(250, 250, None)],
    "Two and a half million pupils sat it.": [(2.5e6, 2.5e6, None)],
    "They want between $12 million and $20 million.": [(12e6, 20e6, "USD")],
    "They want $12-20 million.": [(12e6, 20e6, "USD")],
    "Losses of three to seven percent were seen.": [(3, 7, "%")],
    "Inflation rose from 3.2 to 3.4 per cent.": [(3.2, 3.2, "%"), (3.4, 3.4, "%")],
    "Turnout fell by three percentage points.": [(3, 3, "percentage points")],
    "It fell 0.3 of a percentage point.": [(0.3, 0.3, "percentage points")],
    "The bank cut rates by 25 basis points.": [(25, 25, "basis points")],
    "Three-quarters of members voted.": [(0.75, 0.75, "fraction")],
    "It cost Rs 40 crore.": [(4e8, 4e8, "INR")],
    "A fine of not more than $500 was set.": [(None, 500, "USD")],
    "The crater was 70m wide.": [(70, 70, "m")],
    "He swam the 400m in May.": [(400, 400, "m")],
    "It was minus 12C at dawn.": [(-12, -12, "°C")],
    "A 200-pound bomb was found.": [(200, 200, "lb")],
    "The grant is worth 300 million pounds.": [(3e8, 3e8, "GBP")],
    "Lawmakers voted 314 to 287.": [(314, 314, None), (287, 287, None)],
}


@pytest.mark.parametrize("text", VALUES)
def test_value(text: str) -> None:
    assert values(text) == VALUES[text]


@pytest.mark.parametrize(
    "text",
    [
        "Quiñónez, 51, has worked there for 22 years.",
        "The 34-year-old was hurt.",
        "Voters aged 18 to 24 stayed at home.",
        "It was passed on 1 May 1997.",
        "Polls close at 10pm.",
        "The 07.12 left on time.",
        "Flight 370 vanished.",
        "Resolution 242 calls for talks.",
        "G7 leaders met on Channel 4.",
        "Call 0800 555 0142 or 555-0142.",
        "Stourcastle beat Verlano 3-1.",
        "After 9/11 nothing was open 24/7.",
        "COVID-19 spread to room 312.",
        "Under section 12(3) it is barred.",
        "In the 1990s it was the first.",
        "No 10 declined to comment.",
        "The Boeing 737 landed.",
        "Junctions 9 and 10 are shut.",
        "One official said so. One of the men agreed.",
        "She lives at 14 Harbour Street.",
        "The two held talks in May 2024.",
        "The odds are 60-40.",
        "1. He sent the letter.",
        "They met on October 24 and 25.",
        "He is 6'3\" tall.",
        "She paid nothing for 15-plus years.",
        "The odds were 4 to 1.",
        "It was sold 2-to-1.",
        "Some 18- to 24-year-olds came.",
        "At one point it rained.",
    ],
)
def test_no_figure(text: str) -> None:
    assert figures(text) == ()


WHATS: dict[str, list[list[str]]] = {
    "Nine survivors were found.": [["survivors"]],
    "The network leaked 4.1 million customer records.": [["customer records"]],
    "The Senate passed a $95bn aid package.": [["aid package"]],
    "A jury awarded her $4.6 million in damages.": [["damages"]],
    "The death toll rose to 27.": [["death toll"]],
    "Output rose by 3.5m barrels a day.": [["barrels"]],
    "The quake killed 43 people and injured 210 others.": [["killed", "people"], ["injured", "others"]],
    "The corridor would be 14 kilometres wide.": [["corridor"]],
    "The coalition has a two-seat majority.": [["seat"]],
    "With 97% of ballots counted, he led.": [["ballots"]],
}


@pytest.mark.parametrize("text", WHATS)
def test_what(text: str) -> None:
    assert [words(text, f.what) for f in figures(text)] == WHATS[text]


PARTS: dict[str, list[int | None]] = {
    "The names of the 14 dead, four of them children, were read.": [None, 0],
    "He accounted for 86 of the 112 employees.": [1, None],
    "Seven people, including two teenagers, were held.": [None, 0],
    "Three crew members, one of whom is in hospital, jumped.": [None, 0],
    "Of the 650 seats, 312 went to the Alliance.": [None, 0],
    "There were 40 on board. Six of them were children.": [None, 0],
    "The school has 1,150 pupils, 40 per cent of whom get free meals.": [None, 0],
    "Eight ministers and 23 deputies signed.": [None, None],
}


@pytest.mark.parametrize("text", PARTS)
def test_part_of(text: str) -> None:
    assert [f.part_of for f in figures(text)] == PARTS[text]


def test_qualifier_is_the_words_that_bound() -> None:
    text = "Well over a million people and up to about 300 cars came, with 20 or more buses."
    assert [words(text, f.qualifier) for f in figures(text)] == [["Well over"], ["up to about"], ["or more"]]


def test_supplier_is_the_innermost_statement() -> None:
    reading = reading_of("[S1:The mayor] [C1:said] [T1:14 died and that [S2:the army] [C2:counted] [T2:20 missing]]. Nine are in hospital.")
    assert reading.report is not None
    outer, inner = sorted(reading.statements, key=lambda s: s.content[0].start)
    assert [f.supplier for f in figures(reading.report.text, reading.statements)] == [outer.id, inner.id, None]


def timex(text: str, phrase: str, value: str) -> Timex:
    start = text.index(phrase)
    return Timex(span=Span(start=start, end=start + len(phrase)), type="date", value=value, precision="day", anchor="published")


def test_as_of_time_dates_a_figure_and_is_none_itself() -> None:
    text = "The number of dead was 27 as of May 14. In all 12 sheds burned on May 13."
    found = figures(text, times=[timex(text, "May 14", "2025-05-14"), timex(text, "May 13", "2025-05-13")])
    assert [(f.low, f.as_of) for f in found] == [(27, "2025-05-14"), (12, None)]


def test_time_expression_is_no_figure() -> None:
    text = "They met for the 12 days of June."
    assert figures(text, times=[timex(text, "the 12 days of June", "2025-06")]) == ()
    text = "It took 90 sittings."
    assert figures(text)
    assert figures(text, times=[timex(text, "90 sittings", "2025")]) == ()


def test_number_of_a_make_is_one_without_its_name_too() -> None:
    assert [f.low for f in figures("The Ansel 737 is old. Twelve 737 crews were trained on their 737.")] in ([], [12])


# Properties ---------------------------------------------------------------------------------------------------------------------

_SAMPLES = st.sampled_from(
    """at least,more than,between,and,of,whom,them,up to,nearly,12,1,204,318,$95bn,3.5m,£,€4,half,a,million,two,thirds,per cent,%,km,people,
    dead,killed,in,four,-,–,to,or,more,-plus,(,),.,;,May,2024,No,10,tens,hundreds,thousands,dozen,minus,°C,/,one,1/2,½,the,dollars,Boeing,737""".replace(
        "\n", ""
    ).split(",")
)
_news = st.lists(_SAMPLES | st.text(max_size=6), max_size=25).map(" ".join)
_any = st.text(max_size=80) | _news


@given(_any)
def test_any_text_gives_figures_that_hold(text: str) -> None:
    found = figures(text)
    for figure in found:
        assert 0 <= figure.span.start < figure.span.end <= len(text)
        assert figure.low is not None or figure.high is not None
        if figure.low is not None and figure.high is not None:
            assert figure.low <= figure.high
        assert all(0 <= span.start < span.end <= len(text) for span in (*figure.what, *figure.qualifier))
        assert figure.part_of is None or 0 <= figure.part_of < len(found)
        assert figure.part_of is None or found[figure.part_of] is not figure
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen""".split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


def spelled(number: int) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        return _TENS[number // 10] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    for scale, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= scale:
            rest = number % scale
            link = " and " if 0 < rest < 100 else " "
            return f"{spelled(number // scale)} {name}" + (link + spelled(rest) if rest else "")
    raise AssertionError


@given(st.integers(2, 10**12 - 1))
def test_spelled_out_and_in_digits_are_the_same_value(number: int) -> None:
    ((low, high, _),) = values(f"The union counted {spelled(number)} votes.")
    assert low == high == number
    assert values(f"The union counted {number:,} votes.") == [(low, high, None)]


@given(st.integers(1000, 10**9), st.sampled_from(["\u00a0", "\u202f", "\u2009", " "]))
def test_commas_and_spaces_are_the_same_value(number: int, space: str) -> None:
    written = f"{number:,}"
    assert (
        values(f"They counted {written} votes.") == values(f"They counted {written.replace(',', space)} votes.") == [(number, number, None)]
    )


@given(st.integers(2, 10**6), st.sampled_from(["more than", "over", "at least", "well over", "in excess of", "no fewer than"]))
def test_more_than_leaves_no_upper_bound(number: int, qualifier: str) -> None:
    assert values(f"They lost {qualifier} {number:,} men.") == [(number, None, None)]


@given(st.integers(2, 10**6), st.sampled_from(["fewer than", "less than", "up to", "as many as", "nearly", "no more than"]))
def test_fewer_than_leaves_no_lower_bound(number: int, qualifier: str) -> None:
    assert values(f"They lost {qualifier} {number:,} men.") == [(None, number, None)]


@given(st.integers(1, 999), st.integers(0, 9), st.sampled_from([("m", "million", 6), ("bn", "billion", 9), ("tn", "trillion", 12)]))
def test_scales_are_the_same_short_and_long(whole: int, tenth: int, scale: tuple[str, str, int]) -> None:
    short, long, power = scale
    wanted = (whole * 10 + tenth) * 10.0 ** (power - 1)
    assert values(f"It cost £{whole}.{tenth}{short} then.") == values(f"It cost £{whole}.{tenth} {long} then.") == [(wanted, wanted, "GBP")]


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "1 ",
        "12 of ",
        "$",
        "1.1.",
        "one ",
        "and ",
        "a half of ",
        "one hundred and ",
        "-1",
        "(",
        "more than ",
        "1-",
        "of them ",
        "12 men, ",
        "Boeing 737 ",
        "1/",
        "x-",
    ],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    def seconds(times: int) -> float:
        text = Words(piece * times)
        started = time.process_time()
        figures_of(text)
        return time.process_time() - started

    short, long = min(seconds(1000) for _ in range(2)), min(seconds(6000) for _ in range(2))
    assert long < 18 * short + 0.1
