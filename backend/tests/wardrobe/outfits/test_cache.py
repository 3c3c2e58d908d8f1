"""A cached wardrobe always equals the one in the database, after any kind of change."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import pytest
from conftest import PICTURES, Person, Service
from sqlalchemy import delete, event, update

from app.db.tables import Embedding, Item
from app.db.types import now
from app.wardrobe.outfits import cache

TOP, BOTTOM = PICTURES / "shirt", PICTURES / "pants"


@pytest.fixture
def dresser(service: Service) -> tuple[Person, dict, dict]:
    someone = service.join()
    return someone, someone.add(next(TOP.glob("*.jpg"))), someone.add(next(BOTTOM.glob("*.jpg")))


@contextmanager
def readings(service: Service) -> Iterator[list[str]]:
    """The statements that read embeddings."""
    seen: list[str] = []
    engine = service.services.sessions.kw["bind"].sync_engine

    def look(_connection, _cursor, statement, *_others):
        if "embeddings.vector" in statement:
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", look)
    yield seen
    event.remove(engine, "before_cursor_execute", look)


def worn(someone: Person) -> set[str]:
    outfits = someone.http.post("/v1/outfits/suggest", json={"limit": 1}).json()["outfits"]
    return {part["id"] for outfit in outfits for part in outfit["items"]}


def test_unchanged_wardrobe_is_read_once(service, dresser):
    someone, top, bottom = dresser
    with readings(service) as seen:
        assert worn(someone) == {top["id"], bottom["id"]}
        assert len(seen) == 1
        assert worn(someone) == {top["id"], bottom["id"]}
        someone.http.post("/v1/compatibility", json={"pairs": [[top["id"], bottom["id"]]]}).raise_for_status()
        someone.http.get(f"/v1/items/{top['id']}/matches").raise_for_status()
        assert len(seen) == 1


def test_another_persons_change_reads_nothing_anew(service, dresser):
    someone = dresser[0]
    worn(someone)
    service.join().add(next(TOP.glob("*.jpg")))
    with readings(service) as seen:
        worn(someone)
        assert not seen


@pytest.mark.parametrize(
    "change",
    [
        lambda item_id: update(Item).where(Item.id == item_id).values(slot=None),
        lambda item_id: update(Item).where(Item.id == item_id).values(deleted_at=now()),
        lambda item_id: delete(Item).where(Item.id == item_id),
        lambda item_id: delete(Embedding).where(Embedding.item_id == item_id),
        lambda item_id: update(Embedding).where(Embedding.item_id == item_id).values(model_version="another"),
    ],
)
def test_another_process_is_noticed(service, dresser, change):
    someone, top, bottom = dresser
    assert worn(someone) == {top["id"], bottom["id"]}
    with service.database() as database:
        if database.dialect.name == "sqlite":
            database.exec_driver_sql("PRAGMA foreign_keys = ON")
        database.execute(change(UUID(top["id"])))
    assert worn(someone) == set()


def test_new_and_brought_back_garments_are_there(dresser):
    someone, top, bottom = dresser
    someone.http.delete(f"/v1/items/{top['id']}").raise_for_status()
    assert worn(someone) == set()
    another = someone.add(sorted(TOP.glob("*.jpg"))[1])
    assert worn(someone) == {another["id"], bottom["id"]}
    someone.http.patch(f"/v1/items/{another['id']}", json={"category": "other"}).raise_for_status()
    assert worn(someone) == set()


def test_too_large_a_wardrobe_is_not_kept_and_only_what_is_asked_is_read(service, dresser, monkeypatch):
    monkeypatch.setattr(cache, "KEPT_GARMENTS", 1)
    someone, top, bottom = dresser
    with readings(service) as seen:
        for _ in range(2):
            answer = someone.http.post("/v1/compatibility", json={"pairs": [[top["id"], bottom["id"]]]})
            assert len(answer.json()["scores"]) == 1
        assert len(seen) == 2
        assert all("items.id IN" in statement for statement in seen)
        assert worn(someone) == {top["id"], bottom["id"]}


def test_nothing_of_who_is_erased_stays_in_memory(service, dresser):
    someone = dresser[0]
    worn(someone)
    kept = service.services.wardrobe_cache._kept
    before = len(kept)
    assert before
    someone.http.request("DELETE", "/v1/me", json={"password": someone.password}).raise_for_status()
    assert len(kept) == before - 1
