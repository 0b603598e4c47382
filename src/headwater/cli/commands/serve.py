"""The command that opens a ledger in the browser."""

from typing import Annotated

import typer

from headwater.cli.commands.options import AllowLocal, Author, Captures, Case, Ledger, Reader

__all__ = ["serve"]


def serve(
    *,
    port: Annotated[int | None, typer.Option("--port", min=0, max=65535, metavar="N", help="Where to listen; 0 for any free.")] = None,
    opens: Annotated[bool, typer.Option("--open/--no-open", help="Open the link in the browser.")] = True,
    ledger: Ledger = None,
    case: Case = None,
    author: Author = None,
    reader: Reader = None,
    publisher: Annotated[
        str | None, typer.Option("--publisher", metavar="NAME", help="Who published the reports that do not say it.")
    ] = None,
    allow_local: AllowLocal = False,
    captures: Captures = None,
) -> int:
    """Open a ledger in the browser, and answer its API, on this machine alone, until Ctrl-C.

    What it prints is a link that lets one browser in, once. Where there is no ledger one is made.

    \b
    Examples:
      headwater serve
      headwater serve --case harbour --author "Ida Lund"
      headwater serve --no-open --port 0
    """
    from headwater.cli import serving

    wish = serving.Wish(port=port, opens=opens, author=author, reader=reader, publisher=publisher, local=allow_local, captures=captures)
    return serving.run(wish, ledger, case)
