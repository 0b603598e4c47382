"""Pages that stand in for a report: what a server sends where it has none, or wants to know first who asks.

Their sentences read like any text, so that an extractor takes them for an article; they are told by what they call themselves.
"""

import re
from collections.abc import Sequence

__all__ = ["MOST_CHARS", "stands_in"]

MOST_CHARS = 1_500
"""What stands in for a report is shorter than this; a report about an error, or about cookies, is longer or does not call itself so."""
MOST_ASKING_CHARS = 400
"""A page that asks for JavaScript has hardly other words; a short report has, and may ask for it below."""

_CALLED = tuple(
    re.compile(rf"\W*(?:{form})\W*", re.IGNORECASE | re.DOTALL)
    for form in (
        r"(?:(?:http|error)\W*)*(?:40[0134]|410|429|50[0234])(?:\W+(?:error|not found|forbidden|gone|bad gateway|page.{0,20}))*",
        r"(?:.{0,30}\b)?(?:page|article|story|content)\b.{0,20}\b(?:not found|unavailable|does ?n[o'’]t exist|no longer \w+)",
        r".{0,30}\b(?:could ?n[o'’]t|can(?:not|['’]t)) find (?:that|this|the) page.{0,20}",
        r"(?:oops|whoops)\b.{0,60}|not found|forbidden|access (?:to this page )?(?:has been )?denied",
        r"just a moment|attention required.{0,40}|pardon our interruption|security check|are you (?:a )?(?:human|robot)",
        r"(?:please )?enable (?:java ?script|cookies).{0,40}",
        r"(?:please )?(?:verify|verifying|confirm|checking).{0,30}\b(?:human|robot|browser|connection).{0,20}",
        r"before you continue.{0,40}|we value your privacy|your privacy (?:choices|matters)|cookie (?:consent|settings|policy|notice)",
        r"(?:service|site|website|temporarily) (?:temporarily )?unavailable|under maintenance|(?:log|sign) in(?: to continue.{0,20})?",
    )
)
_ASKS = re.compile(
    r"\b(?:enable|turn on|activate) (?:java ?script|cookies)\b|\bverify(?:ing)? (?:that )?you are (?:a )?human\b|\bunusual traffic\b"
    r"|\breview the security of your connection\b|\bcomplete the (?:captcha|security check)\b|\bare (?:you )?not a robot\b",
    re.IGNORECASE,
)


def stands_in(titles: Sequence[str], lines: Sequence[str]) -> str | None:
    """Tell whether a page only stands in for a report.

    Args:
        titles: What the page calls itself, without and with its site's name.
        lines: The lines of what was taken for its article.

    Returns:
        The words that tell it; `None` for an article.
    """
    chars = sum(len(line) for line in lines)
    if chars > MOST_CHARS:
        return None
    for title in titles:
        for part in (title, *re.split(r"\s[-–—|·:]\s", title)):
            if any(form.fullmatch(part.strip()) for form in _CALLED):
                return part.strip()
    asking = (match[0] for line in lines if (match := _ASKS.search(line)))
    return next(asking, None) if chars <= MOST_ASKING_CHARS else None
