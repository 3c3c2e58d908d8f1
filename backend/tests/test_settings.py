"""Settings: secrets have no defaults, and lists are read as people write them."""

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


def test_production_refuses_to_start_without_the_names_of_its_hosts(tmp_path):
    with pytest.raises(ValidationError, match="CURATOR_ALLOWED_HOSTS"):
        Settings(data_dir=tmp_path, env="production", secret_key="s" * 40)


def test_allowed_hosts_are_names_alone(tmp_path):
    hosts = Settings(
        data_dir=tmp_path, allowed_hosts="Wardrobe.example.org, *.home.example,[::1] ,10.0.0.7"
    ).allowed_hosts
    assert hosts == ["wardrobe.example.org", "*.home.example", "::1", "10.0.0.7"]
    for wrong in ("https://example.org", "example.org:8000", "example.org/path", "*", "ex*mple.org", "a b"):
        with pytest.raises(ValidationError, match="not a host name"):
            Settings(data_dir=tmp_path, allowed_hosts=wrong)


@pytest.mark.parametrize(
    ("given", "site_url"),
    [
        ({}, "http://localhost:3000"),
        ({"site_url": "http://nas.local/"}, "http://nas.local"),
        ({"env": "production", "allowed_hosts": "*.example.org, example.org"}, "https://example.org"),
    ],
)
def test_printed_links_lead_to_the_site(tmp_path, given: dict[str, str], site_url: str):
    assert Settings(data_dir=tmp_path, secret_key="s" * 40, **given).site_url == site_url


def test_short_secret_is_refused(tmp_path):
    with pytest.raises(ValidationError, match="too short"):
        Settings(data_dir=tmp_path, secret_key="secret")


def test_clients_of_listed_origins_may_read_answers_and_others_not(tmp_path):
    for service in serve(tmp_path, cors_origins="https://app.example, https://other.example"):
        allowed = service.http.get("/health/live", headers={"Origin": "https://other.example"})
        assert allowed.headers["access-control-allow-origin"] == "https://other.example"
        refused = service.http.get("/health/live", headers={"Origin": "https://evil.example"})
        assert "access-control-allow-origin" not in refused.headers
