"""What somebody wants to correct, as a form has it: read from the request, shown again, made a correction of."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from headwater.correcting import FIELDS, PAIRS, WORDS, Correction
from headwater.errors import InputError, SettingsError
from headwater.model import Span
from headwater.web.words import claim_url, place_url, report_url, story_url

__all__ = ["VERBS", "Wish", "one_line", "wish_of"]

VERBS: Mapping[str, str] = {
    "hop": "Who stands here",
    "actor": "Who this is",
    "source": "Who said it",
    "stance": "What the statement does",
    "date": "When that is",
    "figure": "How many that is",
    "statement": "Whether this is a statement",
    "same_claim": "These say the same",
    "different_claim": "These do not say the same",
    "same_origin": "These rest on one origin",
    "different_origin": "These rest on different origins",
    "same_actor": "These are one and the same",
    "different_actor": "These are two",
    "same_story": "These are one story",
    "different_story": "These are two stories",
}
_FLAGS = {"yes": True, "no": False}
_NUMBERS = ("low", "high")
_OFFSETS = ("start", "end")
MOST_OFFSET_DIGITS = 9
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A correction on its way: its fields as typed, unchecked.

    Attributes:
        about: What it is about: report, statement, start, end; a, b.
        value: What was typed or chosen of what is so, by the keys of `FIELDS`.
        was: What the form said of who it is before anybody typed: what is left so is not part of the correction.
        expected: The version that was looked at, empty where none was.
        back: Where to go on afterwards: a path of this site.
    """

    verb: str
    about: Mapping[str, str]
    value: Mapping[str, str]
    was: Mapping[str, str] = field(default_factory=dict)
    author: str = ""
    reason: str = ""
    expected: str = ""
    back: str = ""

    @property
    def is_pair(self) -> bool:
        """Whether it is about two things."""
        return self.verb in PAIRS

    @property
    def told(self) -> dict[str, Any]:
        """Return what it says, as a correction has it; as typed where that cannot be."""
        try:
            return self._value() if not self.is_pair else {}
        except InputError:
            return dict(self.value)

    @property
    def title(self) -> str:
        """Return what it corrects, in words."""
        return VERBS[self.verb]

    def span(self) -> Span | None:
        """Return the stretch it is about, `None` where it names none."""
        start, end = self.about.get("start", ""), self.about.get("end", "")
        given = all(each.isascii() and each.isdigit() and len(each) <= MOST_OFFSET_DIGITS for each in (start, end))
        return Span(start=int(start), end=int(end)) if given and int(start) < int(end) else None

    def correction(self) -> Correction:
        """Return it as a correction, its values of the kinds they must be.

        Raises:
            InputError: A number that is none, or nothing to be said.
        """
        if self.is_pair:
            return Correction(verb=self.verb, pair=(self.about.get("a", ""), self.about.get("b", "")))
        named = self.verb in ("source", "stance", "statement")
        return Correction(
            verb=self.verb,
            report=self.about.get("report"),
            statement=(self.about.get("statement") or None) if named else None,
            span=self.span(),
            value=self._value(),
        )

    def home(self) -> str:
        """Return where to go on: where one came from, else where what it is about is shown."""
        if self.back:
            return self.back
        if self.about.get("report") and self.about.get("statement"):
            return report_url(self.about["report"], self.about["statement"])
        span = self.span()
        if self.about.get("report"):
            return place_url(self.about["report"], span.start, span.end) if span else report_url(self.about["report"])
        thing = self.verb.partition("_")[2]
        at = {"claim": claim_url, "story": story_url}.get(thing)
        return at(self.about["a"]) if at and "/" not in self.about.get("a", "/") else "/judgements"

    def _value(self) -> dict[str, Any]:
        if self.value.get("none"):  # "nobody", "no hop", "no statement": one button that says all
            key = {"hop": "remove", "source": "unsourced"}.get(self.verb)
            return {key: True} if key else {"kind": "none"}
        typed_anew = {key for key in FIELDS[self.verb] if self.value.get(key, "").strip() != self.was.get(key, "")}
        found: dict[str, Any] = {}
        for key in FIELDS[self.verb]:
            if key in self.was and typed_anew and key not in typed_anew:
                continue  # where all is left as it was, all of it is said to be right
            typed = self.value.get(key, "").strip()
            if key in ("named", "approximate") and typed in _FLAGS:
                found[key] = _FLAGS[typed]
            elif key in _NUMBERS and key in self.value:
                found[key] = _number(key, typed)
            elif key in ("unit", "as_of") and key in self.value:
                found[key] = typed or None
            elif typed and key not in _OFFSETS:
                found[key] = typed
        return found


def _number(key: str, typed: str) -> float | None:
    if not typed:
        return None
    try:
        found = float(typed.replace(",", "").replace(" ", ""))
    except ValueError:
        raise InputError(f"{key}={typed!r:.60} is no number; write it in digits (1500 or 1,500), or leave it empty for no bound") from None
    return int(found) if found.is_integer() and abs(found) < 1e15 else found


def wish_of(fields: Mapping[str, Any], author: str) -> Wish:
    """Return what a form or an address asks for.

    Raises:
        SettingsError: There is no such correction.
    """
    given = {key: value for key, value in fields.items() if isinstance(value, str)}
    verb = given.get("verb", "").replace("-", "_")
    if verb not in VERBS or (verb not in WORDS and verb not in PAIRS):
        raise SettingsError(f"there is no correction called {verb!r:.40}; available: {', '.join(VERBS)}")
    about = {key: given[key] for key in ("report", "statement", "start", "end", "a", "b") if given.get(key)}
    keys = [*FIELDS.get(verb, ()), "none"]
    return Wish(
        verb=verb,
        about=about,
        value={key: given[f"value-{key}"] for key in keys if f"value-{key}" in given},
        was={key: given[f"was-{key}"] for key in keys if f"was-{key}" in given},
        author=one_line(given.get("author", author)),
        reason=one_line(given.get("reason", "")),
        expected=given.get("expected", ""),
        back=_local(given.get("back", "")),
    )


def one_line(typed: str) -> str:
    """Return what was typed on one line, without characters that drive a terminal or that no store holds."""
    return " ".join(_CONTROL.sub(" ", typed).split())


def _local(address: str) -> str:
    """Return an address where it is a path of this site, else nothing: nobody is led away."""
    parts = urlsplit(address)
    ours = address.startswith("/") and not address.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return address if ours and address.isprintable() and "\\" not in address else ""
