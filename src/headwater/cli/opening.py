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
from headwater.model import Rejected, Report

if TYPE_CHECKING:
    from headwater.ingest import Captures
    from headwater.ledger import Ledger

__all__ = ["captures_flag", "captures_of", "kept_captures", "ledger_of", "one_report", "print_json", "settings_of", "tell_rejected"]


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

    if chosen.captures == "none":
        return None
    if "://" in chosen.ledger:
        if chosen.captures == "all":
            raise SettingsError("captures lie beside a ledger that is a file, and this one is a URL; leave --captures out")
        return None
    return Captures(Path(f"{chosen.ledger}.captures"), everything=chosen.captures == "all", wanted=wanted)


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
        some = ", ".join(found[:3])
        raise SettingsError(f"{name!r} can mean {len(found)} reports ({some}{', …' if len(found) > 3 else ''}); name one by its id")
    return found[0]


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
