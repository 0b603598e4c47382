"""Ledgers with linked reports of an invented story, and a meaning that needs no weights: that of the words alone."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np

from headwater import linking
from headwater.ledger import Ledger, open_ledger
from headwater.link.terms import terms_of
from headwater.model import Reading
from tests.link.news import told

__all__ = ["BRIDGE", "ELECTION", "WordMeaning", "linked_ledger", "put"]

BRIDGE = (
    told(
        "Orrin Bridge was closed twice before it fell, official says\n\n"
        "A county official told the Courier that Orrin Bridge had been closed twice in March before it fell. "
        "Two lorries went into the water, and nine people were hurt at Orrin Bridge.\n",
        publisher="The Courier",
        at="2025-05-01T08:00:00Z",
        ref="courier",
    ),
    told(
        "Orrin Bridge was closed before it fell, Courier reports\n\n"
        "Orrin Bridge had been closed twice in March before it fell, the Courier reported. "
        "Ann Vale, the minister of roads, denied that Orrin Bridge had been closed in March.\n",
        publisher="Lantern",
        at="2025-05-01T12:00:00Z",
        ref="lantern",
    ),
    told(
        "Minister denies Orrin Bridge was closed\n\n"
        "Ann Vale, the minister of roads, said Orrin Bridge had been safe in March. "
        "The Harbour Post reported that nine people were hurt at Orrin Bridge. "
        "Sal Marlow, a driver of one of the lorries, said Orrin Bridge had been closed twice in March before it fell.\n",
        publisher="Tern",
        at="2025-05-02T07:00:00Z",
        ref="tern",
    ),
)
ELECTION = told(
    "Quellan votes for a new council\n\nPolls opened in Quellan on Sunday. Ole Brandt, a candidate, said turnout in Quellan was high.\n",
    publisher="Tern",
    at="2025-06-01T07:00:00Z",
    ref="quellan",
)


class WordMeaning:
    """Vectors in which each word has a direction of its own."""

    version = "words 1"

    def vectors(self, texts: Sequence[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
        rows = np.zeros((len(texts), 384), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for term in terms_of(text, [(0, len(text))]):
                row[crc32(term.form.encode()) % 384] += 1.0
            row /= max(float(np.linalg.norm(row)), 1e-9)
        return rows


def put(ledger: Ledger, readings: Iterable[Reading]) -> None:
    """Add readings without linking them."""
    for reading in readings:
        ready = linking.prepared(reading)
        ledger.add(reading, reader="rules 1", keys=ready.keys, blobs=ready.blobs)


def linked_ledger(path: Path, readings: Iterable[Reading] = (*BRIDGE, ELECTION)) -> Ledger:
    """Return an open ledger with these reports, linked one after another."""
    ledger = open_ledger(path, create=True)
    for reading in readings:
        put(ledger, [reading])
        linking.link(ledger)
    return ledger
