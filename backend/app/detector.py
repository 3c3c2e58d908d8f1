"""What a photo shows: one of ten garment classes with a calibrated confidence, its kind, its pattern, its warmth.

python -m app.detector photo.jpg
"""

import argparse
import json
import sys
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from app.settings import get_settings
from app.vision.garment_heads import Answers, GarmentHeads, Guess, UnknownWords
from app.vision.images import ImageRefused, Pixels, letterbox, read_picture
from app.vision.onnx import ModelUnavailable, OnnxModel, export_command
from app.vision.vocabulary import only_kind

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
ALTERNATIVES: Final = 3


@dataclass(frozen=True)
class Classification:
    """The most likely class, its calibrated probability (0..1), and the next best.

    `kind` is one of that category. None: the network does not know, or is not sure enough. `kinds_by_category` has the
    likely kind for the case that a person chooses another category.
    """

    category: str
    confidence: float
    alternatives: list[tuple[str, float]]
    needs_review: bool
    kind: Guess | None = None
    pattern: Guess | None = None
    warmth: Guess | None = None
    kinds_by_category: dict[str, Guess] = field(default_factory=dict, repr=False)

    def kind_of(self, category: str) -> str | None:
        """The kind of a garment of this category, which may be another than the predicted one."""
        if category == self.category:
            return self.kind.value if self.kind else None
        guess = self.kinds_by_category.get(category)
        return guess.value if guess else only_kind(category)


class Classifier:
    """The garment network of one `.onnx` file; safe to share between threads.

    Its metadata describe it: `image_size` (pixels), `review_below` (confidence in the category below which a person
    should look), and the words of its outputs (app/vision/garment_heads.py). Raises ModelUnavailable.
    """

    def __init__(self, path: Path) -> None:
        self._model = OnnxModel(path)
        try:
            self._heads = GarmentHeads(self._model.metadata, self._model.output_names)
            self.image_size = int(self._model.metadata["image_size"])
            self.review_below = float(self._model.metadata["review_below"])
        except UnknownWords as error:
            raise ModelUnavailable(f"{path} {error}") from error
        except (KeyError, ValueError) as error:
            raise ModelUnavailable(
                f"{path} does not list its classes. Export it again: {export_command(path)}"
            ) from error
        self.categories = self._heads.categories
        blank = np.full((self.image_size, self.image_size, 3), 114, np.uint8)
        answers = self._answers(blank)
        if any(answers[output].shape != (size,) for output, size in self._heads.sizes().items()):
            raise ModelUnavailable(f"{path} does not answer with one number per class. Use a classifier's export.")
        self.version = self._model.sha256[:12]
        self.metadata = self._model.metadata

    def classify(self, pixels: Pixels) -> Classification:
        """Classify a whole upright photo UInt8[H, W, 3]."""
        answers = self._answers(letterbox(pixels, self.image_size))
        probabilities = self._heads.category_probabilities(answers)
        order = np.argsort(-probabilities, kind="stable")
        ranked = [(self.categories[i], float(probabilities[i])) for i in order]
        category, confidence = ranked[0]
        return Classification(
            category,
            confidence,
            ranked[1 : 1 + ALTERNATIVES],
            confidence < self.review_below,
            self._heads.kind(answers, category, confidence),
            self._heads.pattern(answers),
            self._heads.warmth(answers),
            self._heads.kinds_by_category(answers),
        )

    def probabilities(self, pixels: Pixels) -> np.ndarray:
        """The probability of each of `categories` for a whole upright photo UInt8[H, W, 3]: Float[classes]."""
        return self._heads.category_probabilities(self._answers(letterbox(pixels, self.image_size)))

    def _answers(self, square: Pixels) -> Answers:
        """Each output's Float[words] for a letterboxed picture."""
        images = np.ascontiguousarray(square.transpose(2, 0, 1)[None], np.float32) / np.float32(255)
        outputs = self._model.run({"images": images})
        return {name: output[0] for name, output in zip(self._model.output_names, outputs, strict=True)}


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
    del described["kinds_by_category"]
    described["alternatives"] = [{"category": c, "confidence": p} for c, p in classification.alternatives]
    sys.stdout.write(json.dumps(described, indent=2) + "\n")


if __name__ == "__main__":
    main()
