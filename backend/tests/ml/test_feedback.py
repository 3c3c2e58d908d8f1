"""Corrections of people who agree, and only while they agree, become data for training and the release gate."""

import csv
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from conftest import PASSWORD, PICTURES, Person, Service, serve
from object_store import run_object_store
from small_repository import SmallRepository, finished_run
from test_release_gate import altered

from app.detector import CATEGORIES
from app.registry.models import classifier_kind
from app.settings import get_settings
from app.vision.images import encode_mask, read_picture
from ml.cutout.teacher_masks import painted_photos
from ml.data.garment_preprocessing import preprocess_garments
from ml.data.garments import load_garments
from ml.data.masks import write_masks
from ml.feedback import write_feedback
from ml.releasing.gate import Verdict, judge
from ml.releasing.shadow_counts import shadow_disagreements
from prove.models import moved

pytestmark = pytest.mark.timeout(900)


@pytest.fixture(params=["folder", "bucket"])
def wardrobes(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A service with photos in a folder, and one with photos in a bucket."""
    if request.param == "folder":
        yield from serve(tmp_path / "data")
        return
    with run_object_store(tmp_path / "s3") as server:
        server.make_bucket("photos")
        for name, value in server.settings("photos").items():
            monkeypatch.setenv(name, value)
        yield from serve(tmp_path / "data")


def told(service: Service, folder: Path) -> dict[str, bytes]:
    """The folder's photos after `make feedback`."""
    state = service.services
    counts = service.http.portal.call(write_feedback, state.sessions, state.store, folder)
    photos = {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*.jpg"))}
    assert counts["train"] + counts["judge"] + counts["masks"] == len(photos)
    assert counts["outfits"] == len(outfits(folder))
    assert not list(folder.parent.glob(".feedback*"))
    return photos


def outfits(folder: Path) -> list[dict[str, Any]]:
    content: list[dict[str, Any]] = json.loads((folder / "outfits.json").read_text())
    return content


def is_judged(item: dict[str, Any]) -> bool:
    return int(item["source_sha256"][:8], 16) % 5 == 0


def agree(person: Person, share: bool = True) -> str:
    return person.http.patch("/v1/me", json={"share_for_training": share}).json()["id"]


def call(person: Person, item: dict[str, Any], category: str) -> None:
    assert person.http.patch(f"/v1/items/{item['id']}", json={"category": category}).status_code == 200


def test_only_garments_of_people_who_agree_and_only_while_they_do(
    wardrobes: Service, pictures: dict[str, list[Path]], tmp_path: Path
) -> None:
    folder = tmp_path / "feedback"
    wardrobes.join()
    agrees, not_asked, goes = (wardrobes.join() for _ in range(3))
    owner, leaving = agree(agrees), agree(goes)
    agrees.http.post("/v1/samples")
    items = [agrees.add(picture) for picture in (*pictures["hat"], *pictures["pants"])]
    for item in items[2:]:
        call(agrees, item, "skirt" if item["category"] != "skirt" else "dress")
    call(agrees, items[1], items[1]["category"])  # confirmed
    call(agrees, items[2], "scarf")  # not a class of the classifier
    agrees.http.delete(f"/v1/items/{items[3]['id']}")
    for person in (not_asked, goes):
        call(person, person.add(pictures["shirt"][0]), "skirt")
    shirt = goes.http.get("/v1/items").json()["items"][0]
    outfit = agrees.http.post("/v1/outfits", json={"item_ids": [items[4]["id"], items[1]["id"]]}).json()
    agrees.http.post(f"/v1/outfits/{outfit['id']}/feedback", json={"liked": False})

    expected = {
        f"{'judge' if is_judged(item) else 'train'}/{owner}/skirt/{item['source_sha256']}.jpg" for item in items[4:]
    }
    if is_judged(items[1]):
        expected.add(f"judge/{owner}/{items[1]['category']}/{items[1]['source_sha256']}.jpg")
    if not items[0]["needs_review"] and is_judged(items[0]):
        expected.add(f"judge/{owner}/{items[0]['category']}/{items[0]['source_sha256']}.jpg")
    of_leaving = f"{'judge' if is_judged(shirt) else 'train'}/{leaving}/skirt/{shirt['source_sha256']}.jpg"
    photos = told(wardrobes, folder)
    assert photos.keys() == expected | {of_leaving}
    assert any(name.startswith("train/") for name in expected)
    assert any(name.startswith("judge/") for name in expected)
    display = agrees.http.get(items[4]["images"]["display"]).content
    assert display in photos.values()
    (judged,) = outfits(folder)
    assert (judged["owner"], judged["liked"]) == (owner, False)
    assert set(judged["photos"].values()) == {items[4]["source_sha256"], items[1]["source_sha256"]}

    assert goes.http.request("DELETE", "/v1/me", json={"password": PASSWORD}).status_code == 204
    assert told(wardrobes, folder).keys() == expected
    agree(agrees, False)
    assert told(wardrobes, folder) == {}
    assert outfits(folder) == []


def test_person_who_leaves_while_photos_are_copied_is_not_in_the_folder(
    fresh_service: Service, pictures: dict[str, list[Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree(person := fresh_service.join())
    call(person, person.add(pictures["hat"][0]), "skirt")
    store = fresh_service.services.store
    read = store.read

    def read_as_the_consent_is_taken_back(*key: Any) -> bytes:
        content: bytes = read(*key)
        person.http.patch("/v1/me", json={"share_for_training": False})
        return content

    monkeypatch.setattr(store, "read", read_as_the_consent_is_taken_back)
    assert told(fresh_service, tmp_path / "feedback") == {}


def test_painted_cutout_of_a_person_who_agrees_teaches_the_network(
    fresh_service: Service, pictures: dict[str, list[Path]], tmp_path: Path
) -> None:
    agrees, not_asked = (fresh_service.join() for _ in range(2))
    owner = agree(agrees)
    items = [person.add(picture) for person in (agrees, not_asked) for picture in pictures["hat"][:4]]
    for person, item in zip([agrees] * 4 + [not_asked] * 4, items, strict=True):
        mask = np.zeros((item["images"]["height"], item["images"]["width"]), np.bool_)
        mask[: len(mask) // 2] = True
        painted = person.http.put(f"/v1/items/{item['id']}/cutout/mask", files={"mask": encode_mask(mask)})
        assert painted.status_code == 200, painted.text
        call(person, item, item["category"])
    told(fresh_service, tmp_path / "feedback")
    expected = {item["source_sha256"] for item in items[:4] if not is_judged(item)}
    assert expected
    assert {path.stem for path in (tmp_path / f"feedback/masks/{owner}").rglob("*.png")} == expected
    learned = painted_photos(tmp_path / "feedback")
    assert {photo.name.partition("/")[2] for photo in learned} == expected
    for photo in learned:
        assert photo.mask.shape == photo.pixels.shape[:2]
        assert photo.mask.mean() == pytest.approx(0.5, abs=0.02)
    agree(agrees, False)
    told(fresh_service, tmp_path / "feedback")
    assert painted_photos(tmp_path / "feedback") == []


def test_corrected_photos_follow_the_training_photos_and_are_in_no_other_split(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    for split, number in (("train", 0), ("validation", 1), ("test", 2)):
        for category in CATEGORIES:
            photo = sorted((PICTURES / category).glob("*.jpg"))[number]
            (raw / split / category).mkdir(parents=True)
            (raw / split / category / photo.name).write_bytes(photo.read_bytes())
    feedback = tmp_path / "feedback"
    preprocess_garments(raw, tmp_path / "without", 64, 48, feedback, checked_dir=tmp_path / "none")
    hat = sorted((PICTURES / "hat").glob("*.jpg"))
    of_validation = next(iter((raw / "validation/hat").iterdir())).read_bytes()
    owner = feedback / "train/somebody"
    (owner / "skirt").mkdir(parents=True)
    (owner / "skirt" / f"{'a' * 64}.jpg").write_bytes(hat[3].read_bytes())
    (owner / "skirt" / f"{hashlib.sha256(of_validation).hexdigest()}.jpg").write_bytes(of_validation)
    (feedback / "judge/somebody/hat").mkdir(parents=True)
    (feedback / "judge/somebody/hat" / f"{'b' * 64}.jpg").write_bytes(hat[4].read_bytes())
    preprocess_garments(raw, tmp_path / "with", 64, 48, feedback, checked_dir=tmp_path / "none")

    for split in ("validation", "test"):
        before, after = (load_garments(tmp_path / part, split) for part in ("without", "with"))
        assert np.array_equal(before.pixels, after.pixels)
        assert before.files == after.files
    before, after = (load_garments(tmp_path / part, "train") for part in ("without", "with"))
    assert np.array_equal(before.pixels, after.pixels[:-1])
    assert (len(after.labels), CATEGORIES[after.labels[-1]]) == (len(before.labels) + 1, "skirt")
    index = tmp_path / "with/garments/index.csv"
    with index.open(newline="") as file:
        (last,) = [row for row in csv.DictReader(file) if "somebody" in row["file"]]
    assert np.array_equal(
        read_picture((raw / last["file"]).read_bytes()).pixels, read_picture(hat[3].read_bytes()).pixels
    )
    write_masks(raw, index, tmp_path / "with", 64)  # finds the photo by the same name
    assert len(np.load(tmp_path / "with/masks/train.npy")) == len(after.labels)


def test_gate_compares_peoples_photos_and_the_others(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    finished: SmallRepository = finished_run(tmp_path_factory)
    rules = yaml.safe_load((finished.folder / "params.yaml").read_text())["release"]
    kind = classifier_kind(get_settings())
    other = altered(kind.released, tmp_path / "other.onnx", lambda bias: bias + 3 * (np.arange(len(bias)) % 2))
    model = kind.opened_by(other)
    for number, file in enumerate(sorted(PICTURES.rglob("*.jpg"))):  # people agree with the other model
        said = model.classify(read_picture(file.read_bytes()).pixels).category
        target = tmp_path / "feedback/judge/somebody" / said / f"{number}.jpg"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())

    def judged(feedback: str, **changed: Any) -> Verdict:
        raw = finished.data / "raw/clothing-dataset-small"
        return judge(kind, other, rules | changed, finished.data / "preprocessed", raw, tmp_path / feedback)

    assert "people" not in {gain.figure for gain in judged("none").gains}
    assert "people" not in {gain.figure for gain in judged("feedback", fewest_of_people=1000).gains}
    refused = judged("feedback")
    of_people = next(gain for gain in refused.gains if gain.figure == "people")
    assert (of_people.candidate, of_people.enough, refused.accepted) == (
        1.0,
        True,
        False,
    )  # since it is worse elsewhere
    assert "60 photos of people" in refused.reason
    anything = {"gain": -9.0, "low": -9.0}
    accepted = judged("feedback", by_people=rules["by_people"] | {"log_score": anything, "accuracy": anything})
    assert accepted.accepted
    assert "60 photos of people" in accepted.reason
    nothing_gained = {"people": {"gain": 1.1, "low": 0.0}, "log_score": anything, "accuracy": anything}
    assert not judged("feedback", by_people=nothing_gained).accepted


def test_release_shows_what_the_service_counted_for_a_candidate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pictures: dict[str, list[Path]]
) -> None:
    released = classifier_kind(get_settings()).released
    candidate = moved(released, tmp_path / "candidate.onnx", seed=3, far=60)
    monkeypatch.setenv("CURATOR_DATA_DIR", str(tmp_path / "nothing"))
    get_settings.cache_clear()
    assert shadow_disagreements(candidate) == ""
    assert not (tmp_path / "nothing/wardrobe.db").exists()
    for service in serve(tmp_path / "data", shadow_classifier=str(candidate), shadow_share="1"):
        somebody = service.join()
        for photo in pictures["hat"][:2]:
            somebody.add(photo)
        service.http.portal.call(service.services.shadow.waiting.join)
        version = somebody.http.get("/v1/models").json()["models"][0]["version"]
        assert f"compared with {version} on people's photos: another class for " in shadow_disagreements(candidate)
        assert " of 2" in shadow_disagreements(candidate)
        assert shadow_disagreements(released) == ""
