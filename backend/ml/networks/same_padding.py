"""TensorFlow's "SAME" padding, for weights that were trained with it.

A convolution of stride 2 pads an even picture only on the right and below, while torch pads on all sides, which shifts
the output of each layer by half a pixel. Compatibility depends on fine texture and is sensitive to it
(docs/experiments.md).
"""

from torch import Tensor, nn
from torch.nn import functional


class SamePaddedConv2d(nn.Conv2d):  # type: ignore[misc]
    """A convolution of stride 2 for pictures of even sides; parameter names and shapes as in torch."""

    def forward(self, maps: Tensor) -> Tensor:
        before, after = (self.kernel_size[0] - 2) // 2, (self.kernel_size[0] - 1) // 2
        return self._conv_forward(functional.pad(maps, (before, after, before, after)), self.weight, self.bias)


def pad_like_tensorflow(network: nn.Module) -> None:
    """Replace every convolution of stride 2 by a `SamePaddedConv2d` with the same weights."""
    for name, module in list(network.named_children()):
        if isinstance(module, nn.Conv2d) and module.stride == (2, 2):
            padded = SamePaddedConv2d(
                module.in_channels, module.out_channels, module.kernel_size, 2, groups=module.groups, bias=False
            )
            padded.load_state_dict(module.state_dict())
            setattr(network, name, padded)
        else:
            pad_like_tensorflow(module)
