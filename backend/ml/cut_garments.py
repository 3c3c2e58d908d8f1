"""Stage `cut_garments`: cut garments out of their photos, to show them in other surroundings.

OUTPUT/masks/      masks of the training photos (ml/data/masks.py)
OUTPUT/shifted/    validation and test garments in other surroundings (ml/data/shifted_garments.py)
"""

import argparse
from pathlib import Path

from ml.data.masks import write_masks
from ml.data.shifted_garments import write_shifted
from ml.parameters import DATA_DIR, PARAMS_FILE, read_parameters


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raw-dir", type=Path, default=DATA_DIR / "raw")
    parser.add_argument("--garments-dir", type=Path, default=DATA_DIR / "preprocessed" / "garments")
    parser.add_argument("--output-dir", type=Path, default=DATA_DIR / "preprocessed")
    parser.add_argument("--params-file", type=Path, default=PARAMS_FILE)
    parser.add_argument("--only", choices=["masks", "shifted"], help="only one part; both by default")
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
