"""Words, sentences, paragraphs and quotations of a text, all with offsets into it, none of it altered.

A text is never refused here: odd marks, unclosed quotations and control characters give a plainer answer, not an error.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

__all__ = ["Quotation", "form_of", "paragraph_spans", "quotations", "sentence_spans", "word_spans"]

Offsets = tuple[int, int]

_WORD = re.compile(r"\w+(?:[’'\-]\w+)*|[^\w\s]")
_LINE = re.compile(r"[^\n\r]+")

# Words that end in a full stop without ending a sentence. Kept short on purpose: a wrong join costs less than a wrong split.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof rev hon sen sens rep reps gov govs gen lt col maj capt sgt cmdr adm st ste sr jr vs no nos fig inc ltd co corp "
    "jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k u.n e.u d.c i.e e.g a.m p.m ph.d".split()
)
# No run of marks, white space or apostrophes, however long, may be read more than once: texts come from anywhere.
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]+(?:['’”\"»)\]]+)?(?=\s)")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
_OPENS_SENTENCE = re.compile(r"\s++[\"“‘'«„(\[•–—\-]*+\s*+[A-Z0-9À-ÞŒ]")


def word_spans(text: str) -> list[Offsets]:
    """Return the offsets of the words and punctuation marks of a text, in order.

    A word keeps its inner apostrophes and hyphens ("Hamas's", "far-right"); every other mark stands alone.
    """
    return [m.span() for m in _WORD.finditer(text)]


def paragraph_spans(text: str) -> list[Offsets]:
    """Return the offsets of the lines that hold anything, without the white space around them."""
    spans = []
    for m in _LINE.finditer(text):
        line = m.group()
        start, end = m.end() - len(line.lstrip()), m.start() + len(line.rstrip())
        if start < end:
            spans.append((start, end))
    return spans


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[Offsets]:
    """Return the offsets of the sentences of a text: they tile `[start, end)`, each with the white space after it.

    A line end always ends a sentence. Within a line a sentence ends at ".", "!", "?" or "…" (and the closing marks after it) before
    white space and a capital, a figure or an opening mark, unless the word before is a known abbreviation or an initial.
    """
    end = len(text) if end is None else end
    cuts = []
    for line in re.finditer(r"[^\n\r]*[\n\r]*", text[start:end]):
        begin, stop = start + line.start(), start + line.end()
        if begin == stop:
            continue
        cuts.append(begin)
        cuts += [cut for m in _SENTENCE_END.finditer(text, begin, stop) if (cut := _cut_after(text, m, stop)) is not None]
    return [(a, b) for a, b in pairwise([*cuts, end]) if a < b]


def _cut_after(text: str, mark: re.Match[str], stop: int) -> int | None:
    """Return where the next sentence starts if one starts after this mark."""
    opening = _OPENS_SENTENCE.match(text, mark.end(), stop)
    if not opening:
        return None
    if mark.group() == ".":
        word = re.search(r"[\w.]*$", text[max(0, mark.start() - 12) : mark.start()])
        before = word.group().lower() if word else ""
        if before in _ABBREVIATIONS or _INITIALS.fullmatch(before):
            return None
    gap = mark.end()
    while gap < stop and text[gap].isspace():
        gap += 1
    return gap


class _Style(NamedTuple):
    """A pair of quotation marks, and the marks that may close it."""

    opener: str
    closers: tuple[str, ...]
    single: bool


_STYLES = (
    _Style("“", ("”", '"'), single=False),
    _Style("„", ("“", "”"), single=False),
    _Style("«", ("»",), single=False),
    _Style("''", ("''",), single=False),
    _Style("``", ("''",), single=False),
    _Style('"', ('"', "”"), single=False),
    _Style("‘", ("’",), single=True),
    _Style("'", ("'", "’"), single=True),
)
# Deeper than anybody writes; a text of nothing but opening marks must not take for ever.
MAX_DEPTH = 8
_MARK = re.compile(r"''|``|[“”„«»\"‘’']")
_BEFORE_OPENING = re.compile(r"[\s(\[{<—–\-/“‘\"':;,•]")
# Words that begin with an apostrophe, which a reader must not take for an opening mark.
_ELISION = re.compile(r"['’‘](?:\d\ds?(?![,.]\d)|em|til|tis|twas|cause|bout|round|n)\b", re.IGNORECASE)

_SINGLE_CLOSING = re.compile(r"(?<=\S)[’'](?!\w)")
_SURE = re.compile(r"[.,!?;:…\w]")
_WORD_CHARACTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks.

    Attributes:
        start: Offset of the opening mark.
        end: Offset after the closing mark, or the end of the paragraph where none closes it.
        inner_start: Offset after the opening mark.
        inner_end: Offset of the closing mark, or `end`.
        depth: 1 for an outermost quotation, 2 for one inside it, …
        closed: Whether a closing mark was found.
        continues: Whether it goes on the quotation of the paragraph before, which was left unclosed.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int
    closed: bool
    continues: bool = False


def quotations(text: str, paragraphs: list[Offsets] | None = None) -> list[Quotation]:
    """Return the quotations of a text in reading order, outer before inner.

    Marks of every common style are known (“ ”, " ", '' '', ‘ ’, ' ', « », „ “), nested up to eight deep. A quotation that a paragraph
    leaves open ends with it; where the next paragraph begins with the same opening mark, that one continues it, as typographers have it.

    Args:
        text: The report.
        paragraphs: Its paragraphs; by default its lines.
    """
    found: list[Quotation] = []
    open_style: _Style | None = None
    for start, end in paragraph_spans(text) if paragraphs is None else paragraphs:
        here = _in_paragraph(text, start, end)
        first = here[0] if here else None
        if open_style is not None and first is not None and first.start == start and text.startswith(open_style.opener, start):
            here[0] = Quotation(first.start, first.end, first.inner_start, first.inner_end, first.depth, first.closed, continues=True)
        last = next((q for q in reversed(here) if q.depth == 1), None)
        open_style = _style_at(text, last.start) if last is not None and not last.closed else None
        found += here
    return found


def _style_at(text: str, at: int) -> _Style | None:
    return next((style for style in _STYLES if text.startswith(style.opener, at)), None)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph of a text, with what a mark must know of the marks after it, gathered once.

    Attributes:
        last_closing: Offset of the character before the last single mark that could close something, -1 where there is none.
        last_sure_closing: The same of the last one after a word or its punctuation.
    """

    text: str
    start: int
    end: int
    last_closing: int
    last_sure_closing: int


def _paragraph(text: str, start: int, end: int) -> _Paragraph:
    last = sure = -1
    for m in _SINGLE_CLOSING.finditer(text, start, end):
        last = m.start() - 1
        if _SURE.match(text[last]):
            sure = last
    return _Paragraph(text, start, end, last, sure)


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    """Return the quotations of one paragraph."""
    paragraph = _paragraph(text, start, end)
    first_word: dict[int, int] = {}
    stack: list[tuple[_Style, int]] = []
    spans: list[tuple[int, int, int, int, int, bool]] = []
    at = start
    while (m := _MARK.search(text, at, end)) is not None:
        mark, at = m.group(), m.end()
        level = _closing_level(paragraph, m, stack, first_word)
        if level is not None:
            while len(stack) > level:
                style, opened = stack.pop()
                closed = len(stack) == level
                last = at if closed else m.start()
                spans.append((opened, last, opened + len(style.opener), m.start(), len(stack) + 1, closed))
        elif (opens := _opening(paragraph, m, stack)) is not None:
            stack.append((opens, m.start()))
        elif mark == "''" and not stack:
            at = m.start() + 2
    while stack:
        style, opened = stack.pop()
        spans.append((opened, end, opened + len(style.opener), end, len(stack) + 1, False))
    return [Quotation(*span) for span in sorted(spans, key=lambda s: (s[0], -s[1]))]


def _closing_level(paragraph: _Paragraph, m: re.Match[str], stack: list[tuple[_Style, int]], first_word: dict[int, int]) -> int | None:
    """Return the index of the open quotation that this mark closes, or `None`; `first_word` keeps where each has its first word."""
    mark, text = m.group(), paragraph.text
    for level in range(len(stack) - 1, -1, -1):
        style, opened = stack[level]
        if mark not in style.closers or (mark == style.opener and opened + len(style.opener) == m.start()):
            continue
        if style.single and not _closes_single(paragraph, m):
            return None
        if mark == style.opener and _looks_opening(paragraph, m) and not text[m.start() - 1 : m.start()].strip():
            # The same straight mark after a space: an opening one, unless nothing could be closed by it.
            if style.opener != '"' and style.opener != "''":
                return None
            if opened not in first_word:
                found = _WORD_CHARACTER.search(text, opened + len(style.opener), paragraph.end)
                first_word[opened] = found.start() if found else paragraph.end
            if first_word[opened] >= m.start():
                return None
        return level
    return None


def _closes_single(paragraph: _Paragraph, m: re.Match[str]) -> bool:
    """Tell a closing single mark from an apostrophe."""
    text, end = paragraph.text, paragraph.end
    after = text[m.end() : m.end() + 1] if m.end() < end else ""
    before = text[m.start() - 1 : m.start()]
    if after.isalnum() or before.isspace():
        return False
    if before in "sS" and after.isspace() and text[m.end() + 1 : m.end() + 2].islower():
        # "the officials' report": a possessive, if a surer closing mark comes later in the paragraph.
        return paragraph.last_sure_closing < m.end()
    return True


def _looks_opening(paragraph: _Paragraph, m: re.Match[str]) -> bool:
    before = paragraph.text[m.start() - 1] if m.start() > paragraph.start else " "
    after = paragraph.text[m.end()] if m.end() < paragraph.end else " "
    return bool(_BEFORE_OPENING.match(before)) and not after.isspace()


def _opening(paragraph: _Paragraph, m: re.Match[str], stack: list[tuple[_Style, int]]) -> _Style | None:
    """Return the style that this mark opens, or `None` where it is an apostrophe, an inch mark or stray."""
    style = _style_at(paragraph.text, m.start())
    if style is None or not (_looks_opening(paragraph, m) or m.group() in "“„«``"):
        return None
    # “… ‘… “…” …’ …” may alternate; straight marks, which look alike at both ends, and a mark right inside its like may not.
    alike = stack if style.opener in style.closers else stack[-1:]
    if len(stack) == MAX_DEPTH or any(style.opener == opened.opener for opened, _ in alike):
        return None
    if not style.single:
        return style
    if _ELISION.match(paragraph.text, m.start()):
        return None
    return style if paragraph.last_closing >= m.end() else None


def form_of(content: list[Offsets], quoted: list[Quotation], text: str) -> Literal["direct", "indirect", "mixed"]:
    """Return direct, mixed or indirect: whether all, some or none of a content's words stand inside quotation marks."""
    inside = total = 0
    for start, end in content:
        near = sorted((q.start, q.end) for q in quoted if q.start < end and start < q.end)
        at = covered = 0
        for m in re.finditer(r"\w+", text[start:end]):
            total += 1
            while at < len(near) and near[at][0] <= start + m.start():
                covered = max(covered, near[at][1])
                at += 1
            inside += start + m.start() < covered
    if not inside:
        return "indirect"
    return "direct" if inside == total else "mixed"
