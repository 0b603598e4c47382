"""Whether the words around a time expression put it in the future or in the past: "will meet Tuesday", "met Tuesday"."""

from headwater.resolve.times.lexer import Lexed

__all__ = ["direction"]

_LEFT = 18
_RIGHT = 14
"""How many words before and after an expression are looked at."""
_OPENING = 4
"""After which word of a sentence an expression no longer opens it; only what opens one is governed from the right."""

_FUTURE = frozenset(
    """will ll shall should would could may might must scheduled slated due upcoming expires expire matures payable planning intends
    intend hopes expects expected tentatively effective begins starts opens starting beginning maturing expiring going deadline slates
    forthcoming ready projected forecast forecasts predicted awaits await until till proposed predicts estimates faces invited
    eligible""".split()
)
_PAST = frozenset(
    """said says told was were had did came went took made met held began fell rose won lost died broke gave got found left led sent shot
    sold spoke struck wrote saw knew kept brought bought built became ran stood paid grew drew flew threw put hit cut let beat rang
    sank sang swore chose drove hung heard meant caught taught thought fought sought withdrew since ago has have been quit fled froze
    shook slid spent split spread stole swept tore woke wore dealt dug fed felt hid hurt laid lent lit rode sat shut slept sped swam
    swung understood upheld withheld overthrew underwent undertook forbade forgave forgot bore bet bid bled blew bound burst cost
    drank ate lay leapt crept""".split()
)
_NOT_PAST = frozenset("need indeed speed feed seed breed exceed proceed succeed united red bed hundred".split())
_BASES = frozenset(
    """be meet begin start open close hold vote announce make take release report publish appear testify leave return arrive visit travel
    give address speak present consider decide resume launch sign discuss attend face go run play host join mark observe celebrate
    expire end complete become finish deliver hear file submit retire step receive pay""".split()
)


def direction(lexed: Lexed, first: int, last: int) -> int:
    """Return 1 where the governor of an expression puts it in the future, -1 in the past, 0 where none is near."""
    low = lexed.low
    left = range(first - 1, max(-1, first - 1 - _LEFT), -1)
    opens = any(not low[at] for at in range(max(0, first - _OPENING), first)) or first < _OPENING
    right = range(last, min(len(low), last + _RIGHT)) if opens else range(0)
    for side in (left, right):
        for at in side:
            if not low[at]:
                break
            if found := _governs(lexed, at):
                return found
    return 0


def _governs(lexed: Lexed, at: int) -> int:
    """Return which way one word points, 0 where it does not."""
    word, before = lexed.low[at], lexed.low[at - 1] if at else ""
    if word in _FUTURE and before != "been":
        return 0 if word == "may" and lexed.raw[at] == "May" else 1
    if word == "set":
        return int(before in ("is", "are", "be", "it", "they", "he", "she", "and"))
    if word == "to":
        if at + 1 >= len(lexed) or lexed.low[at + 1] not in _BASES:
            return 0
        return -1 if "been" in lexed.low[max(0, at - 3) : at] else 1
    if word in _PAST or (word.endswith("ed") and len(word) > 3 and word not in _NOT_PAST):
        return 0 if before in ("be", "being") else -1
    return 0
