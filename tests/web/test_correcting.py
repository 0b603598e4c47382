"""Correcting in place: forms that work without a script, the machine's value beside the person's, undo, 412 for who was slower."""

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from headwater.correcting import Correction, correct
from headwater.judged import judged_readings
from headwater.ledger import Ledger
from headwater.model import Reading
from headwater.web.words import correct_url


def one(ledger: Ledger, ref: str) -> Reading:
    reading = ledger.reading(ledger.find(ref)[0])
    assert reading is not None
    return reading


def fields_of(body: str) -> dict[str, str]:
    """The hidden fields of a form."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', body)
    return {unescape(name): unescape(value) for name, value in found}


def form_of(page: TestClient, **about: object) -> dict[str, str]:
    answer = page.get(correct_url(**about))
    assert answer.status_code == 200, answer.text
    return fields_of(answer.text)


def test_a_stance_is_corrected_by_a_plain_form_and_shown_beside_the_machines(ledger: Ledger, page: TestClient) -> None:
    reading = one(ledger, "courier")
    assert reading.report is not None
    said = reading.statements[0]
    fields = form_of(page, verb="stance", report=reading.report.id, statement=said.id)
    answer = page.post("/correct", data={**fields, "value-stance": "denies", "author": "Ada Holm", "reason": "she denied it"})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"/reports/{reading.report.id}?statement={said.id}")
    (judged,) = judged_readings(ledger, [reading.report.id])
    assert judged.statements[0].stance == "denies"
    body = page.get(answer.headers["location"]).text
    assert "As the machine read it" in body
    assert "Stance: asserts" in body
    assert "she denied it" in body


def test_the_author_is_remembered(ledger: Ledger, page: TestClient) -> None:
    reading = one(ledger, "courier")
    assert reading.report is not None
    fields = form_of(page, verb="stance", report=reading.report.id, statement=reading.statements[0].id)
    answer = page.post("/correct", data={**fields, "value-stance": "denies", "author": "Ølga Værø; x", "reason": "r"})
    assert "httponly" in answer.headers["set-cookie"].lower()
    assert "samesite=strict" in answer.headers["set-cookie"].lower()
    assert "Ølga Værø; x" in page.get(correct_url(verb="stance", report=reading.report.id, statement=reading.statements[0].id)).text


def test_a_hop_a_date_and_a_figure_have_forms_with_what_the_machine_read(ledger: Ledger, page: TestClient) -> None:
    for each in ledger.reports():
        reading = ledger.reading(each.id)
        assert reading is not None
        for said in reading.statements:
            for hop in said.chain:
                body = page.get(correct_url(verb="hop", report=each.id, statement=said.id, start=hop.span.start, end=hop.span.end)).text
                assert "Read by the machine" in body
                assert re.search(r"<dt>Read by the machine</dt><dd>.*, (?:not )?named</dd>", body)
        for figure in reading.figures:
            body = page.get(correct_url(verb="figure", report=each.id, start=figure.span.start, end=figure.span.end)).text
            assert re.search(r"<dt>Read by the machine</dt><dd>[^<]*\d", body)
        for when in reading.whens:
            body = page.get(correct_url(verb="date", report=each.id, start=when.span.start, end=when.span.end)).text
            assert f'name="value-value" value="{when.value}"' in body


def test_a_figure_is_corrected(ledger: Ledger, page: TestClient) -> None:
    reading = one(ledger, "courier")
    assert reading.report is not None
    figure = reading.figures[0]
    fields = form_of(page, verb="figure", report=reading.report.id, start=figure.span.start, end=figure.span.end)
    typed = {"value-low": "1,500", "value-high": "", "value-unit": "", "value-as_of": "", "value-approximate": "no"}
    answer = page.post("/correct", data={**fields, **typed, "author": "Ada Holm", "reason": "a misprint"})
    assert answer.status_code == 303
    (judged,) = judged_readings(ledger, [reading.report.id])
    assert (judged.figures[0].low, judged.figures[0].high) == (1500, None)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"value-low": "many"}, "is no number"),
        ({"value-low": "9", "value-high": "1"}, "turn them round"),
        ({"value-as_of": "yesterday"}, "cannot be"),
    ],
)
def test_what_cannot_be_is_said_and_kept_in_the_form(ledger: Ledger, page: TestClient, typed: dict[str, str], said: str) -> None:
    reading = one(ledger, "courier")
    assert reading.report is not None
    figure = reading.figures[0]
    fields = form_of(page, verb="figure", report=reading.report.id, start=figure.span.start, end=figure.span.end)
    answer = page.post("/correct", data={**fields, **typed, "author": "Ada Holm", "reason": "because"})
    assert answer.status_code == 422
    assert said in unescape(answer.text)
    assert "because" in answer.text
    assert ledger.judgements() == ()


def test_without_a_reason_nothing_is_written(ledger: Ledger, page: TestClient) -> None:
    reading = one(ledger, "courier")
    assert reading.report is not None
    fields = form_of(page, verb="stance", report=reading.report.id, statement=reading.statements[0].id)
    answer = page.post("/correct", data={**fields, "value-stance": "denies", "author": "Ada Holm", "reason": " "})
    assert answer.status_code == 422
    assert "Say who you are, and why" in answer.text
    assert ledger.judgements() == ()


def test_who_was_slower_sees_both_and_can_say_it_again(ledger: Ledger, page: TestClient) -> None:
    reading = one(ledger, "courier")
    assert reading.report is not None
    said = reading.statements[0]
    fields = form_of(page, verb="stance", report=reading.report.id, statement=said.id)
    faster = Correction(verb="stance", report=reading.report.id, statement=said.id, value={"stance": "declines"})
    correct(ledger, faster, author="Bo Lind", reason="faster")
    mine = {"value-stance": "retracts", "author": "Ada Holm", "reason": "slower"}
    answer = page.post("/correct", data={**fields, **mine})
    assert answer.status_code == 412
    for words in ("Somebody changed this", "<td>asserts</td>", "<td>declines to say</td>", "<td>takes back</td>", "slower"):
        assert words in answer.text
    assert len(ledger.judgements()) == 1
    again = page.post("/correct", data={**fields_of(answer.text), **mine})
    assert again.status_code == 303
    (judged,) = judged_readings(ledger, [reading.report.id])
    assert judged.statements[0].stance == "retracts"


def test_a_correction_is_listed_taken_back_and_stays_on_record(ledger: Ledger, page: TestClient) -> None:
    reading = one(ledger, "courier")
    assert reading.report is not None
    wanted = Correction(verb="stance", report=reading.report.id, statement=reading.statements[0].id, value={"stance": "denies"})
    made = correct(ledger, wanted, author="Bo Lind", reason="why not")
    assert "why not" in page.get("/judgements").text
    body = page.get(f"/judgements/{made.id}").text
    assert "<dt>Read by the machine</dt><dd>asserts</dd>" in body
    assert page.post(f"/judgements/{made.id}/undo", data={"author": "Ada Holm", "reason": ""}).status_code == 422
    answer = page.post(f"/judgements/{made.id}/undo", data={"author": "Ada Holm", "reason": "it was right"})
    assert answer.status_code == 303
    assert ledger.judgements() == ()
    assert "Undone by Ada Holm" in page.get(f"/judgements/{made.id}").text
    assert "undone" in page.get("/judgements").text
    assert page.post(f"/judgements/{made.id}/undo", data={"author": "Ada Holm", "reason": "again"}).status_code == 409


def test_of_two_things_the_other_is_chosen_from_what_it_could_be(ledger: Ledger, page: TestClient) -> None:
    story = next(each for each in ledger.stories() if len(each.reports) == 3)
    document = ledger.linked(story.id)
    assert document is not None
    claim = max(document.value["claims"], key=lambda each: len(each["assertions"]))
    body = page.get(correct_url(verb="different_claim", a=claim["id"])).text
    options = re.findall(r'<option value="([^"]+)"', body)
    assert len(options) == len({a["statement"] or a["spans"][0]["start"] for a in claim["assertions"]})
    answer = page.post("/correct", data={**fields_of(body), "b": options[0], "author": "Ada Holm", "reason": "another matter"})
    assert answer.status_code == 303
    assert [each.verb for each in ledger.judgements()] == ["different_claim"]


def test_a_story_that_is_two_offers_its_reports(ledger: Ledger, page: TestClient) -> None:
    story = next(each for each in ledger.stories() if len(each.reports) == 3)
    fields = form_of(page, verb="different_story", a=story.id)
    answer = page.post("/correct", data={**fields, "b": story.reports[2], "author": "Ada Holm", "reason": "another story"})
    assert answer.status_code == 303
    (made,) = ledger.judgements()
    assert (made.verb, made.pair) == ("different_story", (story.id, story.reports[2]))


def test_two_identities_are_made_one_by_a_form_that_names_both(ledger: Ledger, page: TestClient) -> None:
    story = next(each for each in ledger.stories() if len(each.reports) == 3)
    document = ledger.linked(story.id)
    assert document is not None
    a, b = (each["id"] for each in document.value["identities"][:2])
    body = page.get(correct_url(verb="same_actor", a=a, b=b, back="/reports")).text
    assert document.value["identities"][0]["name"] in unescape(body)
    answer = page.post("/correct", data={**fields_of(body), "author": "Ada Holm", "reason": "one person"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/reports"


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)", "\t//x"]
)
def test_nobody_is_led_to_another_site(ledger: Ledger, page: TestClient, back: str) -> None:
    reading = one(ledger, "courier")
    assert reading.report is not None
    fields = form_of(page, verb="stance", report=reading.report.id, statement=reading.statements[0].id)
    answer = page.post("/correct", data={**fields, "back": back, "value-stance": "denies", "author": "Ada Holm", "reason": "r"})
    assert answer.headers["location"].startswith("/reports/")


@pytest.mark.parametrize(
    "about",
    [{}, {"verb": "nonsense"}, {"verb": "hop"}, {"verb": "hop", "report": "x"}, {"verb": "same_claim"}, {"verb": "date", "report": "x"}],
)
def test_a_correction_of_nothing_is_refused_in_words(page: TestClient, about: dict[str, str]) -> None:
    answer = page.get(correct_url(**about))
    assert answer.status_code in (400, 404)
    assert "<h1>" in answer.text


def test_a_form_that_changes_one_thing_says_that_thing_alone(ledger: Ledger, page: TestClient) -> None:
    reading = one(ledger, "courier")
    assert reading.report is not None
    said = reading.statements[0]
    hop = said.chain[0]
    fields = form_of(page, verb="hop", report=reading.report.id, statement=said.id, start=hop.span.start, end=hop.span.end)
    typed = {"value-name": "Ira Moss", "value-kind": fields["was-kind"], "value-named": fields["was-named"]}
    assert page.post("/correct", data={**fields, **typed, "author": "Ada Holm", "reason": "named\x00 elsewhere\n"}).status_code == 303
    (made,) = ledger.judgements()
    assert made.value == {"name": "Ira Moss"}
    assert made.reason == "named elsewhere"


def test_a_source_is_given_by_its_words_alone(ledger: Ledger, page: TestClient) -> None:
    reading = one(ledger, "tern")
    assert reading.report is not None
    said = reading.statements[0]
    fields = form_of(page, verb="source", report=reading.report.id, statement=said.id)
    typed = {"value-words": "Sal Marlow", **{f"value-{key}": fields[f"was-{key}"] for key in ("name", "kind", "named")}}
    answer = page.post("/correct", data={**fields, **typed, "author": "Ada Holm", "reason": "he did"})
    assert answer.status_code == 303, answer.text
    (judged,) = judged_readings(ledger, [reading.report.id])
    names = {actor.id: actor.name for actor in judged.actors}
    assert names[judged.statements[0].chain[-1].actor] == "Sal Marlow"


def test_a_button_of_another_page_may_post_without_a_reason_and_is_asked_for_it(ledger: Ledger, page: TestClient) -> None:
    story = next(each for each in ledger.stories() if len(each.reports) == 3)
    answer = page.post("/correct", data={"verb": "different-story", "a": story.id, "b": story.reports[0]})
    assert answer.status_code == 200
    assert 'name="reason"' in answer.text
    assert ledger.judgements() == ()
