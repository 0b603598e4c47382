"""What a figure counts: the noun with its modifiers after it, or the one that a verb or preposition ties to it from before."""

from headwater.resolve.quantities.amounts import Amount
from headwater.resolve.quantities.lexemes import Line
from headwater.resolve.quantities.numerals import SCALES, SMALL
from headwater.resolve.quantities.vocabulary import FATES, PREPOSITIONS

__all__ = ["fate_of", "what_of"]

Range = tuple[int, int]

_ACTIVE = frozenset(
    """killed kill kills killing injured injuring injures wounded wounding arrested arresting detained detaining displaced displacing
    rescued rescuing evacuated evacuating abducted kidnapped freed released trapped infected infecting sickened hurt hurting""".split()
)
_TOGETHER = frozenset(
    "was were been being be have has had are is feared confirmed reported also still left remained remains remain now believed".split()
)

_STOPS = (
    PREPOSITIONS
    | frozenset(
        """a an the this that these those its his her their our my your it he she they we i you him them us who whom which what when
        where while why how whose and or but nor so yet if because although though is are was were be been being am has have had do does
        did will would can could may might must shall should not said says told adding also still already now then there here each
        apiece every rather all both either such more less fewer later earlier ago old alone today tomorrow yesterday tonight overnight
        again only just even ever never compared against including among plus minus versus v vs went voted took take takes came come
        goes got get gets made make makes won lost held gave left ran sold grew fell rose led began stood lay hit beat remain remains
        remained followed used needs need backed signed walked marched attended gathered jumped fled died survived speak speaks spoke
        failed prefer favor favour choose oppose approve disapprove think believe want agree disagree leads led shows caught corresponds
        corresponded elsewhere expected thought abstained seriously critically worldwide""".split()
    )
    | frozenset("monday tuesday wednesday thursday friday saturday sunday last next this".split())
)
_PLURALS = frozenset(
    """people men women children police staff cattle sheep fish aircraft deer dead others crew personnel homeless troops data media
    salmon offspring geese teeth feet mice oxen spacecraft hovercraft livestock cavalry infantry firemen policemen spokesmen fishermen
    servicemen gunmen businessmen schoolchildren grandchildren crewmen clergymen congressmen craft bison criteria phenomena wounded
    injured missing hurt youth clergy gentry elderly percent infantrymen guardsmen militiamen tribesmen frenchmen englishmen seamen
    salesmen""".split()
)
_NO_PLURAL = frozenset(
    """news business gas mass glass press class bus cross process access success campus virus ms mrs progress series species dress less
    always previous serious various religious famous dangerous express address bass brass grass loss mess congress princess
    witness""".split()
)
_DETERMINERS = frozenset("the its their his her our my your all those these a an such any".split())
_LINKS = frozenset(
    """to by at of worth was were is are be been being has have had would will could can may might should stood stands stand valued
    value totalled totaled total reach reached reaches hit hits rose rise rises risen fell fall falls fallen dropped drop drops climbed
    climbs grew grow grows jumped jumps slipped slips slid slumped soared surged plunged tumbled eased narrowed widened increased
    increases decreased declined declines raised lowered cut cost costs costing came come comes comes numbered number shed gained lost
    added remain remains remained estimated put set now also still already currently sharply slightly only just about up down above
    below over under nearly almost travelling traveling closed opened ended start starts started begin closing go goes gone going went
    shrunk shrinks shrank swelled doubled edged dipped hovered averaged averaging average exceed exceeds exceeded exceeding paid in
    travelled emitted trading traded traded fixed capped priced sought expected forecast rated measured measuring measures weighing
    weighs weighed covering covers covered not yet well more than at least fewer less as many much high low some around roughly
    approximately close estimated-at stake""".split()
) - {"stake"}
_NOUNS_TOO = frozenset("cost costs value start rise fall drop increase cut close opening total measure average peak".split())
_SURE_LINKS = _LINKS - frozenset("in total number value some average more less fewer".split())
_RATES = frozenset("a per an each apiece share barrel year hour month day person tonne night head".split())
_ADJECTIVES = frozenset(
    "wide long high tall deep thick across away apart above below off north south east west from clear old ahead short behind".split()
)
_LONGEST = 5


def what_of(line: Line, amount: Amount) -> Range | None:
    """Return the lexemes of what an amount counts, `None` where the sentence does not say."""
    if amount.unit is None:
        return _counted(line, amount) or _of_these(line, amount) or _tied(line, amount)
    if amount.unit == "fraction":
        return _of_these(line, amount) or _noun_after(line, amount.end) or _tied(line, amount)
    if line.low(amount.begin - 1) == "of" and line.low(amount.until) != "of":
        return _tied(line, amount) or _of_measure(line, amount)
    return _of_measure(line, amount) or _tied(line, amount)


# After the figure -----------------------------------------------------------------------------------------------------------------


def _word_end(line: Line, at: int) -> int:
    """Return the index after a word with what hyphens tie to it ("long-haul")."""
    end = at + 1
    while line.hyphen(end) and line[end + 1].kind in {"word", "number"} and end - at < 2 * _LONGEST:
        end += 2
    return end


def _is_plural(line: Line, at: int) -> bool:
    low = line.low(at)
    return low in _PLURALS or (low.endswith("s") and not low.endswith(("ss", "us", "is", "'s")) and low not in _NO_PLURAL and len(low) > 2)


def _noun_after(line: Line, at: int, *, plural: bool = False) -> Range | None:
    """Return the noun phrase that begins at a lexeme: up to its first plural, else up to the first word that can be none of it.

    Args:
        line: The sentence.
        at: Where it begins.
        plural: Whether only one that ends in a plural counts.
    """
    start = at + line.hyphen(at)
    end = here = start
    while here < len(line) and here - start < 2 * _LONGEST:
        word = line[here]
        if word.kind != "word" or word.low in _STOPS or word.low in SMALL or word.low in SCALES or _is_verb(line, here, start):
            break
        end = _word_end(line, here)
        if _is_plural(line, end - 1):
            follows = line.low(end)
            # "30 sales staff", "two sports clubs": on to a second plural where it follows at once
            if follows in _PLURALS and follows not in FATES:
                end += 1
            return start, end
        here = end
        if here - start >= _LONGEST:
            break
    return None if plural or end == start else (start, end)


def _is_verb(line: Line, at: int, start: int) -> bool:
    """Whether a word after a noun is rather a verb than another noun: past tense and not before a noun."""
    low = line.low(at)
    if line.low(at + 1) in {"the", "his", "her", "their"}:
        return low not in FATES
    return low.endswith("ed") and (at > start or low not in FATES) and (line[at + 1].kind != "word" or line.low(at + 1) in _STOPS)


def _counted(line: Line, amount: Amount) -> Range | None:
    """Return the noun that a count stands before: "nine survivors", "tens of thousands of pilgrims", "two-seat"."""
    at = amount.until if amount.until > amount.end else amount.end
    if line.hyphen(at) and line[at + 1].kind == "word":
        end = at + 2
        if line.low(at + 1) == "strong":
            return _noun_after(line, end)
        return at + 1, end
    if line.low(at) == "of":
        begin = at + 1
        if line.low(begin) in {"whom", "them", "which", "these", "those"} and line.low(begin + 1) not in {
            "surveyed",
            "arrested",
            "polled",
            "killed",
        }:
            return _noun_after(line, begin + 1, plural=True) if line.low(begin) in {"them", "which"} else None
        return _skipped(line, begin)
    at += line.low(at) in {"more", "fewer"}
    found = _noun_after(line, at, plural=True)
    if found is None:
        found = _noun_after(line, at)
        if found and amount.value != 1 and amount.sort != "fraction" and not _is_collective(line, found):
            found = found if found[1] - found[0] <= 2 else (found[0], found[0] + 1)
    return found


def _is_collective(line: Line, found: Range) -> bool:
    return line.low(found[1] - 1) in _PLURALS


def _skipped(line: Line, at: int) -> Range | None:
    """Return the noun phrase after determiners and a number of its own: "the 112 employees", "its hostages", "those surveyed"."""
    begin = at
    while line.low(begin) in _DETERMINERS or line[begin].kind == "number" or (line[begin].kind == "word" and line.low(begin) in SMALL):
        if line.low(begin) == "those":
            follows = line[begin + 1]
            return (begin, begin + 2) if follows.kind == "word" and follows.low not in PREPOSITIONS else (begin, begin + 1)
        begin += 1
        if begin - at > 4:
            return None
    if line[begin].kind == "word" and line[begin + 1].low == "'s":
        begin += 2
    # "the island's wells"
    if line.low(begin).endswith("'s") and line[begin + 1].kind == "word":
        begin += 1
    return _noun_after(line, begin)


def _of_these(line: Line, amount: Amount) -> Range | None:
    """Return the noun of "two-thirds of members", "half the crop", "nine of its hostages"."""
    at = amount.end
    if amount.unit == "fraction" and amount.sort == "fraction":
        inside = [i for i in range(amount.number, amount.end) if line[i].kind == "word" and _is_noun(line, i)]
        if inside and "in" in {line.low(i) for i in range(amount.number, amount.end)} and line.low(amount.number) in {"one", "1"}:
            return inside[0], inside[0] + 1
    if line.low(at) == "of" and line.low(at + 1) not in {"whom", "them", "which", "these"}:
        return _skipped(line, at + 1)
    if amount.unit == "fraction" and line.low(at) in _DETERMINERS - {"a", "an"}:
        return _skipped(line, at)
    return None


def _is_noun(line: Line, at: int) -> bool:
    low = line.low(at)
    return low not in SMALL and low not in {"in", "out", "of", "every"} and low not in SCALES and low not in _STOPS


def _of_measure(line: Line, amount: Amount) -> Range | None:
    """Return what money, a share or a measure is of: "$48bn in assets", "38% of capacity", "a £36m bid", "14-kilometre corridor"."""
    at = amount.until
    low = line.low(at)
    if low == "-" and line[at].glued:
        return _after_rate(line, at)
    if low == "of":
        return None if line.low(at + 1) in {"whom", "them", "which", "these"} else _skipped(line, at + 1)
    if low == "worth" and line.low(at + 1) == "of":
        return _skipped(line, at + 2)
    if low == "in" and amount.unit not in {"%", "points", "percentage points"}:
        follows = line[at + 1]
        if (
            follows.kind == "word"
            and not follows.capital
            and follows.low not in _DETERMINERS
            and follows.low not in {"early", "late", "afternoon"}
        ):
            return _noun_after(line, at + 1)
    if low in _RATES or low in _ADJECTIVES or low in {"lower", "higher", "cheaper", "faster", "heavier", "stronger", "bigger"}:
        return None
    return _noun_after(line, at)


def _after_rate(line: Line, at: int) -> Range | None:
    """Return the noun after "-a-year", "-plus"."""
    start = at
    while line.hyphen(at) and at - start < 2 * _LONGEST:
        at += 2
    return _noun_after(line, at)


# Before the figure ----------------------------------------------------------------------------------------------------------------


def _tied(line: Line, amount: Amount) -> Range | None:
    """Return the noun that a verb or preposition ties to a figure: "the toll rose to", "a deal worth", "winds of"."""
    at, links = amount.begin - 1, 0
    while at >= 0 and links < 7:
        if line.low(at) in {"year", "week", "month", "day", "quarter"} and line.low(at - 1) in {"this", "last", "that"}:
            at -= 2
        elif line.low(at) in {"yesterday", "today", "overnight"}:
            at -= 1
        elif not _links(line, at):
            break
        links += 1
        at -= 1
    if links and line.low(at) in {"which", "that", "who"}:
        at -= 2 if line.low(at - 1) == "," else 1
    if line.low(amount.start - 1) == "at" and amount.begin < amount.start - 1:
        links += 1
    measured = amount.unit not in {None, "fraction", "%"} and bool(amount.bounds) and line.low(amount.end) in _ADJECTIVES - {"from", "away"}
    if (not links and not measured) or at < 0 or line[at].kind != "word":
        return None
    found = _noun_before(line, at)
    # "led Quist by 5 points": a share or a lead is no share of a name
    if found and amount.unit in _SHARES and line[found[0]].capital and found[0] > line.first and not line[found[0]].raw.isupper():
        return None
    return found


_SHARES = frozenset({"%", "points", "percentage points", "basis points"})


def _links(line: Line, at: int) -> bool:
    low = line.low(at)
    if low in _NOUNS_TOO and line.low(at + 1) == "of":
        return False
    if low == "from":
        return line.low(at - 1) in _SURE_LINKS
    return line[at].kind == "word" and (low in _SURE_LINKS or (low in _LINKS and line.low(at + 1) in _LINKS))


def _noun_before(line: Line, at: int) -> Range | None:
    """Return the noun phrase that ends with a lexeme; "the price of oil" whole, "number of dead" but for its first words."""
    start = at + 1
    while start > 0 and at + 1 - start < _LONGEST and _fits_before(line, start - 1):
        start -= 2 if line.hyphen(start - 2) and line[start - 3].kind == "word" and start >= 3 else 1
    if start > at:
        return None
    if line.low(start) == "day" and line.hyphen(start - 1):
        start += 1
    return _whole_phrase(line, start), at + 1


_KEEPS = frozenset("price cost value rate number toll share level total sum amount volume margin count loss level pace proportion".split())


def _whole_phrase(line: Line, start: int) -> int:
    """Return where "the price of oil", "death toll from the blast at Tarn" begins, its first noun being what is counted."""
    nearest = begin = start
    for _ in range(_LONGEST - 2):
        found = _before_preposition(line, begin)
        if found is None:
            break
        begin, head = found
        if head in _KEEPS:
            return begin
        tie = line.low(_preposition(line, start))
        if nearest == start and (tie in {"in", "for"} or (tie == "of" and head.endswith("s"))):
            nearest = begin
    return nearest


def _preposition(line: Line, start: int) -> int:
    """Return the index of what stands before a noun phrase and its determiners."""
    at = start - 1
    while line.low(at) in _DETERMINERS and start - at <= 2:
        at -= 1
    return at


def _before_preposition(line: Line, start: int) -> tuple[int, str] | None:
    """Return where the noun phrase begins that a preposition ties to the one at `start`, and its noun."""
    at = _preposition(line, start)
    if line.low(at) not in {"of", "from", "in", "for", "to", "at", "on"} or line[at - 1].kind != "word":
        return None
    begin = at
    while begin > 0 and at - begin <= 2 and _fits_before(line, begin - 1):
        begin -= 1
    head = line.low(at - 1)
    return None if begin == at or head.endswith(("ing", "ed")) else (begin, head)


def _fits_before(line: Line, at: int) -> bool:
    word = line[at]
    if word.low in {"-", "‑"}:
        return line.hyphen(at)
    if word.kind != "word" or word.low in _STOPS or word.low in _LINKS or word.low in SMALL or word.low in SCALES:
        return False
    return not (word.low.endswith("ly") or word.low in {"in", "said"})


# What became of them ------------------------------------------------------------------------------------------------------------


def fate_of(line: Line, amount: Amount, what: Range | None) -> Range | None:
    """Return the word that tells what became of those counted: "killing at least 14 people", "22 were wounded", "people displaced"."""
    if amount.unit is not None:
        return None
    if what and any(line.low(i) in FATES for i in range(*what)):
        return None
    before = amount.begin - 1
    while line.low(before) in {"another", "a", "further", "the", "as", "many", "additional"} and amount.begin - before < 5:
        before -= 1
    if line.low(before) in _ACTIVE:
        return before, before + 1
    at = max(amount.until, what[1] if what and what[0] >= amount.end else 0)
    for n in range(at, at + 5):
        if line.low(n) in FATES and line.low(n) not in {"bodies", "released", "freed"}:
            return n, n + 1
        if line.low(n) not in _TOGETHER:
            return None
    return None
