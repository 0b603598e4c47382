"""What became of an utterance in several reports."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.link.actors import identities
from headwater.link.quotes import quote_links
from headwater.model import QuoteLink, Reading
from tests.link.news import told


def read(*texts: str) -> list[Reading]:
    return [told(text + "\n", publisher=f"Paper {n}", at=f"2025-05-{n + 1:02}T08:00:00Z", ref=f"r{n}") for n, text in enumerate(texts)]


def links(*texts: str) -> tuple[QuoteLink, ...]:
    readings = read(*texts)
    return quote_links(readings, identities(readings))


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        ("“The ferry is sold and paid for,” Ines Vale said.", '"The ferry is sold and paid for," said Ines Vale.', "identical"),
        ("“The ferry is sold and paid for,” Ines Vale said.", "“The ferry [at Kessly] is sold and paid for,” Ines Vale said.", "identical"),
        ("“The ferry is sold and the pier is next,” Ines Vale said.", "“The ferry is sold,” Ines Vale said.", "truncated"),
        ("“I think the pier will hold the winter,” Ines Vale said.", "“The pier will hold the winter,” Ines Vale said.", "hedge_lost"),
        (
            "“The pier will hold the winter storms,” Ines Vale said.",
            "“The pier will survive the winter storms,” Ines Vale said.",
            "altered",
        ),
        (
            "“Nobody will tear down the Lindner pier,” Ines Vale said.",
            "Ines Vale said that nobody would demolish the Lindner pier.",
            "paraphrased",
        ),
    ],
)
def test_an_utterance_is_followed(first: str, second: str, relation: str) -> None:
    assert [each.relation for each in links(first, second)] == [relation]


def test_words_left_out_are_told() -> None:
    (link,) = links("“The ferry is sold and the pier is next,” Ines Vale said.", "“The ferry is sold,” Ines Vale said.")
    assert "and the pier is next" in link.because


def test_two_utterances_are_no_pair() -> None:
    assert links("“The ferry is sold and paid for,” Ines Vale said.", "“Rain is good for barley,” Tom Brask said.") == ()


def test_the_speaker_is_named() -> None:
    (link,) = links("“The ferry is sold and paid for,” Ines Vale said.", "“The ferry is sold and paid for,” Vale said.")
    assert link.speaker == "Ines Vale"


def test_a_third_report_is_held_against_the_first() -> None:
    text = "“The ferry is sold and paid for,” Ines Vale said."
    readings = read(text, text, text)
    first = readings[0].report
    found = quote_links(readings, identities(readings))
    assert first is not None
    assert [each.a.report for each in found] == [first.id, first.id]


def test_sentences_around_a_quotation_that_are_left_out_truncate_it() -> None:
    (link,) = links("“We have moved on this. The union has not moved.” Ines Vale said.", "“We have moved on this,” Ines Vale said.")
    assert link.relation == "truncated"


@given(st.permutations(range(3)))
def test_the_order_of_reports_does_not_matter(order: list[int]) -> None:
    readings = read(
        "“The ferry is sold and the pier is next,” Ines Vale said.",
        "“The ferry is sold,” Ines Vale said.",
        "Ines Vale said that the ferry had been sold and the pier was next.",
    )
    whole = identities(readings)
    assert quote_links([readings[n] for n in order], whole) == quote_links(readings, whole)


def test_every_end_quotes_its_report() -> None:
    readings = read("“The ferry is sold and the pier is next,” Ines Vale said.", "“The ferry is sold,” Ines Vale said.")
    whole = {each.report.id: each.report.text for each in readings if each.report}
    for link in quote_links(readings, ()):
        for end in (link.a, link.b):
            assert "ferry is sold" in whole[end.report][end.span.start : end.span.end]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("“The ferry at Kessly was sold to Brandt,” Ines Vale said.", "Ines Vale said that the Kessly ferry was never sold to Brandt."),
        ("“Forty crowns is a good price,” Ines Vale said.", "Ines Vale said that nine crowns were missing."),
    ],
)
def test_what_says_the_contrary_or_another_number_is_no_paraphrase(first: str, second: str) -> None:
    assert not [each for each in links(first, second) if each.relation == "paraphrased"]


def test_a_place_that_both_name_makes_no_paraphrase() -> None:
    assert links("“I have lived at Upper Kessly,” Ines Vale said.", "Ines Vale said that Upper Kessly paid for the ferry.") == ()


def test_words_left_out_stand_as_they_stood() -> None:
    (link,) = links(
        "“Brandt Lines of Kessly bought the old ferry in March,” Ines Vale said.", "“Brandt Lines bought the old ferry,” Vale said."
    )
    assert link.because == "without “of Kessly … in March”"
