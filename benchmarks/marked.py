"""The notation of our own gold: attributions written into the text, chains in lines below it.

    {S1:A clerk} {C1:told} the Argus {T1:the lamps were {C2:reportedly} {T2:sold}}. {S3:He} {C3~:hopes} {T3:to see them again}.
    ---
    published by The Ellery Courier
    argus = outlet named: the Argus
    clerk = unnamed: A clerk
    argus < clerk: 1
    nobody: 2
    clerk: 3

In the text S is a source, C a cue, T a content, the number tells attributions apart, and `~` after the number of a cue makes it an
attitude. Marks may be nested.

Below the line `---`, for reports whose chains are marked:

- `published by NAME`, where the report has a publisher;
- `KEY = KIND: WORDS | WORDS`, or `KIND named`: an actor, and the words that mention it; each place where they stand is a mention, and so
  is each source that is the actor's ("He");
- `KEY < KEY: NUMBERS`, a chain, nearest the reader first, and the statements that came by it; `nobody` is a dead end, `report` the report's
  own voice;
- `public`, `private`, `denies`, `declines`, `retracts` or `conditional`, with the statements of which it is true;
- `to WORDS: NUMBERS`, whom the statements were made to.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import cast, get_args

from benchmarks.model import GoldAttribution, GoldChain, GoldHop, GoldReport, Offsets
from headwater.model import HopKind, OnRecord, Stance

__all__ = ["marked"]

BELOW = "\n---\n"
NOBODY, REPORT = "nobody", "report"

_MARK = re.compile(r"\{([SCT])(\d+)(~?):|\}")
_ACTOR = re.compile(r"(?P<key>[\w-]+) = (?P<kind>\w+)(?P<named> named)?: (?P<words>.+)")
_PUBLISHED = re.compile(r"published by (?P<name>.+)")
_TO = re.compile(r"to (?P<words>.+): (?P<numbers>[\d ]+)")
_NUMBERED = re.compile(r"(?P<words>[\w <-]+): (?P<numbers>[\d ]+)")
_RECORDS, _STANCES = get_args(OnRecord), get_args(Stance)


def marked(name: str, source: str) -> GoldReport:
    """Return the report that a marked text stands for.

    Raises:
        ValueError: A mark is not closed, holds nothing, or an attribution has no content; a line below the text is not of the notation,
            speaks of words or statements that are not there, or a statement has no chain or two.
    """
    above, line, below = source.rstrip("\n").partition(BELOW)
    text, attributions = _attributions(name, above)
    report = GoldReport(id=name, text=text, attributions=tuple(attributions.values()))
    return _chained(name, report, attributions, below) if line else report


def _attributions(name: str, source: str) -> tuple[str, dict[int, GoldAttribution]]:
    """Return the bare text, and the attributions by their numbers."""
    text, last = "", 0
    opened: list[tuple[str, int, int]] = []
    roles: dict[int, dict[str, list[Offsets]]] = {}
    attitudes = set()
    for mark in _MARK.finditer(source):
        text += source[last : mark.start()]
        last = mark.end()
        if mark[1]:
            opened.append((mark[1], int(mark[2]), len(text)))
            if mark[3]:
                attitudes.add(int(mark[2]))
            continue
        if not opened or opened[-1][2] == len(text):
            raise ValueError(f"{name}: a mark at {len(text)} is empty or was never opened")
        letter, number, start = opened.pop()
        roles.setdefault(number, {"S": [], "C": [], "T": []})[letter].append((start, len(text)))
    text += source[last:]
    bare = [number for number, found in roles.items() if not found["T"]]
    if opened or bare:
        raise ValueError(f"{name}: not closed: {opened}; without content: {bare}")
    return text, {
        number: GoldAttribution(
            id=f"{name}:{number}",
            source=tuple(sorted(found["S"])),
            cue=tuple(sorted(found["C"])),
            content=tuple(sorted(found["T"])),
            kind="attitude" if number in attitudes else "statement",
        )
        for number, found in sorted(roles.items())
    }


# Below the line ------------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Actor:
    """An actor, and where it is mentioned: where its words stand, and the sources that are its."""

    kind: HopKind
    named: bool
    words: list[Offsets]
    sources: list[Offsets] = field(default_factory=list)


@dataclass(slots=True)
class _Below:
    """What stands below the line."""

    publisher: str | None = None
    actors: dict[str, _Actor] = field(default_factory=dict)
    chains: dict[int, list[str]] = field(default_factory=dict)
    manner: dict[int, dict[str, object]] = field(default_factory=dict)


def _chained(name: str, report: GoldReport, attributions: dict[int, GoldAttribution], below: str) -> GoldReport:
    found = _Below()
    for line in filter(str.strip, below.splitlines()):
        try:
            _read_line(found, line, report.text, attributions)
        except (KeyError, ValueError) as error:
            raise ValueError(f"{name}: {line!r}: {error}") from error
    if missing := attributions.keys() - found.chains.keys():
        raise ValueError(f"{name}: no chain for {sorted(missing)}")
    for number, one in attributions.items():
        hops = [found.actors[key] for key in found.chains[number] if key in found.actors]
        if hops and one.source:
            _whose(one.source, hops).sources.extend(one.source)
    chained = (replace(one, chain=_chain(one, found, number)) for number, one in attributions.items())
    return replace(report, attributions=tuple(chained), publisher=found.publisher)


def _read_line(found: _Below, line: str, text: str, attributions: dict[int, GoldAttribution]) -> None:
    """Take in one line."""
    if published := _PUBLISHED.fullmatch(line):
        found.publisher = published["name"]
    elif actor := _ACTOR.fullmatch(line):
        found.actors[actor["key"]] = _actor(actor, text)
    elif to := _TO.fullmatch(line):
        for number in _numbers(to["numbers"], attributions):
            at = attributions[number].content[0][0]
            place = min(_places(text, to["words"]), key=lambda place: abs(place[0] - at))
            found.manner.setdefault(number, {})["to"] = place
    elif numbered := _NUMBERED.fullmatch(line):
        for number in _numbers(numbered["numbers"], attributions):
            _read_numbered(found, numbered["words"], number)
    else:
        raise ValueError("is not of the notation")


def _read_numbered(found: _Below, words: str, number: int) -> None:
    manner = found.manner.setdefault(number, {})
    if words in _RECORDS:
        manner["on_record"] = words
    elif words in _STANCES:
        manner["stance"] = words
    elif words == "conditional":
        manner["conditional"] = True
    elif number in found.chains:
        raise ValueError(f"{number} has a chain already")
    else:
        found.chains[number] = words.split(" < ")
        unknown = set(found.chains[number]) - found.actors.keys() - {NOBODY, REPORT}
        if unknown:
            raise ValueError(f"nobody told who {sorted(unknown)} are")


def _actor(line: re.Match[str], text: str) -> _Actor:
    if line["kind"] not in get_args(HopKind):
        raise ValueError(f"{line['kind']} is no kind")
    words = sorted(place for words in line["words"].split(" | ") for place in _places(text, words))
    return _Actor(cast("HopKind", line["kind"]), named=bool(line["named"]), words=words)


def _numbers(words: str, attributions: dict[int, GoldAttribution]) -> Iterator[int]:
    for number in map(int, words.split()):
        if number not in attributions:
            raise ValueError(f"there is no statement {number}")
        yield number


def _places(text: str, words: str) -> list[Offsets]:
    """Return where words stand that are not part of longer ones."""
    found = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    if not found:
        raise ValueError(f"{words!r} is not in the text")
    return found


def _whose(source: Sequence[Offsets], hops: Sequence[_Actor]) -> _Actor:
    """Return which hop a source speaks of: the last whose words stand in it, else ("he") the last."""

    def meets(hop: _Actor) -> bool:
        return any(start < b and a < end for start, end in source for a, b in hop.words)

    return next((hop for hop in reversed(hops) if meets(hop)), hops[-1])


def _chain(one: GoldAttribution, found: _Below, number: int) -> GoldChain:
    keys = found.chains[number]
    hops = tuple(_hop(found.actors[key], one) for key in keys if key in found.actors)
    chain = GoldChain(hops=hops, unsourced=keys == [NOBODY], stance="asserts", conditional=False)
    return replace(chain, **found.manner.get(number, {}))  # type: ignore[arg-type]


def _hop(actor: _Actor, one: GoldAttribution) -> GoldHop:
    mentions = sorted({*actor.words, *actor.sources})
    own = [span for span in one.source if span in actor.sources]
    first = own[0] if own else min(mentions, key=lambda span: abs(span[0] - one.content[0][0]))
    return GoldHop(spans=(first, *(span for span in mentions if span != first)), kind=actor.kind, named=actor.named)
