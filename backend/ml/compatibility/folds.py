"""Cross-validates the recipe of params.yaml in five folds by photo, to choose a recipe without the test split."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ml.compatibility.descriptions import DescriptionCache
from ml.compatibility.export import cosines
from ml.compatibility.model import SiameseMobileNetV2
from ml.compatibility.protocol import SEEDS, WAYS, Estimate, Figures, figures
from ml.compatibility.training import fit_projection, initial_weights, new_model
from ml.data.outfits import FOLDS, OutfitGarments, load_outfits
from ml.parameter_sections import SiameseParameters


def cross_validate(data_dir: Path, work_dir: Path, parameters: SiameseParameters, cache_dir: Path) -> dict[str, Any]:
    """Train on four folds and measure on the fifth, five times; returns the mean figures with their intervals."""
    outfits = load_outfits(data_dir)
    pretrained = initial_weights(parameters.pretrained, cache_dir)
    by_way: dict[str, list[Figures]] = {way: [] for way in WAYS}
    for fold in range(FOLDS):
        model = new_model(parameters, pretrained)
        descriptions = DescriptionCache(work_dir / "descriptions", model, outfits)
        fit_projection(
            parameters, model, outfits, descriptions, np.flatnonzero((outfits.folds >= 0) & (outfits.folds != fold))
        )
        for way, reached in _held_out(model, outfits, descriptions, np.flatnonzero(outfits.folds == fold)).items():
            by_way[way].append(reached)
    return {
        "figures": {"Siamese, five folds": {way: asdict(_together(folds)) for way, folds in by_way.items()}},
        "folds": {
            way: [{"auc": one.auc.value, "fitb": one.fitb.value} for one in folds] for way, folds in by_way.items()
        },
        "parameters": parameters.model_dump(),
        "seeds": list(SEEDS),
    }


def _held_out(
    model: SiameseMobileNetV2, outfits: OutfitGarments, descriptions: DescriptionCache, rows: NDArray[np.int64]
) -> dict[str, Figures]:
    scores = {(way, seed): cosines(model, descriptions.describe(rows, way, seed)) for way in WAYS for seed in SEEDS}
    photos, categories = outfits.photos[rows], outfits.categories[rows]
    return {way: figures(photos, categories, lambda way, seed: scores[way, seed], way) for way in WAYS}


def _together(folds: list[Figures]) -> Figures:
    """Folds have no outfit in common, so the variances of their figures add up."""
    return Figures(
        _mean([one.auc for one in folds]),
        _mean([one.fitb for one in folds]),
        sum(one.outfits for one in folds),
        sum(one.pairs for one in folds),
        sum(one.blanks for one in folds),
    )


def _mean(estimates: list[Estimate]) -> Estimate:
    value = float(np.mean([one.value for one in estimates]))
    half = float(np.sqrt(np.sum([((one.high - one.low) / 2) ** 2 for one in estimates]))) / len(estimates)
    return Estimate(value, value - half, value + half)
