"""Profiles of Hypothesis, and where the things are that some tests need."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SHARED = Path(__file__).resolve().parents[2] / "shared"

settings.register_profile("fast", max_examples=25, deadline=None)
settings.register_profile("ci", max_examples=200, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if SHARED.is_dir():
        return
    absent = pytest.mark.skip(reason="needs the folder shared/ beside the checkout, and it is not there")
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(absent)


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    return SHARED


@pytest.fixture
def word_meaning(monkeypatch: pytest.MonkeyPatch) -> None:
    """Linking and asking by the words alone, without the sentence encoder's weights."""
    from headwater import linking, tracing
    from tests.ledgers import WordMeaning

    for module in (linking, tracing):
        monkeypatch.setattr(module, "open_meaning", WordMeaning)
