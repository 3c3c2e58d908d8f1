"""/v1/near-duplicates: the owner decides about garments that were photographed or saved twice."""

import io
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from conftest import Person, Service
from PIL import Image

from app.services import services_of
from app.vision.fingerprint import fingerprint
from app.vision.images import read_picture
from app.wardrobe.near_duplicates import MAX_DISTANCE


def saved_anew(picture: Path, side_px: int = 300, quality: int = 60) -> bytes:
    """As a messenger would forward it: smaller, and compressed again."""
    buffer = io.BytesIO()
    with Image.open(picture) as photo:
        photo.thumbnail((side_px, side_px))
        photo.convert("RGB").save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


@pytest.fixture
def alike(service: Service, pictures) -> tuple[Person, dict, dict]:
    """A person, a garment, and the same photo again at another size."""
    someone, picture = service.join(), pictures["dress"][0]
    like = someone.add(picture)
    someone.add(pictures["shoes"][0])
    item = someone.upload(("sent-on.jpg", saved_anew(picture))).json()["results"][0]["item"]
    return someone, item, like


def pairs(person: Person) -> list[tuple[str, str]]:
    found = person.http.get("/v1/near-duplicates").json()["pairs"]
    return [(pair["item"]["id"], pair["like"]["id"]) for pair in found]


def say(person: Person, item: dict, like: dict, answer: str):
    return person.http.post(
        "/v1/near-duplicates", json={"item_id": item["id"], "like_id": like["id"], "answer": answer}
    )


def test_same_picture_at_another_size_is_found_and_other_garments_are_not(pictures):
    photos = [path for paths in pictures.values() for path in paths]
    bits = [int(fingerprint(read_picture(path).pixels), 16) for path in photos]
    for path, own in zip(photos, bits, strict=True):
        again = int(fingerprint(read_picture(saved_anew(path)).pixels), 16)
        assert (own ^ again).bit_count() <= MAX_DISTANCE, path.name
    others = [(first ^ second).bit_count() for i, first in enumerate(bits) for second in bits[:i]]
    assert min(others) > MAX_DISTANCE


def test_newer_garment_is_asked_about_with_the_one_it_looks_like(alike):
    someone, item, like = alike
    assert pairs(someone) == [(item["id"], like["id"])]
    (pair,) = someone.http.get("/v1/near-duplicates").json()["pairs"]
    assert (pair["photo_id"], pair["like_photo_id"]) == (item["photos"][0]["id"], like["photos"][0]["id"])


def test_kept_both_is_not_asked_again(alike):
    someone, item, like = alike
    for _ in range(2):
        assert say(someone, item, like, "keep_both").status_code == 200
    assert pairs(someone) == []
    assert len(someone.http.get("/v1/items").json()["items"]) == 3


def test_same_garment_joins_the_photos(alike):
    someone, item, like = alike
    joined = say(someone, item, like, "same_garment").json()
    assert joined["id"] == like["id"]
    assert [photo["source_sha256"] for photo in joined["photos"]] == [like["source_sha256"], item["source_sha256"]]
    assert someone.http.get(f"/v1/items/{item['id']}").status_code == 404
    assert someone.http.get(joined["photos"][1]["images"]["thumb"]).status_code == 200
    assert pairs(someone) == []
    # The same bytes now find the garment that they belong to.
    again = someone.http.post("/v1/items", files={"files": ("b.jpg", saved_anew_of(someone, joined))})
    assert again.json()["results"][0]["item"]["id"] == like["id"]


def saved_anew_of(person: Person, item: dict) -> bytes:
    """The bytes of its second photo, as they were sent."""
    store, owner = services_of(person.http.app).store, person.http.get("/v1/me").json()["id"]

    return store.read(UUID(owner), item["photos"][1]["source_sha256"], "original")


def test_joined_garment_takes_the_others_place_in_saved_outfits(alike):
    someone, item, like = alike
    shoes = next(
        one for one in someone.http.get("/v1/items").json()["items"] if one["id"] not in (item["id"], like["id"])
    )
    outfit = someone.http.post("/v1/outfits", json={"item_ids": [item["id"], shoes["id"]]}).json()
    say(someone, item, like, "same_garment")
    kept = someone.http.get(f"/v1/outfits/{outfit['id']}").json()
    assert {piece["id"] for piece in kept["items"]} == {like["id"], shoes["id"]}


def test_discarded_garment_is_deleted_and_can_come_back(alike):
    someone, item, like = alike
    assert say(someone, item, like, "discard").json()["id"] == like["id"]
    assert someone.http.get(f"/v1/items/{item['id']}").status_code == 404
    assert pairs(someone) == []
    assert someone.http.post(f"/v1/items/{item['id']}/restore").status_code == 200


def test_only_ones_own_garments_are_compared_and_answered_for(service: Service, alike, pictures):
    _, _item, like = alike
    stranger = service.join()
    own = stranger.upload(("mine.jpg", saved_anew(pictures["dress"][0], 280))).json()["results"][0]["item"]
    assert pairs(stranger) == []
    for other in (like, {"id": str(uuid4())}):
        assert say(stranger, own, other, "same_garment").status_code == 404
    assert say(stranger, own, own, "discard").status_code == 422
