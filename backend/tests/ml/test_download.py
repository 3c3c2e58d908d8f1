"""Source archives come from the mirror or over HTTP, are checked by content, and are unpacked."""

import io
import tarfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from ml.download import DownloadFailed, Source, digest_of_tree, fetch_source

FILES = {"LICENSE": b"CC0", "train/hat/1.jpg": np.random.default_rng(0).bytes(300_000)}


def archive_of(files: dict[str, bytes]) -> bytes:
    """Packed like GitHub's: everything in one folder named after the commit."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for name, content in files.items():
            member = tarfile.TarInfo(f"clothes-abc/{name}")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


@pytest.fixture
def source(tmp_path: Path) -> Source:
    for name, content in FILES.items():
        (tmp_path / "expected" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "expected" / name).write_bytes(content)
    return Source("someone/clothes", "abc", digest_of_tree(tmp_path / "expected"))


@pytest.fixture
def mirror(tmp_path: Path, source: Source) -> Path:
    folder = tmp_path / "mirror"
    folder.mkdir()
    (folder / source.archive_name).write_bytes(archive_of(FILES))
    return folder


@dataclass
class Host:
    """A file server that takes byte ranges and can break off once."""

    content: bytes
    break_after: int | None = None
    ranges: list[str | None] = field(default_factory=list)

    def serve(self) -> Iterator[str]:
        host = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                wanted = self.headers.get("Range")
                host.ranges.append(wanted)
                start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
                rest = host.content[start:]
                self.send_response(206 if wanted else 200)
                self.send_header("Content-Length", str(len(rest)))
                self.end_headers()
                self.wfile.write(rest[: host.break_after])
                host.break_after = None

            def log_message(self, *_: object) -> None: ...

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/archive"
        server.shutdown()
        server.server_close()


def unpacked(tmp_path: Path) -> dict[str, bytes]:
    folder = tmp_path / "raw/clothes"
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_mirror_folder_is_enough(tmp_path: Path, source: Source, mirror: Path) -> None:
    fetch_source(source, tmp_path / "raw", tmp_path / "archives", mirror)
    assert unpacked(tmp_path) == FILES


def test_interrupted_download_is_resumed(tmp_path: Path, source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    host = Host(archive_of(FILES), break_after=100_000)
    serving = host.serve()
    monkeypatch.setattr(Source, "url", next(serving))
    with pytest.raises(DownloadFailed, match="CURATOR_DATA_MIRROR"):
        fetch_source(source, tmp_path / "raw", tmp_path / "archives", None)
    fetch_source(source, tmp_path / "raw", tmp_path / "archives", None)
    assert host.ranges == [None, "bytes=100000-"]
    assert unpacked(tmp_path) == FILES
    next(serving, None)


def test_complete_source_is_not_fetched_again(tmp_path: Path, source: Source, mirror: Path) -> None:
    fetch_source(source, tmp_path / "raw", tmp_path / "archives", mirror)
    (mirror / source.archive_name).unlink()
    fetch_source(source, tmp_path / "raw", tmp_path / "archives", mirror)
    assert unpacked(tmp_path) == FILES


def test_file_damaged_after_unpacking_is_restored(tmp_path: Path, source: Source, mirror: Path) -> None:
    fetch_source(source, tmp_path / "raw", tmp_path / "archives", mirror)
    (tmp_path / "raw/clothes/LICENSE").write_bytes(b"changed")
    fetch_source(source, tmp_path / "raw", tmp_path / "archives", mirror)
    assert unpacked(tmp_path) == FILES


@pytest.mark.parametrize("content", [archive_of(FILES | {"LICENSE": b"other"}), archive_of(FILES)[:-50_000], b""])
def test_other_or_broken_contents_are_refused_and_leave_nothing(
    tmp_path: Path, source: Source, mirror: Path, content: bytes
) -> None:
    (mirror / source.archive_name).write_bytes(content)
    with pytest.raises(DownloadFailed, match="Delete it and run again"):
        fetch_source(source, tmp_path / "raw", tmp_path / "archives", mirror)
    assert not (tmp_path / "raw/clothes").exists()


@pytest.mark.parametrize("name", ["../../outside", "train/../../../outside"])
def test_nothing_is_unpacked_outside_the_folder(tmp_path: Path, source: Source, mirror: Path, name: str) -> None:
    (mirror / source.archive_name).write_bytes(archive_of(FILES | {name: b"gotcha"}))
    with pytest.raises(DownloadFailed):
        fetch_source(source, tmp_path / "raw", tmp_path / "archives", mirror)
    assert not list(tmp_path.rglob("outside"))
