"""Users for locust: they list, search, request outfits and scores, and upload photos, each at a steady pace.

LOAD_TOKENS are their access tokens, LOAD_PACE is the requests per second of each user (0: no pause). All answers and
their times are written to LOAD_REPORT at the end.
"""

import json
import os
import random
import uuid
from pathlib import Path
from typing import Any

from locust import FastHttpUser, constant_throughput, events, task

from prove.pictures import another_copy, small_photos

TOKENS = json.loads(os.environ["LOAD_TOKENS"])
PACE = float(os.environ["LOAD_PACE"])
PHOTOS = small_photos(8, 1000)
TIMEOUT_S = 300
Answer = tuple[str, int, float, bool]  # name, status (0: none), seconds, with Retry-After
answers: list[Answer] = []


def _note(name: str, response_time: float, response: Any, **_: Any) -> None:
    status = 0 if response is None else response.status_code or 0
    answers.append((name, status, response_time / 1000, bool(status and "retry-after" in response.headers)))


def _write(**_: Any) -> None:
    Path(os.environ["LOAD_REPORT"]).write_text(json.dumps(answers))


events.request.add_listener(_note)
events.quitting.add_listener(_write)


class WardrobeUser(FastHttpUser):
    connection_timeout = network_timeout = TIMEOUT_S
    if PACE:
        wait_time = constant_throughput(PACE)

    def on_start(self) -> None:
        self.client.auth_header = None
        self.headers = {"Authorization": f"Bearer {random.choice(TOKENS)}"}
        self.ids: list[str] = []

    @task(30)
    def list_garments(self) -> None:
        answer = self.client.get("/v1/items?limit=30", headers=self.headers, name="list")
        if answer.status_code == 200:
            self.ids = [item["id"] for item in answer.json()["items"]]

    @task(30)
    def open_thumbnail(self) -> None:
        if self.ids:
            path = f"/v1/items/{random.choice(self.ids)}/image?size=thumb"
            self.client.get(path, headers=self.headers, name="thumbnail")

    @task(10)
    def search(self) -> None:
        self.client.get("/v1/items?q=navy&category=pants", headers=self.headers, name="search")

    @task(8)
    def suggest_outfits(self) -> None:
        self.client.post("/v1/outfits/suggest", json={"limit": 5}, headers=self.headers, name="suggest")

    @task(5)
    def score_pairs(self) -> None:
        if len(self.ids) > 1:
            pairs = {"pairs": [random.sample(self.ids, 2) for _ in range(100)]}
            self.client.post("/v1/compatibility", json=pairs, headers=self.headers, name="score 100 pairs")

    @task(5)
    def edit(self) -> None:
        if self.ids:
            change = {"attributes": {"notes": f"{random.random()}"}}
            path = f"/v1/items/{random.choice(self.ids)}"
            self.client.patch(path, json=change, headers=self.headers, name="change")

    @task(12)
    def upload_photo(self) -> None:
        photo = another_copy(random.choice(PHOTOS), uuid.uuid4().hex)
        boundary = uuid.uuid4().hex
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="photo.jpg"\r\n\r\n'
        body = head.encode() + photo + f"\r\n--{boundary}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        # locust passes bytes on unchanged, which its type does not say.
        self.client.post("/v1/items", data=body, headers=self.headers | kind, name="photo")  # type: ignore[arg-type]
