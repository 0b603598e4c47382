"""Players made into actors: names, descriptors, and who may be whom."""

import pytest

from tests.resolve.sourcing import sourced


def test_a_person_bears_the_fullest_name() -> None:
    found = sourced("VALE RESIGNS\n\n[S:Vale] [C:said] [T:she was tired]. Ines Marta Vale was mayor. [S2:Ms. Vale] [C2:said] [T2:so].")
    assert found.speaker[1].name == found.speaker[2].name == "Ines Marta Vale"


def test_a_described_outlet_has_its_proper_name() -> None:
    found = sourced("[S:The Dunmarrow Argus] [C:reported] [T:a leak]. [S2:The newspaper] [C2:said] [T2:it was old].")
    assert found.speaker[2].name.endswith("Dunmarrow Argus")


def test_a_description_that_adds_something_is_kept_beside_the_first() -> None:
    found = sourced(
        "[S:A source] [C:said] [T:the sale was off]. [S2:The source], who knew the buyer, [C2:said] [T2:so]. "
        "[S3:The source close to the buyer] [C3:said] [T3:no more]."
    )
    actor = found.speaker[1]
    assert found.words(actor.descriptor)[0] == "A source"
    assert "The source" not in found.words(actor.descriptor)


def test_roles_tell_for_whom_a_named_person_works() -> None:
    found = sourced("[S:Harbour Board spokesman Tomas Orr] [C:said] [T:the quay was safe].")
    assert found.words(found.speaker[1].affiliation) == ["Harbour Board"]


def test_a_body_has_neither_descriptor_nor_likeness() -> None:
    actor = sourced("[S:The Harbour Board] [C:said] [T:the quay was safe]. [S2:A source] [C2:said] [T2:no].").speaker[1]
    assert (actor.descriptor, actor.basis, actor.reason, actor.may_be_same_as) == ((), (), (), ())


MAY_BE_ONE = [
    ("US officials", "a US official"),
    ("a Western diplomat", "a diplomat"),
    ("a Western diplomat", "a French official"),
    ("four officials", "one of the officials"),
    ("a source", "a senior official in the fisheries ministry"),
    ("a company insider", "a Calder Freight executive"),
    ("people familiar with the talks", "a person briefed on the talks"),
    ("current and former officials", "a former official"),
    ("an official at the State Department", "a government official"),
    ("a campaign aide", "a campaign official"),
]
NOT_ONE = [
    ("an Israeli official", "a US official"),
    ("a company insider", "a police officer"),
    ("a Western diplomat in Cairo", "a Western diplomat in Doha"),
    ("a Democratic lawmaker", "a Republican lawmaker"),
    ("a senior official", "a junior official"),
    ("an official", "a former official"),
    ("an official", "another official"),
    ("a spokesman for the port", "a source at the port"),
    ("a neighbor", "a source"),
    ("a harbour official", "an aide"),
    ("a nurse", "a lawyer"),
    ("a fisheries ministry official", "an official at the Harbour Board"),
    ("a man", "a woman"),
    ("a New Velmora Republican", "an Ohio Republican"),
    ("a State Department official", "an Israeli official"),
    ("Democratic officials", "Justice Department officials"),
]


def _pair(first: str, second: str) -> set[frozenset[str]]:
    return sourced(f"On Monday [S:{first}] [C:said] [T:the port was shut]. On Friday [S2:{second}] [C2:said] [T2:it was not].").alike()


@pytest.mark.parametrize(("first", "second"), MAY_BE_ONE)
def test_compatible_descriptions_may_be_one(first: str, second: str) -> None:
    assert _pair(first, second)


@pytest.mark.parametrize(("first", "second"), NOT_ONE)
def test_descriptions_that_conflict_are_not_one(first: str, second: str) -> None:
    assert not _pair(first, second)


def test_two_of_one_sentence_are_two() -> None:
    assert not sourced("[S:An official] [C:said] [T:[S2:a diplomat] [C2:said] [T2:the port was shut]].").alike()


def test_all_the_officials_are_not_those_whom_the_officials_speak_of() -> None:
    found = sourced(
        "[S:An official] [C:said] [T:in private [S2:ministry officials] [C2:have said] [T2:that the port is lost]]. "
        "[S3:A harbour official] [C3:agreed] [T3:that it is]. All the officials asked for anonymity to discuss the matter."
    )
    assert [found.words(found.speaker[n].reason) for n in (1, 2, 3)] == [["to discuss the matter"], [], ["to discuss the matter"]]


def test_a_name_is_never_the_same_as_an_unnamed_source() -> None:
    assert not sourced("[S:Ines Vale] [C:said] [T:the port was shut]. [S2:An official] [C2:said] [T2:it was not].").alike()


def test_likeness_goes_both_ways() -> None:
    found = sourced("[S:A source] [C:said] [T:so]. Then [S2:an official] [C2:said] [T2:no]. Then [S3:a diplomat] [C3:said] [T3:yes].")
    of = {a.id: set(a.may_be_same_as) for a in found.actors}
    assert all(one in of[other] for one, others in of.items() for other in others)
    assert any(of.values())
