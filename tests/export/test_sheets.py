"""Spreadsheets: their readers take them, numbers are numbers, and nothing of a report is computed."""

import csv
import io
import re
import zipfile

import openpyxl
import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.export import sheets
from headwater.export.case import Case
from headwater.export.tables import TABLES, tables
from headwater.model import Publisher, Reading, Report

DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_csv_has_every_table_and_its_readers_take_them(case: Case) -> None:
    with zipfile.ZipFile(io.BytesIO(sheets.write_csv(case))) as archive:
        assert archive.testzip() is None
        assert sorted(archive.namelist()) == sorted(f"{name}.csv" for name in TABLES)
        for table in tables(case):
            content = archive.read(f"{table.name}.csv")
            rows = rows_of(content)
            assert [tuple(row) for row in rows[:1]] == [tuple(table.columns)] * bool(table.rows)
            assert len(rows) == len(table.rows) == len(pandas.read_csv(io.BytesIO(content)))


def test_csv_gives_the_words_back(hostile: Case) -> None:
    (row,) = rows_of(sheets.write_csv_table(hostile, "reports"))
    (report,) = hostile.reports.values()
    assert sheets.restored_cell(row["text"]) == report.text
    assert (row["ref"], sheets.restored_cell(row["ref"])) == ("'=1+1</script>", "=1+1</script>")


def test_no_cell_of_csv_begins_as_a_formula_but_numbers(case: Case) -> None:
    for table in tables(case):
        for row in rows_of(sheets.write_csv_table(case, table.name)):
            for name, kind in table.columns.items():
                if kind is str:
                    assert not row[name].startswith(DANGEROUS), (table.name, name, row[name])


@given(st.text(alphabet="'=+-@;,\t\r\n\"a1＝", max_size=12))
def test_a_guarded_cell_is_no_formula_in_any_separation_and_gives_the_text_back(text: str) -> None:
    cell = sheets.plain_cell(text)
    assert sheets.restored_cell(cell) == text
    for separator in ";\t\r\n":
        assert not any(part.startswith(tuple("=+-@＝")) for part in cell.split(separator))


def made(text: str) -> Case:
    report = Report(id="ab12", ref="r", text=text, sha256="0" * 64, publisher=Publisher(name=text[:50]))
    return Case(asked="report", title="t", documents=(), claims=(), readings=(Reading(ref="r", report=report),))


def test_a_workbook_has_a_sheet_for_each_table_with_rows_and_numbers_are_numbers(story: Case) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheets.write_xlsx(story)))
    filled = [each for each in tables(story) if each.rows]
    assert book.sheetnames == [each.name for each in filled]
    for table in filled:
        sheet = book[table.name]
        assert [cell.value for cell in sheet[1]] == list(table.columns)
        assert sheet.max_row == len(table.rows) + 1
    (head, *rows) = book["claims"].iter_rows(values_only=True)
    low = head.index("low")
    assert all(isinstance(row[low], int) for row in rows)


def test_a_workbook_bears_no_time_of_its_making(story: Case) -> None:
    with zipfile.ZipFile(io.BytesIO(sheets.write_xlsx(story))) as archive:
        assert {each.date_time[0] for each in archive.infolist()} == {1980}
        times = re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", archive.read("docProps/core.xml").decode())
    assert set(times) == {"1980-01-01T00:00:00Z"}


def test_a_workbook_holds_formulas_and_addresses_as_text_verbatim(hostile: Case) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheets.write_xlsx(hostile)))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n", "b"), cell.coordinate
                assert cell.hyperlink is None
    guarded = next(cell for row in book["reports"].iter_rows() for cell in row if cell.value == "=1+1</script>")
    assert guarded.quotePrefix


@pytest.mark.parametrize("text", ["a" * 40_000, "\x00\x01_x0041_ b", "=" * 33_000])
def test_what_a_cell_cannot_hold_is_cut_or_replaced_and_the_workbook_opens(text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheets.write_xlsx(made(text))))
    head, row = book["reports"].iter_rows(values_only=True)
    value = str(row[head.index("text")])
    assert len(value) <= sheets.MOST_CELL_CHARS
    assert value.endswith(" …") == (len(text) > sheets.MOST_CELL_CHARS)
