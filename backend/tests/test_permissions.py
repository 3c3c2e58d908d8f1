"""Permissions: every route, requested without an account, by another person, the owner and the administrator.

The rows below are compared with the existing routes: a route without a row fails, and so does a row without a route.
"""

import io
import itertools
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from json import dumps, loads
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from zipfile import ZipFile

import httpx
import numpy as np
import pytest
from conftest import PASSWORD, Person, Service, serve
from sqlalchemy import select
from starlette.routing import BaseRoute

from app.db.session import write
from app.db.tables import CutoutProposal, Job, User
from app.db.types import now
from app.vision.images import encode_mask

PORTRAIT = Path(__file__).parent / "portraits" / "collins.jpg"
SAMPLES = Path(__file__).parents[1] / "samples"
ROLES = ("nobody", "another", "owner", "administrator")
OWN_ORIGIN = {"Origin": "http://localhost"}
_numbers = itertools.count()


@dataclass
class World:
    """The four clients, and what belongs to the owner."""

    service: Service
    picture: Path
    second_picture: Path
    administrator: Person
    owner: Person
    another: Person

    def client(self, role: str) -> httpx.Client:
        return self.service.client() if role == "nobody" else getattr(self, role).http

    @cached_property
    def items(self) -> list[str]:
        return [self.owner.add(picture)["id"] for picture in (self.picture, self.second_picture)]

    def item(self) -> str:
        """A garment of the owner, restored if it was deleted."""
        address = f"/v1/items/{self.items[0]}"
        if self.owner.http.get(address).status_code == 404:
            assert self.owner.http.post(f"{address}/restore").status_code == 200
        return self.items[0]

    def deleted_item(self) -> str:
        assert self.owner.http.delete(f"/v1/items/{self.item()}").status_code == 204
        return self.items[0]

    def another_photo(self) -> "Request":
        """The first picture with different bytes each time."""
        return {"files": {"file": ("b.jpg", self.picture.read_bytes() + f"#{next(_numbers)}".encode())}}

    def painted_mask(self) -> "Request":
        """All of the owner's first garment's photo."""
        images = self.owner.http.get(f"/v1/items/{self.item()}").json()["images"]
        return {"files": {"mask": ("m.png", encode_mask(np.ones((images["height"], images["width"]), np.bool_)))}}

    def photo(self) -> str:
        """A further photo of the owner's first garment."""
        added = self.owner.http.post(f"/v1/items/{self.item()}/photos", **self.another_photo())
        assert added.status_code == 201, added.text
        return added.json()["photos"][-1]["id"]

    def outfit(self) -> str:
        saved = self.owner.http.post("/v1/outfits", json={"item_ids": [self.item(), self.items[1]]})
        assert saved.status_code == 201, saved.text
        return saved.json()["id"]

    def wear(self) -> str:
        worn = {"item_ids": [self.item()], "worn_on": "2026-11-30"}
        return str(self.owner.http.post("/v1/wears", json=worn).json()["id"])

    def planned_day(self) -> str:
        planned = self.owner.http.put("/v1/plans/2026-12-24", json={"item_ids": [self.item()]})
        return str(planned.json()["date"])

    def session(self) -> str:
        """Another session of the owner."""
        self.service.sign_in(self.owner.email)
        sessions = self.owner.http.get("/v1/me/sessions").json()["sessions"]
        return next(session["id"] for session in sessions if not session["is_current"])

    def upload(self) -> str:
        """The key of a received upload of the owner."""
        wish = {"filename": "a.jpg", "content_type": "image/jpeg"}
        address = self.owner.http.post("/generate-presigned-url", json=wish).json()
        sent = self.owner.http.put(
            address["url"], content=self.picture.read_bytes(), headers={"Content-Type": "image/jpeg"}
        )
        assert sent.status_code == 200, sent.text
        return address["key"]

    @cached_property
    def archive(self) -> bytes:
        """A ZIP of one photo."""
        with io.BytesIO() as file:
            with ZipFile(file, "w") as archive:
                archive.write(self.picture, "a.jpg")
            return file.getvalue()

    def job(self) -> str:
        """A finished job of the owner."""

        async def make() -> str:
            async with write(self.service.services.sessions) as session:
                owner_id = await session.scalar(select(User.id).where(User.email == self.owner.email))
                job = Job(owner_id=owner_id, kind="past", subject="", state="done", finished_at=now())
                session.add(job)
            return str(job.id)

        return self.service.http.portal.call(make)

    def proposal(self) -> str:
        """A photo of the owner with a cut-out that waits for an answer."""
        photo_id = self.photo()

        async def make() -> None:
            async with write(self.service.services.sessions) as session:
                owner_id = await session.scalar(select(User.id).where(User.email == self.owner.email))
                key = uuid4().hex * 2
                session.add(
                    CutoutProposal(photo_id=UUID(photo_id), owner_id=owner_id, version="newer", renditions_key=key)
                )

        self.service.http.portal.call(make)
        return photo_id

    def person(self) -> str:
        """A person without a role in these tests."""
        return str(self.service.join().http.get("/v1/me").json()["id"])

    def invitation(self) -> str:
        return str(self.administrator.http.post("/v1/people/invitations", json={}).json()["id"])


Request = dict[str, Any]


@dataclass
class Row:
    """The expected status for each role, in the order of ROLES, and how to send the request."""

    statuses: tuple[int, int, int, int]
    request: Callable[[World], Request] = field(default=lambda _: {})
    parameters: dict[str, Callable[[World], str]] = field(default_factory=dict)
    ends_the_account_or_session: bool = False


def open_to_all(status: int, request: Callable[[World], Request] = lambda _: {}) -> Row:
    return Row((status,) * 4, request)


def about_oneself(status: int, request: Callable[[World], Request] = lambda _: {}, **more: Any) -> Row:
    """Everybody who is signed in; each sees or changes their own data."""
    return Row((401, status, status, status), request, **more)


def by_administrators(status: int, request: Callable[[World], Request] = lambda _: {}, **parameters: Any) -> Row:
    return Row((401, 403, 403, status), request, parameters)


def about_the_owners(status: int, request: Callable[[World], Request] = lambda _: {}, **parameters: Any) -> Row:
    """Only the owner; for everybody else it does not exist, including the administrator."""
    return Row((401, 404, status, 404), request, parameters)


def json(**body: Any) -> Callable[[World], Request]:
    return lambda _: {"json": body}


def credentials(world: World) -> Request:
    return {"json": {"email": world.owner.email, "password": PASSWORD}}


ROWS: dict[str, Row] = {
    "POST /v1/auth/register": open_to_all(
        201, lambda _: {"json": {"email": f"new{next(_numbers)}@example.org", "password": PASSWORD}}
    ),
    "POST /v1/auth/invitation": open_to_all(403, json(invitation="guessed")),
    "POST /v1/auth/reset": open_to_all(403, json(token="guessed", new_password=PASSWORD)),
    "POST /v1/auth/login": open_to_all(
        200, lambda world: {"data": {"username": world.owner.email, "password": PASSWORD}}
    ),
    "POST /v1/auth/refresh": open_to_all(
        200, lambda world: {"json": {"refresh_token": world.service.sign_in(world.owner.email)["refresh_token"]}}
    ),
    "POST /v1/auth/logout": about_oneself(204, ends_the_account_or_session=True),
    "POST /v1/auth/session": open_to_all(200, credentials),
    "DELETE /v1/auth/session": open_to_all(204),
    "POST /v1/auth/session/link": open_to_all(401, json(token="guessed")),
    "POST /v1/auth/session/refresh": open_to_all(401),
    "GET /v1/me": about_oneself(200),
    "POST /v1/face": about_oneself(200, lambda world: {"files": {"file": ("me.jpg", PORTRAIT.read_bytes())}}),
    "PATCH /v1/me": about_oneself(200, json(face_advice=True)),
    "DELETE /v1/me": Row(
        (401, 204, 204, 409), json(password=PASSWORD), ends_the_account_or_session=True
    ),  # the last administrator stays
    "POST /v1/me/password": about_oneself(204, json(current=PASSWORD, new=PASSWORD)),
    "GET /v1/me/sessions": about_oneself(200),
    "DELETE /v1/me/sessions/{session_id}": about_the_owners(204, session_id=World.session),
    "GET /v1/people": by_administrators(200),
    "GET /v1/people/{person_id}": by_administrators(200, person_id=World.person),
    "PATCH /v1/people/{person_id}": by_administrators(200, json(limits={"items": 5}), person_id=World.person),
    "DELETE /v1/people/{person_id}": by_administrators(204, person_id=World.person),
    "POST /v1/people/{person_id}/password/reset": by_administrators(201, person_id=World.person),
    "GET /v1/people/invitations": by_administrators(200),
    "POST /v1/people/invitations": by_administrators(201, json(email=None)),
    "DELETE /v1/people/invitations/{invitation_id}": by_administrators(204, invitation_id=World.invitation),
    "POST /v1/items": about_oneself(201, lambda world: {"files": [("files", ("a.jpg", world.picture.read_bytes()))]}),
    "GET /v1/items": about_oneself(200),
    "GET /v1/tags": about_oneself(200),
    "GET /v1/items/{item_id}": about_the_owners(200, item_id=World.item),
    "PATCH /v1/items/{item_id}": about_the_owners(200, json(category="hat"), item_id=World.item),
    "DELETE /v1/items/{item_id}": about_the_owners(204, item_id=World.item),
    "POST /v1/items/{item_id}/restore": about_the_owners(200, item_id=World.deleted_item),
    "POST /v1/items/{item_id}/photos": about_the_owners(201, World.another_photo, item_id=World.item),
    "PUT /v1/items/{item_id}/photos/{photo_id}": about_the_owners(
        200, World.another_photo, item_id=World.item, photo_id=World.photo
    ),
    "PATCH /v1/items/{item_id}/photos/{photo_id}": about_the_owners(
        200, json(rotation=90), item_id=World.item, photo_id=World.photo
    ),
    "DELETE /v1/items/{item_id}/photos/{photo_id}": about_the_owners(204, item_id=World.item, photo_id=World.photo),
    "PUT /v1/items/{item_id}/cutout": about_the_owners(200, json(mode="off"), item_id=World.item),
    "PUT /v1/items/{item_id}/cutout/mask": about_the_owners(200, World.painted_mask, item_id=World.item),
    "GET /v1/items/{item_id}/image": about_the_owners(200, item_id=World.item),
    "GET /v1/items/{item_id}/matches": about_the_owners(200, item_id=World.item),
    "GET /v1/near-duplicates": about_oneself(200),
    "POST /v1/near-duplicates": about_the_owners(
        200,
        lambda world: {"json": {"item_id": world.item(), "like_id": world.items[1], "answer": "keep_both"}},
    ),
    "GET /v1/cutout-proposals": about_oneself(200),
    "POST /v1/cutout-proposals": about_oneself(202),
    "POST /v1/cutout-proposals/answers": about_the_owners(
        200, lambda world: {"json": {"photo_ids": [world.proposal()], "answer": "keep"}}
    ),
    "POST /v1/samples": about_oneself(201),
    "DELETE /v1/samples": about_oneself(204),
    "POST /v1/compatibility": about_the_owners(
        200, lambda world: {"json": {"pairs": [[world.item(), world.items[1]]]}}
    ),
    "POST /v1/outfits/suggest": about_the_owners(
        200, lambda world: {"json": {"anchor_ids": [world.item()], "limit": 1}}
    ),
    "GET /v1/outfits": about_oneself(200),
    "POST /v1/outfits": about_the_owners(201, lambda world: {"json": {"item_ids": [world.item(), world.items[1]]}}),
    "GET /v1/outfits/{outfit_id}": about_the_owners(200, outfit_id=World.outfit),
    "DELETE /v1/outfits/{outfit_id}": about_the_owners(204, outfit_id=World.outfit),
    "POST /v1/outfits/{outfit_id}/feedback": about_the_owners(200, json(liked=True), outfit_id=World.outfit),
    "POST /v1/outfits/feedback": about_the_owners(
        200, lambda world: {"json": {"item_ids": [world.item(), world.items[1]], "liked": True}}
    ),
    "GET /v1/feedback": about_oneself(200),
    "DELETE /v1/feedback": about_oneself(204),
    "GET /v1/today": about_oneself(200),
    "GET /v1/statistics": about_oneself(200),
    "GET /v1/wears": about_oneself(200),
    "POST /v1/wears": about_the_owners(
        201, lambda world: {"json": {"item_ids": [world.item()], "worn_on": "2026-11-29"}}
    ),
    "PATCH /v1/wears/{wear_id}": about_the_owners(200, json(note="At the lake"), wear_id=World.wear),
    "DELETE /v1/wears/{wear_id}": about_the_owners(204, wear_id=World.wear),
    "GET /v1/plans": about_oneself(200),
    "PUT /v1/plans/{date}": about_the_owners(
        200, lambda world: {"json": {"item_ids": [world.item()]}}, date=lambda _: "2026-12-25"
    ),
    "DELETE /v1/plans/{date}": about_the_owners(204, date=World.planned_day),
    "POST /v1/imports": about_oneself(202, json(url="https://shop.invalid/jeans")),
    "POST /generate-presigned-url": about_oneself(200, json(filename="a.jpg", content_type="image/jpeg")),
    "PUT /v1/uploads/{token}": Row(
        (403,) * 4,
        lambda _: {"content": b"x", "headers": {"Content-Type": "image/jpeg"}},
        {"token": lambda _: "guessed"},
    ),  # the address itself grants access
    "POST /v1/items/from-uploads": about_the_owners(201, lambda world: {"json": {"upload_keys": [world.upload()]}}),
    "POST /test-upload-s3": about_oneself(
        503, lambda world: {"files": {"file": ("a.jpg", world.picture.read_bytes())}}
    ),  # no bucket here
    "POST /v1/imports/archive": about_oneself(202, lambda world: {"files": {"file": ("a.zip", world.archive)}}),
    "GET /v1/export": about_oneself(200),
    "GET /v1/jobs": about_oneself(200),
    "GET /v1/jobs/{job_id}": about_the_owners(200, job_id=World.job),
    "GET /v1/models": about_oneself(200),
    "POST /v1/models/reload": Row((401, 403, 403, 200)),
    "GET /v1/models/monitoring": Row((401, 403, 403, 200)),
    "GET /health/live": open_to_all(200),
    "GET /health/ready": open_to_all(200),
    "GET /metrics": open_to_all(200),
    # The description of the API itself.
    "GET /openapi.json": open_to_all(200),
    "GET /docs": open_to_all(200),
    "GET /problems/{name}": Row((404,) * 4, parameters={"name": lambda _: "guessed"}),
}


def routes_in(routes: list[BaseRoute]) -> Iterator[str]:
    """`METHOD /path` of each route, those of included routers too."""
    for route in routes:
        if router := getattr(route, "original_router", None):
            yield from routes_in(router.routes)
        else:
            yield from (f"{method} {route.path}" for method in route.methods - {"HEAD", "OPTIONS"})


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """With one sample garment only: this tests permissions, not the samples."""
    samples = tmp_path_factory.mktemp("samples")
    (first, *_) = loads((SAMPLES / "samples.json").read_text())["garments"]
    (samples / "samples.json").write_text(dumps({"garments": [first]}))
    shutil.copy(SAMPLES / first["file"], samples)
    yield from serve(tmp_path_factory.mktemp("data"), samples_dir=str(samples))


@pytest.fixture(scope="module")
def world(service: Service, pictures: dict[str, list[Path]]) -> World:
    administrator, owner, another = service.join(is_admin=True), service.join(), service.join()
    # The account of the server's owner goes, so that the administrator is the last one.
    people = administrator.http.get("/v1/people").json()["people"]
    (first,) = [person["id"] for person in people if person["email"] is None]
    assert administrator.http.delete(f"/v1/people/{first}").status_code == 204
    return World(service, pictures["pants"][0], pictures["shirt"][0], administrator, owner, another)


def test_every_route_has_a_row(service: Service):
    there_are = set(routes_in(service.http.app.routes))
    described = {
        f"{method.upper()} {path}"
        for path, methods in service.http.app.openapi()["paths"].items()
        for method in methods
    }
    assert described <= there_are
    assert there_are - set(ROWS) == set(), "say in ROWS who may call these"
    assert set(ROWS) - there_are == set(), "these are gone"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("route", ROWS)
def test_route_answers(world: World, route: str, role: str):
    row = ROWS[route]
    method, path = route.split(" ")
    parameters = {name: make(world) for name, make in row.parameters.items()}
    request = row.request(world)
    client = throwaway(world, role) if row.ends_the_account_or_session else world.client(role)
    client.cookies.clear()  # left by an earlier row
    answer = client.request(
        method, path.format(**parameters), headers=OWN_ORIGIN | request.pop("headers", {}), **request
    )
    assert answer.status_code == row.statuses[ROLES.index(role)], answer.text
    if answer.status_code >= 400 and path != "/v1/items/from-uploads":  # one result per key, also for failures
        assert answer.headers["Content-Type"] == "application/problem+json"
    if answer.status_code == 401 and path not in ("/v1/auth/session/link", "/v1/auth/session/refresh"):
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def throwaway(world: World, role: str) -> httpx.Client:
    """There is only one administrator; the other roles get a new person."""
    if role == "administrator":
        token = world.service.sign_in(world.administrator.email)["access_token"]
        return world.service.client(Authorization=f"Bearer {token}")
    return world.client(role) if role == "nobody" else world.service.join().http


def nothing(parameter: str) -> str:
    """What names nothing of anybody."""
    return "2031-05-06" if parameter == "date" else str(uuid4())


@pytest.mark.parametrize("route", [route for route, row in ROWS.items() if row.parameters])
def test_anothers_thing_and_no_thing_look_the_same(world: World, route: str):
    row = ROWS[route]
    method, path = route.split(" ")
    answers = []
    for theirs in (True, False):
        parameters = {name: make(world) if theirs else nothing(name) for name, make in row.parameters.items()}
        answer = world.another.http.request(method, path.format(**parameters), **row.request(world))
        answers.append((answer.status_code, re.sub("[0-9a-f-]{36}", "ID", answer.text)))
    assert answers[0] == answers[1]
