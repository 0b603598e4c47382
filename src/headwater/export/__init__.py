"""Export: what people file, footnote and hand on, from what a ledger knows of a story, a claim or a report.

    found = export.write(ledger, "dam", "html")
    Path(found.name).write_bytes(found.content)

`gather` asks the ledger once; each format is a pure function from what it gathered to bytes, so that the same ledger gives the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from headwater.export.case import Case, gather
from headwater.export.formats import FORMATS, Format, exporters, format_named

if TYPE_CHECKING:
    from headwater.ledger import Ledger

__all__ = [
    "FORMATS",
    "Case",
    "Exported",
    "Format",
    "bundle_files",
    "exporters",
    "format_named",
    "gather",
    "table_names",
    "write",
    "write_case",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A file that was made.

    Attributes:
        name: What to call it; plain letters, digits, hyphens and its ending.
        media_type: Of its content.
        content: Its bytes.
    """

    name: str
    media_type: str
    content: bytes


def write(
    ledger: "Ledger",
    wanted: str | Sequence[str] | None,
    format: str,  # noqa: A002 - what it is called everywhere
    *,
    table: str | None = None,
    stamp: str | None = None,
) -> Exported:
    """Return an export of what is asked for.

    Args:
        ledger: The ledger.
        wanted: A story, claim or report, several of them, or `None` for the whole ledger; how they go is said in `gather`.
        format: One of `exporters()`.
        table: One of the tables, of the formats that have tables; by default all.
        stamp: A time that the export is to bear; by default none, so that the same ledger gives the same bytes.

    Raises:
        SettingsError: There is no such format or table, or what it needs is not installed; the message says the remedy.
        InputError: What is asked for means nothing, or several things.
    """
    chosen = format_named(format)
    make_table = None if table is None else chosen.load_one_table()
    names = () if wanted is None else (wanted,) if isinstance(wanted, str) else tuple(wanted)
    case = gather(ledger, names, stamp=stamp)
    if make_table is None or table is None:
        return write_case(case, chosen)
    content = make_table(case, table)
    return Exported(name=f"{case.stem}-{table}{chosen.table_suffix}", media_type=chosen.table_media_type, content=content)


def write_case(case: Case, chosen: Format) -> Exported:
    """Return a case in a format."""
    return Exported(name=case.stem + chosen.suffix, media_type=chosen.media_type, content=chosen.load()(case))


def bundle_files(ledger: "Ledger", wanted: Sequence[str] = (), *, stamp: str | None = None) -> dict[str, bytes]:
    """Return the files of a bundle by name: what is asked for in each format that is installed, and a manifest."""
    from headwater.export import bundle

    return bundle.files_of(gather(ledger, wanted, stamp=stamp))


def table_names() -> tuple[str, ...]:
    """Return the names of the tables that csv, xlsx and parquet have."""
    from headwater.export.tables import TABLES

    return tuple(TABLES)
