"""Score what Headwater extracts from saved web pages against the article bodies marked by hand.

As the article-extraction benchmark of Scrapinghub (now Zyte) does: shingles of four tokens of the extracted body against those of the
marked body, precision, recall and F1 of each page, averaged over the pages. The title line, which Headwater puts before the body,
is left out, since the marked bodies have none.

    python -m benchmarks.pages FOLDER        FOLDER holds ground_truth.json and html/ID.html.gz
"""

import gzip
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path

from headwater.ingest.decode import Refusal, decode
from headwater.ingest.pages import article

__all__ = ["score"]

_TOKEN = re.compile(r"\w+|[^\w\s]")
SHINGLE_TOKENS = 4


def score(folder: Path) -> dict[str, float]:
    """Score the pages of a folder.

    Args:
        folder: Holds `ground_truth.json` ({ID: {"articleBody": str}}) and `html/ID.html.gz`.

    Returns:
        precision, recall and f1, averaged over the pages (0..1), `pages`, `refused` (pages without text) and `ms_a_page`.
    """
    gold = json.loads((folder / "ground_truth.json").read_text(encoding="utf-8"))
    found, refused, spent = [], 0, 0.0
    for page, marked in gold.items():
        raw = gzip.decompress((folder / "html" / f"{page}.html.gz").read_bytes())
        start = time.perf_counter()
        body = _body(raw)
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


def _body(raw: bytes) -> str:
    """The extracted text without its title line, empty where the page is refused."""
    decoded = decode(raw, page=True)
    found = None if isinstance(decoded, Refusal) else article(decoded.text)
    if found is None:
        return ""
    return found.text.partition("\n\n")[2] if 0 in found.known else found.text


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(text)
    size = min(SHINGLE_TOKENS, len(tokens))
    return Counter(tuple(tokens[index : index + size]) for index in range(len(tokens) - size + 1)) if tokens else Counter()


def _page_score(found: str, marked: str) -> tuple[float, float]:
    """Precision and recall of one page."""
    ours, theirs = _shingles(found), _shingles(marked)
    shared = sum((ours & theirs).values())
    return (shared / sum(ours.values()) if ours else float(not theirs)), (shared / sum(theirs.values()) if theirs else float(not ours))


if __name__ == "__main__":
    for name, value in score(Path(sys.argv[1])).items():
        print(f"{name:10} {value:.3f}")
