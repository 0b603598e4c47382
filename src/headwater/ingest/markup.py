"""Mark-up before and after it is parsed: what no parser should be given, and the lines of a fragment that is all article.

libxml2 compares every attribute of a tag with all before it, so that 300,000 of them take minutes; the guard would end that too, but only
after its time. Counting takes a millisecond a page.
"""

import re
from collections.abc import Iterator
from typing import Any

from headwater.ingest.decode import Refusal, decode
from headwater.ingest.limits import Limits, over
from headwater.model import BlockKind

__all__ = ["fragment_lines", "is_hidden", "laid_out", "line_of", "overgrown", "safe_xml", "same_line", "sound_references"]

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})[^<>]*")
_NAMED = re.compile(r"""(?:"[^"]*"|'[^']*')|[\s/]+([^\s/=<>"']+)""")
_UNCLOSED = frozenset("p li br hr img input meta link td th tr dt dd option source area base col embed wbr param track".split())
_DTD = re.compile(r"<!ENTITY|<!DOCTYPE[^>\[]*\[", re.IGNORECASE)
_DECLARED = re.compile(r"\s*<\?xml[^>]*\?>")
_UNSOUND = re.compile(
    r"&#0*(?:[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2}|5(?:5(?:29[6-9]|[3-9]\d\d)|6\d{3}|7(?:[0-2]\d\d|3[0-3]\d|34[0-3]))|[xX]?0+);?"
)
MIN_TITLE_CHARS = 20
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.\d])", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_HEADS = frozenset("h1 h2 h3 h4 h5 h6".split())
_LEFT_OUT = frozenset("script style noscript template head title svg math iframe object form button select textarea nav".split())
_BREAKS = frozenset(
    "p div section article header footer main aside ul ol dl dt dd table tr td th tbody thead pre figure figcaption address br hr center "
    "body".split()
)


def overgrown(page: str, limits: Limits) -> Refusal | None:
    """Refuse mark-up that is made to harm: too many tags, too deep, too many attributes in one.

    Args:
        page: The mark-up.
        limits: The caps `tags`, `depth` and `attributes`.

    Returns:
        Why it is refused (`too_complex`), or `None`.
    """
    tags = depth = deepest = 0
    for match in _TAG.finditer(page):
        tags += 1
        if match[1]:
            depth -= depth > 0
        elif match[2].lower() not in _UNCLOSED and not page.startswith("/", match.end() - 1):
            depth += 1
            deepest = max(deepest, depth)
        if match.end() - match.start() > 2 * limits.attributes and _attributes(match[0]) > limits.attributes:
            return over("too_complex", "attributes", limits, f"its tag {tags} has {_attributes(match[0])} attributes")
    if tags > limits.tags:
        return over("too_complex", "tags", limits, f"it has {tags} tags")
    if deepest > limits.depth:
        return over("too_complex", "depth", limits, f"its elements nest {deepest} deep")
    return None


def safe_xml(raw: bytes, *, recover: bool = False) -> Any:
    """Parse XML without entities, DTDs or the network.

    Args:
        raw: The document.
        recover: Whether broken XML is read as far as it makes sense, as feeds need.

    Returns:
        The root element (lxml), or a `Refusal`: `dtd` or `markup`.
    """
    from lxml import etree

    decoded = decode(raw, page=True)
    if isinstance(decoded, Refusal):
        return decoded
    if _DTD.search(decoded.text):
        return Refusal("dtd", "it declares entities in a DTD, which can blow up or fetch files; remove its DOCTYPE")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(sound_references(_DECLARED.sub("", decoded.text, count=1)).encode(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return Refusal("markup", f"it is no well-formed XML: {error}; save it again")
    return Refusal("markup", "it is no XML that could be read; save it again") if root is None else root


def sound_references(markup: str) -> str:
    """Return mark-up whose references name only characters that there are: libxml2 makes halves of characters of `&#xD800;`."""
    return _UNSOUND.sub("\ufffd", markup)


def line_of(text: str) -> str:
    """Return a text on one line, white space run together; a soft hyphen or a no-break space stays what it is."""
    return _SPACE.sub(" ", text).strip()


def laid_out(lines: list[tuple[str, str]], title: str | None) -> tuple[str, dict[int, BlockKind]]:
    """Lay lines out as a text, blank lines between blocks.

    Args:
        lines: The lines with the mark-up they stood in (head, p, item, quote); at least one is not empty.
        title: The title, which leads the text.

    Returns:
        The text, and by their offsets the kinds that the mark-up gives.
    """
    lines = [(tag, text) for tag, text in lines if text]
    known: dict[int, BlockKind] = {0: "headline"}
    if title and same_line(lines[0][1], title):
        text, rest = lines[0][1], lines[1:]
    elif title:
        text, rest = title, lines
    else:
        known.pop(0) if lines[0][0] != "head" else None
        text, rest = lines[0][1], lines[1:]
    before = "p"
    for tag, line in rest:
        text += "\n" if tag == before == "item" else "\n\n"
        if tag == "quote":
            known[len(text)] = "quote"
        text += f"• {line}" if tag == "item" else line
        before = tag
    return text, known


def same_line(line: str, title: str) -> bool:
    """Tell whether a line is the title, or the one begins the other (a site's name, a second half after a colon)."""
    plain, wanted = (re.sub(r"[\W_]+", " ", words).strip().casefold() for words in (line, title))
    begins = wanted.startswith(plain) or (plain.startswith(wanted) and len(line) < 200)
    return plain == wanted or (min(len(plain), len(wanted)) >= MIN_TITLE_CHARS and begins)


def fragment_lines(markup: str, *, beside: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Lay out a fragment that is all article (an entry of a feed, a mail): nothing is judged to be besides it.

    Args:
        markup: HTML.
        beside: Elements that are left out with those that never hold text for readers.

    Returns:
        Its lines with the mark-up they stood in: head, p, item, quote.
    """
    from lxml import etree

    tree = etree.fromstring(sound_references(markup), etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True))
    if tree is None:
        return []
    lines: list[tuple[str, str]] = []
    kind, words = "p", ""
    for now, part in _parts(tree, _LEFT_OUT.union(beside)):
        if part is not None:
            words += part
            continue
        if line := line_of(words):
            lines.append((kind, line))
        kind, words = now, ""
    return [*lines, (kind, line_of(words))] if line_of(words) else lines


def _parts(tree: Any, left_out_tags: frozenset[str]) -> Iterator[tuple[str, str | None]]:
    """Pieces of text, and between them `None` where a line ends, with the kind of the line that begins. Iterative: trees may be deep."""
    from lxml import etree

    around: list[str] = ["p"]
    left_out = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else "script"
        own = "head" if tag in _HEADS else "item" if tag == "li" else "quote" if tag == "blockquote" else ""
        if event == "start":
            left_out += tag in left_out_tags or is_hidden(element)
            if own:
                around.append("quote" if "quote" in around else own)
            if own or tag in _BREAKS:
                yield around[-1], None
            text = f" {element.text or ''}" if tag == "time" else element.text
        else:
            left_out -= tag in left_out_tags or is_hidden(element)
            if own:
                around.pop()
            if own or tag in _BREAKS:
                yield around[-1], None
            text = f" {element.tail or ''}" if tag == "time" else element.tail
        if text and not left_out:
            yield around[-1], text


def is_hidden(element: Any) -> bool:
    """Tell whether an element is hidden from readers by its own mark-up, as mails' first lines are that only lists of mails show."""
    if not isinstance(element.tag, str):
        return False
    style = element.get("style")
    return bool(style and _HIDDEN.search(style)) or element.get("hidden") is not None


def _attributes(tag: str) -> int:
    return sum(1 for match in _NAMED.finditer(tag) if match[1])
