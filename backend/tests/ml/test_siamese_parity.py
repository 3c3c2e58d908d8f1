"""The .pth in PyTorch and the .onnx in the service give the same embeddings."""

from pathlib import Path

import numpy as np
import torch

from app.cutout import cut_out, released_cutout
from app.outfit_compatibility import CompatibilityModel, garment_view
from app.settings import get_settings
from app.vision.images import read_picture
from ml.compatibility.export import load_weights

PICTURES = sorted((Path(__file__).parents[1] / "pictures").glob("*/*.jpg"))


def test_both_files_embed_real_garments_alike() -> None:
    weights = get_settings().models_dir / "compat_mobilenetv2.pth"
    network, _ = load_weights(weights)
    service = CompatibilityModel(weights.with_suffix(".onnx"))
    views = []
    for number, path in enumerate(PICTURES):
        pixels = read_picture(path, 400).pixels
        found = cut_out(pixels, released_cutout()) if number % 2 else None
        views.append(garment_view(pixels, found.mask if found else None, service.image_size))
    expected = network(torch.from_numpy(np.stack(views))).numpy()
    served = service.embed_views(views)
    assert served.shape == (60, 128)
    np.testing.assert_allclose(served, expected, atol=1e-4)


def test_files_are_of_one_training() -> None:
    weights = get_settings().models_dir / "compat_mobilenetv2.pth"
    _, record = load_weights(weights)
    metadata = CompatibilityModel(weights.with_suffix(".onnx")).metadata
    assert {name: str(record[name]) for name in record if name in metadata} == {
        name: metadata[name] for name in record if name in metadata
    }
    assert {"slope", "intercept", "data_sha256"} <= record.keys()
    assert len(metadata["git_commit"]) == 40
