"""Corrections: all of them, who made each and why; and taking one back."""

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from headwater.correcting import undo
from headwater.errors import InputError, LedgerError
from headwater.judged import machine_value
from headwater.web.desk import author_of, desk_of, remember_author
from headwater.web.paging import pager
from headwater.web.rendering import render
from headwater.web.subjects import Side, side_of
from headwater.web.wishes import VERBS, one_line

if TYPE_CHECKING:
    from headwater.ledger import Judgement, Ledger

__all__ = ["routes"]

A_PAGE = 50


def judgements(request: Request) -> Response:
    """Return a page of all corrections, the latest first."""
    ledger = desk_of(request).ledger
    found = [each for each in ledger.judgements(undone=True) if each.verb in VERBS][::-1]
    shown = pager(request, len(found), A_PAGE)
    return render(request, "judgements.html", rows=found[shown.first : shown.last], verbs=VERBS, pager=shown)


def judgement(request: Request) -> Response:
    """Return one correction, with what the machine had, and the form that takes it back."""
    return _shown(request, request.path_params["judgement"])


async def take_back(request: Request) -> Response:
    """Take a correction back and show it as undone."""
    async with request.form() as fields:
        given = {key: one_line(value) for key, value in fields.items() if isinstance(value, str)}
    return await run_in_threadpool(_taken_back, request, given)


def _taken_back(request: Request, given: dict[str, str]) -> Response:
    identified = request.path_params["judgement"]
    author, reason = given.get("author") or author_of(request), given.get("reason", "")
    if not author or not reason:
        return _shown(request, identified, problem="Say who you are, and why.", status=422)
    try:
        undo(desk_of(request).ledger, identified, author=author, reason=reason)
    except LedgerError as error:
        return _shown(request, identified, problem=str(error), status=409)
    answer = RedirectResponse(f"/judgements/{identified}", status_code=303)
    remember_author(answer, author)
    return answer


def _shown(request: Request, identified: str, *, problem: str = "", status: int = 200) -> Response:
    ledger = desk_of(request).ledger
    with ledger.snapshot():
        every = ledger.judgements(undone=True, undos=True)
        found = next((each for each in every if each.id == identified), None)
        if found is None or found.verb not in VERBS:
            raise InputError(f"there is no correction {identified!r:.60}")
        undoing = next((each for each in every if each.id == found.undone_by), None)
        sides, machine = _sides(ledger, found), _machine(ledger, found)
    return render(
        request,
        "judgement.html",
        status=status,
        one=found,
        verbs=VERBS,
        undoing=undoing,
        sides=sides,
        machine=machine,
        problem=problem,
    )


def _sides(ledger: "Ledger", one: "Judgement") -> list[Side]:
    return [side_of(ledger, one.verb.partition("_")[2], each) for each in one.pair or ()]


def _machine(ledger: "Ledger", one: "Judgement") -> dict[str, object] | None:
    """Return what the machine had there, `None` where the correction is of no words, or finds nothing any more."""
    if one.anchor is None:
        return None
    reading = ledger.reading(one.anchor.report)
    attached = next((each for each in ledger.attached(one.anchor.report) if each.judgement.id == one.id), None)
    if reading is None or attached is None or attached.target is None:
        return None
    return machine_value(reading, one.verb, attached.target)


routes = [
    Route("/judgements", judgements),
    Route("/judgements/{judgement}", judgement),
    Route("/judgements/{judgement}/undo", take_back, methods=["POST"]),
]
