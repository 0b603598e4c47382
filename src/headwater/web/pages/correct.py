"""Correcting in place: a form for what is to be corrected, and what writes it down. Of what changed meanwhile, both are shown (412)."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from headwater.correcting import FIELDS, correct, version_of
from headwater.errors import HeadwaterError, InputError, LedgerError, SettingsError, StaleError
from headwater.web.desk import author_of, desk_of, remember_author
from headwater.web.rendering import render
from headwater.web.subjects import candidates, side_of, subject_of
from headwater.web.wishes import Wish, wish_of
from headwater.web.words import said

if TYPE_CHECKING:
    from headwater.ledger import Ledger

__all__ = ["routes"]


def ask(request: Request) -> Response:
    """Return the form of a correction."""
    wish = wish_of(request.query_params, author_of(request))
    return _form(request, wish)


async def write(request: Request) -> Response:
    """Write a correction down and go on; the form again, saying why, where that cannot be."""
    async with request.form() as fields:
        given = {key: value for key, value in fields.items() if isinstance(value, str)}
    return await run_in_threadpool(_written, request, given)


def _written(request: Request, given: Mapping[str, str]) -> Response:
    wish = wish_of(given, author_of(request))
    if not wish.reason or not wish.author or (wish.is_pair and not wish.about.get("b")):
        missing = "Say which other one is meant." if wish.is_pair and not wish.about.get("b") else "Say who you are, and why."
        return _form(request, wish, problem=missing if "reason" in given else "", status=422 if "reason" in given else 200)
    try:
        correct(desk_of(request).ledger, wish.correction(), author=wish.author, reason=wish.reason, expected=wish.expected or None)
    except StaleError:
        return _form(request, wish, stale=given.get("seen", ""), status=412)
    except (InputError, LedgerError, SettingsError) as error:
        return _form(request, wish, problem=str(error), status=422)
    answer = RedirectResponse(wish.home(), status_code=303)
    remember_author(answer, wish.author)
    return answer


def _form(request: Request, wish: Wish, *, problem: str = "", stale: str | None = None, status: int = 200) -> Response:
    ledger = desk_of(request).ledger
    with ledger.snapshot():
        shown = _two_things(ledger, wish) if wish.is_pair else _words(ledger, wish)
        version = _version(ledger, wish)
    # A form that is shown again for another reason keeps the version that was looked at first.
    expected = version if stale is not None or not wish.expected else wish.expected
    template = "correct_pair.html" if wish.is_pair else "correct.html"
    return render(request, template, status=status, wish=wish, problem=problem, stale=stale, expected=expected, **shown)


def _words(ledger: "Ledger", wish: Wish) -> dict[str, Any]:
    subject = subject_of(ledger, wish)
    return {"subject": subject, "fields": FIELDS[wish.verb], "seen": said(subject.now)}


def _two_things(ledger: "Ledger", wish: Wish) -> dict[str, Any]:
    thing = wish.verb.partition("_")[2]
    a, b = wish.about.get("a"), wish.about.get("b")
    if not a:
        raise InputError("say which two are meant; open a claim, an actor or a story and correct it there")
    others = candidates(ledger, wish.verb, a) if not b else ()
    sides = [side_of(ledger, thing, each) for each in (a, b) if each]
    return {"thing": thing, "sides": sides, "others": others, "seen": " / ".join(side.words for side in sides)}


def _version(ledger: "Ledger", wish: Wish) -> str:
    """Return the version of what is looked at; of origins and actors that of their story; empty where there is none."""
    try:
        if not wish.is_pair:
            return version_of(ledger, "report", wish.about.get("report", ""))
        thing, a = wish.verb.partition("_")[2], wish.about.get("a", "")
        if thing == "claim":
            return version_of(ledger, "claim", a)
        stories = [a] if thing == "story" else list(ledger.stories_with(a))
        return version_of(ledger, "story", stories[0]) if stories else ""
    except HeadwaterError:
        return ""  # a side may be a statement or a report, which have no version of their own


routes = [Route("/correct", ask), Route("/correct", write, methods=["POST"])]
