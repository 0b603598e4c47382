"""Addresses as pages and feeds write them, which is not always as addresses are written."""

from urllib.parse import urljoin, urlsplit

__all__ = ["absolute", "host_of"]


def absolute(base: str, link: str) -> str:
    """Return a link made absolute; one that is no address stays as it is written."""
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return link.strip()


def host_of(address: str) -> str | None:
    """Return the host of an address without its www, or `None` where it has none or is none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.") or None
    except ValueError:
        return None
