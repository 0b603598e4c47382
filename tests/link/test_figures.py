"""Which figures of several reports are of one thing, and how they relate."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.link import figures
from headwater.link.figures import figure_links
from headwater.model import Reading
from tests.link.news import told


def read(*texts: str) -> list[Reading]:
    return [told(text + "\n", publisher=f"Paper {n}", at=f"2025-05-{n + 1:02}T08:00:00Z", ref=f"r{n}") for n, text in enumerate(texts)]


def links(*texts: str) -> set[tuple[str, str, str]]:
    readings = read(*texts)
    whole = {each.report.id: each.report.text for each in readings if each.report}
    return {
        (
            whole[each.a.report][each.a.span.start : each.a.span.end],
            whole[each.b.report][each.b.span.start : each.b.span.end],
            each.relation,
        )
        for each in figure_links(readings, ())
    }


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("The flood at Kessly killed nine people.", "The flood at Kessly killed 9 people.", ("nine", "9", "same")),
        ("The flood at Kessly killed nine people.", "The flood at Kessly has killed 14 people.", ("nine", "14", "update")),
        (
            "Brandt Lines paid 1.3 million euros for the ferry.",
            "Brandt paid €1.3m, the deed shows.",
            ("1.3 million euros", "€1.3m", "same"),
        ),
        ("The wall is about 70 metres long.", "The harbour wall runs for 230 feet.", ("70 metres", "230 feet", "same")),
        ("Inspectors found rust on 9 of 12 pumps.", "Rust was found on 9 of 21 pumps.", ("9", "9", "conflict")),
        ("Some 1.2 million voters were struck off.", "The roll lost 1,204,512 voters.", ("1.2 million", "1,204,512", "same")),
    ],
)
def test_two_figures_of_one_thing_are_linked(first: str, second: str, expected: tuple[str, str, str]) -> None:
    assert expected in links(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The flood at Kessly killed nine people.", "Nine pumps failed at the Orsino works."),
        ("The band sold 300 tickets.", "The ferry carries 300 tonnes of grain."),
        ("Shares closed at 410 pence.", "Shares closed at 423 pence a year before the fire at the mill."),
    ],
)
def test_figures_of_two_things_are_never_the_same(first: str, second: str) -> None:
    assert not any(relation == "same" for _, _, relation in links(first, second))


def test_two_counts_in_one_sentence_conflict() -> None:
    found = links("The toll stood at 52 by the mayor's count and 47 by the ministry's.")
    assert ("52", "47", "conflict") in found


def test_the_number_before_is_no_conflict() -> None:
    found = links("The ministry raised the number of dead to 27, up from 19.")
    assert not any(relation == "conflict" for _, _, relation in found)


def test_a_conflict_is_shown_where_one_report_gives_both() -> None:
    found = links("The storm killed 52 people, the mayor said.", "The storm killed 52 people, not 47 people, the mayor said.")
    assert sum(relation == "conflict" for _, _, relation in found) <= 1


TEXTS = [
    "The flood at Kessly killed nine people and injured 40.",
    "At least nine people were killed in the flood at Kessly.",
    "The flood at Kessly has killed 14 people, the mayor said.",
]


@given(st.permutations(range(3)))
def test_the_order_of_reports_does_not_matter(order: list[int]) -> None:
    readings = read(*TEXTS)
    assert figure_links([readings[n] for n in order], ()) == figure_links(readings, ())


def test_same_is_transitive() -> None:
    same = {frozenset((each.a, each.b)) for each in figure_links(read(*TEXTS, TEXTS[0]), ()) if each.relation == "same"}
    ends = {end for pair in same for end in pair}
    for one in ends:
        for other in ends:
            for third in ends - {one, other}:
                if frozenset((one, third)) in same and frozenset((third, other)) in same and one != other:
                    assert frozenset((one, other)) in same


NUMBERS = ("9", "nine", "14", "about 40", "at least 35", "1.2 million", "€1.3m", "230 feet")
COUNTED = ("people", "killed people", "injured", "of 12 pumps", "voters", "", "metres", "days of rain")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("9", "nine", "14", "about 40", "at least 35", "1.2 million", "€1.3m", "230 feet")), st.sampled_from(COUNTED)
        ),
        min_size=2,
        max_size=7,
    )
)
def test_no_pair_that_is_related_is_passed_over(given_: list[tuple[str, str]]) -> None:
    texts = [f"At Kessly the flood took {number} {what}. Vale said {number} was right." for number, what in given_]
    seen = sorted((each for reading in read(*texts) for each in figures._seen_in(reading, {})), key=lambda each: each.order)
    candidates = set(figures._candidates(seen))
    related = {(a, b) for a, b in combinations(range(len(seen)), 2) if figures._related(seen[a], seen[b]) is not None}
    assert related <= candidates


def test_a_reason_says_what_is_counted() -> None:
    (link,) = figure_links(read("The flood at Kessly killed nine people.", "The flood at Kessly has killed 14 people."), ())
    assert link.because.startswith("“killed … people”: ")


def test_numbers_many_times_apart_are_of_two_things() -> None:
    assert not [
        each for each in links("Floods killed 43 people this year.", "The flood at Kessly killed nine people.") if each[2] != "same"
    ]
