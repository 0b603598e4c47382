"""Tables for spreadsheets, CSV and XLSX, in which no cell of a report can become a formula.

A text from a report that begins with `=`, `+`, `-`, `@`, a tab or a line's end would be computed by a spreadsheet, and could call out. In
CSV an apostrophe is written before it; and, since a spreadsheet may be set to other separators than the comma, inside a cell too, before
such a sign after a semicolon, a tab or a line's end. Where apostrophes stand there already one more is written, so that taking one away at
each such place gives the text back (`restored_cell`). In XLSX it is a cell of text, verbatim, and marked as one that stays text when
somebody edits it. Numbers are numbers in both.
"""

import csv
import io
import re
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

from headwater.export.archive import zipped
from headwater.export.case import Case
from headwater.export.tables import Cell, Table, table_named, tables

__all__ = ["MOST_CELL_CHARS", "plain_cell", "restored_cell", "write_csv", "write_csv_table", "write_xlsx"]

_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
"""What a spreadsheet takes for the beginning of a formula, the wide forms of East Asia too."""
_COMPUTED = re.compile(f"[{_SIGNS}\t\r\n]")
_PLACES = re.compile(f"\\A(?='*[{_SIGNS}\t\r\n])|(?<=[;\t\r\n])(?='*[{_SIGNS}])")
_GUARDED = re.compile(f"\\A'(?='*[{_SIGNS}\t\r\n])|(?<=[;\t\r\n])'(?='*[{_SIGNS}])")
_CANNOT_BE = re.compile("[\x00\ud800-\udfff]")
MOST_CELL_CHARS = 32_767
"""Of a cell in XLSX; what is longer ends in "…", and is whole in the other formats."""
MOST_ROWS = 1_048_575
WIDEST, NARROWEST = 60, 8


def plain_cell(text: str) -> str:
    """Return a text as a cell of CSV that no spreadsheet computes."""
    return _PLACES.sub("'", text)


def restored_cell(cell: str) -> str:
    """Return the text that `plain_cell` was given."""
    return _GUARDED.sub("", cell)


def write_csv(case: Case) -> bytes:
    """Return the tables of a case as a ZIP of CSV files (RFC 4180, UTF-8)."""
    return zipped({f"{each.name}.csv": _csv(each) for each in tables(case)})


def write_csv_table(case: Case, name: str) -> bytes:
    """Return one table as CSV."""
    return _csv(table_named(case, name))


def _csv(table: Table) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(table.columns)
    writer.writerows([_csv_cell(cell) for cell in row] for row in table.rows)
    return target.getvalue().encode()


def _csv_cell(cell: Cell) -> Cell:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return plain_cell(_CANNOT_BE.sub("\ufffd", cell)) if isinstance(cell, str) else cell


def write_xlsx(case: Case) -> bytes:
    """Return the tables of a case as the sheets of one workbook; those without rows are left out."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(target, options)
    book.set_properties({"title": case.title[:255], "created": datetime(1980, 1, 1, tzinfo=UTC)})  # a book without a time bears that of now
    head = book.add_format({"bold": True, "bottom": 1})
    text = book.add_format({"valign": "top"})
    guarded = book.add_format({"valign": "top", "quote_prefix": True})
    for table in tables(case):
        if table.rows:
            _sheet(book.add_worksheet(table.name), table, {"head": head, "text": text, "guarded": guarded})
    if not book.worksheets():
        book.add_worksheet("empty")
    book.close()
    return target.getvalue()


def _sheet(sheet: Any, table: Table, formats: dict[str, Any]) -> None:
    sheet.freeze_panes(1, 0)
    for number, name in enumerate(table.columns):
        sheet.write_string(0, number, name, formats["head"])
        sheet.set_column(number, number, _width(table, number))
    for at, row in enumerate(table.rows[:MOST_ROWS], start=1):
        for number, cell in enumerate(row):
            _put(sheet, (at, number), cell, formats)
    sheet.autofilter(0, 0, min(len(table.rows), MOST_ROWS), len(table.columns) - 1)


def _width(table: Table, number: int) -> int:
    longest = max((len(str(row[number])) for row in table.rows[:200] if row[number] is not None), default=0)
    return max(NARROWEST, min(WIDEST, longest + 1))


def _put(sheet: Any, place: tuple[int, int], cell: Cell, formats: dict[str, Any]) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(*place, cell, formats["text"])
    elif isinstance(cell, int | float):
        sheet.write_number(*place, cell, formats["text"])
    elif cell:
        fits = _CANNOT_BE.sub("\ufffd", cell)
        fits = fits if len(fits) <= MOST_CELL_CHARS else fits[: MOST_CELL_CHARS - 2] + " …"
        sheet.write_string(*place, fits, formats["guarded" if _COMPUTED.match(fits) else "text"])
