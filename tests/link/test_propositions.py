"""What says something that can be so or not, and what of it is said not to be so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.link.propositions import bare, denied_in, is_clause, is_proposition, is_question
from headwater.link.terms import stem

CLAUSES = """\
The council was told in May
that the ferry was sold to Brandt Lines
Mayor sold the Kessly ferry
Brandt Lines to close Kessly yard
Vale signs ferry deal
“We’ve counted them twice,”
Brandt buys the ferry"""
PHRASES = """\
the meeting
a request for comment
the bridge over the Orrin at Kessly
ferry"""
NOTHING = """\
that
What
the meeting
whether the ferry had been sold
how many
Who sold the ferry?
to comment"""
SAID = [
    ("that the ferry was sold", "the ferry was sold"),
    ("“The ferry was sold,”", "The ferry was sold"),
    ('"The ferry was sold," he said, "in March."', '"The ferry was sold," he said, "in March."'),
    ("May 4 (Tern) - The ferry was sold", "The ferry was sold"),
    ("KESSLY – The ferry was sold", "The ferry was sold"),
    ("EXCLUSIVE: Mayor sold ferry", "Mayor sold ferry"),
    ("20:12 The ferry is gone. ", "The ferry is gone."),
    ("That was the ferry.", "That was the ferry."),
    ("the drivers' pay was cut", "the drivers' pay was cut"),
    ("the ferry was “sold for a song”", "the ferry was “sold for a song”"),
]


@pytest.mark.parametrize("words", CLAUSES.splitlines())
def test_a_subject_with_a_verb_is_a_clause(words: str) -> None:
    assert is_clause(words)
    assert is_proposition(words)


@pytest.mark.parametrize("words", PHRASES.splitlines())
def test_a_noun_phrase_is_no_clause(words: str) -> None:
    assert not is_clause(words)


@pytest.mark.parametrize("words", NOTHING.splitlines())
def test_what_names_no_matter_or_asks_says_nothing(words: str) -> None:
    assert not is_proposition(words)


def test_a_question_after_an_answer_is_no_mere_question() -> None:
    assert is_question("Who would sell it?")
    assert not is_question("Nobody sold the ferry. Who would?")
    assert not is_question("how the chains of the ferry snapped in the storm")


@pytest.mark.parametrize(("text", "said"), SAID)
def test_dateline_that_and_marks_stay_out(text: str, said: str) -> None:
    start, end = bare(text)
    assert text[start:end] == said


@given(st.text(alphabet="ab “”\"'‘’,;: –-.?that", max_size=40))
def test_what_is_bare_lies_in_the_text(text: str) -> None:
    start, end = bare(text)
    assert 0 <= start <= end <= len(text)


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("The ferry was not sold to Brandt Lines", "sold"),
        ("There was no sale of the ferry", "ferry"),
        ("We never signed that letter", "signed"),
    ],
)
def test_a_not_bears_on_what_follows_it(text: str, denied: str) -> None:
    assert stem(denied) in denied_in(text)


@pytest.mark.parametrize("text", ["It was fourteen, not forty-one", "The ferry was not only sold but scrapped", "The ferry was sold"])
def test_what_is_said_to_be_so_is_not_denied(text: str) -> None:
    assert not denied_in(text)


def test_a_not_does_not_reach_into_another_quotation() -> None:
    assert denied_in('"It did not happen," "Every ledger went to the auditor."') == {stem("happen")}
