"""Stage `evaluate`, compatibility: every figure four ways, baselines beside them, and what colour harmony adds.

    python -m ml.evaluate_compatibility --split test               the released model, its baselines, its calibration
    python -m ml.evaluate_compatibility --split test --ablation    Siamese, harmony, both together, random
    python -m ml.evaluate_compatibility --folds                    the recipe of params.yaml, five folds by photo

Outfits are held out by photo; figures by ml/compatibility_protocol.py. The weight of harmony in "both" is the best
on the validation split; `--folds` never touches the test split.
"""

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from app.outfit_compatibility import CompatibilityModel
from app.vision.colors import read_colors
from app.wardrobe.harmony import Palettes, harmony_matrix
from ml.compatibility_baselines import histogram_cosines, imagenet_cosines, random_scores
from ml.compatibility_protocol import SEEDS, WAYS, Figures, draw_pairs, figures
from ml.garment_changes import changed_views
from ml.outfit_data import OutfitGarments, load_outfits
from ml.parameters import DATA_DIR, PARAMS_FILE, REPOSITORY_DIR, read_parameters

MODEL = REPOSITORY_DIR / "backend/models/compat_mobilenetv2.onnx"
HARMONY_WEIGHTS = (0.05, 0.1, 0.2, 0.3, 0.5)

Matrix = NDArray[np.float64]
Scorer = Callable[[NDArray[np.uint8]], Matrix]  # views UInt8[N, size, size, 4] -> scores Float[N, N]


class HeldOut:
    """The garments of one split; what the scorers say of them is computed once a way and seed."""

    def __init__(self, outfits: OutfitGarments, split: str) -> None:
        self.rows = outfits.where(split)
        self.photos, self.categories = outfits.photos[self.rows], outfits.categories[self.rows]
        self._outfits = outfits

    def views(self, way: str, seed: int) -> NDArray[np.uint8]:
        """Each garment changed by itself."""
        return changed_views(self._outfits.views, self.rows, way, seed)

    def figures(self, score: Callable[[str, int], Matrix], way: str) -> Figures:
        """By the protocol."""
        return figures(self.photos, self.categories, score, way)

    def scores(self, scorer: Scorer) -> Callable[[str, int], Matrix]:
        """The scorer as the protocol asks it."""

        @lru_cache
        def score(way: str, seed: int) -> Matrix:
            return scorer(self.views(way, seed))

        return score


def siamese_scorer(model: CompatibilityModel) -> Scorer:
    """Calibrated scores of the serving model."""

    def score(views: NDArray[np.uint8]) -> Matrix:
        embeddings = model.embed_views(views)
        return model.score(embeddings, embeddings).astype(np.float64)

    return score


def harmony_scores(views: NDArray[np.uint8]) -> Matrix:
    """Colour harmony of the palettes that the service reads."""
    palettes = Palettes.of([read_colors(view[..., :3], view[..., 3] > 127) for view in views])
    return harmony_matrix(palettes, palettes).astype(np.float64)


def evaluate_released(model_path: Path, data_dir: Path, cache_dir: Path, split: str) -> dict[str, Any]:
    """The model and its baselines, four ways, and how far its scores can be taken at their word."""
    held_out = HeldOut(load_outfits(data_dir), split)
    model = CompatibilityModel(model_path)
    rows: dict[str, Scorer] = {
        "Siamese": siamese_scorer(model),
        "ImageNet cosine": imagenet_cosines(cache_dir),
        "colour histogram": histogram_cosines(),
    }
    scores = {name: held_out.scores(scorer) for name, scorer in rows.items()}
    scores["random"] = random_scores(len(held_out.rows))
    table = {
        name: {way: asdict(held_out.figures(score, way)) for way in WAYS} for name, score in scores.items()
    }
    return {
        "model_version": model.version,
        "split": split,
        "seeds": list(SEEDS),
        "figures": table,
        "calibration": calibration(held_out, scores["Siamese"]),
    }


def calibration(held_out: HeldOut, score: Callable[[str, int], Matrix], bins: int = 5) -> dict[str, Any]:
    """Among as many pairs that were worn as were not, "both": what was said, and how many were (equal-mass bins)."""
    said, worn = [], []
    for seed in SEEDS:
        matrix, pairs = score("both", seed), draw_pairs(held_out.photos, held_out.categories, seed)
        said += [matrix[pairs.anchor, pairs.partner], matrix[pairs.anchor, pairs.negative]]
        worn += [np.ones(len(pairs.anchor)), np.zeros(len(pairs.anchor))]
    scores, truth = np.concatenate(said), np.concatenate(worn)
    parts = np.array_split(np.argsort(scores, kind="stable"), bins)
    rows = [{"said": float(scores[part].mean()), "worn": float(truth[part].mean())} for part in parts]
    error = sum(len(part) * abs(row["said"] - row["worn"]) for part, row in zip(parts, rows, strict=True))
    return {"bins": rows, "expected_error": error / len(scores), "pairs": len(scores)}


def evaluate_ablation(model_path: Path, data_dir: Path, split: str) -> dict[str, Any]:
    """Siamese, harmony, both and random, "both" ways changed."""
    outfits = load_outfits(data_dir)
    model = CompatibilityModel(model_path)

    def two(part: str) -> tuple[HeldOut, Callable[[str, int], Matrix], Callable[[str, int], Matrix]]:
        held_out = HeldOut(outfits, part)
        return held_out, held_out.scores(siamese_scorer(model)), held_out.scores(harmony_scores)

    chosen_on, siamese, harmony = two("validation")
    tried = {
        weight: chosen_on.figures(_mixed(siamese, harmony, weight), "both").auc.value for weight in HARMONY_WEIGHTS
    }
    best = max(tried, key=lambda weight: tried[weight])
    held_out, siamese, harmony = two(split)
    rows = {
        "Siamese": siamese,
        "harmony": harmony,
        f"both, harmony x {best}": _mixed(siamese, harmony, best),
        "random": random_scores(len(held_out.rows)),
    }
    return {
        "model_version": model.version,
        "split": split,
        "seeds": list(SEEDS),
        "validation_auc_by_harmony_weight": {"0": chosen_on.figures(siamese_of(chosen_on, model), "both").auc.value}
        | {str(weight): value for weight, value in tried.items()},
        "figures": {name: {"both": asdict(held_out.figures(score, "both"))} for name, score in rows.items()},
    }


def evaluate_folds(data_dir: Path, params_file: Path, work_dir: Path, cache_dir: Path) -> dict[str, Any]:
    """Train the recipe on four folds, read its figures on the fifth, five times over; mean and spread."""
    from ml.siamese_train import SiameseParameters, cross_validate  # training alone needs torch's optimisers

    parameters = SiameseParameters(**read_parameters(params_file, "train"))
    return cross_validate(data_dir, work_dir, parameters, cache_dir=cache_dir)


def siamese_of(held_out: HeldOut, model: CompatibilityModel) -> Callable[[str, int], Matrix]:
    return held_out.scores(siamese_scorer(model))


def _mixed(
    first: Callable[[str, int], Matrix], second: Callable[[str, int], Matrix], weight: float
) -> Callable[[str, int], Matrix]:
    return lambda way, seed: (1 - weight) * first(way, seed) + weight * second(way, seed)
