"""By what words each actor of a report was called: what a role noun ("the Ohio senator") has to be matched with.

The words of its mentions count, the title before a name, and what stands in apposition to either.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np

from headwater.resolve.genders import head_noun
from headwater.resolve.lexicon import CALLINGS, PARTISANS, WITHHELD, is_calling, singular
from headwater.resolve.salience import Bools, Ints
from headwater.resolve.words import Words

__all__ = ["Callings"]


class _Mention(Protocol):
    """What is asked of a mention here (`antecedents.Candidate` has it)."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def actor(self) -> int: ...
    @property
    def form(self) -> str: ...
    @property
    def kind(self) -> str: ...


class Callings:
    """The words, in the singular, by which each actor was called, and the kind of each.

    Args:
        words: The report.
        mentions: The mentions whose actors are known.
        dense: The place of each actor, from nought.
    """

    def __init__(self, words: Words, mentions: Sequence[_Mention], dense: Mapping[int, int]) -> None:
        self._words = words
        called: list[set[str]] = [set() for _ in dense]
        self._kinds = [""] * len(dense)
        for each in mentions:
            actor = dense[each.actor]
            self._kinds[actor] = self._kinds[actor] or each.kind
            if each.form != "pronoun":
                called[actor].update(self._called(each))
        self._called_so = [frozenset(each) for each in called]

    def matches(self, shown: str, actors: Ints) -> Bools:
        """Return, for each of some actors, what a role noun has in common with what it was called.

        Returns:
            Shape (actors, 5): the columns of `salience.NOUN_FEATURES`.
        """
        head = singular(head_noun(shown))
        modifiers = {singular(w) for w in _MODIFIER.findall(shown.lower())[1:]} - {head} - _NO_MODIFIERS
        kin = next((each for each in _KIN if head in each), frozenset())
        generic = _GENERIC.get(head, "")
        found = np.zeros((len(actors), 5), dtype=np.bool_)
        for k, actor in enumerate(actors.tolist()):
            called = self._called_so[actor]
            same = head in called
            kindred = not same and (bool(called & kin) or self._kinds[actor] == generic)
            unlike = bool(called) and not same and not kindred
            found[k] = same, kindred, unlike, bool(modifiers) and modifiers <= called, bool(modifiers - called)
        return found

    def conflict(self, shown: str, actors: Ints) -> Bools:
        """Return which of some actors are called something else than a role noun: "the technician" is no nurse, and no Coach Ines Vale."""
        head = singular(head_noun(shown))
        if _GENERIC.get(head) == "outlet":  # "the newspaper" is no company
            return np.array(
                [self._kinds[a] not in ("outlet", "") and head not in self._called_so[a] for a in actors.tolist()], dtype=np.bool_
            )
        if not (is_calling(head) or head in WITHHELD) or head in _ANYBODY:
            return np.zeros(len(actors), dtype=np.bool_)
        same, kindred, unlike, *_ = self.matches(shown, actors).T
        known = np.array([bool(self._called_so[actor] & (CALLINGS | WITHHELD)) for actor in actors.tolist()], dtype=np.bool_)
        conflict: Bools = unlike & known & ~same & ~kindred
        return conflict

    def _called(self, mention: _Mention) -> Iterable[str]:
        words = self._words
        inside = words.within(mention.start, mention.end)
        if inside:
            beside = self._beside(inside.start, inside.stop, named=mention.form == "name")
            yield from (singular(words.low[k]) for k in (*inside, *beside) if words.raw[k][0].isalpha())

    def _beside(self, first: int, last: int, *, named: bool) -> Iterable[int]:
        """The words of the title right before a name, of the apposition before it, and of the one after a mention."""
        words = self._words
        k = first - 1
        while named and k >= max(0, first - 5) and (words.low[k] in CALLINGS or words.low[k] in _TITLE_WORDS or words.raw[k][0].isupper()):
            yield k
            k -= 1
        if named and k > 0 and words.low[k] == ",":
            back = range(k - 1, max(0, k - 10), -1)
            stop = next((n for n in back if words.low[n] in _ARTICLES), None)
            if stop is not None and not any(words.raw[n] in _MARKS for n in range(stop, k)):
                yield from range(stop + 1, k)
        if last < len(words) and words.raw[last] in {",", "("}:
            for n in range(last + 1, min(last + 10, len(words))):
                if words.raw[n] in _MARKS or words.low[n] in _RELATIVE:
                    break
                yield n


_ANYBODY = PARTISANS | frozenset(
    """leader politician lawmaker legislator candidate contender rival nominee incumbent veteran billionaire businessman businesswoman
    tycoon mogul star native man woman father mother grandfather grandmother son daughter husband wife brother sister friend
    official source insider person democrat republican conservative liberal independent progressive libertarian critic expert author
    writer activist campaigner newcomer favourite favorite front-runner frontrunner supporter opponent ally member colleague chief
    boss head host guest texan new-yorker pensioner suspect defendant victim witness survivor accuser whistleblower""".split()
)  # fmt: skip
"""Nouns that many can be called besides what they are."""
_ARTICLES = frozenset("the a an its his her their".split())
_MARKS = frozenset([",", ".", ")", ";", ":", "”", '"', "“", "—", "''", "``", "?", "!"])
_TITLE_WORDS = frozenset("former of state then deputy vice prime senior acting".split())
_NO_MODIFIERS = frozenset("the this that these those same latter former new two three other own of for in at".split())
_RELATIVE = frozenset("who whom whose which".split())
_MODIFIER = re.compile(r"\w[\w'’-]*")
_GENERIC = dict.fromkeys(
    "company firm corporation group organization organisation agency department bureau".split(), "organization"
) | dict.fromkeys("newspaper paper magazine outlet network broadcaster tabloid site website channel".split(), "outlet")
"""Nouns that fit any named actor of a kind."""
_KIN = tuple(
    frozenset(each.split())
    for each in (
        "premier minister chancellor",
        "spokesman spokeswoman spokesperson spox",
        "senator lawmaker legislator congressman congresswoman representative sen rep politician parliamentarian mp",
        "governor gov",
        "lawyer attorney counsel solicitor prosecutor",
        "official officer aide adviser advisor source insider staffer",
        "candidate nominee hopeful contender frontrunner front-runner billionaire businessman mogul",
        "professor scholar academic researcher scientist expert historian economist",
        "chief head director ceo boss executive president chairman chairwoman leader founder",
        "police officer detective sheriff constable sergeant inspector trooper",
        "judge justice magistrate",
        "journalist reporter correspondent columnist editor writer author",
        "company firm corporation manufacturer maker airline carrier operator retailer business inc corp co",
        "agency department ministry bureau office commission",
        "newspaper paper outlet magazine daily times post journal tabloid network broadcaster channel site website",
        "campaign team camp",
        "group organization organisation union association coalition foundation charity society",
        "report study survey poll review analysis paper document",
        "court tribunal",
        "man woman resident witness victim",
    )
)
"""Nouns by which news calls the same actor in turn; from general knowledge."""
