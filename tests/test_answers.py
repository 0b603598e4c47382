"""What a ledger answers: a claim by words or id, a story by what people call it, who said what when, what is missing, what changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from headwater import answers
from headwater.errors import InputError
from headwater.ledger import Ledger, open_ledger
from headwater.model import Story
from tests.ledgers import linked_ledger

pytestmark = pytest.mark.usefixtures("word_meaning")
ASKED = "the bridge was closed twice in March before it fell"


@pytest.fixture
def ledger(tmp_path: Path, word_meaning: None) -> Iterator[Ledger]:
    with linked_ledger(tmp_path / "a.db") as opened:
        yield opened


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "empty.db", create=True) as opened:
        yield opened


# Trace ---------------------------------------------------------------------------------------------------------------------------


def test_words_find_what_says_the_same_with_who_stands_behind_it_and_against(ledger: Ledger) -> None:
    found = answers.trace(ledger, ASKED)
    assert found["gist"]["text"] == "Orrin Bridge had been closed twice in March before it fell"
    assert {"A county official", "Sal Marlow"} <= {origin["who"] for origin in found["origins"]}
    against = [a["spans"][0]["text"] for a in found["assertions"] if a["stance"] == "denies"]
    assert "that Orrin Bridge had been closed in March" in against
    assert 2 <= found["low"] <= found["high"]
    assert not any("lorries went" in a["spans"][0]["text"] for a in found["assertions"])


def test_a_path_leads_from_the_page_to_the_origin(ledger: Ledger) -> None:
    found = answers.trace(ledger, ASKED)
    refs = {each["id"]: each["ref"] for each in found["story"]["reports"]}
    for assertion, path in zip(found["assertions"], found["paths"], strict=True):
        assert (path[0]["kind"], path[0]["report"]) == ("report", assertion["report"])
        assert [step["origin"] for step in path if step["origin"]][-1:] == [assertion["origin"]]
    lantern = [path for path in found["paths"] if refs[path[0]["report"]] == "lantern"]
    assert any(refs[step["report"]] == "courier" for path in lantern for step in path)


def test_the_gist_is_what_somebody_asserts_though_a_denial_is_nearer(ledger: Ledger) -> None:
    found = answers.trace(ledger, "that Orrin Bridge had been closed in March")
    gist = found["gist"]
    named = [
        a for a in found["assertions"] if a["report"] == gist["report"] and a["spans"][0]["start"] <= gist["start"] < a["spans"][-1]["end"]
    ]
    assert {a["stance"] for a in named} == {"asserts"}


def test_an_id_finds_its_claim_and_a_statement_the_claim_it_is_in(ledger: Ledger) -> None:
    document = next(iter(answers.compare(ledger, "orrin bridge")))
    claim = document["claims"][0]
    for wanted in (claim["id"], claim["id"][:8], claim["id"][:8].upper()):
        assert answers.trace(ledger, wanted)["id"] == claim["id"]
    statement = next(a["statement"] for a in claim["assertions"] if a["statement"])
    found = answers.trace(ledger, statement)
    assert statement in {a["statement"] for a in found["assertions"]}
    assert found["score"] == 1.0


@pytest.mark.parametrize("words", ["elephants on the moon", "???", "0123456789ab", ""])
def test_words_that_no_claim_fits_are_said_to_fit_none(ledger: Ledger, words: str) -> None:
    with pytest.raises(InputError, match="no claim in this ledger fits"):
        answers.trace(ledger, words)


def test_an_empty_ledger_has_no_claim(empty: Ledger) -> None:
    with pytest.raises(InputError, match="no claim in this ledger fits"):
        answers.trace(empty, ASKED)
    assert (answers.stories(empty), answers.upstream(empty), answers.changes(empty)) == ([], [], [])
    assert list(answers.compare(empty)) == []


# Stories -------------------------------------------------------------------------------------------------------------------------


def test_stories_come_latest_first_with_their_claims_counted(ledger: Ledger) -> None:
    quellan, bridge = answers.stories(ledger)
    assert (quellan["title"], len(quellan["reports"]), quellan["shared_claims"]) == ("Quellan votes for a new council", 1, 0)
    assert len(bridge["reports"]) == 3
    assert bridge["claims"] > bridge["shared_claims"] > 0
    assert 0 <= bridge["one_origin"] <= bridge["shared_claims"] >= bridge["open"]


def test_a_story_goes_by_its_id_a_report_in_it_or_words_of_its_title(ledger: Ledger) -> None:
    bridge = answers.stories(ledger)[1]
    for wanted in (bridge["id"], bridge["id"][:6].upper(), "tern", bridge["reports"][0]["id"][:8], "bridge ORRIN"):
        assert answers.story_named(ledger, wanted) == bridge["id"]


def test_a_story_that_is_none_or_several_is_not_guessed_at(ledger: Ledger) -> None:
    for unknown in ("zeppelin", "", "  "):
        with pytest.raises(InputError, match="no story is meant by"):
            answers.story_named(ledger, unknown)
    quellan, bridge = answers.stories(ledger)
    ledger.put_stories([Story(id=quellan["id"], title="Orrin Bridge votes", reports=(quellan["reports"][0]["id"],))])
    with pytest.raises(InputError, match=f"could be 2 stories .*{bridge['id'][:8]} "):
        answers.story_named(ledger, "orrin bridge")


# Timeline, upstream, changes -----------------------------------------------------------------------------------------------------


def test_a_timeline_tells_each_statement_once_in_time_with_what_it_denies(ledger: Ledger) -> None:
    rows = answers.timeline(ledger, "orrin bridge")["positions"]
    assert [row["when"] for row in rows] == sorted(row["when"] for row in rows)
    keys = [(row["statement"], row["actor"]) for row in rows]
    assert len(set(keys)) == len(keys)
    said = {row["words"][0]["text"]: row["said"] for row in rows if row["name"] == "Ann Vale"}
    assert said["that Orrin Bridge had been closed in March"] == "denies"
    assert said["Orrin Bridge had been safe in March"] == "asserts"


def test_a_timeline_of_an_actor_is_his_alone(ledger: Ledger) -> None:
    rows = answers.timeline(ledger, "vale")["positions"]
    assert {row["name"] for row in rows} == {"Ann Vale"}
    with pytest.raises(InputError, match="no story and no actor is meant by 'Zed'"):
        answers.timeline(ledger, "Zed")


def test_upstream_is_what_is_cited_and_not_in_hand(ledger: Ledger) -> None:
    (missing,) = answers.upstream(ledger)
    assert missing["outlet"] == "The Harbour Post"
    assert [mention["report"]["ref"] for mention in missing["mentions"]] == ["tern"]
    assert len(missing["claims"]) == 1


def test_changes_are_told_since_a_time_or_a_generation(ledger: Ledger) -> None:
    every = answers.changes(ledger)
    assert every
    assert answers.changes(ledger, "0") == every
    assert answers.changes(ledger, str(every[-1]["generation"])) == []
    assert answers.changes(ledger, "2001-02-03") == every
    assert answers.changes(ledger, "2001-02-03T04:05Z") == every
    assert answers.changes(ledger, "2999-01-01") == []


@pytest.mark.parametrize("since", ["yesterday", "", "2025-13-01", "-3", "²"])
def test_what_is_no_time_is_refused_with_examples(ledger: Ledger, since: str) -> None:
    with pytest.raises(InputError, match="is no time: say 2025-11-07"):
        answers.changes(ledger, since)
