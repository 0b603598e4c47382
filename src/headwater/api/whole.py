"""Routes of the ledger as a whole."""

from dataclasses import asdict

from fastapi import APIRouter, Response

from headwater.api.answering import enveloped, json_answer
from headwater.api.desk import AtDesk
from headwater.api.schemas import answers_with, envelope, ref

__all__ = ["router"]

router = APIRouter()


@router.get("/ledger", responses=answers_with(envelope(ref("Ledger"))))
def show_ledger(desk: AtDesk) -> Response:
    """Return how much is in the ledger."""
    with desk.ledger.snapshot():
        return json_answer(enveloped({"name": desk.ledger.name} | asdict(desk.ledger.stats())))


@router.get("/verify", responses=answers_with(envelope(ref("Verified")), 409))
def verify(desk: AtDesk) -> Response:
    """Check every quotation against the stored text and its hash; this takes some milliseconds a report."""
    found = desk.ledger.verify()
    checked = {"reports": found.reports, "spans": found.spans, "judgements": found.judgements}
    return json_answer(enveloped(checked | {"ok": not found.orphans, "orphans": [asdict(each) for each in found.orphans]}))
