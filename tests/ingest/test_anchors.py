"""Anchors, captures and versions: what keeps a span showable in its original."""

import hashlib
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.errors import InputError
from headwater.ingest.anchors import anchor, found_again, page_text, selectors
from headwater.ingest.captures import Captures
from headwater.ingest.given import Given
from headwater.ingest.pages import read_page
from headwater.model import Report, Span
from tests.ingest.test_pages import PAGE, SECOND

TEXT = "The port is closed, she said. The mayor was asked twice. The port is closed, he said. Nobody else was there that night."


def span(words: str, text: str = TEXT, nth: int = 0) -> Span:
    """The words, or their second, third, … occurrence, as a reader of letters counts them."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start=start, end=start + len(words))


def again(words: str, text: str, nth: int = 0) -> str | None:
    """What is found of words of TEXT in another text, with a bar before it to show the place."""
    found = found_again(anchor(TEXT, span(words, nth=nth)), text)
    return text[: found.start] + "|" + text[found.start : found.end] if found else None


@given(st.text(st.characters(codec="utf-8", exclude_characters="•"), min_size=1), st.data())
def test_an_anchor_is_found_where_it_was_made(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    made = anchor(text, Span(start=start, end=data.draw(st.integers(start + 1, len(text)))))
    found = found_again(made, text)
    assert found is None or text[found.start : found.end].split() == made.exact.split()
    if made.exact.strip() and text.count(made.exact.strip()) == 1 and made.exact == made.exact.strip():
        assert found == Span(start=made.start, end=made.end)


def test_the_second_of_two_is_found_as_the_second() -> None:
    assert again("The port is closed", TEXT, nth=1) == TEXT[: TEXT.rindex("The port")] + "|The port is closed"


def test_an_anchor_moves_with_its_surroundings() -> None:
    assert again("The mayor was asked twice", "Updated. " + TEXT) == "Updated. The port is closed, she said. |The mayor was asked twice"


def test_an_anchor_holds_by_one_side_when_the_other_was_edited() -> None:
    edited = TEXT.replace("Nobody else was there that night.", "Two guards were there, it turned out.")
    assert again("he said", edited, nth=1) == edited[: edited.index("he said. Two")] + "|he said"


def test_a_look_alike_is_no_home() -> None:
    assert again("The port is closed", "Elsewhere: The port is closed for the winter, says a sign on its gate by the sea.") is None
    assert again("The mayor was asked twice", TEXT.replace(" The mayor was asked twice.", "")) is None


def test_two_places_as_good_as_each_other_are_none() -> None:
    assert again("The mayor was asked twice", f"— {TEXT}\n\n{TEXT}") is None


def test_an_anchor_in_an_article_is_found_on_its_page() -> None:
    (report,) = read_page(io.BytesIO(PAGE.encode()), Given(ref="page"))
    assert isinstance(report, Report)
    page = page_text(PAGE)
    for words in (SECOND, "Blood donors are asked", "until further notice, the city said.\n• Blood donors"):
        found = found_again(anchor(report.text, span(words, report.text)), page)
        assert found
        assert page[found.start : found.end].split() == words.replace("• ", "").split()


def test_selectors_are_those_of_web_annotation() -> None:
    made = anchor(TEXT, span("The mayor"))
    assert selectors(made) == [
        {"type": "TextQuoteSelector", "exact": "The mayor", "prefix": made.prefix, "suffix": made.suffix},
        {"type": "TextPositionSelector", "start": made.start, "end": made.end},
    ]
    assert (made.prefix[-10:], made.suffix[:10]) == ("she said. ", " was asked")


# Captures ------------------------------------------------------------------------------------------------------------------------------


@given(raw=st.binary())
def test_bytes_are_kept_under_their_hash(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    kept = Captures(tmp_path_factory.getbasetemp() / "captures")
    name = kept.keep(raw)
    assert name == kept.keep(raw) == hashlib.sha256(raw).hexdigest()
    assert kept.bytes_of(name) == raw


def test_bytes_that_were_altered_are_not_given_out(tmp_path: Path) -> None:
    kept = Captures(tmp_path)
    name = kept.keep(b"page")
    (tmp_path / name[:2] / name).write_bytes(b"other")
    assert kept.bytes_of(name) is None


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "0" * 63, "Z" * 64, "0" * 64])
def test_a_name_that_is_no_hash_is_not_looked_up(tmp_path: Path, name: str) -> None:
    assert Captures(tmp_path).bytes_of(name) is None


def test_nothing_but_whole_captures_is_left(tmp_path: Path) -> None:
    kept = Captures(tmp_path)
    name = kept.keep(b"page")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [name]


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(InputError, match="captures cannot be kept"):
        Captures(tmp_path / "file").keep(b"page")
