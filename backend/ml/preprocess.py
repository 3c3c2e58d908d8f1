"""Stage `preprocess`: decodes every picture once, into the layout that the training stages read.

OUTPUT/garments/    single garments for the classifier      (ml/data/garments.py)
OUTPUT/outfits/     garments worn together, for compatibility (ml/data/outfits.py)
"""

import argparse
from pathlib import Path

from ml.data.feedback_photos import FOLDER
from ml.data.garment_preprocessing import preprocess_garments
from ml.data.outfit_preprocessing import write_outfits
from ml.data.own_photos import CHECKED
from ml.errors import ends_with_a_sentence
from ml.parameters import DATA_DIR, PARAMS_FILE, read_parameters


@ends_with_a_sentence()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raw-dir", type=Path, default=DATA_DIR / "raw")
    parser.add_argument("--feedback-dir", type=Path, default=FOLDER, help="of `make feedback`")
    parser.add_argument("--checked-dir", type=Path, default=CHECKED, help="of the stage own_photos")
    parser.add_argument("--output-dir", type=Path, default=DATA_DIR / "preprocessed")
    parser.add_argument("--params-file", type=Path, default=PARAMS_FILE)
    parser.add_argument("--only", choices=["garments", "outfits"], help="only one part; both by default")
    arguments = parser.parse_args()
    parameters = read_parameters(arguments.params_file)
    if arguments.only != "outfits":
        preprocess_garments(
            arguments.raw_dir / "clothing-dataset-small",
            arguments.output_dir,
            parameters.preprocess.garments.cache_px,
            parameters.train_classifier.image_size,
            arguments.feedback_dir,
            arguments.checked_dir,
            parameters.preprocess.garments.photos_per_class,
        )
    if arguments.only != "garments":
        outfits = parameters.preprocess.outfits
        source = arguments.raw_dir / "clothing-co-parsing"
        write_outfits(source, arguments.output_dir, outfits.image_size, outfits.seed, outfits.photos)


if __name__ == "__main__":
    main()
