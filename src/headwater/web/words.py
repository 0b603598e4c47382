"""Words and addresses that templates use: filters and functions, each of plain arguments."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from headwater.model import Report
from headwater.telling import amount_in_words, in_words, taken_over, value_in_words

__all__ = ["ADDRESSES", "FILTERS", "counted", "place_url", "published_by", "publisher", "report_url", "rule", "titled"]

RULES: Mapping[str, str] = {
    "source": "the words name it as the source",
    "parent": "it stands inside what this one said",
    "said-within": "it is said inside somebody else’s words",
    "outlet-cites": "the outlet is said to cite it",
    "told-outlet": "the source is said to have told this outlet",
    "outlet-account": "the passage is this outlet’s account",
    "outlet-report": "the words name a report of this outlet",
    "outlet-has": "the words say that this outlet has it",
    "obtained-by": "the words say that this outlet obtained or saw it",
    "reported-by-outlet": "the words say that this outlet reported it",
    "released-by": "the document was released by it",
    "asked-in-poll": "it was asked in this poll",
    "account-goes-on": "the account above goes on in this passage",
    "account-ahead": "the passage that follows says whose account this is",
    "passage": "the passage is the account of the one named before",
    "had-from": "the speaker says from whom it is",
    "quotation-goes-on": "the quotation above goes on",
    "same-subject": "the sentence goes on with the same subject",
    "judged": "a person says so",
}
"""What put a hop into a chain, as a sentence that goes on after the hop: `via` of the contract."""
STANCES = {"asserts": "asserts", "denies": "denies", "declines": "declines to say", "retracts": "takes back"}
KINDS = {
    "outlet": "outlet",
    "person": "person",
    "organization": "organization",
    "group": "group",
    "unnamed": "unnamed",
    "document": "document",
    "observation": "own observation",
}
STATEMENTS = {"statement": "a statement", "attitude": "a thought or feeling, not an utterance", "none": "no statement"}


# Words ---------------------------------------------------------------------------------------------------------------------------


def rule(via: str) -> str:
    """Return what put a hop there, in words; a rule that has none by its name, a model by its name and version."""
    return RULES.get(via, via.replace("-", " "))


def when(value: str | None) -> str:
    """Return an ISO 8601 time as people write it; nothing for none."""
    return "" if value is None else value_in_words(value) or in_words(value)


def day(value: str | None) -> str:
    """Return the day of an ISO 8601 time as people write it; nothing for none."""
    return "" if value is None else in_words(value[:10] if "T" in value else value)


def counted(number: int, thing: str, things: str | None = None) -> str:
    """Return `1 report`, `2 reports`."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


def publisher(report: Mapping[str, Any]) -> str:
    """Return the publisher of a report as the contract's JSON has it, as people call it; else its reference."""
    who = report["publisher"] or {}
    return str(who.get("name") or who.get("domain") or report["ref"])


def titled(report: Report) -> str:
    """Return a report's title; where it has none its headline, else what it is called."""
    headline = next((report.text[block.start : block.end] for block in report.blocks if block.kind == "headline"), None)
    return report.title or headline or report.ref


def published_by(report: Report) -> str:
    """Return the publisher of a report as people call it."""
    who = report.publisher
    return (who and (who.name or who.domain)) or "publisher unknown"


def interval(low: int, high: int) -> str:
    """Return an interval of origins: `2`, or `1–3`."""
    return str(low) if low == high else f"{low}–{high}"


def short(identified: str) -> str:
    """Return the beginning of an id, enough to name it by."""
    return identified[:8]


def clipped(text: str, most: int = 160) -> str:
    """Return a text on one line, ended with … where it is longer than `most` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def bare(value: object) -> str:
    """Return a value of a correction as one writes it: yes, no, none, a number without a needless fraction."""
    if value is None or isinstance(value, bool):
        return {True: "yes", False: "no", None: "none"}[value]
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def said(value: Mapping[str, Any]) -> str:
    """Return what a correction says, in words: `Ann Vale, person, named`; `yes` for one that says all by its verb."""
    parts = [_SAID[key](each) for key, each in value.items() if key in _SAID]
    if "low" in value or "high" in value:
        unit = value.get("unit")
        parts.insert(0, amount_in_words(value.get("low"), value.get("high"), unit) or "no bound")
    elif value.get("unit"):
        parts.insert(0, str(value["unit"]))
    words = ", ".join(part for part in parts if part)
    return words or ("other words of the report" if "start" in value else "yes")


def _flag(yes: str, no: str) -> Callable[[object], str]:
    return lambda value: yes if value in (True, "yes") else no


_SAID: Mapping[str, Callable[[Any], str]] = {
    "name": str,
    "kind": lambda kind: KINDS.get(kind, STATEMENTS.get(kind, kind)),
    "named": _flag("named", "not named"),
    "remove": _flag("no such hop", ""),
    "unsourced": _flag("nobody is named or described", ""),
    "words": lambda words: f"“{words}”",
    "stance": lambda stance: STANCES.get(stance, stance),
    "value": lambda value: when(value) or value,
    "approximate": _flag("about", ""),
    "as_of": lambda value: f"as of {when(value)}" if value else "",
    "none": _flag("", ""),
}
"""What each key of a correction says, in words."""


def listed(words: Iterable[str], last: str = "and") -> str:
    """Return `a`, `a and b`, `a, b and c`."""
    given = list(words)
    return given[0] if len(given) == 1 else f"{', '.join(given[:-1])} {last} {given[-1]}" if given else ""


# Addresses -----------------------------------------------------------------------------------------------------------------------


def report_url(report: str, statement: str | None = None) -> str:
    """Return the address of a report, at one of its statements where asked."""
    at = f"/reports/{quote(report, safe='')}"
    return at if statement is None else f"{at}?{urlencode({'statement': statement})}#s-{quote(statement, safe='')}"


def place_url(report: str, start: int, end: int) -> str:
    """Return the address of a stretch of a report, which the page marks."""
    return f"/reports/{quote(report, safe='')}?{urlencode({'at': f'{start}:{end}'})}#at"


def story_url(story: str) -> str:
    """Return the address of a story."""
    return f"/stories/{quote(story, safe='')}"


def claim_url(claim: str) -> str:
    """Return the address of a claim."""
    return f"/claims/{quote(claim, safe='')}"


def actor_url(actor: str) -> str:
    """Return the address of an actor across reports (an identity's id), or of a member `report/actor`."""
    return f"/actors/{quote(actor)}"


def timeline_url(of: str | None = None) -> str:
    """Return the address of the timeline of a story or actor."""
    return "/timeline" if of is None else f"/timeline?{urlencode({'of': of})}"


def search_url(words: str) -> str:
    """Return the address of a search."""
    return f"/search?{urlencode({'q': words})}"


def correct_url(**fields: Any) -> str:
    """Return the address of the form that corrects something: its fields as the form has them."""
    return f"/correct?{urlencode({key: value for key, value in fields.items() if value is not None})}"


def halves(message: str) -> tuple[str, str, str]:
    """Return what was wrong and, after a semicolon, what to do, of a message of Headwater's; the last is empty where nothing helps."""
    what, sign, remedy = message.partition("; ")
    return what.rstrip("."), sign, remedy.rstrip(".")


FILTERS: dict[str, Callable[..., Any]] = {
    "rule": rule,
    "taken_over": taken_over,
    "when": when,
    "day": day,
    "counted": counted,
    "publisher": publisher,
    "short": short,
    "clipped": clipped,
    "listed": listed,
    "said": said,
    "bare": bare,
    "titled": titled,
    "published_by": published_by,
    "halves": halves,
    "stance": lambda stance: STANCES.get(stance, stance),
    "kind": lambda kind: KINDS.get(kind, kind),
}
ADDRESSES: dict[str, Callable[..., Any]] = {
    "words_of_kind": lambda kind: KINDS.get(kind, kind),
    "words_of_stance": lambda stance: STANCES.get(stance, stance),
    "words_of_statement": lambda kind: STATEMENTS.get(kind, kind),
    "report_url": report_url,
    "place_url": place_url,
    "story_url": story_url,
    "claim_url": claim_url,
    "actor_url": actor_url,
    "timeline_url": timeline_url,
    "search_url": search_url,
    "correct_url": correct_url,
    "interval": interval,
    "counted": counted,
}
