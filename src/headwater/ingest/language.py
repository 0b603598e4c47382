"""Language: English is read; another language is recognised and refused by name, never guessed at.

In the order of cost: the script (most letters not Latin), the share of English function words (which settles nearly every English
report without a model), and only then the statistical recogniser py3langid (a naive Bayes model over byte sequences, 139 languages,
offline, deterministic). What cannot be told, because it is short or holds hardly any words, is read and its language is `None`.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Any

__all__ = ["Accepted", "Refused", "judge_language"]

MIN_LETTERS = 40  # below it the recogniser errs on one English line in ten
MIN_LETTERS_OTHER_SCRIPT = 10  # the script alone tells; Chinese says in ten signs what takes English a line
SAMPLE_CHARS = 20_000
# Share of the words below. 995 English reports (PolNeAR, the invented stories): median 26%, least 7.7%, all others 11% or more; the test
# paragraphs of 28 other languages: none. Between the two marks the text is read, and its code is left open, unless it is found English.
PLAINLY_ENGLISH = 0.10
HARDLY_ENGLISH = 0.05
MIN_SCORE = 0.50

# Function words that are no word, or a rare one, in other languages of Latin script ("in", "is", "was", "on", "a", "he" are left out).
_ENGLISH_WORDS = """
the and that with from this which would they their there have been were who whom said says about after before has his her will not
but are its than when what into over could she of to by you should because while during against between through since where other
more it's
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LANGUAGES = """
af:Afrikaans am:Amharic an:Aragonese ar:Arabic ary:Moroccan_Arabic arz:Egyptian_Arabic as:Assamese az:Azerbaijani ba:Bashkir
be:Belarusian bg:Bulgarian bn:Bengali br:Breton bs:Bosnian ca:Catalan ckb:Kurdish cs:Czech cy:Welsh da:Danish de:German
dz:Dzongkha el:Greek eo:Esperanto es:Spanish et:Estonian eu:Basque fa:Persian fi:Finnish fo:Faroese fr:French fy:Frisian ga:Irish
gd:Scottish_Gaelic gl:Galician gn:Guarani gu:Gujarati ha:Hausa he:Hebrew hi:Hindi hr:Croatian ht:Haitian_Creole hu:Hungarian
hy:Armenian id:Indonesian ig:Igbo is:Icelandic it:Italian ja:Japanese jv:Javanese ka:Georgian kk:Kazakh km:Khmer kn:Kannada
ko:Korean ku:Kurdish ky:Kyrgyz la:Latin lb:Luxembourgish lg:Ganda ln:Lingala lo:Lao lt:Lithuanian lv:Latvian mg:Malagasy
mk:Macedonian ml:Malayalam mn:Mongolian mr:Marathi ms:Malay mt:Maltese my:Burmese nb:Norwegian ne:Nepali nl:Dutch nn:Norwegian
no:Norwegian nso:Northern_Sotho oc:Occitan om:Oromo or:Odia pa:Punjabi pl:Polish ps:Pashto pt:Portuguese qu:Quechua ro:Romanian
ru:Russian rw:Kinyarwanda sa:Sanskrit se:Northern_Sami si:Sinhala sk:Slovak sl:Slovene sn:Shona so:Somali sq:Albanian sr:Serbian
st:Sotho sv:Swedish sw:Swahili ta:Tamil te:Telugu tg:Tajik th:Thai tk:Turkmen tl:Filipino tr:Turkish tt:Tatar ug:Uyghur
uk:Ukrainian ur:Urdu uz:Uzbek vec:Venetian vi:Vietnamese wa:Walloon wuu:Chinese xh:Xhosa yi:Yiddish yo:Yoruba yue:Chinese
zh:Chinese zu:Zulu
"""
_NAMES = dict(entry.split(":") for entry in _LANGUAGES.split())
_CODES = {name.replace("_", " ").lower(): code for code, name in reversed(_NAMES.items())}
_ENGLISH_CODES = frozenset({"en", "eng", "english"})
_READ_AS_ENGLISH = frozenset({"en", "zxx", "und", "pcm"})


@dataclass(frozen=True, slots=True)
class Accepted:
    """A text that is read: its language, `None` where it cannot be told, and whether the language stated for it was overruled."""

    code: str | None
    overruled: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """A text in another language: its name and the sentence that says so."""

    name: str
    detail: str


def judge_language(text: str, stated: str | None = None) -> Accepted | Refused:
    """Tell whether a text is English.

    Args:
        text: The text, without furniture.
        stated: What the input says its language is: a code (`fr`, `en-GB`) or an English name; other words are ignored.

    Returns:
        Accepted with `en`, or with `None` where the text is too short to tell; else Refused with the language's name.
    """
    sample = text[:SAMPLE_CHARS]
    named = _stated(stated)
    letters, script = _script(sample)
    if script:
        return _refuse(*_recognised(sample, script))
    english = _english_share(sample) if letters >= MIN_LETTERS else 0.0
    if english >= PLAINLY_ENGLISH:
        return Accepted("en", overruled=named not in (None, "en"))
    if named not in (None, "en"):
        return _refuse(named or "", _NAMES[named or ""].replace("_", " "), how="is said to be")
    if letters < MIN_LETTERS:
        return Accepted(named)
    code, name = _recognised(sample, None)
    if code in _READ_AS_ENGLISH:
        return Accepted("en" if code == "en" else named)
    return Accepted(named) if english >= HARDLY_ENGLISH else _refuse(code, name)


def _refuse(code: str, name: str, how: str = "is") -> Refused:
    called = f"in {name} ({code})" if code else f"in {name}"
    return Refused(name, f"the text {how} {called}; Headwater reads English only: give it an English version, or leave the report out")


def _stated(stated: str | None) -> str | None:
    """The ISO 639-1 code that an input states, `None` where it states none that is known."""
    word = (stated or "").strip().lower()
    primary = re.split(r"[-_ ]", word, maxsplit=1)[0]
    if primary in _ENGLISH_CODES:
        return "en"
    return primary if primary in _NAMES else _CODES.get(word)


def _script(sample: str) -> tuple[int, str | None]:
    """How many letters there are, and the script of most of them where it is not Latin."""
    letters = sum(character.isalpha() for character in sample)
    scripts: Counter[str] = Counter()
    for character in sample:
        if character > "\u024f" and character.isalpha():
            scripts[unicodedata.name(character, "UNKNOWN").split()[0]] += 1
    scripts.pop("LATIN", None)
    scripts.pop("MATHEMATICAL", None)
    other = sum(scripts.values())
    if other < MIN_LETTERS_OTHER_SCRIPT or 2 * other < letters:
        return letters, None
    return letters, scripts.most_common(1)[0][0].capitalize()


def _english_share(sample: str) -> float:
    words = _WORD.findall(sample.lower().replace("’", "'"))
    return sum(word in _ENGLISH for word in words) / max(1, len(words))


def _recognised(sample: str, script: str | None) -> tuple[str, str]:
    """Code and name of the likeliest language; ("und", …) where none is likely."""
    code, score = _recogniser().classify(sample)
    known = score >= MIN_SCORE and code != "zxx"
    if script and (not known or code == "en"):
        return "", f"a language written in {script} script"
    if not known:
        return "zxx" if code == "zxx" else "und", "an unknown language"
    return str(code), _NAMES.get(code, code).replace("_", " ")


@cache
def _recogniser() -> Any:
    # Loaded only when a text is not plainly English: it takes a third of a second and 40 MB.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
