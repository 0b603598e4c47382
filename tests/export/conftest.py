"""A ledger with the bridge, the election, and a report in which everything tries to be more than text."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from headwater import linking, tracing
from headwater.export.case import Case, gather
from headwater.ledger import Anchor, Ledger
from headwater.model import Span
from tests.ledgers import BRIDGE, ELECTION, WordMeaning, linked_ledger
from tests.link.news import told

HOSTILE = told(
    '<script>alert("x")</script> & =HYPERLINK("http://evil.example") fell, \u202eofficial says\n\n'
    "=cmd|' /C calc'!A0 was what the mayor wanted, Ann Vale said. \"@SUM(1+1)*<img src=x onerror=alert(1)>\", Ann Vale said. "
    "Ole Brandt said `code` [a link](javascript:alert(1)) would *not* open.\n\n"
    "Ole Brandt told the Courier that -2+3\r\nlines\tbreak \U0001f30a here, {\\tex} %100 $x_1^2 ~ done.\n",
    publisher='Evil "Post" <b>&</b> \\input{x}',
    at="2025-07-01T07:00:00Z",
    ref="=1+1</script>",
)
STORY, CLAIM = "orrin bridge", "the bridge was closed twice in March before it fell"


@contextmanager
def by_words() -> Iterator[None]:
    """Meaning by the words alone, while a fixture is made that outlives a test."""
    with pytest.MonkeyPatch.context() as patched:
        for module in (linking, tracing):
            patched.setattr(module, "open_meaning", WordMeaning)
        yield


@pytest.fixture(autouse=True)
def _by_words(word_meaning: None) -> None:
    """Every test asks by the words alone."""


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    report = BRIDGE[0].report
    assert report is not None
    at = report.text.index("A county official")
    anchor = Anchor(report=report.id, role="actor", span=Span(start=at, end=at + len("A county official")))
    with by_words():
        opened = linked_ledger(tmp_path_factory.mktemp("export") / "a.db", (*BRIDGE, ELECTION, HOSTILE))
        opened.judge("actor", {"name": "Ines Calloway"}, author="Ida Lund", reason="named <b>on air</b>", anchor=anchor)
        linking.relink(opened, [report.id])
    with opened:
        yield opened


@pytest.fixture(scope="session")
def story(ledger: Ledger) -> Case:
    return gather(ledger, [STORY])


@pytest.fixture(scope="session")
def claim(ledger: Ledger) -> Case:
    with by_words():
        return gather(ledger, [CLAIM])


@pytest.fixture(scope="session")
def everything(ledger: Ledger) -> Case:
    return gather(ledger)


@pytest.fixture(scope="session")
def hostile(ledger: Ledger) -> Case:
    assert HOSTILE.report is not None
    return gather(ledger, [f"report:{HOSTILE.report.id}"])


@pytest.fixture(params=["story", "claim", "everything", "hostile"])
def case(request: pytest.FixtureRequest) -> Case:
    """Each of them."""
    found: Case = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"
