"""What a photo shows: one of ten garment classes, with a calibrated confidence.

python -m app.detector photo.jpg
"""

import argparse
import json
import sys
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from app.settings import get_settings
from app.vision.images import ImageRefused, Pixels, letterbox, read_picture
from app.vision.onnx import ModelUnavailable, OnnxModel, export_command

# The trained classes, named as in the training data.
CATEGORIES: Final = (
    "dress",
    "hat",
    "longsleeve",
    "outwear",
    "pants",
    "shirt",
    "shoes",
    "shorts",
    "skirt",
    "t-shirt",
)
# The place of a garment in an outfit; people choose bag, scarf and other, the model has no such classes.
SLOT_OF_CATEGORY: Final[dict[str, str | None]] = {
    "dress": "one-piece",
    "hat": "hat",
    "longsleeve": "top",
    "outwear": "outerwear",
    "pants": "bottom",
    "shirt": "top",
    "shoes": "shoes",
    "shorts": "bottom",
    "skirt": "bottom",
    "t-shirt": "top",
    "bag": "bag",
    "scarf": "scarf",
    "other": None,
}
ALTERNATIVES: Final = 3


@dataclass(frozen=True)
class Classification:
    """The most likely class, its calibrated probability (0..1), and the next best."""

    category: str
    confidence: float
    alternatives: list[tuple[str, float]]
    needs_review: bool


class Classifier:
    """The garment classifier of one `.onnx` file; safe to share between threads.

    Its metadata describe it: `categories` (JSON list, in the order of its output), `image_size`
    (pixels) and `review_below` (confidence below which a person should look). Raises ModelUnavailable.
    """

    def __init__(self, path: Path) -> None:
        self._model = OnnxModel(path)
        try:
            self.categories: list[str] = json.loads(self._model.metadata["categories"])
            self.image_size = int(self._model.metadata["image_size"])
            self.review_below = float(self._model.metadata["review_below"])
        except (KeyError, ValueError) as error:
            raise ModelUnavailable(
                f"{path} does not list its classes. Export it again: {export_command(path)}"
            ) from error
        unknown = sorted(set(self.categories) - SLOT_OF_CATEGORY.keys())
        if unknown:
            raise ModelUnavailable(f"{path} has classes that this service does not have: {', '.join(unknown)}.")
        blank = np.full((self.image_size, self.image_size, 3), 114, np.uint8)
        if self._probabilities(blank).shape != (len(self.categories),):
            raise ModelUnavailable(f"{path} does not answer with one number per class. Use a classifier's export.")
        self.version = self._model.sha256[:12]
        self.metadata = self._model.metadata

    def classify(self, pixels: Pixels) -> Classification:
        """Classify a whole upright photo UInt8[H, W, 3]."""
        probabilities = self.probabilities(pixels)
        order = np.argsort(-probabilities, kind="stable")
        ranked = [(self.categories[i], float(probabilities[i])) for i in order]
        category, confidence = ranked[0]
        return Classification(category, confidence, ranked[1 : 1 + ALTERNATIVES], confidence < self.review_below)

    def probabilities(self, pixels: Pixels) -> np.ndarray:
        """The probability of each of `categories` for a whole upright photo UInt8[H, W, 3]: Float[classes]."""
        return self._probabilities(letterbox(pixels, self.image_size))

    def _probabilities(self, square: Pixels) -> np.ndarray:
        """Float[classes], summing to 1, of a letterboxed picture."""
        images = np.ascontiguousarray(square.transpose(2, 0, 1)[None], np.float32) / np.float32(255)
        probabilities: np.ndarray = self._model.run({"images": images})[0][0]
        return probabilities


@lru_cache
def _released() -> Classifier:
    return Classifier(get_settings().weights_dir / "best.onnx")


def classify_image_bytes(data: bytes) -> Classification:
    """Classify a photo with the released classifier. Raises ImageRefused, ModelUnavailable."""
    return _released().classify(read_picture(data).pixels)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("photo", type=Path)
    arguments = parser.parse_args()
    try:
        classification = classify_image_bytes(arguments.photo.read_bytes())
    except (OSError, ImageRefused, ModelUnavailable) as error:
        sys.exit(str(error))
    described = asdict(classification)
    described["alternatives"] = [{"category": c, "confidence": p} for c, p in classification.alternatives]
    sys.stdout.write(json.dumps(described, indent=2) + "\n")


if __name__ == "__main__":
    main()
