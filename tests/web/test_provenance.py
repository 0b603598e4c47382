"""The way of a claim upstream as a graph, and as a picture and a tree of words of the same nodes and edges."""

import random
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.web.picture import Branch, picture_of, text_width, tree_of, wrapped
from headwater.web.provenance import TELLS, Graph, leaning, upstream_of, ways_of
from tests.web_notation import traced

ROOM = 166
pages = st.sampled_from(["courier", "lantern", "tern", "gull"])
sources = st.sampled_from(
    ["a county official", "an aide", "Ann Vale", "Sal Marlow", "The Harbour Post, Sal Marlow", "an aide, Ann Vale", ""]
)
lines = st.builds(
    lambda page, other, sign, source: f"{page}: {source}" if page == other else f"{page} {sign} {other}: {source}",
    pages,
    pages,
    st.sampled_from("<=~"),
    sources,
)


def edges(graph: Graph) -> set[str]:
    label = {node.id: node.label for node in graph.nodes}
    return {f"{label[edge.source]} {TELLS[edge.kind]} {label[edge.target]}" for edge in graph.edges}


def of(*given_lines: str) -> Graph:
    return upstream_of(*traced(*given_lines))


@pytest.mark.parametrize(
    ("given_lines", "wanted"),
    [
        (["courier: a county official"], {"Courier has it from a county official"}),
        (
            ["lantern < courier: a county official", "courier: a county official"],
            {"Lantern cites Courier", "Courier has it from a county official"},
        ),
        (["lantern = courier: Ann Vale"], {"Lantern took its text from Courier", "Courier has it from Ann Vale"}),
        (["lantern ~ courier: Ann Vale"], {"Lantern tells later what is in Courier", "Courier has it from Ann Vale"}),
        (
            ["tern: The Harbour Post, Sal Marlow"],
            {"Tern has it from The Harbour Post", "The Harbour Post has it from Sal Marlow"},
        ),
        (["tern:"], {"Tern tells it as Tern, in its own voice"}),
        (["tern: The Harbour Post"], {"Tern tells it as The Harbour Post"}),
        (["courier: Ann Vale", "lantern: Ann Vale"], {"Courier has it from Ann Vale", "Lantern has it from Ann Vale"}),
        (["courier: Ann Vale", "lantern: Sal Marlow denies"], {"Courier has it from Ann Vale"}),
        (["lantern: Sal Marlow denies"], {"Lantern has it from Sal Marlow"}),
    ],
)
def test_a_claim_leads_from_its_pages_to_its_origins(given_lines: list[str], wanted: set[str]) -> None:
    assert edges(of(*given_lines)) == wanted


def test_an_unnamed_source_of_two_pages_is_two_nodes_on_the_way_and_a_named_one_is_one() -> None:
    graph = of("courier: an aide, Ann Vale", "lantern: an aide, Ann Vale")
    assert [node.label for node in graph.nodes].count("an aide") == 2
    assert [node.label for node in graph.nodes].count("Ann Vale") == 1


def test_who_passes_on_and_is_an_origin_elsewhere_is_one_node() -> None:
    graph = of("courier: Ann Vale, Sal Marlow", "lantern: Ann Vale")
    assert [node.label for node in graph.nodes].count("Ann Vale") == 1


def test_what_is_shown_wins_over_what_is_presumed() -> None:
    assert "Lantern cites Courier" in edges(of("lantern ~ courier: Ann Vale", "lantern < courier: Ann Vale"))


def test_a_headline_takes_the_source_of_the_text_under_it() -> None:
    claim, reports = traced("courier: engineer")
    summed = claim["paths"][0][-1] | {"origin": None}
    page, last = claim["paths"][0]
    whole = [page, summed, page | {"because": "the same report"}, last | {"who": "Piet Ola"}]
    assert edges(upstream_of(claim | {"paths": [whole]}, reports)) == {"Courier has it from engineer"}  # the origin's own name


@given(st.lists(lines, min_size=1, max_size=8))
def test_every_page_and_every_origin_is_there_and_every_path_is_a_walk(given_lines: list[str]) -> None:
    claim, reports = traced(*given_lines)
    graph = upstream_of(claim, reports)
    ids = {node.id for node in graph.nodes}
    assert {f"report:{each['report']}" for each in claim["assertions"]} <= ids
    assert {node.origin for node in graph.nodes if node.origin} == {each["origin"] for each in claim["assertions"]}
    joined = {(edge.source, edge.target) for edge in graph.edges}
    for way in ways_of(claim, reports):
        assert all((a.id, b.id) in joined for a, b in pairwise(way))
    assert all(end in ids for pair in joined for end in pair)


@given(st.lists(lines, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_assertions_does_not_matter(given_lines: list[str], chance: random.Random) -> None:
    claim, reports = traced(*given_lines)
    pairs = list(zip(claim["assertions"], claim["paths"], strict=True))
    chance.shuffle(pairs)
    shuffled = claim | {"assertions": [a for a, _ in pairs], "paths": [p for _, p in pairs]}
    assert upstream_of(shuffled, reports) == upstream_of(claim, reports)


# Reports among themselves --------------------------------------------------------------------------------------------------------


def test_reports_lean_on_those_they_cite_and_copy_and_on_outlets_not_in_hand() -> None:
    _, reports = traced("courier: Ann Vale", "lantern: Ann Vale", "tern: Ann Vale", "gull: Ann Vale")
    story = {"id": "t", "title": "", "reports": list(reports.values())}
    cited: list[dict[str, Any]] = [
        {"report": "lantern", "outlet": "the Courier", "resolved": "courier"},
        {"report": "tern", "outlet": "The Harbour Post", "resolved": None},
    ]
    copied = [{"from": "courier", "to": "lantern"}, {"from": "lantern", "to": "tern"}]
    graph = leaning(story, copied, cited)
    assert edges(graph) == {
        "Lantern cites, and took its text from Courier",
        "Tern took its text from Lantern",
        "Tern cites The Harbour Post",
    }
    assert "Gull" not in {node.label for node in graph.nodes}


# Pictures and trees --------------------------------------------------------------------------------------------------------------


@given(st.lists(lines, min_size=1, max_size=8))
def test_the_picture_and_the_tree_show_every_node_and_every_edge(given_lines: list[str]) -> None:
    graph = of(*given_lines)
    picture = picture_of(graph)
    assert {shape.node.id for shape in picture.shapes} == {node.id for node in graph.nodes}
    assert len(picture.shapes) == len(graph.nodes)
    assert sorted(line.says for line in picture.lines) == sorted(
        f"{a} {TELLS[edge.kind]} {b}" for edge in graph.edges for a, b in [_ends(graph, edge.source, edge.target)]
    )
    told = list(_walked(tree_of(graph)))
    assert {(a, b) for a, b in told if a} == {(edge.source, edge.target) for edge in graph.edges}
    assert {b for _, b in told} == {node.id for node in graph.nodes}


def _ends(graph: Graph, a: str, b: str) -> tuple[str, str]:
    label = {node.id: node.label for node in graph.nodes}
    return label[a], label[b]


def _walked(tree: tuple[Branch, ...], above: str = "") -> Iterator[tuple[str, str]]:
    for branch in tree:
        yield above, branch.node.id
        yield from _walked(branch.branches, branch.node.id)


def test_a_circle_is_drawn_and_told() -> None:
    claim, reports = traced("courier < lantern: an aide", "lantern < courier: an aide")
    picture = picture_of(upstream_of(claim, reports))
    assert {"Courier cites Lantern", "Lantern cites Courier"} <= {line.says for line in picture.lines}
    assert {branch.node.label for branch in picture.tree} == {"Courier"}


def test_nodes_differ_by_shape_and_by_a_word() -> None:
    picture = picture_of(of("courier: a county official", "lantern: Ann Vale", "tern: The Mail, Ann Vale", "gull:"))
    shapes = {shape.node.kind: shape for shape in picture.shapes}
    assert set(shapes) == {"report", "unnamed", "person", "outlet", "voice"}
    for a, b in combinations(shapes.values(), 2):
        assert a.notes[0][1] != b.notes[0][1]
    assert "L" in shapes["report"].outline  # the folded corner
    assert "a" in shapes["person"].outline  # round ends


@given(st.text(max_size=200), st.integers(1, 4))
def test_no_line_of_text_is_wider_than_its_room_or_loses_words_unsaid(text: str, most: int) -> None:
    lines = wrapped(text, ROOM, 13, most)
    assert 1 <= len(lines) <= most
    assert all(text_width(line, 13) <= ROOM for line in lines)
    whole = "".join(text.split())
    shown = "".join("".join(lines).split())
    assert shown == whole or (shown.endswith("…") and whole.startswith(shown.removesuffix("…").rstrip(",;:")))
