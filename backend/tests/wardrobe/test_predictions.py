"""Logged predictions: one line for each reading of a garment's first photo, written and deleted with it."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import Person, Service, connected, serve
from sqlalchemy import select, update

from app.db.tables import Embedding, Prediction
from app.db.types import now
from app.wardrobe import intake


def lines(service: Service) -> list[dict]:
    with service.database() as database:
        rows = database.execute(select(Prediction.__table__).order_by(Prediction.id))
        return [dict(row) for row in rows.mappings()]


def vector_of(service: Service, line: dict) -> bytes:
    its_own = Embedding.item_id == line["item_id"], Embedding.model_version == line["embedding_version"]
    with service.database() as database:
        return database.scalars(select(Embedding.vector).where(*its_own)).one()


@pytest.fixture
def someone(fresh_service: Service) -> Person:
    return fresh_service.join()


def test_each_new_garment_is_a_line_with_what_the_models_said(
    fresh_service: Service, someone: Person, pictures: dict[str, list[Path]]
):
    item = someone.add(pictures["hat"][0])
    someone.add(pictures["hat"][0])  # the same bytes are not read twice
    (line,) = lines(fresh_service)
    assert str(line["item_id"]) == item["id"]
    assert (line["category"], line["confidence"]) == (item["category"], item["confidence"])
    loaded = {model["name"]: model["version"] for model in someone.http.get("/v1/models").json()["models"]}
    assert line["classifier_version"] == loaded["wardrobe-classifier"]
    assert line["embedding_version"] == loaded["wardrobe-compatibility"]
    assert line["embedding_sha256"] == hashlib.sha256(vector_of(fresh_service, line)).hexdigest()
    assert 0 < line["latency_ms"] < 60_000


def test_line_stays_as_it_was_said_and_a_changed_photo_is_another(
    fresh_service: Service, someone: Person, pictures: dict[str, list[Path]]
):
    item = someone.add(pictures["hat"][0])
    address = f"/v1/items/{item['id']}"
    someone.http.patch(address, json={"category": "bag"})
    further = someone.http.post(f"{address}/photos", files={"file": ("b.jpg", pictures["shoes"][0].read_bytes())})
    assert further.status_code == 201, further.text
    assert [line["category"] for line in lines(fresh_service)] == [item["category"]]  # is not the garment's first photo
    first, second = (photo["id"] for photo in further.json()["photos"])
    assert someone.http.patch(f"{address}/photos/{second}", json={"first": True}).status_code == 200
    assert someone.http.patch(f"{address}/photos/{second}", json={"rotation": 180}).status_code == 200
    assert someone.http.patch(f"{address}/photos/{first}", json={"rotation": 180}).status_code == 200
    before, shown, turned = lines(fresh_service)
    assert before["embedding_sha256"] != shown["embedding_sha256"] != turned["embedding_sha256"]
    assert turned["embedding_sha256"] == hashlib.sha256(vector_of(fresh_service, turned)).hexdigest()


def test_garment_and_line_are_written_together_or_not_at_all(
    fresh_service: Service, someone: Person, pictures: dict[str, list[Path]], monkeypatch: pytest.MonkeyPatch
):
    made = intake._prediction

    def broken(*given):
        line = made(*given)
        line.category = None
        return line

    monkeypatch.setattr(intake, "_prediction", broken)
    assert someone.upload(pictures["hat"][0]).status_code >= 400
    assert lines(fresh_service) == []
    assert someone.http.get("/v1/items").json()["items"] == []
    assert fresh_service.kept_files == []


def test_line_goes_with_its_garment(fresh_service: Service, someone: Person):
    someone.http.post("/v1/samples")
    assert len(lines(fresh_service)) > 0
    someone.http.delete("/v1/samples")
    assert lines(fresh_service) == []


def grown_old(data_dir: Path, days: int, pictures: dict[str, list[Path]]) -> None:
    """A wardrobe of two garments, one prediction of which is this many days old."""
    for service in serve(data_dir):
        someone = service.join()
        someone.upload(*pictures["hat"][:2])
    with connected(data_dir) as database:
        first = database.scalar(select(Prediction.id).order_by(Prediction.id).limit(1))
        aged = {"created_at": now() - timedelta(days=days)}
        database.execute(update(Prediction).where(Prediction.id == first).values(aged))


@pytest.fixture(params=[(8, 2), (12, 1)], ids=["kept", "forgotten"])
def restarted(request: pytest.FixtureRequest, tmp_path: Path, pictures) -> Iterator[tuple[Service, int]]:
    days, left = request.param
    grown_old(tmp_path, days, pictures)
    for service in serve(tmp_path, prediction_retention_days="10"):
        yield service, left


def test_lines_are_kept_as_long_as_the_setting_says(restarted: tuple[Service, int]):
    service, left = restarted
    assert len(lines(service)) == left
