"""The formats there are: one function each, found by its name and loaded when it is asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from headwater.errors import SettingsError

if TYPE_CHECKING:
    from headwater.export.case import Case

__all__ = ["FORMATS", "Exporter", "Format", "exporters", "format_named"]

Exporter = Callable[["Case"], bytes]
"""What writes a format: from a case to the bytes of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format.

    Attributes:
        name: As it is asked for.
        about: What it is, in a few words.
        media_type: Of its files.
        suffix: With which the names of its files end.
        text: Whether it can be shown on a terminal.
        place: Module and function that write it.
        part: What its file is called in a bundle, without the ending.
        one_table: The function, in the same module, that writes one table by name; `None` where it has no tables.
        table_media_type: Of that table.
        table_suffix: Of that table.
        needs: A module of an extra that must be installed.
    """

    name: str
    about: str
    media_type: str
    suffix: str
    place: str
    part: str
    text: bool = False
    one_table: str | None = None
    table_media_type: str = ""
    table_suffix: str = ""
    needs: str | None = None

    @property
    def is_installed(self) -> bool:
        """Whether what it needs is there."""
        return self.needs is None or find_spec(self.needs) is not None

    def load(self) -> Exporter:
        """Return the function that writes it."""
        module, _, function = self.place.partition(":")
        found: Exporter = getattr(import_module(f"headwater.export.{module}"), function)
        return found

    def load_one_table(self) -> "Callable[[Case, str], bytes]":
        """Return the function that writes one table.

        Raises:
            SettingsError: The format has no tables.
        """
        if self.one_table is None:
            able = ", ".join(each.name for each in FORMATS.values() if each.one_table)
            raise SettingsError(f"{self.name} has no tables to choose from; --table goes with {able}")
        found: Callable[[Case, str], bytes] = getattr(import_module(f"headwater.export.{self.place.partition(':')[0]}"), self.one_table)
        return found


_ALL = (
    Format(
        name="html",
        about="a case file: one page to print, every quotation with a numbered note",
        media_type="text/html; charset=utf-8",
        suffix=".html",
        place="page:write",
        part="case",
        text=True,
    ),
    Format(
        name="markdown",
        about="the case file as a memo with footnotes, to edit",
        media_type="text/markdown; charset=utf-8",
        suffix=".md",
        place="memo:write",
        part="memo",
        text=True,
    ),
    Format(
        name="xlsx",
        about="tables as a workbook, one sheet each",
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        suffix=".xlsx",
        place="sheets:write_xlsx",
        part="tables",
    ),
    Format(
        name="csv",
        about="tables as CSV in a ZIP; one of them with --table",
        media_type="application/zip",
        suffix=".csv.zip",
        place="sheets:write_csv",
        part="tables",
        one_table="write_csv_table",
        table_media_type="text/csv; charset=utf-8",
        table_suffix=".csv",
    ),
    Format(
        name="parquet",
        about="tables as Parquet in a ZIP; one of them with --table (extra tables)",
        media_type="application/zip",
        suffix=".parquet.zip",
        place="arrow:write_parquet",
        part="tables",
        one_table="write_parquet_table",
        table_media_type="application/vnd.apache.parquet",
        table_suffix=".parquet",
        needs="pyarrow",
    ),
    Format(
        name="jsonl",
        about="the contract's JSON: stories, claims and readings, one a line",
        media_type="application/jsonl",
        suffix=".jsonl",
        place="lines:write",
        part="contract",
        text=True,
    ),
    Format(
        name="bibtex",
        about="the reports as references for LaTeX",
        media_type="application/x-bibtex; charset=utf-8",
        suffix=".bib",
        place="citing:write_bibtex",
        part="references",
        text=True,
    ),
    Format(
        name="csl-json",
        about="the reports as references for Zotero, Pandoc and other citation processors",
        media_type="application/vnd.citationstyles.csl+json",
        suffix=".csl.json",
        place="citing:write_csl",
        part="references",
        text=True,
    ),
    Format(
        name="web-annotation",
        about="statements, sources and claims as W3C Web Annotations",
        media_type='application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
        suffix=".anno.json",
        place="annotation:write",
        part="annotations",
        text=True,
    ),
    Format(
        name="prov-json",
        about="what derives from what, and from whom, as W3C PROV",
        media_type="application/json",
        suffix=".prov.json",
        place="prov:write",
        part="provenance",
        text=True,
    ),
    Format(
        name="ftm",
        about="FollowTheMoney entities for Aleph and OpenSanctions' tools",
        media_type="application/json+ftm",
        suffix=".ftm.json",
        place="ftm:write",
        part="entities",
        text=True,
    ),
    Format(
        name="brat",
        about="texts with standoff annotations in a ZIP, for researchers",
        media_type="application/zip",
        suffix=".brat.zip",
        place="brat:write",
        part="annotated",
    ),
    Format(
        name="bundle",
        about="all of these in a ZIP or a folder, with a manifest of SHA-256",
        media_type="application/zip",
        suffix=".zip",
        place="bundle:write",
        part="bundle",
    ),
)

FORMATS = {each.name: each for each in _ALL}
"""By name, those for people first."""


def exporters() -> tuple[str, ...]:
    """Return the names of the formats, sorted."""
    return tuple(sorted(FORMATS))


def format_named(name: str) -> Format:
    """Return the format of a name.

    Raises:
        SettingsError: There is none of that name.
    """
    if name not in FORMATS:
        raise SettingsError(f"unknown export {name!r}; available: {', '.join(exporters())}")
    return FORMATS[name]
