import pytest

from headwater.read.sources import mend_sources, split_contraction
from headwater.read.statements import Roles
from tests.layouts import Answer, attributions, expected, spans_in
from tests.notation import marked


def mended(sentence: str) -> list[Answer]:
    text, layout, found = attributions(sentence)
    return spans_in(layout, mend_sources(list(found.values()), text, layout))


MENDED = {
    "according to, up to the comma": (
        "[C:According to] [T:a complaint of the council, the works began in May].",
        "[C:According to] [S:a complaint of the council], [T:the works began in May].",
    ),
    "the subject of a participle": (
        "The council is steering clear of [C:criticizing] [T:the works].",
        "[S:The council] is steering clear of [C:criticizing] [T:the works].",
    ),
    "as somebody put it": (
        "It was, as [S:the Argus] [C:put] [T:it in May, “a quiet flood.”]",
        "It was, as [S:the Argus] [C:put it] in May, [T:“a quiet flood.”]",
    ),
    "confirmed with": (
        "The bid came in May, [S:the Argus] [C:has confirmed] with two people near [T:the talks].",
        "[T:The bid came in May], the Argus [C:has confirmed with] [S:two people near the talks].",
    ),
}


@pytest.mark.parametrize(("before", "after"), MENDED.values(), ids=MENDED.keys())
def test_the_words_show_who_speaks(before: str, after: str) -> None:
    assert marked(before)[0] == marked(after)[0]
    assert mended(before) == expected(after)


@pytest.mark.parametrize(
    "sentence",
    [
        "[C:According to] [T:two people who know].",
        "[T:The works began], [C:according to] two people, who know.",
        "[S:The council] [C:put] [T:it in a drawer].",
        "[S:The council] [C:has confirmed] [T:the works] with regret.",
        "Last week the council [C:citing] [T:two officials] shut the bridge.",
        "The council was quoted [C:as saying] [T:so].",
    ],
    ids=["no comma", "at the end", "put away", "what was confirmed comes first", "citing", "as saying"],
)
def test_where_they_do_not_nothing_is_mended(sentence: str) -> None:
    assert mended(sentence) == expected(sentence)


def split(sentence: str) -> tuple[str, str, str]:
    text, found = marked(sentence)
    roles = split_contraction(Roles(source=found[1]["S"], cue=found[1]["C"], content=found[1]["T"]), text)
    source, cue, content = ("|".join(text[span.start : span.end] for span in spans) for spans in roles)
    return source, cue, content


@pytest.mark.parametrize(
    ("cue", "parts"),
    [
        ("He’s claiming", ("He", "’s claiming")),
        ("I've suggested", ("I", "'ve suggested")),
        ("they’ll say", ("they", "’ll say")),
        ("he's sought", ("he", "'s sought")),
        ("we’re told", ("", "we’re told")),
        ("I've been told", ("", "I've been told")),
        ("it's obvious", ("", "it's obvious")),
        ("it’s warning", ("it", "’s warning")),
        ("said", ("", "said")),
        ("Let's say", ("", "Let's say")),
    ],
)
def test_a_contraction_is_speaker_and_verb(cue: str, parts: tuple[str, str]) -> None:
    assert split(f"[C:{cue}] [T:that it rains].")[:2] == parts


def test_who_has_a_source_keeps_it() -> None:
    assert split("[S:Vale], [C:he’s saying], [T:it rains].") == ("Vale", "he’s saying", "it rains")
