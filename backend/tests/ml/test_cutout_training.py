"""The cut-out network: its views show the garment that their mask covers, and a training writes its files."""

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnxruntime
import pytest
import torch
from conftest import PICTURES

from app.vision.images import read_picture
from ml.cutout.export import export_cutout
from ml.cutout.garments import photographed_garments
from ml.cutout.scenes import Sources, composition, pair_of, training_view
from ml.cutout.teacher_masks import SIDE_PX, MaskedPhoto, load_masked_photos
from ml.cutout.training import Training, tensors
from ml.errors import StageFailed
from ml.parameters import PARAMS_FILE, read_parameters

SMALL: dict[str, Any] = {"pretrained": "none", "image_size": 64, "training_sizes": [[0.0, 32], [0.5, 64]], "width": 8}
SHORT: dict[str, Any] = {"epochs": 2, "steps": 1, "batch_size": 2}


@pytest.fixture(scope="module")
def sources() -> Sources:
    """Three photos with an oval as mask, and a grey floor."""
    photos = []
    for file in sorted((PICTURES / "shirt").glob("*.jpg"))[:3]:
        pixels = read_picture(file, SIDE_PX).pixels
        height, width = pixels.shape[:2]
        mask = np.zeros((height, width), np.uint8)
        cv2.ellipse(mask, (width // 2, height // 2), (width // 3, height // 3), 0, 0, 360, 1, -1)
        photos.append(MaskedPhoto(f"shirt/{file.stem}", "shirt", pixels, mask > 0))
    floor = np.full((40, 40, 3), 128, np.uint8)
    return Sources(list(photographed_garments(photos)), [floor], photos)


def test_views_are_equal_for_equal_seeds_and_cover_a_part_of_the_picture(sources: Sources) -> None:
    for seed in range(8):
        pixels, mask = training_view(sources, 64, 0.5, np.random.default_rng(seed))
        again, same_mask = training_view(sources, 64, 0.5, np.random.default_rng(seed))
        assert pixels.shape == (64, 64, 3)
        assert mask.shape == (32, 32)
        assert (pixels == again).all()
        assert (mask == same_mask).all()
        assert 0 < mask.mean() < 1


def test_composition_has_a_picture_and_a_mask_of_one_size(sources: Sources) -> None:
    pixels, mask = composition(sources, np.random.default_rng(1))
    assert pixels.shape[:2] == mask.shape
    assert max(mask.shape) == SIDE_PX


def test_gap_of_a_pair_of_shoes_belongs_to_no_shoe() -> None:
    pair = pair_of(np.full((20, 30, 4), 255, np.uint8), gap=0.4, drop=0.1)
    assert pair.shape == (22, 72, 4)
    assert not pair[:, 30:42, 3].any()
    assert (pair[..., 3] == 255).sum() == 2 * 20 * 30


def test_training_writes_its_files_and_continues_to_the_same_weights(sources: Sources, tmp_path: Path) -> None:
    parameters = read_parameters(PARAMS_FILE).train_cutout.model_copy(update=SMALL | SHORT)
    random = np.random.default_rng(0)
    validation = tensors([training_view(sources, 64, 0.5, random) for _ in range(2)])
    checkpoint, released = tmp_path / "checkpoint.pt", tmp_path / "not-read.pt"

    def trained(epochs: int) -> Training:
        training = Training(parameters, torch.device("cpu"), released)
        if not training.resume(checkpoint):
            training.start(tmp_path, released)
        training.epochs = epochs
        training.run(lambda: training.run_epoch(sources, validation), checkpoint)
        return training

    trained(1)
    continued = trained(2)
    checkpoint.unlink()
    at_once = trained(2)
    pairs = zip(continued.averaged.parameters(), at_once.averaged.parameters(), strict=True)
    assert all(torch.equal(one, other) for one, other in pairs)

    figures = export_cutout(checkpoint, tmp_path, validation[0])
    assert json.loads((tmp_path / "metrics.json").read_text()) == figures
    assert len((tmp_path / "history.csv").read_text().splitlines()) == 3
    session = onnxruntime.InferenceSession(tmp_path / "cutout.onnx")
    (confidence,) = session.run(None, {"images": validation[0].numpy()})
    assert confidence.shape == (2, 32, 32)
    assert ((confidence >= 0) & (confidence <= 1)).all()


def test_masks_that_params_yaml_does_not_name_are_refused(tmp_path: Path) -> None:
    archive = tmp_path / "teacher_masks.zip"
    with pytest.raises(StageFailed, match=r"dvc pull --remote release masks\.dvc"):
        load_masked_photos(archive, "0" * 64, tmp_path)
    archive.write_bytes(b"others")
    with pytest.raises(StageFailed, match=r"is not the file that params\.yaml names"):
        load_masked_photos(archive, "0" * 64, tmp_path)
