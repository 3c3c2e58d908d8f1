"""The whole path from photos to outfits, with all connections to other hosts blocked."""

import ipaddress
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import Service


class OutsideConnection(AssertionError):
    pass


@pytest.fixture(autouse=True)
def only_this_machine(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Connections to other machines and name lookups fail and are recorded."""
    tried: list[str] = []
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def check(host: Any) -> None:
        try:
            if host in (None, "localhost") or ipaddress.ip_address(host).is_loopback:
                return
        except ValueError:
            pass
        tried.append(str(host))
        raise OutsideConnection(host)

    def guarded(original: Any) -> Any:
        def connect_inside(self: socket.socket, address: Any) -> Any:
            if self.family != socket.AF_UNIX:
                check(address[0])
            return original(self, address)

        return connect_inside

    def look_up_inside(host: Any, *args: Any, **kwargs: Any) -> Any:
        check(host)
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded(connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", look_up_inside)
    return tried


def test_photos_become_outfits_without_any_other_host(only_this_machine: list[str], fresh_service: Service, pictures):
    someone = fresh_service.join()
    photos = [pictures[name][0] for name in ("t-shirt", "pants", "shoes", "shirt", "skirt", "outwear")]
    uploaded = someone.upload(*photos)
    assert uploaded.status_code == 201
    corrected = uploaded.json()["results"][0]["item"]["id"]
    assert someone.http.patch(f"/v1/items/{corrected}", json={"category": "shirt"}).status_code == 200
    assert someone.http.post("/v1/samples").status_code == 201
    suggestion = someone.http.post("/v1/outfits/suggest", json={"anchor_ids": [corrected]}).json()["outfits"][0]
    assert corrected in {part["id"] for part in suggestion["items"]}
    assert someone.http.post("/v1/outfits", json=suggestion).status_code == 201
    assert only_this_machine == []


def test_the_guard_itself_refuses(only_this_machine: list[str]):
    with pytest.raises(OutsideConnection):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    assert only_this_machine == ["192.0.2.1"]


def test_no_library_keeps_a_diary_of_its_use(tmp_path: Path):
    program = (
        "from app.vision.face.mesh import MODEL_FILE\nfrom app.vision.onnx import OnnxModel\nOnnxModel(MODEL_FILE)\n"
    )
    elsewhere = {
        name: value for name, value in os.environ.items() if name not in ("ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME")
    }
    subprocess.run([sys.executable, "-c", program], env=elsewhere | {"HOME": str(tmp_path)}, timeout=100, check=True)
    assert list(tmp_path.rglob("*")) == []
