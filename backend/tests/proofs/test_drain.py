"""On TERM the service finishes its current requests and refuses new ones."""

import signal
import threading
from pathlib import Path

import httpx
import pytest

from prove.pictures import another_copy, small_photos
from prove.service import Service

pytestmark = pytest.mark.timeout(900)
PHOTOS = 12


def test_current_request_is_answered_and_a_new_one_refused(tmp_path: Path):
    (tmp_path / "data").mkdir()
    photos = [another_copy(photo, "drained") for photo in small_photos(PHOTOS)]
    answers: list[httpx.Response] = []
    with Service(tmp_path / "data", {"WORKERS": "1"}) as service:
        service.start()
        headers = service.join("somebody@example.org")

        def upload() -> None:
            with service.client(headers, timeout_s=600) as http:
                answers.append(http.post("/v1/items", files=[("files", ("photo.jpg", photo)) for photo in photos]))

        uploading = threading.Thread(target=upload)
        uploading.start()
        with service.client(timeout_s=600) as http:
            while "curator_workers_busy 1.0" not in http.get("/metrics").text:
                assert uploading.is_alive()
        service.process.send_signal(signal.SIGTERM)
        refused = False
        while uploading.is_alive() and not refused:
            try:
                httpx.get(f"{service.address}/health/live", trust_env=False, timeout=600)
            except httpx.ConnectError:
                refused = uploading.is_alive()
            except httpx.TransportError:
                continue  # a connection made just before
        uploading.join()
        assert refused
        assert [answer.status_code for answer in answers] == [201]
        assert service.process.wait(600) in (0, -signal.SIGTERM)
        service.process = None
        service.start()
        with service.client(headers, timeout_s=600) as http:
            assert len(http.get("/v1/items").json()["items"]) == PHOTOS
