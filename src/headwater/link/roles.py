"""The titles and callings that reports give to somebody, with the times of these reports: an office changes hands, a name does not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from headwater.link.naming import words_of
from headwater.model import Identity, Place, Reading

__all__ = ["Role", "roles_of"]

_EMPTY = frozenset("the a an his her its their our".split())
_FORMER = frozenset("former ex then ex-president late one-time onetime ousted outgoing".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A title or calling of an identity.

    Attributes:
        words: As the earliest report has it.
        former: Whether it is given as one of the past ("the former mayor").
        first: When the earliest report that gives it appeared, ISO 8601, `None` where none of them has a date.
        last: When the latest did.
        places: Where it stands, by time of publication.
    """

    words: str
    former: bool
    first: str | None
    last: str | None
    places: tuple[Place, ...]


def roles_of(identity: Identity, readings: Iterable[Reading]) -> tuple[Role, ...]:
    """Return the roles that reports give to an identity, the earliest first; wordings that differ only in articles and case are one.

    Args:
        identity: One of those of `headwater.link.actors.identities`.
        readings: Those in which its members are, others too.
    """
    given: dict[tuple[bool, tuple[str, ...]], list[tuple[str, Place, str]]] = {}
    for published, place, words in sorted(_given(identity, readings)):
        plain = tuple(word for word in words_of(words) if word not in _EMPTY)
        former = bool(_FORMER & set(plain))
        given.setdefault((former, tuple(w for w in plain if w not in _FORMER)), []).append((published, place, words))
    return tuple(_role(found, former=former) for (former, _), found in given.items())


def _given(identity: Identity, readings: Iterable[Reading]) -> Iterator[tuple[str, Place, str]]:
    members = {(each.report, each.actor) for each in identity.members}
    for reading in readings:
        report = reading.report
        if report is None:
            continue
        published = report.published_at.value if report.published_at else "9999"
        for actor in reading.actors:
            if (report.id, actor.id) in members:
                yield from (
                    (published, Place(report=report.id, span=s), " ".join(report.text[s.start : s.end].split())) for s in actor.roles
                )


def _role(found: list[tuple[str, Place, str]], *, former: bool) -> Role:
    dated = [published for published, _, _ in found if published != "9999"]
    return Role(
        words=found[0][2],
        former=former,
        first=dated[0] if dated else None,
        last=dated[-1] if dated else None,
        places=tuple(place for _, place, _ in found),
    )
