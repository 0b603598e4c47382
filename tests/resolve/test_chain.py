"""Chains by rule: each table line is a marked report, and the chain of each of its statements as `hop ‹ hop`, nearest the reader first."""

from typing import Any

import pytest

from headwater.model import Actor, Publisher, Statement
from headwater.resolve import Resolved, resolve
from tests.notation import reading_of


def resolved(sentence: str, *, publisher: str | None = None, **changes: Any) -> Resolved:
    reading = reading_of(sentence, publisher=Publisher(name=publisher) if publisher else None, **changes)
    assert reading.report is not None
    return resolve(reading.report, reading.statements)


def chains(sentence: str, *, publisher: str | None = None, **changes: Any) -> list[str]:
    text = reading_of(sentence).report
    assert text is not None
    found = resolved(sentence, publisher=publisher, **changes)
    names = {actor.id: actor for actor in found.actors}
    return [_chain(one, names) for one in found.statements]


def _chain(one: Statement, actors: dict[str, Actor]) -> str:
    if not one.chain:
        return "(dead end)" if one.unsourced else "(own voice)"
    return " ‹ ".join(actors[hop.actor].name for hop in one.chain)


BY_RULE = {
    "a name": ("[S:Ines Vale] [C:said] [T:the dam would hold].", ["Ines Vale"]),
    "told an outlet": ("[S:A nurse] [C:told] the Orrin Gazette [T:the ward was shut].", ["Orrin Gazette ‹ A nurse"]),
    "told the outlet by its kind": (
        "The Orrin Gazette was first. [S:A nurse] [C:told] the newspaper [T:the ward was shut].",
        ["Orrin Gazette ‹ A nurse"],
    ),
    "told people": ("[S:Ines Vale] [C:told] reporters [T:the dam would hold].", ["Ines Vale"]),
    "told a person": ("[S:Ines Vale] [C:told] Odile Ferrant [T:the dam would hold].", ["Ines Vale"]),
    "said on an outlet": ("[S:Ines Vale] [C:said] on Harbour Radio [T:that the dam would hold].", ["Ines Vale"]),
    "an outlet alone": ("[S:Northline] [C:reported] [T:that the ward was shut].", ["Northline"]),
    "an outlet citing": (
        "[S:Northline] [C:reported], citing two officials, [T:that the ward was shut].",
        ["Northline ‹ two officials"],
    ),
    "what an outlet has": (
        "Northline reported it first. [T:The ward was shut], [C:according to] [S:Northline’s Western source].",
        ["Northline ‹ Northline’s Western source"],
    ),
    "a report in an outlet": ("[C:According to] [S:a report in the Orrin Gazette], [T:the ward was shut].", ["Orrin Gazette"]),
    "beside the statement": (
        "[S:Ines Vale] [C:said] [T:the dam would hold], the Orrin Gazette reported.",
        ["Orrin Gazette ‹ Ines Vale"],
    ),
    "reported, and denied": (
        "[S:Ines Vale] [C:denied] [T:that the dam would fail], as the Orrin Gazette reported.",
        ["Ines Vale"],
    ),
    "two stretches around the cue": (
        "[T:Among the dead is a teacher], [S:Ben Okoro, 60,] [C:says] [S:his sister Ann].",
        ["Ann"],
    ),
    "two stretches, the second begins a clause": (
        "[S:The stoker, Ben Okoro,] [C:said] [S:Ines Vale] had told them: [T:“It goes under by Friday.”]",
        ["Ben Okoro"],
    ),
    "the writer": ("[S:We] [C:said] on Monday [T:that the ward was shut].", ["(own voice)"]),
    "who is quoted speaking of him": (
        "Coach Ines Brask hung up. A skier came forward. [T:“He laid them out,”] [S:the ex-skier] [C:said].",
        ["the ex-skier"],
    ),
    "told people by their initials": ("[S:Ines Vale] [C:told] MPs [T:that the dam would hold].", ["Ines Vale"]),
    "the company is the body that spoke, not the last named": (
        "Bid\n\n[S:Kessly Mills] [C:said] [T:it had agreed to be bought by Brant Partners]. [S2:The company] [C2:apologised] [T2:for it].",
        ["Kessly Mills", "Kessly Mills"],
    ),
    "the company after an introduction": (
        "Bid\n\nKessly Mills said it was for sale. [S:Kessly Mills] [C:denied] [T:a sale to Brant Partners]. "
        "In a statement, [S2:the company] [C2:said] [T2:nothing was agreed].",
        ["Kessly Mills", "Kessly Mills"],
    ),
    "the newspaper is no company": (
        "[T:Work was steered to Tri-Creek Paving], [S:the newspaper] [C:said].",
        ["the newspaper"],
    ),
    "a surname that denies again is a person's": (
        "Lawyer Ben Okoro spoke of Hutchins first.\n\n[S:Hutchins] [C:again denied] [T:calling]. "
        "[T2:“The records will clear me,”] [S2:he] [C2:said].",
        ["Hutchins", "Hutchins"],
    ),
    "a letter obtained": (
        "[T:“Burn this,”] [S:Ines Vale] [C:wrote] in an email obtained by the Orrin Gazette.",
        ["Orrin Gazette ‹ Ines Vale"],
    ),
    "a noun of a headline": (
        "[S:Authority] [C:says] [T:the dam will hold]\n[S2:The Orrin Dam Authority] [C2:said] [T2:so].",
        ["Orrin Dam Authority", "Orrin Dam Authority"],
    ),
    "another minister": (
        "Prime Minister Ines Vale and Finance Minister Tarn Brask met. [S:The finance minister] [C:said] [T:so].",
        ["Tarn Brask"],
    ),
    "a company is no union": (
        "[S:Brant Payments] [C:said] [T:no]. [S2:The Pilots' Union] [C2:said] [T2:yes]. [S3:The company] [C3:said] [T3:so].",
        ["Brant Payments", "Pilots' Union", "Brant Payments"],
    ),
    "an entry of a running account": (
        "It rained.\n[S:19:50 Ines Vale] [C:says] [T:the dam will hold].",
        ["Ines Vale"],
    ),
    "the account goes on": (
        "[S:A Western source in Cairo] [C:told] Northline [T:that a deal was near].\n[S2:The source] [C2:claimed] [T2:it would hold].",
        ["Northline ‹ A Western source in Cairo", "Northline ‹ A Western source in Cairo"],
    ),
    "a rally is a way of its own": (
        "[S:Ines Vale] [C:told] Northline [T:that a deal was near].\nAt a rally in Orrin, [S2:she] [C2:said] [T2:it would hold].",
        ["Northline ‹ Ines Vale", "Ines Vale"],
    ),
    "inside a statement": (
        "[C:According to] [S:the engineer], [T:[S2:Ines Vale] [C2:told] Odile Ferrant [T2:that the dam would go]].",
        ["the engineer ‹ Ines Vale", "the engineer ‹ Ines Vale"],
    ),
    "inside what somebody says": (
        "[S:The engineer] [C:said] [T:[S2:Ines Vale] [C2:told] Odile Ferrant [T2:that the dam would go]].",
        ["The engineer", "The engineer ‹ Ines Vale"],
    ),
    "by a recording, in two pieces": (
        "[T:[T2:“It will go,”] [S2:Ines Vale] [C2:said]], [C:according to] [S:a recording of the meeting]. [T:“I saw the engineer.”]",
        ["a recording of the meeting ‹ Ines Vale", "a recording of the meeting ‹ Ines Vale"],
    ),
    "quoted by an outlet": (
        "[T:The ward was shut], [S:a nurse] [C:was quoted as saying] by the Orrin Gazette.",
        ["Orrin Gazette ‹ a nurse"],
    ),
    "through a spokeswoman": (
        "[S:Ines Vale] [C:denied] through her lawyer [T:that the dam would go].",
        ["her lawyer ‹ Ines Vale"],
    ),
    "the lawyer was for that once": (
        "[S:Ines Vale] [C:denied] through her lawyer [T:that it would go]. [T2:“It will hold,”] [S2:she] [C2:said].",
        ["her lawyer ‹ Ines Vale", "Ines Vale"],
    ),
    "cited who quotes another": (
        "[S:Northline] [C:reported] [T:that the ward was shut], citing a nurse, who was quoting the director.",
        ["Northline ‹ a nurse ‹ the director"],
    ),
    "a source after a quoted name": (
        "Northline cited two officials. [T:“He has no friend but Ines Vale,”] [S:this official] [C:told] Northline.",
        ["Northline ‹ this official"],
    ),
    "those asked in a poll": (
        "[S:A Stourbank poll] [C:found] [T:the mayor ahead]. [S2:Forty percent of voters] [C2:said] [T2:they were undecided].",
        ["A Stourbank poll", "A Stourbank poll ‹ Forty percent of voters"],
    ),
    "nobody said to say it": ("[T:The ward] [C:is reportedly] [T:shut].", ["(dead end)"]),
    "a spokesman": ("[S:Odile Ferrant, a spokeswoman for the ministry,] [C:said] [T:it would].", ["Odile Ferrant"]),
    "joint speakers": ("[S:Ines Vale and Odile Ferrant] [C:said] [T:the dam would hold].", ["Ines Vale"]),
}


@pytest.mark.parametrize(("sentence", "expected"), BY_RULE.values(), ids=BY_RULE.keys())
def test_the_chain_of_a_statement(sentence: str, expected: list[str]) -> None:
    inside = {2: {"inside": 1}} if "engineer" in sentence.lower() else None
    assert chains(sentence, changes=inside) == expected


OWN = {
    "told the paper": ("[S:A nurse] [C:told] the Orrin Gazette [T:the ward was shut].", "Orrin Gazette", ["A nurse"]),
    "told the paper by its last word": ("[S:A nurse] [C:told] the Gazette [T:the ward was shut].", "The Orrin Gazette", ["A nurse"]),
    "its own report": ("[S:The Gazette] [C:reported] last year [T:that the ward was shut].", "The Orrin Gazette", ["(own voice)"]),
    "told by its dateline": (
        "ORRIN, May 14 (Castellan) - The ward is shut. [S:A nurse] [C:told] Castellan [T:so].",
        None,
        ["A nurse"],
    ),
}


@pytest.mark.parametrize(("sentence", "publisher", "expected"), OWN.values(), ids=OWN.keys())
def test_the_publisher_is_no_hop(sentence: str, publisher: str | None, expected: list[str]) -> None:
    assert chains(sentence, publisher=publisher) == expected


def test_every_hop_names_its_rule() -> None:
    found = resolved("[S:A nurse] [C:told] Northline [T:the ward was shut], citing a memo.")
    assert [hop.via for hop in found.statements[0].chain] == ["told-outlet", "source"]


def test_joint_speakers_are_one_hop_of_several_actors() -> None:
    found = resolved("[S:Ines Vale and Odile Ferrant] [C:said] [T:the dam would hold].")
    hop = found.statements[0].chain[0]
    names = {actor.id: actor.name for actor in found.actors}
    assert [names[each] for each in hop.actors] == ["Ines Vale", "Odile Ferrant"]


def test_two_alike_descriptions_are_two_actors() -> None:
    found = resolved("[S:A senior official] [C:said] [T:yes].\n[S2:A senior official] [C2:said] [T2:no].")
    first, second = (one.chain[0].actor for one in found.statements)
    assert first != second


def test_what_others_say_that_one_said_is_no_account_of_ones_own() -> None:
    marked = (
        "[T:[S2:Ines Vale] [C2:told] the board [T2:it would go]], [S:an aide] [C:told] Northline.\n[S3:Vale] [C3:said] [T3:it would hold]."
    )
    found = resolved(marked, changes={2: {"inside": 1}})
    names = {actor.id: actor for actor in found.actors}
    assert _chain(found.statements[-1], names) == "Ines Vale"


def test_with_whom_an_outlet_has_confirmed_speaks_through_it() -> None:
    marked = "[T:The ward was shut], the Orrin Gazette [C:has confirmed with] [S:two nurses]."
    assert chains(marked, publisher="The Courier") == ["Orrin Gazette ‹ two nurses"]
    assert chains(marked, publisher="The Orrin Gazette") == ["two nurses"]


def test_who_speaks_through_another_is_heard_by_those_whom_he_told() -> None:
    marked = "[C:According to] [S:a clerk], [T:[S2:Ines Vale] [C2:told] the board [T2:that it would go]]."
    outer, inner = resolved(marked, changes={2: {"inside": 1}}).statements
    assert outer.to == inner.to
    assert len(outer.to) == 1


def test_a_sort_of_outlet_before_a_name_is_no_part_of_it() -> None:
    assert chains("[S:Broadcaster Canal 4] [C:revealed] [T:that the ward was shut].") == ["Canal 4"]


def test_a_paper_is_called_by_the_last_word_of_its_name() -> None:
    marked = "[S:The Orrin Lantern, a local daily,] [C:reported] [T:so].\n[S2:The Lantern] [C2:said] [T2:that it was shut]."
    assert chains(marked) == ["Orrin Lantern", "Orrin Lantern"]


def test_in_somebodys_own_words_he_is_somebody_else() -> None:
    marked = "[T:“I asked a picket and [S2:he] [C2:said] [T2:to ride it],”] [S:Odo Vale] [C:said]."
    found = resolved(marked, changes={1: {"form": "direct"}, 2: {"inside": 1}})
    outer, inner = found.statements
    assert [hop.actor for hop in inner.chain[:-1]] == [hop.actor for hop in outer.chain]
    assert inner.chain[-1].actor != outer.chain[-1].actor


def test_a_headline_in_quotation_marks_is_of_whom_the_report_quotes_with_the_words() -> None:
    direct = {1: {"form": "direct"}, 2: {"form": "direct"}}
    text = "[T:“A string of pearls”]\n[T2:“I saw {}string of pearls,”] [C2:said] [S2:Ines Vale]."
    assert chains(text.format("a "), changes=direct) == ["Ines Vale", "Ines Vale"]
    direct = {1: {"form": "direct"}, 2: {"form": "direct"}}
    assert chains(text.format("no "), changes=direct) == ["(own voice)", "Ines Vale"]


def test_the_publisher_that_has_learned_from_somebody_has_it_from_him() -> None:
    said = "[T:The ward was shut], [S:the Orrin Gazette] [C:has learned from] [S:a nurse on the ward]."
    assert chains(said, publisher="Orrin Gazette") == ["a nurse on the ward"]


def test_a_headlines_source_ends_with_the_headline() -> None:
    found = resolved("[T:Ward was shut] [C:–] [S:source]\n\nGovernor Ines Vale shut the ward in March.")
    assert "source" in {actor.name for actor in found.actors}


def test_a_station_is_its_own_publisher_without_its_call_sign() -> None:
    assert chains("[T:“He knew,”] [S:Ines Vale] [C:told] News 6.", publisher="WKLD News 6") == ["Ines Vale"]


def test_who_is_described_again_after_a_comma_is_one_actor() -> None:
    found = resolved(
        "Engineer speaks\n\n[T:The dam leaked], [C:according to] [S:a person briefed on the figures].\n\n"
        "The person, an engineer who has worked there, was afraid. [T2:“We wrote it down,”] [S2:the engineer] [C2:said]."
    )
    assert len({one.chain[-1].actor for one in found.statements}) == 1
