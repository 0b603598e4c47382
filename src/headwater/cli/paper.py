"""What pages for people are printed on: a width, wrapped blocks, styles only where they are wanted."""

import sys

from rich.console import Console
from rich.text import Text

from headwater.cli.terminal import never_fail_to_write

__all__ = ["CUE", "OURS", "PIPED_WIDTH", "SOURCE", "TITLE", "UNNAMED", "Paper"]

SOURCE, CUE, OURS, TITLE, UNNAMED = "bold", "italic cyan", "dim", "bold", "italic"
WIDEST = 100
"""Columns beyond which lines are too long to read; `--width` may ask for more."""
PIPED_WIDTH = 80


class _Console(Console):
    def on_broken_pipe(self) -> None:
        raise  # Rich would end the program with 1; `main` knows better


class Paper:
    """Standard output as a page: the reports' words and ours, wrapped at its width.

    Attributes:
        width: In columns.
        upstream, to, rule, dot: Marks that the output's encoding has.
    """

    def __init__(self, *, width: int | None = None, color: str = "auto") -> None:
        never_fail_to_write(sys.stdout)
        self._console = _Console(
            file=sys.stdout,
            width=width or (None if sys.stdout.isatty() else PIPED_WIDTH),
            force_terminal={"auto": None, "always": True, "never": False}[color],
            highlight=False,
            markup=False,
            emoji=False,
        )
        self.width = width or min(self._console.width, WIDEST)
        utf = "utf" in self._console.encoding
        self.upstream, self.to, self.rule, self.dot = (" ‹ ", " → ", "─", "·") if utf else (" < ", " -> ", "-", "-")

    def block(self, text: Text, indent: int = 0, *, hang: int = 0) -> None:
        """Print a text wrapped, its lines after the first indented by `hang` more."""
        room = max(self.width - indent - hang, 10)
        for number, line in enumerate(text.wrap(self._console, room)):
            line.rstrip()
            self.line(Text(" " * (indent + (hang if number else 0))) + line)

    def line(self, line: Text | None = None) -> None:
        """Print a line as it is; none is an empty one."""
        self._console.print(line or Text(""), soft_wrap=True)

    def title(self, words: str) -> None:
        """Print a title with a rule under it."""
        self.block(Text(words, TITLE))
        self.line(Text(self.rule * min(self.width, max(4, len(words))), OURS))
