"""How pages are fetched, where one is named; the fetching itself (`headwater.ingest.fetch`) is loaded when the first is."""

from dataclasses import dataclass

__all__ = ["STANDARD_FETCHING", "Fetching", "is_address"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetching:
    """How pages are fetched.

    Attributes:
        local: Addresses of this machine and its networks are allowed; for tests and for one's own servers.
        robots: robots.txt is respected.
        roots: A file of certificates to trust instead of the system's.
    """

    local: bool = False
    robots: bool = True
    roots: str | None = None


STANDARD_FETCHING = Fetching()


def is_address(source: str) -> bool:
    """Tell whether a source is written as a web address."""
    return source.lower().startswith(("http://", "https://"))
