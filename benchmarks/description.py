"""Requests made from the API's own description, for a while: does any answer differ from what it says, or fail?

    python -m benchmarks.description                       60 seconds, on the reports in samples/ read by the rules
    python -m benchmarks.description --seconds 600 --seed 7
    python -m benchmarks.description --ledger story.db     on a copy of a ledger of yours

Schemathesis makes requests, fitting ones, odd ones and wrong ones, and holds each answer to openapi.json. Corrections are written and
linked, into a ledger that is thrown away; nothing is fetched or read, since every job that adds reports is done at once.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import hypothesis
import schemathesis
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup
from starlette.applications import Starlette
from starlette.testclient import TestClient

from headwater import pipeline
from headwater.api import Jobs, api
from headwater.api.alone import alone
from headwater.api.guard import Guard
from headwater.api.jobs import Job, Source
from headwater.ledger import Ledger, open_ledger
from headwater.read import open_reader

__all__ = ["Found", "IdleJobs", "asked", "main"]

READS, WRITES = ("2xx", "400", "404", "409"), ("2xx", "400", "404", "409", "412", "415", "422", "428")
"""How requests that fit the description may be answered: what they speak of may not be there, or be another by now."""
TOKEN, HOST, COOKIE = "token", "testserver", "headwater"
A_ROUND = 10
"""Examples of an operation before it is the next one's turn."""


class IdleJobs(Jobs):
    """Jobs that are done as soon as they begin."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(ledger, open_reader)

    def _do(self, job: Job, sources: Sequence[Source]) -> None:  # noqa: ARG002 - as in Jobs
        self._note(job, state="done")


def _samples(path: Path) -> None:
    folder = Path(__file__).parents[1] / "samples"
    with open_ledger(path, create=True) as ledger:
        list(pipeline.add([str(folder)], lambda: open_reader("rules"), ledger))


@dataclass(slots=True)
class Found:
    """What came of asking.

    Attributes:
        statuses: How many answers had which.
        failures: In words, each with its operation.
    """

    operations: int = 0
    rounds: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)


def asked(ledger: Ledger, *, seconds: float, seed: int, examples: int = A_ROUND) -> Found:
    """Ask every operation of the API of a ledger, round by round, until the time is over or something is found; one round at least."""
    fitting, odd = _behind_the_guard(ledger), _schema(_app(ledger))
    operations = list(zip(_operations(fitting), _operations(odd), strict=True))
    found, chance, end = Found(operations=len(operations)), random.Random(seed), time.monotonic() + seconds  # noqa: S311 - no secret
    while not found.rounds or (time.monotonic() < end and not found.failures):
        for guarded, bare in operations:
            expected = READS if guarded.method.lower() == "get" else WRITES
            fitting.config.checks.positive_data_acceptance.expected_statuses = list(expected)
            by = chance.randrange(1 << 30)
            _ask(guarded if chosen(by) is GenerationMode.POSITIVE else bare, found, seed=by, examples=examples)
        found.rounds += 1
    return found


def _app(ledger: Ledger, cookie: str | None = None) -> Starlette:
    return alone(api(ledger, jobs=IdleJobs(ledger), author="Ida Lund", cookie=cookie))


def _schema(app: Any, **given: Any) -> Any:
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, **given)


def _operations(schema: Any) -> list[Any]:
    return [each.ok() for each in schema.get_all_operations()]


def _behind_the_guard(ledger: Ledger) -> Any:
    """Return the description of the API behind its guard, asked with the cookie: where requests fit, who asks is checked too.

    Requests that do not fit are made without a guard: they would have another cookie more often than anything else.
    """
    app = Guard(_app(ledger, COOKIE), hosts=[HOST], token=TOKEN, cookie=COOKIE)
    value = _entered(app)
    schema = _schema(app, headers={"Cookie": f"{COOKIE}={value}"})
    schema.auth()(_known_by(value))
    return schema


def _entered(app: Guard) -> str:
    """Return the cookie's value that the link of a guard gives."""
    told = TestClient(app, base_url=f"http://{HOST}", follow_redirects=False).get("/", params={"token": TOKEN})
    return told.cookies[COOKIE]


def _known_by(value: str) -> type:
    """Return what puts the cookie on every request."""

    class Known:
        def get(self, _case: Any, _context: Any) -> str:
            return value

        def set(self, case: Any, data: str, _context: Any) -> None:
            case.cookies = {**(case.cookies or {}), COOKIE: data}

    return Known


def _ask(operation: Any, found: Found, *, seed: int, examples: int) -> None:
    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=examples, deadline=None, database=None, suppress_health_check=list(hypothesis.HealthCheck), report_multiple_bugs=False
    )
    @hypothesis.given(case=operation.as_strategy(generation_mode=chosen(seed)))
    def ask(case: Any) -> None:
        answer = case.call()
        found.statuses[answer.status_code] += 1
        case.validate_response(answer)

    try:
        ask()
    except hypothesis.errors.Unsatisfiable:
        pass  # an operation that every request fits
    except (Exception, FailureGroup) as error:  # noqa: BLE001 - each is a finding, and the next operation is asked nevertheless
        found.failures.append(f"{operation.label}: {error}")


def chosen(seed: int) -> GenerationMode:
    """Return whether requests shall fit the description, or not: each in turn."""
    return GenerationMode.NEGATIVE if seed % 2 else GenerationMode.POSITIVE


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask for a while and print what came of it; return 0 where every answer was as described."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.description", description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ledger", type=Path)
    wanted = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="headwater-description-") as folder:
        path = Path(folder) / "asked.db"
        if wanted.ledger is None:
            _samples(path)
        else:
            with open_ledger(wanted.ledger) as given:
                given.backup(path)
        with open_ledger(path) as ledger:
            found = asked(ledger, seconds=wanted.seconds, seed=wanted.seed)
    total = sum(found.statuses.values())
    print(f"{found.operations} operations, {found.rounds} rounds, {total} requests: {dict(sorted(found.statuses.items()))}")
    for each in found.failures:
        print(each)
    return 1 if found.failures else 0


if __name__ == "__main__":
    sys.exit(main())
