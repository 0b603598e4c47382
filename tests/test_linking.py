"""From readings in a ledger to linked stories: whatever the order, after removals, and when somebody writes meanwhile."""

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from headwater import answers, linking
from headwater.ledger import Ledger, open_ledger
from headwater.link.units import units_of
from headwater.model import Reading, Story
from tests.ledgers import BRIDGE, ELECTION, linked_ledger, put

pytestmark = pytest.mark.usefixtures("word_meaning")
COURIER, LANTERN, TERN = BRIDGE


def identified(reading: Reading) -> str:
    assert reading.report is not None
    return reading.report.id


def told(ledger: Ledger) -> list[dict[str, Any]]:
    return sorted(answers.compare(ledger), key=lambda document: str(document["story"]["id"]))


def groups(ledger: Ledger) -> list[list[str]]:
    return sorted(sorted(report["ref"] for report in document["story"]["reports"]) for document in told(ledger))


def test_reports_that_are_in_no_story_are_linked_and_counted_as_they_go(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    with open_ledger(tmp_path / "a.db", create=True) as ledger:
        put(ledger, (*BRIDGE, ELECTION))
        assert linking.link(ledger, lambda done, of: seen.append((done, of))) == 4
        assert (ledger.unlinked(), seen) == ((), [(4, 4)])
        assert groups(ledger) == [["courier", "lantern", "tern"], ["quellan"]]
        assert linking.link(ledger) == 0


@pytest.mark.parametrize("order", [*permutations((COURIER, LANTERN, TERN, ELECTION))], ids=lambda o: "-".join(r.ref for r in o))
def test_stories_and_claims_do_not_depend_on_the_order_of_adding(tmp_path: Path, order: Sequence[Reading]) -> None:
    with linked_ledger(tmp_path / "one.db", order) as one, open_ledger(tmp_path / "all.db", create=True) as every:
        put(every, (*BRIDGE, ELECTION))
        linking.link(every)
        assert told(one) == told(every)


def test_small_batches_make_the_same_stories(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "BATCH", 1)
    with open_ledger(tmp_path / "a.db", create=True) as ledger:
        put(ledger, (*BRIDGE, ELECTION))
        assert linking.link(ledger) == 4
        assert groups(ledger) == [["courier", "lantern", "tern"], ["quellan"]]


def test_a_removed_report_is_in_no_story_and_behind_no_claim(tmp_path: Path) -> None:
    with linked_ledger(tmp_path / "a.db") as ledger, linked_ledger(tmp_path / "b.db", (COURIER, LANTERN, ELECTION)) as without:
        ledger.remove(identified(TERN), reason="order", author="Ida Lund")
        linking.relink(ledger, [identified(COURIER)])
        assert told(ledger) == told(without)


def test_a_merged_ledger_is_linked_with_what_was_there(tmp_path: Path) -> None:
    with linked_ledger(tmp_path / "a.db", [COURIER, ELECTION]) as ledger, linked_ledger(tmp_path / "b.db", [LANTERN, TERN]) as other:
        linking.relink(ledger, ledger.merge(other).new)
        assert groups(ledger) == [["courier", "lantern", "tern"], ["quellan"]]


def test_reports_that_only_a_removed_one_joined_part(tmp_path: Path) -> None:
    with linked_ledger(tmp_path / "a.db", (COURIER, ELECTION)) as ledger:
        pair = Story(id="5107", title="", reports=(identified(COURIER), identified(ELECTION)))  # as if another had joined them
        ledger.put_stories([pair])
        linking.relink(ledger, [identified(COURIER)])
        assert groups(ledger) == [["courier"], ["quellan"]]


def test_linking_anew_changes_nothing_where_nothing_changed(tmp_path: Path) -> None:
    with linked_ledger(tmp_path / "a.db") as ledger:
        before, changes = told(ledger), ledger.changes()
        linking.relink(ledger, [identified(COURIER)])
        assert told(ledger) == before
        assert ledger.changes() == changes


def test_what_somebody_wrote_meanwhile_is_linked_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    computed = linking._worked
    times = []

    def disturbed(ledger: Ledger, new: Sequence[str]) -> Any:
        times.append(1)
        work = computed(ledger, new)
        if len(times) == 1:
            with open_ledger(tmp_path / "a.db") as another:
                put(another, [TERN])
        return work

    monkeypatch.setattr(linking, "_worked", disturbed)
    with open_ledger(tmp_path / "a.db", create=True) as ledger:
        put(ledger, [COURIER, LANTERN])
        linking.link(ledger)
        assert len(times) > 1  # again, since the ledger had moved on
        assert groups(ledger) == [["courier", "lantern", "tern"]]


def test_every_claim_has_an_id_of_its_own_and_lies_within_one_that_is_there(tmp_path: Path) -> None:
    with linked_ledger(tmp_path / "a.db") as ledger:
        for document in told(ledger):
            ids = [claim["id"] for claim in document["claims"]]
            assert len(set(ids)) == len(ids)
            assert {claim["within"] for claim in document["claims"]} <= {None, *ids}


def test_a_statement_is_in_one_group_of_the_ledger(tmp_path: Path) -> None:
    with linked_ledger(tmp_path / "a.db") as ledger:
        members = [member for group in ledger.groups("claim") for member in group.members]
        assert len(set(members)) == len(members) > 0


def test_changes_say_what_became_of_a_claim_as_reports_came_in(tmp_path: Path) -> None:
    with linked_ledger(tmp_path / "a.db") as ledger:
        said = [change.value["because"] for change in ledger.changes()]
    assert any(because.startswith("independent origins: 1 became 2") for because in said)
    assert any("denied by 1 more" in because for because in said)


def test_a_first_linking_changes_nothing(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "a.db", create=True) as ledger:
        put(ledger, BRIDGE)
        linking.link(ledger)
        assert ledger.changes() == ()


def test_vectors_come_back_as_they_were_kept() -> None:
    ready = linking.prepared(COURIER)
    whole, units = linking.vectors_of(next(blob for blob in ready.blobs if blob.name == "vectors"))
    assert whole.shape == (384,)
    assert units.shape[0] == len(units_of(COURIER))
