"""Every earlier schema, with data in it, migrates to the newest one without loss."""

import sqlite3
from contextlib import closing
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.db.session import MIGRATIONS, migrate
from app.db.tables import Base

ROWS_A_TABLE = 2


def config_of(database: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = f"sqlite+aiosqlite:///{database}"
    return config


REVISIONS = [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]


def fill(engine: sa.Engine) -> dict[str, list[dict]]:
    """Insert two rows into every table, with keys to rows of other tables; returns them as they read back."""
    schema = sa.MetaData()
    schema.reflect(engine)
    put_in: dict[str, list[dict]] = {}
    with engine.begin() as connection:
        for table in schema.sorted_tables:
            if table.name == "alembic_version":
                continue
            for number in range(ROWS_A_TABLE):
                connection.execute(table.insert().values(row_for(table, number, put_in)))
            put_in[table.name] = [dict(row) for row in connection.execute(table.select()).mappings()]
        # Read again at the end: triggers may have changed rows of other tables.
        return {
            name: [dict(row) for row in connection.execute(schema.tables[name].select()).mappings()] for name in put_in
        }


def row_for(table: sa.Table, number: int, there: dict[str, list[dict]]) -> dict:
    row = {}
    for column in table.columns:
        if column.foreign_keys:
            (key,) = column.foreign_keys
            row[column.name] = there[key.column.table.name][number][key.column.name]
        else:
            row[column.name] = value_for(column, number)
    return row


def value_for(column: sa.Column, number: int):
    kind = column.type
    if isinstance(kind, sa.JSON):
        return [{"name": "navy", "share": number}]
    if isinstance(kind, sa.DateTime):
        return sa.func.datetime("2026-11-25 12:00:00")
    if isinstance(kind, sa.Boolean):
        return bool(number)
    if isinstance(kind, sa.LargeBinary):
        return bytes([number]) * 512
    if isinstance(kind, sa.Integer | sa.Float | sa.Numeric) and "CHAR" not in str(kind):
        return number + 1
    return uuid4().hex


@pytest.mark.parametrize("revision", REVISIONS)
def test_data_of_every_schema_survives_the_way_to_the_newest(tmp_path: Path, revision: str):
    database = tmp_path / "wardrobe.db"
    command.upgrade(config_of(database), revision)
    engine = sa.create_engine(f"sqlite:///{database}")
    before = fill(engine)
    assert {"users", "items", "photos"} <= before.keys()

    migrate(f"sqlite+aiosqlite:///{database}")

    after = sa.MetaData()
    after.reflect(engine)
    with engine.connect() as connection:
        for name, rows in before.items():
            kept = connection.execute(after.tables[name].select()).mappings().all()
            columns = rows[0].keys() & after.tables[name].columns.keys()
            assert [{c: row[c] for c in columns} for row in kept] == [{c: row[c] for c in columns} for row in rows]
    engine.dispose()
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_newest_schema_is_the_one_that_the_code_speaks_of(tmp_path: Path):
    migrate(f"sqlite+aiosqlite:///{tmp_path / 'wardrobe.db'}")
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'wardrobe.db'}")
    with engine.connect() as connection:
        # SQLite ignores lengths, and a migration need not copy a table to change one.
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()
