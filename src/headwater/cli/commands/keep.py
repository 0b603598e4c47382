"""The commands that keep a ledger: add, reread, verify, remove, backup, merge."""

from pathlib import Path
from typing import Annotated

import typer

from headwater.cli.commands.options import (
    AllowLocal,
    AsJson,
    Author,
    Captures,
    Case,
    Html,
    IgnoreRobots,
    InputFormat,
    Ledger,
    Limit,
    Processes,
    Quiet,
    Reader,
    Reason,
)

__all__ = ["add", "backup", "merge", "remove", "reread", "verify"]


def add(
    inputs: Annotated[list[str] | None, typer.Argument(metavar="INPUT", help="Files, folders, addresses, or - for standard input.")] = None,
    *,
    ledger: Ledger = None,
    case: Case = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
    input_format: InputFormat = None,
    html: Html = None,
    reader: Reader = None,
    publisher: Annotated[
        str | None, typer.Option("--publisher", metavar="NAME", help="Who published the reports that do not say it.")
    ] = None,
    limit: Limit = None,
    ignore_robots: IgnoreRobots = False,
    allow_local: AllowLocal = False,
    captures: Captures = None,
    processes: Processes = None,
    force: Annotated[bool, typer.Option("--force", help="Take reports too that were removed once.")] = False,
    traceback: Annotated[bool, typer.Option("--traceback", help="Tell all of a failure inside the reader, for a bug report.")] = False,
) -> int:
    """Read reports and keep them in a ledger, which is made where there is none.

    What is in it already changes nothing, so that adding a folder again adds what is new in it.

    \b
    Examples:
      headwater add reports/
      headwater add --case harbour --publisher "Daily Example" page.html
      headwater add https://news.example/port-chief-quits
      headwater add --captures export.mbox pile.zip
    """
    from headwater.cli import keeping

    wish = keeping.AddWish(
        inputs=tuple(inputs or ()),
        intake=keeping.Intake(
            input_format=input_format,
            html=html,
            limits=tuple(limit or ()),
            robots=not ignore_robots,
            local=allow_local,
            captures=captures,
        ),
        as_json=as_json,
        quiet=quiet,
        force=force,
        traceback=traceback,
        reader=reader,
        publisher=publisher,
        processes=processes,
    )
    return keeping.run_add(wish, ledger, case)


def reread(
    names: Annotated[list[str] | None, typer.Argument(metavar="REPORT", help="Ids or references; without any, all reports.")] = None,
    *,
    ledger: Ledger = None,
    case: Case = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
    reader: Reader = None,
    processes: Processes = None,
) -> int:
    """Read the reports of a ledger again, with a newer reader or another one.

    Judgements stay. Each is about what now overlaps the stretch it was made on; those that nothing overlaps are told as orphans.

    \b
    Examples:
      headwater reread
      headwater reread --reader rules 4f2a
    """
    from headwater.cli import keeping

    wish = keeping.RereadWish(names=tuple(names or ()), as_json=as_json, quiet=quiet, reader=reader, processes=processes)
    return keeping.run_reread(wish, ledger, case)


def verify(
    *,
    originals: Annotated[
        bool, typer.Option("--originals", help="Find every statement again in its original too, where that is kept.")
    ] = False,
    ledger: Ledger = None,
    case: Case = None,
    as_json: AsJson = False,
) -> int:
    """Check every quotation of a ledger against the stored text and its hash, and everything that points somewhere.

    What no longer holds is told, and makes the exit code 3; nothing is changed. Originals that are kept are checked by their hash.

    \b
    Examples:
      headwater verify
      headwater verify --originals
    """
    from headwater.cli import keeping

    return keeping.run_verify(ledger, case, originals=originals, as_json=as_json)


def remove(
    name: Annotated[str, typer.Argument(metavar="REPORT", help="Its id, the beginning of it, or its reference.")],
    *,
    reason: Reason = None,
    author: Author = None,
    ledger: Ledger = None,
    case: Case = None,
    as_json: AsJson = False,
) -> int:
    """Take a report out of a ledger, with every word of it, for legal or privacy reasons.

    What stays is that it was there, who removed it, when and why; when it is added again it is refused. Its original, where one is kept, is
    deleted, unless other reports were made of it too.

    \b
    Example:
      headwater remove 4f2a91 --reason "court order 12/2025" --author "Ida Lund"
    """
    from headwater.cli import keeping

    return keeping.run_remove(name, keeping.Signed(author=author, reason=reason), ledger, case, as_json=as_json)


def backup(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="Where to; a name that ends in .jsonl gives portable lines.")],
    *,
    force: Annotated[bool, typer.Option("--force", help="Overwrite what is there.")] = False,
    ledger: Ledger = None,
    case: Case = None,
    as_json: AsJson = False,
) -> int:
    """Copy a ledger while it is in use: its file, or lines of JSON that `headwater merge` reads into any other.

    \b
    Examples:
      headwater backup ledger-monday.db
      headwater backup ledger-monday.jsonl
    """
    from headwater.cli import keeping

    return keeping.run_backup(path, ledger, case, force=force, as_json=as_json)


def merge(
    other: Annotated[str, typer.Argument(metavar="OTHER", help="A ledger (path or URL), or a backup in lines (.jsonl).")],
    *,
    ledger: Ledger = None,
    case: Case = None,
    as_json: AsJson = False,
) -> int:
    """Take in what another ledger holds and this one does not: reports, judgements, links, removals.

    What both know stays as it is here. A report that either has removed is removed.

    \b
    Example:
      headwater merge ../colleague/headwater.db
    """
    from headwater.cli import keeping

    return keeping.run_merge(other, ledger, case, as_json=as_json)
