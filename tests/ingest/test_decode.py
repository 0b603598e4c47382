import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.ingest.decode import Decoded, Refusal, decode, flaw

REPORT = "Košice – »Ne«, said the mayor.\r\nThat was “all”.\r"


def _code(found: Decoded | Refusal) -> str:
    assert isinstance(found, Refusal)
    return found.code


def _detail(found: Decoded | Refusal | None) -> str:
    assert isinstance(found, Refusal)
    return found.detail


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_utf8_text_comes_through_character_for_character(text: str) -> None:
    found = decode(text.encode())
    if isinstance(found, Decoded):
        assert found.text == text.removeprefix("\ufeff")
    else:
        assert found.code in ("empty", "binary")


def test_newlines_are_not_translated() -> None:
    assert decode(REPORT.encode()) == Decoded(REPORT)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_dropped_and_said(encoding: str) -> None:
    assert decode(REPORT.encode(encoding)) == Decoded(REPORT, bom=True)


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"PK\x03\x04\x14\x00", "a ZIP archive or an office document"),
        (b"\x89PNG\r\n\x1a\n\x00", "a PNG image"),
        (b"\x1f\x8b\x08\x00", "a gzip archive"),
        (b"\xff\xd8\xff\xe0", "a JPEG image"),
        (b"{\\rtf1\\ansi", "a rich-text document"),
    ],
)
def test_binary_files_are_refused_by_what_they_look_like(raw: bytes, what: str) -> None:
    found = decode(raw)
    assert _code(found) == "binary"
    assert what in _detail(found)


def test_control_characters_are_refused_as_binary() -> None:
    assert _code(decode(bytes(range(256)) * 4)) == "binary"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("The café is closed, he said.", "windows-1252"),
        ("“It’s over,” said Ilsa Müller – the mayor’s “no” cost £3m.", "windows-1252"),
        ("“It’s over,” said Ilsa Müller – the mayor’s “no” cost £3m.", "mac-roman"),
        ("The bridge is closed, said Zoë.", "utf-16-le"),
        ("The bridge is closed, said Zoë.", "utf-16-be"),
        ("“It’s over,” said Ilsa Müller – the mayor’s “no” cost €3m.", "utf-16-le"),
        ("“It’s over,” said Ilsa Müller – the mayor’s “no” cost €3m.", "utf-16-be"),
    ],
)
def test_an_encoding_that_nobody_declared_is_recognised_and_said(text: str, encoding: str) -> None:
    found = decode(text.encode(encoding))
    assert found == Decoded(text, recognised=encoding)
    assert isinstance(found, Decoded)
    assert found.notes == {"encoding": encoding}


def test_a_script_of_many_bytes_is_recognised_by_its_letters() -> None:
    text = "Мэр города заявила во вторник, что мост останется закрытым до осени. Жители города недовольны этим решением. " * 3
    assert decode(text.encode("windows-1251")) == Decoded(text, recognised="cp1251")


def test_a_file_that_mixes_encodings_is_refused_with_the_offset_and_the_remedy() -> None:
    found = decode("“The café is closed,” he said. “It’s over.” ".encode() + "The café is open.".encode("windows-1252"))
    assert _code(found) == "encoding"
    assert "byte 0xE9 at offset" in _detail(found)
    assert "it mixes encodings" in _detail(found)


def test_the_broken_byte_of_a_page_becomes_a_replacement_character_and_is_said() -> None:
    page = "<p>The café is closed, he said.</p>".encode() * 9 + b"<!-- \xe9 -->"
    found = decode(page, page=True)
    assert isinstance(found, Decoded)
    assert found.notes == {"replaced": 1}


def test_a_charset_that_the_transport_states_goes_before_the_page() -> None:
    page = '<meta charset="utf-8"><p>café</p>'.encode("windows-1252")
    found = decode(page, page=True, charset="ISO-8859-1")
    assert isinstance(found, Decoded)
    assert "café" in found.text


def test_soft_hyphens_and_no_break_spaces_stay() -> None:
    assert decode("co\u00adoperate, he\u00a0said".encode()) == Decoded("co\u00adoperate, he\u00a0said")


@pytest.mark.parametrize("declared", ["rot13", "idna", "unicode_escape", "punycode", "zlib"])
def test_a_codec_that_is_no_charset_is_not_used(declared: str) -> None:
    assert _code(decode(f"<meta charset={declared}>text".encode(), page=True)) == "encoding"


@pytest.mark.parametrize("raw", [b"", b" \r\n\t", "\u3000\n".encode(), b"\xef\xbb\xbf"])
def test_nothing_but_white_space_is_empty(raw: bytes) -> None:
    assert _code(decode(raw)) == "empty"


def test_a_nul_is_refused_by_name_with_its_place() -> None:
    found = decode(b"The bridge\0 is closed.")
    assert _code(found) == "nul"
    assert "at character 10" in _detail(found)


def test_a_lone_surrogate_is_refused_by_name_with_its_place() -> None:
    assert "U+D800) at character 2" in _detail(flaw("ab\ud800"))


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "Latin1"])
def test_a_page_is_read_in_the_charset_it_declares(declared: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body>The “café” is closed</body>'.encode("windows-1252")
    found = decode(page, page=True)
    assert isinstance(found, Decoded)
    assert "“café”" in found.text


def test_a_declared_charset_that_nobody_knows_is_named() -> None:
    assert "'x-klingon'" in _detail(decode(b"<meta charset=x-klingon>text", page=True))


@given(st.binary(max_size=200), st.booleans())
def test_no_bytes_raise(raw: bytes, page: bool) -> None:
    assert isinstance(decode(raw, page=page), Decoded | Refusal)
