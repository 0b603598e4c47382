import pytest

from headwater.read.told import mend_hearers, quoted_as_saying, widen_outer
from tests.layouts import Answer, attributions, expected, spans_in
from tests.notation import marked


def mended(sentence: str) -> list[Answer]:
    text, layout, found = attributions(sentence)
    return spans_in(layout, mend_hearers(list(found.values()), text, layout))


# What the network found, and what it becomes.
BECOMES = {
    "a paper": (
        "The crates had smoked for days, [S:a foreman] [C:has told] [T:the Courier].",
        "[T:The crates had smoked for days], [S:a foreman] [C:has told] the Courier.",
    ),
    "people": (
        "The bridge will stay closed, [S:the mayor] [C:told] [T:reporters].",
        "[T:The bridge will stay closed], [S:the mayor] [C:told] reporters.",
    ),
    "in a later sentence": (
        "It rained. The bridge will stay closed, [S:she] [C:told] [T:us]. It rained on.",
        "It rained. [T:The bridge will stay closed], [S:she] [C:told] us. It rained on.",
    ),
    "informing": (
        "The bridge will stay closed, [S:the mayor] [C:informed] [T:the council].",
        "[T:The bridge will stay closed], [S:the mayor] [C:informed] the council.",
    ),
}


@pytest.mark.parametrize(("before", "after"), BECOMES.values(), ids=BECOMES.keys())
def test_a_hearer_is_not_what_was_told(before: str, after: str) -> None:
    assert marked(before)[0] == marked(after)[0]
    assert mended(before) == expected(after)


UNTOUCHED = {
    "told reporters that": "After the long meeting had ended, [S:she] [C:told] reporters [T:that the bridge was closed].",
    "told that": "After the long meeting had ended, [S:she] [C:told] [T:that it was closed].",
    "told of": "After the long meeting had ended, [S:she] [C:told] [T:of the closing].",
    "told a quotation": "After the long meeting had ended, [S:she] [C:told] [T:“the truth”].",
    "another verb": "The bridge will stay closed, [S:the mayor] [C:said] [T:yesterday].",
    "nothing before the speaker": "[S:The mayor] [C:told] [T:reporters].",
    "no clause before the speaker": "On Monday, [S:the mayor] [C:told] [T:reporters].",
    "no comma before the speaker": "The bridge was closed and [S:the mayor] [C:told] [T:reporters].",
    "no speaker": "The bridge will stay closed, [C:told] [T:reporters].",
    "the speaker after the cue": "The bridge will stay closed, [C:told] [T:reporters] [S:the mayor].",
    "long": "The bridge will stay closed, [S:she] [C:told] [T:a crowd of some forty angry neighbours in the rain].",
    "content elsewhere too": "[T:The bridge will stay] closed, [S:she] [C:told] [T:reporters].",
    "the clause is another's": "[T2:The bridge will stay closed, as] [S2:he] [C2:said], [S:she] [C:told] [T:reporters].",
}


@pytest.mark.parametrize("sentence", UNTOUCHED.values(), ids=UNTOUCHED.keys())
def test_untouched(sentence: str) -> None:
    assert mended(sentence) == expected(sentence)


def test_one_clause_goes_to_one_speaker() -> None:
    both = "The bridge will stay closed, [S:she] [C:told] [T:him] and [S2:she] [C2:told] [T2:us]."
    contents = [content for *_, content in mended(both)]
    assert len(set(contents)) == 2


def test_nothing_is_mended_where_nothing_was_found() -> None:
    assert mended("The bridge will stay closed.") == []


def test_a_hearer_with_a_clause_after_it_is_no_mere_hearer() -> None:
    sentence = "After the long meeting had ended, [S:she] [C:told] [T:reporters that it failed]."
    assert mended(sentence) == expected(sentence)


def test_what_an_outlet_reports_takes_in_the_inner_speaker() -> None:
    _, layout, found = attributions("Two officials have warned [T:that the dam will not hold], [S:the Argus] [C:reported].")
    _, _, inner = attributions("[S:Two officials] [C:have warned] [T:that the dam will not hold], the Argus reported.")
    widened = widen_outer(list(found.values()), [*found.values(), *inner.values()], layout)
    assert spans_in(layout, widened) == expected("[T:Two officials have warned that the dam will not hold], [S:the Argus] [C:reported].")


def test_no_inner_speaker_widens_nothing() -> None:
    _, layout, found = attributions("On Monday [T:the dam did not hold], [S:the Argus] [C:reported].")
    assert widen_outer(list(found.values()), list(found.values()), layout) == list(found.values())


def test_who_is_quoted_as_saying_says_it() -> None:
    text, layout, found = attributions("[S:The Argus] [C:quoted] [T:two officials as saying that the dam will not hold].")
    inner = quoted_as_saying(next(iter(found.values())), text, layout)
    assert inner is not None
    assert spans_in(layout, [inner]) == expected("The Argus quoted [S:two officials] [C:as saying] [T:that the dam will not hold].")


def test_who_was_quoted_as_saying_is_the_source() -> None:
    before = "The bridge will stay closed, [T:an engineer] [C:was quoted as saying] by the Courier."
    assert mended(before) == expected("[T:The bridge will stay closed], [S:an engineer] [C:was quoted as saying] by the Courier.")


def test_a_wish_not_to_be_named_is_not_what_was_told() -> None:
    before = "The bridge will stay closed, [S:an engineer] [C:told] the Courier, asking [T:not to be named]."
    assert mended(before) == expected("[T:The bridge will stay closed], [S:an engineer] [C:told] the Courier, asking not to be named.")


def test_what_is_said_inside_the_clause_falls_with_it() -> None:
    before = "It shut in May, weeks before [S2:the board] [C2:said] [T2:so], [S:an engineer] [C:told] us, asking [T:not to be named]."
    after = "[T:It shut in May, weeks before the board said so], [S:an engineer] [C:told] us, asking not to be named."
    assert mended(before) == expected(after)
