"""The network: MobileNetV2 layer for layer, taking RGB 0..1."""

import re

import pytest
import torch
from torch import Tensor
from torchvision.models import mobilenet_v2
from ultralytics.nn.tasks import ClassificationModel

from app.detector import CATEGORIES
from ml.classifier_model import build_classifier, load_initial_weights
from ml.pretrained import _FIRST_BLOCK, _OTHER_BLOCKS, IMAGENET_DEVIATION, IMAGENET_MEAN, _torchvision_names


@pytest.fixture(scope="module")
def original() -> torch.nn.Module:
    torch.manual_seed(0)
    network = mobilenet_v2()
    network.train()(torch.randn(8, 3, 64, 64))  # gives the norms something to remember
    return network.eval()


@pytest.fixture(scope="module")
def ours(original: torch.nn.Module) -> ClassificationModel:
    model = build_classifier(CATEGORIES, 0.0)
    load_initial_weights(model, features_of(original))
    return model.eval()


def features_of(network: torch.nn.Module) -> dict[str, Tensor]:
    return {name: value.clone() for name, value in network.state_dict().items() if name.startswith("features.")}


def test_stem_takes_plain_rgb_where_the_original_takes_normalised(
    original: torch.nn.Module, ours: ClassificationModel
) -> None:
    picture = torch.rand(2, 3, 64, 64)
    mean, deviation = (torch.tensor(v).view(1, 3, 1, 1) for v in (IMAGENET_MEAN, IMAGENET_DEVIATION))
    with torch.inference_mode():
        expected = original.features[0]((picture - mean) / deviation)
        found = ours.model[0].m[0](picture)
    torch.testing.assert_close(found[..., 1:-1, 1:-1], expected[..., 1:-1, 1:-1], atol=1e-5, rtol=1e-4)


def test_all_behind_the_stem_is_the_original(original: torch.nn.Module, ours: ClassificationModel) -> None:
    stem = torch.rand(2, 32, 48, 48)
    with torch.inference_mode():
        expected = original.features[1:](stem)
        found = ours.model[1].conv(ours.model[0].m[1:](stem))
    torch.testing.assert_close(found, expected)


def test_names_of_the_package_become_torchvisions(original: torch.nn.Module) -> None:
    def packaged(name: str) -> str:
        match = re.fullmatch(r"features\.(\d+)\.conv\.(\d\.\d|\d)\.(\w+)", name)
        if match is None:
            return name
        block, layer, rest = match.groups()
        places = _FIRST_BLOCK if block == "1" else _OTHER_BLOCKS
        return f"features.{block}.conv.{next(k for k, v in places.items() if v == layer)}.{rest}"

    features = features_of(original)
    renamed = _torchvision_names({packaged(name): value for name, value in features.items()})
    assert renamed.keys() == features.keys()
    assert all(torch.equal(renamed[name], features[name]) for name in features)
