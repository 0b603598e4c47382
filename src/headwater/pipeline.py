"""The whole way, short enough to read aloud: sources are ingested to reports, each is read to its statements, these are resolved and kept.

One input that fails is a `Rejected` and the others go on. What is broken for all of them (a missing path, bad weights) is raised.
"""

import itertools
import logging
import signal
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING, Unpack

from headwater import ingest
from headwater.errors import HeadwaterError
from headwater.model import Actor, Figure, Reading, Rejected, Report, Statement, Timex, Unreached, reading_order
from headwater.resolve import resolve

if TYPE_CHECKING:
    from headwater.ledger import Ledger
    from headwater.read import Reader

__all__ = ["LOOK_AHEAD", "Item", "Kept", "add", "add_items", "items_of", "read", "read_item", "read_items", "reread"]

Item = Report | Rejected

LOOK_AHEAD = 4
"""Reports in flight per process: enough that none waits for its neighbour, few enough that memory stays flat."""

_log = logging.getLogger(__name__)
_log.addHandler(logging.NullHandler())


def read(
    sources: Iterable[str],
    open_reader: "Callable[[], Reader]",
    *,
    input_format: str | None = None,
    processes: int = 1,
    **taking: Unpack[ingest.Taking],
) -> Iterator[Reading]:
    """Yield one reading for each input in the sources, in their order, each as soon as it is read.

    Args:
        sources: Files, folders, addresses to fetch, or `-` for standard input.
        open_reader: Makes the reader; called once in each process that reads, so it must be picklable where there are several.
        input_format: One of `headwater.ingest.KINDS`; `None` tells by name and content.
        processes: How many processes read; the readings and their order do not depend on it.
        **taking: publisher, limits, fetching, captures, html: as of `headwater.ingest.reports`.

    Raises:
        InputError: A source does not exist or cannot be read.
        ModelError: The reader's weights are missing or altered.
        HeadwaterError: A process that reads was killed.
    """
    return read_items(items_of(sources, input_format=input_format, **taking), open_reader, processes=processes)


def items_of(sources: Iterable[str], *, input_format: str | None = None, **taking: Unpack[ingest.Taking]) -> Iterator[Item]:
    """Yield each report of the sources, or its refusal; arguments as of `read`."""
    ask = partial(ingest.reports, format=input_format, **taking)
    return (item for source in sources for item in ask(source))


def read_items(items: Iterable[Item], open_reader: "Callable[[], Reader]", *, processes: int = 1) -> Iterator[Reading]:
    """Yield one reading for each report, or refusal, of what was ingested, in order."""
    if processes > 1:
        yield from _read_in_processes(items, open_reader, processes)
        return
    reader = open_reader()
    for item in items:
        yield read_item(item, reader)


def read_item(item: Item, reader: "Reader") -> Reading:
    """Return the reading of one report, or of a refusal the reading that says so."""
    if isinstance(item, Rejected):
        return _refused(item)
    return _gathered(item, lambda: _worked(item, reader))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """What the stages after ingest made of a report.

    Attributes:
        failure: The traceback where resolving failed; the statements then stand as they were read.
    """

    statements: tuple[Statement, ...]
    actors: tuple[Actor, ...] = ()
    whens: tuple[Timex, ...] = ()
    figures: tuple[Figure, ...] = ()
    unreached: tuple[Unreached, ...] = ()
    failure: str = ""


def _worked(report: Report, reader: "Reader") -> _Work:
    read = tuple(sorted(reader.read(report), key=reading_order))
    try:
        resolved = resolve(report, read)
    except Exception:  # noqa: BLE001 - the batch boundary: what was read is kept
        return _Work(statements=read, failure=traceback.format_exc())
    return _Work(
        statements=resolved.statements,
        actors=resolved.actors,
        whens=resolved.whens,
        figures=resolved.figures,
        unreached=resolved.unreached,
    )


def _refused(item: Rejected) -> Reading:
    return Reading(ref=item.ref, report=None, rejected=(item,), stages=("ingest",))


def _gathered(report: Report, work: Callable[[], _Work]) -> Reading:
    try:
        done = work()
    except (HeadwaterError, BrokenExecutor):
        raise
    except Exception as error:  # noqa: BLE001 - the batch boundary, the one place for it
        _log.exception("reading %s failed", report.ref)
        detail = f"reading it failed ({type(error).__name__}: {error}); the report itself was kept"
        rejected = Rejected(ref=report.ref, stage="read", code="failed", detail=detail)
        return Reading(ref=report.ref, report=report, rejected=(rejected,), stages=("ingest",))
    if done.failure:
        _log.error("resolving %s failed\n%s", report.ref, done.failure)
        detail = f"following its chains failed ({done.failure.strip().splitlines()[-1]}); its statements were kept without them"
        rejected = Rejected(ref=report.ref, stage="resolve", code="failed", detail=detail)
        return Reading(ref=report.ref, report=report, statements=done.statements, rejected=(rejected,), stages=("ingest", "read"))
    return Reading(
        ref=report.ref,
        report=report,
        statements=done.statements,
        actors=done.actors,
        whens=done.whens,
        figures=done.figures,
        unreached=done.unreached,
        stages=("ingest", "read", "resolve"),
    )


# Into a ledger -------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What became of one input on its way into a ledger.

    Attributes:
        report: Id of the report, `None` where the input did not become one.
        outcome: new, known, replaced; removed: it was taken out once, and is refused; rejected: it is no report.
        rejected: What was refused, with the reasons; a report that is kept can have some too.
    """

    ref: str
    report: str | None
    outcome: str
    title: str | None = None
    statements: int = 0
    rejected: tuple[Rejected, ...] = ()


def add(
    sources: Iterable[str],
    open_reader: "Callable[[], Reader]",
    ledger: "Ledger",
    *,
    input_format: str | None = None,
    processes: int = 1,
    force: bool = False,
    **taking: Unpack[ingest.Taking],
) -> Iterator[Kept]:
    """Put all reports of the sources into a ledger and link them; yield what became of each input, in their order.

    A report that is known already, with the same facts, is not read again. A kill at any moment leaves whole reports; adding again
    completes. Linking comes last, when all are in. Arguments as of `read`; `force` takes reports that were removed once.

    Raises:
        LedgerError: The ledger cannot be written; what was yielded stands.
    """
    items = items_of(sources, input_format=input_format, **taking)
    return add_items(items, open_reader, ledger, processes=processes, force=force)


def add_items(
    items: Iterable[Item],
    open_reader: "Callable[[], Reader]",
    ledger: "Ledger",
    *,
    processes: int = 1,
    force: bool = False,
    on_link: Callable[[int, int], None] | None = None,
) -> Iterator[Kept]:
    """Put what was ingested into a ledger; as `add`. `on_link` is told how many reports are linked, and of how many."""
    settled: deque[Kept | None] = deque()

    def unread() -> Iterator[Item]:
        for item in items:
            settled.append(_settled(item, ledger, force=force))
            if settled[-1] is None:
                yield item

    waiting = unread()
    first = next(waiting, None)
    if first is not None:  # else all is known, and no reader need be opened
        reader = open_reader()
        words = f"{reader.name} {reader.version}"
        opened = open_reader if processes > 1 else lambda: reader
        for reading in read_items(itertools.chain([first], waiting), opened, processes=processes):
            while (known := settled.popleft()) is not None:
                yield known
            yield _kept(reading, ledger, words, force=force)
    yield from (each for each in settled if each is not None)
    from headwater import linking  # not at the top: reading alone needs none of it

    linking.link(ledger, on_link)


def _settled(item: Item, ledger: "Ledger", *, force: bool) -> Kept | None:
    """What becomes of an input that need not be read."""
    if isinstance(item, Rejected):
        return None
    refusal = None if force else ledger.refusal(item.id)
    if refusal is not None:
        return _kept_out(item, ledger, refusal)
    return Kept(ref=item.ref, report=item.id, outcome="known", title=_title(item)) if ledger.is_known(item) else None


def _kept_out(report: Report, ledger: "Ledger", because: str) -> Kept:
    rejected = Rejected(ref=report.ref, stage="ledger", code="removed", detail=because)
    ledger.refuse([rejected])
    return Kept(ref=report.ref, report=report.id, outcome="removed", rejected=(rejected,))


def _kept(reading: Reading, ledger: "Ledger", reader: str, *, force: bool = False) -> Kept:
    report = reading.report
    if report is None:
        ledger.refuse(reading.rejected)
        return Kept(ref=reading.ref, report=None, outcome="rejected", rejected=reading.rejected)
    from headwater import linking  # not at the top: reading alone needs none of it

    ready = linking.prepared(reading)
    added = ledger.add(reading, reader=reader, keys=ready.keys, blobs=ready.blobs, force=force)
    if added.outcome == "removed":  # meanwhile, by somebody else
        return _kept_out(report, ledger, added.because)
    if added.outcome == "new":
        _note_version(reading, report, ledger)
    return Kept(
        ref=report.ref,
        report=report.id,
        outcome=added.outcome,
        title=_title(report),
        statements=len(reading.statements),
        rejected=reading.rejected,
    )


def _note_version(reading: Reading, report: Report, ledger: "Ledger") -> None:
    """Write down what changed where the same address, or reference of the same publisher, was in hand with another text."""
    before = [each for each in ledger.readings(ledger.find(report.ref)) if each.report is not None and each.report.id != report.id]
    before = [each for each in before if each.report is not None and each.report.ref == report.ref]
    if not before:
        return
    from headwater.ingest.versions import differences
    from headwater.ledger import Change

    old = before[-1].report
    if old is None or old.publisher != report.publisher:
        return
    found = [
        {
            "kind": each.kind,
            "old": None if each.old is None else old.text[each.old.start : each.old.end],
            "new": None if each.new is None else report.text[each.new.start : each.new.end],
        }
        for each in differences(before[-1], reading)
    ]
    because = "; ".join(dict.fromkeys(str(each["kind"]).replace("_", " ") for each in found)) or "other words, the same statements"
    value = {
        "ref": report.ref,
        "gist": _title(report) or report.ref,
        "was": old.id,
        "is": report.id,
        "because": because,
        "differences": found,
    }
    ledger.put_changes([Change(kind="version", id=report.id, value=value, reports=(old.id, report.id))])


def _title(report: Report) -> str | None:
    headline = next((report.text[block.start : block.end] for block in report.blocks if block.kind == "headline"), None)
    return report.title or headline


def reread(
    ledger: "Ledger", open_reader: "Callable[[], Reader]", *, reports: Iterable[str] | None = None, processes: int = 1
) -> Iterator[Kept]:
    """Read reports of a ledger again, with another reader or a newer one; yield what became of each.

    Judgements stay as they are and find what they are about by overlap (`Ledger.attached`). A report that cannot be read keeps its old
    reading. The stories of those whose reading changed are linked anew.

    Args:
        ledger: Where they lie.
        open_reader: Makes the reader, as for `read`.
        reports: Ids; `None` for all.
        processes: How many processes read.
    """
    from headwater import linking  # not at the top: reading alone needs none of it

    ids = [each.id for each in ledger.reports()] if reports is None else list(reports)
    stored = (reading.report for each in ids for reading in ledger.readings([each]))
    items = (report for report in stored if report is not None)
    reader = open_reader()
    opened = open_reader if processes > 1 else lambda: reader
    changed = []
    for reading in read_items(items, opened, processes=processes):
        if reading.report is not None and "read" not in reading.stages:
            yield Kept(ref=reading.ref, report=reading.report.id, outcome="known", rejected=reading.rejected)
            continue
        kept = _kept(reading, ledger, f"{reader.name} {reader.version}")
        changed += [kept.report] if kept.outcome == "replaced" and kept.report is not None else []
        yield kept
    linking.relink(ledger, changed)


# Several processes ---------------------------------------------------------------------------------------------------------------

_worker_reader: "Reader | None" = None


def _read_in_processes(items: Iterable[Item], open_reader: "Callable[[], Reader]", processes: int) -> Iterator[Reading]:
    pending: deque[tuple[Item, Future[_Work]]] = deque()
    # spawn everywhere: a fork would copy the locks of the reader's libraries in whatever state their threads hold them.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
    try:
        for item in items:
            pending.append((item, _submitted(item, pool, open_reader)))
            while pending and (pending[0][1].done() or len(pending) >= processes * LOOK_AHEAD):
                yield _awaited(*pending.popleft())
        while pending:
            yield _awaited(*pending.popleft())
        pool.shutdown()
    except BrokenExecutor as error:
        raise HeadwaterError(f"one of the {processes} processes that read was killed (out of memory? try fewer --processes)") from error
    finally:
        _end_at_once(pool)


def _end_at_once(pool: ProcessPoolExecutor) -> None:
    # Nobody will take what is still being read. Before Python 3.14 and its terminate_workers this is the way to the processes.
    for process in list((pool._processes or {}).values()):
        process.terminate()
    pool.shutdown(wait=False, cancel_futures=True)


def _submitted(item: Item, pool: Executor, open_reader: "Callable[[], Reader]") -> Future[_Work]:
    if isinstance(item, Report):
        with _interrupts_held():
            return pool.submit(_read_in_worker, item, open_reader)
    refused: Future[_Work] = Future()
    refused.set_result(_Work(statements=()))
    return refused


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """A process started meanwhile inherits the mask: Ctrl-C is for this process alone, which then ends the others."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _awaited(item: Item, found: Future[_Work]) -> Reading:
    return _refused(item) if isinstance(item, Rejected) else _gathered(item, found.result)


def _read_in_worker(report: Report, open_reader: "Callable[[], Reader]") -> _Work:
    global _worker_reader
    if _worker_reader is None:
        _worker_reader = open_reader()
    return _worked(report, _worker_reader)
