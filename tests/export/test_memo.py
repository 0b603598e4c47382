"""The memo: footnotes that resolve, and reports in which Markdown finds nothing."""

import re
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from headwater.export import memo
from headwater.export.case import Case
from headwater.export.dossier import lay_out
from headwater.telling import NOT_COUNTED


def test_every_number_is_defined_once_and_used(case: Case) -> None:
    content = memo.write(case).decode()
    defined = re.findall(r"^\[\^(\d+)\]: ", content, re.MULTILINE)
    assert len(defined) == len(set(defined))
    assert set(re.findall(r"(?<=.)\[\^(\d+)\]", content)) == set(defined)


def test_an_origin_that_does_not_count_stands_apart(story: Case) -> None:
    def uncounted(claim: dict[str, Any]) -> dict[str, Any]:
        return claim | {"origins": [each | {"counted": False} for each in claim["origins"]]}

    documents = tuple({**each, "claims": [uncounted(claim) for claim in each["claims"]]} for each in story.documents)
    case = replace(story, documents=documents)
    assert all(not told.origins and (told.beside or told.against) for told in lay_out(case).claims)
    assert f"**{NOT_COUNTED}**" in memo.write(case).decode()


def test_a_reader_of_markdown_sees_the_headings_and_no_markup_of_the_reports(hostile: Case) -> None:
    rendered = MarkdownIt("commonmark").render(memo.write(hostile).decode())
    assert rendered.startswith("<h1>")
    assert "<script" not in rendered
    assert "<img" not in rendered
    assert "<a " not in rendered
    assert "&lt;script&gt;" in rendered


@given(st.text(alphabet="ab*_`[](){}<>#|~$^=!-+.:/\\&;1@ \n\"'", max_size=40))
def test_escaped_words_are_words_to_a_reader_of_markdown(text: str) -> None:
    words = f"x {memo.escaped(text)} x"
    rendered = MarkdownIt("commonmark").render(words)
    unescaped = rendered.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    assert unescaped == f"<p>x {' '.join(text.split())} x</p>\n"
