"""The compatibility network: its description of a garment, and its embeddings."""

from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from torch import Tensor

from app.outfit_compatibility import garment_view
from app.vision.images import read_picture
from ml.compatibility.model import LabHistogram, SiameseMobileNetV2

PICTURES = sorted((Path(__file__).parents[1] / "pictures").glob("*/*.jpg"))[::6]


@pytest.fixture(scope="module")
def model() -> SiameseMobileNetV2:
    torch.manual_seed(0)
    return SiameseMobileNetV2().eval().requires_grad_(False)


@pytest.fixture(scope="module")
def garments() -> Tensor:
    """Ten real photos, an upright ellipse of each taken as the garment."""
    views = []
    for path in PICTURES:
        pixels = read_picture(path, 400).pixels
        mask = np.zeros(pixels.shape[:2], np.uint8)
        height, width = mask.shape
        cv2.ellipse(mask, (width // 2, height // 2), (width // 3, height // 3), 0, 0, 360, 1, -1)
        views.append(garment_view(pixels, mask.astype(np.bool_), 128))
    return torch.from_numpy(np.stack(views))


def test_embeddings_are_128_numbers_of_unit_length(model: SiameseMobileNetV2, garments: Tensor) -> None:
    embeddings = model(garments)
    assert embeddings.shape == (len(garments), 128)
    torch.testing.assert_close(embeddings.norm(dim=1), torch.ones(len(garments)))


def test_score_is_the_same_whichever_garment_comes_first(model: SiameseMobileNetV2, garments: Tensor) -> None:
    first, second = garments[:5], garments[5:]
    torch.testing.assert_close(model.score(first, second), model.score(second, first), rtol=0, atol=0)


def test_a_garment_is_the_same_alone_and_among_others(model: SiameseMobileNetV2, garments: Tensor) -> None:
    torch.testing.assert_close(model(garments[3:4])[0], model(garments)[3], rtol=0, atol=1e-5)


def test_histogram_counts_the_garments_pixels_alone() -> None:
    histogram = LabHistogram()
    pixels, share = torch.rand(2, 3, 32, 32), torch.zeros(2, 1, 32, 32)
    share[..., 8:24, 8:24] = 1
    elsewhere = torch.where(share.bool(), pixels, torch.rand(2, 3, 32, 32))
    torch.testing.assert_close(histogram(pixels, share), histogram(elsewhere, share))
    assert not torch.allclose(histogram(pixels, share), histogram(elsewhere, 1 - share))


def test_histogram_is_of_shares(garments: Tensor) -> None:
    channels = garments.permute(0, 3, 1, 2).float() / 255
    shares = LabHistogram()(channels[:, :3], channels[:, 3:]) ** 2
    torch.testing.assert_close(shares.sum(dim=1), torch.ones(len(garments)), rtol=0, atol=2e-3)


def test_lab_is_what_opencv_makes_of_the_same_colours() -> None:
    levels = torch.linspace(0, 1, 12)
    colours = torch.cartesian_prod(levels, levels, levels)
    ours = LabHistogram().lab(colours.T.reshape(1, 3, 1, -1))[0, :, 0].T
    theirs = cv2.cvtColor(colours.numpy()[None], cv2.COLOR_RGB2LAB)[0]
    np.testing.assert_allclose(ours.numpy(), theirs, atol=0.5)


def test_pooled_statistics_leave_the_background_out(model: SiameseMobileNetV2) -> None:
    maps, share = torch.rand(1, 24, 32, 32), torch.zeros(1, 1, 128, 128)
    share[..., 32:96, 32:96] = 1
    inside = maps[0, :, 8:24, 8:24].flatten(1)
    pooled = model.pool(maps, share)[0]
    torch.testing.assert_close(pooled[:24], inside.mean(dim=1), rtol=1e-4, atol=1e-5)
    torch.testing.assert_close(pooled[24:], inside.std(dim=1, correction=0), rtol=1e-3, atol=1e-4)
