"""What `headwater correct` does: check what is meant, write it down, take it back, list it."""

import json
import re
import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, get_args

from headwater.cli.asking import judgement_line
from headwater.cli.keeping import Signed
from headwater.cli.opening import ledger_of, one_report, print_json, settings_of
from headwater.cli.terminal import never_fail_to_write
from headwater.errors import SettingsError
from headwater.model import Span

if TYPE_CHECKING:
    from headwater.ledger import Judgement, Ledger

__all__ = ["ABOUT_PAIRS", "ABOUT_WORDS", "Wish", "run"]

ABOUT_WORDS = {"hop": "hop", "source": "source", "stance": "statement", "date": "when", "figure": "figure", "actor": "actor"}
"""Verbs about words of one report, and the role that the words have in it."""
ABOUT_PAIRS = tuple(f"{same}_{thing}" for thing in ("claim", "origin", "actor", "story") for same in ("same", "different"))
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
    never_fail_to_write(sys.stdout)
    chosen = settings_of(ledger, case, author=wish.author)
    if wish.listed:
        with ledger_of(chosen) as opened:
            return _print(opened.judgements(undone=True), as_json=wish.as_json)
    author, reason = Signed(author=chosen.author, reason=wish.reason).checked()
    with ledger_of(chosen) as opened:
        if wish.undo is not None:
            made = opened.undo(_whole_id(opened, wish.undo), author=author, reason=reason)
        else:
            made = _judged(opened, wish, author, reason)
        _apply(opened)
    return _print((made,), as_json=wish.as_json)


def _apply(ledger: "Ledger") -> None:
    """Link anew what a judgement of origins may change."""
    from headwater import linking

    linking.relink(ledger, [report for story in ledger.stories() for report in story.reports])


def _print(found: "tuple[Judgement, ...]", *, as_json: bool) -> int:
    if as_json:
        print_json([asdict(each) for each in found])
    else:
        sys.stdout.writelines(judgement_line(each) + "\n" for each in found)
    return DONE


def _whole_id(ledger: "Ledger", beginning: str) -> str:
    found = [each.id for each in ledger.judgements(undone=True, undos=True) if each.id.startswith(beginning)]
    return found[0] if len(found) == 1 else beginning


def _judged(ledger: "Ledger", wish: Wish, author: str, reason: str) -> "Judgement":
    from headwater.ledger import Anchor

    verb = (wish.verb or "").replace("-", "_")
    if verb not in ABOUT_WORDS and verb not in ABOUT_PAIRS:
        known = ", ".join(each.replace("_", "-") for each in (*ABOUT_WORDS, *ABOUT_PAIRS))
        raise SettingsError(f"unknown correction {wish.verb!r}; available: {known} (or --list, --undo ID)")
    if len(wish.about) != 2:
        wanted = "a report and the words meant" if verb in ABOUT_WORDS else "two ids"
        raise SettingsError(f"{wish.verb} is about {wanted}: headwater correct --help shows how to name them")
    value = _value(wish)
    if verb in ABOUT_PAIRS:
        return ledger.judge(verb, value, author=author, reason=reason, pair=(wish.about[0], wish.about[1]))
    if not value:
        raise SettingsError(f"say what is so: --set KEY=VALUE (the {wish.verb} as it should be)")
    report = one_report(ledger, wish.about[0])
    anchor = Anchor(report=report, role=_role(verb), span=_span(ledger, report, wish.about[1]))
    return ledger.judge(verb, value, author=author, reason=reason, anchor=anchor)


def _role(verb: str) -> Any:
    from headwater.ledger.records import Role

    role = ABOUT_WORDS[verb]
    return role if role in get_args(Role) else "statement"


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
    reading = ledger.reading(report)
    text = reading.report.text if reading and reading.report else ""
    offsets = _OFFSETS.fullmatch(words)
    if offsets and int(offsets[1]) < int(offsets[2]):
        return Span(start=int(offsets[1]), end=int(offsets[2]))
    places = [found.start() for found in re.finditer(re.escape(words), text)] if words else []
    if len(places) == 1:
        return Span(start=places[0], end=places[0] + len(words))
    if not places:
        raise SettingsError(f"{words!r:.60} does not stand in report {report}; quote it as it is there, or say START:END")
    some = ", ".join(f"{place}:{place + len(words)}" for place in places[:5])
    raise SettingsError(f"{words!r:.60} stands {len(places)} times in report {report}; say which: {some}")
