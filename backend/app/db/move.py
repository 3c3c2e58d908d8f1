"""`make move-database TO=postgresql://...|sqlite`: every row from SQLite to PostgreSQL, or back, and verify it.

    python -m app.db.move --to postgresql://curator:PASSWORD@HOST/curator

The source is the configured database; `sqlite` is the file of the data folder. Stop the service first: what it writes
later is not copied. Rows that exist in the target are not written again, so an interrupted move continues when it is
started again. Every table is compared by its number of rows and a digest of them. Nothing is deleted at the source.
Exits with 1 if something differs.
"""

import argparse
import hashlib
import sys
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from tqdm import tqdm

from app.db.session import migrate
from app.db.tables import Base, User
from app.settings import get_settings

ROWS_AT_ONCE: Final = 500


class NotMoved(RuntimeError):
    """The databases differ; the message says why and what to do."""


class Content(NamedTuple):
    """What is compared of a table."""

    rows: int
    sha256: str


def move_database(source_url: str, target_url: str) -> dict[str, Content]:
    """Copy all rows and compare them (blocking); returns what both databases hold, by table. Raises: NotMoved."""
    source, target = open_database(source_url), open_database(target_url)
    if source.url == target.url:
        raise NotMoved("Both addresses name the same database.")
    migrate(source_url)
    migrate(target_url)
    with source.connect() as reading:
        _check_target(reading, target)
        for table in Base.metadata.sorted_tables:
            _copy(reading, target, table)
        _copy_versions(reading, target)
        here = contents(reading)
    with target.connect() as connection:
        there = contents(connection)
    if differing := [name for name in here if here[name] != there[name]]:
        raise NotMoved(
            f"The copy differs in {', '.join(differing)}. Was the service running? Stop it, and use a new database."
        )
    return here


def open_database(url: str) -> sa.Engine:
    """A blocking engine; each of its connections sees one moment of the database."""
    engine = sa.create_engine(url.replace("+aiosqlite", ""), hide_parameters=True, poolclass=sa.NullPool)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ")


def contents(connection: sa.Connection) -> dict[str, Content]:
    """Number and digest of the rows of every table: equal rows give equal digests on both databases."""
    return {table.name: _content(connection, table) for table in Base.metadata.sorted_tables}


def _content(connection: sa.Connection, table: sa.Table) -> Content:
    sha256, count = hashlib.sha256(), 0
    for rows in _pages(connection, table):
        count += len(rows)
        for row in rows:
            sha256.update(repr(tuple(row)).encode())
    return Content(count, sha256.hexdigest())


def _check_target(reading: sa.Connection, target: sa.Engine) -> None:
    """That the target is empty, or has people of the source only. Raises: NotMoved."""
    with target.connect() as connection:
        there = set(connection.scalars(sa.select(User.id)))
    if there - set(reading.scalars(sa.select(User.id))):
        raise NotMoved("The target has accounts that are not in the source. Name a new database.")


def _copy(reading: sa.Connection, target: sa.Engine, table: sa.Table) -> None:
    insert = postgresql.insert if target.dialect.name == "postgresql" else sqlite.insert
    total = reading.scalar(sa.select(sa.func.count()).select_from(table))
    with tqdm(total=total, desc=table.name, unit="row", leave=False) as progress:
        for rows in _pages(reading, table):
            try:
                with target.begin() as writing:
                    statement = insert(table).on_conflict_do_nothing()
                    writing.execute(statement, [dict(row._mapping) for row in rows])
            except DBAPIError as error:
                raise NotMoved(f"A row of {table.name} was refused: {error.orig}") from error
            progress.update(len(rows))


def _copy_versions(reading: sa.Connection, target: sa.Engine) -> None:
    """The target's triggers counted the copied garments. Afterwards its numbers are those of the source."""
    with target.begin() as writing:
        for user_id, version in reading.execute(sa.select(User.id, User.wardrobe_version)).all():
            writing.execute(sa.update(User).where(User.id == user_id).values(wardrobe_version=version))


def _pages(connection: sa.Connection, table: sa.Table) -> Iterator[Sequence[sa.Row[*tuple[Any, ...]]]]:
    """All rows in the order of their keys, some hundreds at a time."""
    is_postgresql = connection.dialect.name == "postgresql"
    order = [
        sa.collate(key, "C") if is_postgresql and isinstance(key.type, sa.String) else key for key in table.primary_key
    ]
    query = table.select().order_by(*order).execution_options(yield_per=ROWS_AT_ONCE)
    yield from connection.execute(query).partitions()


def main(to: str) -> int:
    settings = get_settings()
    target = f"sqlite+aiosqlite:///{settings.data_dir / 'wardrobe.db'}" if to == "sqlite" else to
    try:
        moved = move_database(settings.database_url, target)
    except NotMoved as error:
        sys.stderr.write(f"{error}\n")
        return 1
    rows = sum(content.rows for content in moved.values())
    sys.stdout.write(f"{rows} rows of {len(moved)} tables are equal in both databases.\n")
    address = "without CURATOR_DATABASE_URL" if to == "sqlite" else "with CURATOR_DATABASE_URL set to the new address"
    sys.stdout.write(f"Start the service {address} to use them.\n")
    return 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--to", required=True, metavar="ADDRESS", help="postgresql://..., or `sqlite`")
    sys.exit(main(parser.parse_args().to))
