"""The pictures of README and of the tutorial: Headwater's pages on the invented story in samples/, as Chromium shows them.

    python docs/pictures.py                    draws them anew into docs/pictures/
    python docs/pictures.py --into /tmp/look   elsewhere, to look at before

The story is read by the model and linked in a ledger that is thrown away; a server on a free port of this machine shows it. Nothing on the
pages tells the time of drawing, and nothing moves, so the same code and the same fonts give the same pictures, but for a shade
where Chromium smooths an edge otherwise.
"""

import argparse
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from headwater import answers, cli
from headwater.api import Jobs, api
from headwater.api.serving import opened
from headwater.ledger import Ledger, open_ledger
from headwater.read import open_reader
from headwater.web import site
from headwater.web.words import report_url, story_url

__all__ = ["PICTURES", "main"]

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
MOST_BYTES = 250_000
NARROW, MARGIN = 390, 14
WHERE = "part => { const box = part.getBoundingClientRect(); return [box.top + scrollY, box.bottom + scrollY]; }"
ASKED = "engineers were told in May to stop writing it down"
CHAINED = "staff were told in May"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A page to be drawn.

    Attributes:
        name: Of its file, without the ending.
        path: The page's address.
        until: A selector: the picture ends below the first of these, so that no line is cut.
        width: Of the window.
        height: Of the window.
        since: A selector of where the picture begins; the beginning of the page where it is empty.
        below: Pixels that are shown below its end.
    """

    name: str
    path: str
    until: str
    width: int = 1280
    height: int = 900
    dark: bool = False
    since: str = ""
    below: int = 2


def pictures_of(ledger: Ledger) -> list[Picture]:
    """Return what is to be drawn of the ledger of the samples."""
    story = answers.story_named(ledger, "dam")
    said = next(hit for hit in ledger.search(f'"{CHAINED}"') if hit.statement)
    words = quote_plus(ASKED)
    rows = ".matrix tbody tr:nth-child({})"
    return [
        Picture(name="story", path=story_url(story), until=rows.format(3)),
        Picture(name="story-dark", path=story_url(story), until=rows.format(3), dark=True),
        Picture(name="story-narrow", path=story_url(story), since="h2#claims", until=rows.format(2), width=NARROW),
        Picture(name="claim", path=f"/trace?q={words}", until=".origins > li"),
        Picture(name="claim-narrow", path=f"/trace?q={words}", until=".verdict", width=NARROW, below=14),
        Picture(name="report", path=report_url(said.report, said.statement).partition("#")[0], until=".beside", height=1100, below=14),
        Picture(name="add", path="/add", until=".actions", below=14),
        Picture(name="exports", path=f"{story_url(story)}/export", until=".formats"),
        Picture(name="case", path=f"/trace/case?q={words}", until=".origins", width=900, below=14),
    ]


@contextmanager
def served(ledger: Ledger) -> Iterator[str]:
    """Yield the link that lets a browser into the pages of a ledger."""
    door = opened(0)
    jobs = Jobs(ledger, lambda: open_reader("rules"))
    application = door.guarded(site(ledger, author="Ida Lund", jobs=jobs, api=api(ledger, jobs=jobs)))
    server = uvicorn.Server(uvicorn.Config(application, log_config=None, timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door.listening]})
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield door.link
    server.should_exit = True
    thread.join()
    door.listening.close()


def drawn(browser: Browser, link: str, wanted: Sequence[Picture], into: Path) -> Iterator[Path]:
    """Draw pictures into a folder; yield the path of each."""
    entering = browser.new_context()
    entering.new_page().goto(link)
    cookies: Any = entering.cookies()
    home = link.partition("/?")[0]
    for each in wanted:
        context = browser.new_context(
            viewport={"width": each.width, "height": each.height},
            color_scheme="dark" if each.dark else "light",
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="UTC",
        )
        context.add_cookies(cookies)
        page = context.new_page()
        page.goto(home + each.path, wait_until="networkidle")
        begin, end = (page.locator(part).first.evaluate(WHERE) if part else [0, 0] for part in (each.since, each.until))
        clip: Any = {"x": 0, "y": max(0, begin[0] - MARGIN), "width": each.width, "height": end[1] + each.below - max(0, begin[0] - MARGIN)}
        path = into / f"{each.name}.png"
        page.screenshot(path=path, full_page=True, clip=clip, animations="disabled", caret="hide")
        context.close()
        yield path


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw all pictures and print their sizes; return 0 where each is small enough to be kept."""
    parser = argparse.ArgumentParser(prog="python docs/pictures.py", description=__doc__.splitlines()[0])
    parser.add_argument("--into", type=Path, default=PICTURES)
    into: Path = parser.parse_args(arguments).into
    into.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    large = False
    with tempfile.TemporaryDirectory(prefix="headwater-pictures-") as folder, sync_playwright() as playwright:
        path = Path(folder) / "samples.db"
        if cli.main(["add", "--quiet", str(ROOT / "samples"), "--ledger", str(path)]) != 0:
            return 1
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--font-render-hinting=none"])
        with open_ledger(path, remembers=64) as ledger, served(ledger) as link:
            for picture in drawn(browser, link, pictures_of(ledger), into):
                size = picture.stat().st_size
                large = large or size > MOST_BYTES
                print(f"{picture.name}: {size:,} bytes{' (too large to keep)' if size > MOST_BYTES else ''}")
        browser.close()
    return 1 if large else 0


if __name__ == "__main__":
    sys.exit(main())
