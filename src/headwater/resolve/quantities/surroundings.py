"""What stands around an amount: the words that tell a figure from a number that only names or dates something."""

from typing import NamedTuple

from headwater.resolve.quantities.amounts import Amount
from headwater.resolve.quantities.lexemes import Lexeme, Line
from headwater.resolve.quantities.vocabulary import MANY_PEOPLE, PREPOSITIONS

__all__ = ["VERBS", "Surroundings", "surroundings"]

_COUNTED_WITHIN = 3
VERBS = frozenset(
    """is was has does says vanished disappeared crashed were are had have will would can could may might must calls called said goes
    takes airs opens closes begins starts ends includes requires allows remains stands shows runs and but or which that who where when
    if because while left held met said told agreed did do""".split()
)
"""Words after which no noun of the number before them follows."""


class Surroundings(NamedTuple):
    """An amount in its sentence, with its neighbours.

    Attributes:
        first: Its first lexeme.
        left: The lexeme before it.
        bound_left: The one before the words that bound it.
        right: The lexeme after it.
    """

    line: Line
    amount: Amount
    first: Lexeme
    left: Lexeme
    bound_left: Lexeme
    right: Lexeme

    def before(self, distance: int) -> Lexeme:
        """Return the lexeme so many places before its first."""
        return self.line[self.amount.start - distance]

    def after(self, distance: int) -> Lexeme:
        """Return the lexeme so many places behind its last."""
        return self.line[self.amount.end - 1 + distance]

    @property
    def in_digits(self) -> bool:
        """Whether it begins with digits."""
        return self.first.kind == "number"

    @property
    def is_count(self) -> bool:
        """Whether it has no unit."""
        return self.amount.unit is None

    @property
    def is_whole(self) -> bool:
        """Whether it is a whole number."""
        return self.amount.value == int(self.amount.value)

    @property
    def ends(self) -> bool:
        """Whether no noun can follow."""
        return self.right.kind != "word" or self.right.low in PREPOSITIONS

    @property
    def counts(self) -> bool:
        """Whether a counted noun follows: something in the plural within three words, before any mark."""
        for distance in range(1, _COUNTED_WITHIN + 1):
            word = self.after(distance)
            if word.kind != "word" or word.low in PREPOSITIONS or word.low in VERBS:
                return False
            if word.low in MANY_PEOPLE or (word.low.endswith("s") and not word.low.endswith(("ss", "us", "is"))):
                return word.raw[0].islower() or self.line.is_title
        return False


def surroundings(line: Line, amount: Amount) -> Surroundings:
    """Return an amount with its neighbours."""
    return Surroundings(line, amount, line[amount.start], line[amount.start - 1], line[amount.begin - 1], line[amount.end])
