"""The command by which people correct what the machine found."""

from typing import Annotated

import typer

from headwater.cli.commands.options import AsJson, Author, Case, Ledger, Reason

__all__ = ["correct"]


def correct(
    verb: Annotated[str | None, typer.Argument(metavar="VERB", help="What is judged: hop, date, actor, …, same-claim, …")] = None,
    about: Annotated[list[str] | None, typer.Argument(metavar="ABOUT", help="A report and the words meant, or two ids.")] = None,
    *,
    value: Annotated[list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="What is so; may be repeated.")] = None,
    undo: Annotated[str | None, typer.Option("--undo", metavar="ID", help="Take a judgement back.")] = None,
    listed: Annotated[bool, typer.Option("--list", help="List all judgements, those undone too.")] = False,
    author: Author = None,
    reason: Reason = None,
    ledger: Ledger = None,
    case: Case = None,
    as_json: AsJson = False,
) -> int:
    """Write down a correction: it wins over what the machine found, and stays when reports are read again.

    About words of one report (hop, source, stance, date, figure, actor, statement) or about two ids (same-claim, different-claim,
    same-origin, different-origin, same-actor, different-actor, same-story, different-story). Nothing is overwritten; --undo takes it back.

    The stories that it touches are linked anew at once. Where two corrections contradict each other the later one counts.

    \b
    Examples:
      headwater correct hop 4f2a91 "an engineer" --set name="Ines Calloway" --reason "named on air" --author "Ida Lund"
      headwater correct source 4f2a91 "he" --set words="Ann Vale" --reason "see the caption" --author "Ida Lund"
      headwater correct different-origin 91c0aa 77b3e2 --reason "two people, both heard" --author "Ida Lund"
      headwater correct --undo 5be01d --reason "misread" --author "Ida Lund"
    """
    from headwater.cli import judging

    wish = judging.Wish(
        verb=verb,
        about=tuple(about or ()),
        value=tuple(value or ()),
        undo=undo,
        listed=listed,
        author=author,
        reason=reason,
        as_json=as_json,
    )
    return judging.run(wish, ledger, case)
