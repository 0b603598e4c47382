"""Units of money and measure, each by one name, and how they stand beside a number.

Money by its ISO 4217 code: a bare "$" or "dollar" is USD, "£" and "pound" GBP, "¥" and "yen" JPY, "kronor" SEK, "kroner" `kroner`; where
several countries share a name, and none is named, the name itself is the unit (`francs`, `pesos`, `rupees`, `rials`, …; "Rs" is INR).
Small coins keep their own (`pence`, `cents`), and so does bitcoin (`BTC`).

Shares: `%`, `percentage points`, `basis points`, `points`; `fraction` for "a third", "one in four".

Length `mm cm m km in ft yd mi`, `nmi`; area `m² km² ft² mi² ha acres`; volume `ml l m³ ft³ gal pints`; mass `mg g kg tonnes tons kt lb oz`
(a tonne is metric, a ton as the text has it); temperature `°C °F degrees`; speed `mph km/h knots m/s`; power and energy `W kW MW GW TW
kWh MWh GWh TWh`; `kB MB GB TB PB`; `dB`.

Barrels, people, votes, shares and the like are counted, not measured in. Seconds to centuries are durations, and no figures.
"""

from typing import NamedTuple

from headwater.resolve.quantities.lexemes import Line

__all__ = ["CURRENCIES", "FACTORS", "Unit", "money_at", "unit_at"]

_SYMBOLS = {
    "$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY", "￥": "JPY", "₹": "INR", "₽": "RUB", "₪": "ILS", "₩": "KRW", "₺": "TRY", "₴": "UAH",
    "₦": "NGN", "₱": "PHP", "฿": "THB", "₫": "VND", "₿": "BTC", "₾": "GEL", "₵": "GHS", "₡": "CRC", "₭": "LAK", "₸": "KZT", "₼": "AZN",
}  # fmt: skip
_LETTERS_BEFORE = {
    "us": "USD", "u.s": "USD", "usd": "USD", "a": "AUD", "au": "AUD", "aud": "AUD", "c": "CAD", "ca": "CAD", "can": "CAD", "cad": "CAD",
    "nz": "NZD", "nzd": "NZD", "hk": "HKD", "s": "SGD", "r": "BRL", "nt": "TWD", "mx": "MXN", "z": "ZWL", "e": "EGP", "ir": "GBP",
    "cn": "CNY",
}  # fmt: skip
_SHORT = {
    "Rs": "INR",
    "Tk": "BDT",
    "Rp": "IDR",
    "Sh": "shillings",
    "Shs": "shillings",
    "KSh": "KES",
    "Ksh": "KES",
    "RM": "MYR",
    "Fr": "francs",
}
_CODES = frozenset(
    """USD EUR GBP JPY CNY RMB AUD CAD NZD HKD SGD CHF SEK NOK DKK INR PKR RUB TRY ZAR BRL MXN KRW ILS AED SAR QAR PLN CZK HUF UAH NGN
    KES EGP THB IDR MYR PHP VND TWD ARS CLP COP PEN BTC ETH""".split()
)
_NAMES = {
    "dollar": "USD", "buck": "USD", "euro": "EUR", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "sterling": "GBP", "rouble": "RUB",
    "ruble": "RUB", "shekel": "ILS", "krona": "SEK", "kronor": "SEK", "krone": "kroner", "kroner": "kroner", "zloty": "PLN",
    "forint": "HUF", "hryvnia": "UAH", "naira": "NGN", "baht": "THB", "ringgit": "MYR", "rupiah": "IDR", "rand": "ZAR", "reais": "BRL",
    "lira": "lira", "franc": "francs", "peso": "pesos", "rupee": "rupees", "rial": "rials", "riyal": "riyals", "dirham": "dirhams",
    "dinar": "dinars", "shilling": "shillings", "crown": "crowns", "dong": "VND", "taka": "BDT", "cedi": "GHS", "birr": "ETB",
    "lari": "GEL", "leu": "lei", "lei": "lei", "lev": "BGN", "leva": "BGN", "quetzal": "GTQ", "bitcoin": "BTC", "ether": "ETH",
    "pence": "pence", "penny": "pence", "cent": "cents", "guilder": "guilders", "markka": "markka", "peseta": "pesetas",
    "drachma": "drachmas", "mark": "marks",
}  # fmt: skip
_OF_COUNTRY = {
    "us dollar": "USD", "u.s. dollar": "USD", "american dollar": "USD", "canadian dollar": "CAD", "australian dollar": "AUD",
    "zealand dollar": "NZD", "kong dollar": "HKD", "singapore dollar": "SGD", "taiwan dollar": "TWD", "pound sterling": "GBP",
    "british pound": "GBP", "egyptian pound": "EGP", "sudanese pound": "SDG", "lebanese pound": "LBP", "syrian pound": "SYP",
    "swiss franc": "CHF", "cfa franc": "XOF", "mexican peso": "MXN", "philippine peso": "PHP", "argentine peso": "ARS",
    "chilean peso": "CLP", "colombian peso": "COP", "indian rupee": "INR", "pakistani rupee": "PKR", "lankan rupee": "LKR",
    "iranian rial": "IRR", "saudi riyal": "SAR", "kenyan shilling": "KES", "swedish krona": "SEK", "swedish kronor": "SEK",
    "norwegian kroner": "NOK", "danish kroner": "DKK", "norwegian krone": "NOK", "danish krone": "DKK", "icelandic krona": "ISK",
    "czech crown": "CZK", "japanese yen": "JPY", "chinese yuan": "CNY", "turkish lira": "TRY", "syrian lira": "SYP",
    "russian rouble": "RUB", "russian ruble": "RUB", "african rand": "ZAR", "brazilian real": "BRL", "iraqi dinar": "IQD",
    "kuwaiti dinar": "KWD", "emirati dirham": "AED", "moroccan dirham": "MAD", "korean won": "KRW", "israeli shekel": "ILS",
}  # fmt: skip

# Written after the number, with a space or a hyphen; the longest row wins.
_MEASURES = {
    "%": "%", "percent": "%", "per cent": "%", "pct": "%", "pc": "%", "percentage": "%", "percentage point": "percentage points",
    "percentage points": "percentage points", "per cent points": "percentage points", "basis point": "basis points",
    "basis points": "basis points", "bps": "basis points", "point": "points", "points": "points", "pts": "points", "millimetre": "mm",
    "millimeter": "mm", "mm": "mm", "centimetre": "cm", "centimeter": "cm", "cm": "cm", "metre": "m", "meter": "m", "kilometre": "km",
    "kilometer": "km", "km": "km", "kms": "km", "inch": "in", "inches": "in", "foot": "ft", "feet": "ft", "ft": "ft", "yard": "yd",
    "yd": "yd", "yds": "yd", "mile": "mi", "nautical mile": "nmi", "nautical miles": "nmi", "square metre": "m²", "square meter": "m²",
    "sq m": "m²", "m²": "m²", "sqm": "m²", "square kilometre": "km²", "square kilometer": "km²", "sq km": "km²", "km²": "km²",
    "square foot": "ft²", "square feet": "ft²", "sq ft": "ft²", "square mile": "mi²", "sq mi": "mi²", "sq mile": "mi²", "hectare": "ha",
    "ha": "ha", "acre": "acres", "litre": "l", "liter": "l", "millilitre": "ml", "milliliter": "ml", "ml": "ml", "cubic metre": "m³",
    "cubic meter": "m³", "m³": "m³", "cubic foot": "ft³", "cubic feet": "ft³", "gallon": "gal", "pint": "pints", "milligram": "mg",
    "mg": "mg", "microgram": "µg", "μg": "µg", "µg": "µg", "gram": "g", "gramme": "g", "kilogram": "kg", "kilogramme": "kg", "kilo": "kg",
    "kg": "kg", "kgs": "kg", "tonne": "tonnes", "metric ton": "tonnes", "metric tons": "tonnes", "ton": "tons", "kiloton": "kt",
    "lb": "lb", "lbs": "lb", "ounce": "oz", "oz": "oz", "degree celsius": "°C", "degrees celsius": "°C", "degree fahrenheit": "°F",
    "degrees fahrenheit": "°F", "degrees c": "°C", "degree c": "°C", "degrees f": "°F", "degree f": "°F", "degrees centigrade": "°C",
    "celsius": "°C", "fahrenheit": "°F", "deg c": "°C", "deg f": "°F", "deg celsius": "°C", "° c": "°C", "° f": "°F", "º c": "°C",
    "º f": "°F", "℃": "°C", "℉": "°F", "°": "degrees", "degree": "degrees", "mph": "mph", "mile per hour": "mph", "miles per hour": "mph",
    "miles an hour": "mph", "mile an hour": "mph", "kph": "km/h", "kmh": "km/h", "km / h": "km/h", "kmph": "km/h", "km / hr": "km/h",
    "kilometre per hour": "km/h", "kilometres per hour": "km/h", "kilometer per hour": "km/h", "kilometers per hour": "km/h",
    "kilometres an hour": "km/h", "kilometers an hour": "km/h", "km per hour": "km/h", "km an hour": "km/h", "knot": "knots", "kt": "kt",
    "metres per second": "m/s", "m / s": "m/s", "kilowatt": "kW", "kw": "kW", "megawatt": "MW", "mw": "MW", "gigawatt": "GW", "gw": "GW",
    "terawatt": "TW", "watt": "W", "kilowatt hour": "kWh", "kilowatt hours": "kWh", "kwh": "kWh", "megawatt hour": "MWh",
    "megawatt hours": "MWh", "mwh": "MWh", "gigawatt hour": "GWh", "gigawatt hours": "GWh", "gwh": "GWh", "terawatt hour": "TWh",
    "terawatt hours": "TWh", "twh": "TWh", "kilobyte": "kB", "kb": "kB", "megabyte": "MB", "mb": "MB", "gigabyte": "GB", "gb": "GB",
    "terabyte": "TB", "tb": "TB", "petabyte": "PB", "decibel": "dB", "db": "dB",
}  # fmt: skip
_LONGEST = 3
_GLUED = {
    "p": "pence",
    "ft": "ft",
    "in": "in",
    "g": "g",
    "l": "l",
    "c": "°C",
    "f": "°F",
    "t": "tonnes",
    "cc": "ml",
    "kn": "knots",
    "st": "stone",
}
"""Short units that are sure only where they are glued to digits."""
CURRENCIES = frozenset(_SYMBOLS.values()) | _CODES | frozenset(_NAMES.values()) | frozenset(_OF_COUNTRY.values())

FACTORS = {
    "mm": ("m", 0.001), "cm": ("m", 0.01), "m": ("m", 1.0), "km": ("m", 1000.0), "in": ("m", 0.0254), "ft": ("m", 0.3048),
    "yd": ("m", 0.9144), "mi": ("m", 1609.344), "nmi": ("m", 1852.0), "m²": ("m²", 1.0), "km²": ("m²", 1e6), "ft²": ("m²", 0.092903),
    "mi²": ("m²", 2.589988e6), "ha": ("m²", 1e4), "acres": ("m²", 4046.856), "ml": ("l", 0.001), "l": ("l", 1.0), "m³": ("l", 1000.0),
    "ft³": ("l", 28.31685), "gal": ("l", 3.785412), "pints": ("l", 0.473176), "mg": ("kg", 1e-6), "g": ("kg", 0.001), "kg": ("kg", 1.0),
    "tonnes": ("kg", 1000.0), "tons": ("kg", 1000.0), "kt": ("kg", 1e6), "lb": ("kg", 0.453592), "oz": ("kg", 0.0283495),
    "mph": ("km/h", 1.609344), "km/h": ("km/h", 1.0), "knots": ("km/h", 1.852), "m/s": ("km/h", 3.6), "kW": ("MW", 0.001),
    "MW": ("MW", 1.0), "GW": ("MW", 1000.0), "TW": ("MW", 1e6), "kWh": ("MWh", 0.001), "MWh": ("MWh", 1.0), "GWh": ("MWh", 1000.0),
    "TWh": ("MWh", 1e6), "fraction": ("%", 100.0), "%": ("%", 1.0), "percentage points": ("points", 1.0), "points": ("points", 1.0),
    "basis points": ("points", 0.01), "pence": ("GBP", 0.01), "cents": ("USD", 0.01),
}  # fmt: skip
"""Units that can be compared, by a common one and the factor to it."""

_TALL = frozenset(
    """wide long tall high deep thick across away apart from above below off race sprint freestyle hurdles final dash butterfly pool crater
    wave wall tower drop radius underwater downstream north south east west to in backstroke""".split()
)
_BIG = frozenset("debt aid funding damage savings cuts taxpayers public investment assets support fines compensation cash".split())
_MONEY_NOUNS = frozenset(
    "fine bill note coin deal contract budget package cheque bid offer loan grant scheme fund plan prize bonus donation".split()
)


class Unit(NamedTuple):
    """A unit beside a number: its name and the index after its last lexeme; `factor` multiplies the number ("m" for millions)."""

    name: str | None
    end: int
    factor: float = 1.0


def money_at(line: Line, at: int) -> tuple[str, int] | None:
    """Return the currency that begins at a lexeme and has its number after it ("US$", "£", "EUR", "Rs"), and where the number begins."""
    here, follows = line[at], line[at + 1]
    if here.low in _SYMBOLS:
        return _SYMBOLS[here.low], at + 1
    if here.kind != "word":
        return None
    if follows.glued and follows.low in {"$", "£"}:
        named = _LETTERS_BEFORE.get(here.low)
        return (named, at + 2) if named else None
    if here.raw in _CODES and (follows.kind == "number" or follows.low in _SYMBOLS):
        return ("CNY" if here.raw == "RMB" else here.raw), at + (2 if follows.low in _SYMBOLS else 1)
    if here.raw in _SHORT and (follows.kind == "number" or (follows.low == "." and line[at + 2].kind == "number")):
        return _SHORT[here.raw], at + (1 if follows.kind == "number" else 2)
    return None


def unit_at(line: Line, at: int, value: float, *, scaled: bool) -> Unit | None:
    """Return the unit that begins at a lexeme, after a number.

    Args:
        line: The sentence.
        at: Index after the number.
        value: The number.
        scaled: Whether it has a scale already ("3 million").
    """
    if line[at].low == "m" and line[at].raw == "m" and not line.hyphen(at + 1):
        return _million_or_metres(line, at, value, scaled=scaled)
    begin = at + line.hyphen(at)
    return _glued(line, at, value) or _pounds(line, begin, value) or _named(line, begin) or _part_of_point(line, begin)


def _million_or_metres(line: Line, at: int, value: float, *, scaled: bool) -> Unit:
    """Tell "3.5m barrels" from "a 70m crater" and "the 400m"."""
    follows = line[at + 1]
    bound = line[at - 2].low
    if scaled or not line[at].glued:
        return Unit("m", at + 1)
    metres = follows.low in _TALL and not (follows.low in {"in", "from", "to"} and "." in line[at - 1].raw)
    round_race = value in {60, 100, 200, 400, 800, 1500, 5000} and bound in {"the", "women's", "men's"} and not _is_plural(follows.low)
    near = bound in {"about", "over", "only"} and follows.low in {"away"}
    if metres or round_race or near or value >= 1000:
        return Unit("m", at + 1)
    named = _named(line, at + 1) or _pounds(line, at + 1, 1e6)
    return Unit(named.name, named.end, 1e6) if named else Unit(None, at + 1, 1e6)


def _is_plural(word: str) -> bool:
    return word.endswith("s") or word == "people"


def _glued(line: Line, at: int, value: float) -> Unit | None:
    """Return a unit of a letter or two, sure only right after the digits."""
    here = line[at]
    if here.kind != "word" or not here.glued or line[at - 1].kind == "word":
        return None
    name = _GLUED.get(here.low)
    if name in {"°C", "°F"} and not (here.raw.isupper() and -60 <= value <= 140):
        return None
    if name == "g" and here.raw != "g":
        return None
    if name == "stone":
        return None
    return Unit(name, at + 1) if name else None


def _pounds(line: Line, at: int, value: float) -> Unit | None:
    """Return pounds as money or, before "of" or tied to what they weigh, as mass."""
    if line.low(at) not in {"pound", "pounds"}:
        return None
    if line.low(at + 1) == "sterling":
        return Unit("GBP", at + 2)
    tied = line.hyphen(at - 1) and line.low(at + 1) not in _MONEY_NOUNS and value < 1e5
    weighed = line.low(at + 1) == "of" and line.low(at + 2) not in _BIG and value < 1e6
    heavier = line.low(at + 1) in {"heavier", "lighter"} or any(line.low(at - n).startswith("weigh") for n in (2, 3, 4))
    return Unit("lb" if tied or weighed or heavier else "GBP", at + 1)


def _named(line: Line, at: int) -> Unit | None:
    for size in range(_LONGEST, 0, -1):
        rows = [line.low(at + n) for n in range(size)]
        if not all(rows):
            continue
        name = " ".join(rows)
        last = rows[-1].removesuffix("s") if len(rows[-1]) > 3 else rows[-1]
        country = _OF_COUNTRY.get(" ".join([*rows[:-1], last]))
        found = _MEASURES.get(name) or _MEASURES.get(" ".join([*rows[:-1], last]))
        if size == 1:
            found = found or _currency(line, at, last)
        if found or country:
            skipped = _new_before(line, at, size)
            return None if skipped else Unit(found or country, at + size)
        if size == 3 and rows[0] in {"new", "hong", "south", "sri"}:
            tail = _OF_COUNTRY.get(f"{rows[1]} {last}")
            if tail:
                return Unit(tail, at + size)
    return None


def _new_before(line: Line, at: int, size: int) -> bool:
    """Whether a word only looks like a unit: "two foot soldiers", "three point guards", "12 yard signs", "mark" as a verb."""
    return (
        size == 1 and line.low(at) in {"foot", "mark", "yard", "point", "crown"} and not line.hyphen(at - 1) and line[at + 1].kind == "word"
    )


def _currency(line: Line, at: int, singular: str) -> str | None:
    word = line.low(at)
    if line[at].raw in _CODES:
        return "CNY" if line[at].raw == "RMB" else line[at].raw
    if word == "won":
        return "KRW" if line[at - 1].low in {"million", "billion", "trillion", "bn"} else None
    return _NAMES.get(word) or _NAMES.get(singular)


def _part_of_point(line: Line, at: int) -> Unit | None:
    """Return "of a percentage point" after "0.3"."""
    of = at + (line.low(at) == "of")
    article = of + (line.low(of) in {"a", "an", "one"})
    if article == at:
        return None
    found = _named(line, article)
    return found if found and found.name in {"%", "percentage points", "points"} else None
