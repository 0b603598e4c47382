"""Web annotations: the shape of the model, and selectors that select."""

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from headwater.export import annotation
from headwater.export.case import Case
from headwater.ingest.anchors import Anchor, found_again, page_text
from headwater.ingest.given import Given
from headwater.ingest.pages import read_page
from headwater.model import Reading, Report, Span, Statement
from tests.ingest.test_pages import PAGE

# https://www.w3.org/TR/annotation-model/#motivation-and-purpose
MOTIVATIONS = set(
    "assessing bookmarking classifying commenting describing editing highlighting identifying linking moderating questioning replying "
    "tagging".split()
)


def page_of(case: Case) -> Any:
    return json.loads(annotation.write(case))


def parts_of(target: Any) -> Iterator[Any]:
    yield from target["items"] if target["type"] == "Composite" else [target]


def test_a_page_of_annotations_has_the_shape_of_the_model(case: Case) -> None:
    page = page_of(case)
    assert (page["@context"][0], page["type"], page["startIndex"]) == (annotation.CONTEXT, "AnnotationPage", 0)
    ids = [each["id"] for each in page["items"]]
    assert len(ids) == len(set(ids))
    for each in page["items"]:
        assert each["type"] == "Annotation"
        assert each["motivation"] in MOTIVATIONS
        assert all(body["type"] in ("TextualBody", "SpecificResource", "Dataset") for body in each["body"])
        assert all(body.get("purpose", "classifying") in MOTIVATIONS for body in each["body"])
        assert all("source" in body for body in each["body"] if body["type"] == "SpecificResource")


def test_both_selectors_select_the_same_words_of_the_report(case: Case) -> None:
    seen = 0
    for each in page_of(case)["items"]:
        for part in parts_of(each["target"]):
            text = case.reports[part["source"]["id"].removeprefix("urn:headwater:report:")].text
            quote, position = part["selector"]
            assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
            assert text[position["start"] : position["end"]] == quote["exact"]
            assert text[: position["start"]].endswith(quote["prefix"])
            assert text[position["end"] :].startswith(quote["suffix"])
            seen += 1
    assert seen > 3


def test_what_links_leads_to_a_statement_that_is_annotated(story: Case) -> None:
    items = page_of(story)["items"]
    statements = {each["id"] for each in items if each["motivation"] == "describing"}
    assert len(statements) == sum(len(reading.statements) for reading in story.readings)
    linked = {body["source"] for each in items for body in each["body"] if body["type"] == "SpecificResource"}
    assert linked
    assert linked <= statements


def test_a_correction_is_an_edit_by_its_author(story: Case) -> None:
    (edit,) = [each for each in page_of(story)["items"] if each["motivation"] == "editing"]
    assert edit["creator"] == {"type": "Person", "name": "Ida Lund"}
    assert "Ines Calloway" in edit["body"][0]["value"]


def test_a_report_of_a_page_is_annotated_on_its_page_too(story: Case) -> None:
    """The second target's words are found again on the page, whose white space and bullets are not those of the text."""
    (report,) = read_page(io.BytesIO(PAGE.encode()), Given(ref="page", url="https://castellan.example/port"))
    assert isinstance(report, Report)
    start = report.text.index("until further notice")
    span = Span(start=start, end=report.text.index("Blood donors") + len("Blood donors"))
    said = Statement(id="s1", kind="statement", form="indirect", source=(), cue=(span,), content=(span,), score=1.0)
    reading = Reading(ref="page", report=report, statements=(said,))
    made = json.loads(annotation.write(replace(story, readings=(reading,), documents=(), claims=(), judgements=())))
    (stored, there) = made["items"][0]["target"]
    assert stored["source"]["id"] == f"urn:headwater:report:{report.id}"
    assert there["source"] == report.url
    (quote,) = there["selector"]
    assert "\n" not in quote["exact"]
    assert "•" not in quote["exact"]
    page = page_text(PAGE)
    found = found_again(Anchor(exact=quote["exact"], prefix=quote["prefix"], suffix=quote["suffix"], start=0, end=0), page)
    assert found
    assert page[found.start : found.end].split() == quote["exact"].split()
