"""Alternations for regular expressions, written as phrases rather than as patterns."""

import re

__all__ = ["alternatives"]


def alternatives(phrases: str) -> str:
    """Return a pattern that matches one of some phrases, set apart by commas, the longest that fits first."""
    found = sorted({" ".join(phrase.split()) for phrase in phrases.split(",")}, key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(map(re.escape, found)) + ")"
