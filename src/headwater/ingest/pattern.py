"""One form of furniture or caption: what it looks like, where it may stand, and why it is no part of the report."""

import re
from dataclasses import dataclass
from typing import Literal

__all__ = ["Pattern", "Place", "any_case", "exact_case"]

Place = Literal["any", "top", "tail"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One form of furniture or caption.

    Attributes:
        name: What it is called in tests and documents.
        form: Matches the whole line, white space collapsed.
        why: The reason it is no part of the report.
        example: A line that it marks.
        kind: What the line then is.
        place: Where it may stand: the top is the first units but the very first, the tail the last.
        certain: Whether the form alone decides, reporting verb or not.
        names_only: Whether the group "names" (the whole line where there is no such group) must be names, and no sentence.
        max_words: The longest line that it may mark.
    """

    name: str
    form: re.Pattern[str]
    why: str
    example: str
    kind: Literal["furniture", "caption"] = "furniture"
    place: Place = "any"
    certain: bool = False
    names_only: bool = False
    max_words: int = 40


def any_case(form: str) -> re.Pattern[str]:
    """Return a form in upper or lower case."""
    return re.compile(form, re.IGNORECASE)


def exact_case(form: str) -> re.Pattern[str]:
    """Return a form in which capitals count."""
    return re.compile(form)
