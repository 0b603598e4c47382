from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.encode.layout import CASES, FIRST_PIECE, LAST_PIECE, PLACES, QUOTE_STATES, WINDOW_PIECES, Layout, graph_inputs, window_bounds
from headwater.text import paragraph_spans, sentence_spans, word_spans
from tests.layouts import Ints, lay

# Words and marks that the tokenizer knows, and every other character there is, control characters and line ends among them.
texts = st.lists(
    st.sampled_from(["Ab ", "said ", "“", "”", "'", ". ", ".\n", "\r", "\x00", "\u2028", "é", "x\u0301", "漢", "3% "])
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
    max_size=40,
).map("".join)
laid = texts.map(lay)


def sample() -> str:
    return "The bridge closed. “It is old,” she said.\nMr. Harrow said so.\nShare this."


def of(text: str, layout: Layout) -> list[str]:
    return [text[a:b] for a, b in layout.words.tolist()]


@given(texts)
def test_the_words_are_those_of_the_text(text: str) -> None:
    assert list(map(tuple, lay(text).words.tolist())) == word_spans(text)


@given(texts)
def test_every_word_lies_in_its_paragraph(text: str) -> None:
    layout, paragraphs = lay(text), paragraph_spans(text)
    for (start, end), at in zip(layout.words.tolist(), layout.paragraph.tolist(), strict=True):
        assert paragraphs[at][0] <= start < end <= paragraphs[at][1]


@given(texts)
def test_every_word_starts_in_its_sentence(text: str) -> None:
    layout = lay(text)
    sentences = [s for a, b in paragraph_spans(text) for s in sentence_spans(text, a, b)]
    for (start, _), at in zip(layout.words.tolist(), layout.sentence.tolist(), strict=True):
        assert sentences[at][0] <= start < sentences[at][1]


def test_furniture_is_left_out() -> None:
    text = sample()
    first, second, _ = paragraph_spans(text)
    assert " ".join(of(text, lay(text, [first, second]))).endswith("Mr . Harrow said so .")


def test_furniture_in_the_middle_is_left_out_and_the_paragraphs_close_up() -> None:
    text = sample()
    first, _, third = paragraph_spans(text)
    layout = lay(text, [first, third])
    assert of(text, layout)[-3:] == ["Share", "this", "."]
    assert "Harrow" not in of(text, layout)
    assert set(layout.paragraph.tolist()) == {0, 1}
    assert len(layout.pieces) == len(layout.word_of_piece)
    assert set(layout.word_of_piece.tolist()) == set(range(len(layout.words)))


@pytest.mark.parametrize("paragraphs", [[], None])
def test_nothing_to_read_is_a_layout_of_nothing(paragraphs: list[tuple[int, int]] | None) -> None:
    layout = lay("" if paragraphs is None else sample(), paragraphs)
    assert (len(layout.words), len(layout.pieces), len(layout.place), layout.quoted) == (0, 0, 0, ())
    assert window_bounds(layout) == []


@given(laid)
def test_features_are_one_a_word_and_in_their_classes(layout: Layout) -> None:
    for values, classes in ((layout.case, CASES), (layout.quote, QUOTE_STATES), (layout.place, PLACES)):
        assert len(values) == len(layout.words)
        assert ((values >= 0) & (values < classes)).all()
    assert ((layout.quotation >= -1) & (layout.quotation < len(layout.quoted))).all()


@pytest.mark.parametrize(
    ("text", "cases"),
    [
        ("Prices rose 3 %", [6, 1, 5, 0]),
        ("In Paris NATO met.", [6, 2, 3, 1, 0]),
        ("A plan B", [7, 1, 7]),
        ("by iPhone and McGee", [1, 4, 1, 4]),
        ("x", [1]),
        ("First. Second", [6, 0, 6]),
    ],
)
def test_cases(text: str, cases: list[int]) -> None:
    assert lay(text).case.tolist() == cases


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("no marks", [0, 0]),
        ("so “he said” it", [0, 1, 2, 2, 4, 0]),
        ("“never closed", [1, 5, 5]),
        ("“a ‘b’ c”", [1, 2, 1, 3, 4, 2, 4]),
        ("''Two''", [1, 1, 2, 4, 4]),
    ],
)
def test_quotation_states(text: str, states: list[int]) -> None:
    assert lay(text).quote.tolist() == states


def test_places_are_the_first_words_of_paragraphs_and_sentences() -> None:
    text = sample()
    layout = lay(text)
    opening = [(word, place) for word, place in zip(of(text, layout), layout.place.tolist(), strict=True) if place]
    assert opening == [("The", 2), ("“", 1), ("Mr", 2), ("Share", 2)]


@given(laid)
def test_pieces_and_words_point_at_each_other(layout: Layout) -> None:
    owners = layout.word_of_piece.tolist()
    assert owners == sorted(owners)
    assert len(owners) == len(layout.pieces)
    assert len(layout.first_piece) == len(layout.words)
    own = {word: owners.index(word) for word in set(owners)}
    for word, piece in enumerate(layout.first_piece.tolist()):
        if word in own:
            assert piece == own[word]
        else:  # a word without a piece borrows one: the last before it, where there is one
            assert piece == max((at for at, owner in enumerate(owners) if owner < word), default=0)


@pytest.mark.parametrize("text", ["\x00", "\x00\x00 \x01", "\u0301", "a\x00b", "\x00a", "said \x00"])
def test_characters_that_the_tokenizer_drops_leave_words_with_a_piece_to_borrow(text: str) -> None:
    layout = lay(text)
    assert len(layout.words)
    assert (layout.first_piece <= max(len(layout.pieces) - 1, 0)).all()


@given(texts, st.data())
def test_a_slice_of_paragraphs_is_laid_out_as_the_same_words_of_the_whole(text: str, data: st.DataObject) -> None:
    paragraphs = paragraph_spans(text)
    low = data.draw(st.integers(0, len(paragraphs)))
    high = data.draw(st.integers(low, len(paragraphs)))
    whole, part = lay(text), lay(text, paragraphs[low:high])
    words = (whole.paragraph >= low) & (whole.paragraph < high)
    pieces = words[whole.word_of_piece]
    assert part.words.tolist() == whole.words[words].tolist()
    for name in ("case", "quote", "place"):
        assert getattr(part, name).tolist() == getattr(whole, name)[words].tolist()
    assert part.pieces.tolist() == whole.pieces[pieces].tolist()
    if words.any():
        first = int(np.flatnonzero(words)[0])
        assert part.word_of_piece.tolist() == (whole.word_of_piece[pieces] - first).tolist()
        assert part.paragraph.tolist() == (whole.paragraph[words] - low).tolist()
        assert part.sentence.tolist() == (whole.sentence[words] - whole.sentence[first]).tolist()


@given(laid, st.integers(1, 30), st.integers(1, 30))
def test_windows_tile_the_pieces_and_none_is_longer_than_its_limit(layout: Layout, first: int, limit: int) -> None:
    bounds = window_bounds(layout, first, limit)
    assert [a for a, _ in bounds] == [0, *(b for _, b in bounds)][: len(bounds)]
    assert bounds[-1][1] == len(layout.pieces) if bounds else not len(layout.pieces)
    for (a, b), most in zip(bounds, [first, *[limit] * len(bounds)], strict=False):
        assert 0 < b - a <= most


@given(laid, st.integers(2, 30))
def test_a_window_ends_before_the_last_sentence_that_starts_in_its_last_half(layout: Layout, limit: int) -> None:
    starts = {int(layout.first_piece[at]) for at in np.flatnonzero(layout.place)}
    for (a, b), _ in pairwise(window_bounds(layout, limit, limit)):
        assert b == max((s for s in starts if a + limit // 2 < s <= a + limit), default=a + limit)


def test_windows_of_a_long_text_end_with_sentences() -> None:
    text = "The bridge is old. " * 60  # 8 pieces a sentence
    layout = lay(text)
    assert len(layout.pieces) == 8 * 60
    assert window_bounds(layout) == [(0, 248), (248, 480)]


def grid_at(feed: dict[str, Ints], name: str) -> list[int]:
    return [int(value) for value in feed[name].reshape(-1)[feed["word_at"]]]


@given(st.lists(laid.filter(lambda one: len(one.pieces) > 0), min_size=1, max_size=3), st.data())
def test_the_graph_finds_each_words_first_piece_and_features(layouts: list[Layout], data: st.DataObject) -> None:
    firsts = data.draw(st.none() | st.lists(st.integers(1, 40), min_size=len(layouts), max_size=len(layouts)))
    feed = graph_inputs(layouts, firsts)
    assert grid_at(feed, "pieces") == [int(one.pieces[at]) for one in layouts for at in one.first_piece]
    for name in ("case", "quote", "place"):
        # A word that borrows a piece borrows its features there.
        assert grid_at(feed, name) == [int(getattr(one, name)[one.word_of_piece[at]]) for one in layouts for at in one.first_piece]
    for name, values in (("word_quote", "quote"), ("sentence", "sentence"), ("paragraph", "paragraph")):
        assert feed[name].tolist() == [int(value) for one in layouts for value in getattr(one, values)]


@given(st.lists(laid.filter(lambda one: len(one.pieces) > 0), min_size=1, max_size=3), st.data())
def test_each_window_is_framed_and_padded(layouts: list[Layout], data: st.DataObject) -> None:
    firsts = data.draw(st.lists(st.integers(1, 40), min_size=len(layouts), max_size=len(layouts)))
    feed = graph_inputs(layouts, firsts)
    windows = [one.pieces[a:b].tolist() for one, first in zip(layouts, firsts, strict=True) for a, b in window_bounds(one, first)]
    longest = max(map(len, windows)) + 2
    assert feed["lengths"].tolist() == [len(window) + 2 for window in windows]
    assert feed["pieces"].tolist() == [[FIRST_PIECE, *window, LAST_PIECE, *[0] * (longest - 2 - len(window))] for window in windows]
    for name in ("case", "quote", "place"):
        assert feed[name].shape == (len(windows), longest)
        assert not feed[name][:, 0].any()
        assert not any(row[length - 1 :].any() for row, length in zip(feed[name], feed["lengths"], strict=True))
    assert all(values.dtype == np.int64 for values in feed.values())


def test_a_text_alone_is_cut_as_when_read() -> None:
    layout = lay("The bridge is old. " * 60)
    assert graph_inputs([layout])["lengths"].tolist() == [250, 234]
    assert int(graph_inputs([layout])["lengths"].max()) <= WINDOW_PIECES + 2
