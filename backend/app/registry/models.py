"""The active models: loaded once, shared by all threads, replaced together."""

import os
import threading
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from app.detector import Classifier
from app.outfit_compatibility import CompatibilityModel
from app.settings import Settings, get_settings
from app.vision.cutout import CutoutModel
from app.vision.onnx import ModelUnavailable

Model: TypeAlias = Classifier | CompatibilityModel | CutoutModel

REGISTRY = "registry"
RELEASED_FILES = "released files"
VERSION_LENGTH = 12  # of a file's sha256 in hexadecimal


@dataclass(frozen=True)
class Kind:
    """One of the three models: its registered name, its class, and the path of its released file."""

    name: str
    opened_by: type[Model]
    released: Path

    @property
    def place(self) -> str:
        """Which of `Models` it is."""
        return {Classifier: "classifier", CompatibilityModel: "compatibility", CutoutModel: "cutout"}[self.opened_by]

    @property
    def weights(self) -> Path:
        """The weights from which the `.onnx` file was exported."""
        return self.released.with_suffix(".pth" if self.opened_by is CompatibilityModel else ".pt")


def classifier_kind(settings: Settings) -> Kind:
    return Kind(settings.mlflow_classifier_name, Classifier, settings.weights_dir / "best.onnx")


def compatibility_kind(settings: Settings) -> Kind:
    return Kind(settings.mlflow_model_name, CompatibilityModel, settings.models_dir / "compat_mobilenetv2.onnx")


def cutout_kind(settings: Settings) -> Kind:
    return Kind(settings.mlflow_cutout_name, CutoutModel, settings.weights_dir / "cutout.onnx")


def kinds(settings: Settings) -> tuple[Kind, Kind, Kind]:
    return classifier_kind(settings), compatibility_kind(settings), cutout_kind(settings)


@dataclass(frozen=True)
class Models:
    """A classifier, a compatibility model and a cut-out network, each loaded or with the reason why not.

    `following` is being taken over: new photos are embedded by it too. `former` answered before and still serves
    requests that began then.
    """

    classifier: Classifier | ModelUnavailable
    compatibility: CompatibilityModel | ModelUnavailable
    cutout: CutoutModel | ModelUnavailable
    following: CompatibilityModel | None = None
    former: CompatibilityModel | None = None

    def get_classifier(self) -> Classifier:
        """Raises: ModelUnavailable."""
        if isinstance(self.classifier, ModelUnavailable):
            raise self.classifier
        return self.classifier

    def get_compatibility(self) -> CompatibilityModel:
        """Raises: ModelUnavailable."""
        if isinstance(self.compatibility, ModelUnavailable):
            raise self.compatibility
        return self.compatibility

    def get_cutout(self) -> CutoutModel:
        """Raises: ModelUnavailable."""
        if isinstance(self.cutout, ModelUnavailable):
            raise self.cutout
        return self.cutout

    def embedders(self) -> list[CompatibilityModel]:
        """Every model that a new photo is embedded by. Raises: ModelUnavailable."""
        active = self.get_compatibility()
        return [active] if self.following is None else [active, self.following]

    def with_version(self, version: str) -> CompatibilityModel | None:
        loaded = (self.compatibility, self.following, self.former)
        return next((m for m in loaded if isinstance(m, CompatibilityModel) and m.version == version), None)


_changing = threading.Lock()
_served: Models | None = None


def get_models() -> Models:
    """The models of this process; the released ones until others replaced them."""
    return _served or released_models(get_settings())


def served_model(kind: Kind) -> Model | ModelUnavailable:
    """The model of this kind that answers now."""
    model: Model | ModelUnavailable = getattr(get_models(), kind.place)
    return model


def change_models(**changes: Any) -> Models:
    """Replace some of the served models, for all threads at once."""
    global _served
    with _changing:
        _served = replace(get_models(), **changes)
        return _served


def serve_released() -> None:
    """Return to the released models."""
    global _served
    with _changing:
        _served = None


def released_models(settings: Settings) -> Models:
    """The models released with this version of Curator (blocking)."""
    return Models(*(load_released(kind) for kind in kinds(settings)))  # type: ignore[arg-type]


def load_released(kind: Kind) -> Model | ModelUnavailable:
    try:
        return load(kind, kind.released)
    except ModelUnavailable as unavailable:
        return unavailable


def cached_file(settings: Settings, version: str) -> Path:
    return settings.models_cache_dir / f"{version}.onnx"


def load_version(settings: Settings, kind: Kind, version: str) -> Model:
    """A version by its name, from the released files or the cache (blocking). Raises: ModelUnavailable."""
    # Usually the released file is this version, and loaded already.
    for path in (kind.released, cached_file(settings, version)):
        try:
            model = load(kind, path)
        except ModelUnavailable:
            continue
        if model.version == version:
            return model
    raise ModelUnavailable(
        f"Version {version} of {kind.name} is neither in {settings.models_cache_dir} nor among the released files. "
        "Load it from the registry again: POST /v1/models/reload."
    )


def load(kind: Kind, path: Path) -> Model:
    """The model in a file, opened once (blocking). Raises: ModelUnavailable."""
    try:
        found = path.stat()
    except OSError:
        return kind.opened_by(path)  # its error says what to do
    return _loaded(kind, path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=8)
def _loaded(kind: Kind, path: Path, _mtime_ns: int, _size: int) -> Model:
    return kind.opened_by(path)


def keep_in_cache(settings: Settings, source: Path, version: str) -> Path:
    """Copy a model's file into the cache, completely or not at all, where a restart finds it."""
    path = cached_file(settings, version)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f"{path.name}.{os.getpid()}.part")
        partial.write_bytes(source.read_bytes())
        partial.replace(path)
    return path
