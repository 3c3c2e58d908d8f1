"""Stage `cut_garments`: which pixels of the garment photos are the garment, for training before other surroundings.

OUTPUT/masks/train.npy    Bool[N, cache_px, cache_px]: in the order of garments/train.npy, letterboxed like it; all
                          false where nothing was cut out
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray


def load_masks(data_dir: Path, limit: int | None = None) -> NDArray[np.bool_]:
    """The training garments' masks Bool[N, cache_px, cache_px]; `limit` as in `load_garments`."""
    masks: NDArray[np.bool_] = np.load(data_dir / "cut_garments" / "masks" / "train.npy")
    if limit is not None and limit < len(masks):
        masks = masks[np.linspace(0, len(masks) - 1, limit).round().astype(int)]
    return masks
