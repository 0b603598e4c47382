from headwater.link.actors import identities
from headwater.link.roles import roles_of
from headwater.model import Identity
from tests.link.acting import reading

MADE = (
    reading("Anton Reyle, the mayor of Orrin, spoke.", "person Anton Reyle (the mayor of Orrin)", published="2025-03-04"),
    reading("Mayor of Orrin Anton Reyle left.", "person Anton Reyle (Mayor of Orrin)", published="2025-03-09"),
    reading("Anton Reyle, the former mayor of Orrin, sings.", "person Anton Reyle (the former mayor of Orrin)", published="2026-01-02"),
    reading("Anton Reyle, a farmer, says so.", "person Anton Reyle (a farmer)", published=None),
)


def reyle() -> Identity:
    (found,) = identities(MADE)
    return found


def test_a_role_has_the_times_of_the_reports_that_give_it() -> None:
    told = [(role.words, role.former, role.first, role.last) for role in roles_of(reyle(), MADE)]
    assert told == [
        ("the mayor of Orrin", False, "2025-03-04", "2025-03-09"),
        ("the former mayor of Orrin", True, "2026-01-02", "2026-01-02"),
        ("a farmer", False, None, None),
    ]


def test_a_role_is_shown_where_it_stands() -> None:
    texts = {each.report.id: each.report.text for each in MADE if each.report}
    mayor = roles_of(reyle(), MADE)[0]
    assert [texts[p.report][p.span.start : p.span.end] for p in mayor.places] == ["the mayor of Orrin", "Mayor of Orrin"]


def test_the_order_of_readings_makes_no_difference() -> None:
    assert roles_of(reyle(), MADE) == roles_of(reyle(), MADE[::-1])
