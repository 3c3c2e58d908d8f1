"""Host headers of other sites are refused: DNS rebinding."""

import socket
from pathlib import Path

import httpx
import pytest
from conftest import Service, serve


def ask(service: Service, host: str | None, path: str = "/v1/me", **headers: str) -> httpx.Response:
    return service.client().get(path, headers=headers if host is None else headers | {"Host": host})


OWN = ["localhost", "LOCALHOST:3000", "localhost.", "127.0.0.1:8000", "127.1.2.3", "[::1]", "[::1]:8000"]
FOREIGN = [
    *("evil.example", "evil.example:8000", "localhost.evil.example", "evil-localhost", "10.1.2.3", "[2001:db8::1]:80"),
    *(
        "",
        " ",
        "localhost@evil.example",
        "localhost/x",
        "[::1",
        "::1",
        "localhost:port",
        "localhost, evil.example",
        "*",
    ),
]


@pytest.mark.parametrize("host", OWN)
def test_laptop_answers_to_its_own_names_and_addresses(service: Service, host: str):
    assert ask(service, host).status_code == 401


def test_laptop_answers_to_the_name_of_its_machine(service: Service):
    name = socket.gethostname()
    assert ask(service, name.upper()).status_code == 401
    assert ask(service, f"{name.partition('.')[0]}.local:3000").status_code == 401


@pytest.mark.parametrize("host", FOREIGN)
def test_other_names_are_refused(service: Service, host: str):
    answer = ask(service, host)
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "CURATOR_ALLOWED_HOSTS" in answer.json()["detail"]


def test_forwarded_name_does_not_help(service: Service):
    assert ask(service, "evil.example", **{"X-Forwarded-Host": "localhost"}).status_code == 400


def test_two_host_headers_are_refused(service: Service):
    answer = service.client().get("/v1/me", headers=[("Host", "localhost"), ("Host", "evil.example")])
    assert answer.status_code == 400


@pytest.mark.parametrize("path", ["/health/live", "/health/ready", "/metrics"])
def test_what_machines_ask_is_answered_under_any_name(service: Service, path: str):
    assert ask(service, "10.1.2.3:8000", path).status_code == 200


@pytest.mark.parametrize("path", ["/metrics/", "/health", "/healthy/live", "/v1/items", "/docs", "/openapi.json"])
def test_nothing_else_is(service: Service, path: str):
    assert ask(service, "evil.example", path).status_code == 400


def test_listed_names_are_the_only_ones(tmp_path: Path):
    for service in serve(tmp_path, allowed_hosts="wardrobe.example.org, *.home.example, ::1"):
        answers = {
            host: ask(service, host).status_code
            for host in (
                *("wardrobe.example.org", "Wardrobe.Example.org:443", "wardrobe.example.org.", "nas.home.example"),
                *("[::1]:8000", "localhost", "example.org", "home.example", "evil-home.example", "127.0.0.1"),
            )
        }
        assert answers == dict.fromkeys(list(answers)[:5], 401) | dict.fromkeys(list(answers)[5:], 400)


def test_address_at_which_a_request_arrived_is_the_machines_own(service: Service):
    """Somebody at home opens the laptop's address; TestClient's own is put in its place here."""
    client = service.client()
    client.base_url = "http://192.168.7.5:8000"
    assert client.get("/v1/me").status_code == 401
    assert client.get("/v1/me", headers={"Host": "192.168.7.6:8000"}).status_code == 400
