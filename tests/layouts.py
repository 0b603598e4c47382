"""Layouts and attributions for tests that need no weights: a tokenizer of a few letters, and the notation as words of a layout."""

from collections.abc import Iterable
from functools import cache

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from headwater.encode.layout import Layout, lay_out
from headwater.model import Span
from headwater.read.decode import Found
from headwater.read.statements import spans_of
from tests.notation import marked

Ints = npt.NDArray[np.int64]
Answer = tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]


@cache
def tiny_tokenizer() -> Tokenizer:
    """Return a tokenizer whose every letter and figure is a piece of its own, but for a few whole words; other characters are unknown."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    marks = "“”‘’\"'«».,:;!?-–—―()…"
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *letters, *(f"##{letter}" for letter in letters), *marks, "said", "the", "bridge"]
    tokenizer = Tokenizer(models.WordPiece({piece: at for at, piece in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def lay(text: str, paragraphs: list[tuple[int, int]] | None = None) -> Layout:
    """Return the layout of a text with the tiny tokenizer."""
    return lay_out(text, tiny_tokenizer(), paragraphs)


def words_of(layout: Layout, spans: Iterable[Span]) -> Ints:
    """Return the indices of the words that touch some spans."""
    held = np.zeros(len(layout.words), dtype=bool)
    for span in spans:
        held |= (layout.words[:, 0] < span.end) & (layout.words[:, 1] > span.start)
    return np.flatnonzero(held)


def attributions(sentence: str, scores: dict[int, float] | None = None) -> tuple[str, Layout, dict[int, Found]]:
    """Return the bare text of a marked one, its layout, and its attributions by number; `scores` are those that are not 0.9."""
    text, numbered = marked(sentence)
    layout = lay(text)
    found = {
        number: Found(
            source=words_of(layout, spans["S"]),
            cue=words_of(layout, spans["C"]),
            content=words_of(layout, spans["T"]),
            score=(scores or {}).get(number, 0.9),
            attitude=0.0,
        )
        for number, spans in sorted(numbered.items())
    }
    return text, layout, found


def spans_in(layout: Layout, found: Iterable[Found]) -> list[Answer]:
    """Return source, cue and content of attributions as spans, sorted."""
    offsets, paragraph = layout.words.tolist(), layout.paragraph.tolist()
    answers: list[Answer] = []
    for one in found:
        source, cue, content = (spans_of(words.tolist(), offsets, paragraph) for words in (one.source, one.cue, one.content))
        answers.append((source, cue, content))
    return sorted(answers)


def expected(sentence: str) -> list[Answer]:
    """Return source, cue and content of a marked text's attributions, sorted."""
    return spans_in(lay(marked(sentence)[0]), attributions(sentence)[2].values())
