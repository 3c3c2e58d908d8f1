"""The service while PostgreSQL is down, restarts, or makes it wait."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import postgresql
import pytest
import sqlalchemy as sa
from conftest import PASSWORD, Person, Service, serve

from app.db import session

pytestmark = pytest.mark.postgresql


class Server:
    """The server as one service reaches it: through a link to the folder of its socket."""

    def __init__(self, link: Path, name: str) -> None:
        self.link, self.name = link, name
        self.url = postgresql.address(name, link)
        self.start()

    def start(self) -> None:
        self.link.symlink_to(postgresql.folder())

    def stop(self) -> None:
        self.link.unlink()
        self.end_connections()

    def end_connections(self) -> None:
        postgresql.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{self.name}'")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with postgresql.database() as url:
        yield Server(tmp_path / "socket", sa.make_url(url).database or "")


@pytest.fixture
def service(tmp_path: Path, server: Server) -> Iterator[Service]:
    yield from serve(tmp_path / "data", database_url=server.url)


@pytest.fixture
def person(service: Service) -> Person:
    return service.join()


REQUESTS: dict[str, Callable[[Person], httpx.Response]] = {
    "read": lambda person: person.http.get("/v1/me"),
    "write": lambda person: person.http.patch("/v1/me", json={"share_for_training": True}),
    "with a key": lambda person: person.http.post(
        "/v1/compatibility", json={"pairs": []}, headers={"Idempotency-Key": "a"}
    ),
    "sign in": lambda person: person.http.post("/v1/auth/login", data={"username": person.email, "password": PASSWORD}),
    "upload": lambda person: person.upload(("photo.jpg", b"")),
}


def test_database_that_is_down_is_503_with_a_time_to_wait_and_comes_back(server: Server, person: Person):
    server.stop()
    for name, request in REQUESTS.items():
        answer = request(person)
        assert (name, answer.status_code, answer.headers.get("Retry-After")) == (name, 503, "5")
        assert "database does not answer" in answer.json()["detail"]
    ready = person.http.get("/health/ready")
    assert (ready.status_code, ready.json()["checks"]["database"]["status"]) == (503, "down")
    assert person.http.get("/health/live").status_code == 200
    server.start()
    assert [request(person).status_code for request in REQUESTS.values()] == [200, 200, 200, 200, 415]


def test_restart_of_the_server_between_two_requests_is_not_noticed(server: Server, person: Person):
    assert person.http.get("/v1/me").status_code == 200
    server.end_connections()
    assert person.http.get("/v1/me").status_code == 200


def test_row_locked_for_too_long_is_503_with_a_time_to_wait(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(session, "_LOCK_WAIT_MS", 50)
    for service in serve(tmp_path / "data", database_url=server.url):
        person = service.join()
        with sa.create_engine(server.url, poolclass=sa.NullPool).begin() as other:
            other.execute(sa.text("SELECT * FROM users FOR UPDATE"))
            answer = person.http.patch("/v1/me", json={"share_for_training": True})
        assert (answer.status_code, "Retry-After" in answer.headers) == (503, True)
        assert person.http.patch("/v1/me", json={"share_for_training": True}).status_code == 200
