"""Options that several commands share, worded once."""

from typing import Annotated

import typer

__all__ = [
    "AllowLocal",
    "AsJson",
    "Author",
    "Captures",
    "Case",
    "Html",
    "IgnoreRobots",
    "InputFormat",
    "Ledger",
    "Limit",
    "Processes",
    "Quiet",
    "Reader",
    "Reason",
]

Ledger = Annotated[
    str | None,
    typer.Option("--ledger", metavar="PATH", help="The ledger: a file or a PostgreSQL URL; HEADWATER_LEDGER, else headwater.db."),
]
Captures = Annotated[
    bool | None,
    typer.Option(
        "--captures/--no-captures",
        help="Keep the original bytes of everything, or of nothing; by default of what is fetched. They lie in NAME.db.captures.",
        show_default=False,
    ),
]
Case = Annotated[str | None, typer.Option("--case", metavar="NAME", help="A ledger of its own for one case: NAME.db.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object instead of words.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary; rejections are still told.")]
Reader = Annotated[str | None, typer.Option("--reader", metavar="NAME", help="model (default) or rules (faster, finds less).")]
Processes = Annotated[int | None, typer.Option("--processes", min=1, metavar="N", help="How many processes read.")]
Author = Annotated[
    str | None, typer.Option("--author", metavar="NAME", help="Who does this; HEADWATER_AUTHOR, or author in headwater.toml.")
]
Reason = Annotated[str | None, typer.Option("--reason", metavar="WORDS", help="Why; kept with it.")]
InputFormat = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="KIND",
        help="What the inputs are, where names do not tell: plain, html, rows, feed, mhtml, mail, docx, pdf, mailbox, warc, wacz, "
        "zip or gzip.",
    ),
]
Html = Annotated[
    str | None, typer.Option("--html", metavar="WAY", help="How articles are found in web pages: full (default) or fast (for many pages).")
]
Limit = Annotated[
    list[str] | None, typer.Option(metavar="NAME=VALUE", help="Raise or lower a cap that a refusal names, as seconds=60; repeatable.")
]
IgnoreRobots = Annotated[bool, typer.Option("--ignore-robots", help="Fetch what a site's robots.txt forbids to programs.")]
AllowLocal = Annotated[bool, typer.Option("--allow-local", help="Fetch from this machine and its own networks too.")]
