"""How many origins stand behind what short reports say, read by the rules: how news calls one source in two ways.

In each report every unit that holds the word "ferry" asserts the claim.
"""

from dataclasses import replace

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


def test_a_memo_is_one_with_whom_the_report_says_it_was_written_by() -> None:
    text = (
        "Memo\n\nThe ferry lacked boats, according to an internal memo seen by the Courier.\n\n"
        "The memo was written in March by quay inspector Ines Vale.\n\n“The ferry has four boats too few,” Vale said.\n"
    )
    assert bounds((PAPER, text)) == (1, 1)


def test_what_a_speaker_has_from_another_is_the_others() -> None:
    first = "Sold\n\nBrandt Lines said the ferry was sold in March.\n"
    second = "Sold\n\n“The ferry is sold. I have that from Brandt Lines on paper,” Mayor Ines Vale said.\n"
    found = made((AGENCY, first), (PAPER, second))
    assert (found.low, found.high) == (1, 1)
    assert [(step.who, step.because) for step in found.paths[1]][1:] == [("Ines Vale", "source"), ("Brandt Lines", "had-from")]


@pytest.mark.parametrize(
    ("who", "origins"),
    [
        ("Kessly Rovers spokesman Ben Okoro", 1),
        ("Kessly Rovers chairman Ben Okoro", 1),
        ("Kessly Rovers captain Ben Okoro", 2),
        ("Kessly Rovers goalkeeper Ben Okoro", 2),
        ("former Kessly Rovers chairman Ben Okoro", 2),
    ],
)
def test_who_holds_an_office_speaks_for_a_body_and_who_is_of_it_does_not(who: str, origins: int) -> None:
    first = "Sold\n\nKessly Rovers said the ferry was sold in March.\n"
    assert bounds((AGENCY, first), (ONLINE, f"Sold\n\nThe ferry was sold in March, {who} said.\n")) == (origins, origins)


@pytest.mark.parametrize(("who", "origins"), [("Police Captain Jonas Brask", 1), ("Captain Jonas Brask", 2), ("Inspector Jonas Brask", 1)])
def test_a_rank_that_others_have_too_makes_no_policeman(who: str, origins: int) -> None:
    first = "Held\n\nPolice said the ferry was held in March.\n"
    assert bounds((AGENCY, first), (ONLINE, f"Held\n\n{who} said the ferry was held in March.\n")) == (origins, origins)


@pytest.mark.parametrize(
    ("group", "who", "origins"),
    [
        ("Scientists at Kessly University", "Professor Ines Vale", 1),
        ("The firm’s bosses", "Its chief executive, Ines Vale,", 1),
        ("Scientists at Kessly University", "Stoker Ines Vale", 2),
    ],
)
def test_who_alone_is_what_a_group_of_his_report_is_is_one_of_it(group: str, who: str, origins: int) -> None:
    text = f"Unsafe\n\n{group} said the ferry was unsafe.\n\n{who} said the ferry had rust below.\n"
    assert bounds((PAPER, text)) == (origins, origins)


def test_whom_a_speaker_relays_stands_behind_what_he_says_of_it_himself() -> None:
    text = (
        "Sold\n\nMayor Ines Vale told the council that the ferry was sold in March, a senior clerk said.\n\n"
        "“The ferry is gone. It was not theatre,” the clerk said.\n"
    )
    found = made((PAPER, text))
    assert {each.who for each in found.origins} == {"Ines Vale"}


def test_a_writers_we_is_the_report_itself() -> None:
    assert bounds((PAPER, "Sold\n\nWe said on Monday that the ferry was sold in March.\n")) == (0, 1)


@pytest.mark.parametrize(
    ("one", "other", "bounds_of"),
    [
        ("a survivor", "a crew member", (1, 2)),
        ("an underwriter", "sources", (1, 2)),
        ("an employee of Brandt Lines", "a driver at Brandt Lines who knows the boats", (1, 2)),
        ("a customs official", "a person at the shipping line", (2, 2)),
        ("an engineer", "a nurse", (2, 2)),
    ],
)
def test_unnamed_sources_of_two_outlets_may_be_one_unless_they_are_of_two_sorts(one: str, other: str, bounds_of: tuple[int, int]) -> None:
    first = f"Lost\n\nThe ferry lost its rudder in March, {one} told the agency.\n"
    second = f"Lost\n\nThe ferry had no rudder, {other} told the Courier.\n"
    assert bounds((AGENCY, first), (PAPER, second)) == bounds_of


def test_a_source_called_by_the_outlet_it_spoke_to_is_of_no_body() -> None:
    first = "Lost\n\nThe ferry lost its rudder in March, a senior official told the agency.\n"
    second = "Ferry lost its rudder, Courier source says\n\nThe ferry had no rudder, a Courier source said.\n"
    assert bounds((AGENCY, first), (("Courier", PAPER[1]), second)) == (1, 2)


def test_an_inner_deed_is_told_by_who_tells_of_it() -> None:
    text = "Calls\n\nTwo county clerks said Ines Vale asked the yard about the ferry.\n"
    assert {each.who for each in made((PAPER, text)).origins} == {"Two county clerks"}


def test_a_memo_of_one_firm_is_not_anothers() -> None:
    first = "Sale\n\nBrandt Lines said the ferry had been sold in March.\n"
    second = "Memo\n\nThe ferry would go in March, according to a memo written by Kessly Ports.\n"
    assert bounds((AGENCY, first), (ONLINE, second)) == (2, 2)


def test_a_document_is_not_of_who_denies_what_it_says() -> None:
    first = "Sale\n\nBrandt Lines denied that the ferry had been sold in March.\n"
    second = "Memo\n\nThe ferry was sold in March, according to a memo of Brandt Lines.\n"
    readings = [told(text, publisher=who, at=at, ref=who) for (who, at), text in ((AGENCY, first), (ONLINE, second))]
    (denial,), (memo,) = (_about_the_ferry(reading) for reading in readings)
    claim = Claim(id="c", gist=Place(report=memo.report, span=memo.spans[0]), assertions=(replace(denial, stance="denies"), memo))
    (found,) = with_origins([claim], readings, identities(readings))
    assert len({each.origin for each in found.assertions}) == 2


def test_nothing_is_had_from_what_was_printed_later() -> None:
    assert bounds((PAPER, SOURCED), (AGENCY, PLAIN)) == (1, 2)


def test_a_source_is_not_another_of_the_outlet_that_is_called_otherwise() -> None:
    first = (
        "Ferry\n\nThe ferry would be sold in March, according to people familiar with the talks.\n\n"
        "A senior manager said the board had met.\n"
    )
    second = "Ferry\n\nThe ferry is to go in March, a senior manager told the agency.\n"
    assert bounds((AGENCY, first), (AGENCY, second)) == (1, 2)
