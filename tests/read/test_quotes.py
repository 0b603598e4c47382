import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.read.decode import Found, Thresholds, select
from headwater.read.quotes import GIVEN_UP, settle_quotations
from tests.layouts import Answer, attributions, expected, lay, spans_in
from tests.notation import marked


def settled(sentence: str, *, given_up: dict[int, float] | None = None) -> list[Answer]:
    """Return what stands after the rules; the numbers in `given_up` are candidates that were not selected, with their scores."""
    text, layout, found = attributions(sentence, given_up)
    standing = [one for number, one in found.items() if number not in (given_up or {})]
    return spans_in(layout, settle_quotations(standing, list(found.values()), text, layout))


# What the network found, and what it becomes.
BECOMES: dict[str, tuple[str, str]] = {
    "a quotation held for the most part is held whole": (
        "“We [T:will rebuild the bridge soon],” [S:the mayor] [C:said].",
        "[T:“We will rebuild the bridge soon,”] [S:the mayor] [C:said].",
    ),
    "with its marks": (
        "[S:The mayor] [C:said]: “[T:We will rebuild the bridge.]”",
        "[S:The mayor] [C:said]: [T:“We will rebuild the bridge.”]",
    ),
    "to the end of several sentences": (
        "[T:“We will rebuild it. It will take] a year,” [S:she] [C:said].",
        "[T:“We will rebuild it. It will take a year,”] [S:she] [C:said].",
    ),
    "in both halves around the speaker": (
        "[T:“We will rebuild] it,” [S:she] [C:said], “and [T:it will be soon.”]",
        "[T:“We will rebuild it,”] [S:she] [C:said], [T:“and it will be soon.”]",
    ),
    "with the quotation inside it": (
        "“[T:He told me ‘never again’ and] left,” [S:she] [C:said].",
        "[T:“He told me ‘never again’ and left,”] [S:she] [C:said].",
    ),
    "the next paragraph goes on": (
        "[S:The mayor] [C:said]: [T:“We will rebuild the old bridge.]\n“It will take the whole year.”",
        "[S:The mayor] [C:said]: [T:“We will rebuild the old bridge.]\n[T:“It will take the whole year.”]",
    ),
    "and the one after it": (
        "[S:She] [C:said]: [T:“We will rebuild it.]\n“It will take the whole year.\n“Or it may take two.”",
        "[S:She] [C:said]: [T:“We will rebuild it.]\n[T:“It will take the whole year.]\n[T:“Or it may take two.”]",
    ),
    "a paragraph that is one quotation is the same speaker's": (
        "[T:“We will rebuild the old bridge,”] [S:she] [C:said].\n“It will take the whole year.”",
        "[T:“We will rebuild the old bridge,”] [S:she] [C:said].\n[T:“It will take the whole year.”]",
    ),
}


@pytest.mark.parametrize(("before", "after"), BECOMES.values(), ids=BECOMES.keys())
def test_becomes(before: str, after: str) -> None:
    assert marked(before)[0] == marked(after)[0]
    assert settled(before) == expected(after)


BECOMES |= {
    "a quotation ends the content before it": (
        "[S:The Argus] [C:called] [T:it], in a piece last week, “a quiet flood”.",
        "[S:The Argus] [C:called] [T:it, in a piece last week, “a quiet flood”].",
    ),
    "a clause that leads to another quotation is no content": (
        "[T:“You winning?”] [S:she] [C:said], [T:but he slept, and as the rain went on about the roof, “it goes on.”]",
        "[T:“You winning?”] [S:she] [C:said], but he slept, and as the rain went on about the roof, “it goes on.”",
    ),
}


UNTOUCHED = {
    "no quotation": "[S:She] [C:said] [T:that it would take a year].",
    "already whole": "[T:“We will rebuild it,”] [S:she] [C:said].",
    "held for less than half": "“The bridge is old and we will rebuild [T:it] soon,” [S:she] [C:said].",
    "a cue of its own stands in it": "“[T:The bridge will stay closed, and] [S:Harrow] [C:said] so.”",
    "another's cue stands in it": "“[T:The bridge is closed, he] [C2:said] [T2:to us],” [S:she] [C:said].",
    "a source stands in it": "“[S:She] was told [T:that the bridge would stay closed until May].” [C:said]",
    "two hold it": "“[T:It is old,] [T2:and we will rebuild] it,” [S:she] [C:said], [S2:he] [C2:said].",
    "a name in inverted commas": "[S:She] [C:said] [T:so] of the “Rex”.",
    "a quotation of four words that none holds": "[T:“We will rebuild it,”] [S:she] [C:said].\n“Now.”",
    "a paragraph that is more than a quotation": "[T:“We will rebuild it,”] [S:she] [C:said].\nA sign: “It will take the whole year.”",
    "a paragraph that stands apart": "[T:“We will rebuild it,”] [S:she] [C:said].\nIt rained.\n“It will take the whole year.”",
    "a quotation far from the content": "[S:She] [C:said] [T:so] when they met one day in May by the old bridge and the “Rex”.",
    "a quotation of the next sentence": "[S:She] [C:said] [T:so]. The “Rex” was shut.",
    "a few words that lead to a quotation": "[T:“I love it,”] [S:he] [C:said], [T:but “it is old.”]",
    "nobody spoke before": "“It will take the whole year.”\n[S:She] [C:said] [T:so].",
}


@pytest.mark.parametrize("sentence", UNTOUCHED.values(), ids=UNTOUCHED.keys())
def test_untouched(sentence: str) -> None:
    assert settled(sentence) == expected(sentence)


TWO_SPEAKERS = "[T:“We will rebuild it,”] [S:she] [C:said].\n[T2:“It will take the whole year,”] [S2:he] [C2:added]."
ONE_SPEAKER = "[T:“We will rebuild it,”] [S:she] [C:said].\n“It will take the whole year,” he added."


def test_a_quotation_that_none_holds_goes_to_a_candidate_that_was_given_up() -> None:
    assert settled(TWO_SPEAKERS, given_up={2: 0.2}) == expected(TWO_SPEAKERS)


def test_a_candidate_that_is_too_unsure_stays_given_up() -> None:
    assert settled(TWO_SPEAKERS, given_up={2: GIVEN_UP - 0.01}) == expected(ONE_SPEAKER)


def test_of_several_given_up_the_surest_takes_the_quotation() -> None:
    three = "[T2:“It will take the whole year,”] [S2:he] [C2:added], as [S3:she] [C3:said]."
    text, layout, found = attributions(three, {2: 0.2, 3: 0.3})
    surer = Found(source=found[3].source, cue=found[3].cue, content=found[2].content, score=0.3, attitude=0.0)
    (one,) = settle_quotations([], [found[2], surer], text, layout)
    assert one.cue.tolist() == surer.cue.tolist()


def test_a_candidate_that_is_taken_up_gets_the_quotation_whole() -> None:
    sentence = "“It [T:will take the whole year],” [S:he] [C:added]."
    assert settled(sentence, given_up={1: 0.2}) == expected("[T:“It will take the whole year,”] [S:he] [C:added].")


def test_a_candidate_whose_cue_is_taken_stays_given_up() -> None:
    before = "[T:It will be rebuilt], [S:she] [C:said]: “It will take the whole year,” and left."
    text, layout, found = attributions(before)
    quotation = attributions("It will be rebuilt, she said: [T:“It will take the whole year,”] and left.")[2][1].content
    rival = Found(source=found[1].source, cue=found[1].cue, content=quotation, score=0.4, attitude=0.0)
    assert spans_in(layout, settle_quotations([found[1]], [found[1], rival], text, layout)) == expected(before)


def test_the_one_who_goes_on_in_the_next_paragraph_comes_before_a_candidate_given_up() -> None:
    before = "[S:The mayor] [C:said]: [T:“We will rebuild it.]\n[T2:“It will take the whole year,”] [S2:he] [C2:added]."
    after = "[S:The mayor] [C:said]: [T:“We will rebuild it.]\n[T:“It will take the whole year,”] he added."
    assert settled(before, given_up={2: 0.4}) == expected(after)


def test_nothing_stands_where_nothing_was_found() -> None:
    text = "“It will take the whole year.”"
    assert settle_quotations([], [], text, lay(text)) == []
    assert settle_quotations([], [], "", lay("")) == []


QUOTED_TEXTS = st.lists(st.sampled_from(["“", "” ", "said ", "the bridge ", "he ", ", ", ". ", "\n", "\n“", '"']), min_size=4, max_size=40)


@st.composite
def boards(draw: st.DrawFn) -> tuple[str, list[Found]]:
    """A text full of quotation marks, and candidates with roles of one stretch each that share no word."""
    text = "".join(draw(QUOTED_TEXTS))
    total = len(lay(text).words)
    tried = []
    for _ in range(draw(st.integers(0, 4)) if total >= 4 else 0):
        ends = sorted(draw(st.lists(st.integers(0, total), min_size=6, max_size=6)))
        runs = draw(st.permutations([np.arange(a, b) for a, b in zip(ends[::2], ends[1::2], strict=True)]))
        if len(runs[1]) and len(runs[2]):
            tried.append(Found(source=runs[0], cue=runs[1], content=runs[2], score=draw(st.floats(0, 1)), attitude=0.0))
    return text, tried


def settled_board(board: tuple[str, list[Found]]) -> list[Found]:
    text, tried = board
    return settle_quotations(select(tried, Thresholds(least=0.45, sourceless=0.3, contest=0.5)), tried, text, lay(text))


@given(boards())
def test_after_the_rules_no_two_share_a_word_of_cue_or_of_content(board: tuple[str, list[Found]]) -> None:
    settled = settled_board(board)
    for role in ("cue", "content"):
        words = [word for one in settled for word in getattr(one, role).tolist()]
        assert len(words) == len(set(words))


@given(boards())
def test_after_the_rules_content_is_ascending_and_holds_no_word_of_its_cue(board: tuple[str, list[Found]]) -> None:
    for one in settled_board(board):
        assert one.content.tolist() == sorted(one.content.tolist())
        assert not set(one.content.tolist()) & set(one.cue.tolist())


def test_a_speaker_named_inside_the_next_quotation_is_not_part_of_what_is_said() -> None:
    before = "[T:“We will rebuild it,”] [C:said].\n“[S:Harrow] was the one who was asked.”"
    for source, _, content in settled(before):
        assert not any(s.start < c.end and c.start < s.end for s in source for c in content)
