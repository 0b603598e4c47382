"""Settings of the surfaces: defaults, then `headwater.toml`, then the environment, then flags; each wins over those before it.

A surface builds them once, and hands plain arguments on; nothing else reads the environment.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from headwater.errors import SettingsError

__all__ = ["FILE", "Settings", "case_ledger", "settings"]

FILE = "headwater.toml"
"""The file that is looked for in the current folder; `HEADWATER_CONFIG` names another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be set.

    Attributes:
        ledger: A path or a URL.
        reader: Which reader reads: model or rules.
        publisher: Who published the reports that do not say it.
        processes: How many processes read.
        author: Who makes judgements and removals.
        html: How articles are found in web pages: full, or fast for many.
        captures: Of what the original bytes are kept beside the ledger: fetched, all, or none.
    """

    ledger: str = "headwater.db"
    reader: str = "model"
    publisher: str | None = None
    processes: int = 1
    author: str | None = None
    html: str = "full"
    captures: str = "fetched"


_TYPES: dict[str, type] = {each.name: int if each.name == "processes" else str for each in fields(Settings)}


def settings(environment: Mapping[str, str], *, folder: Path | None = None, **flags: Any) -> Settings:
    """Return the settings of one run.

    Args:
        environment: `os.environ`: `HEADWATER_LEDGER`, `HEADWATER_READER`, …, and `HEADWATER_CONFIG` for the file.
        folder: Where the file is looked for, by default the current folder.
        **flags: What the command line says; `None` says nothing.

    Raises:
        SettingsError: A file that cannot be read, a setting that does not exist, or a value of the wrong kind.
    """
    found = _from_file(environment, folder or Path())
    for name in _TYPES:
        if value := environment.get(f"HEADWATER_{name.upper()}"):
            found[name] = _converted(name, value, f"HEADWATER_{name.upper()}")
    found |= {name: value for name, value in flags.items() if value is not None}
    chosen = replace(Settings(), **found)
    if chosen.processes < 1:
        raise SettingsError(f"processes must be 1 or more, not {chosen.processes}")
    return chosen


def _from_file(environment: Mapping[str, str], folder: Path) -> dict[str, Any]:
    named = environment.get("HEADWATER_CONFIG")
    path = Path(named) if named else folder / FILE
    if not named and not path.is_file():
        return {}
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"the settings in {path} cannot be read: {error.strerror}; check HEADWATER_CONFIG") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f'{path} is no TOML: {error}; it holds lines like ledger = "story.db"') from error
    for name, value in found.items():
        if name not in _TYPES:
            raise SettingsError(f"{path}: unknown setting {name!r}; available: {', '.join(_TYPES)}")
        if type(value) is not _TYPES[name]:
            raise SettingsError(f"{path}: {name} must be {_TYPES[name].__name__}, not {value!r:.60}")
    return found


def _converted(name: str, value: str, where: str) -> Any:
    try:
        return _TYPES[name](value)
    except ValueError as error:
        raise SettingsError(f"{where} must be {_TYPES[name].__name__}, not {value!r:.60}") from error


def case_ledger(ledger: str, case: str) -> str:
    """Return where the ledger of a case lies: a file of its name in the folder of the default one.

    Raises:
        SettingsError: The name is no name of a file, or the ledger is a URL.
    """
    if "://" in ledger:
        raise SettingsError(
            "a case is a file beside the ledger, and this ledger is a URL; give the case a database of its own (--ledger URL)"
        )
    if not case.replace("-", "").replace("_", "").isalnum():
        raise SettingsError(f"a case is named in letters, digits, - and _, not {case!r:.60}")
    return str(Path(ledger).with_name(f"{case}.db"))
