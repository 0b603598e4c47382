import gzip
import json
from pathlib import Path

import pytest

from headwater.ingest.blocks import blocks
from headwater.ingest.furniture import Scene, furniture
from headwater.ingest.pattern import Pattern
from headwater.ingest.patterns import PATTERNS

TAIL = Scene(index=19, count=20)
BODY = Scene(index=10, count=20)
TOP = Scene(index=1, count=20)


def _scene(pattern: Pattern) -> Scene:
    return {"any": BODY, "top": TOP, "tail": TAIL}[pattern.place]


@pytest.mark.parametrize("pattern", PATTERNS, ids=[pattern.name for pattern in PATTERNS])
def test_every_pattern_marks_its_example(pattern: Pattern) -> None:
    found = furniture(pattern.example, _scene(pattern))
    assert found is not None
    assert found.name == pattern.name
    assert pattern.why


@pytest.mark.parametrize("pattern", PATTERNS, ids=[pattern.name for pattern in PATTERNS])
def test_no_pattern_marks_its_example_told_by_somebody(pattern: Pattern) -> None:
    told = f"“{pattern.example.rstrip('.')}, and that is all there is to it,” the minister said on Tuesday."
    assert furniture(told, _scene(pattern)) is None


@pytest.mark.parametrize(
    ("name", "lines"),
    {
        "byline": [
            "By Naftali Ekeno",
            "By Naftali Ekeno and Ingrid Sølvberg, Chalvens",
            "By Marisol Chévez | Translated from the Spanish by our desk",
            "By the Pointsman's industrial correspondent",
            "By MarketMoth bot + editors",
            "By Sports Reporter",
            "By Len Cradock at Bracken Lane",
            "By Jerneja Tomšetič.",
        ],
        "credit": ["(Tern News Agency)", "(Lipa)", "(Tern)."],
        "desk_credits": [
            "(Reporting by Gorazd Ulmann; Editing by Hal Dunmore)",
            "(Additional reporting: Castellan)",
            "Reporting by Inés Cobo in Puerto Albarán; Writing by T. Barragán",
            "Translated by Karim Trabel.",
        ],
        "contributors": ["Wolf reported from Oosterhaven.", "Bryn Rusk and Caryn Wils contributed reporting."],
        "source_line": ["Source: TOI", "Sources: Castellan; Telecosta 6", "h/t: The Hill", "(h/t Mediary.)"],
        "photo_credit": ["Photo: Ana Bello/Tern", "Getty Images", "Handout/Reuters.", "Jo Urkhart / Reuters"],
        "time_stamp": [
            "Updated 3 March 2025 07:40 GMT",
            "Published: 2025-03-04T07:40:00Z",
            "March 3, 2025",
            "Tuesday 4 March 2025, 7.40 a.m.",
            "8:55 p.m.",
            "2 p.m.:",
            "Last updated on 4/3/2025 at 07:40",
        ],
        "reading_time": ["5 min read", "3 hours ago", "Updated 2 hours ago"],
        "link_label": [
            "MORE: Is your fruit bowl about to get dearer?",
            "Related: Port chief resigns",
            "ALSO TODAY: The tax U-turn that wasn't.",
        ],
        "link_bare": ["Read more", "[Read more]", "Related articles", "Continue reading", "Read the rest of the story at Medium Wave."],
        "advertisement": ["Advertisement", "ADVERTISEMENT", "- Sponsored content -", "Article continues below"],
        "sharing": ["Share this", "Share on Facebook", "Share"],
        "newsletter": [
            "Sign up for our newsletter",
            "Subscribe to our podcast here.",
            "Get the morning briefing in your inbox",
            "Enter your email address:",
        ],
        "bare_subscribe": ["Subscribe", "Sign in to read more", "Donate now!"],
        "follow_us": ["Follow us on Twitter", "Like us on Facebook", "Follow Pam Rede on X @pamrede."],
        "handle": ["@castlefan"],
        "account": ["editor@morningkob.example", "Twitter: @milo", "https://northline.example/live"],
        "developing": ["This is a developing story.", "Breaking news story, please refresh for updates", "More to follow"],
        "rights": ["© 2025 Northline", "All rights reserved.", "This material may not be reproduced without leave."],
        "rule": ["___", "* * *", "—", "###"],
    }.items(),
)
def test_furniture_is_named(name: str, lines: list[str]) -> None:
    for line in lines:
        found = furniture(line, TAIL)
        assert found is not None, line
        assert found.name == name, line


@pytest.mark.parametrize(
    "line",
    [
        "Read the letter, she said.",
        "Follow the money, the prosecutor told the court on Twitter.",
        "By Tuesday the mayor had lost patience.",
        "By the time the fire was out, 14 were dead",
        "By noon 31 coffins stood in the hall",
        "Share prices fell 3% on Monday.",
        "Share and share alike, the union warned.",
        "Sign up or leave, the bakers were told.",
        "Subscribers were told to change their passwords.",
        "Sources say the letter went on Friday.",
        "Source: the minister said so himself in a note to staff.",
        "More than 100 people have been killed.",
        "Related companies were not affected.",
        "Photographs showed a crater 70 metres wide.",
        "Updated figures put the toll at 31.",
        "In 2019, 4 people died.",
        "2016.",
        "60.",
        "March of the ministers",
        "Editing the log was a crime, prosecutors say.",
        "Reporting by the newspaper led to the arrests.",
        "(He has since resigned.)",
        "(Corrects number of people reported missing on Wednesday; the mayor's office says it was 14, not 41)",
        "CORRECTION: On Tuesday we reported 11 of 14 taps. It was 11 of 41.",
        "“All rights reserved,” the poster says.",
        "His clichÃ© about rÃ©sumÃ©s did not help.",
        "A. Not yet. No passwords were taken.",
        "The union did not respond to a request for comment.",
        "Email records show that the minister knew.",
        "The staff and the agencies agreed.",
        "20:12 Big moment. The number she has is FOUR.",
    ],
)
def test_a_line_of_the_report_is_never_furniture(line: str) -> None:
    assert furniture(line, TAIL) is None
    assert furniture(line, BODY) is None


def test_the_first_line_is_no_section_label() -> None:
    assert furniture("Minister quits | The Lantern", Scene(index=0, count=9)) is None


def test_tip_lines_stand_at_the_end_only() -> None:
    line = "Are you affected? Email newsdesk@mercury.example in confidence"
    assert furniture(line, BODY) is None
    assert furniture(line, TAIL) is not None


@pytest.mark.parametrize(
    "line",
    [
        "Pictured: the harbour wall on Friday",
        "FILE PHOTO: Mayor Lucrecia Vinueza speaks in May",
        "Dockers clear glass. (Photo by Ines Cobo/Tern)",
    ],
)
def test_captions_are_told_from_furniture(line: str) -> None:
    found = furniture(line, BODY)
    assert found is not None
    assert found.kind == "caption"


@pytest.mark.shared
def test_no_marked_attribution_stands_in_furniture(shared_dir: Path) -> None:
    for split in ("train", "dev"):
        with gzip.open(shared_dir / "data" / "polnear" / f"polnear_{split}.jsonl.gz", "rt", encoding="utf-8") as rows:
            for row in map(json.loads, rows):
                left_out = [(block.start, block.end) for block in blocks(row["text"]) if block.kind == "furniture"]
                spans = [span for one in row["attributions"] for role in ("source", "cue", "content") for span in one[role]]
                touched = [span for span in spans for start, end in left_out if span[0] < end and start < span[1]]
                assert not touched, row["id"]


@pytest.mark.parametrize(
    ("name", "lines"),
    {
        "label": ["Image", "Follow", "Sections", "LIVE", "Most Read World", "Like Loading...", "View in browser | Forward to a friend"],
        "count": ["42", "1.2K", "12.4K subscribers", "4.1K 09:14"],
        "age": ["2h", "4 hr. ago", "3 min. ago"],
        "mail_head": ["---------- Forwarded message ---------", "From: Siv Dahl <siv@desk.example>", "Subject: The log of the dam"],
        "mail_foot": ["Was this email forwarded to you? Sign up here.", "This email is confidential and may be privileged."],
        "page_number": ["Page 3", "3 of 11", "p. 12"],
        "wire_note": ["((cobo@tern.example; +44 20 7946 0000;))", "Media contact: Siv Dahl, press@veltinhydro.example"],
        "source_line": ["SOURCE Veltin Hydro plc"],
        "time_stamp": ["Wednesday, March 12, 2003; Page A1", "12.03.2025"],
        "agencies": ["(With inputs from Tern News Agency)"],
    }.items(),
)
def test_what_is_copied_with_a_text_is_named(name: str, lines: list[str]) -> None:
    for line in lines:
        found = furniture(line, BODY)
        assert found is not None, line
        assert found.name == name, line


@pytest.mark.parametrize(
    "line",
    [
        "2016",
        "14 people died.",
        "[The minister has since resigned.]",
        "[Editor's note: the name was changed]",
        "From: the people of the valley, with thanks.",
        "More on that came from the governor, who spoke at noon.",
        "More in hospital after second blast",
        "More on the way as rivers rise",
        "Advisory: heavy rain until Sunday",
        "Thanks for nothing, the union wrote.",
        "Live music returned to the square on Friday.",
        "Page after page of the log had been torn out.",
        "If you click, the police said, your money is gone.",
        "You may change trains at Hulme, the operator said.",
    ],
)
def test_lines_like_what_is_copied_are_of_the_report(line: str) -> None:
    assert furniture(line, BODY) is None
