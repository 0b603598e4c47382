"""Alternations written as phrases."""

import re

from headwater.resolve.patterns import alternatives


def test_the_longest_phrase_that_fits_is_matched() -> None:
    pattern = re.compile(alternatives("say, says so,\n  says, put   out"))
    assert pattern.findall("says so. says. say so. put out") == ["says so", "says", "say", "put out"]


def test_marks_stand_for_themselves() -> None:
    assert re.fullmatch(alternatives("U.S., %"), "U.S.")
    assert re.fullmatch(alternatives("U.S., %"), "UxSx") is None
