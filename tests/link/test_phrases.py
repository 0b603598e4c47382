"""Words in a row are given back as a text has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.link.phrases import as_written, longest_run, words_in

TEXTS = st.lists(st.sampled_from(["The", "ferry’s", "“sold”,", "Ann", "Vale", "in", "March", "-", "4,200"]), min_size=1, max_size=12).map(
    " ".join
)


@given(TEXTS, st.data())
def test_a_run_of_a_texts_words_stands_in_it(text: str, data: st.DataObject) -> None:
    words = words_in(text)
    first = data.draw(st.integers(0, len(words)))
    last = data.draw(st.integers(first, len(words)))
    found = as_written(tuple(words[first:last]), text)
    assert found in text
    assert words_in(found) == words[first:last]


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        ("“It is not possible, Ann Vale,” he said", "it is not possible, Ann", "It is not possible, Ann"),
        ("Reduced by\n50 per cent", "reduced by 50", "Reduced by 50"),
        ("Sold", "gone", ""),
    ],
)
def test_what_two_texts_share_is_shown_as_the_first_has_it(one: str, other: str, shown: str) -> None:
    assert as_written(longest_run(tuple(words_in(one)), tuple(words_in(other))), one) == shown
