import pytest

from headwater.read.given_up import SAYING_LEAST, SURE_LEAST, with_given_up
from tests.layouts import Answer, attributions, expected, spans_in

UNSURE, DOUBTFUL = SAYING_LEAST + 0.05, SURE_LEAST + 0.02


def taken_up(sentence: str, score: float) -> list[Answer]:
    """Return what stands where number 1 was given up with some score."""
    text, layout, found = attributions(sentence, {1: score})
    return spans_in(layout, with_given_up([one for number, one in found.items() if number != 1], list(found.values()), text, layout))


SURE = {
    "a verb of saying": ("[S:Vale] [C:announced] [T:it would close].", UNSURE),
    "a verb of saying and that": ("[S:Vale] [C:announced] [T:that it would close].", DOUBTFUL),
    "somebody puts a number": ("[S:The agency] [C:put] [T:it at 28].", DOUBTFUL),
    "a reporter saw": ("[S:An Argus reporter] [C:saw] [T:the lamps go out].", DOUBTFUL),
    "a witness heard": ("[S:Two witnesses] [C:heard] [T:a bang].", DOUBTFUL),
}


@pytest.mark.parametrize(("sentence", "score"), SURE.values(), ids=SURE.keys())
def test_sure_words_take_a_candidate_up(sentence: str, score: float) -> None:
    assert taken_up(sentence, score) == expected(sentence)


LEFT = {
    "a verb of saying without that": ("[S:Vale] [C:announced] [T:it would close].", DOUBTFUL),
    "a passive": ("[S:Staff] [C:have been warned] [T:about the press].", UNSURE),
    "another verb": ("[S:Vale] [C:hopes] [T:that it rains].", UNSURE),
    "without a source": ("[C:announced] [T:that it would close].", UNSURE),
    "anybody saw": ("[S:Vale] [C:saw] [T:the lamps go out].", UNSURE),
    "somebody puts a thing": ("[S:The agency] [C:put] [T:it at the door].", UNSURE),
}


@pytest.mark.parametrize(("sentence", "score"), LEFT.values(), ids=LEFT.keys())
def test_others_stay_given_up(sentence: str, score: float) -> None:
    assert taken_up(sentence, score) == []


def test_what_touches_one_that_stands_stays_given_up() -> None:
    sentence = "[S2:Vale] [C2:said] [T2:that Harrow announced that it rains]."
    text, layout, found = attributions(sentence, {})
    other = attributions("Vale said that [S:Harrow] [C:announced] [T:that it rains].", {1: UNSURE})[2][1]
    assert spans_in(layout, with_given_up(list(found.values()), [*found.values(), other], text, layout)) == expected(sentence)
