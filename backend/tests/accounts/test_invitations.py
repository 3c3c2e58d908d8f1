"""Invitations and password resets: links that work once, expire, and are of no use to anybody else."""

import hashlib
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import PASSWORD, Clock, Person, Service, environment_of, serve

NEW = "quite another long one"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory):
    yield from serve(tmp_path_factory.mktemp("data"), registration="closed", site_url="https://wardrobe.example")


@pytest.fixture(scope="module")
def admin(service: Service) -> Person:
    link = run(service, "invite", "admin@example.org", "--administrator").stdout.strip()
    assert register(service, "admin@example.org", token_of(link)).json()["is_admin"] is True
    token = service.sign_in("admin@example.org")["access_token"]
    return Person(service.client(Authorization=f"Bearer {token}"), "admin@example.org")


@pytest.fixture
def someone(service: Service, admin: Person) -> Person:
    email = f"someone{os.urandom(4).hex()}@example.org"
    assert register(service, email, token_of(invite(admin, email)["url"])).status_code == 201
    return Person(service.client(Authorization=f"Bearer {service.sign_in(email)['access_token']}"), email)


def run(service: Service, command: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = environment_of(service.data_dir) | {"CURATOR_SITE_URL": "https://wardrobe.example"}
    line = [sys.executable, "-m", f"app.accounts.{command}", *arguments]
    return subprocess.run(line, capture_output=True, text=True, env=environment, check=False)


def invite(admin: Person, email: str | None = None, **more) -> dict:
    answer = admin.http.post("/v1/people/invitations", json={"email": email} | more)
    assert answer.status_code == 201, answer.text
    return answer.json()


def token_of(link: str) -> str:
    return re.fullmatch(r"https://wardrobe\.example/(?:sign-up\?invitation|reset-password#token)=(\S+)", link)[1]


def register(service: Service, email: str, invitation: str | None, password: str = PASSWORD):
    account = {"email": email, "password": password, "invitation": invitation}
    return service.http.post("/v1/auth/register", json=account)


def reset_link(admin: Person, someone: Person) -> str:
    people = admin.http.get("/v1/people").json()["people"]
    user_id = next(person["id"] for person in people if person["email"] == someone.email)
    answer = admin.http.post(f"/v1/people/{user_id}/password/reset")
    assert answer.status_code == 201
    return token_of(answer.json()["url"])


def reset(service: Service, token: str, new: str = NEW):
    return service.http.post("/v1/auth/reset", json={"token": token, "new_password": new})


def sign_in(service: Service, email: str, password: str) -> int:
    return service.http.post("/v1/auth/login", data={"username": email, "password": password}).status_code


class TestInvitation:
    def test_opens_a_closed_service_once(self, service: Service, admin: Person):
        token = token_of(invite(admin)["url"])
        assert register(service, "one@example.org", token).json()["is_admin"] is False
        again = register(service, "two@example.org", token)
        assert again.status_code == 403
        assert "invitation" in again.json()["detail"]

    def test_accepted_at_once_by_many_makes_one_account(self, service: Service, admin: Person):
        token = token_of(invite(admin)["url"])
        with ThreadPoolExecutor(6) as people:
            answers = list(people.map(lambda i: register(service, f"many{i}@example.org", token), range(6)))
        assert sorted(answer.status_code for answer in answers) == [201] + [403] * 5

    def test_for_an_address_registers_that_address_alone(self, service: Service, admin: Person):
        token = token_of(invite(admin, "Invited@Example.org")["url"])
        assert register(service, "thief@example.org", token).status_code == 403
        assert register(service, "INVITED@example.org", token).status_code == 201

    def test_makes_an_administrator_only_where_it_says_so(self, service: Service, admin: Person):
        token = token_of(invite(admin, "boss@example.org", is_admin=True)["url"])
        assert register(service, "boss@example.org", token).json()["is_admin"] is True

    def test_refused_registration_does_not_use_it_up(self, service: Service, admin: Person, someone: Person):
        token = token_of(invite(admin)["url"])
        assert register(service, "three@example.org", token, "password1").status_code == 422
        assert register(service, someone.email, token).status_code == 409
        assert register(service, "three@example.org", token).status_code == 201

    def test_is_too_old_after_a_week(self, service: Service, admin: Person, clock: Clock):
        early, late = token_of(invite(admin)["url"]), token_of(invite(admin)["url"])
        clock.wait(days=6, hours=23)
        assert register(service, "early@example.org", early).status_code == 201
        clock.wait(hours=1)
        assert register(service, "late@example.org", late).status_code == 403

    @pytest.mark.parametrize("token", ["", "x", "A" * 43, "\0", "é" * 1000])
    def test_unknown_one_is_refused(self, service: Service, token: str):
        assert register(service, "x@example.org", token).status_code == 403
        assert service.http.post("/v1/auth/invitation", json={"invitation": token}).status_code == 403

    def test_says_what_it_is_for_without_being_used_up(self, service: Service, admin: Person):
        token = token_of(invite(admin, "told@example.org", is_admin=True)["url"])
        for _ in range(2):
            told = service.http.post("/v1/auth/invitation", json={"invitation": token})
            assert told.json() == {"email": "told@example.org", "is_admin": True}

    def test_is_listed_until_accepted_or_withdrawn(self, service: Service, admin: Person):
        made = [invite(admin, f"listed{i}@example.org") for i in range(3)]
        first = admin.http.get("/v1/people/invitations", params={"limit": 2}).json()
        assert [one["email"] for one in first["invitations"]] == ["listed2@example.org", "listed1@example.org"]
        assert token_of(made[2]["url"]) not in str(first)
        rest = admin.http.get("/v1/people/invitations", params={"cursor": first["next_cursor"]}).json()
        assert rest["invitations"][0]["email"] == "listed0@example.org"
        assert admin.http.delete(f"/v1/people/invitations/{made[0]['id']}").status_code == 204
        assert admin.http.delete(f"/v1/people/invitations/{made[0]['id']}").status_code == 404
        assert register(service, "listed0@example.org", token_of(made[0]["url"])).status_code == 403
        register(service, "listed1@example.org", token_of(made[1]["url"]))
        left = [one["email"] for one in admin.http.get("/v1/people/invitations").json()["invitations"]]
        assert {"listed2@example.org"} == {email for email in left if email and email.startswith("listed")}

    def test_address_with_an_account_is_not_invited(self, admin: Person, someone: Person):
        assert admin.http.post("/v1/people/invitations", json={"email": someone.email}).status_code == 409

    def test_link_leads_to_the_page_that_asked(self, service: Service, admin: Person):
        asked = {"Origin": "http://localhost:3000", "X-Forwarded-Host": "localhost:3000"}
        answer = admin.http.post("/v1/people/invitations", json={}, headers=asked)
        assert answer.json()["url"].startswith("http://localhost:3000/sign-up?invitation=")
        foreign = admin.http.post("/v1/people/invitations", json={}, headers={"Origin": "https://evil.example"})
        assert foreign.json()["url"].startswith("https://wardrobe.example/")


class TestReset:
    def test_sets_the_password_once_and_ends_every_session(self, service: Service, admin: Person, someone: Person):
        token = reset_link(admin, someone)
        assert reset(service, token).status_code == 204
        assert someone.http.get("/v1/me").status_code == 401
        assert (sign_in(service, someone.email, PASSWORD), sign_in(service, someone.email, NEW)) == (401, 200)
        again = reset(service, token, "and one more of them")
        assert again.status_code == 403
        assert sign_in(service, someone.email, NEW) == 200

    def test_used_at_once_by_many_counts_once(self, service: Service, admin: Person, someone: Person):
        token = reset_link(admin, someone)
        with ThreadPoolExecutor(6) as people:
            statuses = list(people.map(lambda i: reset(service, token, f"long password {i}").status_code, range(6)))
        assert sorted(statuses) == [204] + [403] * 5

    def test_refused_password_does_not_use_it_up(self, service: Service, admin: Person, someone: Person):
        token = reset_link(admin, someone)
        refused = reset(service, token, "password1")
        assert refused.status_code == 422
        assert [error["field"] for error in refused.json()["errors"]] == ["new_password"]
        assert reset(service, token).status_code == 204

    def test_newer_link_replaces_the_older(self, service: Service, admin: Person, someone: Person):
        older, newer = reset_link(admin, someone), reset_link(admin, someone)
        assert reset(service, older).status_code == 403
        assert reset(service, newer).status_code == 204

    def test_is_too_old_after_a_day(self, service: Service, admin: Person, someone: Person, clock: Clock):
        token = reset_link(admin, someone)
        clock.wait(hours=24)
        assert reset(service, token).status_code == 403

    def test_lets_a_person_in_who_was_locked_out(self, service: Service, admin: Person, someone: Person):
        assert [sign_in(service, someone.email, "a guess") for _ in range(11)] == [401] * 10 + [429]
        assert reset(service, reset_link(admin, someone)).status_code == 204
        assert sign_in(service, someone.email, NEW) == 200

    def test_of_a_disabled_person_does_not_let_them_in(self, service: Service, admin: Person, someone: Person):
        user_id = someone.http.get("/v1/me").json()["id"]
        token = reset_link(admin, someone)
        admin.http.patch(f"/v1/people/{user_id}", json={"disabled": True})
        assert reset(service, token).status_code == 204
        assert sign_in(service, someone.email, NEW) == 403

    @pytest.mark.parametrize("token", ["", "x", "A" * 43, "\0", "é" * 1000])
    def test_unknown_one_is_refused(self, service: Service, token: str):
        assert reset(service, token).status_code == 403


class TestCommands:
    def test_invite_prints_a_link_for_that_address(self, service: Service):
        printed = run(service, "invite", "Command@Example.org")
        assert (printed.returncode, printed.stderr) == (0, "")
        token = token_of(printed.stdout.removesuffix("\n"))
        assert register(service, "else@example.org", token).status_code == 403
        assert register(service, "command@example.org", token).json()["is_admin"] is False

    def test_reset_password_prints_a_link_for_that_account(self, service: Service, someone: Person):
        printed = run(service, "reset_password", someone.email.upper())
        assert (printed.returncode, printed.stderr) == (0, "")
        assert reset(service, token_of(printed.stdout.removesuffix("\n"))).status_code == 204
        assert sign_in(service, someone.email, NEW) == 200

    @pytest.mark.parametrize(
        ("command", "address", "reason"),
        [
            ("invite", "no address", "must have an @-sign"),
            ("invite", "admin@example.org", "account already"),
            ("reset_password", "nobody@example.org", "no account with the address nobody@example.org"),
            ("administrator", "nobody@example.org", "no account with the address nobody@example.org"),
        ],
    )
    def test_what_cannot_be_done_is_said_in_one_line(
        self, service: Service, admin: Person, command: str, address: str, reason: str
    ):
        printed = run(service, command, address)
        assert printed.returncode == 1
        assert (printed.stdout, printed.stderr.count("\n")) == ("", 1)
        assert reason in printed.stderr

    def test_invite_works_before_the_first_start(self, tmp_path: Path):
        service = Service(tmp_path, None)
        link = run(service, "invite", "first@example.org", "--administrator").stdout.strip()
        for service in serve(tmp_path, registration="closed"):
            made = register(service, "first@example.org", token_of(link)).json()
            assert (made["email"], made["is_admin"]) == ("first@example.org", True)


def test_only_digests_of_links_are_kept(service: Service, admin: Person, someone: Person):
    tokens = [token_of(invite(admin)["url"]), reset_link(admin, someone)]
    kept = service.stored_bytes()
    for token in tokens:
        assert hashlib.sha256(token.encode()).hexdigest().encode() in kept
        assert token.encode() not in kept


def test_answer_with_a_link_is_not_kept_for_retries(service: Service, admin: Person):
    answers = [
        admin.http.post("/v1/people/invitations", json={}, headers={"Idempotency-Key": "invite"}) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json()["url"] != answers[1].json()["url"]


def test_erasure_takes_invitations_to_the_persons_address_along(service: Service, admin: Person):
    invite(admin, "twice@example.org")
    token = token_of(invite(admin, "twice@example.org")["url"])
    register(service, "twice@example.org", token)
    open_to_all = invite(admin)
    access = service.sign_in("twice@example.org")["access_token"]
    someone = service.client(Authorization=f"Bearer {access}")
    assert someone.request("DELETE", "/v1/me", json={"password": PASSWORD}).status_code == 204
    left = admin.http.get("/v1/people/invitations", params={"limit": 100}).json()["invitations"]
    assert "twice@example.org" not in {one["email"] for one in left}
    assert open_to_all["id"] in {one["id"] for one in left}
