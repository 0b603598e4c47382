"""The pages, one module each; a module's `routes` is all that the site takes from it."""

from collections.abc import Sequence
from typing import Protocol

from starlette.routing import BaseRoute

from headwater.web.pages import (
    actors,
    add,
    changes,
    claims,
    correct,
    exports,
    inbox,
    judgements,
    keys,
    report,
    reports,
    search,
    stories,
    timeline,
    upstream,
)


class Page(Protocol):
    """A module of pages."""

    @property
    def routes(self) -> Sequence[BaseRoute]:
        """Return where they answer."""


PAGES: tuple[Page, ...] = (
    actors,
    add,
    changes,
    claims,
    correct,
    exports,
    inbox,
    judgements,
    keys,
    report,
    reports,
    search,
    stories,
    timeline,
    upstream,
)
"""Those whose addresses are more particular come first."""
