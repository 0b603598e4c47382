"""What people marked in a text, as frozen values: reports, their attributions, and the chain of each.

Spans are half-open code-point offsets into `GoldReport.text`.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from headwater.model import HopKind, Kind, OnRecord, Stance

__all__ = ["Corpus", "GoldAttribution", "GoldChain", "GoldHop", "GoldReport", "Offsets", "Row", "as_row", "chains_row", "corpus_hash"]

Offsets = tuple[int, int]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldHop:
    """One actor of a chain.

    Attributes:
        spans: Where the report mentions the actor, the mention nearest to the statement first.
    """

    spans: tuple[Offsets, ...]
    kind: HopKind
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldChain:
    """Through whom a content came, the hop nearest to the reader first.

    Attributes:
        to: The addressee that the text names, if any.
        stance: `None` where the corpus does not mark it; `conditional` likewise.
    """

    hops: tuple[GoldHop, ...]
    to: Offsets | None = None
    on_record: OnRecord = "unknown"
    unsourced: bool = False
    stance: Stance | None = None
    conditional: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldAttribution:
    """What people marked as one attribution: spans of offsets by role.

    Attributes:
        kind: "statement" or "attitude" where the corpus says it, else `None`.
        chain: `None` where the corpus marks none.
    """

    id: str
    source: tuple[Offsets, ...]
    cue: tuple[Offsets, ...]
    content: tuple[Offsets, ...]
    kind: Kind | None = None
    chain: GoldChain | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldReport:
    """A text with its attributions.

    Attributes:
        masked: Regions that the annotators doubted or set aside as boilerplate; what is found there is not counted.
        publisher: The name of who published it, as a user would give it.
        domain: Of the publisher's site.
    """

    id: str
    text: str
    attributions: tuple[GoldAttribution, ...]
    masked: tuple[Offsets, ...] = ()
    publisher: str | None = None
    domain: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """A set of gold reports, or why there is none.

    Attributes:
        absent: Why it could not be loaded; empty where it could.
        sha256: Of its rows, so that a floor knows which texts it was measured on.
    """

    name: str
    reports: tuple[GoldReport, ...] = ()
    absent: str = ""
    sha256: str = ""


def corpus_hash(reports: Iterable[GoldReport]) -> str:
    """Return the SHA-256 of the rows of a corpus: text, marks and chains, and the publisher where chains rest on it."""
    digest = hashlib.sha256()
    for report in reports:
        rows: list[Row] = [as_row(report)]
        if any(one.chain for one in report.attributions):
            rows.append(chains_row(report) | {"publisher": report.publisher, "domain": report.domain})
        for row in rows:
            digest.update(json.dumps(row, ensure_ascii=False, sort_keys=True).encode())
    return digest.hexdigest()


def as_row(report: GoldReport) -> Row:
    """Return a gold report as the row of JSON that other scorers read."""
    attributions = [
        {"id": a.id, "source": list(a.source), "cue": list(a.cue), "content": list(a.content)} | ({"kind": a.kind} if a.kind else {})
        for a in report.attributions
    ]
    return {"id": report.id, "text": report.text, "attributions": attributions, "discuss": list(report.masked), "discard": []}


def chains_row(report: GoldReport) -> Row:
    """Return the chains of a gold report as the row of JSON that other scorers read."""
    return {"id": report.id, "chains": {a.id: {"kind": a.kind} | _chain_row(a.chain) for a in report.attributions if a.chain}}


def _chain_row(chain: GoldChain) -> Row:
    row: Row = {
        "hops": [{"spans": list(hop.spans), "kind": hop.kind, "named": hop.named} for hop in chain.hops],
        "to": chain.to,
        "on_record": chain.on_record,
        "unsourced": chain.unsourced,
    }
    return row | {name: mark for name in ("stance", "conditional") if (mark := getattr(chain, name)) is not None}
