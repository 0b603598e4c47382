"""The command that writes exports."""

from pathlib import Path
from typing import Annotated

import typer

from headwater.cli.commands.options import AsJson, Case, Ledger

__all__ = ["export"]


def export(
    wanted: Annotated[
        list[str] | None,
        typer.Argument(metavar="WANTED", help="Stories, claims or reports: ids, references or words; without any, the whole ledger."),
    ] = None,
    *,
    format_name: Annotated[
        str | None, typer.Option("--format", "-f", metavar="NAME", help="The format; --list tells them. By default as OUTPUT ends.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="PATH", help="The file to write, or the folder to write it into; - for standard output."),
    ] = None,
    table: Annotated[
        str | None, typer.Option("--table", metavar="NAME", help="One table alone, as claims or statements; of csv and parquet.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite what is there.")] = False,
    dated: Annotated[
        bool, typer.Option("--dated", help="Let it bear the time of now; without, the same ledger gives the same bytes.")
    ] = False,
    listed: Annotated[bool, typer.Option("--list", help="List the formats and end.")] = False,
    ledger: Ledger = None,
    case: Case = None,
    as_json: AsJson = False,
) -> int:
    """Write a story, a claim or reports as a case file to print, a memo, tables, references, or data for other tools.

    What is text goes to standard output, unless a file is named; nothing is overwritten unless --force says so.

    \b
    Examples:
      headwater export bridge --format html --output bridge.html
      headwater export "the bridge was closed before it fell" --format markdown
      headwater export --format csv --table claims > claims.csv
      headwater export bridge --format bundle --output bridge/
    """
    from headwater.cli import exporting

    if listed:
        return exporting.print_formats(as_json=as_json)
    wish = exporting.ExportWish(
        wanted=tuple(wanted or ()), format_name=format_name, output=output, table=table, force=force, dated=dated, as_json=as_json
    )
    return exporting.run(wish, ledger, case)
