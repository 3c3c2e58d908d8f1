"""POST /v1/items: every photo becomes an item, or a problem that says why."""

import io
import re

import pytest
from conftest import Person, Service
from PIL import Image

MEBIBYTE = 1024 * 1024


def png(width: int = 200, height: int = 260, color: str = "navy") -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), color).save(buffer, "PNG")
    return buffer.getvalue()


def test_photo_becomes_item_with_class_colours_and_pictures(person: Person, pictures):
    answer = person.upload(pictures["pants"][0])
    assert answer.status_code == 201
    (result,) = answer.json()["results"]
    item = result["item"]
    assert result["status"] == 201
    assert result["filename"] == pictures["pants"][0].name
    assert item["slot"] == {"pants": "bottom"}.get(item["category"], item["slot"])
    assert 0 < item["confidence"] <= 1
    assert sum(color["share"] for color in item["colors"]) == pytest.approx(1, abs=1e-3)
    assert all(re.fullmatch("#[0-9a-f]{6}", color["hex"]) for color in item["colors"])
    for size in ("thumb", "display", "original"):
        assert person.http.get(item["images"][size]).headers["content-type"].startswith("image/")


def test_upload_tells_what_each_step_took(person: Person, pictures):
    timing = person.upload(pictures["hat"][0]).headers["Server-Timing"]
    for step in ("decode", "cutout", "classify", "embed", "commit"):
        assert re.search(rf"\b{step};dur=\d", timing), timing


def test_second_upload_of_same_bytes_returns_same_item(person: Person, pictures):
    first = person.add(pictures["shoes"][0])
    again = person.upload(("another name.jpg", pictures["shoes"][0].read_bytes()))
    assert again.status_code == 201
    assert again.json()["results"][0]["status"] == 200
    assert again.json()["results"][0]["item"]["id"] == first["id"]
    assert re.fullmatch(r"digest;dur=\d+\.\d", again.headers["Server-Timing"])


def test_same_bytes_twice_in_one_request_give_one_item(service: Service, pictures):
    someone = service.join()
    results = someone.upload(pictures["skirt"][0], pictures["skirt"][0]).json()["results"]
    assert len({result["item"]["id"] for result in results}) == 1
    assert sorted(result["status"] for result in results) == [200, 201]


def test_same_bytes_of_two_people_give_two_items(service: Service, pictures):
    one, other = service.join(), service.join()
    assert one.add(pictures["hat"][1])["id"] != other.add(pictures["hat"][1])["id"]


def test_bad_file_does_not_spoil_its_neighbours(person: Person, pictures):
    answer = person.upload(pictures["dress"][0], ("notes.txt", b"not a picture at all"), pictures["dress"][1])
    assert answer.status_code == 207
    assert [result["status"] for result in answer.json()["results"]] == [201, 415, 201]
    assert answer.json()["results"][1]["problem"]["detail"]


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("empty.jpg", b"", 415),
        ("page.html", b"<!doctype html><html><body>hello</body></html>", 415),
        ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="99" height="99"/>', 415),
        ("one pixel.png", png(1, 1), 422),
        ("sliver.png", png(6000, 1), 422),
        ("cut off.png", png()[:300], 422),
    ],
)
def test_bad_file_gets_its_problem_and_leaves_nothing(service: Service, name: str, content: bytes, status: int):
    someone, before = service.join(), service.kept_files
    answer = someone.upload((name, content))
    assert answer.status_code == status
    (result,) = answer.json()["results"]
    assert result["filename"] == name
    assert result["item"] is None
    assert result["problem"]["status"] == status
    assert len(result["problem"]["detail"]) > 20
    assert someone.http.get("/v1/items").json()["items"] == []
    assert service.kept_files == before


def test_file_over_the_limit_is_413_and_its_neighbour_is_taken(person: Person, pictures):
    huge = pictures["shirt"][0].read_bytes() + bytes(40 * MEBIBYTE)
    answer = person.upload(("huge.jpg", huge), pictures["shirt"][1])
    assert [result["status"] for result in answer.json()["results"]] == [413, 201]
    assert "40 MB" in answer.json()["results"][0]["problem"]["detail"]


def test_fifty_one_files_are_refused_whole(service: Service):
    someone = service.join()
    answer = someone.upload(*[(f"{number}.png", png()) for number in range(51)])
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert someone.http.get("/v1/items").json()["items"] == []


def test_different_problems_share_422(person: Person):
    assert person.upload(("a.txt", b"text"), ("b.png", png(1, 1))).status_code == 422


def test_request_without_files_says_what_is_missing(person: Person):
    answer = person.http.post("/v1/items", files={"other": b"content"})
    assert answer.status_code == 422
    assert "files" in answer.json()["detail"]


def test_body_that_is_no_form_says_how_to_send_photos(person: Person):
    answer = person.http.post("/v1/items", json={"files": []})
    assert answer.status_code == 422
    assert "multipart/form-data" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("name", "told", "kept"),
    [
        ("夏のドレス 👗.jpg", "夏のドレス 👗.jpg", "夏のドレス 👗.jpg"),
        (
            "پیراهن می\u200cخواهم 👩\u200d👗.jpg",
            "پیراهن می\u200cخواهم 👩\u200d👗.jpg",
            "پیراهن می\u200cخواهم 👩\u200d👗.jpg",
        ),
        ("shirt\u202egpj.exe", "shirtgpj.exe", "shirtgpj.exe"),
        ("../../etc/passwd", "../../etc/passwd", "passwd"),
        ("C:\\my\\shirt.jpg", "shirt.jpg", "shirt.jpg"),
        (".", ".", "."),
        ("a" * 400 + ".jpg", "a" * 400 + ".jpg", "a" * 251 + ".jpg"),
    ],
)
def test_odd_names_are_names_and_nothing_more(service: Service, pictures, name: str, told: str, kept: str):
    someone = service.join()
    result = someone.upload((name, pictures["t-shirt"][0].read_bytes())).json()["results"][0]
    assert (result["status"], result["filename"]) == (201, told)
    assert result["item"]["photos"][0]["filename"] == kept
    assert all(path.is_relative_to(service.data_dir / "uploads") for path in service.kept_files)


def test_nothing_is_taken_from_strangers(service: Service, pictures):
    answer = service.http.post("/v1/items", files={"files": pictures["hat"][0].read_bytes()})
    assert answer.status_code == 401
