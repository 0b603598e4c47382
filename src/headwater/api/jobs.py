"""Jobs: reports that are being added, one job after another, and how far each is, for whoever wants to watch.

Reading takes a second a report, longer than a request should. One thread does the jobs in turn, since a ledger has one writer. A server
that ends in the middle leaves whole reports; adding the same again completes.
"""

import queue
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from headwater import ingest, pipeline
from headwater.errors import HeadwaterError, InputError

if TYPE_CHECKING:
    from headwater.ledger import Ledger
    from headwater.read import Reader

__all__ = ["Job", "Jobs", "Source"]

KEPT = 100
"""Jobs that are done and still told of, the last ones."""
WAITING = 1_000
"""Jobs that may wait; who asks for more has lost control of a program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is to be added: bytes of a file with its name, or an address.

    Attributes:
        name: The file's name, by which it is called and its kind told; the address where there are no bytes.
        body: The bytes; `None` for an address, which is fetched.
        format: A name of `ingest.KINDS`, where the name does not tell.
        publisher: Who published what does not say it.
    """

    name: str
    body: bytes | None = None
    format: str | None = None
    publisher: str | None = None


@dataclass(slots=True, kw_only=True)
class Job:
    """One request to add something, and how far it is. Read it; only `Jobs` writes.

    Attributes:
        state: waiting, reading, linking, done or failed.
        rows: What became of each input so far, as `headwater add --json` prints them.
        rejected: What was refused, with the reasons.
        linked: How many reports are linked, and of how many.
        problem: Why it failed, in words.
    """

    id: str
    names: tuple[str, ...]
    state: str = "waiting"
    rows: list[dict[str, Any]] = field(default_factory=list)
    rejected: list[dict[str, Any]] = field(default_factory=list)
    linked: tuple[int, int] | None = None
    problem: str | None = None

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "failed")

    def to_json(self) -> dict[str, Any]:
        """Return it as the API tells it."""
        return {
            "id": self.id,
            "state": self.state,
            "names": list(self.names),
            "reports": list(self.rows),
            "rejected": list(self.rejected),
            "linked": None if self.linked is None else {"done": self.linked[0], "of": self.linked[1]},
            "problem": self.problem,
        }


class Jobs:
    """The jobs of a ledger.

    Args:
        ledger: Where to.
        open_reader: Makes the reader, when the first report comes; it is kept.
        publisher: Who published what does not say it.
        limits: What one input may cost.
        fetching: What may be fetched.
        captures: Where the bytes of what is fetched are kept, or of everything.
    """

    def __init__(
        self,
        ledger: "Ledger",
        open_reader: "Callable[[], Reader]",
        *,
        publisher: str | None = None,
        limits: ingest.Limits = ingest.STANDARD,
        fetching: ingest.Fetching = ingest.STANDARD_FETCHING,
        captures: ingest.Captures | None = None,
    ) -> None:
        self._ledger = ledger
        self._open_reader = open_reader
        self._reader: Reader | None = None
        self._publisher, self._limits, self._fetching, self._captures = publisher, limits, fetching, captures
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._queue: queue.Queue[tuple[Job, Sequence[Source]]] = queue.Queue(WAITING)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self, sources: Sequence[Source]) -> Job:
        """Put a job in the queue and return it.

        Raises:
            InputError: There is nothing to add, or too much waits already.
        """
        if not sources:
            raise InputError("nothing to add; give a text, a file or an address")
        job = Job(id=secrets.token_hex(8), names=tuple(each.name for each in sources))
        with self._lock:
            try:
                self._queue.put_nowait((job, sources))
            except queue.Full:
                raise InputError(f"{WAITING} jobs wait already; wait until some are done") from None
            self._jobs[job.id] = job
            for old in [each.id for each in self._jobs.values() if each.ended][:-KEPT]:
                del self._jobs[old]
            if self._thread is None:
                # A daemon: a server that ends does not wait for it, and the ledger is whole at every moment.
                self._thread = threading.Thread(target=self._work, name="headwater-jobs", daemon=True)
                self._thread.start()
        return job

    def job(self, identified: str) -> Job | None:
        """Return a job, `None` where there is none of that id, or it is long done."""
        return self._jobs.get(identified)

    def all(self) -> list[Job]:
        """Return the jobs, the latest first."""
        return list(self._jobs.values())[::-1]

    # In the thread ---------------------------------------------------------------------------------------------------------------

    def _work(self) -> None:
        while True:
            job, sources = self._queue.get()
            try:
                self._do(job, sources)
            except (HeadwaterError, OSError) as error:
                self._note(job, state="failed", problem=str(error))
            except BaseException:
                self._note(job, state="failed", problem="Headwater failed; look at what headwater serve printed, and report this as a bug")
                raise
            self._queue.task_done()

    def _do(self, job: Job, sources: Sequence[Source]) -> None:
        self._note(job, state="reading")
        items = (item for each in sources for item in self._items(each))
        for kept in pipeline.add_items(items, self._opened, self._ledger, on_link=lambda done, of: self._linking(job, done, of)):
            row = {"report": kept.report, "ref": kept.ref, "outcome": kept.outcome, "statements": kept.statements, "title": kept.title}
            with self._lock:
                job.rows.append(row)
                job.rejected += [asdict(each) for each in kept.rejected]
        self._note(job, state="done")

    def _items(self, source: Source) -> "Iterator[pipeline.Item]":
        if source.body is None:
            return ingest.reports(
                source.name,
                format=source.format,
                publisher=source.publisher or self._publisher,
                limits=self._limits,
                fetching=self._fetching,
                captures=self._captures,
            )
        return ingest.from_bytes(
            source.body,
            source.name,
            format=source.format,
            publisher=source.publisher or self._publisher,
            limits=self._limits,
            captures=self._captures,
        )

    def _opened(self) -> "Reader":
        if self._reader is None:
            self._reader = self._open_reader()
        return self._reader

    def _linking(self, job: Job, done: int, of: int) -> None:
        self._note(job, state="linking", linked=(done, of))

    def _note(self, job: Job, *, state: str, linked: tuple[int, int] | None = None, problem: str | None = None) -> None:
        with self._lock:
            job.state, job.linked, job.problem = state, linked or job.linked, problem
