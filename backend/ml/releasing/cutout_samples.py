"""What a cut-out network is judged by before its release: compositions of garments and rooms it was not trained on.

Garments come from the street photos that the training keeps for validation, rooms from the validation split; the odd
street photos and the test split stay for the report (ml/evaluate_cutout.py).
"""

from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.vision.cutout import CutoutModel, cut_out
from ml.cutout.garments import VALIDATION_EVERY
from ml.cutout.shoe_pairs import compose_pairs
from ml.data.compositions import Composition, compose

COUNT: Final = 60  # compositions of each kind
SEED: Final = 2  # even: see `compose`


def samples_of_cutouts(model: CutoutModel, raw_dir: Path, resamples: int, seed: int) -> dict[str, NDArray[np.float64]]:
    """Mean intersection over union Float[1 + resamples], the sample itself first, of each kind and of all together.

    `raw_dir` is what the download stage made.
    """
    sources = raw_dir / "clothing-co-parsing", raw_dir / "clothing-dataset-small" / "validation"
    kinds = {
        "plain": compose(*sources, COUNT, SEED, every=VALIDATION_EVERY),
        "same_color": compose(*sources, COUNT, SEED, same_color=True, every=VALIDATION_EVERY),
        "pairs": compose_pairs(*sources, COUNT, SEED, every=VALIDATION_EVERY),
    }
    shown = tqdm(kinds.items(), desc=f"compositions, {model.version}", leave=False, disable=None)
    overlaps = {kind: np.array([_overlap(model, one) for one in compositions]) for kind, compositions in shown}
    random = np.random.default_rng(seed)
    drawn = np.vstack([np.arange(COUNT), random.integers(0, COUNT, (resamples, COUNT))])
    samples = {kind: values[drawn].mean(1) for kind, values in overlaps.items()}
    return samples | {"together": np.mean(list(samples.values()), axis=0)}


def _overlap(model: CutoutModel, composition: Composition) -> float:
    found = cut_out(composition.pixels, model)
    if found is None:
        return 0.0
    both = np.logical_and(found.mask, composition.mask).sum()
    return float(both / np.logical_or(found.mask, composition.mask).sum())
