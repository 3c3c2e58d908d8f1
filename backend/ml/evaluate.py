"""Stage `evaluate`: measures the models on pictures that they were not trained on.

    python backend/ml/evaluate.py candidates         both trained candidates, on the test split
    python backend/ml/evaluate.py released           both released models, for their model cards
    python backend/ml/evaluate.py classifier --weights backend/weights/best.pt --split test [--shifted]

More on compatibility (folds, ablation): ml/evaluate_compatibility.py.
"""

import argparse
import csv
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from ml.data.garments import SPLITS
from ml.evaluation.classifier import evaluate_classifier, name_of, table
from ml.evaluation.compatibility import evaluate_released
from ml.evaluation.non_garments import evaluate_non_garments
from ml.evaluation.plots import draw_reliability
from ml.metrics.calibration import Bin, reliability
from ml.parameters import CACHE_DIR, DATA_DIR, REPOSITORY_DIR
from ml.tracking.runs import log_evaluation

SPLIT = "test"


def evaluate_candidates(
    classifier_dir: Path,
    siamese_dir: Path,
    data_dir: Path,
    raw_dir: Path,
    output_dir: Path,
    cache_dir: Path,
    *,
    tracked: bool,
) -> dict[str, Any]:
    """Evaluate both candidates on the test split. Returns the summary that `metrics.json` holds.

    `MODEL/test.json` beside it holds every figure, `MODEL/test_reliability.csv` the reliability diagram.
    """
    folder = output_dir / "classifier"
    figures = write_classifier(classifier_dir, data_dir, raw_dir, folder)
    classifier, shifted = figures[SPLIT], figures[name_of(SPLIT, shifted=True)]
    confidences, right = _answers(output_dir / "classifier" / f"{SPLIT}_predictions.csv")
    onnx = siamese_dir / "compat_mobilenetv2.onnx"
    siamese = evaluate_released(onnx, data_dir, cache_dir, SPLIT)
    both = siamese["figures"]["Siamese"]["both"]
    short = {
        "classifier": {
            **{name: classifier[name] for name in ("pictures", "accuracy", "nll", "ece")},
            **{f"shifted_{name}": shifted[name] for name in ("pictures", "accuracy", "nll", "ece")},
        },
        "compatibility": {
            "outfits": both["outfits"],
            "auc": both["auc"]["value"],
            "fitb": both["fitb"]["value"],
            "ece": siamese["calibration"]["expected_error"],
        },
    }
    _write_json(output_dir / "compatibility" / f"{SPLIT}.json", siamese)
    _write_reliability(output_dir / "classifier", reliability(confidences, right))
    _write_reliability(output_dir / "compatibility", [Bin(**one) for one in siamese["calibration"]["bins"]])
    _write_json(output_dir / "metrics.json", short)
    if tracked:
        log_evaluation(
            classifier_dir / "best.onnx",
            SPLIT,
            short["classifier"],
            lambda folder: draw_reliability(confidences, right, folder / "reliability.png"),
        )
        log_evaluation(onnx, SPLIT, short["compatibility"], lambda _: None)
    return short


def write_classifier(weights_dir: Path, data_dir: Path, raw_dir: Path, folder: Path) -> dict[str, dict[str, Any]]:
    """Evaluate `best.pt` and `best.onnx` on validation, test, their shifted twins and pictures without a garment.

    Writes one JSON file per set to `folder`; returns the figures by the file's name.
    """
    figures = {}
    sets = [(split, shifted) for split in SPLITS[1:] for shifted in (False, True)]
    for split, shifted in tqdm(sets, desc="classifier", unit="set", file=sys.stdout):
        found = evaluate_classifier(weights_dir / "best.pt", data_dir, split, folder, shifted=shifted)
        figures[name_of(split, shifted=shifted)] = found
    figures["non_garments"] = evaluate_non_garments(
        weights_dir / "best.onnx", raw_dir / "clothing-dataset-small" / SPLIT
    )
    for name, content in figures.items():
        _write_json(folder / f"{name}.json", content)
    return figures


def _answers(predictions: Path) -> tuple[np.ndarray, np.ndarray]:
    """The confidence of each answer, and whether it was right (1 or 0)."""
    with predictions.open(newline="") as file:
        rows = list(csv.DictReader(file))
    confidences = np.array([float(row["confidence"]) for row in rows])
    return confidences, np.array([float(row["predicted"] == row["category"]) for row in rows])


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=2) + "\n")


def _write_reliability(folder: Path, bins: Sequence[Bin]) -> None:
    with (folder / f"{SPLIT}_reliability.csv").open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("predicted", "observed"))
        writer.writerows((one.predicted, one.observed) for one in bins)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    candidates = commands.add_parser("candidates", help="both trained candidates, on the test split")
    candidates.add_argument("--classifier-dir", type=Path, default=DATA_DIR / "classifier")
    candidates.add_argument("--siamese-dir", type=Path, default=DATA_DIR / "siamese")
    candidates.add_argument("--data-dir", type=Path, default=DATA_DIR / "preprocessed")
    candidates.add_argument("--raw-dir", type=Path, default=DATA_DIR / "raw")
    candidates.add_argument("--output-dir", type=Path, default=DATA_DIR / "evaluation")
    candidates.add_argument("--cache-dir", type=Path, default=CACHE_DIR, help="initial weights")
    candidates.add_argument("--no-tracking", action="store_true", help="do not add the figures to the runs in MLflow")
    candidates.set_defaults(run=_candidates)
    released = commands.add_parser("released", help="both released models, for their model cards")
    released.add_argument("--weights-dir", type=Path, default=REPOSITORY_DIR / "backend/weights")
    released.add_argument("--data-dir", type=Path, default=DATA_DIR / "preprocessed")
    released.add_argument("--raw-dir", type=Path, default=DATA_DIR / "raw")
    released.add_argument("--models-dir", type=Path, default=REPOSITORY_DIR / "backend/models")
    released.add_argument("--output-dir", type=Path, default=DATA_DIR / "evaluation")
    released.add_argument("--cache-dir", type=Path, default=CACHE_DIR, help="initial weights")
    released.set_defaults(run=_released)
    classifier = commands.add_parser("classifier", help="accuracy per class, calibration, every prediction")
    classifier.add_argument("--weights", type=Path, default=REPOSITORY_DIR / "backend/weights/best.pt")
    classifier.add_argument("--data-dir", type=Path, default=DATA_DIR / "preprocessed")
    classifier.add_argument("--split", choices=SPLITS[1:], default="test")
    classifier.add_argument("--shifted", action="store_true", help="the same garments photographed elsewhere")
    classifier.add_argument("--output-dir", type=Path, default=DATA_DIR / "evaluation/classifier")
    classifier.set_defaults(run=_classifier)
    arguments = parser.parse_args()
    arguments.run(arguments)


def _candidates(arguments: argparse.Namespace) -> None:
    figures = evaluate_candidates(
        arguments.classifier_dir,
        arguments.siamese_dir,
        arguments.data_dir,
        arguments.raw_dir,
        arguments.output_dir,
        arguments.cache_dir,
        tracked=not arguments.no_tracking,
    )
    print(json.dumps(figures, indent=2))


def _released(arguments: argparse.Namespace) -> None:
    output_dir = arguments.output_dir
    write_classifier(arguments.weights_dir, arguments.data_dir, arguments.raw_dir, output_dir / "released_classifier")
    onnx = arguments.models_dir / "compat_mobilenetv2.onnx"
    figures = evaluate_released(onnx, arguments.data_dir, arguments.cache_dir, SPLIT)
    _write_json(output_dir / "released_compatibility" / f"{SPLIT}.json", figures)


def _classifier(arguments: argparse.Namespace) -> None:
    split, shifted = arguments.split, arguments.shifted
    metrics = evaluate_classifier(arguments.weights, arguments.data_dir, split, arguments.output_dir, shifted=shifted)
    _write_json(arguments.output_dir / f"{name_of(split, shifted=shifted)}.json", metrics)
    print(table(metrics))


if __name__ == "__main__":
    main()
