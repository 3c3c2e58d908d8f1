"""Who may take the place of what is released: real models, asked about the same few pictures and outfits."""

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import yaml
from onnx import numpy_helper
from small_repository import SmallRepository, finished_run

from app.registry.models import Kind, classifier_kind, compatibility_kind
from app.settings import get_settings
from ml.release_gate import Verdict, judge

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
    """A compatibility model that puts every garment close to the same place."""
    return altered(
        finished.data / "siamese/compat_mobilenetv2.onnx",
        tmp_path_factory.mktemp("forgetful") / "forgetful.onnx",
        lambda bias: bias + 1000 * np.sign(np.random.default_rng(0).normal(size=bias.shape)),
    )


def altered(source: Path, target: Path, change: Any) -> Path:
    """A model with another last bias."""
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
    assert {one.figure for one in refused.gains if one.high < 0} == {"log_score", "accuracy"}
    assert "NOT MET" in refused.table()
    accepted = judged(dataclasses.replace(kind, released=poor), kind.released, rules, finished)
    assert accepted.accepted
    assert {one.figure for one in accepted.gains if one.low > 0} == {"log_score", "accuracy"}
    # The same resamples for both: what one gains the other loses.
    for one, other in zip(refused.gains, accepted.gains, strict=True):
        assert (one.gain, one.low) == pytest.approx((-other.gain, -other.high))


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
    assert [(one.gain, one.low, one.high) for one in same.gains] == [(0, 0, 0), (0, 0, 0)]


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
