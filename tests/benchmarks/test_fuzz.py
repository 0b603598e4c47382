"""The fuzzer: the same seed gives the same text, and what breaks a rule is seen."""

from dataclasses import replace

import pytest

from benchmarks.fuzz import broken_rules, main, text_of
from headwater.model import Actor, Hop, Reading, Span
from tests.notation import reading_of

BASE = ["“It is late,” Ann said.\n\nBo did not answer.", "Rain is expected, according to the office."]
GOOD = reading_of("[S:Ann] [C:said] [T:that [S2:Bo] [C2:denied] [T2:it all]].", changes={2: {"inside": 1}})


def test_a_seed_gives_the_same_text_each_time() -> None:
    assert [text_of(seed, BASE) for seed in range(200)] == [text_of(seed, BASE) for seed in range(200)]
    assert len({text_of(seed, BASE) for seed in range(200)}) > 150


def test_texts_can_be_encoded_and_are_never_empty() -> None:
    assert all(text_of(seed, BASE).encode() for seed in range(500))


def test_a_sound_reading_breaks_no_rule() -> None:
    assert not list(broken_rules(GOOD))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"cue": (Span(start=0, end=3),)}, "its roles overlap"),
        ({"cue": (Span(start=3, end=4),)}, "holds nothing"),
        ({"content": (Span(start=9, end=13), Span(start=5, end=8)), "cue": ()}, "out of order"),
        ({"parent": "gone"}, "its parent is not there"),
    ],
)
def test_what_breaks_a_rule_is_named(change: dict[str, object], problem: str) -> None:
    first, *others = GOOD.statements
    bad: Reading = replace(GOOD, statements=(replace(first, **change), *others))  # type: ignore[arg-type]
    assert any(problem in found for found in broken_rules(bad))


ANN = Actor(id="ann", name="Ann", kind="person", named=True, mentions=(Span(start=0, end=3),))
BY_ANN = Hop(span=Span(start=0, end=3), actor="ann", actors=(), kind="person", named=True, via="test")


def _resolved(outer: tuple[Hop, ...], inner: tuple[Hop, ...], *actors: Actor, unsourced: bool = False) -> Reading:
    first, second = GOOD.statements
    statements = (replace(first, chain=outer, unsourced=unsourced), replace(second, chain=inner))
    return replace(GOOD, statements=statements, actors=actors)


@pytest.mark.parametrize(
    ("bad", "problem"),
    [
        (_resolved((BY_ANN,), (BY_ANN,)), "a hop's actor is not there"),
        (_resolved((replace(BY_ANN, actors=("ann", "bo")),), (BY_ANN,), ANN), "a hop's actor is not there"),
        (_resolved((BY_ANN,), (), ANN), "its chain does not begin with its parent's"),
        (_resolved((BY_ANN,), (BY_ANN,), ANN, unsourced=True), "it is a dead end with a chain"),
        (_resolved((replace(BY_ANN, span=Span(start=3, end=4)),), (BY_ANN,), ANN), "holds nothing"),
        (_resolved((), (), ANN, ANN), "two actors have one id"),
        (_resolved((), (), replace(ANN, mentions=())), "its mentions are none"),
    ],
)
def test_a_chain_that_breaks_a_rule_is_named(bad: Reading, problem: str) -> None:
    assert any(problem in found for found in broken_rules(bad))


def test_a_sound_chain_breaks_no_rule() -> None:
    assert not list(broken_rules(_resolved((BY_ANN,), (BY_ANN, replace(BY_ANN, actors=("ann",))), ANN)))


@pytest.mark.parametrize(("reader", "texts"), [("rules", 200), pytest.param("model", 25, marks=pytest.mark.weights)])
def test_the_readers_keep_the_rules_on_texts_nobody_would_write(reader: str, texts: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--seconds", "600", "--texts", str(texts), "--reader", reader]) == 0, capsys.readouterr().out
    assert f"{texts} texts" in capsys.readouterr().out
