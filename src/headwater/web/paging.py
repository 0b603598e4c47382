"""Which page of a long list is shown, and the addresses of the others."""

from dataclasses import dataclass

from starlette.requests import Request

__all__ = ["Pager", "pager"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """A page of a list.

    Attributes:
        total: How many things the list has.
        first: Index of the first shown.
        last: Index after the last shown.
        before: Address of the page before, `None` on the first.
        after: Address of the page after, `None` on the last.
    """

    total: int
    first: int
    last: int
    before: str | None
    after: str | None


def pager(request: Request, total: int, size: int, key: str = "page") -> Pager:
    """Return which part of a list of `total` things the address asks for (by `key`, from 1); beyond the end, the last."""
    said = request.query_params.get(key, "1")
    pages = max(1, -(-total // size))
    page = min(pages, max(1, int(said))) if said.isascii() and said.isdigit() and len(said) < 9 else 1

    def at(number: int) -> str:
        asked = request.url.include_query_params(**{key: number})
        return f"{asked.path}?{asked.query}"

    return Pager(
        total=total,
        first=(page - 1) * size,
        last=min(total, page * size),
        before=at(page - 1) if page > 1 else None,
        after=at(page + 1) if page < pages else None,
    )
