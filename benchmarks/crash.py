"""Whether a ledger survives being killed while reports are added to it.

    python -m benchmarks.crash                          50 kills while 200 invented reports are added, with the rules
    python -m benchmarks.crash --kills 5 --reports 40   a shorter one

Each time `headwater add` is started on the same rows and killed (SIGKILL) at a random moment after it has begun to write, or, once all
reports are in, while it links them. After each kill the ledger must verify and hold whole reports alone. In the end an add runs
undisturbed, and the ledger must equal one that never was.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from headwater.errors import LedgerError
from headwater.ledger import open_ledger

__all__ = ["Outcome", "main", "rows", "run"]

NAMES = "Ilsa Brandt|Odile Ferrant|Tam Ruskin|Lise Harrow|Peder Voss|Mara Quill|Joren Aske|Ines Calloway|Rufus Tennant|Hedda Lorne".split(
    "|"
)
ROLES = "the mayor|a harbour pilot|the head of the clinic|a spokeswoman for the council|the union's secretary|an engineer".split("|")
PLACES = "Port Ellery|Lower Hessing|Marrow Island|Eastmoor|Upland|Corvane|Tarrock|Brannock".split("|")
THINGS = "the bridge|the ferry|the clinic|the pumping station|the school roof|the night bus|the fish market|the reservoir".split("|")
EVENTS = "would reopen in {n} days|had cost {n} thousand more than planned|was closed after {n} complaints|needed {n} new workers".split(
    "|"
)
PAPERS = "Ellery Courier|Hessing Argus|Daymark|Eastmoor Sentinel|Upland Radio".split("|")
SENTENCES = 6
START_S = 60.0
"""How long a started add may take until it first writes."""
SLACK = 1.2
"""How much longer a disturbed add may take, in any part, than the undisturbed one did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run showed.

    Attributes:
        ledgers: How many were begun.
        broken: What was wrong after some kill, in words.
        equal: Whether each ledger is, in the end, the one of an undisturbed run.
        spread: How many reports were there after each kill; each met an add that was still at it.
    """

    ledgers: int
    broken: tuple[str, ...]
    equal: bool
    spread: tuple[int, ...]


def rows(number: int, *, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Yield rows of invented reports, each of its own wording."""
    chance = random.Random(seed)
    for each in range(number):
        said = [_sentence(chance) for _ in range(SENTENCES)]
        day = f"2025-{1 + each % 12:02d}-{1 + each % 28:02d}T{each % 24:02d}:00:00Z"
        yield {"id": f"crash/{each}", "publisher": chance.choice(PAPERS), "published_at": day, "text": "\n\n".join(said)}


def _sentence(chance: random.Random) -> str:
    who, role, place, thing = (chance.choice(words) for words in (NAMES, ROLES, PLACES, THINGS))
    what = chance.choice(EVENTS).format(n=chance.randint(2, 900))
    if chance.random() < 0.5:
        return f"{who}, {role} in {place}, said that {thing} {what}. “Nobody here was asked about it,” {who.split()[-1]} added."
    return f"According to {role} in {place}, {thing} {what}. {who} told the {chance.choice(PAPERS)} that it was not so."


def run(folder: Path, *, reports: int, kills: int, seed: int = 1) -> Outcome:
    """Add with kills and without, and compare; where an add comes to its end before all kills are done, another ledger is begun."""
    source, quiet = folder / "rows.jsonl", folder / "quiet.db"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows(reports, seed=seed)), encoding="utf-8")
    paces = _paced(source, quiet, reports)
    chance = random.Random(seed)
    broken: list[str] = []
    spread: list[int] = []
    equal, ledgers = True, 0
    with open_ledger(quiet) as undisturbed:
        statements = {each.id: each.statements for each in undisturbed.reports()}
        while len(spread) < kills:
            harmed = folder / f"harmed{ledgers}.db"
            ledgers += 1
            there = 0
            while len(spread) < kills and _killed(source, harmed, paces, chance.random() * paces.longest_s(kills, all_in=there == reports)):
                wrong, there = _looked_at(harmed, statements)
                broken += wrong
                spread.append(there)
                print(f"{len(spread)}: killed with {there} reports", file=sys.stderr, flush=True)
            subprocess.run(_command(source, harmed), check=True)
            with open_ledger(harmed) as finished:
                equal = equal and finished.digest() == undisturbed.digest() and not finished.verify().orphans
    return Outcome(ledgers=ledgers, broken=tuple(broken), equal=equal, spread=tuple(spread))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paces:
    """How long an undisturbed add takes: until it first writes, from then until all reports are in, and to link them."""

    start_s: float
    add_s: float
    link_s: float

    def longest_s(self, kills: int, *, all_in: bool) -> float:
        """How long to wait at most before a kill, once it is writing: so that all stages are met."""
        return SLACK * (self.link_s if all_in else self.add_s / kills)


def _paced(source: Path, ledger: Path, reports: int) -> _Paces:
    """Add undisturbed; return how long its parts took."""
    began = time.perf_counter()
    first = whole = 0.0
    adding = subprocess.Popen(_command(source, ledger))
    while adding.poll() is None:
        now = time.perf_counter() - began
        first = first or (now if _generation(ledger) > 0 else 0.0)
        whole = whole or (now if first and _count(ledger) == reports else 0.0)
        time.sleep(0.05)
    if adding.returncode:
        raise subprocess.CalledProcessError(adding.returncode, adding.args)
    ended = time.perf_counter() - began
    return _Paces(start_s=first, add_s=whole - first, link_s=ended - whole)


def _command(source: Path, ledger: Path) -> list[str]:
    return [sys.executable, "-m", "headwater", "add", "--quiet", "--reader", "rules", "--ledger", str(ledger), str(source)]


def _killed(source: Path, ledger: Path, paces: _Paces, after_s: float) -> bool:
    """Start an add, wait until it has written something, and kill it a moment later; return whether it was still at it.

    Once all is in, it writes when it has linked a part, which may take long: then it is not waited for longer than a start takes.
    """
    before = _generation(ledger)
    adding = subprocess.Popen(_command(source, ledger))
    try:
        until = time.monotonic() + min(START_S, SLACK * paces.start_s)
        while adding.poll() is None and time.monotonic() < until and _generation(ledger) == before:
            time.sleep(0.005)
        time.sleep(after_s)
        return adding.poll() is None
    finally:
        adding.kill()
        adding.wait()


def _generation(ledger: Path) -> int:
    try:
        with open_ledger(ledger) as opened:
            return opened.generation
    except LedgerError:  # it is not there yet, or is being made
        return -1


def _count(ledger: Path) -> int:
    with open_ledger(ledger) as opened:
        return opened.stats().reports


def _looked_at(ledger: Path, statements: dict[str, int]) -> tuple[list[str], int]:
    with open_ledger(ledger, create=True) as opened:
        wrong = [f"{each.where}: {each.problem}" for each in opened.verify().orphans]
        found = opened.reports()
        wrong += [f"report {each.id} is not whole" for each in found if each.statements != statements[each.id]]
        return wrong, len(found)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it and print what it showed; return 0 where all holds."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crash", description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="headwater-crash-") as folder:
        found = run(Path(folder), reports=wanted.reports, kills=wanted.kills, seed=wanted.seed)
    print(f"{wanted.reports} reports, {len(found.spread)} kills while they were added, in {found.ledgers} ledger(s)")
    print(f"reports there after each kill: {' '.join(map(str, found.spread))}")
    print(f"broken after a kill: {len(found.broken)}", *found.broken, sep="\n  ")
    print(f"equal, in the end, to a ledger that was never disturbed: {'yes' if found.equal else 'NO'}")
    return 0 if found.equal and not found.broken else 1


if __name__ == "__main__":
    sys.exit(main())
