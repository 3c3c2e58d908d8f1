"""The cut-out network: MobileNetV2 features and a light decoder that answers at half the input's resolution.

Features from five depths (strides 2 to 32) are brought to one width, then added from the deepest up, each sum refined
by a depthwise separable convolution, as in feature pyramids (Lin and others, CVPR 2017). The mean over the whole
picture joins the deepest features: what is the garment depends on all that is in the picture.
"""

from pathlib import Path
from typing import Any, Final, Self

import torch
from torch import Tensor, nn
from torch.nn import functional
from torchvision.models import mobilenet_v2

from ml.networks.pretrained import Pretrained

# The last block of each stride in torchvision's `features`, and how many channels it gives.
TAPS: Final = ((1, 16), (3, 24), (6, 32), (13, 96), (17, 320))


class CutoutNetwork(nn.Module):  # type: ignore[misc]
    """RGB Float[N, 3, H, W] in 0..1, H and W multiples of 32 -> logits Float[N, 1, H / 2, W / 2]."""

    mean: Tensor
    deviation: Tensor

    def __init__(self, width: int, frozen_blocks: int = 0) -> None:
        super().__init__()
        self.frozen_blocks = frozen_blocks  # of the features, from the stem on: edges and textures stay ImageNet's
        self.features = mobilenet_v2().features[: TAPS[-1][0] + 1]
        self.laterals = nn.ModuleList(_convolution(channels, width, 1) for _, channels in TAPS)
        self.context = nn.Linear(TAPS[-1][1], width)
        self.refinements = nn.ModuleList(_refinement(width) for _ in TAPS)
        self.answer = nn.Conv2d(width, 1, 1)
        self.features[:frozen_blocks].requires_grad_(False)
        self.register_buffer("mean", torch.zeros(1, 3, 1, 1))
        self.register_buffer("deviation", torch.ones(1, 3, 1, 1))

    def load_initial(self, pretrained: Pretrained) -> None:
        """Take the features and the normalisation that they were trained with; the decoder stays random."""
        prefix = "features."
        state = {name.removeprefix(prefix): value for name, value in pretrained.features.items()}
        self.features.load_state_dict({name: state[name] for name in self.features.state_dict()})
        self.mean.copy_(torch.tensor(pretrained.mean).view(1, 3, 1, 1))
        self.deviation.copy_(torch.tensor(pretrained.deviation).view(1, 3, 1, 1))

    def train(self, mode: bool = True) -> Self:
        """As `nn.Module.train`; frozen blocks keep answering as they were trained on ImageNet."""
        super().train(mode)
        self.features[: self.frozen_blocks].eval()
        return self

    def forward(self, images: Tensor) -> Tensor:
        values = (images - self.mean) / self.deviation
        depths = []
        last = -1
        for place, _ in TAPS:
            values = self.features[last + 1 : place + 1](values)
            last = place
            depths.append(values)
        summed = self.laterals[-1](depths[-1]) + self.context(depths[-1].mean((2, 3)))[:, :, None, None]
        summed = self.refinements[-1](summed)
        for depth in reversed(range(len(TAPS) - 1)):
            larger = functional.interpolate(summed, scale_factor=2.0, mode="bilinear", align_corners=False)
            summed = self.refinements[depth](larger + self.laterals[depth](depths[depth]))
        answer: Tensor = self.answer(summed)
        return answer


def load_network(weights: Path) -> tuple[CutoutNetwork, dict[str, Any]]:
    """The network of a `cutout.pt`, ready to answer, and the file's other content."""
    content = torch.load(weights, map_location="cpu", weights_only=True)
    network = CutoutNetwork(content["width"])
    stored = content.pop("weights")
    network.load_state_dict({name: v.float() if v.is_floating_point() else v for name, v in stored.items()})
    return network.eval(), content


def _convolution(channels: int, width: int, size: int) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(channels, width, size, padding=size // 2, bias=False), nn.BatchNorm2d(width))


def _refinement(width: int) -> nn.Sequential:
    """Depthwise 5 x 5, then pointwise: a wide view for little work."""
    return nn.Sequential(
        nn.ReLU6(),
        nn.Conv2d(width, width, 5, padding=2, groups=width, bias=False),
        nn.BatchNorm2d(width),
        nn.ReLU6(),
        nn.Conv2d(width, width, 1, bias=False),
        nn.BatchNorm2d(width),
        nn.ReLU6(),
    )
