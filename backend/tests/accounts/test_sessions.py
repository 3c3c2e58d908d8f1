"""A person's sessions, and ending them."""

from uuid import uuid4

from conftest import Clock, Service


def sessions_of(client) -> list[dict]:
    return client.get("/v1/me/sessions").json()["sessions"]


def test_sessions_are_listed_newest_first_with_the_current_one_marked(service: Service):
    someone = service.join()
    phone = service.client()
    phone.headers["User-Agent"] = "A phone"
    form = {"username": someone.email, "password": someone.password}
    phone_tokens = phone.post("/v1/auth/login", data=form).json()
    listed = sessions_of(someone.http)
    assert [session["is_current"] for session in listed] == [False, True]
    assert listed[0]["user_agent"] == "A phone"
    assert phone_tokens["access_token"] not in str(listed)


def test_ended_session_is_out_at_once_and_off_the_list(service: Service):
    someone = service.join()
    tokens = service.sign_in(someone.email)
    other = service.client(Authorization=f"Bearer {tokens['access_token']}")
    (ended,) = [session for session in sessions_of(someone.http) if not session["is_current"]]
    assert someone.http.delete(f"/v1/me/sessions/{ended['id']}").status_code == 204
    assert other.get("/v1/me").status_code == 401
    assert service.http.post("/v1/auth/refresh", json={"refresh_token": tokens["refresh_token"]}).status_code == 401
    assert len(sessions_of(someone.http)) == 1
    assert someone.http.delete(f"/v1/me/sessions/{ended['id']}").status_code == 404


def test_session_of_another_person_cannot_be_seen_or_ended(service: Service):
    someone, stranger = service.join(), service.join()
    (theirs,) = sessions_of(stranger.http)
    assert theirs["id"] not in str(sessions_of(someone.http))
    another_persons = someone.http.delete(f"/v1/me/sessions/{theirs['id']}")
    nobodys = someone.http.delete(f"/v1/me/sessions/{uuid4()}")
    assert another_persons.status_code == nobodys.status_code == 404
    assert another_persons.json()["detail"] == nobodys.json()["detail"]
    assert stranger.http.get("/v1/me").status_code == 200


def test_sessions_come_in_pages(service: Service):
    someone = service.join()
    for _ in range(2):
        service.sign_in(someone.email)
    first = someone.http.get("/v1/me/sessions", params={"limit": 2}).json()
    rest = someone.http.get("/v1/me/sessions", params={"limit": 2, "cursor": first["next_cursor"]}).json()
    assert len(first["sessions"]) == 2
    assert len(rest["sessions"]) == 1
    assert rest["next_cursor"] is None
    assert len({session["id"] for session in first["sessions"] + rest["sessions"]}) == 3


def test_session_over_by_time_is_neither_listed_nor_counted_as_signed_in(service: Service, clock: Clock):
    someone = service.join()
    clock.wait(days=31)
    tokens = service.sign_in(someone.email)
    listed = sessions_of(service.client(Authorization=f"Bearer {tokens['access_token']}"))
    assert [session["is_current"] for session in listed] == [True]


def test_another_password_ends_every_other_session(service: Service):
    someone = service.join()
    other = service.client(Authorization=f"Bearer {service.sign_in(someone.email)['access_token']}")
    change = {"current": someone.password, "new": "quite another one"}
    assert someone.http.post("/v1/me/password", json=change).status_code == 204
    assert other.get("/v1/me").status_code == 401
    assert someone.http.get("/v1/me").status_code == 200
    old = service.http.post("/v1/auth/login", data={"username": someone.email, "password": someone.password})
    assert old.status_code == 401
    assert service.sign_in(someone.email, "quite another one")
