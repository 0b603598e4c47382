"""A browser's tab on the pages, and what it must never meet."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request

from headwater.api.serving import Door
from headwater.ledger import Ledger

__all__ = ["Served", "Tab"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A server under way, and its ledger."""

    ledger: Ledger
    door: Door

    @property
    def url(self) -> str:
        return self.door.link.partition("/?")[0]


class Tab:
    """Pages of one browser, each watched: what is logged as an error, thrown, asked of another host, or shown as a dialog is kept."""

    def __init__(self, browser: Browser, served: Served, cookies: list[dict[str, Any]]) -> None:
        self._browser, self.served, self._cookies = browser, served, cookies
        self._contexts: list[BrowserContext] = []
        self.wrong: list[str] = []
        self.statuses_expected: set[int] = set()

    def page(self, path: str = "/reports", *, width: int = 1280, dark: bool = False, scripts: bool = True) -> Page:
        """Return a page at an address of the site."""
        context = self._browser.new_context(
            viewport={"width": width, "height": 844}, color_scheme="dark" if dark else "light", java_script_enabled=scripts
        )
        context.add_cookies(self._cookies)  # type: ignore[arg-type]
        self._contexts.append(context)
        made = context.new_page()
        made.on("console", self._logged)
        made.on("pageerror", lambda error: self.wrong.append(f"thrown: {error}"))
        made.on("dialog", self._asked)
        made.on("request", self._requested)
        made.goto(self.served.url + path)
        return made

    def close(self) -> None:
        for each in self._contexts:
            each.close()

    def _logged(self, message: ConsoleMessage) -> None:
        expected = any(f"status of {status} " in message.text for status in self.statuses_expected)
        if message.type in ("error", "warning") and not expected:
            self.wrong.append(f"logged: {message.text}")

    def _asked(self, dialog: Dialog) -> None:
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _requested(self, request: Request) -> None:
        if not request.url.startswith(self.served.url + "/"):
            self.wrong.append(f"asked elsewhere: {request.url}")
