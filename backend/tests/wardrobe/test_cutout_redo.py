"""/v1/cutout-proposals: photos that nobody touched are cut out again, and their owner compares."""

import asyncio
import io
import time
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from conftest import Person, Service, serve
from PIL import Image
from sqlalchemy import func, select, update

from app.backup.copy import make_backup
from app.backup.restore import restore
from app.db.session import write
from app.db.tables import CutoutProposal, Item, Photo
from app.db.types import now
from app.outside.storage_local import LocalStore
from app.settings import Settings
from app.vision.images import Mask, read_picture
from app.wardrobe.cutout_proposals import KEPT_UNANSWERED, expire_proposals
from app.wardrobe.integrity_check import check_data
from app.wardrobe.reading import encode_renditions
from prove.stored_data import inspect_data

TYPES = ("pants", "shirt", "dress")


def garments(person: Person, pictures: dict[str, list[Path]], count: int = len(TYPES)) -> list[dict[str, Any]]:
    return [person.add(pictures[name][0]) for name in TYPES[:count]]


def change_photos(service: Service, item: dict[str, Any], **values: Any) -> None:
    with service.database() as database:
        database.execute(update(Photo).where(Photo.item_id == UUID(item["id"])).values(**values))


def cut_out_badly(service: Service, *items: dict[str, Any]) -> None:
    """As before networks did it: the floor around the garment is part of the stored cut-out."""
    owners = service.data_dir / "uploads"
    for item in items:
        change_photos(service, item, cutout_version=None, cutout_doubts=[])
        (folder,) = owners.glob(f"*/{item['source_sha256']}")
        pixels = read_picture((folder / "original").read_bytes()).pixels
        mask: Mask = np.ones(pixels.shape[:2], np.bool_)
        for rendition, content in encode_renditions(b"", pixels, mask).items():
            if rendition in ("mask", "cutout", "cutout_thumb"):
                (folder / rendition).write_bytes(content)


def redo(person: Person) -> dict[str, Any]:
    """The job, once it has ended."""
    asked = person.http.post("/v1/cutout-proposals")
    assert asked.status_code == 202, asked.text
    return ended(person, asked.json()["id"])


def ended(person: Person, job_id: str) -> dict[str, Any]:
    return wait_for(person, job_id, lambda job: job["finished_at"] is not None)


def wait_for(person: Person, job_id: str, condition) -> dict[str, Any]:
    end = time.monotonic() + 90
    while time.monotonic() < end:
        job = person.http.get(f"/v1/jobs/{job_id}").json()
        if condition(job):
            return job
        time.sleep(0.05)
    raise AssertionError(job)


def page_of(person: Person) -> dict[str, Any]:
    return person.http.get("/v1/cutout-proposals").json()


def answer(person: Person, how: str, *proposals: dict[str, Any]) -> Any:
    body = {"photo_ids": [proposal["photo_id"] for proposal in proposals], "answer": how}
    return person.http.post("/v1/cutout-proposals/answers", json=body)


def white(person: Person, images: dict[str, Any]) -> float:
    """The mask's share of the photo."""
    got = person.http.get(images["mask"])
    assert got.status_code == 200, got.text
    with Image.open(io.BytesIO(got.content)) as mask:
        return float(np.asarray(mask.convert("L")).mean() / 255)


def faults(service: Service) -> list[str]:
    left = inspect_data(service.data_dir, service.database_url)

    async def findings() -> list[str]:
        state = service.services
        return [str(finding) async for finding in check_data(state.sessions, state.store, repair=False)]

    return [*left.incomplete_items, *left.stray_files, *service.http.portal.call(findings)]


def test_untouched_photos_are_proposed_and_stay_as_they_are_until_the_answer(fresh_service: Service, pictures):
    person = fresh_service.join()
    items = garments(person, pictures)
    assert page_of(person)["redoable"] == 0
    cut_out_badly(fresh_service, *items)
    assert page_of(person)["redoable"] == 3
    job = redo(person)
    assert (job["kind"], job["state"], job["progress"]) == ("cutout-redo", "done", {"done": 3, "total": 3})

    page = page_of(person)
    assert page["redoable"] == 0
    assert [proposal["item"]["id"] for proposal in page["proposals"]] == [item["id"] for item in reversed(items)]
    for proposal in page["proposals"]:
        assert white(person, proposal["before"]) == 1
        assert 0.05 < white(person, proposal["after"]) < 0.9
        for size in ("display", "thumb", "cutout", "cutout_thumb"):
            assert person.http.get(proposal["after"][size]).status_code == 200
        assert person.http.get(f"/v1/items/{proposal['item']['id']}").json() == proposal["item"]
    assert faults(fresh_service) == []


def test_used_cutout_replaces_the_old_one_and_colours_follow(fresh_service: Service, pictures):
    person = fresh_service.join()
    (item,) = garments(person, pictures, 1)
    right = item["colors"]
    changed = {"category": "skirt", "attributes": {"color": "mine"}}
    assert person.http.patch(f"/v1/items/{item['id']}", json=changed).status_code == 200
    cut_out_badly(fresh_service, item)
    person.http.put(f"/v1/items/{item['id']}/cutout", json={"mode": "off"})
    off = person.http.get(f"/v1/items/{item['id']}").json()["colors"]
    change_photos(fresh_service, item, cutout_mode="auto", cutout_version="older")
    assert off != right
    redo(person)
    (proposal,) = page_of(person)["proposals"]
    share = white(person, proposal["after"])

    (fresh,) = answer(person, "use", proposal).json()["items"]

    assert white(person, fresh["images"]) == share
    assert fresh["colors"] == right
    assert (fresh["category"], fresh["attributes"]["color"]) == ("skirt", "mine")
    assert page_of(person) == {"proposals": [], "next_cursor": None, "redoable": 0}
    assert person.http.get(proposal["after"]["cutout"]).status_code == 404
    assert answer(person, "use", proposal).status_code == 404
    assert faults(fresh_service) == []


def test_crash_before_the_row_leaves_the_old_cutout_and_the_proposal(fresh_service: Service, pictures, monkeypatch):
    person = fresh_service.join()
    (item,) = garments(person, pictures, 1)
    cut_out_badly(fresh_service, item)
    redo(person)
    page, files = page_of(person), fresh_service.kept_files

    async def fails(*_):
        raise RuntimeError("the power went off")

    with monkeypatch.context() as patch:
        patch.setattr("app.wardrobe.photos.write_embedded", fails)
        with pytest.raises(RuntimeError, match="power"):
            answer(person, "use", page["proposals"][0])
    assert (page_of(person), fresh_service.kept_files) == (page, files)
    assert white(person, person.http.get(f"/v1/items/{item['id']}").json()["images"]) == 1
    assert answer(person, "use", page["proposals"][0]).status_code == 200
    assert faults(fresh_service) == []


def test_proposal_without_pictures_is_not_used_and_check_data_removes_it(fresh_service: Service, pictures):
    person = fresh_service.join()
    (item,) = garments(person, pictures, 1)
    cut_out_badly(fresh_service, item)
    before = set(fresh_service.kept_files)
    redo(person)
    for file in set(fresh_service.kept_files) - before:
        file.unlink()
    (proposal,) = page_of(person)["proposals"]
    lost = answer(person, "use", proposal)
    assert (lost.status_code, "is lost" in lost.json()["detail"]) == (404, True)
    assert white(person, person.http.get(f"/v1/items/{item['id']}").json()["images"]) == 1
    state = fresh_service.services

    async def repairs() -> list[str]:
        return [finding.repaired async for finding in check_data(state.sessions, state.store, repair=True)]

    assert fresh_service.http.portal.call(repairs) == ["Removed."]
    assert page_of(person) == {"proposals": [], "next_cursor": None, "redoable": 1}


@pytest.mark.sqlite
def test_backup_holds_used_cutouts_and_check_data_removes_restored_proposals(
    fresh_service: Service, pictures, tmp_path: Path
):
    person = fresh_service.join("keeper@example.org")
    cut_out_badly(fresh_service, *garments(person, pictures, 2))
    redo(person)
    used, unanswered = page_of(person)["proposals"]
    assert answer(person, "use", used).status_code == 200
    here, elsewhere = Settings(data_dir=fresh_service.data_dir), Settings(data_dir=tmp_path / "elsewhere")
    assert make_backup(here, LocalStore(here.uploads_dir), tmp_path / "copy").lost == []
    asyncio.run(restore(elsewhere, LocalStore(elsewhere.uploads_dir), tmp_path / "copy"))

    for restored in serve(elsewhere.data_dir):
        token = restored.sign_in("keeper@example.org")["access_token"]
        http = restored.client(Authorization=f"Bearer {token}")

        async def repairs(state=restored.services) -> list[tuple[str, str]]:
            return [(one.where, one.repaired) async for one in check_data(state.sessions, state.store, repair=True)]

        removed = (f"proposal for photo {unanswered['photo_id']}", "Removed.")
        assert restored.http.portal.call(repairs) == [removed]
        page = http.get("/v1/cutout-proposals").json()
        assert (page["proposals"], page["redoable"]) == ([], 1)
        images = http.get(f"/v1/items/{used['item']['id']}").json()["images"]
        assert http.get(images["mask"]).status_code == 200


def test_kept_cutout_is_not_proposed_again_by_the_same_network(fresh_service: Service, pictures):
    person = fresh_service.join()
    items = garments(person, pictures, 2)
    cut_out_badly(fresh_service, *items)
    redo(person)
    files = fresh_service.kept_files
    proposals = page_of(person)["proposals"]
    assert answer(person, "keep", *proposals).status_code == 200
    assert len(fresh_service.kept_files) < len(files)
    assert redo(person)["state"] == "done"
    assert page_of(person) == {"proposals": [], "next_cursor": None, "redoable": 0}
    assert white(person, person.http.get(f"/v1/items/{items[0]['id']}").json()["images"]) == 1
    assert faults(fresh_service) == []


def test_touched_photos_are_not_proposed(fresh_service: Service, pictures):
    person = fresh_service.join()
    off, rectangle, painted, settled = (person.add(path) for path in (*pictures["pants"][:3], pictures["shirt"][0]))
    cut_out_badly(fresh_service, off, rectangle, painted, settled)
    modes = {"off": off, "rectangle": rectangle, "painted": painted}
    for mode, item in modes.items():
        change_photos(fresh_service, item, cutout_mode=mode)
    # Its doubts were looked at in Review, and the cut-out was kept.
    change_photos(fresh_service, settled, cutout_doubts=["falls-apart"])
    with fresh_service.database() as database:
        database.execute(update(Item).values(needs_review=False))
    assert page_of(person)["redoable"] == 0
    redo(person)
    assert page_of(person)["proposals"] == []


def test_cutout_that_comes_out_the_same_is_not_proposed(fresh_service: Service, pictures):
    person = fresh_service.join()
    (item,) = garments(person, pictures, 1)
    change_photos(fresh_service, item, cutout_version="older")
    files = fresh_service.kept_files
    assert redo(person)["progress"] == {"done": 1, "total": 1}
    assert page_of(person) == {"proposals": [], "next_cursor": None, "redoable": 0}
    assert fresh_service.kept_files == files
    assert person.http.get(f"/v1/items/{item['id']}").json() == item


def test_proposals_are_their_owners_alone(fresh_service: Service, pictures):
    person, stranger = fresh_service.join(), fresh_service.join()
    items = garments(person, pictures, 1)
    cut_out_badly(fresh_service, *items)
    redo(person)
    (proposal,) = page_of(person)["proposals"]
    assert page_of(stranger)["proposals"] == []
    assert stranger.http.get(proposal["after"]["cutout"]).status_code == 404
    for how in ("use", "keep"):
        assert answer(stranger, how, proposal).status_code == 404
    assert page_of(person)["proposals"] == [proposal]


def test_change_of_the_photo_ends_its_proposal(fresh_service: Service, pictures):
    person = fresh_service.join()
    turned, deleted = garments(person, pictures, 2)
    cut_out_badly(fresh_service, turned, deleted)
    redo(person)
    photo = f"/v1/items/{turned['id']}/photos/{turned['photos'][0]['id']}"
    assert person.http.patch(photo, json={"rotation": 90}).status_code == 200
    more = {"files": {"file": ("more.jpg", pictures["hat"][0].read_bytes())}}
    assert person.http.post(f"/v1/items/{deleted['id']}/photos", **more).status_code == 201
    assert person.http.delete(f"/v1/items/{deleted['id']}/photos/{deleted['photos'][0]['id']}").status_code == 204
    assert page_of(person)["proposals"] == []
    assert faults(fresh_service) == []


def test_unanswered_proposals_expire_with_their_pictures(fresh_service: Service, pictures):
    person = fresh_service.join()
    cut_out_badly(fresh_service, *garments(person, pictures, 1))
    files = fresh_service.kept_files
    redo(person)
    state = fresh_service.services

    async def age(by: timedelta) -> None:
        async with write(state.sessions) as session:
            await session.execute(update(CutoutProposal).values(created_at=now() - by))
        await expire_proposals(state.sessions, state.store)

    fresh_service.http.portal.call(age, KEPT_UNANSWERED - timedelta(minutes=1))
    assert len(page_of(person)["proposals"]) == 1
    fresh_service.http.portal.call(age, KEPT_UNANSWERED + timedelta(minutes=1))
    assert page_of(person) == {"proposals": [], "next_cursor": None, "redoable": 1}
    assert fresh_service.kept_files == files


def test_proposals_count_as_storage_and_the_job_stops_where_there_is_no_room(tmp_path: Path, pictures):
    for service in serve(tmp_path):
        administrator, person = service.join(is_admin=True), service.join()
        cut_out_badly(service, *garments(person, pictures))
        user_id = person.http.get("/v1/me").json()["id"]
        account = f"/v1/people/{user_id}"
        used = administrator.http.get(account).json()["usage"]["bytes"]
        limits = {"limits": {"bytes": used + 1}}
        assert administrator.http.patch(account, json=limits).status_code == 200
        job = redo(person)
        assert job["state"] == "failed"
        assert "does not fit" in job["detail"]
        assert administrator.http.get(account).json()["usage"]["bytes"] == used
        assert faults(service) == []
        assert administrator.http.patch(account, json={"limits": {"bytes": None}}).status_code == 200
        assert redo(person)["state"] == "done"
        assert administrator.http.get(account).json()["usage"]["bytes"] > used


def test_erased_account_leaves_no_proposal(fresh_service: Service, pictures):
    fresh_service.join(is_admin=True)
    person = fresh_service.join()
    cut_out_badly(fresh_service, *garments(person, pictures, 1))
    redo(person)
    erased = person.http.request("DELETE", "/v1/me", json={"password": person.password})
    assert erased.status_code == 204
    assert fresh_service.kept_files == []
    with fresh_service.database() as database:
        assert database.scalar(select(func.count()).select_from(CutoutProposal)) == 0
