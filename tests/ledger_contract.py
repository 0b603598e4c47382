"""What every ledger does, whatever it is stored in: run on SQLite by `ledger/test_sqlite.py`, on PostgreSQL by `ledger/test_postgresql.py`.

A class that runs it has a fixture `new_place`, which gives a URL or path where no ledger is yet each time it is called.
"""

import contextlib
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, text, update

from headwater import pipeline
from headwater.errors import LedgerError, StaleError
from headwater.ledger import Anchor, Blob, Change, Group, Key, Ledger, Link, Window, open_ledger, tables
from headwater.ledger.judging import UNDO
from headwater.model import Publisher, Reading, Rejected, Span, Story, When
from tests.ledger_processes import add_reports, invented, watch
from tests.notation import reading_of
from tests.readers import said_reader
from tests.strategies import readings as any_readings

READER = "said 1"
PIER = "[S:Mara Voss] [C:said] [T:the pier would close for repairs]. She left by the “side door”."
FERRY = "[S:Odile Ferrant] [C:told] reporters [T:the ferries were running late]."
MILL = "[S:Tam Ruskin] [C:wrote] [T:the mill had closed]. [S2:Mara Voss] [C2:denied] [T2:any closing]."

# The same test runs in several classes, on one ledger that is emptied between examples.
HERE = [HealthCheck.function_scoped_fixture, HealthCheck.differing_executors, HealthCheck.too_slow]

NewPlace = Callable[[], str]


def report(marked: str, ref: str, *, day: str | None = "2025-05-14", publisher: str = "Orrin Gazette", **fields: Any) -> Reading:
    published = None if day is None else When(value=day, precision="day", origin="row")
    return reading_of(marked, ref=ref, publisher=Publisher(name=publisher), published_at=published, **fields)


def id_of(reading: Reading) -> str:
    assert reading.report is not None
    return reading.report.id


def linked_result(story: str, published: str, *, speaker: tuple[str, str]) -> dict[str, Any]:
    """What linking might find in a story of one report, in which somebody speaks and an outlet is cited that is not in hand."""
    when = {"value": published, "precision": "day", "from": "row"}
    cited = {"report": "r", "outlet": "Harbour Post", "mention": {"start": 0, "end": 1, "text": "H"}, "resolved": None, "statement": None}
    empty: dict[str, Any] = {key: [] for key in ("reuse", "claims", "figures", "quotes")}
    return empty | {
        "version": 1,
        "story": {"id": story, "title": story, "reports": [{"id": "r", "ref": "r", "publisher": None, "published_at": when}]},
        "citations": [cited],
        "identities": [{"id": speaker[0], "name": speaker[1]}],
        "positions": [{"actor": speaker[0]}],
    }


def emptied(ledger: Ledger) -> Ledger:
    """Take everything out, faster than a new one is made."""
    with ledger.engine.begin() as connection:
        for table in reversed(tables.metadata.sorted_tables):
            if table.name != "ledger_state":
                connection.execute(delete(table))
    return ledger


def altered(ledger: Ledger, statement: Any) -> None:
    with ledger.engine.begin() as connection:
        connection.execute(statement)


class LedgerContract:
    """The tests; a subclass says where."""

    @pytest.fixture
    def ledger(self, new_place: NewPlace) -> Iterator[Ledger]:
        with open_ledger(new_place(), create=True) as opened:
            yield opened

    # Reports ---------------------------------------------------------------------------------------------------------------------

    def test_a_reading_is_read_back_as_it_was(self, ledger: Ledger) -> None:
        pier = report(PIER, "pier", title="Pier to close", extra={"desk": "north", "n": [1, None, 2.5]})
        assert ledger.add(pier, reader=READER).outcome == "new"
        assert ledger.reading(id_of(pier)) == pier
        assert ledger.reading("0" * 20) is None

    def test_readings_come_in_the_order_asked_for_and_the_unknown_are_left_out(self, ledger: Ledger) -> None:
        pier, ferry = report(PIER, "pier"), report(FERRY, "ferry")
        for each in (pier, ferry):
            ledger.add(each, reader=READER)
        assert ledger.readings([id_of(ferry), "0" * 20, id_of(pier)]) == (ferry, pier)

    def test_adding_twice_changes_nothing(self, ledger: Ledger) -> None:
        pier = report(PIER, "pier")
        first = ledger.add(pier, reader=READER, keys=[Key("term", "pier")])
        before = ledger.digest()
        second = ledger.add(pier, reader=READER, keys=[Key("term", "pier")])
        assert (first.outcome, second.outcome) == ("new", "known")
        assert (second.generation, ledger.digest()) == (first.generation, before)

    def test_a_page_fetched_again_later_is_the_same_report(self, ledger: Ledger) -> None:
        pier = report(PIER, "pier")
        assert pier.report is not None
        again = replace(pier, report=replace(pier.report, captured_at=When(value="2025-06-01", precision="day", origin="clock")))
        ledger.add(pier, reader=READER)
        assert ledger.add(again, reader=READER).outcome == "known"
        assert again.report is not None
        assert ledger.is_known(again.report)

    def test_other_facts_or_another_reading_of_a_report_replace_what_is_there(self, ledger: Ledger) -> None:
        pier = report(PIER, "pier")
        dated, unread = report(PIER, "pier", day="2025-05-15"), replace(pier, statements=())
        ledger.add(pier, reader=READER, keys=[Key("term", "pier")])
        assert dated.report is not None
        assert not ledger.is_known(dated.report)
        assert ledger.add(dated, reader=READER).outcome == "replaced"
        assert ledger.reading(id_of(pier)) == dated
        assert ledger.add(unread, reader=READER, replace=False).outcome == "known"
        assert ledger.reading(id_of(pier)) == dated
        assert ledger.add(unread, reader="other 1").outcome == "replaced"
        assert ledger.reading(id_of(pier)) == unread
        assert not [hit for hit in ledger.search("repairs") if hit.statement]
        assert ledger.keys(id_of(pier)) == (Key("term", "pier"),)  # none were given, so those that it had stay

    def test_a_reading_without_a_report_goes_to_the_refused(self, ledger: Ledger) -> None:
        refused = Rejected(ref="photo.jpg", stage="ingest", code="binary", detail="it is a picture")
        with pytest.raises(LedgerError, match="it is a picture"):
            ledger.add(Reading(ref="photo.jpg", report=None, rejected=(refused,)), reader=READER)
        assert [ledger.refuse([refused]), ledger.refuse([refused]), ledger.refuse([])] == [1, 0, 0]
        assert ledger.generation == 1
        assert [(each.report, each.rejected) for each in ledger.rejections()] == [(None, refused)]

    def test_what_was_refused_inside_a_report_is_listed_with_its_id(self, ledger: Ledger) -> None:
        failed = Rejected(ref="pier", stage="read", code="failed", detail="boom")
        pier = replace(report(PIER, "pier"), rejected=(failed,))
        ledger.add(pier, reader=READER)
        assert [(each.report, each.rejected) for each in ledger.rejections()] == [(id_of(pier), failed)]

    def test_a_text_that_no_store_can_hold_is_refused_by_name(self, ledger: Ledger) -> None:
        with pytest.raises(LedgerError, match="NUL"):
            ledger.add(report("[C:said] [T:no\x00thing].", "nul"), reader=READER)
        assert ledger.stats().reports == 0

    def test_reports_are_listed_by_time_and_the_undated_last(self, ledger: Ledger) -> None:
        days = {"a": "2025-05-14T05:10:00+02:00", "b": "2025-05-14", "c": None, "d": "2025", "e": "2025-05-14T02:00:00Z"}
        for ref, day in days.items():
            ledger.add(report(PIER, ref, day=day, publisher="Daymark" if ref == "d" else "Orrin Gazette"), reader=READER)
        assert [each.ref for each in ledger.reports()] == ["d", "b", "e", "a", "c"]
        assert [each.ref for each in ledger.reports(newest_first=True, limit=2)] == ["a", "e"]
        assert [each.ref for each in ledger.reports(publisher="DAYMARK")] == ["d"]
        may = Window(start=datetime(2025, 5, 14, 1, tzinfo=UTC), end=datetime(2025, 5, 14, 2, 30, tzinfo=UTC))
        assert [each.ref for each in ledger.reports(window=may)] == ["e", "c"]

    def test_a_list_a_page_at_a_time_is_the_whole_list(self, ledger: Ledger) -> None:
        ledger.refuse([Rejected(ref=f"page{n}", stage="ingest", code="no_text", detail="nothing in it") for n in range(3)])
        for number in range(5):
            ledger.add(report(PIER, f"r{number}", day=f"2025-05-{10 + number % 3}"), reader=READER)
            ledger.put_changes([Change(kind="claim", id=f"c{number}", value={"because": "it is so"})])
        for whole, part in (
            (ledger.reports(newest_first=True), partial(ledger.reports, newest_first=True)),
            (ledger.rejections(), ledger.rejections),
            (ledger.changes(), ledger.changes),
            (ledger.changes()[::-1], ledger.latest_changes),
            (ledger.doubtful(1.1), partial(ledger.doubtful, 1.1)),
        ):
            assert [each for offset in range(0, 6, 2) for each in part(offset=offset, limit=2)] == list(whole)
        assert (ledger.count_reports(), ledger.count_rejections(), ledger.count_changes(), ledger.count_doubtful(1.1)) == (5, 3, 5, 5)
        assert ledger.count_reports(publisher="orrin gazette") == 5
        assert ledger.rows_of(each.id for each in ledger.reports()) == {each.id: each for each in ledger.reports()}

    def test_statements_of_which_the_reader_is_not_sure_come_first(self, ledger: Ledger) -> None:
        for number, score in enumerate((0.9, 0.2, 0.4)):
            reading = report(PIER, f"r{number}")
            ledger.add(replace(reading, statements=tuple(replace(each, score=score) for each in reading.statements)), reader=READER)
        found = ledger.doubtful(0.5)
        assert [each.score for each in found] == [0.2, 0.4]
        assert (found[0].source, found[0].content) == ("Mara Voss", "the pier would close for repairs")
        assert ledger.count_doubtful(0.3) == 1

    def test_a_story_is_listed_and_found_by_what_its_result_names(self, ledger: Ledger) -> None:
        pier, ferry = report(PIER, "pier"), report(FERRY, "ferry")
        for each in (pier, ferry):
            ledger.add(each, reader=READER)
        ledger.put_stories([Story(id="aa1", title="Pier to close", reports=(id_of(pier),))])
        ledger.put_stories([Story(id="bb2", title="Ferries late, pier busy", reports=(id_of(ferry),))])
        ledger.put_linked("aa1", linked_result("aa1", "2025-05-14", speaker=("c1", "Mara Voss")))
        ledger.put_linked("bb2", linked_result("bb2", "2025-06", speaker=("c2", "Odile Ferrant")))
        assert [story["id"] for _, story in ledger.overviews()] == ["bb2", "aa1"]
        (place, _), *_ = ledger.overviews(limit=1)
        assert [story["id"] for _, story in ledger.overviews(after=place)] == ["aa1"]
        assert ledger.count_stories() == 2
        assert ledger.stories_titled("PIER") == (("aa1", "Pier to close"), ("bb2", "Ferries late, pier busy"))
        assert ledger.stories_titled("pier", "late") == (("bb2", "Ferries late, pier busy"),)
        assert ledger.stories_titled("100%_") == ()
        assert ledger.stories_beginning("aa") == (("aa1", "Pier to close"),)
        assert ledger.stories_of_name("voss") == ("aa1",)
        assert ledger.stories_of_name() == ("bb2", "aa1")
        assert (ledger.stories_naming("c1"), ledger.stories_naming("c"), ledger.stories_naming("c", whole=False)) == (
            ("aa1",),
            (),
            ("aa1", "bb2"),
        )
        assert ledger.stories_stating(pier.statements[0].id[:12]) == ("aa1",)
        assert [each["outlet"] for each in ledger.missing()] == ["Harbour Post", "Harbour Post"]
        ledger.forget_linked([id_of(pier)])
        assert (ledger.count_stories(), ledger.stories_naming("c1"), len(ledger.missing())) == (1, (), 1)

    def test_a_ledger_that_remembers_tells_a_new_result_of_linking(self, new_place: NewPlace) -> None:
        with open_ledger(new_place(), create=True, remembers=1) as ledger:
            results: list[dict[str, Any]] = [{"claims": []}, {"claims": [{"id": "a"}]}, {"claims": [{"id": "b"}], "more": "x" * (1 << 17)}]
            for found in results:
                ledger.put_linked("s", found, computed_at=1)
                for _ in range(2):
                    document = ledger.linked("s")
                    assert document is not None
                    assert document.value == found

    def test_a_ledger_that_remembers_tells_a_new_reading(self, new_place: NewPlace) -> None:
        with open_ledger(new_place(), create=True, remembers=1) as ledger:
            pier, ferry = report(PIER, "pier"), report(FERRY, "ferry")
            ledger.add(pier, reader=READER)
            ledger.add(ferry, reader=READER)
            ids = [id_of(pier), id_of(ferry)]
            assert ledger.readings(ids) == ledger.readings(ids) == (pier, ferry)
            less = replace(pier, statements=())
            ledger.add(less, reader=READER)
            assert ledger.readings(ids) == (less, ferry)

    def test_a_report_is_found_by_its_id_the_beginning_of_it_or_its_reference(self, ledger: Ledger) -> None:
        pier = report(PIER, "reports/pier.txt")
        ledger.add(pier, reader=READER)
        for name in (id_of(pier), id_of(pier)[:6], "reports/pier.txt"):
            assert ledger.find(name) == (id_of(pier),)
        for name in (id_of(pier)[:3], "pier", "", "%", "____"):
            assert ledger.find(name) == ()

    # Removing --------------------------------------------------------------------------------------------------------------------

    def test_a_removed_report_is_refused_and_says_why_until_it_is_forced(self, ledger: Ledger) -> None:
        pier = report(PIER, "pier")
        ledger.add(pier, reader=READER)
        left = ledger.remove(id_of(pier), reason="court order 12", author="Ida Lund")
        assert ledger.reading(id_of(pier)) is None
        assert ledger.tombstones() == (left,)
        refused = ledger.add(pier, reader=READER)
        assert refused.outcome == "removed"
        assert "court order 12" in refused.because
        assert "Ida Lund" in refused.because
        assert ledger.add(pier, reader=READER, force=True).outcome == "new"
        assert ledger.tombstones() == ()

    def test_nothing_of_a_removed_report_is_left(self, ledger: Ledger) -> None:
        pier, ferry = report(PIER, "pier"), report(FERRY, "ferry")
        for each in (pier, ferry):
            ledger.add(
                each, reader=READER, keys=[Key("term", "shared"), Key("term", each.ref)], blobs=[Blob(name="v", version="1", content=b"x")]
            )
        ledger.put_stories([Story(id="s", title="The pier would close", reports=(id_of(pier), id_of(ferry)))])
        ledger.put_links([Link(kind="reuse", a=id_of(pier), b=id_of(ferry), score=1.0)])
        ledger.put_linked("s", {"gist": {"report": id_of(pier), "start": 0, "end": 9, "text": "Mara Voss"}})
        ledger.put_changes([Change(kind="claim", id="c", value={"why": "repairs"}, reports=(id_of(pier),))])
        ledger.judge(
            "hop", {}, author="Ida Lund", reason="misread", anchor=Anchor(report=id_of(pier), role="source", span=Span(start=0, end=9))
        )
        ledger.remove(id_of(pier), reason="court order", author="Ida Lund")
        assert "repairs" not in "".join(map(str, ledger.lines()))
        assert "Mara Voss" not in "".join(map(str, ledger.lines()))
        assert ledger.search("repairs") == ()
        assert ledger.postings([Key("term", "shared"), Key("term", "pier")]) == {Key("term", "shared"): 1, Key("term", "pier"): 0}
        assert ledger.links() == ()
        assert ledger.linked("s") is None
        assert ledger.stories() == (Story(id="s", title="", reports=(id_of(ferry),)),)
        assert ledger.verify().orphans == ()

    def test_a_removal_needs_a_reason_an_author_and_a_report(self, ledger: Ledger) -> None:
        pier = report(PIER, "pier")
        ledger.add(pier, reader=READER)
        for reason, author, said in ((" ", "Ida", "a reason"), ("order", "", "an author")):
            with pytest.raises(LedgerError, match=said):
                ledger.remove(id_of(pier), reason=reason, author=author)
        with pytest.raises(LedgerError, match="no report"):
            ledger.remove("0" * 20, reason="order", author="Ida")

    # Neighbours ------------------------------------------------------------------------------------------------------------------

    def test_neighbours_are_those_that_share_keys_the_nearest_first(self, ledger: Ledger) -> None:
        terms = {"a": "pier voss close", "b": "pier voss", "c": "pier", "d": "mill"}
        ids = {}
        for ref, words in terms.items():
            reading = report(PIER, ref, day="2025-05-10" if ref == "c" else "2025-05-14")
            ids[ref] = id_of(reading)
            ledger.add(reading, reader=READER, keys=[Key("term", word) for word in words.split()] + [Key("outlet", "gazette")])
        wanted = [Key("term", "pier"), Key("term", "voss"), Key("outlet", "gazette"), Key("term", "nobody's")]
        found = ledger.neighbours(wanted)
        assert found[0].counts() == {"outlet": 1, "term": 2}
        assert [len(each.shared) for each in found] == [3, 3, 2, 1]
        rare = ledger.neighbours(wanted, most_postings=2)
        assert {each.report: each.counts() for each in rare} == {ids["a"]: {"term": 1}, ids["b"]: {"term": 1}}
        late = Window(start=datetime(2025, 5, 12, tzinfo=UTC))
        assert ids["c"] not in {each.report for each in ledger.neighbours(wanted, window=late)}
        latest = ledger.neighbours(wanted, most_postings=0, latest=1)
        assert latest
        assert len(latest) <= len(wanted)
        assert ledger.neighbours([]) == ()

    def test_postings_are_counted_anew_when_keys_change(self, ledger: Ledger) -> None:
        pier, ferry = report(PIER, "pier"), report(FERRY, "ferry")
        for each in (pier, ferry):
            ledger.add(each, reader=READER, keys=[Key("term", "late")])
        assert ledger.postings([Key("term", "late")]) == {Key("term", "late"): 2}
        ledger.put_keys(id_of(pier), [Key("term", "early"), Key("term", "early")])
        assert ledger.postings([Key("term", "late"), Key("term", "early")]) == {Key("term", "late"): 1, Key("term", "early"): 1}
        assert ledger.verify().orphans == ()

    def test_thousands_of_keys_can_be_asked_for_at_once(self, ledger: Ledger) -> None:
        pier = report(PIER, "pier")
        many = [Key("term", f"word{number}") for number in range(3000)]
        ledger.add(pier, reader=READER, keys=many)
        assert len(ledger.neighbours(many)[0].shared) == 3000

    def test_blobs_come_back_as_they_were_and_the_newer_replaces(self, ledger: Ledger) -> None:
        pier, ferry = report(PIER, "pier"), report(FERRY, "ferry")
        vector = Blob(name="vector", version="1", content=bytes(range(256)))
        for each in (pier, ferry):
            ledger.add(each, reader=READER, blobs=[vector])
        newer = Blob(name="vector", version="2", content=b"\x00")
        ledger.put_blobs(id_of(pier), [newer])
        assert ledger.blobs("vector") == {id_of(pier): newer, id_of(ferry): vector}
        assert ledger.blobs("vector", [id_of(ferry)]) == {id_of(ferry): vector}
        assert ledger.blobs("minhash") == {}

    # Search ----------------------------------------------------------------------------------------------------------------------

    def test_search_finds_statements_and_reports_by_the_stems_of_all_words(self, ledger: Ledger) -> None:
        pier, mill = report(PIER, "pier", title="Works at the harbour"), report(MILL, "mill")
        for each in (pier, mill):
            ledger.add(each, reader=READER)
        hits = ledger.search("closing repair")
        assert [(hit.report, hit.statement is None) for hit in hits] == [(id_of(pier), False), (id_of(pier), True)]
        assert hits[0].words == "the pier would close for repairs"
        assert pier.report is not None
        assert hits[1].words == pier.report.text
        assert [hit.report for hit in ledger.search("harbour")] == [id_of(pier)]
        assert ledger.search("closing zeppelin") == ()

    def test_words_in_quotation_marks_must_stand_as_they_are(self, ledger: Ledger) -> None:
        ledger.add(report(PIER, "pier"), reader=READER)
        assert ledger.search('"side door"')
        assert ledger.search("“Mara Voss” pier")
        assert not ledger.search('"door side"')

    def test_accents_and_case_make_no_difference(self, ledger: Ledger) -> None:
        ledger.add(report("[S:Inés Duarte] [C:said] [T:the Žabno bridge held].", "bridge"), reader=READER)
        for words in ("ines zabno", "INÉS", "Zabno"):
            assert ledger.search(words), words

    @pytest.mark.parametrize(
        "words",
        ['"', "''", "pier AND", "NEAR(pier", "pier*", "-pier", "(pier", "pier:mill", "^pier", "a\x00b", "%", "‘", "\\", ":x", "\ud800"],
    )
    def test_no_character_is_an_operator_or_an_error(self, ledger: Ledger, words: str) -> None:
        ledger.add(report(PIER, "pier"), reader=READER)
        assert len(ledger.search(words)) in (0, 2)

    def test_a_very_long_query_is_cut(self, ledger: Ledger) -> None:
        ledger.add(report(PIER, "pier"), reader=READER)
        assert ledger.search("pier " * 5000)

    # Links and groups --------------------------------------------------------------------------------------------------------------

    def test_links_are_kept_by_kind_and_ends_and_the_newer_replaces(self, ledger: Ledger) -> None:
        a, b, c = (report(PIER, ref) for ref in "abc")
        for each in (a, b, c):
            ledger.add(each, reader=READER)
        reuse = Link(kind="reuse", a=id_of(a), b=id_of(b), score=0.25, value={"kind": "copy"})
        claim = Link(kind="claim", a=f"{id_of(b)}/s1", b=f"{id_of(c)}/10:20", score=0.5)
        ledger.put_links([reuse, claim])
        ledger.put_links([replace(reuse, score=0.75)])
        assert ledger.links("reuse") == (replace(reuse, score=0.75),)
        assert ledger.links(touching=[id_of(c)]) == (claim,)
        assert len(ledger.links(touching=[id_of(b)])) == 2
        ledger.drop_links(id_of(b), kinds=["claim"])
        assert [each.kind for each in ledger.links()] == ["reuse"]

    def test_what_is_not_in_hand_cannot_be_linked(self, ledger: Ledger) -> None:
        with pytest.raises(LedgerError, match="is not in the ledger"):
            ledger.put_links([Link(kind="reuse", a="0" * 20, b="1" * 20, score=1.0)])
        with pytest.raises(LedgerError, match="is not in the ledger"):
            ledger.put_stories([Story(id="s", title="", reports=("0" * 20,))])
        assert ledger.stories() == ()

    def test_a_story_keeps_its_id_and_lists_its_reports_by_time(self, ledger: Ledger) -> None:
        early, late = report(PIER, "early", day="2025-05-01"), report(PIER, "late", day="2025-05-02")
        for each in (late, early):
            ledger.add(each, reader=READER)
        assert ledger.unlinked() == (id_of(late), id_of(early))
        ledger.put_stories([Story(id="s", title="Pier", reports=(id_of(late),))])
        ledger.put_stories([Story(id="s", title="Pier to close", reports=(id_of(late), id_of(early)))])
        assert ledger.stories() == (Story(id="s", title="Pier to close", reports=(id_of(early), id_of(late))),)
        assert ledger.story_of(id_of(early)) == "s"
        assert ledger.stories_of([id_of(early), "unknown", id_of(early)]) == {id_of(early): "s"}
        assert [each.ref for each in ledger.reports(story="s")] == ["early", "late"]
        assert ledger.unlinked(among=[id_of(early)]) == (id_of(early),)
        ledger.put_linked("s", {"claims": []})
        assert ledger.unlinked() == ()

    def test_a_story_whose_report_is_replaced_or_removed_is_to_be_linked_anew(self, ledger: Ledger) -> None:
        pier, ferry, mill = report(PIER, "pier"), report(FERRY, "ferry"), report(MILL, "mill")
        for each in (pier, ferry, mill):
            ledger.add(each, reader=READER)
        ledger.put_stories([Story(id="s", title="", reports=(id_of(pier), id_of(ferry))), Story(id="t", title="", reports=(id_of(mill),))])
        for story in "st":
            ledger.put_linked(story, {"claims": []})
        ledger.add(report(FERRY, "ferry", day="2025-05-20"), reader=READER)
        assert ledger.unlinked() == (id_of(pier), id_of(ferry))
        ledger.put_linked("s", {"claims": []})
        ledger.put_links([Link(kind="story", a=id_of(pier), b=id_of(mill), score=0.2)])
        ledger.remove(id_of(ferry), reason="court order", author="Ida Lund")
        assert ledger.unlinked() == (id_of(pier),)
        ledger.remove(id_of(pier), reason="court order", author="Ida Lund")
        assert ledger.unlinked() == (id_of(mill),)  # what was removed may have kept it apart, or held it together
        ledger.put_linked("t", {"claims": []})
        ledger.forget_linked([id_of(mill)])
        assert ledger.unlinked() == (id_of(mill),)

    def test_a_story_that_loses_its_reports_redirects_to_where_most_went(self, ledger: Ledger) -> None:
        refs = "abcde"
        ids = {}
        for ref in refs:
            reading = report(PIER, ref)
            ledger.add(reading, reader=READER)
            ids[ref] = id_of(reading)
        ledger.put_stories(
            [Story(id="old", title="", reports=tuple(ids[ref] for ref in "abc")), Story(id="x", title="", reports=(ids["d"],))]
        )
        ledger.put_linked("old", {"claims": []})
        ledger.put_stories(
            [Story(id="x", title="", reports=(ids["d"], ids["a"])), Story(id="y", title="", reports=(ids["b"], ids["c"], ids["e"]))]
        )
        found = ledger.story("old")
        assert found is not None
        assert found.id == "y"
        assert ledger.linked("old") is None
        ledger.put_stories([Story(id="x", title="", reports=tuple(ids.values()))])
        assert [story.id for each in ("old", "y", "x") if (story := ledger.story(each))] == ["x", "x", "x"]
        assert [each.id for each in ledger.stories()] == ["x"]
        assert ledger.verify().orphans == ()

    def test_a_redirect_that_linking_knows_goes_before_the_count(self, ledger: Ledger) -> None:
        a, b = report(PIER, "a"), report(PIER, "b")
        for each in (a, b):
            ledger.add(each, reader=READER)
        ledger.put_stories([Story(id="old", title="", reports=(id_of(a),)), Story(id="other", title="", reports=(id_of(b),))])
        ledger.put_stories([Story(id="new", title="", reports=(id_of(a),))], redirects={"old": "other"})
        assert (found := ledger.story("old")) is not None
        assert found.id == "other"

    def test_groups_of_several_kinds_do_not_mix(self, ledger: Ledger) -> None:
        pier = report(PIER, "pier")
        ledger.add(pier, reader=READER)
        voss = Group(kind="identity", id="g", members=(f"{id_of(pier)}/voss",), value={"name": "Mara Voss"})
        claim = Group(kind="claim", id="g", members=(f"{id_of(pier)}/10:20",), value={"low": 1})
        ledger.put_groups([voss, claim])
        assert (found := ledger.group("identity", "g")) is not None
        assert replace(found, generation=0) == voss
        assert ledger.group_of("claim", f"{id_of(pier)}/10:20") == "g"
        assert ledger.group_of("identity", f"{id_of(pier)}/10:20") is None
        assert [each.value for each in ledger.groups("claim", touching=[id_of(pier)])] == [{"low": 1}]
        assert ledger.groups("claim", touching=[]) == ()

    def test_an_outdated_story_waits_and_shows_what_was_found_until_it_is_linked(self, ledger: Ledger) -> None:
        pier, ferry, mill = (report(marked, marked[3:7]) for marked in (PIER, FERRY, MILL))
        for each in (pier, ferry, mill):
            ledger.add(each, reader=READER)
        stories = [Story(id="5001", title="", reports=(id_of(pier), id_of(ferry))), Story(id="5002", title="", reports=(id_of(mill),))]
        ledger.put_stories(stories)
        for story in stories:
            ledger.put_linked(story.id, {"claims": [{"id": f"c_{story.id}"}]})
        ledger.outdate([id_of(ferry)])
        assert set(ledger.unlinked()) == {id_of(pier), id_of(ferry)}
        assert ledger.linked("5001") is not None
        assert ledger.linked_at(["5001", "5002", "5003"]).keys() == {"5001", "5002"}
        ledger.put_linked("5001", {"claims": []})
        assert ledger.unlinked() == ()
        ledger.outdate(["0" * 20])
        assert ledger.unlinked() == ()
        assert (ledger.stories_with("c_5002"), ledger.stories_with("c_5001"), ledger.stories_with("c%5002")) == (("5002",), (), ())

    def test_an_id_leads_where_it_was_sent_until_it_is_alive_again(self, ledger: Ledger) -> None:
        pier = report(PIER, "pier")
        ledger.add(pier, reader=READER)
        ledger.put_groups([Group(kind="claim", id="c1", members=(id_of(pier),))])
        ledger.put_redirects("claim", {"c2": "c1"})
        ledger.put_redirects("claim", {"c3": "c2", "c1": "c1"})
        assert [ledger.final_id("claim", each) for each in ("c1", "c2", "c3", "c4")] == ["c1", "c1", "c1", "c4"]
        assert ledger.group("claim", "c3") == ledger.group("claim", "c1")
        assert ledger.verify().orphans == ()
        ledger.put_redirects("claim", {}, alive=["c3", "c1"])
        assert [ledger.final_id("claim", each) for each in ("c1", "c2", "c3")] == ["c1", "c1", "c3"]

    def test_a_judged_pair_stands_where_its_places_are_whatever_its_ids_become(self, ledger: Ledger) -> None:
        pier, mill = report(PIER, "pier"), report(MILL, "mill")
        for each in (pier, mill):
            ledger.add(each, reader=READER)
        places = {"a": [{"report": id_of(pier), "start": 0, "end": 4}], "b": [{"report": id_of(mill), "start": 0, "end": 4}]}
        ids = tuple(each.statements[0].id for each in (pier, mill))
        made = ledger.judge("same_claim", places, author="Ida", reason="read both", pair=(ids[0], ids[1]))
        for each in (pier, mill):
            ledger.add(replace(each, statements=()), reader="other 1")
        assert ledger.verify().orphans == ()
        ledger.remove(id_of(mill), reason="order", author="Ida")
        assert ledger.verify().orphans == ()
        assert ledger.judgements() == (made,)

    def test_results_and_changes_carry_the_generation_they_were_made_at(self, ledger: Ledger) -> None:
        pier = report(PIER, "pier")
        ledger.add(pier, reader=READER)
        before = ledger.generation
        with ledger.writing(expected=before) as generation:
            ledger.put_stories([Story(id="s", title="", reports=(id_of(pier),))])
            ledger.put_linked("s", {"claims": [{"low": 1}]}, computed_at=before)
            ledger.put_changes([Change(kind="claim", id="c", value={"low": [0, 1]}, reports=(id_of(pier),))])
        assert generation == ledger.generation == before + 1
        assert (linked := ledger.linked("s")) is not None
        assert (linked.value, linked.generation) == ({"claims": [{"low": 1}]}, before)
        (change,) = ledger.changes(after=before)
        assert (change.generation, change.value) == (generation, {"low": [0, 1]})
        assert ledger.changes(after=generation) == ()
        assert ledger.changes(since=datetime(2099, 1, 1, tzinfo=UTC)) == ()
        assert ledger.changes(since=datetime(2020, 1, 1, tzinfo=UTC), identified="c") == (change,)

    # Transactions ----------------------------------------------------------------------------------------------------------------

    def test_what_was_computed_from_an_older_state_is_not_written(self, ledger: Ledger) -> None:
        pier = report(PIER, "pier")
        ledger.add(pier, reader=READER)
        seen = ledger.generation
        ledger.add(report(FERRY, "ferry"), reader=READER)
        with pytest.raises(StaleError, match="compute it again"), ledger.writing(expected=seen):
            ledger.put_stories([Story(id="s", title="", reports=(id_of(pier),))])
        assert ledger.stories() == ()

    def test_a_transaction_that_fails_leaves_nothing(self, ledger: Ledger) -> None:
        seen, before = ledger.generation, ledger.digest()
        with contextlib.suppress(RuntimeError), ledger.writing():
            ledger.add(report(PIER, "pier"), reader=READER, keys=[Key("term", "pier")])
            raise RuntimeError("out")
        assert (ledger.generation, ledger.digest()) == (seen, before)

    def test_a_transaction_that_changes_nothing_makes_no_generation(self, ledger: Ledger) -> None:
        pier = report(PIER, "pier")
        ledger.add(pier, reader=READER)
        with ledger.writing(expected=1) as generation:
            assert ledger.add(pier, reader=READER).outcome == "known"
            assert ledger.generation == generation == 2
        assert ledger.generation == 1

    def test_a_report_and_its_links_can_be_one_transaction(self, ledger: Ledger) -> None:
        pier = report(PIER, "pier")
        with ledger.writing(expected=0):
            ledger.add(pier, reader=READER)
            ledger.put_stories([Story(id="s", title="", reports=(id_of(pier),))])
            assert ledger.story_of(id_of(pier)) == "s"
        assert (ledger.generation, ledger.story_of(id_of(pier))) == (1, "s")

    def test_a_snapshot_sees_one_state_while_others_write(self, ledger: Ledger) -> None:
        ledger.add(report(PIER, "pier"), reader=READER)
        other = threading.Thread(target=lambda: ledger.add(report(FERRY, "ferry"), reader=READER))
        with ledger.snapshot() as generation:
            assert len(ledger.reports()) == 1
            other.start()
            other.join(timeout=30)
            assert not other.is_alive()
            assert (len(ledger.reports()), ledger.generation) == (1, generation)
            with pytest.raises(LedgerError, match="a snapshot is for reading"):
                ledger.add(report(MILL, "mill"), reader=READER)
        assert (len(ledger.reports()), ledger.generation) == (2, generation + 1)

    def test_readers_do_not_wait_for_a_writer_and_a_second_writer_says_that_it_cannot(self, new_place: NewPlace) -> None:
        place = new_place()
        with open_ledger(place, create=True) as first, open_ledger(place, busy_timeout_s=0.2) as second, first.writing():
            first.add(report(PIER, "pier"), reader=READER)
            assert second.reports() == ()
            with pytest.raises(LedgerError, match="held by another"):
                second.add(report(FERRY, "ferry"), reader=READER)

    # Judgements ------------------------------------------------------------------------------------------------------------------

    def test_a_judgement_is_attached_to_what_overlaps_it_after_rereading_or_becomes_an_orphan(self, ledger: Ledger) -> None:
        pier = report(PIER, "pier")
        ledger.add(pier, reader=READER)
        content = pier.statements[0].content[0]
        anchor = Anchor(report=id_of(pier), role="statement", span=content)
        made = ledger.judge("hop", {"chain": ["Mara Voss"]}, author="Ida Lund", reason="seen the tape", anchor=anchor)
        assert made.anchor is not None
        assert made.anchor.words == "the pier would close for repairs"
        (found,) = ledger.attached(id_of(pier))
        assert (found.judgement, found.target, found.overlap) == (made, pier.statements[0].id, 1.0)
        longer = report(PIER.replace("[T:the pier would close for repairs]", "[T:the pier would close] for repairs"), "pier")
        assert ledger.add(longer, reader="said 2").outcome == "replaced"
        (found,) = ledger.attached(id_of(pier))
        assert found.target == longer.statements[0].id
        assert 0.5 < found.overlap < 1
        ledger.add(
            report(PIER.replace("[T:the pier would close for repairs]", "the pier [T:would] close for repairs"), "pier"), reader="said 3"
        )
        (found,) = ledger.attached(id_of(pier))
        assert found.target is None
        assert [each.where for each in ledger.verify().orphans] == [f"judgement {made.id}"]
        assert ledger.judgements() == (made,)

    def test_an_undone_judgement_holds_again_when_the_undoing_is_undone(self, ledger: Ledger) -> None:
        pier = report(PIER, "pier")
        ledger.add(pier, reader=READER)
        made = ledger.judge("same_claim", {"same": True}, author="Ida", reason="read both", pair=(id_of(pier), id_of(pier)))
        undone = ledger.undo(made.id, author="Ole", reason="they differ")
        assert ledger.judgements() == ()
        assert [(each.id, each.undone_by) for each in ledger.judgements(undone=True)] == [(made.id, undone.id)]
        with pytest.raises(LedgerError, match="undone already"):
            ledger.undo(made.id, author="Ole", reason="again")
        ledger.undo(undone.id, author="Ida", reason="they do not")
        assert ledger.judgements() == (made,)
        assert [each.verb for each in ledger.judgements(undone=True, undos=True)] == ["same_claim", UNDO, UNDO]
        with pytest.raises(LedgerError, match="no judgement 'x'"):
            ledger.undo("x", author="Ole", reason="none")

    def test_a_judgement_names_its_author_its_reason_and_what_it_is_about(self, ledger: Ledger) -> None:
        pier = report(PIER, "pier")
        ledger.add(pier, reader=READER)
        anchor = Anchor(report=id_of(pier), role="report", span=Span(start=0, end=4))
        for wrong, said in (
            ({"author": "", "reason": "r", "anchor": anchor}, "an author"),
            ({"author": "a", "reason": " ", "anchor": anchor}, "a reason"),
            ({"author": "a", "reason": "r"}, "is about a stretch"),
            ({"author": "a", "reason": "r", "anchor": replace(anchor, span=Span(start=0, end=999))}, "no stretch"),
            ({"author": "a", "reason": "r", "anchor": replace(anchor, report="0" * 20)}, "no report"),
        ):
            with pytest.raises(LedgerError, match=said):
                ledger.judge("date", {"value": "2025"}, **wrong)

    # Verifying -------------------------------------------------------------------------------------------------------------------

    def test_a_ledger_as_it_was_written_verifies(self, ledger: Ledger) -> None:
        for marked, ref in ((PIER, "pier"), (FERRY, "ferry"), (MILL, "mill")):
            ledger.add(report(marked, ref), reader=READER, keys=[Key("term", ref)])
        found = ledger.verify()
        assert (found.reports, found.spans, found.orphans) == (3, 12, ())

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (
                update(tables.reports).values(text="Mara Voss said the quay would close for repairs. She left by the “side door”."),
                "SHA-256",
            ),
            (update(tables.readings).values(document=tables.readings.c.document.op("||")("}")), "no JSON"),
            (update(tables.reports).values(id="f" * 20), "its id is not"),
            (update(tables.postings).values(reports=7), "is counted 7 times"),
            (insert(tables.linked).values(story="lost", value="{}", generation=1), "is not in the ledger itself"),
            (insert(tables.groupings).values(kind="story", id="lost", redirect="gone", value="{}", generation=1), "redirects to gone"),
            (insert(tables.members).values(kind="story", member="x", id="lost", report=1), "has the member x"),
            (update(tables.reports).values(document="{}"), "report.sha256 is missing"),
            (update(tables.judgements).values(words="the quay"), "is about 'the quay', which is not what stands there"),
            (update(tables.judgements).values(report="0" * 20), "is about report 00000000000000000000, which is not in the ledger"),
            (update(tables.judgements).values(a="gone", b="lost"), "is about lost, which is not in the ledger"),
        ],
    )
    def test_what_was_altered_behind_its_back_is_an_orphan(self, ledger: Ledger, change: Any, said: str) -> None:
        pier = report(PIER, "pier")
        ledger.add(pier, reader=READER, keys=[Key("term", "pier")])
        ledger.judge("hop", {}, author="Ida", reason="r", anchor=Anchor(report=id_of(pier), role="source", span=Span(start=0, end=9)))
        assert ledger.verify().orphans == ()
        altered(ledger, change)
        orphans = ledger.verify().orphans
        assert orphans
        assert any(said in each.problem for each in orphans), orphans

    def test_a_span_of_a_linked_result_that_no_longer_holds_is_an_orphan(self, ledger: Ledger) -> None:
        pier = report(PIER, "pier")
        ledger.add(pier, reader=READER)
        ledger.put_stories([Story(id="s", title="", reports=(id_of(pier),))])
        good = {"start": 0, "end": 9, "text": "Mara Voss"}
        bad = {"start": 0, "end": 9, "text": "Mara Vass"}
        reuse = {"from": id_of(pier), "to": id_of(pier), "passages": [{"from": good, "to": bad}]}
        lost = {"report": "0" * 20, **good}
        ledger.put_linked("s", {"claims": [{"gist": {"report": id_of(pier), **good}}, {"gist": lost}], "reuse": [reuse]})
        assert [each.where for each in ledger.verify().orphans] == ["story s.claims[1].gist", "story s.reuse[0].passages[0].to"]

    def test_a_report_that_was_altered_is_not_given_out(self, ledger: Ledger) -> None:
        pier = report(PIER, "pier")
        ledger.add(pier, reader=READER)
        altered(ledger, update(tables.reports).values(text="altered"))
        with pytest.raises(LedgerError, match="was altered in the store"):
            ledger.reading(id_of(pier))

    # Carrying --------------------------------------------------------------------------------------------------------------------

    def _filled(self, ledger: Ledger) -> Ledger:
        pier, ferry = report(PIER, "pier"), report(FERRY, "ferry")
        for each in (pier, ferry):
            ledger.add(each, reader=READER, keys=[Key("term", each.ref)], blobs=[Blob(name="v", version="1", content=b"\x00\xff")])
        ledger.put_stories([Story(id="old", title="Ferry", reports=(id_of(ferry),))])
        ledger.put_stories([Story(id="s", title="Pier", reports=(id_of(pier), id_of(ferry)))])
        ledger.put_links([Link(kind="reuse", a=id_of(pier), b=id_of(ferry), score=0.5, value={"kind": "copy"})])
        ledger.put_linked("s", {"claims": []})
        ledger.put_changes([Change(kind="story", id="s", value={"joined": 1}, reports=(id_of(pier),))])
        made = ledger.judge(
            "hop", {}, author="Ida", reason="r", anchor=Anchor(report=id_of(pier), role="source", span=Span(start=0, end=9))
        )
        ledger.undo(made.id, author="Ida", reason="no")
        ledger.judge("same_claim", {}, author="Ida", reason="r", pair=("s", "old"))
        ledger.refuse([Rejected(ref="x.jpg", stage="ingest", code="binary", detail="picture")])
        gone = report(MILL, "gone")
        ledger.add(gone, reader=READER)
        ledger.remove(id_of(gone), reason="order", author="Ida")
        return ledger

    def test_a_backup_of_lines_restores_the_whole_ledger(self, ledger: Ledger, new_place: NewPlace, tmp_path: Path) -> None:
        self._filled(ledger).backup(tmp_path / "all.jsonl")
        with open_ledger(new_place(), create=True) as restored:
            brought = restored.merge(tmp_path / "all.jsonl")
            assert (len(brought.new), brought.known, brought.judgements) == (2, 0, 3)
            assert restored.digest() == ledger.digest()
            assert [each.value for each in restored.changes()] == [each.value for each in ledger.changes()]
            assert restored.verify().orphans == ()
            seen = restored.generation
            assert restored.merge(tmp_path / "all.jsonl").new == ()
            assert restored.generation == seen
            assert restored.digest() == ledger.digest()

    def test_merging_brings_what_is_not_here_and_leaves_what_is(self, ledger: Ledger, new_place: NewPlace) -> None:
        pier, ferry, mill = report(PIER, "pier"), report(FERRY, "ferry"), report(MILL, "mill")
        for each in (pier, ferry):
            ledger.add(each, reader=READER)
        ledger.put_stories([Story(id="here", title="", reports=(id_of(pier), id_of(ferry)))])
        ledger.put_linked("here", {"claims": []})
        with open_ledger(new_place(), create=True) as other:
            for each in (ferry, mill):
                other.add(each, reader="other 1")
            other.put_stories([Story(id="there", title="", reports=(id_of(ferry), id_of(mill)))])
            brought = ledger.merge(other)
        assert (brought.new, brought.known) == ((id_of(mill),), 1)
        assert ledger.unlinked() == (id_of(mill),)  # its story there shares a report with one here: linking has to decide
        assert [each.id for each in ledger.stories()] == ["here"]
        assert ledger.verify().orphans == ()

    def test_what_one_of_two_ledgers_removed_is_in_neither_after_merging(self, ledger: Ledger, new_place: NewPlace) -> None:
        pier, ferry = report(PIER, "pier"), report(FERRY, "ferry")
        with open_ledger(new_place(), create=True) as other:
            for each in (ledger, other):
                for reading in (pier, ferry):
                    each.add(reading, reader=READER)
            ledger.remove(id_of(pier), reason="order", author="Ida")
            other.remove(id_of(ferry), reason="order", author="Ole")
            brought = ledger.merge(other)
            assert (brought.refused, brought.removed) == ((id_of(pier),), (id_of(ferry),))
            other.merge(ledger)
            assert ledger.stats().reports == other.stats().reports == 0
            assert ledger.digest() == other.digest()

    @pytest.mark.parametrize(
        "line",
        [
            "",
            "[1]",
            '{"ledger": 9}',
            "not json",
            '{"ledger": 1}\n{"link": {}}',
            '{"ledger": 1}\n{"report": {}}',
            '{"ledger": 1}\n{"tombstone": {}}',
        ],
    )
    def test_a_damaged_backup_is_refused_by_name(self, ledger: Ledger, tmp_path: Path, line: str) -> None:
        path = tmp_path / "bad.jsonl"
        path.write_text(line + "\n", encoding="utf-8")
        with pytest.raises(LedgerError):
            ledger.merge(path)

    def test_a_backup_never_overwrites_unless_told(self, ledger: Ledger, tmp_path: Path) -> None:
        path = tmp_path / "kept.jsonl"
        path.write_text("mine", encoding="utf-8")
        with pytest.raises(LedgerError, match="exists already"):
            ledger.backup(path)
        with pytest.raises(LedgerError, match="cannot be written"):
            ledger.backup(tmp_path / "no" / "folder.jsonl")
        ledger.backup(path, overwrite=True)
        assert path.read_text(encoding="utf-8").startswith('{"ledger":1}')

    # Laws ------------------------------------------------------------------------------------------------------------------------

    @settings(suppress_health_check=HERE, max_examples=25)
    @given(reading=any_readings().filter(lambda each: each.report is not None and "\x00" not in each.report.text))
    def test_any_reading_that_a_store_can_hold_comes_back(self, ledger: Ledger, reading: Reading) -> None:
        emptied(ledger).add(reading, reader=READER)
        assert ledger.reading(id_of(reading)) == reading
        assert ledger.add(reading, reader=READER).outcome == "known"
        assert ledger.verify().orphans == ()

    @settings(suppress_health_check=HERE, max_examples=15)
    @given(data=st.data())
    def test_the_order_of_adding_makes_no_difference(self, ledger: Ledger, data: st.DataObject) -> None:
        readings = [report(marked, ref) for ref in "ab" for marked in (PIER, FERRY, MILL)]
        some = data.draw(st.lists(st.sampled_from(readings), min_size=1, max_size=8))
        digests = []
        for order in (some, data.draw(st.permutations(some))):
            emptied(ledger)
            for each in order:
                ledger.add(each, reader=READER, keys=[Key("term", each.ref), Key("all", "x")])
            digests.append(ledger.digest())
        assert digests[0] == digests[1]
        assert ledger.stats().reports == len({id_of(each) for each in some})

    def test_the_ledger_grows_without_slowing_down(self, ledger: Ledger) -> None:
        # What is asked for an add touches keys, not reports: a fixed number of queries, whatever is there already.
        asked: list[str] = []
        ledger.add(report(PIER, "0"), reader=READER, keys=[Key("term", "0")])
        with _listening(ledger, asked):
            ledger.add(report(PIER, "1"), reader=READER, keys=[Key("term", "1")])
            few = len(asked)
            for number in range(2, 20):
                ledger.add(report(PIER, str(number)), reader=READER, keys=[Key("term", str(number))])
            asked.clear()
            ledger.add(report(PIER, "20"), reader=READER, keys=[Key("term", "20")])
            assert len(asked) == few

    # Several processes -----------------------------------------------------------------------------------------------------------

    def test_two_adds_at_once_and_a_reader_beside_them_neither_fail_nor_lose_anything(self, ledger: Ledger, new_place: NewPlace) -> None:
        place = ledger.url.render_as_string(hide_password=False)
        with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
            adding = [pool.submit(add_reports, place, numbers) for numbers in (range(60), range(30, 90))]
            watching = pool.submit(watch, place, 90)
            outcomes = [outcome for each in adding for outcome in each.result(timeout=120)]
            assert watching.result(timeout=120) >= 1
        assert sorted(outcomes) == ["known"] * 30 + ["new"] * 90
        assert ledger.generation > 90  # one for each report, and those of linking
        assert ledger.unlinked() == ()
        assert ledger.verify().orphans == ()
        with open_ledger(new_place(), create=True) as alone:
            for each in pipeline.add_items(invented(range(90)), said_reader, alone):
                assert each.outcome == "new"
            assert alone.digest() == ledger.digest()

    def test_two_processes_make_one_ledger(self, new_place: NewPlace) -> None:
        place = new_place()
        with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
            both = [pool.submit(add_reports, place, numbers) for numbers in (range(5), range(5, 10))]
            assert [each.result(timeout=120) for each in both] == [["new"] * 5] * 2
        with open_ledger(place) as made:
            assert made.stats().reports == 10

    def test_a_kill_at_any_moment_leaves_whole_reports_and_adding_again_completes(
        self, ledger: Ledger, new_place: NewPlace, tmp_path: Path
    ) -> None:
        place, whole = ledger.url.render_as_string(hide_password=False), 40
        chance = random.Random(7)
        for kill in range(4):
            _killed(place, whole, tmp_path / f"ready{kill}", after_s=chance.uniform(0.05, 0.5))
            assert ledger.verify().orphans == ()
            assert {each.statements for each in ledger.reports()} <= {3}
        add_reports(place, range(whole))
        with open_ledger(new_place(), create=True) as undisturbed:
            add_reports(undisturbed.url.render_as_string(hide_password=False), range(whole))
            assert undisturbed.digest() == ledger.digest()

    # Opening ---------------------------------------------------------------------------------------------------------------------

    def test_a_ledger_is_made_only_when_asked(self, new_place: NewPlace) -> None:
        place = new_place()
        with pytest.raises(LedgerError, match="makes"):
            open_ledger(place)
        open_ledger(place, create=True).close()
        with open_ledger(place) as again:
            assert again.stats().reports == 0

    def test_a_ledger_of_a_newer_version_is_refused(self, new_place: NewPlace) -> None:
        place = new_place()
        with open_ledger(place, create=True) as opened:
            altered(opened, text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(LedgerError, match=r"9999.*newer Headwater.*upgrade"):
            open_ledger(place)

    def test_another_programs_database_is_refused(self, new_place: NewPlace) -> None:
        place = new_place()
        with open_ledger(place, create=True) as opened:
            altered(opened, text("ALTER TABLE ledger_state RENAME TO something_else"))
        with pytest.raises(LedgerError, match="another program's tables"):
            open_ledger(place, create=True)


def _killed(place: str, whole: int, ready: Path, *, after_s: float) -> None:
    """Start adding, and kill it a moment after it began."""
    adding = subprocess.Popen([sys.executable, "-m", "tests.ledger_processes", place, "0", str(whole), str(ready)])
    try:
        until = time.monotonic() + 60
        while not ready.exists() and adding.poll() is None and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(after_s)
    finally:
        adding.kill()
        adding.wait()


@contextlib.contextmanager
def _listening(ledger: Ledger, asked: list[str]) -> Iterator[None]:
    from sqlalchemy import event

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(ledger.engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(ledger.engine, "before_cursor_execute", note)
