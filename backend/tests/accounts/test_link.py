"""The one-time link that signs in a laptop's owner."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import Clock, Service, serve

from app.accounts import link
from app.accounts.errors import LinksAreForLaptops
from app.db.session import write

OWN = {"Origin": "http://localhost"}


def make_link(service: Service, at: datetime | None = None) -> str:
    async def make() -> str:
        async with write(service.services.sessions) as session:
            return await link.new_link(session, at or datetime.now(UTC))

    return service.http.portal.call(make)


def follow(client, token: str):
    return client.post("/v1/auth/session/link", json={"token": token}, headers=OWN)


def test_link_opens_the_owners_account_that_is_there_from_the_start(fresh_service: Service):
    fresh_service.join()  # a stranger registered first
    browser = fresh_service.client()
    answer = follow(browser, make_link(fresh_service))
    assert answer.status_code == 200
    assert answer.json() == {"expires_in": 900}
    me = browser.get("/v1/me").json()
    assert me | {"email": None, "is_admin": True, "has_password": False, "share_for_training": False} == me


def test_every_link_leads_to_the_same_owner(fresh_service: Service):
    owners = set()
    for _ in range(2):
        browser = fresh_service.client()
        follow(browser, make_link(fresh_service))
        owners.add(browser.get("/v1/me").json()["id"])
    assert len(owners) == 1


def test_link_leads_to_the_first_administrator(fresh_service: Service):
    fresh_service.join(is_admin=True)
    browser = fresh_service.client()
    follow(browser, make_link(fresh_service))
    assert browser.get("/v1/me").json()["email"] is None


def test_link_is_good_once(service: Service):
    token = make_link(service)
    assert follow(service.client(), token).status_code == 200
    again = follow(service.client(), token)
    assert again.status_code == 401
    assert "app.accounts.link" in again.json()["detail"]


def test_link_followed_at_once_from_many_places_is_good_once(service: Service):
    token = make_link(service)
    with ThreadPoolExecutor(6) as browsers:
        statuses = list(browsers.map(lambda _: follow(service.client(), token).status_code, range(6)))
    assert sorted(statuses) == [200] + [401] * 5


def test_link_is_too_old_after_an_hour(service: Service, clock: Clock):
    early, late = make_link(service, clock.time), make_link(service, clock.time)
    clock.wait(minutes=59)
    assert follow(service.client(), early).status_code == 200
    clock.wait(minutes=1)
    assert follow(service.client(), late).status_code == 401


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "\0", "é" * 1000])
def test_unknown_link_is_refused(service: Service, token):
    assert follow(service.client(), token).status_code == 401


def test_command_prints_a_token_that_works_and_nothing_else(service: Service):
    environment = os.environ | {"CURATOR_DATA_DIR": str(service.data_dir)}
    printed = subprocess.run(
        [sys.executable, "-m", "app.accounts.link"], capture_output=True, text=True, env=environment
    )
    assert printed.returncode == 0, printed.stderr
    assert printed.stdout == printed.stdout.strip() + "\n"
    assert follow(service.client(), printed.stdout.strip()).status_code == 200


def test_links_are_neither_made_nor_taken_in_production(tmp_path: Path):
    for service in serve(tmp_path, env="production", secret_key="k" * 48, allowed_hosts="localhost"):
        answer = follow(service.client(), make_link(service))
        assert answer.status_code == 403
        assert "laptop" in answer.json()["detail"]
        with pytest.raises(LinksAreForLaptops):
            service.http.portal.call(link.main)
