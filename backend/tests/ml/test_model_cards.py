"""The model cards match the figures of the pipeline."""

from pathlib import Path

import pytest

from app.cutout import released_cutout
from app.registry.candidate import digest_of
from app.registry.models import VERSION_LENGTH, compatibility_kind
from app.settings import get_settings
from ml.model_cards import CARDS, CUTOUT_PICTURE, MAX_PICTURE_BYTES, PICTURE, _read, _training_photos, cards


@pytest.mark.parametrize("name", ["classifier", "compatibility", "cutout", "face"])
def test_card_matches_its_figures(name: str) -> None:
    written = (CARDS / f"{name}.md").read_text()
    assert written == cards()[name], f"docs/model-cards/{name}.md is stale: run `python -m ml.model_cards --picture`."


def test_classifiers_card_is_about_the_released_weights() -> None:
    released = digest_of(get_settings().weights_dir / "best.pt")
    for name in ("validation", "test", "test_shifted"):
        assert _read(f"released_classifier/{name}.json")["weights_sha256"] == released


def test_compatibilitys_card_is_about_the_released_model() -> None:
    released = compatibility_kind(get_settings()).released
    assert _read("released_compatibility/test.json")["model_version"] == digest_of(released)[:VERSION_LENGTH]


def test_card_counts_what_the_model_was_trained_on() -> None:
    assert _training_photos({}).startswith("3,068 training photos of [clothing-dataset-small]")
    assert _training_photos({"training_pictures": "3100"}).endswith("(CC0 1.0) and 32 photos of people")
    assert _training_photos({"training_pictures": "500"}).startswith("500 training photos")


def test_cutouts_card_is_about_the_released_network() -> None:
    assert _read("cutout/test.json")["version"] == released_cutout().version


@pytest.mark.parametrize("picture", [PICTURE, CUTOUT_PICTURE], ids=["classifier", "cutout"])
def test_picture_of_the_worst_answers_is_small(picture: Path) -> None:
    assert 10_000 < picture.stat().st_size < MAX_PICTURE_BYTES
