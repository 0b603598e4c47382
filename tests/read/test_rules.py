import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.model import Block, Span, Statement
from headwater.read import open_reader
from headwater.read.cues import VERBS, holds_speech
from headwater.read.rules import RULES, RuleReader
from tests.notation import marked, report_of

Roles = tuple[tuple[Span, ...], tuple[Span, ...], tuple[Span, ...]]


def roles(statement: Statement) -> Roles:
    return statement.source, statement.cue, statement.content


def expected(sentence: str) -> list[Roles]:
    _, found = marked(sentence)
    return sorted((spans["S"], spans["C"], spans["T"]) for spans in found.values())


def read(text: str) -> tuple[Statement, ...]:
    return RuleReader().read(report_of(text))


SENTENCES = {
    "clause after": "[S:Smith] [C:said] [T:prices rose 3%].",
    "that is part of it": "[S:Odile Ferrant] [C:said] [T:that prices rose].",
    "helpers are part of the cue": "[S:The ministry] [C:has said] [T:it will appeal].",
    "clause before": "[T:The bridge will stay closed], [S:the mayor] [C:said].",
    "clause before, day after": "[T:The bridge will stay closed], [S:the mayor] [C:said] on Monday.",
    "clause around": "[T:The bridge], [S:she] [C:said], [T:will stay closed until spring].",
    "quotation before": "[T:“We will rebuild,”] [S:the mayor] [C:said].",
    "quotation before, inverted": "[T:“We will rebuild,”] [C:said] [S:Odile Ferrant, the company's head of operations].",
    "quotation after": "[S:Harrow] [C:said]: [T:“We will rebuild.”]",
    "quotation around": "[T:“We will rebuild,”] [S:he] [C:said], [T:“and soon.”]",
    "quotation goes on": "[T:“We will rebuild,”] [S:he] [C:said]. [T:“It will take a year.”]",
    "of several sentences": "[T:“We will rebuild. It will take a year,”] [S:he] [C:said].",
    "straight marks": '[T:"We will rebuild,"] [S:two officials] [C:said].',
    "in part a quotation": "[S:The governor] [C:called] [T:the plan “a gift to the rich”].",
    "apposition": "[S:Lise Harrow, its director,] [C:said] [T:the dam held].",
    "titles": "[S:US State Department spokesman Tomas Brandt] [C:told] reporters on Monday [T:that talks went on].",
    "told a paper": "[S:A senior official] [C:told] The Verlano Courier [T:that talks had failed].",
    "several speakers": "[S:Harrow and Ferrant] [C:denied] [T:the charges].",
    "a relative clause": "The mayor, [S:who] [C:says] [T:the water is clean], will resign.",
    "according to, before": "[C:According to] [S:the police], [T:two men fled].",
    "according to, after": "[T:Two men fled], [C:according to] [S:the police].",
    "a noun": "[S:Harrow] [C:announced] [T:a new inquiry].",
    "a speaker far from the cue": "[S:Harrow] went after the senator and [C:said] [T:he had lied].",
    "a number with a comma": "[S:Some 4,200 residents] [C:said] [T:so].",
    "helpers around an adverb": "[S:The ministry] [C:had first denied] [T:it].",
    "the next day": "[S:The ministry] [C:answered] the next day [T:that it would appeal].",
    "people who were told something": "The paper named two people briefed on it.",
    "a document": "[S:The report] [C:found] [T:that the valve had been shut].",
    "nobody": "[T:The court] [C:is expected] [T:to rule on Friday].",
    "asked": "[C:Asked] [T:whether he would resign], the minister left.",
    "a colon": "[S:Minister][C::] [T:Dam is safe]",
    "a dash": "[T:Dam is safe] [C:–] [S:official report]",
    "a transcript": "Hearing\nThe exchange follows.\n[S:HARROW][C::] [T:Was the valve shut? I want to know].",
    "a subordinate clause": "While [S:Harrow] [C:praised] [T:the crew], the mayor left.",
}


@pytest.mark.parametrize("sentence", SENTENCES.values(), ids=SENTENCES.keys())
def test_reads(sentence: str) -> None:
    text, _ = marked(sentence)
    assert sorted(roles(each) for each in read(text)) == expected(sentence)


SEVERAL = {
    "adding": ("Harrow said the dam held, adding that it was old.", [
        ("Harrow", "said", "the dam held"), ("Harrow", "adding", "that it was old")]),
    "and warned": ("Harrow said the dam held and warned that rain would come.", [
        ("Harrow", "said", "the dam held"), ("Harrow", "warned", "that rain would come")]),
    "another speaker": ("Harrow said the dam held, and the mayor said it had not.", [
        ("Harrow", "said", "the dam held"), ("the mayor", "said", "it had not")]),
    "two sentences": ("It was late. Harrow said so. “We were not told,” she said.", [
        ("Harrow", "said", "so"), ("she", "said", "“We were not told,”")]),
    "a new sentence names the speaker": ("“We were not told.” Harrow said.", [("Harrow", "said", "“We were not told.”")]),
    "a quotation over paragraphs": ("“We were not told,” Harrow said. “Nobody called.\n\n“Nobody came.”", [
        ("Harrow", "said", "“We were not told,” … “Nobody called. … “Nobody came.”")]),
    "a quotation after a colon and a line": ("Harrow said:\n\n“We were not told.”", [("Harrow", "said", "“We were not told.”")]),
    "a quotation alone, before it somebody spoken of": ("The mayor left early.\n“We were not told.”", [
        ("The mayor", "", "“We were not told.”")]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "answer"), SEVERAL.values(), ids=SEVERAL.keys())
def test_reads_several(text: str, answer: list[tuple[str, str, str]]) -> None:
    assert [tuple(" … ".join(text[s.start : s.end] for s in part) for part in roles(each)) for each in read(text)] == answer


HARD = {
    "a participle for a relative clause": "[S:Two people briefed on the sale] [C:said] [T:it had failed].",
    "a clause put in without commas": "Residents [S:who] [C:say] [T:the water is brown] will march.",
    "an adverbial before the content": "[S:Harrow] [C:said] in Verlano, Lipa, [T:that the law was wrong].",
    "what goes on after the content": "[S:Harrow] [C:said] [T:that he would offer help] but did not name a day.",
}


@pytest.mark.parametrize(
    "sentence",
    [pytest.param(sentence, id=name, marks=pytest.mark.xfail(reason="needs a parser", strict=True)) for name, sentence in HARD.items()],
)
def test_reads_what_is_hard(sentence: str) -> None:
    text, _ = marked(sentence)
    assert sorted(roles(each) for each in read(text)) == expected(sentence)


def test_speech_inside_speech_names_its_parent() -> None:
    outer, inner = read("Harrow said that the mayor told reporters that the dam held.")
    assert (outer.parent, inner.parent) == (None, outer.id)


def test_thoughts_are_attitudes() -> None:
    assert [each.kind for each in read("The mayor fears that it will rain. The mayor said it rained.")] == ["attitude", "statement"]


def test_form_is_told_by_the_quotation_marks() -> None:
    found = read("“It rained,” he said. The mayor said it rained. She said it was “very wet.”")
    assert [each.form for each in found] == ["direct", "indirect", "mixed"]


def test_the_score_is_that_of_the_rule() -> None:
    assert {each.score for each in read("The mayor said it rained.")} == {RULES["speaker first"]}
    assert all(0 < score < 1 for score in RULES.values())


def test_furniture_is_not_read() -> None:
    text = "The mayor said it rained.\nThe editor said subscribe."
    blocks = (Block(kind="paragraph", start=0, end=25), Block(kind="furniture", start=26, end=len(text)))
    assert len(RuleReader().read(report_of(text, blocks=blocks))) == 1


def test_words_without_a_cue_give_nothing() -> None:
    assert read("Rain fell on the valley. Three states closed their roads.") == ()


def test_cues_inside_a_quotation_are_no_cues() -> None:
    assert len(read("“The mayor said it rained,” Harrow said.")) == 1


@pytest.mark.parametrize(
    "text", ["She was asked,", "said", "said.", ", said", "according to", "Asked,", "Report:", "– report", "“” said", ":"]
)
def test_a_text_cut_short_is_read(text: str) -> None:
    assert all(each.content for each in read(text))


def test_open_reader_gives_the_rules_by_name() -> None:
    assert open_reader("rules").name == "rules"


@pytest.mark.parametrize(
    "text", ["Harrow told Ferrant that", "ACCORDING\n TO Radio Lipa", "is reportedly ill", "they deny it", "citing two aides"]
)
def test_text_that_may_hold_speech(text: str) -> None:
    assert holds_speech(text)


@pytest.mark.parametrize("text", ["", "rain fell", "three states and a project", "soothsayers", "it will continue"])
def test_text_without_a_word_of_saying(text: str) -> None:
    assert not holds_speech(text)


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("said", "say"), ("denies", "deny"), ("denied", "deny"), ("admitted", "admit"), ("slamming", "slam"), ("echoes", "echo")],
)
def test_forms_of_verbs(form: str, lemma: str) -> None:
    assert VERBS[form].lemma == lemma


WORDS = st.sampled_from(
    """Harrow said told “It rained,” . , : the mayor and according to who that adding is expected asked ( ) ' ’ ” " ‘ - – on Monday \n
    he they 3 US U.S. REPORT report: while""".split(" ")
)
texts = st.one_of(st.text(), st.lists(WORDS, max_size=40).map(" ".join))


@given(text=texts)
def test_any_text_is_read_and_every_span_lies_in_it(text: str) -> None:
    for statement in read(text):
        for spans in roles(statement):
            assert all(span.end <= len(text) for span in spans)
            assert all(a.end <= b.start for a, b in pairwise(spans))
        assert not any(a.start < b.end and b.start < a.end for a in statement.cue for b in statement.content)


@given(text=texts)
def test_ids_are_unique_and_parents_are_there(text: str) -> None:
    found = read(text)
    assert len({each.id for each in found}) == len(found)
    assert {each.parent for each in found} <= {None} | {each.id for each in found}


@pytest.mark.parametrize(
    "piece", ["he said ", "“a,” he said, ", "according to him, ", "' ", "A, ", "the ", "and ", "of the man ", "(", "said", "\n"]
)
def test_a_text_of_one_thing_over_and_over_is_read_soon(piece: str) -> None:
    begun = time.process_time()
    read(piece * 5000)
    assert time.process_time() - begun < 5
