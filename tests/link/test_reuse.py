"""Whose text derives from whose."""

import random

from hypothesis import given
from hypothesis import strategies as st

from headwater.link.passages import MOST_KEYS, shingle_keys
from headwater.link.reuse import reuses
from headwater.model import Reading, Reuse
from tests.link.news import report, told

WIRE = """\
Orsino bridge falls after flood

ORSINO, May 3 (Northline) - The Lindner bridge over the swollen river at Orsino broke in two on Saturday night and swept a milk lorry
into the harbour, the town's mayor said.

Nobody was hurt because the police had closed the road an hour before, after a fisherman heard the piers groan. Engineers had asked
for repairs in each of the last four winters.

"We were lucky by one hour, and I do not want to be lucky again," Mayor Celia Drummond told reporters on the quay.

The ministry of works said it would send a floating bridge from the capital and that schools on the eastern bank would stay closed
until it was in place.

(Reporting by Tilda Froem; Editing by Basil Noor)
"""
OPENING = (
    "The Lindner bridge over the swollen river at Orsino broke in two on Saturday night and swept a milk lorry\n"
    "into the harbour, the town's mayor said."
)
COPY = WIRE.replace("Orsino bridge falls after flood", "Bridge gone in Orsino").replace("ORSINO, May 3 (Northline) - ", "")
COPY = COPY[: COPY.index("(Reporting")] + "Source: Northline News Agency\n"
PART = f"""\
Milk floats into harbour

{OPENING}

Our readers on the eastern bank say that they heard it from their beds. Gerda Aumann, who keeps the ferry kiosk, gave out coffee all
night and lent her boat to the fire brigade. The brass band will play for the repair fund in the market on Sunday at noon, weather
permitting, and the bakers have promised a cake in the shape of the bridge as it was.
"""
REWRITE = """\
Orsino loses its bridge

A lorry full of milk ended in the harbour when Orsino's Lindner bridge gave way in the flood, the Northline news agency reported.

The road had been shut an hour earlier, so there were no injuries. A fisherman had raised the alarm over groaning piers, and engineers
had been pleading for repairs for four winters.

The mayor, Celia Drummond, has no wish to be lucky twice. A floating bridge is on its way from the capital, and pupils on the eastern
bank may stay at home until it arrives.
"""
OTHER = """\
Vale bakers strike for shorter nights

Bakers in the valley of Vale stopped their ovens on Monday in a quarrel over night work, the union of bakers said. They want to begin
at four rather than at two. The millers, who would have to mill in the evening, are against it.
"""


def wire(at: str | None = "2025-05-03T22:00:00Z") -> Reading:
    return report(WIRE, publisher="Northline News Agency", at=at, ref="wire")


def copy(at: str | None = "2025-05-04T06:00:00Z") -> Reading:
    return report(COPY, publisher="Orsino Courier", at=at, ref="copy")


def part(at: str | None = "2025-05-04T08:00:00Z") -> Reading:
    return report(PART, publisher="The Eastern Bank", at=at, ref="part")


def rewrite(at: str | None = "2025-05-04T09:00:00Z") -> Reading:
    return told(REWRITE, publisher="HeadlineHeap", at=at, ref="rewrite")


def other() -> Reading:
    return report(OTHER, publisher="Vale Observer", at="2025-05-04T07:00:00Z", ref="other")


def named(found: tuple[Reuse, ...], *readings: Reading) -> set[tuple[str, str, str]]:
    refs = {each.report.id: each.ref for each in readings if each.report}
    return {(refs[each.source], refs[each.target], each.kind) for each in found}


def test_a_copy_a_part_and_a_rewrite_are_told_apart() -> None:
    readings = (wire(), copy(), part(), rewrite(), other())
    assert named(reuses(readings), *readings) == {("wire", "copy", "copy"), ("wire", "part", "partial"), ("wire", "rewrite", "rewrite")}


def test_copies_of_one_wire_report_are_not_copies_of_one_another() -> None:
    second = report(COPY.replace("Bridge gone", "Bridge lost"), publisher="Vale Observer", at="2025-05-04T07:00:00Z", ref="second")
    readings = (wire(), copy(), second)
    assert named(reuses(readings), *readings) == {("wire", "copy", "copy"), ("wire", "second", "copy")}


def test_a_credit_line_gives_the_direction_without_times() -> None:
    (found,) = reuses((copy(at=None), wire(at=None)))
    assert found.directed
    assert found.source == wire(at=None).report.id  # type: ignore[union-attr]
    assert "the other credits it" in found.because


def test_nothing_that_shows_who_was_first_leaves_the_direction_open() -> None:
    first, second = report(WIRE, ref="one"), report(WIRE, ref="two")
    (found,) = reuses((first, second))
    assert not found.directed
    assert "nothing shows" in found.because


def test_the_same_quotations_at_a_press_conference_are_no_reuse() -> None:
    quote = '"We were lucky by one hour, and I do not want to be lucky again, not in this town and not with this river," said {}.\n'
    a = report(
        "Bridge\n\nThe bridge fell at night, an hour after constables had put trestles across the road on a fisherman's word. "
        + quote.format("Celia Drummond")
        + "The lorry lies in the mud, and milk colours the basin as far as the cranes.\n",
        ref="a",
    )
    b = report(
        "Flood\n\nWater rose by two metres in Orsino, where shops are shut and the market moved uphill to the school yard, with trams "
        "stopped at the depot and the theatre under water. " + quote.format("the mayor") + "Rain goes on until Tuesday evening.\n",
        ref="b",
    )
    assert reuses((a, b)) == ()


def test_a_report_that_cites_but_tells_its_own_is_no_rewrite() -> None:
    own = """\
Fisherman tells of groaning piers

"I heard it groan like a whale and ran to the police," the fisherman, Otto Brandt, told the Vale Observer. "They believed me at once."

Our reporter saw the lorry lying in the mud on Sunday. "It is full of milk and nobody may drink it," diver Ute Mallin told us.

The bridge broke on Saturday, the Northline news agency reported.
"""
    assert reuses((wire(), told(own, publisher="Vale Observer", at="2025-05-05T08:00:00Z", ref="own"))) == ()


def test_passages_are_the_same_words_in_both() -> None:
    a, b = wire(), part()
    assert a.report
    assert b.report
    (found,) = reuses((a, b))
    ((source, target),) = found.passages
    assert a.report.text[source.start : source.end] == b.report.text[target.start : target.end]


# Laws ----------------------------------------------------------------------------------------------------------------------------

WORDS = "river milk bridge lorry mayor harbour piers school flood quay ferry baker oven night winter road band kiosk boat cake".split()
sentences = st.lists(st.sampled_from(WORDS), min_size=6, max_size=12).map(lambda words: " ".join(words).capitalize() + ".")
texts = st.lists(sentences, min_size=4, max_size=8).map(lambda found: "A headline of the day\n\n" + "\n\n".join(found) + "\n")


@given(texts)
def test_the_containment_of_a_copy_is_one(text: str) -> None:
    (found,) = reuses((report(text, ref="a", at="2025-05-03"), report(text, ref="b", at="2025-05-05")))
    assert (found.containment, found.kind) == (1, "copy")


@given(st.randoms(use_true_random=False))
def test_order_does_not_matter(order: random.Random) -> None:
    readings = [wire(), copy(), part(), rewrite(), other()]
    assert reuses(order.sample(readings, len(readings))) == reuses(readings)


@given(texts)
def test_a_report_of_other_words_changes_nothing(text: str) -> None:
    readings = (report(text, ref="a", at="2025-05-03"), report(text, ref="b", at="2025-05-05"))
    assert reuses((*readings, other())) == reuses(readings)


@given(texts, texts)
def test_whoever_shares_a_long_run_shares_a_key(text: str, other_text: str) -> None:
    both = report(text + other_text.split("\n\n", 1)[1])
    assert set(shingle_keys(report(text))) & set(shingle_keys(both))
    assert len(shingle_keys(both)) <= MOST_KEYS
