"""A reading as a page for people.

The words of a report stand as they are; Headwater's own words stand in (parentheses), so that the two are told apart without colour.

    Inés Duarte, the mayor · said (direct)
        “We will not leave a single family without a roof.”

    She · told → the council (indirect)
      (chain) The Ellery Courier ‹ Inés Duarte (private)
        the money was there

Where chains were resolved, a line under the source shows who stands between the reader and the words, the nearest first. It is left out
where it would only say the source again.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rich.style import Style
from rich.text import Text

from headwater.cli.asides import aside, in_words, said
from headwater.cli.paper import CUE, OURS, PIPED_WIDTH, SOURCE, TITLE, UNNAMED, Paper
from headwater.cli.terminal import printable
from headwater.model import Actor, Hop, Reading, Report, Span, Statement

__all__ = ["TerminalPage", "in_words"]

INDENT, HANG = 4, 2


class TerminalPage:
    """Prints readings one after the other, then one line that sums them up."""

    def __init__(self, *, width: int | None = None, color: str = "auto", summary: bool = True) -> None:
        self._paper = Paper(width=width, color=color)
        self._summary = summary
        self._reports = 0
        self._rejected = 0
        self._statements: Counter[str] = Counter()
        self._sources: set[str] = set()
        self._actors: dict[str, bool] = {}

    def add(self, reading: Reading) -> None:
        """Print one reading: a header, then its statements, those inside others indented under them."""
        self._rejected += len(reading.rejected)
        report = reading.report
        if report is None:
            return
        if self._reports:
            self._paper.line(Text("\n"))
        self._reports += 1
        self._header(report)
        if not reading.statements:
            self._paper.block(Text("(not read)" if reading.rejected else "(no attributed statements found)", OURS), 0)
        told = [each for each in reading.statements if not _only_names_source(report.text, each) and not _is_silence(reading, each)]
        for depth, statement in _nested(told):
            self._paper.line(Text(""))
            self._statement(reading, report.text, statement, depth * INDENT)
        self._silences(reading)
        sys.stdout.flush()

    def _silences(self, reading: Reading) -> None:
        """Print who was asked and did not answer, in one line."""
        actors = {actor.id: printable(actor.name) for actor in reading.actors}
        silent = dict.fromkeys(actors[each.actor] for each in reading.unreached if each.actor in actors)
        if silent:
            self._paper.line(Text(""))
            self._paper.block(Text("(no answer from) ", OURS).append(", ".join(silent), Style.null()), 0, hang=HANG)

    def end(self) -> None:
        """Print the line that sums up, where one was wanted."""
        if self._summary and self._reports:
            self._paper.line(Text(""))
            self._paper.block(Text(self._summed_up(), OURS), 0)

    def _statement(self, reading: Reading, text: str, statement: Statement, indent: int) -> None:
        self._statements[statement.kind] += 1
        if "resolve" in reading.stages:
            self._resolved(reading, text, statement, indent)
        else:
            self._count_source(text, statement)
            self._paper.block(_attribution(text, statement, [_form(statement)]), indent, hang=HANG)
        self._paper.block(Text(_words(text, statement.content)), indent + INDENT)
        beside = aside(reading, statement, self._paper.width - indent - INDENT)
        if beside is not None:
            self._paper.block(Text(beside, OURS), indent + INDENT)

    def _resolved(self, reading: Reading, text: str, statement: Statement, indent: int) -> None:
        """Print who said it, and under it through whom it came, unless that would only say the source again."""
        actors = {actor.id: actor for actor in reading.actors}
        self._count_actors(statement)
        when = said(reading, statement)
        manner = [*_manner(text, statement), *([when] if when else [])]
        where = self._where(text, statement, reading.actors)
        if _says_all(text, statement, actors):
            unnamed = ["unnamed"] * any(hop.kind == "unnamed" for hop in statement.chain)
            self._paper.block(_attribution(text, statement, [_form(statement), *unnamed, *manner], where), indent, hang=HANG)
            return
        self._paper.block(_attribution(text, statement, [_form(statement)]), indent, hang=HANG)
        line = self._chain(text, statement, actors).append(where)
        if manner:
            line.append(f" ({', '.join(manner)})", OURS)
        self._paper.block(line, indent + HANG)

    def _chain(self, text: str, statement: Statement, actors: Mapping[str, Actor]) -> Text:
        if not statement.chain:
            return Text().append("(no source: a dead end)" if statement.unsourced else "(the report’s own voice)", OURS)
        line = Text().append("(chain) ", OURS)
        for number, hop in enumerate(statement.chain):
            line.append(self._paper.upstream if number else "", OURS).append(_hop(text, hop, actors))
        return line

    def _where(self, text: str, statement: Statement, actors: Sequence[Actor]) -> Text:
        """To whom it was said, and on what, where the text says so."""
        where = Text()
        if statement.to:
            where.append(self._paper.to, OURS).append(", ".join(_known_as(text, span, actors) for span in statement.to))
        if statement.on:
            where.append(" (on) ", OURS).append(_words(text, statement.on))
        return where

    def _count_source(self, text: str, statement: Statement) -> None:
        if statement.source:
            self._sources.add(_words(text, statement.source).casefold())
        else:
            self._statements["unsourced"] += 1

    def _count_actors(self, statement: Statement) -> None:
        self._statements["dead end"] += statement.unsourced
        for hop in statement.chain:
            self._actors |= dict.fromkeys(hop.actors or (hop.actor,), hop.kind == "unnamed")

    def _summed_up(self) -> str:
        found = _counted(self._statements["statement"], "statement")
        if self._statements["attitude"]:
            found += f" and {_counted(self._statements['attitude'], 'attitude')}"
        sentence = f"({found} in {_counted(self._reports, 'report')}, by {self._speakers()}"
        if self._statements["unsourced"]:
            sentence += f"; {self._statements['unsourced']} without a source"
        if self._statements["dead end"]:
            sentence += f"; {_counted(self._statements['dead end'], 'dead end')}"
        if self._rejected:
            sentence += f"; {self._rejected} rejected"
        return sentence + ")"

    def _speakers(self) -> str:
        parts = []
        if self._actors:
            unnamed = sum(self._actors.values())
            parts.append(_counted(len(self._actors), "actor") + (f", {unnamed} of them unnamed" if unnamed else ""))
        if self._sources or not parts:
            parts.append(f"{_counted(len(self._sources), 'source')} as worded")
        return " and ".join(parts)

    def _header(self, report: Report) -> None:
        self._paper.block(Text(_title(report), TITLE), 0)
        publisher = report.publisher and (report.publisher.name or report.publisher.domain)
        about = Text()
        about.append(*((printable(publisher), None) if publisher else ("(publisher unknown)", OURS))).append(" · ", OURS)
        about.append(*((in_words(report.published_at.value), None) if report.published_at else ("(date unknown)", OURS)))
        about.append(" · ", OURS).append(printable(report.ref))
        self._paper.block(about, 0, hang=HANG)
        self._paper.line(Text(self._paper.rule * self._paper.width, OURS))


def _title(report: Report) -> str:
    headline = next((report.text[block.start : block.end] for block in report.blocks if block.kind == "headline"), None)
    first_line = next((line for line in report.text.splitlines() if line.strip()), "")
    title = printable(report.title or headline or first_line)
    return title if len(title) <= 2 * PIPED_WIDTH else f"{title[: 2 * PIPED_WIDTH - 1]}…"


def _attribution(text: str, statement: Statement, ours: Sequence[str], where: Text | None = None) -> Text:
    line = Text()
    line.append(*((_words(text, statement.source), SOURCE) if statement.source else ("(no source named)", OURS)))
    if statement.cue:
        line.append(" · ", OURS).append(_words(text, statement.cue), CUE)
    return line.append(where or "").append(f" ({', '.join(ours)})", OURS)


def _form(statement: Statement) -> str:
    return statement.form if statement.kind == "statement" else f"{statement.form}, attitude"


# Chains --------------------------------------------------------------------------------------------------------------------------


def _only_names_source(text: str, statement: Statement) -> bool:
    """Whether all that is said is who said it ("citing two officials"): the chain of what they said shows that already."""
    starts = {hop.span.start for hop in statement.chain}
    citing = _words(text, statement.cue).casefold() in ("citing", "quoting")
    return citing and len(statement.content) == 1 and statement.content[0].start in starts


def _is_silence(reading: Reading, statement: Statement) -> bool:
    """Whether all that is said is that somebody known did not answer: a line at the end tells that of all."""
    parents = {each.parent for each in reading.statements}
    silent = [each.span for each in reading.unreached if each.actor is not None]
    return statement.id not in parents and any(a.start < b.end and b.start < a.end for a in statement.cue for b in silent)


def _says_all(text: str, statement: Statement, actors: Mapping[str, Actor]) -> bool:
    """Whether the line of the source already says the whole chain: one hop by name, or none where no source is named either."""
    if not statement.source:
        return not statement.chain and not statement.unsourced
    if len(statement.chain) != 1:
        return False
    source = _words(text, statement.source).casefold()
    hop = statement.chain[0]
    return all(name.casefold() in source for name in _names(text, hop, actors)) or _by_surname(text, source, hop, actors)


def _by_surname(text: str, source: str, hop: Hop, actors: Mapping[str, Actor]) -> bool:
    """Whether a source holds the last name of the person meant, which nobody else in the report bears; a name set by hand is to be seen."""
    person = actors.get(hop.actor)
    if person is None or hop.kind != "person" or not hop.named or hop.actors or person.name not in " ".join(text.split()):
        return False
    last = _last_name(person)
    return last in re.findall(r"\w+", source) and sum(_last_name(each) == last for each in actors.values() if each.kind == "person") == 1


def _last_name(actor: Actor) -> str:
    found: list[str] = re.findall(r"\w+", actor.name.casefold())
    return found[-1] if found else ""


def _hop(text: str, hop: Hop, actors: Mapping[str, Actor]) -> Text:
    name = " + ".join(_names(text, hop, actors))
    return Text.assemble(("(unnamed) ", OURS), (name, UNNAMED)) if hop.kind == "unnamed" else Text(name)


def _names(text: str, hop: Hop, actors: Mapping[str, Actor]) -> list[str]:
    """The fullest names, or descriptions, of a hop's actors; the hop's own words where there are none."""
    return [printable(actors[each].name) for each in hop.actors or (hop.actor,) if each in actors] or [_words(text, [hop.span])]


def _known_as(text: str, span: Span, actors: Sequence[Actor]) -> str:
    """The fullest name of the actor that a span mentions; the span's own words where it mentions none."""
    return next((printable(actor.name) for actor in actors if actor.named and span in actor.mentions), _words(text, [span]))


def _manner(text: str, statement: Statement) -> list[str]:
    """What is told of a statement beside its chain, where it is not what goes without saying."""
    return [
        *([statement.on_record] if statement.on_record != "unknown" else []),
        *([statement.stance] if statement.stance != "asserts" else []),
        *(["negated"] if statement.negated else []),
        *(["conditional"] if statement.conditional else []),
        *([f"hedged: “{_words(text, statement.hedges)}”"] if statement.hedges else []),
    ]


def _words(text: str, spans: Sequence[Span]) -> str:
    return " … ".join(printable(text[span.start : span.end]) for span in spans)


def _nested(statements: Sequence[Statement]) -> Iterator[tuple[int, Statement]]:
    """Each statement with its depth, in reading order, what stands inside a statement right after it."""
    known = {statement.id for statement in statements}
    inside: dict[str | None, list[Statement]] = {}
    for statement in statements:
        inside.setdefault(statement.parent if statement.parent in known else None, []).append(statement)
    waiting = [(0, statement) for statement in reversed(inside.pop(None, []))]
    while waiting:
        depth, statement = waiting.pop()
        yield depth, statement
        waiting += [(depth + 1, each) for each in reversed(inside.pop(statement.id, []))]
    # Only statements that name each other as parents are left: a reader's mistake, and no reason to hide them.
    yield from ((0, statement) for left in inside.values() for statement in left)


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
