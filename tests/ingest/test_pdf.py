"""PDFs: rows and where they stand -> paragraphs."""

import io

import pytest

from headwater.ingest.given import Given
from headwater.ingest.pdf import Row, paragraphs, read_pdf
from headwater.model import Report
from tests.ingest.made import pdf_of_rows

LEFT, RIGHT = 72, 320
FIRST = ("The dam at Lower Veltin was losing water for elev-", "en days before engineers were told, a log shows.")
SECOND = ("Nobody rang us, said Oona Brask, who ran the", "water board of the valley until last year.")
THIRD = ("The operator of the dam said in a statement that", "its staff had followed every procedure in March.")
WHOLE = [
    "The dam at Lower Veltin was losing water for eleven days before engineers were told, a log shows.",
    "Nobody rang us, said Oona Brask, who ran the water board of the valley until last year.",
    "The operator of the dam said in a statement that its staff had followed every procedure in March.",
]


def rows(*of: tuple[tuple[str, ...], float], x: float = LEFT, y: float = 700, step: float = 14) -> list[Row]:
    """Paragraphs one under the other, each with the space that stands after it."""
    made = []
    for lines, space in of:
        for line in lines:
            made.append(Row(x=x, y=y, size=10, text=line))
            y -= step
        y -= space
    return made


def test_space_parts_paragraphs_and_a_broken_word_is_whole_again() -> None:
    assert paragraphs([rows((FIRST, 6), (SECOND, 6), (THIRD, 0))]) == WHOLE


def test_an_indent_begins_a_paragraph() -> None:
    made = rows((FIRST, 0), (SECOND, 0), (THIRD, 0))
    indented = [Row(x=row.x + 12, y=row.y, size=row.size, text=row.text) if index % 2 == 0 else row for index, row in enumerate(made)]
    assert paragraphs([indented]) == WHOLE


def test_where_nothing_else_tells_a_short_row_ends_its_paragraph() -> None:
    first = (*FIRST[:1], "en days before engineers were told.")
    assert paragraphs([rows((first, 0), (SECOND[:1], 0))]) == [
        "The dam at Lower Veltin was losing water for eleven days before engineers were told.",
        "Nobody rang us, said Oona Brask, who ran the",
    ]


def test_larger_letters_are_a_headline_of_their_own() -> None:
    title = Row(x=LEFT, y=718, size=20, text="Dam was losing water")
    assert paragraphs([[title, *rows((FIRST, 0))]]) == ["Dam was losing water", WHOLE[0]]


def test_columns_written_one_after_the_other_keep_their_order() -> None:
    made = rows((FIRST, 6), (SECOND, 6)) + rows((THIRD, 6), x=RIGHT)
    assert paragraphs([made]) == WHOLE


def test_columns_written_row_by_row_are_parted() -> None:
    left, right = rows((FIRST, 6), (SECOND, 6)), rows((THIRD, 6), (THIRD, 6), x=RIGHT)
    woven = [row for pair in zip(left, right, strict=True) for row in pair]
    assert paragraphs([woven]) == [*WHOLE, WHOLE[2]]


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    made = rows((FIRST, 6), (SECOND[:1], 0)) + rows((SECOND[1:], 6), x=RIGHT)
    assert paragraphs([made]) == WHOLE[:2]
    assert paragraphs([rows((FIRST, 6), (SECOND[:1], 0)), rows((SECOND[1:], 6))]) == WHOLE[:2]


def test_pieces_of_one_line_are_one_row() -> None:
    pieces = [
        Row(x=72, y=700, size=10, text="The log, seen by the"),
        Row(x=180, y=700, size=10, text="Cour"),
        Row(x=200, y=700, size=10, text="ier", apart=False),
        Row(x=230, y=700, size=10, text="was altered."),
    ]
    assert paragraphs([pieces]) == ["The log, seen by the Courier was altered."]


@pytest.mark.parametrize("woven", [False, True])
def test_a_page_of_two_columns_is_read_column_by_column(woven: bool) -> None:
    left = [(LEFT, 700 - 14 * index, line) for index, line in enumerate((*FIRST, *SECOND))]
    right = [(RIGHT, 700 - 14 * index, line) for index, line in enumerate((*THIRD, *THIRD))]
    ordered = [piece for pair in zip(left, right, strict=True) for piece in pair] if woven else left + right
    (found,) = read_pdf(io.BytesIO(pdf_of_rows(*ordered)), Given(ref="a.pdf"))
    assert isinstance(found, Report)
    assert found.text.index("until last year") < found.text.index("The operator of the dam")
    assert "losing water for eleven days" in found.text
