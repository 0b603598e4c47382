"""How well the chains that were resolved agree with the chains that people marked.

Over the gold statements (attitudes are left out), each beside the statement whose content overlaps with its own by half, if there is one:

- chain exact: the share whose hops are the same, in the same order; also by gold depth, and "given": over those that have a statement;
- chain F1: the same, where statements that were read and are wrong or stand for no gold statement count against it;
- links: F1 over pairs of a hop and the next; unnamed: F1 over hops of kind unnamed;
- hop kind, hop named: the share of hops that match a gold hop and have its kind, or are named as it is;
- on record: F1 of public, private and unknown, and their mean;

and, where the corpus marks them, F1 of the addressee (`to`: the spans touch), of each stance but asserts, of what is conditional, and of
what is unsourced.

A hop matches a gold hop by its own span, or by its actor where that actor's mentions point to the gold actor at least as often as to the
others of the report. A span points to another when they overlap and it is no long stretch that merely holds the other.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.model import GoldAttribution, GoldChain, GoldHop, GoldReport, Offsets
from benchmarks.pairing import paired
from benchmarks.tallies import ON_RECORD, Tallies, Tally, summed
from headwater.model import Actor, Hop, Statement

__all__ = ["ComparedChain", "compare_chains", "compared_chains"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedChain:
    """A gold statement's chain beside the one that was resolved.

    Attributes:
        found: The statement that stands for the gold one, `None` where none does.
        exact: Whether the hops are the same.
        stands_for: For each hop that was resolved, the gold hop that it is, `None` where it is none.
        links: How many pairs of a hop and the next were resolved that are in the gold.
    """

    gold: GoldAttribution
    marked: GoldChain
    found: Statement | None
    exact: bool
    stands_for: tuple[GoldHop | None, ...] = ()
    links: int = 0


def compare_chains(gold: GoldReport, statements: Sequence[Statement], actors: Sequence[Actor]) -> Tallies:
    """Return the counts of one report; none where no chains are marked in it."""
    if not any(one.chain for one in gold.attributions):
        return {}
    pairing = paired(gold, statements)
    aligned = pairing.aligned()
    attitudes = {aligned.get(j) for j, one in enumerate(gold.attributions) if one.chain and one.kind != "statement"}
    answered_for = sum(statements[i].kind == "statement" and i not in attitudes for i in pairing.counted)
    tallies = summed(map(_tallied, _compared(gold, statements, actors, aligned)))
    return summed((tallies, {"chain F1": Tally(found=answered_for)}))


def compared_chains(gold: GoldReport, statements: Sequence[Statement], actors: Sequence[Actor]) -> list[ComparedChain]:
    """Return every gold statement's chain beside the one that was resolved, in the order of the gold."""
    return _compared(gold, statements, actors, paired(gold, statements).aligned())


def _compared(
    gold: GoldReport, statements: Sequence[Statement], actors: Sequence[Actor], aligned: Mapping[int, int]
) -> list[ComparedChain]:
    same = _sameness(gold, actors)
    compared = []
    for j, one in enumerate(gold.attributions):
        if one.chain and one.kind == "statement":
            found = statements[aligned[j]] if j in aligned else None
            compared.append(_compared_one(one, one.chain, found, same))
    return compared


_Same = Callable[[Hop, GoldHop], bool]


def _compared_one(gold: GoldAttribution, marked: GoldChain, found: Statement | None, same: _Same) -> ComparedChain:
    if found is None:
        return ComparedChain(gold=gold, marked=marked, found=None, exact=False)
    hops, wanted = found.chain, marked.hops
    alike = len(hops) == len(wanted)
    return ComparedChain(
        gold=gold,
        marked=marked,
        found=found,
        exact=alike and all(map(same, hops, wanted)),
        stands_for=tuple(
            next((want for want in ((wanted[k],) if alike else ()) + wanted if same(hop, want)), None) for k, hop in enumerate(hops)
        ),
        links=sum(any(same(a, c) and same(b, d) for c, d in pairwise(wanted)) for a, b in pairwise(hops)),
    )


def _tallied(one: ComparedChain) -> Tallies:
    """Return what one gold statement adds to the counts."""
    marked, found = one.marked, one.found
    depth = "depth 2+" if len(marked.hops) > 1 else f"depth {len(marked.hops)}"
    exact = Tally(right=one.exact, gold=1)
    tallies = dict.fromkeys(("chain exact", f"chain exact, {depth}", "chain F1"), exact)
    links, unnamed = len(marked.hops[1:]), sum(hop.kind == "unnamed" for hop in marked.hops)
    if found is None:
        return tallies | {"links": Tally(gold=links), "unnamed": Tally(gold=unnamed)}
    met = [(hop, want) for hop, want in zip(found.chain, one.stands_for, strict=True) if want]
    tallies |= {
        "chain exact, given": exact,
        "links": Tally(one.links, len(found.chain[1:]), links),
        "unnamed": Tally(
            sum(hop.kind == want.kind == "unnamed" for hop, want in met), sum(hop.kind == "unnamed" for hop in found.chain), unnamed
        ),
        "hop kind": Tally(right=sum(hop.kind == want.kind for hop, want in met), gold=len(met)),
        "hop named": Tally(right=sum(hop.named == want.named for hop, want in met), gold=len(met)),
    }
    return tallies | _of_manner(found, marked)


def _of_manner(found: Statement, marked: GoldChain) -> Tallies:
    """Return the counts of what is told of a statement beside its chain: how publicly, to whom, denied, conditional."""
    words: list[tuple[str, bool, bool]] = [
        (f"{ON_RECORD} {record}", found.on_record == record, marked.on_record == record)
        for record in dict.fromkeys((marked.on_record, found.on_record))
    ]
    words.append(("unsourced", found.unsourced, marked.unsourced))
    if marked.stance is not None:
        words += [
            (f"stance {s}", found.stance == s, marked.stance == s) for s in dict.fromkeys((marked.stance, found.stance)) if s != "asserts"
        ]
    if marked.conditional is not None:
        words.append(("conditional", bool(found.conditional), marked.conditional))
    tallies = {name: Tally(ours and theirs, ours, theirs) for name, ours, theirs in words}
    right = marked.to is not None and any(_overlap((span.start, span.end), marked.to) for span in found.to)
    return tallies | {"to": Tally(right, bool(found.to), marked.to is not None)}


# Which hop is which --------------------------------------------------------------------------------------------------------------


def _sameness(gold: GoldReport, actors: Sequence[Actor]) -> _Same:
    """Return what tells whether a hop is a gold hop in this report."""
    mentions = {actor.id: [(span.start, span.end) for span in actor.mentions] for actor in actors}
    hops = (hop for one in gold.attributions if one.chain for hop in one.chain.hops)
    everybody = {tuple(sorted(hop.spans[1:] or hop.spans)) for hop in hops}
    known: dict[tuple[str, tuple[Offsets, ...]], bool] = {}

    def mostly(actor: str, wanted: tuple[Offsets, ...]) -> bool:
        mine = _pointing(mentions.get(actor, ()), wanted)
        if not mine:
            return False
        others = [span for spans in everybody for span in spans if not any(_overlap(span, own) for own in wanted)]
        return mine >= _pointing(mentions[actor], others)

    def same(hop: Hop, want: GoldHop) -> bool:
        if any(_points((hop.span.start, hop.span.end), span) for span in want.spans):
            return True
        key = hop.actor, want.spans
        if key not in known:
            known[key] = mostly(*key)
        return known[key]

    return same


def _pointing(mentions: Iterable[Offsets], wanted: Sequence[Offsets]) -> int:
    return sum(any(_points(mention, span) for span in wanted) for mention in mentions)


def _points(mention: Offsets, wanted: Offsets) -> bool:
    return _overlap(mention, wanted) and mention[1] - mention[0] <= 3 * (wanted[1] - wanted[0]) + 40


def _overlap(one: Offsets, other: Offsets) -> bool:
    return one[0] < other[1] and one[1] > other[0]
