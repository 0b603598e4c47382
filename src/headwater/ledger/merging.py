"""One ledger into another, line by line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from headwater.errors import ContractError, LedgerError
from headwater.ledger import carrying
from headwater.ledger.records import Merged

if TYPE_CHECKING:
    from headwater.ledger.store import Ledger

__all__ = ["merge"]


@dataclass(slots=True)
class _Brought:
    new: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    known: int = 0
    judgements: int = 0


def merge(ledger: "Ledger", lines: Iterable[Mapping[str, Any]]) -> Merged:
    """Put the lines of another ledger into this one; return what they brought."""
    brought = _Brought()
    rest: list[Mapping[str, Any]] = []
    for line in lines:
        if "tombstone" in line:
            _bury(ledger, line, brought)
        elif "report" in line:
            _add(ledger, line["report"], brought)
        else:
            rest.append(line)
    with ledger.writing():
        for line in rest:
            if ledger.put_line(line) and "judgement" in line:
                brought.judgements += 1
    return Merged(
        new=tuple(brought.new),
        known=brought.known,
        refused=tuple(brought.refused),
        removed=tuple(brought.removed),
        judgements=brought.judgements,
    )


def _bury(ledger: "Ledger", line: Mapping[str, Any], brought: _Brought) -> None:
    try:
        grave = carrying.tombstone_of(line["tombstone"])
    except (KeyError, TypeError) as error:
        raise LedgerError(f"a tombstone of the other ledger is incomplete ({error!r}); the backup is damaged") from error
    had = ledger.known([grave.report])
    ledger.put_tombstone(grave)
    brought.removed += had


def _add(ledger: "Ledger", found: Mapping[str, Any], brought: _Brought) -> None:
    try:
        entry = carrying.entry_of(found)
    except (KeyError, TypeError, ValueError, ContractError) as error:
        raise LedgerError(f"a report of the other ledger is damaged: {error}; run headwater verify there") from error
    added = ledger.put_entry(entry, replace=False)
    if added.outcome == "removed":
        brought.refused.append(added.report)
    elif added.outcome == "new":
        brought.new.append(added.report)
    else:
        brought.known += 1
