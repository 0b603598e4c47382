"""The parts of the speed benchmark that need no weights."""

from typing import cast

from benchmarks.speed import SAMPLE, Watch, machine, peak_mb
from headwater.encode import Encoder


class _Encoder:
    card = "card"

    def lay_out(self, text: str, paragraphs: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
        return text, paragraphs

    def encode(self, layout: object) -> tuple[str, object]:
        return "encoded", layout


def test_a_watched_encoder_gives_what_it_gave_and_notes_the_time() -> None:
    watch = Watch(cast("Encoder", _Encoder()))
    layout = watch.lay_out("text", [(0, 4)])
    assert cast("object", layout) == ("text", [(0, 4)])
    assert cast("object", watch.encode(layout)) == ("encoded", layout)
    assert min(watch.layout_s, watch.encoder_s) > 0
    assert watch.layouts == [layout]


def test_the_machine_is_described() -> None:
    described = machine()
    assert described["cores"] >= 1
    assert described["cpu"]


def test_this_process_holds_some_memory() -> None:
    assert 10 < peak_mb() < 10_000


def test_the_watch_offers_what_the_reader_asks_of_an_encoder() -> None:
    for name in ("lay_out", "encode"):
        assert callable(getattr(Encoder, name))
        assert callable(getattr(Watch, name))


def test_the_sample_that_a_cold_start_reads_is_there() -> None:
    assert SAMPLE.is_file()
