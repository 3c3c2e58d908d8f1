"""Convolutions padded as in TensorFlow, with the extra pixel on the right and below."""

import pytest
import torch
from torch import nn
from torch.nn import functional

from ml.networks.same_padding import SamePaddedConv2d, pad_like_tensorflow


@pytest.mark.parametrize(("kernel", "before", "after"), [(3, 0, 1), (5, 1, 2)])
def test_stride_two_begins_where_tensorflow_begins(kernel: int, before: int, after: int) -> None:
    network = nn.Sequential(nn.Conv2d(4, 4, kernel, 2, kernel // 2, groups=4, bias=False))
    maps, weight = torch.rand(2, 4, 16, 16), network[0].weight
    pad_like_tensorflow(network)
    expected = functional.conv2d(functional.pad(maps, (before, after, before, after)), weight, stride=2, groups=4)
    torch.testing.assert_close(network(maps), expected)
    assert network(maps).shape == (2, 4, 8, 8)


def test_inner_convolutions_of_stride_two_are_changed_and_no_others() -> None:
    block = nn.Sequential(nn.Conv2d(3, 8, 3, 2, 1, bias=False), nn.BatchNorm2d(8), nn.Conv2d(8, 8, 3, 1, 1, bias=False))
    network = nn.Sequential(block)
    names = list(network.state_dict())
    pad_like_tensorflow(network)
    assert [isinstance(part, SamePaddedConv2d) for part in block] == [True, False, False]
    assert list(network.state_dict()) == names
