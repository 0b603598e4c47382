"""Who names whom as where it has something from, and which report is meant."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.link.citations import citations
from headwater.link.mentions import mentions_in
from headwater.link.publishers import name_match
from headwater.model import Citation, Publisher, Reading
from tests.link.news import told
from tests.notation import report_of

COURIER = "Escarpment Courier"
FIRST = told(
    "Governor met rival in secret\n\nGovernor Josef Lomani met his rival Greta Lotz at a lakeside hotel in Varnholt, a county official "
    "told the Courier.\n\nThe two talked of water for cattle, the official said.\n",
    publisher=COURIER,
    at="2025-11-06",
    ref="first",
)
LATER = told(
    "Governor opens school\n\nGovernor Josef Lomani opened a girls' school at Kapel and danced with the cook.\n",
    publisher=COURIER,
    at="2025-11-07",
    ref="later",
)
TERN = told(
    "Leaders initialled map, sources say\n\nNov 7 (Tern) - The two leaders initialled a map with a grazing corridor 14 kilometres wide, "
    "two people briefed on the talks told Tern.\n",
    publisher="Tern News Agency",
    at="2025-11-07T10:00:00Z",
    ref="tern",
)


def citing(text: str, at: str | None = "2025-11-09", publisher: str = "The Morning Kob") -> Reading:
    return told("Talks go on\n\n" + text + "\n", publisher=publisher, at=at, ref="citing")


def refs(found: tuple[Citation, ...], *readings: Reading) -> list[tuple[str, str | None]]:
    known = {each.report.id: each.ref for each in readings if each.report}
    return [(each.outlet, known.get(each.resolved or "")) for each in found]


CASES = [
    # who is named, in which words                                                                        the report that is meant
    ("The governor met Greta Lotz at a hotel in Varnholt, the Escarpment Courier reported.", "Escarpment Courier", "first"),
    ("According to Varnholt's Escarpment Courier, Lomani opened a school for girls at Kapel.", "Escarpment Courier", "later"),
    ("The talks at the hotel were first reported by the Courier, a county daily.", "Courier", "first"),
    ("An official told the Courier that the rivals talked of water for cattle.", "Courier", "first"),
    ("A map with a grazing corridor was initialled, Tern, the news agency, said.", "Tern", "tern"),
    ("Two people told Tern that a corridor 14 kilometres wide was on the map.", "Tern", "tern"),
]


@pytest.mark.parametrize(("text", "outlet", "meant"), CASES)
def test_a_name_means_the_report_of_that_outlet_that_carries_the_words(text: str, outlet: str, meant: str) -> None:
    readings = (FIRST, LATER, TERN, citing(text))
    assert (outlet, meant) in refs(citations(readings), *readings)


def test_a_description_means_the_one_report_that_carries_the_words() -> None:
    text = "A grazing corridor 14 kilometres wide is drawn on the map, according to a foreign news agency."
    readings = (FIRST, LATER, TERN, citing(text))
    assert [meant for _, meant in refs(citations(readings), *readings)] == ["tern"]


def test_a_description_that_fits_nobody_better_stays_open() -> None:
    readings = (FIRST, LATER, TERN, citing("The governor will sing in the opera, local media reported."))
    assert [each.resolved for each in citations(readings)] == [None]


def test_the_media_at_large_mean_no_single_report() -> None:
    readings = (TERN, citing("A grazing corridor 14 kilometres wide was initialled on a map, media reported."))
    assert [each.resolved for each in citations(readings)] == [None]


def test_a_report_that_came_later_is_not_meant() -> None:
    readings = (FIRST, citing("The governor met his rival, the Escarpment Courier reported.", at="2025-11-01"))
    (found,) = citations(readings)
    assert found.resolved is None
    assert "no report of it is in hand" in found.because


def test_an_outlet_that_is_not_in_hand_is_cited_without_a_report() -> None:
    readings = (FIRST, citing("The governor has a second home in Varnholt, the newspaper Lake Herald reported on Friday."))
    assert [(each.outlet, each.resolved) for each in citations(readings)] == [("the newspaper Lake Herald", None)]


def test_words_that_stand_only_with_another_are_misattributed() -> None:
    text = "A grazing corridor 14 kilometres wide was initialled on a map by both leaders, the Escarpment Courier reported."
    (found,) = citations((FIRST, TERN, citing(text)))
    assert found.misattributed
    assert "that of Tern News Agency does" in found.because


def test_a_credit_line_is_no_citation() -> None:
    assert citations((FIRST, TERN, citing("The leaders initialled a map.\n\nSource: Tern News Agency"))) == ()


def test_an_agency_named_in_text_copied_from_it_is_no_citation() -> None:
    body = TERN.report.text.split("\n\n", 1)[1] if TERN.report else ""
    copy = told("Map initialled\n\n" + body.removeprefix("Nov 7 (Tern) - "), publisher="Vale Observer", at="2025-11-08", ref="copy")
    assert citations((TERN, copy)) == ()


def test_an_outlet_that_names_itself_cites_nobody() -> None:
    assert citations((FIRST, TERN)) == ()


@given(st.randoms(use_true_random=False))
def test_order_does_not_matter(order: random.Random) -> None:
    readings = [FIRST, LATER, TERN, *(citing(text) for text, _, _ in CASES[:1])]
    assert citations(order.sample(readings, len(readings))) == citations(readings)


def test_an_unrelated_report_changes_nothing() -> None:
    readings = (FIRST, LATER, TERN, citing(CASES[0][0]))
    strange = told("Ovens cold\n\nBakers stopped work at noon.\n", publisher="Vale Observer", at="2025-11-08", ref="strange")
    assert citations((*readings, strange)) == citations(readings)


# Names ---------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mention", "publisher", "likeness"),
    [
        ("the Escarpment Courier", Publisher(name=COURIER), 3),
        ("Escarpment Courier's", Publisher(name=COURIER), 3),
        ("the Courier", Publisher(name=COURIER), 2),
        ("Tern", Publisher(name="Tern News Agency"), 2),
        ("the Tern news agency", Publisher(name="Tern News Agency"), 3),
        ("the Kob", Publisher(name="The Morning Kob"), 2),
        ("kassabok.example", Publisher(name="Kassabok (in English)", domain="kassabok.example"), 3),
        ("Kassabok", Publisher(name="Kassabok (in English)"), 3),
        ("El Faro", Publisher(name="El Faro de Almar (English edition)"), 2),
        ("the Herald", Publisher(name=COURIER), 0),
        ("Kapel", Publisher(name=None, domain=None), 0),
    ],
)
def test_a_publisher_goes_by_its_names(mention: str, publisher: Publisher, likeness: int) -> None:
    assert name_match(mention, publisher) == likeness


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("The Courier said it rained.", [("Courier", "cited")]),
        ("A courier said it rained.", []),
        ("The Courier Street market opens.", []),
        ("It rained.\n\n(Additional reporting: Escarpment Courier)", [("Escarpment Courier", "credited")]),
        ("It rained.\n\nWith reporting by the Escarpment Courier", [("Escarpment Courier", "credited")]),
        ("It rained.\n\nThis story was first published by the Escarpment Courier.", [("Escarpment Courier", "credited")]),
        ("KAPEL (Escarpment Courier) - It rained.", [("Escarpment Courier", "credited")]),
        ("It rained, according to reports in Italy.", [("reports in Italy", "described")]),
    ],
)
def test_mentions_are_told_from_words_that_look_like_them(text: str, roles: list[tuple[str, str]]) -> None:
    found = mentions_in(citing(text), [Publisher(name=COURIER)])
    assert [(each.name, each.role) for each in found] == roles


@given(st.text(), st.text(min_size=1, max_size=20))
def test_whatever_a_text_and_a_name_hold_mentions_lie_in_the_text(text: str, name: str) -> None:
    found = Reading(ref="text", report=report_of(f"{text} {name}, {name.upper()} said {name}", blocks=()))
    length = len(found.report.text) if found.report else 0
    assert all(mention.span.end <= length for mention in mentions_in(found, [Publisher(name=name), Publisher(name=COURIER)]))
