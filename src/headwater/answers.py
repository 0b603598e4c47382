"""Questions to a ledger: the stories it holds, a claim traced to its origins, who said what when, what is missing, what changed.

Every answer is plain JSON of the contract's shapes, made from what linking wrote; a surface prints it.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from headwater import comparison
from headwater.comparison import narrow
from headwater.errors import InputError
from headwater.judged import judged_readings
from headwater.tracing import document_of, is_hex, trace, words_of

if TYPE_CHECKING:
    from headwater.ledger import Ledger

__all__ = ["changes", "compare", "narrow", "stories", "story_named", "timeline", "trace", "upstream"]

Json = dict[str, Any]
MOST_TITLES = 20
"""Of stories that some words could mean, so many are named."""


def stories(ledger: "Ledger", *, offset: int = 0, limit: int | None = None) -> list[Json]:
    """Return the stories, the latest first: title, reports, how many claims, how many of them rest on one origin."""
    return [story for _, story in ledger.overviews(offset=offset, limit=limit)]


def compare(ledger: "Ledger", wanted: str | None = None) -> Iterator[Json]:
    """Yield the stories with all that was found across their reports, as `compare --json` prints it.

    Args:
        ledger: The ledger.
        wanted: A story's id or the beginning of one, a report's, or words of the title; `None` for all.

    Raises:
        InputError: No story is meant by `wanted`, or several are.
    """
    ids = [each.id for each in ledger.stories()] if wanted is None else [story_named(ledger, wanted)]
    for identified in ids:
        kept = document_of(ledger, identified)
        document = {key: kept[key] for key in comparison.KEYS}
        document["claims"] = [{k: v for k, v in claim.items() if k != "paths"} for claim in document["claims"]]
        yield document


def story_named(ledger: "Ledger", wanted: str) -> str:
    """Return the id of the story that a person means: an id or its beginning, a report in it, or words of its title.

    Raises:
        InputError: None is meant, or several are.
    """
    found = dict(_stories_meant(ledger, wanted))
    if len(found) == 1:
        return next(iter(found))
    if not found:
        raise InputError(f"no story is meant by {wanted!r}; headwater stories lists them")
    titles = "; ".join(f"{each[:8]} {title}" for each, title in list(found.items())[:MOST_TITLES])
    more = " …" if len(found) > MOST_TITLES else ""
    raise InputError(f"{wanted!r} could be {len(found)} stories ({titles}{more}); name one by its id")


def _stories_meant(ledger: "Ledger", wanted: str) -> list[tuple[str, str]]:
    whole = ledger.story(wanted)
    if whole is not None:
        return [(whole.id, whole.title)]
    found = [*ledger.stories_beginning(wanted.lower())] if len(wanted) >= 4 and is_hex(wanted) else []
    if not found:
        homes = dict.fromkeys(home for report in ledger.find(wanted) if (home := ledger.story_of(report)) is not None)
        found = [(home, story.title) for home in homes if (story := ledger.story(home)) is not None]
    words = set(words_of(wanted))
    if not found and words:
        found = [(each, title) for each, title in ledger.stories_titled(*words) if words <= set(words_of(title))]
    return found


# Timeline ------------------------------------------------------------------------------------------------------------------------


def timeline(ledger: "Ledger", wanted: str, *, offset: int = 0, limit: int | None = None) -> Json:
    """Return who said what when, in a story or by one actor across stories, in order of time.

    Args:
        ledger: The ledger.
        wanted: A story (as in `story_named`), or the name of an actor.
        offset: Of an actor, how many stories to pass over, from the latest on, where there is a limit.
        limit: Of an actor, how many stories at most; `stories` says how many there are.

    Raises:
        InputError: Neither a story nor an actor is meant.
    """
    try:
        chosen: tuple[str, ...] = (story_named(ledger, wanted),)
        actor = None
    except InputError:
        chosen, actor = ledger.stories_of_name(*words_of(wanted)), wanted
    if not chosen:
        raise InputError(f"no story and no actor is meant by {wanted!r}; headwater stories lists the stories")
    some = chosen if limit is None or actor is None else chosen[offset : offset + limit]
    rows = [row for identified in some for row in _positions(ledger, document_of(ledger, identified), actor)]
    if not rows and actor is not None and len(some) == len(chosen):
        raise InputError(f"no story and no actor is meant by {wanted!r}; headwater stories lists the stories")
    return {"wanted": wanted, "positions": sorted(rows, key=_in_time), "stories": len(chosen)}


def _in_time(row: Json) -> tuple[str, str, int, str]:
    return row["when"] or "9999", row["report"]["ref"], row["words"][0]["start"], row["actor"]


def _positions(ledger: "Ledger", document: Mapping[str, Any], actor: str | None) -> Iterator[Json]:
    """Yield each statement once, as in the narrowest claim that it is in, with what it does to its own words (`said`)."""
    reports = {each["id"]: each for each in document["story"]["reports"]}
    claims = {claim["id"]: claim for claim in document["claims"]}
    names = {each["id"]: each["name"] for each in document["identities"]}
    readings = [(r, {a.id: a.name for a in r.actors}) for r in judged_readings(ledger, list(reports))]
    said = {s.id: s.stance for r, _ in readings for s in r.statements}
    names |= {identified: name for _, known in readings for identified, name in known.items()}
    words = set(words_of(actor)) if actor else set()
    told: set[tuple[str, str]] = set()
    for each in sorted(document["positions"], key=lambda p: (len(claims[p["claim"]]["assertions"]), p["claim"])):
        key, name = (each["statement"], each["actor"]), names.get(each["actor"], each["actor"])
        if key in told or not words <= set(words_of(name)):
            continue
        told.add(key)
        claim = claims[each["claim"]]
        spans = next(a["spans"] for a in claim["assertions"] if a["statement"] == each["statement"])
        more = {"name": name, "said": said[each["statement"]], "words": spans, "gist": claim["gist"]["text"]}
        yield each | {"report": reports[each["report"]]} | more


# What is missing, what changed ---------------------------------------------------------------------------------------------------


def upstream(ledger: "Ledger") -> list[Json]:
    """Return the reports that are cited but not in hand, those first on which most claims rest: what to fetch next."""
    return sorted(ledger.missing(), key=lambda row: (-len(row["claims"]), -len(row["mentions"]), row["outlet"]))


def changes(ledger: "Ledger", since: str | None = None, *, offset: int = 0, limit: int | None = None) -> list[Json]:
    """Return the claims whose interval, stances or figures changed, in order, and why.

    Args:
        ledger: The ledger.
        since: An ISO 8601 time, or a generation of the ledger; `None` for all.
        offset: How many to pass over, where there is a limit.
        limit: How many at most.

    Raises:
        InputError: It is neither.
    """
    after, moment = _since(since)
    found = ledger.changes(after=after, since=moment, offset=offset, limit=limit)
    return [{"at": each.at, "generation": each.generation, "claim": each.id, **each.value, "reports": list(each.reports)} for each in found]


def _since(since: str | None) -> tuple[int | None, datetime | None]:
    if since is None:
        return None, None
    if since.isascii() and since.isdigit() and len(since) < 8:
        return int(since), None
    try:
        return None, datetime.fromisoformat(since).astimezone()
    except ValueError as error:
        raise InputError(f"{since!r} is no time: say 2025-11-07, 2025-11-07T14:00Z, or a generation's number") from error
