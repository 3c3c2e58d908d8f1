"""Stage `cut_garments`: cut garments out of their photos, to show them in other surroundings.

OUTPUT/masks/      masks of the training photos (ml/data/masks.py)
OUTPUT/shifted/    validation and test garments in other surroundings (ml/data/shifted_garments.py)
"""

import argparse
from pathlib import Path

from ml.data.garments import SPLITS
from ml.data.masks import files_of, write_masks
from ml.data.shifted_garments import write_shifted
from ml.errors import ends_with_a_sentence
from ml.parameters import DATA_DIR, PARAMS_FILE, read_parameters


@ends_with_a_sentence()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raw-dir", type=Path, default=DATA_DIR / "raw")
    parser.add_argument("--garments-dir", type=Path, default=DATA_DIR / "preprocessed" / "garments")
    parser.add_argument("--output-dir", type=Path, default=DATA_DIR / "preprocessed")
    parser.add_argument("--params-file", type=Path, default=PARAMS_FILE)
    parser.add_argument("--only", choices=["masks", "shifted"], help="only one part; both by default")
    arguments = parser.parse_args()
    parameters = read_parameters(arguments.params_file)
    source = arguments.raw_dir / "clothing-dataset-small"
    index = arguments.garments_dir / "index.csv"
    if arguments.only != "shifted":
        write_masks(source, index, arguments.output_dir, parameters.preprocess.garments.cache_px)
    if arguments.only != "masks":
        seed = parameters.cut_garments.seed
        size = parameters.train_classifier.image_size
        write_shifted(source, arguments.output_dir, size, seed, only=set(files_of(index, *SPLITS[1:])))


if __name__ == "__main__":
    main()
