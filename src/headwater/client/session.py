"""A ledger with the verbs of the command line."""

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from headwater import answers, export
from headwater.client.results import Added, Compared, Found, Read, Stories, Timeline, Traced, shown, title_line
from headwater.config import settings
from headwater.errors import SettingsError
from headwater.export.markup import element
from headwater.export.words import counted
from headwater.ledger import open_ledger

if TYPE_CHECKING:
    from headwater.ledger import Ledger

__all__ = ["Session", "open_session"]


class Session:
    """An open ledger with the verbs of the command line; use it as a context manager, or close it.

    Attributes:
        ledger: The store itself, for what has no verb here.
    """

    def __init__(self, ledger: "Ledger") -> None:
        self.ledger = ledger

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the ledger."""
        self.ledger.close()

    def __repr__(self) -> str:
        found = self.ledger.stats()
        told = f"{counted(found.reports, 'report')}, {found.stories} stories, {counted(found.claims, 'claim')}"
        return f"<Session of {self.ledger.name}: {told}>"

    def _repr_html_(self) -> str:
        return element("div", title_line(self.ledger.name), self.stories()._shown())

    def stories(self) -> Stories:
        """Return the stories, the latest first."""
        with self.ledger.snapshot():
            return Stories(answers.stories(self.ledger))

    def trace(self, words: str) -> Traced:
        """Return a claim, by its words or id, traced to its origins.

        Raises:
            InputError: No claim fits.
        """
        with self.ledger.snapshot():
            return Traced(answers.trace(self.ledger, words))

    def compare(self, story: str) -> Compared:
        """Return what the reports of a story, by its id or words of its title, have from one another.

        Raises:
            InputError: No story is meant, or several are.
        """
        with self.ledger.snapshot():
            return Compared(next(answers.compare(self.ledger, story)))

    def timeline(self, of: str) -> Timeline:
        """Return who said what when, in a story or by one actor.

        Raises:
            InputError: Neither a story nor an actor is meant.
        """
        with self.ledger.snapshot():
            return Timeline(answers.timeline(self.ledger, of))

    def search(self, words: str, *, most: int = 20) -> Found:
        """Return where words occur: in statements, then in texts, of each the best `most`."""
        hits = self.ledger.search(words, most=most)
        return Found([
            {"report": h.report, "statement": h.statement, "start": h.span.start, "end": h.span.end, "text": h.words, "score": h.score}
            for h in hits
        ])  # fmt: skip

    def report(self, name: str) -> Read:
        """Return what was read in a report, by its id or reference, as the reader found it.

        Raises:
            SettingsError: None is meant, or several are.
        """
        found = self.ledger.find(name)
        reading = self.ledger.reading(found[0]) if len(found) == 1 else None
        if reading is None:
            raise SettingsError(f"{name!r} means {len(found) or 'no'} reports in {self.ledger.name}; name one by its id")
        return shown(reading)

    def add(
        self,
        paths: str | Path | Sequence[str | Path],
        *,
        publisher: str | None = None,
        reader: str = "model",
        captures: str = "fetched",
    ) -> Added:
        """Read files, folders or addresses into the ledger and link them; return what became of each input.

        Args:
            paths: Files, folders, addresses.
            publisher: Who published what does not say it.
            reader: `model` or `rules`.
            captures: Of what the original bytes are kept beside the ledger's file: `fetched`, `all` or `none`.

        Raises:
            InputError: A path does not exist.
            LedgerError: The ledger cannot be written; what is in stands.
        """
        from headwater import pipeline
        from headwater.ingest import Captures
        from headwater.read import open_reader

        sources = [str(each) for each in ([paths] if isinstance(paths, str | Path) else paths)]
        beside = Captures.beside(self.ledger.name, captures, lambda report: self.ledger.refusal(report.id) is None)
        kept = pipeline.add(sources, partial(open_reader, reader), self.ledger, publisher=publisher, captures=beside)
        return Added([
            {
                "ref": each.ref, "report": each.report, "outcome": each.outcome, "statements": each.statements,
                "because": "; ".join(one.detail for one in each.rejected),
            }
            for each in kept
        ])  # fmt: skip

    def export(
        self,
        wanted: str | Sequence[str] | None = None,
        format: str = "html",  # noqa: A002 - what it is called everywhere
        *,
        table: str | None = None,
        path: str | Path | None = None,
    ) -> export.Exported:
        """Return an export: its name, media type and content; arguments as of `headwater.export.write`.

        Args:
            wanted: A story, claim or report, several of them, or `None` for the whole ledger.
            format: One of `headwater.export.exporters()`.
            table: One of the tables, of `csv` and `parquet`.
            path: Where to write it too; what is there is not overwritten.

        Raises:
            FileExistsError: There is something at `path`.
        """
        made = export.write(self.ledger, wanted, format, table=table)
        if path is not None:
            with Path(path).open("xb") as target:
                target.write(made.content)
        return made


def open_session(where: str | Path | None = None, *, create: bool = False) -> Session:
    """Return a ledger, open.

    Args:
        where: A path, or a URL of PostgreSQL; `None`: what `HEADWATER_LEDGER` or `headwater.toml` says, else `headwater.db`.
        create: Whether to make it where there is none.

    Raises:
        LedgerError: There is none, or it cannot be opened.
    """
    chosen = settings(os.environ).ledger if where is None else str(where)
    return Session(open_ledger(chosen, create=create))
