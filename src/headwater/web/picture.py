"""A graph as a picture: shapes, lines of text and edges in numbers that a template writes as SVG; and the same as a tree of words.

Nodes are told apart by their shape and by a word, never by colour alone. No text is measured by a browser here: widths are those of a wide
sans serif face, so that what fits by them fits.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from headwater.web.layers import Box, Placed, Route, Spacing, layered
from headwater.web.provenance import TELLS, Graph, Node

__all__ = ["Branch", "Line", "Picture", "Shape", "picture_of", "text_width", "tree_of", "wrapped"]

WIDTH = 198
PADDING = 16
LABEL_PX, NOTE_PX = 13, 11
LABEL_STEP, NOTE_STEP = 17, 15
MOST_LINES, MOST_NOTE_LINES = 3, 3
WAVE = 8
"""Room that the lower rim of a torn sheet takes."""
CUT = 11
"""How much of a corner is folded, cut or slanted."""

_EM = {
    **dict.fromkeys("iljI|'’.,:;!‘", 0.32),
    **dict.fromkeys(' ()[]frt/-“”"', 0.45),
    **dict.fromkeys("mMW@%…—", 1.0),
    **dict.fromkeys("wGOQDHNCU–&", 0.8),
}
"""Widths in em, of DejaVu Sans and rounded up: it is wider than what most systems show."""
_OTHER_EM, _WIDE_EM = 0.66, 1.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A node as it is drawn: its outline as an SVG path, the lines of its label with their heights, and those of its note below."""

    node: Node
    outline: str
    x: float
    lines: tuple[tuple[float, str], ...]
    notes: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An edge as it is drawn, and what it says from end to end."""

    path: str
    kind: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A node in the tree of words, how the one above leads to it, and what it leads to.

    Attributes:
        again: Whether it was told above with all that follows, and is only named here.
    """

    node: Node
    how: str
    branches: tuple["Branch", ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What a template needs to draw a graph, and to tell it in words."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    lines: tuple[Line, ...]
    kinds: tuple[str, ...]
    tree: tuple[Branch, ...]

    @property
    def says(self) -> str:
        """The whole of it in words, edge by edge."""
        return "; ".join(line.says for line in self.lines)


def picture_of(graph: Graph) -> Picture:
    """Return a graph as a picture, what leads upstream from left to right."""
    texts = {node.id: _text(node) for node in graph.nodes}
    boxes = [Box(id=node.id, width=WIDTH, height=_height(node.kind, *texts[node.id]), order=n) for n, node in enumerate(graph.nodes)]
    layout = layered(boxes, [(edge.source, edge.target) for edge in graph.edges], Spacing())
    nodes = {node.id: node for node in graph.nodes}
    kinds = {(edge.source, edge.target): edge.kind for edge in graph.edges}
    shapes = tuple(_shape(nodes[each.id], each, *texts[each.id]) for each in layout.nodes)
    lines = tuple(_line(route, nodes, kinds[route.source, route.target]) for route in layout.routes)
    return Picture(
        width=layout.width,
        height=layout.height,
        shapes=tuple(sorted(shapes, key=lambda shape: (shape.x, shape.lines[0][0]))),  # the order in which the tab key meets them
        lines=lines,
        kinds=tuple(kind for kind in TELLS if any(line.kind == kind for line in lines)),
        tree=tree_of(graph),
    )


def tree_of(graph: Graph) -> tuple[Branch, ...]:
    """Return a graph as trees from the nodes that nothing leads to; what was told with all that follows is only named again."""
    nodes, after = {node.id: node for node in graph.nodes}, graph.after()
    told: set[str] = set()

    def branch(identified: str, how: str) -> Branch:
        if identified in told:
            return Branch(node=nodes[identified], how=how, again=bool(after[identified]))
        told.add(identified)
        below = sorted(after[identified], key=lambda edge: (nodes[edge.target].order, edge.target))
        return Branch(node=nodes[identified], how=how, branches=tuple(branch(each.target, TELLS[each.kind]) for each in below))

    return tuple(branch(node.id, "") for node in graph.roots())


# Text ----------------------------------------------------------------------------------------------------------------------------


def text_width(text: str, px: float) -> float:
    """Return how wide a text is at most, in pixels."""
    return px * sum(_em(char) for char in text)


def _em(char: str) -> float:
    if char in _EM:
        return _EM[char]
    if unicodedata.combining(char):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return _WIDE_EM
    return 0.78 if char.isupper() else _OTHER_EM


def wrapped(text: str, width: float, px: float, most: int) -> tuple[str, ...]:
    """Return a text in lines that are no wider than `width` pixels, `most` at most; what does not fit ends in …."""
    lines: list[str] = [""]
    for word in _words(" ".join(text.split()), width, px):
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, px) <= width:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = _cut(lines[-1], width, px)
            break
    return tuple(lines)


def _words(text: str, width: float, px: float) -> list[str]:
    """Return the words of a text, those broken that no line holds."""
    found: list[str] = []
    for word in text.split():
        piece = ""
        for char in word:
            if text_width(piece + char, px) > width:
                found.append(piece)
                piece = ""
            piece += char
        found.append(piece)
    return found


def _cut(line: str, width: float, px: float) -> str:
    while line and text_width(f"{line}…", px) > width:
        line = line[:-1]
    return f"{line.rstrip(' ,;:')}…"


# Shapes --------------------------------------------------------------------------------------------------------------------------


def _text(node: Node) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the lines of a node's label and of its note."""
    room = WIDTH - 2 * PADDING
    return wrapped(node.label, room, LABEL_PX, MOST_LINES), wrapped(node.note, room, NOTE_PX, MOST_NOTE_LINES)


def _height(kind: str, label: Sequence[str], note: Sequence[str]) -> float:
    return 14 + LABEL_STEP * len(label) + NOTE_STEP * len(note) + (WAVE if kind == "document" else 0)


def _shape(node: Node, at: Placed, label: Sequence[str], note: Sequence[str]) -> Shape:
    lines = tuple((at.y + 7 + LABEL_STEP * n + LABEL_PX, text) for n, text in enumerate(label))
    below = at.y + 7 + LABEL_STEP * len(label)
    notes = tuple((below + NOTE_STEP * n + NOTE_PX, text) for n, text in enumerate(note))
    return Shape(node=node, outline=_outline(node.kind, at), x=at.x + at.width / 2, lines=lines, notes=notes)


def _outline(kind: str, at: Placed) -> str:
    """Return the outline of a node: a folded page, a torn sheet, a hexagon for a body, cut corners for what was seen, else rounded."""
    x, y, right, bottom = at.x, at.y, at.x + at.width, at.y + at.height
    if kind == "report":
        sheet = _closed((x, y), (right - CUT, y), (right, y + CUT), (right, bottom), (x, bottom))
        return f"{sheet}M{_n(right - CUT)} {_n(y)}V{_n(y + CUT)}H{_n(right)}"
    if kind == "document":
        return _torn(at)
    if kind == "organization":
        return _closed(
            (x + CUT, y), (right - CUT, y), (right, at.middle), (right - CUT, bottom), (x + CUT, bottom), (x, at.middle)
        )  # fmt: skip
    if kind == "observation":
        upper = (x, y + CUT), (x + CUT, y), (right - CUT, y), (right, y + CUT)
        return _closed(*upper, (right, bottom - CUT), (right - CUT, bottom), (x + CUT, bottom), (x, bottom - CUT))
    radius = {"person": 22, "group": 22, "unnamed": 22, "outlet": 6}.get(kind, 0)
    return _rounded(at, min(radius, at.height / 2))


def _closed(*points: tuple[float, float]) -> str:
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points) + "Z"


def _torn(at: Placed) -> str:
    """Return a sheet whose lower rim is a wave."""
    x, y, right, bottom, quarter = at.x, at.y, at.x + at.width, at.y + at.height, at.width / 4
    middle = (x + right) / 2
    wave = f"C{_n(right - quarter)} {_n(bottom - 12)} {_n(middle + quarter / 2)} {_n(bottom - 8)} {_n(middle)} {_n(bottom - 3)}"
    return f"M{_n(x)} {_n(y)}H{_n(right)}V{_n(bottom - 6)}{wave}S{_n(x + quarter)} {_n(bottom + 6)} {_n(x)} {_n(bottom - 3)}Z"


def _rounded(at: Placed, r: float) -> str:
    x, y, right, bottom = at.x, at.y, at.x + at.width, at.y + at.height
    arc = f"a{_n(r)} {_n(r)} 0 0 1"
    return (
        f"M{_n(x + r)} {_n(y)}H{_n(right - r)}{arc} {_n(r)} {_n(r)}V{_n(bottom - r)}{arc} {_n(-r)} {_n(r)}"
        f"H{_n(x + r)}{arc} {_n(-r)} {_n(-r)}V{_n(y + r)}{arc} {_n(r)} {_n(-r)}Z"
    )


def _line(route: Route, nodes: dict[str, Node], kind: str) -> Line:
    source, target = nodes[route.source], nodes[route.target]
    return Line(path=_path(route), kind=kind, says=f"{source.label} {TELLS[kind]} {target.label}")


def _path(route: Route) -> str:
    """Return the points of a route as a curve: level stretches are straight, the rest bends from level to level."""
    (x, y), *rest = route.points
    path = f"M{_n(x)} {_n(y)}"
    for x2, y2 in rest:
        if y2 == y:
            path += f"H{_n(x2)}"
        else:
            middle = (x + x2) / 2
            path += f"C{_n(middle)} {_n(y)} {_n(middle)} {_n(y2)} {_n(x2)} {_n(y2)}"
        x, y = x2, y2
    return path


def _n(number: float) -> str:
    """Return a number as SVG has it, to a tenth."""
    return f"{round(number, 1):g}"
