import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater import ingest
from headwater.model import Reading, Report
from headwater.pipeline import read_item
from headwater.read import open_reader
from headwater.resolve.silence import silences
from headwater.resolve.words import Words


def read(text: str) -> Reading:
    return read_item(ingest.from_text(text, ref="test"), open_reader("rules"))


def told(text: str) -> list[tuple[str, str | None]]:
    reading = read(text)
    names = {actor.id: actor.name for actor in reading.actors}
    return [(text[each.span.start : each.span.end], names.get(each.actor or "")) for each in reading.unreached]


SILENT = {
    "Kalvora Energy did not respond to a request for comment.": [("did not respond to a request for comment", "Kalvora Energy")],
    "Anton Reyle, Brant Water’s chairman, could not be reached for comment.": [("could not be reached for comment", "Anton Reyle")],
    "Calls to Brant Water were not returned on Monday.": [("were not returned", "Brant Water")],
    "Dunja Farrell was away, but Anton Reyle did not reply to emails.": [("did not reply to emails", "Anton Reyle")],
    "The Argus could not reach Anton Reyle on Sunday.": [("could not reach", "Anton Reyle")],
    "Residents did not return to the town.": [],
    "Ines Vale said the company had not responded to her letters.": [],
    "Ines Vale declined to comment.": [],
    "Brant Water was not immediately available for comment.": [("was not immediately available for comment", "Brant Water")],
}


@pytest.mark.parametrize(("text", "expected"), SILENT.items())
def test_who_did_not_answer(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert told(f"{text} The dam stands above the town of Orrin.") == expected


def test_what_a_reader_takes_for_a_statement_is_told_as_well() -> None:
    text = "Brant Water did not respond to a request for comment. Anton Reyle said that the dam was safe."
    assert told(text) == [("did not respond to a request for comment", "Brant Water")]


@given(st.text(alphabet="did not respond to a request could reach.,“” \nAB", max_size=80))
def test_any_text_is_answered_with_spans_of_it(text: str) -> None:
    assert all(text[each.span.start : each.span.end] for each in silences(Words(text), (), ()))


def test_a_report_is_told_who_was_not_reached() -> None:
    item = ingest.from_text("Anton Reyle could not be reached for comment. Rain fell on the town of Orrin.", ref="x")
    assert isinstance(item, Report)
    assert len(read_item(item, open_reader("rules")).unreached) == 1
