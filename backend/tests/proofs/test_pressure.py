"""The short form of `make prove ONLY=pressure`."""

from pathlib import Path

import pytest

from prove.pressure import overload


@pytest.mark.timeout(600)
def test_service_stays_responsive_and_refuses_what_exceeds_its_queue(tmp_path: Path):
    outcome = overload(tmp_path, side_px=300)
    assert outcome.statuses_beyond[503] > 0
    assert outcome.is_good, str(outcome)
