"""Corrections as every surface makes them: checked, of the version that was looked at, taken back, linked at once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from headwater import answers, linking
from headwater.correcting import Correction, Thing, correct, corrections_of, overruled, span_of, undo, version_of
from headwater.errors import InputError, SettingsError, StaleError
from headwater.ledger import Judgement, Ledger, open_ledger
from headwater.model import Reading, Span
from headwater.places import claim_named, whole_id
from tests.ledgers import BRIDGE, ELECTION, linked_ledger

pytestmark = pytest.mark.usefixtures("word_meaning")
COURIER, LANTERN, TERN = BRIDGE
SIGNED: dict[str, Any] = {"author": "Ida Lund", "reason": "heard the tape"}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with linked_ledger(tmp_path / "story.db") as opened:
        yield opened


def id_of(reading: Reading) -> str:
    assert reading.report is not None
    return reading.report.id


def text_of(reading: Reading) -> str:
    assert reading.report is not None
    return reading.report.text


def about(ledger: Ledger, reading: Reading, verb: str, stretch: str, **value: Any) -> Correction:
    return Correction(verb=verb, report=id_of(reading), span=span_of(ledger, id_of(reading), stretch), value=value)


def versions(ledger: Ledger) -> dict[str, str]:
    story = ledger.story_of(id_of(COURIER))
    assert story is not None
    found = {reading.ref: version_of(ledger, "report", id_of(reading)) for reading in (*BRIDGE, ELECTION)}
    return found | {"story": version_of(ledger, "story", story), "claim": version_of(ledger, "claim", first_claim(ledger)["id"])}


def first_claim(ledger: Ledger) -> dict[str, Any]:
    (document,) = [each for each in answers.compare(ledger) if len(each["story"]["reports"]) > 1]
    return next(claim for claim in document["claims"] if any(a["report"] == id_of(COURIER) for a in claim["assertions"]))


def test_a_correction_makes_another_version_of_what_it_touches_alone(ledger: Ledger) -> None:
    before = versions(ledger)
    assert versions(ledger) == before
    correct(ledger, about(ledger, COURIER, "hop", "A county official", name="Ida Rook"), **SIGNED)
    after = versions(ledger)
    assert {each for each in before if before[each] != after[each]} == {"courier", "story", "claim"}


def test_an_older_version_is_not_corrected_and_nothing_is_written(ledger: Ledger) -> None:
    seen = version_of(ledger, "report", id_of(COURIER))
    correct(ledger, about(ledger, COURIER, "hop", "A county official", name="Ida Rook"), expected=seen, **SIGNED)
    generation = ledger.generation
    with pytest.raises(StaleError, match="look at it again"):
        correct(ledger, about(ledger, COURIER, "hop", "A county official", name="Ole Rook"), expected=seen, **SIGNED)
    (made,) = ledger.judgements()
    with pytest.raises(StaleError):
        undo(ledger, made.id, expected=seen, **SIGNED)
    assert (ledger.generation, ledger.judgements()) == (generation, (made,))
    undo(ledger, made.id, expected=version_of(ledger, "report", id_of(COURIER)), **SIGNED)
    assert version_of(ledger, "report", id_of(COURIER)) == seen


@pytest.mark.parametrize("tag", ["", "report", "report..", "page.1.2", "report.0000.1234", "claim.0000.1234", "story.0000.1234"])
def test_a_version_of_nothing_is_an_older_one(ledger: Ledger, tag: str) -> None:
    with pytest.raises(StaleError):
        correct(ledger, about(ledger, COURIER, "hop", "A county official", name="Ida Rook"), expected=tag, **SIGNED)


@pytest.mark.parametrize("kind", ["report", "claim", "story"])
def test_what_is_not_there_has_no_version(ledger: Ledger, kind: Thing) -> None:
    with pytest.raises(InputError, match=f"there is no {kind} 'zzz'"):
        version_of(ledger, kind, "zzz")


def test_what_a_correction_touches_is_linked_at_once_and_shown_until_then(ledger: Ledger) -> None:
    before = list(answers.compare(ledger))
    made = correct(ledger, about(ledger, COURIER, "hop", "A county official", name="Ida Rook"), relink=False, **SIGNED)
    assert list(answers.compare(ledger)) == before
    assert set(ledger.unlinked()) == {id_of(each) for each in BRIDGE}
    undo(ledger, made.id, **SIGNED)
    assert ledger.unlinked() == ()
    assert list(answers.compare(ledger)) == before


def test_the_rest_of_the_ledger_is_left_alone(ledger: Ledger) -> None:
    of_election = ledger.story_of(id_of(ELECTION))
    assert of_election is not None
    before = ledger.linked(of_election)
    correct(ledger, about(ledger, COURIER, "hop", "A county official", name="Ida Rook"), **SIGNED)
    assert ledger.linked(of_election) == before


def test_what_became_of_a_claim_by_a_correction_is_among_the_changes(ledger: Ledger) -> None:
    known = len(ledger.changes())
    wanted = about(ledger, TERN, "source", "Sal Marlow, a driver of one of the lorries,", unsourced=True)
    correct(ledger, wanted, **SIGNED)
    assert len(ledger.changes()) > known


@pytest.mark.parametrize(
    ("wanted", "error", "said"),
    [
        ({"verb": "colour"}, SettingsError, "unknown correction 'colour'; available: hop, source"),
        ({"verb": "hop", "value": {"name": "A"}}, InputError, "name the report"),
        ({"verb": "same_claim"}, InputError, "same-claim is about two ids: name both"),
        ({"verb": "same-claim", "pair": ("zzz", "zzz")}, InputError, "has the id 'zzz' that a claim could have"),
        ({"verb": "same_actor", "pair": ("zzz", "zzz/z")}, InputError, "has the id 'zzz' that an actor could have"),
        ({"verb": "different_origin", "pair": ("zzz", "y")}, InputError, "has the id 'zzz' that an origin could have"),
    ],
)
def test_what_cannot_be_corrected_is_refused(ledger: Ledger, wanted: dict[str, Any], error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        correct(ledger, Correction(**wanted), **SIGNED)


@pytest.mark.parametrize(
    ("verb", "value", "said"),
    [
        ("hop", {}, "the hop as it should be"),
        ("hop", {"name": ""}, "name='' cannot be"),
        ("hop", {"name": "a\nb"}, "cannot be; say words in one line"),
        ("hop", {"named": "yes"}, "say true or false"),
        ("hop", {"remove": True, "name": "Ann"}, "remove says that there is nobody"),
        ("source", {"start": 4}, "where they start and end"),
        ("source", {"start": 4, "end": 2}, "start before end"),
        ("source", {"start": 4, "end": 90_000}, "no stretch of the report"),
        ("source", {"words": "nowhere at all"}, "does not stand in report"),
        ("source", {"unsourced": True, "words": "Sal"}, "nobody"),
        ("stance", {"stance": "shouts"}, "one of asserts, denies, declines, retracts"),
        ("date", {"value": "last May"}, "say a date"),
        ("date", {"value": "2025-13"}, "say a date"),
        ("figure", {"low": True}, "a number"),
        ("statement", {"kind": "lie"}, "one of statement, attitude, none"),
    ],
)
def test_a_value_that_cannot_be_is_refused(ledger: Ledger, verb: str, value: dict[str, Any], said: str) -> None:
    with pytest.raises((InputError, SettingsError), match=said):
        correct(ledger, about(ledger, COURIER, verb, "A county official", **value), **SIGNED)
    assert ledger.judgements() == ()


def test_a_date_can_be_as_vague_as_the_text(ledger: Ledger) -> None:
    for value in ("2025", "2025-03", "2025-03-09", "2025-W45", "2025-03-09T14:00Z", "2025-03-01/2025-03-09"):
        made: Judgement = correct(ledger, about(ledger, COURIER, "date", "March", value=value), **SIGNED)
        assert made.value == {"value": value}


# What becomes of it --------------------------------------------------------------------------------------------------------------


def document_of(ledger: Ledger, reading: Reading) -> dict[str, Any]:
    return next(d for d in answers.compare(ledger) if id_of(reading) in {r["id"] for r in d["story"]["reports"]})


def claims_with(ledger: Ledger, reading: Reading, words: str) -> list[str]:
    """The claims that words of a report stand in, the widest first."""
    found = [
        (-len(claim["assertions"]), claim["id"])
        for claim in document_of(ledger, reading)["claims"]
        for each in claim["assertions"]
        if each["report"] == id_of(reading) and any(words in span["text"] for span in each["spans"])
    ]
    return [identified for _, identified in sorted(found)]


def narrow_both(ledger: Ledger, one: tuple[Reading, str], other: tuple[Reading, str]) -> set[str]:
    """The claims that two wordings make both."""
    return set(claims_with(ledger, *one)) & set(claims_with(ledger, *other))


def member(ledger: Ledger, reading: Reading, words: str) -> str:
    (document,) = [d for d in answers.compare(ledger) if id_of(reading) in {r["id"] for r in d["story"]["reports"]}]
    found = [a for c in document["claims"] for a in c["assertions"] if a["report"] == id_of(reading)]
    each = next(a for a in found if any(words in span["text"] for span in a["spans"]))
    return each["statement"] or f"{each['report']}/{each['spans'][0]['start']}:{each['spans'][-1]['end']}"


def read_again(ledger: Ledger) -> None:
    """Read by another reader, that cuts statements a little otherwise."""
    for reading in ledger.readings([id_of(each) for each in BRIDGE]):
        said = tuple(
            replace(s, id=s.id[::-1], content=(replace(s.content[0], end=s.content[0].end - 1), *s.content[1:])) for s in reading.statements
        )
        ready = linking.prepared(again := replace(reading, statements=said))
        ledger.add(again, reader="other 2", keys=ready.keys, blobs=ready.blobs)
    linking.link(ledger)


LORRIES = (COURIER, "Two lorries went into the water")
TWICE = (LANTERN, "Orrin Bridge had been closed twice in Marc")
SAFE = (TERN, "had been safe in Marc")


def test_claims_judged_one_are_one_until_that_is_undone_and_after_reading_again(ledger: Ledger) -> None:
    assert not narrow_both(ledger, LORRIES, TWICE)
    made = correct(ledger, Correction(verb="same-claim", pair=(member(ledger, *LORRIES), member(ledger, *TWICE))), **SIGNED)
    (both,) = narrow_both(ledger, LORRIES, TWICE)
    assert sum(each["score"] == 1.0 for each in claim_named(ledger, both)[0]["assertions"]) >= 2
    read_again(ledger)
    assert narrow_both(ledger, LORRIES, TWICE)
    undo(ledger, made.id, **SIGNED)
    assert not narrow_both(ledger, LORRIES, TWICE)
    assert ledger.verify().orphans == ()


def test_what_is_judged_not_to_be_a_claim_leaves_it_and_the_claim_stays(ledger: Ledger) -> None:
    made, *_ = claims_with(ledger, *TWICE)
    correct(ledger, Correction(verb="different-claim", pair=(member(ledger, *TWICE), made)), **SIGNED)
    assert made not in claims_with(ledger, *TWICE)
    assert not set(claims_with(ledger, *TWICE)) & set(claims_with(ledger, COURIER, "had been closed twice in March"))
    assert claim_named(ledger, made)[0]["id"] in claims_with(ledger, TERN, "had been closed twice in March")
    assert ledger.verify().orphans == ()


def test_claims_that_were_judged_one_answer_to_both_ids(ledger: Ledger) -> None:
    first, second = claims_with(ledger, *LORRIES)[-1], claims_with(ledger, *SAFE)[-1]
    assert not narrow_both(ledger, LORRIES, SAFE)
    correct(ledger, Correction(verb="same-claim", pair=(first, second)), **SIGNED)
    assert narrow_both(ledger, LORRIES, SAFE)
    assert version_of(ledger, "claim", first)
    assert version_of(ledger, "claim", second)


def test_the_beginning_of_an_id_is_enough_where_one_alone_begins_so(ledger: Ledger) -> None:
    home, story = claims_with(ledger, *TWICE)[0], ledger.story_of(id_of(COURIER))
    assert story is not None
    identity, origin = document_of(ledger, COURIER)["identities"][0]["id"], document_of(ledger, COURIER)["claims"][0]["origins"][0]["id"]
    for thing, known in (("claim", home), ("story", story), ("story", id_of(TERN)), ("actor", identity), ("origin", origin)):
        assert whole_id(ledger, thing, known[:8]) == known
    assert whole_id(ledger, "claim", member(ledger, *TWICE)[:8]) == member(ledger, *TWICE)
    for same in ("abc", "zzzz", "0000", "a/0:4"):
        assert whole_id(ledger, "claim", same) == same


def origins_behind(ledger: Ledger, *wordings: tuple[Reading, str]) -> list[str]:
    """The origins behind some wordings in the claim at large."""
    claim = next(c for c in document_of(ledger, COURIER)["claims"] if c["id"] == claims_with(ledger, *wordings[0])[0])
    return [
        next(a["origin"] for a in claim["assertions"] if a["report"] == id_of(reading) and words in a["spans"][0]["text"])
        for reading, words in wordings
    ]


def test_origins_judged_one_by_their_statements_are_one_after_reading_again(ledger: Ledger) -> None:
    official, driver = (COURIER, "had been closed twice in Marc"), (TERN, "had been closed twice in Marc")
    assert len(set(origins_behind(ledger, official, driver))) == 2
    made = correct(ledger, Correction(verb="same-origin", pair=(member(ledger, *official), member(ledger, *driver))), **SIGNED)
    assert len(set(origins_behind(ledger, official, driver))) == 1
    read_again(ledger)
    assert len(set(origins_behind(ledger, official, driver))) == 1
    undo(ledger, made.id, **SIGNED)
    assert len(set(origins_behind(ledger, official, driver))) == 2


def test_what_a_later_correction_contradicts_is_named(ledger: Ledger) -> None:
    pair = member(ledger, *LORRIES), member(ledger, *TWICE)
    one = correct(ledger, Correction(verb="same-claim", pair=pair), relink=False, **SIGNED)
    assert overruled(ledger) == {}
    other = correct(ledger, Correction(verb="different-claim", pair=pair), **SIGNED)
    assert overruled(ledger) == {one.id: (other.id,)}
    assert not narrow_both(ledger, LORRIES, TWICE)
    assert corrections_of(ledger, id_of(COURIER)) == []  # it is about two things, not about words of one report
    hop = correct(ledger, about(ledger, COURIER, "hop", "A county official", name="Ida Rook"), relink=False, **SIGNED)
    (beside,) = corrections_of(ledger, id_of(COURIER))
    assert (beside["judgement"], beside["is"], beside["overruled_by"]) == (hop.id, {"name": "Ida Rook"}, [])
    assert beside["was"]["named"] is False


def test_actors_judged_one_or_not_are_so_in_the_story(ledger: Ledger) -> None:
    def identity(name: str) -> list[dict[str, Any]]:
        return [each for each in document_of(ledger, COURIER)["identities"] if name in each["name"]]

    (vale,), (marlow,) = identity("Ann Vale"), identity("Sal Marlow")
    assert len(vale["members"]) == 2
    made = correct(ledger, Correction(verb="same-actor", pair=(vale["id"], marlow["id"])), **SIGNED)
    assert sorted(len(each["members"]) for each in identity("Vale") + identity("Marlow")) == [3]
    undo(ledger, made.id, **SIGNED)
    one, other = (f"{each['report']}/{each['actor']}" for each in vale["members"])
    correct(ledger, Correction(verb="different-actor", pair=(one, other)), **SIGNED)
    assert [len(each["members"]) for each in identity("Ann Vale")] == [1, 1]
    read_again(ledger)
    assert [len(each["members"]) for each in identity("Ann Vale")] == [1, 1]


def test_stories_judged_one_or_not_are_grouped_so_whatever_comes_later(tmp_path: Path, ledger: Ledger) -> None:
    bridge, election = ledger.story_of(id_of(COURIER)), ledger.story_of(id_of(ELECTION))
    assert bridge is not None
    assert election is not None
    made = correct(ledger, Correction(verb="same-story", pair=(bridge, election)), **SIGNED)
    assert ledger.story_of(id_of(ELECTION)) == ledger.story_of(id_of(COURIER))
    assert len(document_of(ledger, ELECTION)["story"]["reports"]) == 4
    undo(ledger, made.id, **SIGNED)
    assert ledger.story_of(id_of(ELECTION)) != ledger.story_of(id_of(COURIER))
    correct(ledger, Correction(verb="different-story", pair=(id_of(TERN), bridge)), **SIGNED)
    assert ledger.story_of(id_of(TERN)) != ledger.story_of(id_of(COURIER)) == ledger.story_of(id_of(LANTERN))
    with open_ledger(tmp_path / "other.db", create=True) as other:  # and where the judgement comes first
        other.merge(ledger)
        linking.relink(other, [id_of(each) for each in BRIDGE])
        assert list(answers.compare(other)) == list(answers.compare(ledger))


def test_a_source_is_whoever_was_meant(ledger: Ledger) -> None:
    correct(ledger, about(ledger, COURIER, "source", "A county official", name="Ida Rook"), **SIGNED)
    origins = {o["who"] for c in document_of(ledger, COURIER)["claims"] for o in c["origins"]}
    assert "Ida Rook" in origins


def test_a_statement_that_is_none_is_the_reports_own_voice(ledger: Ledger) -> None:
    said = next(s for s in ledger.readings([id_of(TERN)])[0].statements if "safe" in text_of(TERN)[s.content[0].start : s.content[0].end])
    correct(ledger, Correction(verb="statement", report=id_of(TERN), statement=said.id, value={"kind": "none"}), **SIGNED)
    voices = [a for c in document_of(ledger, TERN)["claims"] for a in c["assertions"] if "safe" in a["spans"][0]["text"]]
    assert voices
    assert {each["statement"] for each in voices} == {None}
    assert answers.trace(ledger, "Orrin Bridge had been safe in March")["assertions"]


def test_a_figure_that_was_corrected_is_compared_as_corrected(ledger: Ledger) -> None:
    assert [each["relation"] for each in document_of(ledger, TERN)["figures"]] == ["same"]
    at = text_of(TERN).index("nine")
    wanted = Correction(verb="figure", report=id_of(TERN), span=Span(start=at, end=at + 4), value={"low": 12, "high": 12})
    correct(ledger, wanted, **SIGNED)
    assert "same" not in [each["relation"] for each in document_of(ledger, TERN)["figures"]]
