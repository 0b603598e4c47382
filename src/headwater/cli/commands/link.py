"""The commands that ask what the reports of a ledger have in common: stories, compare, trace, timeline, upstream, changes."""

from typing import Annotated, Literal

import typer

from headwater.cli.commands.options import AsJson, Case, Ledger

__all__ = ["changes", "compare", "stories", "timeline", "trace", "upstream"]

Width = Annotated[int | None, typer.Option("--width", min=20, metavar="COLUMNS", help="How wide to print.")]
Color = Annotated[Literal["auto", "always", "never"], typer.Option("--color", help="Whether to style the text.")]


def stories(*, ledger: Ledger = None, case: Case = None, as_json: AsJson = False, width: Width = None, color: Color = "auto") -> int:
    """List the stories of a ledger, the latest first: reports about the same events.

    \b
    Example:
      headwater stories
    """
    from headwater.cli import linked

    look = linked.Look(ledger=ledger, case=case, as_json=as_json, width=width, color=color)
    return linked.answer(look, lambda opened, paper: linked.print_stories(opened, paper, as_json=as_json))


def compare(
    story: Annotated[str | None, typer.Argument(metavar="STORY", help="An id, a report in it, or words of its title.")] = None,
    *,
    ledger: Ledger = None,
    case: Case = None,
    as_json: AsJson = False,
    width: Width = None,
    color: Color = "auto",
) -> int:
    """Show what the reports of a story have from one another: copies, citations, claims with their origins, figures, quotations.

    \b
    Examples:
      headwater compare bridge
      headwater compare --json > stories.jsonl
    """
    from headwater.cli import linked

    look = linked.Look(ledger=ledger, case=case, as_json=as_json, width=width, color=color)
    return linked.answer(look, lambda opened, paper: linked.print_compare(opened, paper, story, as_json=as_json))


def trace(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help="Words of a claim; or the id of a claim or statement.")],
    *,
    ledger: Ledger = None,
    case: Case = None,
    as_json: AsJson = False,
    width: Width = None,
    color: Color = "auto",
) -> int:
    """Trace a claim to its origins: who stands behind it, which pages carry it, what is on record against it.

    \b
    Examples:
      headwater trace "the bridge was closed before it fell"
      headwater trace 4f2a91 --json
    """
    from headwater.cli import linked

    look = linked.Look(ledger=ledger, case=case, as_json=as_json, width=width, color=color)
    return linked.answer(look, lambda opened, paper: linked.print_trace(opened, paper, " ".join(words), as_json=as_json))


def timeline(
    wanted: Annotated[list[str], typer.Argument(metavar="STORY|ACTOR", help="A story as in compare, or a name.")],
    *,
    ledger: Ledger = None,
    case: Case = None,
    as_json: AsJson = False,
    width: Width = None,
    color: Color = "auto",
) -> int:
    """Show who said what when, in a story or by one actor; what was said publicly apart from what was said privately.

    \b
    Examples:
      headwater timeline bridge
      headwater timeline "Ann Vale"
    """
    from headwater.cli import linked

    look = linked.Look(ledger=ledger, case=case, as_json=as_json, width=width, color=color)
    return linked.answer(look, lambda opened, paper: linked.print_timeline(opened, paper, " ".join(wanted), as_json=as_json))


def upstream(*, ledger: Ledger = None, case: Case = None, as_json: AsJson = False, width: Width = None, color: Color = "auto") -> int:
    """List what is cited but not in hand, that first on which most claims rest: what to fetch next.

    \b
    Example:
      headwater upstream
    """
    from headwater.cli import linked

    look = linked.Look(ledger=ledger, case=case, as_json=as_json, width=width, color=color)
    return linked.answer(look, lambda opened, paper: linked.print_upstream(opened, paper, as_json=as_json))


def changes(
    *,
    since: Annotated[str | None, typer.Option("--since", metavar="WHEN", help="A time (2025-11-07) or a generation.")] = None,
    ledger: Ledger = None,
    case: Case = None,
    as_json: AsJson = False,
    width: Width = None,
    color: Color = "auto",
) -> int:
    """List the claims whose origins or stances changed as reports came in, and why.

    \b
    Example:
      headwater changes --since 2025-11-07
    """
    from headwater.cli import linked

    look = linked.Look(ledger=ledger, case=case, as_json=as_json, width=width, color=color)
    return linked.answer(look, lambda opened, paper: linked.print_changes(opened, paper, since, as_json=as_json))
