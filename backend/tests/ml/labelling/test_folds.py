"""Folds by sender, the report on them, and the street labels' kinds."""

from collections import Counter
from pathlib import Path

from app.vision.vocabulary import ALL_CATEGORIES, CATEGORY_OF_KIND
from ml.data.outfit_preprocessing import CATEGORY_OF_LABEL
from ml.labelling.fold_report import report
from ml.labelling.folds import FOLDS, Folds, group_by_sender, read_folds
from ml.labelling.labels import Label
from ml.labelling.predictions import Prediction, differences, read_predictions, write_predictions
from ml.labelling.street_kinds import read_street_kinds


def label(photo: str, kind: str) -> Label:
    words = {"kind": kind, "pattern": "plain", "color": "blue", "color2": "white", "warmth": "light"}
    return Label(photo, words, (), "labeller 1", "2026-11-30", "sheet")


def test_no_sender_is_in_two_committed_folds_or_in_the_test_split() -> None:
    folds = read_folds()
    splits = Counter(photo.split("/")[0] for photo in folds.sender)
    assert splits == {"train": 3068, "validation": 341, "test": 372, "images": 167}
    test = {photo for photo in folds.sender if photo.startswith("test/")}
    assert folds.sender.keys() - folds.fold.keys() == test
    places = {(folds.sender[photo], folds.fold.get(photo)) for photo in folds.sender}
    assert len(places) == len({sender for sender, _ in places})


def test_every_committed_fold_has_every_class() -> None:
    classes: dict[int, Counter[str]] = {fold: Counter() for fold in range(FOLDS)}
    for photo, fold in read_folds().fold.items():
        classes[fold][photo.split("/")[-2]] += 1
    assert all(len(counts) == 11 and min(counts.values()) >= 15 for counts in classes.values())


def test_grouping_keeps_every_senders_photos_together() -> None:
    photos = [f"{number}.jpg" for number in range(60)]
    senders = [str(number % 12) for number in range(60)]
    folds = group_by_sender(photos, ["dress", "hat"] * 30, senders, seed=7)
    assert sorted(photo for fold in folds for photo in fold) == sorted(photos)
    of_fold = [{senders[photos.index(photo)] for photo in fold} for fold in folds]
    assert sum(len(names) for names in of_fold) == 12


def test_report_counts_by_fold_by_sender_size_and_on_test() -> None:
    photos = [f"train/pants/{number}.jpg" for number in range(4)]
    test = "test/hat/9.jpg"
    folds = Folds(
        dict(zip(photos, (0, 0, 0, 1), strict=True)),
        {photos[0]: "1", photos[1]: "1", photos[2]: "1", photos[3]: "2", test: "3"},
    )
    answers = ("pants", "pants", "skirt", "skirt")
    predictions = {photo: Prediction(said, 0.9, "white") for photo, said in zip(photos, answers, strict=True)}
    predictions[test] = Prediction("hat", 0.9, "red")
    labels = {photo: label(photo, "jeans") for photo in photos[:3]}
    labels |= {photos[3]: label(photos[3], "skirt"), test: label(test, "cap")}
    rows = {(row.group, row.answer): row for row in report(predictions, labels, folds, {})}
    assert (rows["fold 0", "old"].photos, round(rows["fold 0", "old"].accuracy, 3)) == (3, 0.667)
    assert (rows["fold 1", "old"].accuracy, rows["fold 1", "label"].accuracy) == (0, 1)
    assert (rows["all folds", "old"].accuracy, rows["all folds", "label"].accuracy) == (0.5, 0.75)
    assert rows["all folds", "color"].accuracy == 1
    assert (rows["senders of 1 to 2", "old"].senders, rows["senders of 3 to 9", "old"].photos) == (1, 3)
    assert (rows["test", "label"].accuracy, rows["test", "color"].accuracy) == (1, 0)
    assert rows["all folds", "main color"].accuracy == 0
    assert (rows["test, sender of 1", "label"].photos, rows["test, sender of 1", "label"].accuracy) == (1, 1)
    assert rows["all folds", "old"].interval == (0, 2 / 3)
    assert rows["test", "old"].interval is None


def test_model_and_label_that_differ_are_named_the_models_surest_first(tmp_path: Path) -> None:
    predictions = {
        "a.jpg": Prediction("pants", 0.6, "blue"),
        "b.jpg": Prediction("pants", 0.9, "blue"),
        "c.jpg": Prediction("skirt", 0.9, "blue"),
        "not labelled.jpg": Prediction("hat", 0.9, "blue"),
    }
    write_predictions(tmp_path / "predictions.csv", predictions)
    assert read_predictions(tmp_path / "predictions.csv") == predictions
    labels = {photo: label(photo, "skirt") for photo in ("a.jpg", "b.jpg", "c.jpg")}
    assert [line.split(":")[0] for line in differences(labels, predictions)] == ["b.jpg", "a.jpg"]


def test_street_labels_become_kinds_of_the_vocabulary() -> None:
    kinds = read_street_kinds()
    assert len(kinds) == 59
    assert kinds.keys() >= CATEGORY_OF_LABEL.keys()
    for street in kinds.values():
        assert street.category is None or street.category in ALL_CATEGORIES
        assert street.kind is None or CATEGORY_OF_KIND[street.kind] == street.category
    assert (kinds["pumps"].kind, kinds["hat"].category, kinds["hat"].kind) == ("heels", "hat", None)
