"""From the readings in a ledger to its stories, and what is found across the reports of each.

A report that is new is grouped with all that it is connected with (`grouping`), and each story whose reports changed is linked anew from
its readings, by pure functions: a ledger's stories, and what is found in each, are the same in whatever order its reports came. Linking
computes outside the ledger's lock, from one state of it: where somebody changed meanwhile what it was computed from, it computes again. A
kill leaves reports that are in no story yet; the next `add` links them.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from headwater import comparison
from headwater.encode import open_meaning
from headwater.grouping import FINGERPRINT, STORY, VECTORS, WIDTH, Floats, Regrouped, regrouped, state_of
from headwater.judged import judged_readings
from headwater.ledger import Blob, Change, Group, Key, Link
from headwater.link.actors import identities
from headwater.link.carriers import told_set
from headwater.link.citations import citations_in
from headwater.link.claims import claims
from headwater.link.figures import figure_links
from headwater.link.nesting import nested
from headwater.link.origins import Ruling, with_origins
from headwater.link.positions import positions
from headwater.link.quotes import quote_links
from headwater.link.reuse import reuses_in
from headwater.link.stories import Fingerprint, fingerprint, gist, keys
from headwater.link.units import CUT, units_of
from headwater.model import Claim, Linked, Reading, Story
from headwater.verdicts import Pairs, actors_judged, claims_judged, origins_judged, pairs_of

if TYPE_CHECKING:
    from headwater.ledger import Ledger

__all__ = [
    "Floats",
    "Prepared",
    "current",
    "link",
    "linked",
    "member_of",
    "prepared",
    "prepared_with",
    "relink",
    "rulings_of",
    "unit_vectors",
    "vectors_of",
    "vectors_version",
]

Json = dict[str, Any]

BATCH, LARGEST = 32, 512
"""Reports linked in one transaction, and all that they are connected with: few at first, so that a reader sees progress, then twice as many
each time up to so many: a story that all of them tell is linked anew few times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """What a ledger keeps of a reading to link it: keys to find it by, its fingerprint and its vectors."""

    keys: tuple[Key, ...]
    blobs: tuple[Blob, ...]


def prepared(reading: Reading) -> Prepared:
    """Return what linking needs of a reading, made once when it is added.

    Raises:
        ValueError: The reading has no report.
        ModelError: The sentence encoder's weights are missing or altered.
    """
    encoder = open_meaning()
    vectors = encoder.vectors([gist(reading), *(unit.text for unit in units_of(reading))])
    return prepared_with(fingerprint(reading), vectors, vectors_version())


def vectors_version() -> str:
    """Return the version of a report's vectors: that of the encoder, and of how reports are cut into what it encodes."""
    return f"{open_meaning().version}.{CUT}"


def prepared_with(made: Fingerprint, vectors: Floats, version: str) -> Prepared:
    """Return the same from a fingerprint and the vectors of the report's gist and of its units, and their version (`vectors_version`)."""
    return Prepared(
        keys=tuple(Key(STORY, key) for key in keys(made)),
        blobs=(
            Blob(name=FINGERPRINT, version="1", content=json.dumps(made.to_json(), ensure_ascii=False).encode()),
            Blob(name=VECTORS, version=version, content=vectors.astype(np.float16).tobytes()),
        ),
    )


def vectors_of(blob: Blob) -> tuple[Floats, Floats]:
    """Return the vector of a report's gist, and those of its units, shape (units, width)."""
    rows = np.frombuffer(blob.content, dtype=np.float16).astype(np.float32).reshape(-1, WIDTH)
    return rows[0], rows[1:]


def unit_vectors(ledger: "Ledger", readings: Sequence[Reading]) -> dict[str, Floats]:
    """Return by report the vectors of the units of readings that people may have corrected: a correction can make another unit.

    Vectors that another version of the encoder made are made anew, and not kept: the ledger may be read only.
    """
    ids = [each.report.id for each in readings if each.report is not None]
    encoder, version = open_meaning(), vectors_version()
    kept = ledger.blobs(VECTORS, ids)
    stored = {report: vectors_of(blob)[1] for report, blob in kept.items() if blob.version == version}
    for reading in ledger.readings(sorted(kept.keys() - stored.keys())):
        if reading.report is not None:
            stored[reading.report.id] = encoder.vectors([unit.text for unit in units_of(reading)])
    about = {each.anchor.report for each in ledger.judgements() if each.anchor is not None and each.verb in ("source", "statement")}
    for reading in readings:
        if reading.report is not None and reading.report.id in about:
            stored[reading.report.id] = _recut(ledger, reading, stored[reading.report.id])
    return stored


def _recut(ledger: "Ledger", reading: Reading, rows: Floats) -> Floats:
    """Return the vectors of a corrected reading's units: those that were made, and what is missing."""
    units = units_of(reading)
    made = ledger.reading(units[0].report) if units else None
    known = {unit.text: row for unit, row in zip(units_of(made), rows, strict=True)} if made is not None else {}
    missing = sorted({unit.text for unit in units} - known.keys())
    known |= dict(zip(missing, open_meaning().vectors(missing), strict=True)) if missing else {}
    return np.array([known[unit.text] for unit in units], dtype=np.float32).reshape(-1, WIDTH)


def linked(found: Story, readings: Sequence[Reading], vectors: Mapping[str, Floats], pairs: Pairs | None = None) -> Linked:
    """Return a story with all that is found across its reports.

    Args:
        found: The story.
        readings: Its reports as read.
        vectors: By report, the vectors of its units.
        pairs: What people judged to be one, or not (`headwater.verdicts.pairs_of`).
    """
    judged = pairs or {}
    readings = current(readings)
    who = identities(readings, actors_judged(judged, readings))
    among = told_set(readings)
    copied = reuses_in(among)
    cited = citations_in(among, copied)
    grouped = claims(readings, who, vectors, claims_judged(judged, readings))
    made = with_origins(nested(grouped), readings, who, cited, copied, origins_judged(judged, readings))
    return Linked(
        story=found,
        identities=who,
        reuse=copied,
        citations=cited,
        claims=made,
        figures=figure_links(readings, made),
        quotes=quote_links(readings, who, vectors),
        positions=positions(readings, made, who),
    )


def current(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the readings without older versions of the same page: those of one publisher and reference, but for the last."""
    last: dict[tuple[str | None, str], Reading] = {}
    for each in sorted((r for r in readings if r.report is not None), key=_when):
        last[_page_of(each)] = each
    return tuple(each for each in readings if last.get(_page_of(each)) is each)


def _page_of(reading: Reading) -> tuple[str | None, str]:
    publisher = reading.report.publisher if reading.report else None
    return (publisher.name or publisher.domain if publisher else None), reading.ref


def _when(reading: Reading) -> tuple[str, str, str]:
    report = reading.report
    times = (report.captured_at, report.modified_at, report.published_at) if report else ()
    captured, modified, published = (each.value if each else "" for each in times or (None, None, None))
    return captured, modified, published


def link(ledger: "Ledger", progress: Callable[[int, int], None] | None = None, *, among: Collection[str] | None = None) -> int:
    """Link the reports of a ledger that are in no story yet, or whose story changed; return how many there were.

    Args:
        ledger: The ledger.
        progress: Called with how many are linked and how many there are.
        among: Only these; the others go on waiting. `None` for all.
    """
    done, ready, size = 0, set[str](), BATCH
    ledger.outdate_blobs(VECTORS, vectors_version())
    waiting = ledger.unlinked(among=among)
    while waiting:
        _prepare(ledger, [report for report in waiting if report not in ready])
        ready.update(waiting)
        _settle(ledger, lambda first=waiting[:size]: _worked(ledger, first))  # type: ignore[misc]
        size = min(2 * size, LARGEST)
        left = ledger.unlinked(among=among)
        done += max(0, len(waiting) - len(left))
        waiting = left
        if progress is not None:
            progress(done, done + len(waiting))
    return done


def relink(ledger: "Ledger", reports: Iterable[str]) -> None:
    """Link the stories of some reports anew, after another reading of them or a judgement."""
    ledger.forget_linked(reports)
    link(ledger)


def _prepare(ledger: "Ledger", reports: Sequence[str]) -> None:
    """Make what linking needs of reports that came without it, or from another version of the encoder."""
    version = vectors_version()
    for start in range(0, len(reports), BATCH):
        some = reports[start : start + BATCH]
        had = {report for report, blob in ledger.blobs(VECTORS, some).items() if blob.version == version} & ledger.blobs(
            FINGERPRINT, some
        ).keys()
        for reading in ledger.readings([report for report in some if report not in had]):
            if reading.report is not None:
                made = prepared(reading)
                with ledger.writing():
                    ledger.put_keys(reading.report.id, made.keys)
                    ledger.put_blobs(reading.report.id, made.blobs)


def _settle(ledger: "Ledger", compute: Callable[[], "_Work"]) -> None:
    """Compute outside the lock and write, unless somebody changed what it was computed from: then what is to be done is asked anew."""
    with ledger.snapshot():
        work = compute()
    with ledger.writing():
        if state_of(ledger, work.part.reports) == work.part.state:
            _write(ledger, work)


# What is to be written -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    part: Regrouped
    documents: Mapping[str, Json]
    claims: tuple[Group, ...]
    moved: Mapping[str, str]
    changes: tuple[Change, ...]


def _worked(ledger: "Ledger", new: Sequence[str]) -> _Work:
    part = regrouped(ledger, new)
    documents: dict[str, Json] = {}
    groups: list[Group] = []
    changes: list[Change] = []
    before: dict[str, Json] = {}
    pairs = pairs_of(ledger)
    for each in part.stories:
        readings = judged_readings(ledger, each.reports)
        found = linked(each, readings, unit_vectors(ledger, readings), pairs)
        document = _document(found, readings)
        was = [old.value for old in (ledger.linked(story) for story in _old_stories(ledger, each)) if old is not None]
        before |= {claim["id"]: claim for old in was for claim in old.get("claims", ())}
        changes += _changes(was, document, each)
        documents[each.id] = document
        groups += [Group(kind="claim", id=claim.id, members=_members(claim), value={"story": each.id}) for claim in found.claims]
    return _Work(part=part, documents=documents, claims=tuple(_once(groups)), moved=_moved(before, documents), changes=tuple(changes))


def _write(ledger: "Ledger", work: _Work) -> None:
    for report in work.part.fresh:
        ledger.drop_links(report, kinds=[STORY])
    ledger.put_links(Link(kind=STORY, a=m.a, b=m.b, score=m.likeness, value={"vectors": m.with_vectors}) for m in work.part.links)
    ledger.put_stories(work.part.stories)
    ledger.put_groups(work.claims)
    ledger.put_redirects("claim", work.moved, alive=[claim["id"] for document in work.documents.values() for claim in document["claims"]])
    for identified, document in work.documents.items():
        ledger.put_linked(identified, document)
    ledger.put_changes(work.changes)


def rulings_of(ledger: "Ledger", readings: Sequence[Reading]) -> tuple[Ruling, ...]:
    """Return what people judged of origins, and of actors that they are not one, as it stands in some readings."""
    return origins_judged(pairs_of(ledger), readings)


def _document(found: Linked, readings: Sequence[Reading]) -> Json:
    """Return what is kept of a story: `compare --json`, with the paths that `trace` shows."""
    reports = {each.report.id: each.report for each in readings if each.report is not None}
    document = comparison.encode(found, reports)
    return document | {"claims": [comparison.claim_json(each, reports, paths=True) for each in found.claims]}


def member_of(report: str, statement: str | None, start: int, end: int) -> str:
    """Return how a claim's group names an assertion: by its statement, or by where it stands."""
    return f"{report}/{statement}" if statement else f"{report}/{start}:{end}"


def _members(claim: Claim) -> tuple[str, ...]:
    return tuple(dict.fromkeys(member_of(a.report, a.statement, a.spans[0].start, a.spans[-1].end) for a in claim.assertions))


def _once(groups: Sequence[Group]) -> Iterator[Group]:
    """Leave each member in the first group that has it: a ledger's group is one home, though a statement may assert two things."""
    taken: set[str] = set()
    for each in groups:
        mine = tuple(m for m in each.members if m not in taken)
        taken.update(mine)
        if mine:
            yield Group(kind=each.kind, id=each.id, members=mine, value=each.value)


def _moved(before: Mapping[str, Json], documents: Mapping[str, Json]) -> dict[str, str]:
    """Return for each claim that is there no more the one that shares most of its assertions: whoever asks for it is led there."""
    now = {claim["id"]: _places(claim) for document in documents.values() for claim in document["claims"]}
    found = {}
    for old, claim in before.items():
        if old not in now:
            mine = _places(claim)
            best = max(now, key=lambda new: (len(mine & now[new]) / len(mine | now[new]), new), default=None)
            if best is not None and mine & now[best]:
                found[old] = best
    return found


def _places(claim: Mapping[str, Any]) -> frozenset[tuple[str, int]]:
    return frozenset((each["report"], each["spans"][0]["start"]) for each in claim["assertions"])


# What changed --------------------------------------------------------------------------------------------------------------------


def _old_stories(ledger: "Ledger", now: Story) -> list[str]:
    return [each.id for each in ledger.stories(touching=now.reports)]


def _changes(was: Sequence[Mapping[str, Any]], document: Json, now: Story) -> Iterator[Change]:
    old = {claim["id"]: claim for each in was for claim in each.get("claims", ())}
    for claim in document["claims"]:
        before = old.get(claim["id"])
        if before is None:
            if len({a["report"] for a in claim["assertions"]}) > 1 and was:
                yield _change(claim, None, now, "a claim that several reports make now")
            continue
        because = "; ".join(_differences(before, claim))
        if because:
            yield _change(claim, before, now, because)


def _change(claim: Json, before: Mapping[str, Any] | None, now: Story, because: str) -> Change:
    def short(one: Mapping[str, Any]) -> Json:
        return {"low": one["low"], "high": one["high"], "expected": one["expected"], "stances": _stances(one)}

    value = {
        "story": now.id,
        "gist": claim["gist"]["text"],
        "was": None if before is None else short(before),
        "is": short(claim),
        "because": because,
    }
    return Change(kind="claim", id=claim["id"], value=value, reports=tuple(sorted({a["report"] for a in claim["assertions"]})))


def _bounds(claim: Mapping[str, Any]) -> str:
    return str(claim["low"]) if claim["low"] == claim["high"] else f"{claim['low']} to {claim['high']}"


def _stances(claim: Mapping[str, Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in claim["assertions"]:
        found[each["stance"]] = found.get(each["stance"], 0) + 1
    return found


def _differences(before: Mapping[str, Any], claim: Mapping[str, Any]) -> Iterator[str]:
    if (before["low"], before["high"]) != (claim["low"], claim["high"]):
        yield f"independent origins: {_bounds(before)} became {_bounds(claim)}"
    had, has = _stances(before), _stances(claim)
    for stance, word in (("denies", "denied"), ("declines", "declined to speak of"), ("retracts", "retracted")):
        if has.get(stance, 0) > had.get(stance, 0):
            yield f"{word} by {has[stance] - had.get(stance, 0)} more"
    fresh = {a["report"] for a in claim["assertions"]} - {a["report"] for a in before["assertions"]}
    if fresh and had != has:
        yield f"{len(fresh)} more report{'s' if len(fresh) > 1 else ''}"
