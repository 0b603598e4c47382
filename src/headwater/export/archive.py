"""Several files as one, the same bytes each time: sorted names, one fixed time, one way of packing."""

import io
import zipfile
from collections.abc import Mapping

__all__ = ["zipped"]

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment a ZIP can tell; it says nothing of when the archive was made."""


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files as a ZIP archive that depends on nothing but their names and contents."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, date_time=EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, on every system
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name], compresslevel=9)
    return target.getvalue()
