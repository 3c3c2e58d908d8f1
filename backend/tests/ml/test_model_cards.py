"""The model cards match the figures of the pipeline."""

import pytest

from app.registry.candidate import digest_of
from app.settings import get_settings
from ml.model_cards import CARDS, MAX_PICTURE_BYTES, PICTURE, _read, cards


@pytest.mark.parametrize("name", ["classifier", "compatibility", "face"])
def test_card_matches_its_figures(name: str) -> None:
    written = (CARDS / f"{name}.md").read_text()
    assert written == cards()[name], f"docs/model-cards/{name}.md is stale: run `python -m ml.model_cards --picture`."


def test_classifiers_card_is_about_the_released_weights() -> None:
    released = digest_of(get_settings().weights_dir / "best.pt")
    for name in ("validation", "test", "test_shifted"):
        assert _read(f"released_classifier/{name}.json")["weights_sha256"] == released


def test_picture_of_the_worst_answers_is_small() -> None:
    assert 10_000 < PICTURE.stat().st_size < MAX_PICTURE_BYTES
