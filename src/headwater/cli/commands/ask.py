"""The commands that ask a ledger what is in it: reports, search, show."""

from typing import Annotated, Literal

import typer

from headwater.cli.commands.options import AsJson, Case, Ledger

__all__ = ["reports", "search", "show"]


def reports(
    *,
    story: Annotated[str | None, typer.Option("--story", metavar="ID", help="Only those of a story.")] = None,
    publisher: Annotated[str | None, typer.Option("--publisher", metavar="NAME", help="Only those of a publisher.")] = None,
    rejected: Annotated[bool, typer.Option("--rejected", help="What was refused, instead.")] = False,
    removed: Annotated[bool, typer.Option("--removed", help="What was removed, instead.")] = False,
    most: Annotated[int | None, typer.Option("--most", min=1, metavar="N", help="How many at most, the latest.")] = None,
    ledger: Ledger = None,
    case: Case = None,
    as_json: AsJson = False,
) -> int:
    """List the reports of a ledger, by time of publication; those without one come last.

    \b
    Examples:
      headwater reports
      headwater reports --publisher "Daily Example" --most 10
    """
    from headwater.cli import asking

    wish = asking.ReportsWish(story=story, publisher=publisher, rejected=rejected, removed=removed, most=most, as_json=as_json)
    return asking.run_reports(wish, ledger, case)


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="All must occur; in quotation marks as they stand.")],
    *,
    most: Annotated[int, typer.Option("--most", min=1, metavar="N", help="How many statements, and how many reports, at most.")] = 10,
    ledger: Ledger = None,
    case: Case = None,
    as_json: AsJson = False,
) -> int:
    """Search the statements and the texts of a ledger's reports.

    \b
    Examples:
      headwater search dam leak
      headwater search '"red line on a graph"'
    """
    from headwater.cli import asking

    return asking.run_search(" ".join(words), most, ledger, case, as_json=as_json)


def show(
    name: Annotated[str, typer.Argument(metavar="ID", help="Of a report, a statement, a story or a judgement; or a report's reference.")],
    *,
    ledger: Ledger = None,
    case: Case = None,
    as_json: AsJson = False,
    width: Annotated[int | None, typer.Option("--width", min=20, metavar="COLUMNS", help="How wide to print.")] = None,
    color: Annotated[Literal["auto", "always", "never"], typer.Option("--color", help="Whether to style the text.")] = "auto",
    corrected: Annotated[bool, typer.Option("--corrected", help="Show a report as corrected, not as the machine read it.")] = False,
    original: Annotated[
        bool, typer.Option("--original", help="Find its statements again in the document it was made of, and show them there.")
    ] = False,
    span: Annotated[
        str | None,
        typer.Option("--span", metavar="START-END", help="With --original: these characters of a report's text, not its statements."),
    ] = None,
) -> int:
    """Show one thing of a ledger: a report with its statements, a story with its reports, a judgement.

    The beginning of a report's id is enough. A report is shown as the machine read it, with the corrections below it. Of a page that is
    in hand in several versions its address means the last.

    \b
    Examples:
      headwater show 4f2a91
      headwater show https://news.example/port-chief-quits --original
      headwater show 4f2a91 --original --span 120-180
    """
    from headwater.cli import asking

    wish = asking.ShowWish(name=name, width=width, color=color, as_json=as_json, corrected=corrected, original=original, span=span)
    return asking.run_show(wish, ledger, case)
