"""/v1/items/{id}/photos and /cutout: several photos per garment, turned, replaced, cut out again."""

import io
from collections.abc import Iterator
from uuid import UUID

import httpx
import numpy as np
import pytest
from conftest import Person, Service
from PIL import Image
from sqlalchemy import select

from app.db.tables import Embedding
from app.wardrobe.integrity_check import check_data
from app.wardrobe.photo_views import PhotoView
from prove.pictures import another_copy
from prove.stored_data import inspect_data

ORANGE, BLUE = (230, 120, 20), (30, 60, 170)


def scene(*garments: tuple[tuple[int, int, int, int], tuple[int, int, int]], word: str = "") -> bytes:
    """A pale floor of 400 x 600 px with single-coloured garments on it, given by their boxes."""
    pixels = np.random.default_rng(1).normal(225, 4, (600, 400, 3)).clip(0, 255).astype(np.uint8)
    for (x0, y0, x1, y1), color in garments:
        pixels[y0:y1, x0:x1] = color
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=95)
    return another_copy(buffer.getvalue(), word)


TWO_GARMENTS = (((60, 60, 340, 300), ORANGE), ((80, 360, 320, 560), BLUE))


@pytest.fixture
def someone(fresh_service: Service) -> Iterator[Person]:
    """After every test: no incomplete garment, no stray file, and rows that match the files."""
    yield fresh_service.join()
    left = inspect_data(fresh_service.data_dir, fresh_service.database_url)
    assert (left.incomplete_items, left.stray_files) == ([], [])
    state = fresh_service.services

    async def findings() -> list[str]:
        return [str(finding) async for finding in check_data(state.sessions, state.store, repair=False)]

    assert fresh_service.http.portal.call(findings) == []


def upload(person: Person, content: bytes) -> dict:
    return person.upload(("photo.jpg", content)).json()["results"][0]["item"]


def add(person: Person, item: dict, content: bytes) -> httpx.Response:
    return person.http.post(f"/v1/items/{item['id']}/photos", files={"file": ("more.jpg", content)})


def cut(person: Person, item: dict, **how) -> httpx.Response:
    return person.http.put(f"/v1/items/{item['id']}/cutout", json=how)


def picture(person: Person, address: str) -> Image.Image:
    answer = person.http.get(address)
    assert answer.status_code == 200, answer.text
    return Image.open(io.BytesIO(answer.content))


def embeddings(service: Service, item: dict) -> list[bytes]:
    with service.database() as database:
        return list(database.scalars(select(Embedding.vector).where(Embedding.item_id == UUID(item["id"]))))


def test_rectangle_says_which_garment_is_meant_and_colours_and_embedding_follow(fresh_service, someone):
    item = upload(someone, scene(*TWO_GARMENTS))
    before = embeddings(fresh_service, item)
    upper = cut(someone, item, mode="rectangle", box=[0.1, 0.05, 0.9, 0.55]).json()
    lower = cut(someone, item, mode="rectangle", box=[0.1, 0.56, 0.9, 0.98]).json()
    assert (upper["colors"][0]["name"], lower["colors"][0]["name"]) == ("orange", "blue")
    assert upper["photos"][0]["cutout"] == {"mode": "rectangle", "box": [0.1, 0.05, 0.9, 0.55], "doubts": []}
    with picture(someone, lower["images"]["cutout"]) as shown:
        middle = shown.convert("RGBA").getpixel((shown.width // 2, shown.height // 2))
        assert middle[3] == 255
        assert middle[2] > 140 > middle[0]
    after = embeddings(fresh_service, item)
    assert len(before) == len(after) == 1
    assert before != after
    found = someone.http.get("/v1/items", params={"color": "blue"}).json()["items"]
    assert [one["id"] for one in found] == [item["id"]]


def test_small_cutout_is_the_large_one_at_400_px(someone):
    images = upload(someone, scene(((60, 60, 340, 560), ORANGE)))["images"]
    with picture(someone, images["cutout"]) as large, picture(someone, images["cutout_thumb"]) as small:
        assert small.mode == large.mode == "RGBA"
        assert max(small.size) == 400 < max(large.size)


def test_mask_has_the_size_of_display_and_is_white_on_the_garment(someone):
    images = upload(someone, scene(((60, 60, 340, 560), ORANGE)))["images"]
    with picture(someone, images["mask"]) as mask, picture(someone, images["display"]) as shown:
        assert mask.format == "PNG"
        assert mask.size == shown.size == (images["width"], images["height"])
        grey = mask.convert("L")
        assert grey.getpixel((200, 300)) == 255
        assert grey.getpixel((5, 5)) == 0


def test_cutout_goes_off_and_comes_back_as_it_was(fresh_service, someone):
    item = upload(someone, scene(TWO_GARMENTS[0]))
    before = embeddings(fresh_service, item)
    assert item["images"]["cutout"]
    off = cut(someone, item, mode="off").json()
    for name in ("cutout", "cutout_thumb", "mask"):
        assert off["images"][name] is None
        assert someone.http.get(item["images"][name]).status_code == 404
    assert embeddings(fresh_service, item) != before
    auto = cut(someone, item, mode="auto").json()
    assert auto["images"]["cutout"]
    assert embeddings(fresh_service, item) == before
    assert auto["colors"] == item["colors"]


def test_changed_picture_has_a_changed_address_and_etag(someone):
    item = upload(someone, scene(TWO_GARMENTS[0]))
    old = someone.http.get(item["images"]["thumb"]).headers["ETag"]
    changed = cut(someone, item, mode="off").json()
    for size in ("thumb", "display", "original"):
        assert changed["images"][size] != item["images"][size]
    again = someone.http.get(changed["images"]["thumb"], headers={"If-None-Match": old})
    assert again.status_code == 200


def test_same_wish_again_changes_nothing(someone):
    item = upload(someone, scene(TWO_GARMENTS[0]))
    once = cut(someone, item, mode="off").json()
    assert cut(someone, item, mode="off").json() == once


@pytest.mark.parametrize(
    "wish",
    [
        {"mode": "rectangle"},
        {"mode": "off", "box": [0, 0, 1, 1]},
        {"mode": "rectangle", "box": [0.5, 0.1, 0.4, 0.9]},
        {"mode": "rectangle", "box": [0.1, 0.1, 1.4, 0.9]},
        {"mode": "rectangle", "box": [0.1, 0.1, 0.9]},
        {"mode": "rectangle", "box": [0.02, 0.7, 0.2, 0.95]},  # bare floor
        {"mode": "painted"},  # without a mask
        {"mode": "magic"},
    ],
)
def test_wish_that_makes_no_sense_is_refused_and_changes_nothing(someone, wish):
    item = upload(someone, scene(TWO_GARMENTS[0]))
    refused = cut(someone, item, **wish)
    assert refused.status_code == 422
    assert len(refused.json()["detail"]) > 30
    assert someone.http.get(f"/v1/items/{item['id']}").json() == item


def test_turned_photo_is_served_turned_and_kept_as_uploaded(fresh_service, someone):
    content = scene(TWO_GARMENTS[0])
    item = upload(someone, content)
    address = f"/v1/items/{item['id']}/photos/{item['photos'][0]['id']}"
    turned = someone.http.patch(address, json={"rotation": 90}).json()
    assert turned["photos"][0]["rotation"] == 90
    assert (turned["photos"][0]["width_px"], turned["photos"][0]["height_px"]) == (600, 400)
    for size in ("display", "original"):
        with picture(someone, turned["images"][size]) as shown:
            assert shown.size == (600, 400)
            # The top is at the right now.
            right, left = shown.convert("RGB").getpixel((430, 200)), shown.convert("RGB").getpixel((100, 200))
            assert right[2] < 100 < left[2]
    (original,) = fresh_service.data_dir.glob(f"uploads/*/{item['source_sha256']}/original")
    assert original.read_bytes() == content
    back = someone.http.patch(address, json={"rotation": 0}).json()
    with picture(someone, back["images"]["display"]) as shown:
        assert shown.size == (400, 600)
    for odd in ({"rotation": 45}, {"rotation": False}, {"first": 1}):
        assert someone.http.patch(address, json=odd).status_code == 422
    assert someone.http.patch(address, json={}).json()["photos"] == back["photos"]  # an empty change


def test_rectangle_turns_with_its_photo():
    view = PhotoView(0, "rectangle", (0.1, 0.2, 0.5, 0.9))
    assert view.turned_to(90).box == pytest.approx((0.1, 0.1, 0.8, 0.5))
    assert view.turned_to(180).box == pytest.approx((0.5, 0.1, 0.9, 0.8))
    assert view.turned_to(270).turned_to(0).box == pytest.approx(view.box)


def test_further_photos_come_behind_and_one_can_be_made_the_first(fresh_service, someone):
    item = upload(someone, scene(TWO_GARMENTS[0]))
    before = embeddings(fresh_service, item)
    blue = scene(((80, 60, 320, 400), BLUE))
    added = add(someone, item, blue)
    assert added.status_code == 201
    assert len(added.json()["photos"]) == 2
    assert added.json()["images"] == item["images"]
    assert embeddings(fresh_service, item) == before
    second = added.json()["photos"][1]
    with picture(someone, second["images"]["thumb"]) as shown:
        assert shown.size == (267, 400)
    assert add(someone, item, blue).status_code == 200  # the same photo again

    first = someone.http.patch(f"/v1/items/{item['id']}/photos/{second['id']}", json={"first": True}).json()
    assert [photo["id"] for photo in first["photos"]] == [second["id"], item["photos"][0]["id"]]
    assert first["source_sha256"] == second["source_sha256"]
    assert first["colors"][0]["name"] == "blue"
    assert embeddings(fresh_service, item) != before


def test_deleting_the_first_photo_lets_the_next_stand_for_the_garment(fresh_service, someone):
    item = upload(someone, scene(TWO_GARMENTS[0]))
    added = add(someone, item, scene(((80, 60, 320, 400), BLUE))).json()
    address = f"/v1/items/{item['id']}/photos"
    assert someone.http.delete(f"{address}/{item['photos'][0]['id']}").status_code == 204
    left = someone.http.get(f"/v1/items/{item['id']}").json()
    assert [photo["id"] for photo in left["photos"]] == [added["photos"][1]["id"]]
    assert left["colors"][0]["name"] == "blue"
    assert {file.parent.name for file in fresh_service.kept_files} == {left["source_sha256"]}
    refused = someone.http.delete(f"{address}/{left['photos'][0]['id']}")
    assert refused.status_code == 409
    assert "only photo" in refused.json()["detail"]


def test_replaced_photo_takes_the_place_of_the_old_one(fresh_service, someone):
    item = upload(someone, scene(TWO_GARMENTS[0]))
    add(someone, item, scene(TWO_GARMENTS[0], word="behind"))
    address = f"/v1/items/{item['id']}/photos/{item['photos'][0]['id']}"
    replaced = someone.http.put(address, files={"file": ("new.jpg", scene(((80, 60, 320, 400), BLUE)))}).json()
    assert replaced["photos"][0]["filename"] == "new.jpg"
    assert replaced["colors"][0]["name"] == "blue"
    assert replaced["category"] == item["category"]
    assert item["source_sha256"] not in {file.parent.name for file in fresh_service.kept_files}
    # Its bytes can now become another garment.
    assert someone.upload(("again.jpg", scene(TWO_GARMENTS[0]))).json()["results"][0]["status"] == 201


def test_photo_of_another_garment_is_refused_by_name(someone):
    item, other = upload(someone, scene(TWO_GARMENTS[0])), upload(someone, scene(TWO_GARMENTS[1]))
    for refused in (
        add(someone, item, scene(TWO_GARMENTS[1])),
        someone.http.put(
            f"/v1/items/{item['id']}/photos/{item['photos'][0]['id']}",
            files={"file": ("other.jpg", scene(TWO_GARMENTS[1]))},
        ),
    ):
        assert refused.status_code == 409
        assert refused.json()["item_id"] == other["id"]
    someone.http.delete(f"/v1/items/{other['id']}")
    assert "you deleted" in add(someone, item, scene(TWO_GARMENTS[1])).json()["detail"]


def test_what_is_no_photo_is_refused_and_costs_nothing(fresh_service, someone):
    item = upload(someone, scene(TWO_GARMENTS[0]))
    files = fresh_service.kept_files
    assert add(someone, item, b"no picture").status_code == 415
    assert add(someone, item, scene(TWO_GARMENTS[1])[:500]).status_code == 422
    two = [("file", ("a.jpg", b"1")), ("file", ("b.jpg", b"2"))]
    assert someone.http.post(f"/v1/items/{item['id']}/photos", files=two).status_code == 413
    assert fresh_service.kept_files == files


def test_crash_before_the_row_leaves_the_garment_as_it_was(fresh_service, someone, monkeypatch):
    """If anything stops the transaction, the old pictures stay and none of the new."""
    item = upload(someone, scene(TWO_GARMENTS[0]))
    files = fresh_service.kept_files

    async def fails(*_):
        raise RuntimeError("the power went off")

    monkeypatch.setattr("app.wardrobe.photos.write_embedded", fails)
    with pytest.raises(RuntimeError, match="power"):
        cut(someone, item, mode="off")
    assert someone.http.get(f"/v1/items/{item['id']}").json() == item
    assert fresh_service.kept_files == files


def mask_of(*boxes: tuple[int, int, int, int], size: tuple[int, int] = (400, 600)) -> bytes:
    """A PNG, white within boxes."""
    image = Image.new("L", size)
    for box in boxes:
        image.paste(255, box)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def paint(person: Person, item: dict, mask: bytes, **which) -> httpx.Response:
    return person.http.put(f"/v1/items/{item['id']}/cutout/mask", files={"mask": ("m.png", mask)}, params=which)


def alpha(person: Person, item: dict) -> np.ndarray:
    with picture(person, item["images"]["cutout"]) as shown:
        return np.asarray(shown.convert("RGBA"))[..., 3]


def test_painted_mask_is_the_cutout_and_colours_and_embedding_follow(fresh_service, someone):
    item = upload(someone, scene(*TWO_GARMENTS))
    assert (item["images"]["width"], item["images"]["height"]) == (400, 600)
    before = embeddings(fresh_service, item)
    painted = paint(someone, item, mask_of((80, 360, 320, 560))).json()
    assert painted["photos"][0]["cutout"] == {"mode": "painted", "box": None, "doubts": []}
    assert painted["colors"][0]["name"] == "blue"
    assert embeddings(fresh_service, item) != before
    inside = alpha(someone, painted)
    assert inside.mean() / 255 == pytest.approx(240 * 200 / ((240 + 36) * (200 + 36)), abs=0.02)
    again = paint(someone, painted, mask_of((60, 60, 340, 300))).json()
    assert again["colors"][0]["name"] == "orange"
    assert cut(someone, item, mode="auto").json()["photos"][0]["cutout"]["mode"] == "auto"


def test_painted_mask_turns_with_its_photo(someone):
    item = upload(someone, scene(TWO_GARMENTS[0]))
    painted = paint(someone, item, mask_of((0, 0, 400, 100))).json()
    wide = alpha(someone, painted)
    address = f"/v1/items/{item['id']}/photos/{item['photos'][0]['id']}"
    turned = someone.http.patch(address, json={"rotation": 90}).json()
    assert turned["photos"][0]["cutout"]["mode"] == "painted"
    tall = alpha(someone, turned)
    assert wide.shape == tall.shape[::-1]
    assert np.abs(np.rot90(tall).astype(int) - wide).max() <= 1
    back = someone.http.patch(address, json={"rotation": 0}).json()
    assert np.abs(alpha(someone, back).astype(int) - wide).max() <= 1


def test_further_photo_is_painted_by_its_id(someone):
    item = upload(someone, scene(TWO_GARMENTS[0]))
    item = add(someone, item, scene(TWO_GARMENTS[1], word="second")).json()
    second = item["photos"][1]["id"]
    painted = paint(someone, item, mask_of((80, 360, 320, 560)), photo_id=second).json()
    assert [photo["cutout"]["mode"] for photo in painted["photos"]] == ["auto", "painted"]
    assert painted["colors"] == item["colors"]


@pytest.mark.parametrize(
    ("mask", "status", "why"),
    [
        (mask_of((0, 0, 10, 10), size=(600, 400)), 422, "shown at 400 x 600"),
        (mask_of(), 422, "Nothing of the mask is white"),
        (b"no picture", 422, "cannot be read"),
        (b"\0" * (2 * 1024 * 1024 + 1), 413, "larger"),
    ],
    ids=["another size", "black", "no PNG", "too large"],
)
def test_mask_that_does_not_fit_is_refused_and_changes_nothing(someone, mask, status, why):
    item = upload(someone, scene(TWO_GARMENTS[0]))
    refused = paint(someone, item, mask)
    assert refused.status_code == status, refused.text
    assert why in refused.json()["detail"]
    assert someone.http.get(f"/v1/items/{item['id']}").json() == item


def test_photo_that_is_cut_out_already_is_its_own_mask(someone):
    """A white shirt on nothing: no network could tell it from a white page."""
    pixels = np.full((600, 400, 4), 255, np.uint8)
    pixels[..., 3] = 0
    pixels[100:500, 80:320, 3] = 255
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    item = upload(someone, buffer.getvalue())
    assert item["colors"][0]["name"] == "white"
    assert item["photos"][0]["cutout"] == {"mode": "auto", "box": None, "doubts": []}
    assert alpha(someone, item).mean() / 255 == pytest.approx(240 * 400 / ((240 + 36) * (400 + 36)), abs=0.02)


def test_doubtful_cutout_is_for_review_until_a_person_settles_it(someone, pictures):
    """A skirt from too near: it is recognised, and reaches beyond three edges of its photo."""
    with Image.open(pictures["skirt"][0]) as photo:
        width, height = photo.size
        buffer = io.BytesIO()
        photo.crop((int(0.2 * width), int(0.15 * height), int(0.8 * width), height)).save(buffer, "JPEG", quality=95)
    item = upload(someone, buffer.getvalue())
    assert item["photos"][0]["cutout"]["doubts"] == ["touches-edges"]
    assert item["needs_review"]
    size = item["images"]["width"], item["images"]["height"]
    settled = paint(someone, item, mask_of((0, 0, *size), size=size)).json()
    assert settled["photos"][0]["cutout"]["doubts"] == []
    assert not settled["needs_review"]
