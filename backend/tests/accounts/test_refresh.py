"""Refresh tokens: each works once, and reuse ends the session."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import Clock, Person, Service


@pytest.fixture
def tokens(service: Service, person: Person) -> dict:
    """A new session for each test."""
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


def browser_refresh(service: Service, token: str):
    headers = {"Cookie": f"curator_refresh={token}", "Origin": "http://localhost"}
    return service.client(**headers).post("/v1/auth/session/refresh")


def by_api(service: Service, token: str) -> tuple[int, str | None]:
    answer = refresh(service, token)
    return answer.status_code, answer.json().get("refresh_token")


def by_browser(service: Service, token: str) -> tuple[int, str | None]:
    answer = browser_refresh(service, token)
    return answer.status_code, answer.cookies.get("curator_refresh")


both_ways = pytest.mark.parametrize("ask", [by_api, by_browser])


@both_ways
def test_lost_answer_can_be_asked_for_again_for_ten_minutes(service, tokens, clock: Clock, ask):
    """An answer may get lost, and two tabs share one cookie."""
    _, successor = ask(service, tokens["refresh_token"])
    clock.wait(minutes=9, seconds=59)
    assert ask(service, tokens["refresh_token"]) == (200, successor)
    assert ask(service, successor)[0] == 200


@both_ways
def test_later_reuse_ends_the_whole_session(service, tokens, clock: Clock, ask):
    _, successor = ask(service, tokens["refresh_token"])
    clock.wait(minutes=10)
    assert ask(service, tokens["refresh_token"])[0] == 401
    assert ask(service, successor)[0] == 401


@both_ways
def test_reuse_after_the_successor_was_used_ends_the_whole_session_at_once(service, tokens, ask):
    """Two parties hold the token, and one of them used its successor."""
    _, second = ask(service, tokens["refresh_token"])
    _, third = ask(service, second)
    assert is_signed_in(service, tokens["access_token"])
    assert ask(service, tokens["refresh_token"])[0] == 401
    assert ask(service, third)[0] == 401
    assert not is_signed_in(service, tokens["access_token"])


def test_refusal_says_that_the_session_was_used_twice(service, tokens):
    refresh(service, refresh(service, tokens["refresh_token"]).json()["refresh_token"])
    assert "two places" in refresh(service, tokens["refresh_token"]).json()["detail"]


def test_reuse_leaves_the_persons_other_sessions_alone(service, person, tokens):
    other = service.sign_in(person.email)
    refresh(service, refresh(service, tokens["refresh_token"]).json()["refresh_token"])
    assert refresh(service, tokens["refresh_token"]).status_code == 401
    assert is_signed_in(service, other["access_token"])
    assert refresh(service, other["refresh_token"]).status_code == 200


@both_ways
def test_refreshes_sent_together_stay_signed_in(service, tokens, ask):
    with ThreadPoolExecutor(8) as tabs:
        answers = list(tabs.map(lambda _: ask(service, tokens["refresh_token"]), range(8)))
    assert [status for status, _ in answers] == [200] * 8
    assert len({successor for _, successor in answers}) == 1


def test_session_ends_after_180_days_however_often_it_is_refreshed(service, clock: Clock, tokens):
    token = tokens["refresh_token"]
    for _ in range(17):
        clock.wait(days=10)
        token = refresh(service, token).json()["refresh_token"]
    clock.wait(days=9, hours=23)
    last = browser_refresh(service, token)
    assert last.status_code == 200
    assert "Max-Age=3600" in last.headers.get_list("set-cookie")[1]
    clock.wait(hours=1)
    assert refresh(service, last.cookies["curator_refresh"]).status_code == 401


def test_session_unused_for_30_days_is_over(service, tokens, clock: Clock):
    clock.wait(days=29)
    renewed = refresh(service, tokens["refresh_token"]).json()
    clock.wait(days=29)
    renewed = refresh(service, renewed["refresh_token"]).json()
    clock.wait(days=30)
    assert refresh(service, renewed["refresh_token"]).status_code == 401


def test_only_digests_of_refresh_tokens_are_kept(service, tokens):
    renewed = refresh(service, tokens["refresh_token"]).json()
    kept = service.stored_bytes()
    for token in (tokens["refresh_token"], renewed["refresh_token"], tokens["access_token"]):
        assert token.encode() not in kept


@pytest.mark.parametrize("token", ["", "A" * 43, "é" * 50, "\0", "x" * 10_000, "\u202e"])
def test_unknown_refresh_token_is_refused(service, token):
    assert refresh(service, token).status_code == 401
