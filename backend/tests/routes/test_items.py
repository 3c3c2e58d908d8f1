"""/v1/items: finding, correcting, deleting, and pictures."""

import io
from uuid import uuid4

import pytest
from conftest import Person, Service
from PIL import Image


@pytest.fixture(scope="module")
def wardrobe(service: Service, pictures) -> tuple[Person, list[dict]]:
    """A person with six garments."""
    someone = service.join()
    chosen = [pictures[name][0] for name in ("dress", "hat", "pants", "shirt", "shoes", "skirt")]
    return someone, [result["item"] for result in someone.upload(*chosen).json()["results"]]


def test_word_that_the_network_does_not_know_is_null_and_no_guess(service: Service, pictures):
    item = service.join().add(pictures["pants"][0])
    assert item["category"] == "pants"
    assert item["kind"] is item["attributes"]["pattern"] is item["attributes"]["warmth"] is None
    assert item["guessed"] == ["category", "colors"]


def test_garment_of_unknown_kind_is_found_by_every_kind_of_its_category(service: Service, pictures):
    someone = service.join()
    pants = someone.add(pictures["pants"][0])

    def found(q: str) -> list[str]:
        return [item["id"] for item in someone.http.get("/v1/items", params={"q": q}).json()["items"]]

    assert found("jeans") == found("trousers") == found("pants") == [pants["id"]]
    assert found("jumper") == []


def test_list_is_newest_first_and_paged(wardrobe):
    someone, _ = wardrobe
    seen, cursor = [], None
    while True:
        page = someone.http.get("/v1/items", params={"limit": 4} | ({"cursor": cursor} if cursor else {})).json()
        seen += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert len(seen) == len({item["id"] for item in seen}) == 6
    assert [item["id"] for item in seen] == sorted((item["id"] for item in seen), reverse=True)


def test_filters_narrow_the_list(wardrobe):
    someone, items = wardrobe
    for item in items:
        found = someone.http.get("/v1/items", params={"category": item["category"]}).json()["items"]
        assert item["id"] in {other["id"] for other in found}
        assert {other["category"] for other in found} == {item["category"]}
        main = item["colors"][0]["name"]
        found = someone.http.get("/v1/items", params={"color": main, "slot": item["slot"]}).json()["items"]
        assert item["id"] in {other["id"] for other in found}
    assert someone.http.get("/v1/items", params={"q": "no such words"}).json()["items"] == []
    assert someone.http.get("/v1/items", params={"category": "spaceship"}).status_code == 422
    assert someone.http.get("/v1/items", params={"limit": 0}).status_code == 422


def test_correction_moves_the_slot_and_ends_the_review(service: Service, pictures):
    someone = service.join()
    item = someone.add(pictures["longsleeve"][0])
    changed = someone.http.patch(f"/v1/items/{item['id']}", json={"category": "scarf"}).json()
    assert (changed["category"], changed["slot"], changed["needs_review"]) == ("scarf", "scarf", False)
    other = someone.http.patch(f"/v1/items/{item['id']}", json={"category": "other"}).json()
    assert other["slot"] is None


def test_attributes_change_one_by_one_and_are_found(wardrobe):
    someone, items = wardrobe
    address = f"/v1/items/{items[0]['id']}"
    price = {"amount_minor": 4999, "currency": "EUR"}
    someone.http.patch(address, json={"attributes": {"brand": "Łódź Knits", "price": price, "season": ["winter"]}})
    changed = someone.http.patch(address, json={"attributes": {"notes": "from Ana"}}).json()["attributes"]
    assert (changed["brand"], changed["price"], changed["notes"]) == ("Łódź Knits", price, "from Ana")
    found = someone.http.get("/v1/items", params={"q": "łódź winter"}).json()["items"]
    assert [item["id"] for item in found] == [items[0]["id"]]
    assert someone.http.patch(address, json={"attributes": {"brand": None}}).json()["attributes"]["brand"] is None
    twice = someone.http.patch(address, json={"attributes": {"season": ["summer", "spring", "summer"]}}).json()
    assert twice["attributes"]["season"] == ["summer", "spring"]
    refused = someone.http.patch(address, json={"attributes": {"price": {"amount_minor": -1, "currency": "EUR"}}})
    assert refused.status_code == 422
    assert "amount_minor" in refused.json()["errors"][0]["field"]


def test_delete_hides_restore_and_same_bytes_bring_back(service: Service, pictures):
    someone, picture = service.join(), pictures["shorts"][0]
    item = someone.add(picture)
    address = f"/v1/items/{item['id']}"
    assert someone.http.delete(address).status_code == 204
    assert someone.http.get(address).status_code == 404
    assert someone.http.get(item["images"]["thumb"]).status_code == 404
    assert someone.http.delete(address).status_code == 404
    assert someone.http.post(f"{address}/restore").json()["id"] == item["id"]
    assert someone.http.delete(address).status_code == 204
    assert someone.add(picture)["id"] == item["id"]
    assert someone.http.get(address).status_code == 200


def test_pictures_are_sized_upright_and_carry_no_metadata(service: Service, pictures):
    someone = service.join()
    with Image.open(pictures["outwear"][0]) as photo:
        photo = photo.resize((600, 900))
        exif = Image.Exif()
        exif[0x0112], exif[0x010F], exif[0x0132] = 6, "A camera", "2020:01:01 00:00:00"
        buffer = io.BytesIO()
        photo.save(buffer, "JPEG", exif=exif)
    item = someone.http.post("/v1/items", files={"files": ("turned.jpg", buffer.getvalue())}).json()["results"][0][
        "item"
    ]
    for size, longest in {"thumb": 400, "display": 900, "original": 900}.items():
        with Image.open(io.BytesIO(someone.http.get(item["images"][size]).content)) as served:
            assert max(served.size) == longest
            assert served.width > served.height  # a portrait turned by a quarter
            assert not served.getexif()


def test_huge_picture_is_shown_scaled_down(person: Person):
    buffer = io.BytesIO()
    Image.new("L", (9000, 7000), "gray").save(buffer, "JPEG")
    (result,) = person.upload(("poster.jpg", buffer.getvalue())).json()["results"]
    assert (result["item"]["photos"][0]["width_px"], result["item"]["photos"][0]["height_px"]) == (9000, 7000)
    with Image.open(io.BytesIO(person.http.get(result["item"]["images"]["original"]).content)) as shown:
        assert shown.size == (3500, 2722)


def test_unchanged_picture_is_not_sent_again(wardrobe):
    someone, items = wardrobe
    first = someone.http.get(items[0]["images"]["thumb"])
    again = someone.http.get(items[0]["images"]["thumb"], headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert first.headers["Cache-Control"].startswith("private")


def test_picture_is_sent_in_parts_that_are_asked_for(wardrobe):
    someone, items = wardrobe
    address = items[0]["images"]["thumb"]
    whole = someone.http.get(address)
    assert whole.headers["Accept-Ranges"] == "bytes"
    for asked, part in (
        ("0-9", slice(10)),
        ("10-", slice(10, None)),
        ("-10", slice(-10, None)),
        ("5-99999999", slice(5, None)),
    ):
        answer = someone.http.get(address, headers={"Range": f"bytes={asked}"})
        assert (answer.status_code, answer.content) == (206, whole.content[part])
        assert answer.headers["Content-Range"].endswith(f"/{len(whole.content)}")
    for asked in ("bytes=9-5", "bytes=0-1,3-4", "lines=1-2", "bytes=-"):
        assert someone.http.get(address, headers={"Range": asked}).content == whole.content
    beyond = someone.http.get(address, headers={"Range": "bytes=99999999-"})
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(whole.content)}")
    changed = someone.http.get(address, headers={"Range": "bytes=0-9", "If-Range": '"another"'})
    assert (changed.status_code, changed.content) == (200, whole.content)


def test_foreign_and_unknown_garments_look_the_same(service: Service, wardrobe):
    _, items = wardrobe
    stranger = service.join()
    for item_id in (items[0]["id"], str(uuid4())):
        for answer in (
            stranger.http.get(f"/v1/items/{item_id}"),
            stranger.http.get(f"/v1/items/{item_id}/image"),
            stranger.http.patch(f"/v1/items/{item_id}", json={"category": "hat"}),
            stranger.http.delete(f"/v1/items/{item_id}"),
            stranger.http.post(f"/v1/items/{item_id}/restore"),
        ):
            assert answer.status_code == 404, answer.request.url
            assert answer.headers["content-type"] == "application/problem+json"


def test_samples_come_and_go_with_one_call_each(fresh_service: Service, pictures):
    someone = fresh_service.join()
    own = someone.add(pictures["hat"][0])
    added = someone.http.post("/v1/samples")
    assert added.status_code == 201
    assert len(added.json()["results"]) == 24
    assert all(result["item"]["sample"] for result in added.json()["results"])
    assert someone.http.delete("/v1/samples").status_code == 204
    left = someone.http.get("/v1/items").json()["items"]
    assert [item["id"] for item in left] == [own["id"]]
    assert {path.parent.name for path in fresh_service.kept_files} == {own["source_sha256"]}
