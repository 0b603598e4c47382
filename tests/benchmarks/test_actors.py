import pytest

from benchmarks.actors import (
    Clusters,
    Marked,
    Mention,
    b_cubed,
    bare,
    by_exact_name,
    by_name_and_initials,
    given,
    gold_of,
    name_in,
    pair_precision,
    person_in,
)


@pytest.mark.parametrize(
    ("marked", "name"),
    [
        ("U.S. automaker Kalvora", "Kalvora"),
        ("Irish low cost airline, Orrin Air", "Orrin Air"),
        ("Kalvora, another car maker", "Kalvora"),
        ("the Bank of Orrin", "Bank of Orrin"),
        ("Orrin Air (OA", "Orrin Air"),
        ("the Weavers' Orrin Guild", "Orrin Guild"),
        ("the company", None),
    ],
)
def test_the_name_of_a_body_in_a_marked_mention(marked: str, name: str | None) -> None:
    found = name_in(marked)
    assert (found and marked[slice(*found)]) == name


@pytest.mark.parametrize(
    ("marked", "called", "name"),
    [
        ("Kalvora CEO, Anton O'Reyle", "Anton O'Reyle (CEO)", "Anton O'Reyle"),
        ("Prime Minister Ines Vale", "Ines Vale", "Ines Vale"),
        ("Vale", "Ines Vale", "Vale"),
        ("the Vice Chairman of Kalvora", "Ines Vale", None),
    ],
)
def test_the_name_of_a_person_in_a_marked_mention(marked: str, called: str, name: str | None) -> None:
    found = person_in(marked, called)
    assert (found and marked[slice(*found)]) == name


def test_b_cubed_and_pairs() -> None:
    gold: Clusters = {("r1", 1): "a", ("r2", 1): "a", ("r2", 2): "b", ("r3", 1): "b"}
    ours: Clusters = {("r1", 1): 1, ("r2", 1): 1, ("r2", 2): 1, ("r3", 1): 2}
    precision, recall, f1 = b_cubed(gold, ours)
    assert (round(precision, 1), round(recall, 1), round(f1, 1)) == (66.7, 75.0, 70.6)
    assert pair_precision(gold, ours) == (2, 1)


def marked(name: str, text: str, **instances: str) -> Marked:
    mentions = []
    for instance, words in instances.items():
        start = text.index(words)
        mentions.append(Mention(start, start + len(words), (start, start + len(words)), instance))
    return Marked(name, text, "2025-05-14", "ORG", tuple(mentions))


def test_every_way_puts_each_marked_mention_somewhere() -> None:
    reports = [marked("1", "Orrin Oil Works shut, said Brant Water Ltd.", oil="Orrin Oil Works", brant="Brant Water Ltd")]
    reports.append(marked("2", "OOW owes Brant Water much.", oil="OOW", brant="Brant Water"))
    gold = gold_of(reports)
    assert b_cubed(gold, by_exact_name(reports))[2] < b_cubed(gold, by_name_and_initials(reports))[2] == 100
    assert b_cubed(gold, given(reports))[2] == 100
    clusters, found = bare(reports)
    assert found == 4
    assert clusters.keys() == gold.keys()
