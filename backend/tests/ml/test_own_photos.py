"""A person's own photos are checked before any training: what cannot be used is named and left out."""

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.detector import CATEGORIES
from ml.data.garment_preprocessing import preprocess_garments
from ml.data.garments import load_garments
from ml.errors import StageFailed
from ml.own_photos import write_checked_photos

PICTURES = Path(__file__).parents[1] / "pictures"


def pictures(category: str) -> list[Path]:
    return sorted((PICTURES / category).glob("*.jpg"))


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A data set with one photo per class and split."""
    folder = tmp_path / "raw/clothing-dataset-small"
    for number, split in enumerate(("train", "validation", "test")):
        for category in CATEGORIES:
            (folder / split / category).mkdir(parents=True)
            shutil.copy(pictures(category)[number], folder / split / category)
    return tmp_path / "raw"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    for category in ("dress", "hat"):
        (folder / category).mkdir(parents=True)
        shutil.copy(pictures(category)[3], folder / category / "one.jpg")
    return folder


def report(tmp_path: Path, own: Path) -> str:
    return write_checked_photos(own, tmp_path / "raw", tmp_path / "checked", near_bits=6)


def smaller(picture: Path, copy: Path) -> None:
    pixels = cv2.imread(str(picture))
    assert pixels is not None
    cv2.imwrite(str(copy), cv2.resize(pixels, None, fx=0.7, fy=0.7, interpolation=cv2.INTER_AREA))


@pytest.mark.usefixtures("raw")
def test_own_photos_join_the_training_split(tmp_path: Path, own: Path, raw: Path) -> None:
    said = report(tmp_path, own)
    assert "2 own photos are used: train 2, validation 0, test 0" in said
    source = raw / "clothing-dataset-small"
    none = tmp_path / "none"
    preprocess_garments(source, tmp_path / "without", 64, 48, none, checked_dir=none)
    preprocess_garments(source, tmp_path / "with", 64, 48, none, checked_dir=tmp_path / "checked")
    before, after = (load_garments(tmp_path / part, "train") for part in ("without", "with"))
    assert np.array_equal(before.pixels, after.pixels[:-2])
    assert [CATEGORIES[label] for label in after.labels[-2:]] == ["dress", "hat"]
    assert (source / after.files[-1]).read_bytes() == (own / "hat/one.jpg").read_bytes()


@pytest.mark.usefixtures("raw")
def test_unreadable_files_are_named_and_left_out(tmp_path: Path, own: Path) -> None:
    (own / "dress/notes.txt").write_text("Grandmother's dresses")
    (own / "dress/empty.jpg").touch()
    (own / "hat/cut.jpg").write_bytes(pictures("hat")[4].read_bytes()[:2000])
    (own / "loose.jpg").write_bytes(pictures("hat")[4].read_bytes())
    said = report(tmp_path, own)
    assert "2 own photos are used" in said
    assert "Left out, unreadable: 3" in said
    for name in ("dress/notes.txt: ", "dress/empty.jpg: ", "hat/cut.jpg: ", "loose.jpg: is in no class folder"):
        assert f"  {name}" in said


@pytest.mark.usefixtures("raw")
def test_empty_extra_and_missing_classes_are_reported(tmp_path: Path, own: Path) -> None:
    (own / "shirt").mkdir()
    (own / "socks").mkdir()
    shutil.copy(pictures("hat")[4], own / "socks")
    said = report(tmp_path, own)
    assert "Empty class folders: shirt" in said
    assert "Unknown class 'socks': 1 files left out. Known are " in said
    lines = {line.split()[0]: line for line in said.splitlines() if line.startswith("  ")}
    assert lines["skirt"].endswith("none")
    assert not lines["hat"].endswith("none")


@pytest.mark.usefixtures("raw")
def test_duplicates_are_left_out_and_held_out_photos_never_train(tmp_path: Path, own: Path) -> None:
    shutil.copy(own / "hat/one.jpg", own / "hat/two.jpg")
    (own / "skirt").mkdir()
    shutil.copy(own / "hat/one.jpg", own / "skirt/three.jpg")
    shutil.copy(pictures("shirt")[2], own / "hat/of-test.jpg")
    smaller(pictures("shirt")[1], own / "hat/like-validation.jpg")
    smaller(own / "hat/one.jpg", own / "hat/smaller.jpg")
    said = report(tmp_path, own)
    assert "Left out, duplicates: 4" in said
    assert "  hat/of-test.jpg: the same file as clothing-dataset-small/test/shirt/" in said
    assert "  hat/like-validation.jpg: much like clothing-dataset-small/validation/shirt/" in said
    assert "  hat/two.jpg: the same file as hat/one.jpg" in said
    assert "  skirt/three.jpg: the same file as hat/one.jpg, there as hat" in said
    assert "Used, but much like another photo of the same split: 1\n  hat/smaller.jpg: much like hat/one.jpg" in said


def listed(own: Path, *rows: tuple[str, ...]) -> None:
    with (own / "photos.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("path", "category", "split"), *rows])


@pytest.mark.usefixtures("raw")
def test_list_gives_class_and_split(tmp_path: Path, own: Path) -> None:
    shutil.copy(pictures("shirt")[4], own / "shirt.jpg")
    shutil.copy(own / "shirt.jpg", own / "again.jpg")
    (tmp_path / "outside.jpg").write_bytes(pictures("hat")[4].read_bytes())
    listed(
        own,
        ("again.jpg", "shirt", "train"),
        ("shirt.jpg", "shirt", "validation"),
        ("hat/one.jpg", "hat", ""),
        ("gone.jpg", "hat", "train"),
        ("../outside.jpg", "hat", "train"),
        ("dress/one.jpg", "gown", "train"),
        ("dress/one.jpg", "dress", "holdout"),
    )
    said = report(tmp_path, own)
    assert "2 own photos are used: train 1, validation 1, test 0" in said
    assert "  again.jpg: the same file as shirt.jpg" in said
    assert "  gone.jpg: does not exist" in said
    assert "  ../outside.jpg: is outside " in said
    assert "Unknown class 'gown': 1 files left out" in said
    assert "  dress/one.jpg: has the split 'holdout'; known are train, validation, test" in said
    assert [path.parent.name for path in (tmp_path / "checked/validation").rglob("*.jpg")] == ["shirt"]


def test_list_without_its_columns_is_refused(tmp_path: Path, own: Path) -> None:
    (own / "photos.csv").write_text("file,label\na.jpg,hat\n")
    with pytest.raises(StageFailed, match="must have the columns path, category"):
        report(tmp_path, own)


def test_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(StageFailed, match=r"own_photos\.folder is .*/nowhere, and there is no such folder"):
        report(tmp_path, tmp_path / "nowhere")


@pytest.mark.usefixtures("raw")
def test_photo_put_into_a_folder_of_the_pipeline_is_refused_and_stays(tmp_path: Path, own: Path, raw: Path) -> None:
    report(tmp_path, own)
    report(tmp_path, own)  # what the stage wrote is no obstacle
    mine = tmp_path / "checked/train/hat/mine.jpg"
    shutil.copy(pictures("hat")[4], mine)
    with pytest.raises(StageFailed, match=r"train/hat/mine\.jpg.*own_photos in"):
        report(tmp_path, own)
    preprocessed = tmp_path / "preprocessed/garments/mine.jpg"
    preprocessed.parent.mkdir(parents=True)
    preprocessed.write_bytes(b"mine")
    with pytest.raises(StageFailed, match=r"belongs to the stage preprocess, which did not write mine\.jpg"):
        preprocess_garments(raw / "clothing-dataset-small", tmp_path / "preprocessed", 64, 48, own, own)
    assert mine.exists()
    assert preprocessed.exists()


@pytest.fixture
def source(raw: Path) -> Iterator[Path]:
    yield raw / "clothing-dataset-small"


def preprocess(source: Path, tmp_path: Path) -> None:
    preprocess_garments(source, tmp_path / "preprocessed", 64, 48, tmp_path / "feedback", tmp_path / "none")


@pytest.mark.parametrize("content", [b"no picture", b"", b"\xff\xd8\xff cut"])
def test_corrupt_picture_of_the_data_set_is_named(tmp_path: Path, source: Path, content: bytes) -> None:
    (source / "validation/hat/broken.jpg").write_bytes(content)
    with pytest.raises(StageFailed, match=r"validation/hat/broken\.jpg: "):
        preprocess(source, tmp_path)


def test_extra_and_missing_class_folders_of_the_data_set_are_named(tmp_path: Path, source: Path) -> None:
    shutil.rmtree(source / "validation/hat")
    with pytest.raises(StageFailed, match="The validation split has no photos of hat"):
        preprocess(source, tmp_path)
    (source / "train/socks").mkdir()
    with pytest.raises(StageFailed, match="train has folders of unknown classes: socks"):
        preprocess(source, tmp_path)


def test_empty_class_folder_of_the_data_set_is_named(tmp_path: Path, source: Path) -> None:
    shutil.rmtree(source / "train/hat")
    (source / "train/hat").mkdir()
    with pytest.raises(StageFailed, match="The train split has no photos of hat"):
        preprocess(source, tmp_path)


def test_unknown_class_in_feedback_is_named(tmp_path: Path, source: Path) -> None:
    photo = tmp_path / "feedback/train/somebody/socks/a.jpg"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(pictures("hat")[4].read_bytes())
    with pytest.raises(StageFailed, match=r"socks/a\.jpg has the unknown class 'socks'"):
        preprocess(source, tmp_path)
