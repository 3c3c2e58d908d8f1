"""The answers of a classifier to photos that are read as the service reads them."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.detector import Classifier
from app.vision.images import read_picture
from ml.metrics.classification import Probabilities


def answers_of(
    model: Classifier, pictures: Sequence[Path] | NDArray[np.uint8], categories: Sequence[str]
) -> Probabilities:
    """Probabilities Float[N, categories] for files or pictures UInt8[N, H, W, 3].

    A class that the model does not know, because it was added later, has probability 0.
    """
    known = {category: column for column, category in enumerate(model.categories)}
    columns = [known.get(category, len(known)) for category in categories]
    shown = tqdm(pictures, desc=f"photos, {model.version}", leave=False, disable=None)
    pixels = (read_picture(one).pixels if isinstance(one, Path) else one for one in shown)
    return np.stack([np.append(model.probabilities(one), 0.0)[columns] for one in pixels])
