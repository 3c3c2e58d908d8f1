"""Refresh tokens: one use each, and what happens when one comes twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import Clock, Person, Service


@pytest.fixture
def tokens(service: Service, person: Person) -> dict:
    """A session of its own for each test."""
    return service.sign_in(person.email)


def refresh(service: Service, token: str):
    return service.http.post("/v1/auth/refresh", json={"refresh_token": token})


def is_signed_in(service: Service, access_token: str) -> bool:
    return service.client(Authorization=f"Bearer {access_token}").get("/v1/me").status_code == 200


def test_refresh_gives_another_pair_that_works(service, tokens):
    answer = refresh(service, tokens["refresh_token"])
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    renewed = answer.json()
    assert set(renewed) == {"access_token", "token_type", "expires_in", "refresh_token"}
    assert renewed["token_type"] == "bearer"
    assert renewed["expires_in"] == 900
    assert renewed["refresh_token"] != tokens["refresh_token"]
    assert is_signed_in(service, renewed["access_token"])


def test_chain_of_refreshes_goes_on(service, tokens, clock: Clock):
    token, seen = tokens["refresh_token"], set()
    for _ in range(5):
        clock.wait(minutes=15)
        answer = refresh(service, token)
        assert answer.status_code == 200
        token = answer.json()["refresh_token"]
        assert token not in seen
        seen.add(token)


def test_reuse_ends_the_whole_session_at_once(service, tokens):
    renewed = refresh(service, tokens["refresh_token"]).json()
    assert is_signed_in(service, renewed["access_token"])
    stolen = refresh(service, tokens["refresh_token"])
    assert stolen.status_code == 401
    assert "two places" in stolen.json()["detail"]
    assert refresh(service, renewed["refresh_token"]).status_code == 401
    assert not is_signed_in(service, renewed["access_token"])
    assert not is_signed_in(service, tokens["access_token"])


def test_reuse_leaves_the_persons_other_sessions_alone(service, person, tokens):
    other = service.sign_in(person.email)
    refresh(service, tokens["refresh_token"])
    assert refresh(service, tokens["refresh_token"]).status_code == 401
    assert is_signed_in(service, other["access_token"])
    assert refresh(service, other["refresh_token"]).status_code == 200


def browser_refresh(service: Service, token: str):
    headers = {"Cookie": f"curator_refresh={token}", "Origin": "http://localhost"}
    return service.client(**headers).post("/v1/auth/session/refresh")


def test_browser_may_come_again_within_seconds_and_gets_the_same_successor(service, tokens, clock: Clock):
    """Two tabs share one cookie, and an answer may be lost on the way."""
    first = browser_refresh(service, tokens["refresh_token"])
    clock.wait(seconds=9)
    second = browser_refresh(service, tokens["refresh_token"])
    assert (first.status_code, second.status_code) == (200, 200)
    assert second.cookies["curator_refresh"] == first.cookies["curator_refresh"]


def test_browser_that_comes_again_later_is_signed_out(service, tokens, clock: Clock):
    first = browser_refresh(service, tokens["refresh_token"])
    clock.wait(seconds=11)
    assert browser_refresh(service, tokens["refresh_token"]).status_code == 401
    assert browser_refresh(service, first.cookies["curator_refresh"]).status_code == 401


def test_browsers_old_cookie_after_the_successor_was_used_ends_the_session_even_at_once(service, tokens):
    """Whoever used the successor got it, so the old token is in two hands."""
    first = browser_refresh(service, tokens["refresh_token"])
    second = browser_refresh(service, first.cookies["curator_refresh"])
    assert browser_refresh(service, tokens["refresh_token"]).status_code == 401
    assert browser_refresh(service, second.cookies["curator_refresh"]).status_code == 401


def test_tabs_that_refresh_together_stay_signed_in(service, tokens):
    with ThreadPoolExecutor(8) as tabs:
        answers = list(tabs.map(lambda _: browser_refresh(service, tokens["refresh_token"]), range(8)))
    assert [answer.status_code for answer in answers] == [200] * 8
    assert len({answer.cookies["curator_refresh"] for answer in answers}) == 1


def test_session_unused_for_30_days_is_over(service, tokens, clock: Clock):
    clock.wait(days=29)
    renewed = refresh(service, tokens["refresh_token"]).json()
    clock.wait(days=29)
    renewed = refresh(service, renewed["refresh_token"]).json()
    clock.wait(days=30)
    assert refresh(service, renewed["refresh_token"]).status_code == 401


def test_only_digests_of_refresh_tokens_are_kept(service, tokens):
    renewed = refresh(service, tokens["refresh_token"]).json()
    kept = b"".join(path.read_bytes() for path in service.data_dir.glob("wardrobe.db*"))
    for token in (tokens["refresh_token"], renewed["refresh_token"], tokens["access_token"]):
        assert token.encode() not in kept


@pytest.mark.parametrize("token", ["", "A" * 43, "é" * 50, "\0", "x" * 10_000, "\u202e"])
def test_unknown_refresh_token_is_refused(service, token):
    assert refresh(service, token).status_code == 401
