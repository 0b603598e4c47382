"""The whole way, short enough to read aloud: sources are ingested to reports, each is read to its statements, and these are resolved.

One input that fails is a `Rejected` and the others go on. What is broken for all of them (a missing path, bad weights) is raised.
"""

import logging
import signal
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

from headwater import ingest
from headwater.errors import HeadwaterError
from headwater.model import Actor, Figure, Reading, Rejected, Report, Statement, Timex, reading_order
from headwater.resolve import resolve

if TYPE_CHECKING:
    from headwater.read import Reader

__all__ = ["LOOK_AHEAD", "Item", "read", "read_item", "read_items"]

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
    publisher: str | None = None,
    processes: int = 1,
) -> Iterator[Reading]:
    """Yield one reading for each input in the sources, in their order, each as soon as it is read.

    Args:
        sources: Files, folders, or `-` for standard input.
        open_reader: Makes the reader; called once in each process that reads, so it must be picklable where there are several.
        input_format: One of `headwater.ingest.KINDS`; `None` tells by name and content.
        publisher: Who published the reports that do not say it themselves.
        processes: How many processes read; the readings and their order do not depend on it.

    Raises:
        InputError: A source does not exist or cannot be read.
        ModelError: The reader's weights are missing or altered.
        HeadwaterError: A process that reads was killed.
    """
    items = (item for source in sources for item in ingest.reports(source, format=input_format, publisher=publisher))
    return read_items(items, open_reader, processes=processes)


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
    failure: str = ""


def _worked(report: Report, reader: "Reader") -> _Work:
    read = tuple(sorted(reader.read(report), key=reading_order))
    try:
        resolved = resolve(report, read)
    except Exception:  # noqa: BLE001 - the batch boundary: what was read is kept
        return _Work(statements=read, failure=traceback.format_exc())
    return _Work(statements=resolved.statements, actors=resolved.actors, whens=resolved.whens, figures=resolved.figures)


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
        stages=("ingest", "read", "resolve"),
    )


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
