"""Which year or week is meant where the text leaves it out: the nearest past one, or the next where something says future."""

from datetime import date

from headwater.resolve.times.calendar import Reference

__all__ = ["as_date", "day_year", "fitting_year", "month_year"]

FAR_AHEAD = {1: 335, 0: 120, -1: 60}
"""How many days ahead a day named without its year may lie, by what governs it; tried on TimeBank from 0 to 180 for the middle one."""


def as_date(year: int, month: int, day: int) -> date | None:
    """Return a day of the calendar, `None` where there is none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_year(month: int, reference: Reference, direction: int) -> int | None:
    """Return the year of a month named without one."""
    if reference.year is None or reference.month is None or month == reference.month:
        return reference.year
    ahead = (month - reference.month) % 12
    forward = ahead <= {1: 11, 0: 2, -1: 0}[direction]
    return reference.year + (reference.month + (ahead if forward else ahead - 12) - 1) // 12


def day_year(month: int, day: int, reference: Reference, direction: int) -> int | None:
    """Return the year of a day and month named without one."""
    start = reference.date
    if start is None:
        return month_year(month, reference, direction)
    this = as_date(start.year, month, day) or as_date(start.year, month, day - 1)
    if this is None or this == start:
        return start.year
    ahead = (this - start).days
    year = start.year
    if ahead < 0:
        ahead, year = ahead + 365, year + 1
    return year if ahead <= FAR_AHEAD[direction] else year - 1


def fitting_year(years: frozenset[int], month: int, day: int, weekday: int) -> int | None:
    """Return the only one of some years in which a day falls on a weekday, `None` where there is none or more than one."""
    fitting = [year for year in years if (found := as_date(year, month, day)) and found.isoweekday() == weekday]
    return fitting[0] if len(fitting) == 1 else None
