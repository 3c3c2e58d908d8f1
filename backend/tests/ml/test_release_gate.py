"""The release gate with real models on the same few pictures and outfits."""

import csv
import dataclasses
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import yaml
from onnx import numpy_helper
from small_repository import SmallRepository, finished_run

from app.detector import CATEGORIES, Classifier
from app.registry.models import Kind, classifier_kind, compatibility_kind
from app.settings import get_settings
from ml.data.garment_preprocessing import write_index
from ml.data.garments import load_garments
from ml.releasing import gate
from ml.releasing.gate import DataMismatch, Verdict, judge

FIGURES = {f"{name}{part}" for name in ("log_score", "accuracy") for part in ("", "_shifted", "_together")}

pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> SmallRepository:
    return finished_run(tmp_path_factory)


@pytest.fixture(scope="module")
def rules(finished: SmallRepository) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((finished.folder / "params.yaml").read_text())["release"]
    return content


def judged(kind: Kind, candidate: Path, rules: dict[str, Any], finished: SmallRepository) -> Verdict:
    raw_dir = finished.data / "raw/clothing-dataset-small"
    return judge(kind, candidate, rules, finished.data / "preprocessed", raw_dir, finished.data / "feedback")


@pytest.fixture(scope="module")
def forgetful(finished: SmallRepository, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A compatibility model whose embeddings are almost equal."""
    return altered(
        finished.data / "siamese/compat_mobilenetv2.onnx",
        tmp_path_factory.mktemp("forgetful") / "forgetful.onnx",
        lambda bias: bias + 1000 * np.sign(np.random.default_rng(0).normal(size=bias.shape)),
    )


def altered(source: Path, target: Path, change: Any) -> Path:
    """A model with a changed last bias."""
    model = onnx.load(source)
    (bias,) = [one for one in model.graph.initializer if one.name in ("projection.1.bias", "model.1.linear.bias")]
    value = change(numpy_helper.to_array(bias)).astype(np.float32)
    bias.CopyFrom(numpy_helper.from_array(value, bias.name))
    onnx.save(model, target)
    return target


def test_classifier_trained_for_a_few_steps_is_refused_and_the_better_one_accepted(
    finished: SmallRepository, rules: dict[str, Any]
) -> None:
    kind = classifier_kind(get_settings())
    poor = finished.data / "classifier/best.onnx"
    refused = judged(kind, poor, rules, finished)
    assert not refused.accepted
    assert {one.figure for one in refused.gains if one.high < 0} == FIGURES
    assert "NOT MET" in refused.table()
    accepted = judged(dataclasses.replace(kind, released=poor), kind.released, rules, finished)
    assert accepted.accepted
    assert {one.figure for one in accepted.gains if one.low > 0} == FIGURES
    # Both share the resamples, so one's gain is the other's loss.
    for one, other in zip(refused.gains, accepted.gains, strict=True):
        assert (one.gain, one.low) == pytest.approx((-other.gain, -other.high))


@pytest.mark.parametrize(("part", "suffix"), [("garments", ""), ("shifted", "_shifted")])
def test_worse_on_validation_alone_or_on_its_twin_alone_is_refused_however_good_both_together_are(
    finished: SmallRepository, rules: dict[str, Any], tmp_path: Path, part: str, suffix: str
) -> None:
    poor = finished.data / "classifier/best.onnx"
    kind = classifier_kind(get_settings())
    data_dir = tmp_path / "preprocessed"
    shutil.copytree(finished.data / "preprocessed", data_dir)
    labelled_by(kind.opened_by(poor), data_dir, part)  # so on this part alone the poor one is never wrong
    raw_dir = finished.data / "raw/clothing-dataset-small"
    anything = {"gain": -9.0, "low": -9.0}
    together = {"log_score_together": anything, "accuracy_together": anything}
    lenient = rules | {"classifier_and_twin": rules["classifier_and_twin"] | together}
    released_poor = dataclasses.replace(kind, released=poor)
    verdict = judge(released_poor, kind.released, lenient, data_dir, raw_dir, finished.data / "feedback")
    assert not verdict.accepted
    missed = {one.figure for one in verdict.gains if not one.enough}
    assert missed == {f"log_score{suffix}", f"accuracy{suffix}"}


def labelled_by(model: Classifier, data_dir: Path, part: str) -> None:
    """Change the validation split's classes to a model's answers."""
    validation = load_garments(data_dir, "validation", part=part)
    said = iter([model.classify(one).category for one in validation.pixels])
    index = data_dir / part / "index.csv"
    with index.open(newline="") as file:
        rows = list(csv.DictReader(file))
    relabelled = [row | {"category": next(said)} if row["split"] == "validation" else row for row in rows]
    write_index(index.parent, [tuple(row.values()) for row in relabelled])


def test_without_a_twin_validation_alone_decides_and_the_verdict_says_so(
    finished: SmallRepository, rules: dict[str, Any], tmp_path: Path
) -> None:
    shutil.copytree(finished.data / "preprocessed/garments", tmp_path / "garments")
    kind = classifier_kind(get_settings())
    poor = finished.data / "classifier/best.onnx"
    places = tmp_path, finished.data / "raw/clothing-dataset-small", finished.data / "feedback"
    refused = judge(kind, poor, rules, *places)
    accepted = judge(dataclasses.replace(kind, released=poor), kind.released, rules, *places)
    assert (refused.accepted, accepted.accepted) == (False, True)
    assert [one.figure for one in refused.gains] == ["log_score", "accuracy"]
    assert "no shifted twin" in refused.reason
    assert "no shifted twin" in accepted.reason


def test_twin_of_other_photos_is_reported(finished: SmallRepository, rules: dict[str, Any], tmp_path: Path) -> None:
    shutil.copytree(finished.data / "preprocessed", tmp_path / "preprocessed")
    index = tmp_path / "preprocessed/shifted/index.csv"
    index.write_text(index.read_text().replace("validation/dress/", "validation/dress/not-"))
    kind = classifier_kind(get_settings())
    places = tmp_path / "preprocessed", finished.data / "raw/clothing-dataset-small", finished.data / "feedback"
    with pytest.raises(DataMismatch, match="do not match"):
        judge(kind, kind.released, rules, *places)


def test_compatibility_model_that_tells_nothing_apart_is_refused_and_the_better_one_accepted(
    finished: SmallRepository, rules: dict[str, Any], forgetful: Path
) -> None:
    trained = finished.data / "siamese/compat_mobilenetv2.onnx"
    kind = dataclasses.replace(compatibility_kind(get_settings()), released=trained)
    refused = judged(kind, forgetful, rules, finished)
    assert not refused.accepted
    assert "NOT MET" in refused.table()
    accepted = judged(dataclasses.replace(kind, released=forgetful), trained, rules, finished)
    assert accepted.accepted
    assert [one.figure for one in accepted.gains] == ["auc", "fitb"]


def test_no_better_is_not_enough(finished: SmallRepository, rules: dict[str, Any]) -> None:
    kind = classifier_kind(get_settings())
    same = judged(kind, kind.released, rules, finished)
    assert not same.accepted
    assert [(one.gain, one.low, one.high) for one in same.gains] == [(0, 0, 0)] * len(FIGURES)


def test_broken_files_and_models_of_another_shape_are_refused_with_the_reason(
    finished: SmallRepository, rules: dict[str, Any], tmp_path: Path
) -> None:
    kind = classifier_kind(get_settings())
    (tmp_path / "cut.onnx").write_bytes(kind.released.read_bytes()[:100_000])
    assert "broken" in judged(kind, tmp_path / "cut.onnx", rules, finished).reason
    other = compatibility_kind(get_settings())
    narrow = onnx.load(other.released)
    output = narrow.graph.output[0]
    narrow.graph.node.append(onnx.helper.make_node("Identity", [output.name], ["whole"]))
    for name, value in (("from", 0), ("to", 64), ("along", 1)):
        narrow.graph.initializer.append(numpy_helper.from_array(np.array([value], np.int64), name))
    narrow.graph.node.append(onnx.helper.make_node("Slice", ["whole", "from", "to", "along"], ["half"]))
    narrow.graph.output.remove(output)
    narrow.graph.output.append(onnx.helper.make_tensor_value_info("half", onnx.TensorProto.FLOAT, ["batch", 64]))
    onnx.save(narrow, tmp_path / "narrow.onnx")
    verdict = judged(other, tmp_path / "narrow.onnx", rules, finished)
    assert not verdict.accepted
    assert "128" in verdict.reason


def test_nothing_that_works_being_released_the_first_that_does_is_accepted(
    finished: SmallRepository, rules: dict[str, Any], tmp_path: Path
) -> None:
    kind = classifier_kind(get_settings())
    first = judged(dataclasses.replace(kind, released=tmp_path / "none.onnx"), kind.released, rules, finished)
    assert first.accepted
    assert "-" in first.table()


def test_class_that_the_released_model_does_not_know_counts_as_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "CATEGORIES", (*CATEGORIES, "scarf"))
    kind = classifier_kind(get_settings())
    hat = next((Path(__file__).parents[1] / "pictures/hat").glob("*.jpg"))
    labels = np.array([CATEGORIES.index("hat"), len(CATEGORIES)])
    scores, right = gate._scores(Classifier(kind.released), [hat, hat], labels)
    assert right.tolist() == [1, 0]
    assert scores[1] == np.log(1e-12)
