"""The ledger: every question that can be put to it, and every change that can be made, each in one transaction."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select, text

from headwater.errors import LedgerError
from headwater.ledger import carrying, checking, connect, judging, keys, linking, merging, removing, reports, searching, tables
from headwater.ledger.carrying import read_lines
from headwater.ledger.lists import Lists
from headwater.ledger.plain import digest_of, to_json, utc
from headwater.ledger.records import (
    Added,
    Anchor,
    Attached,
    Blob,
    Change,
    Document,
    Group,
    GroupKind,
    Hit,
    Judgement,
    Key,
    Link,
    Listed,
    Merged,
    Neighbour,
    Stats,
    Tombstone,
    Verified,
    Window,
)
from headwater.model import Reading, Rejected, Report, Story

__all__ = ["Ledger"]


class Ledger(Lists):
    """A store of reports, what was read in them, how they are linked, and what people judged of it.

    Every method is one transaction; `writing` makes several writes one, `snapshot` several questions one. Threads may share a ledger.
    Made by `headwater.ledger.open_ledger`.
    """

    # Reports ---------------------------------------------------------------------------------------------------------------------

    def add(
        self,
        reading: Reading,
        *,
        reader: str,
        keys: Iterable[Key] | None = None,
        blobs: Iterable[Blob] = (),
        replace: bool = True,
        force: bool = False,
    ) -> Added:
        """Put a reading in, whole; one that is there already, the same, changes nothing (and no generation is made).

        Args:
            reading: With a report; what was refused goes to `refuse`.
            reader: Name and version of the reader (`model 3`), which belongs to the reading.
            keys: By which it is to be found again; `None` leaves those that it has.
            blobs: Its vectors and fingerprints; those of other names stay.
            replace: Whether another reading, or other facts, of a known report take the place of what is there.
            force: Whether to take it although it was removed once; its tombstone goes.

        Raises:
            LedgerError: It has no report, or the ledger cannot be written.
        """
        return self.put_entry(reports.entry_of(reading, reader=reader, keys=keys, blobs=blobs), replace=replace, force=force)

    def put_entry(self, entry: reports.Entry, *, replace: bool = True, force: bool = False) -> Added:
        """Put in what `reports.entry_of` made ready; as `add`."""
        with self._asking() as connection:
            stands = self._standing(connection, entry, replace=replace, force=force)
        if stands is not None:
            return stands
        with self._locked() as (connection, generation):
            stands = self._standing(connection, entry, replace=replace, force=force)
            if stands is not None:
                return stands
            self._changed()
            removing.bury_no_more(connection, entry.report.id)
            outcome = reports.put(connection, entry, generation=generation, at=self._at(), replace=replace)
            return Added(report=entry.report.id, outcome=outcome, generation=generation)

    def _standing(self, connection: Connection, entry: reports.Entry, *, replace: bool, force: bool) -> Added | None:
        """What there is to say of a report without writing anything; `None` where it is to be written."""
        generation = int(connection.execute(select(tables.state.c.generation)).scalar_one())
        grave = None if force else removing.tombstone(connection, entry.report.id)
        if grave is not None:
            return Added(report=grave.report, outcome="removed", generation=generation, because=removing.refusal(grave))
        digest = reports.known(connection, [entry.report.id]).get(entry.report.id)
        if digest is None or (replace and digest != entry.digest):
            return None
        return Added(report=entry.report.id, outcome="known", generation=generation)

    def known(self, ids: Iterable[str]) -> dict[str, str]:
        """Return those of the ids that are in hand, each with a digest that changes whenever its reading or facts do."""
        with self._asking() as connection:
            return reports.known(connection, ids)

    def is_known(self, report: Report) -> bool:
        """Whether a report is in hand with the same facts (title, times, …), so that there is nothing to add, whoever read it."""
        with self._asking() as connection:
            return reports.is_known(connection, report)

    def refusal(self, report: str) -> str | None:
        """Return why a report is refused (it was removed once), in words; `None` where it is not."""
        with self._asking() as connection:
            grave = removing.tombstone(connection, report)
            return None if grave is None else removing.refusal(grave)

    def unlinked(self, *, among: Iterable[str] | None = None) -> tuple[str, ...]:
        """Return the ids of the reports that are in no story yet, or in one without a linked result, of some or of all, as they came."""
        with self._asking() as connection:
            return reports.unlinked(connection, among)

    def reading(self, report: str) -> Reading | None:
        """Return all that is known of a report, `None` where it is not in hand."""
        with self._asking() as connection:
            return reports.reading(connection, report)

    def readings(self, ids: Sequence[str]) -> tuple[Reading, ...]:
        """Return the readings of reports, in the order asked for; those not in hand are left out."""
        with self._asking() as connection:
            return reports.readings(connection, ids, self._memory)

    def reports(
        self,
        *,
        window: Window | None = None,
        publisher: str | None = None,
        story: str | None = None,
        newest_first: bool = False,
        offset: int = 0,
        limit: int | None = None,
    ) -> tuple[Listed, ...]:
        """Return the reports without their texts, by time of publication (the undated last), then by id.

        Args:
            window: Only what may have been published in it; the undated always may.
            publisher: Only that publisher's, by name or domain, whatever the case of its letters.
            story: Only that story's.
            newest_first: Whether the latest come first.
            offset: How many to pass over, where there is a limit.
            limit: How many at most.
        """
        with self._asking() as connection:
            conditions = [*reports.in_window(window), *reports.of_publisher(publisher), *linking.of_story(connection, story)]
            return reports.listed(connection, conditions, newest_first=newest_first, offset=offset, limit=limit)

    def find(self, name: str) -> tuple[str, ...]:
        """Return the ids of the reports that a person may mean: an id, the beginning of one (4 digits or more), or a reference."""
        with self._asking() as connection:
            return reports.find(connection, name)

    def captured(self) -> dict[str, tuple[str, ...]]:
        """Return the ids of the reports that were made of each capture, by its SHA-256."""
        with self._asking() as connection:
            return reports.captured(connection)

    def report_of_statement(self, statement: str) -> str | None:
        """Return the id of the report that a statement stands in, `None` where there is no such statement."""
        with self._asking() as connection:
            query = select(tables.reports.c.id).join(tables.statements, tables.statements.c.report == tables.reports.c.number)
            return connection.execute(query.where(tables.statements.c.id == statement)).scalar()

    def refuse(self, rejected: Iterable[Rejected]) -> int:
        """Write down inputs that were refused; return how many were not known."""
        given = list(rejected)
        if not given:
            return 0
        with self._locked() as (connection, _):
            new = sum(reports.refuse(connection, each) for each in given)
            if new:
                self._changed()
            return new

    def remove(self, report: str, *, reason: str, author: str) -> Tombstone:
        """Take a report out with every word of it, and leave a tombstone: it is refused when it is added again.

        What linking made of its story goes too; link the rest again. In SQLite the file is rewritten, so that the words are gone from it.

        Raises:
            LedgerError: It is not in hand, or no reason or author is given.
        """
        with self._changing() as (connection, _):
            found = removing.remove(connection, report, reason=reason, author=author, at=self._at())
        if self._within("write") is None:
            self.compact()
        return found

    def put_tombstone(self, wanted: Tombstone) -> None:
        """Take over a tombstone of another ledger, and take out the report where it is in hand."""
        with self._asking() as connection:
            had = removing.tombstone(connection, wanted.report)
        if had is None:
            with self._changing() as (connection, _):
                removing.put_tombstone(connection, wanted)

    def compact(self) -> None:
        """Rewrite the file of a SQLite ledger without what was deleted; in PostgreSQL nothing, it does that by itself."""
        if self.engine.dialect.name == "sqlite":
            with connect.translated(self.name):
                removing.rewrite(self.engine)

    def tombstones(self) -> tuple[Tombstone, ...]:
        """Return what is left of the reports that were removed, by time."""
        with self._asking() as connection:
            return removing.tombstones(connection)

    # Neighbours ------------------------------------------------------------------------------------------------------------------

    def put_keys(self, report: str, wanted: Iterable[Key]) -> None:
        """Make these the keys of a report, whatever they were."""
        with self._changing() as (connection, _):
            keys.put_keys(connection, self._number(connection, report), tuple(wanted))

    def keys(self, report: str) -> tuple[Key, ...]:
        """Return the keys of a report, sorted."""
        with self._asking() as connection:
            return keys.keys_of(connection, self._number(connection, report))

    def postings(self, wanted: Iterable[Key]) -> dict[Key, int]:
        """Return for each key how many reports have it, 0 where none does."""
        with self._asking() as connection:
            return keys.postings(connection, wanted)

    def neighbours(
        self, wanted: Iterable[Key], *, window: Window | None = None, most_postings: int | None = None, latest: int = 0
    ) -> tuple[Neighbour, ...]:
        """Return the reports that share a key, those that share more first, then by id.

        Args:
            wanted: The keys.
            window: Only reports that may have been published in it; the undated always may.
            most_postings: Keys that more reports have are passed over: they tell little, and their lists are long.
            latest: Of such a key, so many of the reports that came last are found nevertheless.
        """
        with self._asking() as connection:
            return keys.neighbours(connection, wanted, reports.in_window(window), most_postings=most_postings, latest=latest)

    def put_blobs(self, report: str, wanted: Iterable[Blob]) -> None:
        """Keep blobs of a report; one of the same name gives way."""
        with self._changing() as (connection, _):
            keys.put_blobs(connection, self._number(connection, report), wanted)

    def blobs(self, name: str, ids: Sequence[str] | None = None) -> dict[str, Blob]:
        """Return the blobs of a name by the ids of their reports: of those asked for, or of all."""
        with self._asking() as connection:
            return keys.blobs(connection, name, ids)

    def _number(self, connection: Connection, report: str) -> int:
        number = reports.number_of(connection, report)
        if number is None:
            raise LedgerError(f"there is no report {report!r} in {self.name}; headwater reports lists them")
        return number

    def search(self, words: str, *, most: int = 20) -> tuple[Hit, ...]:
        """Return where words occur: first in statements, then in reports' texts, of each the best `most`.

        All words must occur, by their stems; what stands in quotation marks must occur as it is. There are no operators.
        """
        with self._asking() as connection:
            return searching.search(connection, words, most=most)

    # Linking ---------------------------------------------------------------------------------------------------------------------

    def put_links(self, wanted: Iterable[Link]) -> None:
        """Keep links; one of the same kind between the same two gives way."""
        with self._changing() as (connection, _):
            linking.put_links(connection, wanted)

    def drop_links(self, report: str, *, kinds: Sequence[str] | None = None) -> None:
        """Forget the links of a report, of some kinds or of all."""
        with self._changing() as (connection, _):
            linking.drop_links(connection, report, kinds)

    def links(self, kind: str | None = None, *, touching: Iterable[str] | None = None) -> tuple[Link, ...]:
        """Return links, of a kind and with an end in one of those reports where asked, sorted by kind and ends."""
        with self._asking() as connection:
            return linking.links(connection, kind, touching)

    def put_groups(self, wanted: Iterable[Group], *, redirects: Mapping[tuple[GroupKind, str], str] | None = None) -> None:
        """Keep groups with exactly these members; a member leaves the group of the kind that it was in.

        A group that loses its last member redirects to where `redirects` says, else to where most of its members went.
        """
        with self._changing() as (connection, generation):
            linking.put_groups(connection, wanted, redirects=redirects or {}, generation=generation)

    def put_redirects(self, kind: GroupKind, moved: Mapping[str, str], *, alive: Iterable[str] = ()) -> None:
        """Let ids lead to others; those that are `alive` lead to themselves again, whatever they led to."""
        with self._changing() as (connection, _):
            linking.put_redirects(connection, kind, moved, alive)

    def final_id(self, kind: GroupKind, identified: str) -> str:
        """Return the id that an id leads to: itself, where it does not redirect."""
        with self._asking() as connection:
            return linking.final_id(connection, kind, identified)

    def group(self, kind: GroupKind, identified: str) -> Group | None:
        """Return a group by its id or by one that redirects to it; `None` where there is none (any more)."""
        with self._asking() as connection:
            return linking.group(connection, kind, identified)

    def groups(self, kind: GroupKind, *, touching: Iterable[str] | None = None) -> tuple[Group, ...]:
        """Return the groups of a kind, sorted by id: all, or those with a member in one of those reports."""
        with self._asking() as connection:
            return linking.groups(connection, kind, touching)

    def group_of(self, kind: GroupKind, member: str) -> str | None:
        """Return the id of the group of a kind that a member is in, `None` where it is in none."""
        with self._asking() as connection:
            return linking.group_of(connection, kind, member)

    def put_stories(self, wanted: Iterable[Story], *, redirects: Mapping[str, str] | None = None) -> None:
        """Keep stories with exactly these reports; as `put_groups`."""
        made = [Group(kind="story", id=each.id, members=each.reports, value={"title": each.title}) for each in wanted]
        self.put_groups(made, redirects={("story", old): new for old, new in (redirects or {}).items()})

    def stories(self, *, touching: Iterable[str] | None = None) -> tuple[Story, ...]:
        """Return the stories, sorted by id: all, or those of some reports."""
        with self._asking() as connection:
            return linking.stories(connection, linking.groups(connection, "story", touching))

    def story(self, identified: str) -> Story | None:
        """Return a story by its id or by one that redirects to it."""
        with self._asking() as connection:
            found = linking.group(connection, "story", identified)
            return None if found is None else linking.stories(connection, [found])[0]

    def story_of(self, report: str) -> str | None:
        """Return the id of a report's story, `None` before it is linked."""
        return self.group_of("story", report)

    def stories_of(self, reports: Iterable[str]) -> dict[str, str]:
        """Return the ids of the stories of reports, by report; without those that are not linked yet."""
        with self._asking() as connection:
            return linking.groups_of(connection, "story", reports)

    def put_linked(self, story: str, value: Mapping[str, Any], *, computed_at: int | None = None) -> None:
        """Keep the linked result of a story, plain JSON; `computed_at` is the generation it was computed from, by default this write's."""
        with self._changing() as (connection, generation):
            linking.put_linked(connection, story, value, generation=generation if computed_at is None else computed_at)

    def linked(self, story: str) -> Document | None:
        """Return the linked result of a story, by its id or one that redirects to it."""
        with self._asking() as connection:
            return linking.read_linked(connection, story, self._documents)

    def forget_linked(self, touching: Iterable[str]) -> None:
        """Forget the linked results of the stories of some reports, so that they count as unlinked and are linked anew."""
        with self._changing() as (connection, _):
            reports.forget_linked(connection, reports.numbers_of(connection, touching).values())

    def outdate_blobs(self, name: str, version: str) -> None:
        """Let the stories of reports be linked anew whose blob of a name is of another version: another Headwater made it."""
        with self._asking() as connection:
            outdated = keys.outdated_blobs(connection, name, version)
        if outdated:
            with self._changing() as (connection, _):
                reports.outdate(connection, outdated)

    def outdate(self, touching: Iterable[str]) -> None:
        """Let the stories of some reports be linked anew; what was found in them is shown until then."""
        with self._changing() as (connection, _):
            reports.outdate(connection, reports.numbers_of(connection, touching).values())

    def linked_at(self, stories: Iterable[str]) -> dict[str, int]:
        """Return those of some stories that have a linked result, each with the generation it was computed from."""
        with self._asking() as connection:
            return linking.linked_at(connection, stories)

    def stories_with(self, identified: str) -> tuple[str, ...]:
        """Return the ids of the stories whose linked result names an id, sorted; for some ids it reads all of them."""
        with self._asking() as connection:
            return linking.stories_with(connection, identified)

    def put_changes(self, wanted: Iterable[Change]) -> None:
        """Write down what changed; the generation and the time are this write's."""
        with self._changing() as (connection, generation):
            linking.put_changes(connection, wanted, generation=generation, at=self._at())

    def changes(
        self,
        *,
        after: int | None = None,
        since: datetime | None = None,
        identified: str | None = None,
        offset: int = 0,
        limit: int | None = None,
    ) -> tuple[Change, ...]:
        """Return what changed, in order: after a generation, since a time, of one id; a part of them where there is a limit."""
        table = tables.changes
        conditions = []
        if after is not None:
            conditions.append(table.c.generation > after)
        if since is not None:
            conditions.append(table.c.at >= utc(since) + "Z")
        if identified is not None:
            conditions.append(table.c.id == identified)
        with self._asking() as connection:
            return linking.changes(connection, conditions, offset=offset, limit=limit)

    # Judgements ------------------------------------------------------------------------------------------------------------------

    def judge(
        self,
        verb: str,
        value: Mapping[str, Any],
        *,
        author: str,
        reason: str,
        anchor: Anchor | None = None,
        pair: tuple[str, str] | None = None,
    ) -> Judgement:
        """Write down a correction; return it with its id and time.

        Args:
            verb: What is judged (`hop`, `date`, `same_claim`, …).
            value: What is so.
            author: Who says so.
            reason: Why.
            anchor: The stretch it is about; its words are taken from the report.
            pair: The two ids, or members, it is about.

        Raises:
            LedgerError: No author, no reason, nothing it is about; its report or one of the two ids is not in hand.
        """
        with self._changing() as (connection, _):
            placed = None if anchor is None else self._placed(connection, anchor)
            for each in pair or ():
                if not checking.resolves(connection, each):
                    raise LedgerError(f"nothing in {self.name} has the id {each!r}; a judgement about two things names both by their ids")
            made = judging.judgement_of(verb, value, author=author, reason=reason, at=self._moment(), anchor=placed, pair=pair)
            judging.put_judgement(connection, made)
            return made

    def _placed(self, connection: Connection, anchor: Anchor) -> Anchor:
        self._number(connection, anchor.report)
        whole = str(connection.execute(select(tables.reports.c.text).where(tables.reports.c.id == anchor.report)).scalar_one())
        if anchor.span.end > len(whole):
            raise LedgerError(
                f"report {anchor.report} has {len(whole)} characters, so {anchor.span.start}:{anchor.span.end} is no stretch of it"
            )
        words = whole[anchor.span.start : anchor.span.end]
        return Anchor(report=anchor.report, role=anchor.role, span=anchor.span, words=words)

    def undo(self, identified: str, *, author: str, reason: str) -> Judgement:
        """Take a judgement back by another one, which is returned and can be undone in turn.

        Raises:
            LedgerError: There is none of that id, or it is undone already.
        """
        with self._changing() as (connection, _):
            judging.check_undo(connection, identified)
            made = judging.undoing(identified, author=author, reason=reason, at=self._moment())
            judging.put_judgement(connection, made)
            return made

    def judgements(self, *, report: str | None = None, undone: bool = False, undos: bool = False) -> tuple[Judgement, ...]:
        """Return judgements in the order they were written: those that hold, and where asked those undone and those that undo."""
        with self._asking() as connection:
            return judging.judgements(connection, report=report, undone=undone, undos=undos)

    def attached(self, report: str) -> tuple[Attached, ...]:
        """Return the judgements anchored in a report with what each is about in its reading as it stands; orphans have no target."""
        with self._asking() as connection:
            found = judging.judgements(connection, report=report)
            reading = reports.reading(connection, report) if found else None
            return tuple(judging.attach(each, reading) for each in found)

    # The whole -------------------------------------------------------------------------------------------------------------------

    def verify(self) -> Verified:
        """Check every span of every reading against the stored text and its hash, and everything that points somewhere."""
        with self.snapshot(), self._asking() as connection:
            return checking.verify(connection)

    def lines(self, *, content_only: bool = False) -> Iterator[dict[str, Any]]:
        """Yield the whole ledger as portable JSON objects, in an order that does not depend on when things came.

        With `content_only`, what two ledgers of the same content may differ in is left out: times, generations, redirects, changes.
        """
        with self.snapshot(), self._asking() as connection:
            yield from carrying.lines(connection, content_only=content_only)

    def digest(self) -> str:
        """Return a hash of the content: equal where two ledgers hold the same, whatever the order in which it came."""
        return digest_of(*map(to_json, self.lines(content_only=True)))

    def backup(self, path: Path, *, overwrite: bool = False) -> None:
        """Copy the ledger while it is in use: portable lines where the name ends in `.jsonl`, else the SQLite file.

        Raises:
            LedgerError: There is something already, it cannot be written, or a file is asked for of a PostgreSQL ledger.
        """
        if path.exists() and not overwrite:
            raise LedgerError(f"{path} exists already; name another, or say --force")
        if path.suffix == ".jsonl":
            carrying.write_lines(self.lines(), path)
        elif self.engine.dialect.name == "sqlite":
            with connect.translated(self.name):
                carrying.copy_file(self.engine, path)
        else:
            raise LedgerError(f"a PostgreSQL ledger is backed up as lines: name a file *.jsonl instead of {path} (or use pg_dump)")

    def merge(self, other: "Ledger | Path") -> Merged:
        """Take in what another ledger, or a backup of lines, holds and this one does not; link the new reports afterwards.

        A report is one transaction, all else one more: a merge that is cut off is completed by another. What is known here stays as it is.
        A report that either has removed is removed.
        """
        return merging.merge(self, read_lines(other) if isinstance(other, Path) else other.lines())

    def put_line(self, line: Mapping[str, Any]) -> bool:
        """Put in one of the `lines` of another ledger that is neither report nor tombstone; return whether it brought anything."""
        with self._locked() as (connection, generation):
            brought = carrying.put_line(connection, line, generation=generation, at=self._at()) is not None
            if brought:
                self._changed()
            return brought

    def stats(self) -> Stats:
        """Return how much is in the ledger."""
        with self._asking() as connection:

            def count(table: str, where: str = "TRUE") -> int:
                return int(connection.execute(text(f"SELECT count(*) FROM {table} WHERE {where}")).scalar_one())  # noqa: S608 - ours

            readers = connection.execute(
                select(tables.readings.c.reader, func.count()).group_by(tables.readings.c.reader).order_by(tables.readings.c.reader)
            )
            return Stats(
                reports=count("reports"),
                statements=count("statements"),
                stories=count("groupings", "kind = 'story' AND redirect IS NULL"),
                claims=count("groupings", "kind = 'claim' AND redirect IS NULL"),
                judgements=count("judgements"),
                rejections=count("rejections"),
                tombstones=count("tombstones"),
                generation=int(connection.execute(select(tables.state.c.generation)).scalar_one()),
                readers=tuple((row[0], row[1]) for row in readers),
            )
