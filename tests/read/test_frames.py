import pytest

from headwater.read.frames import mend_counts, mend_headline, with_frames
from tests.layouts import Answer, attributions, expected, lay, spans_in
from tests.notation import marked


def framed(sentence: str) -> list[Answer]:
    text, layout, found = attributions(sentence)
    return spans_in(layout, with_frames(mend_counts(mend_headline(list(found.values()), text, layout), text, layout), text, layout))


def bare(sentence: str) -> list[Answer]:
    text = marked(sentence)[0]
    return spans_in(lay(text), with_frames([], text, lay(text)))


FRAMES = [
    "[T:The toll stood at 31] [C:by] [S:the mayor’s] [C:count].",
    "[C:By] [S:the agency's] [C:own tally], [T:nine lamps were out].",
    "It is above [S:the company’s] [C:own count] [T:of 1.2 million], and rising.",
    "[T:The bid, at 410p a share], [C:first revealed] by [S:the Argus], was thrown out.",
    "[S:The watchdog] [C:makes] [T:it 18%].",
    "[S:The agency] [C:raised] [T:the number of lamps out to 27].",
    "[S:An early edition] [C:gave] [T:the new price as 432p].",
    "[S:Elders] [C:speak of] [T:more than sixty lamps].",
    "[T:The deal was struck on Sunday], [C:it is understood].",
    "[S:Our reporter] [C:has counted] [T:nine boats on the quay].",
    "[S:Witnesses] [C:saw] [T:a column of smoke], but no fire.",
]


@pytest.mark.parametrize("sentence", FRAMES)
def test_a_set_phrase_is_a_statement(sentence: str) -> None:
    assert bare(sentence) == expected(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The toll stood at 31 by the river's bank.",
        "“The toll stood at 31 by the mayor’s count.”",
        "Vale saw the lamps go out.",
        "The agency put it in the drawer at 5.",
        "He was the first by a mile.",
        "By the way, it rained.",
        "The deal, it is understood, was struck on Sunday.",
    ],
)
def test_other_phrases_are_none(sentence: str) -> None:
    assert bare(sentence) == []


def test_a_frame_leaves_what_the_network_found() -> None:
    sentence = "[T:The toll stood at 31 by the mayor’s count], [S:Vale] [C:said]."
    assert framed(sentence) == expected(sentence)


HEADLINES = {
    "a speaker after the dash": (
        "[T:Bridge to close in May] – [C:source]\nIt rained.",
        "[T:Bridge to close in May] [C:–] [S:source]\nIt rained.",
    ),
    "that the network did not see": ("Bridge to close in May – union sources", "[T:Bridge to close in May] [C:–] [S:union sources]"),
    "a speaker after the quotation": ("[T:'We were never asked'][C::] guard's story", "[T:'We were never asked'][C::] [S:guard's] story"),
    "all that follows a speaker's colon": (
        "[S:Vale][C::] [T:We like it] – but who doesn't?",
        "[S:Vale][C::] [T:We like it – but who doesn't?]",
    ),
}


@pytest.mark.parametrize(("before", "after"), HEADLINES.values(), ids=HEADLINES.keys())
def test_headlines(before: str, after: str) -> None:
    assert marked(before)[0] == marked(after)[0]
    assert framed(before) == expected(after)


@pytest.mark.parametrize(
    "sentence",
    [
        "Bridge to close – and none too soon",
        "[S:Vale][C::] [T:bridge to close] – source",
        "It rained.\nBridge to close in May – source",
        "[T:'We were never asked']: [S:guard] [C:says] so",
    ],
    ids=["no speaker", "a speaker already", "no headline", "a verb after it"],
)
def test_other_headlines_stay(sentence: str) -> None:
    if sentence.startswith("[S:Vale]"):
        assert [answer[0] for answer in framed(sentence)] == [answer[0] for answer in expected(sentence)]
    else:
        assert framed(sentence) == expected(sentence)


def test_who_puts_something_at_so_many_says_how_many() -> None:
    before = "[S:The agency] [C:put] [T:the parcel] at “a shade under 400 tonnes” and shut the yard."
    assert framed(before) == expected("[S:The agency] [C:put] [T:the parcel at “a shade under 400 tonnes”] and shut the yard.")
