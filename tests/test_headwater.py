"""The public names."""

import importlib

import pytest

import headwater
from tests.readers import SaidReader, ToldReader

TEXT = "Smith said the bridge would hold for another year at the very least, and the town believed it."


def test_a_text_gives_its_report_and_statements() -> None:
    reading = headwater.read(TEXT, publisher="The Example", title="Bridge holds", reader=SaidReader())
    report, statements = reading.report, reading.statements
    assert report is not None
    assert report.text == TEXT
    assert report.publisher == headwater.Publisher(name="The Example")
    assert report.title == "Bridge holds"
    assert [report.text[span.start : span.end] for span in statements[0].source] == ["Smith"]


def test_a_text_gives_the_chain_of_each_statement_and_its_actors() -> None:
    reading = headwater.read("Ann Smith told Northline that the bridge would hold for a year at the very least.", reader=ToldReader())
    names = {actor.id: actor.name for actor in reading.actors}
    assert [names[hop.actor] for hop in reading.statements[0].chain] == ["Northline", "Ann Smith"]


@pytest.mark.parametrize("text", ["", " \n "])
def test_a_text_that_is_rejected_raises_with_the_reason(text: str) -> None:
    with pytest.raises(headwater.InputError, match=r"text was rejected: .+"):
        headwater.read(text, reader=SaidReader())


def test_a_failure_inside_a_reader_is_said() -> None:
    with pytest.raises(headwater.InputError, match="boom"):
        headwater.read("Smith said BOOM " + TEXT, reader=SaidReader())


def test_read_stays_the_function_when_modules_of_the_stage_are_imported() -> None:
    importlib.import_module("headwater.read")
    importlib.import_module("headwater.pipeline")
    assert callable(headwater.read)


def test_the_public_names_are_sorted_and_there() -> None:
    assert headwater.__all__ == sorted(headwater.__all__)
    assert all(hasattr(headwater, name) for name in headwater.__all__)


@pytest.mark.parametrize("name", ["ContractError", "InputError", "ModelError", "SettingsError"])
def test_every_error_is_of_the_one_tree(name: str) -> None:
    assert issubclass(getattr(headwater, name), headwater.HeadwaterError)
