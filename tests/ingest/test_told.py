"""What a pasted text tells of itself, in lines that a journalist knows; `∅` is nothing told."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.ingest import from_text
from headwater.ingest.published import same_time, stamps
from headwater.model import Publisher, Report

BODY = "The chief of the port of Castellara quit on Friday, the mayor told reporters outside the fire station in the morning."
HEAD = "Port chief quits after blast"


def report(*lines: str, **stated: Any) -> Report:
    found = from_text("\n\n".join(lines), **stated)
    assert isinstance(found, Report)
    return found


# Title ---------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [HEAD, "“I warned them”: port foreman gives his name", "Who knew about Berth 7?", "14 dead as blast rips through port – report"],
)
def test_a_headline_above_a_report_is_its_title(line: str) -> None:
    assert (report(line, BODY).title, report(line, BODY).extra["title_from"]) == (line, "headline")


def test_a_headline_under_a_stray_handle_is_the_title() -> None:
    assert report("iron lantern", HEAD, BODY).title == HEAD


@pytest.mark.parametrize(
    "line",
    [
        "Dear all,",
        "Hi Lena, the piece we spoke about",
        "Here is the article I mentioned",
        "From the desk of Lena Ost",
        "Please read the text below",
        "https://castellan.example/port-chief-quits",
        "Weather",
        "Latest news",
        "Three things that matter:",
        BODY,
    ],
)
def test_what_is_not_plainly_a_headline_is_no_title(line: str) -> None:
    assert report(line, BODY).title is None


def test_a_headline_above_nothing_in_sentences_is_no_title() -> None:
    assert report(HEAD, "Harbour opens again on Monday", "Mayor to meet the dockers in the town hall").title is None


def test_a_title_that_is_stated_stays() -> None:
    assert report(HEAD, BODY, title="Quits").title == "Quits"
    assert "title_from" not in report(HEAD, BODY, title="Quits").extra


# Times ---------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "published", "modified"),
    [
        ("Published 3 March 2025 07:40 GMT", "2025-03-03T07:40Z", "∅"),
        ("Published: March 3, 2025 at 7:40 p.m. EST", "2025-03-03T19:40-05:00", "∅"),
        ("Updated 3 March 2025 07:40 GMT", "∅", "2025-03-03T07:40Z"),
        ("First published on 3 March 2025 | Last updated 4 March 2025, 09:05 BST", "2025-03-03", "2025-03-04T09:05+01:00"),
        ("March 3, 2025", "2025-03-03", "∅"),
        ("Published 3 March 2025, 9:05 a.m. IST", "2025-03-03T09:05", "∅"),  # of India, Ireland or Israel
        ("Published March 3", "∅", "∅"),
        ("Published 03/04/2025", "∅", "∅"),
        ("Updated 2 hours ago", "∅", "∅"),
    ],
)
def test_a_line_that_dates_a_text_gives_its_times_and_no_more(line: str, published: str, modified: str) -> None:
    found = report(HEAD, line, BODY)
    told = [when.value if when else "∅" for when in (found.published_at, found.modified_at)]
    assert told == [published, modified]
    assert all(when.origin == "line" for when in (found.published_at, found.modified_at) if when)
    assert report(BODY, BODY, BODY, line).published_at == (None if line == "March 3, 2025" else found.published_at)


def test_the_words_that_date_a_text_are_kept_as_they_stand() -> None:
    kept = report(HEAD, "Published March 3", BODY).extra["text"]
    assert kept == {"published_at": [{"value": "Published March 3", "from": "line"}]}


def test_days_of_posts_date_no_text() -> None:
    assert report(HEAD, "3 March 2025 07:40 GMT", BODY, "3 March 2025 07:55 GMT", BODY).published_at is None


@pytest.mark.parametrize(
    ("dateline", "end", "published"),
    [
        ("CASTELLARA, March 3, 2025 (Tern) — ", "", "2025-03-03"),
        ("CASTELLARA, Sept. 3, 2025 (Tern) — ", "", "2025-09-03"),
        ("CASTELLARA, March 3 (Tern) — ", "", "∅"),
        ("CASTELLARA, March 3 (Tern) — ", "Updated March 4, 2025", "2025-03-03"),
        ("CASTELLARA, Dec. 31 (Tern) — ", "Updated 1 January 2025", "2024-12-31"),
        ("CASTELLARA, March 3 (Tern) — ", "Updated June 4, 2025", "∅"),
        ("CASTELLARA, March 3 (Tern) — ", "© 2025 Northline. All rights reserved.", "∅"),
        ("CASTELLARA (Tern) — ", "Updated March 4, 2025", "∅"),
    ],
)
def test_a_dateline_gives_its_day_where_the_year_is_told(dateline: str, end: str, published: str) -> None:
    found = report(HEAD, dateline + BODY, *([end] if end else []))
    assert (found.published_at.value if found.published_at else "∅") == published
    if found.published_at:
        assert (found.published_at.precision, found.published_at.origin) == ("day", "dateline")


def test_the_address_tells_the_year_of_a_dateline() -> None:
    url = "https://castellan.example/2025/03/04/port-chief"
    found = report(HEAD, f"CASTELLARA, March 3 (Tern) — {BODY}", url=url)
    assert found.published_at
    assert found.published_at.value == "2025-03-03"


def test_a_time_that_is_stated_stays_and_what_contradicts_it_is_kept() -> None:
    found = report(HEAD, "Published 3 March 2025", BODY, published_at="2025-03-05")
    assert found.published_at
    assert found.published_at.value == "2025-03-05"
    assert found.extra["conflicts"] == ["published_at"]
    assert found.extra["text"]["published_at"] == [{"value": "Published 3 March 2025", "from": "line"}]
    assert "conflicts" not in report(HEAD, "Published 3 March 2025", BODY, published_at="2025-03-03T07:40Z").extra


# Credit and publisher ------------------------------------------------------------------------------------------------------------


def test_two_credits_are_both_kept_and_their_conflict_is_said() -> None:
    found = report(HEAD, f"CASTELLARA, March 3 (Reuters) — {BODY}", "Source: TOI")
    assert (found.credit, found.extra["credit_from"]) == ("Reuters", "dateline")
    assert found.extra["text"]["credit"] == [{"value": "Reuters", "from": "dateline"}, {"value": "TOI", "from": "line"}]
    assert found.extra["conflicts"] == ["credit"]


@pytest.mark.parametrize("end", ["(With inputs from agencies)", "— Reuters", "(Reporting by Inés Cobo; Editing by Hal Dunmore)"])
def test_credits_that_agree_are_no_conflict(end: str) -> None:
    assert "conflicts" not in report(HEAD, f"CASTELLARA (Reuters) — {BODY}", end).extra


@pytest.mark.parametrize(
    ("words", "publisher"),
    [
        ("A Meridian reporter saw two men carry boxes.", "Meridian"),
        ("The Meridian could not independently verify the account.", "Meridian"),
        ("The Castellan Courier has learned that nobody was asked.", "Castellan Courier"),
        ("The Gazette has been shown the log. “No,” Brandt told the Quayside Gazette.", "Quayside Gazette"),
        ("Brandt told this newspaper that she stays. She told the Senate so. “No,” she told the Courier.", "Courier"),
        ("Brandt told this newspaper that she stays.", None),  # it says that there is a publisher, and not which
        ("“No,” Brandt told the Courier.", None),
        ("Brandt told this newspaper so. “No,” she told the Courier. He told the Herald the same.", None),
        ("Brandt has learned that nobody was asked.", None),
        ("Brandt could not verify the account.", None),
        ("The Meridian could not independently verify it, the Meridian reported.", None),
        ("A Meridian reporter saw two men, and a Lantern reporter saw three.", None),
        ("A Reuters reporter saw two men carry boxes.", None),  # in a copy too, these are the agency's words
    ],
)
def test_a_text_tells_its_publisher_only_by_what_nobody_else_would_write(words: str, publisher: str | None) -> None:
    found = report(HEAD, BODY, words)
    assert found.publisher == (Publisher(name=publisher) if publisher else None)
    assert ("publisher_from" in found.extra) is bool(publisher)


def test_the_agency_whose_copy_it_is_did_not_publish_it() -> None:
    assert report(HEAD, f"CASTELLARA (Tern) — {BODY}", "A Tern reporter saw two men carry boxes.").publisher is None


def test_a_publisher_that_is_stated_stays() -> None:
    assert report(HEAD, BODY, "A Meridian reporter saw two men.", publisher="Courier").publisher == Publisher(name="Courier")


# Laws ----------------------------------------------------------------------------------------------------------------------------


@given(
    st.lists(
        st.sampled_from([HEAD, BODY, "Published 3 March 2025", "Updated 4 March 2025", "Source: TOI", "CASTELLARA, March 3 (AP) — " + BODY])
    )
)
def test_what_is_told_stands_in_the_text(lines: list[str]) -> None:
    found = from_text("\n\n".join(lines))
    if isinstance(found, Report):
        told = [each["value"] for field in found.extra.get("text", {}).values() for each in field]
        assert all(words in found.text for words in [*told, *filter(None, (found.title, found.credit, found.byline))])


@given(st.dates(), st.times())
def test_a_time_is_the_same_as_itself_to_the_day(day: object, clock: object) -> None:
    assert same_time(f"{day}T{clock}", f"{day}")
    assert same_time(f"{day}", f"{day}T{clock}")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2025-03-03T23:30:00-05:00", "2025-03-04", True),  # in London it was the 4th
        ("2025-03-03T23:30:00-05:00", "2025-03-04T04:30:00Z", True),
        ("2025-03-03T12:00:00Z", "2025-03-05", False),
        ("2025-03-03T23:30", "2025-03-04", False),
    ],
)
def test_a_day_and_an_instant_agree_where_it_is_that_day_somewhere(one: str, other: str, same: bool) -> None:
    assert same_time(one, other) is same_time(other, one) is same


def test_a_line_is_parted_at_what_dates_it() -> None:
    assert list(stamps("Published 3 March | Updated 4 March")) == [("Published 3 March", False), ("Updated 4 March", True)]
