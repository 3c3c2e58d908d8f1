"""DELETE /v1/me: all data of the person is erased, and none of other people."""

import time
from contextlib import ExitStack
from pathlib import Path
from uuid import UUID

import httpx
import pytest
from conftest import PASSWORD, Service, serve
from object_store import run_object_store
from sqlalchemy import Uuid, func, insert, select
from test_link import OWN, follow, make_link

from app.accounts import administrator
from app.accounts.erasure import erase_again
from app.accounts.errors import UnknownAccount
from app.db.tables import Base, IdempotentAnswer, SignInAttempt, User


@pytest.fixture(scope="module", autouse=True)
def admin(service: Service):
    """The first person is the administrator, so that later ones are not."""
    return service.join()


def erase(client, password: str | None = PASSWORD):
    return client.request("DELETE", "/v1/me", json={"password": password})


def make_administrator(service: Service, email: str) -> None:
    service.http.portal.call(administrator.main, email)


def files_of(service: Service, user_id: str) -> list[Path]:
    return [path for path in service.kept_files if user_id in path.parts]


def rows_that_name(service: Service, user_id: str) -> dict[str, int]:
    """The number of rows of each table that hold a person's id, in any column."""

    async def count() -> dict[str, int]:
        found = {}
        async with service.services.sessions() as session:
            for table in Base.metadata.sorted_tables:
                for column in table.columns:
                    if isinstance(column.type, Uuid):
                        query = select(func.count()).select_from(table).where(column == UUID(user_id))
                        found[str(column)] = await session.scalar(query)
        return {name: number for name, number in found.items() if number}

    return service.http.portal.call(count)


def test_every_table_goes_with_its_person():
    """Rows of every table, also of future ones, belong to a person by cascading keys or hold no personal data."""
    of_nobody = {"active_models", "idempotent_answers", "shadow_answers", "sign_in_attempts", "sign_in_links"}
    goes_along = {User.__tablename__}
    tables = list(Base.metadata.sorted_tables)
    for table in tables:
        if any(key.column.table.name in goes_along and key.ondelete == "CASCADE" for key in table.foreign_keys):
            goes_along.add(table.name)
    assert {table.name for table in tables} - goes_along == of_nobody


def test_erasure_leaves_no_row_and_no_file(service: Service, pictures):
    someone, other = service.join(), service.join()
    user_id, other_id = (person.http.get("/v1/me").json()["id"] for person in (someone, other))
    for person in (someone, other):
        person.upload(*(paths[0] for paths in list(pictures.values())[:2]))
    others_files = files_of(service, other_id)
    assert len(others_files) == len(files_of(service, user_id)) > 0
    assert rows_that_name(service, user_id)["users.id"] == 1
    assert erase(someone.http).status_code == 204
    assert rows_that_name(service, user_id) == {}
    assert files_of(service, user_id) == []
    assert files_of(service, other_id) == others_files
    assert other.http.get("/v1/me").status_code == 200


def test_address_is_free_again_and_the_new_account_is_empty(service: Service):
    someone = service.join()
    assert erase(someone.http).status_code == 204
    again = service.join(someone.email)
    assert again.http.get("/v1/items").json()["items"] == []


def test_wrong_password_erases_nothing(service: Service):
    someone = service.join()
    for password in ("", None, "wrong", "x" * 10_000):
        assert erase(someone.http, password).status_code == 403
    assert someone.http.get("/v1/me").status_code == 200


def test_traces_that_no_key_leads_to_are_erased_too(fresh_service: Service):
    """Failed guesses, and answers stored for retries: of the registration itself, and of a later request."""
    fresh_service.join()
    account = {"email": "targets@example.org", "password": PASSWORD}
    registered = fresh_service.http.post("/v1/auth/register", json=account, headers={"Idempotency-Key": "1"})
    assert registered.status_code == 201
    token = fresh_service.sign_in("targets@example.org")["access_token"]
    someone = fresh_service.client(Authorization=f"Bearer {token}")
    someone.post("/v1/me/password", json={"current": PASSWORD, "new": PASSWORD}, headers={"Idempotency-Key": "2"})

    async def kept() -> tuple[int, int]:
        async with fresh_service.services.sessions() as session:
            failures = await session.scalar(select(func.count()).select_from(SignInAttempt))
            answers = await session.scalar(select(func.count()).select_from(IdempotentAnswer))
            return failures, answers

    erase(someone, "wrong")
    assert fresh_service.http.portal.call(kept) == (1, 2)
    assert erase(someone).status_code == 204
    assert fresh_service.http.portal.call(kept) == (0, 0)


def test_last_administrator_stays_until_there_is_another(fresh_service: Service):
    admin, other = fresh_service.client(**OWN), fresh_service.join()
    follow(admin, make_link(fresh_service))
    refused = erase(admin, None)
    assert refused.status_code == 409
    assert "app.accounts.administrator" in refused.json()["detail"]
    assert admin.get("/v1/me").status_code == 200
    with pytest.raises(UnknownAccount, match="no@example"):
        make_administrator(fresh_service, "no@example.org")
    make_administrator(fresh_service, other.email.upper())
    assert other.http.get("/v1/me").json()["is_admin"] is True
    assert erase(admin, None).status_code == 204
    assert erase(other.http).status_code == 409


def test_account_without_a_password_needs_none(fresh_service: Service):
    browser = fresh_service.client(**OWN)
    follow(browser, make_link(fresh_service))
    other = fresh_service.join()
    make_administrator(fresh_service, other.email)
    assert erase(browser, None).status_code == 204
    assert browser.get("/v1/me").status_code == 401


class TestNothingIsLeft:
    """Scans every stored byte: databases with their logs, files, and the bucket's objects."""

    @pytest.fixture(params=["disk", "bucket"])
    def erased(self, request: pytest.FixtureRequest, tmp_path: Path, pictures):
        with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
            server = None
            if request.param == "bucket":
                server = stack.enter_context(run_object_store(tmp_path / "s3"))
                server.make_bucket("curator")
                for name, value in server.settings("curator").items():
                    patch.setenv(name, value)
            for service in serve(tmp_path / "data"):
                yield service, server, pictures["hat"][0]

    def test_of_a_person_only_the_id_in_the_journal_is_left(self, erased):
        service, server, picture = erased
        service.join()
        someone = service.join("somebody.to.forget@example.org")
        user_id = someone.http.get("/v1/me").json()["id"]
        item = someone.add(picture)
        someone.http.patch(
            f"/v1/items/{item['id']}", json={"category": "scarf", "attributes": {"notes": "forget this"}}
        )
        wish = {"filename": "forgotten.jpg", "content_type": "image/jpeg"}
        address = someone.http.post("/generate-presigned-url", json=wish).json()
        client = httpx.Client(trust_env=False) if server else someone.http
        sent = client.put(address["url"], content=picture.read_bytes(), headers={"Content-Type": "image/jpeg"})
        assert sent.status_code == 200
        archive = someone.http.get("/v1/export").content
        job = someone.http.post("/v1/imports/archive", files={"file": ("forgotten.zip", archive)}).json()
        while not someone.http.get(f"/v1/jobs/{job['id']}").json()["finished_at"]:
            time.sleep(0.05)
        targets = [user_id, UUID(user_id).hex, item["id"], UUID(item["id"]).hex, job["id"], someone.email]
        targets += ["forget this", "forgotten", item["source_sha256"]]
        assert traces_in(service.data_dir, targets)  # the scan finds what it looks for
        assert erase(someone.http).status_code == 204
        assert traces_in(service.data_dir, targets) == []
        keys = server.keys("curator") if server else []
        noted = [f"erasures/{user_id}"] if server else [user_id]
        assert (keys or [path.name for path in (service.data_dir / "erasures").iterdir()]) == noted

    def test_nobody_comes_back_with_a_backup(self, erased):
        service, _, picture = erased
        service.join()
        someone, other = service.join(), service.join()
        user_id = someone.http.get("/v1/me").json()["id"]
        someone.add(picture)
        with service.database() as database:
            backup = database.execute(select(User.__table__).where(User.id == UUID(user_id))).mappings().one()

        async def restore() -> int:
            with service.database() as database:
                database.execute(insert(User.__table__).values(**backup))
            return await erase_again(service.services.sessions, service.services.targets)

        assert erase(someone.http).status_code == 204
        assert service.http.portal.call(restore) == 1
        assert rows_that_name(service, user_id) == {}
        assert other.http.get("/v1/me").status_code == 200


def traces_in(folder: Path, targets: list[str]) -> list[str]:
    """Names and contents of files that hold any of these; the journal's are ignored."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file() and path.parent.name != "erasures":
            content = path.read_bytes() + str(path).encode()
            found += [f"{trace} in {path.name}" for trace in targets if trace.encode() in content]
            found += [f"{trace} in {path.name}" for trace in targets if _as_bytes(trace) in content]
    return found


def _as_bytes(trace: str) -> bytes:
    """An id may be stored as its 16 bytes."""
    try:
        return UUID(trace).bytes
    except ValueError:
        return trace.encode()
