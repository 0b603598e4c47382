"""What `headwater export` does: a format of a case, to standard output, a file or a folder, without overwriting anything unasked."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from headwater import export
from headwater.cli.opening import ledger_of, print_json, settings_of
from headwater.cli.terminal import printable, use_utf8
from headwater.errors import SettingsError

__all__ = ["ExportWish", "print_formats", "run"]

DONE = 0
STDOUT = Path("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportWish:
    """All that the command line asked of `headwater export`."""

    wanted: tuple[str, ...]
    format_name: str | None
    output: Path | None
    table: str | None
    force: bool
    dated: bool
    as_json: bool


def print_formats(*, as_json: bool) -> int:
    """Print the formats, and the tables that some have; return the exit code."""
    formats = export.FORMATS.values()
    if as_json:
        print_json([{"name": f.name, "about": f.about, "media_type": f.media_type, "suffix": f.suffix} for f in formats])
        return DONE
    width = max(len(each.name) for each in formats)
    for each in formats:
        sys.stdout.write(f"{each.name:<{width}}  {each.about}\n")
    sys.stdout.write(f"\nTables: {', '.join(export.table_names())}\n")
    return DONE


def run(wish: ExportWish, ledger: str | None, case: str | None) -> int:
    """Write what is asked for; return the exit code."""
    chosen = _chosen(wish)
    if wish.table is not None:
        chosen.load_one_table()  # it has none: to be said before anything else
    to_stdout = wish.output == STDOUT or (wish.output is None and _is_text(chosen, wish.table) and not wish.as_json)
    if wish.output is None and not to_stdout:
        suffix = chosen.table_suffix if wish.table else chosen.suffix
        raise SettingsError(f"{chosen.name} goes to a file: name one with --output, as --output case{suffix}")
    stamp = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if wish.dated else None
    with ledger_of(settings_of(ledger, case)) as opened:
        if chosen.name == "bundle" and wish.output is not None and not to_stdout and wish.output.suffix != ".zip":
            files = export.bundle_files(opened, wish.wanted, stamp=stamp)
            return _told(wish, _put_all(wish.output, files, force=wish.force))
        made = export.write(opened, wish.wanted or None, chosen.name, table=wish.table, stamp=stamp)
    if to_stdout or wish.output is None:
        use_utf8(sys.stdout)
        sys.stdout.flush()
        _write_bytes(made.content)
        return DONE
    path = wish.output / made.name if wish.output.is_dir() else wish.output
    return _told(wish, _put_all(path.parent, {path.name: made.content}, force=wish.force))


def _chosen(wish: ExportWish) -> export.Format:
    if wish.format_name is not None:
        return export.format_named(wish.format_name)
    name = "" if wish.output is None else wish.output.name.lower()
    fitting = sorted((f for f in export.FORMATS.values() if name.endswith(f.suffix)), key=lambda f: -len(f.suffix))
    if not fitting:
        raise SettingsError("say which format: --format html (headwater export --list tells them all)")
    return fitting[0]


def _is_text(chosen: export.Format, table: str | None) -> bool:
    return chosen.table_media_type.startswith("text/") if table else chosen.text


def _write_bytes(content: bytes) -> None:
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:  # a stream that was put in its place, without bytes of its own
        sys.stdout.write(content.decode())
    else:
        stream.write(content)
        stream.flush()


def _put_all(folder: Path, files: Mapping[str, bytes], *, force: bool) -> list[Path]:
    """Write files into a folder, which is made where there is none; return their paths.

    Raises:
        SettingsError: One of them is there already; nothing has been written then.
    """
    paths = {folder / name: content for name, content in files.items()}
    there = [path for path in paths if path.exists() or path.is_symlink()]
    if there and not force:
        raise SettingsError(f"{there[0]} exists already; name another, or say --force")
    folder.mkdir(parents=True, exist_ok=True)
    for path, content in paths.items():
        part = path.with_name(f".{path.name}.{os.getpid()}.part")  # a reader never meets half a file
        with part.open("xb") as target:
            target.write(content)
        part.replace(path)
    return list(paths)


def _told(wish: ExportWish, paths: list[Path]) -> int:
    if wish.as_json:
        print_json([{"path": str(path), "bytes": path.stat().st_size} for path in paths])
        return DONE
    for path in paths:
        sys.stdout.write(f"{printable(str(path))}: {path.stat().st_size:,} bytes\n")
    return DONE
