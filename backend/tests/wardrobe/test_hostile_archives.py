"""Archives that would cost much are refused for little, and say why."""

import asyncio
import io
import json
import time
from typing import Any
from zipfile import ZipFile

import pytest
from conftest import Person, Service
from test_portability import export, owner, take_in, wardrobe  # noqa: F401  the fixture `owner`

from app.wardrobe.portability.archive import recognise
from app.wardrobe.portability.document_records import MAX_ENTRY_BYTES, read_records
from app.wardrobe.portability.zip_directory import ArchiveRefused, check_end, kind_of
from prove.hostile_files import document_bomb, export_document, export_of, many_entries, overlapping_entries

LISTS = {"garments": 3, "outfits": 3}
OUTFIT = {
    "name": "",
    "score": 0.5,
    "model_version": "made-up",
    "created_at": "2026-01-01T00:00:00Z",
    "liked": True,
    "items": [{"item_id": "01a22d64-d76f-75c6-919f-f78002020a7e", "slot": "top"}],
    "reasons": [],
}


def records(document: bytes) -> list[tuple[str, Any]]:
    return list(read_records(io.BytesIO(document), LISTS))


def test_a_million_entries_are_refused_by_the_end_record():
    file = io.BytesIO(many_entries(1_000_000))
    began = time.process_time()
    with pytest.raises(ArchiveRefused, match="more than 100,000 entries"):
        check_end(file)
    assert time.process_time() - began < 0.1


def test_a_directory_that_says_it_is_small_is_counted_all_the_same(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("app.wardrobe.portability.zip_directory.MAX_ENTRIES", 5)
    honest = bytearray(many_entries(6))
    place = honest.rindex(b"PK\6\6")
    honest[place + 24 : place + 40] = (1).to_bytes(8, "little") * 2
    with pytest.raises(ArchiveRefused, match="more than 5 entries"):
        kind_of(io.BytesIO(bytes(honest)))


def test_entries_that_share_their_bytes_are_refused():
    archive = overlapping_entries(200, 2**20)
    assert len(archive) < 48_000
    with pytest.raises(ArchiveRefused, match="overlap"):
        kind_of(io.BytesIO(archive))


def test_the_directory_is_read_by_a_process_of_its_own(tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("app.wardrobe.portability.archive._READING_BYTES", 2**20)
    with (tmp_path / "a.zip").open("w+b") as file:
        file.write(export_of(export_document()))
        with pytest.raises(ArchiveRefused, match="cannot be read"):
            asyncio.run(recognise(file))


def test_records_are_the_entries_and_what_is_no_list():
    told = records(b'{"a": {"b": [1]}, "garments": [{"x": [1, {"y": null}]}, 2], "later": [[1], {"z": 1}], "c": 3}')
    assert told == [("garments", {"x": [1, {"y": None}]}), ("garments", 2), ("", {"a": {"b": [1]}, "c": 3})]


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (b'{"outfits": [' + b"[]," * 20_001 + b"[]]}", "more than 3 entries"),
        (b'{"outfits": [{"a": [' + b"[]," * 20_001 + b"[]]}]}", "too large"),
        (b'{"outfits": ["' + b"a" * (MAX_ENTRY_BYTES + 1) + b'"]}', "too large"),
        (b'{"a": ' + b'{"a": ' * 30, "nested too deep"),
        (b"{" + b",".join(b'"%d": 1' % number for number in range(51)) + b"}", "too many members"),
    ],
)
def test_an_entry_out_of_bounds_is_refused(document: bytes, why: str):
    with pytest.raises(ArchiveRefused, match=why):
        records(document)


def test_a_document_that_unpacks_to_lists_ends_its_job_with_a_reason(person: Person):
    job = take_in(person, document_bomb(64))
    assert job["state"] == "failed"
    assert "an entry of `outfits` is too large" in job["detail"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"reasons": [{"kind": 5, "text": []}]}, "reasons.0.kind"),
        ({"reasons": [{"kind": "color", "text": "t", "value": 1e400}]}, "wardrobe.json"),
        ({"reasons": [{"kind": "color", "text": "t", "value": [1]}]}, "reasons.0.value"),
        ({"created_at": "0001-01-01T00:00:00+23:00"}, "year"),
    ],
)
def test_strange_outfits_are_refused(person: Person, change: dict[str, Any], why: str):
    document = export_document(outfits=[OUTFIT | change]).replace(b"Infinity", b"1e400")
    job = take_in(person, export_of(document))
    assert job["state"] == "failed"
    assert why in job["detail"], job
    assert person.http.get("/v1/outfits").status_code == 200


def changed(archive: bytes, change) -> bytes:
    """An export with its photos, and its document as `change` leaves it."""
    told = wardrobe(archive)
    change(told)
    with io.BytesIO() as file:
        with ZipFile(io.BytesIO(archive)) as old, ZipFile(file, "w") as new:
            for name in old.namelist():
                new.writestr(name, json.dumps(told) if name == "wardrobe.json" else old.read(name))
        return file.getvalue()


def test_only_web_addresses_are_taken(service: Service, owner: Person):  # noqa: F811
    def change(told: dict[str, Any]) -> None:
        told["garments"][0]["source_url"] = "javascript:alert(1)"

    job = take_in(service.join(), changed(export(owner), change))
    assert job["state"] == "failed"
    assert "source_url" in job["detail"]
    assert "javascript" not in job["detail"], "the input is not repeated"


def test_unknown_versions_become_no_labels(service: Service, owner: Person):  # noqa: F811
    def change(told: dict[str, Any]) -> None:
        (outfit,) = told["outfits"]
        told["outfits"] = [
            outfit | {"model_version": f"made-up-{number}", "created_at": f"2026-01-01T00:00:{number:02}Z"}
            for number in range(50)
        ]
        for garment in told["garments"]:
            garment["classifier_version"] = "made-up"

    before = len(service.http.get("/metrics").content)
    assert take_in(service.join(), changed(export(owner), change))["state"] == "done"
    after = service.http.get("/metrics").text
    assert "made-up" not in after
    assert len(after) < before + 5000
