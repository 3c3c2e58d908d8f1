"""Browsers: tokens in cookies that no script sees, and writes that other sites cannot make."""

import pytest
from conftest import PASSWORD, Person, Service
from fastapi.testclient import TestClient

OWN = "http://localhost"


def sign_in(client: TestClient, person: Person, **headers: str):
    account = {"email": person.email, "password": PASSWORD}
    return client.post("/v1/auth/session", json=account, headers={"Origin": OWN} | headers)


@pytest.fixture(scope="module")
def signed_in(service: Service, person: Person) -> TestClient:
    client = service.client()
    assert sign_in(client, person).status_code == 200
    return client


@pytest.fixture
def browser(service: Service, signed_in: TestClient) -> TestClient:
    """A signed-in browser that adds no headers of its own."""
    client = service.client()
    client.cookies.update(signed_in.cookies)
    return client


def cookies_of(answer) -> dict[str, tuple[str, set[str]]]:
    """name -> (value, attributes in lower case)"""
    cookies = {}
    for header in answer.headers.get_list("set-cookie"):
        pair, *attributes = header.split("; ")
        name, value = pair.split("=", 1)
        cookies[name] = (value.strip('"'), {attribute.lower() for attribute in attributes})
    return cookies


def test_tokens_are_in_cookies_that_no_script_reads_and_in_no_body(service: Service, person: Person):
    answer = sign_in(service.client(), person)
    assert answer.status_code == 200
    assert answer.json() == {"expires_in": 900}
    assert answer.headers["Cache-Control"] == "no-store"
    cookies = cookies_of(answer)
    assert set(cookies) == {"curator_access", "curator_refresh"}
    for value, attributes in cookies.values():
        assert value not in answer.text
        assert {"httponly", "samesite=lax", "path=/"} <= attributes
        assert not any(attribute.startswith("domain") for attribute in attributes)
    assert "max-age=900" in cookies["curator_access"][1]
    assert "max-age=2592000" in cookies["curator_refresh"][1]


def test_cookies_are_secure_under_https_alone(service: Service, person: Person):
    plain = sign_in(service.client(), person)
    proxied = sign_in(service.client(), person, **{"X-Forwarded-Proto": "https", "Origin": "https://localhost"})
    direct = service.client()
    direct.base_url = "https://localhost"
    direct = sign_in(direct, person, Origin="https://localhost")
    for answer, is_secure in ((plain, False), (proxied, True), (direct, True)):
        assert all(("secure" in attributes) is is_secure for _, attributes in cookies_of(answer).values())


def test_cookie_opens_the_door(browser: TestClient, person: Person):
    assert browser.get("/v1/me").json()["email"] == person.email


def test_bearer_wins_over_cookie(service: Service, browser: TestClient):
    other = service.join()
    authorization = {"Authorization": other.http.headers["Authorization"]}
    assert browser.get("/v1/me", headers=authorization).json()["email"] == other.email
    assert browser.get("/v1/me", headers={"Authorization": "Bearer broken"}).status_code == 401
    # A page of another site cannot set that header, so no origin is needed.
    assert browser.patch("/v1/me", json={}, headers=authorization).status_code == 200


FORWARDED = {"Host": "127.0.0.1:8000", "X-Forwarded-Host": "wardrobe.example.org"}
ORIGINS = [
    # origin, other headers, whether a write is accepted
    (None, {}, False),
    ("", {}, False),
    ("null", {}, False),
    ("http://localhost", {}, True),
    ("http://LOCALHOST", {}, True),
    ("http://localhost:80", {}, True),
    ("https://localhost", {}, True),  # a proxy in front terminates TLS
    ("http://localhost:3000", {}, False),
    ("http://localhost:3000", {"Host": "localhost:3000"}, True),
    ("http://localhost:3000", {"Host": "127.0.0.1:8000", "X-Forwarded-Host": "localhost:3000"}, True),
    ("http://evil.example", {}, False),
    ("http://localhost.evil.example", {}, False),
    ("http://evil.example/localhost", {}, False),
    ("http://localhost@evil.example", {}, False),
    ("http://evillocalhost", {}, False),
    ("file://localhost", {}, False),
    ("localhost", {}, False),
    ("http://[::1", {}, False),
    ("http://localhost:port", {}, False),
    ("https://wardrobe.example.org", FORWARDED | {"X-Forwarded-Proto": "https"}, True),
    ("http://wardrobe.example.org", FORWARDED | {"X-Forwarded-Proto": "https"}, False),
    ("https://wardrobe.example.org:443", FORWARDED | {"X-Forwarded-Proto": "https"}, True),
    ("https://wardrobe.example.org:8443", FORWARDED | {"X-Forwarded-Proto": "https"}, False),
    ("https://evil.example", FORWARDED | {"X-Forwarded-Proto": "https"}, False),
    ("http://wardrobe.example.org", {"X-Forwarded-Host": "wardrobe.example.org, inner"}, True),
    ("http://inner", {"X-Forwarded-Host": "wardrobe.example.org, inner"}, False),
    ("http://localhost", {"X-Forwarded-Host": "[::1"}, True),
]


@pytest.mark.parametrize(("origin", "headers", "is_allowed"), ORIGINS)
def test_write_with_a_cookie_needs_our_own_origin(browser: TestClient, origin, headers, is_allowed):
    stated = headers if origin is None else headers | {"Origin": origin}
    answer = browser.patch("/v1/me", json={}, headers=stated)
    assert answer.status_code == (200 if is_allowed else 403), answer.text
    assert browser.get("/v1/me", headers=stated).status_code == 200
    assert browser.head("/v1/me", headers=stated).status_code in (200, 405)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/v1/auth/logout", None),
        ("POST", "/v1/auth/session/refresh", None),
        ("DELETE", "/v1/auth/session", None),
        ("DELETE", "/v1/me", {"password": PASSWORD}),
        ("POST", "/v1/me/password", {"current": PASSWORD, "new": PASSWORD}),
    ],
)
@pytest.mark.parametrize("origin", [None, "null", "http://evil.example"])
def test_no_write_of_an_account_comes_from_elsewhere(browser: TestClient, method, path, body, origin):
    headers = {"Origin": origin} if origin else {}
    assert browser.request(method, path, json=body, headers=headers).status_code == 403
    assert browser.get("/v1/me").status_code == 200


def test_another_site_cannot_sign_a_browser_in(service: Service, person: Person):
    client = service.client()
    for origin in ("http://evil.example", "null"):
        assert sign_in(client, person, Origin=origin).status_code == 403
        link = client.post("/v1/auth/session/link", json={"token": "x"}, headers={"Origin": origin})
        assert link.status_code == 403
    form = client.post(
        "/v1/auth/session",
        content=f'{{"email": "{person.email}", "password": "{PASSWORD}"}}',
        headers={"Content-Type": "text/plain"},
    )
    assert form.status_code == 422
    assert not client.cookies


def test_client_that_is_no_browser_may_sign_in_without_an_origin(service: Service, person: Person):
    account = {"email": person.email, "password": PASSWORD}
    assert service.client().post("/v1/auth/session", json=account).status_code == 200


def test_refresh_replaces_both_cookies(service: Service, person: Person):
    client = service.client()
    first = cookies_of(sign_in(client, person))
    answer = client.post("/v1/auth/session/refresh", headers={"Origin": OWN})
    assert answer.status_code == 200
    assert answer.json() == {"expires_in": 900}
    second = cookies_of(answer)
    assert second["curator_refresh"][0] != first["curator_refresh"][0]
    assert client.get("/v1/me").status_code == 200


def test_refresh_without_a_session_is_nobody(service: Service):
    assert service.client().post("/v1/auth/session/refresh", headers={"Origin": OWN}).status_code == 401


def test_signing_out_ends_the_session_and_takes_the_cookies(service: Service, person: Person):
    client, copy = service.client(), service.client()
    sign_in(client, person)
    copy.cookies.update(client.cookies)
    answer = client.delete("/v1/auth/session", headers={"Origin": OWN})
    assert answer.status_code == 204
    assert {name: value for name, (value, _) in cookies_of(answer).items()} == {
        "curator_access": "",
        "curator_refresh": "",
    }
    assert not client.cookies
    assert copy.get("/v1/me").status_code == 401
    assert copy.post("/v1/auth/session/refresh", headers={"Origin": OWN}).status_code == 401


def test_signing_out_works_when_the_access_cookie_has_run_out(service: Service, person: Person):
    client = service.client()
    sign_in(client, person)
    copy = service.client()
    copy.cookies.update(client.cookies)
    client.cookies.delete("curator_access")
    assert client.delete("/v1/auth/session", headers={"Origin": OWN}).status_code == 204
    assert copy.get("/v1/me").status_code == 401


def test_signing_out_twice_is_fine(service: Service):
    assert service.client().delete("/v1/auth/session").status_code == 204


@pytest.mark.parametrize("value", ["", "x", "a.b.c", "ä".encode().decode("latin-1"), "A" * 3000])
def test_rubbish_for_a_cookie_is_nobody(service: Service, value):
    cookie = f"curator_access={value}; curator_refresh={value}".encode("latin-1")
    assert service.http.get("/v1/me", headers={b"Cookie": cookie}).status_code == 401
    refresh = service.http.post("/v1/auth/session/refresh", headers={b"Cookie": cookie, b"Origin": OWN.encode()})
    assert refresh.status_code == 401
