"""The short forms of `make prove ONLY=fuzz`."""

from pathlib import Path

import pytest

from prove.fuzz_api import fuzz_api
from prove.fuzz_pictures import fuzz_pictures

pytestmark = pytest.mark.timeout(600)


def test_damaged_pictures_are_read_or_refused_and_nothing_else():
    outcome = fuzz_pictures(420, seed=7)
    assert outcome.pictures.total() == 420
    assert outcome.is_good, str(outcome)


def test_every_answer_matches_the_api_document(tmp_path: Path):
    outcome = fuzz_api(40, seed=7, folder=tmp_path)
    assert outcome.requests > 0
    assert outcome.is_good, str(outcome)
