"""Parquet, Arrow and pandas: columns with types, nothing lost, and a remedy where they are not installed."""

import io
import sys
import zipfile

import pandas
import pyarrow
import pytest
from pyarrow import parquet

from headwater import export
from headwater.errors import SettingsError
from headwater.export import arrow
from headwater.export.case import Case
from headwater.export.tables import TABLES, tables

KINDS = {str: "string", int: "int64", float: "double", bool: "bool"}


def test_parquet_holds_every_cell_with_its_type(case: Case) -> None:
    with zipfile.ZipFile(io.BytesIO(arrow.write_parquet(case))) as archive:
        for table in tables(case):
            read = parquet.read_table(io.BytesIO(archive.read(f"{table.name}.parquet")))
            assert {field.name: str(field.type) for field in read.schema} == {n: KINDS[k] for n, k in table.columns.items()}
            assert [tuple(row.values()) for row in read.to_pylist()] == list(table.rows)


def test_a_frame_has_the_same_cells(story: Case) -> None:
    for table in tables(story):
        frame = arrow.pandas_frame(table)
        assert list(frame.columns) == list(table.columns)
        assert len(frame) == len(table.rows)
        told = [tuple(None if pandas.isna(cell) else cell for cell in row) for row in frame.itertuples(index=False)]
        assert told == list(table.rows)


def test_one_table_can_be_asked_for(story: Case) -> None:
    read = parquet.read_table(io.BytesIO(arrow.write_parquet_table(story, "claims")))
    assert isinstance(read, pyarrow.Table)
    assert read.num_rows > 0


@pytest.mark.parametrize(("module", "ask"), [("pyarrow", arrow.arrow_table), ("pandas", arrow.pandas_frame)])
def test_what_is_not_installed_is_said_with_the_remedy(story: Case, monkeypatch: pytest.MonkeyPatch, module: str, ask: object) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    assert callable(ask)
    remedy = rf"{module} is not installed; it comes with the extra `tables`: pip install 'headwater\[tables\]'"
    with pytest.raises(SettingsError, match=remedy):
        ask(tables(story)[0])


def test_a_bundle_without_pyarrow_says_what_it_leaves_out(story: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    from headwater.export import bundle, formats

    monkeypatch.setattr(formats, "find_spec", lambda _: None)
    files = bundle.files_of(story)
    assert "tables.parquet.zip" not in files
    assert b'"parquet": "needs pyarrow"' in files["manifest.json"]
    assert len(files) == len(export.FORMATS) - 1
    assert set(TABLES)
