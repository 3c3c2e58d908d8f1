"""A real service on a temporary folder: a real database, real files, the released models.

The database is SQLite, or PostgreSQL with `--database postgresql`, which runs only the tests that use a database.
"""

import asyncio
import itertools
import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import postgresql
import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from app.accounts import passwords
from app.accounts.people import make_administrator
from app.db.session import SessionFactory, make_engine, make_sessions, migrate, write
from app.db.tables import Base
from app.dependencies import get_now
from app.main import create_app
from app.services import Services, services_of
from app.settings import get_settings

PICTURES = Path(__file__).parent / "pictures"
PASSWORD = "a long enough password"
_numbers = itertools.count(1)

# Hundreds of people sign in here, so their passwords are hashed at a thousandth of the real cost.
REAL_HASHER = passwords._hasher
passwords._hasher = PasswordHash([Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1)])

# Fixtures by which a test uses a database. A module that imports `serve` uses one, too.
_DATABASE_FIXTURES = {"service", "fresh_service", "database_url"}


@dataclass
class _Databases:
    """PostgreSQL's databases by data folder, until the end of the module."""

    is_postgresql: bool = False
    stack = ExitStack()
    urls: dict[Path, str] = field(default_factory=dict)

    def url(self, data_dir: Path) -> str:
        if data_dir not in self.urls:
            self.urls[data_dir] = self.stack.enter_context(postgresql.database())
        return self.urls[data_dir]

    def drop(self) -> None:
        self.stack.close()
        self.urls.clear()


_databases = _Databases()


@contextmanager
def connected(data_dir: Path) -> Iterator[sa.Connection]:
    """A connection to the database of this data folder, beside those of a service. It commits at the end."""
    with sa.create_engine(url_of(data_dir), poolclass=sa.NullPool).begin() as connection:
        yield connection


def url_of(data_dir: Path) -> str:
    """The address of the database of this data folder, for a blocking engine."""
    return _databases.url(data_dir) if _databases.is_postgresql else f"sqlite:///{data_dir / 'wardrobe.db'}"


def environment_of(data_dir: Path) -> dict[str, str]:
    """The environment in which a command uses this data folder and its database."""
    url = {"CURATOR_DATABASE_URL": url_of(data_dir)} if _databases.is_postgresql else {}
    return os.environ | {"CURATOR_DATA_DIR": str(data_dir)} | url


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgresql"], default="sqlite")


def pytest_configure(config: pytest.Config) -> None:
    _databases.is_postgresql = config.getoption("--database") == "postgresql"
    if not hasattr(config, "workerinput"):
        postgresql.make_folder()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        postgresql.remove_folder()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    chosen = [item for item in items if _is_for_this_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
    items[:] = chosen


def _is_for_this_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("postgresql"):
        return _databases.is_postgresql
    if not _databases.is_postgresql:
        return True
    uses = _DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())) or hasattr(item.module, "serve")
    return bool(uses) and item.get_closest_marker("sqlite") is None


@pytest.fixture
def database_url(tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    if _databases.is_postgresql:
        with postgresql.database("template0") as url:
            yield url
    else:
        yield f"sqlite+aiosqlite:///{tmp_path / 'wardrobe.db'}"


@pytest.fixture
def on_database(database_url: str) -> Callable[[Callable[[SessionFactory], Awaitable[None]]], None]:
    """Runs a coroutine function with the sessions of an empty database."""
    migrate(database_url)

    def run(claim: Callable[[SessionFactory], Awaitable[None]]) -> None:
        async def connected() -> None:
            engine = make_engine(database_url)
            try:
                await claim(make_sessions(engine))
            finally:
                await engine.dispose()

        asyncio.run(connected())

    return run


@pytest.fixture(scope="module", autouse=True)
def _dropped_databases() -> Iterator[None]:
    yield
    _databases.drop()


# An app takes half a second to prepare its routes, so apps are reused.
_idle_apps: list[FastAPI] = []


@dataclass
class Person:
    """A person who is signed in as an API client."""

    http: httpx.Client
    email: str
    password: str = PASSWORD

    def upload(self, *pictures: Path | tuple[str, bytes]) -> httpx.Response:
        named = [(p.name, p.read_bytes()) if isinstance(p, Path) else p for p in pictures]
        return self.http.post("/v1/items", files=[("files", part) for part in named])

    def add(self, picture: Path) -> dict[str, Any]:
        """The item made from one photo."""
        result = self.upload(picture).json()["results"][0]
        assert "item" in result, result
        return result["item"]


@dataclass
class Service:
    data_dir: Path
    http: TestClient

    def join(self, email: str | None = None, *, is_admin: bool = False) -> Person:
        """A new person, registered and signed in with a bearer token."""
        email = email or f"person{next(_numbers)}@example.org"
        account = {"email": email, "password": PASSWORD}
        assert self.http.post("/v1/auth/register", json=account).status_code == 201
        if is_admin:
            self.http.portal.call(self._make_administrator, email)
        return Person(self.client(Authorization=f"Bearer {self.sign_in(email)['access_token']}"), email)

    async def _make_administrator(self, email: str) -> None:
        async with write(self.services.sessions) as session:
            await make_administrator(session, email)

    def sign_in(self, email: str, password: str = PASSWORD) -> dict[str, Any]:
        """The tokens of a new session."""
        answer = self.http.post("/v1/auth/login", data={"username": email, "password": password})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def client(self, **headers: str) -> TestClient:
        """A separate client with its own cookies."""
        client = TestClient(self.http.app, base_url="http://localhost", headers=headers)
        client.portal = self.http.portal  # the event loop of the database connections
        return client

    @property
    def services(self) -> Services:
        return services_of(self.http.app)

    @property
    def database_url(self) -> str:
        return url_of(self.data_dir)

    def database(self) -> AbstractContextManager[sa.Connection]:
        return connected(self.data_dir)

    def stored_bytes(self) -> bytes:
        """What the database holds: SQLite's files, or all rows of PostgreSQL as text."""
        if not _databases.is_postgresql:
            return b"".join(path.read_bytes() for path in self.data_dir.glob("wardrobe.db*"))
        with self.database() as database:
            rows = [row for table in Base.metadata.sorted_tables for row in database.execute(table.select())]
        return str(rows).encode()

    @property
    def kept_files(self) -> list[Path]:
        return sorted(path for path in (self.data_dir / "uploads").rglob("*") if path.is_file())


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    yield from serve(tmp_path_factory.mktemp("data"))


@pytest.fixture
def fresh_service(tmp_path: Path) -> Iterator[Service]:
    """For tests that count everything, or start and stop the service."""
    yield from serve(tmp_path)


def serve(data_dir: Path, **settings: str) -> Iterator[Service]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CURATOR_DATA_DIR", str(data_dir))
        for name, value in {"registry_at_start": "false", **settings}.items():
            patch.setenv(f"CURATOR_{name.upper()}", value)
        get_settings.cache_clear()
        data_dir.mkdir(parents=True, exist_ok=True)
        if _databases.is_postgresql:
            patch.setenv("CURATOR_DATABASE_URL", settings.get("database_url") or _databases.url(data_dir))
        elif not (data_dir / "wardrobe.db").exists():
            (data_dir / "wardrobe.db").write_bytes(_empty_database())
        reusable = not get_settings().cors_origins
        app = _idle_apps.pop() if reusable and _idle_apps else create_app()
        with TestClient(app, base_url="http://localhost") as http:
            yield Service(data_dir, http)
        if reusable:
            _idle_apps.append(app)
    get_settings.cache_clear()


@cache
def _empty_database() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "wardrobe.db"
        migrate(f"sqlite+aiosqlite:///{path}")
        return path.read_bytes()


@dataclass
class Clock:
    """The time of every request."""

    time: datetime

    async def now(self) -> datetime:
        return self.time

    def wait(self, **duration: float) -> None:
        self.time += timedelta(**duration)


@pytest.fixture
def clock(service: Service) -> Iterator[Clock]:
    clock = Clock(datetime.now(UTC))
    service.http.app.dependency_overrides[get_now] = clock.now
    yield clock
    del service.http.app.dependency_overrides[get_now]


@pytest.fixture(scope="module")
def person(service: Service) -> Person:
    return service.join()


@pytest.fixture(scope="module")
def pictures() -> dict[str, list[Path]]:
    """CC0 photos by class."""
    return {folder.name: sorted(folder.glob("*.jpg")) for folder in sorted(PICTURES.iterdir()) if folder.is_dir()}
