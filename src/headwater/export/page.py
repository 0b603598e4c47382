"""The case file as one HTML page, to print and to file: no scripts, nothing loaded, a numbered note for every quotation."""

from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files

from headwater.export.case import Case, published
from headwater.export.dossier import Dossier, Link, Note, Noted, Pair, ReportTold, Said, Stands, Told, brings_marks, lay_out
from headwater.export.markup import Child, Html, document, element, fragment, link_target, own_style
from headwater.export.words import counted, place_words, time_words
from headwater.telling import NOT_COUNTED, TAKEN_OVER
from headwater.version import __version__

__all__ = ["style", "write", "write_styled"]

MOST_MARKS = 12
"""Origins that are drawn as marks beside the number; beyond that the number says more."""
ANSWERED = {"Denied": "denied", "Declined to speak of it": "declined", "Taken back": "taken back"}
VERBATIM = "Every quotation is verbatim, and its note says where it stands."
CAUTION = (
    "Counts are of independent origins within the reports listed here; another report may add or join some. They say who stands behind a "
    "claim, never whether it is true. "
)


def write(case: Case) -> bytes:
    """Return the page of a case: one file, with all that it needs."""
    return _page(case, own_style(style()))


def write_styled(case: Case, address: str, icon: str) -> bytes:
    """Return the page of a case with its style sheet and icon at addresses: for a server whose policy allows no style within a page."""
    return _page(case, fragment(element("link", rel="icon", href=icon), element("link", rel="stylesheet", href=address)))


def style() -> str:
    """Return the style sheet of the page."""
    return files("headwater.export").joinpath("page.css").read_text(encoding="utf-8")


def _page(case: Case, styled: Html) -> bytes:
    told = lay_out(case)
    return document(told.title, styled, element("main", *_sections(told))).encode()


def _sections(told: Dossier) -> Iterable[Child]:
    yield _front(told)
    yield from (_claim(each, alone=_is_alone(told)) for each in told.claims)
    yield _section(
        "In one report alone",
        "single",
        element("ul", [element("li", _quoted(words), " ", element("span", who, class_="who")) for words, who in told.single]),
        told.single,
    )
    yield _section("Figures that changed or do not agree", "figures", _pairs(told.figures), told.figures)
    yield _section("Quotations that changed", "quotes", _pairs(told.quotes), told.quotes)
    if told.agreeing:
        yield element("p", told.agreeing, class_="quiet")
    yield _section(TAKEN_OVER, "reuse", element("ul", [element("li", each) for each in told.reuse]), told.reuse)
    yield _section("Who cites whom", "cites", element("ul", [element("li", words, _mark(n)) for words, n in told.cites]), told.cites)
    asked = [element("li", f"{who}: ", _quoted(words)) for who, words in told.unreached]
    yield _section("Asked, and did not answer", "unreached", element("ul", asked), told.unreached)
    yield _section("Corrections by people", "corrections", element("ul", [element("li", c) for c in told.corrections]), told.corrections)
    yield _reports(told)
    yield _notes(told)
    yield _foot(told)


def _section(title: str, name: str, body: Html, rows: Sequence[object]) -> Html | None:
    return element("section", element("h2", title), body, class_=name, id=name) if rows else None


# The first page ------------------------------------------------------------------------------------------------------------------


def _front(told: Dossier) -> Html:
    rows = [fragment(_story_row(each, before), _claim_row(each)) for before, each in zip((None, *told.claims), told.claims, strict=False)]
    head = element("tr", *(element("th", words, scope="col") for words in ("No.", "Claim", "Independent origins", "Reports", "Against")))
    return element(
        "header",
        element("p", told.kind, class_="kind"),
        element("h1", told.title, _mark(told.claims[0].gist.note) if _is_alone(told) else None),
        [element("p", fact, class_="fact") for fact in told.facts],
        element("p", CAUTION if told.claims else None, VERBATIM, class_="caution"),
        element("table", element("thead", head), element("tbody", rows), class_="claims") if len(rows) > 1 else None,
    )


# A claim -------------------------------------------------------------------------------------------------------------------------


def _story_row(told: Told, before: Told | None) -> Html | None:
    """Return the line above the first claim of a story, where the file has several."""
    if told.story is None or (before is not None and before.story == told.story):
        return None
    return element("tr", element("th", told.story, colspan="5", scope="rowgroup", class_="story"))


def _claim_row(told: Told) -> Html:
    return element(
        "tr",
        element("td", str(told.number), class_="number"),
        element("td", element("a", f"“{told.gist.words}”", href=f"#claim-{told.number}")),
        element("td", told.count, class_="count"),
        element("td", str(told.pages), class_="count"),
        element("td", ", ".join(ANSWERED[title] for title, _ in told.against) or "–"),
    )


def _is_alone(told: Dossier) -> bool:
    """Return whether the file is about one claim, whose words its title has already."""
    return len(told.claims) == 1 and told.claims[0].gist.words in told.title


def _claim(told: Told, *, alone: bool) -> Html:
    """Return a claim: its interval, why it is so, the origins, what stands against it. Alone, its words are the title of the file."""
    title = element("h2", element("span", f"{told.number}", class_="number"), " “", told.gist.words, "”", _mark(told.gist.note))
    interval = (element("p", element("b", told.count), _marks(told), class_="count"), element("p", told.interval))
    return element(
        "article",
        element("p", told.story, class_="kind") if told.story else None,
        None if alone else title,
        element("div", *interval, class_="interval"),
        [fragment(element("h2" if alone else "h3", words, class_="part"), body) for words, body in _parts(told)],
        element("p", f"Claim {told.id}", class_="quiet"),
        class_="claim",
        id=f"claim-{told.number}",
    )


def _parts(told: Told) -> Iterator[tuple[str, Html]]:
    yield "Why", element("ul", [element("li", words, [_mark(n) for n in notes]) for words, notes in told.reasons], class_="why")
    if told.origins:
        yield "Origins, and the pages that carry them", element("ol", [_origin(each) for each in told.origins], class_="origins")
    if told.beside:
        yield NOT_COUNTED, element("ul", [_said(each) for each in told.beside], class_="against")
    for title, said in told.against:
        yield title, element("ul", [_said(each) for each in said], class_="against")
    if told.figures:
        yield "Figures in it", _pairs(told.figures)


def _marks(told: Told) -> Html | None:
    """Return the interval drawn: full marks up to the low bound, open ones up to the high."""
    if not 0 < told.high <= MOST_MARKS:
        return None
    return element("span", " " + "●" * told.low + "○" * (told.high - told.low), class_="marks", aria_hidden="true")


def _origin(one: Stands) -> Html:
    who = element("span", one.who, class_="named" if one.named else "unnamed")
    remarks = element("span", f" ({'; '.join(one.remarks)})", class_="quiet") if one.remarks else None
    return element("li", element("p", who, remarks), element("ul", [_said(each) for each in one.said]), class_="origin")


def _said(one: Said) -> Html:
    """Return what a page says: the chain that leads from it, then its wordings."""
    chain = [fragment(" ", element("span", "‹", class_="up", title="has it from"), " ", _link(each)) for each in one.chain]
    page = element("a", one.page, href=f"#report-{one.report}", class_="page")
    remarks = element("span", f" ({', '.join(one.remarks)})", class_="quiet") if one.remarks else None
    return element(
        "li", element("p", page, chain, remarks, class_="chain"), [element("p", _words(each), class_="words") for each in one.words]
    )


def _link(one: Link) -> Html:
    how = f"by: {one.because}" if one.because else None
    return fragment(element("span", one.who, class_="named" if one.named else "unnamed", title=how), _mark(one.note))


def _words(words: Sequence[Noted]) -> Html:
    return fragment([fragment(" … " if n else None, _quoted(each)) for n, each in enumerate(words)])


def _quoted(words: Noted) -> Html:
    return fragment(_quotation(words.words), _mark(words.note))


def _quotation(words: str) -> Html:
    """Return words as a quotation; those that bring marks of their own are given no others."""
    return element("q", words, class_="own" if brings_marks(words) else None)


def _mark(note: int | None) -> Html | None:
    """Return the number of a note, raised; it leads there."""
    return element("sup", element("a", str(note), href=f"#note-{note}")) if note else None


def _pairs(pairs: Sequence[Pair]) -> Html:
    return element("table", element("tbody", [_pair(each) for each in pairs]), class_="pairs")


def _pair(one: Pair) -> Html:
    ends = zip(one.pages, (one.a, one.b), strict=True)
    return element(
        "tr",
        element("td", element("b", one.relation), element("p", one.because, class_="quiet")),
        [element("td", element("p", page, class_="page"), _in_sentence(end.words, end.around), _mark(end.note)) for page, end in ends],
    )


# Reports and notes ---------------------------------------------------------------------------------------------------------------


def _reports(told: Dossier) -> Html:
    return element(
        "section", element("h2", "Reports"), element("ol", [_report(each) for each in told.reports]), class_="reports", id="reports"
    )


def _report(one: ReportTold) -> Html:
    report = one.report
    facts = {
        "Published": time_words(published(report)) or "not known",
        "Modified": time_words(report.modified_at.value) if report.modified_at else "",
        "Captured": time_words(report.captured_at.value) if report.captured_at else "",
        "Byline": report.byline or "",
        "Credit": report.credit or "",
        "Reference": report.ref,
        "SHA-256 of the text": report.sha256,
        "SHA-256 of what was captured": report.capture or "",
    }
    rows = [
        fragment(element("dt", name), element("dd", value, class_="hash" if name.startswith("SHA") else None))
        for name, value in facts.items()
        if value
    ]
    rows += [fragment(element("dt", "Address"), element("dd", _address(report.url)))] if report.url else []
    said = element("ul", [_said(each) for each in one.said], class_="said") if one.said else None
    return element(
        "li",
        element("p", element("b", f"{one.label} "), element("b", one.publisher), ": ", one.headline),
        element("dl", rows),
        said,
        id=f"report-{report.id}",
    )


def _address(url: str) -> Html:
    return element("a", url, href=link_target(url), rel="noreferrer noopener nofollow") if link_target(url) else element("span", url)


def _notes(told: Dossier) -> Html | None:
    homes = {each.report.id: each for each in told.reports}
    rows = [_note(each, homes[each.report]) for each in told.notes]
    return _section("Notes", "notes", element("ol", rows), rows)


def _note(note: Note, home: ReportTold) -> Html:
    report = home.report
    when = time_words(published(report))
    where = f"{home.publisher}{f', {when}' if when else ''} ({home.label}), {place_words(note.start, note.end)}. "
    return element(
        "li",
        _in_sentence(note.words, note.around),
        " ",
        element("span", where, class_="where"),
        element("span", f"SHA-256 {report.sha256}", class_="hash"),
        fragment(" ", _address(report.url)) if report.url else None,
        id=f"note-{note.number}",
    )


def _in_sentence(words: str, around: tuple[str, str]) -> Html:
    """Return a quotation; a few words within what stands before and after them."""
    if not any(around):
        return _quotation(words)
    before, after = (element("span", each, class_="around") for each in around)
    return fragment(before, element("q", words, class_="own"), after)


def _foot(told: Dossier) -> Html:
    made = f"Made by Headwater {__version__}{f', {time_words(told.stamp)}' if told.stamp else ''}."
    checks = (
        "To check a quotation: take the text with that SHA-256 (UTF-8) and count code points from 0 to the first number; "
        "the words end before the second. headwater verify does so for a whole ledger."
    )
    return element("footer", element("p", checks), element("p", f"{made} {counted(len(told.notes), 'note')}."))
