"""The photo store becomes unavailable: clear errors, nothing half stored, and recovery when it returns."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event, Semaphore

import pytest
from conftest import PASSWORD, Service, serve
from object_store import ObjectStore, run_object_store

from app.accounts.erasure_journal import BucketJournal
from app.outside.stores import open_bucket
from app.settings import get_settings

BUCKET = "curator"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "s3"


@pytest.fixture
def photos(pictures: dict[str, list[Path]]) -> list[Path]:
    return [paths[1] for paths in pictures.values()][:6]


@contextmanager
def serve_on(server: ObjectStore, data_dir: Path) -> Iterator[Service]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in server.settings(BUCKET).items():
            patch.setenv(name, value)
        yield from serve(data_dir)


def test_store_that_stops_and_comes_back(tmp_path: Path, folder: Path, photos: list[Path]):
    with ExitStack() as running:
        server = running.enter_context(run_object_store(folder))
        server.make_bucket(BUCKET)
        with serve_on(server, tmp_path / "data") as service:
            service.join()
            someone, leaver = service.join(), service.join()
            leaver_id = leaver.http.get("/v1/me").json()["id"]
            first_is_in = Event()

            def send_all() -> list[int]:
                statuses = []
                for photo in photos:
                    answer = someone.upload(photo)
                    statuses.append(answer.status_code)
                    if answer.status_code == 503:
                        assert answer.headers["Retry-After"] == "5"
                        assert "does not answer" in answer.json()["results"][0]["problem"]["detail"]
                    first_is_in.set()
                return statuses

            with ThreadPoolExecutor(1) as threads:
                sending = threads.submit(send_all)
                first_is_in.wait()
                running.close()
                statuses = sending.result()
            assert statuses[0] == 201
            assert set(statuses) <= {201, 503}
            assert statuses[-1] == 503
            shown = someone.http.get("/v1/items").json()["items"]
            assert len(shown) == statuses.count(201)
            ready = someone.http.get("/health/ready")
            assert (ready.status_code, ready.json()["checks"]["storage"]["status"]) == (200, "degraded")
            assert BUCKET in ready.json()["checks"]["storage"]["detail"]
            for path in (shown[0]["images"]["thumb"], "/v1/export"):
                assert someone.http.get(path).status_code == 503
            assert leaver.http.request("DELETE", "/v1/me", json={"password": PASSWORD}).status_code == 503
            assert leaver.http.get("/v1/me").status_code == 200  # not in the journal, so not erased
            with run_object_store(folder, server.port) as again:
                assert someone.upload(*photos).status_code == 201
                assert someone.http.get("/health/ready").json()["checks"]["storage"]["status"] == "ok"
                items = someone.http.get("/v1/items").json()["items"]
                assert len(items) == len(photos)
                kept: dict[str, set[str]] = {}
                for key in again.keys(BUCKET):
                    kept.setdefault(key.split("/")[2], set()).add(key.split("/")[3])
                assert set(kept) == {item["source_sha256"] for item in items}
                assert all(files >= {"original", "display", "thumb"} for files in kept.values())
                assert leaver.http.request("DELETE", "/v1/me", json={"password": PASSWORD}).status_code == 204
                bucket = open_bucket(get_settings())
                assert bucket is not None
                assert leaver_id in {str(user_id) for user_id in BucketJournal(bucket).erased()}


def test_pictures_on_a_hung_store_hold_no_database_connection(
    tmp_path: Path, photos: list[Path], monkeypatch: pytest.MonkeyPatch
):
    reading, let_go = Semaphore(0), Event()
    for service in serve(tmp_path, database_connections="2", database_wait_s="2"):
        someone = service.join()
        image = someone.add(photos[0])["images"]["thumb"]

        def hang(*asked, read=service.services.store.read):
            reading.release()
            let_go.wait()
            return read(*asked)

        monkeypatch.setattr(service.services.store, "read", hang)
        with ThreadPoolExecutor(4) as threads:
            waiting = [threads.submit(someone.http.get, image) for _ in range(4)]
            try:
                for _ in range(3):
                    assert reading.acquire(timeout=60)
                assert someone.http.get("/v1/me").status_code == 200
            finally:
                let_go.set()
            assert [answer.result().status_code for answer in waiting] == [200] * 4
