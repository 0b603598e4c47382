import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.read.alone import attach_lone_quotations, part_paragraphs
from tests.layouts import Answer, attributions, expected, spans_in
from tests.notation import marked


def attached(sentence: str) -> list[Answer]:
    text, layout, found = attributions(sentence)
    return spans_in(layout, attach_lone_quotations(list(found.values()), text, layout))


def parted(sentence: str) -> list[Answer]:
    _, layout, found = attributions(sentence)
    return spans_in(layout, part_paragraphs(list(found.values()), layout))


# What the network found, and what it becomes.
ATTACHED = {
    "a quotation that nobody holds goes to who spoke in the sentence before": (
        "[S:The porter] [C:said] [T:he had reported it]. “Twice I did. Nobody came to look.”",
        "[S:The porter] [C:said] [T:he had reported it]. [T:“Twice I did. Nobody came to look.”]",
    ),
    "one that somebody farther off holds as well": (
        "[T2:“It smoked for days,”] [S2:a porter] [C2:said]. [S:Vale] [C:called] [T:it an accident]. [T2:“It was nobody's fault at all.”]",
        "[T2:“It smoked for days,”] [S2:a porter] [C2:said]. [S:Vale] [C:called] [T:it an accident]. [T:“It was nobody's fault at all.”]",
    ),
    "and what goes on it in the next paragraph": (
        "[S:The porter] [C:said] [T:he had reported it]. “Twice I did, that week.\n“Nobody came down to look.”",
        "[S:The porter] [C:said] [T:he had reported it]. [T:“Twice I did, that week.]\n[T:“Nobody came down to look.”]",
    ),
}


@pytest.mark.parametrize(("before", "after"), ATTACHED.values(), ids=ATTACHED.keys())
def test_a_quotation_alone_in_its_sentence(before: str, after: str) -> None:
    assert marked(before)[0] == marked(after)[0]
    assert attached(before) == expected(after)


LEFT = {
    "in the next paragraph": "[S:The porter] [C:said] [T:he had reported it].\n“Twice I did. Nobody came to look.”",
    "after a sentence in which nobody speaks": "[S:The porter] [C:said] [T:so]. It rained. “Twice I did. Nobody came.”",
    "after one without a source": "[T:He had] [C:reportedly] [T:seen it]. “Twice I did. Nobody came to look.”",
    "with a speaker of its own": "[S:Vale] [C:said] [T:so]. [T2:“Twice I did. Nobody came,”] [S2:she] [C2:said].",
    "of a few words": "[S:The porter] [C:said] [T:he had reported it]. “Twice.”",
    "held by one who speaks in the sentence before": (
        "[T:“It is old,”] [S:she] [C:said], [C2:speaking] [T2:of it]. [T:“It was mine for ever.”]"
    ),
    "held by another, where the one before says nothing": (
        "[T2:“It smoked for days,”] [S2:a porter] [C2:said]. [S:He] [C:did not suggest] [T:an accident]. [T2:“It was nobody's fault.”]"
    ),
    "all that another holds": "[S:She] [C:said] [T:so]. [T2:“Twice I did. Nobody came to look.”] And [S2:he] [C2:said] that.",
}


@pytest.mark.parametrize("sentence", LEFT.values(), ids=LEFT.keys())
def test_another_quotation_stays(sentence: str) -> None:
    assert attached(sentence) == expected(sentence)


def test_a_speaker_after_his_own_quotation_has_none_of_the_paragraph_before() -> None:
    before = '[T:"She thought it was an outrage.]\n[T:“It never crossed my mind,”] [S:she] [C:said].'
    assert parted(before) == expected('"She thought it was an outrage.\n[T:“It never crossed my mind,”] [S:she] [C:said].')


@pytest.mark.parametrize(
    "sentence",
    [
        "[T:“She thought it was an outrage.]\n[T:“It never crossed my mind,”] [S:she] [C:said].",
        "[T:“All of it was in writing.”]\n[C:So said] [S:the chair].",
        "[S:She] [C:said]: [T:“It was an outrage.]\n[T:“It never crossed my mind.”]",
    ],
    ids=["a quotation that goes on", "nothing before the cue in its own", "paragraphs after"],
)
def test_paragraphs_that_belong_together_stay(sentence: str) -> None:
    assert parted(sentence) == expected(sentence)


@given(st.lists(st.sampled_from(["[S:Vale] [C:said] [T:so]. ", "“It was so, she knew it.” ", "It rained.\n", "“We go on.\n"]), max_size=6))
def test_no_word_gets_two_holders(parts: list[str]) -> None:
    sentence = (
        "".join(part.replace(":", f"{number}:") if "[" in part else part for number, part in enumerate(parts, 1)).strip() or "It rained."
    )
    text, layout, found = attributions(sentence)
    held = [word for one in attach_lone_quotations(list(found.values()), text, layout) for word in one.content.tolist()]
    assert len(held) == len(set(held))
