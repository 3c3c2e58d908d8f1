"""Origins of other clients, configured by CURATOR_CORS_ORIGINS."""

from pathlib import Path

from conftest import PASSWORD, serve


def test_listed_origin_may_write_and_its_neighbours_may_not(tmp_path: Path):
    for service in serve(tmp_path, cors_origins="https://app.example.org"):
        person = service.join()
        browser = service.client()
        account = {"email": person.email, "password": PASSWORD}
        listed = {"Origin": "https://app.example.org"}
        assert browser.post("/v1/auth/session", json=account, headers=listed).status_code == 200
        assert browser.patch("/v1/me", json={}, headers=listed).status_code == 200
        for origin in ("https://app.example.org.evil.example", "http://app.example.org", "https://example.org"):
            assert browser.patch("/v1/me", json={}, headers={"Origin": origin}).status_code == 403
