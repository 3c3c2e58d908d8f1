"""The release gate of the cut-out network, on a few compositions of CC0 photos."""

import dataclasses
import shutil
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import yaml
from conftest import PICTURES
from scipy.io import savemat
from small_repository import SmallRepository, finished_run

from app.registry.models import cutout_kind
from app.settings import get_settings
from app.vision.images import decode_mask, read_picture
from ml.releasing import cutout_samples
from ml.releasing.gate import DataMismatch, judge

MASKS = Path(__file__).parents[1] / "vision" / "masks"
LABELS = ("null", "dress", "shoes")

pytestmark = pytest.mark.timeout(900)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> SmallRepository:
    return finished_run(tmp_path_factory)


@pytest.fixture
def raw_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two "street photos", a dress beside a pair of shoes, and the test photos as rooms."""
    monkeypatch.setattr(cutout_samples, "COUNT", 6)
    street = tmp_path / "clothing-co-parsing"
    (street / "annotations/pixel-level").mkdir(parents=True)
    (street / "photos").mkdir()
    savemat(street / "label_list.mat", {"label_list": np.array(LABELS, object)[None]})
    dress, shoes = next((MASKS / "dress").iterdir()), next((MASKS / "shoes").iterdir())
    pixels, labels = zip(*(labelled(file, number) for number, file in ((1, dress), (2, shoes))), strict=True)
    for name in ("0000", "0001"):
        cv2.imwrite(str(street / f"photos/{name}.jpg"), np.hstack(pixels)[..., ::-1])
        savemat(street / f"annotations/pixel-level/{name}.mat", {"groundtruth": np.hstack(labels)})
    shutil.copytree(PICTURES, tmp_path / "clothing-dataset-small/validation")
    return tmp_path / "clothing-dataset-small"


def labelled(mask_file: Path, number: int) -> tuple[np.ndarray, np.ndarray]:
    """A photo of 240 x 320 and its label map."""
    photo = read_picture(PICTURES / mask_file.parent.name / f"{mask_file.stem}.jpg").pixels
    mask = cv2.resize(decode_mask(mask_file.read_bytes()).astype(np.uint8), (240, 320)) * np.uint8(number)
    return cv2.resize(photo, (240, 320), interpolation=cv2.INTER_AREA), mask


def test_network_trained_for_a_few_steps_is_refused_and_the_released_one_accepted(
    finished: SmallRepository, raw_dir: Path, tmp_path: Path
) -> None:
    rules: dict[str, Any] = yaml.safe_load((finished.folder / "params.yaml").read_text())["release"]
    kind, poor = cutout_kind(get_settings()), finished.data / "cutout/cutout.onnx"
    refused = judge(kind, poor, rules, tmp_path, raw_dir, tmp_path)
    assert not refused.accepted
    assert {one.figure for one in refused.gains if one.high < 0} == {"together", "plain", "same_color", "pairs"}
    accepted = judge(dataclasses.replace(kind, released=poor), kind.released, rules, tmp_path, raw_dir, tmp_path)
    assert accepted.accepted
    assert all(one.candidate > 0.8 for one in accepted.gains)


def test_street_photos_without_garments_are_no_data_to_judge_by(
    finished: SmallRepository, raw_dir: Path, tmp_path: Path
) -> None:
    for file in (raw_dir.parent / "clothing-co-parsing/annotations/pixel-level").iterdir():
        savemat(file, {"groundtruth": np.zeros((320, 480), np.uint8)})
    rules = yaml.safe_load((finished.folder / "params.yaml").read_text())["release"]
    kind = cutout_kind(get_settings())
    with pytest.raises(DataMismatch, match="shows a garment"):
        judge(kind, kind.released, rules, tmp_path, raw_dir, tmp_path)
