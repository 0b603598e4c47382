"""The case file as a memo in Markdown (CommonMark, with the footnotes of GitHub and Pandoc), to paste into a document and edit."""

import re
from collections.abc import Iterator, Sequence

from headwater.export.case import Case, published
from headwater.export.dossier import Dossier, Note, Noted, Pair, ReportTold, Said, Stands, Told, brings_marks, lay_out
from headwater.export.words import place_words, time_words, visible
from headwater.telling import NOT_COUNTED, TAKEN_OVER
from headwater.version import __version__

__all__ = ["write"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$^=]|!(?=\[)|(?<!\S)(?:[-+]|\d+[.)])(?=\s|$)|&(?=[#\w]+;)|(?<=https)://|(?<=http)://|@)")
_SPACE = re.compile(r"\s+")


def write(case: Case) -> bytes:
    """Return the memo of a case."""
    return ("\n".join(_lines(lay_out(case))) + "\n").encode()


def escaped(text: str) -> str:
    """Return a text in which Markdown sees nothing of its own: on one line, every mark of markup behind a backslash."""
    return _SPECIAL.sub(_behind_backslash, _SPACE.sub(" ", visible(text)).strip())


def _behind_backslash(found: re.Match[str]) -> str:
    mark = found[0]
    if mark[0].isdigit():  # "1." at the start of a line would be a list
        return f"{mark[:-1]}\\{mark[-1]}"
    return mark.replace(":", "\\:") if mark == "://" else f"\\{mark}"


def _lines(told: Dossier) -> Iterator[str]:
    yield f"# {escaped(told.title)}"
    yield ""
    yield from (f"{escaped(fact)}  " for fact in told.facts)
    for claim in told.claims:
        yield from _claim(claim)
    yield from _section("In one report alone", [f"- {_quoted(words)} {escaped(who)}" for words, who in told.single])
    yield from _section("Figures that changed or do not agree", [_pair(each) for each in told.figures])
    yield from _section("Quotations that changed", [_pair(each) for each in told.quotes])
    yield from (["", escaped(told.agreeing)] if told.agreeing else [])
    yield from _section(TAKEN_OVER, [f"- {escaped(each)}" for each in told.reuse])
    yield from _section("Who cites whom", [f"- {escaped(words)}{_mark(note)}" for words, note in told.cites])
    yield from _section("Asked, and did not answer", [f"- {escaped(who)}: {_quoted(words)}" for who, words in told.unreached])
    yield from _section("Corrections by people", [f"- {escaped(each)}" for each in told.corrections])
    yield from _section("Reports", [line for each in told.reports for line in _report(each)])
    yield from ["", f"Made by Headwater {__version__}{f', {time_words(told.stamp)}' if told.stamp else ''}.", ""]
    homes = {each.report.id: each for each in told.reports}
    yield from (_note(each, homes[each.report]) for each in told.notes)


def _section(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield from ["", f"## {title}", "", *lines]


def _claim(told: Told) -> Iterator[str]:
    yield from ["", f"*{escaped(told.story)}*"] if told.story else []
    yield from ["", f"## {told.number}\\. “{escaped(told.gist.words)}”{_mark(told.gist.note)}", "", f"**{escaped(told.interval)}**", ""]
    yield from (f"- {escaped(words)}{''.join(_mark(n) for n in notes)}" for words, notes in told.reasons)
    yield ""
    for origin in told.origins:
        yield from _origin(origin)
    if told.beside:
        yield from ["", f"**{NOT_COUNTED}**", "", *(_said(each) for each in told.beside)]
    for title, said in told.against:
        yield from ["", f"**{title}**", "", *(_said(each) for each in said)]
    if told.figures:
        yield from ["", "**Figures in it**", "", *(_pair(each) for each in told.figures)]


def _origin(one: Stands) -> Iterator[str]:
    remarks = f" ({escaped('; '.join(one.remarks))})" if one.remarks else ""
    who = f"**{escaped(one.who)}**" if one.named else f"*{escaped(one.who)}*"
    yield f"{one.number}. {who}{remarks}"
    yield from (f"   {_said(each)}" for each in one.said)


def _said(one: Said) -> str:
    hops = "".join(f" ‹ {escaped(link.who)}{_mark(link.note)}" for link in one.chain)
    remarks = f" ({escaped(', '.join(one.remarks))})" if one.remarks else ""
    return f"- {escaped(one.page)}{hops}{remarks}: {' / '.join(' … '.join(_quoted(each) for each in words) for words in one.words)}"


def _pair(one: Pair) -> str:
    ends = zip(one.pages, (one.a, one.b), strict=True)
    told = " / ".join(f"{escaped(page)}: {_in_sentence(end.words, end.around)}{_mark(end.note)}" for page, end in ends)
    return f"- **{one.relation}**{f' ({escaped(one.because)})' if one.because else ''}: {told}"


def _report(one: ReportTold) -> Iterator[str]:
    report = one.report
    when = time_words(published(report)) or "time not known"
    address = f", {escaped(report.url)}" if report.url else ""
    yield f"- **{one.label} {escaped(one.publisher)}**: {escaped(one.headline)}, {when}{address}. SHA-256 `{report.sha256}`"
    yield from (f"  {_said(each)}" for each in one.said)


def _quoted(words: Noted) -> str:
    return _quotation(words.words) + _mark(words.note)


def _quotation(words: str) -> str:
    return escaped(words) if brings_marks(words) else f"“{escaped(words)}”"


def _in_sentence(words: str, around: tuple[str, str]) -> str:
    """Return a quotation; a few words within what stands before and after them."""
    return f"{escaped(around[0])} **{escaped(words)}** {escaped(around[1])}".strip() if any(around) else _quotation(words)


def _mark(note: int | None) -> str:
    return f"[^{note}]" if note else ""


def _note(note: Note, home: ReportTold) -> str:
    report = home.report
    when = time_words(published(report))
    where = f"{escaped(home.publisher)}{f', {when}' if when else ''} ({home.label}), {place_words(note.start, note.end)}"
    address = f", {escaped(report.url)}" if report.url else ""
    return f"[^{note.number}]: {_in_sentence(note.words, note.around)} {where}, SHA-256 `{report.sha256}`{address}"
