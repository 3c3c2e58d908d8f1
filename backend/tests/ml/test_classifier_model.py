"""The networks are MobileNetV2 and EfficientNet-Lite0 layer by layer, and take RGB 0..1."""

import re
from pathlib import Path

import pytest
import torch
from torch import Tensor
from torchvision.models import mobilenet_v2
from ultralytics import YOLO
from ultralytics.nn.tasks import ClassificationModel

from app.detector import CATEGORIES
from ml.classifier.model import (
    build_classifier,
    freeze_first_blocks,
    load_initial_weights,
    save_as_ultralytics,
)
from ml.networks.efficientnet_lite import DEVIATION, MEAN, lite0_blocks, torchvision_names
from ml.networks.pretrained import (
    _FIRST_BLOCK,
    _OTHER_BLOCKS,
    IMAGENET_DEVIATION,
    IMAGENET_MEAN,
    Pretrained,
    _torchvision_names,
)
from ml.parameter_sections import MOBILENET


@pytest.fixture(scope="module")
def original() -> torch.nn.Module:
    torch.manual_seed(0)
    network = mobilenet_v2()
    network.train()(torch.randn(8, 3, 64, 64))  # gives the norms something to remember
    return network.eval()


@pytest.fixture(scope="module")
def ours(original: torch.nn.Module) -> ClassificationModel:
    model = build_classifier(CATEGORIES, 0.0, MOBILENET)
    load_initial_weights(model, Pretrained(features_of(original), "here", ""))
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


def test_everything_after_the_stem_is_the_original(original: torch.nn.Module, ours: ClassificationModel) -> None:
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


@pytest.fixture(scope="module")
def lite() -> torch.nn.Sequential:
    """Stem, blocks and last convolution as EfficientNet-Lite0 has them, with norms that remember something."""
    torch.manual_seed(1)
    last = torch.nn.Sequential(
        torch.nn.Conv2d(320, 1280, 1, bias=False), torch.nn.BatchNorm2d(1280, eps=1e-3), torch.nn.ReLU6()
    )
    network = lite0_blocks().append(last)
    network.train()(torch.randn(8, 3, 64, 64))
    return network.eval()


@pytest.fixture(scope="module")
def our_lite(lite: torch.nn.Sequential) -> ClassificationModel:
    model = build_classifier(CATEGORIES, 0.0)
    features = {f"features.{name}": value.clone() for name, value in lite.state_dict().items()}
    load_initial_weights(model, Pretrained(features, "here", "", MEAN, DEVIATION))
    return model.eval()


def test_lite0_in_ultralytics_sees_what_the_plain_network_sees(
    lite: torch.nn.Sequential, our_lite: ClassificationModel
) -> None:
    picture = torch.rand(2, 3, 64, 64)
    mean, deviation = (torch.tensor(values).view(1, 3, 1, 1) for values in (MEAN, DEVIATION))
    backbone, head = our_lite.model
    with torch.inference_mode():
        stem = lite[0]((picture - mean) / deviation)
        torch.testing.assert_close(backbone.m[0](picture)[..., 1:-1, 1:-1], stem[..., 1:-1, 1:-1], atol=1e-5, rtol=1e-4)
        torch.testing.assert_close(head.conv(backbone.m[1:](stem)), lite[1:](stem), atol=1e-3, rtol=1e-3)


def test_lite0_has_the_published_number_of_weights(lite: torch.nn.Sequential) -> None:
    """4,652,008 with the classifier of a thousand classes (1,281,000)."""
    assert sum(value.numel() for value in lite.parameters()) == 4_652_008 - 1_281_000


def test_names_of_the_lite0_package_become_torchvisions() -> None:
    packaged = ["_conv_stem.weight", "_bn1.bias", "_fc.weight", "_blocks.0._project_conv.weight"]
    packaged += ["_blocks.0._bn1.bias", "_blocks.15._expand_conv.weight", "_blocks.3._depthwise_conv.weight"]
    renamed = torchvision_names({name: torch.tensor(float(number)) for number, name in enumerate(packaged)})
    assert {name: int(value) for name, value in renamed.items()} == {
        "features.0.0.weight": 0,
        "features.17.1.bias": 1,
        "features.1.conv.1.weight": 3,
        "features.1.conv.0.1.bias": 4,
        "features.16.conv.0.0.weight": 5,
        "features.4.conv.1.0.weight": 6,
    }


def test_frozen_blocks_do_not_change(our_lite: ClassificationModel) -> None:
    network = build_classifier(CATEGORIES, 0.0)
    network.load_state_dict(our_lite.state_dict())
    network.train()
    freeze_first_blocks(network, 4)
    network(torch.rand(4, 3, 64, 64)).sum().backward()
    for block, module in enumerate(network.model[0].m):
        still = all(value.grad is None for value in module.parameters())
        before, after = (one.model[0].m[block].state_dict() for one in (our_lite, network))
        remembers = all(torch.equal(before[name], after[name]) for name in before if "running" in name)
        assert (still, remembers) == (block < 4, block < 4), block


def test_stock_yolo_opens_lite0(our_lite: ClassificationModel, tmp_path: Path) -> None:
    save_as_ultralytics(our_lite, tmp_path / "best.pt", 64, {})
    opened = YOLO(tmp_path / "best.pt").model.float().eval()
    picture = torch.rand(1, 3, 64, 64)
    with torch.inference_mode():
        torch.testing.assert_close(opened(picture)[0], our_lite(picture)[0], atol=1e-2, rtol=0)
