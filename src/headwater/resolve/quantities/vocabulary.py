"""Words that several steps look for: prepositions, and what becomes of people who are counted."""

__all__ = ["FATES", "MANY_PEOPLE", "MONTHS", "PREPOSITIONS"]

PREPOSITIONS = frozenset(
    """of in on at by for from to with into onto over under above below after before since until till during through between among
    against across about around as than per via within without near off out up down upon behind beyond despite towards toward along
    amid""".split()
)
"""Prepositions, "as" and "than" among them."""

FATES = {
    "killed": "dead", "kill": "dead", "kills": "dead", "killing": "dead", "dead": "dead", "died": "dead", "die": "dead", "dies": "dead",
    "dying": "dead", "deaths": "dead", "fatalities": "dead", "perished": "dead", "drowned": "dead", "slain": "dead", "bodies": "dead",
    "injured": "hurt", "injuring": "hurt", "injures": "hurt", "wounded": "hurt", "wounding": "hurt", "wounds": "hurt", "hurt": "hurt",
    "hurting": "hurt", "hospitalised": "hurt", "hospitalized": "hurt", "missing": "missing", "unaccounted": "missing", "arrested": "held",
    "detained": "held", "arresting": "held", "detaining": "held", "jailed": "held", "charged": "charged", "displaced": "displaced",
    "displacing": "displaced", "homeless": "displaced", "evacuated": "evacuated", "evacuating": "evacuated", "rescued": "rescued",
    "rescuing": "rescued", "survived": "rescued", "trapped": "trapped", "stranded": "trapped", "infected": "ill", "infecting": "ill",
    "sickened": "ill", "affected": "affected", "abducted": "taken", "kidnapped": "taken", "freed": "freed", "released": "freed",
}  # fmt: skip
"""Words for what became of those counted, by one word for each lot."""

MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
"""Months, short and long."""

MANY_PEOPLE = frozenset("people men women children dead civilians soldiers".split())
"""Plurals for people that a number may count even after a name or a month."""
