"""`make move-database`: from SQLite to PostgreSQL and back, also in two tries, without a difference."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import postgresql
import pytest
import sqlalchemy as sa

from app.db import move
from app.db.move import Content, NotMoved, contents, move_database, open_database
from app.db.session import make_engine, make_sessions, migrate, write
from app.db.tables import Embedding, Item, Job, Outfit, OutfitItem, Photo, User
from app.db.types import new_id
from app.wardrobe.attributes import Attributes

pytestmark = pytest.mark.postgresql

GARMENTS = 500


@pytest.fixture
def on_sqlite(tmp_path: Path) -> str:
    """The address of a wardrobe of 500 garments, with times, texts and numbers of every kind."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'wardrobe.db'}"
    migrate(url)
    asyncio.run(_fill(url))
    return url


async def _fill(url: str) -> None:
    engine = make_engine(url)
    async with write(make_sessions(engine)) as session:
        user = User(id=new_id(), email="weiß@example.org", max_bytes=2**40)
        session.add(user)
        await session.flush()
        for number in range(GARMENTS):
            item = Item(id=new_id(), owner_id=user.id, **_garment(number))
            item.photos = [Photo(id=new_id(), owner_id=user.id, **_photo(number))]
            session.add(item)
            await session.flush()
            vector = bytes(number % 256 for _ in range(512))
            session.add(Embedding(item_id=item.id, owner_id=user.id, model_version="Ab-1", vector=vector))
            session.add(Embedding(item_id=item.id, owner_id=user.id, model_version="ab_0", vector=vector))
        outfit = Outfit(owner_id=user.id, score=1 / 3, reasons=[{"b": 1, "a": None}], model_version="")
        outfit.items = [OutfitItem(item_id=item.id, slot="top")]
        session.add_all([outfit, Job(owner_id=user.id, kind="archive-import", subject=str(uuid4()))])
    await engine.dispose()


def _garment(number: int) -> dict[str, Any]:
    return {
        "category": "hat",
        "slot": "hat",
        "confidence": number / 7,
        "alternatives": [{"category": "bag", "confidence": 1e-7}],
        "needs_review": bool(number % 2),
        "classifier_version": "",
        "colors": [{"name": "light blue", "share": 0.1 + 0.2}],
        "color_names": " light-blue ",
        "attributes": Attributes(name="Café \N{DRESS}", notes="two\nlines").model_dump(),
        "search_text": "café",
        "deleted_at": datetime(2026, 3, 29, 1, 30, 0, number, tzinfo=UTC) if number % 5 == 0 else None,
    }


def _photo(number: int) -> dict[str, Any]:
    sizes = {"size_bytes": number, "width_px": 1, "height_px": 1}
    views = {"cutout_box": [0.1, 0.2, 0.9, 1.0] if number % 3 else None, "has_cutout": True}
    return {"sha256": f"{number:064x}", "renditions_key": "", "filename": "a.jpg", "format": "jpeg", **sizes, **views}


@pytest.fixture
def on_postgresql() -> Iterator[str]:
    with postgresql.database("template0") as url:
        yield url


def content_of(url: str) -> dict[str, Content]:
    with open_database(url).connect() as connection:
        return contents(connection)


def test_there_and_back_everything_is_equal(on_sqlite: str, on_postgresql: str, tmp_path: Path):
    before = content_of(on_sqlite)
    assert before["items"].rows == GARMENTS
    assert before["embeddings"].rows == 2 * GARMENTS
    assert move_database(on_sqlite, on_postgresql) == before
    back = f"sqlite+aiosqlite:///{tmp_path / 'back.db'}"
    assert move_database(on_postgresql, back) == before
    assert content_of(back) == content_of(on_postgresql) == content_of(on_sqlite) == before


def test_move_that_was_interrupted_ends_the_same(on_sqlite: str, on_postgresql: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(move, "ROWS_AT_ONCE", 50)
    pages = move._pages

    def torn(connection: sa.Connection, table: sa.Table) -> Iterator[Any]:
        for number, rows in enumerate(pages(connection, table)):
            if (table.name, number) == ("photos", 3):
                raise KeyboardInterrupt
            yield rows

    with monkeypatch.context() as patch:
        patch.setattr(move, "_pages", torn)
        with pytest.raises(KeyboardInterrupt):
            move_database(on_sqlite, on_postgresql)
    assert content_of(on_postgresql)["photos"].rows == 150
    assert move_database(on_sqlite, on_postgresql) == content_of(on_sqlite)


def test_changed_and_foreign_rows_are_reported(on_sqlite: str, on_postgresql: str):
    move_database(on_sqlite, on_postgresql)
    with open_database(on_postgresql).begin() as connection:
        connection.execute(sa.update(Item).values(category="bag").where(Item.confidence == 0))
    with pytest.raises(NotMoved, match="differs in items"):
        move_database(on_sqlite, on_postgresql)
    with open_database(on_postgresql).begin() as connection:
        connection.execute(sa.insert(User.__table__).values(id=uuid4()))
    with pytest.raises(NotMoved, match="accounts that are not in the source"):
        move_database(on_sqlite, on_postgresql)


def test_new_garments_are_counted_after_the_move(on_sqlite: str, on_postgresql: str):
    move_database(on_sqlite, on_postgresql)
    with open_database(on_postgresql).begin() as connection:
        version = connection.scalar(sa.select(User.wardrobe_version))
        connection.execute(sa.update(Item).values(slot=None))
        assert connection.scalar(sa.select(User.wardrobe_version)) == version + 1
