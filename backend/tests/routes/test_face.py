"""POST /v1/face: answered, joined with the wardrobe, and stored nowhere."""

import os
import re
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from conftest import Person, Service
from sqlalchemy import func, select

from app.db.tables import IdempotentAnswer, User
from app.vision.images import encode_png, read_picture

COLLINS = Path(__file__).parents[1] / "portraits" / "collins.jpg"


def ask(person: Person, picture: bytes | Path = COLLINS, **headers: str) -> httpx.Response:
    content = picture.read_bytes() if isinstance(picture, Path) else picture
    return person.http.post("/v1/face", files={"file": ("me.jpg", content)}, headers=headers)


def large_portrait() -> bytes:
    """The portrait as a PNG that is too large for Starlette's memory limit (1 MB)."""
    pixels = np.kron(read_picture(COLLINS).pixels, np.ones((3, 3, 1), np.uint8))
    noise = np.random.default_rng(0).integers(-6, 6, pixels.shape)
    content = encode_png(np.clip(pixels + noise, 0, 255).astype(np.uint8))
    assert len(content) > 1024 * 1024
    return content


def test_answer_has_shape_measurements_and_advice(person: Person):
    answer = ask(person)
    assert answer.status_code == 200, answer.text
    face = answer.json()
    assert set(face["shapes"]) == {"oval", "round", "square", "heart", "oblong", "diamond"}
    assert face["method"] == "mesh"
    assert set(face["measurements"]["lines"]) == {"face_length", "forehead", "cheekbones", "jaw"}
    assert "not science" in face["note"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_advice_names_ones_own_garments_and_nobody_elses(service: Service, pictures: dict[str, list[Path]]):
    someone, another = service.join(), service.join()
    hat = someone.add(pictures["hat"][0])["id"]
    shirt = someone.add(pictures["t-shirt"][0])["id"]
    someone.http.patch(f"/v1/items/{hat}", json={"category": "hat"})
    advice = {one["topic"]: one for one in ask(someone).json()["advice"]}
    assert advice["hat"]["item_ids"] == [hat]
    assert advice["neckline"]["item_ids"] == []
    for neckline in ("v", "round", "boat", "square", "turtleneck", "off-shoulder"):
        someone.http.patch(f"/v1/items/{shirt}", json={"category": "t-shirt", "attributes": {"neckline": neckline}})
        advice = {one["topic"]: one for one in ask(someone).json()["advice"]}
        if advice["neckline"]["item_ids"]:
            break
    assert advice["neckline"]["item_ids"] == [shirt]
    assert all(one["item_ids"] == [] for one in ask(another).json()["advice"])


FAULTS: dict[str, tuple[bytes, int]] = {
    "a document": (b"%PDF-1.7 and so on", 415),
    "a photo cut off": (COLLINS.read_bytes()[:4000], 422),
    "nobody on it": (encode_png(np.full((300, 300, 3), 140, np.uint8)), 422),
    "too many bytes": (bytes(21 * 1024 * 1024), 413),
    "nothing": (b"", 415),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_faulty_picture_is_a_problem_that_says_what_to_do(person: Person, fault: str):
    content, status = FAULTS[fault]
    answer = ask(person, content)
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert len(answer.json()["detail"]) > 20
    assert answer.json().get("reason") == ("no_face" if fault == "nobody on it" else None)


def test_two_pictures_and_none_are_refused(person: Person):
    two = [("file", ("a.jpg", COLLINS.read_bytes())), ("file", ("b.jpg", COLLINS.read_bytes()))]
    assert person.http.post("/v1/face", files=two).status_code == 413
    assert person.http.post("/v1/face", json={}).status_code == 422


def test_more_portraits_than_memory_has_room_for_are_asked_to_wait(person: Person, service: Service):
    with ExitStack() as places:
        for owner in range(8):
            take = places.enter_context(service.services.portraits.hold(owner))
            take(20 * 1024 * 1024)
        busy = ask(person)
        assert busy.status_code == 503
        assert busy.headers["Retry-After"] == "5"
    assert ask(person).status_code == 200


_watching: list[list[str]] = []


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and _watching and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR):
        _watching[-1].append(str(arguments[0]))


sys.addaudithook(_note)


def test_portrait_touches_no_disk(fresh_service: Service, caplog: pytest.LogCaptureFixture):
    someone = fresh_service.join()
    portrait = large_portrait()
    ask(someone)  # loads what is loaded only once
    before = set(fresh_service.data_dir.rglob("*"))
    opened: list[str] = []
    caplog.set_level("DEBUG")
    _watching.append(opened)
    try:
        answers = [ask(someone, portrait, **{"Idempotency-Key": f"portrait-{n}"}) for n in range(3)]
    finally:
        _watching.pop()
    assert {answer.status_code for answer in answers} == {200}
    assert [path for path in opened if not re.search(r"wardrobe\.db|jobs\.db", path)] == []
    assert set(fresh_service.data_dir.rglob("*")) == before
    assert answers[0].json()["shape"] not in caplog.text

    async def kept() -> int:
        async with fresh_service.services.sessions() as session:
            return await session.scalar(
                select(func.count()).select_from(IdempotentAnswer).where(IdempotentAnswer.body != b"")
            )

    assert fresh_service.http.portal.call(kept) == 0, "an answer about a face was kept for retries"


def test_upload_of_garments_still_goes_to_the_disk_and_is_seen_there(person: Person):
    """Shows that the test above can fail."""
    opened: list[str] = []
    _watching.append(opened)
    try:
        person.upload(("large.png", large_portrait()))
    finally:
        _watching.pop()
    assert any("uploads" in path for path in opened)


def test_shape_is_kept_only_when_saved_and_can_be_taken_away(person: Person):
    assert ask(person).status_code == 200
    assert person.http.get("/v1/me").json()["face_shape"] is None
    assert person.http.patch("/v1/me", json={"face_shape": "heart"}).json()["face_shape"] == "heart"
    assert person.http.patch("/v1/me", json={"face_advice": True}).json()["face_shape"] == "heart"
    assert person.http.patch("/v1/me", json={"face_shape": None}).json()["face_shape"] is None
    assert person.http.patch("/v1/me", json={"face_shape": "triangle"}).status_code == 422


def test_saved_shape_goes_with_the_account(service: Service):
    service.join()
    leaving = service.join()
    assert leaving.http.patch("/v1/me", json={"face_shape": "oval"}).status_code == 200

    async def with_shape() -> int:
        async with service.services.sessions() as session:
            return await session.scalar(select(func.count()).select_from(User).where(User.email == leaving.email))

    assert service.http.portal.call(with_shape) == 1
    assert leaving.http.request("DELETE", "/v1/me", json={"password": leaving.password}).status_code == 204
    assert service.http.portal.call(with_shape) == 0


def test_outfits_mention_the_face_only_to_whoever_turned_it_on(service: Service, pictures: dict[str, list[Path]]):
    someone = service.join()
    top, bottom = someone.add(pictures["t-shirt"][0])["id"], someone.add(pictures["pants"][0])["id"]
    someone.http.patch(f"/v1/items/{top}", json={"category": "t-shirt", "attributes": {"neckline": "v"}})
    someone.http.patch(f"/v1/items/{bottom}", json={"category": "pants"})

    def reasons() -> list[dict[str, Any]]:
        outfits = someone.http.post("/v1/outfits/suggest", json={}).json()["outfits"]
        return [reason for reason in outfits[0]["reasons"] if reason["kind"] == "face"]

    assert reasons() == []
    someone.http.patch("/v1/me", json={"face_shape": "round"})
    assert reasons() == []
    someone.http.patch("/v1/me", json={"face_advice": True})
    (reason,) = reasons()
    assert "V-neck" in reason["text"]
    assert reason["text"].endswith("with a round face.")
    assert reason["value"] == "round"
    someone.http.patch("/v1/me", json={"face_shape": "oblong"})
    assert reasons() == [], "tradition does not like a V-neck with an oblong face"
