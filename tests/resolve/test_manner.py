import time
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.model import Hop, HopKind, OnRecord, Span, Statement
from headwater.resolve.manner import Manner, Scene, manner_of, unreached
from tests.notation import reading_of


def statements(marked: str) -> tuple[str, tuple[Statement, ...]]:
    """Return a marked text without its marks, and its statements."""
    reading = reading_of(marked)
    assert reading.report is not None
    return reading.report.text, reading.statements


def manner(marked: str, *, origin: HopKind | None = "person", inherited: OnRecord = "unknown") -> tuple[str, Manner]:
    text, (statement, *_) = statements(marked)
    return text, manner_of(text, statement, inherited=inherited, origin=origin)


def words(text: str, spans: Sequence[Span]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


ON_RECORD: dict[str, tuple[str, HopKind, OnRecord]] = {
    "a tweet": ("[S:Mayor Orla Quist] [C:tweeted] [T:that the bridge would reopen].", "person", "public"),
    "a rally": ("At a rally in Tarn on Monday, [S:Orla Quist] [C:said] [T:the bridge would reopen].", "person", "public"),
    "a statement": ("[T:“The bridge is safe,”] [S:the council] [C:said] in a statement.", "organization", "public"),
    "a news conference": ("[S:Orla Quist] [C:said] at a news conference [T:that the bridge was safe].", "person", "public"),
    "reporters": ("[S:Orla Quist] [C:told] reporters [T:that the bridge was safe].", "person", "public"),
    "a published poll": ("[S:A poll] [C:found] [T:that most of Tarn wants a bridge].", "document", "public"),
    "a court filing": ("[S:A court filing] [C:shows] [T:that the bridge was never tested].", "document", "public"),
    "a programme": ("[S:Orla Quist] [C:said] on the television show “Tarn Tonight” [T:that the bridge was safe].", "person", "public"),
    "an announcement": ("[S:The council] [C:announced] [T:that the bridge would reopen].", "organization", "public"),
    "a letter between two": (
        "The letters were leaked. In an email to his deputy, [S:Harl Benn] [C:wrote] [T:that the bridge was unsafe].",
        "person",
        "private",
    ),
    "told an outlet": ("[S:Joss Amry, an engineer,] [C:told] the Tarn Courier [T:that the bridge was old].", "person", "unknown"),
    "an unnamed official": (
        "[S:a senior official] [C:said], on condition of anonymity, [T:that the bridge was old].",
        "unnamed",
        "unknown",
    ),
    "has said": ("[S:Joss Amry] [C:has said] [T:that the bridge is old].", "person", "unknown"),
}


@pytest.mark.parametrize(("marked", "origin", "expected"), ON_RECORD.values(), ids=ON_RECORD.keys())
def test_on_record(marked: str, origin: HopKind, expected: OnRecord) -> None:
    assert manner(marked, origin=origin)[1].on_record == expected


def test_an_account_goes_on_as_it_began() -> None:
    marked = "[T:“It was built in haste,”] [S:he] [C:replied]."
    assert manner(marked, inherited="private")[1].on_record == "private"
    assert manner(marked, inherited="public")[1].on_record == "public"
    assert manner("[T:“It was built in haste,”] [S:she] [C:has said].")[1].on_record == "unknown"


def test_letters_that_an_organization_gave_out_are_private() -> None:
    text, (statement,) = statements("The watchdog released a batch of emails.\n\n[T:“The bridge is unsafe,”] [S:Harl Benn] [C:wrote].")
    hops = [("The watchdog", "organization"), ("Harl Benn", "person")]
    chain = tuple(
        Hop(
            span=Span(start=text.index(name), end=text.index(name) + len(name)),
            actor=name,
            actors=(name,),
            kind=cast("HopKind", kind),
            named=True,
            via="",
        )
        for name, kind in hops
    )
    assert manner_of(text, replace(statement, chain=chain)).on_record == "private"


def test_statements_of_one_actor_are_weighed_together() -> None:
    text, found = statements(
        "In a speech at a rally in Tarn, [S1:Orla Quist] [C1:said] [T1:the bridge would reopen].\n\n"
        "[T2:“It was built in haste,”] [S2:she] [C2:said]."
    )
    scene = Scene(text)
    together = scene.manners(found, actors=["quist", "quist"], origins=["person", "person"])
    apart = scene.manners(found, actors=[None, None], origins=["person", "person"])
    assert [one.on_record for one in together] == ["public", "public"]
    assert apart[0].on_record == "public"
    assert [one.to for one in together] == [one.to for one in apart]


STANCES = {
    "says": ("[S:Quist] [C:said] [T:the bridge was safe].", "asserts"),
    "denies": ("[S:Quist] [C:denied] [T:that the bridge was unsafe].", "denies"),
    "disputes": ("[S:Quist] [C:disputed] [T:the finding].", "denies"),
    "says no": ("[T:“No, that never happened,”] [S:Quist] [C:said].", "denies"),
    "insists that not": ("[S:Quist] [C:insisted] [T:that she had not seen the report].", "denies"),
    "refuses to concede": ("[S:Quist] [C:refused to concede] [T:that the bridge was unsafe].", "denies"),
    "declines to comment": ("[S:Quist] [C:declined] [T:to comment].", "declines"),
    "declines, the whole in the cue": ("[S:Quist] [C:declined to comment on] [T:the report].", "declines"),
    "would not discuss": ("[S:Quist] [C:would not discuss] [T:the report].", "declines"),
    "keeps silent": ("[S:Quist] [C:kept mum about] [T:the report].", "declines"),
    "cannot discuss": ("[S:The council] [C:said] [T:it could not discuss the report].", "declines"),
    "takes back": ("[S:Quist] [C:retracted] [T:the claim].", "retracts"),
    "walks back": ("[S:Quist] [C:walked back] [T:the claim].", "retracts"),
    "misspoke": ("[S:Quist] [C:acknowledged] [T:that she had misspoken].", "retracts"),
    "says what others declined": ("[S:Quist] [C:said] [T:the engineer declined to comment].", "asserts"),
}


@pytest.mark.parametrize(("marked", "expected"), STANCES.values(), ids=STANCES.keys())
def test_stance(marked: str, expected: str) -> None:
    assert manner(marked)[1].stance == expected


HEARERS = {
    "reporters": ("[S:Quist] [C:told] reporters on Monday [T:that the bridge was safe].", ["reporters"]),
    "named": ("[S:Quist] [C:told] her Tarnish counterpart, Mr. Benn, [T:that the bridge was safe].", ["her Tarnish counterpart"]),
    "an outlet too": ("[T:The bridge is safe], [S:Quist] [C:told] the Tarn Courier in May.", ["the Tarn Courier"]),
    "in a letter": ("In a letter to Harl Benn, [S:Quist] [C:said] [T:the bridge was safe].", ["Harl Benn"]),
    "a letter's own": ("[S:A letter to the council] [C:says] [T:the bridge is safe].", ["the council"]),
    "wrote to": ("[T:“All is well,”] [S:Quist] [C:wrote] to the council.", ["the council"]),
    "a call with": ("[S:Quist] [C:said] on a call with reporters [T:that the bridge was safe].", ["reporters"]),
    "one urged": ("[S:Quist] [C:urged] [T:the council to wait].", ["the council"]),
    "emailed": ("[S:Quist] [C:emailed] supporters on Monday: [T:“All is well.”]", ["supporters"]),
    "nobody": ("[S:Quist] [C:said] [T:the bridge was safe].", []),
    "the speaker is no hearer": ("[T:“Beware,”] [C:warned] [S:Quist].", []),
    "told that": ("[S:Quist] [C:told] [T:how the bridge was built].", []),
    "passive": ("[S:Quist] [C:was told] [T:that the bridge was safe].", []),
}


@pytest.mark.parametrize(("marked", "expected"), HEARERS.values(), ids=HEARERS.keys())
def test_hearers(marked: str, expected: list[str]) -> None:
    text, found = manner(marked)
    assert words(text, found.to) == expected


PLATFORMS = {
    "a channel": ("[S:Quist] [C:said] on Tarn News on Monday [T:that the bridge was safe].", ["Tarn News"]),
    "a programme": ("[S:Quist] [C:said] on Radio Tarn’s “The Hour” [T:that the bridge was safe].", ["Radio Tarn’s “The Hour”"]),
    "an interview": ("[S:Quist] [C:said] in an interview with the Harbour Argus [T:that it was safe].", ["the Harbour Argus"]),
    "an op-ed": ("[S:Quist] [C:wrote] in an op-ed in the Tarn Courier [T:that it was safe].", ["the Tarn Courier"]),
    "a social network": ("[T:“It is safe,”] [S:Quist] [C:wrote] on Twitter.", ["Twitter"]),
    "a page": ("[T:“It is safe,”] [S:Quist] [C:wrote] on her Facebook page on Sunday.", ["her Facebook page"]),
    "tweeted": ("[S:Quist] [C:tweeted] [T:that it was safe].", []),
    "a day": ("[S:Quist] [C:said] on Monday [T:that it was safe].", []),
    "a video to a crowd": ("[S:Quist] [C:said] in a video address to students [T:that it was safe].", []),
    "told": ("[S:Quist] [C:told] Tarn News [T:that it was safe].", []),
}


@pytest.mark.parametrize(("marked", "expected"), PLATFORMS.values(), ids=PLATFORMS.keys())
def test_platforms(marked: str, expected: list[str]) -> None:
    text, found = manner(marked)
    assert words(text, found.on) == expected


CONDITIONS = {
    "first": ("[T:If the river rises, the bridge will close], [S:Quist] [C:said].", ["If the river rises"]),
    "last": ("[S:Quist] [C:said] [T:the bridge would close if the river rose].", ["if the river rose"]),
    "parted": ("[T:If the river rises], [S:Quist] [C:said], [T:the bridge will close].", ["If the river rises"]),
    "inverted": ("[S:Quist] [C:said] [T:“Should the river rise, the bridge will close.”]", ["Should the river rise"]),
    "unless": ("[S:Quist] [C:threatened] [T:to resign unless the bridge is closed].", ["unless the bridge is closed"]),
    "whether": ("[S:Quist] [C:asked] [T:if the bridge was safe].", []),
    "as if": ("[S:Quist] [C:said] [T:he would act as if the bridge were safe].", []),
    "of what others say": ("[S:Quist] [C:said] [T:Benn would be told if the river rose].", []),
    "none": ("[S:Quist] [C:said] [T:the bridge would close].", []),
}


@pytest.mark.parametrize(("marked", "expected"), CONDITIONS.values(), ids=CONDITIONS.keys())
def test_conditions(marked: str, expected: list[str]) -> None:
    text, found = manner(marked)
    assert words(text, found.conditional) == expected


HEDGES = {
    "reportedly": ("[S:Quist] [C:reportedly said] [T:the bridge was safe].", ["reportedly"]),
    "may": ("[S:Quist] [C:said] [T:the bridge may close].", ["may"]),
    "is said to": ("[S:Quist] is said to [C:have warned] [T:of a flood].", ["is said to"]),
    "far inside": ("[S:Quist] [C:said] [T:the bridge is old. It might fall].", []),
    "none": ("[S:Quist] [C:said] [T:the bridge is old].", []),
}


@pytest.mark.parametrize(("marked", "expected"), HEDGES.values(), ids=HEDGES.keys())
def test_hedges(marked: str, expected: list[str]) -> None:
    text, found = manner(marked)
    assert words(text, found.hedges) == expected


NEGATED = {
    "did not say": ("[S:Quist] [C:did not say] [T:when the bridge would open].", True),
    "never said": ("[S:Quist] never [C:said] [T:that it was safe].", True),
    "not only": ("[S:Quist] [C:not only said] [T:that it was safe] but swore it.", False),
    "the content": ("[S:Quist] [C:said] [T:that it was not safe].", False),
    "declining": ("[S:Quist] [C:would not discuss] [T:the bridge].", False),
}


@pytest.mark.parametrize(("marked", "expected"), NEGATED.values(), ids=NEGATED.keys())
def test_negated(marked: str, expected: bool) -> None:
    assert manner(marked)[1].negated is expected


UNREACHED = {
    "no answer": ("[S:Quist] [C:did not respond] [T:to a request for comment].", True),
    "not at once": ("[S:The council] [C:did not immediately respond to] [T:questions].", True),
    "not reached": ("[S:Quist] [C:could not be reached] [T:for comment].", True),
    "calls": ("[S:Calls to the council] [C:were not returned] [T:on Monday].", True),
    "declining": ("[S:Quist] [C:declined] [T:to comment].", False),
    "said": ("[S:Quist] [C:said] [T:the council did not respond to her letters].", False),
    "by the way": ("[S:Quist, who did not respond to our letters,] [C:has said] [T:that it was safe].", False),
}


@pytest.mark.parametrize(("marked", "expected"), UNREACHED.values(), ids=UNREACHED.keys())
def test_unreached(marked: str, expected: bool) -> None:
    text, (statement, *_) = statements(marked)
    assert unreached(text, statement) is expected


@given(st.text(alphabet="on to If told said “”'\"., \nA\u2028é-", max_size=120), st.data())
def test_any_spans_of_any_text_are_answered_with_spans_of_it(text: str, data: st.DataObject) -> None:
    def span() -> tuple[Span, ...]:
        start = data.draw(st.integers(0, len(text) - 1))
        return (Span(start=start, end=data.draw(st.integers(start + 1, len(text)))),)

    if not text:
        return
    statement = Statement(id="1", kind="statement", form="mixed", source=span(), cue=span(), content=span(), score=1)
    found = manner_of(text, statement)
    for one in (*found.to, *found.on, *found.conditional, *found.hedges):
        assert one.end <= len(text)
    unreached(text, statement)


@pytest.mark.parametrize("unit", ["email ", "on A-", "told ", "in an ", "if ", "A.", "“", "not ", ", "])
def test_hostile_text_is_read_in_linear_time(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    found = [
        Statement(
            id=str(at),
            kind="statement",
            form="indirect",
            source=(Span(start=at, end=at + 5),),
            cue=(Span(start=at + 6, end=at + 12),),
            content=(Span(start=at + 13, end=min(len(text), at + 5_000)),),
            score=1,
        )
        for at in range(0, 50_000, 500)
    ]
    began = time.process_time()
    Scene(text).manners(found, actors=[None] * len(found), origins=[None] * len(found))
    assert time.process_time() - began < 5
