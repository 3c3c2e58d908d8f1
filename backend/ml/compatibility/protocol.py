"""The protocol that compatibility is scored by, so that figures are comparable.

Pairs: every two garments of different category in one outfit. Each pair is compared with its first garment and a
random garment of the second one's category from another outfit. Figure: area under the ROC curve (AUC).

Blanks ("fill in the blank", FITB): one garment is removed from an outfit of three or more. Of this garment and three of
its category from other outfits, the one with the highest mean score to the rest is chosen. Figure: share of right
choices (chance 0.25).

Negatives have the category of the garment they replace. Otherwise the figures would only measure that two pairs of
trousers are no outfit. There are four ways to show garments: as is, relit, degraded, both (relit, then degraded), each
garment changed separately. "both" is the figure that counts. A figure is the mean over the seeds; its interval is a
bootstrap over outfits, not pairs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ml.compatibility.garment_changes import CHANGES

WAYS: Final = tuple(CHANGES)
SEEDS: Final = (11, 12, 13)
BLANK_CHOICES: Final = 4

Rows = NDArray[np.int64]
Scores = NDArray[np.float64]
# (way, seed) -> scores between all held-out garments, Float[N, N]
ScoreGarments = Callable[[str, int], NDArray[np.floating]]


@dataclass(frozen=True)
class Pairs:
    """Parallel arrays: `anchor` was worn with `partner` and not with `negative`."""

    outfit: Rows
    anchor: Rows
    partner: Rows
    negative: Rows


@dataclass(frozen=True)
class Blanks:
    """One of `choices[i]` (the right one is the first) completes the outfit `rests[i]`."""

    outfit: Rows
    choices: Rows  # [blanks, 4]
    rests: list[Rows]


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Figures:
    """The figures of one scorer in one way."""

    auc: Estimate
    fitb: Estimate
    outfits: int
    pairs: int
    blanks: int


def draw_pairs(photos: NDArray[np.str_], categories: NDArray[np.str_], seed: int) -> Pairs:
    """All pairs worn together, each with one negative, as indices into the arrays."""
    rng = np.random.default_rng([seed, 1])
    found: list[tuple[int, int, int, int]] = []
    for outfit, rows in enumerate(_outfits(photos)):
        for place, anchor in enumerate(rows):
            for partner in rows[place + 1 :]:
                others = np.flatnonzero((categories == categories[partner]) & (photos != photos[anchor]))
                if categories[anchor] != categories[partner] and others.size:
                    found.append((outfit, int(anchor), int(partner), int(rng.choice(others))))
    return Pairs(*np.array(found, np.int64).reshape(-1, 4).T)


def draw_blanks(photos: NDArray[np.str_], categories: NDArray[np.str_], seed: int) -> Blanks:
    """Every garment of every outfit of three or more as a blank, as indices into the arrays."""
    rng = np.random.default_rng([seed, 2])
    outfits: list[int] = []
    choices: list[list[int]] = []
    rests: list[Rows] = []
    for outfit, rows in enumerate(_outfits(photos)):
        for blank in rows if len(rows) >= 3 else ():
            others = np.flatnonzero((categories == categories[blank]) & (photos != photos[blank]))
            if others.size >= BLANK_CHOICES - 1:
                outfits.append(outfit)
                choices.append([int(blank), *rng.choice(others, BLANK_CHOICES - 1, replace=False).tolist()])
                rests.append(rows[rows != blank])
    return Blanks(np.array(outfits, np.int64), np.array(choices, np.int64).reshape(-1, BLANK_CHOICES), rests)


def figures(
    photos: NDArray[np.str_],
    categories: NDArray[np.str_],
    score: ScoreGarments,
    way: str,
    seeds: Sequence[int] = SEEDS,
    resamples: int = 1000,
) -> Figures:
    """Both figures of one scorer in one way, with intervals."""
    auc, fitb = resampled(photos, categories, score, way, seeds, resamples)
    pairs, blanks = draw_pairs(photos, categories, seeds[0]), draw_blanks(photos, categories, seeds[0])
    return Figures(_estimate(auc), _estimate(fitb), len(np.unique(photos)), len(pairs.outfit), len(blanks.outfit))


def resampled(
    photos: NDArray[np.str_],
    categories: NDArray[np.str_],
    score: ScoreGarments,
    way: str,
    seeds: Sequence[int] = SEEDS,
    resamples: int = 1000,
) -> tuple[Scores, Scores]:
    """AUC and share of blanks filled right, Float[1 + resamples] each: first the sample, then its resamples.

    All scorers share the resamples, so the difference of two scorers can be taken row by row.
    """
    outfits = len(np.unique(photos))
    weights = np.random.default_rng(0).multinomial(outfits, np.full(outfits, 1 / outfits), size=resamples)
    weights = np.vstack([np.ones(outfits, np.int64), weights])
    auc = np.zeros(resamples + 1)
    fitb = np.zeros(resamples + 1)
    for seed in seeds:
        scores = np.asarray(score(way, seed), np.float64)
        pairs, blanks = draw_pairs(photos, categories, seed), draw_blanks(photos, categories, seed)
        worn, not_worn = scores[pairs.anchor, pairs.partner], scores[pairs.anchor, pairs.negative]
        auc += weighted_auc(worn, not_worn, weights[:, pairs.outfit]) / len(seeds)
        right = filled_right(scores, blanks)
        share = weights[:, blanks.outfit]
        fitb += (share @ right) / share.sum(axis=1) / len(seeds)
    return auc, fitb


def weighted_auc(worn: Scores, not_worn: Scores, weights: NDArray[np.int64]) -> Scores:
    """AUC of pairs counted `weights[i]` times: Float[resamples]. Ties count half (Mann and Whitney, 1947).

    scikit-learn's `roc_auc_score` sorts the scores again for each of a thousand weightings.
    """
    levels, places = np.unique(np.concatenate([worn, not_worn]), return_inverse=True)
    auc = np.empty(len(weights))
    for index, weight in enumerate(weights):
        up = np.bincount(places[: len(worn)], weight, len(levels))
        down = np.bincount(places[len(worn) :], weight, len(levels))
        below = np.cumsum(down) - down
        auc[index] = (up * (below + down / 2)).sum() / (up.sum() * down.sum())
    return auc


def filled_right(scores: Scores, blanks: Blanks) -> Scores:
    """1 where the right garment scores highest, shared evenly where several do: Float[blanks]."""
    right = np.empty(len(blanks.rests))
    for index, (choices, rest) in enumerate(zip(blanks.choices, blanks.rests, strict=True)):
        means = scores[np.ix_(choices, rest)].mean(axis=1)
        best = np.isclose(means, means.max(), rtol=0, atol=1e-12)
        right[index] = best[0] / best.sum()
    return right


def _outfits(photos: NDArray[np.str_]) -> list[Rows]:
    return [np.flatnonzero(photos == photo) for photo in np.unique(photos)]


def _estimate(samples: Scores) -> Estimate:
    low, high = np.percentile(samples[1:], [2.5, 97.5])
    return Estimate(float(samples[0]), float(low), float(high))
