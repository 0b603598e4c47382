"""FollowTheMoney entities as JSON lines, for Aleph, OpenAleph and OpenSanctions' tools: reports, who is named in them, and who said what.

An Article for each report; a Person, Organization or LegalEntity for each who bears a name, one across the reports where linking found
that it is one; a Mention for each report that names it; Documentation between a report and whom it quotes; a Note for each claim. Who bears
no name is not made an entity, since such tools match entities by name: their words stand in the reports. Ids are stable: those of Headwater
with `hw-` before them.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from headwater.export.case import Case, Json, headline, published
from headwater.model import Actor, Reading, Report

__all__ = ["write"]

SCHEMATA = {"person": "Person", "organization": "Organization", "outlet": "Organization", "group": "LegalEntity"}
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?)?)?")
LANGUAGES = {"en": "eng"}
"""ISO 639-1 to 639-3, of what Headwater reads."""
MOST_QUOTED = 20
"""Quotations of one whom a report quotes that its Documentation carries."""


def write(case: Case) -> bytes:
    """Return the entities of a case, one a line, reports first."""
    return "".join(json.dumps(each, ensure_ascii=True, sort_keys=True) + "\n" for each in _entities(case)).encode()


def _entities(case: Case) -> Iterator[Json]:
    yield from (_article(report) for report in case.reports.values())
    known = {(m["report"], m["actor"]): each for d in case.documents for each in d["identities"] for m in each["members"]}
    parties: dict[str, Json] = {}
    links: list[Json] = []
    for reading in case.readings:
        if reading.report is not None:
            for actor in reading.actors:
                if actor.named and actor.kind in SCHEMATA:
                    _add(parties, _party(reading.report, actor, known.get((reading.report.id, actor.id))))
                    links += _links(reading, reading.report, actor, known.get((reading.report.id, actor.id)))
    yield from (parties[each] for each in sorted(parties))
    yield from links
    yield from _notes(case, parties)


def _entity(identified: str, schema: str, properties: Mapping[str, Sequence[str | None]]) -> Json:
    kept = {name: list(dict.fromkeys(v for v in values if v)) for name, values in properties.items()}
    return {"id": f"hw-{identified}", "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _date(value: str | None) -> str | None:
    return value if value and _DATE.fullmatch(value) else None


def _article(report: Report) -> Json:
    who = report.publisher
    captured, modified = report.captured_at, report.modified_at
    return _entity(
        report.id,
        "Article",
        {
            "title": [headline(report)],
            "author": [report.byline],
            "publisher": [(who.name or who.domain) if who else None],
            "publisherUrl": [f"https://{who.domain}" if who and who.domain else None],
            "sourceUrl": [report.url],
            "publishedAt": [_date(published(report))],
            "modifiedAt": [_date(modified.value) if modified else None],
            "retrievedAt": [_date(captured.value) if captured else None],
            "language": [LANGUAGES.get(report.language or "")],
            "bodyText": [report.text],
            "notes": [f"SHA-256 of the text {report.sha256}"],
        },
    )


def _party_id(actor: Actor, who: Json | None) -> str:
    return str(who["id"]) if who else actor.id


def _party(report: Report, actor: Actor, who: Json | None) -> Json:
    roles = [report.text[each.start : each.end] for each in actor.roles]
    kind = who["kind"] if who and who["kind"] in SCHEMATA else actor.kind
    position = {"position": roles} if kind == "person" else {}
    names: dict[str, Sequence[str | None]] = {
        "name": [who["name"] if who else actor.name],
        "alias": [actor.name],
        "proof": [f"hw-{report.id}"],
    }
    return _entity(_party_id(actor, who), SCHEMATA[kind], names | position)


def _add(parties: dict[str, Json], one: Json) -> None:
    """Put an entity with what is known of it already: its properties are sets."""
    had = parties.get(one["id"])
    properties: dict[str, list[str]] = {} if had is None else dict(had["properties"])
    for name, values in one["properties"].items():
        properties[name] = list(dict.fromkeys([*properties.get(name, []), *values]))
    properties["alias"] = [each for each in properties.get("alias", []) if each not in properties["name"]]
    made: dict[str, Any] = {"id": one["id"], "schema": one["schema"], "properties": {k: v for k, v in properties.items() if v}}
    parties[one["id"]] = made if had is None else made | {"schema": had["schema"]}


def _links(reading: Reading, report: Report, actor: Actor, who: Json | None) -> Iterator[Json]:
    party = _party_id(actor, who)
    kind = who["kind"] if who and who["kind"] in SCHEMATA else actor.kind
    yield _entity(
        f"{report.id}-{actor.id}",
        "Mention",
        {"document": [f"hw-{report.id}"], "name": [actor.name], "resolved": [f"hw-{party}"], "detectedSchema": [SCHEMATA[kind]]},
    )
    said = [one for one in reading.statements if one.chain and actor.id in (one.chain[-1].actors or (one.chain[-1].actor,))]
    if said:
        quoted = [" … ".join(report.text[each.start : each.end] for each in one.content) for one in said[:MOST_QUOTED]]
        properties = {"document": [f"hw-{report.id}"], "entity": [f"hw-{party}"], "role": ["quoted"], "summary": quoted}
        yield _entity(f"{report.id}-{actor.id}-quoted", "Documentation", properties | {"date": [_date(published(report))]})


def _notes(case: Case, parties: Mapping[str, Json]) -> Iterator[Json]:
    """Yield a Note for each claim: its words, its bounds, and the named origins behind it."""
    for document in case.documents:
        for claim in document["claims"]:
            bounds = f"{claim['low']} to {claim['high']} independent origins within the reports supplied"
            origins = [f"hw-{each['id']}" for each in claim["origins"]]
            pages = [f"hw-{each['report']}" for each in claim["assertions"]]
            behind = [each for each in origins if each in parties]
            properties = {"name": [], "description": [claim["gist"]["text"]], "summary": [bounds], "proof": pages, "entity": behind}
            yield _entity(f"claim-{claim['id']}", "Note", properties)
