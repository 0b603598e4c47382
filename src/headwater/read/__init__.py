"""Read: a report -> its statements, by the trained model or by rules.

`Reader` is what another reader must offer to be plugged in; `open_reader` opens the ones that come with Headwater.
"""

from typing import Protocol

from headwater.errors import SettingsError
from headwater.model import Report, Statement

__all__ = ["READERS", "Reader", "open_reader"]

READERS = ("model", "rules")


class Reader(Protocol):
    """Anything that reads the statements of a report.

    The same report must give the same statements, whatever was read before.
    """

    name: str
    version: str

    def read(self, report: Report) -> tuple[Statement, ...]:
        """Return the statements of a report, in reading order, none where there are none."""
        ...


def open_reader(name: str = "model") -> Reader:
    """Return one of the readers that come with Headwater.

    Args:
        name: "model", the trained one, or "rules", quotation marks and the commonest cues.

    Raises:
        SettingsError: There is no reader of that name.
        ModelError: The weights are missing, altered, or made for another version.
    """
    # Each is loaded when it is asked for: the rules need no onnxruntime.
    if name == "model":
        from headwater.read.neural import ModelReader

        return ModelReader()
    if name == "rules":
        from headwater.read.rules import RuleReader

        return RuleReader()
    raise SettingsError(f"unknown reader {name!r}; available: {', '.join(READERS)}")
