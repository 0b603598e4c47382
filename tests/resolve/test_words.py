"""The words of a report, and where each stands."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.resolve.words import Words
from tests.strategies import texts

WORDS = {
    "words and marks": ("The dam held, she said.", "The|dam|held|,|she|said|."),
    "initials": ("U.S. envoys left.", "U.S.|envoys|left|."),
    "an initial before a name": ("Karl J. Brandt", "Karl|J.|Brandt"),
    "a title": ("Mr. Brandt and Gov. Vale", "Mr.|Brandt|and|Gov.|Vale"),
    "a genitive is a word of its own": ("Vale’s aide, Brandt's aide", "Vale|’s|aide|,|Brandt|'s|aide"),
    "inner marks are kept": ("she didn’t re-open", "she|didn’t|re-open"),
    "numbers": ("1,200 of 3.5", "1,200|of|3.5"),
}


@pytest.mark.parametrize(("text", "expected"), WORDS.values(), ids=WORDS.keys())
def test_words(text: str, expected: str) -> None:
    assert "|".join(Words(text).raw) == expected


def test_lower_case_has_straight_apostrophes() -> None:
    assert Words("Vale’s DAM didn’t").low == ["vale", "'s", "dam", "didn't"]


def test_every_word_knows_its_sentence_and_paragraph() -> None:
    words = Words("The dam held. Nobody ran.\n“We stayed,” she said.")
    assert [words.sentence[words.at(words.text.index(each))] for each in ("dam", "Nobody", "stayed")] == [0, 1, 2]
    assert [words.paragraph[words.at(words.text.index(each))] for each in ("dam", "Nobody", "stayed")] == [0, 0, 1]


def test_the_first_word_opens_its_sentence_whatever_marks_stand_before_it() -> None:
    words = Words("“We stayed,” she said. Nobody ran.")
    assert [word for word, opens in zip(words.raw, words.opens, strict=True) if opens] == ["We", "Nobody"]


def test_only_the_paragraphs_given_are_read() -> None:
    words = Words("HEAD\nThe dam held.\nRead more", [(5, 18)])
    assert words.raw == ["The", "dam", "held", "."]
    assert words.text[words.start[1] : words.end[1]] == "dam"


def test_the_words_of_a_span_are_those_it_touches() -> None:
    words = Words("The dam held.")
    assert words.within(5, 9) == range(1, 3)
    assert words.within(3, 4) == range(1, 1)
    assert words.within(40, 50) == range(4, 4)


@pytest.mark.parametrize(("offset", "inside"), [(0, True), (4, True), (12, False), (20, False)])
def test_quoted_is_what_stands_inside_marks(offset: int, inside: bool) -> None:
    assert Words("“We stayed,” she said.").is_quoted(offset) is inside


def test_sentences_and_paragraphs_are_found_by_offset() -> None:
    words = Words("The dam held. Nobody ran.\nIt rained.")
    assert [words.sentence_at(offset) for offset in (0, 15, 30)] == [0, 1, 2]
    assert [words.paragraph_at(offset) for offset in (0, 15, 30)] == [0, 0, 1]


@given(st.one_of(texts, st.text(alphabet="Mr. S.’s1,2-“” \n", max_size=40)))
def test_words_lie_in_their_text_in_order(text: str) -> None:
    words = Words(text)
    assert [text[a:b] for a, b in zip(words.start, words.end, strict=True)] == words.raw
    assert all(after >= before for before, after in pairwise(n for pair in zip(words.start, words.end, strict=True) for n in pair))
    assert all(words.at(start) == n for n, start in enumerate(words.start))
