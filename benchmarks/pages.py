"""Score what Headwater takes from web pages: the body against bodies marked by hand, the metadata against what each page says.

Bodies, as the article-extraction benchmark of Scrapinghub (now Zyte) does: shingles of four tokens of the extracted body against those of
the marked body, precision, recall and F1 of each page, averaged over the pages. The title line, which Headwater puts before the body, is
left out, since the marked bodies have none. trafilatura and resiliparse alone, as they come, are scored beside it in the same run.

Metadata, on invented pages in `gold/pages` (a live blog, an AMP page, a paywall's stub, a forum paste, an aggregator, a table layout, …):
the share of fields that equal what was written down before, of sentences that must be in the text, and of furniture that must not be read
as part of it.

    python -m benchmarks.pages FOLDER        FOLDER holds ground_truth.json and html/ID.html.gz
    python -m benchmarks.pages               only the invented pages
"""

import gzip
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import trafilatura
from resiliparse.extract.html2text import extract_plain_text

from headwater.ingest.decode import Refusal, decode
from headwater.ingest.given import Given
from headwater.ingest.pages import article, read_page
from headwater.model import Report

__all__ = ["FIELDS", "OWN", "body_of", "fields_of", "held", "score"]

_TOKEN = re.compile(r"\w+|[^\w\s]")
SHINGLE_TOKENS = 4
OWN = Path(__file__).resolve().parent / "gold" / "pages"
FIELDS = ("title", "byline", "publisher", "domain", "published_at", "modified_at", "url", "credit")


def score(folder: Path, extract: Callable[[bytes], str] | None = None) -> dict[str, float]:
    """Score the pages of a folder.

    Args:
        folder: Holds `ground_truth.json` ({ID: {"articleBody": str}}) and `html/ID.html.gz`.
        extract: A page's bytes to its body; `None` is Headwater.

    Returns:
        precision, recall and f1, averaged over the pages (0..1), `pages`, `refused` (pages without text) and `ms_a_page`.
    """
    extract = extract or body_of
    gold = json.loads((folder / "ground_truth.json").read_text(encoding="utf-8"))
    found, refused, spent = [], 0, 0.0
    for page, marked in gold.items():
        raw = gzip.decompress((folder / "html" / f"{page}.html.gz").read_bytes())
        start = time.perf_counter()
        body = extract(raw)
        spent += time.perf_counter() - start
        refused += not body
        found.append(_page_score(body, marked["articleBody"]))
    precision, recall = (sum(values) / len(found) for values in list(zip(*found, strict=True))[:2])
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall),
        "pages": len(found),
        "refused": refused,
        "ms_a_page": 1000 * spent / len(found),
    }


def fields_of(page: Path) -> dict[str, Any]:
    """What Headwater takes from a page's own words, in the words of `FIELDS`, its contradictions, and the text."""
    (report,) = read_page(BytesIO(page.read_bytes()), Given(ref=page.name))
    if not isinstance(report, Report):
        return {"text": ""}
    publisher, published, modified = report.publisher, report.published_at, report.modified_at
    return {
        "title": report.title,
        "byline": report.byline,
        "publisher": publisher.name if publisher else None,
        "domain": publisher.domain if publisher else None,
        "published_at": published.value if published else None,
        "modified_at": modified.value if modified else None,
        "url": report.url,
        "credit": report.credit,
        "conflicts": report.extra.get("conflicts", []),
        "text": report.text,
        "read": "\n".join(report.text[block.start : block.end] for block in report.blocks if block.kind != "furniture"),
    }


def held(found: dict[str, Any], wanted: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """Each thing that a page must give, and whether it did."""
    for name in FIELDS:
        yield name, found.get(name) == wanted[name]
    yield from (("sentences in", sentence in found["text"]) for sentence in wanted["holds"])
    yield from (("furniture out", words not in found.get("read", found["text"])) for words in wanted["lacks"])


def _trafilatura_fields(page: Path) -> dict[str, Any]:
    found: Any = trafilatura.bare_extraction(page.read_bytes(), with_metadata=True)
    if found is None:
        return {"text": ""}
    names = {"title": found.title, "byline": found.author, "publisher": found.sitename, "domain": found.hostname, "url": found.url}
    return names | {"published_at": found.date, "text": found.text or ""}


def body_of(raw: bytes, *, fast: bool = False) -> str:
    """The extracted text without its title line, empty where the page is refused."""
    decoded = decode(raw, page=True)
    found = decoded if isinstance(decoded, Refusal) else article(decoded.text, fast=fast)
    if isinstance(found, Refusal):
        return ""
    return found.text.partition("\n\n")[2] if 0 in found.known else found.text


def _trafilatura(raw: bytes) -> str:
    return trafilatura.extract(raw, include_comments=False, include_tables=False) or ""


def _resiliparse(raw: bytes) -> str:
    decoded = decode(raw, page=True)
    return (
        ""
        if isinstance(decoded, Refusal)
        else extract_plain_text(decoded.text, main_content=True, preserve_formatting=False, alt_texts=False)
    )


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    size = min(SHINGLE_TOKENS, len(tokens))
    return Counter(tuple(tokens[index : index + size]) for index in range(len(tokens) - size + 1)) if tokens else Counter()


def _page_score(found: str, marked: str) -> tuple[float, float]:
    """Precision and recall of one page."""
    ours, theirs = _shingles(found), _shingles(marked)
    shared = sum((ours & theirs).values())
    return (shared / sum(ours.values()) if ours else float(not theirs)), (shared / sum(theirs.values()) if theirs else float(not ours))


def _print_bodies(folder: Path) -> None:
    print(f"{'body':14} precision  recall      f1  refused  ms a page")
    ways: dict[str, Callable[[bytes], str]] = {
        "headwater": body_of,
        "headwater fast": partial(body_of, fast=True),
        "trafilatura": _trafilatura,
        "resiliparse": _resiliparse,
    }
    for name, extract in ways.items():
        extract(b"<p>warm</p>")
        found = score(folder, extract)
        figures = f"{found['precision']:9.3f} {found['recall']:7.3f} {found['f1']:7.3f}"
        print(f"{name:14} {figures} {found['refused']:8.0f} {found['ms_a_page']:10.1f}")


def _print_fields() -> None:
    pages = sorted(OWN.glob("*.html"))
    right: dict[str, Counter[str]] = {"headwater": Counter(), "trafilatura": Counter()}
    total: Counter[str] = Counter()
    for page in pages:
        wanted = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
        ours, theirs = fields_of(page), _trafilatura_fields(page)
        for name, good in held(ours, wanted):
            total[name] += 1
            right["headwater"][name] += good
            if not good and name in FIELDS:
                print(f"  {page.stem}: {name} is {ours.get(name)!r}, not {wanted[name]!r}")
        for name, good in held(theirs, wanted):
            right["trafilatura"][name] += good
    print(f"{'of ' + str(len(pages)) + ' pages':14} headwater  trafilatura")
    for name, count in total.items():
        print(f"{name:14} {right['headwater'][name]:5}/{count:<4} {right['trafilatura'][name]:6}/{count}")


if __name__ == "__main__":
    _print_fields()
    if len(sys.argv) > 1:
        _print_bodies(Path(sys.argv[1]))
