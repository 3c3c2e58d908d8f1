"""The models that answer now: loaded once, shared by all threads, replaced as a whole."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from app.detector import Classifier
from app.outfit_compatibility import CompatibilityModel
from app.settings import get_settings
from app.vision.onnx import ModelUnavailable

Model = TypeVar("Model")

RELEASED_FILES = "released files"


@dataclass(frozen=True)
class Models:
    """A classifier and a compatibility model, each there or with the reason why not."""

    classifier: Classifier | ModelUnavailable
    compatibility: CompatibilityModel | ModelUnavailable
    source: str

    def the_classifier(self) -> Classifier:
        """Raises: ModelUnavailable."""
        if isinstance(self.classifier, ModelUnavailable):
            raise self.classifier
        return self.classifier

    def the_compatibility(self) -> CompatibilityModel:
        """Raises: ModelUnavailable."""
        if isinstance(self.compatibility, ModelUnavailable):
            raise self.compatibility
        return self.compatibility


@lru_cache(maxsize=1)
def load_released(weights_dir: Path, models_dir: Path) -> Models:
    """The models that were released with this version of Curator (blocking)."""
    return Models(
        _loaded(Classifier, weights_dir / "best.onnx"),
        _loaded(CompatibilityModel, models_dir / "compat_mobilenetv2.onnx"),
        RELEASED_FILES,
    )


def _loaded(kind: Callable[[Path], Model], path: Path) -> Model | ModelUnavailable:
    try:
        return kind(path)
    except ModelUnavailable as unavailable:
        return unavailable


def get_models() -> Models:
    """The models of this process."""
    settings = get_settings()
    return load_released(settings.weights_dir, settings.models_dir)
