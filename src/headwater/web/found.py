"""What pages ask a ledger of its stories and claims, without reading more of it than they show."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from headwater.comparison import overview
from headwater.errors import InputError
from headwater.places import claim_named
from headwater.telling import in_words
from headwater.web.provenance import TELLS
from headwater.web.words import clipped, publisher

if TYPE_CHECKING:
    from headwater.ledger import Ledger

__all__ = ["TOOLS", "bare", "by_id", "claim_and_story", "document_of", "quoted", "summary"]

Json = Mapping[str, Any]

MOST_NAMES = 7
QUOTES = "“”\"‘’'«»„ \n\t"


def document_of(ledger: "Ledger", story: str) -> Json:
    """Return a story with all that was found across its reports, with paths.

    Raises:
        InputError: There is no such story, or it has not been linked yet.
    """
    found = ledger.linked(story)
    if found is None:
        raise InputError(f"no story of this ledger has the id {story!r}, or it is being linked; the stories are on the first page")
    return found.value


def claim_and_story(ledger: "Ledger", identified: str) -> tuple[Json, Json]:
    """Return a claim by its id, or by one that redirects to it, and the document of its story.

    Raises:
        InputError: There is no such claim (any more).
    """
    claim, story = claim_named(ledger, identified)
    return claim, document_of(ledger, story)


def by_id(things: Iterable[Json]) -> dict[str, Json]:
    """Return things by their ids, in their order."""
    return {each["id"]: each for each in things}


def bare(words: str) -> str:
    """Return words in one line without the quotation marks around them, to be put in ours; a pair within stays."""
    line = " ".join(words.split())
    stripped = line.strip(QUOTES).rstrip(",")
    return stripped or line


def quoted(words: str, most: int) -> str:
    """Return words in one line as a quotation, cut to so many characters: within our marks, or with their own.

    Their own stay where taking off those at the ends would leave half of a pair: `that he would “put it on the list”`.
    """
    within = bare(words)
    return f"“{clipped(within, most)}”" if _is_paired(within) else clipped(words, most)


def _is_paired(words: str) -> bool:
    """Whether each quotation mark that opens something is closed, and none closes what was not opened; single ones may be apostrophes."""
    depth = 0
    for at, mark in enumerate(words):
        if mark in "“«„" or (mark == '"' and (at == 0 or words[at - 1] in " ([—–-")):
            depth += 1
        elif mark in '”»"':
            depth -= 1
            if depth < 0:
                return False
    return depth == 0


def summary(document: Json) -> Json:
    """Return how many claims a story has that several reports make, and how they stand, as the list of stories has it."""
    return overview(document).story


def span_of_days(reports: Sequence[Json]) -> str:
    """Return from when to when reports were published, in words."""
    days = sorted(each["published_at"]["value"][:10] for each in reports if each["published_at"])
    if not days:
        return "no dates"
    first, last = in_words(days[0]), in_words(days[-1])
    return first if first == last else f"{first} to {last}"


def names_of(reports: Sequence[Json]) -> str:
    """Return who published reports, once each, the first to print first."""
    names = list(dict.fromkeys(publisher(each) for each in reports))
    return ", ".join(names[:MOST_NAMES]) + (f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else "")


TOOLS: dict[str, Any] = {
    "quoted": quoted,
    "names_of": names_of,
    "span_of_days": span_of_days,
    "tells": TELLS,
}
"""What the templates of these pages use beside the words of all pages."""
