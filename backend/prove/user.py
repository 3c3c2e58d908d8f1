"""A simulated user who sends requests without pause and remembers the answers."""

import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import numpy as np

from app.vision.images import decode_mask, encode_mask
from prove.pictures import another_copy

MOST_GARMENTS = 25


@dataclass
class Garment:
    sha256: str
    width: int  # of its display picture
    height: int
    notes: str = ""
    painted: int = 0  # columns, from the left, that the painted mask covers; 0 without one
    is_deleted: bool = False

    @classmethod
    def of(cls, item: dict[str, Any]) -> "Garment":
        return cls(item["source_sha256"], item["images"]["width"], item["images"]["height"])


@dataclass
class Pending:
    """The request without an answer when the connection was lost: it may have been executed or not."""

    kind: str
    item_id: str = ""
    sha256: str = ""
    notes: str = ""
    painted: int = 0
    items: frozenset[str] = frozenset()
    outfit_id: str = ""
    key: str = ""


@dataclass
class User:
    """One user, one request at a time. Every acknowledged change has to survive any crash."""

    email: str
    photos: list[bytes]
    rng: random.Random
    headers: dict[str, str] = field(default_factory=dict)
    items: dict[str, Garment] = field(default_factory=dict)
    outfits: dict[str, frozenset[str]] = field(default_factory=dict)
    pending: Pending | None = None
    acknowledged: int = 0
    refused: list[str] = field(default_factory=list)
    _sent: dict[str, bytes] = field(default_factory=dict)
    _number: int = 0

    def work(self, http: httpx.Client) -> None:
        """Send requests until the connection is lost."""
        try:
            while True:
                self._choose()(http)
                self.pending = None
        except httpx.TransportError:
            return

    def _choose(self) -> Callable[[httpx.Client], None]:
        alive, gone = self._ids(deleted=False), self._ids(deleted=True)
        choices: list[tuple[Callable[[httpx.Client], None], int]] = [
            (self._upload, 30 if len(alive) < MOST_GARMENTS else 1)
        ]
        if alive:
            choices += [(self._edit, 20), (self._paint, 10), (self._delete, 15 if len(alive) > 6 else 2)]
        if gone:
            choices += [(self._restore, 8), (self._upload_again, 6)]
        if len(alive) > 3:
            choices += [(self._save_outfit, 12)]
        if self.outfits:
            choices += [(self._delete_outfit, 5)]
        actions, weights = [action for action, _ in choices], [weight for _, weight in choices]
        return self.rng.choices(actions, weights)[0]

    def _ids(self, *, deleted: bool) -> list[str]:
        return [item_id for item_id, garment in self.items.items() if garment.is_deleted is deleted]

    def _upload(self, http: httpx.Client) -> None:
        self._number += 1
        photo = another_copy(self.rng.choice(self.photos), f"{self.email} {self._number} {self.rng.random()}")
        sha256 = hashlib.sha256(photo).hexdigest()
        self._sent[sha256] = photo
        self.pending = Pending("upload", sha256=sha256)
        item = self._send_photo(http, photo)
        if item:
            self.items[item["id"]] = Garment.of(item)

    def _upload_again(self, http: httpx.Client) -> None:
        item_id = self.rng.choice(self._ids(deleted=True))
        garment = self.items[item_id]
        self.pending = Pending("restore", item_id)
        item = self._send_photo(http, self._sent[garment.sha256])
        if item:
            garment.is_deleted = False
            if item["id"] != item_id:
                self.refused.append(f"the photo of {item_id} was restored as {item['id']}")

    def _send_photo(self, http: httpx.Client, photo: bytes) -> dict[str, Any] | None:
        answer = http.post("/v1/items", files={"files": ("photo.jpg", photo)})
        if not self._is_good(answer, 201):
            return None
        item: dict[str, Any] = answer.json()["results"][0]["item"]
        return item

    def _edit(self, http: httpx.Client) -> None:
        item_id, notes = self.rng.choice(self._ids(deleted=False)), f"note {self.rng.random()}"
        self.pending = Pending("edit", item_id, notes=notes)
        if self._is_good(http.patch(f"/v1/items/{item_id}", json={"attributes": {"notes": notes}}), 200):
            self.items[item_id].notes = notes

    def _paint(self, http: httpx.Client) -> None:
        item_id = self.rng.choice(self._ids(deleted=False))
        garment = self.items[item_id]
        painted = self.rng.randint(1, garment.width)
        mask = np.zeros((garment.height, garment.width), np.bool_)
        mask[:, :painted] = True
        self.pending = Pending("paint", item_id, painted=painted)
        answer = http.put(f"/v1/items/{item_id}/cutout/mask", files={"mask": encode_mask(mask)})
        if self._is_good(answer, 200):
            garment.painted = painted

    def _delete(self, http: httpx.Client) -> None:
        item_id = self.rng.choice(self._ids(deleted=False))
        self.pending = Pending("delete", item_id)
        if self._is_good(http.delete(f"/v1/items/{item_id}"), 204):
            self.items[item_id].is_deleted = True

    def _restore(self, http: httpx.Client) -> None:
        item_id = self.rng.choice(self._ids(deleted=True))
        self.pending = Pending("restore", item_id)
        if self._is_good(http.post(f"/v1/items/{item_id}/restore"), 200):
            self.items[item_id].is_deleted = False

    def _save_outfit(self, http: httpx.Client) -> None:
        chosen = frozenset(self.rng.sample(self._ids(deleted=False), 3))
        self.pending = Pending("outfit", items=chosen, key=f"{self.rng.random()}")
        answer = self._post_outfit(http, self.pending)
        if self._is_good(answer, 201):
            self.outfits[answer.json()["id"]] = chosen

    @staticmethod
    def _post_outfit(http: httpx.Client, pending: Pending) -> httpx.Response:
        body = {"item_ids": sorted(pending.items)}
        return http.post("/v1/outfits", json=body, headers={"Idempotency-Key": pending.key})

    def _delete_outfit(self, http: httpx.Client) -> None:
        outfit_id = self.rng.choice(list(self.outfits))
        self.pending = Pending("delete outfit", outfit_id=outfit_id)
        if self._is_good(http.delete(f"/v1/outfits/{outfit_id}"), 204):
            del self.outfits[outfit_id]

    def _is_good(self, answer: httpx.Response, status: int) -> bool:
        if answer.status_code == status:
            self.acknowledged += 1
            return True
        # Some garments fit in no outfit, and a model that is being taken over has embedded only a few of them.
        expected = {503} if self.pending is None or self.pending.kind != "outfit" else {422, 404, 503}
        if answer.status_code not in expected:
            self.refused.append(
                f"{answer.request.method} {answer.request.url.path}: {answer.status_code} {answer.text[:300]}"
            )
        return False

    def check(self, http: httpx.Client) -> list[str]:
        """Differences from the acknowledged state. Also decides whether the pending request was executed."""
        pending, self.pending = self.pending or Pending("nothing"), None
        there = {item["id"]: item for item in _pages(http, "/v1/items", "items")}
        wrong = self._check_items(there, pending)
        outfits = {outfit["id"]: outfit for outfit in _pages(http, "/v1/outfits", "outfits")}
        wrong += self._check_outfits(outfits, pending)
        if pending.kind == "outfit":
            wrong += self._retry_outfit(http, pending)
        for item in self.rng.sample(list(there.values()), min(2, len(there))):
            if http.get(item["images"]["thumb"]).status_code != 200:
                wrong.append(f"garment {item['id']} has no picture")
        wrong += [
            line
            for item_id in there.keys() & self.items.keys()
            for line in self._check_mask(http, there[item_id], pending)
        ]
        return wrong

    def _check_mask(self, http: httpx.Client, item: dict[str, Any], pending: Pending) -> list[str]:
        """A repair that was interrupted leaves the old mask or the new one."""
        garment, repairs = self.items[item["id"]], pending.kind == "paint" and pending.item_id == item["id"]
        if not (garment.painted or repairs):
            return []
        address = item["images"]["mask"]
        painted = int(decode_mask(http.get(address).raise_for_status().content).any(axis=0).sum()) if address else 0
        if repairs and painted == pending.painted:
            garment.painted = painted
        if garment.painted in (0, painted):
            return []
        return [f"garment {item['id']} has a mask of {painted} columns instead of {garment.painted}"]

    def _check_items(self, there: dict[str, Any], pending: Pending) -> list[str]:
        wrong = []
        for item_id, garment in self.items.items():
            if item_id == pending.item_id and pending.kind in ("delete", "restore"):
                garment.is_deleted = item_id not in there
            if garment.is_deleted == (item_id in there):
                wrong.append(f"garment {item_id} is {'back' if garment.is_deleted else 'lost'}")
            elif not garment.is_deleted:
                notes = there[item_id]["attributes"]["notes"] or ""
                if pending.kind == "edit" and item_id == pending.item_id and notes == pending.notes:
                    garment.notes = notes
                if notes != garment.notes:
                    wrong.append(f"garment {item_id} has the notes {notes!r} instead of {garment.notes!r}")
        for item_id in there.keys() - self.items.keys():
            sha256 = there[item_id]["source_sha256"]
            if pending.kind == "upload" and sha256 == pending.sha256:
                self.items[item_id] = Garment.of(there[item_id])
            else:
                wrong.append(f"garment {item_id} was never uploaded")
        return wrong

    def _check_outfits(self, there: dict[str, Any], pending: Pending) -> list[str]:
        if pending.kind == "delete outfit" and pending.outfit_id not in there:
            self.outfits.pop(pending.outfit_id)
        wrong = [f"outfit {outfit_id} is lost" for outfit_id in self.outfits.keys() - there.keys()]
        for outfit_id in there.keys() - self.outfits.keys():
            items = frozenset(part["id"] for part in there[outfit_id]["items"])
            if pending.kind == "outfit" and items == pending.items:
                self.outfits[outfit_id] = items
                pending.outfit_id = outfit_id
            else:
                wrong.append(f"outfit {outfit_id} was never saved")
        return wrong

    def _retry_outfit(self, http: httpx.Client, pending: Pending) -> list[str]:
        """Repeat a request without an answer, as clients do: the same key must not save a second outfit."""
        already_known = set(self.outfits) - {pending.outfit_id}
        answer = self._post_outfit(http, pending)
        if answer.status_code != 201:
            return []
        outfit_id = answer.json()["id"]
        self.outfits[outfit_id] = pending.items
        if pending.outfit_id and outfit_id != pending.outfit_id:
            return [f"outfit {pending.outfit_id} was saved again as {outfit_id}"]
        # The same garments may be saved by two requests: they are two outfits.
        return [f"a new request was answered with the earlier outfit {outfit_id}"] if outfit_id in already_known else []


def _pages(http: httpx.Client, path: str, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor: str | None = ""
    while cursor is not None:
        page = http.get(path, params={"limit": 100} | ({"cursor": cursor} if cursor else {})).raise_for_status().json()
        found += page[name]
        cursor = page["next_cursor"]
    return found
