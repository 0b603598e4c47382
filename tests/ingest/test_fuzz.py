"""No source, however spoilt, brings a parser down: each gives reports whose blocks lie in their text, or refusals with a reason.

A short run for every change; `python -m benchmarks.fuzz_ingest --seconds 600` is the long one.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headwater.ingest import KINDS
from headwater.model import Rejected
from tests.ingest.spoilt import SOUND, read_here, spoilt


def test_every_kind_has_sound_sources_to_spoil() -> None:
    assert set(SOUND) == set(KINDS)


@pytest.mark.parametrize("kind", sorted(SOUND))
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_no_spoilt_source_raises(kind: str, data: st.DataObject) -> None:
    for found in read_here(kind, data.draw(spoilt(kind))):
        if isinstance(found, Rejected):
            assert found.code != "failed"
            assert found.detail
        else:
            assert found.text.strip()
            assert all(0 <= block.start < block.end <= len(found.text) for block in found.blocks)
