"""Routes of what was found across reports: stories, claims, who said what when, what is missing, what changed."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from headwater import answers
from headwater.api.answering import Cursor, IfNoneMatch, Page, Paged, decoded, enveloped, json_answer, link_to, listed, tagged
from headwater.api.desk import AtDesk
from headwater.api.schemas import answers_with, envelope, many, ref
from headwater.correcting import version_of
from headwater.errors import InputError

__all__ = ["Words", "router"]

router = APIRouter()

Words = Annotated[str, Query(min_length=1, max_length=1000)]


@router.get("/stories", responses=answers_with(many("StoryRow"), 400, 422))
def list_stories(request: Request, desk: AtDesk, page: Paged) -> Response:
    """List the stories, the latest first."""
    found = desk.ledger.overviews(after=page.place, limit=page.limit + 1)
    return listed(request, page, [story for _, story in found], found[page.limit - 1][0] if len(found) > page.limit else None)


@router.get("/stories/{story}", responses=answers_with(ref("Story"), 304, 404, 409, 422))
def show_story(story: str, desk: AtDesk, if_none_match: IfNoneMatch = None) -> Response:
    """Return a story with all that was found across its reports, as `headwater compare --json` prints it.

    `story` is an id, the beginning of one, the id of a report in it, or words of its title.
    """
    with desk.ledger.snapshot():
        identified = answers.story_named(desk.ledger, story)
        version = version_of(desk.ledger, "story", identified)
        return tagged(version, next(answers.compare(desk.ledger, identified)), if_none_match)


@router.get("/claims/{claim}", responses=answers_with(ref("Claim"), 304, 404, 409, 422))
def show_claim(claim: str, desk: AtDesk, if_none_match: IfNoneMatch = None) -> Response:
    """Return a claim with its paths, as `headwater trace --json` prints it."""
    with desk.ledger.snapshot():
        group = desk.ledger.group("claim", claim)
        identified = claim if group is None else group.id
        if not desk.ledger.stories_naming(identified):
            raise InputError(f"there is no claim {claim!r}; ask for /stories/… to see claims, or for /trace?words=…")
        return tagged(version_of(desk.ledger, "claim", identified), answers.trace(desk.ledger, identified), if_none_match)


@router.get("/trace", responses=answers_with(ref("Claim"), 404, 409, 422))
def trace(desk: AtDesk, words: Words) -> Response:
    """Return the claim that some words are, traced to its origins."""
    with desk.ledger.snapshot():
        return json_answer(answers.trace(desk.ledger, words))


@router.get("/timeline", responses=answers_with(envelope(ref("Timeline")), 400, 404, 409, 422))
def timeline(
    request: Request,
    desk: AtDesk,
    of: Words,
    limit: Annotated[int, Query(ge=1, le=50, description="Of an actor, how many stories a page, the latest first.")] = 5,
    cursor: Cursor = None,
) -> Response:
    """Return who said what when, in a story or by an actor; each page is in order of time."""
    page = Page(limit=limit, after=None if cursor is None else decoded(cursor))
    with desk.ledger.snapshot():
        found = answers.timeline(desk.ledger, of, offset=page.offset, limit=page.limit)
    more = found["stories"] > page.offset + page.limit
    return json_answer(enveloped(found), headers=link_to(request, page, page.offset + page.limit) if more else None)


@router.get("/upstream", responses=answers_with(many("Upstream"), 400, 422))
def upstream(request: Request, desk: AtDesk, page: Paged) -> Response:
    """List the reports that are cited and not in hand: what to fetch next, that first on which most claims rest."""
    found = answers.upstream(desk.ledger)[page.offset : page.offset + page.limit + 1]
    return listed(request, page, found, page.offset + page.limit)


@router.get("/changes", responses=answers_with(many("Change"), 400, 404, 422))
def changes(
    request: Request,
    desk: AtDesk,
    page: Paged,
    since: Annotated[str | None, Query(max_length=100, description="An ISO 8601 time, or a generation of the ledger.")] = None,
) -> Response:
    """List the claims that changed, in order, and why."""
    found = answers.changes(desk.ledger, since, offset=page.offset, limit=page.limit + 1)
    return listed(request, page, found, page.offset + page.limit)
