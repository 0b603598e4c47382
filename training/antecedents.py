"""Fit what makes an actor the antecedent of a pronoun or role noun: `python -m training.antecedents --data DIR --out FILE`.

Needs numpy only. Learns from the mentions that people marked in the news and interviews of GUM and in MEANTIME, and from the sources of
PolNeAR whose actors are marked in `gold/chains_train.jsonl`, where the candidates are the names and noun phrases found in the text. A
softmax over the actors that agree with the anaphor and "none of them", earlier anaphors standing for their right actors.
"""

import argparse
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from headwater.resolve.antecedents import Anaphor, Candidate, Resolution, Sort, pronouns, sort_of
from headwater.resolve.genders import gender_of, head_noun, noun_gender
from headwater.resolve.lexicon import BODY_NOUNS, CALLINGS, CLASS_NOUNS, DOCUMENT_NOUNS, OUTLET_NOUNS, singular
from headwater.resolve.names import chain_names, find_names
from headwater.resolve.outlets import Outlets
from headwater.resolve.salience import FEATURES, Linear, stands_as_subject
from headwater.resolve.words import Words

__all__ = ["SORTS", "Passage", "chained", "examples", "fit", "gum", "learn", "meantime", "passage", "table"]

Offsets = tuple[int, int]
Row = dict[str, Any]
Floats = npt.NDArray[np.float64]

SORTS: tuple[Sort, ...] = ("he/she", "they", "it", "role noun")
"""The sorts of anaphor that a model decides."""
L2, STEPS, RATE = 3.0, 300, 0.1
CHAINED_WEIGHT = 4.0
"""So much counts a source of the news that matters most and of which least is marked.

Over four splits into five folds, he/she of those sources: penalty 3 and weight 2, 4: 84.8, 85.8; penalty 10, weight 4: 85.6; with the other
genres of GUM 83.7 to 85.3. The splits themselves differ by three points.
"""
ROUNDS = 2
"""How often the news is gone through with the models before."""
SOURCE_HEAD_CHARS = 40
"""A name that starts so near the start of a source phrase is its speaker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text with its mentions and what is known of whom they stand for.

    Attributes:
        anaphors: The pronouns, and the definite noun phrases for a person or body.
        right: The actors that an anaphor may stand for, by its span; an empty set where none of the candidates is right, no entry where
            nobody marked it.
        cluster: The gold cluster of every mention, by its span; empty where the candidates were not marked by people.
        asked: The anaphors that are measured, by span, with their sort: the sources that have an antecedent.
    """

    id: str
    corpus: str
    words: Words
    candidates: tuple[Candidate, ...]
    anaphors: tuple[Anaphor, ...]
    right: Mapping[Offsets, frozenset[int]]
    cluster: Mapping[Offsets, str] = field(default_factory=dict)
    asked: Mapping[Offsets, Sort] = field(default_factory=dict)


class Mark(NamedTuple):
    """A mention as people marked it: its span, cluster, form (name, noun or pronoun) and sort of thing."""

    span: Offsets
    cluster: str
    form: str
    type: str


_DEFINITE = frozenset("the this that these those".split())
_OWNED = frozenset("his her their its my our your".split())
_KINDS = {
    "person": "person", "PER": "person", "organization": "organization", "ORG": "organization", "FIN": "organization", "place": "place",
    "LOC": "place", "GPE": "place", "FAC": "place",
}  # fmt: skip


def passage(name: str, corpus: str, text: str, marks: Iterable[Mark], sources: Iterable[Offsets]) -> Passage:
    """Return a text with its mentions as candidates and anaphors; names are chained by their cluster, nothing else is."""
    words = Words(text)
    spoken = frozenset(sources)
    candidates, anaphors, cluster = [], [], {}
    actors: dict[str, int] = {}
    unique = {(_bare(text, mark.span)): mark for mark in reversed(list(marks))}
    for (start, end), mark in sorted(unique.items()):
        shown = text[start:end]
        cluster[start, end] = mark.cluster
        speaker = mark.span in spoken or (start, end) in spoken
        if mark.form != "pronoun":
            key = mark.cluster if mark.form == "name" else f"{start}:{end}"
            kind = _kind(mark.type, shown)
            candidates.append(
                Candidate(
                    start=start,
                    end=end,
                    actor=actors.setdefault(key, len(actors)),
                    form=_form(mark.form, shown),
                    kind=kind,
                    gender=gender_of(shown, kind),
                    speaker=speaker,
                    subject=stands_as_subject(words, start, end),
                )
            )
            if mark.form == "name" or kind in {"place", "other"} or shown.split()[0].lower() not in _DEFINITE:
                continue
        anaphors.append(Anaphor(start=start, end=end, words=shown, quoted=words.is_quoted(start), speaker=speaker))
    of_cluster: dict[str, set[int]] = defaultdict(set)
    first: dict[str, Offsets] = {}
    for c in candidates:
        of_cluster[cluster[c.start, c.end]].add(c.actor)
    for span in sorted(cluster):
        first.setdefault(cluster[span], span)
    bare = {_bare(text, span) for span in spoken}
    asked = {
        s: sort_of(text[s[0] : s[1]]) if unique[s].form == "pronoun" else "role noun"
        for s in sorted(bare & cluster.keys())
        if unique[s].form != "name" and s != first[cluster[s]]
    }
    right = {(a.start, a.end): frozenset(of_cluster[cluster[a.start, a.end]]) for a in anaphors}
    return Passage(
        id=name,
        corpus=corpus,
        words=words,
        candidates=tuple(candidates),
        anaphors=tuple(anaphors),
        right=right,
        cluster=cluster,
        asked=asked,
    )


def _bare(text: str, span: Offsets) -> Offsets:
    """A span without its genitive ending."""
    start, end = span
    return (start, end - 2) if text[start:end].endswith(("'s", "’s")) and end - start > 3 else span


def _form(form: str, shown: str) -> Any:
    first = shown.split()[0].lower()
    return "name" if form == "name" else "definite" if first in _DEFINITE | _OWNED or "'s " in shown else "indefinite"


def _kind(type_: str, shown: str) -> str:
    kind = _KINDS.get(type_, "document" if head_noun(shown) in DOCUMENT_NOUNS else "other")
    return "group" if kind == "person" and gender_of(shown) == "they" else kind


# The corpora ----------------------------------------------------------------------------------------------------------------------


def _rows(path: Path) -> Iterator[Row]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def gum(data: Path, genres: Sequence[str] = ()) -> Iterator[Passage]:
    """Yield the documents of GUM, of some genres or of all."""
    for part in ("train", "dev", "test"):
        for row in _rows(data / "gum" / f"gum_{part}.jsonl.gz"):
            if not genres or row["genre"] in genres:
                tags = {tok[0]: tok[3] for tok in row["tokens"]}
                marks = {e["id"]: _gum_mark(e, tags) for e in row["entities"]}
                sources = [marks[m].span for a in row["attributions"] if (m := a["source_mention"])]
                yield passage(row["id"], f"gum {row['genre']}", row["text"], marks.values(), sources)


def _gum_mark(entity: Row, tags: Mapping[int, str]) -> Mark:
    tag = tags[entity["head"][0][0]]
    form = "pronoun" if tag in {"PRP", "PRP$", "WP"} else "name" if tag in {"NNP", "NNPS"} else "noun"
    return Mark((entity["spans"][0][0], entity["spans"][-1][1]), entity["cluster"], form, entity["type"])


def meantime(data: Path) -> Iterator[Passage]:
    """Yield the documents of MEANTIME."""
    for row in _rows(data / "meantime" / "meantime.jsonl.gz"):
        instances = {e["cluster"]: e["instance"] for e in row["entities"] if e["instance"]}
        marks = {e["id"]: _meantime_mark(e, row["text"], instances) for e in row["entities"] if e["spans"]}
        sources = [marks[m].span for s in row["speech"] for m in s["source_mentions"] if m in marks]
        yield passage(row["id"], "meantime", row["text"], marks.values(), sources)


def _meantime_mark(entity: Row, text: str, instances: Mapping[str, str]) -> Mark:
    span = entity["spans"][0][0], entity["spans"][-1][1]
    tag = entity["syntactic"] or ""
    shown = text[span[0] : span[1]]
    core = re.split(r"[,(]", shown)[0].split() or [shown]
    named = tag.endswith("NAM") or (tag not in {"NOM", "PRO"} and core[-1][0].isupper())
    form = "pronoun" if tag == "PRO" or (not tag and sort_of(shown) not in {"role noun", "other"}) else "name" if named else "noun"
    return Mark(span, instances.get(entity["cluster"], entity["cluster"]), form, entity["type"])


def chained(shared: Path) -> Iterator[Passage]:
    """Yield the reports of PolNeAR whose chains are marked for training, with the names and noun phrases found in them."""
    with (shared / "gold" / "chains_train.jsonl").open(encoding="utf-8") as lines:
        chains = {row["id"]: row["chains"] for row in map(json.loads, lines)}
    for row in _rows(shared / "data" / "polnear" / "polnear_train.jsonl.gz"):
        if row["id"] in chains:
            yield _chained(row, chains[row["id"]])


def _chained(row: Row, chains: Mapping[str, Row]) -> Passage:
    text, words = row["text"], Words(row["text"])
    sources = {a["id"]: [(start, end) for start, end in a["source"]] for a in row["attributions"]}
    spoken = {span for spans in sources.values() for span in spans}
    candidates = [_found(words, span, actor, form, kind, spoken) for span, actor, form, kind in _phrases(words)]
    anaphors = [*pronouns(words, spoken)]
    for c in candidates:
        shown = text[c.start : c.end]
        if c.form == "definite" and shown.split()[0].lower() in _DEFINITE and c.kind in {"person", "group", "organization"}:
            anaphors.append(Anaphor(start=c.start, end=c.end, words=shown, quoted=words.is_quoted(c.start), speaker=c.speaker))
    last_hop = {
        span: [(s, e) for s, e in chain["hops"][-1].get("spans", [])] for k, chain in chains.items() if chain["hops"] for span in sources[k]
    }
    right = {
        (a.start, a.end): _same_actor(text, candidates, [g for g in last_hop[a.start, a.end] if g != (a.start, a.end)])
        for a in anaphors
        if (a.start, a.end) in last_hop
    }
    known = {span: actors for span, actors in right.items() if actors is not None}
    asked = {(a.start, a.end): sort_of(a.words) for a in anaphors if (a.start, a.end) in known}
    return Passage(
        id=row["id"], corpus="chains", words=words, candidates=tuple(candidates), anaphors=tuple(anaphors), right=known, asked=asked
    )


def _found(words: Words, span: Offsets, actor: int, form: str, kind: str, spoken: Iterable[Offsets]) -> Candidate:
    start, end = span
    gender = gender_of(words.text[start:end], kind)
    speaker = any(a <= start < b and start - a < SOURCE_HEAD_CHARS for a, b in spoken)
    return Candidate(
        start=start, end=end, actor=actor, form=form, kind=kind, gender=gender, speaker=speaker,  # type: ignore[arg-type]
        subject=stands_as_subject(words, start, end),
    )  # fmt: skip


def _same_actor(text: str, candidates: Sequence[Candidate], gold: Sequence[Offsets]) -> frozenset[int] | None:
    """The actors of the candidates that end as a gold mention does, appositions aside; `None` where the gold mentions are pronouns."""
    named = [(s, e) for s, e in gold if sort_of(text[s:e]) in {"role noun", "other"} and text[s:e].lower() not in {"you", "that"}]
    if not named:
        return None
    heads = [(s, s + len(text[s:e].split(",")[0])) for s, e in named]
    alike = {c.actor for c in candidates for s, e in heads if (c.start >= s and c.end == e) or (c.start <= s and c.end >= e)}
    within = {c.actor for c in candidates for s, e in named if c.kind == "person" and s <= c.start and c.end <= e}
    return frozenset(alike or within)


_NOUNS = CALLINGS | BODY_NOUNS | DOCUMENT_NOUNS | OUTLET_NOUNS | CLASS_NOUNS | {"people", "person"}
_OPENING = _DEFINITE | _OWNED | frozenset("a an two three four five several some many one another".split())


def _phrases(words: Words) -> Iterator[tuple[Offsets, int, str, str]]:
    """Yield the names, chained, and the noun phrases that open with a determiner or, in the plural, a sentence."""
    named = chain_names(words, find_names(words), Outlets())
    taken: set[int] = set()
    for number, each in enumerate(named):
        for use in each.uses:
            taken.update(range(use.role, use.last))
            yield (words.start[use.first], words.end[use.last - 1]), number, "name", each.kind
    for first in range(len(words)):
        low = words.low[first]
        if low not in _OPENING and not words.opens[first]:
            continue
        last = _noun(words, first if low not in _OPENING else first + 1, taken)
        if last is None or (low not in _OPENING and noun_gender(words.low[last]) != "they"):
            continue
        form = "definite" if low in _DEFINITE | _OWNED else "indefinite"
        yield (words.start[first], words.end[last]), len(named) + first, form, _noun_kind(words.low[last])


def _noun(words: Words, first: int, taken: set[int]) -> int | None:
    """The last noun of a row of them within a few words, if there is one."""
    best = None
    for at in range(first, min(first + 5, len(words))):
        if words.sentence[at] != words.sentence[first] or not words.raw[at][0].isalnum():
            break
        if singular(words.low[at]) in _NOUNS and at not in taken:
            best = at
        elif best is not None:
            break
    return best


def _noun_kind(noun: str) -> str:
    gender = noun_gender(noun)
    if gender == "they":
        return "group"
    return "person" if gender in {"he", "she", "person"} else "document" if singular(noun) in DOCUMENT_NOUNS else "organization"


# Fitting --------------------------------------------------------------------------------------------------------------------------


class Example(NamedTuple):
    """The actors an anaphor may stand for: their features, and which of them are right (none, where it has no antecedent)."""

    matrix: Floats
    right: npt.NDArray[np.bool_]
    weight: float


def examples(one: Passage, models: Mapping[str, Linear] | None = None) -> dict[Sort, list[Example]]:
    """Return what a passage teaches of each sort, earlier anaphors standing for their right actors.

    Those that nobody marked are given by the models that there are so far.
    """
    found: dict[Sort, list[Example]] = defaultdict(list)
    resolution = Resolution(one.words, one.anaphors, one.candidates, models or {})
    for i in resolution.order:
        a, sort = one.anaphors[i], resolution.sorts[i]
        right = one.right.get((a.start, a.end))
        if right is None:
            choice = resolution.choose(i)
            if choice is not None:
                resolution.settle(i, choice.actor)
            continue
        if sort in SORTS and (seen := resolution.view(i)):
            rows, matrix = seen
            actors = resolution.actors_of(rows)
            weight = 1.0 if one.cluster else CHAINED_WEIGHT
            found[sort].append(Example(matrix, np.isin(actors, list(right)), weight))
        before = resolution.actors_before(i)
        if (last := next((actor for actor in before if actor in right), None)) is not None:
            resolution.settle(i, last)
    return found


def fit(found: Sequence[Example], l2: float = L2) -> Linear:
    """Return the weights that make the right actors likeliest, by Adam on the marginal likelihood with a quadratic penalty."""
    width = found[0].matrix.shape[1]
    # One more row for each example: nobody, whose only feature is the last column.
    matrix = np.concatenate([np.block([[e.matrix, np.zeros((len(e.matrix), 1))], [np.zeros((1, width)), np.ones((1, 1))]]) for e in found])
    right = np.concatenate([np.append(e.right, not e.right.any()) for e in found])
    sizes = np.array([len(e.right) + 1 for e in found])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    weight = np.repeat([e.weight for e in found], sizes)
    w, first, second = np.zeros(width + 1), np.zeros(width + 1), np.zeros(width + 1)
    for step in range(1, STEPS + 1):
        logits = matrix @ w
        logits -= np.repeat(np.maximum.reduceat(logits, starts), sizes)
        chances = np.exp(logits)
        all_, ours = np.add.reduceat(chances, starts), np.add.reduceat(chances * right, starts)
        pull = weight * (chances * right / np.repeat(ours, sizes) - chances / np.repeat(all_, sizes))
        gradient = matrix.T @ pull - l2 * w
        first = 0.9 * first + 0.1 * gradient
        second = 0.99 * second + 0.01 * gradient**2
        w += RATE * (1 - step / STEPS) * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return Linear(w[:-1], float(w[-1]))


def learn(passages: Iterable[Passage]) -> dict[str, Linear]:
    """Return the models that passages teach: first those marked throughout, then all, the gaps filled by the models before."""
    marked, gapped = [], []
    for each in passages:
        if each.cluster:
            marked.append(examples(each))
        else:
            gapped.append(each)
    models = _fit_sorts(marked)
    for _ in range(ROUNDS if gapped else 0):
        models = _fit_sorts([*marked, *(examples(each, models) for each in gapped)])
    return models


def _fit_sorts(taught: Sequence[Mapping[Sort, Sequence[Example]]]) -> dict[str, Linear]:
    return {sort: fit(found) for sort in SORTS if (found := [e for each in taught for e in each.get(sort, ())])}


def main() -> None:
    """Fit on all there is and write the table of weights."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", type=Path, required=True, help="the folder that holds data/gum, data/meantime, data/polnear and gold")
    ap.add_argument("--out", type=Path, required=True, help="the module to write: src/headwater/resolve/weights.py")
    args = ap.parse_args()
    passages = [*gum(args.data / "data", ("news", "interview")), *meantime(args.data / "data"), *chained(args.data)]
    models = learn(passages)
    args.out.write_text(table(models), encoding="utf-8")
    print(f"fitted on {len(passages)} texts")


def table(models: Mapping[str, Linear]) -> str:
    """Return the module that holds the weights."""
    rows = [f'    "{name}": ({", ".join(f"{models[sort].weights[k]:.2f}" for sort in SORTS)}),' for k, name in enumerate(FEATURES)]
    nobody = f'    "nobody": ({", ".join(f"{models[sort].nobody:.2f}" for sort in SORTS)}),'
    return _MODULE.replace("ROWS", "\n".join([*rows, nobody]))


_MODULE = '''"""The weights of `headwater.resolve.salience` for each sort of anaphor, written by `training.antecedents`.

Fitted on GUM (news and interviews), MEANTIME and the PolNeAR reports of chains_train.
"""

import numpy as np

from headwater.resolve.salience import FEATURES, Linear

__all__ = ["SORTS", "WEIGHTS"]

SORTS = ("he/she", "they", "it", "role noun")
"""The columns of the table."""

_TABLE = {
ROWS
}

WEIGHTS: dict[str, Linear] = {
    sort: Linear(np.array([_TABLE[name][k] for name in FEATURES]), _TABLE["nobody"][k]) for k, sort in enumerate(SORTS)
}
"""The model of each sort of anaphor that one decides."""
'''


if __name__ == "__main__":
    main()
