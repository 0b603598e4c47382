"""Headwater reads news reports: who said what, and through whom it reached the page.

>>> import headwater
>>> reading = headwater.read("The bridge will reopen on Monday, Mayor Ilsa Brandt said.")  # doctest: +SKIP
>>> reading.statements[0].chain  # doctest: +SKIP

`headwater.pipeline.read` takes files and folders; `headwater.codec` writes and reads the contract's JSON.
"""

from functools import cache
from typing import TYPE_CHECKING

# Imported before the function of that name is defined: the first import of a submodule binds it here, later ones leave the name alone.
import headwater.read  # noqa: F401  # isort: skip
from headwater.codec import schema
from headwater.errors import ContractError, HeadwaterError, InputError, ModelError, SettingsError
from headwater.model import Actor, Hop, Publisher, Reading, Rejected, Report, Span, Statement

if TYPE_CHECKING:
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
    "read",
    "schema",
]

__version__ = "0.1.0"


def read(
    text: str,
    *,
    publisher: str | None = None,
    title: str | None = None,
    published_at: str | None = None,
    ref: str = "text",
    reader: "str | Reader" = "model",
) -> Reading:
    """Read one report given as a string.

    Args:
        text: The report, taken as it is; its first line may be the headline.
        publisher: Name of who published it.
        title: Its headline, where the text does not begin with it.
        published_at: When it was published, as ISO 8601.
        ref: Your own reference for it; part of the report's id.
        reader: `"model"` (default), `"rules"`, or a reader of your own. A named one is opened once per process.

    Returns:
        The report, its statements in reading order with their chains, and the actors behind them; each span's words are
        `reading.report.text[span.start:span.end]`.

    Raises:
        InputError: The text was rejected (empty, not English, …); the message says why.
        SettingsError: No reader has that name.
        ModelError: The model's weights are missing or altered.
    """
    from headwater import ingest, pipeline

    item = ingest.from_text(text, ref=ref, publisher=publisher, title=title, published_at=published_at)
    reading = pipeline.read_item(item, _opened(reader) if isinstance(reader, str) else reader)
    if reading.report is None or reading.rejected:
        raise InputError("; ".join(f"{each.ref} was rejected: {each.detail}" for each in reading.rejected))
    return reading


@cache
def _opened(name: str) -> "Reader":
    from headwater.read import open_reader

    return open_reader(name)
