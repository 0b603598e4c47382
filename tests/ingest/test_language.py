import gzip
import json
from pathlib import Path

import pytest

from headwater.ingest.language import Accepted, Refused, judge_language

ELSEWHERE = {
    "French": (
        "Le ministre de l'Environnement a annoncé mardi que la carrière de Velmont resterait fermée jusqu'à "
        "la fin de l'enquête, selon son cabinet."
    ),
    "German": (
        "Der Bürgermeister von Oberlindach sagte am Dienstag, die Brücke werde frühestens im Herbst wieder für den Verkehr geöffnet."
    ),
    "Spanish": (
        "La alcaldesa de Puerto Albarán dijo el martes que al menos catorce personas murieron en la "
        "explosión y que el puerto seguirá cerrado."
    ),
    "Italian": (
        "Il sindaco di Roccavera ha detto ieri che la fabbrica resterà chiusa finché non saranno finiti i controlli della polizia."
    ),
    "Portuguese": (
        "O governo de Vila Serena informou na terça-feira que a ponte só será reaberta depois de uma nova inspeção dos engenheiros."
    ),
    "Dutch": (
        "De burgemeester van Oosterhaven zei dinsdag dat het bedrijf nog geen antwoord heeft gegeven op de vragen van de toezichthouder."
    ),
    "Swedish": "Bolaget i Lindsvik meddelade på tisdagen att en av de tre linjerna ska läggas ned och att sextio anställda får gå.",
    "Danish": "Borgmesteren i Søndervig sagde tirsdag, at broen først åbner igen, når ingeniørerne har undersøgt alle skaderne.",
    "Polish": (
        "Burmistrz Zielonej Doliny powiedział we wtorek, że most zostanie otwarty dopiero po zakończeniu kontroli przez inżynierów."
    ),
    "Czech": "Starosta Horní Lhoty v úterý řekl, že most zůstane uzavřený, dokud odborníci nedokončí prohlídku všech pilířů.",
    "Finnish": "Lehtorannan kaupunginjohtaja sanoi tiistaina, että silta avataan liikenteelle vasta syksyllä korjausten jälkeen.",
    "Hungarian": "Felsőmező polgármestere kedden azt mondta, hogy a hidat csak az ellenőrzés befejezése után nyitják meg újra.",
    "Turkish": "Yeşilova belediye başkanı salı günü yaptığı açıklamada köprünün denetim bitene kadar kapalı kalacağını söyledi.",
    "Romanian": (
        "Primarul din Valea Lungă a declarat marți că podul va rămâne închis până la terminarea verificărilor făcute de ingineri."
    ),
    "Indonesian": "Wali kota Tanjung Sari mengatakan pada hari Selasa bahwa jembatan itu tetap ditutup sampai pemeriksaan selesai.",
    "Vietnamese": "Thị trưởng thành phố Sông Xanh hôm thứ Ba cho biết cây cầu sẽ vẫn đóng cửa cho đến khi việc kiểm tra kết thúc.",
    "Swahili": (
        "Gavana wa kaunti alisema siku ya Jumanne kwamba daraja hilo litabaki limefungwa hadi ukaguzi wa wahandisi utakapomalizika."
    ),
    "Russian": "Мэр Заречного сообщил во вторник, что мост останется закрытым до тех пор, пока инженеры не закончат проверку.",
    "Ukrainian": "Мер Зарічного повідомив у вівторок, що міст залишатиметься зачиненим, доки інженери не закінчать перевірку.",
    "Greek": "Ο δήμαρχος της Νέας Πηγής δήλωσε την Τρίτη ότι η γέφυρα θα παραμείνει κλειστή μέχρι να ολοκληρωθεί ο έλεγχος.",
    "Arabic": "قال رئيس بلدية الوادي الأخضر يوم الثلاثاء إن الجسر سيبقى مغلقا حتى ينتهي المهندسون من الفحص.",
    "Persian": "شهردار چشمه‌سار روز سه‌شنبه گفت که پل تا پایان بررسی مهندسان بسته خواهد ماند و راه دیگری باز می‌شود.",
    "Hebrew": "ראש העיר נווה ירוק אמר ביום שלישי כי הגשר יישאר סגור עד שהמהנדסים יסיימו את הבדיקה.",
    "Hindi": "हरितपुर के महापौर ने मंगलवार को कहा कि जांच पूरी होने तक पुल बंद रहेगा और लोग दूसरे रास्ते से जाएंगे।",
    "Chinese": "青河市市长周二表示，在工程师完成检查之前，大桥将继续关闭，居民须绕道而行。",
    "Japanese": "緑川市の市長は火曜日、技師による検査が終わるまで橋の通行止めを続けると述べた。",
    "Korean": "푸른시 시장은 화요일 기술자들의 점검이 끝날 때까지 다리를 폐쇄할 것이라고 밝혔다.",
    "Thai": "นายกเทศมนตรีเมืองสายน้ำกล่าวเมื่อวันอังคารว่าสะพานจะยังคงปิดจนกว่าวิศวกรจะตรวจสอบเสร็จ",
}
ENGLISH = (
    "The mayor of Oosterhaven said on Tuesday that the bridge would stay closed until engineers had "
    "finished their inspection, according to his office."
)


@pytest.mark.parametrize(("name", "text"), ELSEWHERE.items(), ids=ELSEWHERE)
def test_another_language_is_refused_by_its_name(name: str, text: str) -> None:
    verdict = judge_language(text)
    assert isinstance(verdict, Refused)
    assert verdict.name == name
    assert f"the text is in {name} (" in verdict.detail
    assert "reads English only" in verdict.detail


@pytest.mark.parametrize("text", [ENGLISH, ENGLISH.upper(), ENGLISH.lower()], ids=["as printed", "capitals", "lower case"])
def test_english_is_read_in_any_case(text: str) -> None:
    assert judge_language(text) == Accepted("en")


@pytest.mark.parametrize(
    "text",
    [
        "Slovene environment minister Matjaž Korenčan told Kanal Jasa that Urška Mavsar and Tadeja Hribernik "
        "of Peruš Agregati were at Velika Draga.",
        f"“{ELSEWHERE['French']}” the minister of Velmont told reporters. His office said that he would not "
        f"add to the words and that this was all.",
        "Stourcastle 1 Pennfleet 3, Verlano 2 Ostmar 2: results of the second round, which the league "
        "published after its meeting with both clubs.",
    ],
    ids=["foreign names", "a French quotation", "scores"],
)
def test_english_with_foreign_words_is_read(text: str) -> None:
    assert judge_language(text) == Accepted("en")


@pytest.mark.parametrize("text", ["Lotee 'ready'", "Le maire dit non", "12 000 €", "§§ 1–3", "Foto: AFP"])
def test_a_text_too_short_to_tell_is_read_with_no_language(text: str) -> None:
    assert judge_language(text) == Accepted(None)


def test_a_mixed_text_is_read() -> None:
    verdict = judge_language(f"{ENGLISH} {ENGLISH} {ELSEWHERE['German']}")
    assert verdict == Accepted("en")


@pytest.mark.parametrize("stated", ["fr", "fr-FR", "FR", "French", "fr_CA"])
def test_a_stated_language_overrules_what_is_too_short_to_tell(stated: str) -> None:
    verdict = judge_language("Lomuria et Lotee", stated)
    assert isinstance(verdict, Refused)
    assert "is said to be in French (fr)" in verdict.detail


def test_a_plainly_english_text_overrules_the_language_stated() -> None:
    assert judge_language(ENGLISH, "fr") == Accepted("en", overruled=True)


@pytest.mark.parametrize("stated", ["en", "en-GB", "eng", "English", "EN_us"])
def test_stating_english_does_not_hide_another_language(stated: str) -> None:
    assert judge_language(ENGLISH, stated) == Accepted("en")
    assert isinstance(judge_language(ELSEWHERE["Dutch"], stated), Refused)


def test_a_stated_language_that_nobody_knows_is_ignored() -> None:
    assert judge_language(ENGLISH, "x-klingon") == Accepted("en")


def test_the_verdict_is_the_same_every_time() -> None:
    assert len({judge_language(ELSEWHERE["Danish"]) for _ in range(5)}) == 1


@pytest.mark.shared
def test_no_english_report_is_refused(shared_dir: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (shared_dir / "stories").glob("*/reports/*.txt")]
    for path in (shared_dir / "data" / "polnear").glob("*.jsonl.gz"):
        with gzip.open(path, "rt", encoding="utf-8") as rows:
            texts += [json.loads(row)["text"] for row in rows]
    assert len(texts) > 1000
    for text in texts:
        assert judge_language(text) == judge_language(text.upper()) == Accepted("en")
