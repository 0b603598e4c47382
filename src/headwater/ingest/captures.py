"""Captures: the bytes that reports were made of, kept under their own hash in a folder, so that any span can be shown in its original.

What is needed to read them again (their kind, the charset that the transport stated, when they were kept) lies beside them as JSON.
"""

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from headwater.errors import InputError, SettingsError
from headwater.model import Report

__all__ = ["KEPT", "Capture", "Captures"]

KEPT = ("fetched", "all", "none")
"""Of what original bytes are kept."""

_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What is known of kept bytes.

    Attributes:
        sha256: Their hash, by which they are found.
        kind: A name of `headwater.ingest.KINDS`; `None` where nobody wrote it down.
        charset: The charset that the transport stated (an HTTP header), `None` where it stated none.
        ref: What the input was called when they were first kept.
        kept_at: When that was, ISO 8601 in UTC.
    """

    sha256: str
    kind: str | None = None
    charset: str | None = None
    ref: str | None = None
    kept_at: str | None = None


class Captures:
    """A folder of captures. The same bytes are kept once; a file is named by the SHA-256 of what it holds, as `sha256sum` prints it.

    Args:
        folder: Where they lie; made when the first is kept.
        everything: Whether the bytes of files, archives' members and standard input are kept too, and not only what was fetched.
        wanted: Tells whether the bytes of a report may be kept; without it, of every one.
    """

    def __init__(self, folder: Path, *, everything: bool = False, wanted: Callable[[Report], bool] | None = None) -> None:
        self._folder = folder
        self._wanted = wanted
        self._last = ""
        self.everything = everything

    @classmethod
    def beside(cls, ledger: str, of: str = "fetched", wanted: Callable[[Report], bool] | None = None) -> "Captures | None":
        """Return where the captures of a ledger lie: in a folder beside its file.

        Args:
            ledger: Its path or URL.
            of: What is kept: "fetched", "all" or "none".
            wanted: As of the class.

        Returns:
            The folder; `None` where nothing is to be kept, or the ledger is a URL.

        Raises:
            SettingsError: There is no such way to keep, or all is to be kept and the ledger is a URL.
        """
        if of not in KEPT:
            raise SettingsError(f"captures must be one of {', '.join(KEPT)}, not {of!r:.60}")
        is_file = "://" not in ledger
        if of == "all" and not is_file:
            raise SettingsError("captures lie beside a ledger that is a file, and this one is a URL; leave --captures out")
        return cls(Path(f"{ledger}.captures"), everything=of == "all", wanted=wanted) if is_file and of != "none" else None

    def keep_for(self, report: Report, raw: bytes, *, kind: str, charset: str | None) -> None:
        """Keep the bytes that a report was made of, if it was made of bytes and is wanted.

        Raises:
            InputError: The folder cannot be written to.
        """
        if report.capture is None or not (self._wanted is None or self._wanted(report)):
            return
        if report.capture != self._last or not self.holds(self._last):  # of a feed, many reports have the same
            self._last = self.keep(raw, kind=kind, charset=charset, ref=report.ref)

    def keep(self, raw: bytes, *, kind: str | None = None, charset: str | None = None, ref: str | None = None) -> str:
        """Keep bytes, and return their hash, which is `report.capture`. A crash on the way leaves nothing half-written under a hash.

        Raises:
            InputError: The folder cannot be written to.
        """
        name = hashlib.sha256(raw).hexdigest()
        if kind is not None and not self._beside(name).exists():
            now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            known = asdict(Capture(sha256=name, kind=kind, charset=charset, ref=ref, kept_at=now))
            self._write(self._beside(name), json.dumps(known).encode() + b"\n")
        if self.bytes_of(name) is None:
            self._write(self._path(name), raw)
        return name

    def holds(self, name: str) -> bool:
        """Tell whether bytes of that hash are kept."""
        return bool(_HASH.fullmatch(name)) and self._path(name).exists()

    def bytes_of(self, name: str) -> bytes | None:
        """Return the bytes of a hash; `None` where they are not kept, or are no longer what the hash says."""
        if not self.holds(name):
            return None
        raw = self._path(name).read_bytes()
        return raw if hashlib.sha256(raw).hexdigest() == name else None

    def known(self, name: str) -> Capture:
        """Return what was written down beside bytes; of those that have nothing beside them, only their hash."""
        try:
            found = json.loads(self._beside(name).read_bytes()) if _HASH.fullmatch(name) else {}
            return Capture(**{key: found.get(key) for key in ("kind", "charset", "ref", "kept_at")}, sha256=name)
        except (OSError, ValueError, AttributeError):
            return Capture(sha256=name)

    def path_of(self, name: str) -> Path:
        """Return where bytes of a hash lie, or would."""
        return self._path(name)

    def names(self) -> Iterator[str]:
        """Yield the hashes of what is kept, sorted; a folder that is not there holds none."""
        yield from (path.name for path in sorted(self._folder.glob("??/*")) if _HASH.fullmatch(path.name))

    def altered(self) -> Iterator[str]:
        """Yield the hashes whose bytes are no longer what was kept, sorted."""
        yield from (name for name in self.names() if self.bytes_of(name) is None)

    def forget(self, name: str) -> bool:
        """Delete bytes and what is written beside them; return whether they were kept.

        Raises:
            InputError: They cannot be deleted.
        """
        if not _HASH.fullmatch(name):
            return False
        held = self.holds(name)
        try:
            for path in (self._path(name), self._beside(name)):
                path.unlink(missing_ok=True)
        except OSError as error:
            raise InputError(f"the capture {self._path(name)} cannot be deleted: {error.strerror}; delete it by hand") from error
        return held

    def _write(self, path: Path, raw: bytes) -> None:
        import tempfile

        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.parent.mkdir(mode=0o700, exist_ok=True)
            handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            with os.fdopen(handle, "wb") as new:
                new.write(raw)
                new.flush()
                os.fsync(new.fileno())
            Path(unfinished).replace(path)
        except OSError as error:
            raise InputError(f"captures cannot be kept in {self._folder}: {error.strerror}; check the folder and the space left") from error

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name

    def _beside(self, name: str) -> Path:
        return self._folder / name[:2] / f"{name}.json"
