"""TensorFlow's "SAME" padding, for weights that were trained with it.

A convolution of stride 2 pads an even picture on the right and below only, where torch pads all around; the answer of
each layer then belongs half a pixel elsewhere. Compatibility is read off fine texture, and notices (docs/models.md).
"""

from torch import Tensor, nn
from torch.nn import functional


class SamePaddedConv2d(nn.Conv2d):  # type: ignore[misc]
    """A convolution of stride 2 over pictures of even sides, with the names and shapes of torch's own."""

    def forward(self, maps: Tensor) -> Tensor:
        before, after = (self.kernel_size[0] - 2) // 2, (self.kernel_size[0] - 1) // 2
        return self._conv_forward(functional.pad(maps, (before, after, before, after)), self.weight, self.bias)


def pad_like_tensorflow(network: nn.Module) -> None:
    """Put `SamePaddedConv2d` in the place of every convolution of stride 2, with the weights it has."""
    for name, module in list(network.named_children()):
        if isinstance(module, nn.Conv2d) and module.stride == (2, 2):
            padded = SamePaddedConv2d(
                module.in_channels, module.out_channels, module.kernel_size, 2, groups=module.groups, bias=False
            )
            padded.load_state_dict(module.state_dict())
            setattr(network, name, padded)
        else:
            pad_like_tensorflow(module)
