"""/v1/me: what people can change in their profile."""

import pytest
from conftest import PASSWORD, Service
from test_link import OWN, follow, make_link


def test_consent_is_off_until_given_and_can_be_taken_back(service: Service):
    someone = service.join()
    assert someone.http.get("/v1/me").json()["share_for_training"] is False
    for wanted in (True, False):
        changed = someone.http.patch("/v1/me", json={"share_for_training": wanted, "face_advice": wanted})
        assert changed.status_code == 200
        assert changed.json()["share_for_training"] is wanted
        assert changed.json()["face_advice"] is wanted
        assert someone.http.get("/v1/me").json() == changed.json()


@pytest.mark.parametrize("body", [{}, {"share_for_training": None, "email": None, "face_advice": None}])
def test_what_is_left_out_or_null_stays(service: Service, body):
    someone = service.join()
    before = someone.http.patch("/v1/me", json={"share_for_training": True}).json()
    assert someone.http.patch("/v1/me", json=body).json() == before


def test_nobody_makes_themselves_administrator(service: Service):
    service.join()
    someone = service.join()
    changed = someone.http.patch("/v1/me", json={"is_admin": True, "id": "x", "has_password": False})
    assert changed.json()["is_admin"] is False


def test_another_address_needs_the_password(service: Service):
    someone = service.join()
    for password in ({}, {"password": None}, {"password": ""}, {"password": "wrong"}):
        refused = someone.http.patch("/v1/me", json={"email": "moved@example.org"} | password)
        assert refused.status_code == 403
    moved = someone.http.patch("/v1/me", json={"email": "Moved@Example.org", "password": PASSWORD})
    assert moved.status_code == 200
    assert moved.json()["email"] == "moved@example.org"
    assert service.sign_in("moved@example.org")


def test_own_address_sent_along_needs_no_password(service: Service):
    someone = service.join()
    changed = someone.http.patch("/v1/me", json={"email": someone.email.upper(), "face_advice": True})
    assert changed.status_code == 200


def test_anothers_address_is_taken(service: Service):
    someone, other = service.join(), service.join()
    answer = someone.http.patch("/v1/me", json={"email": other.email, "password": PASSWORD})
    assert answer.status_code == 409
    assert someone.http.get("/v1/me").json()["email"] == someone.email


def test_password_changes_with_the_current_one_alone(service: Service):
    someone = service.join()
    for current in ({}, {"current": ""}, {"current": None}, {"current": "wrong"}):
        assert someone.http.post("/v1/me/password", json=current | {"new": "another one"}).status_code == 403
    assert someone.http.post("/v1/me/password", json={"current": PASSWORD, "new": "short"}).status_code == 422
    assert service.sign_in(someone.email)


def test_owner_of_a_laptop_gets_an_address_and_a_password_later(fresh_service: Service):
    browser = fresh_service.client(**OWN)
    follow(browser, make_link(fresh_service))
    assert browser.post("/v1/me/password", json={"new": PASSWORD}).status_code == 204
    # From here on the account has a password, so it is required.
    assert browser.post("/v1/me/password", json={"new": "another one"}).status_code == 403
    named = browser.patch("/v1/me", json={"email": "owner@example.org", "password": PASSWORD})
    assert named.status_code == 200
    assert named.json()["has_password"] is True
    assert fresh_service.sign_in("owner@example.org")
