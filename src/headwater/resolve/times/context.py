"""What an expression is resolved against: the publication date, and what the text has named before."""

from dataclasses import dataclass, field

from headwater.model import TimexAnchor
from headwater.resolve.times import governors
from headwater.resolve.times.calendar import Reference, precision, shifted_year, weekday_near
from headwater.resolve.times.lexer import Lexed
from headwater.resolve.times.rules import Found, Value

__all__ = ["Context"]

NEAR = 60
"""How many words a named period stays what "a year earlier" speaks of."""


@dataclass(slots=True)
class Context:
    """The reference time and the dates read so far.

    Attributes:
        reference: What today, last month and a bare weekday are counted from.
        named: The last value of each precision, and the token where it stood.
        months: The last token of a period of months ("the nine months"), -1 where none was read.
        years: The years a day without one may be of, where no date of reference tells.
        pair: The year that a weekday beside a day fixes.
    """

    lexed: Lexed
    reference: Reference
    named: dict[str, tuple[str, int]] = field(default_factory=dict)
    months: int = -1
    years: frozenset[int] = frozenset()
    pair: int | None = None

    @property
    def anchor(self) -> TimexAnchor:
        """Where the reference is from."""
        return self.reference.anchor

    def direction(self, found: Found) -> int:
        """Return whether the words around put an expression in the future (1) or in the past (-1)."""
        return governors.direction(self.lexed, found.first, found.last)

    def weekday(self, found: Found, weekday: int) -> str:
        """Return the day that a bare weekday is: that of publication or the nearest past one, the next where its governor says so."""
        start = self.reference.date
        if start is None:
            return f"XXXX-WXX-{weekday}"
        return weekday_near(start, weekday, 1 if self.direction(found) > 0 else -1)

    def last(self, *precisions: str, at: int = 0, near: int | None = None) -> str | None:
        """Return the value read last of some precisions, not further back than so many tokens."""
        found = [self.named[each] for each in precisions if each in self.named]
        value, where = max(found, key=lambda pair: pair[1], default=(None, -1))
        return value if near is None or at - where <= near else None

    def keep(self, found: Found, value: Value) -> None:
        """Remember what was read."""
        if {"ago", "earlier"} & set(found.words_all()) and precision(value.value) in ("quarter", "year"):
            return
        if value.type in ("date", "time") and "X" not in value.value[:4] and not value.value.endswith("_REF"):
            name = precision(value.value)
            self.named[name] = (value.value, found.first)
            if value.type == "time" and value.value[4:5] == "-":
                self.named["day"] = (value.value.partition("T")[0], found.first)
        if value.type == "duration" and value.value.endswith("M") and "T" not in value.value and value.value != "PXM":
            self.months = found.first

    def dated(self, value: str, anchor: TimexAnchor | None = None) -> Value:
        """Return a date that was resolved from the reference, with no anchor where it could not be."""
        return Value("date", value, anchor="none" if value.startswith("X") else anchor or self.anchor)

    def period_before(self, found: Found) -> Value | None:
        """Return what "a year earlier" stands for beside a quarter or months just spoken of, `None` where none were."""
        value, at = self.named.get("quarter", ("", -NEAR))
        if found.first - at < NEAR and at > self.months:
            here = shifted_year(value, -1)
            return Value("date", here, None, "text") if self.reference.year is None or int(value[:4]) >= self.reference.year - 1 else None
        return None
