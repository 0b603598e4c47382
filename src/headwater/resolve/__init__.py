"""Resolve: the statements of a report -> their chains, how each was said, the actors behind them, times and figures.

First who is there: names (`capitals`, `bearers`, `names`, `outlets`), phrases (`nouns`, `phrases`) and who they are (`cast`). Then whom
every mention means (`reference`, `speakers`, `antecedents`), through whom each statement came (`chain`, `relays`, `accounts`), how it was
said (`frames`, `ways`, `hearers`, `manner`, `record`), who did not answer (`silence`), and what the text says of those behind it (`actors`,
`withheld`, `anonymity`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from headwater.ids import actor_id
from headwater.model import Actor, Figure, Hop, Report, Span, Statement, Timex, Unreached
from headwater.resolve.accounts import Link
from headwater.resolve.actors import actors_of, shown
from headwater.resolve.cast import Cast, Player
from headwater.resolve.chain import compose
from headwater.resolve.hearers import others
from headwater.resolve.manner import Manner, Scene
from headwater.resolve.names import chain_names, find_names
from headwater.resolve.outlets import Outlets, own_names
from headwater.resolve.quantities import figures_of
from headwater.resolve.record import settled
from headwater.resolve.reference import refer
from headwater.resolve.silence import silences
from headwater.resolve.times import dated, times_of
from headwater.resolve.words import Words

__all__ = ["Resolved", "resolve"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """The statements of a report with their chains, and its actors.

    Attributes:
        statements: In the order given, nothing of what was read changed.
        actors: In the order of their first mention.
        whens: Its time expressions, in reading order.
        figures: Its quantities, in reading order.
        unreached: Who was asked and did not answer.
    """

    statements: tuple[Statement, ...]
    actors: tuple[Actor, ...]
    whens: tuple[Timex, ...] = ()
    figures: tuple[Figure, ...] = ()
    unreached: tuple[Unreached, ...] = ()


def resolve(report: Report, statements: tuple[Statement, ...]) -> Resolved:
    """Return the statements of a report with their chains and how they were said, and the actors of the report.

    Args:
        report: The report; its publisher, where given or told by the text, is never a hop.
        statements: Its statements in reading order, each parent before those inside it.
    """
    words = Words(report.text, [(b.start, b.end) for b in report.blocks if b.kind != "furniture"] or None)
    cast = Cast(words, chain_names(words, find_names(words), Outlets()), own_names(report.text, report.publisher))
    accounts = compose(words, cast, statements, refer(words, cast, statements))
    players = shown(cast, accounts)
    ids = _ids(report.id, players)
    chained = [replace(a.statement, chain=tuple(_hop(link, ids) for link in a.links), unsourced=a.unsourced) for a in accounts]
    manners = Scene(report.text).manners(
        chained,
        actors=[a.speaker.number if a.speaker else None for a in accounts],
        origins=[a.speaker.kind if a.speaker else None for a in accounts],
    )
    known = _heard_inside(tuple(_resolved(words, cast, each, manner) for each, manner in zip(chained, manners, strict=True)))
    known, whens = dated(words, known, times_of(words, report))
    actors = actors_of(words, cast, players, ids, statements)
    return Resolved(
        statements=known,
        actors=actors,
        whens=whens,
        figures=figures_of(words, known, whens),
        unreached=silences(words, actors, known),
    )


def _ids(report: str, players: Sequence[Player]) -> dict[int, str]:
    """Return an id for each player, by its first mention that no other has taken."""
    taken: set[Span] = set()
    ids = {}
    for player in players:
        first = next((m for m in sorted(player.mentions) if m not in taken), None)
        if first is None:
            first = Span(start=min(player.mentions).start, end=len(taken) + 10**9)
        taken.add(first)
        ids[player.number] = actor_id(report, first)
    return ids


def _hop(link: Link, ids: dict[int, str]) -> Hop:
    first = link.players[0]
    kinds = {player.kind for player in link.players}
    return Hop(
        span=link.span,
        actor=ids[first.number],
        actors=tuple(ids[player.number] for player in link.players) if len(link.players) > 1 else (),
        kind="group" if len(kinds) > 1 and "group" in kinds else first.kind,
        named=first.named,
        via=link.via,
    )


def _heard_inside(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Return the statements, those that are all of one person's words with whom that one told ("according to a clerk, Vale told us …")."""
    inside = {each.parent: each for each in reversed(statements) if each.parent is not None and each.to}
    heard = []
    for each in statements:
        inner = inside.get(each.id) if not each.to and each.chain and each.chain[-1].via == "said-within" else None
        same = inner is not None and [hop.actor for hop in inner.chain] == [hop.actor for hop in each.chain]
        heard.append(replace(each, to=inner.to) if inner is not None and same else each)
    return tuple(heard)


def _resolved(words: Words, cast: Cast, statement: Statement, manner: Manner) -> Statement:
    return replace(
        statement,
        to=others(words, cast, manner.to, statement),
        on=others(words, cast, manner.on, statement),
        on_record=settled(words, statement, manner.on_record, manner.to),
        stance=manner.stance,
        conditional=manner.conditional,
        hedges=manner.hedges,
        negated=manner.negated,
    )
