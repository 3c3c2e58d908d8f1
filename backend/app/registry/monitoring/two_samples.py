"""Do two samples of photos have the same distribution? Three permutation tests, without assumptions about it.

All shuffle which photo belongs to which sample; a p-value is (b + 1) / (B + 1), where b of B shuffles are at least as
extreme (Phipson and Smyth 2010, "Permutation p-values should never be zero"). They compare a model's own
answers, after Rabanser, Günnemann and Lipton 2019 ("Failing Loudly: methods for detecting dataset shift").
"""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

SHUFFLES: Final = 9_999
SMALLEST_CELL: Final = 5  # photos expected in a class (Cochran 1954); rarer classes are counted as one
_AT_ONCE: Final = 1_000
_SEED: Final = 20_261_125  # the same photos give the same answer

Floats: TypeAlias = NDArray[np.float32]
# The distance of two samples, for each of B assignments of photos to samples: weights Float[B, N + M] -> Float[B].
_Statistic: TypeAlias = Callable[[Floats], Floats]


class Comparison(NamedTuple):
    statistic: float
    p_value: float


class _Part(NamedTuple):
    """A test's statistic, and the number of photos in the first and in the second sample."""

    statistic: _Statistic
    first: int
    second: int


def kolmogorov_smirnov(first: Floats, second: Floats) -> Comparison:
    """The largest gap between the two empirical distributions of Float[N] and Float[M] (Smirnov 1939)."""
    pooled = np.concatenate([first, second])
    order = np.argsort(pooled, kind="stable")
    ends = np.flatnonzero(np.append(np.diff(pooled[order]) > 0, True))  # among equal values nothing is between

    def gap(weights: Floats) -> Floats:
        largest: Floats = np.abs(np.cumsum(weights[:, order], axis=1)[:, ends]).max(axis=1)
        return largest

    return _compare([_Part(gap, len(first), len(second))])


def chi_square(first: Sequence[str], second: Sequence[str]) -> Comparison:
    """Pearson's statistic of two samples of names (1900), with rare ones pooled."""
    names, cells = np.unique([*first, *second], return_inverse=True)
    members = np.eye(len(names), dtype=np.float32)[cells]
    rare = members.sum(axis=0) * min(len(first), len(second)) / len(cells) < SMALLEST_CELL
    members = np.column_stack([members[:, ~rare], members[:, rare].any(axis=1)]).astype(np.float32)
    expected = members.mean(axis=0)
    members, expected = members[:, expected > 0], expected[expected > 0]
    both = len(first) * len(second) / len(cells)

    def statistic(weights: Floats) -> Floats:
        # Shares in one sample minus shares in the other: with fixed margins, the statistic depends on nothing else.
        value: Floats = both * ((weights @ members) ** 2 / expected).sum(axis=1)
        return value

    return _compare([_Part(statistic, len(first), len(second))])


def energy_distance(
    first: Floats, second: Floats, first_classes: Sequence[str], second_classes: Sequence[str]
) -> Comparison:
    """2 E|X-Y| - E|X-X'| - E|Y-Y'| of Float[N, D] and Float[M, D] within each class (Szekely and Rizzo 2013).

    Summed over the classes in both, with photos shuffled within a class: a different mix of classes does not count.
    """
    classes = np.asarray([*first_classes]), np.asarray([*second_classes])
    both = sorted({*first_classes} & {*second_classes})
    samples = [(first[classes[0] == name], second[classes[1] == name]) for name in both]
    return _compare([_Part(_energy(*sample), len(sample[0]), len(sample[1])) for sample in samples])


def _energy(first: Floats, second: Floats) -> _Statistic:
    pooled = np.concatenate([first, second]).astype(np.float32)
    squares = (pooled**2).sum(axis=1)
    distances = np.sqrt(np.maximum(squares[:, None] + squares - 2 * pooled @ pooled.T, 0))
    weight = np.float32(len(first) * len(second) / len(pooled))

    def distance(weights: Floats) -> Floats:
        value: Floats = -weight * np.einsum("bn,bn->b", weights @ distances, weights)
        return value

    return distance


def holm(p_values: Sequence[float]) -> list[float]:
    """Adjusted so that all tests together have the error rate of one (Holm 1979)."""
    order = np.argsort(p_values)
    factors = len(p_values) - np.arange(len(p_values))
    adjusted = np.minimum(np.maximum.accumulate(np.asarray(p_values)[order] * factors), 1)
    return [float(value) for value in adjusted[np.argsort(order)]]


def _compare(parts: Sequence[_Part]) -> Comparison:
    rng = np.random.default_rng(_SEED)
    observed, shuffled = 0.0, np.zeros(SHUFFLES)
    for part in parts:
        size = part.first + part.second
        observed += float(part.statistic(_weights(np.arange(size)[None], part))[0])
        for start in range(0, SHUFFLES, _AT_ONCE):
            some = shuffled[start : start + _AT_ONCE]
            places = np.argsort(rng.random((len(some), size), np.float32), axis=1)
            some += part.statistic(_weights(places, part))
    rounding = 1e-6 * max(1.0, abs(observed))
    beyond = int((shuffled >= observed - rounding).sum())
    return Comparison(observed, (beyond + 1) / (SHUFFLES + 1))


def _weights(places: NDArray[np.intp], part: _Part) -> Floats:
    """1/N for members of the first sample, -1/M for those of the second: Float[B, N + M]."""
    return np.where(places < part.first, np.float32(1 / part.first), np.float32(-1 / part.second))
