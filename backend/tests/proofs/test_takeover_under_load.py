"""The short form of `make prove ONLY=takeover`."""

from pathlib import Path

import pytest

from prove.takeover import take_over


@pytest.mark.timeout(900)
def test_new_model_takes_over_under_load_and_after_a_kill_in_the_middle(tmp_path: Path):
    outcome = take_over(32, tmp_path)
    assert outcome.uploads > 0
    assert outcome.is_good, str(outcome)
