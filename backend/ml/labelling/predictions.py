"""The released models' own answers for photos that have labels, beside the labels.

Writes OUTPUT, a CSV file: photo,category,confidence,color. Prints the photos on which model and label differ, the
model's surest first. It answers only for photos of the labels file: a model's answer seen first would sway a label.
"""

import argparse
import csv
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from app.cutout import cut_out, released_cutout
from app.detector import Classifier
from app.settings import get_settings
from app.vision.colors import read_colors
from app.vision.images import ImageRefused, read_picture
from ml.errors import StageFailed, ends_with_a_sentence
from ml.labelling.labels import Label, read_labels


@dataclass(frozen=True)
class Prediction:
    """A model's answer for one photo; `color` is the main one, empty if it was not read."""

    category: str
    confidence: float
    color: str


def predict(photos_dir: Path, photos: list[str], classifier: Classifier) -> dict[str, Prediction]:
    """Category and main colour as the service finds them, by photo. Raises StageFailed for a photo it cannot read."""
    predictions = {}
    for photo in tqdm(photos, desc="predictions", disable=None):
        try:
            pixels = read_picture(photos_dir / photo).pixels
        except (ImageRefused, OSError) as error:
            raise StageFailed(f"{photos_dir / photo}: {error}") from error
        found = classifier.classify(pixels)
        cutout = cut_out(pixels, released_cutout())
        colors = read_colors(pixels, cutout.mask if cutout else None)
        predictions[photo] = Prediction(found.category, found.confidence, colors[0].name)
    return predictions


def read_predictions(path: Path) -> dict[str, Prediction]:
    """A model's answers: CSV with photo and category, and confidence and color if it has them."""
    with path.open(newline="") as file:
        return {
            row["photo"]: Prediction(row["category"], float(row.get("confidence") or 0), row.get("color") or "")
            for row in csv.DictReader(file)
        }


def write_predictions(path: Path, predictions: dict[str, Prediction]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("photo", "category", "confidence", "color"))
        writer.writerows((p, x.category, f"{x.confidence:.4f}", x.color) for p, x in sorted(predictions.items()))


def differences(labels: dict[str, Label], predictions: dict[str, Prediction]) -> list[str]:
    """A line for each photo that model and label put into different categories, the model's surest first."""
    differing = [p for p in predictions if p in labels and predictions[p].category != labels[p].category]
    differing.sort(key=lambda photo: -predictions[photo].confidence)
    return [
        f"{photo}: label {labels[photo].words['kind']} ({labels[photo].category}), "
        f"model {predictions[photo].category} ({predictions[photo].confidence:.0%})"
        for photo in differing
    ]


@ends_with_a_sentence()
def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--photos", type=Path, required=True, help="folder that the labels' paths start from")
    parser.add_argument("--labels", type=Path, required=True, help="a labels file (ml/labelling/labels.py)")
    parser.add_argument("--weights", type=Path, help="the classifier's ONNX file; else the released one")
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    labels = read_labels(arguments.labels)
    classifier = Classifier(arguments.weights or get_settings().weights_dir / "best.onnx")
    predictions = predict(arguments.photos, sorted(labels), classifier)
    write_predictions(arguments.output, predictions)
    lines = differences(labels, predictions)
    print("\n".join(lines))
    print(f"{len(lines)} of {len(labels)} photos differ")


if __name__ == "__main__":
    main()
