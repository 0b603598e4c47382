"""Chains apart from reading: the gold attributions as statements, and the command that shows what is wrong."""

from pathlib import Path

import pytest

from benchmarks import chains, quality
from benchmarks.given import given_reading, one_hop_each, resolved_reading
from benchmarks.marked import marked
from benchmarks.model import Corpus
from benchmarks.tallies import Tally
from headwater import codec
from headwater.ids import statement_id

GOLD = marked(
    "g",
    "{S1:Ann Lee} {C1:told} the Argus {T1:that “{S2:Bo} {C2:denied} {T2:it all}”}. {S3:She} {C3~:hopes} {T3:to win}.\n---\n"
    "published by The Courier\nargus = outlet named: the Argus\nlee = person named: Ann Lee\nbo = person named: Bo\n"
    "argus < lee: 1\nargus < lee < bo: 2\nlee: 3\ndenies: 2\n",
)
CORPUS = Corpus(name="own", reports=(GOLD,), sha256="c1")


def test_gold_attributions_become_statements_with_their_form_kind_and_parent() -> None:
    reading = given_reading(GOLD, one_hop_each)
    assert reading.report is not None
    assert reading.report.publisher is not None
    assert reading.report.publisher.name == "The Courier"
    outer, inner, attitude = reading.statements
    assert outer.id == statement_id(reading.report.id, outer.cue, outer.content)
    assert (inner.parent, outer.parent, attitude.parent) == (outer.id, None, None)
    assert [one.kind for one in reading.statements] == ["statement", "statement", "attitude"]
    assert [one.form for one in reading.statements] == ["mixed", "direct", "indirect"]
    assert {one.score for one in reading.statements} == {1.0}
    assert reading.stages == ("ingest", "read", "resolve")


def test_a_refused_text_counts_as_one_without_chains() -> None:
    foreign = marked("f", "{S1:Der Minister} {C1:sagte} {T1:am Montag, dass die Brücke im Frühjahr wieder geöffnet werde}.\n---\nreport: 1")
    found = quality.measure_given(Corpus(name="own", reports=(foreign,)), one_hop_each)
    assert found["chain exact"] == Tally(0, 0, 1)


def test_resolving_again_names_the_stage_once() -> None:
    reading = given_reading(GOLD, one_hop_each)
    assert resolved_reading(reading, one_hop_each) == reading


def test_the_command_prints_the_measures_and_what_is_wrong(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(chains, "load", lambda _name, _shared: CORPUS)
    assert chains.main(["--given", "own", "--baseline", "--errors", "1"]) == 0
    shown = capsys.readouterr().out
    assert "chain exact                  0.0       2\n" in shown
    assert "g g:1  (The Courier)\n  [Ann Lee told the Argus that “Bo denied it all”]. She hopes to win." in shown
    assert "  gold  the Argus outlet named ‹ Ann Lee|She person named (unknown, asserts)\n" in shown
    assert "  found Ann Lee = ? person named (via baseline) (unknown, asserts)\n" in shown
    assert "g:2" not in shown


@pytest.mark.parametrize(("of", "number"), [("chain", 2), ("stance", 1), ("unsourced", 0), ("kind", 0), ("on-record", 0)])
def test_what_is_wrong_can_be_chosen(of: str, number: int) -> None:
    assert len(list(chains.mistakes(GOLD, given_reading(GOLD, one_hop_each), of))) == number


def test_mistakes_can_be_held_to_a_depth_and_missing_statements_are_said() -> None:
    (mistake,) = chains.mistakes(GOLD, given_reading(GOLD, one_hop_each), depth=3)
    assert "g:2" in mistake
    empty = chains.mistakes(GOLD, resolved_reading(given_reading(marked("g", GOLD.text), one_hop_each), one_hop_each))
    assert all("found no statement here" in mistake for mistake in empty)


def test_a_file_of_readings_is_resolved_or_taken_as_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(chains, "load", lambda _name, _shared: CORPUS)
    file = tmp_path / "found.jsonl"
    file.write_text(codec.dumps(given_reading(GOLD, one_hop_each)) + "\n", encoding="utf-8")
    assert chains.main(["--predicted", str(file), "--as-is", "own"]) == 0
    assert "hop kind                   100.0       2" in capsys.readouterr().out
    file.write_text("", encoding="utf-8")
    assert chains.main(["--predicted", str(file), "own"]) == 0
    assert "has no reading of g" in capsys.readouterr().err


def test_an_unknown_corpus_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        chains.main(["polnear-dev"])
    assert "unknown corpus 'polnear-dev'; available: own" in capsys.readouterr().err
