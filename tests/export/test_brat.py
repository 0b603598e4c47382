"""brat standoff, read by a small parser that holds it to the format's rules."""

import io
import re
import zipfile
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from headwater.export import brat
from headwater.export.case import Case
from headwater.model import Span


class TextBound(NamedTuple):
    kind: str
    spans: list[tuple[int, int]]
    text: str


def files_of(case: Case) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(brat.write(case))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def parsed(text: str, annotations: str) -> dict[str, TextBound]:
    """Return the text-bound annotations, having checked every line against the text and one another."""
    bounds: dict[str, TextBound] = {}
    lines = annotations.split("\n")
    assert lines[-1] == ""
    for line in lines[:-1]:
        identified, head, *rest = line.split("\t")
        if identified.startswith("T"):
            kind, offsets = head.split(" ", 1)
            spans = [(int(a), int(b)) for a, b in (each.split(" ") for each in offsets.split(";"))]
            (words,) = rest
            assert " ".join(text[a:b] for a, b in spans) == words
            assert all(a < b and not re.search(r"[\n\r\t]", text[a:b]) for a, b in spans)
            bounds[identified] = TextBound(kind, spans, words)
    for line in lines[:-1]:
        identified, head, *rest = line.split("\t")
        if identified.startswith("R"):
            kind, one, other = head.split(" ")
            assert {one.split(":")[1], other.split(":")[1]} <= bounds.keys()
            assert not rest
        elif identified.startswith(("A", "#")):
            assert head.split(" ")[1] in bounds
        else:
            assert identified.startswith("T")
    return bounds


def test_every_annotation_quotes_its_text_and_every_reference_holds(case: Case) -> None:
    files = files_of(case)
    texts = {name.removesuffix(".txt"): text for name, text in files.items() if name.endswith(".txt")}
    assert set(texts.values()) == {report.text for report in case.reports.values()}
    for stem, text in texts.items():
        parsed(text, files[f"{stem}.ann"])


def test_every_statement_is_there_with_who_said_it(story: Case) -> None:
    files = files_of(story)
    bounds = [each for name, text in files.items() if name.endswith(".txt") for each in parsed(text, files[name[:-3] + "ann"]).values()]
    assert sum(each.kind == "Content" for each in bounds) == sum(len(reading.statements) for reading in story.readings)
    assert TextBound("Source", [(62, 79)], "A county official") in bounds or any(each.text == "A county official" for each in bounds)


def test_the_configuration_names_every_kind_that_is_used(everything: Case) -> None:
    files = files_of(everything)
    configuration = files["annotation.conf"]
    sections = dict(re.findall(r"\[(\w+)\]\n(.*?)(?=\n\[|\Z)", configuration, re.DOTALL))
    declared = {name: {line.split("\t")[0] for line in body.splitlines() if line} for name, body in sections.items()}
    used: dict[str, set[str]] = {"T": set(), "R": set(), "A": set()}
    for name, content in files.items():
        if name.endswith(".ann"):
            for line in content.splitlines():
                used.setdefault(line[0], set()).add(line.split("\t")[1].split(" ")[0])
    assert used["T"] <= declared["entities"]
    assert used["R"] <= declared["relations"]
    assert used["A"] <= declared["attributes"]


@given(st.text(alphabet="ab \t\n\r\u2028\x0b", min_size=1, max_size=30), st.data())
def test_parts_of_a_span_have_no_end_of_line_and_lose_no_word(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    parts = list(brat._parts(text, Span(start=start, end=end)))
    assert all(start <= a < b <= end and len(text[a:b].splitlines()) == 1 and text[a:b] == text[a:b].strip() for a, b in parts)
    assert " ".join(text[a:b] for a, b in parts).split() == text[start:end].split()
