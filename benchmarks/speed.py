"""How fast Headwater reads, and what it takes.

    python -m benchmarks.speed                 the model, on PolNeAR dev where it is there, else on our own gold
    python -m benchmarks.speed --reader rules

Rates are of the whole way, text to statements, one report at a time. Two processes are timed against one after both are warm.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from typing import Any, cast

import onnxruntime

from benchmarks.corpora import SHARED, load
from benchmarks.model import GoldReport
from benchmarks.reference import reference_seconds
from headwater import ingest, pipeline
from headwater.encode import Encoded, Encoder, open_encoder
from headwater.encode.layout import Layout
from headwater.errors import HeadwaterError
from headwater.link.actors import identities
from headwater.model import Reading, Report, Statement
from headwater.read import READERS, Reader, open_reader
from headwater.read.neural import ModelReader
from headwater.resolve import resolve
from headwater.resolve.quantities import figures_of
from headwater.resolve.times import dated, times_of
from headwater.resolve.words import Words

__all__ = ["Watch", "main"]

Measured = dict[str, Any]

WARM_REPORTS = 8
"""Reports read before a clock starts: two processes have then both opened their reader and filled their queues."""
STARTS = 7
"""How often what starts a process is timed; the median counts."""
REFERENCE_REPORTS = 4
SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "1-hessing-argus.jsonl"


class Watch:
    """An encoder that notes how long its two steps take."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.card = encoder.card
        self.layout_s = 0.0
        self.encoder_s = 0.0
        self.layouts: list[Layout] = []

    def lay_out(self, text: str, paragraphs: list[tuple[int, int]]) -> Layout:
        """Return the layout of a text, timed."""
        began = time.perf_counter()
        layout = self._encoder.lay_out(text, paragraphs)
        self.layout_s += time.perf_counter() - began
        self.layouts.append(layout)
        return layout

    def encode(self, layout: Layout) -> Encoded:
        """Return the scores of a layout, timed."""
        began = time.perf_counter()
        encoded = self._encoder.encode(layout)
        self.encoder_s += time.perf_counter() - began
        return encoded


def main(argv: list[str] | None = None) -> int:
    """Measure and print."""
    args = _arguments(argv)
    corpus = load("polnear-dev", args.shared)
    corpus = load("own") if corpus.absent else corpus
    reports = corpus.reports[: args.reports]
    measured: Measured = {"machine": machine(), "reader": args.reader, "corpus": {"name": corpus.name, **_sizes(reports)}}
    try:
        measured["one process"] = _one_process(open_reader(args.reader), reports)
        measured["two processes"] = _two_processes(args.reader, reports)
        measured["starts"] = _starts(args.reader)
        measured["peak memory MB"] = _peak_memory(args.reader, reports)
        if args.reader == "model":
            measured["shares"], measured["reference"] = _shares(reports, with_reference=not args.no_reference)
    except HeadwaterError as error:
        sys.stderr.write(f"speed: {error}\n")
        return 2
    print(json.dumps(measured, indent=1) if args.json else "\n".join(_lines(measured)))
    return 0


def machine() -> Measured:
    """Return what is known of this machine's processor."""
    described = Path("/proc/cpuinfo").read_text(encoding="utf-8") if Path("/proc/cpuinfo").exists() else ""
    fields = dict(line.split("\t: ", 1) for line in described.replace("\t\t", "\t").splitlines() if "\t: " in line)
    flags = set(fields.get("flags", "").split())
    known = [flag for flag in ("avx2", "avx512f", "avx_vnni", "avx512_vnni") if flag in flags]
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load_1m = round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None
    return {
        "cpu": f"{fields.get('model name', 'unknown')} (family {fields.get('cpu family', '?')}, model {fields.get('model', '?')})",
        "cores": cores,
        "vector units": known,
        "load before": load_1m,
        "onnxruntime": onnxruntime.__version__,
    }


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    ap = argparse.ArgumentParser(prog="python -m benchmarks.speed", description="Measure how fast Headwater reads, and what it takes.")
    ap.add_argument("--reader", choices=READERS, default="model")
    ap.add_argument("--reports", type=int, help="only the first so many reports")
    ap.add_argument("--no-reference", action="store_true", help="leave out the encoder of BERT-base size")
    ap.add_argument("--shared", type=Path, default=SHARED, help="the folder that holds the shared corpora (default: beside the checkout)")
    ap.add_argument("--json", action="store_true")
    return ap.parse_args(argv)


def _sizes(reports: Sequence[GoldReport]) -> Measured:
    return {"reports": len(reports), "mean characters": round(statistics.mean(len(report.text) for report in reports))}


def _item(report: GoldReport) -> pipeline.Item:
    return ingest.from_text(report.text, ref=report.id, publisher=report.publisher)


def _one_process(reader: Reader, reports: Sequence[GoldReport]) -> Measured:
    pipeline.read_item(_item(reports[0]), reader)
    wall, busy = time.perf_counter(), time.process_time()
    for report in reports:
        pipeline.read_item(_item(report), reader)
    wall, busy = time.perf_counter() - wall, time.process_time() - busy
    characters = sum(len(report.text) for report in reports)
    return {
        "reports/s": len(reports) / wall,
        "reports/s of processor time": len(reports) / busy,
        "characters/s": characters / wall,
    }


def _two_processes(reader: str, reports: Sequence[GoldReport]) -> Measured:
    one, two = (_steady_rate(reader, reports, processes) for processes in (1, 2))
    return {"reports/s": two, "reports/s of one the same way": one, "ratio": two / one}


def _steady_rate(reader: str, reports: Sequence[GoldReport], processes: int) -> float:
    """Reports a second once the processes are warm."""
    timed = max(len(reports), 4 * WARM_REPORTS)
    items = islice(cycle([_item(report) for report in reports]), timed + WARM_REPORTS)
    began = 0.0
    for number, _ in enumerate(pipeline.read_items(items, partial(open_reader, reader), processes=processes), start=1):
        if number == WARM_REPORTS:
            began = time.perf_counter()
    return timed / (time.perf_counter() - began)


def _starts(reader: str) -> Measured:
    command = [sys.executable, "-m", "headwater"]
    cold = [*command, "read", "--json", "--reader", reader, str(SAMPLE)]
    return {
        "headwater --help s": statistics.median(_seconds(lambda: _run([*command, "--help"])) for _ in range(STARTS)),
        "cold start to first report s": statistics.median(_seconds(lambda: _first_line(cold)) for _ in range(STARTS)),
    }


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own interpreter and module


def _first_line(command: list[str]) -> None:
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdout is not None
        if not process.stdout.readline():
            raise SystemExit(f"{' '.join(command)} printed nothing")
        process.stdout.read()


_CHILD = """
import json, sys
from benchmarks.speed import peak_mb
from headwater import ingest, pipeline
from headwater.read import open_reader
reader = open_reader(sys.argv[1])
for line in sys.stdin:
    pipeline.read_item(ingest.from_text(json.loads(line), ref="child"), reader)
print(peak_mb())
"""


def _peak_memory(reader: str, reports: Sequence[GoldReport]) -> float:
    """Peak memory of a process that reads all the reports and does nothing else, in MB."""
    texts = "".join(json.dumps(report.text) + "\n" for report in reports)
    root = Path(__file__).resolve().parents[1]
    child = subprocess.run([sys.executable, "-c", _CHILD, reader], input=texts, text=True, capture_output=True, check=True, cwd=root)  # noqa: S603
    return float(child.stdout)


def peak_mb() -> float:
    """Return the most memory this process has held, in MB.

    Linux counts in `ru_maxrss` what the parent held when it forked, so the process's own high-water mark is preferred where it is told.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024 / 1e6
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def _shares(reports: Sequence[GoldReport], *, with_reference: bool) -> tuple[Measured, Measured]:
    """The shares of the time that reading takes, and the same texts through an encoder of BERT-base size."""
    watch = Watch(open_encoder())
    reader = ModelReader(cast("Encoder", watch))
    began = time.perf_counter()
    items = [_item(report) for report in reports]
    ingested = time.perf_counter() - began
    readable = [item for item in items if isinstance(item, Report)]
    began = time.perf_counter()
    read_statements = [reader.read(item) for item in readable]
    read = time.perf_counter() - began
    began = time.perf_counter()
    for item, statements in zip(readable, read_statements, strict=True):
        resolve(item, statements)
    resolved = time.perf_counter() - began
    extra = _of_times_figures_and_actors(readable, read_statements)
    seconds = {
        "ingest": ingested,
        "tokenising and features": watch.layout_s,
        "encoder": watch.encoder_s,
        "decoding": read - watch.layout_s - watch.encoder_s,
        "chains": resolved,
    }
    shares: Measured = {name: spent / sum(seconds.values()) for name, spent in seconds.items()}
    shares["chains, of the time of reading"] = resolved / read
    shares |= {f"{name}, of the time of reading": spent / (read + resolved) for name, spent in extra.items()}
    shares["times, figures and identities together, of the time of reading"] = sum(extra.values()) / (read + resolved)
    shares["passes a report"] = len(watch.layouts) / len(reports)
    return shares, _reference(watch.layouts) if with_reference else {"skipped": "--no-reference"}


def _of_times_figures_and_actors(reports: Sequence[Report], statements: Sequence[tuple[Statement, ...]]) -> dict[str, float]:
    """The seconds that times, figures, and who is who across these reports take, each for all reports."""
    seconds = dict.fromkeys(("times", "figures", "identities"), 0.0)
    readings = []
    for report, known in zip(reports, statements, strict=True):
        words = Words(report.text, [(b.start, b.end) for b in report.blocks if b.kind != "furniture"] or None)
        began = time.perf_counter()
        dated_statements, whens = dated(words, known, times_of(words, report))
        timed = time.perf_counter()
        figures_of(words, dated_statements, whens)
        seconds["times"] += timed - began
        seconds["figures"] += time.perf_counter() - timed
        found = resolve(report, known)
        readings.append(Reading(ref=report.ref, report=report, statements=found.statements, actors=found.actors))
    began = time.perf_counter()
    identities(readings)
    seconds["identities"] = time.perf_counter() - began
    return seconds


def _reference(layouts: Sequence[Layout]) -> Measured:
    """How much longer an encoder of BERT-base size takes on the largest of the layouts."""
    chosen = sorted(layouts, key=lambda layout: len(layout.pieces))[-REFERENCE_REPORTS:]
    theirs = reference_seconds(chosen)
    if isinstance(theirs, str):
        return {"skipped": theirs}
    encoder = open_encoder()
    ours = min(_seconds(lambda: [encoder.encode(layout) for layout in chosen]) for _ in range(3))
    return {"BERT-base-size encoder s a report": theirs / len(chosen), "ours s a report": ours / len(chosen), "ratio": theirs / ours}


def _lines(measured: Measured, indent: str = "") -> Iterator[str]:
    for name, found in measured.items():
        if isinstance(found, dict):
            yield f"{indent}{name}"
            yield from _lines(found, indent + "  ")
        else:
            shown = f"{found:.3f}" if isinstance(found, float) else ", ".join(found) if isinstance(found, list) else str(found)
            yield f"{indent}{name:64} {shown}"


if __name__ == "__main__":
    sys.exit(main())
