"""The pages of what linking found, asked in this process: stories, a story, a claim, a trace, timelines, actors, upstream, changes."""

import re
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from headwater import answers
from headwater.ledger import Ledger
from headwater.web.found import quoted


class _Links(HTMLParser):
    """All addresses that a page leads to, and all ids on it."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for key, value in attrs:
            if key == "href" and value:
                self.links.append(value)
            if key == "id" and value:
                self.ids.append(value)


def links_of(body: str) -> _Links:
    found = _Links()
    found.feed(body)
    return found


@pytest.fixture
def bridge(ledger: Ledger) -> str:
    """Id of the story of the bridge."""
    return answers.story_named(ledger, "orrin bridge")


@pytest.fixture
def addresses(ledger: Ledger, bridge: str) -> dict[str, str]:
    """By name, an address of each page."""
    document = ledger.linked(bridge)
    assert document is not None
    claim = max(document.value["claims"], key=lambda claim: len({a["report"] for a in claim["assertions"]}))
    actor = next(each["id"] for each in document.value["identities"] if each["name"] == "Ann Vale")
    return {
        "stories": "/",
        "story": f"/stories/{bridge}",
        "claim": f"/claims/{claim['id']}",
        "trace": "/trace?q=the bridge was closed twice in March before it fell",
        "ask": "/trace",
        "timeline": f"/timeline?of={bridge}",
        "times": "/timeline",
        "actor": f"/actors/{actor}?story={bridge}",
        "actors": "/actors?name=a",
        "upstream": "/upstream",
        "changes": "/changes",
        "exports": f"/stories/{bridge}/export",
    }


NAMES = ("stories", "story", "claim", "trace", "ask", "timeline", "times", "actor", "upstream", "changes", "exports")


@pytest.mark.parametrize("name", NAMES)
def test_every_page_has_its_landmarks_and_one_first_heading(page: TestClient, addresses: dict[str, str], name: str) -> None:
    answer = page.get(addresses[name])
    assert answer.status_code == 200
    assert len(re.findall(r"<h1\b", answer.text)) == 1
    assert "Headwater</title>" in answer.text
    assert not re.search(r"\sstyle=|<style|\son\w+=", answer.text)


@pytest.mark.parametrize("name", NAMES)
def test_every_link_of_a_page_leads_somewhere(page: TestClient, addresses: dict[str, str], name: str) -> None:
    found = links_of(page.get(addresses[name]).text)
    assert len(set(found.ids)) == len(found.ids)
    for link in dict.fromkeys(found.links):
        path, _, anchor = link.partition("#")
        if not path:
            assert anchor in found.ids, link
            continue
        answer = page.get(path, follow_redirects=True)  # what changed is told of a claim by the id that it had then
        assert answer.status_code == 200, link
        assert not anchor or anchor in links_of(answer.text).ids, link


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("the wall would hold", "“the wall would hold”"),
        ("“The wall will hold,”", "“The wall will hold”"),
        ('"The wall\nwill hold."', "“The wall will hold.”"),
        ("that he would “put it on the list”", "that he would “put it on the list”"),
        ("“No red line” was wanted", "“No red line” was wanted"),
        ('"It did not," … "It never will."', '"It did not," … "It never will."'),
        ("the claim “simply wrong” again", "“the claim “simply wrong” again”"),
        ("the mayors’ wall", "“the mayors’ wall”"),
        ("a word too long for it", "“a word…”"),
    ],
)
def test_a_quotation_stands_in_one_pair_of_marks(words: str, shown: str) -> None:
    assert quoted(words, 40 if "too long" not in words else 9) == shown


# Stories -------------------------------------------------------------------------------------------------------------------------


def test_stories_come_latest_first_with_how_their_claims_stand(page: TestClient, ledger: Ledger) -> None:
    body = page.get("/").text
    assert body.index("Quellan votes for a new council") < body.index("Orrin Bridge")
    assert "in several reports" in body
    assert page.get("/stories").headers["location"] == "/"


def test_a_story_shows_who_has_which_claim_from_whom_and_who_denied_it(page: TestClient, addresses: dict[str, str]) -> None:
    body = page.get(addresses["story"]).text
    for words in ("✕", "denied", "has it", "by Ann Vale", "from Sal Marlow", "Left out by", "contested"):
        assert words in body
    assert 'role="table"' in body
    assert "Who has it from whom" in body
    assert "<svg" in body


def test_a_story_that_is_none_is_a_page_of_status_404(page: TestClient) -> None:
    answer = page.get("/stories/nothing")
    assert answer.status_code == 404
    assert "no story of this ledger has the id" in answer.text


# Claims --------------------------------------------------------------------------------------------------------------------------


def test_a_claim_shows_its_interval_its_origins_and_the_way_there(page: TestClient, addresses: dict[str, str], ledger: Ledger) -> None:
    body = page.get(addresses["trace"]).text
    found = answers.trace(ledger, "the bridge was closed twice in March before it fell")
    assert f'<p class="big">{found["low"]}' in body
    for origin in found["origins"]:
        assert origin["who"] in body
    assert "within the 3 reports that assert it" in body
    assert "Ann Vale" in body[body.index("On record against it") :]
    assert "Courier" in body[body.index('id="upstream"') : body.index('id="origins"')]


def test_evidence_of_every_merge_is_one_link_from_its_span(page: TestClient, ledger: Ledger, bridge: str) -> None:
    document = ledger.linked(bridge)
    assert document is not None
    seen = 0
    for claim in document.value["claims"]:
        links = links_of(page.get(f"/claims/{claim['id']}").text).links
        for evidence in claim["evidence"]:
            for span in evidence["spans"]:
                seen += 1
                assert any(span["report"] in link and f"{span['start']}%3A{span['end']}" in link for link in links)
    assert seen


def test_words_that_nothing_says_are_told_so_and_may_be_asked_again(page: TestClient) -> None:
    answer = page.get("/trace?q=elephants on the moon")
    assert answer.status_code == 404
    assert 'value="elephants on the moon"' in answer.text
    assert "No claim in these reports says" in answer.text


def test_a_claim_that_is_none_is_a_page_of_status_404(page: TestClient) -> None:
    assert page.get("/claims/0000").status_code == 404


def test_a_person_can_part_and_join_from_a_claim(page: TestClient, addresses: dict[str, str]) -> None:
    links = [link for link in links_of(page.get(addresses["claim"]).text).links if link.startswith("/correct?")]
    assert any("verb=same_claim" in link for link in links)
    assert all("expected=claim." in link for link in links)
    for link in links:
        assert page.get(link).status_code == 200


# Time, people, what is missing, what changed -------------------------------------------------------------------------------------


def test_a_timeline_shows_who_said_what_by_day(page: TestClient, addresses: dict[str, str]) -> None:
    body = page.get(addresses["timeline"]).text
    assert body.index("1 May 2025") < body.index("2 May 2025")
    assert "Ann Vale" in body


def test_a_timeline_can_be_narrowed_to_a_speaker_and_a_manner(page: TestClient, addresses: dict[str, str]) -> None:
    body = page.get(addresses["timeline"] + "&who=Sal Marlow").text
    assert "a driver" not in body or "Sal Marlow" in body
    assert ">Ann Vale</a></p>" not in body
    assert "Nothing of that kind was said" in page.get(addresses["timeline"] + "&manner=private").text


def test_a_timeline_of_an_actor_goes_across_stories_and_of_nobody_is_told_so(page: TestClient) -> None:
    assert "Ann Vale" in page.get("/timeline?of=vale").text
    answer = page.get("/timeline?of=Zed")
    assert answer.status_code == 404
    assert "no story and no actor is meant by" in answer.text


def test_an_actor_shows_names_roles_and_what_it_said(page: TestClient, addresses: dict[str, str]) -> None:
    body = page.get(addresses["actor"]).text
    for words in ("Ann Vale", "minister of roads", "denies", "Why these mentions were taken for one", "different_actor"):
        assert words in body


def test_an_actor_is_found_by_name_by_id_and_by_a_member(page: TestClient, addresses: dict[str, str], ledger: Ledger, bridge: str) -> None:
    assert page.get("/actors?name=vale").headers["location"].startswith("/actors/")
    assert page.get(addresses["actor"].partition("?")[0]).status_code == 200
    document = ledger.linked(bridge)
    assert document is not None
    member = next(each for each in document.value["identities"] if each["name"] == "Ann Vale")["members"][0]
    assert page.get(f"/actors/{member['report']}/{member['actor']}").status_code == 200
    assert page.get("/actors?name=zed").status_code == 404
    assert page.get("/actors/zed").status_code == 404


def test_what_is_cited_and_not_in_hand_is_listed_with_where(page: TestClient) -> None:
    body = page.get("/upstream").text
    assert "The Harbour Post" in body
    assert "Tern" in body


def test_changes_are_listed_since_a_time_and_what_is_no_time_is_refused(page: TestClient) -> None:
    assert "independent origin" in page.get("/changes").text
    assert "Nothing changed since then" in page.get("/changes?since=2999-01-01").text
    answer = page.get("/changes?since=yesterday")
    assert answer.status_code == 400
    assert "is no time" in answer.text


@pytest.mark.parametrize("payload", ['"><script>alert(1)</script>', "{{ 7 * 7 }}", "' onload=x", "\u202eevil"])
@pytest.mark.parametrize("address", ["/trace?q=", "/timeline?of=", "/actors?name=", "/changes?since=", "/stories/", "/claims/"])
def test_what_is_typed_is_shown_as_text(page: TestClient, address: str, payload: str) -> None:
    body = page.get(address + payload.replace("/", "%2F")).text
    assert "<script>alert" not in body
    assert ">49<" not in body
    assert '" onload' not in body
