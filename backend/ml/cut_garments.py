"""Stage `cut_garments`: the garments of the photos by themselves, to be shown in other surroundings.

OUTPUT/masks/train.npy    Bool[N, cache_px, cache_px]: in the order of garments/train.npy and letterboxed like it; all
                          false where nothing was cut out. For training (ml/augmentation.py).
OUTPUT/shifted/           validation and test once more, elsewhere (ml/shifted_garments.py)
"""

import argparse
import csv
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from app.vision.cutout import cut_out
from app.vision.images import letterbox, read_picture
from ml.parameters import DATA_DIR, PARAMS_FILE, read_parameters
from ml.shifted_garments import write_shifted

READ_PX = 400  # longest side for cutting out: enough for a mask of 256 px


def write_masks(source_dir: Path, index: Path, output_dir: Path, cache_px: int) -> None:
    """Masks of the training photos that `index` (garments/index.csv) names."""
    with index.open(newline="") as file:
        files = [row["file"] for row in csv.DictReader(file) if row["split"] == "train"]
    (output_dir / "masks").mkdir(parents=True, exist_ok=True)
    cv2.setNumThreads(1)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = pool.map(lambda name: _mask(source_dir / name, cache_px), files)
        masks = np.stack(list(tqdm(found, desc="masks", total=len(files), disable=None)))
    np.save(output_dir / "masks" / "train.npy", masks)


def _mask(photo: Path, cache_px: int) -> NDArray[np.bool_]:
    cutout = cut_out(read_picture(photo, READ_PX).pixels)
    if cutout is None:
        return np.zeros((cache_px, cache_px), np.bool_)
    white = np.repeat(cutout.mask[..., None], 3, 2).astype(np.uint8) * np.uint8(255)
    return letterbox(white, cache_px, fill=0)[..., 0] > 127


def load_masks(data_dir: Path, limit: int | None = None) -> NDArray[np.bool_]:
    """The training garments' masks Bool[N, cache_px, cache_px]; `limit` as in `load_garments`."""
    masks: NDArray[np.bool_] = np.load(data_dir / "masks" / "train.npy")
    if limit is not None and limit < len(masks):
        masks = masks[np.linspace(0, len(masks) - 1, limit).round().astype(int)]
    return masks


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raw-dir", type=Path, default=DATA_DIR / "raw")
    parser.add_argument("--garments-dir", type=Path, default=DATA_DIR / "preprocessed" / "garments")
    parser.add_argument("--output-dir", type=Path, default=DATA_DIR / "preprocessed")
    parser.add_argument("--params-file", type=Path, default=PARAMS_FILE)
    parser.add_argument("--only", choices=["masks", "shifted"], help="one part alone; both when left out")
    arguments = parser.parse_args()
    source = arguments.raw_dir / "clothing-dataset-small"
    if arguments.only != "shifted":
        cache_px = read_parameters(arguments.params_file, "preprocess")["garments"]["cache_px"]
        write_masks(source, arguments.garments_dir / "index.csv", arguments.output_dir, cache_px)
    if arguments.only != "masks":
        image_size = read_parameters(arguments.params_file, "train_classifier")["image_size"]
        seed = read_parameters(arguments.params_file, "cut_garments")["seed"]
        write_shifted(source, arguments.output_dir, image_size, seed)


if __name__ == "__main__":
    main()
