"""A text as the encoder takes it: words, word pieces, the features beside them, and windows of at most 254 pieces.

Training and reading both come through here, so that they cannot drift apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from headwater.text import Quotation, paragraph_spans, quotations, sentence_spans, word_spans

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["CASES", "PARAGRAPH", "PLACES", "QUOTE_STATES", "WINDOW_PIECES", "Layout", "graph_inputs", "lay_out", "window_bounds"]

Ints = npt.NDArray[np.int64]

WINDOW_PIECES = 254  # and the two special ones: positions above 256 were never trained
FIRST_PIECE, LAST_PIECE = 101, 102  # [CLS] and [SEP] in the vocabulary
CASES = 8  # 0 mark, 1 lower, 2 title, 3 upper, 4 inner capital, 5 figure, 6 title at a sentence start, 7 one capital letter
QUOTE_STATES = 6  # 0 outside, 1 opening mark, 2 inside, 3 inside an inner quotation, 4 closing mark, 5 inside one that is not closed
PARAGRAPH = 2
PLACES = 3  # 0 within a sentence, 1 its first word, 2 the first word of a paragraph


@dataclass(frozen=True, slots=True)
class Layout:
    """The arrays of one text.

    Attributes:
        words: Offsets of the words, shape (words, 2).
        sentence: Index of each word's sentence, shape (words,).
        paragraph: Index of each word's paragraph, shape (words,).
        case, quote, place: Feature classes of each word, shape (words,), in `CASES`, `QUOTE_STATES`, `PLACES`.
        quotation: Index into `quoted` of the outermost quotation that holds each word, -1 outside, shape (words,).
        pieces: Vocabulary ids, shape (pieces,).
        word_of_piece: Index of each piece's word, shape (pieces,).
        first_piece: Index of each word's first piece, shape (words,).
        quoted: The quotations of the text.
    """

    words: Ints
    sentence: Ints
    paragraph: Ints
    case: Ints
    quote: Ints
    place: Ints
    quotation: Ints
    pieces: Ints
    word_of_piece: Ints
    first_piece: Ints
    quoted: tuple[Quotation, ...]

    def of_words(self, first: int, last: int) -> "Layout":
        """Return the layout of the words `[first, last)`, counted from nought; the quotations stay those of the whole."""
        if (first, last) == (0, len(self.words)):
            return self
        begin = int(self.first_piece[first])
        end = int(self.first_piece[last]) if last < len(self.words) else len(self.pieces)
        words = slice(first, last)
        return Layout(
            words=self.words[words],
            sentence=self.sentence[words],
            paragraph=self.paragraph[words],
            case=self.case[words],
            quote=self.quote[words],
            place=self.place[words],
            quotation=self.quotation[words],
            pieces=self.pieces[begin:end],
            word_of_piece=(self.word_of_piece[begin:end] - first).clip(0, last - first - 1),
            first_piece=(self.first_piece[words] - begin).clip(0, max(end - begin - 1, 0)),
            quoted=self.quoted,
        )


def lay_out(text: str, tokenizer: "Tokenizer", paragraphs: list[tuple[int, int]] | None = None) -> Layout:
    """Return the arrays of a text.

    Args:
        text: The report.
        tokenizer: Truncation and padding must be off.
        paragraphs: Offsets of the paragraphs to read, in order; words outside them are left out. By default every line.
    """
    paragraphs = paragraph_spans(text) if paragraphs is None else paragraphs
    bounds = np.array(paragraphs, dtype=np.int64).reshape(-1, 2)
    low, high = (int(bounds[0, 0]), int(bounds[-1, 1])) if len(bounds) else (0, 0)
    words = np.array(word_spans(text[low:high]), dtype=np.int64).reshape(-1, 2) + low
    paragraph = np.searchsorted(bounds[:, 0], words[:, 0], side="right") - 1
    kept = paragraph >= 0
    kept[kept] = words[kept, 0] < bounds[paragraph[kept], 1]
    words, paragraph = words[kept], paragraph[kept]
    sentences = np.array([s for a, b in paragraphs for s, _ in sentence_spans(text, a, b)], dtype=np.int64)
    sentence = np.searchsorted(sentences, words[:, 0], side="right") - 1
    place = _place(sentence, paragraph)
    quoted = tuple(quotations(text, paragraphs))
    quote, quotation = _quote_states(words, quoted)
    pieces, word_of_piece, first_piece = _pieces(text[low:high], low, tokenizer, words)
    return Layout(
        words=words,
        sentence=sentence,
        paragraph=paragraph,
        case=_cases(text, words, place),
        quote=quote,
        place=place,
        quotation=quotation,
        pieces=pieces,
        word_of_piece=word_of_piece,
        first_piece=first_piece,
        quoted=quoted,
    )


def window_bounds(layout: Layout, first: int = WINDOW_PIECES, limit: int = WINDOW_PIECES) -> list[tuple[int, int]]:
    """Return the piece ranges of windows that tile a text, each ending before a sentence where one starts in its last half.

    Args:
        layout: The text.
        first: Most pieces of the first window (training varies it).
        limit: Most pieces of the others.
    """
    total = len(layout.pieces)
    if not total:
        return []
    starts = layout.first_piece[np.flatnonzero(layout.place > 0)] if len(layout.words) else np.zeros(0, dtype=np.int64)
    bounds, at, room = [], 0, first
    while at < total:
        end = at + room
        if end < total:
            inside = starts[(starts > at + room // 2) & (starts <= end)]
            end = int(inside[-1]) if len(inside) else end
        bounds.append((at, min(end, total)))
        at, room = end, limit
    return bounds


def graph_inputs(layouts: Sequence[Layout], firsts: Sequence[int] | None = None) -> dict[str, Ints]:
    """Return texts as the graph takes them, each cut into windows of its own.

    Args:
        layouts: The texts, each with a piece at least; one when reading, several when training.
        firsts: Most pieces of each text's first window.

    Returns:
        `pieces`, `case`, `quote`, `place`, shape (windows, longest window), padded with 0; `lengths`, shape (windows,); and for each word
        of all texts, shape (words,): `word_at`, its first piece's index into the flat windows, `word_quote`, `sentence`, `paragraph`.
    """
    bounds = [window_bounds(one, *([] if firsts is None else [firsts[n]])) for n, one in enumerate(layouts)]
    windows = [(one, a, b) for one, text in zip(layouts, bounds, strict=True) for a, b in text]
    lengths = np.array([b - a + 2 for _, a, b in windows], dtype=np.int64)
    longest = int(lengths.max())
    grids = {name: np.zeros((len(windows), longest), dtype=np.int64) for name in ("pieces", "case", "quote", "place")}
    at = []
    for row, (one, a, b) in enumerate(windows):
        words, inner = one.word_of_piece[a:b], slice(1, b - a + 1)
        grids["pieces"][row, 0], grids["pieces"][row, b - a + 1] = FIRST_PIECE, LAST_PIECE
        grids["pieces"][row, inner] = one.pieces[a:b]
        for name, values in (("case", one.case), ("quote", one.quote), ("place", one.place)):
            grids[name][row, inner] = values[words]
        at.append(row * longest + 1 + np.arange(b - a))
    piece_at = np.concatenate(at)
    sizes = np.cumsum([0, *(len(one.pieces) for one in layouts)])
    return grids | {
        "lengths": lengths,
        "word_at": np.concatenate([piece_at[base + one.first_piece] for base, one in zip(sizes[:-1], layouts, strict=True)]),
        "word_quote": np.concatenate([one.quote for one in layouts]),
        "sentence": np.concatenate([one.sentence for one in layouts]),
        "paragraph": np.concatenate([one.paragraph for one in layouts]),
    }


def _place(sentence: Ints, paragraph: Ints) -> Ints:
    place = np.zeros(len(sentence), dtype=np.int64)
    place[np.flatnonzero(np.diff(sentence, prepend=-1))] = 1
    place[np.flatnonzero(np.diff(paragraph, prepend=-1))] = PARAGRAPH
    return place


def _quote_states(words: Ints, quoted: tuple[Quotation, ...]) -> tuple[Ints, Ints]:
    state, outermost = np.zeros(len(words), dtype=np.int64), np.full(len(words), -1, dtype=np.int64)
    for index, q in enumerate(quoted):
        first, last = np.searchsorted(words[:, 0], [q.start, q.end])
        begin, stop = np.searchsorted(words[:, 0], [q.inner_start, q.inner_end])
        state[first:begin] = 1
        state[begin:stop] = (2 if q.closed else 5) if q.depth == 1 else 3
        state[stop:last] = 4
        if q.depth == 1:
            outermost[first:last] = index
    return state, outermost


def _cases(text: str, words: Ints, place: Ints) -> Ints:
    return np.array([_case(text[s:e], opens=bool(p)) for (s, e), p in zip(words.tolist(), place.tolist(), strict=True)], dtype=np.int64)


def _case(word: str, *, opens: bool) -> int:
    first = word[0]
    if first.isdigit():
        return 5
    if len(word) == 1:
        return 7 if first.isupper() else int(first.isalnum())
    if word.islower():
        return 1
    if word.isupper():
        return 3
    return (6 if opens else 2) if first.isupper() and word[1:].islower() else 4


def _pieces(text: str, low: int, tokenizer: "Tokenizer", words: Ints) -> tuple[Ints, Ints, Ints]:
    encoding = tokenizer.encode(text, add_special_tokens=False)
    ids = np.array(encoding.ids, dtype=np.int64)
    starts = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)[:, 0] + low
    if not len(words):
        return ids[:0], ids[:0], ids[:0]
    word = np.searchsorted(words[:, 0], starts, side="right") - 1
    held = (word >= 0) & (starts < words[np.maximum(word, 0), 1])
    ids, word = ids[held], word[held]
    if not len(ids):
        return ids, word, np.zeros(len(words), dtype=np.int64)
    # A word without a piece of its own (a control character, say) borrows the one before it.
    first = np.searchsorted(word, np.arange(len(words)), side="left")
    missing = (first >= len(word)) | (word[np.minimum(first, len(word) - 1)] != np.arange(len(words)))
    first[missing] = np.maximum(first[missing] - 1, 0)
    return ids, word, first
