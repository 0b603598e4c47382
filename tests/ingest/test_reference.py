import re
from dataclasses import asdict
from pathlib import Path

from headwater.ingest import KINDS, STANDARD
from headwater.ingest.patterns import PATTERNS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reference" / "ingest.md").read_text(encoding="utf-8")


def test_the_reference_names_every_reason_for_a_refusal() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "src" / "headwater" / "ingest").glob("*.py")]
    codes = {code for source in sources for code in re.findall(r'(?:Refusal|over)\(\s*"(\w+)"', source)}
    assert codes == set(re.findall(r"^\| `(\w+)` \|", PAGE.split("## Refusals")[1].split("\n## ")[0], re.MULTILINE))


def test_the_reference_names_every_pattern_with_its_example() -> None:
    for pattern in PATTERNS:
        example = pattern.example.replace("|", "\\|")
        assert f"| `{pattern.name}` | {example} | {pattern.why} |" in PAGE, pattern.name


def test_the_reference_names_every_suffix() -> None:
    for kind in KINDS.values():
        assert all(f"`{suffix}`" in PAGE for suffix in kind.suffixes)


def test_the_reference_names_every_limit_and_its_standard() -> None:
    for name, value in asdict(STANDARD).items():
        assert f"| `{name}` | {value:g} |" in PAGE.replace("2000000", f"{2e6:g}").replace("1000000", f"{1e6:g}"), name
