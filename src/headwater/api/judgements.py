"""Routes of corrections: what people judged, a new one, one taken back."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, model_validator

from headwater.api.answering import IfMatch, IfNoneMatch, Paged, enveloped, expected_version, json_answer, listed, tagged
from headwater.api.desk import AtDesk, Desk
from headwater.api.failures import Refusal
from headwater.api.problems import Problem, told
from headwater.api.schemas import answers_with, envelope, many, ref
from headwater.correcting import Correction, correct, span_of, undo
from headwater.errors import InputError
from headwater.ledger import Judgement
from headwater.model import Span

__all__ = ["router"]

router = APIRouter()

MOST_WORDS_CHARS = 5_000
_ONE = envelope(ref("Judgement"))


class Stretch(BaseModel):
    """A stretch of a report's text, in code points."""

    model_config = ConfigDict(extra="forbid")
    start: int = Field(ge=0, lt=1 << 31)
    end: int = Field(gt=0, lt=1 << 31)

    @model_validator(mode="after")
    def _ordered(self) -> "Stretch":
        if self.start >= self.end:
            raise ValueError("a stretch starts before it ends")
        return self


class Signed(BaseModel):
    """Who says so, and why."""

    model_config = ConfigDict(extra="forbid")
    author: str | None = Field(None, max_length=200, description="Where it is left out, whoever the server was started for.")
    reason: str = Field(min_length=1, max_length=2_000)


class Wanted(Signed):
    """A correction: about words of a report (`words`, `span` or `statement`), or about a pair."""

    verb: str = Field(max_length=40, description="hop, source, stance, date, figure, actor, statement; same-claim, different-claim, …")
    report: str | None = Field(None, max_length=40)
    words: str | None = Field(None, max_length=MOST_WORDS_CHARS, description="Words that stand once in the report.")
    span: Stretch | None = None
    statement: str | None = Field(None, max_length=40)
    pair: tuple[str, str] | None = None
    value: dict[str, Any] = Field(default_factory=dict, description="What is so.")


@router.get("/judgements", responses=answers_with(many("Judgement"), 400, 422))
def list_judgements(
    request: Request,
    desk: AtDesk,
    page: Paged,
    report: Annotated[str | None, Query(max_length=40)] = None,
    undone: Annotated[bool, Query(description="Those undone too, and those that undo.")] = False,  # noqa: FBT002
) -> Response:
    """List what people judged, the latest first."""
    found = desk.ledger.judgements(report=report, undone=undone, undos=undone)[::-1][page.offset : page.offset + page.limit + 1]
    return listed(request, page, [asdict(each) for each in found], page.offset + page.limit)


@router.get("/judgements/{judgement}", responses=answers_with(_ONE, 304, 404, 422))
def show_judgement(judgement: str, desk: AtDesk, if_none_match: IfNoneMatch = None) -> Response:
    """Return a judgement."""
    found = _judgement(desk, judgement)
    return tagged(_version(found), enveloped(asdict(found)), if_none_match)


@router.post("/judgements", status_code=201, responses=answers_with(_ONE, 400, 404, 409, 412, 422, 428, status=201))
def add_judgement(wanted: Wanted, request: Request, desk: AtDesk, if_match: IfMatch = None) -> Response:
    """Write a correction down, of the version that was looked at, and link what it touches anew.

    If-Match is the ETag of the report, the claim or the story that was looked at.
    """
    expected = expected_version(if_match)
    try:
        span = _span(desk, wanted)
        correction = Correction(
            verb=wanted.verb, report=wanted.report, span=span, statement=wanted.statement, pair=wanted.pair, value=wanted.value
        )
        made = correct(desk.ledger, correction, author=_author(desk, wanted), reason=wanted.reason, expected=expected)
    except InputError as error:  # what is wrong is in the body, not in the address
        raise Refusal(told(str(error), status=422, code="correction")) from error
    return _made(request, made)


@router.post("/judgements/{judgement}/undo", status_code=201, responses=answers_with(_ONE, 400, 404, 409, 412, 422, 428, status=201))
def undo_judgement(
    judgement: Annotated[str, Path(max_length=40)], signed: Signed, request: Request, desk: AtDesk, if_match: IfMatch = None
) -> Response:
    """Take a judgement back by another one, which can be taken back in turn.

    If-Match is the ETag of the judgement.
    """
    expected = expected_version(if_match)
    known = _judgement(desk, judgement)
    if expected is not None and expected != _version(known):
        remedy = "look at it again"
        raise Refusal(Problem(status=412, code="stale", what="this judgement was changed meanwhile", value=expected, remedy=remedy))
    return _made(request, undo(desk.ledger, known.id, author=_author(desk, signed), reason=signed.reason))


def _made(request: Request, made: Judgement) -> Response:
    where = f"{request.scope.get('root_path', '')}/judgements/{made.id}"
    return json_answer(enveloped(asdict(made)), status=201, headers={"Location": where, "ETag": f'"{_version(made)}"'})


def _span(desk: Desk, wanted: Wanted) -> Span | None:
    if wanted.span is not None:
        return Span(start=wanted.span.start, end=wanted.span.end)
    if wanted.words is not None and wanted.report is not None:
        return span_of(desk.ledger, wanted.report, wanted.words)
    return None


def _author(desk: Desk, signed: Signed) -> str:
    found = signed.author or desk.author
    if not (found or "").strip():
        remedy = "say author, or start headwater serve --author NAME"
        raise Refusal(Problem(status=422, code="correction", what="nobody is named as the author", remedy=remedy))
    return str(found)


def _judgement(desk: Desk, identified: str) -> Judgement:
    found = next((each for each in desk.ledger.judgements(undone=True, undos=True) if each.id == identified), None)
    if found is None:
        raise InputError(f"there is no judgement {identified!r}; ask for /judgements to see what there is")
    return found


def _version(judgement: Judgement) -> str:
    return f"judgement.{judgement.id}.{judgement.undone_by or 'holds'}"
