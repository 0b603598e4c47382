"""Count in how many reports each word stands: `python -m training.frequencies --data DIR --out FILE`.

Reads PolNeAR's training texts, writes counts only (no text), of forms seen in five reports or more: rarer ones could tell what was read.
"""

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path

from headwater.link import terms

__all__ = ["counted", "main"]


def counted(texts: list[str]) -> dict[str, int]:
    """Return the number of texts that each form stands in, of those in `terms.LEAST_SEEN` or more, sorted by form."""
    seen: Counter[str] = Counter()
    for text in texts:
        seen.update(terms.forms_in(text))
    return {form: count for form, count in sorted(seen.items()) if count >= terms.LEAST_SEEN}


def main() -> None:
    """Write the table that ships in the package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds polnear_train.jsonl.gz")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    with gzip.open(given.data / "polnear_train.jsonl.gz", "rt", encoding="utf-8") as rows:
        texts = [json.loads(row)["text"] for row in rows]
    head = (
        "# In how many of PolNeAR's training reports a form stands; made by training/frequencies.py; counts only.\n"
        f"# reports\t{len(texts)}\n"
    )
    given.out.write_text(head + "".join(f"{form}\t{count}\n" for form, count in counted(texts).items()), encoding="utf-8")


if __name__ == "__main__":
    main()
