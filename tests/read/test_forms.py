import numpy as np
import pytest

from headwater.read.decode import Found
from headwater.read.forms import SURE, stated_by_form, with_forms
from tests.layouts import Answer, attributions, expected, lay, spans_in
from tests.notation import marked


def by_form(sentence: str) -> list[Answer]:
    text, _ = marked(sentence)
    layout = lay(text)
    return spans_in(layout, stated_by_form(text, layout))


READ = {
    "signed with a horizontal bar": "[T:“We were never asked.”] [C:―] [S:Odile Ferrant]",
    "signed with an em dash": "[T:“We were never asked.”] [C:—] [S:Odile Ferrant]",
    "signed with an en dash": "[T:“We were never asked.”] [C:–] [S:Odile Ferrant]",
    "signed with two hyphens": '[T:"We were never asked."] [C:--] [S:Odile Ferrant]',
    "signed with a hyphen": '[T:"We were never asked."] [C:-] [S:Odile Ferrant]',
    "signed without a space": "[T:“We were never asked.”][C:—][S:Odile Ferrant]",
    "signed with a full stop": "[T:“We were never asked.”] [C:—] [S:Odile Ferrant].",
    "signed with an initial": "[T:“We were never asked.”] [C:—] [S:Odile C. Ferrant]",
    "signed in guillemets": "[T:«We were never asked.»] [C:—] [S:Odile Ferrant]",
    "several sentences": "[T:“We were never asked. Nobody came.”] [C:—] [S:Harrow]",
    "among paragraphs": "It rained.\n[T:“We were never asked.”] [C:—] [S:Odile Ferrant]\nIt rained on.",
    "two signed": "[T:“We were never asked.”] [C:—] [S:Ferrant]\n[T2:“They were.”] [C2:—] [S2:Harrow]",
    "a transcript": "[S:HARROW][C::] [T:Was the valve shut?]\n[S2:FERRANT][C2::] [T2:It was not.]",
    "turns of several sentences": "[S:HARROW][C::] [T:Was it shut? I want to know.]\n[S2:FERRANT][C2::] [T2:It was not. Never.]",
    "a speaker twice": "[S:HARROW][C::] [T:Was it shut?]\n[S2:FERRANT][C2::] [T2:It was not.]\n[S3:HARROW][C3::] [T3:Who said so?]",
    "titles and full stops": "[S:MS. HARROW][C::] [T:Was it shut?]\n[S2:THE CHAIR][C2::] [T2:It was not.]",
    "what nobody's label opens": "It began.\n[S:HARROW][C::] [T:Was it shut?]\nA pause.\n[S2:FERRANT][C2::] [T2:It was not.]",
    "quoted turns that go on": (
        "“[S:HARROW][C::] [T:We expect an account.]\n[T:“We expect it soon.]\n“[S2:FERRANT][C2::] [T2:You will have it.”]"
    ),
}


@pytest.mark.parametrize("sentence", READ.values(), ids=READ.keys())
def test_reads(sentence: str) -> None:
    assert by_form(sentence) == expected(sentence)


NOTHING = {
    "nothing": "",
    "one rubric": "UPDATE: The bridge is closed.",
    "the same rubric twice": "UPDATE: The bridge is closed.\nUPDATE: It is open.",
    "labels in small letters": "Harrow: Was it shut?\nFerrant: It was not.",
    "labels without a turn": "HARROW:\nFERRANT:",
    "a figure": "8:30 a.m. news\n9:45 a.m. weather",
    "a dash within the sentence": "“We were never asked” — Harrow was, though he denies it, and so was Ferrant.",
    "a dash and small letters": "“We were never asked” — as he put it",
    "a quotation that does not open the paragraph": "He said: “We were never asked.” — Odile Ferrant",
    "a dash without a quotation": "The bridge is closed — Odile Ferrant",
    "nobody after the dash": "“We were never asked.” —",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING.keys())
def test_reads_nothing(text: str) -> None:
    assert by_form(text) == []


def test_a_statement_by_form_is_sure_and_no_attitude() -> None:
    text = "“We were never asked.” — Odile Ferrant"
    (one,) = stated_by_form(text, lay(text))
    assert (one.score, one.attitude) == (SURE, 0.0)


def found(source: int, cue: int, content: int) -> Found:
    """An attribution of three words."""
    return Found(source=np.array([source]), cue=np.array([cue]), content=np.array([content]), score=0.5, attitude=0.0)


def test_what_touches_a_statement_by_form_falls() -> None:
    formal, touching, apart = found(0, 1, 2), found(4, 5, 2), found(6, 7, 8)
    assert with_forms([touching, apart], [formal]) == [formal, apart]


def test_without_statements_by_form_all_stays() -> None:
    several = [found(0, 1, 2), found(4, 5, 2)]
    assert with_forms(several, []) == several


def test_furniture_does_not_make_a_transcript() -> None:
    text = "UPDATE: The bridge is closed.\nSHARE: Send it to a friend."
    layout = lay(text, [(0, text.index("\n"))])
    assert stated_by_form(text, layout) == []


def test_the_network_reads_on_where_the_form_says_nothing() -> None:
    _, layout, numbered = attributions("UPDATE: [T:The bridge is closed], [S:she] [C:said].")
    standing = list(numbered.values())
    assert with_forms(standing, stated_by_form("UPDATE: The bridge is closed, she said.", layout)) == standing
