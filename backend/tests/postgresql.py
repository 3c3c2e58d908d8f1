"""A PostgreSQL server for one test run: started by the first test that needs it, shared by all workers, deleted after.

It listens on a Unix socket in a temporary folder only. A crash of the machine may damage it, so it is fast.
"""

import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa

from app.db.session import migrate

FOLDER = "CURATOR_TEST_POSTGRESQL"  # in the environment that workers inherit
TEMPLATE = "curator_template"
_SETTINGS = {
    "listen_addresses": "",
    "max_connections": "300",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "shared_buffers": "64MB",
}


def make_folder() -> None:
    """Choose where the server of this run will be."""
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="curator-postgresql-")


def remove_folder() -> None:
    """Stop the server, if one was started, and delete everything of it."""
    if (folder() / "data" / "postmaster.pid").exists():
        _run("pg_ctl", "stop", "--pgdata", folder() / "data", "--mode", "immediate")
    shutil.rmtree(folder())


def folder() -> Path:
    """Where the server listens."""
    return Path(os.environ[FOLDER])


@contextmanager
def database(template: str = TEMPLATE) -> Iterator[str]:
    """The address of a new database with the newest schema; without one for the template `template0`."""
    name = f"test_{uuid4().hex}"
    execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield address(name)
    finally:
        execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def execute(statement: str) -> None:
    """A statement as the server's administrator, outside a transaction."""
    _start()
    engine = sa.create_engine(address("postgres"), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.execute(sa.text(statement))


def address(name: str, socket_folder: Path | None = None) -> str:
    return f"postgresql://postgres@/{name}?host={socket_folder or folder()}"


def _start() -> None:
    ready = folder() / "ready"
    if ready.exists():
        return
    with (folder() / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if ready.exists():
            return
        if (user := _user()) is not None:
            os.chown(folder(), pwd.getpwnam(user).pw_uid, -1)
        locale = ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US"]
        _run("initdb", "--pgdata", folder() / "data", "--username=postgres", "--auth=trust", "--no-sync", *locale)
        with (folder() / "data" / "postgresql.conf").open("a") as file:
            file.writelines(f"{name} = '{value}'\n" for name, value in _SETTINGS.items())
            file.write(f"unix_socket_directories = '{folder()}'\n")
        _run("pg_ctl", "start", "--wait", "--pgdata", folder() / "data", "--log", folder() / "log")
        engine = sa.create_engine(address("postgres"), isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        with engine.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {TEMPLATE}"))
        migrate(address(TEMPLATE))
        ready.touch()


def _run(program: str, *arguments: str | Path) -> None:
    command = [_program(program), *arguments]
    # A file, since the server would hold a pipe open.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(command, stdout=output, stderr=output, user=_user(), cwd="/", check=False)
        output.seek(0)
        assert done.returncode == 0, f"{program}: {output.read().decode()}"


def _program(name: str) -> Path:
    """Debian has the server's programs outside `PATH`, in one folder per version."""
    found = [*Path("/usr/lib/postgresql").glob(f"*/bin/{name}")]
    newest = max(found, key=lambda path: float(path.parents[1].name), default=None)
    program = newest or shutil.which(name)
    assert program, f"PostgreSQL's {name} is missing. deploy/postgresql.sh installs it."
    return Path(program)


def _user() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return None
    return "postgres" if any(entry.pw_name == "postgres" for entry in pwd.getpwall()) else "nobody"
