"""Export and import: the same wardrobe on another server, equal by digest."""

import csv
import io
import json
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from conftest import Person, Service

from app.db import tables
from app.vision.images import encode_mask
from app.wardrobe.portability import document
from app.wardrobe.portability.document import Wardrobe

DOCS = Path(__file__).resolve().parents[3] / "docs"


def export(person: Person) -> bytes:
    answer = person.http.get("/v1/export")
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="curator-')
    return answer.content


def take_in(person: Person, archive: bytes) -> dict:
    """The job, once it is finished."""
    answer = person.http.post("/v1/imports/archive", files={"file": ("wardrobe.zip", archive)})
    assert answer.status_code == 202, answer.text
    for _ in range(2000):
        job = person.http.get(f"/v1/jobs/{answer.json()['id']}").json()
        if job["finished_at"]:
            return job
        time.sleep(0.1)
    raise AssertionError(job)


def wardrobe(archive: bytes) -> dict:
    with ZipFile(io.BytesIO(archive)) as zipped:
        assert zipped.testzip() is None
        return json.loads(zipped.read("wardrobe.json"))


def comparable(archive: bytes) -> dict:
    """What must be equal on both servers: garments by the digest of their first photo instead of their ids."""
    told = wardrobe(archive)
    names = {garment["id"]: garment["photos"][0]["sha256"] for garment in told["garments"]}
    names |= {outfit["id"]: outfit["created_at"] for outfit in told["outfits"]}

    def named(value):
        if isinstance(value, dict):
            return {key: named(one) for key, one in value.items() if key != "id"}
        if isinstance(value, list):
            return [named(one) for one in value]
        return names.get(value, value) if isinstance(value, str) else value

    return {part: named(told[part]) for part in ("garments", "outfits", "corrections", "wears", "plans")}


def with_document(archive: bytes, change: Callable[[dict], None]) -> bytes:
    """The archive with a changed `wardrobe.json`."""
    told = wardrobe(archive)
    change(told)
    changed = io.BytesIO()
    with ZipFile(io.BytesIO(archive)) as old, ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, json.dumps(told) if name == "wardrobe.json" else old.read(name))
    return changed.getvalue()


def painted_mask(person: Person, item_id: str) -> bytes:
    """A PNG of the display's size, white on its left half."""
    images = person.http.get(f"/v1/items/{item_id}").json()["images"]
    mask = np.zeros((images["height"], images["width"]), np.bool_)
    mask[:, : images["width"] // 2] = True
    return encode_mask(mask)


@pytest.fixture(scope="module")
def owner(service: Service, pictures: dict[str, list[Path]]) -> Person:
    """A person with three garments, one deleted and one with a second, turned photo; a correction, a liked outfit."""
    owner = service.join()
    pants, shirt, hat = (owner.add(pictures[name][0])["id"] for name in ("pants", "shirt", "hat"))
    second = {"file": ("back.jpg", pictures["shirt"][1].read_bytes())}
    photos = owner.http.post(f"/v1/items/{shirt}/photos", files=second).json()["photos"]
    owner.http.patch(f"/v1/items/{shirt}/photos/{photos[1]['id']}", json={"rotation": 90})
    owner.http.put(f"/v1/items/{shirt}/cutout", json={"mode": "off"})
    painted = owner.http.put(f"/v1/items/{pants}/cutout/mask", files={"mask": painted_mask(owner, pants)})
    assert painted.status_code == 200, painted.text
    attributes = {"brand": "=HYPERLINK(1)", "season": ["winter"], "price": {"amount_minor": 1999, "currency": "EUR"}}
    owner.http.patch(f"/v1/items/{pants}", json={"category": "skirt", "attributes": attributes})
    words = {"kind": "blouse", "colors": ["pink", "grey"], "tags": ["Holiday", "=1"], "availability": "lent"}
    assert owner.http.patch(f"/v1/items/{shirt}", json=words).status_code == 200
    owner.http.delete(f"/v1/items/{hat}")
    outfit = owner.http.post("/v1/outfits", json={"item_ids": [pants, shirt], "name": "Sunday"})
    assert outfit.status_code == 201, outfit.text
    owner.http.post(f"/v1/outfits/{outfit.json()['id']}/feedback", json={"liked": True})
    for day in ("2026-11-01", "2026-11-08"):
        worn = {"outfit_id": outfit.json()["id"], "worn_on": day, "note": "Church"}
        assert owner.http.post("/v1/wears", json=worn).status_code == 201
    planned = owner.http.put("/v1/plans/2027-01-03", json={"item_ids": [pants], "outfit_id": outfit.json()["id"]})
    assert planned.status_code == 200, planned.text
    return owner


def test_export_holds_every_photo_as_uploaded_and_fits_its_schema(owner: Person, pictures: dict[str, list[Path]]):
    archive = export(owner)
    told = Wardrobe.model_validate_json(json.dumps(wardrobe(archive)))
    assert {one.item_id for one in told.predictions} == {garment.id for garment in told.garments}
    with ZipFile(io.BytesIO(archive)) as zipped:
        photos = {name: zipped.read(name) for name in zipped.namelist() if name.startswith("photos/")}
        lines = list(csv.DictReader(io.StringIO(zipped.read("wardrobe.csv").decode())))
    uploaded = {pictures[name][0].read_bytes() for name in ("pants", "shirt", "hat")}
    uploaded.add(pictures["shirt"][1].read_bytes())
    assert set(photos.values()) == uploaded
    assert all(name == f"photos/{sha256(content).hexdigest()}.jpg" for name, content in photos.items())
    assert lines[0]["category"] == "skirt"
    assert lines[0]["brand"] == "'=HYPERLINK(1)"  # spreadsheets do not execute it


def test_import_elsewhere_gives_the_same_wardrobe(service: Service, owner: Person):
    archive = export(owner)
    other = service.join()
    job = take_in(other, archive)
    assert (job["state"], job["result"]) == ("done", {"taken": 3, "known": 0, "left_out": []}), job
    assert job["progress"] == {"done": 3, "total": 3}
    assert comparable(export(other)) == comparable(archive)
    again = take_in(other, archive)
    assert again["result"] == {"taken": 0, "known": 3, "left_out": []}
    assert comparable(export(other)) == comparable(archive)
    listed = [person.http.get("/v1/items").json()["items"] for person in (owner, other)]
    assert [i["source_sha256"] for i in listed[0]] == [i["source_sha256"] for i in listed[1]]
    assert [i["wears"] for i in listed[0]] == [i["wears"] for i in listed[1]]
    assert [i["wears"]["count"] for i in listed[1]] == [2, 2]


def test_imported_words_are_still_their_owners(service: Service, owner: Person):
    other = service.join()
    take_in(other, export(owner))
    (shirt,) = other.http.get("/v1/items", params={"kind": "blouse", "tag": "holiday", "color": "pink"}).json()["items"]
    assert (shirt["availability"], shirt["tags"]) == ("lent", ["Holiday", "=1"])
    assert shirt["guessed"] == []
    back = other.http.patch(f"/v1/items/{shirt['id']}", json={"colors": None}).json()
    assert "pink" not in {color["name"] for color in back["colors"]}


def test_imported_garments_are_suggested(service: Service, owner: Person):
    other = service.join()
    take_in(other, export(owner))
    answer = other.http.post("/v1/outfits/suggest", json={})
    assert answer.status_code == 200, answer.text


def test_export_without_kinds_is_imported_with_what_is_seen(service: Service, owner: Person):
    """As before kinds were predicted."""
    other = service.join()

    def older(told: dict) -> None:
        for garment in told["garments"]:
            for name in ("kind", "told", "photo_colors", "tags", "availability"):
                del garment[name]
            garment["attributes"]["warmth"] = "warm"

    assert take_in(other, with_document(export(owner), older))["result"]["taken"] == 3
    skirt, shirt = other.http.get("/v1/items").json()["items"][::-1]
    assert (skirt["kind"], shirt["kind"]) == ("skirt", None)
    assert "warmth" not in skirt["guessed"]  # nobody but the owner said it then
    assert (skirt["availability"], skirt["tags"]) == ("available", [])


def test_damaged_photo_is_left_out_and_told(service: Service, owner: Person):
    """One photo is changed, and one name points out of the archive."""
    told = wardrobe(export(owner))
    damaged = io.BytesIO()
    with ZipFile(io.BytesIO(export(owner))) as good, ZipFile(damaged, "w") as bad:
        first, second, _ = told["garments"]
        second["photos"][0]["file"] = "../../etc/passwd"
        for name in good.namelist():
            content = good.read(name)
            if name == first["photos"][0]["file"]:
                content = content[:-1]
            bad.writestr(name, json.dumps(told) if name == "wardrobe.json" else content)
    job = take_in(service.join(), damaged.getvalue())
    assert (job["state"], job["result"]["taken"], len(job["result"]["left_out"])) == ("done", 1, 2)
    assert "left out" in job["detail"]


def test_what_is_no_archive_or_no_export_is_refused(service: Service, person: Person):
    def send(content: bytes) -> int:
        return person.http.post("/v1/imports/archive", files={"file": ("a.zip", content)}).status_code

    def zipped(**entries: str) -> bytes:
        file = io.BytesIO()
        with ZipFile(file, "w") as archive:
            for name, content in entries.items():
                archive.writestr(name, content)
        return file.getvalue()

    assert send(b"no zip") == 415
    assert send(zipped(**{"photo.jpg": "x"})[:-10]) == 415
    assert send(zipped(**{"folder/": ""})) == 422
    job = take_in(person, zipped(**{"wardrobe.json": '{"format": "another"}'}))
    assert job["state"] == "failed"
    assert "no export's" in job["detail"]


def test_documented_schema_is_the_one_in_use():
    documented = json.loads((DOCS / "export.schema.json").read_text())
    assert documented == Wardrobe.model_json_schema(), "python -m app.wardrobe.portability.document > docs/..."


def test_every_column_is_exported_or_left_out_on_purpose():
    """Whether an export contains a new column has to be decided here."""
    made_anew = {
        tables.Item: {"owner_id", "color_names", "search_text", "tag_lines", "read_by", "wear_count", "last_worn_on"},
        tables.Photo: {
            "id",
            "owner_id",
            "item_id",
            "position",
            "has_cutout",
            "renditions_key",
            "fingerprint",
            "cutout_doubts",
            "cutout_version",
        },
        tables.Outfit: {"id", "owner_id", "retry_key"},
        tables.Correction: {"id", "owner_id"},
        tables.Wear: {"id", "owner_id", "garments_sha256"},
        tables.Plan: {"id", "owner_id"},
        tables.Prediction: {"id", "owner_id"},
        tables.User: {
            "id",
            "password_hash",
            "is_admin",
            "wardrobe_version",
            "disabled_at",
            "max_items",
            "max_bytes",
            "max_jobs",
        },
    }
    exported = {
        tables.Item: document.Garment,
        tables.Photo: document.Photo,
        tables.Outfit: document.Outfit,
        tables.Correction: document.Correction,
        tables.Wear: document.Wear,
        tables.Plan: document.Plan,
        tables.Prediction: document.Prediction,
        tables.User: document.Profile,
    }
    for table, part in exported.items():
        assert set(table.__table__.columns.keys()) - made_anew[table] <= set(part.model_fields), table.__tablename__


def test_lost_original_is_told_in_the_export(service: Service, pictures: dict[str, list[Path]]):
    someone = service.join()
    item = someone.add(pictures["dress"][0])
    (original,) = [
        path for path in service.kept_files if item["source_sha256"] in path.parts and path.name == "original"
    ]
    original.unlink()
    (garment,) = wardrobe(export(someone))["garments"]
    assert garment["photos"][0]["file"] is None
