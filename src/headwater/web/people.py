"""An actor across the reports of a story: what it is called, by which roles, and why its mentions were taken for one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from headwater.errors import InputError
from headwater.model import Actor, Reading, Span
from headwater.web.found import document_of

if TYPE_CHECKING:
    from headwater.ledger import Ledger

__all__ = ["Called", "Profile", "found_by_name", "identity_named", "profile_of"]

Json = Mapping[str, Any]

MOST_STORIES = 12
"""In which a name is looked for, the latest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """What an actor is called, or called by way of a role, and the places, the first of each report."""

    words: str
    places: tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What reports call an actor, in which roles, what they say it knows by, and why it is not named."""

    names: tuple[Called, ...]
    roles: tuple[Called, ...]
    known_by: tuple[Called, ...]
    unnamed_because: tuple[Called, ...]


def identity_named(ledger: "Ledger", name: str, story: str | None = None) -> tuple[Json, Json]:
    """Return the identity that an id, or a member `report/actor`, means, and the document of its story.

    Args:
        ledger: The ledger.
        name: The id of an identity or of an actor of a report, or `report/actor`.
        story: Id of its story, where it is known: else all are looked through.

    Raises:
        InputError: Nobody is meant.
    """
    report, _, inside = name.rpartition("/")
    home = story or (ledger.story_of(report) if report else None)
    for each in [home] if home else ledger.stories_naming(inside):
        document = document_of(ledger, each)
        for identity in document["identities"]:
            if identity["id"] == name or any(_is_member(member, report, inside) for member in identity["members"]):
                return identity, document
    raise InputError(f"nobody in this ledger has the id {name!r}; a story's page lists who speaks in it")


def _is_member(member: Json, report: str, actor: str) -> bool:
    return member["actor"] == actor and report in ("", member["report"])


def found_by_name(ledger: "Ledger", name: str) -> list[tuple[Json, Json]]:
    """Return identities whose name has all words of a name, each with its story, those of the most reports first."""
    wanted = set(name.casefold().split())
    found: list[tuple[Json, Json]] = []
    for home in ledger.stories_of_name(*wanted)[:MOST_STORIES] if wanted else ():
        document = ledger.linked(home)
        if document is not None:
            found += [(each, document.value["story"]) for each in document.value["identities"] if wanted <= _words(each["name"])]
    return sorted(found, key=lambda pair: (-len({member["report"] for member in pair[0]["members"]}), pair[0]["name"], pair[0]["id"]))


def _words(name: str) -> set[str]:
    return set(name.casefold().replace("’s", "").replace("'s", "").split())


def profile_of(identity: Json, readings: Iterable[Reading]) -> Profile:
    """Return what the reports of a story call an actor, and what they say of it."""
    members = {(member["report"], member["actor"]) for member in identity["members"]}
    actors = [
        (reading.report.id, reading.report.text, actor)
        for reading in readings
        if reading.report is not None
        for actor in reading.actors
        if (reading.report.id, actor.id) in members
    ]
    return Profile(
        names=_called(actors, lambda actor: actor.mentions),
        roles=_called(actors, lambda actor: actor.roles),
        known_by=_called(actors, lambda actor: (*actor.descriptor, *actor.basis, *actor.affiliation)),
        unnamed_because=_called(actors, lambda actor: actor.reason),
    )


def _called(actors: Sequence[tuple[str, str, Actor]], spans: Any) -> tuple[Called, ...]:
    """Return the different words of some spans, those of the most reports first, pronouns left out."""
    places: dict[str, dict[str, Span]] = {}
    shown: dict[str, str] = {}
    for report, text, actor in actors:
        for span in spans(actor):
            words = " ".join(text[span.start : span.end].split())
            key = words.casefold()
            if key not in _PRONOUNS:
                shown.setdefault(key, words)
                places.setdefault(key, {}).setdefault(report, span)
    made = [Called(words=shown[key], places=tuple(found.items())) for key, found in places.items()]
    return tuple(sorted(made, key=lambda each: (-len(each.places), -len(each.words), each.words)))


_PRONOUNS = frozenset("he she they it we i you who him her them us me his hers their theirs its our that which this".split())
