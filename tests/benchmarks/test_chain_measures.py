"""The measures of chains on cases small enough to count by hand, and against the scorer that others use."""

import json
import random
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest

from benchmarks.chain_measures import compare_chains
from benchmarks.corpora import load
from benchmarks.given import given_reading, one_hop_each
from benchmarks.marked import marked
from benchmarks.measures import compare
from benchmarks.model import GoldHop, GoldReport, as_row, chains_row
from benchmarks.tallies import Tally, scores, summed
from headwater import codec
from headwater.model import Actor, Hop, HopKind, OnRecord, Reading, Report, Span, Statement
from headwater.resolve import Resolved

GOLD = marked(
    "g",
    "{S1:A clerk} {C1:told} the Argus {T1:the lamps were sold}. {S2:He} {C2:added} {T2:that it rained}. "
    "{S3:Ann Lee} {C3~:hopes} {T3:to win}."
    "\n---\nargus = outlet named: the Argus\nclerk = unnamed: A clerk\nlee = person named: Ann Lee\nargus < clerk: 1 2\nlee: 3\nprivate: 2",
)


def _span(words: str) -> Span:
    start = GOLD.text.index(words)
    return Span(start=start, end=start + len(words))


def _hop(words: str, actor: str = "a", **changed: Any) -> Hop:
    return Hop(span=_span(words), actor=actor, actors=(), **{"kind": "unnamed", "named": False, "via": "test", **changed})


ARGUS = _hop("the Argus", "argus", kind="outlet", named=True)


def _measured(*chains: Sequence[Hop], actors: Sequence[Actor] = (), **changed: Any) -> dict[str, Tally]:
    """The counts where the gold's statements have these chains."""

    def resolve(_report: Report, statements: tuple[Statement, ...]) -> Resolved:
        given = zip(statements, [*chains, ()], strict=False)
        return Resolved(statements=tuple(replace(one, chain=tuple(chain), **changed) for one, chain in given), actors=tuple(actors))

    reading = given_reading(GOLD, resolve)
    return compare_chains(GOLD, reading.statements, reading.actors)


def test_the_same_hops_in_the_same_order_are_exact() -> None:
    found = _measured((ARGUS, _hop("A clerk")), (ARGUS, _hop("He")))
    assert found["chain exact"] == Tally(2, 0, 2)
    assert found["chain exact, depth 2+"] == Tally(2, 0, 2)
    assert found["chain F1"] == Tally(2, 2, 2)
    assert found["links"] == found["unnamed"] == Tally(2, 2, 2)
    assert found["hop kind"] == found["hop named"] == Tally(4, 0, 4)


def test_a_hop_too_few_and_the_wrong_order_are_not() -> None:
    found = _measured((_hop("A clerk"),), (_hop("He"), ARGUS))
    assert found["chain exact"] == Tally(0, 0, 2)
    assert found["links"] == Tally(0, 1, 2)
    assert found["hop kind"] == Tally(3, 0, 3), "each hop is known again, wherever it stands"


def test_a_hop_is_known_by_its_actors_mentions() -> None:
    far = _hop("lamps", "clerk")
    assert _measured((ARGUS, far), ())["chain exact"].right == 0
    clerk = Actor(id="clerk", name="a clerk", kind="unnamed", named=False, mentions=(_span("A clerk"),))
    assert _measured((ARGUS, far), (), actors=[clerk])["chain exact"].right == 1
    lumped = replace(clerk, mentions=(_span("A clerk"), _span("Ann Lee"), _span("the Argus")))
    assert _measured((ARGUS, far), (), actors=[lumped])["chain exact"].right == 0, "an actor made of several is none of them"


def test_a_span_that_merely_holds_a_mention_is_no_match() -> None:
    everything = Hop(span=Span(start=0, end=len(GOLD.text)), actor="a", actors=(), kind="unnamed", named=False, via="test")
    assert _measured((ARGUS, everything), ())["chain exact"].right == 0


def test_attitudes_are_left_out_and_a_statement_that_was_one_does_not_count_against() -> None:
    assert _measured((), (), ())["chain F1"] == Tally(0, 2, 2)


def test_kinds_and_names_are_measured_on_hops_that_match() -> None:
    found = _measured((replace(ARGUS, kind="person"), replace(_hop("A clerk"), named=True)), (_hop("lamps"),))
    assert found["hop kind"] == Tally(1, 0, 2)
    assert found["hop named"] == Tally(1, 0, 2)


def test_how_publicly_is_the_mean_of_three_words_however_rare() -> None:
    tallies = _measured((), (), on_record="private")
    assert tallies["on record private"] == Tally(1, 2, 1)
    assert tallies["on record unknown"] == Tally(0, 0, 1)
    number, gold = scores(tallies)["on record, macro F1"]
    assert number == pytest.approx(66.7 / 2)
    assert gold == 2


def test_a_report_without_chains_counts_nothing() -> None:
    gold = marked("g", "{S1:Ann} {C1:said} {T1:no}.")
    assert compare_chains(gold, (), ()) == {}
    assert one_hop_each(None, ()) == Resolved(statements=(), actors=())  # type: ignore[arg-type]


@pytest.mark.shared
@pytest.mark.parametrize("corpus", ["chains-train", "chains-dev", "seeds", "stories", "own"])
def test_the_measures_equal_those_of_the_scorer_beside_the_checkout(corpus: str, shared_dir: Path, tmp_path: Path) -> None:
    reports = load(corpus).reports[:30]
    draw = random.Random(7)
    readings = {gold.id: _disturbed(gold, draw) for gold in reports}
    _write_lines(tmp_path / "gold.jsonl", (json.dumps(as_row(gold)) for gold in reports))
    _write_lines(tmp_path / "found.jsonl", map(codec.dumps, readings.values()))
    _write_lines(tmp_path / "chains.jsonl", (json.dumps(chains_row(gold)) for gold in reports))
    scorer = [sys.executable, str(shared_dir / "score" / "score_read.py"), "gold.jsonl", "found.jsonl"]
    subprocess.run([*scorer, "--chains", "chains.jsonl", "--json", "out.json"], cwd=tmp_path, check=True, capture_output=True)
    theirs = json.loads((tmp_path / "out.json").read_text())
    compared = ((gold, readings[gold.id]) for gold in reports)
    ours = scores(summed(t for gold, r in compared for t in (compare(gold, r.statements), compare_chains(gold, r.statements, r.actors))))
    assert {name for name, entry in theirs.items() if entry["n"]} <= ours.keys()
    for name in ours.keys() & theirs.keys():
        number, n = ours[name]
        assert number == pytest.approx(theirs[name]["value"], abs=0.05 + 1e-9), name
        assert n == theirs[name]["n"], name


@pytest.mark.shared
def test_the_stories_have_the_chains_of_the_script_beside_the_checkout(shared_dir: Path, tmp_path: Path) -> None:
    script = [sys.executable, str(shared_dir / "score" / "stories_gold.py"), str(shared_dir / "stories"), "gold.jsonl", "chains.jsonl"]
    subprocess.run(script, cwd=tmp_path, check=True, capture_output=True)
    ours = {report.id: json.loads(json.dumps(chains_row(report)["chains"])) for report in load("stories").reports}
    for line in (tmp_path / "chains.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert ours.pop(row["id"]) == row["chains"]
    assert not ours


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _disturbed(gold: GoldReport, draw: random.Random) -> Reading:
    """A reading of the gold with statements dropped, hops dropped, moved and invented, and actors mixed up."""
    wanted = {one.id: one.chain for one in gold.attributions}
    actors: dict[tuple[int, ...], Actor] = {}

    def resolve(report: Report, statements: tuple[Statement, ...]) -> Resolved:
        kept = [one for one in statements if draw.random() > 0.1]
        chains = [draw.choice(list(wanted.values())) if draw.random() < 0.2 else _nearest(gold, one) for one in kept]
        made = tuple(
            replace(
                one,
                kind="attitude" if draw.random() < 0.1 else one.kind,
                chain=tuple(_disturbed_hop(hop, gold.text, actors, draw) for hop in (chain.hops if chain else ()) if draw.random() > 0.1),
                on_record=draw.choice(get_args(OnRecord)) if draw.random() < 0.4 or not chain else chain.on_record,
            )
            for one, chain in zip(kept, chains, strict=True)
        )
        return Resolved(statements=made, actors=tuple(actors.values()))

    return given_reading(gold, resolve)


def _nearest(gold: GoldReport, one: Statement) -> Any:
    return next(a.chain for a in gold.attributions if sorted(a.content)[0][0] == one.content[0].start)


def _disturbed_hop(hop: GoldHop, text: str, actors: dict[tuple[int, ...], Actor], draw: random.Random) -> Hop:
    spans = [Span(start=start, end=end) for start, end in hop.spans if draw.random() < 0.8] or [Span(start=0, end=5)]
    first = draw.randrange(len(text) - 9)
    key = (hop.spans[-1] if hop.spans else (0, 1))[:1]
    if draw.random() < 0.5:
        spans.append(Span(start=first, end=first + 8))
    actor = actors.setdefault(key, Actor(id=f"a{key[0]}", name="x", kind=hop.kind, named=hop.named, mentions=tuple(sorted(set(spans)))))
    span = spans[0] if draw.random() < 0.6 else Span(start=first, end=min(len(text), first + draw.choice((8, 300))))
    kind = draw.choice(get_args(HopKind)) if draw.random() < 0.2 else hop.kind
    return Hop(span=span, actor=actor.id, actors=(), kind=kind, named=hop.named != (draw.random() < 0.2), via="test")
