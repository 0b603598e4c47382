"""The commands that ask a ledger what its reports have in common: stories, compare, trace, timeline, upstream, changes."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.text import Text

from headwater import answers, comparison
from headwater.cli.asides import in_words
from headwater.cli.opening import ledger_of, print_json, settings_of
from headwater.cli.paper import OURS, SOURCE, TITLE, UNNAMED, Paper
from headwater.cli.terminal import printable, use_utf8
from headwater.cli.tracing import dated, print_claim, published_by
from headwater.comparison import origins_asserting
from headwater.ledger import Ledger
from headwater.telling import TAKEN_OVER, taken_over

__all__ = ["Look", "answer", "print_changes", "print_compare", "print_stories", "print_timeline", "print_trace", "print_upstream"]

Json = Mapping[str, Any]

SHOWN_CLAIMS = 12
"""Of a story: those first that most reports make or deny."""
MOST_ORIGINS = 5
"""That a claim of a story is shown with."""
AGAINST = {"denies": "denied by", "retracts": "taken back by", "declines": "no comment from"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How an answer is printed, and from which ledger it is asked."""

    ledger: str | None
    case: str | None
    as_json: bool
    width: int | None
    color: str


def answer(look: Look, told: Callable[[Ledger, Paper], None]) -> int:
    """Open the ledger and print what was asked for; return the exit code."""
    with ledger_of(settings_of(look.ledger, look.case)) as opened, opened.snapshot():
        told(opened, Paper(width=look.width, color=look.color))
    return 0


def write_line(document: object) -> None:
    """Write a JSON document as one line."""
    use_utf8(sys.stdout)
    sys.stdout.write(json.dumps(document, ensure_ascii=True, allow_nan=False) + "\n")
    sys.stdout.flush()


def print_stories(ledger: Ledger, paper: Paper, *, as_json: bool) -> None:
    """Print the stories of a ledger, the latest first."""
    found = answers.stories(ledger)
    if as_json:
        print_json(found)
        return
    if not found:
        paper.block(Text("(no stories yet: headwater add reports/)", OURS))
    for each in found:
        paper.block(Text(f"{each['id'][:8]}  ", OURS).append(printable(each["title"] or "(no headline)"), TITLE), hang=10)
        paper.block(Text(_about(each), OURS), 10)


def _about(story: Json) -> str:
    names = list(dict.fromkeys(published_by(report) for report in story["reports"]))
    shared, one, unsettled = story["shared_claims"], story["one_origin"], story["open"]
    said = f"{_counted(len(story['reports']), 'report')}: {', '.join(names[:6])}{' …' if len(names) > 6 else ''}"
    if not shared:
        return said
    return f"{said}; {_counted(shared, 'claim')} in several reports, {one} of one origin, {unsettled} open"


def print_compare(ledger: Ledger, paper: Paper, wanted: str | None, *, as_json: bool) -> None:
    """Print what was found across the reports of a story, or of all."""
    if as_json:
        for document in answers.compare(ledger, wanted):
            write_line(document)
        return
    for number, document in enumerate(answers.compare(ledger, wanted)):
        if number:
            paper.line()
        _print_story(paper, document)


def _print_story(paper: Paper, document: Json) -> None:
    story = document["story"]
    reports = {each["id"]: each for each in story["reports"]}
    paper.title(printable(story["title"] or "(no headline)"))
    for each in story["reports"]:
        paper.block(Text(published_by(each), SOURCE).append(dated(each), OURS), 2, hang=2)
    _print_reuse(paper, document, reports)
    _print_citations(paper, document, reports)
    _print_claims(paper, document)
    _print_figures(paper, document["figures"], reports)
    _print_pairs(paper, "Quotations", [q for q in document["quotes"] if q["relation"] != "identical"], reports)


def _print_reuse(paper: Paper, document: Json, reports: Mapping[str, Json]) -> None:
    if not document["reuse"]:
        return
    _heading(paper, TAKEN_OVER)
    for each in document["reuse"]:
        way = f"{published_by(reports[each['to']])} {'from' if each['directed'] else 'and'} {published_by(reports[each['from']])}"
        paper.block(Text(way).append(f" ({taken_over(each['kind'], each['containment'])}): {printable(each['because'])}", OURS), 2, hang=2)


def _print_citations(paper: Paper, document: Json, reports: Mapping[str, Json]) -> None:
    if not document["citations"]:
        return
    _heading(paper, "Who cites whom")
    for each in _once(document["citations"]):
        line = Text(f"{published_by(reports[each['report']])} cites {printable(each['outlet'])}")
        if each["misattributed"]:
            line.append(f" (but its words come from elsewhere: {printable(each['because'])})", OURS)
        elif each["resolved"] is None:
            line.append(" (not in hand)", OURS)
        elif each["resolved"] in reports:
            line.append(f" ({published_by(reports[each['resolved']])}{dated(reports[each['resolved']])})", OURS)
        paper.block(line, 2, hang=2)


def _once(citations: Sequence[Json]) -> Iterator[Json]:
    """Yield each outlet that a report cites once, by the shortest name it has there ("Politico", and not "the Politico site" again)."""
    told: dict[tuple[str, str | None, bool], list[set[str]]] = {}
    order = {report: n for n, report in enumerate(dict.fromkeys(each["report"] for each in citations))}
    for each in sorted(citations, key=lambda one: (order[one["report"]], len(one["outlet"].split()), one["mention"]["start"])):
        words = set(each["outlet"].lower().split())
        before = told.setdefault((each["report"], each["resolved"], each["misattributed"]), [])
        if not any(name <= words for name in before):
            before.append(words)
            yield each


def _print_claims(paper: Paper, document: Json) -> None:
    shown = comparison.shared(document["claims"])[:SHOWN_CLAIMS]
    if not shown:
        return
    _heading(paper, "Claims, and independent origins within these reports")
    for claim in shown:
        count = str(claim["low"]) if claim["low"] == claim["high"] else f"{claim['low']} to {claim['high']}"
        paper.block(Text(f"{count:>6}  ", SOURCE).append(printable(claim["gist"]["text"])).append(f"  {claim['id'][:8]}", OURS), 2, hang=8)
        paper.block(Text("; ".join(_standing(claim)), OURS), 10)


def _standing(claim: Json) -> Iterator[str]:
    """Yield from whom a claim is, who else has something of it, and what stands against it."""
    who = [_called(each) for each in origins_asserting(claim)]
    if who:
        yield f"from {_listed(who)}"
    beside = len(origins_asserting(claim, counted=False))
    if beside:
        yield f"{beside} not counted"
    for stance, words in AGAINST.items():
        ids = {a["origin"] for a in claim["assertions"] if a["stance"] == stance}
        who = [_called(each) for each in claim["origins"] if each["id"] in ids]
        if who:
            yield f"{words} {_listed(who)}"


def _called(origin: Json) -> str:
    return f"{printable(origin['who'])}{' (no source)' if origin['own_voice'] else ''}"


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_ORIGINS} more" if len(names) > MOST_ORIGINS else ""
    return f"{', '.join(names[:MOST_ORIGINS])}{more}"


def _print_figures(paper: Paper, links: Iterable[Json], reports: Mapping[str, Json]) -> None:
    """Print the figures that differ pair by pair, then each number that several reports give once, with who gives it."""
    rows = list(links)
    differing = [each for each in rows if each["relation"] != "same"]
    _print_pairs(paper, "Figures that differ", differing, reports)
    agreed = [group for group in _groups([each for each in rows if each["relation"] == "same"]) if len({p["report"] for p, _ in group}) > 1]
    if agreed:
        _heading(paper, "Figures that several reports give")
    for group in agreed:
        told = next((because for _, because in group if because.startswith("“")), "").rpartition(": ")[0]
        numbers = ", ".join(dict.fromkeys(printable(place["text"]) for place, _ in group))
        who = "; ".join(dict.fromkeys(published_by(reports[place["report"]]) for place, _ in group))
        paper.block(Text(numbers, SOURCE).append(f" {printable(told)}".rstrip(), UNNAMED).append(f"  {who}", OURS), 2, hang=4)


def _groups(links: Iterable[Json]) -> list[list[tuple[Json, str]]]:
    """Return the places that are linked, directly or by others, together, each with why it is linked; the first groups first."""
    home: dict[tuple[str, int], list[tuple[Json, str]]] = {}
    for each in links:
        both = [(each[end]["report"], each[end]["start"]) for end in "ab"]
        found = [home.get(key) or [(each[end], each["because"])] for key, end in zip(both, "ab", strict=True)]
        joined = found[0] if found[0] is found[1] else [*found[0], *found[1]]
        home |= {(place["report"], place["start"]): joined for place, _ in joined}
    return list({id(group): group for group in home.values()}.values())


def _print_pairs(paper: Paper, title: str, pairs: Iterable[Json], reports: Mapping[str, Json]) -> None:
    rows = list(pairs)
    if not rows:
        return
    _heading(paper, title)
    for each in rows:
        both = [f"{published_by(reports[each[end]['report']])}: {printable(each[end]['text'])}" for end in "ab"]
        paper.block(
            Text(f"{each['relation']}  ", UNNAMED).append(" | ".join(both)).append(f" ({printable(each['because'])})", OURS), 2, hang=4
        )


def print_trace(ledger: Ledger, paper: Paper, wanted: str, *, as_json: bool) -> None:
    """Print a claim traced to its origins, and the other claims that fit the words."""
    found = answers.trace(ledger, wanted)
    if as_json:
        write_line(found)
        return
    print_claim(paper, found, found["story"])
    if found["others"]:
        _heading(paper, "Other claims that may be meant")
        for each in found["others"]:
            paper.block(Text(f"{each['claim'][:8]}  ", OURS).append(printable(each["gist"])), 5, hang=10)


def print_timeline(ledger: Ledger, paper: Paper, wanted: str, *, as_json: bool) -> None:
    """Print who said what when, what was said publicly apart from what was said privately."""
    found = answers.timeline(ledger, wanted)
    if as_json:
        print_json(found)
        return
    when = ""
    for row in found["positions"]:
        if (row["when"] or "") != when or row is found["positions"][0]:
            when = row["when"] or ""
            paper.line(Text(in_words(when) if when else "(no date)", TITLE))
        words = " … ".join(span["text"] for span in row["words"])
        manner = {"public": "publicly", "private": "privately", "unknown": ""}[row["on_record"]]
        told = ", ".join(part for part in (manner, "" if row["said"] == "asserts" else row["said"]) if part)
        line = Text(printable(row["name"]), SOURCE).append(f" ({told})" if told else "", OURS).append(f": {printable(words)}")
        paper.block(line.append(f"  {published_by(row['report'])}", OURS), 2, hang=4)


def print_upstream(ledger: Ledger, paper: Paper, *, as_json: bool) -> None:
    """Print what is cited but not in hand, those first on which most claims rest."""
    found = answers.upstream(ledger)
    if as_json:
        print_json(found)
        return
    if not found:
        paper.block(Text("(every outlet that is cited is in hand)", OURS))
    for each in found:
        claims = _counted(len(each["claims"]), "claim") if each["claims"] else "no claim"
        line = Text(printable(each["outlet"]), SOURCE).append(f"  {claims} on it, in “{printable(each['story']['title'])}”", OURS)
        paper.block(line, hang=4)
        for mention in each["mentions"][:4]:
            paper.block(Text(f"{published_by(mention['report'])}: “{printable(mention['text'])}”"), 4, hang=2)


def print_changes(ledger: Ledger, paper: Paper, since: str | None, *, as_json: bool) -> None:
    """Print the claims that changed, and why."""
    found = answers.changes(ledger, since)
    if as_json:
        print_json(found)
        return
    if not found:
        paper.block(Text("(nothing changed)", OURS))
    for each in found:
        paper.block(Text(f"{in_words(each['at'])}  ", OURS).append(printable(each["gist"]), SOURCE), hang=4)
        paper.block(Text(printable(each["because"])), 4)


def _heading(paper: Paper, words: str) -> None:
    paper.line()
    paper.line(Text(words, TITLE))


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
