"""Text -> units: the lines that belong together, with the mark (a bullet, a ">") that stands before them.

News comes in three layouts: one paragraph a line, paragraphs between blank lines, and hard-wrapped lines of some 70 characters
between blank lines (agency feeds, mail). The first two are told from the third by the lines themselves: wrapped lines are about
equally long, and most end in the middle of a sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Unit", "units"]

MAX_WRAP_CHARS = 120  # the widest wrapping met in mail and agency feeds is 100; a line above it was not wrapped by hand or machine
MIN_OPEN_ENDS = 0.4  # of the lines inside a wrapped paragraph 60 to 95% end in mid-sentence; of one-line paragraphs almost none
SHORT_LINE = 0.6  # a wrapped line shorter than this share of the width ends its paragraph, unless the next goes on in lower case

_BULLET = re.compile(r"(?:[•●▪■◦‣⁃∙►▶➤·–—*-]|\(?\d{1,2}[.)])[ \t\u00a0]+(?=\S)")
_QUOTED = re.compile(r"(?:>[ \t]?)+")
_ENDS = tuple(".!?…:;”\"'’)]»")


@dataclass(frozen=True, slots=True)
class Unit:
    """Lines that belong together: `text[start:end]` without the mark before it, and that mark ("" where there is none)."""

    start: int
    end: int
    mark: str = ""


def units(text: str) -> tuple[Unit, ...]:
    """Lay a text out: the stretches of it that are one block each, in order, trimmed of white space.

    Args:
        text: Any text, in any of the three layouts.

    Returns:
        The units; every character outside them is white space or belongs to a mark.
    """
    groups = list(_groups(text))
    width = _wrap_width(text, groups)
    found = []
    for group in groups:
        joined = [group[0]]
        for line in group[1:]:
            if width and _goes_on(text, joined[-1], line, width):
                joined[-1] = (joined[-1][0], line[1])
            else:
                joined.append(line)
        found += [_unit(text, start, end) for start, end in joined]
    return tuple(found)


def _groups(text: str) -> Iterator[list[tuple[int, int]]]:
    """Non-blank lines, trimmed, in runs between blank lines."""
    run: list[tuple[int, int]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        body = line.strip()
        if body:
            first = start + len(line) - len(line.lstrip())
            run.append((first, first + len(body)))
        elif run:
            yield run
            run = []
        start += len(line)
    if run:
        yield run


def _wrap_width(text: str, groups: list[list[tuple[int, int]]]) -> int:
    """The width at which the text was wrapped, or 0 where it was not."""
    pairs = [pair for group in groups for pair in pairwise(group)]
    # Addresses on a line of their own stick out of any wrapping.
    width = max((end - start for group in groups for start, end in group if " " in text[start:end]), default=0)
    if len(pairs) < 2 or not 40 <= width <= MAX_WRAP_CHARS:
        return 0
    open_ends = sum(not text.endswith(_ENDS, 0, end) for (_, end), _ in pairs)
    full = sum(end - start + 1 + _first_word_chars(text, after) > 0.85 * width for (start, end), after in pairs)
    wrapped = open_ends >= MIN_OPEN_ENDS * len(pairs) and full >= 0.6 * len(pairs)
    return width if wrapped else 0


def _first_word_chars(text: str, line: tuple[int, int]) -> int:
    return len(text[line[0] : line[1]].split(None, 1)[0])


def _goes_on(text: str, above: tuple[int, int], line: tuple[int, int], width: int) -> bool:
    if _BULLET.match(text, line[0], line[1]) or text[line[0]] == ">":
        return False
    last_line_start = max(text.rfind(mark, above[0], above[1]) for mark in "\n\r") + 1 or above[0]
    return above[1] - max(last_line_start, above[0]) >= SHORT_LINE * width or text[line[0]].islower()


def _unit(text: str, start: int, end: int) -> Unit:
    mark = _QUOTED.match(text, start, end) or _BULLET.match(text, start, end)
    if mark is None or not text[mark.end() : end].strip():
        return Unit(start, end)
    body = mark.end()
    while text[body].isspace():
        body += 1
    return Unit(body, end, mark[0].strip())
