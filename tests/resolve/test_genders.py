"""Which pronoun a mention takes."""

import pytest

from headwater.resolve.genders import FIRST_NAMES, gender_of, head_noun, noun_gender, pronoun_gender


@pytest.mark.parametrize(
    ("words", "kind", "gender"),
    [
        ("Ms Vale", "person", "she"),
        ("Mr. Vale", "person", "he"),
        ("Ines Vale", "person", "she"),
        ("Governor Ines Vale", "person", "she"),
        ("Secretary of State Tobias Renner", "person", "he"),
        ("Virginia Governor Tobias Renner", "person", "he"),
        ("Marie-Claude Oury", "person", "she"),
        ("Quillon Brask", "person", "person"),
        ("his mother", "person", "she"),
        ("Renner's wife", "person", "she"),
        ("Quillon Brask, a spokeswoman for the port", "person", "she"),
        ("a spokesman for the mayor", "unnamed", "he"),
        ("a senior official", "unnamed", "person"),
        ("two officials", "unnamed", "they"),
        ("people familiar with the talks", "unnamed", "they"),
        ("critics", "group", "they"),
        ("Ines Vale and Tobias Renner", "person", "they"),
        ("the Harbour Board", "organization", "it"),
        ("Associated Courier", "outlet", "it"),
        ("the ministry", "unknown", "it"),
        ("the premier", "unknown", "person"),
        ("Brask", "unknown", "unknown"),
        ("", "unknown", "unknown"),
    ],
)
def test_a_mention_takes_the_pronoun_that_its_words_show(words: str, kind: str, gender: str) -> None:
    assert gender_of(words, kind) == gender


@pytest.mark.parametrize("name", ["Thomas", "Howard", "Grace", "Virginia"])
def test_a_lone_name_that_may_be_a_surname_or_a_place_tells_nothing(name: str) -> None:
    assert gender_of(name, "person") == "person"


@pytest.mark.parametrize("name", ["kim", "alex", "jordan", "andrea", "sasha", "lindsay", "chris", "jean"])
def test_names_of_men_and_women_alike_are_left_out(name: str) -> None:
    assert name not in FIRST_NAMES


@pytest.mark.parametrize(("words", "gender"), [("Akosua Vale", "she"), ("Iván Vale", "he"), ("Ivan Vale", "he"), ("Akosua", "person")])
def test_first_names_of_many_languages_tell_beside_a_surname_only(words: str, gender: str) -> None:
    assert gender_of(words, "person") == gender


def test_names_are_lower_case_and_several_hundred_of_each() -> None:
    assert all(name == name.lower() for name in FIRST_NAMES)
    assert min(sum(g == gender for g in FIRST_NAMES.values()) for gender in ("he", "she")) > 500


@pytest.mark.parametrize(
    ("noun", "gender"),
    [("officials", "they"), ("official", "person"), ("spokeswoman", "she"), ("fisherman", "he"), ("agency", "it"), ("gravel", "unknown")],
)
def test_a_noun_takes_its_pronoun(noun: str, gender: str) -> None:
    assert noun_gender(noun) == gender


@pytest.mark.parametrize(
    ("word", "gender"), [("He", "he"), ("her", "she"), ("Its", "it"), ("we", "they"), ("I’ve", "person"), ("gravel", "unknown")]
)
def test_a_pronoun_says_what_it_stands_for(word: str, gender: str) -> None:
    assert pronoun_gender(word) == gender


@pytest.mark.parametrize(
    ("words", "head"),
    [("the head of the port authority", "head"), ("Renner's chief aide", "aide"), ("a spokeswoman for the port", "spokeswoman"), ("", "")],
)
def test_the_head_noun_stands_before_the_first_preposition(words: str, head: str) -> None:
    assert head_noun(words) == head
