"""Who goes on speaking: a quotation that opens its paragraph, uttered by "he" or "she", is the last speaker's.

    “We wrote it down,” Ines Vale said.
    “Nobody asked,” she added.

Where the last statement was in quotation marks too and nobody else was named since, the pronoun hardly means anybody else, however often
somebody is spoken of inside the quotations.
"""

import itertools
from collections.abc import Mapping, Sequence

from headwater.model import Span, Statement
from headwater.resolve.cast import Cast, Player
from headwater.resolve.phrases import Party
from headwater.resolve.words import Words

__all__ = ["going_on"]

_GENDERED = {"he": "he", "she": "she"}
OPENING_CHARS = 8
"""Characters of bullets and blanks that may stand before the quotation that opens a paragraph."""


def going_on(
    words: Words, cast: Cast, statements: Sequence[Statement], parties: Mapping[str, Sequence[Party]], known: Mapping[Span, Player]
) -> dict[Span, Player]:
    """Return the pronouns that mean the speaker of the statement before, and who that is.

    Args:
        words: The report's words.
        cast: Its actors.
        statements: In reading order; those inside others are passed over.
        parties: The parties of each one's source, by its id.
        known: Whom mentions were found to mean.
    """
    found: dict[Span, Player] = {}
    outer = [each for each in statements if each.parent is None]
    for before, after in itertools.pairwise(outer):
        party, speaker = _only(parties, after), _only(parties, before)
        if party is None or speaker is None or party.head not in _GENDERED:
            continue
        named = cast.of(speaker.bearer) if speaker.bearer is not None else None
        player = found.get(speaker.span) or known.get(speaker.span) or named
        if player is None or player.kind not in ("person", "unnamed") or not _agrees(player, party.head):
            continue
        if _opens_paragraph(words, before, after) and not _somebody_between(words, cast, before, after, player):
            found[party.span] = player
    return found


def _only(parties: Mapping[str, Sequence[Party]], statement: Statement) -> Party | None:
    """Return the party of a source that has one."""
    found = parties.get(statement.id, ())
    return found[0] if len(found) == 1 else None


def _agrees(player: Player, pronoun: str) -> bool:
    return player.bearer is None or player.bearer.gender in (_GENDERED[pronoun], "person")


def _opens_paragraph(words: Words, before: Statement, after: Statement) -> bool:
    """Whether a quotation opens the paragraph after that of a statement in quotation marks, or goes on in the same one."""
    if before.form == "indirect" or after.form == "indirect":
        return False
    last, first = words.paragraph_at(before.content[-1].end - 1), words.paragraph_at(after.content[0].start)
    if not 0 <= first - last <= 1:
        return False
    return first == last or after.content[0].start - words.paragraphs[first][0] <= OPENING_CHARS


def _somebody_between(words: Words, cast: Cast, before: Statement, after: Statement, speaker: Player) -> bool:
    """Whether somebody else is named outside quotation marks between two statements."""
    start = max(span.end for span in (*before.source, *before.cue, *before.content))
    for at in range(words.at(start), words.at(after.content[0].start)):
        use = cast.named_at(at)
        if use is not None and use[1].kind == "person" and use[1] is not speaker and not words.is_quoted(words.start[at]):
            return True
    return False
