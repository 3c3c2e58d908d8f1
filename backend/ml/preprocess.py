"""Stage `preprocess`: decodes every picture once, into the layout that the training stages read.

OUTPUT/garments/    single garments for the classifier      (ml/data/garments.py)
OUTPUT/outfits/     garments worn together, for compatibility (ml/data/outfits.py)
"""

import argparse
from pathlib import Path

from ml.data.feedback_photos import FOLDER
from ml.data.garment_preprocessing import preprocess_garments
from ml.data.outfit_preprocessing import write_outfits
from ml.parameters import DATA_DIR, PARAMS_FILE, read_parameters


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raw-dir", type=Path, default=DATA_DIR / "raw")
    parser.add_argument("--feedback-dir", type=Path, default=FOLDER, help="of `make feedback`")
    parser.add_argument("--output-dir", type=Path, default=DATA_DIR / "preprocessed")
    parser.add_argument("--params-file", type=Path, default=PARAMS_FILE)
    parser.add_argument("--only", choices=["garments", "outfits"], help="only one part; both by default")
    arguments = parser.parse_args()
    parameters = read_parameters(arguments.params_file, "preprocess")
    if arguments.only != "outfits":
        image_size = read_parameters(arguments.params_file, "train_classifier")["image_size"]
        source = arguments.raw_dir / "clothing-dataset-small"
        cache_px = parameters["garments"]["cache_px"]
        preprocess_garments(source, arguments.output_dir, cache_px, image_size, arguments.feedback_dir)
    if arguments.only != "garments":
        write_outfits(arguments.raw_dir / "clothing-co-parsing", arguments.output_dir, **parameters["outfits"])


if __name__ == "__main__":
    main()
