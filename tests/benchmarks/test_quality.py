"""The way from a corpus to a table, with a reader that needs no weights."""

import json

import pytest

from benchmarks import quality
from benchmarks.marked import marked
from benchmarks.model import Corpus
from benchmarks.tallies import Tally, scores
from headwater.errors import ModelError
from tests.readers import SaidReader

CORPUS = Corpus(name="own", reports=(marked("g", "{S1:Ann} {C1:said} {T1:it is over}. {S2:Bo} {C2:denied} {T2:it}."),), sha256="c1")


def test_a_corpus_is_read_as_a_users_text_is() -> None:
    assert quality.measure(CORPUS, SaidReader())["linked strict"] == Tally(1, 1, 2)


def test_a_text_that_is_refused_counts_as_one_in_which_nothing_was_found() -> None:
    foreign = "{S1:Der Minister} {C1:sagte} {T1:am Montag, dass die Brücke im Frühjahr wieder für den Verkehr geöffnet werde}."
    assert quality.measure(Corpus(name="own", reports=(marked("g", foreign),)), SaidReader())["linked L50"] == Tally(0, 0, 1)


def test_measures_that_rest_on_nothing_are_left_out() -> None:
    assert scores({"attitude": Tally(0, 1, 0), "linked L50": Tally(1, 1, 1)}) == {"linked L50": (100.0, 1)}


def test_the_command_prints_a_table_or_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(quality, "load", lambda _name, _shared: CORPUS)
    monkeypatch.setattr(quality, "open_reader", _without_weights)
    assert quality.main(["own"]) == 0
    shown = capsys.readouterr()
    assert "own: 1 reports, 2 attributions" in shown.out
    assert "model skipped: no weights" in shown.err
    assert quality.main(["own", "--json", "--reader", "rules"]) == 0
    assert json.loads(capsys.readouterr().out)["own"]["rules"]["linked L50"] == {"value": 66.67, "n": 2}


def test_an_unknown_corpus_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        quality.main(["oun"])
    assert "unknown corpus 'oun'; available: own" in capsys.readouterr().err


def _without_weights(name: str) -> SaidReader:
    if name == "model":
        raise ModelError("no weights")
    return SaidReader()
