"""Readers that need no weights, at the top of a module so that other processes can make them too."""

import os
import re

from headwater.errors import ModelError
from headwater.ids import statement_id
from headwater.model import Report, Span, Statement

_SAID = re.compile(r"(?P<source>[A-Z]\w+) (?P<cue>said) (?P<content>[^.]+)")
_TOLD = re.compile(r"(?P<source>[A-Z]\w+ [A-Z]\w+) (?P<cue>told) \w+ (?P<content>[^.]+)")


class SaidReader:
    """Finds `Name said content.`, last first; fails on a text with the word BOOM."""

    name = "said"
    version = "1"

    def read(self, report: Report) -> tuple[Statement, ...]:
        if "BOOM" in report.text:
            raise RuntimeError("boom")
        found = [_statement(report, match) for match in _SAID.finditer(report.text)]
        return tuple(reversed(found))


class ToldReader(SaidReader):
    """Finds `Full Name told Somebody content.`"""

    def read(self, report: Report) -> tuple[Statement, ...]:
        return tuple(_statement(report, match) for match in _TOLD.finditer(report.text))


class BrokenModel(SaidReader):
    """A reader whose weights turn out to be bad."""

    def read(self, report: Report) -> tuple[Statement, ...]:
        raise ModelError("the weights are altered; reinstall headwater")


class KilledReader(SaidReader):
    """A reader whose process ends as if the system had killed it."""

    def read(self, report: Report) -> tuple[Statement, ...]:
        os._exit(9)


def said_reader(name: str = "model") -> SaidReader:
    return SaidReader()


def reader_without_chains(name: str = "model") -> SaidReader:
    """A reader in whose process every chain fails."""
    from headwater import pipeline

    def fails(*_: object) -> None:
        raise RuntimeError("no chains")

    setattr(pipeline, "resolve", fails)  # noqa: B010 - a name the module does not offer
    return SaidReader()


def _statement(report: Report, match: re.Match[str]) -> Statement:
    source, cue, content = ((Span(start=match.start(part), end=match.end(part)),) for part in ("source", "cue", "content"))
    identified = statement_id(report.id, cue, content)
    return Statement(id=identified, kind="statement", form="indirect", source=source, cue=cue, content=content, score=0.5)
