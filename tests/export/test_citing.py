"""References: a BibTeX reader and a citation processor take them."""

import json
import warnings
from typing import Any

import pytest

from headwater.export import citing
from headwater.export.case import Case


def entries(case: Case) -> Any:
    from pybtex.database import parse_string

    return parse_string(citing.write_bibtex(case).decode(), "bibtex").entries


def test_a_reader_of_bibtex_finds_each_report(everything: Case) -> None:
    found = entries(everything)
    assert len(found) == len(everything.reports)
    entry = next(each for key, each in found.items() if key.startswith("thecourier2025-"))
    assert entry.type == "article"
    assert entry.fields["journal"] == "The Courier"
    assert (entry.fields["year"], entry.fields["month"], entry.fields["day"]) == ("2025", "May", "1")
    assert entry.fields["title"].strip("{}") == "Orrin Bridge was closed twice before it fell, official says"
    report = next(each for each in everything.reports.values() if each.ref == "courier")
    assert report.sha256 in entry.fields["note"]


def test_what_means_something_to_tex_is_written_so_that_it_does_not(hostile: Case) -> None:
    (entry,) = entries(hostile).values()
    assert entry.fields["journal"] == r'Evil "Post" <b>\&</b> \textbackslash{}input\{x\}'


def test_a_citation_processor_writes_a_bibliography(everything: Case) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the processor's own, of what it does not know of a style
        from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
        from citeproc.source.json import CiteProcJSON

        items = json.loads(citing.write_csl(everything))
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        for item in items:
            bibliography.register(Citation([CitationItem(item["id"].lower())]))
        told = [str(each) for each in bibliography.bibliography()]
    assert len(told) == len(items)
    assert any("Orrin Bridge was closed twice before it fell" in each and "The Courier" in each and "2025" in each for each in told)


def test_csl_items_have_the_shape_of_the_specification(everything: Case) -> None:
    items = json.loads(citing.write_csl(everything))
    assert len({item["id"] for item in items}) == len(items)
    for item in items:
        assert item["type"] == "article-newspaper"
        assert set(item) <= {"id", "type", "title", "author", "container-title", "issued", "accessed", "language", "URL", "note"}
        (parts,) = item["issued"]["date-parts"]
        assert 1 <= len(parts) <= 3
        assert all(isinstance(part, int) for part in parts)


@pytest.mark.parametrize(
    ("value", "parts"), [("2025-05-01T08:00:00Z", [2025, 5, 1]), ("2025-05", [2025, 5]), ("2025", [2025]), ("2025-W19", []), (None, [])]
)
def test_a_date_gains_no_precision(value: str | None, parts: list[int]) -> None:
    assert citing._parts(value) == parts
