"""The service's compatibility model, on real photos."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.outfit_compatibility import EMBEDDING_SIZE, CompatibilityModel, Embeddings, garment_view
from app.settings import get_settings
from app.vision.images import Mask, Pixels, read_picture
from app.vision.onnx import ModelUnavailable

PICTURES = sorted((Path(__file__).parent / "pictures").glob("*/*.jpg"))[::3]


@pytest.fixture(scope="module")
def model() -> CompatibilityModel:
    return CompatibilityModel(get_settings().models_dir / "compat_mobilenetv2.onnx")


@pytest.fixture(scope="module")
def photos() -> list[Pixels]:
    return [read_picture(path, 800).pixels for path in PICTURES]


@pytest.fixture(scope="module")
def embeddings(model: CompatibilityModel, photos: list[Pixels]) -> Embeddings:
    return model.embed_many([(pixels, ellipse(pixels)) for pixels in photos])


def ellipse(pixels: Pixels, share: float = 0.35) -> Mask:
    """An upright ellipse in the middle of the photo."""
    height, width = pixels.shape[:2]
    mask = np.zeros((height, width), np.uint8)
    cv2.ellipse(mask, (width // 2, height // 2), (int(width * share), int(height * share)), 0, 0, 360, 1, -1)
    return mask.astype(np.bool_)


def test_embeddings_are_of_unit_length(embeddings: Embeddings) -> None:
    assert embeddings.shape == (len(PICTURES), EMBEDDING_SIZE)
    assert embeddings.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(embeddings, axis=1), 1, atol=1e-5)


def test_scores_are_symmetric_shares(model: CompatibilityModel, embeddings: Embeddings) -> None:
    scores = model.score(embeddings, embeddings)
    assert scores.dtype == np.float32
    assert ((scores >= 0) & (scores <= 1)).all()
    np.testing.assert_allclose(scores, scores.T, atol=1e-6)
    np.testing.assert_allclose(model.score(embeddings[:3], embeddings[3:]), scores[:3, 3:], atol=1e-6)


def test_pairs_score_as_in_the_whole_matrix(model: CompatibilityModel, embeddings: Embeddings) -> None:
    scores = model.score(embeddings, embeddings)
    pairs = model.score_pairs(embeddings[:8], embeddings[8:16])
    np.testing.assert_allclose(pairs, np.diagonal(scores[:8, 8:16]), atol=1e-6)
    np.testing.assert_allclose(pairs, model.score_pairs(embeddings[8:16], embeddings[:8]), atol=1e-6)


def test_nearer_garments_score_higher(model: CompatibilityModel, embeddings: Embeddings) -> None:
    cosines = (embeddings @ embeddings.T).ravel()
    order = np.argsort(cosines)
    assert (np.diff(model.score(embeddings, embeddings).ravel()[order]) >= -1e-6).all()


def test_what_lies_outside_the_mask_does_not_matter(model: CompatibilityModel, photos: list[Pixels]) -> None:
    for pixels in photos[:5]:
        mask = ellipse(pixels)
        elsewhere = np.where(mask[..., None], pixels, np.roll(photos[-1].mean(axis=(0, 1)), 1).astype(np.uint8))
        np.testing.assert_array_equal(model.embed(pixels, mask), model.embed(elsewhere, mask))


def test_what_the_mask_takes_in_does_matter(model: CompatibilityModel, photos: list[Pixels]) -> None:
    whole = model.embed_many([(pixels, None) for pixels in photos])
    tight = model.embed_many([(pixels, ellipse(pixels, 0.15)) for pixels in photos])
    alike = (whole * tight).sum(axis=1)
    assert alike.max() < 0.999
    assert np.median(alike) < 0.9


def test_many_at_once_are_as_one_by_one(
    model: CompatibilityModel, photos: list[Pixels], embeddings: Embeddings
) -> None:
    assert model.embed_many([]).shape == (0, EMBEDDING_SIZE)
    for row in (0, 7, len(photos) - 1):  # in the first batch and in the last
        one = model.embed(photos[row], ellipse(photos[row]))
        np.testing.assert_allclose(one, embeddings[row], atol=1e-5)


def test_threads_may_share_the_model(model: CompatibilityModel, photos: list[Pixels], embeddings: Embeddings) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda pixels: model.embed(pixels, ellipse(pixels)), photos))
    np.testing.assert_allclose(found, embeddings, atol=1e-5)


def test_view_keeps_proportions_on_white_and_tells_the_garments_share() -> None:
    pixels = np.full((300, 200, 3), 90, np.uint8)
    mask = np.zeros((300, 200), np.bool_)
    mask[100:200, 50:100] = True
    view = garment_view(pixels, mask, 128)
    assert view.shape == (128, 128, 4)
    assert (view[:, 32:96] == [90, 90, 90, 255]).all()
    assert (view[:, :32] == [255, 255, 255, 0]).all()


def test_empty_mask_is_refused() -> None:
    with pytest.raises(ValueError, match="no garment"):
        garment_view(np.zeros((50, 50, 3), np.uint8), np.zeros((50, 50), np.bool_), 128)


def test_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="dvc pull"):
        CompatibilityModel(tmp_path / "compat_mobilenetv2.onnx")


def test_file_of_another_kind_is_refused() -> None:
    with pytest.raises(ModelUnavailable, match="no calibration"):
        CompatibilityModel(get_settings().weights_dir / "best.onnx")
