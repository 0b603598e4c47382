"""What `headwater correct` does: check what is meant, write it down, take it back, list it."""

import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from headwater.cli.asking import judgement_line
from headwater.cli.keeping import Signed
from headwater.cli.opening import ledger_of, one_report, print_json, settings_of
from headwater.cli.terminal import never_fail_to_write
from headwater.correctable import PAIRS, WORDS
from headwater.errors import SettingsError
from headwater.model import Span

if TYPE_CHECKING:
    from headwater.correcting import Correction
    from headwater.ledger import Judgement, Ledger

__all__ = ["Wish", "run"]

_OFFSETS = re.compile(r"(\d+):(\d+)")
DONE = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """All that the command line asked of `headwater correct`."""

    verb: str | None
    about: tuple[str, ...]
    value: tuple[str, ...]
    undo: str | None
    listed: bool
    author: str | None
    reason: str | None
    as_json: bool


def run(wish: Wish, ledger: str | None, case: str | None) -> int:
    """Write a judgement down, take one back, or list all; return the exit code."""
    from headwater import correcting

    never_fail_to_write(sys.stdout)
    chosen = settings_of(ledger, case, author=wish.author)
    if wish.listed:
        with ledger_of(chosen) as opened:
            return _print(opened.judgements(undone=True), correcting.overruled(opened), as_json=wish.as_json)
    verb = _verb(wish) if wish.undo is None else ""  # first: who mistypes it is not asked for a name and a reason before
    author, reason = Signed(author=chosen.author, reason=wish.reason).checked()
    with ledger_of(chosen) as opened:
        if wish.undo is not None:
            made = correcting.undo(opened, _whole_id(opened, wish.undo), author=author, reason=reason)
        else:
            made = correcting.correct(opened, _correction(opened, verb, wish), author=author, reason=reason)
        later = correcting.overruled(opened)
    told = [f"judgement {old} says otherwise, and counts no more in that" for old, by in later.items() if made.id in by]
    for each in () if wish.as_json else told:
        sys.stderr.write(f"headwater: {each}\n")
    return _print((made,), later, as_json=wish.as_json, warnings=told)


def _print(found: "tuple[Judgement, ...]", later: Mapping[str, Sequence[str]], *, as_json: bool, warnings: Sequence[str] = ()) -> int:
    if as_json:
        print_json([asdict(each) | {"overruled_by": list(later.get(each.id, ()))} for each in found], warnings=warnings)
    else:
        said = [judgement_line(each) + (f" (overruled by {', '.join(later[each.id])})" if each.id in later else "") for each in found]
        sys.stdout.writelines(each + "\n" for each in said)
    return DONE


def _whole_id(ledger: "Ledger", beginning: str) -> str:
    found = [each.id for each in ledger.judgements(undone=True, undos=True) if each.id.startswith(beginning)]
    return found[0] if len(found) == 1 else beginning


def _verb(wish: Wish) -> str:
    """Return what is to be done, as a judgement names it.

    Raises:
        SettingsError: There is no such correction.
    """
    verb = (wish.verb or "").replace("-", "_")
    if verb not in WORDS and verb not in PAIRS:
        known = ", ".join(each.replace("_", "-") for each in (*WORDS, *PAIRS))
        what = f"unknown correction {wish.verb!r}" if wish.verb else "say what to correct"
        raise SettingsError(f"{what}; available: {known} (or --list, --undo ID)")
    return verb


def _correction(ledger: "Ledger", verb: str, wish: Wish) -> "Correction":
    from headwater.correcting import Correction

    if len(wish.about) != 2:
        wanted = "a report and the words meant" if verb in WORDS else "two ids"
        raise SettingsError(f"{wish.verb} is about {wanted}: headwater correct --help shows how to name them")
    value = _value(wish)
    if verb in PAIRS:
        from headwater.places import whole_id

        a, b = (whole_id(ledger, verb.partition("_")[2], each) for each in wish.about)
        return Correction(verb=verb, pair=(a, b), value=value)
    if not value:
        raise SettingsError(f"say what is so: --set KEY=VALUE (the {wish.verb} as it should be)")
    report = one_report(ledger, wish.about[0])
    return Correction(verb=verb, report=report, span=_span(ledger, report, wish.about[1]), value=value)


def _value(wish: Wish) -> dict[str, Any]:
    """What was set: values that are JSON (numbers, true, null, lists) as such, all others as words."""
    found: dict[str, Any] = {}
    for each in wish.value:
        key, sign, value = each.partition("=")
        if not sign or not key:
            raise SettingsError(f"--set takes KEY=VALUE, not {each!r:.60}")
        try:
            found[key] = json.loads(value)
        except ValueError:
            found[key] = value
    return found


def _span(ledger: "Ledger", report: str, words: str) -> Span:
    """The stretch that is meant: START:END, or words that stand once in the text."""
    from headwater.correcting import span_of

    offsets = _OFFSETS.fullmatch(words)
    if offsets and int(offsets[1]) < int(offsets[2]):
        return Span(start=int(offsets[1]), end=int(offsets[2]))
    return span_of(ledger, report, words)
