"""Ways of saying: the words that tell where something was uttered or written, before all or before few.

A word alone rarely tells: "court" is a place where "in court" is said, "told" is public or private by who was told, and a letter is private
unless it was given out.
"""

import re
from collections.abc import Iterator, Mapping

from headwater.resolve.frames import PLACE_PREPOSITIONS, Frames, Marks

__all__ = ["BROADCASTERS", "HEARERS_PRIVATE", "HEARERS_PUBLIC", "LETTERS", "Ways"]

_PLACES_PUBLIC = frozenset(
    """speech speeches address remarks keynote sermon podium rally rallies hall stump crowd audience convention fundraiser appearance
    appearances event events breakfast luncheon ceremony forum summit panel session vigil debate debates briefing briefings
    gaggle hearing hearings testimony court trial deposition radio television tv broadcast podcast show commercial ad ads video
    twitter facebook instagram snapchat youtube tweet tweets blog post posts op-ed editorial column essay article book memoir
    website statement statements release announcement documentary lawsuit filing filings ruling opinion decision report platform
    account feed newsletter proclamation reporters floor stage trail cameras press journalists tour affidavit complaint brief
    petition page site magazine paper bill cnn msnbc nbc abc cbs fox bbc npr c-span""".split()
)
LETTERS = frozenset(
    """email emails e-mail e-mails memo memos note notes letter letters message messages exchange exchanges correspondence cable text
    texts""".split()
)
_MAIL_THINGS = frozenset(
    "server servers account accounts scandal practices controversy probe system investigation use setup set-up archive address".split()
)
_MAIL_FOR_ALL = frozenset("open public press fundraising campaign emailed".split())
_MAIL_GIVEN_OUT = frozenset("released filed published supporters reporters voters posted".split())
_PLACES_PRIVATE = frozenset("memorandum conversation conversations meeting meetings call calls huddle dinner lunch".split())
_SAYS_PUBLIC = frozenset(
    "tweeted tweets tweeting retweeted posted announced announces announcing declared testified testifies ruled proclaimed endorsed "
    "endorses blogged published sued televised aired signed".split()
)
_SAYS_PRIVATE = frozenset(
    "privately confided quietly emailed texted closed-door confidential confidentially internally forwarded whispered behind-the-scenes "
    "obtained leaked hacked".split()
)
_SAYS_NEITHER = frozenset("anonymity anonymous anonymously spokesman spokeswoman spokesperson telephone".split())
_WAY_OF_WORD: Mapping[str, str] = {
    **dict.fromkeys(_SAYS_NEITHER, "neither"),
    **dict.fromkeys(_SAYS_PRIVATE, "private"),
    **dict.fromkeys(_SAYS_PUBLIC | {"twitter"}, "public"),
}
_TELLS = frozenset("told tells telling tell informed assured reminded reminding reminds urged urging warned asked emailed".split())
HEARERS_PUBLIC = frozenset(
    """reporters crowd crowds audience supporters voters congress lawmakers committee panel delegates viewers journalists jurors court
    americans conference attendees rally cadets students gathering subcommittee nation senators parliament people""".split()
)
HEARERS_PRIVATE = frozenset(
    """friends aides aide colleagues donors him her them allies agents investigators advisers advisors confidants staff staffers
    associates wife husband friend officials executives employees""".split()
)
BROADCASTERS = frozenset("cnn msnbc nbc abc cbs fox bbc npr c-span pbs cnbc radio tv television show programme program podcast".split())
_WAY_WORDS = _TELLS | LETTERS | _PLACES_PUBLIC | _PLACES_PRIVATE | _WAY_OF_WORD.keys() | {"interview", "interviews", "conference"}
_BREAK = re.compile(r"[.,;:”\"]")


class Ways:
    """The ways of saying that the words of a report stand for, each where it stands.

    Attributes:
        marks: public, private, neither or broadcast.
        letters: The letters and messages that somebody wrote to somebody.
    """

    def __init__(self, frames: Frames) -> None:
        self._text = frames.text
        self._words = frames.words
        self.letters = Marks((word.start, "mail") for n, word in enumerate(self._words) if self._is_mail(n))
        self.marks = Marks(self._way_marks())

    def _is_mail(self, n: int) -> bool:
        """Whether a word is a letter that somebody wrote, not a mail server nor one meant for all."""
        if self._words[n].form not in LETTERS:
            return False
        after = self._words[n + 1].form if n + 1 < len(self._words) else ""
        before = {word.form for word in self._words[max(0, n - 2) : n]}
        return after not in _MAIL_THINGS and before.isdisjoint(_MAIL_FOR_ALL)

    def _way_marks(self) -> Iterator[tuple[int, str]]:
        for n, word in enumerate(self._words):
            if word.form in _WAY_WORDS and (way := self._way(n)):
                yield word.start, way

    def _way(self, n: int) -> str | None:
        """Return the way of saying that a word stands for: public, private, neither, broadcast, or `None`."""
        form = self._words[n].form
        if form in _TELLS and (way := self._way_of_telling(n)):
            return way
        if form in _WAY_OF_WORD:
            return _WAY_OF_WORD[form]
        if form in ("interview", "interviews"):
            around = [word.form for word in self._words[max(0, n - 4) : n + 7]]
            return "public" if not BROADCASTERS.isdisjoint(around) else "neither"
        return self._way_of_place(n)

    def _way_of_place(self, n: int) -> str | None:
        form = self._words[n].form
        if form == "conference" and n and self._words[n - 1].form in ("news", "press"):
            return "public"
        if form in LETTERS:
            return self._way_of_mail(n)
        place = "public" if form in _PLACES_PUBLIC else "private" if form in _PLACES_PRIVATE else None
        return place if place and self._after_preposition(n) else None

    def _way_of_mail(self, n: int) -> str | None:
        if not self._after_preposition(n):
            return None
        after = {word.form for word in self._words[n + 1 : n + 7]}
        if not after.isdisjoint(_MAIL_GIVEN_OUT) or not {word.form for word in self._words[max(0, n - 2) : n]}.isdisjoint(_MAIL_FOR_ALL):
            return "public"
        return "private" if self._is_mail(n) else None

    def _way_of_telling(self, n: int) -> str | None:
        for word in self._words[n + 1 : n + 6]:
            if word.form in HEARERS_PUBLIC:
                return "public"
            if word.form in HEARERS_PRIVATE:
                return "private"
            if word.form in ("that", "to", "it"):
                break
        if self._words[n].form in ("told", "tells", "telling"):
            hearer = self._words[n + 1 : n + 4]
            skip = 1 if hearer and hearer[0].form == "the" else 0
            if hearer[skip:] and hearer[skip].capital:
                return "neither" if BROADCASTERS.isdisjoint(word.form for word in hearer) else "broadcast"
        return None

    def _after_preposition(self, n: int) -> bool:
        """Whether a word ends a short phrase that a preposition of place opens."""
        for k in range(n - 1, max(-1, n - 6), -1):
            if self._words[k].form in PLACE_PREPOSITIONS:
                return True
            if _BREAK.search(self._text, self._words[k].end, self._words[k + 1].start):
                return False
        return False
