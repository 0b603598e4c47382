"""What the gate lets through and what it holds, on scores made up."""

import json
from pathlib import Path

import pytest

from benchmarks import figures, gate
from benchmarks.corpora import load
from benchmarks.gate import Floors, Measured, failures, lowered, raised, reset
from benchmarks.model import Corpus
from headwater.errors import ModelError

FLOORS: Floors = {
    "epsilon": 0.3,
    "floors": {"rules/own": {"corpus_sha256": "c1", "weights_sha256": None, "metrics": {"linked L50": 50.0, "linked strict": 20.0}}},
}
NAME = "rules/own/linked L50"


def _scored(l50: float, strict: float = 20.0, corpus: str = "c1") -> Measured:
    values = {"linked L50": l50, "linked strict": strict}
    return _measured(values, corpus=corpus)


def _measured(values: dict[str, float], *, gold: int = 1000, corpus: str = "c1") -> Measured:
    counts = dict.fromkeys(values, gold)
    return Measured(reader="rules", corpus="own", corpus_sha256=corpus, weights=None, values=values, gold=counts)


@pytest.mark.parametrize("score", [50.0, 49.7, 60.0])
def test_a_score_within_epsilon_of_its_floor_is_held(score: float) -> None:
    assert not list(failures(FLOORS, _scored(score)))


def test_a_score_below_its_floor_is_named_with_both_numbers() -> None:
    (sentence,) = failures(FLOORS, _scored(49.6))
    assert sentence == "rules/own/linked L50 is 49.60, below its floor 50.00 by more than 0.30"


def test_one_gold_thing_may_tip_where_there_are_few() -> None:
    assert not list(failures(FLOORS, _measured({"linked L50": 48.1, "linked strict": 20.0}, gold=50)))
    assert list(failures(FLOORS, _measured({"linked L50": 47.9, "linked strict": 20.0}, gold=50)))


def test_a_measure_that_is_gone_fails() -> None:
    gone = _measured({"linked L50": 50.0})
    assert list(failures(FLOORS, gone)) == ["rules/own/linked strict was not measured; its floor is 20.00"]


def test_a_corpus_that_changed_fails_with_the_remedy() -> None:
    (sentence,) = failures(FLOORS, _scored(90.0, corpus="c2"))
    assert "--reset own" in sentence
    assert "c2" in sentence


def test_a_reader_without_floors_fails() -> None:
    (sentence,) = failures({"epsilon": 0.3, "floors": {}}, _scored(90.0))
    assert "--raise" in sentence


def test_raising_raises_and_never_lowers() -> None:
    floors = raised(FLOORS, _scored(55.5, strict=10.0))
    assert floors["floors"]["rules/own"]["metrics"] == {"linked L50": 55.5, "linked strict": 20.0}
    assert FLOORS["floors"]["rules/own"]["metrics"]["linked L50"] == 50.0


def test_raising_adds_what_is_new_and_leaves_a_stale_corpus() -> None:
    assert raised({"epsilon": 0.3, "floors": {}}, _scored(1.0))["floors"]["rules/own"]["metrics"]["linked L50"] == 1.0
    assert raised(FLOORS, _scored(99.0, corpus="c2")) == FLOORS


def test_a_floor_is_lowered_only_where_the_changelog_names_it() -> None:
    with pytest.raises(ValueError, match="no line that names rules/own/linked L50"):
        lowered(FLOORS, _scored(40.0), "linked L50", "why", "- linked L50 got worse\n")
    floors = lowered(FLOORS, _scored(40.0), "linked L50", "why", f"- `{NAME}` falls to 40: quotations are stricter\n")
    assert floors["floors"]["rules/own"]["metrics"] == {"linked L50": 40.0, "linked strict": 20.0}
    assert floors["floors"]["rules/own"]["lowered"] == {"linked L50": "why"}
    assert raised(floors, _scored(45.0))["floors"]["rules/own"]["lowered"] == {"linked L50": "why"}


def test_lowering_is_refused_where_there_is_nothing_to_lower() -> None:
    with pytest.raises(ValueError, match="not below its floor"):
        lowered(FLOORS, _scored(60.0), "linked L50", "why", NAME)
    with pytest.raises(ValueError, match="there is no floor"):
        lowered(FLOORS, _scored(40.0), "linked L99", "why", "rules/own/linked L99")


def test_the_command_resets_several_corpora_and_names_the_headlines(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = _with_scores(monkeypatch, tmp_path, 50.0)
    monkeypatch.setattr(gate, "HELD", {"given": ("own",)})
    monkeypatch.setattr(gate, "scores", lambda _tallies: {"chain exact, given": (70.0, 100)})
    assert gate.main([*where, "--reset", "own", "seeds"]) == 0
    assert gate.main([*where, "--reader", "given"]) == 0
    assert "given/own            chain exact, given  70.0  floor  70.0  held\n" in capsys.readouterr().out


def test_a_changed_corpus_is_set_anew() -> None:
    entry = reset(FLOORS, _scored(30.0, corpus="c2"))["floors"]["rules/own"]
    with pytest.raises(ValueError, match="has not changed"):
        reset(FLOORS, _scored(30.0))
    assert entry == {"corpus_sha256": "c2", "weights_sha256": None, "metrics": {"linked L50": 30.0, "linked strict": 20.0}}


def _with_scores(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, l50: float) -> list[str]:
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(gate, "CHANGELOG", tmp_path / "CHANGELOG.md")
    monkeypatch.setattr(gate, "HELD", {"rules": ("own", "seeds")})
    monkeypatch.setattr(gate, "measure_way", lambda corpus, _way: corpus)
    monkeypatch.setattr(gate, "scores", lambda _tallies: {"linked L50": (l50, 100), "attitude": (1.0, 3)})
    return ["--shared", str(tmp_path / "shared")]


def test_the_command_skips_what_is_not_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = _with_scores(monkeypatch, tmp_path, 50.0)
    assert gate.main([*where, "--raise"]) == 0
    assert "skipped: no shared/" in capsys.readouterr().out
    kept = json.loads((tmp_path / "floors.json").read_text())["floors"]
    assert kept["rules/own"]["metrics"] == {"linked L50": 50.0}, "a measure that rests on three things is not held"
    _with_scores(monkeypatch, tmp_path, 40.0)
    assert gate.main(where) == 1
    assert "rules/own/linked L50 is 40.00, below its floor 50.00" in capsys.readouterr().err


def test_the_command_lowers_with_a_reason_and_a_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = _with_scores(monkeypatch, tmp_path, 50.0)
    gate.main([*where, "--raise"])
    _with_scores(monkeypatch, tmp_path, 40.0)
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n")
    with pytest.raises(SystemExit):
        gate.main([*where, "--lower", NAME])
    assert gate.main([*where, "--lower", NAME, "--because", "quotes"]) == 1
    (tmp_path / "CHANGELOG.md").write_text(f"- {NAME} falls by ten: quotes\n")
    assert gate.main([*where, "--lower", NAME, "--because", "quotes"]) == 0
    assert gate.main(where) == 0
    capsys.readouterr()


def test_a_model_that_has_floors_and_no_weights_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    where = _with_scores(monkeypatch, tmp_path, 50.0)
    monkeypatch.setattr(gate, "HELD", {"model": ("own",)})
    monkeypatch.setattr(gate, "_weights", lambda: "w1")
    assert gate.main([*where, "--raise"]) == 0

    def missing() -> str:
        raise ModelError("the weights are missing")

    monkeypatch.setattr(gate, "_weights", missing)
    with pytest.raises(SystemExit, match="has floors and cannot be opened"):
        gate.main(where)


def test_other_weights_are_said_and_compared(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = _with_scores(monkeypatch, tmp_path, 50.0)
    monkeypatch.setattr(gate, "HELD", {"model": ("own",)})
    monkeypatch.setattr(gate, "_weights", lambda: "w1")
    gate.main([*where, "--raise"])
    monkeypatch.setattr(gate, "_weights", lambda: "w2")
    assert gate.main(where) == 0
    assert "other weights (w2) than its floors (w1)" in capsys.readouterr().out


def test_figures_and_times_are_held_beside_the_readers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = _with_scores(monkeypatch, tmp_path, 50.0)
    monkeypatch.setattr(gate, "HELD", {"figures": ("sentences",), "whens": ("tbaq", "meantime")})
    monkeypatch.setitem(gate.ALONE, "figures", {"sentences": lambda _shared: ("f1", {"value": (90.0, 100), "what": (80.0, 100)})})
    assert gate.main([*where, "--raise"]) == 0
    assert "whens/tbaq           skipped: no timebank.jsonl.gz in shared/" in capsys.readouterr().out
    kept = json.loads((tmp_path / "floors.json").read_text())["floors"]
    assert kept == {"figures/sentences": {"corpus_sha256": "f1", "weights_sha256": None, "metrics": {"value": 90.0, "what": 80.0}}}
    monkeypatch.setitem(gate.ALONE, "figures", {"sentences": lambda _shared: ("f1", {"value": (90.0, 100), "what": (78.0, 100)})})
    assert gate.main([*where, "--reader", "figures"]) == 1
    assert "figures/sentences/what is 78.00, below its floor 80.00 by more than 1.00" in capsys.readouterr().err


def test_our_own_figures_are_held_to_the_floors_that_ship() -> None:
    sha256, found = gate.ALONE["figures"]["sentences"](Path("nowhere"))
    assert {gold for _, gold in found.values()} == {sum(len(each.figures) for each in figures.sentences())}
    measured = Measured(
        reader="figures",
        corpus="sentences",
        corpus_sha256=sha256,
        weights=None,
        values={name: score for name, (score, _) in found.items()},
        gold={name: gold for name, (_, gold) in found.items()},
    )
    assert list(failures(json.loads(gate.FLOORS.read_text(encoding="utf-8")), measured)) == []


def test_an_absent_corpus_has_no_reports(tmp_path: Path) -> None:
    assert load("stories", tmp_path) == Corpus(name="stories", absent=f"no stories in {tmp_path.name}/")
