"""What a person likes, learnt from their answers to outfits: Bayesian logistic regression on few features.

An outfit's features are means over its garments (kind, main colour, pattern, and the garment itself) and over its pairs
(difference in lightness and in colour, and the pair itself), with a normal prior on every weight. There are more
features than answers, so the most probable weights are found in the space of the answers: the Laplace approximation of
C. E. Rasmussen and C. K. I. Williams, "Gaussian Processes for Machine Learning", MIT Press 2006, algorithm 3.1, with a
linear kernel. What is learnt moves a score by less than `MOST` for garments and `MOST` for pairs.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from app.wardrobe.outfits.garments import Garment, Indices, PairScore, Scores

Floats = NDArray[np.float64]
Pair = tuple[int, int]

# The newest answers that count, which bounds the time to learn.
MOST_ANSWERS: Final = 300
MOST: Final = 0.12
# Standard deviations of the weights: of features that many garments share, of one garment and of one pair.
SHARED_PRIOR: Final = 2.0
GARMENT_PRIOR: Final = 4.0
PAIR_PRIOR: Final = 4.0
STEPS: Final = 12
# From this many likes on, a pair is one that a person often likes.
OFTEN: Final = 2


@dataclass(frozen=True)
class Answer:
    """An outfit, as indices of two or more garments in the wardrobe, and whether the person liked or saved it."""

    garments: frozenset[int]
    liked: bool

    @property
    def pairs(self) -> list[Pair]:
        return list(combinations(sorted(self.garments), 2))


class Taste:
    """How much a person likes garments and pairs, in units of the score.

    `worth` Float64[garments] is within -MOST..MOST; without answers it is 0 everywhere.
    """

    def __init__(self, garments: Sequence[Garment], answers: Iterable[Answer] = ()) -> None:
        used = [answer for answer in answers if len(answer.garments) > 1][:MOST_ANSWERS]
        self.worth: Floats = np.zeros(len(garments))
        self.often_liked = _often_liked(used)
        self._pair_worth: dict[Pair, float] = {}
        self._contrast = np.zeros(2)
        self._lab = np.zeros((len(garments), 3), np.float32)
        if used:
            self._learn(garments, used)

    def score(self, shared: PairScore) -> PairScore:
        """The shared score of pairs, moved by what was learnt of pairs."""
        if not self._pair_worth:
            return shared
        ones, others = np.array([*self._pair_worth, *((b, a) for a, b in self._pair_worth)], np.intp).T
        weights = np.array([*self._pair_worth.values()] * 2)

        def score(rows: Indices, columns: Indices) -> Scores:
            worth = _contrasts(self._lab[rows][:, None], self._lab[columns]) @ self._contrast
            row_of, column_of = (np.full(len(self.worth), -1, np.intp) for _ in range(2))
            row_of[rows], column_of[columns] = np.arange(len(rows)), np.arange(len(columns))
            here = (row_of[ones] >= 0) & (column_of[others] >= 0)
            worth[row_of[ones[here]], column_of[others[here]]] += weights[here]
            return np.asarray(shared(rows, columns) + _bounded(worth), np.float32)

        return score

    def _learn(self, garments: Sequence[Garment], answers: Sequence[Answer]) -> None:
        self._lab = np.array([one.colors[0].lab if one.colors else (50, 0, 0) for one in garments], np.float32)
        shared = _shared_features(garments, self._lab)
        judged = sorted({index for answer in answers for index in answer.garments})
        pairs = sorted({pair for answer in answers for pair in answer.pairs})
        garment_of, pair_of = ({one: place for place, one in enumerate(all_)} for all_ in (judged, pairs))
        of_garments = np.zeros((len(answers), len(judged)))
        of_pairs = np.zeros((len(answers), len(pairs)))
        contrasts = np.zeros((len(answers), 2))
        for row, answer in enumerate(answers):
            of_garments[row, [garment_of[index] for index in answer.garments]] = 1 / len(answer.garments)
            of_pairs[row, [pair_of[pair] for pair in answer.pairs]] = 1 / len(answer.pairs)
            ones, others = np.array(answer.pairs).T
            contrasts[row] = _contrasts(self._lab[ones], self._lab[others]).mean(axis=0)
        means = of_garments @ shared[judged]
        priors = (SHARED_PRIOR, GARMENT_PRIOR, SHARED_PRIOR, PAIR_PRIOR)
        features = [means, of_garments, contrasts, of_pairs]
        kernel = np.ones((len(answers), len(answers)))  # of a weight that all outfits share
        for prior, x in zip(priors, features, strict=True):
            kernel += prior**2 * (x @ x.T)
        slopes = _most_probable(kernel, np.array([answer.liked for answer in answers]))
        shared_w, garment_w, self._contrast, pair_w = (
            prior**2 * (x.T @ slopes) for prior, x in zip(priors, features, strict=True)
        )
        worth = shared @ shared_w
        worth[judged] += garment_w
        self.worth = _bounded(worth)
        self._pair_worth = dict(zip(pairs, map(float, pair_w), strict=True))


def _most_probable(kernel: Floats, liked: NDArray[np.bool_]) -> Floats:
    """The slope of the log-likelihood at the most probable logits, Float64[answers]: these are `kernel @ slope`."""
    logits = np.zeros(len(liked))
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-logits))
        root = np.sqrt(chance * (1 - chance))
        target = root**2 * logits + liked - chance
        curvature = np.eye(len(liked)) + root[:, None] * kernel * root
        slopes = target - root * np.linalg.solve(curvature, root * (kernel @ target))
        logits = np.clip(kernel @ slopes, -20, 20)
    return np.asarray(slopes, np.float64)


def _shared_features(garments: Sequence[Garment], lab: Scores) -> Floats:
    """Float64[garments, F]: kind, colour and pattern. Only their differences matter, so none is centred."""
    kinds = [garment.kind or garment.category for garment in garments]
    place = {kind: number for number, kind in enumerate(dict.fromkeys(kinds))}
    features = np.zeros((len(garments), 5 + len(place)))
    features[:, 0] = lab[:, 0] / 50 - 1
    features[:, 1:3] = lab[:, 1:] / 40
    features[:, 3] = np.hypot(lab[:, 1], lab[:, 2]) / 40
    features[:, 4] = [garment.pattern not in (None, "plain") for garment in garments]
    features[np.arange(len(garments)), [5 + place[kind] for kind in kinds]] = 1
    return features


def _contrasts(a: Scores, b: Scores) -> Floats:
    """How two main colours differ in lightness and otherwise: Float64[..., 2] of CIELAB [..., 3]."""
    apart = np.abs(a - b)
    return np.stack([apart[..., 0] / 50, np.hypot(apart[..., 1], apart[..., 2]) / 40], axis=-1).astype(np.float64)


def _bounded(logits: Floats) -> Floats:
    return np.asarray(MOST * np.tanh(logits / 4), np.float64)


def _often_liked(answers: Sequence[Answer]) -> set[Pair]:
    likes, dislikes = (
        Counter(pair for answer in answers if answer.liked == liked for pair in answer.pairs) for liked in (True, False)
    )
    return {pair for pair, count in likes.items() if count >= OFTEN and count > 2 * dislikes[pair]}
