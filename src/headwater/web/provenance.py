"""The way of a claim upstream as a graph: pages, the outlets and people between, the origins; and how reports lean on one another.

Made from the paths of `answers.trace` and from the citations and reuse of `compare`. What a path tells twice is drawn once: an outlet whose
report is in hand is that report, and what a report's own text gives another source for is that source.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from headwater.link.tellers import plain
from headwater.telling import in_words
from headwater.web.words import publisher

__all__ = ["Edge", "Graph", "Node", "leaning", "upstream_of", "ways_of"]

Json = Mapping[str, Any]
Step = Mapping[str, Any]

_HOW = {"cites it": "citation", "derives from it": "copied", "has it from there": "presumed"}
"""What joins two reports on a path, by the words in which a step says it."""
TELLS = {
    "told": "has it from",
    "citation": "cites",
    "copied": "took its text from",
    "both": "cites, and took its text from",
    "voice": "tells it as",
    "presumed": "tells later what is in",
}
"""What an edge says, read from the page upstream; what is shown before what is presumed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Something that has a claim from somewhere, or is where it comes from.

    Attributes:
        kind: report, voice (a page that tells no source), or the kind of a hop.
        label: The name or description, in full.
        note: What it is, in a word or two.
        order: Of reports, when they came; others stand after them.
        report: Where it can be read: id of the report, and the statement or stretch in it.
        origin: Id of the origin that it is, `None` for what passes on.
    """

    id: str
    kind: str
    label: str
    note: str
    order: int = 0
    report: str | None = None
    statement: str | None = None
    stretch: tuple[int, int] | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Edge:
    """That one has it from another: `kind` is a key of `TELLS`."""

    source: str
    target: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """Nodes by order and id, edges by ends: each once."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def roots(self) -> tuple[Node, ...]:
        """Return the nodes from which the others are reached: those that nothing leads to, and one of each circle."""
        led_to = {edge.target for edge in self.edges}
        after = self.after()
        found: list[Node] = []
        reached: set[str] = set()
        for node in sorted(self.nodes, key=lambda node: (node.id in led_to, node.order, node.id)):
            if node.id not in reached:
                found.append(node)
                stack = [node.id]
                while stack:
                    at = stack.pop()
                    if at not in reached:
                        reached.add(at)
                        stack.extend(edge.target for edge in after[at])
        return tuple(found)

    def after(self) -> dict[str, tuple[Edge, ...]]:
        """Return the edges that lead from each node."""
        found: dict[str, list[Edge]] = {node.id: [] for node in self.nodes}
        for edge in self.edges:
            found[edge.source].append(edge)
        return {key: tuple(edges) for key, edges in found.items()}


# A claim -------------------------------------------------------------------------------------------------------------------------


def upstream_of(claim: Json, reports: Mapping[str, Json]) -> Graph:
    """Return the ways of the assertions of a claim, from their pages to their origins.

    Args:
        claim: With its paths, as `trace` gives it. Ways of what denies it are left out, unless nothing else is there.
        reports: The reports of its story, by id, in order of time.
    """
    pairs = list(zip(claim["assertions"], claim["paths"], strict=True))
    chosen = [pair for pair in pairs if pair[0]["stance"] == "asserts"] or pairs
    made = _Made(claim, reports)
    for assertion, path in chosen:
        made.walk(assertion, path)
    return made.graph()


def ways_of(claim: Json, reports: Mapping[str, Json]) -> tuple[tuple[Node, ...], ...]:
    """Return, for each assertion of a claim in their order, the nodes from its page to its origin."""
    made = _Made(claim, reports)
    return tuple(
        tuple(node for node, _ in made.way(assertion, path)) for assertion, path in zip(claim["assertions"], claim["paths"], strict=True)
    )


class _Made:
    """A graph while the paths are walked."""

    def __init__(self, claim: Json, reports: Mapping[str, Json]) -> None:
        self.reports = reports
        self.order = {each: n for n, each in enumerate(reports)}
        self.origins = {each["id"]: each for each in claim["origins"]}
        self.named = {
            (each["kind"], plain(each["who"])): each["id"] for each in claim["origins"] if each["named"] and not each["own_voice"]
        }
        self.withheld = {
            (step["report"], step["kind"], plain(step["who"])): step["origin"]
            for path in claim["paths"]
            for step in path
            if step["origin"] and not step["named"]
        }
        self.nodes: dict[str, Node] = {}
        self.edges: dict[tuple[str, str], str] = {}

    def graph(self) -> Graph:
        edges = tuple(sorted(Edge(source=a, target=b, kind=kind) for (a, b), kind in self.edges.items()))
        return Graph(nodes=tuple(sorted(self.nodes.values(), key=lambda node: (node.order, node.id))), edges=edges)

    def way(self, assertion: Json, path: Sequence[Step]) -> list[tuple[Node, str]]:
        """Return the nodes of one path in order, each once, with how the one before leads to it."""
        nodes: dict[str, tuple[Node, str]] = {}
        for step, how in _told_once(path, self._is_of):
            node = self._node(step, None if nodes else assertion)
            nodes.setdefault(node.id, (node, "voice" if node.kind == "voice" else how))
        return list(nodes.values())

    def walk(self, assertion: Json, path: Sequence[Step]) -> None:
        """Add the nodes and edges of one path."""
        nodes = self.way(assertion, path)
        for node, _ in nodes:
            self._keep(node)
        for (a, _), (b, how) in pairwise(nodes):
            self.edges[a.id, b.id] = min(self.edges.get((a.id, b.id), how), how, key=tuple(TELLS).index)

    def _keep(self, node: Node) -> None:
        """Keep a node; the first place at which it can be read stays, whatever order the paths came in."""
        had = self.nodes.get(node.id)
        if had is None or _first(node) < _first(had):
            self.nodes[node.id] = node

    def _is_of(self, outlet: Step, report: Step) -> bool:
        """Whether an outlet on the way is the publisher of the report that comes next."""
        page = self.reports.get(report["report"])
        return plain(outlet["who"]) in (plain(report["who"]), plain(publisher(page)) if page else "")

    def _node(self, step: Step, assertion: Json | None) -> Node:
        if step["kind"] == "report":
            return self._page(step, assertion)
        stretch = (step["start"], step["end"]) if "start" in step else None
        identified = step["origin"] or self._origin_of(step)
        after = len(self.order)
        if identified is not None and identified in self.origins:
            return self._origin(identified, step, stretch)
        who = plain(step["who"])
        whose = "" if step["named"] else f"@{step['report']}"
        return Node(
            id=f"hop:{step['kind']}:{who}{whose}", kind=step["kind"], label=step["who"], note=_note(step["kind"], None), order=after,
            report=step["report"], stretch=stretch,
        )  # fmt: skip

    def _origin_of(self, step: Step) -> str | None:
        """Return the origin that somebody on the way is for another assertion: a named one anywhere, an unnamed one in the same report."""
        who = plain(step["who"])
        return self.named.get((step["kind"], who)) if step["named"] else self.withheld.get((step["report"], step["kind"], who))

    def _origin(self, identified: str, step: Step, stretch: tuple[int, int] | None) -> Node:
        origin = self.origins[identified]
        report = self.reports.get(step["report"])
        own = origin["own_voice"] and report is not None and plain(origin["who"]) == plain(publisher(report))
        kind = "voice" if origin["own_voice"] else origin["kind"]
        return Node(
            id=f"origin:{identified}",
            kind=kind,
            label=f"{origin['who']}, in its own voice" if own else origin["who"],
            note=_note(kind, origin),
            order=len(self.order) + 1 + list(self.origins).index(identified),
            report=step["report"],
            stretch=stretch,
            origin=identified if origin.get("counted", True) else None,
        )

    def _page(self, step: Step, assertion: Json | None) -> Node:
        report = self.reports.get(step["report"])
        published = report["published_at"] if report else None
        return Node(
            id=f"report:{step['report']}",
            kind="report",
            label=publisher(report) if report else step["who"],
            note=f"report, {_dated(report, self.reports)}" if report and published else "report",
            order=self.order.get(step["report"], len(self.order)),
            report=step["report"],
            statement=assertion["statement"] if assertion else None,
            stretch=(assertion["spans"][0]["start"], assertion["spans"][-1]["end"]) if assertion else None,
        )


def _first(node: Node) -> tuple[bool, str, tuple[int, int], str]:
    return node.stretch is None, node.report or "", node.stretch or (0, 0), node.statement or ""


_NOTES = {"organization": "body", "unnamed": "unnamed source", "observation": "seen by the reporter", "voice": "no source is told"}


def _note(kind: str, origin: Json | None) -> str:
    told = f", told {origin['told_to']}" if origin and origin["told_to"] and kind == "unnamed" else ""
    beside = ", not counted" if origin and not origin.get("counted", True) else ""
    return _NOTES.get(kind, kind) + told + beside


def _dated(report: Json, reports: Mapping[str, Json]) -> str:
    """Return the day of a report, with the time where its publisher has another of that day."""
    value = report["published_at"]["value"]
    alike = [each for each in reports.values() if each["published_at"] and publisher(each) == publisher(report)]
    return in_words(value if sum(each["published_at"]["value"][:10] == value[:10] for each in alike) > 1 else value[:10])


def _told_once(path: Sequence[Step], is_of: Any) -> Iterator[tuple[Step, str]]:
    """Yield the steps that are drawn, each with how the one before leads to it.

    Where a report gives another source for what it says (`the same report`), and where an outlet's report is in hand, what was told before
    of the same stretch of the way is passed over; so are people whom the next report has from somebody else.
    """
    held: list[Step] = []
    page = None
    for step in path:
        if step["kind"] != "report":
            held.append(step)
            continue
        if page is not None and step["report"] == page:
            held = []
            continue
        kept = [each for each in held if each["kind"] == "outlet" and not is_of(each, step)]
        yield from ((each, "told") for each in kept)
        yield step, _HOW.get(step["because"], "told")
        page, held = step["report"], []
    yield from ((each, "told") for each in held)


# A story -------------------------------------------------------------------------------------------------------------------------


def leaning(story: Json, reuse: Iterable[Json], citations: Iterable[Json]) -> Graph:
    """Return which reports of a story have something from which, and the outlets cited that are not in hand; reports alone are left out."""
    reports = {each["id"]: each for each in story["reports"]}
    order = {each: n for n, each in enumerate(reports)}
    edges: dict[tuple[str, str], str] = {}
    missing: dict[str, Node] = {}
    for each in citations:
        source, resolved = f"report:{each['report']}", each["resolved"]
        if resolved == each["report"]:
            continue
        target = f"report:{resolved}" if resolved in reports else f"outlet:{plain(each['outlet'])}"
        if resolved not in reports:
            told = Node(id=target, kind="outlet", label=each["outlet"], note="cited, not in hand", order=len(order))
            missing[target] = min(missing.get(target, told), told, key=lambda node: node.label)
        edges[source, target] = "citation"
    for each in reuse:
        pair = f"report:{each['to']}", f"report:{each['from']}"
        edges[pair] = "both" if pair in edges else "copied"
    ends = {end for edge in edges for end in edge}
    pages = [_report_node(report, reports, order) for report in reports.values() if f"report:{report['id']}" in ends]
    return Graph(
        nodes=tuple(sorted([*pages, *missing.values()], key=lambda node: (node.order, node.id))),
        edges=tuple(sorted(Edge(source=a, target=b, kind=kind) for (a, b), kind in edges.items())),
    )


def _report_node(report: Json, reports: Mapping[str, Json], order: Mapping[str, int]) -> Node:
    return Node(
        id=f"report:{report['id']}",
        kind="report",
        label=publisher(report),
        note=_dated(report, reports) if report["published_at"] else "no date",
        order=order[report["id"]],
        report=report["id"],
    )
