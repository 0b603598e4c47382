"""What the documents say of exports and of Python is what there is."""

from pathlib import Path

from headwater import export
from headwater.client import Session
from headwater.export.tables import TABLES

REFERENCE = Path(__file__).resolve().parents[2] / "docs" / "reference"


def test_every_format_and_table_is_in_the_reference() -> None:
    reference = (REFERENCE / "exports.md").read_text(encoding="utf-8")
    assert [name for name in export.FORMATS if f"`{name}`" not in reference] == []
    assert [name for name in TABLES if f"`{name}`" not in reference] == []


def test_every_verb_of_a_session_is_in_the_reference() -> None:
    reference = (REFERENCE / "python.md").read_text(encoding="utf-8")
    verbs = {name for name in vars(Session) if not name.startswith("_")} - {"close"}
    assert [verb for verb in sorted(verbs) if f"`{verb}(" not in reference] == []
