"""Which reports tell the same story."""

import json
import random
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.link.rulings import Settled
from headwater.link.stories import Fingerprint, StoryLink, fingerprint, gist, grouped, keys, links_of, same_story, story
from headwater.model import Block, Reading
from tests.link.news import report
from tests.link.ruled import any_judgements, judged
from tests.notation import report_of

QUAKE = """\
Quake kills nine in Ostrava Bay

ORSINO, May 3 (Northline) - An earthquake of magnitude 6.1 shook the fishing port of Orsino on Saturday and killed nine people, Mayor
Celia Drummond said.

The tremor brought down the customs house and cracked the Lindner bridge. Rescuers searched the rubble of two hostels for survivors.
"""
QUAKE_LATER = """\
Orsino counts its dead

Eleven people are now known to have died in the earthquake that hit Orsino, the mayor, Celia Drummond, said on Sunday.

The Lindner bridge stays closed, and the customs house will be pulled down. Rescuers left the hostels at noon.
"""
TWIN = """\
Four die as earth shakes on Kessel island

VARNHOLT, May 3 (Northline) - An earthquake of magnitude 5.8 struck the island of Kessel before dawn and killed four people, Governor
Rolf Amsinck said.

A school collapsed and the Brandt dam cracked. Ferries carried the wounded to Varnholt, where Dr Ute Mallin treated thirty of them.
"""
SAME_TOWN = """\
Orsino brass band wins cup

The brass band of Orsino beat a dozen others in the contest at Halm with a march by Tilda Froem. Mayor Celia Drummond danced.

"We have waited for this trophy since my grandfather played the tuba," conductor Basil Noor said. The band plays again in August.
"""


def prints(*texts: str, at: str | None = None) -> list[Fingerprint]:
    return [fingerprint(report(text, ref=str(n), at=at)) for n, text in enumerate(texts)]


def groups_of(found: list[Fingerprint]) -> set[frozenset[str]]:
    heads = {each.report: each.headline for each in found}
    return {frozenset(heads[member] for member in group) for group in grouped(heads, links_of(found))}


def test_a_story_goes_on_and_its_twin_elsewhere_stays_apart() -> None:
    assert groups_of(prints(QUAKE, QUAKE_LATER, TWIN, SAME_TOWN)) == {
        frozenset({"Quake kills nine in Ostrava Bay", "Orsino counts its dead"}),
        frozenset({"Four die as earth shakes on Kessel island"}),
        frozenset({"Orsino brass band wins cup"}),
    }


def test_a_link_says_what_both_share() -> None:
    a, b = prints(QUAKE, QUAKE_LATER)
    link = same_story(a, b)
    assert "Orsino" in link.because
    assert "Drummond" in link.because
    assert same_story(b, a) == link


def test_reports_far_apart_in_time_are_less_alike() -> None:
    first = fingerprint(report(QUAKE, at="2025-05-03"))
    soon, late = (fingerprint(report(QUAKE_LATER, ref=at, at=at)) for at in ("2025-05-04", "2026-05-04"))
    assert same_story(first, soon).likeness > 4 * same_story(first, late).likeness
    assert "366 days apart" in same_story(first, late).because


def test_vectors_that_agree_make_reports_more_alike_than_vectors_that_do_not() -> None:
    a, b = prints(QUAKE, QUAKE_LATER)
    one, other = np.eye(2, 384, dtype=np.float32)
    assert same_story(a, b, (one, one)).likeness > same_story(a, b, (one, other)).likeness == 0


def test_the_publishers_own_name_is_no_mark() -> None:
    marks = {mark.form for mark in fingerprint(report(QUAKE, publisher="Northline News Agency")).marks}
    assert "northlin" not in marks
    assert "orsino" in marks


def test_reports_of_which_one_names_the_others_publisher_are_more_alike() -> None:
    first = fingerprint(report(QUAKE, publisher="Orsino Courier"))
    naming = QUAKE_LATER + "\nThe Orsino Courier first reported that the hostels had no exits.\n"
    plain = naming.replace("The Orsino Courier", "A paper of the town")
    named = same_story(first, fingerprint(report(naming)))
    assert named.likeness > same_story(first, fingerprint(report(plain))).likeness
    assert "one names the other's publisher" in named.because


def test_a_town_that_lends_its_name_to_the_paper_stays_a_mark() -> None:
    found = fingerprint(report("Orsino Trains stops\n\nThe drivers of Orsino Trains went home.\n", publisher="Orsino Chronicle"))
    assert "orsino" in {mark.form for mark in found.marks}


def test_a_fingerprint_goes_through_json() -> None:
    found = fingerprint(report(QUAKE, at="2025-05-03T10:00:00Z"))
    assert Fingerprint.from_json(json.loads(json.dumps(found.to_json()))) == found


def test_keys_are_few_and_lead_from_one_report_of_a_story_to_the_other() -> None:
    a, b, _, band = prints(QUAKE, QUAKE_LATER, TWIN, SAME_TOWN)
    assert len(keys(a)) <= 66
    assert set(keys(a)) & set(keys(b))
    assert len(set(keys(a)) & set(keys(b))) > len(set(keys(a)) & set(keys(band)))


def test_a_gist_is_headline_and_beginning() -> None:
    assert gist(report(QUAKE)).startswith("Quake kills nine in Ostrava Bay ORSINO, May 3")


def test_a_report_without_words_has_a_fingerprint_like_nobodys() -> None:
    found = fingerprint(report("14 of 20.\n"))
    assert same_story(found, prints(QUAKE)[0]).likeness == 0
    assert keys(found) == ()


@given(st.text())
def test_any_text_has_a_fingerprint_that_goes_through_json_and_is_like_itself(text: str) -> None:
    whole = Block(kind="paragraph", start=0, end=len(text))
    found = fingerprint(Reading(ref="text", report=report_of(text, blocks=(whole,) if text else ())))
    assert Fingerprint.from_json(json.loads(json.dumps(found.to_json()))) == found
    assert len(found.marks) == 0 or same_story(found, found).likeness == pytest.approx(1, abs=0.01)


def test_a_story_is_named_by_its_earliest_report_and_titled_by_one_of_its_headlines() -> None:
    first = fingerprint(report(QUAKE, at="2025-05-03T10:00:00Z"))
    second = fingerprint(report(QUAKE_LATER, at="2025-05-04T10:00:00+02:00"))
    told = story([second, first])
    assert told.reports == (first.report, second.report)
    assert told.title in {first.headline, second.headline}
    assert told.id == story([first]).id != story([second]).id


def test_no_reports_are_no_story() -> None:
    with pytest.raises(ValueError, match="needs a report"):
        story([])


# Groups --------------------------------------------------------------------------------------------------------------------------


def link(a: str, b: str, likeness: float) -> StoryLink:
    return StoryLink(a=min(a, b), b=max(a, b), likeness=likeness, score=0.5, because="")


def test_one_bridge_does_not_chain_two_stories() -> None:
    within = [link(a, b, 0.5) for group in ("abc", "xyz") for a, b in combinations(group, 2)]
    assert grouped("abcxyz", [*within, link("c", "x", 0.6)]) == (("a", "b", "c"), ("x", "y", "z"))


def test_turns_of_a_story_join_where_they_are_near_in_time() -> None:
    within = [link(a, b, 0.5) for group in ("abc", "xyz") for a, b in combinations(group, 2)]
    across = [link(a, b, 0.4) for a, b in ("ax", "by", "cz")]
    two, one = (("a", "b", "c"), ("x", "y", "z")), (tuple("abcxyz"),)
    days = dict(zip("abcxyz", (f"2025-05-{day:02}T08:00:00+00:00" for day in (1, 1, 2, 4, 5, 6)), strict=True))
    assert grouped("abcxyz", [*within, *across]) == two  # nothing says when
    assert grouped("abcxyz", [*within, *across], published=days) == one
    assert grouped("abcxyz", [*within, across[0]], published=days) == two  # a bridge
    assert grouped("abcxyz", [*within, *across], judged(("c", "/", "x")), published=days) == two
    late = days | {each: f"2025-06-{day}T08:00:00+00:00" for each, day in zip("xyz", ("01", "02", "03"), strict=True)}
    assert grouped("abcxyz", [*within, *across], published=late) == two


DAYS = {f"r{n}": f"2025-05-0{1 + n % 3}T08:00:00+00:00" for n in range(7) if n != 3}


@st.composite
def linked_reports(draw: st.DrawFn) -> tuple[list[str], list[StoryLink]]:
    ids = [f"r{n}" for n in range(draw(st.integers(1, 7)))]
    return ids, [link(a, b, draw(st.sampled_from([0.15, 0.2, 0.3, 0.6]))) for a, b in combinations(ids, 2) if draw(st.booleans())]


@given(linked_reports(), st.randoms(use_true_random=False))
def test_groups_hold_every_report_once_in_whatever_order_they_come(made: tuple[list[str], list[StoryLink]], order: random.Random) -> None:
    ids, links = made
    found = grouped(ids, links, published=DAYS)
    assert sorted(member for group in found for member in group) == ids
    shuffled = order.sample(ids, len(ids)), order.sample(links, len(links))
    assert grouped(*shuffled, published=DAYS) == found


@given(linked_reports())
def test_an_unrelated_report_changes_no_group(made: tuple[list[str], list[StoryLink]]) -> None:
    ids, links = made
    assert grouped([*ids, "stranger"], links) == tuple(sorted([*grouped(ids, links), ("stranger",)]))


def test_reports_that_somebody_judged_to_tell_one_story_bring_theirs_with_them() -> None:
    links = [StoryLink(a=a, b=b, likeness=0.9, score=0.9, because="") for a, b in ("ab", "cd")]
    assert grouped("abcd", links) == (("a", "b"), ("c", "d"))
    assert grouped("abcd", links, judged(("b", "=", "c"))) == (("a", "b", "c", "d"),)
    assert grouped("abcd", links, judged(("b", "=", "c"), ("a", "/", "d"))) == (("a", "b", "c"), ("d",))
    assert grouped("abcd", links, judged(("a", "/", "b"))) == (("a",), ("b",), ("c", "d"))


@given(linked_reports(), st.data())
def test_judgements_of_stories_hold(made: tuple[list[str], list[StoryLink]], data: st.DataObject) -> None:
    reports, links = made
    rulings: Settled = data.draw(any_judgements(reports)) if reports else judged()
    groups = grouped(reports, links, rulings, DAYS)
    home = {report: n for n, group in enumerate(groups) for report in group}
    assert sorted(home) == sorted(set(reports))
    assert all(len({home[report] for report in some}) == 1 for some in rulings.together)
    assert not any(rulings.apart(a, b) and home[a] == home[b] for a in home for b in home)
    assert groups == grouped(reports[::-1], links[::-1], rulings, DAYS)
