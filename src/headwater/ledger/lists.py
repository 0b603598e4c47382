"""Questions whose answers are lists, a page at a time: none reads more of the ledger than it shows."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select

from headwater.ledger import linking, overviews, reports, tables
from headwater.ledger.records import Change, Doubtful, Listed, Refused
from headwater.ledger.transactions import Transactions

__all__ = ["Lists"]

Json = dict[str, Any]
Place = tuple[str, str]


class Lists(Transactions):
    """The part of a ledger that lists are made of."""

    def overviews(self, *, after: Place | None = None, offset: int = 0, limit: int | None = None) -> tuple[tuple[Place, Json], ...]:
        """Return the stories as `headwater stories --json` has them, the latest first, each with its place in that order.

        Args:
            after: The place of the last one that is known, `None` to begin.
            offset: How many to pass over, where there is a limit.
            limit: How many at most.
        """
        with self._asking() as connection:
            return overviews.overviews(connection, after=after, offset=offset, limit=limit)

    def count_stories(self) -> int:
        """Return how many stories are linked."""
        with self._asking() as connection:
            return overviews.count(connection)

    def missing(self) -> list[Json]:
        """Return the reports that are cited and not in hand, as `headwater upstream --json` has them, story by story."""
        with self._asking() as connection:
            return overviews.missing(connection)

    def stories_titled(self, *words: str) -> tuple[Place, ...]:
        """Return id and title of the stories whose titles may hold all of some words, whatever their case; look again at what is found."""
        with self._asking() as connection:
            return overviews.stories_titled(connection, words)

    def stories_of_name(self, *words: str) -> tuple[str, ...]:
        """Return the stories in which somebody speaks whose name may hold all of some words, the latest first."""
        with self._asking() as connection:
            return overviews.stories_of_name(connection, words)

    def stories_naming(self, identified: str, *, whole: bool = True) -> tuple[str, ...]:
        """Return the ids of the stories that have a claim, an origin or an identity of an id, sorted; `whole=False`: of its beginning."""
        with self._asking() as connection:
            return overviews.stories_naming(connection, identified, whole=whole)

    def stories_beginning(self, identified: str) -> tuple[Place, ...]:
        """Return id and title of the stories whose id begins so, sorted."""
        with self._asking() as connection:
            return overviews.stories_beginning(connection, identified)

    def stories_stating(self, statement: str) -> tuple[str, ...]:
        """Return the ids of the stories with a statement whose id begins so, sorted."""
        with self._asking() as connection:
            return overviews.stories_stating(connection, statement)

    def count_reports(self, *, publisher: str | None = None, story: str | None = None) -> int:
        """Return how many reports `reports` would list."""
        with self._asking() as connection:
            conditions = [*reports.of_publisher(publisher), *linking.of_story(connection, story)]
            return int(connection.execute(select(func.count()).select_from(tables.reports).where(*conditions)).scalar_one())

    def rows_of(self, ids: Iterable[str]) -> dict[str, Listed]:
        """Return reports as a list shows them, by their ids; those not in hand are left out."""
        with self._asking() as connection:
            return reports.rows_of(connection, ids)

    def doubtful(self, below: float, *, offset: int = 0, limit: int = 50) -> tuple[Doubtful, ...]:
        """Return the statements of which the reader was least sure, those first."""
        with self._asking() as connection:
            return reports.doubtful(connection, below, offset=offset, limit=limit)

    def count_doubtful(self, below: float) -> int:
        """Return how many statements have a score below a bound."""
        with self._asking() as connection:
            query = select(func.count()).select_from(tables.statements).where(tables.statements.c.score < below)
            return int(connection.execute(query).scalar_one())

    def rejections(self, *, offset: int = 0, limit: int | None = None) -> tuple[Refused, ...]:
        """Return all that was refused, by reference: inputs that became no report, and reports of which something could not be read."""
        with self._asking() as connection:
            return reports.rejections(connection, offset=offset, limit=limit)

    def count_rejections(self) -> int:
        """Return how many refusals there are."""
        with self._asking() as connection:
            return int(connection.execute(select(func.count()).select_from(tables.rejections)).scalar_one())

    def latest_changes(self, *, offset: int = 0, limit: int = 50) -> tuple[Change, ...]:
        """Return what changed, the latest first."""
        with self._asking() as connection:
            return linking.latest_changes(connection, offset=offset, limit=limit)

    def count_changes(self) -> int:
        """Return how many changes are written down."""
        with self._asking() as connection:
            return int(connection.execute(select(func.count()).select_from(tables.changes)).scalar_one())
