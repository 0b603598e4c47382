"""Whom pronouns and role nouns stand for, in texts that say it themselves.

`[1:Ines Vale]` is a name of actor 1, `[1!:…]` one that is the source of a statement, `[2 unnamed:an official]` a mention of that kind,
`[?:she]` an anaphor and `[?!:she]` one that speaks. A role noun is `[3? unnamed:the official]`: an actor of its own until resolved.
"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.resolve.antecedents import Anaphor, Candidate, Choice, antecedent, antecedents, pronouns, sort_of
from headwater.resolve.genders import gender_of
from headwater.resolve.salience import stands_as_subject
from headwater.resolve.words import Words

_MARK = re.compile(r"\[(\d*)(\??)(!?)( \w+)?:([^\]]*)\]")


def marked(source: str) -> tuple[Words, list[Anaphor], list[Candidate]]:
    """The text of a marked one, its anaphors and its candidates."""
    text, last, found = "", 0, []
    for m in _MARK.finditer(source):
        text += source[last : m.start()]
        found.append((len(text), len(text) + len(m[5]), m))
        text += m[5]
        last = m.end()
    text += source[last:]
    words = Words(text)
    anaphors = [Anaphor(start=s, end=e, words=text[s:e], quoted=words.is_quoted(s), speaker=bool(m[3])) for s, e, m in found if m[2]]
    return words, anaphors, [_candidate(words, s, e, m) for s, e, m in found if m[1]]


def _candidate(words: Words, start: int, end: int, m: re.Match[str]) -> Candidate:
    shown, kind = words.text[start:end], (m[4] or " person").strip()
    form = "definite" if shown.lower().startswith("the ") else "indefinite" if shown[0].islower() or shown.startswith("A") else "name"
    return Candidate(
        start=start, end=end, actor=int(m[1]), form=form, kind=kind, gender=gender_of(shown, kind),  # type: ignore[arg-type]
        speaker=bool(m[3]), subject=stands_as_subject(words, start, end),
    )  # fmt: skip


def resolved(source: str) -> list[int | None]:
    """The actor of each anaphor of a marked text."""
    return [choice.actor if choice else None for choice in antecedents(*marked(source))]


@pytest.mark.parametrize(
    ("source", "actors"),
    [
        ("[1!:Ines Vale] said the dam was safe. [?!:She] said the gates would open on Friday.", [1]),
        ("[1!:Ines Vale] met [2:Tobias Renner] on Monday. [?!:He] said the dam was safe.", [2]),
        ("[1!:Ines Vale] met [2:Tobias Renner] on Monday. [?!:She] said the dam was safe.", [1]),
        ("“We will not wait for [2:Tobias Renner],” [1!:Karl Brandt] said. “The dam is safe,” [?!:he] added.", [1]),
        ("[1!:Karl Brandt] criticised [2:Tobias Renner].\n“[2:Tobias Renner] never came,” [?!:he] said.", [1]),
        ("[1 organization:The Harbour Board] met on Monday. [?!:It] said the crane would be repaired.", [1]),
        ("[1! unnamed:Two officials] saw the crane. [?!:They] said it had rusted.", [1]),
        ("As [?!:he] said on Monday, [1:Tobias Renner] will not pay.", [1]),
        ("[1:Tobias Renner], [?!:who] said the dam was safe, left early.", [1]),
        ("[1 organization:Vessel Group], [?!:which] said the crane was safe, left early.", [1]),
    ],
)
def test_a_pronoun_stands_for_the_most_salient_actor_that_agrees(source: str, actors: list[int]) -> None:
    assert resolved(source) == actors


def test_a_pronoun_counts_as_a_mention_for_those_after_it() -> None:
    told = (
        "[1!:Quillon Brask] said the dam was safe. [?!:She] said the gates would open. [2:Tamsin Orl] agreed to pay. [?!:He] said no more."
    )
    assert resolved("[1!:Quillon Brask] said the dam was safe. [?!:She] said so. In [?:her] view it held.") == [1, 1]
    assert resolved(told)[1] != 1


def test_nobody_is_taken_for_a_pronoun_of_another_gender() -> None:
    assert resolved("[1!:Ines Vale] said the dam was safe. [?!:He] said it was not.") == [None]
    assert resolved("[1! organization:The Harbour Board] said so. [?!:She] said it was not.") == [None]


def test_i_inside_quotation_marks_is_whoever_utters_it() -> None:
    assert resolved("[2:Tobias Renner] came. “[?:I] saw the crane fall,” [1!:Ines Vale] said.") == [1]
    assert resolved("“[?:I] saw the crane fall,” [?!:she] said. [1:Ines Vale] had come early.")[0] is None
    assert resolved("[1!:Ines Vale] was there. “[?:I] saw the crane fall,” [?!:she] said.") == [1, 1]


@pytest.mark.parametrize(
    ("source", "actors"),
    [
        ("[1!:Ines Vale] said no.\n[2:Odile Ferrant] was asked about it. “We like it,” [?!:she] said.", [2]),
        ("[1!:Ines Vale] said no.\n[2:Odile Ferrant] met [3:Tarn Brask]. “We like it,” [?!:she] said.", None),
        ("[1! organization:The Harbour Board] shut it.\n[2 organization:Brant Lines] sued. [?!:It] said so.", [2]),
    ],
)
def test_a_paragraph_that_leaves_no_choice_decides(source: str, actors: list[int] | None) -> None:
    words, anaphors, candidates = marked(source)
    (found,) = antecedents(words, anaphors, candidates)
    assert (found is not None and found.via in ("paragraph", "subject")) == (actors is not None)
    assert actors is None or [found and found.actor] == actors


def test_we_is_the_same_speakers_we_before_it() -> None:
    words, anaphors, candidates = marked("“[?:We] saw the crane fall. Then [?:we] ran,” [1!:Ines Vale] said.")
    assert [c and c.via for c in antecedents(words, anaphors, candidates)] == ["utterer", "same-speaker"]


def test_i_outside_quotation_marks_is_left_alone_but_in_an_interview() -> None:
    assert resolved("[1:Ines Vale] runs the port. [?:I] met her twice.") == [None]
    talk = "[1:Ines Vale] runs the port.\nHow did it start?\n[?:I] was a docker.\nAnd then?\n[?:I] read law.\nAny regrets?\nNone."
    assert resolved(talk) == [1, 1]


@pytest.mark.parametrize(
    ("source", "actors"),
    [
        ("[1! unnamed:A senior official] said the dam was safe. [2?! unnamed:The official] said the gates would open.", [1]),
        (
            "[1!:Ines Vale], a spokeswoman for the port, said no. [2:Tobias Renner] agreed. [3?! unnamed:The spokeswoman] gave no reason.",
            [1],
        ),
        ("Governor [1!:Ines Vale] said no to [2:Tobias Renner]. [3?!:The governor] gave no reason.", [1]),
        ("[1! organization:The Harbour Agency] said no. [2?! unnamed:The spokesman] gave no reason.", [None]),
    ],
)
def test_a_role_noun_stands_for_whom_the_text_called_so(source: str, actors: list[int | None]) -> None:
    assert resolved(source) == actors


def test_a_choice_tells_the_mention_the_score_and_the_rule() -> None:
    words, anaphors, candidates = marked("[7!:Ines Vale] said so. [?!:She] left.")
    choice = antecedent(words, anaphors[0], candidates)
    assert isinstance(choice, Choice)
    assert words.text[choice.start : choice.end] == "Ines Vale"
    assert (choice.actor, choice.via) == (7, "paragraph")
    assert 0 < choice.score <= 1


def test_where_there_is_nobody_there_is_no_choice() -> None:
    words = Words("She left.")
    assert antecedents(words, pronouns(words), []) == (None,)
    assert antecedents(Words(""), [], []) == ()
    blank = Words("She left.", [])
    assert antecedents(blank, [Anaphor(start=0, end=3, words="She", quoted=False)], []) == (None,)


def test_pronouns_are_found_with_what_is_known_of_them() -> None:
    words = Words("He told the US: “I will sign it.” WHO staff saw him.")
    found = pronouns(words, [(0, 2)])
    assert [(a.words, a.quoted, a.speaker) for a in found] == [
        ("He", False, True), ("I", True, False), ("it", True, False), ("him", False, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "sort"),
    [
        ("He", "he/she"),
        ("their", "they"),
        ("It’s", "it"),
        ("we", "first person"),
        ("who", "who"),
        ("you", "other"),
        ("the aide", "role noun"),
    ],
)
def test_every_anaphor_has_its_sort(words: str, sort: str) -> None:
    assert sort_of(words) == sort


@pytest.mark.parametrize(
    ("text", "mention", "subject"),
    [("Vale said so.", "Vale", True), ("He met Vale on Monday.", "Vale", False), ("The dam of Vale is safe.", "Vale", False)],
)
def test_a_subject_stands_before_a_verb(text: str, mention: str, subject: bool) -> None:
    at = text.index(mention)
    assert stands_as_subject(Words(text), at, at + len(mention)) is subject


_PIECES = st.sampled_from(
    ["[1!:Ines Vale] said ", "[2:Tobias Renner] saw ", "[?!:she] said ", "[?:his] ", "“", "” ", ". ", "\n", "[?:I] think ", "[?:we] ",
     "[3 organization:The Harbour Board] ", "[4? unnamed:the official] ", "[?:who] ", "[?:it] ", "As "]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_every_choice_is_a_mention_of_a_given_actor_and_the_same_each_time(source: str) -> None:
    words, anaphors, candidates = marked(source)
    choices = antecedents(words, anaphors, candidates)
    assert len(choices) == len(anaphors)
    spans = {(a.start, a.end) for a in anaphors} | {(c.start, c.end) for c in candidates}
    for choice in choices:
        if choice is not None:
            assert choice.actor in {c.actor for c in candidates}
            assert (choice.start, choice.end) in spans
            assert 0 <= choice.score <= 1
    assert choices == antecedents(words, anaphors, list(reversed(candidates)))
