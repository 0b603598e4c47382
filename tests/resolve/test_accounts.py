"""Accounts that run on over sentences: each statement's chain as "rule: words ‹ rule: words", nearest the reader first."""

from typing import Any

import pytest

from headwater.resolve import resolve
from tests.notation import reading_of

RAIN = "It rained on and on over the harbour. "


def chains(marked: str, **changes: Any) -> list[str]:
    reading = reading_of(marked, **changes)
    assert reading.report is not None
    text = reading.report.text
    found = resolve(reading.report, reading.statements)
    return [" ‹ ".join(f"{hop.via}: {text[hop.span.start : hop.span.end]}" for hop in one.chain) for one in found.statements]


def last(marked: str, **changes: Any) -> str:
    return chains(marked, **changes)[-1]


def direct(number: int) -> dict[int, dict[str, Any]]:
    return {number: {"form": "direct"}}


TOLD = "[S:Ines Vale] [C:told] Northline [T:that the ward was shut]. "

GOES_ON = {
    "a later statement": TOLD + "[S2:Vale] [C2:said] [T2:it would open].",
    "another paragraph": TOLD + "\n[S2:She] [C2:added] [T2:it would open].",
}


@pytest.mark.parametrize("marked", GOES_ON.values(), ids=GOES_ON.keys())
def test_an_account_to_an_outlet_goes_on(marked: str) -> None:
    assert last(marked).startswith("account-goes-on: Northline ‹ source:")


ENDS = {
    "a rally": TOLD + "[S2:Vale] [C2:said] at a rally [T2:that it would open].",
    "told others": TOLD + "[S2:Vale] [C2:told] reporters [T2:that it would open].",
    "a post": TOLD + "[S2:Vale] [C2:said] on Twitter [T2:that it would open].",
    "another day": TOLD + "[S2:Vale] [C2:said] Friday [T2:that it would open].",
    "long before": TOLD + "[S2:Vale] [C2:has said] [T2:that it would open].",
    "what somebody holds": TOLD + "[S2:Vale] [C2:wants] [T2:it to open].",
    "far away": TOLD + RAIN * 40 + "[S2:Vale] [C2:said] [T2:it would open].",
    "somebody else": TOLD + "[S2:Odile Ferrant] [C2:said] [T2:it would open].",
}


@pytest.mark.parametrize("marked", ENDS.values(), ids=ENDS.keys())
def test_an_account_yields_to_a_way_of_its_own(marked: str) -> None:
    assert "Northline" not in last(marked)


def test_the_day_of_the_account_is_no_other_day() -> None:
    marked = "[S:Ines Vale] [C:told] Northline on Friday [T:that the ward was shut]. [S2:Vale] [C2:said] Friday [T2:that it would open]."
    assert last(marked) == "account-goes-on: Northline ‹ source: Vale"


def test_a_paraphrase_takes_the_outlet_told_right_after_it() -> None:
    marked = "[S:Ines Vale] [C:said] [T:the ward was shut]. “It is over,” [S2:Vale] [C2:told] Northline [T2:on Friday]."
    assert chains(marked) == ["account-ahead: Northline ‹ source: Ines Vale", "told-outlet: Northline ‹ source: Vale"]


def test_a_headline_takes_the_outlet_told_below_it() -> None:
    marked = f"[S:Ines Vale] [C:says] [T:ward was shut]\n{RAIN * 10}\n[S2:Vale] [C2:told] Northline [T2:that it would open]."
    assert chains(marked)[0] == "account-ahead: Northline ‹ source: Ines Vale"


def test_a_quotation_far_before_it_does_not() -> None:
    marked = (
        f"It rained.\n[S:Ines Vale] [C:said] [T:the ward was shut]. {RAIN * 12}\n[S2:Vale] [C2:told] Northline [T2:that it would open]."
    )
    assert chains(marked)[0] == "source: Ines Vale"


def test_a_quotation_without_a_source_continues_the_one_before() -> None:
    marked = "[T:“It is shut,”] [S:Ines Vale] [C:told] Northline. [T2:“It will open.”]"
    assert last(marked, changes=direct(2)) == "told-outlet: Northline ‹ quotation-goes-on: Ines Vale"
    apart = f"[T:“It is shut,”] [S:Ines Vale] [C:told] Northline. {RAIN * 12} [T2:“It will open.”]"
    assert last(apart, changes=direct(2)) == ""


def test_a_participle_has_the_subject_of_its_sentence() -> None:
    assert last("[S:Ines Vale] [C:said] [T:the ward was shut], [C2:adding] [T2:that it would open].") == "same-subject: Ines Vale"
    assert last("[S:Ines Vale] [C:said] [T:the ward was shut]. [C2:Adding] [T2:that it would open].") == ""
    assert last("[S:Ines Vale] [C:said] [T:the ward was shut] and [C2:added] [T2:that it would open].") == ""


def test_a_cue_of_white_space_is_no_participle() -> None:
    assert last("[S:Ines Vale] [C:said] [T:the ward was shut],[C2: ][T2:that it would open].") == ""


def test_hearsay_rests_on_the_account_of_its_passage() -> None:
    marked = "[S:Northline] [C:reported] [T:that it burned]. [T2:The ward] [C2:was reportedly] [T2:shut]."
    assert last(marked) == "passage: Northline"
    marked = "[S:Northline] [C:reported] [T:that Vale came]. [S2:Ines Vale] [C2:reportedly said] [T2:it was shut]."
    assert last(marked) == "passage: Northline ‹ source: Ines Vale"


@pytest.mark.parametrize(
    "marked",
    [
        "[T:The ward] [C:was reportedly] [T:shut].",
        "[C:There were rumours] [T:that the ward was shut].",
        "[S:Northline] [C:reported] [T:that it burned].\n[T2:The ward] [C2:was reportedly] [T2:shut].",
        "[S:Northline] [C:reported] [T:that it burned]. [T2:The ward] [C2:was described as] [T2:shut].",
    ],
)
def test_hearsay_without_an_account_is_a_dead_end(marked: str) -> None:
    reading = reading_of(marked)
    assert reading.report is not None
    found = resolve(reading.report, reading.statements).statements[-1]
    assert (found.chain, found.unsourced) == ((), True)


def test_those_asked_answer_through_the_poll() -> None:
    marked = "[S:A Stourbank poll] [C:found] [T:the mayor ahead]. [S2:Forty percent of voters] [C2:said] [T2:they were undecided]."
    assert last(marked) == "asked-in-poll: A Stourbank poll ‹ source: Forty percent of voters"
    marked = "[S:A Stourbank poll] [C:found] [T:the mayor ahead]. [C2:Asked] [T2:whom they liked], many shrugged."
    assert last(marked) == "asked-in-poll: A Stourbank poll"
    marked = "[S:Forty percent of voters] [C:said] [T:they were undecided]. [S2:A Stourbank poll] [C2:found] [T2:so]."
    assert chains(marked)[0] == "asked-in-poll: A Stourbank poll ‹ source: Forty percent of voters"


RELEASED = "Then emails were released by the Harbour Board. "
LETTERS = {
    "who writes": (RELEASED + "[T:“Burn it,”] [S:Ines Vale] [C:wrote].", "released-by: Harbour Board ‹ source: Ines Vale"),
    "a letter that speaks": (RELEASED + "[S:One email] [C:said] [T:it was shut].", "released-by: Harbour Board ‹ source: One email"),
    "in an email": (RELEASED + "[T:“Burn it,”] [S:Ines Vale] [C:said] in an email.", "released-by: Harbour Board ‹ source: Ines Vale"),
    "the board released": (
        "Then the Harbour Board released thousands of emails. [T:“Burn it,”] [S:Ines Vale] [C:wrote].",
        "released-by: Harbour Board ‹ source: Ines Vale",
    ),
    "written elsewhere": (RELEASED + "[T:“Burn it,”] [S:Ines Vale] [C:wrote] in her memoir.", "source: Ines Vale"),
    "said": (RELEASED + "[S:Ines Vale] [C:said] [T:it was shut].", "source: Ines Vale"),
    "the board itself": (RELEASED + "[S:The Harbour Board] [C:wrote] [T:that it was shut].", "source: The Harbour Board"),
    "nothing was released": ("[T:“Burn it,”] [S:Ines Vale] [C:wrote].", "source: Ines Vale"),
}


@pytest.mark.parametrize(("marked", "expected"), LETTERS.values(), ids=LETTERS.keys())
def test_letters_released_reached_the_page_by_who_released_them(marked: str, expected: str) -> None:
    assert last(marked) == expected


def test_what_stands_between_two_letters_is_of_the_same_release() -> None:
    marked = (
        "[T:“Burn it,”] [S:Ines Vale] [C:wrote]. [S2:Odile Ferrant] [C2:said] [T2:it was done]. [T3:“Good,”] [S3:Karl Brandt] [C3:wrote]."
    )
    assert chains(RELEASED + marked)[1] == "outlet-account: Harbour Board ‹ source: Odile Ferrant"


def test_words_by_a_recording_are_the_speakers_who_goes_on() -> None:
    marked = "[T:“It is shut,”] [C:according to] [S:a recording]. [T2:“It will open,”] [S2:Ines Vale] [C2:added]."
    assert chains(marked, changes=direct(1)) == [
        "source: a recording ‹ said-within: Ines Vale",
        "account-goes-on: a recording ‹ source: Ines Vale",
    ]


def test_a_report_of_a_speaker_ends_with_the_speaker() -> None:
    marked = "[S:Northline] [C:reported] [T:[S2:Ines Vale] [C2:said] [T2:the ward was shut]]."
    assert chains(marked, changes={2: {"inside": 1}}) == [
        "source: Northline ‹ said-within: Ines Vale",
        "parent: Northline ‹ parent: Ines Vale",
    ]


SHE_SAID = "Ines Vale came. [S:Northline] [C:reported] [T:[S2:she] [C2:said] [T2:the ward had been shut since the storm of last winter]{}]."


def test_a_report_of_words_alone_ends_with_whoever_said_them() -> None:
    assert chains(SHE_SAID.format(""), changes={2: {"inside": 1}})[0] == "source: Northline ‹ said-within: she"


def test_a_report_of_the_words_of_two_ends_with_itself() -> None:
    both = SHE_SAID.format(" and [S3:a nurse] [C3:said] [T3:no]")
    assert chains(both, changes={2: {"inside": 1}, 3: {"inside": 1}}) == [
        "source: Northline",
        "parent: Northline ‹ source: she",
        "parent: Northline ‹ source: a nurse",
    ]
