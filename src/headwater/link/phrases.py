"""Words and names as they stand in a few words of a report: what tellings of one claim are held against each other by."""

from functools import lru_cache

from headwater.resolve.lexicon import singular
from headwater.text import word_spans

__all__ = ["as_written", "head_nouns", "longest_run", "quoted", "within", "words_in"]


def quoted(words: str) -> str:
    """Return words in quotation marks."""
    return f"“{words}”"


def words_in(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return list(_words(text))


@lru_cache(maxsize=1 << 15)  # every two tellers of a claim are compared, by the same few words
def _words(text: str) -> tuple[str, ...]:
    return tuple(text[a:b].lower().removesuffix("’s").removesuffix("'s") for a, b in word_spans(text) if text[a].isalnum())


def head_nouns(description: str) -> set[str]:
    """Return the words of a description, those in the plural by the singular."""
    return {singular(w) for w in words_in(description)}


@lru_cache(maxsize=1 << 16)
def within(name: str, text: str) -> bool:
    """Whether a name stands in a text as words of its own."""
    return f" {' '.join(words_in(name))} " in f" {' '.join(words_in(text))} "


def as_written(run: tuple[str, ...], text: str) -> str:
    """Return words in a row, as `words_in` has them, as a text has them first; where it has not, as they are."""
    ours = [(a, b) for a, b in word_spans(text) if text[a].isalnum()]
    words = words_in(text)
    at = next((n for n in range(len(words) - len(run) + 1) if tuple(words[n : n + len(run)]) == run), None)
    return " ".join(run) if at is None or not run else " ".join(text[ours[at][0] : ours[at + len(run) - 1][1]].split())


@lru_cache(maxsize=1 << 14)  # the same quotation stands in many reports
def longest_run(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[str, ...]:
    """Return the longest run of words that two texts share."""
    best, length = 0, 0
    row = [0] * (len(b) + 1)
    for n, word in enumerate(a):
        before = row
        row = [0] * (len(b) + 1)
        for m, other in enumerate(b):
            if word == other:
                row[m + 1] = before[m] + 1
                if row[m + 1] > length:
                    best, length = n + 1, row[m + 1]
    return a[best - length : best]
