"""HTML that escapes by itself: elements are made by functions, and a string among their children is always text."""

import base64
import hashlib
import html
from collections.abc import Iterable

from headwater.export.words import visible

__all__ = ["Child", "Html", "document", "element", "fragment", "link_target", "own_style"]

_VOID = frozenset({"br", "hr", "link", "meta"})
CONTENT_POLICY = "default-src 'none'; style-src 'sha256-{style}'; base-uri 'none'; form-action 'none'"


class Html(str):
    """Markup that was made here; every other string is text, and is escaped."""

    __slots__ = ()


Child = str | Iterable["Child"] | None


def fragment(*children: Child) -> Html:
    """Return children one after another: strings escaped, markup as it is, nothing for `None`."""
    return Html("".join(_flat(children)))


def _flat(children: Iterable[Child]) -> Iterable[str]:
    for each in children:
        if isinstance(each, Html):
            yield each
        elif isinstance(each, str):
            yield html.escape(visible(each))
        elif each is not None:
            yield from _flat(each)


def element(tag: str, *children: Child, **attributes: str | None) -> Html:
    """Return an element. Attributes lose a last underscore (`class_`), take hyphens for the others, and are left out where `None`."""
    given = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{html.escape(visible(value))}"' for name, value in attributes.items() if value is not None
    )
    return Html(f"<{tag}{given}>" if tag in _VOID else f"<{tag}{given}>{fragment(*children)}</{tag}>")


def link_target(url: str | None) -> str | None:
    """Return an address that may be linked to: http and https alone; `None` for any other."""
    return url if url is not None and url.lower().startswith(("https://", "http://")) and visible(url) == url else None


def own_style(style: str) -> Html:
    """Return a style sheet within its page, after a policy that allows it and no more: such a page loads nothing."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = element("meta", http_equiv="Content-Security-Policy", content=CONTENT_POLICY.format(style=digest))
    return fragment(policy, element("style", Html(style)))


def document(title: str, styled: Html, *children: Child) -> Html:
    """Return a whole page that runs nothing.

    Args:
        title: Of its window.
        styled: Its style sheet within it (`own_style`), or a link to one.
        children: Its body.
    """
    head = element(
        "head",
        element("meta", charset="utf-8"),
        styled,
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="generator", content="Headwater"),
        element("title", title),
    )
    return Html(f'<!DOCTYPE html>\n<html lang="en">{head}{element("body", *children)}</html>\n')
