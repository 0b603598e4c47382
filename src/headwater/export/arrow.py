"""Tables as Arrow, pandas and Parquet: columns with types, nothing lost. Needs the extra `tables`."""

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from headwater.errors import SettingsError
from headwater.export.archive import zipped
from headwater.export.case import Case
from headwater.export.tables import Table, table_named, tables

if TYPE_CHECKING:
    import pandas
    import pyarrow

    ArrowTable: TypeAlias = pyarrow.Table
    DataFrame: TypeAlias = pandas.DataFrame

__all__ = ["arrow_table", "pandas_frame", "write_parquet", "write_parquet_table"]

REMEDY = "it comes with the extra `tables`: pip install 'headwater[tables]'"


def write_parquet(case: Case) -> bytes:
    """Return the tables of a case as a ZIP of Parquet files.

    Raises:
        SettingsError: pyarrow is not installed.
    """
    return zipped({f"{each.name}.parquet": _parquet(each) for each in tables(case)})


def write_parquet_table(case: Case, name: str) -> bytes:
    """Return one table as Parquet."""
    return _parquet(table_named(case, name))


def _parquet(table: Table) -> bytes:
    made = arrow_table(table)
    from pyarrow import parquet

    target = io.BytesIO()
    parquet.write_table(made, target, compression="zstd")
    return target.getvalue()


def arrow_table(table: Table) -> "ArrowTable":
    """Return a table as Arrow's.

    Raises:
        SettingsError: pyarrow is not installed.
    """
    try:
        import pyarrow
    except ImportError as error:
        raise SettingsError(f"pyarrow is not installed; {REMEDY}") from error
    kinds: Mapping[type, pyarrow.DataType] = {
        str: pyarrow.string(),
        int: pyarrow.int64(),
        float: pyarrow.float64(),
        bool: pyarrow.bool_(),
    }
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    arrays = [pyarrow.array(list(cells), type=kinds[kind]) for cells, kind in zip(columns, table.columns.values(), strict=True)]
    return pyarrow.Table.from_arrays(arrays, names=list(table.columns))


def pandas_frame(table: Table) -> "DataFrame":
    """Return a table as pandas'.

    Raises:
        SettingsError: pandas is not installed.
    """
    try:
        import pandas
    except ImportError as error:
        raise SettingsError(f"pandas is not installed; {REMEDY}") from error
    kinds = {str: "string", int: "Int64", float: "Float64", bool: "boolean"}
    frame = pandas.DataFrame(list(table.rows), columns=list(table.columns))
    return frame.astype({name: kinds[kind] for name, kind in table.columns.items()})
