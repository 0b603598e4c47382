"""A reading as a page for people.

The words of a report stand as they are; Headwater's own words stand in (parentheses), so that the two are told apart without colour.

    Inés Duarte, the mayor · said (direct)
        “We will not leave a single family without a roof.”
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from headwater.cli.terminal import never_fail_to_write, printable
from headwater.model import Reading, Report, Span, Statement

__all__ = ["TerminalPage", "in_words"]

SOURCE, CUE, OURS, TITLE = "bold", "italic cyan", "dim", "bold"
INDENT, HANG = 4, 2
WIDEST = 100
"""Columns beyond which lines are too long to read; `--width` may ask for more."""
PIPED_WIDTH = 80

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d:\d\d)\S*?(Z|[+-]\d\d:?\d\d)?)?)?)?")


class _Console(Console):
    def on_broken_pipe(self) -> None:
        raise  # Rich would end the program with 1; `main` knows better


class TerminalPage:
    """Prints readings one after the other, then one line that sums them up."""

    def __init__(self, *, width: int | None = None, color: str = "auto", summary: bool = True) -> None:
        never_fail_to_write(sys.stdout)
        self._console = _Console(
            file=sys.stdout,
            width=width or (None if sys.stdout.isatty() else PIPED_WIDTH),
            force_terminal={"auto": None, "always": True, "never": False}[color],
            highlight=False,
            markup=False,
            emoji=False,
        )
        self._width = width or min(self._console.width, WIDEST)
        self._summary = summary
        self._reports = 0
        self._rejected = 0
        self._statements: Counter[str] = Counter()
        self._sources: set[str] = set()

    def add(self, reading: Reading) -> None:
        """Print one reading: a header, then its statements, those inside others indented under them."""
        self._rejected += len(reading.rejected)
        report = reading.report
        if report is None:
            return
        if self._reports:
            self._line(Text("\n"))
        self._reports += 1
        self._header(report)
        if not reading.statements:
            self._block(Text("(not read)" if reading.rejected else "(no attributed statements found)", OURS), 0)
        for depth, statement in _nested(reading.statements):
            self._count(report.text, statement)
            self._line(Text(""))
            self._block(_attribution(report.text, statement), depth * INDENT, hang=HANG)
            self._block(Text(_words(report.text, statement.content)), (depth + 1) * INDENT)
        sys.stdout.flush()

    def end(self) -> None:
        """Print the line that sums up, where one was wanted."""
        if self._summary and self._reports:
            self._line(Text(""))
            self._block(Text(self._summed_up(), OURS), 0)

    def _count(self, text: str, statement: Statement) -> None:
        self._statements[statement.kind] += 1
        if statement.source:
            self._sources.add(_words(text, statement.source).casefold())
        else:
            self._statements["unsourced"] += 1

    def _summed_up(self) -> str:
        found = _counted(self._statements["statement"], "statement")
        if self._statements["attitude"]:
            found += f" and {_counted(self._statements['attitude'], 'attitude')}"
        sentence = f"({found} in {_counted(self._reports, 'report')}, by {_counted(len(self._sources), 'source')} as worded"
        if self._statements["unsourced"]:
            sentence += f"; {self._statements['unsourced']} without a source"
        if self._rejected:
            sentence += f"; {self._rejected} rejected"
        return sentence + ")"

    def _header(self, report: Report) -> None:
        self._block(Text(_title(report), TITLE), 0)
        publisher = report.publisher and (report.publisher.name or report.publisher.domain)
        about = Text()
        about.append(*((printable(publisher), None) if publisher else ("(publisher unknown)", OURS))).append(" · ", OURS)
        about.append(*((in_words(report.published_at.value), None) if report.published_at else ("(date unknown)", OURS)))
        about.append(" · ", OURS).append(printable(report.ref))
        self._block(about, 0, hang=HANG)
        self._line(Text(("─" if "utf" in self._console.encoding else "-") * self._width, OURS))

    def _block(self, text: Text, indent: int, *, hang: int = 0) -> None:
        room = max(self._width - indent - hang, 10)
        for number, line in enumerate(text.wrap(self._console, room)):
            line.rstrip()
            self._line(Text(" " * (indent + (hang if number else 0))) + line)

    def _line(self, line: Text) -> None:
        self._console.print(line, soft_wrap=True)


def in_words(value: str) -> str:
    """Return an ISO 8601 time as people write it, no more precise than it is; what is not ISO 8601 is returned as it is.

    `2025-05-14T05:10:00Z` is 14 May 2025, 05:10 UTC; `2025-05` is May 2025.
    """
    found = _ISO.fullmatch(value)
    if found is None or not 1 <= int(found[2] or 1) <= len(_MONTHS):
        return printable(value)
    year, month, day, time, zone = found.groups()
    date = " ".join(part for part in (day and str(int(day)), month and _MONTHS[int(month) - 1], year) if part)
    return date if time is None else f"{date}, {time}{'' if zone is None else ' UTC' + zone.replace('Z', '')}"


def _title(report: Report) -> str:
    headline = next((report.text[block.start : block.end] for block in report.blocks if block.kind == "headline"), None)
    first_line = next((line for line in report.text.splitlines() if line.strip()), "")
    title = printable(report.title or headline or first_line)
    return title if len(title) <= 2 * PIPED_WIDTH else f"{title[: 2 * PIPED_WIDTH - 1]}…"


def _attribution(text: str, statement: Statement) -> Text:
    line = Text()
    line.append(*((_words(text, statement.source), SOURCE) if statement.source else ("(no source named)", OURS)))
    if statement.cue:
        line.append(" · ", OURS).append(_words(text, statement.cue), CUE)
    form = statement.form if statement.kind == "statement" else f"{statement.form}, attitude"
    return line.append(f" ({form})", OURS)


def _words(text: str, spans: Sequence[Span]) -> str:
    return " … ".join(printable(text[span.start : span.end]) for span in spans)


def _nested(statements: Sequence[Statement]) -> Iterator[tuple[int, Statement]]:
    """Each statement with its depth, in reading order, what stands inside a statement right after it."""
    known = {statement.id for statement in statements}
    inside: dict[str | None, list[Statement]] = {}
    for statement in statements:
        inside.setdefault(statement.parent if statement.parent in known else None, []).append(statement)
    waiting = [(0, statement) for statement in reversed(inside.pop(None, []))]
    while waiting:
        depth, statement = waiting.pop()
        yield depth, statement
        waiting += [(depth + 1, each) for each in reversed(inside.pop(statement.id, []))]
    # Only statements that name each other as parents are left: a reader's mistake, and no reason to hide them.
    yield from ((0, statement) for left in inside.values() for statement in left)


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
