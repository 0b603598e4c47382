"""The words of a report with where each stands: what every step of this stage looks at."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from headwater.text import Quotation, paragraph_spans, quotations, sentence_spans

__all__ = ["Words"]

Offsets = tuple[int, int]

_TITLES = "Mr Mrs Ms Dr Sen Sens Rep Reps Gov Govs Gen Lt Col Maj Sgt Capt Cmdr Adm Prof Rev Fr Hon St Jr Sr Messrs Supt Det Insp"
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # "U.S.": initials keep their full stops
    rf"|\b(?:{'|'.join(_TITLES.split())})\."  # and so do titles: "Mr."
    r"|[^\W\d_]\.(?=\s*[A-ZÀ-Þ])"  # "J." before a name
    r"|[’']s\b"  # a genitive ending is a word of its own, so that "Hamas's" holds the name
    r"|\d+(?:[,.]\d+)+"
    r"|\w+(?:[’'\-](?!s\b)\w+)*"
    r"|[^\w\s]"
)


class Words:
    """The words and marks of a text.

    Attributes:
        text: The text.
        start: Offset of each word.
        end: Offset after each word.
        raw: Each word as it stands.
        low: Each word in lower case, with straight apostrophes.
        sentence: Index of the sentence each word stands in.
        paragraph: Index of the paragraph each word stands in.
        opens: Whether each word is the first of its sentence, leaving marks aside.
    """

    def __init__(self, text: str, paragraphs: Sequence[Offsets] | None = None) -> None:
        self.text = text
        self.paragraphs = list(paragraph_spans(text) if paragraphs is None else paragraphs)
        self.sentences = [each for start, end in self.paragraphs for each in sentence_spans(text, start, end)]
        self.start: list[int] = []
        self.end: list[int] = []
        self.sentence: list[int] = []
        self.paragraph: list[int] = []
        self.opens: list[bool] = []
        starts = [start for start, _ in self.paragraphs]
        for number, (begin, stop) in enumerate(self.sentences):
            opening, place = True, bisect_right(starts, begin) - 1
            for found in _TOKEN.finditer(text, begin, stop):
                self.start.append(found.start())
                self.end.append(found.end())
                self.sentence.append(number)
                self.paragraph.append(place)
                is_word = text[found.start()].isalnum()
                self.opens.append(opening and is_word)
                opening = opening and not is_word
        self.raw = [text[a:b] for a, b in zip(self.start, self.end, strict=True)]
        self.low = [word.lower().replace("’", "'") for word in self.raw]

    def __len__(self) -> int:
        return len(self.start)

    @cached_property
    def quoted(self) -> list[Quotation]:
        """The quotations of the text, in reading order."""
        return quotations(self.text, self.paragraphs)

    @cached_property
    def outer_quotes(self) -> list[Offsets]:
        """The outermost quotations, in order."""
        return [(q.start, q.end) for q in self.quoted if q.depth == 1]

    def at(self, offset: int) -> int:
        """Return the index of the first word that ends after an offset (the number of words where none does)."""
        return bisect_right(self.end, offset)

    def holds(self, offset: int) -> bool:
        """Whether an offset stands in a word of the paragraphs that are read."""
        at = self.at(offset)
        return at < len(self) and self.start[at] <= offset

    def within(self, start: int, end: int) -> range:
        """Return the indices of the words that overlap some offsets."""
        first = self.at(start)
        last = first
        while last < len(self) and self.start[last] < end:
            last += 1
        return range(first, last)

    def is_quoted(self, offset: int) -> bool:
        """Whether an offset stands inside quotation marks."""
        at = bisect_right(self._quote_starts, offset) - 1
        return at >= 0 and offset < self.outer_quotes[at][1]

    @cached_property
    def _quote_starts(self) -> list[int]:
        return [start for start, _ in self.outer_quotes]

    def sentence_at(self, offset: int) -> int:
        """Return the index of the sentence that holds an offset, or of the one before it."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    def paragraph_at(self, offset: int) -> int:
        """Return the index of the paragraph that holds an offset, or of the one before it."""
        return max(0, bisect_right(self._paragraph_starts, offset) - 1)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [start for start, _ in self.paragraphs]
