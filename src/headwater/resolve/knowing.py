"""How somebody knows what they tell: "familiar with the sale", "with direct knowledge of", "who attended the meeting".

No parser stands behind this: a phrase ends where a cue begins, at a mark, at a word that opens a clause, or at what looks like a verb.
"""

from headwater.resolve.cast import Cast
from headwater.resolve.words import Words

__all__ = ["AUXILIARIES", "DETERMINERS", "MARKS", "OVER", "TIMES", "group_end", "is_finite", "knowing", "knows_by"]

Stretch = tuple[int, int]
"""Index of the first word, and of the one after the last."""

MARKS = frozenset(", ; : — – ( ) [ ] “ ” \" ' ‘ ’ . … ? ! '' `` - < > |".split())
DETERMINERS = frozenset(
    """a an the this that these those his her its their our my your one two three four five six seven eight nine ten eleven twelve dozen
    dozens several some many few other others another any both all each every no neither either half most more at least than about nearly
    almost roughly hundreds thousands scores multiple numerous various number group of second third first fourth only even also pair
    handful couple trio""".split()
)
"""Words before a noun that count or point."""

# Words after which, or at which, a noun phrase is over.
AUXILIARIES = frozenset(
    """is are was were be been being has have had having do does did will would can could shall should may might must isn't aren't wasn't
    weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't couldn't""".split()
)
_FINITE = frozenset(
    """said say says told tell tells saw knew knows know spoke speaks speak wrote writes write thinks think thought believes believe made
    makes make took takes take gave gives give went goes go came comes come felt feels feel found finds find held holds hold left leaves
    puts got gets ran runs met meets began begins became becomes kept keeps sent sends heard hears read insists insist argues argue
    warns warn claims hopes hope fears worry worries wants want expects describe describes suggest suggests acknowledge acknowledges
    concede concedes confirm confirms predict predicts adds notes points privately publicly recently later also then""".split()
)
OVER = frozenset(
    """that who whom whose which where when while because since although though if unless until as than but so yet nor he she they it we i
    him them us you there not never whether after before during despite amid""".split()
)
TIMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november
    december today yesterday tomorrow tonight last next earlier ago week weeks month months year years morning afternoon evening night
    early late""".split()
)
_NOUNS_LIKE_VERBS = frozenset(
    """meeting hearing building briefing filing planning ruling finding shipping housing banking funding training hiring spending thing
    morning evening wedding killing shooting bombing testing drilling landing offering polling publishing gathering need proceeding seed
    feed speed breed fundraising understanding running bidding trading lending screening thinking timing""".split()
)
GROUP_WORDS = 12
"""Words that one noun phrase may have at most."""

_LINKS = frozenset("of in on for about between with at into over by from inside behind among within against to".split())
_OBJECTS = {
    "familiar": ("with",), "briefed": ("on", "about", "by"), "close": ("to",), "involved": ("in", "with"), "aware": ("of",),
    "knowledgeable": ("about", "of"), "privy": ("to",), "apprised": ("of",), "informed": ("of", "about", "on"), "acquainted": ("with",),
    "conversant": ("with",), "present": ("at", "in", "for", "during", "on"), "participating": ("in",), "knowing": ("of",),
    "working": ("on", "with"), "engaged": ("in",), "told": ("of", "about"),
}  # fmt: skip
"""Words of knowing after a noun, with the prepositions that go on from them."""
_ALONE = frozenset("present involved briefed there informed".split())
_HAVING = frozenset("knowledge access insight visibility ties sight understanding information links connections".split())
_SCENES = frozenset(
    """call calls meeting meetings room talks table scene plane flight dinner hearing session event briefing negotiations discussions
    chamber trial fundraiser gathering ceremony lunch breakfast rehearsal summit panel""".split()
)
"""What somebody was at: "a source on the call", "two people in the room"."""
_ADVERBS = frozenset(
    "directly very closely intimately deeply personally well indirectly extremely particularly briefly fully heavily".split()
)
_WITNESSES = frozenset(
    """attended attends seen saw read reviewed heard overheard witnessed viewed examined participated knows know knew oversaw drafted
    negotiated received obtained observed listened handled investigated helped dealt worked works inspected""".split()
)
"""Verbs that say how somebody knows, in a clause about them ("who attended the meeting")."""
_WITHOUT_OBJECT = frozenset("attended participated witnessed".split())
_BETWEEN = (
    AUXILIARIES | _ADVERBS | frozenset("also both all personally since himself herself themselves now once previously separately".split())
)


def is_finite(words: Words, at: int) -> bool:
    """Whether a word looks like a verb with a subject, or like one that opens a participle."""
    low = words.low[at]
    if low in AUXILIARIES or low in _FINITE:
        return True
    return len(low) > 4 and words.raw[at][:1].islower() and low.endswith(("ed", "ing")) and low not in _NOUNS_LIKE_VERBS


def group_end(words: Words, cast: Cast, at: int, limit: int) -> int:
    """Return after which word the noun phrase that begins at a word ends; a verb after its noun is no part of it."""
    begun = at
    limit = min(limit, at + GROUP_WORDS)
    while at < limit:
        use = cast.named_at(at)
        if use is not None:
            at = max(at + 1, min(use[0].last, limit))
        elif _closes_group(words, begun, at):
            break
        else:
            at += 1
    return at


def _closes_group(words: Words, begun: int, at: int) -> bool:
    low = words.low[at]
    if low in MARKS or low in OVER or low in _LINKS or low in AUXILIARIES or low in ("and", "or", "near", "speaking"):
        return True
    if at == begun:
        return False
    return words.low[at - 1] not in DETERMINERS | {"'s"} and (_is_time(words, at) or is_finite(words, at))


def _is_time(words: Words, at: int) -> bool:
    """Whether a word dates the sentence, rather than stands before a noun ("Thursday's meeting")."""
    return words.low[at] in TIMES and words.low[at + 1 : at + 2] != ["'s"]


def _object_end(words: Words, cast: Cast, at: int, limit: int) -> int:
    """Return after which word what is known ends: noun phrases joined by prepositions, "to" with a verb, or "and"."""
    end = group_end(words, cast, at, limit)
    while at < end < limit - 1 and _links(words, end):
        after = group_end(words, cast, end + 1, limit)
        if after == end + 1:
            break
        end = after
    return end


def _links(words: Words, at: int) -> bool:
    low, after = words.low[at], words.low[at + 1]
    if low == "and":
        return not is_finite(words, at + 1) and after not in OVER | {"a", "an", "one", "two", "another"}
    leads_away = (
        _is_time(words, at + 1) or after in ("condition", "reporters", "journalists") or words.low[at + 1 : at + 3] == ["the", "condition"]
    )
    return low in _LINKS and not leads_away


def knowing(words: Words, cast: Cast, at: int, limit: int) -> int:
    """Return after which word a phrase of knowing ends that begins at a word ("familiar with the sale"); `at` where none does."""
    first = at
    while first < limit - 1 and words.low[first] in _ADVERBS:
        first += 1
    if first >= limit:
        return at
    low = words.low[first]
    if low in _OBJECTS:
        return _of_state(words, cast, first, limit) or at
    if low == "with":
        return _with_knowledge(words, cast, first + 1, limit) or at
    return (_at_scene(words, cast, first, limit) or at) if low in ("on", "at", "in", "inside") else at


def _of_state(words: Words, cast: Cast, at: int, limit: int) -> int | None:
    if at + 1 < limit and words.low[at + 1] in _OBJECTS[words.low[at]]:
        end = _object_end(words, cast, at + 2, limit)
        return end if end > at + 2 else None
    return at + 1 if words.low[at] == "present" else None


def _with_knowledge(words: Words, cast: Cast, at: int, limit: int) -> int | None:
    """Return after which word "direct knowledge of the sale" ends."""
    noun = next((i for i in range(at, min(at + 5, limit)) if words.low[i] in _HAVING), None)
    if noun is None or any(words.low[i] in OVER or words.low[i] in MARKS or words.low[i] in AUXILIARIES for i in range(at, noun)):
        return None
    if noun + 1 < limit and words.low[noun + 1] in ("of", "to", "into", "about", "with"):
        return max(_object_end(words, cast, noun + 2, limit), noun + 1)
    return noun + 1 if words.low[noun] == "knowledge" else None


def _at_scene(words: Words, cast: Cast, at: int, limit: int) -> int | None:
    """Return after which word "on the call" ends."""
    if at + 2 >= limit or words.low[at + 1] not in ("the", "that", "both", "those", "a"):
        return None
    scene = next((i for i in range(at + 2, min(at + 5, limit)) if words.low[i] in _SCENES), None)
    if scene is None or any(words.low[i] in MARKS or is_finite(words, i) for i in range(at + 2, scene)):
        return None
    return _object_end(words, cast, scene, limit)


def knows_by(words: Words, cast: Cast, at: int, limit: int, *, narrow: bool = False) -> Stretch | None:
    """Return the stretch of a clause that says how somebody knows, from its relative word or verb on; `None` where it says none.

    Args:
        words: The report's words.
        cast: Its actors.
        at: The relative word of the clause, or the first word of its predicate.
        limit: The word before which the clause ends.
        narrow: Whether only what can hardly be an event of the story counts ("had seen the letter", not "received the letter").
    """
    verb = at + 1 if words.low[at] in ("who", "whom", "that") else at
    if words.low[verb : verb + 2] == ["like", "others"] or words.low[verb : verb + 2] == ["like", "the"]:
        verb += 2
    first = verb
    while verb < limit and words.low[verb] in _BETWEEN:
        verb += 1
    if verb >= limit:
        return None
    helped = set(words.low[first:verb]) & AUXILIARIES
    end = _predicate(words, cast, verb, limit, helped)
    if end is None or (narrow and not helped and words.low[verb] not in _WITHOUT_OBJECT):
        return None
    return at, end


def _predicate(words: Words, cast: Cast, verb: int, limit: int, helped: set[str]) -> int | None:
    """Return after which word a predicate of knowing ends whose verb, auxiliaries left aside, is given."""
    low = words.low[verb]
    if helped & {"has", "have", "had"} and (end := _with_knowledge(words, cast, verb, limit)):
        return end
    if low in ("worked", "works") and words.low[verb + 1 : verb + 2] not in (["on"], ["with"], ["closely"], ["there"]):
        return None
    if low in _WITNESSES and not helped & {"is", "are", "was", "were", "did", "will", "would", "could", "can", "may", "might"}:
        return _rest(words, cast, verb + 1, limit) or (verb + 1 if low in _WITHOUT_OBJECT else None)
    if low in ("took", "taken") and words.low[verb + 1 : verb + 2] == ["part"]:
        return _rest(words, cast, verb + 2, limit)
    if not helped & {"is", "are", "was", "were", "been"}:
        return None
    end = knowing(words, cast, verb, limit)
    return end if end > verb else verb + 1 if low in _ALONE else None


def _rest(words: Words, cast: Cast, at: int, limit: int) -> int | None:
    """Return after which word the object of a verb ends, `None` where it has none."""
    first = at + 1 if at < limit and words.low[at] in _LINKS else at
    end = _object_end(words, cast, first, limit) if first < limit else at
    return end if end > first else None
