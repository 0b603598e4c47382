"""The words that announce that somebody said or thought something: verbs in all their forms, each with what it takes.

The verbs were read off the training reports of PolNeAR (the words that are part of a cue in at least two uses of five) and rounded off
with the other common verbs of saying of English.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

__all__ = ["PARTICLES", "REPORTING_CUE", "VERBS", "Form", "Frame", "Verb", "holds_speech"]

Frame = Literal["says", "tells", "names", "shows", "thinks", "wants", "with"]
Form = Literal["base", "third", "past", "participle", "ing"]

# By what they take. says: a clause or a quotation; tells: somebody, then a clause; names: what follows is what the words are about;
# shows: a clause, and the speaker is often a paper or a poll; thinks and wants: attitudes, with a clause or with an infinitive;
# with: cues only together with their particle ("refers to").
_LEMMAS: Mapping[Frame, str] = {
    "says": """say add announce report argue claim deny confirm insist write tweet note explain suggest acknowledge declare admit allege
        assert contend concede conclude reply respond state stress reiterate emphasize emphasise predict caution comment complain joke quip
        recall remark observe testify vow pledge promise propose recommend estimate reveal disclose maintain boast lament counter shout yell
        cry whisper mutter murmur answer retort exclaim repeat continue elaborate clarify affirm reaffirm attest swear tout signal hint
        imply speculate theorize forecast project demand agree post retweet certify recount reason muse opine point
        chant retort scoff sigh gush grumble protest proclaim pronounce rule""",
    "tells": "tell inform assure remind warn ask urge advise notify brief implore beg press instruct challenge",
    "names": """accuse call describe criticize criticise praise condemn denounce blame defend dismiss blast slam attack endorse mock oppose
        support reject question decry deride assail lambaste rebuke ridicule portray label dub depict characterize characterise liken
        compare cite mention reference discuss highlight invoke quote credit thank applaud hail laud commend welcome back champion deem
        outline detail address downplay tout bemoan chide charge echo embrace encourage threaten express voice order request pan bash rip
        scold skewer berate castigate""",
    "shows": "show find indicate determine say",
    "thinks": """believe think hope fear expect know feel suspect doubt worry assume wonder consider view regard see understand imagine
        realize recognize learn""",
    "wants": "want seek plan wish prefer intend decline refuse favor favour",
    "with": "refer talk speak allude push rail weigh focus",
}
_IRREGULAR: Mapping[str, str] = {
    "speak": "spoke spoken", "say": "said said", "tell": "told told", "write": "wrote written", "swear": "swore sworn",
    "think": "thought thought", "know": "knew known", "feel": "felt felt", "see": "saw seen", "show": "showed shown", "find": "found found",
    "seek": "sought sought", "understand": "understood understood", "forecast": "forecast forecast", "beg": "begged begged",
}  # fmt: skip
# Particles that are part of the cue.
PARTICLES: Mapping[str, frozenset[str]] = {
    "call": frozenset(["for", "on"]), "point": frozenset(["out", "to"]), "refer": frozenset(["to"]), "talk": frozenset(["about"]),
    "speak": frozenset(["about"]), "allude": frozenset(["to"]), "push": frozenset(["for"]), "rail": frozenset(["against"]),
    "agree": frozenset(["with"]), "respond": frozenset(["to"]), "weigh": frozenset(["in"]), "focus": frozenset(["on"]),
    "complain": frozenset(["about"]), "joke": frozenset(["about"]), "boast": frozenset(["of", "about"]), "warn": frozenset(["of"]),
    "ask": frozenset(["about", "for"]), "hint": frozenset(["at"]), "worry": frozenset(["about"]),
}  # fmt: skip
# One consonant letter after one stressed vowel letter: doubled before -ed and -ing.
_DOUBLED = frozenset("admit quip beg plan dub pan rip slam prefer".split())
# Forms that are something else in most of their uses in the training reports of PolNeAR.
_SELDOM_CUES = frozenset(
    """attacks states state remarks points questions comments rules ruling maintains continues continue continuing backs back
    backing find finding saw seen seeing embraced embracing favor detail details detailed answers reasons project projected press pressing
    pressed learned addressing add charged thought embraces report reference references maintain maintaining echoing forecast addresses
    backed attack advised advising encouraging feels challenges view views thinking known knowing knew""".split()
)
# Verbs of saying whose base form and third person are mostly other words ("three states", "the rule", "points"), or mostly not of saying.
_MOSTLY_NOT_SAYING = frozenset(
    "state project point rule reason post press brief answer repeat continue promise pledge forecast comment cry demand signal protest "
    "challenge chant joke agree maintain determine".split()
)


@dataclass(frozen=True, slots=True)
class Verb:
    """A form of a verb of saying or thinking.

    Attributes:
        lemma: The verb.
        forms: The forms that these letters can be ("tweeted" is past and participle).
        frame: What the verb takes.
    """

    lemma: str
    forms: frozenset[Form]
    frame: Frame


def _forms(lemma: str) -> dict[Form, str]:
    """Return the forms of a verb."""
    stem = lemma
    if lemma in _DOUBLED:
        stem = lemma + lemma[-1]
    elif lemma.endswith("e"):
        stem = lemma[:-1]
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        third, regular = lemma[:-1] + "ies", lemma[:-1] + "ied"
    else:
        third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
        regular = stem + "ed"
    past, participle = _IRREGULAR.get(lemma, f"{regular} {regular}").split()
    ing = (lemma if lemma.endswith("ee") else stem) + "ing"
    return {"base": lemma, "third": third, "past": past, "participle": participle, "ing": ing}


def _verbs(lemmas: Mapping[Frame, str]) -> dict[str, Verb]:
    """Return the verbs by form; of two frames for one verb the first counts."""
    found: dict[str, Verb] = {}
    for frame, words in lemmas.items():
        for lemma in words.split():
            for form, letters in _forms(lemma).items():
                if letters in _SELDOM_CUES:
                    continue
                old = found.get(letters)
                if old is None:
                    found[letters] = Verb(lemma=lemma, forms=frozenset([form]), frame=frame)
                elif old.lemma == lemma:
                    found[letters] = Verb(lemma=lemma, forms=old.forms | {form}, frame=old.frame)
    return found


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


def _saying() -> Iterable[str]:
    """Return the forms that are mostly of saying."""
    for letters, verb in VERBS.items():
        noun = verb.lemma in _MOSTLY_NOT_SAYING and verb.forms & {"base", "third"}
        if verb.frame in ("says", "tells") and not noun:
            yield letters


VERBS: Mapping[str, Verb] = _verbs(_LEMMAS)

# Verbs of saying and of telling in all their forms, and the phrases that do without a verb: what could be speech inside speech.
REPORTING_CUE = re.compile(
    rf"\b(?:{_alternatives(_saying())}"
    r"|according\s+to|in\s+the\s+words\s+of|accus(?:e|es|ed|ing)|cit(?:e|es|ed|ing)|quot(?:e|es|ed|ing)|reportedly|allegedly)\b",
    re.IGNORECASE,
)


def holds_speech(text: str) -> bool:
    """Return whether a stretch of text holds a word of reporting, so that there may be further speech in it."""
    return REPORTING_CUE.search(text) is not None
