"""Pages that are sent where there is no report are no reports."""

import pytest

from headwater.ingest.stand_ins import MOST_CHARS, stands_in

LINES = ["The page you are looking for may have been moved, renamed or deleted. Please check the address."]
LONG = ["The mayor said on Friday that the page of the city had been attacked. " * 30]


@pytest.mark.parametrize(
    "title",
    [
        "Page not found - Castellan",
        "404",
        "404 Not Found",
        "Error 404 - Page Not Found",
        "Sorry, we couldn’t find that page",
        "Oops! That page can’t be found.",
        "403 Forbidden",
        "Access Denied",
        "Just a moment...",
        "Attention Required! | Castellan",
        "Before you continue to Castellan",
        "We value your privacy",
        "Are you a robot?",
        "This article is no longer available",
        "Service unavailable",
    ],
)
def test_a_page_that_calls_itself_an_error_or_a_question_stands_in(title: str) -> None:
    assert stands_in([title], LINES)


@pytest.mark.parametrize(
    "title",
    [
        "404 dead in ferry disaster",
        "Page turned: the last editor leaves the Castellan",
        "Access denied to inspectors, agency says",
        "The story has moved on, ministers say",
        "Privacy watchdog fines the port",
        "Minister: we could not find the money",
        "Website of the port unavailable for a third day after attack",
    ],
)
def test_a_headline_about_such_things_is_a_headline(title: str) -> None:
    assert stands_in([title], LINES) is None


def test_a_long_text_is_an_article_whatever_it_is_called() -> None:
    assert len(LONG[0]) > MOST_CHARS
    assert stands_in(["Page not found"], LONG) is None


def test_a_page_that_only_asks_for_a_program_stands_in() -> None:
    assert stands_in(["castellan.example"], ["Enable JavaScript and cookies to continue."])
    article = ["The chief of the port quit on Friday, the mayor told reporters outside the fire station of the harbour. " * 5]
    assert stands_in(["Port chief quits"], [*article, "Please enable JavaScript to see the comments."]) is None
