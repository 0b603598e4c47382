"""Why a claim's interval is what it is, in a sentence or two made from its origins alone: nothing is said that linking did not find.

1       The 4 reports that assert it lead to one source: Ines Calloway.
2       2 sources: Piet Okander and “an inspection report”.
1 to 2  2 sources: “a Western official” and “a diplomat”. Both could be one by what is said of them; nothing shows that they are.
0 to 1  No report names a source for it. Told without a source by Daymark, which counts in the upper number alone.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from headwater.comparison import origins_asserting
from headwater.web.words import counted, listed

__all__ = ["why"]

Json = Mapping[str, Any]

MOST_NAMES = 4


def why(claim: Json) -> str:
    """Return why a claim's interval is what it is, within the reports supplied."""
    asserting = origins_asserting(claim)
    if not asserting:
        return "Nobody asserts it in these reports; it is only spoken against."
    sources = [each for each in asserting if not each["own_voice"]]
    voices = [each for each in asserting if each["own_voice"]]
    pages = len({each["report"] for each in claim["assertions"] if each["stance"] == "asserts"})
    said = [_sources(sources, pages, whole=not voices)] if sources else ["No report names a source for it"]
    said += _pairs(sources)
    if voices:
        said.append(f"told without a source by {_names(voices)}, which counts in the upper number alone")
    beside = len(origins_asserting(claim, counted=False))
    if beside:
        said.append(f"{counted(beside, 'other')} said something like it, not counted")
    if claim["circular"]:
        said.append("the reports lean on one another, and nothing outside them is shown")
    return " ".join(each[0].upper() + each[1:] + ("" if each.endswith(".") else ".") for each in said)  # "B.V." has its full stop


def _sources(sources: Sequence[Json], pages: int, *, whole: bool) -> str:
    """Return who the sources are; `whole` is whether all that assert it lead to them."""
    if len(sources) > 1:
        return f"{len(sources)} sources: {_names(sources)}"
    if not whole:
        return f"one source: {_name(sources[0])}"
    if pages == 1:
        return f"one report has it, from {_name(sources[0])}"
    return f"the {pages} reports that assert it lead to one source: {_name(sources[0])}"


def _pairs(sources: Sequence[Json]) -> list[str]:
    """Return which could be one, in words: a group of which any two could, and pairs."""
    known = {each["id"]: each for each in sources}
    pairs = sorted({tuple(sorted((each["id"], other))) for each in sources for other in each["may_be_same_as"] if other in known})
    if not pairs:
        return []
    members = [each for each in sources if any(each["id"] in pair for pair in pairs)]
    if len(pairs) == len(members) * (len(members) - 1) // 2:
        who = "both" if len(sources) == 2 else _names(members)
        return [f"{who} could be one by what is said of them; nothing shows that they are"]
    told = listed([f"{_name(known[a])} with {_name(known[b])}" for a, b in pairs[:2]])
    more = f" (and {counted(len(pairs) - 2, 'pair')} more)" if len(pairs) > 2 else ""
    return [f"some could be one by what is said of them: {told}{more}; nothing shows that they are"]


def _names(origins: Sequence[Json]) -> str:
    names = [_name(each) for each in origins]
    rest = len(names) - MOST_NAMES
    return listed(names) if rest <= 1 else listed([*names[:MOST_NAMES], f"{rest} more"])


def _name(origin: Json) -> str:
    who = " ".join(str(origin["who"]).split())
    return who if origin["named"] or origin["own_voice"] else f"“{who}”"
