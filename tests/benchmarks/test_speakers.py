"""The measure of who the sources are, on texts of our own."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import speakers
from headwater.resolve.salience import Linear
from headwater.resolve.weights import WEIGHTS
from training.antecedents import Mark, Passage, learn, passage, table

TEXT = "Ines Vale said the dam was safe. Tobias Renner agreed. She said the gates would open."


def _span(words: str) -> tuple[int, int]:
    at = TEXT.index(words)
    return at, at + len(words)


MARKS = (
    Mark(_span("Ines Vale"), "a", "name", "person"),
    Mark(_span("Tobias Renner"), "b", "name", "person"),
    Mark(_span("She"), "a", "pronoun", "person"),
)
SOURCES = [_span("Ines Vale"), _span("She")]


def _passages(number: int) -> list[Passage]:
    return [passage(f"p{k}", "own", TEXT, MARKS, SOURCES) for k in range(number)]


def test_a_source_that_was_mentioned_before_is_asked_for() -> None:
    assert dict(_passages(1)[0].asked) == {_span("She"): "he/she"}


def test_the_anaphors_own_cluster_is_no_candidate() -> None:
    one = _passages(1)[0]
    assert {(c.start, c.end) for c in one.candidates} == {_span("Ines Vale"), _span("Tobias Renner")}


def test_what_is_right_is_counted() -> None:
    assert speakers.measure(_passages(2)) == {("own", "he/she"): speakers.Score(2, 2, 2, 2, 2)}


def test_an_abstention_is_wrong_but_no_wrong_answer() -> None:
    score = speakers.Score(asked=4, reachable=4, answered=2, right=1, traced=1)
    assert (score.accuracy, score.precision) == (25.0, 50.0)
    assert (speakers.Score().accuracy, speakers.Score().precision) == (0.0, 0.0)


def _names(marked: str) -> speakers.Score:
    """Score the last name of a text in which they are marked with their clusters: "[a:Ines Vale] left, [a:Vale] said"."""
    text, opened, found = "", [], []
    for part in re.split(r"(\[\w:|\])", marked):
        if part.startswith("["):
            opened.append((len(text), part[1]))
        elif part == "]":
            start, cluster = opened.pop()
            found.append(Mark((start, len(text)), cluster, "name", "person"))
        else:
            text += part
    return speakers.measure_names([passage("p", "own", text, found, [found[-1].span])]).get(("own", "name"), speakers.Score())


@pytest.mark.parametrize(
    "marked",
    [
        "[a:Ines Vale] opened the dam. It is safe, [a:Vale] said.",
        "[a:Ines Vale] opened the dam. [a:Ines Vale] said it was safe.",
        "The dam of [b:Harbour Council] leaks. It is safe, [b:the Harbour Council] said.",
        "[a:The [b:Harbour Council]'s Ines Vale, head of [c:Tidewatch],] left. It is safe, [a:Vale] said.",
    ],
)
def test_a_name_joined_to_an_earlier_one_of_its_cluster_is_right(marked: str) -> None:
    assert _names(marked) == speakers.Score(1, 1, 1, 1, 1)


def test_a_name_not_used_before_is_not_asked() -> None:
    assert _names("[b:Tobias Renner] left. [a:Ines Vale] said so.") == speakers.Score()


def test_a_part_of_the_same_mention_is_no_earlier_use() -> None:
    assert _names("[a:The engineer [a:Ines Vale]] said so.") == speakers.Score()


def test_a_name_kept_apart_from_its_earlier_uses_is_neither_right_nor_wrong() -> None:
    assert _names("[a:Ines Vale] opened the dam. It is safe, [a:Mr. Renner] said.") == speakers.Score(1, 1, 1)


def test_a_name_joined_to_somebody_else_is_wrong() -> None:
    marked = "[b:Ines Vale] and [a:Robin Vale] opened the dam. [b:Ines Vale] left. It is safe, [a:Ms. Vale] said."
    assert _names(marked) == speakers.Score(1, 1, 1, wrong=1)


def test_a_name_that_was_not_found_is_left() -> None:
    assert _names("[a:Ines Vale] opened the dam. It is safe, [a:vale] said.") == speakers.Score(1, 1, 0)


def test_an_earlier_name_that_was_not_found_cannot_be_reached() -> None:
    assert _names("The painter [a:vale] opened the dam. It is safe, [a:Mr. Vale] said.") == speakers.Score(1, 0, 1)


def test_texts_whose_mentions_nobody_marked_are_left_out() -> None:
    assert speakers.measure_names([replace(each, cluster={}) for each in _passages(2)]) == {}


def test_no_document_is_resolved_by_what_it_taught() -> None:
    seen: list[set[str]] = []

    def teach(passages: Iterable[Passage]) -> Mapping[str, Linear]:
        seen.append({each.id for each in passages})
        return WEIGHTS

    scores = speakers.cross_validated(_passages(10), teach)
    assert scores["own", "he/she"].asked == 10
    assert [len(each) for each in seen] == [8] * speakers.FOLDS
    assert set.intersection(*seen) == set()


def test_what_is_learned_can_be_written_and_read() -> None:
    models = {sort: learn(_passages(5)).get(sort, model) for sort, model in WEIGHTS.items()}
    written: dict[str, object] = {}
    exec(table(models), written)  # It is a module.
    weights = written["WEIGHTS"]
    assert isinstance(weights, dict)
    assert weights["he/she"].weights == pytest.approx(models["he/she"].weights, abs=0.006)


def test_the_command_prints_a_table_or_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def gum(_data: Path, _genres: tuple[str, ...]) -> Iterator[Passage]:
        return iter(_passages(5))

    monkeypatch.setattr(speakers, "gum", gum)
    assert speakers.main(["--shared", "/nowhere"]) == 0
    shown = capsys.readouterr()
    assert "five-fold" in shown.out
    assert "meantime skipped: no meantime.jsonl.gz in nowhere/" in shown.err
    assert speakers.main(["--shared", "/nowhere", "--no-folds", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["committed"]["own: he/she"] == {"n": 5, "accuracy": 100.0, "answered": 5, "precision": 100.0, "wrong": 0}


def test_without_any_corpus_the_command_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert speakers.main(["--shared", "/nowhere"]) == 2
    assert "gum skipped" in capsys.readouterr().err
