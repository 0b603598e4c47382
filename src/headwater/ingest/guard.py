"""Guarded parsing: every parser of foreign bytes runs in a process that is ended when it takes too long or too much.

The process stays for the next input, so that the guard costs a few percent. An input that ends it is one refusal, named by what went
wrong, and a new process goes on with the archive's next member. What the process does and may not do: `headwater.ingest.worker`.
"""

import atexit
import hashlib
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Generator, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from headwater import codec
from headwater.errors import ContractError
from headwater.ingest.captures import Captures
from headwater.ingest.compose import FAILED, rejected
from headwater.ingest.decode import Refusal
from headwater.ingest.given import Given
from headwater.ingest.limits import Limits, over
from headwater.ingest.worker import given_to
from headwater.model import Rejected, Report

__all__ = ["Job", "read_guarded", "text_guarded"]

_LOG = logging.getLogger(__name__)
MOST_JOBS = 1_000
"""Inputs after which a process makes room for a new one, so that what parsers leak does not add up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One source to parse: its bytes where they are in hand, else the path they lie at.

    Attributes:
        captures: Where the bytes of an archive's members are kept; `None` keeps none.
        original: Whether it is not its reports that are wanted, but the text in which their spans are looked for.
    """

    kind: str
    given: Given
    body: bytes | None = None
    path: Path | None = None
    captures: Captures | None = None
    original: bool = False


@dataclass(frozen=True, slots=True)
class _Held:
    """The bytes of the member that is being read, and what is known of them."""

    raw: bytes
    sha256: str
    kind: str
    charset: str | None


@dataclass(frozen=True, slots=True)
class _Ended:
    """The process ended: at which member or before which, whether in it or on the way to it, and why."""

    index: int
    inside: bool
    ref: str
    refusal: Refusal
    served: int


class _Process:
    """One process that parses, and the clock that ends it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.owner = os.getpid()
        self.served = 0
        self.late = False
        self._scratch = tempfile.TemporaryDirectory(prefix="headwater-", ignore_cleanup_errors=True)
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-W", "ignore", "-X", "utf8", "-m", "headwater.ingest.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment() | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), self._scratch.name),
            start_new_session=True,  # Ctrl-C is for us, who then end it
        )
        self.send(json.dumps(asdict(limits)).encode() + b"\n")

    def send(self, raw: bytes) -> None:
        stdin = self._process.stdin
        try:
            if stdin:
                stdin.write(raw)
                stdin.flush()
        except BrokenPipeError:  # it ended: reading its answer says how
            pass

    def answer(self, seconds: float) -> bytes:
        """The next line of its answer; empty when it ended, by itself or because the seconds were over."""
        stdout = self._process.stdout
        return self._timed(lambda: stdout.readline(self._most_bytes()) if stdout else b"", seconds)

    def body(self, size: int, seconds: float) -> bytes:
        """So many bytes that follow; fewer when it ended. More than it may send are not waited for."""
        stdout = self._process.stdout
        most = min(size, self._most_bytes())
        return self._timed(lambda: stdout.read(most) if stdout else b"", seconds)

    def _timed(self, read: Callable[[], bytes], seconds: float) -> bytes:
        clock = threading.Timer(seconds, self._end_late)
        clock.daemon = True
        clock.start()
        try:
            return read()
        finally:
            clock.cancel()

    def end(self) -> int:
        """End it, and return how it had ended: 0 or its code, or minus the signal."""
        ended = self._process.poll()
        if ended is None:
            self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                if pipe:
                    pipe.close()
            except BrokenPipeError:
                pass
        code = self._process.wait()
        self._scratch.cleanup()
        return code if ended is None else ended

    def _most_bytes(self) -> int:
        return 16 * self.limits.text_chars + (64 << 20)

    def _end_late(self) -> None:
        self.late = True
        self._process.kill()


_idle: list[_Process] = []


def read_guarded(job: Job) -> Iterator[Report | Rejected]:
    """Read a source in a process of its own.

    Args:
        job: The source; its limits are those of `job.given`.

    Yields:
        Reports and refusals. What ended the process is a refusal of that member: `timeout`, `memory`, `crashed`.
    """
    yield from (found for found in _guarded(job) if not isinstance(found, str))


def text_guarded(job: Job) -> str | Rejected:
    """Return the text of a document in which the spans of its reports are looked for, or why there is none."""
    found = next((each for each in _guarded(replace(job, original=True)) if not isinstance(each, Report)), None)
    return rejected(job.given.ref, FAILED) if found is None else found


def _guarded(job: Job) -> Iterator[Report | Rejected | str]:
    skip, failures = 0, 0
    while True:
        ended = yield from _attempted(job, skip)
        if ended is None:
            return
        if ended.served and ended.refusal.code != "timeout":  # perhaps what earlier inputs left behind: once more in a fresh process
            ended = yield from _attempted(job, max(skip, ended.index), fresh=True)
            if ended is None:
                return
        yield rejected(ended.ref, ended.refusal)
        if not ended.inside:
            return
        skip, failures = ended.index + 1, failures + 1
        if failures >= job.given.limits.failures:
            yield rejected(
                job.given.ref,
                over("gave_up", "failures", job.given.limits, f"{failures} of its members ended the parser; the rest is not read"),
            )
            return


def _attempted(job: Job, skip: int, *, fresh: bool = False) -> Generator[Report | Rejected | str, None, _Ended | None]:
    """Read a source from a member on; return how its process ended, or `None` when all was read."""
    process = _Process(job.given.limits) if fresh else _taken(job.given.limits)
    kept = False
    index, inside, ref, waited = skip, False, job.given.ref, job.given.limits.seconds
    held: _Held | None = None
    try:
        process.send(_asked(job, skip))
        while True:
            line = process.answer(waited)
            letter, rest = line[:1], line[1:]
            if letter in (b"I", b"X") and line.endswith(b"\n"):
                yield _kept(_received(rest, ref), held, job) if letter == b"I" else str(json.loads(rest))
            elif letter == b"B":
                held = _held(process, json.loads(rest), waited)
            elif letter == b"A":
                begun = json.loads(rest)
                index, inside, ref = begun["index"], True, begun["ref"]
            elif letter == b"E":
                index, inside, ref = index + 1, False, job.given.ref
            elif letter == b"L":
                _LOG.error("%s", json.loads(rest))
            elif letter == b"D":
                process.served += 1
                kept = process.served < MOST_JOBS
                return None
            elif letter != b"T":
                return _Ended(index, inside, ref, _why(process, line), process.served)
    finally:
        if kept:
            _idle.append(process)
        else:
            process.end()


def _asked(job: Job, skip: int) -> bytes:
    header = {"kind": job.kind, "given": given_to(job.given), "skip": skip, "path": str(job.path) if job.path else None}
    header |= {"keep": job.captures is not None, "original": job.original, "size": len(job.body or b"")}
    return json.dumps(header).encode() + b"\n" + (job.body or b"")


def _held(process: _Process, header: dict[str, Any], seconds: float) -> _Held:
    raw = process.body(header["size"], seconds)
    return _Held(raw, hashlib.sha256(raw).hexdigest(), header["kind"], header["charset"])


def _kept(found: Report | Rejected, held: _Held | None, job: Job) -> Report | Rejected:
    """What was found, the bytes kept that it says it was made of, if it was."""
    if job.captures and held and isinstance(found, Report) and found.capture == held.sha256:
        job.captures.keep_for(found, held.raw, kind=held.kind, charset=held.charset)
    return found


def _received(line: bytes, ref: str) -> Report | Rejected:
    try:
        reading = codec.loads(line)
    except ContractError:
        _LOG.exception("the parser's answer on %s has not the shape of the contract", ref)
        return rejected(ref, FAILED)
    return reading.report or reading.rejected[0]


def _why(process: _Process, line: bytes) -> Refusal:
    limits = process.limits
    if process.late:
        process.end()
        return over("timeout", "seconds", limits, "its parser did not come to an end in time")
    if line == b"M\n":
        return over("memory", "memory_mb", limits, "its parser needed too much memory")
    code = process.end()
    if line:
        return over("too_large", "text_chars", limits, "its parser made more of it than one report may be")
    name = signal.Signals(-code).name if code < 0 else f"code {code}"
    return over("crashed", "memory_mb", limits, f"its parser crashed ({name}), perhaps for want of memory")


def _taken(limits: Limits) -> _Process:
    while _idle:
        process = _idle.pop()
        if process.owner == os.getpid() and process.limits == limits:
            return process
        if process.owner == os.getpid():
            process.end()
    return _Process(limits)


def _environment() -> dict[str, str]:
    """What the process may know of ours: how to start, and no more."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH") if name in os.environ}
    here = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join([here, *(path for path in sys.path if Path(path).is_absolute())])
    # One thread each: more would reserve address space that the limit counts.
    return kept | {"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


@atexit.register
def _end_idle() -> None:
    while _idle:
        process = _idle.pop()
        if process.owner == os.getpid():
            process.end()
