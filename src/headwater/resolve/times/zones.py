"""The calendar day on which a report appeared where its publisher is: "Tuesday" is the publisher's, not Greenwich's."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

__all__ = ["local_day", "zone_of"]

_COUNTRIES = {
    "uk": "Europe/London", "ie": "Europe/Dublin", "fr": "Europe/Paris", "de": "Europe/Berlin", "it": "Europe/Rome",
    "nl": "Europe/Amsterdam",
    "be": "Europe/Brussels", "ch": "Europe/Zurich", "at": "Europe/Vienna", "se": "Europe/Stockholm", "no": "Europe/Oslo",
    "dk": "Europe/Copenhagen", "fi": "Europe/Helsinki", "pl": "Europe/Warsaw", "cz": "Europe/Prague", "gr": "Europe/Athens",
    "hu": "Europe/Budapest", "ro": "Europe/Bucharest", "bg": "Europe/Sofia", "rs": "Europe/Belgrade", "ua": "Europe/Kyiv",
    "tr": "Europe/Istanbul", "il": "Asia/Jerusalem", "ps": "Asia/Gaza", "lb": "Asia/Beirut", "jo": "Asia/Amman", "sy": "Asia/Damascus",
    "iq": "Asia/Baghdad", "ir": "Asia/Tehran", "sa": "Asia/Riyadh", "ae": "Asia/Dubai", "qa": "Asia/Qatar", "kw": "Asia/Kuwait",
    "eg": "Africa/Cairo", "ma": "Africa/Casablanca", "tn": "Africa/Tunis", "ng": "Africa/Lagos", "gh": "Africa/Accra",
    "ke": "Africa/Nairobi", "ug": "Africa/Kampala", "za": "Africa/Johannesburg", "et": "Africa/Addis_Ababa", "pk": "Asia/Karachi",
    "in": "Asia/Kolkata", "bd": "Asia/Dhaka", "lk": "Asia/Colombo", "np": "Asia/Kathmandu", "th": "Asia/Bangkok", "vn": "Asia/Ho_Chi_Minh",
    "my": "Asia/Kuala_Lumpur", "sg": "Asia/Singapore", "ph": "Asia/Manila", "hk": "Asia/Hong_Kong", "tw": "Asia/Taipei",
    "cn": "Asia/Shanghai", "jp": "Asia/Tokyo", "kr": "Asia/Seoul", "nz": "Pacific/Auckland", "ar": "America/Argentina/Buenos_Aires",
    "pe": "America/Lima", "ve": "America/Caracas", "uy": "America/Montevideo",
}  # fmt: skip
"""Country of a domain to its zone, where it has one zone on its mainland."""

_OUTLETS = {
    zone: domains.split()
    for zone, domains in {
        "America/New_York": "nytimes.com washingtonpost.com wsj.com cnn.com foxnews.com nbcnews.com cbsnews.com abcnews.go.com politico.com"
        " usatoday.com bostonglobe.com thehill.com axios.com npr.org bloomberg.com apnews.com nypost.com",
        "America/Chicago": "chicagotribune.com",
        "America/Los_Angeles": "latimes.com sfchronicle.com",
        "Europe/London": "theguardian.com bbc.com thetimes.com ft.com economist.com news.sky.com",
        "Asia/Jerusalem": "haaretz.com timesofisrael.com jpost.com ynetnews.com i24news.tv",
        "Asia/Qatar": "aljazeera.com",
        "Asia/Hong_Kong": "scmp.com",
        "Asia/Kolkata": "thehindu.com hindustantimes.com indianexpress.com timesofindia.com ndtv.com",
        "Asia/Karachi": "dawn.com",
        "Australia/Sydney": "smh.com.au theage.com.au abc.net.au theaustralian.com.au",
        "Europe/Berlin": "dw.com spiegel.de",
        "Europe/Paris": "france24.com",
    }.items()
}
_BY_DOMAIN = {domain: zone for zone, domains in _OUTLETS.items() for domain in domains}


def zone_of(domain: str | None) -> str | None:
    """Return the IANA zone where a publisher is, by its domain; `None` where that does not tell."""
    labels = (domain or "").lower().strip(".").split(".")
    for at in range(len(labels) - 1):
        if (zone := _BY_DOMAIN.get(".".join(labels[at:]))) is not None:
            return zone
    return _COUNTRIES.get(labels[-1]) if len(labels) > 1 else None


def local_day(value: str, domain: str | None) -> date | None:
    """Return the day of a time (ISO 8601, to the minute at least) where the publisher is.

    A time that states a zone of its own, other than Greenwich's, keeps its day: that is where it was written. `None` where it is no such
    time.
    """
    try:
        stamp = datetime.fromisoformat(value)
    except ValueError:
        return None
    if stamp.tzinfo is None or stamp.utcoffset() != timedelta(0) or (name := zone_of(domain)) is None:
        return stamp.date()
    try:
        return stamp.astimezone(ZoneInfo(name)).date()
    except (ZoneInfoNotFoundError, OverflowError):
        return stamp.date()
