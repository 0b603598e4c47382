"""What an export is made from: what is meant by a name, what comes with it, and that it comes out the same."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from headwater import export
from headwater.errors import InputError, SettingsError
from headwater.export.case import Case, gather
from headwater.ledger import Ledger
from tests.export.conftest import CLAIM, STORY
from tests.ledgers import linked_ledger


def refs(case: Case) -> set[str]:
    return {report.ref for report in case.reports.values()}


def test_a_story_brings_its_reports_with_peoples_corrections(story: Case) -> None:
    assert (story.asked, refs(story)) == ("story", {"courier", "lantern", "tern"})
    assert [each.author for each in story.judgements] == ["Ida Lund"]
    names = {actor.name for reading in story.readings for actor in reading.actors}
    assert "Ines Calloway" in names


def test_a_claim_brings_the_reports_that_speak_of_it_and_no_other_claim(claim: Case) -> None:
    assert (claim.asked, len(claim.claims), len(claim.documents)) == ("claim", 1, 1)
    (document,) = claim.documents
    assert [each["id"] for each in document["claims"]] == [claim.claims[0]["id"]]
    assert refs(claim) >= {"courier", "lantern"}
    inside = claim.reports.keys()
    assert all(each["report"] in inside for each in document["positions"])
    assert all({each["from"], each["to"]} <= inside for each in document["reuse"])


def test_everything_is_every_report(everything: Case) -> None:
    assert refs(everything) == {"courier", "lantern", "tern", "quellan", "=1+1</script>"}
    assert everything.asked == "ledger"


def test_everything_has_the_reports_of_a_story_that_waits_to_be_linked_too(tmp_path: Path) -> None:
    with linked_ledger(tmp_path / "w.db") as opened:
        opened.forget_linked(opened.find("tern"))
        case = gather(opened)
    assert (refs(case), len(case.documents)) == ({"courier", "lantern", "tern", "quellan"}, 1)


def test_a_thing_goes_by_its_id_its_reference_or_words(ledger: Ledger, story: Case) -> None:
    document = story.documents[0]
    report, found = next(iter(story.reports)), document["claims"][0]["id"]
    assert gather(ledger, [document["story"]["id"]]).documents == story.documents
    assert [gather(ledger, [name]).asked for name in (report, "tern", found, STORY, CLAIM)] == [
        "report",
        "report",
        "claim",
        "story",
        "claim",
    ]
    assert gather(ledger, ["story:tern"]).documents == story.documents
    assert [gather(ledger, [f"{kind}:{STORY}"]).asked for kind in ("story", "claim")] == ["story", "claim"]


def test_several_things_are_one_case_and_each_comes_once(ledger: Ledger, story: Case) -> None:
    both = gather(ledger, [STORY, "quellan", STORY, "courier"])
    assert (both.asked, len(both.documents), len(both.readings)) == ("story", 1, 4)
    assert gather(ledger, ["courier", "quellan"]).title == "2 reports"


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("zeppelins over nowhere", "no story, report or claim is meant by 'zeppelins over nowhere'"),
        ("report:zeppelin", "there is no report 'zeppelin'"),
        ("story:zeppelin", "no story is meant by 'zeppelin'"),
        ("claim:zeppelin", "no claim in this ledger fits 'zeppelin'"),
    ],
)
def test_what_means_nothing_is_said_to_mean_nothing(ledger: Ledger, wanted: str, said: str) -> None:
    with pytest.raises(InputError, match=re.escape(said)):
        gather(ledger, [wanted])


def test_an_unknown_format_or_table_is_answered_with_those_there_are(ledger: Ledger) -> None:
    with pytest.raises(SettingsError, match="unknown export 'prv'; available: bibtex, brat, bundle, csl-json, csv, ftm, html"):
        export.write(ledger, STORY, "prv")
    with pytest.raises(SettingsError, match="unknown table 'nix'; available: reports, statements"):
        export.write(ledger, STORY, "csv", table="nix")
    with pytest.raises(SettingsError, match="html has no tables to choose from; --table goes with csv, parquet"):
        export.write(ledger, STORY, "html", table="claims")


@pytest.mark.parametrize("name", export.exporters())
def test_the_same_ledger_gives_the_same_bytes(ledger: Ledger, name: str, everything: Case) -> None:
    made = export.write(ledger, None, name)
    assert made.content == export.write_case(everything, export.format_named(name)).content
    assert made.content


@pytest.mark.parametrize("name", export.exporters())
def test_a_file_is_named_in_plain_letters_with_the_ending_of_its_format(hostile: Case, name: str) -> None:
    made = export.write_case(hostile, export.format_named(name))
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)+", made.name)
    assert made.name.endswith(export.FORMATS[name].suffix)


@pytest.mark.parametrize("name", export.exporters())
def test_a_case_without_anything_is_written_too(name: str) -> None:
    empty = Case(asked="ledger", title="", documents=(), claims=(), readings=())
    assert export.write_case(empty, export.format_named(name)).name.startswith("headwater.")


def test_a_time_is_borne_only_where_it_is_asked_for(story: Case) -> None:
    dated = replace(story, stamp="2031-02-03T04:05:06Z")
    for name, told in (("html", b"3 February 2031"), ("markdown", b"3 February 2031"), ("web-annotation", b"2031-02-03T04:05:06Z")):
        chosen = export.format_named(name)
        assert told in export.write_case(dated, chosen).content
        assert told not in export.write_case(story, chosen).content
