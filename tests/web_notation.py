"""Claims in a notation that a journalist can read, for the tests of what pages show of them.

    courier: a county official                a page, and whom it has the claim from
    lantern < courier: a county official      a page that cites another, which has it from somebody
    lantern = courier: a county official      … that took its text from it
    lantern ~ courier: a county official      … that tells later what the other has
    tern: The Harbour Post, Sal Marlow        by an outlet whose report is not in hand
    lantern: Ann Vale denies                  what speaks against it (denies, declines, retracts)
    tern:                                     in its own voice, without a source
    gull: a driver beside                     of something like it, so that its origin is not counted

Who begins with a small letter is not named. Reports are published in the order in which they are first named, an hour apart.
"""

from typing import Any

__all__ = ["story_of", "traced"]

Json = dict[str, Any]

_HOW = {"<": "cites it", "=": "derives from it", "~": "has it from there"}
_BESIDE = "beside"
_STANCES = ("denies", "declines", "retracts")
_OUTLETS = ("The Harbour Post", "The Mail")


def traced(*lines: str, low: int = 1, high: int = 1, same: tuple[str, ...] = (), **more: Any) -> tuple[Json, dict[str, Json]]:
    """Return a claim as `trace` gives it, and its reports by id; `same` names origins of which any two could be one."""
    reports: dict[str, Json] = {}
    rows = [_row(line) for line in lines]
    for pages, _, _, _ in rows:
        for page in pages:
            reports.setdefault(page, _report(page, len(reports)))
    origins: dict[str, Json] = {}
    assertions: list[Json] = []
    paths: list[list[Json]] = []
    for number, (pages, how, chain, said) in enumerate(rows):
        stance = "asserts" if said == _BESIDE else said
        origin = chain[-1] if chain else pages[-1]
        origins.setdefault(origin, _origin(origin, same=same, own_voice=not chain) | {"counted": said == "asserts"})
        span = {"start": 10 * number, "end": 10 * number + 5, "text": f"it is so {number}"}
        statement = f"s{number}" if chain else None
        assertions.append({"report": pages[0], "statement": statement, "spans": [span], "stance": stance, "origin": origin, "score": 0.8})
        paths.append(_path(pages, how, chain, number))
    claim: Json = {
        "id": "c1",
        "gist": {"report": next(iter(reports)), **assertions[0]["spans"][0]},
        "assertions": assertions,
        "origins": list(origins.values()),
        "low": low,
        "high": high,
        "expected": float(low + high) / 2,
        "circular": False,
        "evidence": [],
        "within": None,
        "paths": paths,
    }
    return claim | more, dict(sorted(reports.items(), key=lambda item: item[1]["published_at"]["value"]))


def story_of(*claims: Json, reports: dict[str, Json]) -> Json:
    """Return a story's document with some claims."""
    return {
        "story": {"id": "t1", "title": "It is so", "reports": list(reports.values())},
        "claims": list(claims),
        "reuse": [],
        "citations": [],
        "figures": [],
        "quotes": [],
        "positions": [],
        "identities": [],
    }


def _row(line: str) -> tuple[list[str], str, list[str], str]:
    pages, _, said = line.partition(":")
    how = next((sign for sign in _HOW if sign in pages), "<")
    words = said.strip()
    stance = next((each for each in (*_STANCES, _BESIDE) if words.endswith(f" {each}")), "asserts")
    chain = [each.strip() for each in words.removesuffix(f" {stance}").split(",") if each.strip()]
    return [page.strip() for page in pages.split(how)], _HOW[how], chain, stance


def _report(page: str, number: int) -> Json:
    return {
        "id": page,
        "ref": f"ref/{page}",
        "publisher": {"name": page.title(), "domain": None},
        "published_at": {"value": f"2025-05-01T{8 + number:02}:00:00Z", "precision": "second", "from": "row"},
    }


def _kind(who: str) -> str:
    return "outlet" if who in _OUTLETS else "person" if _is_named(who) else "unnamed"


def _is_named(who: str) -> bool:
    return who[0].isupper()


def _origin(who: str, *, same: tuple[str, ...], own_voice: bool) -> Json:
    return {
        "id": who,
        "who": who.title() if own_voice else who,
        "kind": "outlet" if own_voice else _kind(who),
        "named": own_voice or _is_named(who),
        "told_to": None,
        "may_be_same_as": [other for other in same if other != who] if who in same else [],
        "own_voice": own_voice or _kind(who) == "outlet",
    }


def _path(pages: list[str], how: str, chain: list[str], number: int) -> list[Json]:
    steps: list[Json] = []
    for each in pages:
        if steps:
            steps.append(_hop(steps[-1]["report"], each.title(), "outlet", number))
        steps.append(
            {"report": each, "who": each.title(), "kind": "report", "named": True, "origin": None, "because": how if steps else ""}
        )
    here = pages[-1]
    steps += [_hop(here, who, _kind(who), number) for who in chain]
    if not chain:
        steps.append(_hop(here, here.title(), "outlet", number) | {"because": "in its own voice"})
    steps[-1]["origin"] = chain[-1] if chain else here
    return steps


def _hop(report: str, who: str, kind: str, number: int) -> Json:
    span = {"start": 10 * number, "end": 10 * number + 3, "text": who}
    return {"report": report, "who": who, "kind": kind, "named": _is_named(who), "origin": None, "because": "source"} | span
