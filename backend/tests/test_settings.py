"""Settings: secrets are never defaulted, lists are read as people write them."""

import stat

import pytest
from conftest import serve
from pydantic import ValidationError

from app.settings import Settings


def test_laptop_makes_its_secret_once_and_keeps_it_to_its_owner(tmp_path):
    one, again = (Settings(data_dir=tmp_path).secret_key.get_secret_value() for _ in range(2))
    assert one == again
    assert len(one) >= 32
    assert stat.S_IMODE((tmp_path / "secrets" / "secret_key").stat().st_mode) == 0o600


def test_production_without_a_secret_is_refused(tmp_path):
    with pytest.raises(ValidationError, match="CURATOR_SECRET_KEY"):
        Settings(data_dir=tmp_path, env="production")
    assert not (tmp_path / "secrets").exists()


def test_production_refuses_to_start_with_hosts_that_are_fetched_unguarded(tmp_path):
    allowed = Settings(data_dir=tmp_path, fetch_allow_hosts="127.0.0.1:8123, [::1]:8123").fetch_allow_hosts
    assert allowed == ["127.0.0.1:8123", "[::1]:8123"]
    with pytest.raises(ValidationError, match="CURATOR_FETCH_ALLOW_HOSTS"):
        Settings(data_dir=tmp_path, env="production", secret_key="s" * 40, fetch_allow_hosts="127.0.0.1:8123")


def test_short_secret_is_refused(tmp_path):
    with pytest.raises(ValidationError, match="too short"):
        Settings(data_dir=tmp_path, secret_key="secret")


def test_clients_of_listed_origins_may_read_answers_and_others_not(tmp_path):
    for service in serve(tmp_path, cors_origins="https://app.example, https://other.example"):
        allowed = service.http.get("/health/live", headers={"Origin": "https://other.example"})
        assert allowed.headers["access-control-allow-origin"] == "https://other.example"
        refused = service.http.get("/health/live", headers={"Origin": "https://evil.example"})
        assert "access-control-allow-origin" not in refused.headers
