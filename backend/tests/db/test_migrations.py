"""Every earlier schema, with data in it, migrates to the newest one without loss."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime
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
BACKEND = Path(__file__).resolve().parents[2]


def config_of(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
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
            name: [dict(row) for row in connection.execute(in_order(schema.tables[name])).mappings()] for name in put_in
        }


def in_order(table: sa.Table) -> sa.Select:
    return table.select().order_by(*table.primary_key)


def blocking_engine(url: str) -> sa.Engine:
    return sa.create_engine(url.replace("+aiosqlite", ""), poolclass=sa.NullPool)


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
        return datetime(2026, 11, 25, 12, 0, number, tzinfo=UTC if kind.timezone else None)
    if isinstance(kind, sa.Date):
        return date(2026, 11, 25 + number)
    if isinstance(kind, sa.Boolean):
        return bool(number)
    if isinstance(kind, sa.LargeBinary):
        return bytes([number]) * 512
    if isinstance(kind, sa.Integer | sa.Float | sa.Numeric) and "CHAR" not in str(kind):
        return number + 1
    if isinstance(kind, sa.Uuid):
        return uuid4()
    return uuid4().hex[: getattr(kind, "length", None)]


@pytest.mark.parametrize("revision", REVISIONS)
def test_data_of_every_schema_survives_the_way_to_the_newest(database_url: str, revision: str):
    command.upgrade(config_of(database_url), revision)
    engine = blocking_engine(database_url)
    before = fill(engine)
    assert {"users", "items", "photos"} <= before.keys()

    migrate(database_url)

    after = sa.MetaData()
    after.reflect(engine)
    with engine.connect() as connection:
        for name, rows in before.items():
            kept = connection.execute(in_order(after.tables[name])).mappings().all()
            columns = rows[0].keys() & after.tables[name].columns.keys()
            assert [{c: row[c] for c in columns} for row in kept] == [{c: row[c] for c in columns} for row in rows]
        if engine.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []
            assert connection.exec_driver_sql("PRAGMA integrity_check").fetchone() == ("ok",)


def test_newest_schema_is_the_one_that_the_code_speaks_of(database_url: str):
    migrate(database_url)
    engine = blocking_engine(database_url)
    with engine.connect() as connection:
        # SQLite ignores lengths, and a migration need not copy a table to change one.
        context = MigrationContext.configure(connection, opts={"compare_type": engine.dialect.name != "sqlite"})
        assert compare_metadata(context, Base.metadata) == []


def test_processes_that_start_at_once_migrate_once(database_url: str):
    starts = [
        subprocess.Popen(
            [sys.executable, "-m", "app.db.session"],
            cwd=BACKEND,
            env=os.environ | {"CURATOR_DATABASE_URL": database_url},
        )
        for _ in range(3)
    ]
    assert [start.wait(100) for start in starts] == [0, 0, 0]
    with blocking_engine(database_url).connect() as connection:
        versions = connection.execute(sa.text("SELECT version_num FROM alembic_version")).all()
    assert versions == [(REVISIONS[0],)]
