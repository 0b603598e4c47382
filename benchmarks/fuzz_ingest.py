"""Read spoilt sources of every kind until the time is over, and print what brought a parser down.

    python -m benchmarks.fuzz_ingest --seconds 600 [--kind html]

The sources are those of the short run in the tests. Each comes from its seed, which is printed with a failure. What is looked for is what
the guard would have to catch: an exception, a refusal `failed`, or a source that takes the processor longer than five seconds.
"""

import argparse
import random
import sys
import time
import traceback
from collections import Counter

from headwater.ingest import KINDS
from headwater.model import Rejected
from tests.ingest.spoilt import SOUND, read_here

__all__ = ["main"]

SLOW_S = 5.0
_PIECES = (
    b"\0",
    b"<",
    b">",
    b"&#xD800;",
    b"]]>",
    b"\r\n\r\n",
    b"PK\x01\x02",
    b'"',
    b"<script>",
    b"%%EOF",
    b"9999999999",
    b"-1",
    b"<p>" * 40,
)


def main(argv: list[str] | None = None) -> int:
    """Fuzz; return 1 where anything failed."""
    ap = argparse.ArgumentParser(prog="python -m benchmarks.fuzz_ingest", description="Read spoilt sources of every kind.")
    ap.add_argument("--seconds", type=float, default=60, help="for each kind")
    ap.add_argument("--kind", choices=sorted(KINDS))
    ap.add_argument("--seed", type=int, default=0, help="the first seed")
    args = ap.parse_args(argv)
    failed = 0
    for kind in [args.kind] if args.kind else sorted(KINDS):
        ends = time.monotonic() + args.seconds
        seen: Counter[str] = Counter()
        list(read_here(kind, SOUND[kind][0]))  # what is loaded at the first source is not counted
        seed = args.seed
        while time.monotonic() < ends:
            failed += _tried(kind, seed, seen)
            seed += 1
        print(f"{kind:8} {seed - args.seed:7} sources: {', '.join(f'{name} {count}' for name, count in seen.most_common())}")
    return 1 if failed else 0


def _tried(kind: str, seed: int, seen: Counter[str]) -> bool:
    raw = _spoilt(kind, random.Random(seed))  # noqa: S311 - no secret
    began = time.process_time()  # not the clock: what else the machine does is no finding
    try:
        codes = [found.code if isinstance(found, Rejected) else "report" for found in read_here(kind, raw)]
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        codes = ["raised"]
        traceback.print_exc()
    seen.update(codes)
    bad = "raised" in codes or "failed" in codes or time.process_time() - began > SLOW_S
    if bad:
        print(f"{kind}: seed {seed}: {codes} in {time.process_time() - began:.1f} s", file=sys.stderr)
    return bad


def _spoilt(kind: str, chance: random.Random) -> bytes:
    raw = chance.choice(SOUND[kind])
    for _ in range(chance.randrange(6)):
        at = chance.randrange(len(raw) + 1)
        until = at + chance.choice((0, 0, 1, 4, 40, 1_000))
        piece = chance.choice((*_PIECES, chance.randbytes(chance.randrange(8)), raw[at : at + chance.randrange(200)]))
        raw = raw[:at] + piece + raw[until:]
    return raw


if __name__ == "__main__":
    sys.exit(main())
