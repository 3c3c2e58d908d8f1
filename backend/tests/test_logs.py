"""Logs: one line per request, with its id, and no personal data."""

import json
import logging
import sys
from collections.abc import Callable, Iterator

import pytest
from conftest import PASSWORD, Service, serve
from pydantic import BaseModel
from sqlalchemy import text

from app.db.session import write
from app.logs import JsonLines, configure, without_personal
from app.settings import get_settings

SECRET_KEY = "k" * 40


@pytest.fixture
def production(tmp_path, capsys) -> Iterator[Service]:
    for service in serve(tmp_path, env="production", secret_key=SECRET_KEY, allowed_hosts="localhost"):
        configure(get_settings())  # a reused app was configured before
        yield service
    logging.getLogger().setLevel(logging.WARNING)


def lines_of(printed: str) -> list[dict]:
    return [json.loads(line) for line in printed.splitlines()]


def test_request_in_production_is_one_json_line_that_names_its_id_and_route(production: Service, capsys):
    someone = production.join()
    capsys.readouterr()
    answer = someone.http.get(
        "/v1/items/0190c0de-0000-7000-8000-000000000000", headers={"X-Request-ID": "from.the-proxy_1"}
    )
    (line,) = lines_of(capsys.readouterr().err)
    assert answer.headers["X-Request-ID"] == "from.the-proxy_1"
    assert answer.json()["request_id"] == "from.the-proxy_1"
    expected = {"level": "info", "request_id": "from.the-proxy_1", "method": "GET", "route": "/v1/items/{item_id}"}
    assert line | expected | {"status": 404} == line
    assert line["duration_ms"] > 0


@pytest.mark.parametrize("odd", ["", "two words", "a\tb", "x" * 129, "me@example.org"])
def test_request_id_that_could_harm_a_log_is_replaced(service: Service, odd: str):
    answers = [service.http.get("/health/live", headers={"X-Request-ID": odd}) for _ in range(2)]
    identities = {answer.headers["X-Request-ID"] for answer in answers}
    assert odd not in identities
    assert len(identities) == 2


def test_unforeseen_error_is_answered_and_logged_under_one_id(production: Service, capsys, monkeypatch):
    async def fail(*_):
        raise ValueError("anna@example.org is in the way")

    someone = production.join()
    monkeypatch.setattr("app.wardrobe.items.list_items", fail)
    capsys.readouterr()
    with pytest.raises(ValueError):
        someone.http.get("/v1/items", headers={"X-Request-ID": "odd-one"})
    lines = lines_of(capsys.readouterr().err)
    assert [line["status"] for line in lines if line["message"] == "request"] == [500]
    assert {line["request_id"] for line in lines} == {"odd-one"}
    (error,) = [line for line in lines if line["level"] == "error"]
    assert "ValueError" in error["exception"]
    assert "anna" not in error["exception"]


def test_log_names_nobody(production: Service, capsys, pictures):
    """A typical day, with mistakes and a broken database; no personal data may appear in the log."""
    logging.getLogger().setLevel(logging.DEBUG)
    someone = production.join("annabel@private.example")
    name = "annabels-birthday.jpg"
    someone.upload((name, pictures["hat"][0].read_bytes()), ("broken-" + name, b"no picture"))
    someone.http.get("/v1/items", params={"q": "confidential words"})
    http = production.http
    http.post("/v1/auth/login", data={"username": "annabel@private.example", "password": "mistyped secret"})
    http.post("/v1/auth/session/link", json={"token": "guessed-token"})
    http.post("/v1/auth/refresh", json={"refresh_token": "stolen-token"})
    http.get("/v1/items", headers={"Authorization": "Bearer eyJhbGciOi.eyJzdWIiOi.signature"})

    async def break_sessions():
        async with write(production.services.sessions) as session:
            await session.execute(text("ALTER TABLE sign_in_attempts RENAME TO elsewhere"))

    http.portal.call(break_sessions)
    with pytest.raises(Exception, match="no such table"):
        http.post("/v1/auth/login", data={"username": "annabel@private.example", "password": "mistyped secret"})
    printed = capsys.readouterr().err
    assert "no such table" in printed
    token = someone.http.headers["Authorization"].removeprefix("Bearer ")
    personal = ["annabel", "birthday", "confidential", "mistyped", "guessed-token", "stolen-token", "eyJ", token]
    assert [word for word in (*personal, PASSWORD, SECRET_KEY, "testclient") if word in printed] == []


def test_what_libraries_put_into_errors_is_taken_out():
    said = "GET https://shop.example/coat?session=abc from 192.168.1.20 as eve@example.org, Bearer abcdefghijk"
    assert without_personal(said) == (
        "GET https://shop.example/coat[taken out] from [taken out] as [taken out], [taken out]"
    )
    try:
        {}["eve@example.org"]
    except KeyError:
        record = logging.LogRecord("app", logging.ERROR, "", 0, "failed", (), sys.exc_info())
    line = json.loads(JsonLines().format(record))
    assert "KeyError" in line["exception"]
    assert "eve" not in line["exception"]


class Told(BaseModel):
    number: int


@pytest.mark.parametrize(
    ("fail", "kind"), [(Told.model_validate, "ValidationError"), (int, "ValueError"), ({}.__getitem__, "KeyError")]
)
def test_errors_are_logged_without_the_values_that_they_are_about(fail: Callable[[str], object], kind: str):
    value = "my secret"
    try:
        fail({"number": value} if kind == "ValidationError" else value)
    except (ValueError, KeyError):
        record = logging.LogRecord("app", logging.ERROR, "", 1, "failed", (), sys.exc_info())
    line = JsonLines().format(record)
    assert kind in line
    assert value not in line
