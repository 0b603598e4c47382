"""What answers look like, as JSON Schema: the contract's own schemas, and the few shapes that only the API has.

A route names the shape of its answer (`answers_with`); `components` puts all of them where OpenAPI looks for them.
"""

from collections.abc import Iterable
from typing import Any

from headwater import codec
from headwater.api.problems import MEDIA

__all__ = ["REFUSALS", "answers_with", "components", "envelope", "many", "of_media", "ref"]

Json = dict[str, Any]

_ID: Json = {"type": "string", "minLength": 1}
_TEXT: Json = {"type": "string"}
_MAYBE: Json = {"type": ["string", "null"]}
_COUNT: Json = {"type": "integer", "minimum": 0}


def ref(name: str) -> Json:
    """Return what stands for a schema of `components`."""
    return {"$ref": f"#/components/schemas/{name}"}


def _object(**properties: Json) -> Json:
    return {"type": "object", "required": list(properties), "properties": properties}


def _list(of: Json) -> Json:
    return {"type": "array", "items": of}


def envelope(data: Json) -> Json:
    """Return the schema of the contract's envelope around some data."""
    return _object(version={"const": 1}, data=data, warnings=_list(_TEXT), rejected=_list(ref("Rejected")))


def many(name: str) -> Json:
    """Return the schema of a list of things of a name."""
    return envelope(_list(ref(name)))


_PROBLEM = _object(
    type=_TEXT, title=_TEXT, status={"type": "integer"}, detail=_TEXT, value=_MAYBE, remedy=_TEXT
) | {"description": "RFC 9457: detail says what was wrong, value what was given, remedy what to do instead."}  # fmt: skip

_SPAN = _object(start=_COUNT, end=_COUNT, text=_TEXT)
_ROW = _object(
    id=_ID, ref=_TEXT, publisher=_MAYBE, domain=_MAYBE, published=_MAYBE, title=_MAYBE,
    statements=_COUNT, story=_MAYBE, reader=_TEXT, generation=_COUNT,
)  # fmt: skip
_JUDGEMENT = _object(
    id=_ID, verb=_TEXT, value={"type": "object"}, author=_TEXT, reason=_TEXT, at=_TEXT,
    anchor={"anyOf": [_object(report=_ID, role=_TEXT, span=_object(start=_COUNT, end=_COUNT), words=_TEXT), {"type": "null"}]},
    pair={"anyOf": [{"type": "array", "items": _TEXT, "minItems": 2, "maxItems": 2}, {"type": "null"}]},
    undone_by=_MAYBE,
)  # fmt: skip
_JOB = _object(
    id=_ID,
    state={"enum": ["waiting", "reading", "linking", "done", "failed"]},
    names=_list(_TEXT),
    reports=_list(_object(report=_MAYBE, ref=_TEXT, outcome=_TEXT, statements=_COUNT, title=_MAYBE)),
    rejected=_list(ref("Rejected")),
    linked={"anyOf": [_object(done=_COUNT, of=_COUNT), {"type": "null"}]},
    problem=_MAYBE,
)
_POSITION = _object(
    actor=_ID, name=_TEXT, when=_MAYBE, on_record=_TEXT, stance=_TEXT, said=_TEXT, claim=_ID, statement=_ID, gist=_TEXT,
    words=_list(_SPAN), report=ref("comparison.report"),
)  # fmt: skip


def components() -> Json:
    """Return all schemas by name."""
    reading, comparison = _flat("reading", codec.schema("read")), _flat("comparison", codec.schema("compare"))
    return {
        "Problem": _PROBLEM,
        "Rejected": _object(ref=_TEXT, stage=_TEXT, code=_TEXT, detail=_TEXT),
        "Judgement": _JUDGEMENT,
        "Job": _JOB,
        **reading,
        **comparison,
        "Reading": reading["reading"] | {"description": "One line of `headwater read --json`, and the judgements about the report."},
        "Story": ref("comparison"),
        "Claim": ref("comparison.trace"),
        "StoryRow": {
            "allOf": [ref("comparison.story"), _object(claims=_COUNT, shared_claims=_COUNT, one_origin=_COUNT, open=_COUNT)]
        },
        "ReportRow": _ROW,
        "StatementAnswer": _object(
            report=ref("comparison.report"), statement=ref("reading.statement"), actors=_list(ref("reading.actor")), story=_MAYBE
        ),
        "Hit": _object(
            report=_ID, ref=_TEXT, title=_MAYBE, publisher=_MAYBE, published=_MAYBE, statement=_MAYBE, span=_SPAN, score={"type": "number"}
        ),
        "Timeline": _object(wanted=_TEXT, positions=_list(_POSITION)),
        "Upstream": _object(outlet=_TEXT, story=_object(id=_ID, title=_TEXT), claims=_list(_ID), mentions=_list({"type": "object"})),
        "Change": _object(at=_TEXT, generation=_COUNT, claim=_ID, because=_TEXT, reports=_list(_ID)),
        "Refused": _object(report=_MAYBE, ref=_TEXT, stage=_TEXT, code=_TEXT, detail=_TEXT),
        "Doubtful": _object(
            report=_ID, title=_MAYBE, statement=_ID, score={"type": "number"}, span=_object(start=_COUNT, end=_COUNT),
            source=_TEXT, content=_TEXT,
        ),
        "Verified": _object(
            reports=_COUNT, spans=_COUNT, judgements=_COUNT, ok={"type": "boolean"}, orphans=_list(_object(where=_TEXT, problem=_TEXT))
        ),
        "ExportFormat": _object(
            name=_TEXT, about=_TEXT, media_type=_TEXT, suffix=_TEXT, tables=_list(_TEXT), installed={"type": "boolean"}
        ),
        "Ledger": _object(
            name=_TEXT, reports=_COUNT, statements=_COUNT, stories=_COUNT, claims=_COUNT, judgements=_COUNT, rejections=_COUNT,
            tombstones=_COUNT, generation=_COUNT, readers=_list({"type": "array"}),
        ),
    }  # fmt: skip


def _flat(name: str, schema: Json) -> Json:
    """Return a schema and its definitions under names of their own, as OpenAPI keeps them."""

    def moved(part: Any) -> Any:
        if isinstance(part, list):
            return [moved(each) for each in part]
        if not isinstance(part, dict):
            return part
        return {
            key: value.replace("#/$defs/", f"#/components/schemas/{name}.") if key == "$ref" else moved(value)
            for key, value in part.items()
        }

    whole = {key: value for key, value in schema.items() if key not in ("$schema", "$id", "$defs")}
    return {name: moved(whole)} | {f"{name}.{each}": moved(found) for each, found in schema["$defs"].items()}


def answers_with(schema: Json, *refused: int, status: int = 200, media: str = "application/json") -> dict[int | str, Json]:
    """Return what FastAPI is told of a route: the shape of its answer, and the statuses by which it refuses."""
    found: dict[int | str, Json] = {status: {"description": "The answer.", "content": {media: {"schema": schema}}}}
    return found | {each: REFUSALS[each] for each in refused}


def of_media(media: Iterable[str], *refused: int) -> dict[int | str, Json]:
    """Return what FastAPI is told of a route that answers with a file of one of some media types."""
    kinds = sorted({each.partition(";")[0] for each in media})
    found: dict[int | str, Json] = {200: {"description": "The file.", "content": {kind: {"schema": {}} for kind in kinds}}}
    return found | {each: REFUSALS[each] for each in refused}


def _refusal(words: str) -> Json:
    return {"description": words, "content": {MEDIA: {"schema": ref("Problem")}}}


REFUSALS: dict[int | str, Json] = {
    304: {"description": "It is as it was: If-None-Match."},
    400: _refusal("What is asked for cannot be."),
    401: _refusal("This browser has not been let in."),
    403: _refusal("Another site asked for this."),
    404: _refusal("It is not there."),
    409: _refusal("The ledger does not take it."),
    412: _refusal("It was changed since it was looked at."),
    413: _refusal("More was sent than one request may carry."),
    415: _refusal("Nothing is known of this kind of content."),
    422: _refusal("The request is not as openapi.json says."),
    428: _refusal("Say which version was looked at: If-Match."),
}
"""By status, what it means."""
