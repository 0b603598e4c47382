"""A reader without a model: quotation marks, the commonest cues, and the noun phrase beside them.

A sentence is read in two passes: first for what a speaker after it closes off ("…, the mayor said"), then for what follows a speaker
("The mayor said that …"). The rules of each pass stand in `CLOSING` and `OPENING`, and the first that fits a cue counts. A quotation alone
in its sentence goes to whoever spoke, or was spoken of, before it.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from headwater.model import Report, Span, Statement
from headwater.read.clauses import Group, Unit, addressee_after, groups, subject_after, subject_before, subject_of, units
from headwater.read.statements import Roles, make_statement, paragraphs_to_read
from headwater.text import Quotation, quotations

__all__ = ["RULES", "RuleReader"]

Offsets = tuple[int, int]
Tokens = tuple[int, int]

# How often a statement that a rule finds is one (half of the content, and the source, are right), measured on the training reports of
# PolNeAR; "label at the end" is too rare there, and set by hand.
RULES: Mapping[str, float] = {
    "speaker last": 0.91,
    "speaker last, inverted": 0.91,
    "according to": 0.82,
    "label": 0.77,
    "speaker first": 0.69,
    "passive": 0.56,
    "same speaker": 0.55,
    "asked": 0.63,
    "transcript": 0.48,
    "label at the end": 0.45,
    "quotation alone": 0.2,
}
# No sentence has more cues; a text that goes on about saying must not take for ever.
MAX_CUES = 40
# "On the channel's “Sunday Morning Futures,” the senator said": a quotation as short as this, after other words, may be a title.
MAX_TITLE_CHARS = 40

# What may stand between a cue at the end of its sentence and the full stop: "on Monday", "in a statement", "told reporters".
_TAIL = re.compile("(?:A|T|[pn]T+n?|D[nwA]?T|[ptS][DAnNwbv]{1,8})*")
_BEFORE_GERUND = frozenset("stop stopped start started keep kept begin began avoid avoided consider continued".split())
_OPENERS = frozenset("as while when after before since although though if because once until unless".split())
_SERIES = frozenset(
    "latest update updates analysis opinion exclusive watch video live daily guide breaking note editor's more related".split()
)
_SPEAKING = frozenset("report reports source sources study poll survey official officials police minister ministry media agency".split())
# What goes on after the object of "praised" and the like is no part of it: "on Tuesday", "after the vote", ", winning …".
_ASIDE = re.compile("p?[nD]?T|S|,(?![Q&N])")
_CLAUSE = frozenset("that how what why whether so than".split())
_ADJUNCT = re.compile("(?:A|T+n?|[pn]T+n?|D[nwA]?T|[p][DAnNwbv]{1,6}(?=,?[Q:]|S))*")


@dataclass(slots=True)
class _Draft:
    """A statement in the making, all as offsets."""

    rule: str
    source: list[Offsets]
    cue: Offsets | None
    content: list[Offsets]
    attitude: bool = False
    paragraph: int = 0


@dataclass(slots=True)
class _Scene:
    """A sentence while its cues are read.

    Attributes:
        taken: Token ranges of sources and cues that close off what is before them.
        speakers: Tokens of the cues whose source was found, each with that source.
    """

    unit: Unit
    groups: list[Group]
    taken: list[Tokens] = field(default_factory=list)
    speakers: dict[int, Tokens] = field(default_factory=dict)

    def left(self, at: int) -> int:
        """Return the token after what closes off the words before a token."""
        return max((end for _, end in self.taken if end <= at), default=0)

    def right(self, at: int) -> int:
        """Return the token at which what closes off the words after a token begins."""
        return min((start for start, _ in self.taken if start >= at), default=len(self.unit.tags))


def _offsets(unit: Unit, start: int, end: int) -> list[Offsets]:
    """Return the offsets of a stretch of words, without the marks around it, or nothing where no word is left."""
    tags = unit.tags
    while end > start and (
        tags[end - 1] in ",:&" or (tags[end - 1] == "." and unit.words[end - 1] in ".-") or unit.words[end - 1] in ("but", "while")
    ):
        end -= 1
    while start < end and (tags[start] in ",:" or tags[start] == "." or unit.words[start] == "-"):
        start += 1
    if not any(tag not in ",.:()" for tag in tags[start:end]):
        return []
    return [(unit.tokens[start][0], unit.tokens[end - 1][1])]


def _draft(scene: _Scene, rule: str, group: Group, source: Tokens | None, content: list[Offsets]) -> _Draft:
    unit = scene.unit
    return _Draft(
        rule=rule,
        source=[] if source is None else [(unit.tokens[source[0]][0], unit.tokens[source[1] - 1][1])],
        cue=(unit.tokens[group.first][0], unit.tokens[group.last][1]),
        content=content,
        attitude=group.verb.frame in ("thinks", "wants"),
        paragraph=unit.paragraph,
    )


# The speaker after what was said -------------------------------------------------------------------------------------------------


def _closes(scene: _Scene, at: int, *, put_in: bool = False) -> bool:
    """Tell whether words that end before a token, at a comma or a closing mark, could be what was said.

    `put_in` says that the speaker stands between commas: then a few words will do.
    """
    tags, left = scene.unit.tags, scene.left(at)
    if at <= left or not (tags[at - 1] in ",Q" or (tags[at - 1] in ":." and at - 1 > left)):
        return False
    if "Q" in tags[left:at]:
        return True
    return put_in or (at - left > 3 and any(tag in "xycVvP" for tag in tags[left:at]))


def _spoken_before(unit: Unit, at: int) -> bool:
    """Tell whether a quotation that ends in a comma, a question mark or the like, and is no mere title, comes right before a token."""
    stop = unit.tokens[at][0] if at < len(unit.tokens) else unit.end
    return any(
        q.closed
        and q.end <= stop <= q.end + 2
        and unit.last_inside(q) in ",.?!—-…"
        and (q.start == unit.start or q.end - q.start > MAX_TITLE_CHARS)
        for q in unit.quoted
    )


def _ends(unit: Unit, at: int) -> int | None:
    """Return where the adjuncts after a token end if the clause ends there, at a comma, a mark or a quotation."""
    match = _TAIL.match(unit.tags, at)
    end = match.end() if match else at
    return end if end == len(unit.tags) or unit.tags[end] in ",.:Q)" else None


def _speaker_last(scene: _Scene, group: Group) -> _Draft | None:
    """`CONTENT, SOURCE cue`, with or without more content after it."""
    unit = scene.unit
    if group.verb.frame in ("names", "wants", "with") or group.voice != "active":
        return None
    source = subject_before(unit, group.first, scene.left(group.first))
    if source is None or not _closes(scene, source[0], put_in=unit.tags[group.last + 1 : group.last + 2] == ","):
        return None
    at = group.last + 1
    end = _ends(unit, addressee_after(unit, at) if group.verb.frame == "tells" else at)
    if end is None and _spoken_before(unit, source[0]):
        end = at
    if end is None or (unit.tags[end : end + 1] in ("Q", ":") and "Q" not in unit.tags[: source[0]]):
        return None
    return _closed(scene, "speaker last", group, source, (source[0], end))


def _speaker_last_inverted(scene: _Scene, group: Group) -> _Draft | None:
    """`CONTENT, cue SOURCE`."""
    unit = scene.unit
    if group.verb.frame not in ("says", "tells", "thinks") or group.voice != "active" or not _closes(scene, group.first):
        return None
    source = subject_after(unit, group.last + 1)
    if source is None or (unit.tags[source[0]] == "P" and unit.tags[group.first - 1] == ","):
        return None
    end = _ends(unit, source[1])
    if end is None and _spoken_before(unit, group.first):
        end = source[1]
    if end is None:
        return None
    return _closed(scene, "speaker last, inverted", group, source, (group.first, end))


def _closed(scene: _Scene, rule: str, group: Group, source: Tokens, hold: Tokens) -> _Draft | None:
    """Return the statement whose content stands before `hold` and, where a quotation or the rest of the clause goes on, after it."""
    unit = scene.unit
    content = _offsets(unit, scene.left(hold[0]), hold[0])
    after = unit.tags[hold[1] :]
    if not content:
        return None
    split = after.startswith(",") and not after.startswith(",R")
    if after.startswith(("Q", ",Q", ":Q")) or (
        split and len(after) > 5 and "Q" not in unit.tags[: hold[0]] and not _new_cue(unit, hold[1])
    ):
        stop = scene.right(hold[1])
        content += _offsets(unit, hold[1], stop)
    scene.taken.append(hold)
    scene.speakers[group.first] = source
    return _draft(scene, rule, group, source, content)


def _new_cue(unit: Unit, at: int) -> bool:
    """Tell whether a cue of its own follows a comma: ", adding that", ", according to", ", and warned"."""
    return re.match("[,&A]*c", unit.tags[at:]) is not None or unit.words[at + 1 : at + 2] == ("according",)


def _according(unit: Unit) -> Iterable[int]:
    for i, word in enumerate(unit.words):
        if word == "according" and unit.tags[i] != "Q" and unit.words[i + 1 : i + 2] == ("to",):
            yield i


def _according_to(scene: _Scene, at: int) -> _Draft | None:
    """`According to SOURCE, CONTENT` and `CONTENT, according to SOURCE`."""
    unit = scene.unit
    source = subject_after(unit, at + 2)
    if source is None:
        return None
    left, stop = scene.left(at), source[1]
    if stop >= len(unit.tags) - 1 and at == left and "," in unit.tags[source[0] : stop]:
        # "According to the police, two men fled" is no apposition.
        stop = unit.tags.index(",", source[0])
    content = _offsets(unit, left, at)
    if not content or (unit.tags[stop : stop + 1] == "," and not _new_cue(unit, stop)):
        content += _offsets(unit, stop, scene.right(stop))
    if not content:
        return None
    scene.taken.append((at, stop))
    cue = (unit.tokens[at][0], unit.tokens[at + 1][1])
    span = (unit.tokens[source[0]][0], unit.tokens[stop - 1][1])
    return _Draft("according to", [span], cue, content, paragraph=unit.paragraph)


# The speaker before what was said ------------------------------------------------------------------------------------------------


def _content_end(scene: _Scene, at: int, source: Tokens | None = None, cue: Group | None = None) -> int:
    """Return where the content that begins at a token ends: with its clause, or where the speaker's next verb begins."""
    unit, stop = scene.unit, scene.right(at)
    if source is not None and _subordinate(unit, source[0], scene.left(at)):
        comma = unit.tags.find(",", at + 1, stop)
        stop = comma if comma > 0 else stop
    if cue is not None and cue.verb.frame == "names":
        stop = min(stop, next((m.start() for m in _ASIDE.finditer(unit.tags, at + 1, stop) if unit.words[m.start()] not in _CLAUSE), stop))
    for group in scene.groups:
        if not at + 2 < group.first < stop:
            continue
        before = group.first - 1
        if group.voice == "participle" and unit.tags[before] == ",":
            return before
        if unit.words[before] in ("and", "but") and unit.tags[before - 1] == "," and group.voice == "active" and before - 1 > at:
            return before - 1
        if group.voice != "active" or group.verb.frame not in ("says", "tells"):
            continue
        if unit.words[before] in ("and", "but") and "past" in group.verb.forms:
            return before
        if (joined := _joined(unit, group.first, at)) is not None:
            return joined
    return stop


def _subordinate(unit: Unit, at: int, least: int) -> bool:
    """Tell whether the clause of a source is one that another will follow ("While she said so, …") or that is put in ("who say …")."""
    if unit.tags[at] == "R":
        return True
    return at > least and unit.words[at - 1] in _OPENERS and (at - 1 == least or unit.tags[at - 2] in "&,")


def _joined(unit: Unit, at: int, least: int) -> int | None:
    """Return the comma before a new main clause with a speaker of its own (", and the mayor said")."""
    source = subject_before(unit, at, least)
    if source is None or source[0] < least + 3:
        return None
    before = source[0] - 1
    if unit.tags[before] in "&S" and unit.words[before] in ("and", "but", "while") and unit.tags[before - 1] == ",":
        return before - 1
    return None


def _content_after(scene: _Scene, group: Group, source: Tokens | None) -> list[Offsets]:
    """Return the content that follows a cue, without addressee and adjuncts before it."""
    unit, at = scene.unit, group.last + 1
    if group.verb.frame == "tells" and group.verb.lemma not in ("ask", "urge", "press", "challenge", "instruct"):
        at = addressee_after(unit, at)
    if group.verb.frame not in ("names", "wants", "with"):
        match = _ADJUNCT.match(unit.tags, at)
        at = match.end() if match else at
    return _offsets(unit, at, _content_end(scene, at, source, group))


def _speaker_first(scene: _Scene, group: Group) -> _Draft | None:
    """`SOURCE cue CONTENT`, whatever joins them: that, a colon, a comma and a quotation, nothing."""
    unit = scene.unit
    if group.voice != "active":
        return None
    source = subject_before(unit, group.first, scene.left(group.first))
    if source is None:
        return None
    content = _content_after(scene, group, source)
    scene.speakers[group.first] = source
    return _draft(scene, "speaker first", group, source, content)


def _same_speaker(scene: _Scene, group: Group) -> _Draft | None:
    """`SOURCE … and cue CONTENT`, `SOURCE …, cueing CONTENT`."""
    unit = scene.unit
    before = unit.tags[group.first - 1] if group.first else ""
    if group.voice == "active" and before != "&":
        return None
    if group.voice == "passive" or (
        group.voice == "participle" and (before not in ",&wNbP)" or unit.words[group.first - 1] in _BEFORE_GERUND)
    ):
        return None
    earlier = max((at for at in scene.speakers if at < group.first), default=None)
    source = subject_of(unit, group.first) if earlier is None else scene.speakers[earlier]
    content = _content_after(scene, group, source)
    if source is None or not content or source[1] > group.first:
        return None
    scene.speakers[group.first] = source
    return _draft(scene, "same speaker", group, source, content)


def _asked(scene: _Scene, group: Group) -> _Draft | None:
    """`Asked whether CONTENT, …`, `she was asked by SOURCE about CONTENT`."""
    unit, at = scene.unit, group.last + 1
    before = unit.tags[group.first - 1] if group.first else ","
    if group.verb.lemma != "ask" or group.voice not in ("passive", "active") or (group.voice == "active" and before not in ",S."):
        return None
    source = subject_after(unit, at + 1) if unit.words[at : at + 1] == ("by",) else None
    at = at if source is None else source[1]
    comma = unit.tags.find(",", at, scene.right(at))
    content = _offsets(unit, at, comma if comma > 0 and unit.tags[comma + 1 : comma + 2] != "Q" else scene.right(at))
    return _draft(scene, "asked", group, source, content) if content else None


def _passive(scene: _Scene, group: Group) -> _Draft | None:
    """`CONTENT is expected to …`, `It was reported that CONTENT`: nobody is named."""
    unit = scene.unit
    after = unit.words[group.last + 1 : group.last + 2]
    if group.voice != "passive" or after not in (("to",), ("that",)):
        return None
    content = _offsets(unit, group.last + 1, _content_end(scene, group.last + 1))
    what = subject_before(unit, group.first, scene.left(group.first))
    if what is not None and after == ("to",):
        content = _offsets(unit, *what) + content
    return _draft(scene, "passive", group, None, content) if content else None


# Headlines and quotations alone --------------------------------------------------------------------------------------------------


def _labelled(unit: Unit) -> _Draft | None:
    """`SOURCE: CONTENT` in a headline, `SOURCE: “…”` anywhere."""
    match = re.match("[DAnNwb&]{1,8}:(?=.)", unit.tags)
    if match is None or unit.words[match.end() - 1] != ":" or unit.words[match.end() - 2] in _SERIES:
        return None
    name = unit.text[unit.tokens[0][0] : unit.tokens[match.end() - 2][1]]
    turn = unit.paragraph > 0 and name.isupper() and "N" in match.group()
    if unit.tags[match.end()] != "Q" and unit.paragraph and not turn:
        return None
    content = _offsets(unit, match.end(), len(unit.tags))
    source = (unit.tokens[0][0], unit.tokens[match.end() - 2][1])
    rule = "transcript" if turn else "label"
    return _Draft(rule, [source], unit.tokens[match.end() - 1], content, paragraph=unit.paragraph) if content else None


def _tagged_on(unit: Unit) -> _Draft | None:
    """`CONTENT – source`, `CONTENT: report` in a headline."""
    match = re.search(r"[:.]([DAnNwb]{1,5})\.?$", unit.tags)
    if match is None or unit.paragraph or not _SPEAKING & set(unit.words[match.start(1) :]):
        return None
    content = _offsets(unit, 0, match.start())
    source = (unit.tokens[match.start(1)][0], unit.tokens[match.end(1) - 1][1])
    return _Draft("label at the end", [source], unit.tokens[match.start()], content, paragraph=unit.paragraph) if content else None


CLOSING: tuple[Callable[[_Scene, Group], _Draft | None], ...] = (_speaker_last, _speaker_last_inverted)
OPENING: tuple[Callable[[_Scene, Group], _Draft | None], ...] = (_asked, _speaker_first, _passive, _same_speaker)
HEADLINE: tuple[Callable[[Unit], _Draft | None], ...] = (_labelled, _tagged_on)


def _read_unit(unit: Unit) -> list[_Draft]:
    """Return what is said in one sentence, one draft for a cue."""
    scene = _Scene(unit, list(islice(groups(unit), MAX_CUES)))
    by_cue: dict[int, _Draft] = {}
    others = [draft for rule in HEADLINE if (draft := rule(unit)) is not None][:1]
    if others and others[0].rule == "transcript":
        return others
    cues: list[tuple[int, Group | None]] = [(group.first, group) for group in scene.groups]
    cues += [(at, None) for at in islice(_according(unit), MAX_CUES)]
    for at, group in sorted(cues, key=lambda cue: cue[0]):
        draft = _according_to(scene, at) if group is None else _first_of(CLOSING, scene, group)
        if draft is not None:
            by_cue[at] = draft
    for group in scene.groups:
        if group.first not in by_cue and (draft := _first_of(OPENING, scene, group)) is not None:
            by_cue[group.first] = draft
    return others + [by_cue[at] for at in sorted(by_cue)]


def _first_of(rules: Iterable[Callable[[_Scene, Group], _Draft | None]], scene: _Scene, group: Group) -> _Draft | None:
    return next((draft for rule in rules if (draft := rule(scene, group)) is not None), None)


@dataclass(slots=True)
class _Course:
    """What the sentences of a report said so far.

    Attributes:
        drafts: All statements.
        speaking: The last one that quotes, or that waits for its content.
        before: The sentence before.
    """

    drafts: list[_Draft] = field(default_factory=list)
    speaking: _Draft | None = None
    before: Unit | None = None

    def read(self, unit: Unit) -> None:
        """Read the next sentence."""
        speaking = self.speaking
        if speaking is not None and speaking.rule == "transcript" and speaking.paragraph == unit.paragraph:
            speaking.content = [(speaking.content[0][0], end) for _, end in _offsets(unit, 0, len(unit.tags))] or speaking.content
            return
        found = _read_unit(unit)
        if unit.quote_only and not found:
            found = self._quoted_alone(unit)
        elif speaking is not None and speaking.rule == "quotation alone" and speaking.paragraph == unit.paragraph:
            self._named_late(found)
        telling = [draft for draft in found if unit.quoted or not draft.content or draft.rule == "transcript"]
        self.speaking = telling[-1] if telling else speaking
        self.drafts += found
        self.before = unit

    def _quoted_alone(self, unit: Unit) -> list[_Draft]:
        """Add a quotation that stands alone to the statement before, or give it to whom the sentence before is about."""
        content, speaking, before = _offsets(unit, 0, len(unit.tags)), self.speaking, self.before
        if speaking is not None and (unit.quoted[0].continues or not speaking.content or speaking.paragraph >= unit.paragraph - 1):
            speaking.content += content
            speaking.paragraph = unit.paragraph
            return []
        about = None if before is None else subject_of(before, len(before.tags))
        source = [] if before is None or about is None else [(before.tokens[about[0]][0], before.tokens[about[1] - 1][1])]
        return [_Draft("quotation alone", source, None, content, paragraph=unit.paragraph)] if content else []

    def _named_late(self, found: list[_Draft]) -> None:
        """Give the quotation before to the speaker whom a sentence of its own names: “….” Smith said."""
        if len(found) == 1 and not found[0].content and self.speaking is not None:
            found[0].content, self.speaking.content = self.speaking.content, []


class RuleReader:
    """Reads statements by the rules of this module; the same text always gives the same ones, and none is refused."""

    name = "rules"
    version = "1"

    def read(self, report: Report) -> tuple[Statement, ...]:
        """Return the statements of a report, in reading order, none where there are none."""
        paragraphs = paragraphs_to_read(report)
        quoted = quotations(report.text, paragraphs)
        course = _Course()
        for unit in units(report.text, paragraphs, quoted):
            course.read(unit)
        outer = [q for q in quoted if q.depth == 1]
        return _statements(report, outer, [draft for draft in course.drafts if draft.content])


def _statements(report: Report, quoted: list[Quotation], drafts: list[_Draft]) -> tuple[Statement, ...]:
    """Return drafts as statements; one inside the content of another names it as its parent."""
    made: list[Statement] = []
    for draft in sorted(drafts, key=lambda d: (min(d.content[0][0], d.cue[0] if d.cue else d.content[0][0]), -d.content[-1][1])):
        cue = () if draft.cue is None else (Span(start=draft.cue[0], end=draft.cue[1]),)
        outer = [s for s in made[-MAX_CUES:] if cue and any(c.start <= cue[0].start and cue[0].end <= c.end for c in s.content)]
        parent = min(outer, key=lambda s: s.content[-1].end - s.content[0].start, default=None)
        made.append(
            make_statement(
                report,
                quoted,
                Roles(
                    source=tuple(Span(start=a, end=b) for a, b in draft.source),
                    cue=cue,
                    content=tuple(Span(start=a, end=b) for a, b in draft.content),
                ),
                score=RULES[draft.rule],
                kind="attitude" if draft.attitude else "statement",
                parent=None if parent is None else parent.id,
            )
        )
    return tuple(made)
