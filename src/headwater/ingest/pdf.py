"""PDFs -> reports: rows of text and where they stand, made paragraphs again.

A PDF holds where each piece of text stands, not what belongs together. Pieces are taken in the order in which they are written; columns
that are written row by row across the page are parted; rows are joined to paragraphs by the space between them, their indents, or, where
a page has neither, by rows that end short; and a word that the end of a row broke is made whole.
"""

import io
import logging
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from headwater.ingest.compose import compose, given_facts, whole
from headwater.ingest.decode import Refusal
from headwater.ingest.given import Given
from headwater.ingest.limits import Limits, over
from headwater.ingest.markup import line_of
from headwater.model import Rejected, Report

__all__ = ["Row", "paragraphs", "read_pdf"]

LETTER = 0.5
"""The width of a letter in parts of its height, by which the end of a row is guessed."""
MOST_LOOKED_AT = 500
"""Objects that are looked at for a root that is not where it should be; each of a file that claims billions costs the whole file."""
SAME_LINE = 0.3
"""Pieces whose heights differ by less than this, in heights of their letters, stand on one line."""
MIN_ROWS = 4
"""So many rows that begin beside others, at the same place, are a column; a table has fewer, or more columns than two."""
WIDE_GAP = 1.3
"""Rows that stand apart by more than this many times the usual distance are of two paragraphs."""
SHORT_ROW = 0.75
"""A row shorter than this share of the longest ends its paragraph, where its sentence ends too and nothing else parts paragraphs."""

_LOCKED = Refusal("encrypted", "it is locked with a password; save it without one")
_BROKEN_WORD = re.compile(r"[^\W\d_]-$")
_LETTERS = {0: "", 0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}  # set as one
_ENDS = (".", "!", "?", ":", "…", "”", '"', "’")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A piece of text on one line.

    Attributes:
        x: Where it begins, in points from the page's left edge.
        y: How high it stands, in points from the page's lower edge.
        size: How high its letters are.
        text: The words.
        apart: Whether a blank parts it from the piece before it.
    """

    x: float
    y: float
    size: float
    text: str
    apart: bool = True

    @property
    def end(self) -> float:
        """Where it ends, about."""
        return self.x + LETTER * self.size * len(self.text)


@whole
def read_pdf(raw: bytes, given: Given) -> Iterator[Report | Rejected | Refusal]:
    """Read the text of one PDF, page after page.

    Args:
        raw: The file.
        given: What is known of it; pages past `limits.sheets` refuse it.

    Yields:
        The one report, or why it is refused: a scan has no text.
    """
    found = _pdf(raw, given.limits)
    if isinstance(found, Refusal):
        yield found
    elif not found[0].strip():
        yield Refusal("no_text", "the PDF holds no text; it is perhaps a scan: recognise its letters first (ocrmypdf)")
    else:
        yield compose(found[0], replace(given_facts(given, raw), extra={"document": found[1]} if found[1] else {}))


def paragraphs(pages: list[list[Row]]) -> list[str]:
    """Make paragraphs of the rows of pages.

    Args:
        pages: The rows of each page in the order in which they are written.

    Returns:
        The paragraphs in reading order, the left column before the right one.
    """
    found: list[str] = []
    for column in (column for rows in pages for column in _columns(rows)):
        for paragraph in _joined(column):
            above = found[-1] if found else ""
            if len(above) > 40 and not above.endswith(_ENDS) and paragraph[0].islower():  # it goes on in the next column
                found[-1] = _continued(above, paragraph)
            else:
                found.append(paragraph)
    return found


def _pdf(raw: bytes, limits: Limits) -> tuple[str, dict[str, str]] | Refusal:
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        document = pypdf.PdfReader(io.BytesIO(raw), root_object_recovery_limit=MOST_LOOKED_AT)
        if document.is_encrypted and not document.decrypt(""):
            return _LOCKED
        if len(document.pages) > limits.sheets:
            return over("too_large", "sheets", limits, f"it has {len(document.pages)} pages")
        pages: list[list[Row]] = []
        chars = 0
        for page in document.pages:
            pages.append(_rows(page))
            chars += sum(len(row.text) for row in pages[-1])
            if chars > limits.text_chars:
                return over("too_large", "text_chars", limits, "its text is too long for one report")
        text = "\n\n".join(paragraphs(pages))
        title = document.metadata.title if document.metadata else None
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, OverflowError, zlib.error) as error:
        return Refusal("archive", f"it is a broken PDF: {error}; save it again, or give its text (pdftotext)")
    return text, {"title": str(title)} if title else {}


def _rows(page: Any) -> list[Row]:
    """The pieces of a page's text, and where each stands."""
    rows: list[Row] = []
    apart = True

    def take(text: str, outer: list[float], inner: list[float], _font: Any, size: float) -> None:
        nonlocal apart
        words = text.translate(_LETTERS).encode("utf-8", "replace").decode("utf-8")
        if words.strip():
            x, y = (inner[4] * outer[index] + inner[5] * outer[index + 2] + outer[index + 4] for index in (0, 1))
            height = max(abs(size * (inner[3] or inner[1]) * (outer[3] or outer[1])), 0.1)
            rows.append(Row(x=x, y=y, size=height, text=line_of(words), apart=apart or words[0].isspace()))
            apart = words[-1].isspace()
        else:
            apart = apart or bool(words)

    page.extract_text(visitor_text=take)
    return rows


def _columns(rows: list[Row]) -> Iterator[list[Row]]:
    """Stretches of rows that are read one after the other; of columns written row by row, the left one before the right one."""
    right_x = _right_column(rows)
    left: list[Row] = []
    right: list[Row] = []
    for row in rows:
        spans = row.x < right_x - row.size and row.end > right_x + 0.3 * (row.end - row.x)
        if spans and right:
            yield from (column for column in (left, right) if column)
            left, right = [], []
        (right if right_x and row.x >= right_x - row.size else left).append(row)
    yield from (column for column in (left, right) if column)


def _right_column(rows: list[Row]) -> float:
    """Where a right column begins whose rows are written beside those of the left one; 0 where there is none."""
    pairs = [(before, after) for before, after in pairwise(rows) if _is_same_line(before, after)]
    beside = Counter(round(after.x) for before, after in pairs if after.x > before.x + 8 * after.size)
    place, count = max(beside.items(), key=lambda item: item[1], default=(0, 0))
    return place if count >= MIN_ROWS and 2 * count >= beside.total() else 0


def _is_same_line(before: Row, after: Row) -> bool:
    return abs(before.y - after.y) < SAME_LINE * after.size


def _joined(rows: list[Row]) -> Iterator[str]:
    """The paragraphs of rows that follow one another."""
    usual = _usual_step(rows)
    margins = Counter(round(row.x) for row in rows)
    margin = min((x for x, count in margins.items() if count >= 0.2 * len(rows)), default=0)
    full = SHORT_ROW * max(len(row.text) for row in rows)
    parted = [_parts(above, below, usual, margin, full) for above, below in pairwise(rows)]
    blind = not any(parted)
    words = rows[0].text
    for above, below, part in zip(rows, rows[1:], parted, strict=False):
        if part or (blind and len(above.text) < full and above.text.endswith(_ENDS)):
            yield words
            words = below.text
        elif _is_same_line(above, below) and not below.apart:
            words += below.text
        else:
            words = _continued(words, below.text)
    yield words


def _usual_step(rows: list[Row]) -> float:
    """The distance of rows within paragraphs, in heights of their letters: most pages have few paragraphs and many rows."""
    steps = sorted(step for above, below in pairwise(rows) if 0.5 < (step := (above.y - below.y) / below.size) < 4)
    return steps[len(steps) // 4] if steps else 0.0


def _parts(above: Row, below: Row, usual: float, margin: float, full: float) -> bool:
    """A paragraph ends between two rows: space, an indent, letters of another size or a new column tell."""
    step = (above.y - below.y) / below.size
    if abs(step) < SAME_LINE:
        return False
    deeper = above.x < below.x - 1 or len(above.text) < full  # rows that are all indented are one quotation
    indented = deeper and margin + 0.4 * below.size < below.x < margin + 6 * below.size
    return step < 0 or step > WIDE_GAP * usual or indented or not 0.85 < below.size / above.size < 1.18


def _continued(words: str, line: str) -> str:
    """Words and the row after them; a word that the row's end broke is made whole."""
    if _BROKEN_WORD.search(words) and line[:1].islower():
        return words[:-1] + line
    return f"{words} {line}"
