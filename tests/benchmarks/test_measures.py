"""The measures on cases small enough to count by hand, and against the scorer that others use."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.corpora import load
from benchmarks.marked import marked
from benchmarks.measures import compare
from benchmarks.model import GoldReport, as_row
from benchmarks.pairing import jaccard
from benchmarks.tallies import Tally, summed, value
from headwater import codec, ingest
from headwater.model import Reading, Report, Span, Statement
from headwater.read.statements import Roles, make_statement

GOLD = "{S1:Ann} {C1:said} {T1:“it is over,”} and {S2:Bo} {C2:denied} {T2:it all}. {T3:Rain} is {C3:expected}."


def _statements(gold: GoldReport) -> list[Statement]:
    """A perfect reading of a gold report."""
    return [_statement(gold, one) for one in gold.attributions]


def _statement(gold: GoldReport, one: object, parent: str | None = None, kind: str = "statement") -> Statement:
    roles = {role: tuple(Span(start=s, end=e) for s, e in getattr(one, role)) for role in ("source", "cue", "content")}
    return make_statement(_report(gold), (), Roles(**roles), score=0.5, parent=parent, kind=kind)  # type: ignore[arg-type]


def _report(gold: GoldReport) -> Report:
    item = ingest.from_text(gold.text, ref=gold.id)
    assert isinstance(item, Report)
    return item


def _read_as(source: str, gold: GoldReport) -> list[Statement]:
    other = marked("other", source)
    assert other.text == gold.text
    return _statements(other)


def test_a_perfect_reading_scores_a_hundred_everywhere() -> None:
    gold = marked("g", GOLD)
    found = compare(gold, _statements(gold))
    assert {value(name, tally) for name, tally in found.items() if name != "attitude"} == {100.0}
    assert {name for name in found if "recall" in name} == {"L50 recall direct", "L50 recall indirect", "L50 recall no source"}


def test_nothing_found_scores_nothing() -> None:
    gold = marked("g", GOLD)
    assert compare(gold, [])["linked L50"] == Tally(0, 0, 3)
    assert value("linked L50", Tally(0, 0, 3)) == 0.0


def test_half_the_content_is_enough_for_l50_and_not_for_l80_or_strict() -> None:
    gold = marked("g", "{S1:Ann} {C1:said} {T1:one two three four}.")
    found = compare(gold, _read_as("{S1:Ann} {C1:said} {T1:one two} three four.", gold))
    assert [found[f"linked {name}"].right for name in ("L50", "L80", "strict")] == [1, 0, 0]
    assert found["flat exact content"].right == 0
    assert found["flat exact source"].right == 1


def test_another_source_does_not_count_and_a_missing_one_neither() -> None:
    gold = marked("g", "{S1:Ann} {C1:said} {T1:one two} to Bo.")
    assert compare(gold, _read_as("Ann {C1:said} {T1:one two} to {S1:Bo}.", gold))["linked L50"].right == 0
    assert compare(gold, _read_as("Ann {C1:said} {T1:one two} to Bo.", gold))["linked L50"].right == 0


def test_a_statement_inside_another_is_no_false_positive() -> None:
    gold = marked("g", "{S1:Ann} {C1:said} {T1:that Bo said no more than that}.")
    inner = marked("i", "{S1:Ann} {C1:said} {T1:that {S2:Bo} {C2:said} {T2:no more than that}}.")
    outer, inside = (_statement(gold, one) for one in inner.attributions)
    assert compare(gold, [outer, inside])["linked L50"] == Tally(1, 2, 1)
    nested = _statement(gold, inner.attributions[1], parent=outer.id)
    assert compare(gold, [outer, nested])["linked L50"] == Tally(1, 1, 1)


def test_what_is_found_where_annotators_doubted_is_not_counted() -> None:
    gold = marked("g", "{S1:Ann} {C1:said} {T1:one}. Bo said two.")
    doubted = GoldReport(id="g", text=gold.text, attributions=gold.attributions, masked=((15, len(gold.text)),))
    both = _read_as("{S1:Ann} {C1:said} {T1:one}. {S2:Bo} {C2:said} {T2:two}.", gold)
    assert compare(gold, both)["linked L50"].found == 2
    assert compare(doubted, both)["linked L50"].found == 1


def test_attitudes_are_counted_over_what_was_paired() -> None:
    gold = marked("g", "{S1:Ann} {C1~:hopes} {T1:to win}. {S2:Bo} {C2:said} {T2:no}. {S3:Cy} {C3~:fears} {T3:rain}.")
    first, second, _ = gold.attributions
    found = [_statement(gold, first, kind="attitude"), _statement(gold, second, kind="attitude")]
    assert compare(gold, found)["attitude"] == Tally(1, 2, 1)


def test_a_run_ends_with_its_paragraph() -> None:
    gold = marked("g", "{S1:Ann} {C1:said}: {T1:“One.\n\n“Two.”}")
    assert compare(gold, [])["flat exact content"].gold == 2


def test_jaccard_of_two_empty_sets_is_one() -> None:
    assert jaccard(frozenset(), frozenset()) == 1.0


@pytest.mark.parametrize("broken", ["{S1:Ann} said so", "{T1:}", "{S1:Ann} {C1:said} so.", "Ann} said"])
def test_a_broken_mark_is_refused(broken: str) -> None:
    with pytest.raises(ValueError, match=r"^broken: "):
        marked("broken", broken)


def test_our_gold_has_what_the_gate_needs() -> None:
    own = load("own")
    assert len(own.reports) >= 12
    assert sum(len(report.attributions) for report in own.reports) >= 150
    for report in own.reports:
        for one in report.attributions:
            spans = (*one.source, *one.cue, *one.content)
            assert all(report.text[start:end].strip() == report.text[start:end] != "" for start, end in spans), one


def test_the_samples_are_the_texts_of_our_gold() -> None:
    samples = Path(__file__).resolve().parents[2] / "samples"
    gold = {report.text for report in load("own").reports if report.id.startswith("sample-")}
    texts = {item.text.rstrip("\n") for item in ingest.reports(str(samples)) if isinstance(item, Report)}
    assert texts == gold


def test_a_corpus_that_is_not_there_says_what_is_missing(tmp_path: Path) -> None:
    assert load("seeds", tmp_path / "shared").absent == "no shared/ beside the checkout"
    assert load("seeds", tmp_path).absent == f"no seeds_chains.jsonl in {tmp_path.name}/"


@pytest.mark.shared
@pytest.mark.parametrize("corpus", ["polnear-dev", "chains-dev", "own"])
def test_the_measures_equal_those_of_the_scorer_beside_the_checkout(corpus: str, shared_dir: Path, tmp_path: Path) -> None:
    reports = load(corpus).reports[:30]
    draw = random.Random(7)
    readings = {gold.id: _disturbed(gold, draw) for gold in reports}
    _write_lines(tmp_path / "gold.jsonl", (json.dumps(as_row(gold)) for gold in reports))
    envelopes = (Reading(ref=gold.id, report=_report(gold), statements=tuple(readings[gold.id])) for gold in reports)
    _write_lines(tmp_path / "found.jsonl", map(codec.dumps, envelopes))
    chains = ({"id": gold.id, "chains": {a.id: _chain(a.kind) for a in gold.attributions if a.kind}} for gold in reports)
    _write_lines(tmp_path / "chains.jsonl", map(json.dumps, chains))
    scorer = [sys.executable, str(shared_dir / "score" / "score_read.py"), "gold.jsonl", "found.jsonl"]
    subprocess.run([*scorer, "--chains", "chains.jsonl", "--json", "out.json"], cwd=tmp_path, check=True, capture_output=True)
    theirs = {name: entry["value"] for name, entry in json.loads((tmp_path / "out.json").read_text()).items()}
    ours = summed(compare(gold, readings[gold.id]) for gold in reports)
    assert len(ours) >= 10
    for name, tally in ours.items():
        assert value(name, tally) == pytest.approx(theirs[name], abs=0.05 + 1e-9), name


def _chain(kind: str | None) -> dict[str, object]:
    return {"kind": kind, "hops": [], "to": None, "on_record": "unknown", "unsourced": False}


def _write_lines(path: Path, lines: object) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")  # type: ignore[attr-defined]


def _disturbed(gold: GoldReport, draw: random.Random) -> list[Statement]:
    """The gold with ends moved, parts dropped, kinds and parents changed, some left out and some invented."""
    found: list[Statement] = []
    report = _report(gold)
    for one in gold.attributions:
        if draw.random() < 0.15:
            continue
        for shift in (0, 60) if draw.random() < 0.2 else (0,):
            roles = {role: _moved(getattr(one, role), shift, len(gold.text), draw) for role in ("source", "cue", "content")}
            if draw.random() < 0.1:
                roles["source"] = ()
            parent = found[-1].id if found and draw.random() < 0.1 else None
            kind = "attitude" if draw.random() < 0.3 else "statement"
            if roles["content"]:
                found.append(make_statement(report, (), Roles(**roles), score=0.5, parent=parent, kind=kind))  # type: ignore[arg-type]
    return found


def _moved(spans: tuple[tuple[int, int], ...], shift: int, length: int, draw: random.Random) -> tuple[Span, ...]:
    moved = []
    for start, end in spans:
        start, end = start + shift, end + shift
        if draw.random() < 0.4:
            start, end = start + draw.randint(-25, 25), end + draw.randint(-40, 40)
        start, end = max(0, start), min(length, end)
        if start < end:
            moved.append(Span(start=start, end=end))
    return tuple(moved)
