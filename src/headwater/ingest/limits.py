"""Limits: how much an input may cost before it is refused, and the words in which a refusal names its cap.

The figures lie far above what news needs and far below what harms: the longest news report is under 0.2 MB of text, the heaviest saved
page under 10 MB, the deepest of 91 saved news pages 60 elements deep with 7,000 tags.
"""

from dataclasses import asdict, dataclass, fields

from headwater.errors import SettingsError
from headwater.ingest.decode import Refusal

__all__ = ["STANDARD", "Limits", "over", "with_limits"]

MB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one input may cost; a name here is what `--limit NAME=VALUE` takes.

    Attributes:
        seconds: Wall time of one document in its parser, or between two members of an archive.
        memory_mb: Address space of the process that parses (where the system can limit it: Linux, most of macOS not).
        input_mb: Bytes of one document: a page, a text, a row, a mail.
        archive_mb: Bytes that one archive may unpack to, all its members together.
        ratio: How many times its own size an archive may unpack to, asked once 16 MB are unpacked.
        text_chars: Characters of one report.
        lines: Lines of one report.
        tags: Tags of one page.
        attributes: Attributes of one tag.
        depth: How deep the elements of a page or a document may nest.
        members: Members of one archive, entries of one feed.
        nesting: Archives within archives.
        sheets: Pages of one PDF.
        failures: Members of one archive that may end the parser before the rest is given up.
    """

    seconds: float = 30
    memory_mb: int = 2048
    input_mb: float = 20
    archive_mb: float = 4096
    ratio: float = 200
    text_chars: int = 2_000_000
    lines: int = 100_000
    tags: int = 100_000
    attributes: int = 1_000
    depth: int = 1_000
    members: int = 1_000_000
    nesting: int = 3
    sheets: int = 1_000
    failures: int = 10

    def __post_init__(self) -> None:
        for field in fields(self):
            if not getattr(self, field.name) > 0:
                raise ValueError(f"the limit {field.name} is above 0, not {getattr(self, field.name)}")

    @property
    def input_bytes(self) -> int:
        """`input_mb` in bytes."""
        return int(self.input_mb * MB)

    @property
    def archive_bytes(self) -> int:
        """`archive_mb` in bytes."""
        return int(self.archive_mb * MB)


STANDARD = Limits()
_NAMES = tuple(field.name for field in fields(Limits))
_FRACTIONS = ("seconds", "input_mb", "archive_mb", "ratio")


def over(code: str, cap: str, limits: Limits, what: str) -> Refusal:
    """Refuse what passes a cap.

    Args:
        code: The refusal's code.
        cap: The name of the cap in `Limits`.
        limits: The limits that hold.
        what: What is wrong, as the first half of a sentence.

    Returns:
        A refusal that names the cap and the way to raise it.
    """
    held = getattr(limits, cap)
    return Refusal(code, f"{what} (the cap is {cap}={held:g}); if you trust it, raise the cap: --limit {cap}={2 * held:g}")


def with_limits(stated: tuple[str, ...], limits: Limits = STANDARD) -> Limits:
    """Return limits as `NAME=VALUE` words change them.

    Raises:
        SettingsError: No limit has that name, or the value is no number above 0.
    """
    for words in stated:
        name, _, value = words.partition("=")
        if name not in _NAMES:
            raise SettingsError(f"unknown limit {name!r}; available: {', '.join(_NAMES)}")
        try:
            number = float(value)
            limits = Limits(**{**asdict(limits), name: number if name in _FRACTIONS else int(number)})
        except (ValueError, OverflowError):
            raise SettingsError(f"the limit {name} needs a number above 0, not {value!r}; write it as {name}=100") from None
    return limits
