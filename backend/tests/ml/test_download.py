"""Sources come from the mirror or over HTTP, and hold exactly the files of their list."""

import csv
import io
import tarfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from ml import download
from ml.data.source_lists import LISTS_DIR, read_list
from ml.download import DownloadFailed, fetch_source, find_mirror
from ml.errors import StageFailed
from ml.parameter_sections import SourceParameters
from ml.parameters import PARAMS_FILE, read_parameters

FILES = {"LICENSE": b"CC0", "train/hat/1.jpg": np.random.default_rng(0).bytes(300_000)}
MORE = {"README.md": b"not listed", "train/hat/2.jpg": b"not listed either"}
SOURCE = SourceParameters(name="clothes", repository="someone/clothes", commit="a" * 40)


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
def lists(tmp_path: Path) -> Path:
    write_list(tmp_path / "lists/clothes.sha256", FILES)
    return tmp_path / "lists"


def write_list(path: Path, files: dict[str, bytes]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in files.items()))


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    folder = tmp_path / "mirror"
    folder.mkdir()
    (folder / SOURCE.archive_name).write_bytes(archive_of(FILES))
    return folder


def fetch(tmp_path: Path, mirror: Path | None, source: SourceParameters = SOURCE) -> dict[str, bytes]:
    """What `download` leaves."""
    folder = fetch_source(source, tmp_path / "raw", tmp_path / "archives", mirror, tmp_path / "lists")
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


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


@pytest.mark.usefixtures("lists")
def test_mirror_folder_is_enough(tmp_path: Path, mirror: Path) -> None:
    assert fetch(tmp_path, mirror) == FILES


@pytest.mark.usefixtures("lists")
def test_partial_mirror_and_complete_archive_from_the_network_give_the_same_files(
    tmp_path: Path, mirror: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from_mirror = fetch(tmp_path, mirror)
    (tmp_path / "raw").rename(tmp_path / "of-mirror")
    serving = Host(archive_of(MORE | FILES)).serve()
    monkeypatch.setattr(SourceParameters, "url", next(serving))
    assert fetch(tmp_path, None) == from_mirror == FILES
    next(serving, None)


@pytest.mark.usefixtures("lists")
def test_interrupted_download_is_resumed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    host = Host(archive_of(FILES), break_after=100_000)
    serving = host.serve()
    monkeypatch.setattr(SourceParameters, "url", next(serving))
    with pytest.raises(DownloadFailed, match="CURATOR_DATA_MIRROR"):
        fetch(tmp_path, None)
    assert fetch(tmp_path, None) == FILES
    assert host.ranges == [None, "bytes=100000-"]
    next(serving, None)


@pytest.mark.usefixtures("lists")
def test_complete_source_is_not_fetched_again(tmp_path: Path, mirror: Path) -> None:
    fetch(tmp_path, mirror)
    (mirror / SOURCE.archive_name).unlink()
    assert fetch(tmp_path, mirror) == FILES


@pytest.mark.usefixtures("lists")
def test_file_damaged_after_unpacking_is_restored(tmp_path: Path, mirror: Path) -> None:
    fetch(tmp_path, mirror)
    (tmp_path / "raw/clothes/LICENSE").write_bytes(b"changed")
    assert fetch(tmp_path, mirror) == FILES


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize(
    ("content", "named"),
    [
        (archive_of(FILES | {"LICENSE": b"other"}), "holds a changed LICENSE"),
        (archive_of({"LICENSE": b"CC0"}), "lacks train/hat/1.jpg"),
        (archive_of(FILES)[:-50_000], "cannot be unpacked"),
        (b"", "cannot be unpacked"),
    ],
)
def test_other_or_broken_contents_are_refused_and_leave_nothing(
    tmp_path: Path, mirror: Path, content: bytes, named: str
) -> None:
    (mirror / SOURCE.archive_name).write_bytes(content)
    with pytest.raises(DownloadFailed, match=r"Delete (it|the archive) and run again") as failed:
        fetch(tmp_path, mirror)
    assert named in str(failed.value)
    assert not (tmp_path / "raw/clothes").exists()


@pytest.mark.usefixtures("lists")
@pytest.mark.parametrize("name", ["../../outside", "train/../../../outside"])
def test_nothing_is_unpacked_outside_the_folder(tmp_path: Path, mirror: Path, name: str) -> None:
    (mirror / SOURCE.archive_name).write_bytes(archive_of(FILES | {name: b"gotcha"}))
    assert fetch(tmp_path, mirror) == FILES
    assert not list(tmp_path.rglob("outside"))


@pytest.mark.parametrize("name", ["../../outside", "/outside", "train\\..\\..\\outside"])
def test_list_with_a_path_outside_the_folder_is_refused(tmp_path: Path, lists: Path, mirror: Path, name: str) -> None:
    write_list(lists / "clothes.sha256", FILES | {name: b"gotcha"})
    with pytest.raises(StageFailed, match="line 3"):
        fetch(tmp_path, mirror)


@pytest.mark.usefixtures("lists")
def test_link_in_place_of_a_listed_file_is_not_unpacked(tmp_path: Path, mirror: Path) -> None:
    with tarfile.open(mirror / SOURCE.archive_name, "w:gz") as tar:
        link = tarfile.TarInfo("clothes-abc/LICENSE")
        link.type, link.linkname = tarfile.SYMTYPE, "train"
        tar.addfile(link)
    with pytest.raises(DownloadFailed, match="lacks LICENSE"):
        fetch(tmp_path, mirror)


@pytest.mark.usefixtures("lists")
def test_own_photo_in_a_source_is_refused_and_stays(tmp_path: Path, mirror: Path) -> None:
    fetch(tmp_path, mirror)
    own = tmp_path / "raw/clothes/train/hat/mine.jpg"
    own.write_bytes(b"mine")
    (tmp_path / "raw/clothes/LICENSE").unlink()
    with pytest.raises(StageFailed, match=r"train/hat/mine\.jpg.*own_photos"):
        fetch(tmp_path, mirror)
    assert own.read_bytes() == b"mine"


def test_tables_of_the_mirror_are_columns_of_the_archives_images_csv(tmp_path: Path, mirror: Path, lists: Path) -> None:
    """The archive from the network holds `images.csv`, a mirror folder the two tables made of it."""
    photos = {"images/b.jpg": b"b", "images/a.jpg": b"a"}
    labels, senders = b"image,label,kids\nb,Polo,False\na,Hoodie,True\n", b"image,sender\nb,7\nc,8\na,9\n"
    write_list(lists / "clothing-dataset-small.sha256", {"train/hat/c.jpg": b"c"})
    write_list(lists / "clothing-dataset-part.sha256", photos | {"labels.csv": labels, "senders.csv": senders})
    source = SourceParameters(
        name="clothing-dataset-part",
        repository="someone/clothing-dataset",
        commit="b" * 40,
        mirrored_as="part.tar.gz",
        tables={"labels.csv": "part.labels.csv", "senders.csv": "all.senders.csv"},
    )
    (mirror / "part.tar.gz").write_bytes(archive_of(photos))
    with pytest.raises(DownloadFailed, match=r"lacks labels\.csv"):
        fetch(tmp_path, mirror, source)
    (mirror / "part.labels.csv").write_bytes(labels)
    (mirror / "all.senders.csv").write_bytes(senders)
    from_mirror = fetch(tmp_path, mirror, source)
    (tmp_path / "raw/clothing-dataset-part/labels.csv").unlink()
    images = io.StringIO()
    rows = [("b", 7, "Polo", False), ("d", 1, "Skip", False), ("c", 8, "Hat", False), ("a", 9, "Hoodie", True)]
    csv.writer(images).writerows([("image", "sender_id", "label", "kids"), *rows])
    (mirror / "part.tar.gz").unlink()
    (mirror / "part.labels.csv").unlink()
    (mirror / "all.senders.csv").unlink()
    complete = archive_of(photos | {"images.csv": images.getvalue().encode(), "images/d.jpg": b"d"})
    (tmp_path / "archives").mkdir()
    (tmp_path / "archives" / source.archive_name).write_bytes(complete)
    assert fetch(tmp_path, mirror, source) == from_mirror == photos | {"labels.csv": labels, "senders.csv": senders}


def test_mirror_that_does_not_exist_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CURATOR_DATA_MIRROR", str(tmp_path / "nowhere"))
    with pytest.raises(DownloadFailed, match="nowhere, and there is no such folder"):
        find_mirror()


def test_mirror_is_the_variables_or_the_folder_beside_the_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(download, "CHECKOUT_DIR", tmp_path / "repository")
    monkeypatch.delenv("CURATOR_DATA_MIRROR", raising=False)
    assert find_mirror() is None
    (tmp_path / "shared/data").mkdir(parents=True)
    assert find_mirror() == tmp_path / "shared/data"
    (tmp_path / "named").mkdir()
    monkeypatch.setenv("CURATOR_DATA_MIRROR", str(tmp_path / "named"))
    assert find_mirror() == tmp_path / "named"


@pytest.mark.usefixtures("lists")
def test_without_network_and_mirror_the_message_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SourceParameters, "url", "http://127.0.0.1:9/archive")  # nothing listens there
    with pytest.raises(DownloadFailed) as failed:
        fetch(tmp_path, None)
    assert "there is no mirror folder" in str(failed.value)
    assert f"put {SOURCE.archive_name} into a folder and set CURATOR_DATA_MIRROR" in str(failed.value)


def test_every_source_of_params_yaml_has_its_list() -> None:
    sources = read_parameters(PARAMS_FILE).download.sources
    counts = {source.name: len(read_list(LISTS_DIR / f"{source.name}.sha256")) for source in sources}
    assert counts == {
        "clothing-dataset-small": 3783,  # 3,781 photos, licence and README
        "clothing-co-parsing": 1612,  # 804 photos with labels, their names, licence, README and a script
        "clothing-co-parsing-image-level": 2120,  # 1,060 photos with tags
        "clothing-dataset-part": 169,  # 167 photos and two tables
    }
    assert {path.stem for path in LISTS_DIR.glob("*.sha256")} == counts.keys()
