"""From what the command line says to an open ledger, and from what was found to the contract's JSON."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headwater.cli.terminal import printable, use_utf8
from headwater.config import Settings, case_ledger, settings
from headwater.errors import SettingsError
from headwater.model import Reading, Rejected, Report

if TYPE_CHECKING:
    from headwater.ingest import Captures
    from headwater.ledger import Ledger

__all__ = [
    "captures_flag",
    "captures_of",
    "dated",
    "kept_captures",
    "ledger_of",
    "one_report",
    "print_json",
    "settings_of",
    "several_meant",
    "tell_rejected",
]


def settings_of(ledger: str | None, case: str | None, **flags: Any) -> Settings:
    """Return the settings of this run.

    Raises:
        SettingsError: Both a ledger and a case are named, or a setting is wrong.
    """
    if ledger is not None and case is not None:
        raise SettingsError("--ledger and --case both name a ledger; leave one of them out")
    chosen = settings(os.environ, ledger=ledger, **flags)
    return chosen if case is None else settings(os.environ, **{**flags, "ledger": case_ledger(chosen.ledger, case)})


def ledger_of(chosen: Settings, *, create: bool = False, remembers: int = 0) -> "Ledger":
    """Return the ledger that the settings name, open."""
    from headwater.ledger import open_ledger

    return open_ledger(chosen.ledger, create=create, remembers=remembers)


def captures_of(chosen: Settings, *, wanted: "Callable[[Report], bool] | None" = None) -> "Captures | None":
    """Return where original bytes lie: in a folder beside the ledger's file; `None` where none are kept, or the ledger is no file.

    Raises:
        SettingsError: All are to be kept, and the ledger is a URL: there is no folder beside it.
    """
    from headwater.ingest import Captures

    return Captures.beside(chosen.ledger, chosen.captures, wanted)


def kept_captures(chosen: Settings) -> "Captures":
    """Return what was kept beside a ledger, whatever is kept from now on."""
    from headwater.ingest import Captures

    return Captures(Path(f"{chosen.ledger}.captures"))


def captures_flag(captures: bool | None) -> str | None:  # noqa: FBT001 - as the command line has it
    """Return the setting that `--captures` and `--no-captures` mean."""
    return None if captures is None else "all" if captures else "none"


def one_report(ledger: "Ledger", name: str) -> str:
    """Return the id of the one report that a name means.

    Raises:
        SettingsError: It means none, or several.
    """
    found = ledger.find(name)
    if not found:
        raise SettingsError(f"there is no report {name!r} in {ledger.name}; headwater reports lists them")
    if len(found) > 1:
        raise several_meant(name, ledger.readings(found))
    return found[0]


def several_meant(name: str, found: Sequence[Reading]) -> SettingsError:
    """Return the complaint that a name means several reports, with the first of them."""
    some = "; ".join(printable(dated(each)) for each in found[:3])
    return SettingsError(f"{name!r} can mean {len(found)} reports ({some}{'; …' * (len(found) > 3)}); name one by its id")


def dated(reading: Reading) -> str:
    """Return the id of a report with what tells it from others of the same reference: who published it, and when it was taken or made."""
    report = reading.report
    if report is None:
        return reading.ref
    taken = report.captured_at or report.modified_at or report.published_at
    who = report.publisher and (report.publisher.name or report.publisher.domain)
    return ", ".join(each for each in (report.id, who, taken and f"{taken.origin} {taken.value}") if each)


def print_json(data: Any, *, warnings: Sequence[str] = (), rejected: Iterable[Rejected] = ()) -> None:
    """Print the contract's envelope on one line."""
    use_utf8(sys.stdout)
    refused = [{"ref": each.ref, "stage": each.stage, "code": each.code, "detail": each.detail} for each in rejected]
    document = {"version": 1, "data": data, "warnings": list(warnings), "rejected": refused}
    sys.stdout.write(json.dumps(document, ensure_ascii=True, allow_nan=False) + "\n")


def tell_rejected(rejected: Iterable[Rejected]) -> bool:
    """Tell each rejection on a line of stderr; return whether there were any."""
    any_told = False
    for each in rejected:
        any_told = True
        sys.stdout.flush()
        sys.stderr.write(f"headwater: rejected {printable(each.ref)}: {printable(each.detail)}\n")
    return any_told
