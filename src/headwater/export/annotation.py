"""W3C Web Annotation (https://www.w3.org/TR/annotation-model/): each statement, source and claim as an annotation of its report's text.

Selectors are TextQuoteSelector (the words, with some before and after) and TextPositionSelector, which counts code points as we do. They
select in the report's text as it is stored (`urn:headwater:report:…`). Where it came from a page, that is a second target, with a
TextQuoteSelector that holds on the page, whose white space, bullets and place of the words differ.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from headwater.export.case import Case, headline
from headwater.ingest.anchors import anchor, page_selectors, selectors
from headwater.model import Hop, Reading, Report, Span, Statement
from headwater.version import __version__

__all__ = ["CONTEXT", "write"]

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
Json = dict[str, Any]


def write(case: Case) -> bytes:
    """Return the annotations of a case as one AnnotationPage."""
    items = list(_annotations(case))
    page: Json = {
        "@context": [CONTEXT, {"headwater": "urn:headwater:"}],
        "id": f"urn:headwater:annotations:{'+'.join(d['story']['id'] for d in case.documents) or '+'.join(case.reports)}",
        "type": "AnnotationPage",
        "label": case.title,
        "startIndex": 0,
        "items": items,
    }
    return (json.dumps(page, indent=1, ensure_ascii=False) + "\n").encode()


def _annotations(case: Case) -> Iterator[Json]:
    for reading in case.readings:
        if reading.report is not None:
            yield from _of_reading(reading, reading.report, case.stamp)
    for document in case.documents:
        for claim in document["claims"]:
            for number, one in enumerate(claim["assertions"]):
                spans = [Span(start=each["start"], end=each["end"]) for each in one["spans"]]
                yield _annotation(
                    f"urn:headwater:claim:{claim['id']}:{number}",
                    "classifying",
                    [{"id": f"urn:headwater:claim:{claim['id']}", "type": "Dataset", "label": claim["gist"]["text"]}, _tag(one["stance"])],
                    _target(case.reports[one["report"]], spans),
                    case.stamp,
                )
    yield from _judgements(case)


def _of_reading(reading: Reading, report: Report, stamp: str | None) -> Iterator[Json]:
    names = {each.id: each.name for each in reading.actors}
    for one in reading.statements:
        identified = f"urn:headwater:statement:{one.id}"
        bodies = [_text(_chain_words(report, one, names)), *(_tag(word) for word in _tags(one))]
        yield _annotation(identified, "describing", bodies, _target(report, one.content), stamp)
        for role, spans in (("source", one.source), ("cue", one.cue)):
            if spans:
                bodies = [{"type": "SpecificResource", "purpose": "linking", "source": identified}, _tag(role)]
                yield _annotation(f"{identified}:{role}", "linking", bodies, _target(report, spans), stamp)
        for number, hop in enumerate(one.chain):
            yield _annotation(f"{identified}:hop:{number}", "identifying", _who(hop, names, identified), _target(report, [hop.span]), stamp)


def _chain_words(report: Report, one: Statement, names: dict[str, str]) -> str:
    hops = [names.get(hop.actor, report.text[hop.span.start : hop.span.end]) for hop in one.chain]
    return " ‹ ".join(hops) or ("no source is named" if one.unsourced else "the report's own voice")


def _tags(one: Statement) -> list[str]:
    return [one.kind, one.form, one.stance, *([one.on_record] if one.on_record != "unknown" else []), *(["unsourced"] * one.unsourced)]


def _who(hop: Hop, names: dict[str, str], statement: str) -> list[Json]:
    name = {"type": "TextualBody", "purpose": "identifying", "value": names.get(hop.actor, hop.actor), "format": "text/plain"}
    return [name, _tag(hop.kind), {"type": "SpecificResource", "purpose": "linking", "source": statement}]


def _annotation(identified: str, motivation: str, bodies: Sequence[Json], target: Json | list[Json], stamp: str | None) -> Json:
    software = {"id": "urn:headwater", "type": "Software", "name": f"Headwater {__version__}"}
    made = {} if stamp is None else {"generated": stamp}
    return {"id": identified, "type": "Annotation", "motivation": motivation, "generator": software} | made | {
        "body": list(bodies),
        "target": target,
    }  # fmt: skip


def _text(words: str) -> Json:
    return {"type": "TextualBody", "purpose": "describing", "value": words, "format": "text/plain", "language": "en"}


def _tag(word: str) -> Json:
    return {"type": "TextualBody", "purpose": "tagging", "value": word, "format": "text/plain"}


def _target(report: Report, spans: Sequence[Span]) -> Json | list[Json]:
    """Return what is annotated: a stretch of the text, and where it has a page of that page; several that are one thing as a composite."""
    stored = _together([_part(report, span) for span in spans])
    is_page = (report.url or "").startswith(("http://", "https://"))
    return [stored, _together([_on_page(report, span) for span in spans])] if is_page else stored


def _together(parts: list[Json]) -> Json:
    return parts[0] if len(parts) == 1 else {"type": "Composite", "items": parts}


def _part(report: Report, span: Span) -> Json:
    return {"type": "SpecificResource", "source": _source(report), "selector": selectors(anchor(report.text, span))}


def _on_page(report: Report, span: Span) -> Json:
    found: Json = {"type": "SpecificResource", "source": report.url, "selector": page_selectors(anchor(report.text, span))}
    if report.captured_at is None:
        return found
    return found | {"state": {"type": "TimeState", "sourceDate": report.captured_at.value}}


def _source(report: Report) -> Json:
    found: Json = {"id": f"urn:headwater:report:{report.id}", "type": "Text", "format": "text/plain", "label": headline(report)}
    found |= {"language": report.language} if report.language else {}
    return found | ({"via": report.url} if report.url else {}) | {"headwater:sha256": report.sha256}


def _judgements(case: Case) -> Iterator[Json]:
    for each in case.judgements:
        if each.anchor is None:
            continue
        value = ", ".join(f"{key}: {value}" for key, value in sorted(each.value.items()))
        words = f"{each.verb.replace('_', ' ')}{f' ({value})' if value else ''}: {each.reason}"
        report = case.reports[each.anchor.report]
        made = _annotation(f"urn:headwater:judgement:{each.id}", "editing", [_text(words)], _target(report, [each.anchor.span]), case.stamp)
        yield made | {"creator": {"type": "Person", "name": each.author}, "created": each.at}
