"""Registration."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import PASSWORD, Service, serve

from app.accounts import passwords


def register(service: Service, email: str, password: str = PASSWORD):
    return service.http.post("/v1/auth/register", json={"email": email, "password": password})


def test_registering_never_makes_an_administrator(fresh_service: Service):
    answers = [register(fresh_service, f"{name}@example.org") for name in ("anna", "ben", "cem")]
    assert [answer.status_code for answer in answers] == [201] * 3
    assert [answer.json()["is_admin"] for answer in answers] == [False] * 3


def test_accounts_begun_at_once_have_no_administrator_among_them(fresh_service: Service):
    with ThreadPoolExecutor(6) as people:
        answers = list(people.map(lambda i: register(fresh_service, f"person{i}@example.org"), range(6)))
    assert [answer.status_code for answer in answers] == [201] * 6
    assert sum(answer.json()["is_admin"] for answer in answers) == 0


def test_closed_service_takes_nobody_without_an_invitation(tmp_path: Path):
    for service in serve(tmp_path, registration="closed"):
        emails = [f"person{i}@example.org" for i in range(4)]
        with ThreadPoolExecutor(4) as people:
            answers = list(people.map(register, [service] * 4, emails))
        assert [answer.status_code for answer in answers] == [403] * 4
        late = register(service, "late@example.org")
        assert late.status_code == 403
        assert "invitation" in late.json()["detail"]


def test_account_is_shown_without_anything_secret(service: Service):
    answer = register(service, "Someone@Example.org")
    assert set(answer.json()) == {
        "id",
        "email",
        "is_admin",
        "has_password",
        "share_for_training",
        "face_advice",
        "learn_from_feedback",
        "face_shape",
        "created_at",
        "usage",
        "limits",
    }
    assert answer.json()["email"] == "someone@example.org"
    assert answer.json()["share_for_training"] is False
    assert PASSWORD not in answer.text
    assert "set-cookie" not in answer.headers


def test_address_has_one_account_in_any_spelling(service: Service):
    assert register(service, "one@example.org").status_code == 201
    for spelling in ("one@example.org", "ONE@EXAMPLE.ORG", "One@example.ORG"):
        assert register(service, spelling).status_code == 409


def test_same_address_sent_at_once_has_one_account(service: Service):
    with ThreadPoolExecutor(5) as people:
        statuses = list(people.map(lambda _: register(service, "twice@example.org").status_code, range(5)))
    assert sorted(statuses) == [201] + [409] * 4


def test_names_of_a_home_network_are_addresses_too(service: Service):
    for email in ("me@localhost", "anna@home.local", "ben@nas.home.arpa"):
        assert register(service, email).status_code == 201, email


@pytest.mark.parametrize(
    "email",
    [
        *("", " ", "@", "anna", "anna@", "@example.org", "a b@example.org", "a@b@c", "a\0@example.org"),
        *("a@exa\nmple.org", "a@example.org\r\nBcc: b@example.org", "a@" + "b" * 400 + ".org", "x" * 10_000),
    ],
)
def test_what_is_no_address_is_refused_with_the_field_named(service: Service, email):
    answer = register(service, email)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["email"]


@pytest.mark.parametrize("password", ["", "seven77", "x" * 257])
def test_password_too_short_or_too_long_is_refused_and_not_repeated(service: Service, password):
    answer = register(service, "length@example.org", password)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["password"]
    assert not password or password not in answer.text


@pytest.mark.parametrize(
    "password",
    [
        *(
            "ei8htyei8ht",
            "  a  b  c  ",
            "пароль-пароль",
            "пароль 👗👠👒🧥👖 " * 18,
            "a\0b\0c\0d\0",
            "correct horse battery " * 11,
        ),
        "4@8({[<369!1|705$%2+x" * 12,
    ],
)
def test_any_characters_make_a_password(service: Service, password):
    email = f"p{abs(hash(password))}@example.org"
    assert register(service, email, password).status_code == 201
    assert service.sign_in(email, password)
    for other in (password[:-1], password + " ", password.replace("\0", "")):
        if other != password:
            answer = service.http.post("/v1/auth/login", data={"username": email, "password": other or "-"})
            assert answer.status_code == 401


@pytest.mark.parametrize(
    "password",
    [
        *("password1", "12345678", "qwertyuiop", "Passw0rd", "monkey12", "eight888", "        ", "x" * 256, "abcdefgh"),
        *("31.12.1999", "iloveyou", "curator1", "marlene@example.org", "Marlene1", "пппппппп", "👗" * 8),
    ],
)
def test_password_that_is_easy_to_guess_is_refused_with_the_reason(service: Service, password: str):
    answer = register(service, "marlene@example.org", password)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["password"]
    assert "easy to guess" in answer.json()["detail"]
    assert password not in answer.text


def test_easy_password_is_refused_wherever_one_is_chosen(service: Service):
    someone = service.join()
    answer = someone.http.post("/v1/me/password", json={"current": PASSWORD, "new": "password1"})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == ["new"]
    assert service.sign_in(someone.email)


def test_hostile_password_is_judged_in_time(service: Service):
    """Of 72 letters that all stand for others, the estimate takes a hundred times as long."""
    began = time.process_time()
    passwords._check_strength("4@8({[<369!1|705$%2+x" * 12, None, "password")
    assert time.process_time() - began < 0.5


def test_letters_that_lower_case_keeps_apart_are_two_addresses(service: Service):
    """Casefolding would make one of them, and with it one account of two mailboxes."""
    for email in ("straße@example.org", "strasse@example.org"):
        assert register(service, email).status_code == 201
    assert register(service, "STRASSE@example.org").status_code == 409
    for email in ("straße@example.org", "strasse@example.org"):
        token = service.sign_in(email)["access_token"]
        me = service.client(Authorization=f"Bearer {token}").get("/v1/me").json()
        assert me["email"] == email


def test_address_that_version_0_1_kept_casefolded_still_signs_in(service: Service):
    """`weiß@` was kept as `weiss@`, and how it was written is lost."""
    register(service, "weiss@example.org")
    assert service.sign_in("weiß@example.org")
    register(service, "weiß@example.org", "another long password")
    assert service.sign_in("weiß@example.org", "another long password")
    assert service.sign_in("weiss@example.org")


def test_password_is_kept_as_argon2id_alone(service: Service):
    register(service, "kept@example.org", "find me in the file")
    kept = service.stored_bytes()
    assert b"kept@example.org" in kept
    assert b"$argon2id$" in kept
    assert b"find me in the file" not in kept
