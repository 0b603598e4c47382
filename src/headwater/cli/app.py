"""The commands of `headwater`, and how each way of ending becomes an exit code.

0 done · 2 usage, settings, model or input stream broken (one line on stderr) · 3 done, but some inputs were rejected · 130 interrupted.
"""

import os
import sys
from collections.abc import Sequence
from typing import Annotated, Literal

import typer

from headwater.cli.commands import ask, export, judge, keep, link, serve
from headwater.cli.commands.options import AllowLocal, Html, IgnoreRobots, InputFormat, Limit
from headwater.cli.terminal import printable
from headwater.errors import HeadwaterError
from headwater.version import __version__

__all__ = ["app", "main"]

DONE, BROKEN, SOME_REJECTED, INTERRUPTED, PIPE_CLOSED = 0, 2, 3, 130, 141

READ_USAGE = """\
  headwater read report.txt                 who said what, to look at
  headwater read --json reports/            one line of JSON per report
  headwater read --help                     all that can be asked for
"""

# Plain help: rich help pages would cost more than everything else that `--help` does.
app = typer.Typer(
    name="headwater",
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Args:
        argv: The arguments after the program's name; `None` takes the process's own.
    """
    try:
        ended = app(args=None if argv is None else list(argv), prog_name="headwater", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        return _end_quietly()
    except SystemExit as left:  # so Typer ends when it meets a closed pipe before we do
        return _end_quietly() if isinstance(left.__context__, BrokenPipeError) else BROKEN
    except (typer.TyperException, HeadwaterError, OSError) as error:
        return _complain(error)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    return ended if isinstance(ended, int) else DONE


def _end_quietly() -> int:
    # Who read our output has gone (`| head`). What is still buffered goes nowhere, so that the interpreter does not complain at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return PIPE_CLOSED


def _complain(error: Exception) -> int:
    message = str(error)
    if isinstance(error, typer.TyperException):
        message = str(getattr(error, "format_message", error.__str__)()).replace("Value error, ", "")
        message += "" if "?" in message else " (see headwater --help)"
    sys.stderr.write(f"headwater: {printable(message)}\n")
    return BROKEN


def _print_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"headwater {__version__}\n")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def headwater(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and end.")] = False,
) -> None:
    """Find who said what in news reports, through whom it reached the page, and how many independent origins stand behind it.

    \b
    Example:
      headwater read report.txt
    """
    if context.invoked_subcommand is None:
        sys.stdout.write(f"{context.get_help()}\n")


@app.command("read", short_help="Print the statements of reports.")
def read_command(
    inputs: Annotated[
        list[str] | None, typer.Argument(metavar="INPUT", help="Files, folders, web addresses, or - for standard input.")
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON per report (its shape: headwater schema).")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary; rejections are still told.")] = False,
    input_format: InputFormat = None,
    html: Html = None,
    reader: Annotated[str, typer.Option(metavar="NAME", help="model (a small neural network) or rules (faster, finds less).")] = "model",
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Who published the reports that do not say it.")] = None,
    limit: Limit = None,
    ignore_robots: IgnoreRobots = False,
    allow_local: AllowLocal = False,
    processes: Annotated[int, typer.Option(min=1, metavar="N", help="How many processes read; the output is the same.")] = 1,
    width: Annotated[int | None, typer.Option(min=20, metavar="COLUMNS", help="How wide to print; by default as the terminal is.")] = None,
    color: Annotated[Literal["auto", "always", "never"], typer.Option(help="Whether to style the text.")] = "auto",
    traceback: Annotated[bool, typer.Option("--traceback", help="Tell all of a failure inside the reader, for a bug report.")] = False,
) -> int:
    """Read reports and print their statements: who said it, by which words, and what.

    A .jsonl file holds one report a row; a folder is read with all that lies in it; an address is fetched.

    \b
    Examples:
      headwater read report.txt
      headwater read --json reports/ > statements.jsonl
      headwater read https://news.example/port-chief-quits
    """
    from headwater.cli import reading

    sources = reading.sources_named(inputs or [])
    if not sources:
        sys.stderr.write("headwater: nothing to read: name a file, a folder, or - for standard input\n\n" + READ_USAGE)
        return BROKEN
    wish = reading.Wish(
        sources=sources,
        reader=reader,
        input_format=input_format,
        html=html or "full",
        publisher=publisher,
        limits=tuple(limit or ()),
        robots=not ignore_robots,
        local=allow_local,
        processes=processes,
        as_json=as_json,
        quiet=quiet,
        width=width,
        color=color,
        traceback=traceback,
    )
    return SOME_REJECTED if reading.run(wish) else DONE


@app.command("schema", short_help="Print the JSON Schema of read or compare --json.")
def schema_command(
    of: Annotated[Literal["read", "compare"], typer.Argument(metavar="COMMAND", help="Of which command: read, or compare.")] = "read",
) -> int:
    """Print the JSON Schema of what `headwater read --json` writes, or `headwater compare --json`.

    \b
    Examples:
      headwater schema > headwater.schema.json
      headwater schema compare
    """
    import json

    from headwater.codec import schema

    sys.stdout.write(json.dumps(schema(of), indent=2, ensure_ascii=False) + "\n")
    return DONE


@app.command("doctor", short_help="Check this installation and its speed.")
def doctor_command(*, as_json: Annotated[bool, typer.Option("--json", help="The same as one JSON object.")] = False) -> int:
    """Check this installation: versions, the model's weights, and how fast this machine reads.

    \b
    Example:
      headwater doctor
    """
    from headwater.cli import doctor

    return DONE if doctor.run(as_json=as_json) else BROKEN


# The rest work on a ledger. They are written beside this file, and stand in the help in this order.
app.command("add", short_help="Read reports and keep them in a ledger.")(keep.add)
app.command("reports", short_help="List the reports of a ledger.")(ask.reports)
app.command("show", short_help="Show a report, a statement, a story or a judgement.")(ask.show)
app.command("search", short_help="Search statements and texts.")(ask.search)
app.command("correct", short_help="Write down a correction, or take one back.")(judge.correct)
app.command("stories", short_help="List the stories of a ledger.")(link.stories)
app.command("compare", short_help="Show what reports of a story have from one another.")(link.compare)
app.command("trace", short_help="Trace a claim to its origins.")(link.trace)
app.command("timeline", short_help="Show who said what when.")(link.timeline)
app.command("upstream", short_help="List what is cited but not in hand.")(link.upstream)
app.command("changes", short_help="List the claims that changed, and why.")(link.changes)
app.command("serve", short_help="Open a ledger in the browser.")(serve.serve)
app.command("export", short_help="Write a case file, tables, references, data.")(export.export)
app.command("reread", short_help="Read the reports of a ledger again.")(keep.reread)
app.command("verify", short_help="Check every quotation of a ledger.")(keep.verify)
app.command("remove", short_help="Take a report out, for good.")(keep.remove)
app.command("backup", short_help="Copy a ledger.")(keep.backup)
app.command("merge", short_help="Take in another ledger.")(keep.merge)
