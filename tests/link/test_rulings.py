"""What judgements come to: the later wins, what contradicts it is named, and groups hold to what is left."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from headwater.link.rulings import NONE, Settled, Verdict, settled

MEMBERS = "abcdefgh"
sides = st.lists(st.sampled_from(MEMBERS), min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def judged(draw: st.DrawFn) -> tuple[Verdict, ...]:
    found = draw(st.lists(st.tuples(sides, sides, st.booleans()), max_size=7))
    return tuple(Verdict(id=str(n), a=a, b=b, same=same, because=f"reason {n}") for n, (a, b, same) in enumerate(found))


@st.composite
def groupings(draw: st.DrawFn) -> list[list[str]]:
    homes = draw(st.lists(st.integers(0, 3), min_size=len(MEMBERS), max_size=len(MEMBERS)))
    return [[m for m, home in zip(MEMBERS, homes, strict=True) if home == n] for n in range(4)]


def told(text: str) -> Settled:
    """Settle judgements written `ab=c` (one) and `ab/c` (not), in the order of their times."""
    found = []
    for n, each in enumerate(text.split()):
        sign = "=" if "=" in each else "/"
        a, b = each.split(sign)
        found.append(Verdict(id=f"{n}", a=tuple(a), b=tuple(b), same=sign == "="))
    return settled(found)


def overruled(of: Settled) -> list[tuple[str, tuple[str, ...], str]]:
    return [(each.id, each.by, "".join(each.pair)) for each in of.overruled]


def test_what_is_one_with_one_thing_is_one_with_all_that_are() -> None:
    found = told("a=b b=c d/e")
    assert found.together == (("a", "b", "c"),)
    assert found.apart("d", "e")
    assert not found.apart("a", "d")


def test_what_is_not_one_with_a_thing_is_not_one_with_what_that_is() -> None:
    found = told("a=b a/c c=d")
    assert found.apart("b", "d")
    assert overruled(found) == []


def test_the_later_judgement_wins_and_the_earlier_is_named_with_it() -> None:
    assert told("a=b a/b").together == ()
    assert overruled(told("a=b a/b")) == [("0", ("1",), "ab")]
    assert told("a/b a=b").together == (("a", "b"),)
    assert overruled(told("a/b a=b")) == [("0", ("1",), "ab")]


def test_a_contradiction_by_what_follows_is_named_too() -> None:
    found = told("a=b b=c a/c")
    assert found.together == (("b", "c"),)
    assert overruled(found) == [("0", ("2",), "ab")]


def test_what_is_taken_out_of_a_judged_whole_leaves_the_rest_together() -> None:
    found = told("ab=cd a/bcd")
    assert found.together == (("b", "c", "d"),)
    assert overruled(found) == [("0", ("1",), "ab")]


def test_groups_are_joined_whole() -> None:
    assert told("a=c").bound(["ab", "cd", "e"]) == [["a", "b", "c", "d"], ["e"]]


def test_groups_that_cannot_be_joined_whole_give_up_those_alone_who_must_be_together() -> None:
    assert told("a=c b/d").bound(["ab", "cd"]) == [["a", "b", "c"], ["d"]]
    assert told("a=c b/c a/d").bound(["ab", "cd"]) == [["a", "c"], ["b"], ["d"]]


def test_a_group_is_parted_where_somebody_said_so() -> None:
    assert told("a/c").bound(["abc"]) == [["a", "b"], ["c"]]


@given(judged())
def test_nothing_is_together_and_apart(verdicts: Sequence[Verdict]) -> None:
    found = settled(verdicts)
    assert not any(found.apart(a, b) for some in found.together for a in some for b in some)


@given(judged())
def test_every_judgement_holds_or_is_named(verdicts: Sequence[Verdict]) -> None:
    found = settled(verdicts)
    named = {each.id for each in found.overruled}
    for each in verdicts:
        if each.same:
            holds = len({found.home[m] for m in (*each.a, *each.b)}) == 1
        else:
            holds = all(found.apart(a, b) for a in each.a for b in each.b if a != b)
        assert holds or each.id in named


@given(judged())
def test_the_last_judgement_is_never_overruled(verdicts: Sequence[Verdict]) -> None:
    assert not verdicts or verdicts[-1].id not in {each.id for each in settled(verdicts).overruled}


@given(judged())
def test_who_is_overruled_is_so_by_a_later_one(verdicts: Sequence[Verdict]) -> None:
    for each in settled(verdicts).overruled:
        assert each.by
        assert all(int(by) > int(each.id) for by in each.by)


@given(judged(), groupings())
def test_groups_hold_to_what_was_judged_and_lose_nobody(verdicts: Sequence[Verdict], groups: list[list[str]]) -> None:
    found = settled(verdicts)
    made = found.bound(groups)
    assert sorted(member for group in made for member in group) == sorted(MEMBERS)
    assert not any(found.apart(a, b) for group in made for a in group for b in group)
    for some in found.together:
        assert sum(bool(set(some) & set(group)) for group in made) == 1


@given(judged(), groupings(), st.randoms())
def test_the_order_of_groups_and_members_makes_no_difference(verdicts: Sequence[Verdict], groups: list[list[str]], chance: object) -> None:
    found, mixed = settled(verdicts), [list(group) for group in groups]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    for group in mixed:
        chance.shuffle(group)  # type: ignore[attr-defined]
    assert found.bound(mixed) == found.bound(groups)


@given(groupings())
def test_without_judgements_groups_stay(groups: list[list[str]]) -> None:
    assert NONE.bound(groups) == sorted(sorted(group) for group in groups if group)
    assert not NONE
