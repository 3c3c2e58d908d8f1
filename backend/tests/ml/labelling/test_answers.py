"""Answer files: what is accepted, what is refused, and the labels that they become."""

from pathlib import Path

import pytest
from labelled_sheets import ANSWERS, PHOTOS, write_answers, write_sheet

from app.vision.vocabulary import ALL_CATEGORIES, CATEGORY_OF_KIND
from ml.labelling.answers import WrongAnswers, read_all_answers
from ml.labelling.labels import read_labels, write_labels
from ml.labelling.merge import count_words, merge_answers


def test_kinds_cover_every_category_of_the_service() -> None:
    assert set(CATEGORY_OF_KIND.values()) == set(ALL_CATEGORIES)


def test_answers_are_read_by_photo(tmp_path: Path) -> None:
    answers = read_all_answers(write_sheet(tmp_path / "sheets"), write_answers(tmp_path / "answers", *ANSWERS))
    assert list(answers) == list(PHOTOS)
    assert answers[PHOTOS[0]].words["color2"] == "turquoise"
    assert answers[PHOTOS[3]].flags == ("several", "worn")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("4,bonnet,striped,red,white,warm,", "kind 'bonnet'"),
        ("4,beanie,striped,crimson,white,warm,", "color 'crimson'"),
        ("4,beanie,striped,red,red,warm,", "color2 is the same"),
        ("4,beanie,striped,red,,hot,", "warmth 'hot'"),
        ("4,beanie,striped,red,,warm,maybe", "flags 'maybe'"),
        ("4,beanie,striped,red,warm,", "7 columns"),
        ("3,beanie,striped,red,,warm,", "number 3 is there twice"),
        ("5,beanie,striped,red,,warm,", "no line for 4"),
    ],
)
def test_wrong_answers_are_refused_with_line_and_reason(tmp_path: Path, line: str, says: str) -> None:
    answers_dir = write_answers(tmp_path / "answers", *ANSWERS[:3], line)
    with pytest.raises(WrongAnswers, match=says):
        read_all_answers(write_sheet(tmp_path / "sheets"), answers_dir)


@pytest.mark.parametrize(
    ("separator", "encoding"), [(",", "utf-8-sig"), (";", "utf-8")], ids=["byte order mark", "semicolons"]
)
def test_answers_saved_by_a_spreadsheet_are_read(tmp_path: Path, separator: str, encoding: str) -> None:
    answers_dir = write_answers(tmp_path / "answers", *ANSWERS)
    text = (answers_dir / "001.csv").read_text().replace(",", separator).replace("\n", "\r\n")
    (answers_dir / "001.csv").write_bytes(text.encode(encoding))
    answers = read_all_answers(write_sheet(tmp_path / "sheets"), answers_dir)
    assert answers[PHOTOS[3]].flags == ("several", "worn")


def test_answers_in_another_encoding_are_refused(tmp_path: Path) -> None:
    answers_dir = write_answers(tmp_path / "answers", *ANSWERS)
    (answers_dir / "001.csv").write_text((answers_dir / "001.csv").read_text(), encoding="utf-16")
    with pytest.raises(WrongAnswers, match="not text in UTF-8"):
        read_all_answers(write_sheet(tmp_path / "sheets"), answers_dir)


def test_nothing_answered_makes_no_labels(tmp_path: Path) -> None:
    answers = write_answers(tmp_path / "answers")
    (answers / "001.csv").unlink()
    with pytest.raises(WrongAnswers, match="no answers yet"):
        merge_answers([(write_sheet(tmp_path / "sheets"), answers)], "2026-11-30", {})


def test_sheets_without_answers_are_left_out(tmp_path: Path) -> None:
    assert read_all_answers(write_sheet(tmp_path / "sheets"), tmp_path / "answers") == {}


def test_labels_say_who_when_how_and_that_the_data_sets_class_is_wrong(tmp_path: Path) -> None:
    first = (write_sheet(tmp_path / "sheets"), write_answers(tmp_path / "first", *ANSWERS))
    write_labels(tmp_path / "labels.csv", merge_answers([first], "2026-11-30", {}))
    labels = read_labels(tmp_path / "labels.csv")
    cardigan = labels["test/outwear/b.jpg"]
    assert cardigan.category == "longsleeve"
    assert cardigan.flags == ("doubtful", "wrong-class")
    assert (cardigan.labeller, cardigan.labelled_on, cardigan.how) == ("labeller 1", "2026-11-30", "sheet")
    assert labels["test/shoes/c.jpg"].flags == ()


def test_third_look_replaces_the_first_pass(tmp_path: Path) -> None:
    first = (write_sheet(tmp_path / "sheets"), write_answers(tmp_path / "first", *ANSWERS))
    third = (
        write_sheet(tmp_path / "doubtful", (PHOTOS[1],)),
        write_answers(tmp_path / "third", "1,jacket,plain,dark grey,,medium,", who="labeller 2"),
    )
    (tmp_path / "third" / "how.txt").write_text("third look\n")
    labels = {label.photo: label for label in merge_answers([first, third], "2026-11-30", {})}
    assert len(labels) == len(PHOTOS)
    assert labels[PHOTOS[1]].words["kind"] == "jacket"
    assert (labels[PHOTOS[1]].labeller, labels[PHOTOS[1]].how) == ("labeller 2", "third look")
    assert count_words(list(labels.values()))["kind"]["jacket"] == 1


def test_class_of_photos_without_class_folder_comes_from_the_table(tmp_path: Path) -> None:
    sheets = write_sheet(tmp_path / "sheets", ("images/a.jpg", "images/b.jpg", "images/c.jpg", "images/d.jpg"))
    answers = write_answers(tmp_path / "answers", *ANSWERS)
    classes = {"a": "Polo", "b": "Hoodie", "c": "Blouse"}
    labels = merge_answers([(sheets, answers)], "2026-11-30", classes)
    assert [label.photo for label in labels if "wrong-class" in label.flags] == ["images/c.jpg"]


def test_answers_without_a_name_are_refused(tmp_path: Path) -> None:
    answers = write_answers(tmp_path / "answers", *ANSWERS)
    (answers / "who.txt").unlink()
    with pytest.raises(WrongAnswers, match="no who"):
        merge_answers([(write_sheet(tmp_path / "sheets"), answers)], "2026-11-30", {})
