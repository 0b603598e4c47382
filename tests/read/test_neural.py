from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headwater import codec, pipeline
from headwater.encode import Card, Encoded, Encoder, Layout
from headwater.errors import SettingsError
from headwater.ingest import reports
from headwater.model import Block, Report, Span, Statement, reading_order
from headwater.read import open_reader
from headwater.read.decode import CONTENT, CUE, SOURCE
from headwater.read.neural import ModelReader, candidates
from tests.layouts import Ints, lay, words_of
from tests.notation import marked, report_of

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
CARD = Card(
    name="fake",
    version="fake-1",
    graph=Path("none"),
    tokenizer=Path("none"),
    transitions=np.zeros((4, 4), dtype=np.float32),
    before=40,
    after=60,
    candidate=-2.0,
    lean=0.0,
    blend=0.5,
    least=0.45,
    sourceless=0.3,
    contest=0.5,
    attitude=0.5,
)
Roles = dict[str, tuple[Span, ...]]
Answers = Callable[[Layout], Iterable[Roles]]


class FakeEncoder:
    """An encoder that is sure of the attributions that it is told; each reading of a text is noted as the offsets it began and ended at."""

    def __init__(self, answers: Answers, *, odds: float = 4.0, attitude: float = -4.0) -> None:
        self.card = CARD
        self.seen: list[tuple[int, int]] = []
        self._answers, self._odds, self._attitude = answers, odds, attitude

    def lay_out(self, text: str, paragraphs: list[tuple[int, int]]) -> Layout:
        layout = lay(text, paragraphs)
        if len(layout.words):
            self.seen.append((int(layout.words[0, 0]), int(layout.words[-1, 1])))
        return layout

    def encode(self, layout: Layout) -> Encoded:
        answers = (self._labels(layout, roles) for roles in self._answers(layout))
        rows = sorted(answers, key=lambda row: int(np.flatnonzero(row == CUE)[0]))
        cues = np.array([np.flatnonzero(row == CUE)[0] for row in rows], dtype=np.int64)
        around = cues[:, None] + np.arange(-CARD.before, CARD.after + 1)
        inside = (around >= 0) & (around < len(layout.words))
        around = around.clip(0, max(len(layout.words) - 1, 0))
        potentials = np.zeros((*around.shape, 8), dtype=np.float32)
        for row, labels in enumerate(rows):
            potentials[row, np.arange(around.shape[1]), labels[around[row]]] = 9
        odds = np.full(len(cues), self._odds, dtype=np.float32)
        verdicts = np.column_stack([odds, np.full(len(cues), self._attitude, dtype=np.float32)])
        return Encoded(layout=layout, cues=cues, odds=odds, potentials=potentials, around=around, inside=inside, verdicts=verdicts)

    @staticmethod
    def _labels(layout: Layout, roles: Roles) -> Ints:
        labels = np.zeros(len(layout.words), dtype=np.int64)
        for letter, label in (("S", SOURCE), ("T", CONTENT), ("C", CUE)):
            labels[words_of(layout, roles[letter])] = label
        return labels


def silent(_layout: Layout) -> Iterable[Roles]:
    """Find nothing."""
    return []


def told(sentence: str) -> Answers:
    """Answer with the marked attributions that lie in what is read and not inside another that does."""
    found = marked(sentence)[1].values()

    def answers(layout: Layout) -> Iterable[Roles]:
        low, high = (int(layout.words[0, 0]), int(layout.words[-1, 1])) if len(layout.words) else (0, 0)
        here = [roles for roles in found if all(low <= s.start and s.end <= high for spans in roles.values() for s in spans)]
        for roles in here:
            (cue,) = roles["C"]
            if not any(s.start <= cue.start < s.end for other in here for s in other["T"]):
                yield roles

    return answers


def reader_of(encoder: FakeEncoder) -> ModelReader:
    return ModelReader(cast("Encoder", encoder))


def quotes(text: str, spans: Iterable[Span]) -> str:
    return " … ".join(text[s.start : s.end] for s in spans)


def shown(text: str, statements: Iterable[Statement]) -> list[tuple[str, str, str]]:
    return [(quotes(text, one.source), quotes(text, one.cue), quotes(text, one.content)) for one in statements]


def read(sentence: str) -> tuple[str, tuple[Statement, ...]]:
    text, _ = marked(sentence)
    return text, reader_of(FakeEncoder(told(sentence))).read(report_of(text))


def test_statements_come_in_reading_order() -> None:
    text, statements = read("[T:It rained], [S:he] [C:said].\n[S2:She] [C2:said] [T2:it is old].\n[T3:No], [S3:they] [C3:wrote].")
    assert shown(text, statements) == [("he", "said", "It rained"), ("She", "said", "it is old"), ("they", "wrote", "No")]
    assert list(statements) == sorted(statements, key=reading_order)


def test_speech_inside_speech_has_a_parent() -> None:
    text, (outer, inner) = read("[S:Harrow] [C:said] [T:that [S2:Ferrant] [C2:told] her [T2:that the bridge was old]].")
    assert shown(text, [inner]) == [("Ferrant", "told", "that the bridge was old")]
    assert (outer.parent, inner.parent) == (None, outer.id)


def test_nobody_inside_speech_says_nothing() -> None:
    _, statements = read("[S:Harrow] [C:said] [T:that [S2:nobody there] [C2:asked] [T2:whether the bridge was old]].")
    assert len(statements) == 1


def test_speech_three_deep_has_a_chain_of_parents() -> None:
    text, statements = read("[S:A] [C:said] [T:that [S2:B] [C2:said] [T2:that [S3:C] [C3:said] [T3:that it rained]]].")
    assert [one.parent for one in statements] == [None, statements[0].id, statements[1].id]
    assert shown(text, statements)[2] == ("C", "said", "that it rained")


def test_a_content_without_a_word_of_saying_is_not_read_again() -> None:
    sentence = "[S:Harrow] [C:said] [T:that the bridge was old]."
    encoder = FakeEncoder(told(sentence))
    reader_of(encoder).read(report_of(marked(sentence)[0]))
    assert len(encoder.seen) == 1


def test_ids_are_unique_and_the_scores_of_start_and_verdict_are_blended() -> None:
    _, statements = read("[S:A] [C:said] [T:that [S2:B] [C2:said] [T2:that it rained]]. [T3:So], [S3:C] [C3:said].")
    assert len({one.id for one in statements}) == len(statements) == 3
    assert {one.score for one in statements} == {round(1 / (1 + float(np.exp(-4.0))), 4)}


@pytest.mark.parametrize(("odds", "kind"), [(-0.1, "statement"), (0.1, "attitude")])
def test_the_kind_is_that_of_the_threshold(odds: float, kind: str) -> None:
    sentence = "[S:Harrow] [C:hopes] [T:that it rains]."
    (one,) = reader_of(FakeEncoder(told(sentence), attitude=odds)).read(report_of(marked(sentence)[0]))
    assert one.kind == kind


def test_what_the_encoder_is_unsure_of_does_not_stand() -> None:
    sentence = "[S:Harrow] [C:hoped] [T:that it rains]."
    assert reader_of(FakeEncoder(told(sentence), odds=-1.0)).read(report_of(marked(sentence)[0])) == ()


def test_what_the_encoder_is_unsure_of_stands_where_the_words_are_sure() -> None:
    sentence = "[S:Harrow] [C:said] [T:that it rains]."
    text = marked(sentence)[0]
    assert shown(text, reader_of(FakeEncoder(told(sentence), odds=-1.0)).read(report_of(text))) == [("Harrow", "said", "that it rains")]
    assert reader_of(FakeEncoder(told(sentence), odds=-4.0)).read(report_of(text)) == ()


def test_what_is_said_by_form_needs_no_cue() -> None:
    text = "“We were never asked.” — Odile Ferrant"
    (one,) = reader_of(FakeEncoder(silent)).read(report_of(text))
    assert shown(text, [one]) == [("Odile Ferrant", "—", "“We were never asked.”")]
    assert one.form == "direct"


def test_furniture_is_not_read() -> None:
    sentence = "[S:Harrow] [C:said] [T:so].\n[S2:We] [C2:said] [T2:more]."
    text, _ = marked(sentence)
    cut = text.index("\n")
    blocks = (Block(kind="paragraph", start=0, end=cut), Block(kind="furniture", start=cut + 1, end=len(text)))
    encoder = FakeEncoder(told(sentence))
    statements = reader_of(encoder).read(report_of(text, blocks=blocks))
    assert shown(text, statements) == [("Harrow", "said", "so")]
    assert encoder.seen == [(0, cut)]


@pytest.mark.parametrize("text", ["", " \n", "\x00"])
def test_nothing_to_read_gives_nothing(text: str) -> None:
    assert reader_of(FakeEncoder(silent)).read(report_of(text)) == ()


def test_the_version_of_a_reader_is_that_of_its_weights() -> None:
    assert reader_of(FakeEncoder(silent)).version == "fake-1"


class Stubborn:
    """Finds another cue at each reading, and all the rest to be its content."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, layout: Layout) -> Iterable[Roles]:
        self.calls += 1
        spans = [Span(start=int(a), end=int(b)) for a, b in layout.words]
        at = self.calls % max(len(spans), 1)
        return [{"S": (), "C": (spans[at],), "T": tuple(span for span in spans if span != spans[at])}] if spans else []


def test_an_encoder_that_finds_speech_in_everything_comes_to_an_end() -> None:
    text = "he said she said they said we said it said so"
    statements = reader_of(FakeEncoder(Stubborn())).read(report_of(text))
    by_id = {one.id: one for one in statements}
    assert 0 < len(by_id) == len(statements) <= len(text.split())
    for one in statements:
        if one.parent is not None:
            assert size(one) < size(by_id[one.parent])


def size(one: Statement) -> int:
    return sum(span.end - span.start for span in one.content)


def test_candidates_are_words_of_the_text_even_at_its_edges() -> None:
    text, found = marked("[C:Said] [S:she]: [T:so]")
    encoder = FakeEncoder(lambda _: found.values())
    (one,) = candidates(encoder.encode(encoder.lay_out(text, [(0, len(text))])), CARD)
    assert (one.source.tolist(), one.cue.tolist(), one.content.tolist()) == ([1], [0], [3])


def test_an_unknown_reader_is_named_with_those_there_are() -> None:
    with pytest.raises(SettingsError, match=r"unknown reader 'nope'; available: model, rules"):
        open_reader("nope")


# With the weights of the package.


def sample_reports() -> list[Report]:
    found = [item for path in sorted(SAMPLES.iterdir()) for item in reports(str(path))]
    return [item for item in found if isinstance(item, Report)]


def lines(items: Iterable[Report], processes: int = 1) -> list[str]:
    return [codec.dumps(reading) for reading in pipeline.read_items(items, open_reader, processes=processes)]


@pytest.fixture(scope="module")
def once() -> list[str]:
    return lines(sample_reports())


@pytest.mark.weights
def test_the_samples_are_read(once: list[str]) -> None:
    assert sum('"statements":[{' in line.replace(" ", "") for line in once) >= 3


@pytest.mark.weights
def test_reading_again_gives_the_same_bytes(once: list[str]) -> None:
    assert lines(sample_reports()) == once


@pytest.mark.weights
def test_the_order_does_not_matter(once: list[str]) -> None:
    assert lines(reversed(sample_reports())) == once[::-1]


@pytest.mark.weights
def test_what_else_is_read_does_not_matter(once: list[str]) -> None:
    first, *_ = sample_reports()
    other = [report_of("“No,” he said. " * 40), report_of("\x01"), report_of("It rained.")]
    assert lines([*other, first])[-1] == once[0]


@pytest.mark.weights
def test_two_processes_give_the_same_lines(once: list[str]) -> None:
    assert lines(sample_reports(), processes=2) == once


@pytest.mark.weights
def test_a_plain_sentence_is_read() -> None:
    text = "The bridge will reopen on Monday, Mayor Ilsa Brandt said."
    (one,) = open_reader("model").read(report_of(text))
    assert shown(text, [one]) == [("Mayor Ilsa Brandt", "said", "The bridge will reopen on Monday")]


ANY_TEXT = st.lists(
    st.sampled_from(["Harrow said ", "“", "”", "the bridge ", "is old", ". ", ", ", "\n", "according to ", "he told her that ", "'", "― "])
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
    max_size=40,
).map("".join)


@pytest.mark.weights
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_TEXT)
def test_any_text_is_read_and_every_span_lies_in_it(text: str) -> None:
    statements = open_reader("model").read(report_of(text))
    assert list(statements) == sorted(statements, key=reading_order)
    ids = [one.id for one in statements]
    assert len(set(ids)) == len(ids)
    for at, one in enumerate(statements):
        assert one.cue
        assert one.content
        assert one.parent is None or one.parent in ids[:at]
        for span in (*one.source, *one.cue, *one.content):
            assert span.end <= len(text)
            assert text[span.start : span.end].strip()


@pytest.mark.weights
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(ANY_TEXT)
def test_the_roles_of_a_statement_do_not_overlap(text: str) -> None:
    for one in open_reader("model").read(report_of(text)):
        spans = sorted((*one.source, *one.cue, *one.content))
        assert all(a.end <= b.start for a, b in pairwise(spans))
