"""Linked data of a page (JSON-LD, schema.org): the node that is the article, among those of the site, its menus and other articles."""

import json
import re
from collections import deque
from collections.abc import Iterator
from html import unescape
from typing import Any

__all__ = ["article_node", "names_of", "nodes", "words_at"]

MAX_NODES = 2_000
_ARTICLE = re.compile(r"Article$|^(?:Live)?BlogPosting$|^Report$|^Review$|^Reportage|^SocialMediaPosting$|^DiscussionForumPosting$")
_WRAPPED = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*;?\s*$"
)

Node = dict[str, Any]


def nodes(scripts: list[str]) -> list[Node]:
    """Read every object of the scripts, those inside others too, in breadth; a script that is no JSON is passed over."""
    found: list[Node] = []
    waiting: deque[Any] = deque(document for script in scripts for document in _documents(script))
    while waiting and len(found) < MAX_NODES:
        value = waiting.popleft()
        if isinstance(value, dict):
            found.append(value)
            waiting += [inner for inner in value.values() if isinstance(inner, dict | list)]
        elif isinstance(value, list):
            waiting += value[:MAX_NODES]
    return found


def article_node(found: list[Node], address: str) -> Node | None:
    """Choose the article that the page is about.

    Args:
        found: All nodes of the page, outermost first.
        address: The page's canonical address, "" where unknown.

    Returns:
        The article of that address, else the first; `None` where there is none.
    """
    articles = [node for node in found if any(_ARTICLE.search(kind) for kind in _types(node))]
    bare = _bare(address)
    at_home = (node for node in articles if bare and bare in (_bare(words_at(node, "url")), _bare(words_at(node, "mainEntityOfPage"))))
    return next(at_home, articles[0] if articles else None)


def words_at(node: Node | None, key: str) -> str:
    """The words of a value: a string, or the name, address or id of what stands there; "" where there is none."""
    value: Any = (node or {}).get(key)
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("url") or value.get("@id") or value.get("@value")
    return unescape(value).strip() if isinstance(value, str) else ""


def names_of(node: Node | None, key: str, found: list[Node]) -> list[str]:
    """The names of all who stand there (authors, say), those that are only pointed at by id too."""
    value: Any = (node or {}).get(key)
    named = {each["@id"]: each for each in found if isinstance(each.get("@id"), str) and each.get("name")}
    names: list[str] = []
    for each in value if isinstance(value, list) else [value]:
        pointed = named.get(str(each.get("@id")), each) if isinstance(each, dict) and not each.get("name") else each
        name = pointed.get("name") if isinstance(pointed, dict) else pointed
        name = ", ".join(part for part in name if isinstance(part, str)) if isinstance(name, list) else name
        if isinstance(name, str) and name.strip() and unescape(name).strip() not in names:
            names.append(unescape(name).strip())
    return names


def _documents(script: str) -> Iterator[Any]:
    text = _WRAPPED.sub("", _WRAPPED.sub("", script)).strip().rstrip(";")
    if text.count("[") + text.count("{") > 10 * MAX_NODES:
        return
    try:
        yield json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return


def _types(node: Node) -> list[str]:
    kinds = node.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _bare(address: str) -> str:
    return re.sub(r"^https?://(?:www\.|amp\.|m\.)?|[?#].*$|/(?:amp/?)?$", "", address.strip().lower())
