"""What a machine is like (section `machine` of params.yaml) changes how fast a training is, not what it results in."""

from pathlib import Path

import numpy as np
import pytest
import torch

from ml.classifier.batches import Views, draw_plans
from ml.compatibility.descriptions import CPU, DescriptionCache, trunks_in_onnx_runtime, trunks_in_pytorch
from ml.compatibility.model import SiameseMobileNetV2
from ml.data.outfits import Garment, OutfitGarments
from ml.errors import StageFailed
from ml.parameters import PARAMS_FILE, read_parameters
from ml.training.options import device_of

SIDE = 64
pytestmark = pytest.mark.timeout(600)  # tracing a network takes a minute on a busy machine


def batches(workers: int) -> list[torch.Tensor]:
    rng = np.random.default_rng(5)
    pixels = rng.integers(0, 256, (80, SIDE, SIDE, 3), np.uint8)
    masks = np.zeros((80, SIDE, SIDE), np.bool_)
    masks[:, 20:44, 20:44] = True
    parameters = read_parameters(PARAMS_FILE).train_classifier
    plans = draw_plans(pixels, masks, parameters, 48, rng)
    return list(Views(pixels, masks, plans, 48).prepared_by(workers))


def test_training_pictures_do_not_depend_on_the_number_of_workers() -> None:
    torch.manual_seed(3)
    alone = batches(0)
    drawn_next = torch.rand(1)
    torch.manual_seed(3)
    together = batches(2)
    assert torch.equal(torch.rand(1), drawn_next)  # what dropout draws is the same too
    assert len(alone) == 2
    assert all(torch.equal(one, other) for one, other in zip(alone, together, strict=True))


@pytest.fixture(scope="module")
def outfits() -> OutfitGarments:
    garments = [Garment(str(row // 2), ("top", "bottom")[row % 2], "shirt", "train", 0) for row in range(66)]
    views = np.random.default_rng(0).integers(0, 256, (len(garments), SIDE, SIDE, 4), np.uint8)
    return OutfitGarments(garments, views, SIDE, "drawn")


def test_descriptions_do_not_depend_on_the_number_of_workers(outfits: OutfitGarments, tmp_path: Path) -> None:
    model = SiameseMobileNetV2(dropout=0.0).eval()
    rows = np.arange(len(outfits.garments))
    alone, together = (
        DescriptionCache(tmp_path / str(workers), model, outfits, 1, CPU, workers).describe(rows, "both", 1)
        for workers in (0, 2)
    )
    assert np.array_equal(alone, together)


def test_trunks_describe_a_garment_in_pytorch_as_in_onnx_runtime(outfits: OutfitGarments) -> None:
    """On a GPU they run in PyTorch; here both run on the CPU."""
    model = SiameseMobileNetV2(dropout=0.0).eval()
    described = trunks_in_pytorch(model, CPU)(outfits.views[:4])
    np.testing.assert_allclose(described, trunks_in_onnx_runtime(model, SIDE, 1)(outfits.views[:4]), atol=1e-4)


def test_gpu_that_is_asked_for_and_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert device_of("auto") == device_of("cpu") == CPU
    with pytest.raises(StageFailed, match=r"machine\.device is cuda, and PyTorch finds no GPU"):
        device_of("cuda")
