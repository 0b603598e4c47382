"""What openapi.json says is what is answered: Schemathesis makes requests from it, fitting ones and others, and holds the answers to it."""

import pytest

from benchmarks.description import asked
from headwater.ledger import Ledger

EXAMPLES = 4


@pytest.mark.parametrize("seed", [1, 2])
def test_every_answer_is_as_described(ledger: Ledger, seed: int) -> None:
    found = asked(ledger, seconds=0, seed=seed, examples=EXAMPLES)
    assert found.failures == []
    assert found.operations > 20
    assert set(found.statuses) >= {200, 404, 422}
    assert not any(status >= 500 for status in found.statuses)
