from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.link.actors import blocking_keys, cards_of, identities, name_of, same_actor
from headwater.link.rulings import Settled
from headwater.model import ActorRef, Reading
from tests.link.acting import because, card, reading, together
from tests.link.ruled import any_judgements, judged
from tests.strategies import readings

# One report of a dam, with who is in it; another speaks of the same affair, a third of something else.
DAM = reading(
    "Ines Calloway, a spokeswoman for Brant Water, spoke to the Hessing Argus. Anton Reyle, the mayor of Orrin, did not.",
    "person Ines Calloway (a spokeswoman for Brant Water)",
    "organization Brant Water",
    "outlet Hessing Argus",
    "person Anton Reyle (the mayor of Orrin)",
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("person Anton Reyle", "person Anton Reyle"),
        ("person Anton Reyle", "person ANTON REYLE"),
        ("person Anton Reyle", "person Mr Anton Reyle"),
        ("person Anton Reyle", "person Anton J. Reyle"),
        ("person Šárka Dvořáčková", "person Sarka Dvorackova"),
        ("person Abdel al-Karoumi", "person Abdel Karoumi"),
        ("organization Kalvora Inc", "organization Kalvora"),
        ("organization The Kalvora Group plc", "organization Kalvora Group"),
        ("organization U.S. Department of State", "organization State Department"),
        ("organization the Israeli military", "organization IDF"),
        ("organization Israel Defense Forces", "organization Israeli army"),
        ("organization UN", "organization United Nations"),
        ("organization Kenya's Health Ministry", "organization Kenyan Ministry of Health"),
        ("organization Defence Ministry of Norway", "organization Norway's Defense Ministry"),
    ],
)
def test_names_of_one(one: str, other: str) -> None:
    a, b = reading(f"{one.split(' ', 1)[1]} said so.", one), reading(f"So {other.split(' ', 1)[1]} says.", other)
    assert because(a, one.split(" ", 1)[1], b, other.split(" ", 1)[1])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("person Anton Reyle", "person Maria Reyle"),
        ("person Reyle", "person Anton Reyle"),
        ("person Reyle", "person Reyle"),
        ("person A. Reyle", "person Anton Reyle"),
        ("person Anton Reyle Jr", "person Anton Reyle Sr"),
        ("person Anton J. Reyle", "person Anton K. Reyle"),
        ("person Mr Kim Vale", "person Ms Kim Vale"),
        ("organization Health Ministry", "organization Health Ministry"),
        ("organization Kenya's Health Ministry", "organization Uganda's Health Ministry"),
        ("organization the board", "organization the board"),
        ("organization Kalvora Records", "organization Kalvora"),
        ("organization Kalvora Airlines", "organization Kalvora"),
        ("organization RSF", "organization Reporters San Fermo"),
        ("organization Bank of Kenya", "organization Bank of Ghana"),
        ("organization White House", "organization Washington"),
        ("organization Pentagon", "organization White House"),
        ("unnamed not a source", "unnamed not a source"),
        ("group not residents", "group not residents"),
    ],
)
def test_names_that_show_nothing_by_themselves(one: str, other: str) -> None:
    names = [each.split(" ", 1)[1].removeprefix("not ") for each in (one, other)]
    a, b = reading(f"{names[0]} said so.", one), reading(f"So {names[1]} says.", other)
    assert because(a, names[0], b, names[1]) is None


def test_a_surname_is_one_where_the_company_is_the_same() -> None:
    short = reading("Brant Water spokeswoman Calloway said so.", "person Calloway (Brant Water spokeswoman)")
    assert because(DAM, "Ines Calloway", short, "Calloway") == (
        "the surname of “Ines Calloway” and “Calloway” is the same, and both are named with “brant water”"
    )


def test_a_surname_with_the_same_office_needs_reports_that_have_something_in_common() -> None:
    alone = reading("The mayor, Reyle, said so.", "person Reyle (The mayor)")
    with_another = reading("The mayor, Reyle, wrote to Brant Water.", "person Reyle (The mayor)", "organization Brant Water")
    assert because(DAM, "Anton Reyle", alone, "Reyle") is None
    assert "both are called mayor" in str(because(DAM, "Anton Reyle", with_another, "Reyle"))


def test_a_surname_that_could_be_two_is_neither() -> None:
    two = reading(
        "Ann Vale of Brant Water and Tom Vale of Brant Water spoke.", "person Ann Vale (of Brant Water)", "person Tom Vale (of Brant Water)"
    )
    short = reading("Vale of Brant Water said so.", "person Vale (of Brant Water)")
    assert together(two, short) == []


def test_two_of_one_name_and_two_countries_are_two() -> None:
    here = reading("Kenyan athlete John Smith won.", "person John Smith (Kenyan athlete)")
    there = reading("John Smith, a Canadian banker, lost.", "person John Smith (a Canadian banker)")
    assert together(here, there) == []


def test_initials_stand_for_the_only_body_that_has_them() -> None:
    long = reading("The Orrin Guild of Weavers met Brant Water.", "organization Orrin Guild of Weavers", "organization Brant Water")
    short = reading("OGW met Brant Water.", "organization OGW", "organization Brant Water")
    another = reading("Oker Gas Works met Brant Water.", "organization Oker Gas Works", "organization Brant Water")
    assert ["OGW", "Orrin Guild of Weavers"] in together(long, short)
    assert together(long, short, another) == [["Brant Water"] * 3]


def test_a_name_that_the_other_report_uses_is_the_same_body() -> None:
    both = reading("The State Property Agency (Avos) said so.", "organization State Property Agency = Avos")
    short = reading("Avos said no.", "organization Avos")
    assert because(both, "State Property Agency", short, "Avos") == "the report that names “State Property Agency” also calls it “Avos”"


def test_a_paper_at_home_needs_no_town() -> None:
    own = reading("The Argus has seen the file.", "outlet Argus", publisher="The Hessing Argus")
    assert because(DAM, "Hessing Argus", own, "Argus")


def test_the_army_is_that_of_the_one_country_whose_forces_the_report_names() -> None:
    one = reading("The Kenyan military fired. The army denied it.", "organization Kenyan military", "organization not The army")
    two = reading("The IDF fired. The army denied it.", "organization IDF", "organization not The army")
    full = reading("The Israel Defense Forces left.", "organization Israel Defense Forces")
    assert together(two, full) == [["IDF", "Israel Defense Forces", "The army"]]
    assert together(one, full) == []


def test_names_of_a_government_are_kept_apart_and_related() -> None:
    read = reading(
        "Washington and the White House were silent. US President Joan Vale left; the Vale administration stayed.",
        "organization Washington",
        "organization White House",
        "person Joan Vale (US President)",
        "organization Vale administration",
    )
    found = {each.name: each for each in identities([read])}
    ids = {each.id: each.name for each in found.values()}
    assert len(found) == 4
    assert {ids[key] for key, _ in found["White House"].related} == {"Washington", "Vale administration"}
    assert dict(found["White House"].related)[found["Washington"].id] == (
        "the seat of the president, by which the government of the United States is called, as it is by “Washington”"
    )
    assert found["Joan Vale"].related == ()


def test_what_somebody_told_apart_is_not_put_together() -> None:
    other = reading("Anton Reyle sings.", "person Anton Reyle")
    refs = tuple(card(each, "Anton Reyle").ref for each in (DAM, other))
    assert together(DAM, other) == [["Anton Reyle", "Anton Reyle"]]
    assert together(DAM, other, apart=((refs[0], refs[1]),)) == []


def test_every_link_has_its_reason_and_its_places() -> None:
    later = reading("Anton Reyle resigned.", "person Anton Reyle", published="2025-03-09")
    reyle = next(each for each in identities([later, DAM]) if each.name == "Anton Reyle")
    (merge,) = reyle.evidence
    texts = {each.report.id: each.report.text for each in (DAM, later) if each.report}
    assert merge.because == "both are “Anton Reyle”"
    assert [texts[p.report][p.span.start : p.span.end] for p in merge.places] == ["Anton Reyle", "the mayor of Orrin", "Anton Reyle"]


def test_an_id_stays_when_a_later_report_joins() -> None:
    later = reading("Anton P. Reyle resigned.", "person Anton P. Reyle", published="2025-03-09")
    (before,) = [each.id for each in identities([DAM]) if each.name == "Anton Reyle"]
    (after,) = [each for each in identities([later, DAM]) if len(each.members) == 2]
    assert after.id == before
    assert after.name == "Anton P. Reyle"


def test_two_of_one_name_have_two_ids() -> None:
    here = reading("Kenyan athlete John Smith won.", "person John Smith (Kenyan athlete)")
    there = reading("John Smith, a Canadian banker, lost.", "person John Smith (a Canadian banker)")
    assert len({each.id for each in identities([here, there])}) == 2


def test_dates_and_contractions_are_nobody() -> None:
    read = reading("On Sept 8 I'll say so.", "organization Sept 8", "organization I'll")
    assert [each.comparable for each in cards_of(read)] == [False, False]


# Laws ----------------------------------------------------------------------------------------------------------------------------

_NAMES = ("Ann Vale", "Anna Vale", "Vale", "A. Vale", "Tom Vale", "Ann Vaile", "Brant Water", "Brant Water Group", "Brant", "BWG", "IDF")
_some = st.lists(st.sampled_from(_NAMES), min_size=1, max_size=3, unique=True)
_kinds = st.sampled_from(["person", "organization", "outlet"])


@st.composite
def _reports(draw: st.DrawFn) -> list[Reading]:
    made = []
    for number, names in enumerate(draw(st.lists(_some, min_size=1, max_size=5))):
        text = f"{number}: " + ", ".join(f"Mayor {name}" for name in names)
        made.append(reading(text, *(f"{draw(_kinds)} {name}" for name in names), published=f"2025-03-0{draw(st.integers(1, 3))}"))
    return made


@given(_reports(), st.randoms())
def test_the_order_of_reports_makes_no_difference(made: list[Reading], chance: Random) -> None:
    other = list(made)
    chance.shuffle(other)
    assert identities(made) == identities(other)


@given(_reports())
def test_every_actor_is_in_one_identity_and_ids_are_unlike(made: list[Reading]) -> None:
    found = identities(made)
    members = [m for each in found for m in each.members]
    assert sorted(members) == sorted(ActorRef(report=r.report.id, actor=a.id) for r in made if r.report for a in r.actors)
    assert len({each.id for each in found}) == len(found)
    assert all(len(each.evidence) == len(each.members) - 1 for each in found)


@given(_reports())
def test_two_that_are_one_share_a_key_and_it_is_the_same_either_way(made: list[Reading]) -> None:
    cards = [each for read in made for each in cards_of(read)]
    keys = {(r.report.id, actor): each for r in made if r.report for actor, each in blocking_keys(r).items()}
    for a in cards:
        for b in cards:
            merge = same_actor(a, b)
            assert merge == same_actor(b, a)
            assert merge is None or keys[a.ref.report, a.ref.actor] & keys[b.ref.report, b.ref.actor], (
                a.name,
                b.name,
                a.kind,
                b.kind,
                merge,
            )


@given(st.lists(readings(), max_size=3))
def test_any_readings_have_identities(made: list[Reading]) -> None:
    # An actor's id is its own within a report, and a report its own among others.
    unlike = [replace(each, actors=()) if each.report and len({a.id for a in each.actors}) < len(each.actors) else each for each in made]
    apart = {each.report.id: each for each in unlike if each.report}
    assert sum(len(each.members) for each in identities(list(apart.values()))) == sum(len(each.actors) for each in apart.values())


@pytest.mark.parametrize(
    ("names", "fullest"),
    [
        (("Anton Reyle", "Anton P. Reyle"), "Anton P. Reyle"),
        (("Anton Reyle", "Poor Anton Reyle"), "Anton Reyle"),
        (("Brant Water", "Brant Water", "Brant Water", "Brant Water", "Brant Water Group"), "Brant Water"),
        (("Brant Water", "Brant Water Group"), "Brant Water Group"),
    ],
)
def test_the_name_of_all_is_the_fullest_that_is_no_slip(names: tuple[str, ...], fullest: str) -> None:
    kind = "person" if "Reyle" in names[0] else "organization"
    made = [
        reading(f"{n}: {name} met Orrin Rail and Ann Vale.", f"{kind} {name}", "organization Orrin Rail", "person Ann Vale")
        for n, name in enumerate(names)
    ]
    assert fullest in [each.name for each in identities(made) if len(each.members) == len(names)]


def test_what_is_called_after_somebody_is_not_that_person() -> None:
    a = reading("Vale met Orrin Rail.", "organization Vale", "organization Orrin Rail")
    b = reading("Vale Foundation paid Orrin Rail.", "organization Vale Foundation", "organization Orrin Rail")
    assert because(a, "Vale", b, "Vale Foundation") is None


def test_whom_somebody_judged_to_be_one_is_one_with_all_that_they_are_one_with() -> None:
    wed = reading("Anna Brandt, the mayor, spoke.", "person Anna Brandt (the mayor)")
    later = reading("Anna Brandt sings.", "person Anna Brandt", published="2025-04-01")
    before = reading("Anna Holm, the mayor, spoke.", "person Anna Holm (the mayor)", published="2025-01-01")
    a, b, c = (name_of(card(each, name)) for each, name in ((wed, "Anna Brandt"), (before, "Anna Holm"), (later, "Anna Brandt")))
    (found,) = identities([before, wed, later], judged((a, "=", b)))
    assert len(found.members) == 3
    assert "reason 0" in [merge.because for merge in found.evidence]
    assert sorted(len(each.members) for each in identities([before, wed, later], judged((a, "=", b), (b, "/", c)))) == [1, 2]


NAMED = ["Anna Brandt", "Anna Brandt", "Anna Holm", "Mayor Brandt", "Ole Holm"]
SPOKE = [reading(f"{name} spoke of {n}.", f"person {name}", published=f"2025-03-0{n + 1}") for n, name in enumerate(NAMED)]
REFS = [name_of(each) for one in SPOKE for each in cards_of(one)]


@given(any_judgements(REFS), st.permutations(SPOKE))
def test_judgements_of_actors_hold_in_any_order_of_reports(rulings: Settled, order: list[Reading]) -> None:
    found = identities(order, rulings)
    assert found == identities(SPOKE, rulings)
    home = {f"{m.report}/{m.actor}": each.id for each in found for m in each.members}
    assert sorted(home) == sorted(REFS)
    assert all(len({home[name] for name in some}) == 1 for some in rulings.together)
    assert not any(rulings.apart(a, b) and home[a] == home[b] for a in REFS for b in REFS)
