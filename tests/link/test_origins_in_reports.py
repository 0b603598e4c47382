"""How many origins stand behind what short reports say, read by the rules: how news calls one source in two ways.

In each report every unit that holds the word "ferry" asserts the claim.
"""

import pytest

from headwater.link.actors import identities
from headwater.link.callings import Callings
from headwater.link.origins import with_origins
from headwater.link.units import units_of
from headwater.model import Assertion, Claim, Place, Reading
from tests.link.news import told

AGENCY = "Tern News Agency", "2025-03-04T08:00:00Z"
PAPER = "The Kessly Courier", "2025-03-05T08:00:00Z"
ONLINE = "Lantern Online", "2025-03-06T08:00:00Z"
Outlet = tuple[str, str]


def made(*reports: tuple[Outlet, str]) -> Claim:
    readings = [told(text, publisher=who, at=at, ref=f"r{n}") for n, ((who, at), text) in enumerate(reports)]
    assertions = tuple(each for reading in readings for each in _about_the_ferry(reading))
    claim = Claim(id="c", gist=Place(report=assertions[0].report, span=assertions[0].spans[0]), assertions=assertions)
    return with_origins([claim], readings, identities(readings))[0]


def _about_the_ferry(reading: Reading) -> list[Assertion]:
    return [
        Assertion(report=u.report, statement=u.statement, spans=u.spans, stance="asserts") for u in units_of(reading) if "ferry" in u.text
    ]


def bounds(*reports: tuple[Outlet, str]) -> tuple[int, int]:
    claim = made(*reports)
    return claim.low, claim.high


SOURCED = "Harbour news\n\nThe ferry was sold in March, clerk Ines Vale told the agency.\n"
PLAIN = "Harbour row\n\nThe ferry was sold in March, and nobody had asked the town about it.\n"


def test_what_another_printed_with_its_source_is_no_origin_of_who_tells_it_later_without_one() -> None:
    assert bounds((AGENCY, SOURCED), (ONLINE, PLAIN)) == (1, 1)


def test_who_told_it_first_without_a_source_may_have_had_one() -> None:
    assert bounds((AGENCY, PLAIN), (ONLINE, SOURCED)) == (1, 2)


def test_a_headline_has_its_source_from_the_report_under_it() -> None:
    text = "Kessly ferry was sold in March, watchdog says\n\nThe ferry was sold in March, the Kessly Harbour Inspectorate said on Monday.\n"
    assert bounds((PAPER, text)) == (1, 1)


@pytest.mark.parametrize(
    ("closing", "origin"),
    [
        ("About Brandt Lines: Brandt Lines has run boats since 1912.", "Brandt Lines"),
        ("Brandt Lines has run boats since 1912.", "Lantern Online"),
    ],
)
def test_a_press_release_printed_as_it_came_is_its_issuers(closing: str, origin: str) -> None:
    text = f"A new harbour\n\nThe ferry has been sold to Brandt Lines as of March and will sail again.\n\n{closing}\n"
    assert origin in {each.who for each in made((ONLINE, text)).origins}


def test_a_reporter_who_was_part_of_it_is_an_origin() -> None:
    assert bounds((PAPER, "On the quay\n\nThe ferry took me across in March under another flag.\n")) == (1, 1)


def test_whom_a_lead_calls_by_what_he_does_is_one_with_the_name_that_follows() -> None:
    text = (
        "Stoker speaks\n\nA stoker at the harbour says the ferry was sold in March.\n\n"
        "Ben Okoro, 51, spoke to the Courier at home.\n\n“They sold the ferry and never told us,” Okoro said.\n"
    )
    assert bounds((PAPER, text)) == (1, 1)


def test_whom_a_lead_calls_by_what_she_does_is_not_somebody_of_another_calling() -> None:
    text = "Gone\n\nA nurse at the harbour says the ferry was sold in March.\n\n“They sold the ferry,” said lawyer Ben Okoro.\n"
    assert bounds((PAPER, text)) == (2, 2)


def test_two_people_of_one_report_stay_two() -> None:
    said = "“They sold the ferry,” Ann Vale said. “The ferry is gone,” Ben Okoro said.\n"
    text = f"Sold\n\nThe ferry was sold in March, a stoker said.\n\n{said}"
    assert made((PAPER, text)).high == 3


def test_a_firm_is_one_with_and_without_its_legal_form() -> None:
    first = "Sold\n\nThe ferry was sold in March, Brandt Lines Ltd said.\n"
    second = "Sold\n\nBrandt Lines said the ferry was sold in March. The company bought the ferry for scrap, the company said.\n"
    assert bounds((AGENCY, first), (ONLINE, second)) == (1, 1)


def test_a_document_is_one_with_those_who_draw_up_its_like() -> None:
    first = "Unsafe\n\nThe ferry lacked boats, according to an inspection report.\n"
    second = "Unsafe\n\nInspectors said the ferry lacked boats.\n"
    assert bounds((AGENCY, first), (ONLINE, second)) == (1, 1)


def test_a_letter_is_one_with_who_wrote_it() -> None:
    first = "Letter\n\nMayor Ines Vale wrote in March that the ferry must go, according to a letter seen by the agency.\n"
    second = "Vale\n\nMayor Ines Vale said the ferry had to go.\n"
    assert bounds((AGENCY, first), (ONLINE, second)) == (1, 1)


def test_a_surname_alone_is_whoever_alone_bears_it_in_the_other_reports() -> None:
    first = "Sold\n\nThe ferry was sold in March, Mayor Ines Brask said.\n"
    second = "Ferry row\n\nBrask said the ferry was sold in March.\n"
    assert bounds((AGENCY, first), (ONLINE, second)) == (1, 1)


@pytest.mark.parametrize(
    ("words", "meant"),
    [("the prime minister", "Ines Vale"), ("an aide to the prime minister", None), ("the prime minister's lawyer", None)],
)
def test_who_is_an_aide_to_an_officer_is_not_the_officer(words: str, meant: str | None) -> None:
    read = told("Sold\n\nThe ferry was sold in March, Prime Minister Ines Vale said.\n", publisher=AGENCY[0], at=AGENCY[1], ref="r")
    assert read.report is not None
    actors = {(read.report.id, each.id): each for each in read.actors}
    found = Callings({read.report.id: read.report}, actors, identities([read])).meant(words)
    assert (found.name if found else None) == meant


def test_an_anonymous_guard_may_be_who_is_later_said_to_work_as_a_guard() -> None:
    first = "Sold\n\nThe ferry was sold in March, a guard told the Courier.\n"
    second = "Ferry row\n\nBen Okoro has worked on the quay for most of his 22 years as a guard. He says the ferry was sold in March.\n"
    assert bounds((PAPER, first), (PAPER, second)) == (1, 1)


def test_a_manifest_is_of_the_one_body_that_says_the_same_whoever_denies_it() -> None:
    first = "Sold\n\nBrandt Lines said the ferry had 162 people aboard.\n"
    second = "Lost\n\nThe manifest said the ferry had 162 people aboard.\n"
    assert bounds((AGENCY, first), (ONLINE, second)) == (1, 1)
