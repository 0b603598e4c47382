from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.ingest.blocks import blocks

Kinds = list[tuple[str, str]]

LETTERS = {"headline": "H", "dek": "D", "paragraph": "P", "list_item": "L", "quote": "Q", "caption": "C", "furniture": "F"}
LINES = [
    "Port chief quits after blast",
    "By Inés Cobo",
    "The chief of the port of Puerto Albarán quit on Friday, four days after the explosion, the mayor said.",
    "  • “I had no choice,” he wrote.",
    "- Schools stay closed.",
    "> We will rebuild.",
    "Source: Tern",
    "Advertisement",
    "Photo: Ana Bello",
    "@castlefan",
    "* * *",
    "",
    " ",
    "1. The cargo was booked as salt.",
]


def _kinds(text: str, **more: str) -> Kinds:
    return [(LETTERS[block.kind], text[block.start : block.end]) for block in blocks(text, **more)]  # type: ignore[arg-type]


def _signature(text: str, **more: str) -> str:
    return "".join(kind for kind, _ in _kinds(text, **more))


def test_one_paragraph_a_line_is_one_block_a_line() -> None:
    text = "Bridge closed – mayor\nThe bridge is closed, the mayor of Oosterhaven said on Tuesday.\nIt will stay so.\nNobody was hurt."
    assert _signature(text) == "HPPP"


def test_blank_lines_part_blocks() -> None:
    assert _signature("Bridge closed – mayor\n\nThe bridge is closed, the mayor said.\n\nIt will stay so.") == "HPP"


WRAPPED = """Bridge at Oosterhaven to stay closed

By Hester Vael

The bridge at Oosterhaven will stay closed until engineers have
finished their inspection of all nine pillars, the mayor of the town
told reporters on Tuesday after a long meeting with the province.

"We will not open it a day too soon," she said, adding that ferries
would run every twenty minutes until then.

  * Ferries run from six in the morning until eleven at night, and on
    Sundays from eight.
  * Lorries must go round by Lindsvik.

Source: Tern
"""


def test_hard_wrapped_lines_are_one_block_a_paragraph() -> None:
    found = _kinds(WRAPPED)
    assert "".join(kind for kind, _ in found) == "HFPPLLF"
    assert found[2][1].startswith("The bridge")
    assert found[2][1].endswith("province.")
    assert found[4][1].endswith("from eight.")


def test_hard_wrapped_lines_with_windows_newlines_are_one_block_a_paragraph() -> None:
    assert _signature(WRAPPED.replace("\n", "\r\n")) == "HFPPLLF"


def test_short_sentences_on_lines_of_their_own_are_not_wrapped() -> None:
    lines = ["Kronvall goes back with 423p", *["The box maker said no to the Swedes on Monday night, again."] * 4]
    assert _signature("\n".join(lines)) == "HPPPP"


def test_a_stray_user_name_above_the_headline_is_furniture() -> None:
    text = (
        "steampunk heart\n\nUS would support limited operation — report\n\nThe administration would support "
        "it, Northline reported Wednesday."
    )
    assert _kinds(text)[:2] == [("F", "steampunk heart"), ("H", "US would support limited operation — report")]


def test_a_long_first_line_without_full_stop_is_the_dek() -> None:
    dek = (
        "Washington has reportedly given the prime minister “several days” to achieve a symbolic victory in "
        "the city by the southern border crossing"
    )
    assert _signature(f"{dek}\nThe invasion was carried out with full coordination, Al Nahar reported on Tuesday.") == "DP"


def test_the_line_under_the_headline_without_full_stop_is_the_dek() -> None:
    assert (
        _signature("Port chief quits\n\nMayor welcomes a step that 'comes too late'\n\nThe chief of the port quit on Friday, she said.")
        == "HDP"
    )


def test_the_short_line_between_headline_and_byline_is_the_dek() -> None:
    assert (
        _signature("Port chief quits\n\nThe mayor says it comes too late.\n\nBy Inés Cobo\n\nThe chief of the port quit on Friday.")
        == "HDFP"
    )


def test_the_lead_paragraph_under_the_byline_is_no_dek() -> None:
    assert _signature("Port chief quits\n\nBy Inés Cobo\n\nThe chief of the port quit on Friday.\n\nPORT X (Tern) - He left.") == "HFPP"


def test_a_first_line_equal_to_the_title_is_the_headline() -> None:
    text = "The port chief quits.\n\nThe chief of the port quit on Friday."
    assert _signature(text) == "PP"
    assert _signature(text, title="The port chief quits") == "HP"


def test_a_report_of_one_paragraph_has_no_headline() -> None:
    assert _signature("The chief of the port quit on Friday, the mayor said") == "P"


@pytest.mark.parametrize("mark", ["•", "●", "-", "–", "*", "▪", "1.", "2)"])
def test_a_list_item_begins_after_its_mark(mark: str) -> None:
    text = f"Port chief quits\n\nWhat is known:\n\n  {mark} “I had no choice,” he wrote."
    assert _kinds(text)[-1] == ("L", "“I had no choice,” he wrote.")


def test_a_quoted_line_of_a_mail_is_a_quote() -> None:
    assert _kinds("Port chief quits\n\nHe wrote:\n\n> I had no choice.")[-1] == ("Q", "I had no choice.")


def test_kinds_that_the_page_gives_are_kept() -> None:
    text = "Port chief quits\n\nHe wrote to the mayor.\n\nI had no choice."
    assert [block.kind for block in blocks(text, known={0: "headline", text.index("I had"): "quote"})] == ["headline", "paragraph", "quote"]


@given(st.lists(st.sampled_from(LINES) | st.text(max_size=40), max_size=14).map("\n".join) | st.text(max_size=300))
def test_blocks_tile_the_text(text: str) -> None:
    found = blocks(text)
    end = 0
    for block in found:
        assert end <= block.start < block.end <= len(text)
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        assert _is_mark(text[end : block.start])
        end = block.end
    assert not text[end:].strip()


def _is_mark(between: str) -> bool:
    mark = between.strip()
    return not mark or len(mark) <= 4 or set(mark) <= set("> ")


@given(st.text(max_size=200))
def test_blocks_are_the_same_every_time(text: str) -> None:
    assert blocks(text) == blocks(text)


@pytest.mark.shared
def test_the_seed_reports_have_their_headlines_deks_and_furniture(shared_dir: Path) -> None:
    first, second = (path.read_text(encoding="utf-8") for path in sorted((shared_dir / "seeds").glob("*.txt")))
    assert set(_signature(first)) == {"D", "P"}
    assert _signature(first).startswith("DP")
    found = _kinds(second)
    assert [kind for kind, _ in found[:3]] == ["F", "H", "P"]
    assert found[-1] == ("F", "Source: TOI")
    assert sum(kind == "L" for kind, _ in found) == second.count("•")
    assert all(words[0] not in "• " for kind, words in found if kind == "L")


@pytest.mark.shared
def test_every_invented_report_has_its_headline(shared_dir: Path) -> None:
    for path in sorted((shared_dir / "stories").glob("*/reports/*.txt")):
        text = path.read_text(encoding="utf-8")
        assert _kinds(text)[0] == ("H", text.split("\n")[0]), path


def test_the_name_of_an_account_above_its_handle_is_furniture() -> None:
    text = "Castellan\n@castellan\n·\n2h\nPort chief quits after blast\n\nThe chief of the port quit on Friday, the mayor said.\n"
    found = [(block.kind, text[block.start : block.end]) for block in blocks(text)]
    assert found[0] == ("furniture", "Castellan")
    assert ("headline", "Port chief quits after blast") in found
