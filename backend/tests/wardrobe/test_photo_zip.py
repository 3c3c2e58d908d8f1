"""POST /v1/imports/archive with a ZIP of photos: each becomes an item or gets a reason, for any ZIP."""

import io
import struct
import zipfile

import pytest
from conftest import Person, Service
from test_portability import take_in

from prove.pictures import another_copy, small_photos


def zipped(entries: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def photos() -> list[bytes]:
    return small_photos(3)


def test_photos_in_folders_become_garments_and_all_else_is_told(service: Service, photos: list[bytes]):
    someone = service.join()
    job = take_in(
        someone,
        zipped(
            {
                "summer/dress.jpg": photos[0],
                "winter/deep/coat.jpg": photos[1],
                "again.jpg": photos[0],
                "notes.txt": b"not a photo",
                "cut-off.jpg": photos[2][:300],
                "nested.zip": zipped({"inside.jpg": photos[2]}),
                "../../../etc/passwd.jpg": another_copy(photos[0], "elsewhere"),
                "__MACOSX/summer/._dress.jpg": b"\0",
                ".DS_Store": b"\0",
            }
        ),
    )
    assert job["state"] == "done", job
    assert job["progress"] == {"done": 7, "total": 7}
    files = {file["filename"]: file for file in job["result"]["files"]}
    assert [file["filename"] for file in job["result"]["files"]] == [
        *("dress.jpg", "coat.jpg", "again.jpg", "notes.txt", "cut-off.jpg", "nested.zip", "passwd.jpg")
    ]
    assert files["again.jpg"]["item_id"] == files["dress.jpg"]["item_id"]
    assert (files["dress.jpg"]["is_new"], files["again.jpg"]["is_new"]) == (True, False)
    for name in ("notes.txt", "cut-off.jpg", "nested.zip"):
        assert len(files[name]["detail"]) > 20
    assert "3 files were not taken" in job["detail"]
    assert len(someone.http.get("/v1/items").json()["items"]) == 3


def test_entry_that_grows_beyond_a_photos_limit_is_refused(service: Service):
    someone = service.join()
    job = take_in(someone, zipped({"bomb.jpg": b"\0" * 2**26}, zipfile.ZIP_DEFLATED))
    assert "larger than 40 MB" in job["result"]["files"][0]["detail"]


def test_damaged_entry_spoils_no_neighbour(service: Service, photos: list[bytes]):
    someone = service.join()
    archive = bytearray(zipped({"a.jpg": photos[0], "b.jpg": photos[1]}))
    archive[200] ^= 0xFF  # in the first photo, so that its checksum is wrong
    files = take_in(someone, bytes(archive))["result"]["files"]
    assert "damaged" in files[0]["detail"]
    assert "item_id" in files[1]


def test_encrypted_and_cut_off_archives_are_refused_at_once(person: Person, photos: list[bytes]):
    def send(archive: bytes) -> tuple[int, str]:
        answer = person.http.post("/v1/imports/archive", files={"file": ("photos.zip", archive)})
        return answer.status_code, answer.json()["detail"]

    whole = zipped({"a.jpg": photos[0]})
    start = whole.rindex(b"PK\x01\x02")
    locked = bytearray(whole)
    struct.pack_into("<H", locked, start + 8, 0x1)
    assert send(bytes(locked)) == (422, "This ZIP is protected by a password. Pack it without one and send it again.")
    assert send(whole[: len(whole) // 2])[0] == 415
