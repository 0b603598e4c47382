"""Whether a statement was made in public, in private, or cannot be told: named signs, each with its weight.

The cue, its sentence, the speaker, the paragraph, the lead and the chain each speak for or against public and private (`_WEIGHTS`), and
statements of one actor pull one another, since a speech or an exchange of letters goes on over paragraphs while only its first sentence
says what it is.
"""

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from headwater.model import HopKind, OnRecord, Span, Statement
from headwater.resolve.frames import REACH_CHARS, Frame, Frames, Marks
from headwater.resolve.patterns import alternatives
from headwater.resolve.ways import Ways
from headwater.resolve.words import Words

__all__ = ["Floats", "Records", "agreed", "inclined", "settled"]

Floats = npt.NDArray[np.float64]

LEAD_PARAGRAPHS = 3
"""How many paragraphs, headline included, count as the lead."""
_KINDS: Mapping[str, str] = {
    "speech": "speech, speeches, remarks, keynote, sermon, commencement, inaugural, podium, lectern, onstage, on stage, took the stage, "
    "addressed, addressing, spoke to, speaking to, speaking at, spoke at, in an address, televised, debate, debates",
    "rally": "rally, rallies, town hall, town halls, campaign trail, campaign stop, campaign event, crowd, audience, convention, "
    "fundraiser, fundraisers, on the stump, stump speech, appearance, event, breakfast, luncheon, ceremony, conference, forum, summit, "
    "panel, session, vigil, parade, protest",
    "briefing": "news conference, news conferences, press conference, press conferences, briefing, press briefing, reporters, press call, "
    "conference call, gaggle, press corps, journalists, press pool",
    "court": "hearing, hearings, testified, testimony, testify, testifies, testifying, deposition, court, trial, judge, lawsuit, sued, "
    "suit, indictment, indicted, congress, parliament, council, committee, subpoena, lawmakers, ruling, ruled, verdict, convicted, "
    "pleaded, sworn",
    "broadcast": "cnn, msnbc, nbc, abc, cbs, fox, c-span, bbc, npr, pbs, cnbc, radio, television, tv, meet the press, face the nation, "
    "broadcast, aired, airing, podcast, talk show, show, channel, network, youtube, video, livestream, commercial, ad, ads, advertisement, "
    "on air, on the air, appeared on, on camera, programme",
    "social": "tweet, tweets, tweeted, tweeting, retweeted, retweet, twitter, facebook, instagram, snapchat, hashtag, social media, "
    "reddit, tumblr, blog, blogged, post, posted, posts, posting, online, telegram, mastodon, bluesky, tiktok, followers",
    "print": "op-ed, editorial, column, columnist, essay, article, book, memoir, autobiography, magazine, biography, website, web site, "
    "pamphlet, platform, manifesto, open letter, published, publicly, public, petition, slogan, banner, signs",
    "release": "statement, statements, press release, news release, released, release, announced, announcement, announcing, announces, "
    "issued, declared, formally, official, proclamation, launched, unveiled",
    "poll": "poll, polls, polling, survey, surveys, surveyed, respondents, pollster, pollsters, percent, margin",
    "finding": "report, reports, study, studies, records, filings, filing, data, figures, documents, analysis, census, statistics, law, "
    "findings, review, index, disclosure, results, regulations, constitution, bill, resolution, document",
    "interview": "interview, interviews, interviewed",
    "mail": "email, emails, e-mail, e-mails, emailed, message, messages, memo, memos, note, letter, letters, correspondence, subject line, "
    "wrote back, replied, exchange, exchanges, forwards, forwarded, cable, cables, texted, text messages, responds",
    "leak": "leaked, leak, hacked, obtained by, unredacted, redacted, freedom of information, wikileaks, stolen, unsealed, trove, batch",
    "private": "private, privately, closed-door, closed door, closed doors, behind the scenes, confidential, confided, internal, "
    "internally, friends, colleagues, donors, aide, aides, phone call, whispered, quietly, secret, secretly, personal, met with, "
    "conversation, conversations, discussions, agents, told him, told her",
    "unnamed": "anonymity, anonymous, anonymously, not authorized, condition, familiar with, briefed on, not to be named",
    "comment": "comment, comments, asked about, asked whether, questions",
    "office": "president, candidate, nominee, senator, sen, gov, governor, secretary, rep, congressman, congresswoman, prime minister, "
    "minister, mayor, frontrunner, front-runner, leader, chancellor",
    "staff": "spokesman, spokeswoman, spokesperson, spokespeople, adviser, advisor, advisers, strategist, consultant, manager, operative, "
    "chief of staff, lawyer, attorney, attorneys",
    "expert": "professor, expert, experts, analyst, analysts, scholar, researcher, director, executive, founder, co-founder, historian, "
    "scientist, chairman, chairwoman, author, university, institute, center, owner, resident, voter, voters, student, activist, former",
    "many": "critics, supporters, opponents, allies, republicans, democrats, conservatives, liberals, many, some, others, people, those, "
    "members, officials, backers, advocates, families, leaders, media",
    "day": "monday, tuesday, wednesday, thursday, friday, saturday, sunday, night, morning, afternoon, evening, yesterday, today",
    "often": "repeatedly, often, always, frequently, consistently, long, regularly, never",
    "past": "earlier, last week, last month, last year, years ago, recently, previously, later",
}
_VERBS: Mapping[str, frozenset[str]] = {
    kind: frozenset(verbs.split())
    for kind, verbs in {
        "tweet": "tweeted tweets tweeting retweeted posted posts posting blogged",
        "announce": """announced announces announce announcing declared declares declare proclaimed launched unveiled released issued
        announcement""",
        "attack": """criticized criticised slammed slams blasted blasts attacked attacks ripped ripping mocked accused accusing
        condemned denounced lashed knocked hit jabbed railed decried savaged mocking criticism criticizing slamming blasting
        assailed skewered took""",
        "support": """endorsed endorsing endorses endorsement praised praises praising backed backs supported lauded hailed applauded
        thanked embraced""",
        "vow": "vowed vows vowing pledged pledges pledging pledge promised promises promising promise threatened threatens threatening",
        "said": "said",
        "add": "added adding adds continued",
        "say": "says say saying",
        "perfect": "has have had been",
        "tell": "told telling tell tells",
        "write": "wrote write writes writing written",
        "mail": "emailed emails emailing forwards forwarded texted messaged",
        "ask": "asked asks asking ask urged urging urges urge called calls calling call demanded request requested requests",
        "reply": "replied replies responded responds responding response answered shot",
        "according": "according",
        "show": """shows show showed shown found finds find reveals revealed reveal suggests suggest suggested indicated indicate
        indicates detailed includes included include details puts contains reflects""",
        "report": "reported reports reporting report",
        "decline": "declined declines refused refuses declining refusing mum",
        "deny": "denied denies deny denying rejected rejects disputed dismissed",
        "court": "testified testifies ruled ruling rules ordered charged charges convicted sued filed indicted pleaded charging",
        "concede": "acknowledged acknowledging acknowledges admitted admits conceded concedes conceding",
        "argue": """argued argues argue arguing contends contended contend maintains maintained insisted insists insisting claimed
        claims claim claiming asserted asserts""",
        "note": """noted notes noting pointed explained explains describes described describing recalled recalls referring refer cited
        citing cites""",
        "warn": "warned warns warning cautioned predicts predicted predicting",
        "view": "agree agreed agrees disagree opposed opposes supports favors argue critical position positions",
        "modal": "will would could can may might to",
        "advise": "advised recommended instructed suggested advising persuaded informed alerted directed confided",
    }.items()
}
_LETTER_VERBS = frozenset("wrote writes replied replies answered responded responds emailed emails forwards forwarded texted asks".split())
_PRONOUNS = frozenset("he she they it i we you who which that his her their its this him them".split())
_RECORDS: tuple[OnRecord, OnRecord, OnRecord] = ("public", "private", "unknown")
PULL = 1.0
"""What two neighbouring statements of one actor gain by agreeing on the record: swept 0.7 to 2 on the set below, flat around 1."""
INHERITED_PULL = 0.8
"""What a statement taken alone gains by agreeing with the account that it continues: swept 0 to 2.2, best near 0.8."""
OFTEN = 5
"""Uses of a name from which it is used often."""
MAIL_OFTEN = 5
"""Letters in a thousand words from which a report is much about them."""
MAIL_ALL_OVER = 12
"""The same from which it is about little else."""
# What each sign adds to the log-odds of public and of private over unknown. Multinomial logistic regression (L2 8, private counted three
# times) on the 1,541 statements of gold/chains_train.jsonl, six parts with their chains and four without, so that both are served; signs
# of fewer than four reports left out. Cross-validated by report with the gold's actors and the pull: F1 75 public, 67 private, 75 unknown
# with chains, 75, 60, 74 without. The words and settings above were chosen on the same reports. A sign that is not here weighs nothing.
_WEIGHTS: Mapping[str, tuple[float, float]] = {
    "any": (-0.2, -1.3), "at a place": (0.4, 0.2), "before neither": (-0.3, 0.1), "before private": (0.1, 0.7),
    "before public": (0.2, -0.5), "chain of 2": (0.1, 0.8), "lead private": (-0.3, -0.4), "lead public": (0.5, -0.1),
    "mail all over": (-0.3, 1.2), "mail before": (0.1, 0.2), "mail near": (0.0, 0.5), "mail often": (0.3, 1.1),
    "mail speaks": (-0.3, 0.8), "mail verb": (0.3, 0.7), "mail verb, mail before": (-0.1, 0.2), "mail verb, mail often": (-0.4, 0.6),
    "near briefing": (0.5, 0.1), "near broadcast": (0.2, -0.2), "near comment": (-0.4, -0.4), "near court": (0.5, 0.4),
    "near day": (0.4, -0.2), "near finding": (0.4, -0.1), "near interview": (0.2, 0.2), "near leak": (-0.3, -0.2),
    "near mail": (-0.4, 0.4), "near many": (0.2, 0.6), "near office": (-0.1, -0.2), "near often": (0.2, 0.0), "near past": (0.2, 0.3),
    "near print": (0.7, 0.3), "near private": (0.1, 0.8), "near rally": (0.2, 0.0), "near release": (0.6, 0.4), "near social": (0.8, 0.2),
    "near speech": (-0.3, 0.6), "near staff": (-0.2, -0.3), "on a day": (-0.2, -0.1), "origin document": (1.5, 1.2),
    "origin group": (-1.0, -0.9), "origin none": (-0.8, -1.0), "origin organization": (0.1, -0.6), "origin outlet": (1.3, 0.3),
    "origin person": (-0.1, -0.3), "origin unnamed": (-1.1, 0.1), "own broadcast": (-0.1, -0.3), "own neither": (-0.6, -0.1),
    "own private": (0.1, 0.7), "own public": (1.3, 0.8), "sentence broadcast": (-0.1, -0.3), "sentence neither": (-0.3, 0.2),
    "sentence private": (0.3, 1.4), "sentence public": (0.8, 0.3), "speaker a pronoun": (0.2, -0.3), "speaker broadcast": (0.3, 0.0),
    "speaker court": (-0.2, -0.4), "speaker described": (-0.6, -0.3), "speaker expert": (-0.4, -0.4), "speaker finding": (-0.5, -0.6),
    "speaker in the headline": (0.7, 0.2), "speaker in the lead": (0.1, -1.0), "speaker mail": (-0.2, 0.8), "speaker many": (-0.8, -0.8),
    "speaker named": (-0.1, -0.2), "speaker office": (0.1, -0.3), "speaker often": (-0.1, 0.5), "speaker once": (0.0, -0.3),
    "speaker poll": (0.5, -0.3), "speaker print": (0.3, 0.0), "speaker private": (-0.3, 0.0), "speaker release": (-0.2, -0.4),
    "speaker social": (0.5, 0.1), "speaker staff": (-0.5, -0.5), "speaker unnamed": (-0.2, -0.3), "speaker unsaid": (-0.2, -0.6),
    "through document": (-0.1, 0.2), "through organization": (0.2, 0.8), "through organization, mail often": (0.0, 0.6),
    "through outlet": (-0.5, -0.2), "through outlet, mail often": (0.2, 0.8), "through person": (0.1, -0.4),
    "through person, mail often": (0.3, -0.2), "told": (0.1, 0.5), "told a name": (-0.2, -0.2), "verb according": (0.3, -0.6),
    "verb add": (-0.1, -0.3), "verb advise": (-0.3, 0.9), "verb announce": (0.8, 0.2), "verb argue": (-0.6, -0.6),
    "verb ask": (-0.2, 0.1), "verb attack": (0.6, 0.6), "verb court": (0.6, -0.1), "verb decline": (-0.9, -0.7),
    "verb deny": (-0.4, -0.3), "verb other": (0.2, 0.4), "verb perfect": (-1.0, -0.6), "verb reply": (0.2, 0.7),
    "verb report": (0.6, 0.0), "verb said": (-0.7, -1.3), "verb say": (-0.5, -0.4), "verb show": (0.4, 0.6), "verb tell": (-0.1, 0.3),
    "verb tweet": (0.4, 0.1), "verb view": (-0.8, -0.5), "verb vow": (0.2, 0.4), "verb write": (0.6, 0.5),
}  # fmt: skip
_WEEKDAY = re.compile(r"\s(?:on |late |early )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_AT_A_PLACE = re.compile(r",?[”\"]? (?:in|at) (?:[A-Z]|an? |the )")


def _phrases(kinds: Mapping[str, str]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Return the phrases of every kind by their first word: the words that follow it, and the kind."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, phrases in kinds.items():
        for phrase in phrases.split(", "):
            first, *rest = phrase.split()
            found.setdefault(first, []).append((tuple(rest), kind))
    return found


_PHRASES = _phrases(_KINDS)
_VERB_KINDS = {form: [kind for kind, forms in _VERBS.items() if form in forms] for form in frozenset().union(*_VERBS.values())}


class Records:
    """What the words of a report tell of places and ways of saying, gathered once; it then answers for each statement."""

    def __init__(self, frames: Frames, ways: Ways) -> None:
        self._frames = frames
        self._ways = ways
        self._kinds = Marks(self._kind_marks())
        self._capitals: dict[str, list[int]] = {}
        for word in frames.words:
            if word.capital:
                self._capitals.setdefault(word.form, []).append(word.start)
        self._headline_end = frames.paragraphs[0][1]
        lead = frames.paragraphs[0][0], frames.paragraphs[:LEAD_PARAGRAPHS][-1][1]
        self._lead_end = lead[1]
        self._lead_ways = ways.marks.within([lead])
        self._mail_rate = 1000 * len(ways.letters) / max(1, len(frames.words))

    def _kind_marks(self) -> Iterator[tuple[int, str]]:
        words = self._frames.words
        forms = [word.form for word in words]
        for n, form in enumerate(forms):
            for rest, kind in _PHRASES.get(form, ()):
                if not rest or tuple(forms[n + 1 : n + 1 + len(rest)]) == rest:
                    yield words[n].start, kind

    def scores(self, frame: Frame, statement: Statement, origin: HopKind | None = None) -> Floats:
        """Return how much speaks for public, private and unknown, shape (3,): log-odds, unknown being 0."""
        scores = np.zeros(len(_RECORDS))
        for sign in sorted(self.signs(frame, statement, origin)):
            scores[:2] += _WEIGHTS.get(sign, (0.0, 0.0))
        return scores

    def signs(self, frame: Frame, statement: Statement, origin: HopKind | None = None) -> set[str]:
        """Return the named signs of a statement that bear on whether it is on the record; its chain counts where it has one."""
        origin = origin or (statement.chain[-1].kind if statement.chain else None)
        apart = frame.content + frame.source if origin != "document" else frame.content
        own = self._ways.marks.within(frame.near, apart)
        signs = {"any", f"origin {origin or 'none'}"}
        signs |= {f"own {way}" for way in own}
        signs |= {f"sentence {way}" for way in self._ways.marks.within([frame.sentence], apart)}
        if not own:
            paragraph, _ = self._frames.paragraphs[frame.paragraph]
            before = max(paragraph, frame.sentence[0] - REACH_CHARS), frame.sentence[0]
            signs |= {f"before {way}" for way in self._ways.marks.within([before])}
            signs |= {f"lead {way}" for way in self._lead_ways}
        signs |= {f"near {kind}" for kind in self._kinds.within(frame.near, frame.content + frame.source)}
        signs |= {f"speaker {kind}" for kind in self._kinds.within([self._frames.speaker_head(frame)])}
        signs |= self._chain_signs(statement) | self._cue_signs(frame) | self._speaker_signs(frame) | self._mail_signs(frame)
        return signs | self._exchange_signs(frame, own)

    def _chain_signs(self, statement: Statement) -> set[str]:
        if len(statement.chain) < 2:
            return set()
        through = f"through {statement.chain[0].kind}"
        signs = {f"chain of {min(3, len(statement.chain))}", through}
        return signs | {f"{through}, mail often"} if self._mail_rate > MAIL_OFTEN else signs

    def _cue_signs(self, frame: Frame) -> set[str]:
        forms = {word.form for word in self._frames.between(frame.cue)}
        signs = {f"verb {kind}" for form in forms for kind in _VERB_KINDS.get(form, ())} or {"verb other"}
        if frame.cue:
            end = frame.cue[-1][1]
            if _AT_A_PLACE.match(self._frames.text, end):
                signs.add("at a place")
            if _WEEKDAY.match(self._frames.text, end):
                signs.add("on a day")
            if not forms.isdisjoint(_VERBS["tell"]):
                hearer = self._frames.two_words_after(end)
                named = hearer and (hearer[0].capital or (hearer[0].form == "the" and hearer[-1].capital))
                signs.add("told a name" if named else "told")
        return signs

    def _speaker_signs(self, frame: Frame) -> set[str]:
        words = self._frames.between(frame.source)
        if not words:
            return {"speaker unsaid"}
        if len(words) == 1 and words[0].form in _PRONOUNS:
            return {"speaker a pronoun"}
        comma = self._frames.text.find(",", *frame.source[0])
        signs = {"speaker described"} if comma > 0 else set()
        names = [word.form for word in words if word.capital]
        if not names:
            return signs | {"speaker unnamed"}
        before = [word.form for word in words if word.capital and (comma < 0 or word.start < comma)]
        return signs | {"speaker named"} | self._name_signs((before or names)[-1])

    def _name_signs(self, surname: str) -> set[str]:
        """Return the signs of where and how often the report writes a name."""
        places = self._capitals[surname]
        signs = set()
        if places[0] < self._headline_end:
            signs.add("speaker in the headline")
        if places[0] < self._lead_end:
            signs.add("speaker in the lead")
        if len(places) >= OFTEN:
            signs.add("speaker often")
        if len(places) == 1:
            signs.add("speaker once")
        return signs

    def _mail_signs(self, frame: Frame) -> set[str]:
        """Return the signs that a letter speaks or is spoken of."""
        signs = set()
        if self._ways.letters.within([self._frames.speaker_head(frame)]):
            signs.add("mail speaks")
        if self._ways.letters.within(frame.near, frame.content + frame.source):
            signs.add("mail near")
        if self._mail_rate > MAIL_ALL_OVER:
            signs.add("mail all over")
        return signs

    def _exchange_signs(self, frame: Frame, own: set[str]) -> set[str]:
        """Return the signs of an exchange of letters, for a statement that its own clause does not place elsewhere."""
        signs = set()
        start = max(self._frames.paragraphs[max(0, frame.paragraph - 2)][0], frame.sentence[0] - REACH_CHARS)
        before = self._ways.letters.within([(start, frame.sentence[0])])
        often = self._mail_rate > MAIL_OFTEN
        if often and not own:
            signs |= {"mail often", "mail before"} if before else {"mail often"}
        if own.isdisjoint(("public", "neither")) and any(word.form in _LETTER_VERBS for word in self._frames.between(frame.cue)):
            signs.add("mail verb")
            if before:
                signs.add("mail verb, mail before")
            if often:
                signs.add("mail verb, mail often")
        return signs


def agreed(scores: Sequence[Floats], actors: Sequence[Hashable | None]) -> list[OnRecord]:
    """Return the best records together, where each pair of neighbouring statements of one actor gains by agreeing.

    Args:
        scores: Of each statement, as `Records.scores` gives them.
        actors: Who speaks, by any key; `None` where nobody is known.
    """
    speeches: dict[Hashable, list[int]] = {}
    for n, actor in enumerate(actors):
        speeches.setdefault((n,) if actor is None else ("actor", actor), []).append(n)
    records: list[OnRecord] = ["unknown"] * len(scores)
    for speech in speeches.values():
        best, steps = scores[speech[0]], []
        for n in speech[1:]:
            reached = best[:, None] + PULL * np.eye(len(_RECORDS))
            steps.append(reached.argmax(axis=0))
            best = reached.max(axis=0) + scores[n]
        choice = int(best.argmax())
        for n, step in zip(reversed(speech), [*reversed(steps), None], strict=True):
            records[n] = _RECORDS[choice]
            choice = int(step[choice]) if step is not None else choice
    return records


def inclined(scores: Floats, record: OnRecord) -> OnRecord:
    """Return the best record of a statement taken alone that continues an account on a record; unknown where it continues none."""
    pull = np.array([INHERITED_PULL * (each == record != "unknown") for each in _RECORDS])
    return _RECORDS[int((scores + pull).argmax())]


# The chain ------------------------------------------------------------------------------------------------------------------------

_LEAKING = alternatives("seen by, obtained by, reviewed by, viewed by, leaked by, heard by, provided to, leaked")
_SECRET = alternatives("internal, confidential, classified, secret, private")
_PAPERS = alternatives(
    """document, documents, memo, memos, memorandum, email, emails, e-mail, e-mails, message, messages, letter, letters, file, files,
    paper, papers, cable, cables, note, notes"""
)
_LEAKED = re.compile(rf"\b(?:{_LEAKING}|{_SECRET} {_PAPERS})\b")
_PUBLIC_EARS = re.compile(
    r"\b"
    + alternatives(
        """reporter, reporters, journalist, journalists, press, media, crowd, crowds, rally, audience, viewers, listeners, readers, voters,
        supporters, parliament, court"""
    )
    + r"\b"
)


def settled(words: Words, statement: Statement, record: OnRecord, hearers: Sequence[Span]) -> OnRecord:
    """Return how public a statement is: as weighed, but what an outlet says or was told is not private, and a leaked paper is.

    Args:
        words: The report's words.
        statement: The statement, with its chain.
        record: As weighed.
        hearers: Who was told.
    """
    if not statement.chain:
        return record
    first, last = statement.chain[0], statement.chain[-1]
    if any(_is_leaked(words, hop.span) for hop in statement.chain if hop.kind == "document"):
        return "private"
    if record == "private" and (last.kind == "outlet" or first.via == "told-outlet"):
        return "public" if last.kind == "outlet" else "unknown"
    # What an unnamed source says that one person told another was said in private.
    retold = len(statement.chain) > 1 and statement.chain[-2].kind == "unnamed"
    return "private" if retold and any(not _PUBLIC_EARS.search(words.text, s.start, s.end) for s in hearers) else record


def _is_leaked(words: Words, paper: Span) -> bool:
    """Whether a paper, or what belongs to its mention up to the next mark, says that few should have seen it."""
    after = range(words.at(paper.end), len(words))
    end = next((words.start[i] for i in after if not words.raw[i][0].isalnum()), len(words.text))
    return _LEAKED.search(words.text, paper.start, end) is not None
