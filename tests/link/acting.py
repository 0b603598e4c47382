"""Reports in a few words, for tests of who is who: `reading("Ann Vale, the mayor, …", "person Ann Vale (the mayor)")`.

Each actor is written as its kind, its fullest name, its titles in (…) and the other names it goes by after =; it is mentioned wherever
these stand in the text. A name after "not" bears none.
"""

import re
from typing import cast

from headwater.ids import actor_id, report_id, text_sha256
from headwater.link.actors import cards_of, identities, same_actor
from headwater.link.cards import ActorCard
from headwater.model import Actor, ActorRef, Block, HopKind, Publisher, Reading, Report, Span, When
from tests.link.ruled import judged

_ACTOR = re.compile(
    r"(?P<kind>person|organization|outlet|unnamed|group|document) (?P<no>not )?(?P<name>[^(=]+?)"
    r"(?: \((?P<roles>[^)]*)\))?(?: = (?P<other>.*))?"
)


def reading(text: str, *actors: str, published: str | None = "2025-03-04", publisher: str | None = None) -> Reading:
    who = Publisher(name=publisher) if publisher else None
    key = report_id(who, text, text)
    when = When(value=published, precision="day", origin="row") if published else None
    block = Block(kind="paragraph", start=0, end=len(text))
    report = Report(id=key, ref=text, text=text, sha256=text_sha256(text), publisher=who, published_at=when, blocks=(block,))
    return Reading(ref=text, report=report, actors=tuple(_actor(report, each) for each in actors))


def _actor(report: Report, told: str) -> Actor:
    found = _ACTOR.fullmatch(told)
    assert found, told
    names = [found["name"], *(found["other"].split(", ") if found["other"] else [])]
    roles = tuple(span for each in (found["roles"] or "").split("; ") if each for span in _places(report.text, each)[:1])
    mentions = tuple(sorted({span for each in names for span in _places(report.text, each)}))
    assert mentions, told
    return Actor(
        id=actor_id(report.id, mentions[0]),
        name=found["name"],
        kind=cast("HopKind", found["kind"]),
        named=not found["no"],
        mentions=mentions,
        roles=roles,
    )


def _places(text: str, words: str) -> list[Span]:
    return [Span(start=m.start(), end=m.end()) for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]


def card(read: Reading, name: str) -> ActorCard:
    return next(each for each in cards_of(read) if each.name == name)


def because(a: Reading, name: str, b: Reading, other: str) -> str | None:
    """Why two actors are one, `None` where they are not."""
    merge = same_actor(card(a, name), card(b, other))
    return merge.because if merge else None


def together(*readings: Reading, apart: tuple[tuple[ActorRef, ActorRef], ...] = ()) -> list[list[str]]:
    """The names of the actors that are one, in groups, those alone left out; the same groups in any order of the readings."""
    names = {each.ref: each.name for read in readings for each in cards_of(read)}
    found = identities(readings, judged(*((f"{a.report}/{a.actor}", "/", f"{b.report}/{b.actor}") for a, b in apart)))
    assert sorted(m for each in found for m in each.members) == sorted(names)
    return sorted(sorted(names[m] for m in each.members) for each in found if len(each.members) > 1)
