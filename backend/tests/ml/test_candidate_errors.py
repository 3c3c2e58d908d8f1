"""The page of a candidate's errors beside the released classifier's."""

import csv
import re
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from conftest import PICTURES

from app.detector import CATEGORIES, Classifier
from app.registry.models import classifier_kind
from app.settings import get_settings
from app.vision.images import read_picture
from ml import candidate_errors
from ml.data.own_photos import INDEX_COLUMNS
from ml.evaluation.candidate_errors import Answers, Photo, changes, suspects, worst
from ml.labelling.labels import Label, write_labels
from prove.models import moved

SEEN = "validation/dress/one.jpg"  # a person sees a skirt on this photo
MINE = "skirt/my hat.jpg"  # an own training photo in the wrong class folder


def answers(*rows: tuple[str, str, float, str, float]) -> Answers:
    """Rows of class, candidate's answer and confidence, released one's answer and confidence."""

    def probabilities(said: str, confidence: float) -> np.ndarray:
        row = np.full(len(CATEGORIES), (1 - confidence) / (len(CATEGORIES) - 1))
        row[CATEGORIES.index(said)] = confidence
        return row

    photos = [Photo(f"{number}", Path(f"{number}"), "validation", row[0]) for number, row in enumerate(rows)]
    return Answers(
        photos,
        np.stack([probabilities(said, sure) for _, said, sure, _, _ in rows]),
        np.stack([probabilities(said, sure) for _, _, _, said, sure in rows]),
    )


def test_worst_answers_are_wrong_ones_with_the_surest_first() -> None:
    some = answers(
        ("hat", "hat", 0.3, "hat", 0.9),
        ("hat", "dress", 0.6, "hat", 0.9),
        ("hat", "dress", 0.95, "hat", 0.9),
    )
    assert worst(some, 5) == [2, 1]
    assert worst(some, 1) == [2]


def test_class_that_both_contradict_is_suspected_and_an_error_of_the_candidate_alone_is_not() -> None:
    some = answers(
        ("hat", "dress", 0.92, "dress", 0.5),
        ("hat", "dress", 0.99, "hat", 0.5),
        ("hat", "dress", 0.98, "dress", 0.9),
        ("hat", "dress", 0.5, "dress", 0.9),
    )
    assert suspects(some, sure_from=0.9) == [2, 0]


def test_class_that_a_person_confirmed_is_not_suspected_and_one_that_a_person_denied_comes_first() -> None:
    some = answers(*[("hat", "dress", 0.95, "dress", 0.9)] * 2, ("hat", "hat", 0.9, "hat", 0.9))
    by_eye = [replace(photo, by_eye=seen) for photo, seen in zip(some.photos, ("", "hat", "skirt"), strict=True)]
    assert suspects(replace(some, photos=by_eye), sure_from=0.9) == [2, 0]


def test_photos_that_only_one_of_the_two_gets_right_are_counted_for_it() -> None:
    some = answers(("hat", "hat", 0.9, "dress", 0.9), ("hat", "dress", 0.9, "hat", 0.9), ("hat", "hat", 1, "hat", 1))
    assert changes(some) == ([0], [1])


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The page of a candidate with other answers than the released classifier, on twenty photos and an own one."""
    raw, checked = tmp_path / "raw", tmp_path / "checked"
    rows = []
    for category in CATEGORIES:
        for name, photo in zip(("one", "two"), sorted((PICTURES / category).glob("*.jpg")), strict=False):
            file = f"validation/{category}/{name}.jpg"
            (raw / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(photo, raw / file)
            rows.append(("validation", len(rows), category, file, ""))
    (checked / "train/skirt").mkdir(parents=True)
    released = classifier_kind(get_settings()).released
    shutil.copy(surest_hat(Classifier(released)), checked / "train/skirt/a.jpg")
    rows.append(("train", 0, "skirt", "../checked/train/skirt/a.jpg", ""))
    rows.append(("train", 1, "hat", "train/hat/of the data set.jpg", ""))
    write_csv(checked / "index.csv", INDEX_COLUMNS, [("train", "skirt", "train/skirt/a.jpg", "", MINE)])
    (tmp_path / "preprocessed/garments").mkdir(parents=True)
    write_csv(tmp_path / "preprocessed/garments/index.csv", ("split", "row", "category", "file", "sha256"), rows)
    words = {"kind": "skirt", "pattern": "plain", "color": "red", "color2": "", "warmth": "light"}
    write_labels(tmp_path / "labels/validation.csv", [Label(SEEN, words, (), "somebody", "2026-11-30", "sheet")])
    write_labels(tmp_path / "labels/train.csv", [])
    candidate = moved(released, tmp_path / "best.onnx", far=0.1)
    options = {"candidate": candidate, "data-dir": tmp_path / "preprocessed", "raw-dir": raw, "checked-dir": checked}
    options |= {"labels-dir": tmp_path / "labels", "output": tmp_path / "page.html"}
    monkeypatch.setattr(
        sys, "argv", ["", *(str(part) for name, path in options.items() for part in (f"--{name}", path))]
    )
    candidate_errors.main()
    return (tmp_path / "page.html").read_text()


def surest_hat(classifier: Classifier) -> Path:
    """The photo of a hat that the classifier is surest of."""

    def sureness(photo: Path) -> float:
        return float(classifier.probabilities(read_picture(photo).pixels)[classifier.categories.index("hat")])

    return max((PICTURES / "hat").glob("*.jpg"), key=sureness)


def write_csv(path: Path, header: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def test_page_names_photos_whose_class_may_be_wrong_and_counts_every_photo(made: str) -> None:
    worst_part, rest = made.split("<h2>Suspected wrong classes</h2>")
    suspected, confusion = rest.split("<h2>Confusion</h2>")
    assert "on 20 validation photos" in worst_part
    assert f"<td>{SEEN}</td><td>validation</td><td>dress</td><td>skirt</td>" in suspected
    assert f"<td>{MINE}</td><td>train</td><td>skirt</td><td></td><td>hat" in suspected
    assert "of the data set" not in made
    assert "data:image/jpeg;base64," in suspected
    counted = re.findall(r">(\d+) <small>\((\d+)\)</small>", confusion)
    assert [sum(int(pair[side]) for pair in counted) for side in (0, 1)] == [20, 20]


def test_without_a_candidate_the_command_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["", "--data-dir", str(tmp_path)])
    with pytest.raises(SystemExit):
        candidate_errors.main()
    assert capsys.readouterr().err.endswith("is missing: run `make train` first.\n")
