"""What is kept at hand is what the ledger has."""

from headwater.correcting import Correction, correct
from headwater.ledger import Ledger
from headwater.web import documents
from headwater.web.documents import Documents


def test_a_story_is_read_once_until_the_ledger_changes(ledger: Ledger) -> None:
    kept, story = Documents(), ledger.stories()[0]
    with ledger.snapshot() as generation:
        first = kept.of(ledger, story.id, generation)
        assert kept.of(ledger, story.id, generation) is first
    reading = ledger.reading(story.reports[0])
    assert reading is not None
    wanted = Correction(verb="stance", report=story.reports[0], statement=reading.statements[0].id, value={"stance": "denies"})
    correct(ledger, wanted, author="Ada Holm", reason="r")
    with ledger.snapshot() as generation:
        again = kept.of(ledger, story.id, generation)
    found = ledger.linked(story.id)
    assert found is not None
    assert again == found.value
    assert again is not first


def test_few_stories_are_kept(ledger: Ledger) -> None:
    kept = Documents()
    with ledger.snapshot() as generation:
        for n in range(3 * documents.MOST):
            kept.of(ledger, f"no story {n}", generation)
    assert len(kept._kept) == documents.MOST
