"""What is known of names beforehand: countries, bodies that go by several names, names by which governments are called.

The tables were written by us from general knowledge (`territories.tsv`, `aliases.tsv`, `metonyms.tsv`). They decide nothing about a report
alone: a name that stands for several bodies counts only where the report's country tells which.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from headwater.link.naming import body_words, words_of

__all__ = ["Alias", "Metonym", "alias_of", "country_adjective", "country_name", "metonym_of", "split_country", "territories_in"]

_WITH_ARTICLE = frozenset("United Netherlands Philippines Maldives Democratic Gambia European Vatican Palestinian".split())
LONGEST = 5
"""Words in the longest name of a country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A body that goes by several names.

    Attributes:
        mark: A short word for it, the same whatever its names.
        name: Its fullest name.
        doubtful: Whether the name asked for is another body's, too.
        country: Code of its country, empty where it has none.
    """

    mark: str
    name: str
    country: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Metonym:
    """A name by which a government is called: the code of its country, and what the name is properly of ("the seat of the president")."""

    country: str
    what: str


@cache
def _countries() -> tuple[dict[tuple[str, ...], str], dict[tuple[str, ...], str], dict[tuple[str, ...], str], dict[str, str]]:
    """Return names, adjectives and seats, each to a code; and codes to names."""
    names: dict[tuple[str, ...], str] = {}
    adjectives: dict[tuple[str, ...], str] = {}
    seats: dict[tuple[str, ...], str] = {}
    called: dict[str, str] = {}
    for code, first, second, third in _rows("territories.tsv", 4):
        called[code] = first.split("|")[0]
        for column, table in ((first, names), (second, adjectives), (third, seats)):
            table.update({words_of(each): code for each in column.split("|") if each})
    return names, adjectives, seats, called


@cache
def _aliases() -> dict[tuple[str, ...], list[Alias]]:
    found: dict[tuple[str, ...], list[Alias]] = {}
    for mark, country, *names in _rows("aliases.tsv"):
        for each in names:
            alias = Alias(mark=mark, name=names[0], country=country, doubtful=each.startswith("?"))
            found.setdefault(body_words(each.removeprefix("?")), []).append(alias)
    return found


@cache
def _metonyms() -> dict[tuple[str, ...], Metonym]:
    return {body_words(name): Metonym(country=country, what=what) for country, name, what in _rows("metonyms.tsv")}


def _rows(name: str, columns: int = 0) -> Iterator[list[str]]:
    for line in resources.files("headwater.link").joinpath(name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            row = line.split("\t")
            yield row + [""] * (columns - len(row))


def country_name(code: str) -> str:
    """Return what a country is called in a sentence, the code itself where it is not known."""
    name = _countries()[3].get(code, code)
    return f"the {name}" if name.split()[0] in _WITH_ARTICLE or name.endswith("Republic") else name


def country_adjective(code: str) -> str:
    """Return the word for what is of a country ("Israeli"), its name where it has none."""
    return next((" ".join(words) for words, known in _countries()[1].items() if known == code), country_name(code))


def territories_in(words: Sequence[str], *, seats: bool = False) -> Iterator[tuple[int, int, str]]:
    """Yield where countries are named or their adjectives stand among the words of a name or text: first, after the last, code.

    Args:
        words: As `headwater.link.naming.words_of` gives them.
        seats: Whether capitals count, too.
    """
    names, adjectives, capitals, _ = _countries()
    at = 0
    while at < len(words):
        for size in range(min(LONGEST, len(words) - at), 0, -1):
            key = tuple(words[at : at + size])
            code = names.get(key) or adjectives.get(key) or (capitals.get(key) if seats else None)
            if code is not None:
                yield at, at + size, code
                at += size - 1
                break
        at += 1


def split_country(words: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return the country that a body's name begins or ends with, and the words left; an empty code where there is none."""
    for first, last, code in territories_in(words):
        if first == 0 or last == len(words):
            return code, (*words[:first], *words[last:])
    return "", tuple(words)


def alias_of(name: str, country: str) -> Alias | None:
    """Return the body of several names that a name stands for.

    Args:
        name: The name as it stands.
        country: Code of the country of which the report speaks, empty where there is none or several: doubtful names need it.
    """
    found = _aliases().get(body_words(name), [])
    if not found:  # "the United Kingdom's Royal Air Force"
        of, rest = split_country(words_of(name))
        found = [each for each in _aliases().get(body_words(" ".join(rest)), []) if of and each.country == of]
        country = of
    sure = [each for each in found if not each.doubtful]
    fitting = sure or [each for each in found if each.country and each.country == country]
    return fitting[0] if len({each.mark for each in fitting}) == 1 else None


def metonym_of(name: str) -> Metonym | None:
    """Return for which government a name stands: a seat of power, a country's capital, the country itself; `None` where for none."""
    words = body_words(name)
    known = _metonyms().get(words)
    if known is not None:
        return known
    names, _, seats, _ = _countries()
    plain = words_of(name.removeprefix("the ").removeprefix("The "))
    if plain in seats:
        return Metonym(country=seats[plain], what="the capital")
    if plain in names and names[plain] != "eu":
        return Metonym(country=names[plain], what="the country")
    return None
