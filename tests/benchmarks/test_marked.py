"""The notation of our own gold: what stands below the line."""

import pytest

from benchmarks.corpora import load
from benchmarks.marked import marked
from benchmarks.model import GoldAttribution, GoldHop, GoldReport

TEXT = "{S1:A clerk} {C1:told} the Argus {T1:the lamps were {C2:reportedly} {T2:sold}}. {S3:He} {C3~:hopes} {T3:to see the clerk}."
BELOW = """
---
published by The Ellery Courier
argus = outlet named: the Argus
clerk = unnamed: A clerk | the clerk
argus < clerk: 1
nobody: 2
clerk: 3
"""


def _read(more: str = "") -> GoldReport:
    return marked("g", TEXT + BELOW + more)


def _words(report: GoldReport, hop: GoldHop) -> list[str]:
    return [report.text[start:end] for start, end in hop.spans]


def _chain_of(report: GoldReport, number: int) -> tuple[GoldAttribution, list[list[str]]]:
    one = report.attributions[number - 1]
    assert one.chain is not None
    return one, [_words(report, hop) for hop in one.chain.hops]


def test_a_chain_begins_with_the_hop_nearest_to_the_reader() -> None:
    report = _read()
    one, hops = _chain_of(report, 1)
    assert hops == [["the Argus"], ["A clerk", "He", "the clerk"]]
    assert one.chain is not None
    assert [(hop.kind, hop.named) for hop in one.chain.hops] == [("outlet", True), ("unnamed", False)]
    assert report.publisher == "The Ellery Courier"


def test_a_pronoun_that_is_a_source_is_a_mention_of_its_actor_and_the_nearest_to_its_statement() -> None:
    assert _chain_of(_read(), 3)[1] == [["He", "A clerk", "the clerk"]]


def test_nobody_is_a_dead_end_and_report_the_reports_own_voice() -> None:
    chain = _chain_of(_read(), 2)[0].chain
    assert chain is not None
    assert (chain.hops, chain.unsourced) == ((), True)
    own = marked("g", "{T1:It rained}, {C1:it seems}.\n---\nreport: 1").attributions[0].chain
    assert own is not None
    assert (own.hops, own.unsourced) == ((), False)


def test_the_manner_is_told_by_number() -> None:
    chain = _chain_of(_read("private: 1 3\ndenies: 1\nconditional: 1\nto the Argus: 1\n"), 1)[0].chain
    assert chain is not None
    assert (chain.on_record, chain.stance, chain.conditional) == ("private", "denies", True)
    assert chain.to == (_read().text.index("the Argus"), _read().text.index("the Argus") + 9)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("argus: 1", "1 has a chain already"),
        ("public: 9", "there is no statement 9"),
        ("smith = person: Smith", "'Smith' is not in the text"),
        ("smith = hero: He", "hero is no kind"),
        ("smith < clerk: 1", "1 has a chain already"),
        ("who is this", "is not of the notation"),
    ],
)
def test_a_broken_line_is_refused_and_named(line: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem) as refused:
        _read(line)
    assert str(refused.value).startswith(f"g: {line!r}")


def test_a_chain_of_strangers_and_a_statement_without_a_chain_are_refused() -> None:
    with pytest.raises(ValueError, match=r"nobody told who \['bo'\] are"):
        marked("g", "{S1:Ann} {C1:said} {T1:no}.\n---\nbo: 1")
    with pytest.raises(ValueError, match=r"no chain for \[1\]"):
        marked("g", "{S1:Ann} {C1:said} {T1:no}.\n---\nann = person named: Ann")


def test_our_gold_has_a_chain_of_each_kind_for_all_its_attributions() -> None:
    chains = [one.chain for report in load("own").reports for one in report.attributions]
    assert all(chains)
    told = [chain for chain in chains if chain]
    assert {hop.kind for chain in told for hop in chain.hops} == {"outlet", "person", "organization", "group", "unnamed", "document"}
    assert {len(chain.hops) for chain in told} == {0, 1, 2, 3}
    assert {chain.on_record for chain in told} == {"public", "private", "unknown"}
    assert {chain.stance for chain in told} == {"asserts", "denies", "declines", "retracts"}
    assert {(chain.unsourced, bool(chain.hops)) for chain in told} == {(True, False), (False, False), (False, True)}
