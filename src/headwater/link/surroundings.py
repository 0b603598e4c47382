"""The units of a report with what stands around each: what is asked of again and again when words are traced.

Made once for a reading, as long as that is among the last asked of: a ledger that remembers readings hands out the same objects.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass

from headwater.link.cards import ActorCard, cards_of
from headwater.link.governments import may_lead
from headwater.link.units import Unit, units_of
from headwater.model import Reading

__all__ = ["Cut", "cut_up"]

MOST = 512
"""Readings whose cuts are kept, some 20 KB each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What a report says.

    Attributes:
        units: Its units, in reading order.
        around: For each, the words of its line, who says it, and what is said before it.
        leaders: The cards of those who may lead a government.
    """

    units: tuple[Unit, ...]
    around: tuple[str, ...]
    leaders: tuple[ActorCard, ...]


_LOCK = threading.Lock()
_KEPT: OrderedDict[int, tuple[Reading, Cut]] = OrderedDict()  # by identity, with the reading, so that no other can have its id


def cut_up(reading: Reading) -> Cut:
    """Return the cuts of a reading."""
    with _LOCK:
        known = _KEPT.get(id(reading))
        if known is not None:
            _KEPT.move_to_end(id(reading))
            return known[1]
    units = units_of(reading)
    leaders = tuple(card for card in cards_of(reading) if may_lead(card))
    made = Cut(units=units, around=tuple(_around(reading, units)), leaders=leaders)
    with _LOCK:
        _KEPT[id(reading)] = reading, made
        while len(_KEPT) > MOST:
            _KEPT.popitem(last=False)
    return made


def _around(reading: Reading, units: tuple[Unit, ...]) -> Iterator[str]:
    text = reading.report.text if reading.report else ""
    said = {each.id: each for each in reading.statements}
    known = {each.id: each for each in reading.actors}
    before = ""
    for unit in units:
        start, end = unit.spans[0].start, unit.spans[-1].end
        chain = said[unit.statement].chain if unit.statement else ()
        actors = [known[hop.actor] for hop in chain if hop.actor in known]
        who = " ".join(text[span.start : span.end] for actor in actors for span in (*actor.roles, *actor.mentions[:1]))
        line = text[text.rfind("\n", 0, start) + 1 : (text.find("\n", end) + 1 or len(text) + 1) - 1]
        yield f"{before} {line} {who}"
        before = unit.text
