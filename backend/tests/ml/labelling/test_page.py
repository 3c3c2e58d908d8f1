"""The labelling page: it asks for what has no answer yet, and writes the answer files that the other commands read."""

from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient
from labelled_sheets import ANSWERS, PHOTOS, write_answers, write_sheet

from app.vision.images import encode_jpeg
from ml.labelling.answers import read_all_answers
from ml.labelling.page import create_page
from ml.labelling.sheets import read_index

ANSWER = {"kind": "beanie", "pattern": "striped", "color": "red", "color2": "", "warmth": "warm"}


@pytest.fixture
def page(tmp_path: Path) -> TestClient:
    """A page for four photos, three of which are answered."""
    for photo in PHOTOS:
        path = tmp_path / "photos" / photo
        path.parent.mkdir(parents=True)
        path.write_bytes(encode_jpeg(np.full((60, 60, 3), 200, np.uint8)))
    cells = read_index(write_sheet(tmp_path / "sheets"))
    answers = write_answers(tmp_path / "answers", *ANSWERS[:3])
    return TestClient(create_page(tmp_path / "photos", cells, answers), base_url="http://127.0.0.1")


def test_only_the_photo_without_answer_is_asked_and_then_nothing(page: TestClient, tmp_path: Path) -> None:
    asked = page.get("/")
    assert asked.url.path == "/1/4"
    assert "3 of 4 photos are answered" in asked.text
    done = page.post("/1", data=ANSWER | {"number": "4", "flags": ["worn", "several"]})
    assert "All 4 photos are answered" in done.text
    answers = read_all_answers(tmp_path / "sheets", tmp_path / "answers")
    assert answers[PHOTOS[3]].words == ANSWER
    assert answers[PHOTOS[3]].flags == ("several", "worn")
    assert answers[PHOTOS[0]].words["color2"] == "turquoise"


def test_an_answer_can_be_looked_at_and_changed(page: TestClient, tmp_path: Path) -> None:
    assert 'value="cardigan" required checked' in page.get("/1/2").text
    page.post("/1", data=ANSWER | {"number": "4"})
    page.post("/1", data=ANSWER | {"number": "2"})
    assert read_all_answers(tmp_path / "sheets", tmp_path / "answers")[PHOTOS[1]].words == ANSWER


def test_page_never_shows_the_photos_class(page: TestClient) -> None:
    assert "test/hat" not in page.get("/1/4").text
    assert page.get("/1/4/photo").headers["content-type"] == "image/jpeg"


@pytest.mark.parametrize("change", [{"kind": "bonnet"}, {"kind": ""}, {"color2": "red"}])
def test_wrong_words_are_refused_and_nothing_is_written(
    page: TestClient, tmp_path: Path, change: dict[str, str]
) -> None:
    before = (tmp_path / "answers" / "001.csv").read_text()
    assert page.post("/1", data=ANSWER | {"number": "4"} | change).status_code == 422
    assert (tmp_path / "answers" / "001.csv").read_text() == before


def test_a_refused_answer_is_shown_again_with_the_reason(page: TestClient) -> None:
    refused = page.post("/1", data=ANSWER | {"number": "4", "color2": "red", "flags": ["worn"]}).text
    assert '<p role="alert">color2 is the same as color' in refused
    assert 'value="beanie" required checked' in refused
    assert 'value="worn" checked' in refused


def test_an_answer_file_that_cannot_be_read_is_named(page: TestClient, tmp_path: Path) -> None:
    (tmp_path / "answers" / "001.csv").write_text("no header\n")
    shown = page.get("/")
    assert shown.status_code == 422
    assert "001.csv: the first line must be number,kind" in shown.text


def test_unknown_photos_and_foreign_host_names_are_refused(page: TestClient) -> None:
    assert page.get("/1/5").status_code == 404
    assert page.post("/1", data=ANSWER | {"number": "5"}).status_code == 404
    assert page.get("/", headers={"Host": "example.org"}).status_code == 400
