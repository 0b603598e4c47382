"""Unnamed sources by the words alone that describe them: so that those of different reports can be compared as those of one are."""

from collections.abc import Sequence

from headwater.model import Span
from headwater.resolve.cast import Cast
from headwater.resolve.likeness import Profile, may_be_same, profile_of
from headwater.resolve.names import chain_names, find_names
from headwater.resolve.outlets import Outlets
from headwater.resolve.withheld import Description, describe
from headwater.resolve.words import Words

__all__ = ["Profile", "may_be_same", "profile_told"]

_FRAME = "They heard it from {}."
"""A sentence that a description can stand in, so that its first word does not look like the beginning of one."""


def profile_told(descriptions: Sequence[str]) -> Profile | None:
    """Return what some descriptions of one unnamed source say together, or `None` where they describe nobody ("she").

    Args:
        descriptions: Noun phrases as a report has them ("a senior ministry official", "two people briefed on the talks").
    """
    at, parts, spans = 0, [], []
    for each in descriptions:
        sentence = _FRAME.format(each.strip().rstrip(".,;:"))
        begin = at + _FRAME.index("{")
        spans.append(Span(start=begin, end=max(begin + 1, at + len(sentence) - 1)))
        parts.append(sentence)
        at += len(sentence) + 1
    words = Words(" ".join(parts))
    cast = Cast(words, chain_names(words, find_names(words), Outlets()), ())
    found: list[Description] = [told for span in spans if (told := describe(words, cast, span)) is not None]
    if not found:
        return None
    profile = profile_of(words, found)
    profile.sentences.clear()  # the sentences are ours
    return profile
