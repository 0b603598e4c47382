import io
import re
from dataclasses import replace
from typing import Any

import pytest

from headwater.cli.view import TerminalPage, in_words
from headwater.model import Actor, Hop, HopKind, Publisher, Reading, Rejected, Span, Unreached, When
from tests.notation import reading_of

FERRY = reading_of(
    "Ferry halted\n\n[T:“Nobody was ever in danger,”] [C:said] [S:Odile Ferrant]. [T:“We stopped.”]\n"
    "[S2:A spokeswoman] [C2:said] [T2:every option was open, even a boat [C3:reportedly] [T3:offered for free]].\n"
    "[S4:The doctor] [C4:fears] [T4:a long winter].",
    ref="ferry.txt",
    publisher=Publisher(name="The Ellery Courier"),
    published_at=When(value="2025-05-14T05:10:00Z", precision="minute", origin="row"),
    changes={1: {"form": "direct"}, 3: {"inside": 2}, 4: {"kind": "attitude"}},
)


def shown(monkeypatch: pytest.MonkeyPatch, *readings: Reading, width: int = 60, color: str = "never") -> str:
    out = io.StringIO()
    monkeypatch.setattr("sys.stdout", out)
    page = TerminalPage(width=width, color=color)
    for reading in readings:
        page.add(reading)
    page.end()
    return out.getvalue()


def test_a_page_is_what_a_journalist_would_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, FERRY) == (
        "Ferry halted\n"
        "The Ellery Courier · 14 May 2025, 05:10 UTC · ferry.txt\n"
        "────────────────────────────────────────────────────────────\n"
        "\n"
        "Odile Ferrant · said (direct)\n"
        "    “Nobody was ever in danger,” … “We stopped.”\n"
        "\n"
        "A spokeswoman · said (indirect)\n"
        "    every option was open, even a boat reportedly offered\n"
        "    for free\n"
        "\n"
        "    (no source named) · reportedly (indirect)\n"
        "        offered for free\n"
        "\n"
        "The doctor · fears (indirect, attitude)\n"
        "    a long winter\n"
        "\n"
        "(3 statements and 1 attitude in 1 report, by 3 sources as\n"
        "worded; 1 without a source)\n"
    )


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
def test_no_line_is_wider_than_asked_for(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    assert max(len(line) for line in shown(monkeypatch, FERRY, width=width).splitlines()) <= width


def test_what_runs_on_is_told_from_what_was_said_by_its_indent(monkeypatch: pytest.MonkeyPatch) -> None:
    long = reading_of("[S:Two people who work on the ship and would not be named], [C:speaking in March], [T:feared it]")
    page = shown(monkeypatch, long, width=40)
    assert "and\n  would not be named · speaking in March\n  (indirect)\n    feared it\n" in page


def test_no_line_ends_in_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(line == line.rstrip() for line in shown(monkeypatch, FERRY).splitlines())


def test_colour_adds_nothing_that_plain_text_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    styled = shown(monkeypatch, FERRY, color="always")
    assert "\x1b[1mOdile Ferrant\x1b[0m" in styled
    assert re.sub(r"\x1b\[[0-9;]*m", "", styled) == shown(monkeypatch, FERRY)


def test_no_color_keeps_weight_and_slant_but_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    styled = shown(monkeypatch, FERRY, color="always")
    assert "\x1b[1m" in styled
    assert "36m" not in styled


def test_control_characters_are_shown_and_never_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    evil = reading_of("Evil\x1b[31m\n\n[S:Smith\x9b] [C:said\u202e] [T:so\x07].", ref="\x1b]0;owned\x07")
    page = shown(monkeypatch, evil)
    assert "Evil\\x1b[31m" in page
    assert "Smith\\x9b · said\\u202e (indirect)" in page
    assert not set(page) & set("\x1b\x9b\x07\u202e")


def test_what_is_not_known_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown(monkeypatch, reading_of("Nothing is said here.", ref="x"))
    assert "(publisher unknown) · (date unknown) · x\n" in page
    assert "(no attributed statements found)" in page


def test_a_rejected_input_is_counted_and_has_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    rejected = Reading(ref="z", report=None, rejected=(Rejected(ref="z", stage="ingest", code="empty", detail="empty"),))
    page = shown(monkeypatch, FERRY, rejected)
    assert "1 rejected" in page
    assert "z" not in page.splitlines()


def test_statements_that_name_each_other_as_parents_are_still_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, *rest = FERRY.statements
    looped = replace(FERRY, statements=(replace(first, parent=second.id), replace(second, parent=first.id), *rest))
    assert "Odile Ferrant · said" in shown(monkeypatch, looped)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2025", "2025"),
        ("2025-05", "May 2025"),
        ("2025-05-04", "4 May 2025"),
        ("2025-05-14T05:10:00Z", "14 May 2025, 05:10 UTC"),
        ("2025-05-14T05:10:00.123+02:00", "14 May 2025, 05:10 UTC+02:00"),
        ("2025-05-14T05:10", "14 May 2025, 05:10"),
        ("2025-13", "2025-13"),
        ("last week", "last week"),
    ],
)
def test_a_date_never_gains_precision(value: str, words: str) -> None:
    assert in_words(value) == words


# Chains --------------------------------------------------------------------------------------------------------------------------

TALKS = reading_of(
    "[T:The talks failed], [C:reported] [S:the Ellery Courier], citing an envoy.\n"
    "[S2:The source] [C2:said] [T2:[S3:Holm] [C3:had told] Dr Lind [T3:to wait]]. [S4:She] [C4:denied] [T4:it].\n"
    "[T5:The envoy] [C5:reportedly] [T5:left]. [T6:It rained], [C6:it seems].\n"
    "[S7:Dr Ada Lind] [C7:told] reporters [T7:she would go if asked].",
    ref="talks.txt",
    changes={3: {"inside": 2}},
)
CAST: dict[str, tuple[str, HopKind, bool]] = {
    "courier": ("The Ellery Courier", "outlet", True),
    "envoy": ("an envoy who saw the papers", "unnamed", False),
    "holm": ("Gustav Holm", "person", True),
    "lind": ("Dr Ada Lind", "person", True),
}


def _span(words: str) -> Span:
    assert TALKS.report
    start = TALKS.report.text.index(words)
    return Span(start=start, end=start + len(words))


def _hop(key: str) -> Hop:
    keys = tuple(key.split("+"))
    _, kind, named = CAST.get(keys[0], ("", "person", True))
    return Hop(span=_span("envoy"), actor=keys[0], actors=keys if len(keys) > 1 else (), kind=kind, named=named, via="test")


def _resolved(chains: dict[int, str], changes: dict[int, dict[str, Any]] | None = None, reading: Reading = TALKS) -> Reading:
    """The talks with chains, written as `courier < envoy`, by the number of the statement."""
    actors = tuple(
        Actor(id=key, name=name, kind=kind, named=named, mentions=(_span("Dr Lind"),) if key == "lind" else (_span("envoy"),))
        for key, (name, kind, named) in CAST.items()
    )
    statements = tuple(
        replace(one, chain=tuple(map(_hop, filter(None, chains.get(number, "").split(" < ")))), **(changes or {}).get(number, {}))
        for number, one in enumerate(reading.statements, 1)
    )
    return replace(reading, statements=statements, actors=actors, stages=(*reading.stages, "resolve"))


CHAINS = {1: "courier < envoy", 2: "courier < envoy", 3: "courier < envoy < holm", 4: "lind", 7: "lind"}
MANNER: dict[int, dict[str, Any]] = {
    3: {"on_record": "private", "to": (_span("Dr Lind"),)},
    4: {"stance": "denies"},
    5: {"unsourced": True, "hedges": (_span("reportedly"),)},
    7: {"on_record": "public", "to": (_span("reporters"),), "conditional": (_span("if asked"),)},
}


def test_a_chain_runs_from_the_page_to_the_one_who_said_it(monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown(monkeypatch, _resolved(CHAINS, MANNER), width=80)
    assert page.split("─\n\n")[1] == (
        "the Ellery Courier · reported (indirect)\n"
        "  (chain) The Ellery Courier ‹ (unnamed) an envoy who saw the papers\n"
        "    The talks failed\n"
        "\n"
        "The source · said (indirect)\n"
        "  (chain) The Ellery Courier ‹ (unnamed) an envoy who saw the papers\n"
        "    Holm had told Dr Lind to wait\n"
        "\n"
        "    Holm · had told (indirect)\n"
        "      (chain) The Ellery Courier ‹ (unnamed) an envoy who saw the papers ‹\n"
        "      Gustav Holm → Dr Ada Lind (private)\n"
        "        to wait\n"
        "\n"
        "She · denied (indirect)\n"
        "  (chain) Dr Ada Lind (denies)\n"
        "    it\n"
        "\n"
        "(no source named) · reportedly (indirect)\n"
        "  (no source: a dead end) (hedged: “reportedly”)\n"
        "    The envoy … left\n"
        "\n"
        "(no source named) · it seems (indirect)\n"
        "    It rained\n"
        "\n"
        "Dr Ada Lind · told → reporters (indirect, public, conditional)\n"
        "    she would go if asked\n"
        "\n"
        "(7 statements in 1 report, by 4 actors, 1 of them unnamed; 1 dead end)\n"
    )


def test_a_chain_is_shown_only_where_somebody_looked(monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown(monkeypatch, replace(_resolved(CHAINS, MANNER), stages=("ingest", "read")))
    assert page == shown(monkeypatch, TALKS)
    assert "chain" not in page


def test_he_shows_who_he_is_and_a_full_name_is_not_said_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown(monkeypatch, _resolved({4: "lind", 7: "lind"}))
    assert "She · denied (indirect)\n  (chain) Dr Ada Lind\n    it\n" in page
    assert "Dr Ada Lind · told (indirect)\n    she would go if asked\n" in page


def test_an_unnamed_source_is_marked_with_or_without_a_line_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CAST, "envoy", ("the source", "unnamed", False))
    page = shown(monkeypatch, _resolved({2: "envoy", 3: "courier < envoy"}))
    assert "The source · said (indirect, unnamed)\n    Holm" in page
    assert "(chain) The Ellery Courier ‹ (unnamed) the source\n" in page


def test_unnamed_hops_are_slanted_too(monkeypatch: pytest.MonkeyPatch) -> None:
    styled = shown(monkeypatch, _resolved(CHAINS), width=80, color="always")
    assert "\x1b[3man envoy who saw the papers\x1b[0m" in styled
    assert re.sub(r"\x1b\[[0-9;]*m", "", styled) == shown(monkeypatch, _resolved(CHAINS), width=80)


def test_joint_speakers_are_one_hop(monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown(monkeypatch, _resolved({4: "courier < holm+lind"}))
    assert "(chain) The Ellery Courier ‹ Gustav Holm + Dr Ada Lind\n" in page


def test_an_actor_that_is_not_there_is_shown_as_it_is_worded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "(chain) envoy\n" in shown(monkeypatch, _resolved({4: "stranger"}))


def test_all_that_is_told_of_a_statement_is_shown_shortly(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {4: {"stance": "declines", "negated": True, "on_record": "public", "on": (_span("talks"),), "conditional": (_span("if asked"),)}}
    page = shown(monkeypatch, _resolved({4: "lind"}, told), width=100)
    assert "  (chain) Dr Ada Lind (on) talks (public, declines, negated, conditional)\n" in page


def test_signs_that_an_encoding_lacks_are_written_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding="latin-1"))
    page = TerminalPage(width=80, color="never")
    page.add(_resolved(CHAINS, MANNER))
    written = raw.getvalue().decode("latin-1")
    assert "(chain) The Ellery Courier < (unnamed) an envoy" in written
    assert "told -> reporters" in written


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
def test_no_chain_is_wider_than_asked_for(monkeypatch: pytest.MonkeyPatch, width: int) -> None:
    page = shown(monkeypatch, _resolved(CHAINS, MANNER), width=width)
    assert max(map(len, page.splitlines())) <= width
    assert all(line == line.rstrip() for line in page.splitlines())


def test_names_in_chains_are_never_sent_as_control_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CAST, "holm", ("Gustav\x1b[31m\nHolm", "person", True))
    assert "Gustav\\x1b[31m Holm" in shown(monkeypatch, _resolved({4: "holm"}))


def test_readings_with_and_without_chains_are_summed_up_together(monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown(monkeypatch, FERRY, _resolved(CHAINS, MANNER), width=140)
    assert "in 2 reports, by 4 actors, 1 of them unnamed and 3 sources as worded; 1 without a source; 1 dead end)" in page


def test_a_citing_that_only_names_who_is_cited_is_not_shown_again(monkeypatch: pytest.MonkeyPatch) -> None:
    hop = Hop(span=_span("an envoy"), actor="envoy", actors=(), kind="unnamed", named=False, via="test")
    reading = _resolved({})
    first, *others = reading.statements
    citing = replace(first, cue=(_span("citing"),), content=(_span("an envoy"),), chain=(hop,))
    page = shown(monkeypatch, replace(reading, statements=(citing, *others)), width=80)
    assert "· citing (" not in page
    assert "The source · said" in page


def test_the_publisher_speaking_of_itself_is_its_own_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    page = shown(monkeypatch, _resolved({1: ""}), width=80)
    assert "the Ellery Courier · reported (indirect)\n  (the report’s own voice)\n" in page


def test_a_surname_that_only_one_bears_says_who_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = _resolved({3: "holm"})
    page = shown(monkeypatch, reading, width=80)
    assert "Holm · had told (indirect)\n" in page
    brother = Actor(id="brother", name="Axel Holm", kind="person", named=True, mentions=(_span("envoy"),))
    page = shown(monkeypatch, replace(reading, actors=(*reading.actors, brother)), width=80)
    assert "(chain) Gustav Holm" in page


def test_who_did_not_answer_stands_in_one_line_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = reading_of("[S:Odile Ferrant] [C:did not respond to] [T:questions]. [S2:Ann Vale] [C2:said] [T2:so].")
    assert reading.report is not None
    text = reading.report.text
    actors = tuple(
        Actor(id=name, name=name, kind="person", named=True, mentions=(Span(start=text.index(name), end=text.index(name) + len(name)),))
        for name in ("Odile Ferrant", "Ann Vale")
    )
    at = text.index("did not respond")
    silent = Unreached(span=Span(start=at, end=at + len("did not respond to questions")), actor="Odile Ferrant")
    page = shown(monkeypatch, replace(reading, actors=actors, unreached=(silent,)))
    assert "did not respond" not in page.split("─\n")[1]
    assert "\n(no answer from) Odile Ferrant\n" in page
