"""What `headwater doctor` does: look at what reading rests on, and say what is wrong and how to mend it."""

import json
import platform
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import metadata

from headwater.cli.terminal import printable
from headwater.errors import HeadwaterError
from headwater.version import __version__

__all__ = ["SAMPLE", "Check", "run"]

LIBRARIES = ("numpy", "onnxruntime", "tokenizers", "trafilatura", "lxml", "resiliparse", "fastwarc", "pypdf", "typer", "rich")
TIMES_READ = 5

SAMPLE = """Ferry to Marrow Island halted after hull crack found

The ferry between Port Ellery and Marrow Island will not sail for at least nine days after divers found a crack in its hull, the operator \
Brannock Lines said on Tuesday.

“Nobody was ever in danger,” said Odile Ferrant, the company's head of operations. “We stopped the moment we knew.”

Two people who work on the ship told the Ellery Courier that the crack had been reported to managers in March. Brannock Lines denied that, \
saying the first report reached it on Monday night.

Islanders fear for their supplies. The shop had bread “for three days, maybe four”, according to its owner, Tam Ruskin, who added that he \
had asked the council for a barge.

The regional transport office confirmed that an inspector would travel to the port. “We expect a full account,” its director, Lise Harrow, \
wrote in a letter seen by the Courier.

The island's doctor, Peder Voss, believes that patients can still be flown out. A council spokeswoman said that “every option” was being \
looked at, including a fishing boat that its owner had reportedly offered free of charge.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at: its name, whether it is well, and what was found or how to mend it."""

    label: str
    ok: bool
    detail: str


def run(*, as_json: bool) -> bool:
    """Print every check and return whether all is well."""
    found: list[Check] = []
    for check in _checks():
        found.append(check)
        if not as_json:
            sys.stdout.write(f"  {'ok   ' if check.ok else 'WRONG'}  {check.label:<14} {printable(check.detail)}\n")
            sys.stdout.flush()
    wrong = [check.label for check in found if not check.ok]
    if as_json:
        document = {"version": 1, "data": {"ok": not wrong, "checks": [asdict(check) for check in found]}, "warnings": [], "rejected": []}
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(f"wrong: {', '.join(wrong)}\n" if wrong else "all well\n")
    return not wrong


def _checks() -> Iterator[Check]:
    yield Check(label="headwater", ok=True, detail=__version__)
    yield Check(label="Python", ok=True, detail=f"{platform.python_version()} on {platform.system()} {platform.machine()}")
    yield from (_version(library) for library in LIBRARIES)
    weights = list(_weights())
    yield from weights
    if all(check.ok for check in weights):
        yield _speed()


def _version(library: str) -> Check:
    try:
        return Check(label=library, ok=True, detail=metadata.version(library))
    except metadata.PackageNotFoundError:
        return Check(label=library, ok=False, detail=f"not installed; python -m pip install {library}")


def _weights() -> Iterator[Check]:
    try:
        from headwater.encode import weights_state
    except ImportError as error:
        yield Check(label="weights", ok=False, detail=f"{error}; reinstall headwater and what it needs: python -m pip install headwater")
        return
    for label, ok, detail in weights_state():
        yield Check(label=label, ok=ok, detail=detail)


def _speed() -> Check:
    from headwater import ingest, pipeline
    from headwater.read import open_reader

    try:
        reader = open_reader("model")
        sample = ingest.from_text(SAMPLE, ref="doctor's sample")
        found = pipeline.read_item(sample, reader)  # the first reading warms up, and is not timed
        if found.rejected:
            return Check(label="reading", ok=False, detail=f"the built-in text was rejected: {found.rejected[0].detail}")
        began = time.perf_counter()
        for _ in range(TIMES_READ):
            pipeline.read_item(sample, reader)
        seconds = (time.perf_counter() - began) / TIMES_READ
    except HeadwaterError as error:
        return Check(label="reading", ok=False, detail=str(error))
    rate = f"{1 / seconds:.1f} reports/s, {len(SAMPLE) / seconds:,.0f} characters/s in one process"
    return Check(label="reading", ok=True, detail=f"{len(found.statements)} statements in {len(SAMPLE):,} characters; {rate}")
