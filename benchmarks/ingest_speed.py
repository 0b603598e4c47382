"""How fast sources are taken in, on one core, and what the guard costs: trafilatura alone beside it, in one run.

    python -m benchmarks.ingest_speed FOLDER        FOLDER holds html/ID.html.gz, as for benchmarks.pages

Each page is read by each way in turn, in several rounds, and the best time of each page counts, so that what else the machine does meets
all ways alike. Processor time would not see the time that a guarded parser's process takes, so it is the clock that is read. A WARC of the
same pages is read whole, the best round counting.
"""

import gzip
import io
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import trafilatura

from headwater.ingest import KINDS
from headwater.ingest.given import Given
from headwater.ingest.guard import Job, read_guarded
from headwater.ingest.pages import read_page

__all__ = ["main"]

ROUNDS = 5
GIVEN = Given(ref="page")
WAYS: dict[str, Callable[[bytes], object]] = {
    "trafilatura alone": lambda page: trafilatura.extract(page, with_metadata=True),
    "html, not guarded": lambda page: list(read_page(io.BytesIO(page), GIVEN)),
    "html, guarded": lambda page: list(read_guarded(Job(kind="html", given=GIVEN, body=page))),
}


def main(folder: Path) -> None:
    """Measure and print pages a second."""
    pages = [gzip.decompress(path.read_bytes()) for path in sorted((folder / "html").glob("*.html.gz"))]
    for way in WAYS.values():  # what is loaded at the first page is not counted
        way(pages[0])
    best = {name: [float("inf")] * len(pages) for name in WAYS}
    for _ in range(ROUNDS):
        for index, page in enumerate(pages):
            for name, way in WAYS.items():
                best[name][index] = min(best[name][index], _seconds(way, page))
    spent = {name: sum(seconds) for name, seconds in best.items()}
    with tempfile.TemporaryDirectory() as made:
        warc = Path(made) / "pages.warc.gz"
        warc.write_bytes(b"".join(gzip.compress(_record(page, number)) for number, page in enumerate(pages)))
        job = Job(kind="warc", given=GIVEN, path=warc)
        spent["warc, guarded"] = min(_seconds(lambda _: list(read_guarded(job)), b"") for _ in range(ROUNDS))
        spent["warc, unpacked only"] = min(_seconds(lambda _: _unpacked(warc), b"") for _ in range(ROUNDS))
    for name, seconds in spent.items():
        print(f"{name:22} {len(pages) / seconds:8.1f} pages/s {1000 * seconds / len(pages):8.2f} ms a page")
    print(f"{'the guard costs':22} {spent['html, guarded'] / spent['html, not guarded'] - 1:8.1%}")


def _seconds(way: Callable[[bytes], object], page: bytes) -> float:
    began = time.perf_counter()
    way(page)
    return time.perf_counter() - began


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
