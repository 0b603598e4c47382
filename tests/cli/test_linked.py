"""The commands that ask what the reports of a ledger have in common, as a journalist meets them."""

import json
from pathlib import Path

import pytest

from headwater.cli import linked
from headwater.ledger import open_ledger
from tests.cli.conftest import Run
from tests.ledgers import linked_ledger

pytestmark = pytest.mark.usefixtures("word_meaning", "here")
ASK = (["stories"], ["compare"], ["trace", "closed in March"], ["timeline", "orrin"], ["upstream"], ["changes"])


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, with nothing set."""
    for name in ("LEDGER", "CONFIG"):
        monkeypatch.delenv(f"HEADWATER_{name}", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def filled(here: Path, word_meaning: None) -> None:
    """The bridge and the election, in the ledger of that folder."""
    linked_ledger(here / "headwater.db").close()


@pytest.mark.parametrize("command", ASK, ids=lambda c: c[0])
def test_without_a_ledger_it_is_said_how_to_make_one(run: Run, command: list[str]) -> None:
    assert run(*command) == (2, "", "headwater: there is no ledger at headwater.db; `headwater add --ledger headwater.db …` makes one\n")


@pytest.mark.parametrize(
    ("command", "out"),
    [
        (["stories"], "(no stories yet: headwater add reports/)\n"),
        (["compare"], ""),
        (["upstream"], "(every outlet that is cited is in hand)\n"),
        (["changes"], "(nothing changed)\n"),
    ],
)
def test_an_empty_ledger_has_nothing_to_tell(run: Run, here: Path, command: list[str], out: str) -> None:
    open_ledger(here / "headwater.db", create=True).close()
    assert run(*command) == (0, out, "")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["compare", "zeppelin"], "no story is meant by 'zeppelin'; headwater stories lists them"),
        (["timeline", "zeppelin"], "no story and no actor is meant by 'zeppelin'; headwater stories lists the stories"),
        (["trace", "zeppelins", "land"], "no claim in this ledger fits 'zeppelins land'; "),
        (["trace"], "Missing argument 'WORDS'"),
        (["changes", "--since", "lately"], "'lately' is no time: say 2025-11-07"),
        (["stories", "--width", "3"], "--width"),
    ],
)
@pytest.mark.usefixtures("filled")
def test_what_cannot_be_answered_is_refused_in_one_line_with_the_remedy(run: Run, command: list[str], said: str) -> None:
    code, out, err = run(*command)
    assert (code, out) == (2, "")
    assert said in err
    assert (err.count("\n"), err.startswith("headwater: ")) == (1, True)


@pytest.mark.parametrize("command", ["stories", "compare", "trace", "timeline", "upstream", "changes"])
def test_help_shows_an_example(run: Run, command: str) -> None:
    code, out, _ = run(command, "--help")
    assert code == 0
    assert f"headwater {command}" in out.split("Example", 1)[1]


@pytest.mark.usefixtures("filled")
def test_stories_are_listed_with_their_publishers(run: Run) -> None:
    code, out, err = run("stories")
    assert (code, err) == (0, "")
    quellan, bridge = out.index("Quellan votes for a new council"), out.index("Minister denies Orrin Bridge was closed")
    assert quellan < bridge
    assert "3 reports: The Courier, Lantern, Tern; " in out
    assert "\x1b" not in out


@pytest.mark.usefixtures("filled")
def test_compare_shows_citations_claims_and_their_origins(run: Run) -> None:
    code, out, _ = run("compare", "orrin")
    assert code == 0
    assert "  The Courier, 1 May 2025, 08:00 UTC\n" in out
    assert "  Lantern cites Courier (The Courier, 1 May 2025, 08:00 UTC)\n" in out
    assert "  Tern cites The Harbour Post (not in hand)\n" in out
    assert "\nClaims, and independent origins within these reports\n" in out
    assert "from A county official" in out
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.usefixtures("filled")
def test_json_of_compare_is_a_line_a_story_and_of_trace_one_line(run: Run) -> None:
    lines = run("compare", "--json")[1].splitlines()
    assert [len(json.loads(line)["story"]["reports"]) for line in lines] in ([1, 3], [3, 1])
    (line,) = run("trace", "closed", "in", "March", "--json")[1].splitlines()
    assert {"gist", "low", "high", "paths", "others", "story"} <= json.loads(line).keys()


@pytest.mark.parametrize("command", [["stories"], ["timeline", "orrin"], ["upstream"], ["changes"]], ids=lambda c: c[0])
@pytest.mark.usefixtures("filled")
def test_json_of_the_others_is_in_the_envelope(run: Run, command: list[str]) -> None:
    found = json.loads(run(*command, "--json")[1])
    assert list(found) == ["version", "data", "warnings", "rejected"]
    assert found["data"]


@pytest.mark.usefixtures("filled")
def test_a_timeline_says_who_denied_and_where(run: Run) -> None:
    out = run("timeline", "Ann", "Vale")[1]
    assert out.startswith("1 May 2025")
    assert "denies" in out.split(": that Orrin Bridge had been closed in March", 1)[0].splitlines()[-1]
    assert "Sal Marlow" not in out


@pytest.mark.usefixtures("filled")
def test_upstream_and_changes_say_what_to_fetch_and_what_moved(run: Run) -> None:
    out = run("upstream")[1]
    assert out.startswith("The Harbour Post  1 claim on it, in “Minister denies Orrin Bridge was")
    assert "    Tern: “Harbour Post”\n" in out or "    Tern: “The Harbour Post”\n" in out
    assert "independent origins: 1 became 2" in run("changes")[1]


@pytest.mark.usefixtures("filled")
def test_color_is_there_when_it_is_asked_for(run: Run) -> None:
    assert "\x1b[" in run("stories", "--color", "always")[1]
    assert "\x1b[" not in run("stories", "--color", "never")[1]


@pytest.mark.usefixtures("filled")
def test_after_a_removal_the_rest_of_the_story_is_told(run: Run) -> None:
    assert run("remove", "tern", "--reason", "order", "--author", "Ida Lund")[0] == 0
    code, out, err = run("compare", "orrin")
    assert (code, err) == (0, "")
    assert "Tern" not in out
    assert "Orrin Bridge was closed twice" in run("stories")[1]


def test_an_outlet_that_a_report_cites_again_and_again_is_told_once() -> None:
    def cite(report: str, outlet: str, at: int, resolved: str | None = None) -> dict[str, object]:
        return {"report": report, "outlet": outlet, "resolved": resolved, "misattributed": False, "mention": {"start": at}}

    cited = [cite("r", "the Politico site", 5), cite("s", "Politico", 1), cite("r", "Politico", 9), cite("r", "Politico", 12, "s")]
    assert [(each["report"], each["outlet"], each["mention"]["start"]) for each in linked._once(cited)] == [
        ("r", "Politico", 9), ("r", "Politico", 12), ("s", "Politico", 1),
    ]  # fmt: skip
