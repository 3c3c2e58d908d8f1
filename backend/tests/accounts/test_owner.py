"""The owner's account, which is there before anybody can register."""

import re
from pathlib import Path

import pytest
from conftest import PASSWORD, Service, connected, serve
from sqlalchemy import delete, select
from test_registration import register

from app.db.tables import User

PRODUCTION = {"env": "production", "secret_key": "k" * 48, "allowed_hosts": "localhost", "registration": "closed"}
SET_UP = re.compile(r"Set up the owner's account, once: https://wardrobe\.example/sign-up\?invitation=(\S+)\n")


def accounts(data_dir: Path) -> list[tuple[str | None, bool]]:
    with connected(data_dir) as database:
        return [tuple(row) for row in database.execute(select(User.email, User.is_admin).order_by(User.id))]


def set_up(service: Service, token: str, email: str = "owner@example.org"):
    account = {"email": email, "password": PASSWORD, "invitation": token}
    return service.http.post("/v1/auth/register", json=account)


def test_first_start_makes_the_owners_account_and_later_ones_none(tmp_path: Path):
    for _ in range(2):
        for service in serve(tmp_path):
            assert accounts(service.data_dir) == [(None, True)]


def test_people_who_are_there_already_keep_their_administrator(tmp_path: Path):
    for service in serve(tmp_path):
        service.join("anna@example.org", is_admin=True)
    with connected(tmp_path) as database:
        database.execute(delete(User).where(User.email.is_(None)))  # as version 0.1 left it
    for _ in serve(tmp_path):
        assert accounts(tmp_path) == [("anna@example.org", True)]


def test_production_prints_a_link_until_the_owner_used_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    production = PRODUCTION | {"site_url": "https://wardrobe.example"}
    for service in serve(tmp_path, **production):
        assert register(service, "quick@example.org").status_code == 403
        assert service.http.post("/v1/auth/session/link", json={"token": "x"}).status_code == 403
    (first,) = SET_UP.findall(capsys.readouterr().out)
    for service in serve(tmp_path, **production):
        (second,) = SET_UP.findall(capsys.readouterr().out)
        made = set_up(service, second)
        assert made.status_code == 201
        assert (made.json()["is_admin"], made.json()["email"]) == (True, "owner@example.org")
        assert accounts(tmp_path) == [("owner@example.org", True)]
        token = service.sign_in("owner@example.org")["access_token"]
        assert service.client(Authorization=f"Bearer {token}").get("/v1/people").status_code == 200
        for used in (first, second):
            assert set_up(service, used, "thief@example.org").status_code == 403
    for _ in serve(tmp_path, **production):
        assert not SET_UP.findall(capsys.readouterr().out)
    assert accounts(tmp_path) == [("owner@example.org", True)]
