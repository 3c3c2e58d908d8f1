"""The short form of `make prove ONLY=bulk`; the page's is in frontend/e2e/bulk.spec.ts."""

from pathlib import Path

import pytest

from prove.bulk import take_zip


@pytest.mark.timeout(600)
def test_zip_of_photos_goes_on_where_it_was_killed_and_no_photo_is_there_twice(tmp_path: Path):
    outcome = take_zip(24, tmp_path)
    assert outcome.kills == 2
    assert outcome.is_good, str(outcome)
