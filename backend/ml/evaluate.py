"""Stage `evaluate`: what the models are worth on pictures they have not seen.

python -m ml.evaluate classifier --weights backend/weights/best.pt --split test
"""

import argparse
import json
from pathlib import Path

from ml.classifier_evaluation import evaluate_classifier, table
from ml.garment_data import SPLITS
from ml.parameters import DATA_DIR, REPOSITORY_DIR


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    classifier = commands.add_parser("classifier", help="accuracy per class, calibration, every prediction")
    classifier.add_argument("--weights", type=Path, default=REPOSITORY_DIR / "backend/weights/best.pt")
    classifier.add_argument("--data-dir", type=Path, default=DATA_DIR / "preprocessed")
    classifier.add_argument("--split", choices=SPLITS[1:], default="test")
    classifier.add_argument("--output-dir", type=Path, default=DATA_DIR / "evaluation/classifier")
    classifier.set_defaults(run=_classifier)
    arguments = parser.parse_args()
    arguments.run(arguments)


def _classifier(arguments: argparse.Namespace) -> None:
    metrics = evaluate_classifier(arguments.weights, arguments.data_dir, arguments.split, arguments.output_dir)
    (arguments.output_dir / f"{arguments.split}.json").write_text(json.dumps(metrics, indent=2) + "\n")
    print(table(metrics))


if __name__ == "__main__":
    main()
