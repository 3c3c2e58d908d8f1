"""Uploads that press: the short form of `make prove ONLY=pressure`."""

from pathlib import Path

import pytest

from prove.pressure import press


@pytest.mark.timeout(600)
def test_service_stays_awake_and_says_when_it_is_too_much(tmp_path: Path):
    outcome = press(tmp_path, side_px=300)
    assert outcome.statuses_beyond[503] > 0
    assert outcome.is_good, str(outcome)
