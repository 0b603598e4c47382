"""How fast sources are taken in, on one core, and what the guard costs: trafilatura alone beside it, in one run.

    python -m benchmarks.ingest_speed FOLDER        FOLDER holds html/ID.html.gz, as for benchmarks.pages

Each page is read by each way in turn, in several rounds, and the best time of each page counts, so that what else the machine does meets
all ways alike. Processor time would not see the time that a guarded parser's process takes, so it is the clock that is read; for what is
done in this process the processor's time stands beside it, which holds on a busy machine too. A WARC of the same pages is read whole, the
best round counting.
"""

import gzip
import io
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import trafilatura

from headwater.ingest import KINDS
from headwater.ingest.given import Given
from headwater.ingest.guard import Job, read_guarded
from headwater.ingest.pages import read_page

__all__ = ["main"]

ROUNDS = 5
GIVEN = Given(ref="page")
FAST = Given(ref="page", html="fast")
WAYS: dict[str, Callable[[bytes], object]] = {
    "trafilatura alone": lambda page: trafilatura.extract(page, with_metadata=True),
    "html, not guarded": lambda page: list(read_page(io.BytesIO(page), GIVEN)),
    "html, guarded": lambda page: list(read_guarded(Job(kind="html", given=GIVEN, body=page))),
    "fast, not guarded": lambda page: list(read_page(io.BytesIO(page), FAST)),
    "fast, guarded": lambda page: list(read_guarded(Job(kind="html", given=FAST, body=page))),
}


def main(folder: Path) -> None:
    """Measure and print pages a second."""
    pages = [gzip.decompress(path.read_bytes()) for path in sorted((folder / "html").glob("*.html.gz"))]
    for way in WAYS.values():  # what is loaded at the first page is not counted
        way(pages[0])
    best = {name: [float("inf")] * len(pages) for name in WAYS}
    worked = {name: [float("inf")] * len(pages) for name in WAYS}
    for _ in range(ROUNDS):
        for index, page in enumerate(pages):
            for name, way in WAYS.items():
                began = time.process_time()
                best[name][index] = min(best[name][index], _seconds(way, page))
                worked[name][index] = min(worked[name][index], time.process_time() - began)
    spent = {name: sum(seconds) for name, seconds in best.items()}
    with tempfile.TemporaryDirectory() as made:
        warc = Path(made) / "pages.warc.gz"
        warc.write_bytes(b"".join(gzip.compress(_record(page, number)) for number, page in enumerate(pages)))
        for name, given in (("warc, guarded", GIVEN), ("warc, fast, guarded", FAST)):
            job = Job(kind="warc", given=given, path=warc)
            spent[name] = min(_seconds(partial(_read, job), b"") for _ in range(ROUNDS))
        spent["warc, unpacked only"] = min(_seconds(lambda _: _unpacked(warc), b"") for _ in range(ROUNDS))
    for name, seconds in spent.items():
        own = 1000 * sum(worked.get(name, ())) / len(pages)
        here = f" {own:8.2f} ms of the processor" if own and ", guarded" not in name else ""
        print(f"{name:22} {len(pages) / seconds:8.1f} pages/s {1000 * seconds / len(pages):8.2f} ms a page{here}")
    print(f"{'the guard costs':22} {spent['html, guarded'] / spent['html, not guarded'] - 1:8.1%}")


def _seconds(way: Callable[[bytes], object], page: bytes) -> float:
    began = time.perf_counter()
    way(page)
    return time.perf_counter() - began


def _read(job: Job, _: bytes) -> list[object]:
    return list(read_guarded(job))


def _record(page: bytes, number: int) -> bytes:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Date: 2025-01-01T00:00:00Z\r\n"
        f"WARC-Target-URI: https://pages.example/{number}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def _unpacked(warc: Path) -> list[object]:
    unpack = KINDS["warc"].unpack
    with warc.open("rb") as stream:
        return list(unpack(stream, GIVEN)) if unpack else []


if __name__ == "__main__":
    main(Path(sys.argv[1]))
