"""What the commands do that keep a ledger: add, reread, verify, remove, backup, merge."""

import logging
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from headwater import correcting, linking, pipeline
from headwater.cli.opening import (
    captures_flag,
    captures_of,
    kept_captures,
    ledger_of,
    one_report,
    print_json,
    settings_of,
    tell_rejected,
)
from headwater.cli.reading import sources_named
from headwater.cli.terminal import Progress, never_fail_to_write, printable
from headwater.config import Settings
from headwater.errors import SettingsError
from headwater.pipeline import Kept

if TYPE_CHECKING:
    from headwater.ingest import Captures
    from headwater.ledger import Attached, Ledger

__all__ = ["AddWish", "Intake", "RereadWish", "Signed", "run_add", "run_backup", "run_merge", "run_remove", "run_reread", "run_verify"]

DONE, SOME_REJECTED = 0, 3

NOTHING = "nothing to add: name a file, a folder, or - for standard input (headwater add report.txt)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """How sources are taken in: as what, within which caps, and what may be fetched and kept."""

    input_format: str | None = None
    html: str | None = None
    limits: tuple[str, ...] = ()
    robots: bool = True
    local: bool = False
    captures: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddWish:
    """All that the command line asked of `headwater add`."""

    inputs: tuple[str, ...]
    intake: Intake
    as_json: bool
    quiet: bool
    force: bool
    traceback: bool
    reader: str | None
    publisher: str | None
    processes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RereadWish:
    """All that the command line asked of `headwater reread`."""

    names: tuple[str, ...]
    as_json: bool
    quiet: bool
    reader: str | None
    processes: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """Who does something, and why."""

    author: str | None
    reason: str | None

    def checked(self) -> tuple[str, str]:
        """Return author and reason.

        Raises:
            SettingsError: One of them is not said.
        """
        if not (self.author or "").strip():
            raise SettingsError("say who does this: --author NAME, HEADWATER_AUTHOR, or author in headwater.toml")
        if not (self.reason or "").strip():
            raise SettingsError("say why: --reason WORDS")
        return str(self.author), str(self.reason)


# Adding --------------------------------------------------------------------------------------------------------------------------


def run_add(wish: AddWish, ledger: str | None, case: str | None) -> int:
    """Add what was named and print what became of it; return the exit code."""
    if wish.traceback:
        logging.basicConfig(stream=sys.stderr, level=logging.ERROR, format="%(message)s")
    kept = {"captures": captures_flag(wish.intake.captures), "html": wish.intake.html}
    chosen = settings_of(ledger, case, reader=wish.reader, publisher=wish.publisher, processes=wish.processes, **kept)
    sources = sources_named(wish.inputs)
    if not sources:
        raise SettingsError(NOTHING)
    with ledger_of(chosen, create=True) as opened:
        added = pipeline.add_items(
            _items(sources, wish, chosen, opened),
            _reader(chosen.reader),
            opened,
            processes=chosen.processes,
            force=wish.force,
            on_link=_linking(quiet=wish.quiet),
        )
        found = _told(added, quiet=wish.quiet, as_json=wish.as_json, done="added")
        if wish.as_json:
            print_json(_data(found) | {"ledger": opened.name}, rejected=(each for kept in found for each in kept.rejected))
        elif not wish.quiet:
            sys.stdout.write(f"({_summed_up(found)}; {opened.name} holds {_counted(opened.stats().reports, 'report')})\n")
    return SOME_REJECTED if any(each.rejected for each in found) else DONE


def _items(sources: Iterable[str], wish: AddWish, chosen: Settings, ledger: "Ledger") -> Iterator[pipeline.Item]:
    from headwater.ingest import Fetching, with_limits

    intake = wish.intake
    return pipeline.items_of(
        sources,
        input_format=intake.input_format,
        html=chosen.html,
        publisher=chosen.publisher,
        limits=with_limits(intake.limits),
        fetching=Fetching(robots=intake.robots, local=intake.local),
        captures=captures_of(chosen, wanted=lambda report: wish.force or ledger.refusal(report.id) is None),
    )


def _linking(*, quiet: bool) -> Callable[[int, int], None]:
    """Return what is called as reports are linked: a counter on a terminal."""
    progress = Progress(wanted=not quiet)

    def show(done: int, of: int) -> None:
        progress.show(f"{done} of {of} linked")
        if done == of:
            progress.clear()

    return show


def _reader(name: str) -> Any:
    from headwater.read import open_reader

    return partial(open_reader, name)


def _told(kept: Iterable[Kept], *, quiet: bool, as_json: bool, done: str) -> list[Kept]:
    """Tell of each input as it is done: what was kept on stdout, what was rejected on stderr."""
    never_fail_to_write(sys.stdout)
    progress = Progress(wanted=not quiet and (as_json or not sys.stdout.isatty()))
    found = []
    try:
        for each in kept:
            found.append(each)
            progress.clear()
            tell_rejected(each.rejected)
            if not as_json and not quiet and each.outcome in ("new", "replaced"):
                title = each.title or each.ref
                sys.stdout.write(f"{each.outcome:<8}  {each.report}  {_counted(each.statements, 'statement'):<13}  {printable(title)}\n")
                sys.stdout.flush()
            progress.show(f"{len(found)} {done}")
    finally:
        progress.clear()
    return found


def _data(found: Iterable[Kept]) -> dict[str, Any]:
    listed = [{"report": each.report, "ref": each.ref, "outcome": each.outcome, "statements": each.statements} for each in found]
    return {"reports": listed, "counts": dict(Counter(each["outcome"] for each in listed))}


def _summed_up(found: Iterable[Kept]) -> str:
    counts = Counter(each.outcome for each in found)
    words = {"new": "added", "replaced": "replaced", "known": "known already", "removed": "refused, removed once", "rejected": "rejected"}
    return ", ".join(f"{counts[outcome]} {said}" for outcome, said in words.items() if counts[outcome] or outcome == "new")


def run_reread(wish: RereadWish, ledger: str | None, case: str | None) -> int:
    """Read again what was named, tell what became of it and which judgements are orphans; return the exit code."""
    chosen = settings_of(ledger, case, reader=wish.reader, processes=wish.processes)
    with ledger_of(chosen) as opened:
        ids = [one_report(opened, name) for name in wish.names] if wish.names else None
        found = _told(
            pipeline.reread(opened, _reader(chosen.reader), reports=ids, processes=chosen.processes),
            quiet=wish.quiet,
            as_json=wish.as_json,
            done="read again",
        )
        orphans = [_orphan(each) for each in _orphans(opened, found)]
    for each in orphans:
        sys.stderr.write(f"headwater: {printable(each)}\n")
    if wish.as_json:
        print_json(_data(found), warnings=orphans, rejected=(each for kept in found for each in kept.rejected))
    elif not wish.quiet:
        counts = Counter(each.outcome for each in found)
        sys.stdout.write(f"({len(found)} read again: {counts['replaced']} changed; {_counted(len(orphans), 'orphaned judgement')})\n")
    return SOME_REJECTED if any(each.rejected for each in found) else DONE


def _orphans(ledger: "Ledger", found: Iterable[Kept]) -> "Iterator[Attached]":
    for each in found:
        if each.report is not None:
            yield from (attached for attached in ledger.attached(each.report) if attached.target is None)


def _orphan(attached: "Attached") -> str:
    judgement, anchor = attached.judgement, attached.judgement.anchor
    where = "" if anchor is None else f" about {anchor.words!r:.60} in report {anchor.report}"
    return (
        f"judgement {judgement.id} ({judgement.verb}, {judgement.author}){where}: nothing read there is a {anchor and anchor.role} any more"
    )


# Checking, removing, carrying ----------------------------------------------------------------------------------------------------


def run_verify(ledger: str | None, case: str | None, *, originals: bool, as_json: bool) -> int:
    """Check the ledger and print what does not hold; return the exit code."""
    from headwater.cli.originals import checked_originals
    from headwater.ledger import Orphan

    chosen = settings_of(ledger, case)
    kept = kept_captures(chosen)
    with ledger_of(chosen) as opened:
        found = opened.verify()
        name = opened.name
        looked = checked_originals(opened, kept) if originals else None
    altered = (Orphan(where=f"capture {each}", problem="its bytes are no longer those that were kept") for each in kept.altered())
    moved = looked.orphans if looked else ()
    found = replace(found, orphans=(*found.orphans, *altered, *(Orphan(where=where, problem=problem) for where, problem in moved)))
    for each in found.orphans:
        sys.stderr.write(f"headwater: {printable(each.where)}: {printable(each.problem)}\n")
    checked: dict[str, Any] = {"reports": found.reports, "spans": found.spans, "judgements": found.judgements}
    checked |= {"originals": {"reports": looked.reports, "spans": looked.spans}} if looked else {}
    if as_json:
        print_json(checked | {"ok": not found.orphans, "orphans": [asdict(each) for each in found.orphans]})
    else:
        counted = f"{_counted(found.reports, 'report')}, {_counted(found.spans, 'span')}, {_counted(found.judgements, 'judgement')}"
        counted += f", {_counted(looked.spans, 'span')} in {_counted(looked.reports, 'original')}" if looked else ""
        sys.stdout.write(f"{printable(name)}: {counted}: {_counted(len(found.orphans), 'orphan') if found.orphans else 'all hold'}\n")
    return SOME_REJECTED if found.orphans else DONE


def run_remove(name: str, signed: Signed, ledger: str | None, case: str | None, *, as_json: bool) -> int:
    """Take a report out and say what is left of it; return the exit code."""
    chosen = settings_of(ledger, case, author=signed.author)
    author, reason = Signed(author=chosen.author, reason=signed.reason).checked()
    with ledger_of(chosen) as opened:
        report = one_report(opened, name)
        kept_for = _forgotten(opened, report, kept_captures(chosen))
        beside = [other for story in opened.stories(touching=[report]) for other in story.reports if other != report]
        left = opened.remove(report, reason=reason, author=author)
        linking.relink(opened, beside)
    if as_json:
        print_json(asdict(left) | {"capture": kept_for and asdict(kept_for)})
        return DONE
    sys.stdout.write(f"removed {left.report}, {printable(left.ref)}; backups and merged ledgers may hold it still\n")
    if kept_for is not None:
        still = f"stays, since of it were made too: {', '.join(kept_for.still_of)}; it holds the words that were removed"
        sys.stdout.write(f"its original {kept_for.sha256} {'is deleted' if kept_for.deleted else still}\n")
    return DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class _Forgotten:
    """What became of the capture of a report that is removed."""

    sha256: str
    deleted: bool
    still_of: tuple[str, ...] = ()


def _forgotten(ledger: "Ledger", report: str, captures: "Captures") -> _Forgotten | None:
    """Delete the original of a report that is to be removed, unless others were made of it too; `None` where none is kept.

    Before the report goes: after an interruption `remove` can be asked again, and finds it.
    """
    reading = ledger.reading(report)
    capture = reading.report.capture if reading and reading.report else None
    if capture is None or not captures.holds(capture):
        return None
    others = tuple(each for each in ledger.captured().get(capture, ()) if each != report)
    return _Forgotten(sha256=capture, deleted=not others and captures.forget(capture), still_of=others)


def _forget_all(names: Iterable[str], captures: "Captures") -> None:
    """Delete the originals of reports that the other ledger had removed."""
    for each in names:
        captures.forget(each)


def run_backup(path: Path, ledger: str | None, case: str | None, *, force: bool, as_json: bool) -> int:
    """Copy the ledger and say how much is in the copy; return the exit code."""
    with ledger_of(settings_of(ledger, case)) as opened:
        opened.backup(path, overwrite=force)
        found = opened.stats()
    if as_json:
        print_json({"path": str(path), "reports": found.reports, "generation": found.generation})
    else:
        sys.stdout.write(f"{printable(str(path))}: {_counted(found.reports, 'report')}, {_counted(found.judgements, 'judgement')}\n")
    return DONE


def run_merge(other: str, ledger: str | None, case: str | None, *, as_json: bool) -> int:
    """Take another ledger in and say what came; return the exit code."""
    from headwater.ledger import open_ledger

    chosen = settings_of(ledger, case)
    with ExitStack() as open_ones:  # the other first: where there is none, none is made here either
        source: Ledger | Path = Path(other)
        if not other.endswith(".jsonl"):
            source = open_ones.enter_context(open_ledger(other))
        elif not Path(other).is_file():
            raise SettingsError(f"there is no file {other}; name a ledger, or a backup in lines (headwater backup name.jsonl)")
        opened = open_ones.enter_context(ledger_of(chosen, create=True))
        had = {each.id for each in opened.judgements(undone=True, undos=True)}
        captured = opened.captured()
        brought = opened.merge(source)
        if brought.removed:
            _forget_all(captured.keys() - opened.captured().keys(), kept_captures(chosen))
        correcting.outdate_judged(opened, [each for each in opened.judgements(undone=True, undos=True) if each.id not in had])
        linking.relink(opened, brought.new)  # stories came with them that nobody compared with those that are here
    if as_json:
        print_json(asdict(brought))
        return DONE
    parts = [f"{len(brought.new)} added", f"{brought.known} known already", f"{_counted(brought.judgements, 'judgement')} added"]
    parts += [f"{len(brought.refused)} refused, removed here once"] * bool(brought.refused)
    parts += [f"{len(brought.removed)} removed, as there"] * bool(brought.removed)
    sys.stdout.write(f"({'; '.join(parts)})\n")
    return DONE


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
