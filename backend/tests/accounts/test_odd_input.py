"""Any input to the account routes is answered with a problem, never with a server error."""

import pytest
from conftest import Person, Service

JSON = {"Content-Type": "application/json"}
BODIES = [
    b"",
    b"null",
    b"[]",
    b'"text"',
    b"{",
    b"\xff\xfe\x00",
    b"[" * 15_000,
    b'{"email": {"a": 1}, "password": ["x"], "token": 5, "refresh_token": {}, "current": [], "new": 1.5}',
    rb'{"email": "a\ud800@example.org", "password": "\udfff\udfff\udfff\udfff\udfff\udfff\udfff\udfff"}',
    rb'{"token": "\ud800", "refresh_token": "\ud800", "current": "\ud800", "new": "\ud800\ud800\ud800\ud800\ud800"}',
    rb'{"\ud800": 1, "email": "a@example.org", "password": "\u0000\u0000\u0000\u0000\u0000\u0000\u0000"}',
    b'{"password": ' + b"9" * 5000 + b"}",
    b'{"password": NaN, "email": Infinity}',
    b'{"email": "' + b"a" * 10_000 + b'", "password": "x", "token": "x", "refresh_token": "x"}',
    b'{"email": "a@example.org", "email": "b", "password": "one password", "password": 2}',
]
ROUTES = [
    ("POST", "/v1/auth/register"),
    ("POST", "/v1/auth/refresh"),
    ("POST", "/v1/auth/session"),
    ("POST", "/v1/auth/session/link"),
    ("POST", "/v1/me/password"),
    ("DELETE", "/v1/me"),
]


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_odd_bodies_are_refused(service: Service, person: Person, method, path):
    for body in BODIES:
        answer = person.http.request(method, path, content=body, headers=JSON)
        assert 400 <= answer.status_code < 500, (body[:80], answer.text)
        assert answer.headers["Content-Type"] == "application/problem+json", body[:80]
        assert answer.json()["status"] == answer.status_code
        assert answer.json()["detail"]


@pytest.mark.parametrize("body", BODIES)
def test_odd_change_of_the_profile_is_refused_or_changes_nothing(person: Person, body):
    before = person.http.get("/v1/me").json()
    answer = person.http.request("PATCH", "/v1/me", content=body, headers=JSON)
    assert answer.status_code < 500
    assert person.http.get("/v1/me").json() == before


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "x"]
)
def test_json_in_another_wrapping_is_refused(service: Service, content_type):
    body = b'{"email": "wrapped@example.org", "password": "a long enough password"}'
    answer = service.http.post("/v1/auth/register", content=body, headers={"Content-Type": content_type})
    assert answer.status_code == 422


FORMS = [
    (b"", "application/x-www-form-urlencoded"),
    (b"username=a&password=", "application/x-www-form-urlencoded"),
    (b"username=%00&password=%00", "application/x-www-form-urlencoded"),
    (b"username=%ED%A0%80%40example.org&password=%FF%FE", "application/x-www-form-urlencoded"),
    (b"username=a&username=b&password=c&password=d", "application/x-www-form-urlencoded"),
    (b"username=" + b"a" * 10_000 + b"&password=b", "application/x-www-form-urlencoded"),
    (b"username=a&password=" + b"b" * 10_000, "application/x-www-form-urlencoded"),
    (b"username=a&password=b&grant_type=client_credentials", "application/x-www-form-urlencoded"),
    (b"&".join(b"f%d=1" % i for i in range(5000)), "application/x-www-form-urlencoded"),
    (b"%", "application/x-www-form-urlencoded"),
    (b'{"username": "a", "password": "b"}', "application/json"),
    (b"rubbish", "multipart/form-data"),
    (b"rubbish", "multipart/form-data; boundary=x"),
    (
        b'--x\r\nContent-Disposition: form-data; name="username"; filename="f"\r\n\r\na\r\n--x--\r\n',
        "multipart/form-data; boundary=x",
    ),
    (
        b'--x\r\nContent-Disposition: form-data; name="\xff"\r\n\r\n\xff\r\n--x--\r\n',
        "multipart/form-data; boundary=x; charset=utf-8",
    ),
]


@pytest.mark.parametrize(("body", "content_type"), FORMS)
def test_odd_login_form_is_refused(service: Service, body, content_type):
    answer = service.http.post("/v1/auth/login", content=body, headers={"Content-Type": content_type})
    assert 400 <= answer.status_code < 500, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("session_id", ["x", "0", "%00", "..", "a" * 5000, "%ED%A0%80", "{}"])
def test_odd_session_id_is_refused(person: Person, session_id):
    assert person.http.delete(f"/v1/me/sessions/{session_id}").status_code in (404, 405, 422)


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "cursor=x", "cursor=%00", "limit=1e9"])
def test_odd_page_is_refused(person: Person, query):
    assert person.http.get(f"/v1/me/sessions?{query}").status_code == 422


def test_oversized_body_is_refused_unread(service: Service):
    body = b'{"email": "a@example.org", "password": "' + b"x" * 5_000_000 + b'"}'
    answer = service.http.post("/v1/auth/register", content=body, headers=JSON)
    assert answer.status_code == 413
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_odd_user_agent_is_kept_short(service: Service, person: Person):
    form = {"username": person.email, "password": person.password}
    agents = ["x" * 5000, "é".encode().decode("latin-1"), ""]
    for agent in agents:
        client = service.client()
        headers = {b"User-Agent": agent.encode("latin-1")}
        assert client.post("/v1/auth/login", data=form, headers=headers).status_code == 200
    listed = person.http.get("/v1/me/sessions").json()["sessions"]
    assert max(len(session["user_agent"]) for session in listed) == 255
