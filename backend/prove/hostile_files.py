"""Small files that cost a careless service much."""

import io
import json
import struct
import zipfile
from typing import Any

from PIL import Image


def flat(color: str | tuple[int, int, int], side_px: int = 600) -> bytes:
    """A JPEG of one colour."""
    file = io.BytesIO()
    Image.new("RGB", (side_px, side_px), color).save(file, "JPEG", quality=90)
    return file.getvalue()


def export_document(**lists: Any) -> bytes:
    """An export's document without garments, `lists` in place of its own."""
    profile = {
        "email": None,
        "share_for_training": False,
        "face_advice": False,
        "face_shape": None,
        "created_at": "2026-01-01T00:00:00Z",
    }
    document = {
        "format": "curator-export",
        "version": 1,
        "exported_at": "2026-01-01T00:00:00Z",
        "profile": profile,
        "garments": [],
        "outfits": [],
        "corrections": [],
    }
    return json.dumps(document | lists).encode()


def export_of(document: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("wardrobe.json", document)
    return file.getvalue()


def document_bomb(mebibytes: int) -> bytes:
    """An export whose document unpacks to so many MiB of empty lists, inside an outfit's reasons."""
    outfit = {
        "name": "",
        "score": None,
        "model_version": "x",
        "created_at": "2026-01-01T00:00:00Z",
        "liked": None,
        "items": [{"item_id": "01a22d64-d76f-75c6-919f-f78002020a7e", "slot": "top"}],
        "reasons": [{"a": "LISTS"}],
    }
    before, after = export_document(outfits=[outfit]).split(b'"LISTS"')
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("wardrobe.json", "w", force_zip64=True) as entry,
    ):
        entry.write(before + b"[")
        for _ in range(mebibytes):
            entry.write(b"[]," * 349_525)
        entry.write(b"[]]" + after)
    return file.getvalue()


def many_entries(count: int) -> bytes:
    """A ZIP that is nothing but a directory of `count` entries."""
    file = io.BytesIO()
    header = struct.Struct("<4s4B4HL2L5H2L")
    for number in range(count):
        name = b"%x" % number
        file.write(header.pack(b"PK\1\2", 20, 3, 20, 0, 0, 0, 0, 33, 0, 0, 0, len(name), 0, 0, 0, 0, 0, 0) + name)
    size = file.tell()
    file.write(struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, 0))
    file.write(struct.pack("<4sLQL", b"PK\6\7", 0, size, 1))
    file.write(struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0))
    return file.getvalue()


def overlapping_entries(count: int, unpacked_bytes: int) -> bytes:
    """A ZIP whose entries all unpack the same bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0.jpg", bytes(unpacked_bytes))
    whole = file.getvalue()
    start = whole.rindex(b"PK\1\2")
    end = whole.rindex(b"PK\5\6")
    entry = whole[start:end]
    entries = b"".join(entry.replace(b"0.jpg", b"%05d" % number) for number in range(count))
    return whole[:start] + entries + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(entries), start, 0)
