"""Signing in with address and password, and the limit on guessing."""

import threading
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import datetime, timedelta
from itertools import islice

import pytest
from conftest import PASSWORD, REAL_HASHER, Clock, Service
from sqlalchemy import select

from app.accounts import attempts, passwords
from app.accounts.networks import network_of
from app.db.tables import SignInAttempt
from app.workers import BoundedPool


def login(service: Service, email: str, password: str):
    return service.http.post("/v1/auth/login", data={"username": email, "password": password})


def fail(service: Service, email: str, times: int) -> list[int]:
    return [login(service, email, "not the password").status_code for _ in range(times)]


def test_login_answers_as_oauth2_says(service: Service):
    someone = service.join()
    answer = login(service, someone.email, PASSWORD)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert set(answer.json()) == {"access_token", "token_type", "expires_in", "refresh_token"}
    assert "set-cookie" not in answer.headers


def test_address_is_the_same_however_it_is_written(service: Service):
    service.http.post("/v1/auth/register", json={"email": "Änne.Groß@Exämple.org", "password": PASSWORD})
    for spelling in ("änne.groß@exämple.org", "ÄNNE.GROß@EXÄMPLE.ORG", "änne.groß@xn--exmple-cua.org"):
        assert login(service, spelling, PASSWORD).status_code == 200, spelling


def test_password_is_the_same_however_its_letters_are_composed(service: Service):
    account = {"email": "nfc@example.org", "password": "pässwörter für alle"}
    service.http.post("/v1/auth/register", json=account)
    decomposed = "pa\u0308sswo\u0308rter fu\u0308r alle"
    assert login(service, "nfc@example.org", decomposed).status_code == 200


def test_wrong_password_and_unknown_address_get_the_same_answer(service: Service):
    someone = service.join()
    wrong, unknown = login(service, someone.email, "not the password"), login(service, "no@example.org", PASSWORD)
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json()["detail"] == unknown.json()["detail"]
    assert wrong.headers["WWW-Authenticate"] == "Bearer"


def test_wrong_password_and_unknown_address_cost_the_same(service: Service, monkeypatch: pytest.MonkeyPatch):
    someone = service.join()
    hashed = []
    real = passwords._hasher.verify
    monkeypatch.setattr(passwords._hasher, "verify", lambda *args: hashed.append(args[1]) or real(*args))
    costs = []
    for address in (someone.email, "no@example.org", "not an address", "\0", ""):
        hashed.clear()
        login(service, address, "not the password")
        costs.append([stored.rsplit("$", 2)[0] for stored in hashed])
    assert costs[0] == [passwords._hasher.hash("any").rsplit("$", 2)[0]]
    # A form field that is empty is not given at all: nothing to even out.
    assert costs[1:] == [costs[0], costs[0], costs[0], []]


def test_real_password_hashes_are_as_dear_as_owasp_recommends():
    assert REAL_HASHER.hash("any").startswith("$argon2id$v=19$m=47104,t=1,p=1$")


def test_eleventh_try_in_15_minutes_is_refused_even_with_the_right_password(service: Service, clock: Clock):
    someone = service.join()
    assert fail(service, someone.email, 10) == [401] * 10
    refused = login(service, someone.email, PASSWORD)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) == 15 * 60
    clock.wait(minutes=10)
    assert int(login(service, someone.email, PASSWORD).headers["Retry-After"]) == 5 * 60
    clock.wait(minutes=5)
    assert login(service, someone.email, PASSWORD).status_code == 200


def test_failures_leave_the_window_one_by_one(service: Service, clock: Clock):
    someone = service.join()
    fail(service, someone.email, 5)
    clock.wait(minutes=8)
    fail(service, someone.email, 5)
    assert int(login(service, someone.email, PASSWORD).headers["Retry-After"]) == 7 * 60
    clock.wait(minutes=7)
    assert fail(service, someone.email, 6) == [401] * 5 + [429]


def test_unknown_address_is_limited_alike(service: Service):
    assert fail(service, "nobody@example.org", 11) == [401] * 10 + [429]
    assert login(service, "NOBODY@example.org", PASSWORD).status_code == 429
    assert fail(service, "somebody-else@example.org", 1) == [401]


def test_what_is_no_address_is_limited_alike(service: Service):
    assert fail(service, "admin", 11) == [401] * 10 + [429]


def test_right_password_clears_the_count(service: Service):
    someone = service.join()
    fail(service, someone.email, 9)
    assert login(service, someone.email, PASSWORD).status_code == 200
    assert fail(service, someone.email, 2) == [401] * 2


def test_browser_and_api_sign_in_share_one_count(service: Service):
    someone = service.join()
    fail(service, someone.email, 5)
    browser = [
        service.client().post("/v1/auth/session", json={"email": someone.email, "password": "no"}).status_code
        for _ in range(6)
    ]
    assert browser == [401] * 5 + [429]


def test_guesses_sent_at_once_are_counted_one_by_one(service: Service):
    someone = service.join()
    with ThreadPoolExecutor(25) as guessers:
        statuses = list(guessers.map(lambda i: login(service, someone.email, f"guess {i}").status_code, range(25)))
    assert sorted(statuses) == [401] * 10 + [429] * 15


def from_network(service: Service, address: str, email: str, password: str = "not the password") -> int:
    """Sign in from another address: what uvicorn puts into the scope, from the connection or a trusted proxy."""
    client = service.client()
    client._transport.client = (address, 50000)
    return client.post("/v1/auth/login", data={"username": email, "password": password}).status_code


def test_wrong_guesses_of_others_do_not_keep_the_owner_out(service: Service):
    someone = service.join()
    assert [from_network(service, "198.51.100.7", someone.email) for _ in range(11)] == [401] * 10 + [429]
    assert from_network(service, "198.51.100.8", someone.email, PASSWORD) == 200
    assert from_network(service, "198.51.100.7", someone.email, PASSWORD) == 429


def test_one_network_of_ipv6_has_one_count(service: Service):
    someone = service.join()
    spread = [from_network(service, f"2001:db8:1:2::{i:x}", someone.email) for i in range(11)]
    assert spread == [401] * 10 + [429]
    assert from_network(service, "2001:db8:1:3::1", someone.email, PASSWORD) == 200


def test_right_password_clears_the_count_of_its_own_network_alone(service: Service):
    someone = service.join()
    guesses = [from_network(service, "198.51.100.9", someone.email) for _ in range(9)]
    assert from_network(service, "198.51.100.10", someone.email, PASSWORD) == 200
    guesses += [from_network(service, "198.51.100.9", someone.email) for _ in range(2)]
    assert guesses == [401] * 10 + [429]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_network_of_an_address(address: str, network: str):
    assert network_of(address) == network


def test_guesses_of_the_password_under_a_session_count_too(service: Service):
    """A found phone that is signed in must not allow guessing passwords."""
    someone = service.join()
    statuses = [someone.http.request("DELETE", "/v1/me", json={"password": f"guess {i}"}).status_code for i in range(4)]
    statuses += [
        someone.http.post("/v1/me/password", json={"current": f"guess {i}", "new": PASSWORD}).status_code
        for i in range(4)
    ]
    statuses += [
        someone.http.patch("/v1/me", json={"email": "mine@example.org", "password": f"guess {i}"}).status_code
        for i in range(3)
    ]
    assert statuses == [403] * 10 + [429]


def test_guesses_elsewhere_affect_no_session(service: Service):
    """Wrong passwords by strangers, or on a found phone, keep nobody from changing theirs or erasing the account."""
    someone = service.join()
    assert fail(service, someone.email, 11) == [401] * 10 + [429]
    phone = service.client(Authorization=someone.http.headers["Authorization"])
    computer = service.client()
    computer._transport.client = ("198.51.100.11", 50000)
    signed_in = computer.post("/v1/auth/login", data={"username": someone.email, "password": PASSWORD}).json()
    computer.headers["Authorization"] = f"Bearer {signed_in['access_token']}"
    for _ in range(10):
        assert phone.request("DELETE", "/v1/me", json={"password": "a guess"}).status_code == 403
    assert phone.request("DELETE", "/v1/me", json={"password": PASSWORD}).status_code == 429
    assert computer.post("/v1/me/password", json={"current": PASSWORD, "new": "another long one"}).status_code == 204
    assert computer.request("DELETE", "/v1/me", json={"password": "another long one"}).status_code == 204


def test_counts_out_of_the_window_are_forgotten(service: Service, clock: Clock):
    fail(service, "once@example.org", 1)
    clock.wait(seconds=attempts.WINDOW / timedelta(seconds=1) + 1)
    fail(service, "later@example.org", 1)

    async def oldest() -> datetime:
        async with service.services.sessions() as session:
            return await session.scalar(select(SignInAttempt.created_at).order_by(SignInAttempt.created_at).limit(1))

    assert service.http.portal.call(oldest) > clock.time - attempts.WINDOW


def test_flood_of_sign_ins_is_refused_and_not_hoarded(service: Service, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(passwords, "_pool", BoundedPool(threads=2, max_waiting=0, name="password"))
    go_on = threading.Event()
    monkeypatch.setattr(passwords, "_verify", lambda *_: not go_on.wait(20))
    with ThreadPoolExecutor(8) as people:
        asked = [people.submit(login, service, f"flood{i}@example.org", "no") for i in range(8)]
        refused = [one.result() for one in islice(as_completed(asked), 6)]
        go_on.set()
    assert [answer.status_code for answer in refused] == [503] * 6
    assert all(answer.headers["Retry-After"] for answer in refused)
    assert sorted(one.result().status_code for one in asked) == [401] * 2 + [503] * 6
