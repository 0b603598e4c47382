"""A case in every format that is installed, with a manifest: what is handed on, and can be checked."""

import hashlib
import json

from headwater.export.archive import zipped
from headwater.export.case import Case
from headwater.export.formats import FORMATS
from headwater.version import __version__

__all__ = ["MANIFEST", "files_of", "write"]

MANIFEST = "manifest.json"


def write(case: Case) -> bytes:
    """Return the bundle of a case as a ZIP."""
    return zipped(files_of(case))


def files_of(case: Case) -> dict[str, bytes]:
    """Return the files of a bundle by name: the case in each format, and `manifest.json` with their SHA-256 and their reports'."""
    parts = [each for each in FORMATS.values() if each.name != "bundle" and each.is_installed]
    files = {each.part + each.suffix: each.load()(case) for each in parts}
    media = {each.part + each.suffix: each.media_type for each in parts}
    manifest = {
        "headwater": __version__,
        "title": case.title,
        "made": case.stamp,
        "files": {
            name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content), "media_type": media[name]}
            for name, content in sorted(files.items())
        },
        "reports": {identified: report.sha256 for identified, report in case.reports.items()},
        "left_out": {each.name: f"needs {each.needs}" for each in FORMATS.values() if not each.is_installed},
    }
    return files | {MANIFEST: (json.dumps(manifest, indent=1, ensure_ascii=False) + "\n").encode()}
