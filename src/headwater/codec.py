"""The wire format: a reading as version 1 of the contract's JSON, and back.

`decode(encode(reading)) == reading` for every reading. Every span travels with its words, and a document whose words are not those of
its text at those offsets is refused: a quotation is verbatim or it is nothing. Keys that this version does not know are passed over
when reading, since keys may be added within a version.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from headwater.errors import ContractError
from headwater.model import (
    Actor,
    Block,
    BlockKind,
    Figure,
    Form,
    Hop,
    HopKind,
    Kind,
    Number,
    OnRecord,
    Publisher,
    Reading,
    Rejected,
    Report,
    Span,
    Stance,
    Statement,
    Timex,
    TimexAnchor,
    TimexType,
    Unreached,
    When,
)

__all__ = ["VERSION", "decode", "dumps", "encode", "loads", "schema"]

VERSION = 1

Json = dict[str, Any]


def schema(of: Literal["read", "compare"] = "read") -> Json:
    """Return the JSON Schema (2020-12) that every line of `headwater read --json` satisfies, or of `headwater compare --json`."""
    from importlib import resources  # not at the top: `import headwater` stays cheap

    name = "schema.json" if of == "read" else "compare.schema.json"
    loaded: Json = json.loads(resources.files("headwater").joinpath(name).read_text(encoding="utf-8"))
    return loaded


def dumps(reading: Reading) -> str:
    """Write a reading as one line of JSON, without the newline.

    The same reading gives the same line everywhere: keys stand in the contract's order and letters as themselves. Escaped are only the
    characters that would break a line, a terminal or UTF-8 (U+007F to U+009F, U+2028, U+2029, lone surrogates of foreign keys).

    Raises:
        ContractError: `report.extra` holds something that JSON cannot (NaN, an infinity, an object).
    """
    try:
        line = json.dumps(encode(reading), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError) as error:
        raise ContractError(f"{reading.ref!r} cannot be written as JSON: {error}; keep plain JSON values in Report.extra") from error
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def loads(line: str | bytes) -> Reading:
    """Read back a line that `dumps` wrote.

    Raises:
        ContractError: It is not JSON, or not of the contract's shape.
    """
    try:
        document = json.loads(line)
    except ValueError as error:
        raise ContractError(f"not a line of JSON: {error}") from error
    return decode(document)


_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")


# Model to JSON -------------------------------------------------------------------------------------------------------------------


def encode(reading: Reading) -> Json:
    """Turn a reading into the contract's envelope: plain dicts and lists, in the contract's key order, every list present."""
    report = reading.report
    text = "" if report is None else report.text
    head: Json = (
        {"version": VERSION, "report": None, "ref": reading.ref} if report is None else {"version": VERSION, "report": _report(report)}
    )
    return head | {
        "stages": list(reading.stages),
        "statements": [_statement(text, statement) for statement in reading.statements],
        "actors": [_actor(text, actor) for actor in reading.actors],
        "whens": [_timex(text, timex) for timex in reading.whens],
        "figures": [_figure(text, figure) for figure in reading.figures],
        "unreached": [_span(text, each.span) | {"actor": each.actor} for each in reading.unreached],
        "rejected": [{"stage": each.stage, "code": each.code, "detail": each.detail} for each in reading.rejected],
    }


def _span(text: str, span: Span) -> Json:
    return {"start": span.start, "end": span.end, "text": text[span.start : span.end]}


def _spans(text: str, spans: Sequence[Span]) -> list[Json]:
    return [_span(text, span) for span in spans]


def _when(when: When | None) -> Json | None:
    return None if when is None else {"value": when.value, "precision": when.precision, "from": when.origin}


def _report(report: Report) -> Json:
    publisher = report.publisher
    return {
        "id": report.id,
        "ref": report.ref,
        "publisher": None if publisher is None else {"name": publisher.name, "domain": publisher.domain},
        "title": report.title,
        "byline": report.byline,
        "credit": report.credit,
        "url": report.url,
        "published_at": _when(report.published_at),
        "modified_at": _when(report.modified_at),
        "captured_at": _when(report.captured_at),
        "language": report.language,
        "sha256": report.sha256,
        "capture": report.capture,
        "text": report.text,
        "blocks": [{"kind": block.kind, "start": block.start, "end": block.end} for block in report.blocks],
        "extra": dict(report.extra),
    }


def _statement(text: str, statement: Statement) -> Json:
    return {
        "id": statement.id,
        "kind": statement.kind,
        "form": statement.form,
        "source": _spans(text, statement.source),
        "cue": _spans(text, statement.cue),
        "content": _spans(text, statement.content),
        "chain": [_hop(text, hop) for hop in statement.chain],
        "to": _spans(text, statement.to),
        "on": _spans(text, statement.on),
        "on_record": statement.on_record,
        "stance": statement.stance,
        "conditional": _spans(text, statement.conditional),
        "hedges": _spans(text, statement.hedges),
        "negated": statement.negated,
        "unsourced": statement.unsourced,
        "said_at": statement.said_at,
        "parent": statement.parent,
        "score": statement.score,
    }


def _hop(text: str, hop: Hop) -> Json:
    rest = {"actor": hop.actor, "actors": list(hop.actors), "kind": hop.kind, "named": hop.named, "via": hop.via}
    return _span(text, hop.span) | rest


def _actor(text: str, actor: Actor) -> Json:
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "named": actor.named,
        "roles": _spans(text, actor.roles),
        "mentions": _spans(text, actor.mentions),
        "number": actor.number,
        "descriptor": _spans(text, actor.descriptor),
        "basis": _spans(text, actor.basis),
        "reason": _spans(text, actor.reason),
        "affiliation": _spans(text, actor.affiliation),
        "may_be_same_as": list(actor.may_be_same_as),
    }


def _timex(text: str, timex: Timex) -> Json:
    return _span(text, timex.span) | {
        "type": timex.type,
        "mod": timex.mod,
        "value": timex.value,
        "precision": timex.precision,
        "anchor": timex.anchor,
        "event": timex.event,
    }


def _figure(text: str, figure: Figure) -> Json:
    return _span(text, figure.span) | {
        "low": figure.low,
        "high": figure.high,
        "approximate": figure.approximate,
        "qualifier": _spans(text, figure.qualifier),
        "unit": figure.unit,
        "what": _spans(text, figure.what),
        "part_of": figure.part_of,
        "as_of": figure.as_of,
        "supplier": figure.supplier,
    }


# JSON to model -------------------------------------------------------------------------------------------------------------------


def decode(document: Mapping[str, Any]) -> Reading:
    """Turn the contract's envelope back into a reading.

    Raises:
        ContractError: Another version, a key that is missing or of another type, or a span whose words are not the text's: the message
            names the place (`statements[3].cue[0]`).
    """
    envelope = _Object(document, "")
    if envelope.number("version") != VERSION:
        raise ContractError(f"version {document['version']!r} of the contract is not known; this is a reader of version {VERSION}")
    try:
        return _decoded(envelope)
    except ValueError as error:
        raise ContractError(f"not a reading: {error}") from error


def _decoded(envelope: "_Object") -> Reading:
    found = envelope.maybe("report")
    report = None if found is None else _decoded_report(found)
    ref = envelope.string("ref") if report is None else report.ref
    envelope = _Object(envelope.value, "", "" if report is None else report.text)
    return Reading(
        ref=ref,
        report=report,
        stages=envelope.strings("stages"),
        statements=tuple(_decoded_statement(each) for each in envelope.objects("statements")),
        actors=tuple(_decoded_actor(each) for each in envelope.objects("actors")),
        whens=tuple(_decoded_timex(each) for each in envelope.objects("whens")),
        figures=tuple(_decoded_figure(each) for each in envelope.objects("figures")),
        # Added after the first lines of version 1 were written.
        unreached=tuple(_decoded_unreached(each) for each in envelope.objects("unreached")) if "unreached" in envelope.value else (),
        rejected=tuple(
            Rejected(ref=ref, stage=each.string("stage"), code=each.string("code"), detail=each.string("detail"))
            for each in envelope.objects("rejected")
        ),
    )


@dataclass(frozen=True, slots=True)
class _Object:
    """A JSON object with its place in the document and the text that its spans quote."""

    value: Any
    path: str
    text: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.value, Mapping):
            raise self.error(f"must be an object, not {self.value!r:.60}")

    def error(self, what: str, key: str | None = None) -> ContractError:
        place = self.path if key is None else f"{self.path}.{key}".lstrip(".")
        return ContractError(f"{place or 'the document'} {what}")

    def get(self, key: str, *kinds: type) -> Any:
        if key not in self.value:
            raise self.error("is missing", key)
        found = self.value[key]
        # bool is a kind of int to Python, and never one here.
        if not isinstance(found, kinds) or (isinstance(found, bool) and bool not in kinds):
            raise self.error(f"must be {' or '.join(kind.__name__ for kind in kinds)}, not {found!r:.60}", key)
        return found

    def string(self, key: str) -> str:
        return str(self.get(key, str))

    def maybe_string(self, key: str) -> str | None:
        found = self.get(key, str, type(None))
        return None if found is None else str(found)

    def boolean(self, key: str) -> bool:
        return bool(self.get(key, bool))

    def number(self, key: str) -> float:
        found: float = self.get(key, int, float)
        return found

    def maybe_number(self, key: str) -> float | None:
        return None if self.get(key, int, float, type(None)) is None else self.number(key)

    def choice(self, key: str, choices: Any) -> Any:
        found = self.string(key)
        if found not in get_args(choices):
            raise self.error(f"must be one of {', '.join(get_args(choices))}, not {found!r:.60}", key)
        return found

    def strings(self, key: str) -> tuple[str, ...]:
        found = self.get(key, list)
        if not all(isinstance(each, str) for each in found):
            raise self.error("must be a list of strings", key)
        return tuple(found)

    def maybe(self, key: str) -> "_Object | None":
        found = self.get(key, Mapping, type(None))
        return None if found is None else _Object(found, f"{self.path}.{key}".lstrip("."), self.text)

    def objects(self, key: str) -> "tuple[_Object, ...]":
        place = f"{self.path}.{key}".lstrip(".")
        return tuple(_Object(each, f"{place}[{index}]", self.text) for index, each in enumerate(self.get(key, list)))

    def span(self) -> Span:
        start, end = self.get("start", int), self.get("end", int)
        if not 0 <= start < end <= len(self.text):
            raise self.error(f"spans {start}:{end}, which is not a stretch of a text of {len(self.text)} characters")
        if self.text[start:end] != self.string("text"):
            raise self.error(f"quotes {self.value['text']!r:.60} but the text has {self.text[start:end]!r:.60} at {start}:{end}")
        return Span(start=start, end=end)

    def spans(self, key: str) -> tuple[Span, ...]:
        return tuple(each.span() for each in self.objects(key))


def _decoded_when(found: _Object | None) -> When | None:
    return None if found is None else When(value=found.string("value"), precision=found.string("precision"), origin=found.string("from"))


def _decoded_report(found: _Object) -> Report:
    text = found.string("text")
    if found.string("sha256") != hashlib.sha256(text.encode()).hexdigest():
        raise found.error("is not the SHA-256 of the text: one of the two was altered", "sha256")
    publisher = found.maybe("publisher")
    return Report(
        id=found.string("id"),
        ref=found.string("ref"),
        publisher=None if publisher is None else Publisher(name=publisher.maybe_string("name"), domain=publisher.maybe_string("domain")),
        title=found.maybe_string("title"),
        byline=found.maybe_string("byline"),
        credit=found.maybe_string("credit"),
        url=found.maybe_string("url"),
        published_at=_decoded_when(found.maybe("published_at")),
        modified_at=_decoded_when(found.maybe("modified_at")),
        captured_at=_decoded_when(found.maybe("captured_at")),
        language=found.maybe_string("language"),
        sha256=found.string("sha256"),
        capture=found.maybe_string("capture"),
        text=text,
        blocks=tuple(_decoded_block(each, len(text)) for each in found.objects("blocks")),
        extra=dict(found.get("extra", Mapping)),
    )


def _decoded_block(found: _Object, length: int) -> Block:
    start, end = found.get("start", int), found.get("end", int)
    if not 0 <= start <= end <= length:
        raise found.error(f"stands at {start}:{end}, outside a text of {length} characters")
    return Block(kind=found.choice("kind", BlockKind), start=start, end=end)


def _decoded_statement(found: _Object) -> Statement:
    return Statement(
        id=found.string("id"),
        kind=found.choice("kind", Kind),
        form=found.choice("form", Form),
        source=found.spans("source"),
        cue=found.spans("cue"),
        content=found.spans("content"),
        chain=tuple(_decoded_hop(each) for each in found.objects("chain")),
        to=found.spans("to"),
        on=found.spans("on"),
        on_record=found.choice("on_record", OnRecord),
        stance=found.choice("stance", Stance),
        conditional=found.spans("conditional"),
        hedges=found.spans("hedges"),
        negated=found.boolean("negated"),
        unsourced=found.boolean("unsourced"),
        said_at=found.maybe_string("said_at"),
        parent=found.maybe_string("parent"),
        score=found.number("score"),
    )


def _decoded_hop(found: _Object) -> Hop:
    return Hop(
        span=found.span(),
        actor=found.string("actor"),
        actors=found.strings("actors"),
        kind=found.choice("kind", HopKind),
        named=found.boolean("named"),
        via=found.string("via"),
    )


def _decoded_actor(found: _Object) -> Actor:
    return Actor(
        id=found.string("id"),
        name=found.string("name"),
        kind=found.choice("kind", HopKind),
        named=found.boolean("named"),
        roles=found.spans("roles"),
        mentions=found.spans("mentions"),
        number=found.choice("number", Number),
        descriptor=found.spans("descriptor"),
        basis=found.spans("basis"),
        reason=found.spans("reason"),
        affiliation=found.spans("affiliation"),
        may_be_same_as=found.strings("may_be_same_as"),
    )


def _decoded_timex(found: _Object) -> Timex:
    return Timex(
        span=found.span(),
        type=found.choice("type", TimexType),
        mod=found.maybe_string("mod"),
        value=found.string("value"),
        precision=found.string("precision"),
        anchor=found.choice("anchor", TimexAnchor),
        event=found.maybe_string("event") if "event" in found.value else None,
    )


def _decoded_unreached(found: _Object) -> Unreached:
    return Unreached(span=found.span(), actor=found.maybe_string("actor"))


def _decoded_figure(found: _Object) -> Figure:
    return Figure(
        span=found.span(),
        low=found.maybe_number("low"),
        high=found.maybe_number("high"),
        approximate=found.boolean("approximate"),
        qualifier=found.spans("qualifier"),
        unit=found.maybe_string("unit"),
        what=found.spans("what"),
        part_of=found.get("part_of", int, type(None)),
        as_of=found.maybe_string("as_of"),
        supplier=found.maybe_string("supplier"),
    )
