"""Claims inside claims: what reports say of a matter at large, and the narrower things that some of them say of it.

Grouping finds both ("the firm hid a leak"; "staff were told in May to stop writing it down"). Each wide claim is kept, since to some the
matter at large is the claim; a narrow one names the wide one that it lies within, so that a page can show the narrow ones alone.
"""

from collections.abc import Sequence
from dataclasses import replace

from headwater.ids import claim_id
from headwater.model import Assertion, Claim

__all__ = ["nested"]

INSIDE = 0.7
"""Share of its assertions that a claim must share with a larger one to lie within it."""


def nested(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims in their order, each with an id that no other has and the smallest claim that it lies within.

    Of claims with the same first wording the narrowest keeps the id that the wording gives.
    """
    members = [frozenset(_key(a) for a in each.assertions) for each in claims]
    by_size = sorted(range(len(claims)), key=lambda n: (len(members[n]), n))
    ids: dict[int, str] = {}
    taken: dict[str, int] = {}
    for n in by_size:
        times = taken.get(claims[n].id, 0)
        taken[claims[n].id] = times + 1
        ids[n] = claims[n].id if not times else claim_id(claims[n].id, (claims[n].gist.span,) * times)
    around = {n: next((m for m in by_size if _holds(members[m], members[n])), None) for n in by_size}
    return tuple(replace(each, id=ids[n], within=None if (wide := around[n]) is None else ids[wide]) for n, each in enumerate(claims))


def _key(assertion: Assertion) -> tuple[str, str | None, int]:
    return assertion.report, assertion.statement, assertion.spans[0].start


def _holds(wide: frozenset[tuple[str, str | None, int]], narrow: frozenset[tuple[str, str | None, int]]) -> bool:
    return len(wide) > len(narrow) and len(wide & narrow) >= INSIDE * len(narrow)
