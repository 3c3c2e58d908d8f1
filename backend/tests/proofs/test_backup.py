"""The short form of `make prove ONLY=backup`."""

from pathlib import Path

import pytest

from prove.backup import back_up_while_writing


@pytest.mark.timeout(1200)
def test_backup_during_constant_writes_is_complete_up_to_its_moment(tmp_path: Path):
    outcome = back_up_while_writing(1, seed=7, folder=tmp_path)
    assert outcome.compared > 0
    assert outcome.is_good, str(outcome)
