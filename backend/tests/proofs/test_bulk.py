"""The short form of `make prove ONLY=bulk`; frontend/e2e/bulk.spec.ts has that of the page."""

from pathlib import Path

import pytest

from prove.bulk import import_zip


@pytest.mark.timeout(600)
def test_import_of_a_zip_continues_after_kills_and_duplicates_no_photo(tmp_path: Path):
    outcome = import_zip(24, tmp_path)
    assert outcome.kills == 2
    assert outcome.is_good, str(outcome)
