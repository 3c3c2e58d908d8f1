"""SiameseMobileNetV2: a garment on white -> a point on the 128-dimensional unit sphere.

Both garments of a pair go through the same network. The cosine of their embeddings measures how well they go together,
so the score is symmetric and independent of categories.

Style shows in texture and colour statistics rather than in the object class, so several depths of two trunks
(MobileNetV2, and EfficientNet-Lite0 of ml/networks/efficientnet_lite.py) are pooled: mean and deviation of each
channel over the garment's own pixels (as in style transfer: Huang, Belongie, "Arbitrary Style Transfer in Real-time
with Adaptive Instance Normalization", ICCV 2017). A CIELAB histogram of the garment is appended. The network computes
it, so that one exported file holds everything. Two trunks score better than one: see docs/experiments.md.
"""

from collections.abc import Collection
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional
from torchvision.models import mobilenet_v2

from ml.networks.efficientnet_lite import DEVIATION, MEAN, lite0_blocks
from ml.networks.pretrained import IMAGENET_DEVIATION, IMAGENET_MEAN
from ml.networks.same_padding import pad_like_tensorflow

IMAGE_SIZE: Final = 128
EMBEDDING_DIM: Final = 128
POOLED_BLOCKS: Final = (1, 3, 6, 10, 13)
POOLED_LITE_BLOCKS: Final = (1, 3, 5, 8, 11)
# Standardised descriptions saturate at this many deviations, see `SiameseMobileNetV2.standard`.
SQUASHED_ABOVE: Final = 2.0

# sRGB (linear) -> CIE XYZ, divided by the D65 white point: IEC 61966-2-1, CIE 15:2004.
_XYZ_OF_RGB: Final = (
    (0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883),
)


class LabHistogram(nn.Module):  # type: ignore[misc]
    """Soft CIELAB histogram of the garment's pixels, square roots of the shares: Float[N, bins].

    Each pixel is shared linearly between the neighbouring bins of every axis, so that a small change of light changes
    the histogram slightly and not by a whole bin. Bins along a* and b* are narrow near grey, where most clothes are.
    Square roots make the inner product Hellinger's (Bhattacharyya's) affinity.
    """

    lightness_bins = 7
    chroma_bins = 9

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("xyz_of_rgb", torch.tensor(_XYZ_OF_RGB))
        self.register_buffer("lightness_centres", torch.linspace(0, 1, self.lightness_bins))
        self.register_buffer("chroma_centres", torch.linspace(-1, 1, self.chroma_bins))

    @property
    def bins(self) -> int:
        """Length of the histogram."""
        return self.lightness_bins * self.chroma_bins**2

    def forward(self, pixels: Tensor, share: Tensor) -> Tensor:
        """`pixels` Float[N, 3, H, W] in 0..1, `share` Float[N, 1, H, W]: how much of each is garment."""
        lab = self.lab(pixels).flatten(2)
        weight = share.flatten(2)
        # Beyond +-80 there are only neon colours; the square root widens the scale around grey.
        chroma = (lab[:, 1:] / 80).clamp(-1, 1)
        chroma = chroma.sign() * (chroma.abs() + 1e-8).sqrt()
        lightness = _shared_bins(lab[:, 0] / 100, self.lightness_centres) * weight.transpose(1, 2)
        reds, yellows = (_shared_bins(chroma[:, axis], self.chroma_centres) for axis in (0, 1))
        planes = (lightness[..., :, None] * reds[..., None, :]).flatten(2)  # [N, pixels, L * a]
        counts = (planes.transpose(1, 2) @ yellows).flatten(1)
        return (counts / (weight.sum(2) + 1e-6) + 1e-6).sqrt()

    def lab(self, pixels: Tensor) -> Tensor:
        """SRGB Float[N, 3, H, W] in 0..1 -> CIELAB (D65): L* 0..100, a*, b*."""
        linear = torch.where(pixels <= 0.04045, pixels / 12.92, ((pixels.clamp(min=0.04) + 0.055) / 1.055) ** 2.4)
        xyz = torch.einsum("ij,njhw->nihw", self.xyz_of_rgb, linear)
        cube_root = torch.where(xyz > 0.008856, xyz.clamp(min=0.008) ** (1 / 3), 7.787 * xyz + 16 / 116)
        x, y, z = cube_root.unbind(1)
        return torch.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], dim=1)


class SiameseMobileNetV2(nn.Module):  # type: ignore[misc]
    """Garments UInt8[N, 128, 128, 4] (red, green, blue on white, share of garment) -> embeddings Float[N, 128]."""

    def __init__(self, embedding_dim: int = EMBEDDING_DIM, dropout: float = 0.2) -> None:
        super().__init__()
        self.trunk = mobilenet_v2(weights=None).features[: POOLED_BLOCKS[-1] + 1]
        self.lite_trunk = lite0_blocks()[: POOLED_LITE_BLOCKS[-1] + 1]
        pad_like_tensorflow(self.lite_trunk)
        self.histogram = LabHistogram()
        for name, values in (("pixel", (IMAGENET_MEAN, IMAGENET_DEVIATION)), ("lite_pixel", (MEAN, DEVIATION))):
            for statistic, value in zip(("mean", "deviation"), values, strict=True):
                self.register_buffer(f"{name}_{statistic}", torch.tensor(value).view(1, 3, 1, 1))
        blocks = [self.trunk[number] for number in POOLED_BLOCKS]
        blocks += [self.lite_trunk[number] for number in POOLED_LITE_BLOCKS]
        channels = sum(block.conv[-1].num_features for block in blocks)
        self.description_dim = 2 * channels + self.histogram.bins
        # Statistics of the descriptions over the training garments, see `standardise`.
        self.register_buffer("description_mean", torch.zeros(self.description_dim))
        self.register_buffer("description_deviation", torch.ones(self.description_dim))
        self.projection = nn.Sequential(nn.Dropout(dropout), nn.Linear(self.description_dim, embedding_dim))

    def load_trunks(self, mobilenet: dict[str, Tensor], lite: dict[str, Tensor]) -> None:
        """Load both networks' `features.*` up to the last pooled block."""
        for trunk, features in ((self.trunk, mobilenet), (self.lite_trunk, lite)):
            trunk.load_state_dict({name: features[f"features.{name}"] for name in trunk.state_dict()})

    def forward(self, garments: Tensor) -> Tensor:
        """Unit-length embeddings."""
        return self.project(self.describe(garments))

    def score(self, first: Tensor, second: Tensor) -> Tensor:
        """Cosine of each pair of garments, -1..1, independent of their order: Float[N]."""
        return (self(first) * self(second)).sum(dim=1)

    def describe(self, garments: Tensor) -> Tensor:
        """Pooled statistics of each garment, not yet standardised: Float[N, description_dim]."""
        channels = garments.permute(0, 3, 1, 2).float() / 255
        pixels, share = channels[:, :3], channels[:, 3:]
        usual = (pixels - self.pixel_mean) / self.pixel_deviation
        lite = (pixels - self.lite_pixel_mean) / self.lite_pixel_deviation
        pooled = self._pooled(self.trunk, POOLED_BLOCKS, usual, share)
        pooled += self._pooled(self.lite_trunk, POOLED_LITE_BLOCKS, lite, share)
        return torch.cat([*pooled, self.histogram(*_smaller(pixels, share))], dim=1)

    def _pooled(self, trunk: nn.Sequential, blocks: Collection[int], maps: Tensor, share: Tensor) -> list[Tensor]:
        pooled = []
        for number, block in enumerate(trunk):
            maps = block(maps)
            if number in blocks:
                pooled.append(self.pool(maps, share))
        return pooled

    @staticmethod
    def pool(maps: Tensor, share: Tensor) -> Tensor:
        """Mean and deviation of each channel over the garment's own pixels: Float[N, 2 * channels]."""
        weight = functional.avg_pool2d(share, share.shape[-1] // maps.shape[-1])
        weight = weight / (weight.sum(dim=(2, 3), keepdim=True) + 1e-6)
        mean = (maps * weight).sum(dim=(2, 3), keepdim=True)
        variance = ((maps - mean) ** 2 * weight).sum(dim=(2, 3))
        return torch.cat([mean.flatten(1), (variance + 1e-6).sqrt()], dim=1)

    def project(self, descriptions: Tensor) -> Tensor:
        """Descriptions Float[N, description_dim] -> unit-length embeddings Float[N, 128]."""
        return functional.normalize(self.projection(self.standard(descriptions)), dim=1)

    def standard(self, descriptions: Tensor) -> Tensor:
        """Standardised over the training garments, with outliers squashed so that a print does not dominate."""
        standard = (descriptions - self.description_mean) / self.description_deviation
        return SQUASHED_ABOVE * torch.tanh(standard / SQUASHED_ABOVE)

    def standardise(self, descriptions: Tensor) -> None:
        """Set mean and deviation for `project` from the training descriptions; a constant column becomes 0."""
        self.description_mean.copy_(descriptions.mean(dim=0))
        self.description_deviation.copy_(descriptions.std(dim=0).clamp(min=1e-3))


def _smaller(pixels: Tensor, share: Tensor) -> tuple[Tensor, Tensor]:
    """A quarter of the side: the mean colour of each 4 x 4 block's garment pixels, and their share of the block."""
    small_share = functional.avg_pool2d(share, 4)
    return functional.avg_pool2d(pixels * share, 4) / (small_share + 1e-6), small_share


def _shared_bins(values: Tensor, centres: Tensor) -> Tensor:
    """Share each value linearly between the two nearest centres: Float[N, pixels, centres]."""
    step = centres[1] - centres[0]
    return functional.relu(1 - (values[..., None] - centres).abs() / step)
