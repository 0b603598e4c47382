from typing import Any

import pytest

from headwater.ingest import from_text
from headwater.model import Publisher, Report

BODY = "The chief of the port of Puerto Albarán quit on Friday, the mayor told reporters outside the fire station in the morning."


def report(text: str, **stated: Any) -> Report:
    found = from_text(text, **stated)
    assert isinstance(found, Report)
    return found


@pytest.mark.parametrize(
    ("text", "credit"),
    [
        (f"Port chief quits\n\nPUERTO ALBARÁN, Ecuador, May 16 (Tern) - {BODY}", "Tern"),
        (f"Port chief quits\n\nMay 16 (Reuters) – {BODY}", "Reuters"),
        (f"Port chief quits\n\n(AFP) - {BODY}", "AFP"),
        (f"Port chief quits\n\n{BODY}\n\n(With inputs from agencies)", "With inputs from agencies"),
        (f"Port chief quits\n\n{BODY}\n\n(Tern News Agency)", "Tern News Agency"),
        (f"Port chief quits\n\n{BODY}\n\nSource: TOI", "TOI"),
        (f"Port chief quits\n\n{BODY}\n\n— Reuters", "Reuters"),
        (f"Port chief quits\n\nAP\n\n{BODY}", "AP"),
        (f"Port chief quits\n\n{BODY} Reuters first reported it.", None),
        (f"Port chief quits\n\nThe mayor (Lipa) - who is new - told reporters that {BODY}", None),
    ],
)
def test_the_credit_is_read_off_the_edges_of_the_text(text: str, credit: str | None) -> None:
    assert report(text).credit == credit


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Lena Ost, northern correspondent", "Lena Ost, northern correspondent"),
        ("By Lena Ost and Karl Venn", "Lena Ost and Karl Venn"),
        ("By Lena Ost | 3 March 2025", "Lena Ost"),
        ("By AFP", None),
        ("By the time he left, the port was shut.", None),
    ],
)
def test_the_byline_of_a_text_is_read_off_its_first_lines(line: str, byline: str | None) -> None:
    found = report(f"Port chief quits\n\n{line}\n\n{BODY}")
    assert (found.byline, found.extra.get("byline_from")) == (byline, "line" if byline else None)


def test_a_byline_that_is_stated_stays() -> None:
    found = report(f"Port chief quits\n\nBy Lena Ost\n\n{BODY}", byline="Karl Venn")
    assert (found.byline, found.extra) == ("Karl Venn", {"title_from": "headline"})


def test_a_line_that_begins_with_by_in_the_midst_of_a_text_is_no_byline() -> None:
    assert report("\n\n".join(["Port chief quits", *[BODY] * 7, "By Lena Ost"])).byline is None


def test_a_credit_that_is_stated_stays() -> None:
    found = report(f"Port chief quits\n\nLIPA (Tern) - {BODY}", credit="Castellan")
    assert (found.credit, found.extra) == ("Castellan", {"title_from": "headline"})


def test_where_the_credit_stands_is_said() -> None:
    assert report(f"LIPA, May 16 (Tern) - {BODY}").extra["credit_from"] == "dateline"


def test_an_agency_in_the_place_of_the_byline_is_the_credit() -> None:
    assert report(BODY, byline="Tern News Agency").credit == "Tern News Agency"
    assert report(BODY, byline="Inés Cobo").credit is None


def test_the_holder_of_the_rights_is_the_publisher_where_none_is_named() -> None:
    text = f"Port chief quits\n\n{BODY}\n\n© 2025 Northline. All rights reserved."
    assert report(text).publisher == Publisher(name="Northline")
    assert report(text).extra["publisher_from"] == "rights line"
    assert report(text, publisher="Castellan").publisher == Publisher(name="Castellan")
    assert report(text.replace("Northline", "Reuters")).publisher is None


def test_a_press_wire_in_the_dateline_is_the_credit() -> None:
    found = report("VELTIN, March 12, 2025 /Pressline/ -- Veltin Hydro today announced that its staff followed every procedure.\n")
    assert (found.credit, found.extra["credit_from"]) == ("Pressline", "dateline")


def test_the_rights_of_an_agency_name_no_publisher() -> None:
    assert report(f"{BODY}\n\n(c) Copyright Thomson Reuters 2025.\n").publisher is None
