"""Captures: the bytes that reports were made of, kept under their own hash in a folder, so that any span can be shown in its original."""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from headwater.errors import InputError

__all__ = ["Captures"]

_HASH = re.compile(r"[0-9a-f]{64}")


class Captures:
    """A folder of captures. The same bytes are kept once; a file is named by the SHA-256 of what it holds, as `sha256sum` prints it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, raw: bytes) -> str:
        """Keep bytes, and return their hash, which is `report.capture`. A crash on the way leaves nothing half-written under a hash.

        Raises:
            InputError: The folder cannot be written to.
        """
        name = hashlib.sha256(raw).hexdigest()
        path = self._path(name)
        if path.exists():
            return name
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

    def altered(self) -> Iterator[str]:
        """Yield the hashes whose bytes are no longer what was kept, sorted; a folder that is not there holds none."""
        for path in sorted(self._folder.glob("??/*")):
            if _HASH.fullmatch(path.name) and self.bytes_of(path.name) is None:
                yield path.name

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name
