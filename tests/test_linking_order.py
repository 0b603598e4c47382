"""Linking a ledger: the same stories in whatever order reports come, and wherever linking was cut off."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import headwater
from headwater import linking
from headwater.grouping import VECTORS
from headwater.ledger import Blob, Ledger, open_ledger
from headwater.linking import Prepared
from headwater.model import Reading

# Two stories, each of several reports, and two that tell something else with the same people and places.
TOLD = {
    "quake": "An earthquake shook Orsino and killed nine people, Mayor Celia Drummond said.\n\nThe Lindner bridge cracked.",
    "toll": "Eleven people died in the earthquake at Orsino, Mayor Celia Drummond said.\n\nThe Lindner bridge stays closed.",
    "bridge": "The Lindner bridge in Orsino cracked in the earthquake, Celia Drummond told the Bay Courier.\n\nEngineers closed it.",
    "ferry": "The ferry to Kessel struck the Brandt pier, Captain Rolf Amsinck said.\n\nThirty passengers were treated in Varnholt.",
    "pier": "Captain Rolf Amsinck said the ferry to Kessel had no power when it struck the Brandt pier.\n\nNobody was treated, he said.",
    "band": "The brass band of Orsino won the cup at Halm, conductor Basil Noor said.\n\nMayor Celia Drummond danced.",
    "dam": "The Brandt dam above Varnholt is to be raised, engineer Ute Mallin said.\n\nThe work takes three years.",
}
PAPERS = ("Bay Courier", "Varnholt Post", "Northline")


@cache
def ready() -> tuple[tuple[Reading, Prepared], ...]:
    readings = [
        headwater.read(text, publisher=PAPERS[n % 3], published_at=f"2025-05-0{1 + n % 4}", ref=name, reader="rules")
        for n, (name, text) in enumerate(TOLD.items())
    ]
    return tuple((reading, linking.prepared(reading)) for reading in readings)


def put(ledger: Ledger, number: int) -> None:
    reading, made = ready()[number]
    ledger.add(reading, reader="rules 1", keys=made.keys, blobs=made.blobs)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with open_ledger(tmp_path / "kept.db", create=True) as opened:
        yield opened


def told_together(ledger: Ledger) -> set[frozenset[str]]:
    refs = {each.id: each.ref for each in ledger.reports()}
    return {frozenset(refs[report] for report in each.reports) for each in ledger.stories()}


@cache
def at_once() -> str:
    with TemporaryDirectory() as folder, open_ledger(Path(folder) / "a.db", create=True) as opened:
        for number in range(len(TOLD)):
            put(opened, number)
        linking.link(opened)
        return opened.digest()


def test_a_story_and_its_distractors_are_told_apart(ledger: Ledger) -> None:
    for number in range(len(TOLD)):
        put(ledger, number)
    assert linking.link(ledger) == len(TOLD)
    assert told_together(ledger) >= {frozenset({"band"}), frozenset({"dam"}), frozenset({"ferry", "pier"})}
    assert linking.link(ledger) == 0


def test_vectors_of_another_version_are_made_anew_when_the_ledger_is_next_linked(ledger: Ledger) -> None:
    for number in range(len(TOLD)):
        put(ledger, number)
    linking.link(ledger)
    for report, blob in ledger.blobs(VECTORS).items():
        ledger.put_blobs(report, [Blob(name=VECTORS, version="of old", content=bytes(len(blob.content)))])
    reading = ready()[0][0]
    assert reading.report is not None
    assert all(np.any(row) for row in linking.unit_vectors(ledger, [reading])[reading.report.id])
    linking.link(ledger)
    assert ledger.digest() == at_once()
    assert {blob.version for blob in ledger.blobs(VECTORS).values()} == {linking.vectors_version()}


@settings(max_examples=12, deadline=None)
@given(order=st.permutations(range(len(TOLD))), stops=st.sets(st.integers(0, len(TOLD) - 1)), batch=st.sampled_from([1, 2, 32]))
def test_the_order_of_adding_and_where_linking_stops_make_no_difference(order: Sequence[int], stops: set[int], batch: int) -> None:
    with (
        TemporaryDirectory() as folder,
        open_ledger(Path(folder) / "b.db", create=True) as opened,
        pytest.MonkeyPatch.context() as patched,
    ):
        patched.setattr(linking, "BATCH", batch)
        for at, number in enumerate(order):
            put(opened, number)
            if at in stops:
                linking.link(opened)
        linking.link(opened)
        assert opened.digest() == at_once()
        assert opened.verify().orphans == ()


def test_what_changed_meanwhile_is_linked_from_its_new_state(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        put(ledger, number)
    compute, once = linking._worked, iter([True])

    def interrupted(of: Ledger, new: Sequence[str]) -> object:
        found = compute(of, new)
        if next(once, False):
            with open_ledger(Path(of.name)) as other:  # another process links all, with what came meanwhile
                for number in range(3, len(TOLD)):
                    put(other, number)
                monkeypatch.setattr(linking, "_worked", compute)
                linking.link(other)
        return found

    monkeypatch.setattr(linking, "_worked", interrupted)
    linking.link(ledger)
    assert ledger.unlinked() == ()
    assert ledger.digest() == at_once()


def test_a_report_that_is_removed_leaves_the_stories_of_the_rest(ledger: Ledger, tmp_path: Path) -> None:
    for number in range(len(TOLD)):
        put(ledger, number)
    linking.link(ledger)
    gone = ready()[2][0].report
    assert gone is not None
    ledger.remove(gone.id, reason="asked to", author="Ida Lund")
    linking.link(ledger)
    with open_ledger(tmp_path / "never.db", create=True) as never:
        for number in set(range(len(TOLD))) - {2}:
            put(never, number)
        linking.link(never)
        assert told_together(never) == told_together(ledger)
    assert ledger.unlinked() == ()
