"""What speaks for an actor as the antecedent of a pronoun or role noun: features of the actors mentioned before it, and their weights.

A ranker over actors rather than mentions: each actor is seen by its last mention before the anaphor and by what its mentions have in
common (how often, how lately as a subject, whether it spoke). The weights are those of a softmax over the actors and "none of them"
(after the mention-ranking model of Denis and Baldridge, 2008, with the marginal likelihood of Durrett and Klein, 2013).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from headwater.resolve.words import Words

__all__ = [
    "FEATURES",
    "NOUN_FEATURES",
    "PREPOSITIONS",
    "Floats",
    "Ints",
    "Linear",
    "Mentions",
    "Place",
    "features",
    "stands_as_subject",
]

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

GENDERS = ("unknown", "person", "he", "she", "it", "they")
FORMS = ("name", "definite", "indefinite", "pronoun")
UNKNOWN, PERSON, HE, SHE, IT, THEY = range(6)
NAME, DEFINITE, INDEFINITE, PRONOUN = range(4)

NOUN_FEATURES = ("same noun", "kindred noun", "unlike noun", "same modifiers", "new modifiers")
"""What a role noun and an actor have in common."""
_OWN_FEATURES = (
    "subject", "opens", "pronoun", "definite", "indefinite", "unlike kind", "possessor", "after a preposition", "body", "paper or place",
)  # fmt: skip
FEATURES = (
    *_OWN_FEATURES,
    "same sentence", "previous sentence", "sentences", "same paragraph", "previous paragraph", "actors between", "nearest", "after it",
    "mentions", "mentions lately", "share", "headline", "named", "subject lately", "opens alike",
    "spoke last", "spoke", "speaks in the sentence", "both speak",
    "known gender", "plural", "person",
    "outside its quotation", "quoted, it outside", "same quotation", "utters it", "in its own words", "named after it",
    "subject, it object", "subject, it possessive",
    *NOUN_FEATURES,
)  # fmt: skip
"""What `features` gives for each actor, in order."""


COLUMNS = (
    "start", "end", "sentence", "paragraph", "quote", "actor", "form", "gender",
    "speaker", "subject", "possessor", "preposition", "thing", "body", "someone", "live",
)  # fmt: skip
"""What is known of each mention from the start: offsets, where it stands, whose it is, codes of form and gender, then flags."""


class Linear(NamedTuple):
    """The model of one sort of anaphor.

    Attributes:
        weights: One for each of `FEATURES`.
        nobody: The log-odds of "none of them".
    """

    weights: Floats
    nobody: float


PREPOSITIONS = frozenset(
    """of for at in on from with to by about against near under inside among between through over after before like as than per
    towards toward into behind upon despite without within and or""".split()
)
_AUXILIARIES = frozenset(
    """is was are were be has had have will would can could may might must shall should does did do isn't wasn't hasn't hadn't won't
    wouldn't can't couldn't doesn't didn't don't says said tells told also then now never later still""".split()
)
_NOT_VERBS = frozenset("and or of for at in on from with to by about as but nor who which that whose".split())


def stands_as_subject(words: Words, start: int, end: int) -> bool:
    """Return whether a mention looks like the subject of its clause: no preposition before it, and a verb or an apposition after it."""
    first, after = words.at(start), words.at(end)
    if first > 0 and words.sentence[first - 1] == words.sentence[min(first, len(words) - 1)] and words.low[first - 1] in PREPOSITIONS:
        return False
    if after >= len(words) or words.sentence[after] != words.sentence[max(0, after - 1)]:
        return False
    low = words.low[after]
    if low in _AUXILIARIES or low in {",", "who", "("}:
        return low not in {",", "("} or words.opens[first]
    return low.isalpha() and low not in _NOT_VERBS and words.raw[after][0].islower() and (low.endswith(("ed", "s")) or words.opens[first])


class Place(NamedTuple):
    """Where an anaphor stands and what it asks for.

    Attributes:
        row: Its row among the mentions.
        quote: Index of the outermost quotation around it, -1 outside.
        opens: Whether it is the first mention of its sentence.
        case: "subject", "object" ("him") or "possessive" ("his").
        gender: Code of what it says of its antecedent.
        utterer: The actor who utters the quotation it stands in, -1 where not known.
        speaker: Whether it is the source of a statement.
        own: The actors mentioned in the quotation that it utters.
        after: The actors named after it in its sentence.
    """

    row: int
    quote: int
    opens: bool
    case: str
    gender: int
    utterer: int
    speaker: bool
    own: Ints
    after: Ints


class Mentions:
    """The mentions of a report as columns, in order of where they start; an anaphor is live once its actor is known.

    Attributes:
        actor: Dense number of the actor of each mention.
        live: Whether a mention counts as one of its actor.
        lean: Gender code of each actor, as far as known.
    """

    def __init__(self, rows: Sequence[tuple[int, ...]], actors: int) -> None:
        table = np.array(rows, dtype=np.int64).reshape(len(rows), len(COLUMNS)).T.copy()
        self.start, self.end, self.sentence, self.paragraph, self.quote, self.actor, self.form, self.gender = table[:8]
        flags = table[8:].astype(np.bool_)
        self.speaker, self.subject, self.possessor, self.preposition, self.thing, self.body, self.someone, self.live = flags
        self.opens = np.ones(len(rows), dtype=np.bool_)
        self.opens[1:] = self.sentence[1:] != self.sentence[:-1]
        own = (
            self.subject, self.opens, self.form == PRONOUN, self.form == DEFINITE, self.form == INDEFINITE, self.thing,
            self.possessor, self.preposition, self.body, self.thing & ~self.body,
        )  # fmt: skip
        self.own = np.stack(own, axis=1).astype(np.float64)
        self.actors = actors
        self.lean = np.zeros(actors, dtype=np.int64)
        for gender in (THEY, IT, PERSON, SHE, HE):
            votes = np.bincount(self.actor[self.live & (self.gender == gender)], minlength=actors)
            self.lean[votes > 0] = gender
        he, she = (np.bincount(self.actor[self.live & (self.gender == g)], minlength=actors) for g in (HE, SHE))
        self.lean[she > he] = SHE

    def settle(self, row: int, actor: int) -> None:
        """Give an anaphor its actor; a he or she tells its actor's gender where nothing did."""
        self.actor[row] = actor
        self.live[row] = True
        if self.gender[row] in {HE, SHE} and self.lean[actor] in {UNKNOWN, PERSON}:
            self.lean[actor] = self.gender[row]


def features(m: Mentions, place: Place, rows: Ints, nouns: Bools | None = None) -> Floats:
    """Describe the actors that an anaphor may stand for.

    Args:
        m: The mentions.
        place: The anaphor.
        rows: The last mention of each actor, in order of where they start.
        nouns: For a role noun, the columns of `NOUN_FEATURES`, shape (actors, 5).

    Returns:
        Shape (actors, features).
    """
    at = place.row
    sentence, paragraph = int(m.sentence[at]), int(m.paragraph[at])
    before = np.flatnonzero(m.live[:at])
    actor, who = m.actor[before], m.actor[rows]

    def counted(mask: Bools) -> Ints:
        counts: Ints = np.bincount(actor[mask], minlength=m.actors)[who]
        return counts

    def among(some: Ints) -> Bools:
        mask = np.zeros(m.actors, dtype=np.bool_)
        mask[some] = True
        found: Bools = mask[who]
        return found

    sentences = sentence - m.sentence[rows]
    paragraphs = paragraph - m.paragraph[rows]
    ahead = rows > at
    between = np.arange(len(rows) - 1, -1, -1) - int(ahead.sum())
    between[ahead] = 0
    lately = m.sentence[before] >= sentence - 1
    subjects, speakers = m.subject[before], m.speaker[before] & ((m.quote[before] < 0) | (place.quote >= 0))
    mentions = counted(np.ones(len(before), dtype=np.bool_))
    spoken = before[speakers]
    last_speaker = int(m.actor[spoken[-1]]) if len(spoken) else -1
    quoted = place.quote >= 0
    theirs = m.quote[rows]
    lean, here = m.lean[who], sentences == 0
    recent = sentences == 1
    speaks_here = counted(speakers & (m.sentence[before] == sentence)) > 0
    columns = (
        here, recent, np.log1p(np.maximum(sentences, 0)), paragraphs == 0, paragraphs == 1, np.log1p(between), (between == 0) & ~ahead,
        ahead,
        np.log1p(mentions), np.log1p(counted(m.sentence[before] >= sentence - 3)), mentions / max(1, mentions.max(initial=1)),
        counted(m.paragraph[before] == 0) > 0, counted(m.form[before] == NAME) > 0, counted(subjects & lately) > 0,
        m.opens[rows] & recent if place.opens else False,
        who == last_speaker, counted(speakers) > 0, speaks_here & (theirs < 0), m.speaker[rows] if place.speaker else False,
        lean == place.gender if place.gender in {HE, SHE} else False, lean == THEY, m.someone[rows] & (lean != THEY),
        theirs < 0 if quoted else False, False if quoted else theirs >= 0, theirs == place.quote if quoted else False,
        who == place.utterer if quoted else False, among(place.own), among(place.after),
        here & m.subject[rows] if place.case == "object" else False, here & m.subject[rows] if place.case == "possessive" else False,
    )  # fmt: skip
    matrix = np.zeros((len(rows), len(FEATURES)))
    width = len(_OWN_FEATURES)
    matrix[:, :width] = m.own[rows]
    for k, column in enumerate(columns, start=width):
        if column is not False:
            matrix[:, k] = column
    if nouns is not None:
        matrix[:, -len(NOUN_FEATURES) :] = nouns
    return matrix
