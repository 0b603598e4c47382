"""PROV: its library takes the document, and every relation joins what is declared."""

import json
from collections.abc import Sequence
from typing import Any

from prov.model import ProvDerivation, ProvDocument

from headwater.export import prov
from headwater.export.case import Case, gather
from headwater.ledger import Ledger
from headwater.linking import link
from tests.ledgers import linked_ledger, put
from tests.link.news import told


def read(case: Case) -> Any:
    return ProvDocument.deserialize(content=prov.write(case).decode(), format="json")


def test_the_library_takes_it_and_writes_the_same_again(case: Case) -> None:
    document = read(case)
    again = ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
    assert document == again
    assert len(document.records) > 3


def test_every_relation_joins_what_is_declared(case: Case) -> None:
    document = json.loads(prov.write(case))
    known = {kind: set(document.get(kind, {})) for kind in ("entity", "agent", "activity")}
    ends = {
        "wasDerivedFrom": (("prov:generatedEntity", "entity"), ("prov:usedEntity", "entity")),
        "wasAttributedTo": (("prov:entity", "entity"), ("prov:agent", "agent")),
        "hadMember": (("prov:collection", "entity"), ("prov:entity", "entity")),
        "alternateOf": (("prov:alternate1", "entity"), ("prov:alternate2", "entity")),
        "wasAssociatedWith": (("prov:activity", "activity"), ("prov:agent", "agent")),
        "used": (("prov:activity", "activity"), ("prov:entity", "entity")),
    }
    for kind, rows in document.items():
        if kind in ("prefix", *known):
            continue
        for row in rows.values():
            assert all(row[end] in known[sort] for end, sort in ends[kind]), (kind, row)


def derivations(case: Case, kind: str) -> Sequence[Any]:
    return [each for each in read(case).get_records(ProvDerivation) if kind in {str(a) for a in each.get_asserted_types()}]


def test_a_statement_is_quoted_from_its_report_and_its_origin_is_its_primary_source(story: Case) -> None:
    quoted = derivations(story, "prov:Quotation")
    assert len(quoted) >= sum(len(reading.statements) for reading in story.readings)
    assert derivations(story, "prov:PrimarySource")


def test_a_later_version_of_a_page_is_its_revision(tmp_path: Any) -> None:
    texts = ("Nine people were hurt at Orrin Bridge, Ann Vale said.\n", "Ten people were hurt at Orrin Bridge, Ann Vale said.\n")
    times = ("2025-05-01T08:00:00Z", "2025-05-01T10:00:00Z")
    readings = [told(text, publisher="Tern", at=at, ref="https://tern.example/1") for text, at in zip(texts, times, strict=True)]
    with linked_ledger(tmp_path / "v.db", readings) as ledger:
        case = gather(ledger)
    (revision,) = derivations(case, "prov:Revision")
    made, used = (str(each) for each in revision.args[:2])
    assert (made, used) == tuple(f"hw:report-{each.report.id}" for each in reversed(readings) if each.report)


def test_text_whose_direction_is_not_known_is_an_alternate(ledger: Ledger, tmp_path: Any) -> None:
    words = "The Orrin Bridge fell at noon on Monday, and nine people were hurt when two lorries went into the water, Ann Vale said.\n"
    with linked_ledger(tmp_path / "c.db", ()) as opened:
        put(opened, [told(words, publisher=name, ref=name) for name in ("Tern", "Lantern")])
        link(opened)
        case = gather(opened)
    (reuse,) = [each for document in case.documents for each in document["reuse"]]
    document = json.loads(prov.write(case))
    assert ("alternateOf" in document) == (not reuse["directed"])
