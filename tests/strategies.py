"""Hypothesis strategies: reports, statements and readings of every shape that the model allows, with spans that lie in their text."""

from typing import Any, get_args

from hypothesis import strategies as st

from headwater.ids import report_id, statement_id, text_sha256
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

# Letters of several planes, the characters that break lines and terminals, and the quotation marks of news.
words = st.text(st.one_of(st.sampled_from("ab “”'…\n\u2028\x85\x1b\U0001f30a"), st.characters(exclude_categories=["Cs"])), max_size=20)
texts = st.text(st.one_of(st.sampled_from("Ab. “”\n\u2028😀é"), st.characters(exclude_categories=["Cs"])), min_size=1, max_size=60)
maybe_words = st.none() | words
numbers = st.floats(allow_nan=False, allow_infinity=False)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | numbers | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
whens = st.builds(When, value=st.sampled_from(["2025", "2025-05", "2025-05-14", "2025-05-14T05:10:00Z"]), precision=words, origin=words)
publishers = st.builds(Publisher, name=maybe_words, domain=maybe_words)


def choices(literal: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(literal))


def spans(text: str) -> st.SearchStrategy[Span]:
    ends = st.integers(0, len(text))
    return st.tuples(ends, ends).filter(lambda pair: pair[0] != pair[1]).map(lambda pair: Span(start=min(pair), end=max(pair)))


def span_tuples(text: str, *, min_size: int = 0) -> st.SearchStrategy[tuple[Span, ...]]:
    return st.lists(spans(text), min_size=min_size, max_size=2, unique=True).map(lambda found: tuple(sorted(found)))


def blocks(text: str) -> st.SearchStrategy[Block]:
    return st.builds(lambda kind, span: Block(kind=kind, start=span.start, end=span.end), choices(BlockKind), spans(text))


@st.composite
def reports(draw: st.DrawFn) -> Report:
    text, ref, publisher = draw(texts), draw(words), draw(st.none() | publishers)
    return Report(
        id=report_id(publisher, ref, text),
        ref=ref,
        text=text,
        sha256=text_sha256(text),
        publisher=publisher,
        title=draw(maybe_words),
        byline=draw(maybe_words),
        credit=draw(maybe_words),
        url=draw(maybe_words),
        published_at=draw(st.none() | whens),
        modified_at=draw(st.none() | whens),
        captured_at=draw(st.none() | whens),
        language=draw(st.sampled_from([None, "en"])),
        capture=draw(st.none() | st.just(text_sha256("page"))),
        blocks=tuple(draw(st.lists(blocks(text), max_size=2))),
        extra=draw(st.dictionaries(words, json_values, max_size=2)),
    )


def hops(text: str) -> st.SearchStrategy[Hop]:
    actors = st.lists(words, max_size=2).map(tuple)
    return st.builds(Hop, span=spans(text), actor=words, actors=actors, kind=choices(HopKind), named=st.booleans(), via=words)


@st.composite
def statements(draw: st.DrawFn, report: Report) -> Statement:
    some = span_tuples(report.text)
    cue, content = draw(some), draw(span_tuples(report.text, min_size=1))
    return Statement(
        id=statement_id(report.id, cue, content),
        kind=draw(choices(Kind)),
        form=draw(choices(Form)),
        source=draw(some),
        cue=cue,
        content=content,
        score=draw(st.floats(0, 1)),
        chain=tuple(draw(st.lists(hops(report.text), max_size=2))),
        to=draw(some),
        on=draw(some),
        on_record=draw(choices(OnRecord)),
        stance=draw(choices(Stance)),
        conditional=draw(some),
        hedges=draw(some),
        negated=draw(st.booleans()),
        unsourced=draw(st.booleans()),
        said_at=draw(st.none() | st.just("2025-05")),
        parent=draw(maybe_words),
    )


def actors(text: str) -> st.SearchStrategy[Actor]:
    some = span_tuples(text)
    return st.builds(
        Actor,
        id=words,
        name=words,
        kind=choices(HopKind),
        named=st.booleans(),
        mentions=some,
        roles=some,
        number=choices(Number),
        descriptor=some,
        basis=some,
        reason=some,
        affiliation=some,
        may_be_same_as=st.lists(words, max_size=2).map(tuple),
    )


def timexes(text: str) -> st.SearchStrategy[Timex]:
    return st.builds(
        Timex,
        span=spans(text),
        type=choices(TimexType),
        value=words,
        precision=words,
        anchor=choices(TimexAnchor),
        mod=maybe_words,
        event=maybe_words,
    )


def figures(text: str) -> st.SearchStrategy[Figure]:
    return st.builds(
        Figure,
        span=spans(text),
        low=st.none() | numbers,
        high=st.none() | numbers,
        approximate=st.booleans(),
        qualifier=span_tuples(text),
        unit=maybe_words,
        what=span_tuples(text),
        part_of=st.none() | st.integers(0, 9),
        as_of=st.none() | st.just("2025-05-14"),
        supplier=maybe_words,
    )


def rejections(ref: str, *, min_size: int) -> st.SearchStrategy[tuple[Rejected, ...]]:
    return st.lists(st.builds(Rejected, ref=st.just(ref), stage=words, code=words, detail=words), min_size=min_size, max_size=2).map(tuple)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    stages = tuple(draw(st.lists(st.sampled_from(["ingest", "read"]), max_size=2, unique=True)))
    if draw(st.integers(0, 4)) == 0:
        ref = draw(words)
        return Reading(ref=ref, report=None, rejected=draw(rejections(ref, min_size=1)), stages=stages)
    report = draw(reports())
    return Reading(
        ref=report.ref,
        report=report,
        statements=tuple(draw(st.lists(statements(report), max_size=3))),
        rejected=draw(rejections(report.ref, min_size=0)),
        stages=stages,
        actors=tuple(draw(st.lists(actors(report.text), max_size=2))),
        whens=tuple(draw(st.lists(timexes(report.text), max_size=2))),
        figures=tuple(draw(st.lists(figures(report.text), max_size=2))),
        unreached=tuple(draw(st.lists(st.builds(Unreached, span=spans(report.text), actor=maybe_words), max_size=2))),
    )
