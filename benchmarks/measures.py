"""How well statements that were read agree with attributions that people marked.

Statements and gold attributions are paired one to one (`benchmarks.pairing`), those that share most words first. From the pairs come

- linked L50, the headline: F1 where a pair counts if the contents overlap by half (Jaccard) and the sources touch, or both are absent;
  L80 asks eight tenths; strict asks that all three roles hold the same words;
- L50 recall by the form of the gold content (direct, mixed, indirect), and for gold without a source;
- attitude: F1 of the kind "attitude" over pairs whose contents overlap by half, where the gold says the kind;

and without pairs

- flat exact: F1 of unbroken stretches of one role within a paragraph, the protocol of CofeNet (Wang et al., 2022).

A statement inside another one may match gold, and is not counted where it does not: most corpora mark only the outermost attribution.
"""

from collections.abc import Callable, Mapping, Sequence

from benchmarks.model import GoldAttribution, GoldReport
from benchmarks.pairing import ROLES, Roles, Worded, jaccard, paired
from benchmarks.tallies import Tallies, Tally
from headwater.model import Statement

__all__ = ["compare"]


def compare(gold: GoldReport, statements: Sequence[Statement]) -> Tallies:
    """Return the counts of one report.

    Args:
        gold: The report as people marked it.
        statements: What was read in its text, in the order in which it was read.
    """
    pairing = paired(gold, statements)
    text, found, wanted = pairing.text, pairing.found, pairing.wanted
    tallies: Tallies = {}
    for name, holds in _LINKED.items():
        right = sum(holds(found[i], wanted[j]) for i, j in pairing.pairs)
        tallies[f"linked {name}"] = Tally(right, len(pairing.counted), len(wanted))
    linked = {j for i, j in pairing.pairs if _LINKED["L50"](found[i], wanted[j])}
    tallies |= _recalls(text, wanted, linked)
    runs_found, runs_wanted = text.runs([found[i] for i in pairing.counted]), text.runs(wanted)
    for role in ROLES:
        ours, theirs = runs_found[role], runs_wanted[role]
        tallies[f"flat exact {role}"] = Tally(len(ours & theirs), len(ours), len(theirs))
    if any(one.kind for one in gold.attributions):
        tallies["attitude"] = _attitudes(pairing.aligned(), statements, gold.attributions)
    return tallies


def _sources_meet(found: Roles, wanted: Roles) -> bool:
    if not found["source"] or not wanted["source"]:
        return not found["source"] and not wanted["source"]
    return bool(found["source"] & wanted["source"])


def _overlapping(least: float) -> Callable[[Roles, Roles], bool]:
    return lambda found, wanted: _sources_meet(found, wanted) and jaccard(found["content"], wanted["content"]) >= least


def _identical(found: Roles, wanted: Roles) -> bool:
    return all(found[role] == wanted[role] for role in ROLES)


_LINKED = {"L50": _overlapping(0.5), "L80": _overlapping(0.8), "strict": _identical}


def _recalls(text: Worded, wanted: Sequence[Roles], linked: set[int]) -> Tallies:
    tallies: Tallies = {}
    for j, one in enumerate(wanted):
        for group in (text.form(one["content"]), *(() if one["source"] else ("no source",))):
            name = f"L50 recall {group}"
            tallies[name] = tallies.get(name, Tally()).plus(Tally(right=j in linked, gold=1))
    return tallies


def _attitudes(aligned: Mapping[int, int], statements: Sequence[Statement], gold: Sequence[GoldAttribution]) -> Tally:
    tally = Tally()
    for j, one in enumerate(gold):
        if one.kind and j in aligned:
            ours, theirs = statements[aligned[j]].kind == "attitude", one.kind == "attitude"
            tally = tally.plus(Tally(ours and theirs, ours, theirs))
    return tally
