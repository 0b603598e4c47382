"""JSON lines of the contract: stories as `compare --json` prints them, claims as `trace --json`, reports as `read --json`."""

import json
from collections.abc import Iterator

from headwater import codec, comparison
from headwater.export.case import Case

__all__ = ["write"]


def write(case: Case) -> bytes:
    """Return the lines of a case: claims that were asked for, then stories, then the readings of all their reports."""
    return "".join(f"{line}\n" for line in _lines(case)).encode()


def _lines(case: Case) -> Iterator[str]:
    for claim in case.claims:
        yield _line(claim)
    for document in () if case.claims else case.documents:
        claims = [{k: v for k, v in claim.items() if k != "paths"} for claim in document["claims"]]
        yield _line({key: document[key] for key in comparison.KEYS} | {"claims": claims})
    for reading in case.readings:
        yield codec.dumps(reading)


def _line(document: object) -> str:
    return json.dumps(document, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
