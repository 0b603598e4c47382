"""What is read of unnamed sources, written into invented sentences: A affiliation, B basis, R reason."""

import pytest

from headwater.model import Span
from headwater.resolve.withheld import is_bare
from tests.resolve.sourcing import sourced

DESCRIBED = [
    # Affiliation: before the noun, after it, both.
    "[S:A senior [A:Velmora ministry] official] [C:said] [T:the quay was closed].",
    "[S:A senior official in [A:the fisheries ministry]] [C:said] [T:the quay was closed].",
    "[S:An unnamed [A:Western] diplomat in [A:Cairo]] [C:said] [T:the talks had stalled].",
    "[S:Two [A:law enforcement] officials] [C:said] [T:the van was found].",
    "[S:A former employee of [A:Calder Freight]] [C:said] [T:the cranes were never checked].",
    "[S:An aide to [A:Ms. Vale]] [C:said] [T:she would not resign]. [S2:Ines Vale] [C2:said] [T2:nothing of it].",
    "[T:The bill is dead], [C:according to] [S:several [A:Republican] lawmakers].",
    "[S:A spokeswoman for [A:the port authority]] [C:declined] [T:to comment].",
    "[S:A source] [C:said] [T:the bridge would open late].",
    "[S:His aides] [C:said] [T:the bridge would open late].",
    "[S:A [A:New Velmora] [A:Republican]] [C:said] [T:the bridge would open late].",
    "[S:A consultant microbiologist at [A:the hospital]] [C:said] [T:the taps were foul].",
    # Basis: right after the noun.
    "[S:A person [B:familiar with the matter]] [C:said] [T:the sale was off].",
    "[S:Two people [B:briefed on the sale of the ferry line]] [C:said] [T:the price had fallen].",
    "[T:The sale is off], [C:according to] [S:people [B:with direct knowledge of the talks]].",
    "[S:A friend [B:close to the family]] [C:said] [T:the boy was safe].",
    "[S:A person [B:on the call]] [C:said] [T:no one raised it].",
    "[S:A [A:company] executive [B:involved in the plan to sell the docks]] [C:said] [T:bids were due].",
    "[S:People [B:familiar with Thursday's meeting]] [C:said] [T:it was short].",
    # Basis: in a clause about them.
    "[S:An official [B:who attended the meeting]] [C:said] [T:it was short].",
    "[S:An official], [B:who has seen the document], [C:said] [T:it ran to four pages].",
    "[S:Two clerks], both of [B:whom were briefed on the audit], [C:said] [T:it was damning].",
    "[S:An official [B:who was in the room]] and spoke to the Dunmarrow Argus [C:said] [T:voices were raised].",
    # Basis: in a later sentence about them.
    "[S:An official] [C:said] [T:the letter was a warning]. The official [B:had seen the letter].",
    "[S:An official] [C:said] [T:the letter was a warning]. "
    "[S2:The official], [B12:who was present at the signing], [C2:added] [T2:that it was sent].",
    # No basis: an event, another's clause, something denied.
    "[S:An official] who had not seen the letter [C:said] [T:it was a warning].",
    "[S:An official] who spoke to Brennick Radio [C:said] [T:it was a warning].",
]

WITHHELD = [
    "[S:An official] [C:said] [T:the port was shut], speaking on condition of anonymity "
    "[R:because they were not authorised to speak publicly].",
    "[S:An official], speaking on the condition of anonymity [R:to discuss the sensitive matters], [C:said] [T:the port was shut].",
    "[S:The nurse], who spoke on condition of anonymity [R:for fear of losing her job], [C:said] [T:beds were full].",
    "[S:A clerk who asked not to be named [R:because the audit is not public]] [C:said] [T:it was damning].",
    "[S:A diplomat who declined to be identified, [R:citing the sensitivity of the talks],] [C:said] [T:they had stalled].",
    "[S:A person who [R:was not authorized to speak publicly about the sale]] [C:said] [T:it was off].",
    "[S:A teacher] [C:said] [T:the roof leaks]. She asked not to be named [R:because she feared for her job].",
    "[R:Fearing reprisals], [S:a docker who asked not to be identified] [C:said] [T:the crane had failed].",
    "[S:A docker who gave only his first name [R:because he feared reprisals]] [C:said] [T:the crane had failed].",
    "[S:An official] [C:told] a diplomat, on condition of anonymity [R:to speak freely], [T:that the port was shut].",
    "[S:An official] requested anonymity "
    "[R:because the talks, which are in their third week, are private], and [C:said] [T:they went well].",
    "[S:One attendee, who like others spoke on the condition of anonymity [R:to describe a private dinner],] [C:said] [T:it was short].",
    "[S:A senior official at [A12:the ministry]] [C:said] [T:he called twice]. "
    "[S2:The official], who [R12:may not speak to the press], [C2:agreed] [T2:so].",
    # Anonymity without a reason.
    "[S:An official who spoke on condition of anonymity] [C:said] [T:the port was shut].",
    "[S:An official who asked not to be named] [C:said] [T:the port was shut].",
    # Said of several at once.
    "[S:An official] [C:said] [T:the port was shut]. [S2:Another official] [C2:said] [T2:it was not]. "
    "All the officials spoke to the Argus on condition of anonymity [R12:to discuss the sensitive matters].",
    "[S:A lawyer] [C:said] [T:the will was forged]. [S2:A clerk] [C2:said] [T2:it was not]. "
    "Both people asked not to be named [R12:because the case is sealed].",
    "[S:Two officials] [C:said] [T:the port was shut]. The officials asked not to be named [R:because they feared for their jobs].",
    "[S:A nurse] [C:said] [T:beds were full]. [S2:A doctor] [C2:said] [T2:so]. "
    "The people on the ward asked not to be named [R12:because they feared for their jobs].",
    "[S:A clerk] [C:said] [T:it was forged]. [S2:An official] who asked for anonymity [R2:to speak candidly] [C2:said] [T2:it was not].",
    # Words of anonymity that are no source's.
    "[S:A critic] [C:said] [T:“officials asked for anonymity because they are cowards”].",
    "[S:An official] [C:said] [T:donors enjoy a layer of anonymity because the law allows it].",
]


@pytest.mark.parametrize("sentence", [*DESCRIBED, *WITHHELD])
def test_affiliation_basis_and_reason_are_found_where_marked(sentence: str) -> None:
    found = sourced(sentence)
    assert {n: found.found(n) for n in found.speaker} == found.marked


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("[S:A senior official in the fisheries ministry] [C:said] [T:so].", "A senior official in the fisheries ministry"),
        ("[T:So it is], [C:according to] [S:people familiar with the talks].", "people familiar with the talks"),
        ("[S:Two people briefed on the sale] [C:said] [T:so].", "Two people briefed on the sale"),
        ("[S:An official] [C:said] [T:so]. [S2:The senior harbour official] [C2:said] [T2:more].", "An official"),
        ("[S:An official who asked not to be named] [C:said] [T:so].", "An official"),
        ("[S:An official who attended the talks] [C:said] [T:so].", "An official who attended the talks"),
        ("[S:An official in a statement on Tuesday] [C:said] [T:so].", "An official"),
        ("[S:Current and former officials at the Harbour Board] [C:said] [T:so].", "Current and former officials at the Harbour Board"),
    ],
)
def test_a_source_without_a_name_is_called_by_its_description(sentence: str, name: str) -> None:
    assert sourced(sentence).speaker[1].name == name


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("[S:Four officials] [C:said] [T:so].", "several"),
        ("[S:A source] [C:said] [T:so].", "one"),
        ("[S:Sources] [C:said] [T:so].", "several"),
        ("[S:Western diplomats] [C:said] [T:so].", "several"),
        ("[S:One of the four officials] [C:said] [T:so].", "one"),
        ("[S:A number of officials] [C:said] [T:so].", "several"),
        ("[S:People briefed on the sale] [C:said] [T:so].", "several"),
        ("[S:Ines Vale] [C:said] [T:so].", "one"),
        ("[S:The Harbour Board] [C:said] [T:so].", "unknown"),
    ],
)
def test_number_is_told_by_the_description(sentence: str, number: str) -> None:
    assert sourced(sentence).speaker[1].number == number


@pytest.mark.parametrize(
    ("descriptor", "bare"),
    [
        ("a source", True),
        ("officials", True),
        ("an unnamed source", True),
        ("at least four officials", True),
        ("a Western source", False),
        ("people familiar with the talks", False),
        ("his aides", False),
    ],
)
def test_one_noun_is_bare(descriptor: str, bare: bool) -> None:
    assert is_bare(descriptor, [Span(start=0, end=len(descriptor))]) is bare


def test_who_has_no_descriptor_is_bare() -> None:
    assert is_bare("She said so.", [])


def test_a_thousand_sources_stay_quick_and_their_spans_lie_in_the_text() -> None:
    one = "[S{n}:A source familiar with it, who asked not to be named because of it,] [C{n}:said] [T{n}:so]. "
    found = sourced("".join(one.format(n=n) for n in range(1, 1001)).replace("familiar with it", "familiar with the sale"))
    for actor in found.actors:
        assert all(0 <= s.start < s.end <= len(found.text) for s in (*actor.descriptor, *actor.basis, *actor.reason))
