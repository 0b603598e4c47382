"""The words of time, each with what it stands for; written by us, from general knowledge."""

__all__ = [
    "ADVERBS",
    "CLASSES",
    "HOLIDAYS",
    "MONTHS",
    "NUMBERS",
    "ORDINALS",
    "PARTS",
    "SEASONS",
    "UNITS",
    "WEEKDAYS",
    "ZONES",
]

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thur thurs", "friday fri", "saturday sat", "sunday sun"), 1
    )
    for name in names.split()
}
"""Weekday to its ISO number."""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sept sep",
            "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
"""Month to its number."""

SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}

PARTS = {
    "dawn": "MO",
    "morning": "MO",
    "breakfast": "MO",
    "midday": "MI",
    "lunchtime": "MI",
    "afternoon": "AF",
    "teatime": "AF",
    "dusk": "EV",
    "evening": "EV",
    "night": "NI",
    "nighttime": "NI",
    "overnight": "NI",
    "tonight": "NI",
}
"""Part of a day to its code."""

UNITS = {
    "second": "S",
    "minute": "M",
    "hour": "H",
    "day": "D",
    "night": "D",
    "weekend": "W",
    "week": "W",
    "fortnight": "W",
    "month": "M",
    "quarter": "Q",
    "year": "Y",
    "decade": "E",
    "century": "C",
    "centurie": "C",
    "millennium": "L",
    "millennia": "L",
    "spring": "Y",
    "summer": "Y",
    "autumn": "Y",
    "fall": "Y",
    "winter": "Y",
    "semester": "Y",
    "season": "Y",
}
"""Unit, in the singular, to its letter in durations."""

NUMBERS = {
    word: number
    for number, word in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        ).split()
    )
} | {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
    "thousand": 1000, "million": 1_000_000, "dozen": 12,
}  # fmt: skip

ORDINALS = {
    word: number
    for number, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth
        seventeenth eighteenth nineteenth twentieth""".split(),
        1,
    )
} | {"thirtieth": 30}

ZONES = {
    "utc": 0, "gmt": 0, "bst": 60, "wet": 0, "cet": 60, "cest": 120, "eet": 120, "eest": 180, "msk": 180, "ist": None, "est": -300,
    "edt": -240, "cst": None, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420, "jst": 540, "kst": 540, "aest": 600,
    "aedt": 660, "awst": 480, "nzst": 720, "nzdt": 780, "hkt": 480, "sgt": 480, "et": None, "ct": None, "mt": None, "pt": None, "z": 0,
}  # fmt: skip
"""Zone to minutes east of Greenwich; `None` where the letters stand for more than one."""

HOLIDAYS = {
    "christmas": (12, 25), "xmas": (12, 25), "halloween": (10, 31), "juneteenth": (6, 19), "thanksgiving": (11, 0), "easter": (4, 0),
}  # fmt: skip
"""Feast to its month and day; a day of 0 is one that moves."""

_WHENS = {
    "PRESENT_REF": "now currently nowadays presently",
    "PAST_REF": "recently lately",
    "FUTURE_REF": "soon",
}
ADVERBS = {word: value for value, words in _WHENS.items() for word in words.split()}
"""Adverb that is a time expression by itself to its value."""

_SINGULAR = "second minute hour day week month quarter year decade century fortnight millennium"
_PLURAL = "seconds minutes hours days weeks months quarters years decades centuries fortnights millennia weekends nights"

CLASSES: dict[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "WDAY": "monday tuesday wednesday thursday friday saturday sunday",
        "WDAYS": "mondays tuesdays wednesdays thursdays fridays saturdays sundays",
        "WD": "mon tue tues wed thu thur thurs fri sat sun",
        "MONTH": "january february march april may june july august september october november december",
        "MON": "jan feb mar apr jun jul aug sep sept oct nov dec",
        "SEASON": "spring summer autumn fall winter",
        "SEASONS": "springs summers autumns falls winters",
        "UNIT": _SINGULAR,
        "UNITS": _PLURAL,
        "BIGUNIT": "day week month quarter year decade century fortnight millennium",
        "PART": "morning afternoon evening night dawn dusk midday lunchtime",
        "PARTS": "mornings afternoons evenings nights",
        "NUMW": " ".join(NUMBERS),
        "TENS": "twenty thirty forty fifty sixty seventy eighty ninety",
        "DEC": "twenties thirties forties fifties sixties seventies eighties nineties",
        "ORD": " ".join(ORDINALS),
        "PASTREL": "last past previous preceding recent",
        "NEXTREL": "next coming following upcoming forthcoming",
        "NOWREL": "this current present latest",
        "EARLY": "early earlier late later mid middle",
        "THIS": "this that the its their his her our your my",
        "ZONE": " ".join(ZONES),
        "FREQ": "annual daily weekly monthly quarterly yearly annually hourly nightly fortnightly",
        "HOLIDAY": " ".join(HOLIDAYS),
        "ADV": " ".join(ADVERBS),
        "FISC": "fiscal financial calendar tax",
    }.items()
}
"""Class of words, as patterns name it, to its words."""
