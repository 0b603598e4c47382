import pytest

from headwater.model import Block, Span
from headwater.read.statements import Roles, make_statement, paragraphs_to_read, spans_of
from headwater.text import quotations, word_spans
from tests.notation import report_of

TEXT = "One two three.\nFour five."
OFFSETS = word_spans(TEXT)
PARAGRAPH = [0, 0, 0, 0, 1, 1, 1]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ([], []),
        ([0], ["One"]),
        ([0, 1], ["One two"]),
        ([0, 2], ["One", "three"]),
        ([2, 3, 4], ["three.", "Four"]),
        ([0, 1, 2, 3, 4, 5, 6], ["One two three.", "Four five."]),
    ],
)
def test_neighbouring_words_of_a_paragraph_share_a_span(words: list[int], answer: list[str]) -> None:
    assert [TEXT[s.start : s.end] for s in spans_of(words, OFFSETS, PARAGRAPH)] == answer


def test_paragraphs_are_the_blocks_but_furniture() -> None:
    blocks = (Block(kind="headline", start=0, end=14), Block(kind="furniture", start=15, end=25))
    assert paragraphs_to_read(report_of(TEXT, blocks=blocks)) == [(0, 14)]


def test_paragraphs_of_a_report_without_blocks_are_its_lines() -> None:
    assert paragraphs_to_read(report_of(TEXT)) == [(0, 14), (15, 25)]


@pytest.mark.parametrize(("score", "rounded"), [(0.123456, 0.1235), (1.5, 1.0), (-1.0, 0.0)])
def test_scores_are_rounded_and_kept_between_nought_and_one(score: float, rounded: float) -> None:
    report = report_of("He said “so.”")
    content = (Span(start=8, end=13),)
    made = make_statement(report, quotations(report.text), Roles(source=(), cue=(), content=content), score=score)
    assert (made.score, made.form) == (rounded, "direct")


def test_the_id_is_of_report_cue_and_content_alone() -> None:
    report = report_of("He said so.")
    cue, content = (Span(start=3, end=7),), (Span(start=8, end=10),)
    one = make_statement(report, [], Roles(source=(), cue=cue, content=content), score=0.5)
    named = Roles(source=(Span(start=0, end=2),), cue=cue, content=content)
    other = make_statement(report, [], named, score=0.9, kind="attitude", parent=one.id)
    assert one.id == other.id
    assert other.parent == one.id
