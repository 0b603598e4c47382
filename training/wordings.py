"""Invented stories' claims in many wordings: what the sentence encoder is trained on (`training.alike`).

Beside this module lie stories, each with some claims in many wordings, for and against, as reports have them, and with what else was said,
which belongs to none of them. They were written with a language model; no person has verified them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["FOLDER", "Told", "marked", "marked_stories", "written"]

FOLDER = Path(__file__).with_name("wordings")
KINDS = ("= ", "+ ", "- ", "~ ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A story's texts, and the claims that each makes or denies (none for what belongs to no claim)."""

    name: str
    texts: tuple[str, ...]
    claims: tuple[frozenset[int], ...]


def written(folder: Path = FOLDER) -> Iterator[Told]:
    """Yield the stories of a folder: `Story:`, then claims (`=`), each with wordings that assert (`+`) or deny it (`-`); `~` is the rest.

    Raises:
        ValueError: A line begins otherwise, or a wording stands before the first claim.
    """
    for path in sorted(folder.glob("*.txt")):
        texts: list[str] = []
        claims: list[frozenset[int]] = []
        claim = -1
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if not line.strip() or line.startswith("Story: "):
                continue
            if not line.startswith(KINDS) or (claim < 0 and line[0] in "+-"):
                raise ValueError(f"{path.name}, line {number}: {line[:40]!r} is no claim, wording or other text")
            claim += line[0] == "="
            texts.append(line[2:])
            claims.append(frozenset() if line[0] == "~" else frozenset({claim}))
        yield Told(name=path.stem, texts=tuple(texts), claims=tuple(claims))


def marked_stories(folder: Path) -> Iterator[Told]:
    """Yield the stories of a folder laid out as `training/stories` is."""
    for path in sorted(folder.glob("*/story.json")):
        yield marked(path.parent.name, json.loads(path.read_text(encoding="utf-8")))


def marked(name: str, story: dict[str, Any]) -> Told:
    """Return a marked story's gists and statements, each text once; who declines to speak makes no claim."""
    said = {each["id"]: " ".join(each["content"]) for each in story["statements"]}
    found: dict[str, set[int]] = {}
    for number, claim in enumerate(story["claims"]):
        found.setdefault(claim["gist"], set()).add(number)
        for each in claim["assertions"]:
            if each["stance"] != "declines" and each["statement"] in said:
                found.setdefault(said[each["statement"]], set()).add(number)
    for text in said.values():
        found.setdefault(text, set())
    return Told(name=name, texts=tuple(found), claims=tuple(frozenset(claims) for claims in found.values()))
