"""Records the released models as runs in MLflow, to compare trainings with.

    python -m ml.baselines

Their figures are those of the files and of the committed evaluations of these versions. A version is recorded once.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from app.registry.candidate import digest_of
from app.registry.mlflow_registry import SHA256, ModelRegistry
from app.registry.models import VERSION_LENGTH, Kind, classifier_kind, cutout_kind, kinds
from app.settings import get_settings
from ml.data.garments import SPLITS
from ml.errors import ends_with_a_sentence
from ml.parameters import DATA_DIR

BASELINE = "baseline"  # tag: the model's version
PARTS = ("", "_shifted")
FIGURES = ("accuracy", "nll", "ece")


def record_baselines(registry: ModelRegistry, evaluation_dir: Path) -> list[str]:
    """A run for each released model; returns their ids."""
    return [_record(registry, kind, evaluation_dir) for kind in kinds(get_settings()) if kind.released.exists()]


def _record(registry: ModelRegistry, kind: Kind, evaluation_dir: Path) -> str:
    digest = digest_of(kind.released)
    version = digest[:VERSION_LENGTH]
    experiment = registry.experiment_id()
    known = registry.client.search_runs([experiment], f"tags.{BASELINE} = '{version}'", max_results=1)
    if known:
        return str(known[0].info.run_id)
    stage, figures_of = _stage(kind)
    # Not `complete`: a release looks for the run that logged the model.
    tags = {BASELINE: version, SHA256: digest, "stage": stage, "complete": "no"}
    run = registry.client.create_run(experiment, tags=tags, run_name=f"released {kind.name} {version}")
    for name, value in figures_of(kind, evaluation_dir):
        registry.client.log_metric(run.info.run_id, name, value)
    registry.client.set_terminated(run.info.run_id)
    return str(run.info.run_id)


def _stage(kind: Kind) -> tuple[str, Callable[[Kind, Path], Iterator[tuple[str, float]]]]:
    """The stage that trains models of this kind, and how their figures are read."""
    settings = get_settings()
    if kind == classifier_kind(settings):
        return "train_classifier", _classifier
    return ("train_cutout", _cutout) if kind == cutout_kind(settings) else ("train", _compatibility)


def _classifier(kind: Kind, evaluation_dir: Path) -> Iterator[tuple[str, float]]:
    """Named as trainings name theirs: `validation_` per epoch, `test_` of the stage evaluate."""
    for split in SPLITS[1:]:
        for part in PARTS:
            found = _read(evaluation_dir / "released_classifier" / f"{split}{part}.json")
            if found.get("weights_sha256") == digest_of(kind.weights):
                yield from ((f"{split}{part}_{name}", float(found[name])) for name in FIGURES)


def _compatibility(kind: Kind, evaluation_dir: Path) -> Iterator[tuple[str, float]]:
    model = kind.opened_by(kind.released)
    yield from ((name, float(model.metadata[name])) for name in ("validation_auc", "validation_fitb"))
    found = _read(evaluation_dir / "released_compatibility" / "test.json")
    if found.get("model_version") == model.version:
        both = found["figures"]["Siamese"]["both"]
        yield from ((f"test_{name}", float(both[name]["value"])) for name in ("auc", "fitb"))
        yield "test_ece", float(found["calibration"]["expected_error"])


def _cutout(kind: Kind, evaluation_dir: Path) -> Iterator[tuple[str, float]]:
    """Intersection over union on the compositions of ml/evaluate_cutout.py."""
    found = _read(evaluation_dir / "cutout" / "test.json")
    if found.get("version") == digest_of(kind.released)[:VERSION_LENGTH]:
        for surroundings, overlap in found["compositions"].items():
            yield from ((f"test_{surroundings}_{name}", float(overlap[name])) for name in ("median", "mean"))


def _read(path: Path) -> Mapping[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    return content


@ends_with_a_sentence()
def main() -> None:
    runs = record_baselines(ModelRegistry(get_settings()), DATA_DIR / "evaluation")
    print(f"{len(runs)} released models are in MLflow.")


if __name__ == "__main__":
    main()
