"""How well the sources are traced to their actors: pronouns and role nouns to those before them, names to the earlier uses of the name.

    python -m benchmarks.speakers

On GUM (news and interviews) and MEANTIME with the mentions that people marked: names are chained, every other mention is a candidate of its
own, and the anaphors are resolved one after the other, each on what was made of those before it. On the PolNeAR reports of chains_train
with the names and noun phrases found in the text. The weights were fitted on these texts, so the figures that count are those of the
five-fold cross-validation by document; those with the committed weights stand beside them.

The sort "name" holds the sources of GUM and MEANTIME that are names and whose cluster was named before. Here nothing is told but the bare
text: the names are those that `headwater.resolve.names` finds and chains, and a source is right when its name and an earlier one of its
cluster are of one actor that is not mostly somebody else's. Left are the names that were not found. Nothing is fitted to chain names, so
that they need no folds: both tables show the same row.
"""

import argparse
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpora import SHARED
from headwater.resolve.antecedents import Choice, antecedents
from headwater.resolve.names import chain_names, find_names
from headwater.resolve.outlets import Outlets
from headwater.resolve.salience import Linear
from headwater.resolve.weights import WEIGHTS
from headwater.resolve.words import Words
from training.antecedents import Passage, chained, gum, learn, meantime

__all__ = ["FOLDS", "NAME", "Score", "cross_validated", "measure", "measure_names"]

FOLDS = 5
SEED = 1
NAME = "name"
"""The sort of the sources that are names."""
SORTS = (NAME, "he/she", "they", "it", "who", "first person", "role noun", "other")

Models = Mapping[str, Linear]
Key = tuple[str, str]
Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Score:
    """What became of the sources of one sort.

    Attributes:
        asked: How many sources there are.
        reachable: Of how many a candidate of the right actor stands in the text; of names, an earlier use that was found.
        answered: How many were given an actor; of names, how many were found.
        right: How many of the mentions chosen are of the right actor; as `traced` where the candidates are not marked.
        traced: How many of the actors chosen bear a name or noun that people marked as the right actor's.
        wrong: How many were given an actor that is somebody else; of names, one most of whose marked uses are. A name that was found and
            is neither right nor wrong was kept apart from its earlier uses.
    """

    asked: int = 0
    reachable: int = 0
    answered: int = 0
    right: int = 0
    traced: int = 0
    wrong: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.asked + other.asked, self.reachable + other.reachable, self.answered + other.answered,
            self.right + other.right, self.traced + other.traced, self.wrong + other.wrong,
        )  # fmt: skip

    @property
    def accuracy(self) -> float:
        """Of a hundred sources, how many are right; one without an answer is wrong."""
        return 100 * self.right / self.asked if self.asked else 0.0

    @property
    def precision(self) -> float:
        """Of a hundred answers, how many are right."""
        return 100 * self.right / self.answered if self.answered else 0.0


def measure(passages: Iterable[Passage], models: Models = WEIGHTS) -> dict[Key, Score]:
    """Return the score of each corpus and sort."""
    scores: dict[Key, Score] = defaultdict(Score)
    for one in passages:
        choices = antecedents(one.words, one.anaphors, one.candidates, models)
        found = {(a.start, a.end): choice for a, choice in zip(one.anaphors, choices, strict=True)}
        for span, sort in one.asked.items():
            scores[one.corpus, sort] += _score(one, span, found.get(span))
    return dict(scores)


def _score(one: Passage, span: Offsets, choice: Choice | None) -> Score:
    right = one.right.get(span, frozenset())
    traced = choice is not None and choice.actor in right
    same = choice is not None and one.cluster[choice.start, choice.end] == one.cluster[span] if one.cluster else traced
    return Score(1, bool(right), choice is not None, same, traced, choice is not None and not same)


class Use(NamedTuple):
    """A use of a name found in the bare text: its span, its actor, and whose name people marked there (`None`: nobody's)."""

    span: Offsets
    actor: int
    cluster: str | None


def measure_names(passages: Iterable[Passage]) -> dict[Key, Score]:
    """Return the score of each corpus's names, of the texts whose mentions people marked."""
    scores: dict[Key, Score] = defaultdict(Score)
    for one in passages:
        if not one.cluster:
            continue
        uses = _uses(one.words, one.cluster)
        earlier: dict[str, list[tuple[int, Use | None]]] = defaultdict(list)
        for mention in sorted((c for c in one.candidates if c.form == "name"), key=lambda c: (c.start, c.end)):
            span = mention.start, mention.end
            cluster, own = one.cluster[span], _own_name(uses, one, span)
            before = [use for end, use in earlier[cluster] if end <= mention.start]
            if mention.speaker and before:
                scores[one.corpus, NAME] += _score_name(uses, cluster, own, before)
            earlier[cluster].append((mention.end, own))
    return dict(scores)


def _uses(words: Words, marked: Mapping[Offsets, str]) -> list[Use]:
    """The names that chaining makes of a text, each the name of the smallest marked mention around it, else of the one it covers most."""
    uses = []
    for actor, named in enumerate(chain_names(words, find_names(words), Outlets())):
        for use in named.uses:
            span = words.start[use.first], words.end[use.last - 1]
            around = [m for m in marked if m[0] <= span[0] and span[1] <= m[1]]
            mention = min(around, key=_length, default=None) or max(marked, key=lambda m: _shared(m, span), default=None)
            uses.append(Use(span, actor, marked[mention] if mention and _shared(mention, span) else None))
    return sorted(uses, key=lambda use: use.span)


def _own_name(uses: Sequence[Use], one: Passage, mention: Offsets) -> Use | None:
    """The use that names whom a mention stands for: the last before its appositions ("the Vale Institute's Ines Vale, head of Harbour")."""
    start, end = mention
    own = [use for use in uses if use.cluster == one.cluster[mention] and _shared(use.span, mention)]
    core = re.split("[,(]", one.words.text[start:end])[0]
    return next((use for use in reversed(own) if use.span[0] < start + len(core)), own[0] if own else None)


def _length(span: Offsets) -> int:
    return span[1] - span[0]


def _shared(one: Offsets, other: Offsets) -> int:
    """How many characters two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _score_name(uses: Sequence[Use], cluster: str, own: Use | None, before: Sequence[Use | None]) -> Score:
    known = {use.actor for use in before if use is not None}
    if own is None:
        return Score(1, bool(known))
    marked = Counter(use.cluster for use in uses if use.actor == own.actor and use.cluster is not None)
    wrong, joined = marked[cluster] < max(marked.values()), own.actor in known
    return Score(1, bool(known), 1, joined and not wrong, joined, wrong)


def cross_validated(passages: Sequence[Passage], teach: Callable[[Iterable[Passage]], Models] = learn) -> dict[Key, Score]:
    """Return the scores when each fifth of the documents is resolved by what the others teach."""
    order = list(range(len(passages)))
    random.Random(SEED).shuffle(order)  # noqa: S311 - a fixed split, no secret
    total: dict[Key, Score] = defaultdict(Score)
    for fold in range(FOLDS):
        held = {i for at, i in enumerate(order) if at % FOLDS == fold}
        models = teach(each for i, each in enumerate(passages) if i not in held)
        for key, score in measure((passages[i] for i in sorted(held)), models).items():
            total[key] += score
    return dict(total)


def main(argv: list[str] | None = None) -> int:
    """Resolve the corpora and print what was right."""
    ap = argparse.ArgumentParser(prog="python -m benchmarks.speakers", description="Score whom the sources stand for.")
    ap.add_argument("--shared", type=Path, default=SHARED, help="the folder that holds the shared corpora (default: beside the checkout)")
    ap.add_argument("--no-folds", action="store_true", help="with the committed weights only: seconds rather than a minute")
    ap.add_argument("--json", action="store_true")
    args = ap.parse_args(argv)
    passages = list(_passages(args.shared))
    if not passages:
        return 2
    measured = {} if args.no_folds else {"five-fold": cross_validated(passages)}
    measured["committed"] = measure(passages)
    names = measure_names(passages)
    measured = {name: names | scores for name, scores in measured.items()}
    measured = {name: _with_sums(scores) for name, scores in measured.items()}
    print(json.dumps(_plain(measured), indent=1) if args.json else "\n".join(_table(measured)))
    return 0


def _passages(shared: Path) -> Iterator[Passage]:
    data = shared / "data"
    readers = {"gum": gum(data, ("news", "interview")), "meantime": meantime(data), "chains_train": chained(shared)}
    for name, read in readers.items():
        try:
            yield from read
        except FileNotFoundError as error:
            sys.stderr.write(f"{name} skipped: no {Path(error.filename).name} in {shared.name}/\n")


def _with_sums(scores: Mapping[Key, Score]) -> dict[Key, Score]:
    """The scores, and of each sort the sum over what people marked: "gum + meantime"."""
    sums: dict[Key, Score] = defaultdict(Score)
    for (corpus, sort), score in scores.items():
        if corpus != "chains":
            sums["gum + meantime", sort] += score
    return dict(scores) | dict(sums)


def _plain(measured: Mapping[str, Mapping[Key, Score]]) -> dict[str, dict[str, dict[str, float]]]:
    return {
        name: {
            f"{corpus}: {sort}": {
                "n": s.asked,
                "accuracy": round(s.accuracy, 2),
                "answered": s.answered,
                "precision": round(s.precision, 2),
                "wrong": s.wrong,
            }
            for (corpus, sort), s in scores.items()
        }
        for name, scores in measured.items()
    }


def _table(measured: Mapping[str, Mapping[Key, Score]]) -> Iterator[str]:
    corpora = list(dict.fromkeys(corpus for corpus, _ in chain.from_iterable(measured.values())))
    for name, scores in measured.items():
        yield f"{name:34}{'n':>5}{'reach':>7}{'left':>6}{'wrong':>7}{'acc':>7}{'traced':>8}{'of answered':>13}"
        for corpus in sorted(corpora):
            for sort in SORTS:
                if s := scores.get((corpus, sort)):
                    traced = 100 * s.traced / s.asked
                    counts = f"{s.asked:5}{s.reachable:7}{s.asked - s.answered:6}{s.wrong:7}"
                    yield f"{corpus:18}{sort:16}{counts}{s.accuracy:7.1f}{traced:8.1f}{s.precision:13.1f}"
        yield ""


if __name__ == "__main__":
    sys.exit(main())
