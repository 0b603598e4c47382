"""Read texts that nobody would write, and see that what holds for every reading holds for them.

    python -m benchmarks.fuzz --seconds 300

Each text comes from one seed, and a failing seed is printed with the command that reads its text again. Held are: reading never raises
and is never rejected as failed; every span lies in its text and holds something; the roles of a statement share no character; forms,
kinds and scores are of their sets; a parent is there, and holds some of its statement; every hop is of an actor that is there, and a chain
begins with its parent's; a dead end has no chain; reading twice gives the same; and the reading survives the wire format.
"""

import argparse
import random
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from itertools import count, islice, pairwise
from typing import TYPE_CHECKING

from benchmarks.corpora import load
from headwater import codec, ingest, pipeline
from headwater.errors import ModelError
from headwater.ids import report_id, text_sha256
from headwater.model import Reading, Report, Span, Statement
from headwater.read import READERS, open_reader

if TYPE_CHECKING:
    from headwater.read import Reader

__all__ = ["broken_rules", "text_of"]

# What news is made of when it has gone through five systems.
MARKS = [
    "“",
    "”",
    '"',
    "''",
    "``",
    "‘",
    "’",
    "'",
    "«",
    "»",
    "„",
    "“ ",
    " ”",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "—",
    "–",
    "…",
    "...",
    ":",
    "•",
    "|",
]
BREAKS = ["\n", "\n\n", "\r\n", "\r", "\u2028", "\u2029", "\v", "\f", "\x85", "\t", " ", "\u00a0", "\u200b", "\ufeff", "\u3000", "\u00ad"]
CONTROLS = ["\x01", "\x07", "\x08", "\x1b[31m", "\x7f", "\x9b", "\u202e", "\u202c", "\u2066", "\u2069", "\u200e", "\u200d", "\U000e0041"]
LETTERS = [
    "é",
    "e\u0301\u0301\u0301",
    "İ",
    "ß",
    "ﬁ",
    "Ω",
    "语",
    "語言新聞",
    "שלום",
    "مرحبا",
    "🙂",
    "👩‍👩‍👧‍👦",
    "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "𝔘𝔫𝔦",
    "\ufffd",
    "\U0010ffff",
    "x" * 3000,
    "-" * 600,
    "said" * 200,
]
CUES = ["said", "says", " told ", "according to", "reportedly", "asked", "denied", "he said", "added", "who", "that"]
PIECES = (MARKS, BREAKS, CONTROLS, LETTERS, CUES)
MAX_CHARS = 6000


def text_of(seed: int, base: Sequence[str]) -> str:
    """Return the text of a seed: a report mutated, or one made of nothing but odd pieces.

    Args:
        seed: Any integer; the same seed and base give the same text.
        base: Reports to mutate.
    """
    draw = random.Random(seed)  # noqa: S311 - reproducible, and no secret
    if draw.random() < 0.25:
        words = draw.choice(base).split()
        parts = [draw.choice(draw.choice((*PIECES, words))) for _ in range(draw.randint(1, 120))]
        return draw.choice(("", " ")).join(parts)[:MAX_CHARS] or "."
    text = draw.choice(base)
    for _ in range(draw.choice((1, 2, 5, 20, 100))):
        text = draw.choice(_MUTATIONS)(text, draw)
    return text[:MAX_CHARS] or "."


def _inserted(text: str, draw: random.Random) -> str:
    at = draw.randint(0, len(text))
    return text[:at] + draw.choice(draw.choice(PIECES)) + text[at:]


def _without(text: str, draw: random.Random) -> str:
    start = draw.randint(0, len(text))
    return text[:start] + text[start + draw.choice((1, 1, 5, 200)) :]


def _restyled(text: str, draw: random.Random) -> str:
    return text.replace(draw.choice("“”\"'‘’.,\n"), draw.choice((*MARKS, *BREAKS, "")), draw.choice((1, 3, -1)))


def _crossed(text: str, draw: random.Random) -> str:
    here, there = sorted(draw.randint(0, len(text)) for _ in range(2))
    return text[there:] + text[here:there] + text[:here]


def _shredded(text: str, draw: random.Random) -> str:
    """A stretch of it one character a line."""
    start = draw.randint(0, len(text))
    return text[:start] + "\n".join(text[start : start + 40]) + text[start + 40 :]


def _recased(text: str, draw: random.Random) -> str:
    return draw.choice((str.upper, str.lower, str.title, str.swapcase))(text)


_MUTATIONS = (_inserted, _inserted, _inserted, _without, _restyled, _restyled, _crossed, _shredded, _recased)


def broken_rules(reading: Reading) -> Iterator[str]:
    """Yield what a reading breaks of the rules that every reading keeps; nothing where it keeps them all."""
    report = reading.report
    if report is None:
        return
    yield from (f"it was rejected as {each.code}: {each.detail}" for each in reading.rejected if each.stage in ("read", "resolve"))
    by_id = {statement.id: statement for statement in reading.statements}
    if len(by_id) != len(reading.statements):
        yield "two statements have one id"
    for statement in reading.statements:
        problems = (*_problems(statement, report.text, by_id), *_chain_problems(statement, reading, report.text, by_id))
        yield from (f"{problem}: {statement}" for problem in problems)
    for actor in reading.actors:
        if not actor.mentions or list(actor.mentions) != sorted(actor.mentions):
            yield f"its mentions are none, or out of order: {actor}"
        yield from (f"{problem}: {actor}" for problem in _misplaced((*actor.mentions, *actor.roles), report.text))
    if len({actor.id for actor in reading.actors}) != len(reading.actors):
        yield "two actors have one id"
    if codec.loads(codec.dumps(reading)) != reading:
        yield "it does not survive the wire format"


def _problems(statement: Statement, text: str, by_id: dict[str, Statement]) -> Iterator[str]:
    roles = {"source": statement.source, "cue": statement.cue, "content": statement.content}
    spans = sorted(span for spans in roles.values() for span in spans)
    yield from _misplaced(spans, text)
    if any(one.end > other.start for one, other in pairwise(spans)):
        yield "its roles overlap"
    if any(list(found) != sorted(found) for found in roles.values()):
        yield "its spans are out of order"
    if not 0 <= statement.score <= 1 or statement.form not in {"direct", "indirect", "mixed"}:
        yield "its score or form is of no known kind"
    if statement.parent is not None:
        parent = by_id.get(statement.parent)
        if parent is None or parent is statement:
            yield "its parent is not there"
        elif not any(p.start <= s.start and s.end <= p.end for p in parent.content for s in (*statement.cue, *statement.content)):
            yield "its parent holds none of it"


def _misplaced(spans: Sequence[Span], text: str) -> Iterator[str]:
    for span in spans:
        if span.end > len(text) or not text[span.start : span.end].strip():
            yield f"{span} lies outside the text or holds nothing"


def _chain_problems(statement: Statement, reading: Reading, text: str, by_id: dict[str, Statement]) -> Iterator[str]:
    beside = (*statement.to, *statement.on, *statement.conditional, *statement.hedges)
    yield from _misplaced((*(hop.span for hop in statement.chain), *beside), text)
    known = {actor.id for actor in reading.actors}
    if any(not {hop.actor, *hop.actors} <= known for hop in statement.chain):
        yield "a hop's actor is not there"
    if statement.unsourced and statement.chain:
        yield "it is a dead end with a chain"
    outer = by_id[statement.parent].chain if statement.parent in by_id else ()
    if [hop.actor for hop in statement.chain[: len(outer)]] != [hop.actor for hop in outer]:
        yield "its chain does not begin with its parent's"


def main(argv: list[str] | None = None) -> int:
    """Read until the time is up; print how much was read and what failed."""
    ap = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description="Read mutated texts and hold the readings to their rules.")
    ap.add_argument("--seconds", type=float, default=60.0)
    ap.add_argument("--seed", type=int, help="read the text of this seed alone, and print it")
    ap.add_argument("--texts", type=int, help="end after so many, if the time is not up before")
    ap.add_argument("--start", type=int, default=0, help="the first seed")
    ap.add_argument("--reader", choices=[*READERS, "both"], default="both")
    args = ap.parse_args(argv)
    readers = list(_readers(READERS if args.reader == "both" else (args.reader,)))
    base = [report.text for report in load("own").reports]
    if args.seed is not None:
        print(repr(text_of(args.seed, base)))
    seeds = islice(count(args.start), args.texts) if args.seed is None else (args.seed,)
    until = time.monotonic() + args.seconds
    read = statements = failed = 0
    for seed in seeds:
        if time.monotonic() > until:
            break
        read += 1
        for reader in readers:
            found, problems = _tried(text_of(seed, base), seed, reader)
            statements += found
            failed += bool(problems)
            for problem in problems:
                print(f"seed {seed}, {reader.name}: {problem}\n  again: python -m benchmarks.fuzz --reader {reader.name} --seed {seed}")
    print(f"{read} texts, {statements} statements, {failed} failures; readers: {', '.join(reader.name for reader in readers)}")
    return 1 if failed or not readers else 0


def _readers(names: Sequence[str]) -> Iterator["Reader"]:
    for name in names:
        try:
            yield open_reader(name)
        except ModelError as error:
            sys.stderr.write(f"{name} skipped: {error}\n")


def _report(text: str, ref: str) -> Report:
    """The report of a text, also of one that ingest would refuse: then it has no blocks."""
    item = ingest.from_text(text, ref=ref)
    if isinstance(item, Report):
        return item
    return Report(id=report_id(None, ref, text), ref=ref, text=text, sha256=text_sha256(text))


def _tried(text: str, seed: int, reader: "Reader") -> tuple[int, list[str]]:
    """How many statements a text gave, and what was wrong with them."""
    try:
        report = _report(text, f"seed {seed}")
        reading, again = (pipeline.read_item(report, reader) for _ in range(2))
        problems = list(broken_rules(reading))
    except Exception:  # noqa: BLE001 - whatever it raises is the finding
        return 0, [traceback.format_exc(limit=-3)]
    if reading != again:
        problems.append("read twice, it differs")
    return len(reading.statements), problems


if __name__ == "__main__":
    sys.exit(main())
