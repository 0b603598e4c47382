"""Origins apart from claims: the marked claims of the invented stories are given, and only what finds who is behind them runs.

What a marked assertion says is looked for among the statements that were read; where none is like it, it counts as the report's own voice,
so what the reader missed is in the figures.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import headwater
from headwater.codec import loads
from headwater.link.actors import identities
from headwater.link.citations import citations
from headwater.link.reuse import reuses
from headwater.model import Assertion, Citation, Claim, Identity, Place, Reading, Reuse, Span, Statement

__all__ = ["Given", "Story", "given_claims", "marked_stories", "read"]

Json = Mapping[str, Any]
ALIGNED = 0.3
"""Share of their words that a statement and a marked one must have in common to be one, as the scorer has it."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A marked claim in the words of the readings.

    Attributes:
        claim: Its assertions, without origins.
        behind: The marked origin of each.
        marked: As the story has it: gist, low, high.
    """

    claim: Claim
    behind: tuple[str, ...]
    marked: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A marked story with what is found across its reports.

    Attributes:
        origins: The marked origins by id: who, whether named, which they may be the same as.
    """

    name: str
    readings: tuple[Reading, ...]
    identities: tuple[Identity, ...]
    citations: tuple[Citation, ...]
    reuse: tuple[Reuse, ...]
    origins: Mapping[str, Json]
    given: tuple[Given, ...]


def read(folder: Path, readings: Path | None = None) -> Iterator[Reading]:
    """Yield the readings of all reports of the stories in a folder, distractors too; those that a file has are not read again."""
    known = {r.ref: r for r in map(loads, readings.read_text(encoding="utf-8").splitlines())} if readings else {}
    for path in sorted(folder.glob("*/story.json")):
        for row in json.loads(path.read_text(encoding="utf-8"))["reports"]:
            ref = f"{path.parent.name}/{row['id']}"
            text = (path.parent / "reports" / f"{row['id']}.txt").read_text(encoding="utf-8")
            yield known.get(ref) or headwater.read(text, publisher=row["publisher"], published_at=row["published_at"], ref=ref)


def marked_stories(folder: Path, readings: Mapping[str, Reading]) -> Iterator[Story]:
    """Yield the stories of a folder.

    Args:
        folder: It holds `STORY/story.json`, as the stories in `shared/` do.
        readings: Of their reports, by `STORY/REPORT`.

    Raises:
        KeyError: A report was not read.
    """
    for path in sorted(folder.glob("*/story.json")):
        story = json.loads(path.read_text(encoding="utf-8"))
        name = path.parent.name
        read = {row["id"]: readings[f"{name}/{row['id']}"] for row in story["reports"] if row["in_story"]}
        held = list(read.values())
        copied = reuses(held)
        yield Story(
            name=name,
            readings=tuple(held),
            identities=tuple(identities(held)),
            citations=tuple(citations(held, copied)),
            reuse=tuple(copied),
            origins={each["id"]: each for each in story["origins"]},
            given=tuple(given_claims(story, read)),
        )


def given_claims(story: Json, readings: Mapping[str, Reading]) -> Iterator[Given]:
    """Yield the marked claims of a story of which an assertion stands in the readings."""
    marked = {each["id"]: each for each in story["statements"]}
    for claim in story["claims"]:
        found: dict[Assertion, str] = {}
        for each in claim["assertions"]:
            statement = marked.get(each["statement"])
            made = None if statement is None else _assertion(statement, readings[statement["report"]], each["stance"])
            if made is not None and statement is not None:
                found.setdefault(made, statement["origin"])
        if found:
            assertions = tuple(found)
            gist = Place(report=assertions[0].report, span=assertions[0].spans[0])
            yield Given(claim=Claim(id=claim["id"], gist=gist, assertions=assertions), behind=tuple(found.values()), marked=claim)


def _assertion(marked: Json, reading: Reading, stance: Any) -> Assertion | None:
    report = reading.report
    spans = _places(report.text, marked["content"]) if report else []
    if report is None or not spans:
        return None
    wanted = _covered(report.text, spans)
    shares = [(_share(wanted, _covered(report.text, [(s.start, s.end) for s in each.content])), each) for each in reading.statements]
    share, best = max(shares, key=lambda each: each[0], default=(0.0, None))
    said: Statement | None = best if share >= ALIGNED else None
    return Assertion(
        report=report.id,
        statement=said.id if said else None,
        spans=tuple(said.content) if said else tuple(Span(start=start, end=end) for start, end in sorted(spans)),
        stance=stance,
    )


def _places(text: str, parts: Sequence[str]) -> list[tuple[int, int]]:
    """Return where the parts of a marked content stand, one after another where they do."""
    found, at = [], 0
    for part in parts:
        start = text.find(part, at)
        start = text.find(part) if start < 0 else start
        if start >= 0:
            found.append((start, start + len(part)))
            at = start
    return found


def _covered(text: str, spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    return frozenset(word.start() for word in _WORD.finditer(text) for start, end in spans if word.start() < end and word.end() > start)


def _share(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / max(1, len(one | other))
