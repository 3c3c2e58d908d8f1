"""The wrapper around ONNX files: its errors for files that cannot be run."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from app.settings import get_settings
from app.vision.onnx import ModelUnavailable, OnnxModel


def released() -> Path:
    return get_settings().weights_dir / "best.onnx"


def test_missing_model_says_how_to_fetch_it(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="dvc pull --remote release"):
        OnnxModel(tmp_path / "best.onnx")


def test_weights_without_their_export_name_the_export_command(tmp_path: Path) -> None:
    (tmp_path / "best.pt").write_bytes(b"weights")
    with pytest.raises(ModelUnavailable, match=r"python -m ml\.classifier_export --weights .*best\.pt"):
        OnnxModel(tmp_path / "best.onnx")


@pytest.mark.parametrize("damage", [lambda b: b[: len(b) // 2], lambda _: b"", lambda _: b"<html>"])
def test_damaged_model_is_named_with_the_way_out(tmp_path: Path, damage) -> None:
    broken = tmp_path / "best.onnx"
    broken.write_bytes(damage(released().read_bytes()))
    with pytest.raises(ModelUnavailable, match=r"best\.onnx is damaged") as refused:
        OnnxModel(broken)
    assert "ml.classifier_export" in str(refused.value)


def test_inputs_that_do_not_fit_are_told_as_unavailable() -> None:
    model = OnnxModel(released())
    with pytest.raises(ModelUnavailable, match="cannot be run"):
        model.run({"images": np.zeros((1, 1), np.float32)})


def test_a_batch_gives_what_its_pictures_give_alone() -> None:
    model = OnnxModel(released())
    images = np.random.default_rng(3).random((5, 3, 192, 192), np.float32)
    together = model.run({"images": images})[0]
    alone = [model.run({"images": one[None]})[0][0] for one in images]
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_digest_is_that_of_the_file() -> None:
    assert OnnxModel(released()).sha256 == hashlib.sha256(released().read_bytes()).hexdigest()
