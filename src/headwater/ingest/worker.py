"""The process that parses: reads jobs from its standard input, answers with reports, and can be ended at any time.

Started by `headwater.ingest.guard` as `python -m headwater.ingest.worker`. It limits its own memory and gives up the network, other
programs and writing any but temporary files before it touches a byte of input. What it answers is the contract's JSON and no pickle, so
that a parser that was taken over has only words to say. Each line of the answer begins with a letter:

    T            something was passed over: still at work
    A {…}        begins the member of that index and ref
    E            ended that member
    B {…}        the bytes of that member follow, so many as it says, where they are to be kept
    I {…}        a report or a refusal, as the contract writes it
    X "…"        the text in which the spans of a document's reports are looked for
    L "…"        a line for the log, and its traceback
    M            memory ran out; the process ends
    D            done with the job
"""

import io
import json
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

from headwater import codec
from headwater.ingest.compose import FAILED, rejected
from headwater.ingest.decode import Refusal
from headwater.ingest.given import Given
from headwater.ingest.kinds import KINDS
from headwater.ingest.limits import Limits, over
from headwater.ingest.member import Member
from headwater.ingest.originals import original_text
from headwater.model import Publisher, Reading, Rejected, Report, When

__all__ = ["given_from", "given_to", "main", "members"]

_LOG = logging.getLogger(__name__)
_TICK_EVERY = 64
_SCRATCH_BYTES = 256 << 20  # the recogniser of languages unpacks its model into a temporary file; its folder is this process's own
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_WATCHED = frozenset(
    "open socket.connect socket.getaddrinfo socket.gethostbyname socket.gethostbyaddr socket.sendto socket.sendmsg socket.bind "
    "subprocess.Popen os.system os.exec os.posix_spawn os.spawn os.fork os.forkpty os.kill os.remove os.rename os.rmdir os.mkdir "
    "os.link os.symlink os.truncate os.chmod os.chown shutil.rmtree".split()
)


def main() -> None:
    """Serve jobs until standard input ends."""
    jobs, answers = sys.stdin.buffer, sys.stdout.buffer
    limits = Limits(**json.loads(jobs.readline()))
    logging.getLogger("headwater").addHandler(_Forwarding())
    _confine(limits)
    for line in jobs:
        job = json.loads(line)
        try:
            with ExitStack() as stack:
                path = job["path"]
                stream = io.BytesIO(jobs.read(job["size"])) if path is None else stack.enter_context(Path(path).open("rb"))
                for answer in _answers(job, stream, given_from(job["given"], limits)):
                    answers.write(answer)
                    answers.flush()
        except MemoryError:
            answers.write(b"M\n")
            answers.flush()
            return
        answers.write(b"D\n")
        answers.flush()


class _Forwarding(logging.Handler):
    """Sends what is logged here to the log of the process that asked."""

    def emit(self, record: logging.LogRecord) -> None:
        """Send one record, its traceback with it."""
        sys.stdout.buffer.write(_line("L", self.format(record)))


def given_to(given: Given) -> dict[str, Any]:
    """Write what is known of an input as JSON, without its limits."""
    publisher, captured = given.publisher, given.captured_at
    return {
        "ref": given.ref,
        "publisher": [publisher.name, publisher.domain] if publisher else None,
        "url": given.url,
        "captured_at": [captured.value, captured.precision, captured.origin] if captured else None,
        "charset": given.charset,
        "html": given.html,
    }


def given_from(document: dict[str, Any], limits: Limits) -> Given:
    """Read what `given_to` wrote."""
    publisher, captured = document["publisher"], document["captured_at"]
    return Given(
        ref=document["ref"],
        publisher=Publisher(name=publisher[0], domain=publisher[1]) if publisher else None,
        url=document["url"],
        captured_at=When(value=captured[0], precision=captured[1], origin=captured[2]) if captured else None,
        charset=document["charset"],
        html=document["html"],
        limits=limits,
    )


def members(kind: str, stream: BinaryIO, given: Given) -> Iterator[Member | Rejected | None]:
    """Yield every document of a source: itself, or what an archive holds, archives in it unpacked too.

    Args:
        kind: A name of `KINDS`.
        stream: The source's bytes.
        given: What is known of them.
    """
    spent = 0
    for member in _unpacked(kind, stream, given, 0):
        spent += len(member.body) if isinstance(member, Member) else 0
        if spent > given.limits.archive_bytes:
            yield rejected(given.ref, over("bomb", "archive_mb", given.limits, "it unpacks to more than an archive may"))
            return
        if not isinstance(member, Member) or KINDS[member.kind].unpack is None:
            yield member


def _unpacked(kind: str, stream: BinaryIO, given: Given, depth: int) -> Iterator[Member | Rejected | None]:
    """Every member at every depth, the archives among them too, so that what they take is counted."""
    unpack = KINDS[kind].unpack
    if unpack is None:
        yield Member(kind=kind, given=given, body=stream.read(given.limits.input_bytes + 1))
        return
    if depth >= given.limits.nesting:
        yield rejected(given.ref, over("too_complex", "nesting", given.limits, f"it lies in {depth} archives, one inside the other"))
        return
    for member in unpack(stream, given):
        yield member
        if isinstance(member, Member) and KINDS[member.kind].unpack:
            yield from _unpacked(member.kind, io.BytesIO(member.body), member.given, depth + 1)


def _answers(job: dict[str, Any], stream: BinaryIO, given: Given) -> Iterator[bytes]:
    try:
        for index, member in enumerate(members(job["kind"], stream, given)):
            if index < job["skip"] or member is None:
                if index % _TICK_EVERY == 0:
                    yield b"T\n"
            elif isinstance(member, Rejected):
                yield _item(member)
            else:
                yield _line("A", {"index": index, "ref": member.given.ref})
                yield from _guarded(member, _original if job["original"] else _read, keep=job["keep"])
                yield b"E\n"
    except RecursionError:
        yield _item(rejected(given.ref, over("too_complex", "depth", given.limits, "its parts nest too deep")))
    except OSError as error:
        yield _item(rejected(given.ref, Refusal("unreadable", f"it cannot be read: {error.strerror or error}; check the file")))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - the boundary of the batch: an unpacker may fail in ways of its own
        _LOG.exception("unpacking failed on %s", given.ref)
        yield _item(rejected(given.ref, FAILED))


def _read(member: Member) -> Iterator[bytes]:
    read = KINDS[member.kind].read
    yield from (_item(found) for found in (read(io.BytesIO(member.body), member.given) if read else ()))


def _original(member: Member) -> Iterator[bytes]:
    found = original_text(member.kind, member.body, member.given)
    yield _line("X", found) if isinstance(found, str) else _item(rejected(member.given.ref, found))


def _guarded(member: Member, read: Callable[[Member], Iterator[bytes]], *, keep: bool) -> Iterator[bytes]:
    if keep:
        known = {"size": len(member.body), "kind": member.kind, "charset": member.given.charset}
        yield _line("B", known) + member.body
    try:
        yield from read(member)
    except RecursionError:
        yield _item(rejected(member.given.ref, over("too_complex", "depth", member.given.limits, "its parts nest too deep")))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - the boundary of the batch: a parser may fail in ways of its own
        _LOG.exception("ingest failed on %s", member.given.ref)
        yield _item(rejected(member.given.ref, FAILED))


def _item(found: Report | Rejected) -> bytes:
    report, refusals = (found, ()) if isinstance(found, Report) else (None, (found,))
    return b"I" + codec.dumps(Reading(ref=found.ref, report=report, rejected=refusals, stages=("ingest",))).encode() + b"\n"


def _line(letter: str, value: object) -> bytes:
    return letter.encode() + json.dumps(value).encode() + b"\n"


def _confine(limits: Limits) -> None:
    """Give up what a parser never needs. The hook sees what Python does; memory and files are held by the system."""
    try:
        import resource
    except ImportError:  # Windows: time alone is limited there
        pass
    else:
        for name, most in (("RLIMIT_AS", limits.memory_mb << 20), ("RLIMIT_CORE", 0), ("RLIMIT_FSIZE", _SCRATCH_BYTES)):
            _, hard = resource.getrlimit(getattr(resource, name))
            held = most if hard == resource.RLIM_INFINITY else min(most, hard)
            try:
                resource.setrlimit(getattr(resource, name), (held, hard))
            except (OSError, ValueError):  # macOS takes no RLIMIT_AS
                continue
    scratch = tempfile.gettempdir()

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event not in _WATCHED:
            return
        path = os.fsdecode(arguments[0]) if isinstance(arguments[0], str | bytes) else ""
        in_scratch = path.startswith(scratch) and ".." not in path
        if event == "open":
            flags = arguments[2] if isinstance(arguments[2], int) else 0
            allowed = in_scratch or not flags & _WRITING
        else:
            allowed = event == "os.remove" and in_scratch
        if not allowed:
            raise PermissionError(f"a parser asked for {event}, which it may not")

    sys.addaudithook(refuse)


if __name__ == "__main__":
    main()
