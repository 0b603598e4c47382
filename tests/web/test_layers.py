"""Graphs in layers: edges lead to the right, nothing overlaps, nothing is lost, and the order of what is given does not matter."""

import random
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.web.layers import Box, Layout, Spacing, layered

names = st.sampled_from([f"n{n}" for n in range(12)])
sizes = st.integers(10, 200)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[Box], list[tuple[str, str]]]:
    known = draw(st.lists(names, min_size=1, max_size=12, unique=True))
    boxes = [Box(id=each, width=draw(sizes), height=draw(sizes), order=draw(st.integers(0, 3))) for each in known]
    ends = st.tuples(st.sampled_from(known), st.sampled_from(known)).filter(lambda edge: edge[0] != edge[1])
    return boxes, draw(st.lists(ends, max_size=24)) if len(known) > 1 else []


def drawn(edges: str) -> Layout:
    """`a>b b>c` laid out, each node ten by ten."""
    pairs = [(each.partition(">")[0], each.partition(">")[2]) for each in edges.split()]
    return layered([Box(id=each, width=10, height=10) for each in sorted({end for pair in pairs for end in pair})], pairs)


@given(graphs())
def test_every_node_and_every_edge_is_there_once(graph: tuple[list[Box], list[tuple[str, str]]]) -> None:
    boxes, edges = graph
    found = layered(boxes, edges)
    assert [each.id for each in found.nodes] == sorted(box.id for box in boxes)
    assert [(each.source, each.target) for each in found.routes] == sorted(set(edges))
    assert {(each.id, each.width, each.height) for each in found.nodes} == {(box.id, box.width, box.height) for box in boxes}


@given(graphs())
def test_edges_lead_to_a_later_layer_but_for_those_that_close_a_circle(graph: tuple[list[Box], list[tuple[str, str]]]) -> None:
    found = layered(*graph)
    layer = {each.id: each.layer for each in found.nodes}
    for route in found.routes:
        ends = layer[route.source], layer[route.target]
        assert ends[0] > ends[1] if route.back else ends[0] < ends[1]


@given(graphs())
def test_nodes_do_not_overlap_and_lie_within_the_picture(graph: tuple[list[Box], list[tuple[str, str]]]) -> None:
    found = layered(*graph)
    for a, b in combinations(found.nodes, 2):
        beside = a.x + a.width <= b.x or b.x + b.width <= a.x
        above = a.y + a.height <= b.y + 0.2 or b.y + b.height <= a.y + 0.2
        assert beside or above
    for each in found.nodes:
        assert each.x >= 0
        assert each.y >= 0
        assert each.x + each.width <= found.width
        assert each.y + each.height <= found.height
    for route in found.routes:
        assert all(0 <= x <= found.width and 0 <= y <= found.height for x, y in route.points)


@given(graphs())
def test_no_edge_runs_through_a_node(graph: tuple[list[Box], list[tuple[str, str]]]) -> None:
    found = layered(*graph)
    for route in found.routes:
        for (x, y), (x2, y2) in pairwise(sorted(route.points)):
            for node in found.nodes:
                if node.id not in (route.source, route.target) and y == y2:
                    assert not (max(x, node.x) < min(x2, node.x + node.width) and node.y < y < node.y + node.height)


@given(graphs(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_given_does_not_matter(graph: tuple[list[Box], list[tuple[str, str]]], chance: random.Random) -> None:
    boxes, edges = graph
    shuffled = chance.sample(boxes, len(boxes)), chance.sample(edges, len(edges))
    assert layered(*shuffled) == layered(boxes, edges)


@given(graphs())
def test_edges_bend_only_between_layers(graph: tuple[list[Box], list[tuple[str, str]]]) -> None:
    found = layered(*graph)
    columns = {each.layer: (each.x, max(n.x + n.width for n in found.nodes if n.layer == each.layer)) for each in found.nodes}
    for route in found.routes:
        for (x, y), (x2, y2) in pairwise(sorted(route.points)):
            inside = any(left <= x and x2 <= right for left, right in columns.values())
            assert not inside or y == y2


def test_what_leads_nowhere_stands_in_the_last_layer() -> None:
    layer = {each.id: each.layer for each in drawn("page>outlet outlet>report report>official other>witness").nodes}
    assert layer == {"page": 0, "other": 0, "outlet": 1, "report": 2, "official": 3, "witness": 3}


def test_crossings_that_need_not_be_are_taken_out() -> None:
    found = drawn("a>y b>x c>w")
    y = {each.id: each.y for each in found.nodes}
    assert sorted("abc", key=y.get) == sorted("abc", key=lambda n: y[{"a": "y", "b": "x", "c": "w"}[n]])  # type: ignore[arg-type]


def test_a_single_chain_is_level() -> None:
    assert len({each.y for each in drawn("a>b b>c c>d").nodes}) == 1


def test_nothing_makes_an_empty_picture() -> None:
    found = layered([], [], Spacing(rim=6))
    assert (found.nodes, found.routes, found.width, found.height) == ((), (), 6, 6)


@pytest.mark.parametrize("edge", [("a", "a"), ("a", "zebra"), ("zebra", "a")])
def test_an_edge_without_two_nodes_is_refused(edge: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="two different nodes"):
        layered([Box(id="a", width=1, height=1)], [edge])
