"""W3C PROV as PROV-JSON: what derives from what, and from whom.

A report is an entity attributed to its publisher. A statement is an entity *quoted from* its report (`prov:Quotation`); the account of each
hop of its chain is an entity from which the one before *derives*, attributed to who gave it; the last is its *primary source*
(`prov:PrimarySource`). Text taken over: the later report derives from the earlier (`prov:Quotation` where it is copied). A later version of
a page is its *revision* (`prov:Revision`). An assertion of a claim has the claim's origin as its primary source. Where the direction is not
known it is `alternateOf`, which has none.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from headwater.export.case import Case, Json, headline, published, publisher_name
from headwater.model import Hop, Reading, Report, Statement

__all__ = ["NAMESPACE", "write"]

NAMESPACE = "urn:headwater:"
AGENTS = {"person": "prov:Person", "organization": "prov:Organization", "outlet": "prov:Organization"}
COPIED = ("copy", "partial")

Attributes = dict[str, Any]


def write(case: Case) -> bytes:
    """Return the PROV-JSON document of a case."""
    made = _Document(actors=_identities(case))
    for reading in case.readings:
        if reading.report is not None:
            _put_report(made, reading, reading.report)
    for document in case.documents:
        _put_story(made, document)
    for later, earlier in case.versions:
        made.derived(_report(later), _report(earlier), "prov:Revision")
    for each in case.judgements:
        _put_judgement(made, case, each.id)
    return (json.dumps(made.parts(), indent=1, ensure_ascii=False) + "\n").encode()


@dataclass(slots=True)
class _Document:
    """The document while it grows: elements by id, relations numbered as they come."""

    actors: Mapping[tuple[str, str], Json]
    entity: dict[str, Attributes] = field(default_factory=dict)
    agent: dict[str, Attributes] = field(default_factory=dict)
    activity: dict[str, Attributes] = field(default_factory=dict)
    relations: dict[str, dict[str, Attributes]] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)

    def relate(self, kind: str, **ends: Any) -> None:
        row = {name.replace("_", ":", 1): value for name, value in ends.items() if value is not None}
        known = json.dumps([kind, row], sort_keys=True)
        if known not in self._told:
            self._told.add(known)
            rows = self.relations.setdefault(kind, {})
            rows[f"_:{kind}{len(rows) + 1}"] = row

    def derived(self, made: str, used: str, kind: str | None = None, because: str = "") -> None:
        typed = _typed(kind) if kind else None
        self.relate("wasDerivedFrom", prov_generatedEntity=made, prov_usedEntity=used, prov_type=typed, hw_because=because or None)

    def attributed(self, entity: str, agent: str) -> None:
        self.relate("wasAttributedTo", prov_entity=entity, prov_agent=agent)

    def parts(self) -> Attributes:
        found: Attributes = {"prefix": {"hw": NAMESPACE}, "entity": self.entity, "agent": self.agent, "activity": self.activity}
        return {key: value for key, value in (found | self.relations).items() if value}


def _typed(name: str) -> Attributes:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


def _report(identified: str) -> str:
    return f"hw:report-{identified}"


def _statement(identified: str) -> str:
    return f"hw:statement-{identified}"


def _identities(case: Case) -> dict[tuple[str, str], Json]:
    return {(m["report"], m["actor"]): each for d in case.documents for each in d["identities"] for m in each["members"]}


# One report ----------------------------------------------------------------------------------------------------------------------


def _put_report(made: _Document, reading: Reading, report: Report) -> None:
    entity: Attributes = {
        "prov:type": _typed("hw:Report"),
        "prov:label": headline(report),
        "hw:sha256": report.sha256,
        "hw:ref": report.ref,
    }
    entity |= {"prov:location": report.url} if report.url else {}
    entity |= {"hw:published": when} if (when := published(report)) else {}
    made.entity[_report(report.id)] = entity
    if report.publisher is not None:
        made.attributed(_report(report.id), _publisher(made, report))
    names = {each.id: each.name for each in reading.actors}
    for one in reading.statements:
        _put_statement(made, report, one, names)


def _publisher(made: _Document, report: Report) -> str:
    who = report.publisher
    key = (who.domain or who.name if who else None) or report.ref
    identified = "hw:publisher-" + "".join(c if c.isascii() and c.isalnum() else "-" for c in key.casefold())
    made.agent.setdefault(identified, {"prov:type": _typed("prov:Organization"), "prov:label": publisher_name(report)})
    return identified


def _put_statement(made: _Document, report: Report, one: Statement, names: Mapping[str, str]) -> None:
    text = " … ".join(report.text[each.start : each.end] for each in one.content)
    entity: Attributes = {"prov:type": _typed("hw:Statement"), "prov:value": text, "hw:stance": one.stance, "hw:form": one.form}
    entity["hw:spans"] = ";".join(f"{each.start}:{each.end}" for each in one.content)
    made.entity[_statement(one.id)] = entity
    made.derived(_statement(one.id), _report(report.id), "prov:Quotation")
    below = _statement(one.id)
    for number, hop in enumerate(one.chain):
        account = f"{_statement(one.id)}-hop-{number}"
        words = report.text[hop.span.start : hop.span.end]
        told = {"prov:type": _typed("hw:Account"), "prov:label": f"the account of {names.get(hop.actor, words)}", "hw:via": hop.via}
        made.entity[account] = told
        made.derived(below, account, "prov:PrimarySource" if number == len(one.chain) - 1 else None)
        for actor in hop.actors or (hop.actor,):
            made.attributed(account, _agent(made, report, hop, actor, names))
        below = account


def _agent(made: _Document, report: Report, hop: Hop, actor: str, names: Mapping[str, str]) -> str:
    """Return the agent that an actor is: who it is across reports, where that is known."""
    who = made.actors.get((report.id, actor))
    identified = f"hw:actor-{who['id'] if who else actor}"
    kind = who["kind"] if who else hop.kind
    label = who["name"] if who else names.get(actor, report.text[hop.span.start : hop.span.end])
    found: Attributes = {"prov:label": label, "hw:kind": kind, "hw:named": bool(who["named"] if who else hop.named)}
    made.agent.setdefault(identified, found | ({"prov:type": _typed(AGENTS[kind])} if kind in AGENTS else {}))
    return identified


# Across reports ------------------------------------------------------------------------------------------------------------------


def _put_story(made: _Document, document: Json) -> None:
    for each in document["reuse"]:
        later, earlier = _report(each["to"]), _report(each["from"])
        if each["directed"]:
            made.derived(later, earlier, "prov:Quotation" if each["kind"] in COPIED else None, each["because"])
        else:
            made.relate("alternateOf", prov_alternate1=later, prov_alternate2=earlier)
    for each in document["citations"]:
        if each["resolved"] is not None and _report(each["resolved"]) in made.entity and not each["misattributed"]:
            citing = _statement(each["statement"]) if each["statement"] else _report(each["report"])
            made.derived(citing, _report(each["resolved"]), because=each["because"])
    for claim in document["claims"]:
        _put_claim(made, claim)


def _put_claim(made: _Document, claim: Json) -> None:
    collected = f"hw:claim-{claim['id']}"
    made.entity[collected] = {
        "prov:type": _typed("prov:Collection"),
        "prov:label": claim["gist"]["text"],
        "hw:low": claim["low"],
        "hw:high": claim["high"],
    }
    for origin in claim["origins"]:
        told = {"prov:type": _typed("hw:Origin"), "prov:label": f"what {origin['who']} told", "hw:kind": origin["kind"]}
        made.entity.setdefault(f"hw:origin-{origin['id']}", told)
    for number, one in enumerate(claim["assertions"]):
        entity = _statement(one["statement"]) if one["statement"] else f"{collected}-assertion-{number}"
        if entity not in made.entity:
            text = " … ".join(each["text"] for each in one["spans"])
            made.entity[entity] = {"prov:type": _typed("hw:Assertion"), "prov:value": text, "hw:stance": one["stance"]}
            made.derived(entity, _report(one["report"]), "prov:Quotation")
        made.relate("hadMember", prov_collection=collected, prov_entity=entity)
        if one["origin"]:
            made.derived(entity, f"hw:origin-{one['origin']}", "prov:PrimarySource")


def _put_judgement(made: _Document, case: Case, identified: str) -> None:
    each = next(one for one in case.judgements if one.id == identified)
    activity, author = f"hw:judgement-{each.id}", "hw:author-" + "".join(c if c.isalnum() else "-" for c in each.author.casefold())
    made.activity[activity] = {"prov:startTime": each.at, "prov:endTime": each.at, "prov:label": f"{each.verb}: {each.reason}"}
    made.agent.setdefault(author, {"prov:type": _typed("prov:Person"), "prov:label": each.author})
    made.relate("wasAssociatedWith", prov_activity=activity, prov_agent=author)
    if each.anchor is not None:
        made.relate("used", prov_activity=activity, prov_entity=_report(each.anchor.report))
