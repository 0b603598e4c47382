"""What `headwater read` does: readings as lines of JSON, or as a page for people."""

import logging
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from headwater import codec, pipeline
from headwater.cli.terminal import Progress, printable, use_utf8
from headwater.errors import InputError
from headwater.ingest import is_address
from headwater.model import Reading

__all__ = ["Wish", "run", "sources_named"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """All that the command line asked of `headwater read`."""

    sources: tuple[str, ...]
    reader: str
    input_format: str | None
    html: str
    publisher: str | None
    limits: tuple[str, ...]
    robots: bool
    local: bool
    processes: int
    as_json: bool
    quiet: bool
    width: int | None
    color: str
    traceback: bool


class _Page(Protocol):
    def add(self, reading: Reading) -> None: ...

    def end(self) -> None: ...


def sources_named(inputs: Sequence[str]) -> tuple[str, ...]:
    """Return the sources to read: those named, else what is piped in, else none.

    Raises:
        InputError: One of them does not exist; nothing has been read then.
    """
    for each in inputs:
        if "://" in each and not is_address(each) and not Path(each).exists():
            raise InputError(f"{each}: only http and https addresses are fetched; save it first, and name the file")
        if each != "-" and not is_address(each) and not Path(each).exists():
            raise InputError(f"{each}: no such file or folder")
    if inputs or sys.stdin is None or sys.stdin.isatty():
        return tuple(inputs)
    return ("-",)


def run(wish: Wish) -> bool:
    """Read what was wished for and print it; return whether anything was rejected."""
    if wish.traceback:
        logging.basicConfig(stream=sys.stderr, level=logging.ERROR, format="%(message)s")
    page: _Page = _Lines() if wish.as_json else _terminal_page(wish)
    progress = Progress(wanted=not wish.quiet and not sys.stdout.isatty())
    any_rejected = False
    try:
        for number, reading in enumerate(_readings(wish), start=1):
            progress.clear()
            page.add(reading)
            for each in reading.rejected:
                any_rejected = True
                sys.stdout.flush()
                sys.stderr.write(f"headwater: rejected {printable(each.ref)}: {printable(each.detail)}\n")
            progress.show(f"{number} read")
    finally:
        progress.clear()
    page.end()
    return any_rejected


def _readings(wish: Wish) -> Iterator[Reading]:
    from headwater.ingest import Fetching, with_limits
    from headwater.read import open_reader

    return pipeline.read(
        wish.sources,
        partial(open_reader, wish.reader),
        input_format=wish.input_format,
        html=wish.html,
        publisher=wish.publisher,
        limits=with_limits(wish.limits),
        fetching=Fetching(robots=wish.robots, local=wish.local),
        processes=wish.processes,
    )


def _terminal_page(wish: Wish) -> _Page:
    from headwater.cli.view import TerminalPage

    return TerminalPage(width=wish.width, color=wish.color, summary=not wish.quiet)


class _Lines:
    """One line of JSON per reading, each sent on at once."""

    def __init__(self) -> None:
        use_utf8(sys.stdout)

    def add(self, reading: Reading) -> None:
        sys.stdout.write(codec.dumps(reading) + "\n")
        sys.stdout.flush()

    def end(self) -> None:
        pass
