"""Stage `evaluate`, compatibility: every figure four ways, baselines beside them, and what colour harmony adds.

    python -m ml.evaluate_compatibility --split test               the released model, its baselines, its calibration
    python -m ml.evaluate_compatibility --split test --ablation    Siamese, harmony, both together, random
    python -m ml.evaluate_compatibility --folds                    the recipe of params.yaml, five folds by photo

Outfits are held out by photo; figures by ml/compatibility/protocol.py. The weight of harmony in "both" is the best
on the validation split; `--folds` never touches the test split.
"""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.outfit_compatibility import CompatibilityModel
from app.vision.colors import read_colors
from app.wardrobe.outfits.harmony import Palettes, harmony_matrix
from ml.compatibility.baselines import histogram_cosines, imagenet_cosines, random_scores
from ml.compatibility.garment_changes import changed_views
from ml.compatibility.protocol import SEEDS, WAYS, Figures, draw_pairs, figures
from ml.data.outfits import OutfitGarments, load_outfits
from ml.parameters import REPOSITORY_DIR

MODEL = REPOSITORY_DIR / "backend/models/compat_mobilenetv2.onnx"
HARMONY_WEIGHTS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.5)

Matrix = NDArray[np.float64]
Score = Callable[[str, int], Matrix]  # as the protocol asks it: way, seed
Scorer = Callable[[NDArray[np.uint8]], Matrix]  # views UInt8[N, size, size, 4] -> scores Float[N, N]


class HeldOut:
    """The garments of one split; what a scorer says of them is computed once a way and seed."""

    def __init__(self, outfits: OutfitGarments, split: str) -> None:
        self.rows = outfits.where(split)
        self.photos, self.categories = outfits.photos[self.rows], outfits.categories[self.rows]
        self._outfits = outfits
        self._scores: dict[tuple[Scorer, str, int], Matrix] = {}

    def views(self, way: str, seed: int) -> NDArray[np.uint8]:
        """Each garment changed by itself."""
        return changed_views(self._outfits.views, self.rows, way, seed)

    def figures(self, score: Score, way: str) -> Figures:
        """By the protocol."""
        return figures(self.photos, self.categories, score, way)

    def scores(self, scorer: Scorer) -> Score:
        """The scorer as the protocol asks it."""

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
    """Colour harmony of the palettes that the service reads."""
    palettes = Palettes.of([read_colors(view[..., :3], view[..., 3] > 127) for view in views])
    return harmony_matrix(palettes, palettes).astype(np.float64)


def evaluate_released(model_path: Path, data_dir: Path, cache_dir: Path | None, split: str) -> dict[str, Any]:
    """The model and its baselines, four ways, and how far its scores can be taken at their word.

    ImageNet's baseline is there only where its weights may be had.
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
    table = {name: {way: asdict(held_out.figures(score, way)) for way in WAYS} for name, score in scores.items()}
    return {
        "model_version": model.version,
        "split": split,
        "seeds": list(SEEDS),
        "figures": table,
        "calibration": calibration(held_out, scores["Siamese"]),
    }


def calibration(held_out: HeldOut, score: Score, bins: int = 5) -> dict[str, Any]:
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
    """Siamese, harmony, both and random, on garments relit and degraded."""
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
    """Rows of `AUC [interval] / fill-in-the-blank [interval]`, a column a way."""
    ways = list(next(iter(figures_of.values())))
    lines = [f"{'':24}" + "".join(f"{way:>42}" for way in ways)]
    for name, by_way in figures_of.items():
        cells = [f"{_interval(by_way[way]['auc'])} / {_interval(by_way[way]['fitb'])}" for way in ways]
        lines.append(f"{name:24}" + "".join(f"{cell:>42}" for cell in cells))
    one = next(iter(next(iter(figures_of.values())).values()))
    lines.append(f"{one['outfits']} outfits, {one['pairs']} pairs and {one['blanks']} blanks a seed, 95 % intervals")
    return "\n".join(lines)


def _interval(estimate: dict[str, float]) -> str:
    return f"{estimate['value']:.3f} [{estimate['low']:.3f} {estimate['high']:.3f}]"


def _mixed(first: Score, second: Score, weight: float) -> Score:
    return lambda way, seed: (1 - weight) * first(way, seed) + weight * second(way, seed)
