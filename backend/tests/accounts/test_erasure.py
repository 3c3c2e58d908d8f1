"""DELETE /v1/me: everything of mine, and nothing of anybody else's."""

from pathlib import Path
from uuid import UUID

import pytest
from conftest import PASSWORD, Service
from sqlalchemy import Uuid, func, select
from test_link import OWN, follow, make_link

from app.accounts import administrator
from app.accounts.errors import UnknownAccount
from app.db.tables import Base, IdempotentAnswer, SignInAttempt, User


@pytest.fixture(scope="module", autouse=True)
def admin(service: Service):
    """Somebody who was there first, so that nobody below is the last administrator."""
    return service.join()


def erase(client, password: str | None = PASSWORD):
    return client.request("DELETE", "/v1/me", json={"password": password})


def make_administrator(service: Service, email: str) -> None:
    service.http.portal.call(administrator.main, email)


def files_of(service: Service, user_id: str) -> list[Path]:
    return [path for path in service.kept_files if user_id in path.parts]


def rows_that_name(service: Service, user_id: str) -> dict[str, int]:
    """How many rows of each table hold a person's id, in whatever column."""

    async def count() -> dict[str, int]:
        found = {}
        async with service.http.app.state.sessions() as session:
            for table in Base.metadata.sorted_tables:
                for column in table.columns:
                    if isinstance(column.type, Uuid):
                        query = select(func.count()).select_from(table).where(column == UUID(user_id))
                        found[str(column)] = await session.scalar(query)
        return {name: number for name, number in found.items() if number}

    return service.http.portal.call(count)


def test_every_table_goes_with_its_person():
    """Whatever table is added, its rows belong to a person through keys that cascade, or hold nothing of anybody's."""
    of_nobody = {"active_models", "idempotent_answers", "sign_in_attempts", "sign_in_links"}
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
    """Failed guesses, and answers kept for retries: of the registration itself, and of a later request."""
    fresh_service.join()
    account = {"email": "traces@example.org", "password": PASSWORD}
    registered = fresh_service.http.post("/v1/auth/register", json=account, headers={"Idempotency-Key": "1"})
    assert registered.status_code == 201
    token = fresh_service.sign_in("traces@example.org")["access_token"]
    someone = fresh_service.client(Authorization=f"Bearer {token}")
    someone.post("/v1/me/password", json={"current": PASSWORD, "new": PASSWORD}, headers={"Idempotency-Key": "2"})

    async def kept() -> tuple[int, int]:
        async with fresh_service.http.app.state.sessions() as session:
            failures = await session.scalar(select(func.count()).select_from(SignInAttempt))
            answers = await session.scalar(select(func.count()).select_from(IdempotentAnswer))
            return failures, answers

    erase(someone, "wrong")
    assert fresh_service.http.portal.call(kept) == (1, 2)
    assert erase(someone).status_code == 204
    assert fresh_service.http.portal.call(kept) == (0, 0)


def test_last_administrator_stays_until_there_is_another(fresh_service: Service):
    admin, other = fresh_service.join(), fresh_service.join()
    refused = erase(admin.http)
    assert refused.status_code == 409
    assert "app.accounts.administrator" in refused.json()["detail"]
    assert admin.http.get("/v1/me").status_code == 200
    with pytest.raises(UnknownAccount, match="no@example"):
        make_administrator(fresh_service, "no@example.org")
    make_administrator(fresh_service, other.email.upper())
    assert other.http.get("/v1/me").json()["is_admin"] is True
    assert erase(admin.http).status_code == 204
    assert erase(other.http).status_code == 409


def test_account_without_a_password_needs_none(fresh_service: Service):
    browser = fresh_service.client(**OWN)
    follow(browser, make_link(fresh_service))
    other = fresh_service.join()
    make_administrator(fresh_service, other.email)
    assert erase(browser, None).status_code == 204
    assert browser.get("/v1/me").status_code == 401
