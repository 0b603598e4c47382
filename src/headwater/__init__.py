"""Headwater reads news reports: who said what, and through whom it reached the page.

>>> import headwater
>>> reading = headwater.read("The bridge will reopen on Monday, Mayor Ilsa Brandt said.", reader="rules")
>>> [actor.name for actor in reading.actors]
['Ilsa Brandt']
>>> with headwater.open_ledger("headwater.db") as ledger:  # doctest: +SKIP
...     ledger.add("reports/")
...     ledger.trace("the bridge was closed before it fell").to_pandas()

`headwater.client` has what these return; `headwater.pipeline.read` takes files and folders; `headwater.codec` writes and reads the
contract's JSON; `headwater.export` writes case files, tables, references and data for other tools.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

# Imported before the function of that name is defined: the first import of a submodule binds it here, later ones leave the name alone.
import headwater.read  # noqa: F401  # isort: skip
from headwater.codec import schema
from headwater.errors import ContractError, HeadwaterError, InputError, ModelError, SettingsError
from headwater.model import Actor, Hop, Publisher, Reading, Rejected, Report, Span, Statement
from headwater.version import __version__

if TYPE_CHECKING:
    from headwater.client import Compared, Read, Session, Traced
    from headwater.read import Reader

__all__ = [
    "Actor",
    "ContractError",
    "HeadwaterError",
    "Hop",
    "InputError",
    "ModelError",
    "Publisher",
    "Reading",
    "Rejected",
    "Report",
    "SettingsError",
    "Span",
    "Statement",
    "__version__",
    "compare",
    "open_ledger",
    "read",
    "schema",
    "trace",
]


def read(
    text: str,
    *,
    publisher: str | None = None,
    title: str | None = None,
    published_at: str | None = None,
    ref: str = "text",
    reader: "str | Reader" = "model",
) -> "Read":
    """Read one report given as a string.

    Args:
        text: The report, taken as it is; its first line may be the headline.
        publisher: Name of who published it.
        title: Its headline, where the text does not begin with it.
        published_at: When it was published, as ISO 8601.
        ref: Your own reference for it; part of the report's id.
        reader: `"model"` (default), `"rules"`, or a reader of your own. A named one is opened once per process.

    Returns:
        A `Reading`: the report, its statements in reading order with their chains, and the actors behind them; each span's words are
        `reading.report.text[span.start:span.end]`. Notebooks show it; `to_json()` is the contract's, `to_pandas()` a row a statement.

    Raises:
        InputError: The text was rejected (empty, not English, …); the message says why.
        SettingsError: No reader has that name.
        ModelError: The model's weights are missing or altered.
    """
    from headwater import ingest, pipeline
    from headwater.client import shown

    item = ingest.from_text(text, ref=ref, publisher=publisher, title=title, published_at=published_at)
    reading = pipeline.read_item(item, _opened(reader) if isinstance(reader, str) else reader)
    if reading.report is None or reading.rejected:
        raise InputError("; ".join(f"{each.ref} was rejected: {each.detail}" for each in reading.rejected))
    return shown(reading)


def open_ledger(where: str | Path | None = None, *, create: bool = False) -> "Session":
    """Open a ledger: `stories`, `trace`, `compare`, `timeline`, `search`, `add` and `export` are its verbs.

    Args:
        where: A path, or a URL of PostgreSQL; `None`: what `HEADWATER_LEDGER` or `headwater.toml` says, else `headwater.db`.
        create: Whether to make it where there is none.

    Raises:
        LedgerError: There is none, or it cannot be opened; the message says what to do.
    """
    from headwater.client import open_session

    return open_session(where, create=create)


def trace(words: str, *, ledger: str | Path | None = None) -> "Traced":
    """Trace a claim, by its words or id, to its origins, in a ledger that is opened for it.

    Raises:
        InputError: No claim fits.
        LedgerError: The ledger cannot be opened.
    """
    with open_ledger(ledger) as opened:
        return opened.trace(words)


def compare(story: str, *, ledger: str | Path | None = None) -> "Compared":
    """Compare the reports of a story, by its id or words of its title, in a ledger that is opened for it.

    Raises:
        InputError: No story is meant, or several are.
        LedgerError: The ledger cannot be opened.
    """
    with open_ledger(ledger) as opened:
        return opened.compare(story)


@cache
def _opened(name: str) -> "Reader":
    from headwater.read import open_reader

    return open_reader(name)
