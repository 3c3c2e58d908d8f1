"""Scores held-out outfits with the compatibility model, its baselines and colour harmony."""

import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.outfit_compatibility import CompatibilityModel
from app.vision.colors import read_colors
from app.wardrobe.outfits.harmony import Palettes, harmony_matrix
from ml.compatibility.baselines import histogram_cosines, imagenet_cosines, random_scores
from ml.compatibility.export import balanced_pairs
from ml.compatibility.garment_changes import changed_views
from ml.compatibility.protocol import SEEDS, WAYS, Figures, figures
from ml.data.outfits import OutfitGarments, load_outfits
from ml.metrics.calibration import expected_error, reliability
from ml.parameters import REPOSITORY_DIR

MODEL = REPOSITORY_DIR / "backend/models/compat_mobilenetv2.onnx"
HARMONY_WEIGHTS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.5)

Matrix = NDArray[np.float64]
Score = Callable[[str, int], Matrix]  # (way, seed) -> scores Float[N, N]
Scorer = Callable[[NDArray[np.uint8]], Matrix]  # views UInt8[N, size, size, 4] -> scores Float[N, N]


class HeldOut:
    """The garments of one split. The scores of each scorer are computed once per change and seed."""

    def __init__(self, outfits: OutfitGarments, split: str) -> None:
        self.rows = outfits.where(split)
        self.photos, self.categories = outfits.photos[self.rows], outfits.categories[self.rows]
        self._outfits = outfits
        self._scores: dict[tuple[Scorer, str, int], Matrix] = {}

    def views(self, way: str, seed: int) -> NDArray[np.uint8]:
        """The garments, each changed separately."""
        return changed_views(self._outfits.views, self.rows, way, seed)

    def figures(self, score: Score, way: str) -> Figures:
        """Both figures of one scorer, see ml/compatibility/protocol.py."""
        return figures(self.photos, self.categories, score, way)

    def scores(self, scorer: Scorer) -> Score:
        """The function that the protocol calls for scores."""

        def score(way: str, seed: int) -> Matrix:
            known = (scorer, way, seed)
            if known not in self._scores:
                self._scores[known] = scorer(self.views(way, seed))
            return self._scores[known]

        return score


def siamese_scorer(model: CompatibilityModel) -> Scorer:
    """Calibrated scores of the serving model."""

    def score(views: NDArray[np.uint8]) -> Matrix:
        embeddings = model.embed_views(views)
        return model.score(embeddings, embeddings).astype(np.float64)

    return score


def harmony_scores(views: NDArray[np.uint8]) -> Matrix:
    """Colour harmony of the palettes, read as the service does."""
    palettes = Palettes.of([read_colors(view[..., :3], view[..., 3] > 127) for view in views])
    return harmony_matrix(palettes, palettes).astype(np.float64)


def evaluate_released(model_path: Path, data_dir: Path, cache_dir: Path | None, split: str) -> dict[str, Any]:
    """Figures of the model and its baselines, with all changes, and the calibration of the model's scores.

    Without `cache_dir` the ImageNet baseline is left out.
    """
    held_out = HeldOut(load_outfits(data_dir), split)
    model = CompatibilityModel(model_path)
    rows: dict[str, Scorer] = {
        "Siamese": siamese_scorer(model),
        **({"ImageNet cosine": imagenet_cosines(cache_dir)} if cache_dir else {}),
        "colour histogram": histogram_cosines(),
    }
    scores = {name: held_out.scores(scorer) for name, scorer in rows.items()}
    scores["random"] = random_scores(len(held_out.rows))
    table = {
        name: {
            way: asdict(held_out.figures(score, way))
            for way in tqdm(WAYS, desc=f"compatibility, {name}", unit="change", file=sys.stdout)
        }
        for name, score in scores.items()
    }
    return {
        "model_version": model.version,
        "split": split,
        "seeds": list(SEEDS),
        "figures": table,
        "calibration": calibration(held_out, scores["Siamese"]),
    }


def calibration(held_out: HeldOut, score: Score, bins: int = 5) -> dict[str, Any]:
    """Reliability of the scores among as many pairs worn together as not, relit and degraded."""
    scores = {seed: score("both", seed) for seed in SEEDS}
    predicted, worn = balanced_pairs(held_out.photos, held_out.categories, scores)
    found = reliability(predicted, worn.astype(np.float64), bins)
    return {
        "bins": [asdict(one) for one in found],
        "expected_error": expected_error(found),
        "pairs": len(predicted),
    }


def evaluate_ablation(model_path: Path, data_dir: Path, split: str) -> dict[str, Any]:
    """The network, colour harmony, their weighted mean and random scores, on garments relit and degraded."""
    outfits, model = load_outfits(data_dir), CompatibilityModel(model_path)
    chosen_on, held_out = HeldOut(outfits, "validation"), HeldOut(outfits, split)
    siamese, harmony = siamese_scorer(model), harmony_scores
    by_weight = {
        weight: chosen_on.figures(
            _mixed(chosen_on.scores(siamese), chosen_on.scores(harmony), weight), "both"
        ).auc.value
        for weight in HARMONY_WEIGHTS
    }
    best = max(HARMONY_WEIGHTS[1:], key=lambda weight: by_weight[weight])
    rows = {
        "Siamese": held_out.scores(siamese),
        "harmony": held_out.scores(harmony),
        f"both, harmony x {best}": _mixed(held_out.scores(siamese), held_out.scores(harmony), best),
        "random": random_scores(len(held_out.rows)),
    }
    return {
        "model_version": model.version,
        "split": split,
        "seeds": list(SEEDS),
        "validation_auc_by_harmony_weight": {str(weight): value for weight, value in by_weight.items()},
        "figures": {name: {"both": asdict(held_out.figures(score, "both"))} for name, score in rows.items()},
    }


def table(figures_of: dict[str, dict[str, dict[str, Any]]]) -> str:
    """Rows of `AUC [interval] / fill-in-the-blank [interval]`, one column per change."""
    ways = list(next(iter(figures_of.values())))
    lines = [f"{'':24}" + "".join(f"{way:>42}" for way in ways)]
    for name, by_way in figures_of.items():
        cells = [f"{_interval(by_way[way]['auc'])} / {_interval(by_way[way]['fitb'])}" for way in ways]
        lines.append(f"{name:24}" + "".join(f"{cell:>42}" for cell in cells))
    one = next(iter(next(iter(figures_of.values())).values()))
    lines.append(f"{one['outfits']} outfits, {one['pairs']} pairs and {one['blanks']} blanks per seed, 95 % intervals")
    return "\n".join(lines)


def _interval(estimate: dict[str, float]) -> str:
    return f"{estimate['value']:.3f} [{estimate['low']:.3f} {estimate['high']:.3f}]"


def _mixed(first: Score, second: Score, weight: float) -> Score:
    return lambda way, seed: (1 - weight) * first(way, seed) + weight * second(way, seed)
