"""What the commands do that ask a ledger what is in it: reports, search, show."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from headwater import codec, linking
from headwater.cli.opening import dated, kept_captures, ledger_of, print_json, settings_of, several_meant
from headwater.cli.terminal import never_fail_to_write, printable
from headwater.errors import SettingsError
from headwater.model import Reading

if TYPE_CHECKING:
    from headwater.ingest import Captures
    from headwater.ledger import Judgement, Ledger, Listed

__all__ = ["ReportsWish", "ShowWish", "judgement_line", "run_reports", "run_search", "run_show"]

DONE = 0
LEAST_PREFIX = 4
BESIDE = ("target", "was", "overruled_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsWish:
    """All that the command line asked of `headwater reports`."""

    story: str | None
    publisher: str | None
    rejected: bool
    removed: bool
    most: int | None
    as_json: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowWish:
    """All that the command line asked of `headwater show`."""

    name: str
    width: int | None
    color: str
    as_json: bool
    corrected: bool = False
    original: bool = False
    span: str | None = None


def run_reports(wish: ReportsWish, ledger: str | None, case: str | None) -> int:
    """List reports, or what is none any more or never was; return the exit code."""
    never_fail_to_write(sys.stdout)
    with ledger_of(settings_of(ledger, case)) as opened:
        rows, lines = _refused(opened) if wish.rejected else _removed(opened) if wish.removed else _listed(opened, wish)
    if wish.as_json:
        print_json(rows)
    else:
        sys.stdout.writelines(line + "\n" for line in lines)
    return DONE


def _listed(ledger: "Ledger", wish: ReportsWish) -> tuple[list[dict[str, Any]], list[str]]:
    latest_first = wish.most is not None
    found = ledger.reports(story=wish.story, publisher=wish.publisher, newest_first=latest_first, limit=wish.most)
    if latest_first:
        found = found[::-1]
    return [asdict(each) for each in found], [_line(each) for each in found] or ["(no reports)"]


def _line(each: "Listed") -> str:
    who, when = each.publisher or each.domain or "(publisher unknown)", (each.published or "(date unknown)")[:16]
    return f"{each.id}  {printable(when):<16}  {printable(f'{who} · {each.title or each.ref}')}"


def _refused(ledger: "Ledger") -> tuple[list[dict[str, Any]], list[str]]:
    found = ledger.rejections()
    rows = [{"report": each.report} | asdict(each.rejected) for each in found]
    said = [each.rejected for each in found]
    return rows, [printable(f"{each.ref} ({each.stage}: {each.code}): {each.detail}") for each in said]


def _removed(ledger: "Ledger") -> tuple[list[dict[str, Any]], list[str]]:
    found = ledger.tombstones()
    said = [printable(f"{each.ref} · {each.author}: {each.reason}") for each in found]
    return [asdict(each) for each in found], [f"{each.report}  {each.at[:10]}  {words}" for each, words in zip(found, said, strict=True)]


def run_search(words: str, most: int, ledger: str | None, case: str | None, *, as_json: bool) -> int:
    """Print where the words stand; return the exit code."""
    never_fail_to_write(sys.stdout)
    with ledger_of(settings_of(ledger, case)) as opened:
        hits = opened.search(words, most=most)
        readings = {reading.report.id: reading for reading in opened.readings([hit.report for hit in hits]) if reading.report}
    if as_json:
        print_json(
            [
                {
                    "report": hit.report,
                    "ref": readings[hit.report].ref,
                    "statement": hit.statement,
                    "span": {"start": hit.span.start, "end": hit.span.end, "text": hit.words},
                    "score": round(hit.score, 4),
                }
                for hit in hits
            ]
        )
        return DONE
    for hit in hits:
        sys.stdout.write(f"{hit.report}  {_source(readings[hit.report], hit.statement)}\n    {printable(hit.words)}\n")
    if not hits:
        sys.stdout.write("(nothing found)\n")
    return DONE


def _source(reading: Reading, statement: str | None) -> str:
    report = reading.report
    if report is None:
        return printable(reading.ref)
    publisher = report.publisher and (report.publisher.name or report.publisher.domain)
    said = next((each for each in reading.statements if each.id == statement), None)
    source = " … ".join(report.text[span.start : span.end] for span in said.source) if said else ""
    return printable(
        " · ".join(each for each in (publisher or "(publisher unknown)", source or ("(no source named)" if said else "")) if each)
    )


# Showing one thing ---------------------------------------------------------------------------------------------------------------


def run_show(wish: ShowWish, ledger: str | None, case: str | None) -> int:
    """Show what the name means; return the exit code.

    Raises:
        SettingsError: It means nothing in the ledger, or several reports; or the original is wanted, and is not kept.
    """
    never_fail_to_write(sys.stdout)
    chosen = settings_of(ledger, case)
    with ledger_of(chosen) as opened:
        kinds: tuple[Callable[[Ledger, ShowWish], bool], ...] = (_show_report, _show_story, _show_statement, _show_judgement)
        if wish.original or wish.span is not None:
            return _show_original(opened, wish, kept_captures(chosen))
        if not any(shown(opened, wish) for shown in kinds):
            raise _unknown(opened, wish)
    return DONE


def _unknown(ledger: "Ledger", wish: ShowWish) -> SettingsError:
    return SettingsError(f"nothing in {ledger.name} is called {wish.name!r}; headwater reports and headwater search show ids")


def _show_original(ledger: "Ledger", wish: ShowWish, captures: "Captures") -> int:
    """Show a report's statements, one of them, or a span, as they stand in the original."""
    from headwater.cli.originals import print_original

    reading = _report_meant(ledger, wish) or _of_statement(ledger, wish.name)
    if reading is None:
        if ledger.story(wish.name) is not None:
            raise SettingsError(f"{wish.name!r} is a story; --original shows reports and statements: headwater show {wish.name} lists them")
        raise _unknown(ledger, wish)
    return print_original(reading, wish.span, captures, as_json=wish.as_json)


def _report_meant(ledger: "Ledger", wish: ShowWish) -> Reading | None:
    """Return the reading of the report that is meant, `None` where none is; of several versions of one page the last, which is told.

    Raises:
        SettingsError: Several are meant that are no versions of each other.
    """
    found = ledger.readings(ledger.find(wish.name))
    last = linking.current(found) if all(each.ref == wish.name for each in found) else found
    if len(last) > 1:
        raise several_meant(wish.name, last)
    for each in found:
        if each is not last[0]:
            sys.stderr.write(f"headwater: this is the last of {len(found)} versions; an earlier one: {printable(dated(each))}\n")
    return last[0] if last else None


def _show_report(ledger: "Ledger", wish: ShowWish) -> bool:
    reading = _report_meant(ledger, wish)
    if reading is None or reading.report is None:
        return False
    identified = reading.report.id
    from headwater.correcting import corrections_of
    from headwater.judged import corrected

    attached = ledger.attached(identified)
    now = corrected(reading, attached)
    if wish.as_json:
        beside = {each["judgement"]: each for each in corrections_of(ledger, identified)}
        judgements = [asdict(each.judgement) | {key: beside[each.judgement.id][key] for key in BESIDE} for each in attached]
        print_json(codec.encode(reading) | {"judgements": judgements, "corrected": codec.encode(now) if attached else None})
    else:
        _show_reading(now if wish.corrected else reading, wish, [each.judgement for each in attached])
    return True


def _show_reading(reading: Reading, wish: ShowWish, judged: "Iterable[Judgement]") -> None:
    if wish.as_json:
        print_json(codec.encode(reading) | {"judgements": [asdict(each) for each in judged]})
        return
    from headwater.cli.view import TerminalPage

    page = TerminalPage(width=wish.width, color=wish.color)
    page.add(reading)
    page.end()
    sys.stdout.writelines(f"({judgement_line(each)})\n" for each in judged)


def _show_story(ledger: "Ledger", wish: ShowWish) -> bool:
    story = ledger.story(wish.name)
    if story is None:
        return False
    found = ledger.reports(story=story.id)
    if wish.as_json:
        print_json({"id": story.id, "title": story.title, "reports": [asdict(each) for each in found]})
    else:
        sys.stdout.write(f"{printable(story.title or story.id)}\n")
        sys.stdout.writelines(f"  {_line(each)}\n" for each in found)
    return True


def _show_statement(ledger: "Ledger", wish: ShowWish) -> bool:
    reading = _of_statement(ledger, wish.name)
    if reading is not None:
        _show_reading(reading, wish, ())
    return reading is not None


def _of_statement(ledger: "Ledger", name: str) -> Reading | None:
    """Return the reading of the report that a statement stands in, with that statement alone."""
    report = ledger.report_of_statement(name)
    reading = None if report is None else ledger.reading(report)
    return reading and replace(reading, statements=tuple(each for each in reading.statements if each.id == name))


def _show_judgement(ledger: "Ledger", wish: ShowWish) -> bool:
    named = [each for each in ledger.judgements(undone=True, undos=True) if each.id.startswith(wish.name)]
    if len(named) != 1 or len(wish.name) < LEAST_PREFIX:
        return False
    if wish.as_json:
        print_json(asdict(named[0]))
    else:
        sys.stdout.write(judgement_line(named[0]) + "\n")
    return True


def judgement_line(judgement: "Judgement") -> str:
    """Return a judgement on one line, safe to print."""
    about = " and ".join(judgement.pair or ())
    if judgement.anchor is not None:
        about = f"“{judgement.anchor.words}” in {judgement.anchor.report}"
    value = ", ".join(f"{key}={value}" for key, value in judgement.value.items())
    undone = f" (undone by {judgement.undone_by})" if judgement.undone_by else ""
    parts = (f"judgement {judgement.id}", judgement.verb.replace("_", "-"), about, value)
    return printable(f"{' · '.join(part for part in parts if part)}: {judgement.reason} ({judgement.author}, {judgement.at[:10]}){undone}")
