"""What a ZIP is, by its directory: `python -m app.wardrobe.portability.zip_directory < archive.zip` prints JSON.

Imports the standard library alone: it runs in a process of its own, which must start fast.
"""

import json
import struct
import sys
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import IO, Final, Literal, TypeAlias
from zipfile import BadZipFile, ZipFile, ZipInfo

ArchiveKind: TypeAlias = Literal["export", "photos"]

DOCUMENT: Final = "wardrobe.json"  # what makes an archive an export
MAX_ENTRIES: Final = 100_000
MAX_DIRECTORY_BYTES: Final = 32 * 1024 * 1024
_ENCRYPTED: Final = 0x1
_LOCAL_HEADER_BYTES: Final = 30

# Ends of the directory: APPNOTE.TXT 6.3.10, sections 4.3.14 to 4.3.16.
_END: Final = struct.Struct("<4s4H2LH")
_END_64: Final = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64: Final = struct.Struct("<4sLQL")
_LONGEST_COMMENT: Final = 65535


class NoArchive(ValueError):
    """Not a ZIP."""


class ArchiveRefused(ValueError):
    """A ZIP that cannot be taken in; the message tells why."""


def kind_of(file: IO[bytes]) -> ArchiveKind:
    """What `file` is: an export of Curator's, or a ZIP of photos. Raises: NoArchive, ArchiveRefused."""
    check_end(file)
    with open_archive(file) as archive:
        entries = archive.infolist()
        start_of_directory = archive.start_dir
    if len(entries) > MAX_ENTRIES:
        raise _too_many_entries()
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise ArchiveRefused("This ZIP is protected by a password. Pack it without one and send it again.")
    _check_places(entries, start_of_directory)
    if DOCUMENT in archive.NameToInfo:
        return "export"
    if not photo_entries(entries):
        raise ArchiveRefused("There is no photo in this ZIP, and it is no export of Curator's.")
    return "photos"


def check_end(file: IO[bytes]) -> None:
    """Refuse, by the record at its end, a directory that is too large to be read. Raises: NoArchive, ArchiveRefused."""
    size = file.seek(0, 2)
    start = max(0, size - _END.size - _LONGEST_COMMENT)
    file.seek(start)
    tail = file.read()
    place = tail.rfind(b"PK\5\6")
    if place < 0 or place + _END.size > len(tail):
        raise _no_archive()
    _, _, _, _, entries, directory_bytes, _, _ = _END.unpack_from(tail, place)
    before = start + place - _LOCATOR_64.size
    if before >= 0:
        file.seek(before)
        signature, _, place_64, _ = _LOCATOR_64.unpack(file.read(_LOCATOR_64.size))
        if signature == b"PK\6\7":
            # As zipfile does, for archives with something in front.
            for candidate in (place_64, before - _END_64.size):
                if not 0 <= candidate <= before - _END_64.size:
                    continue
                file.seek(candidate)
                end = _END_64.unpack(file.read(_END_64.size))
                if end[0] == b"PK\6\6":
                    entries, directory_bytes = max(end[7], entries % 0xFFFF), max(end[8], directory_bytes % 0xFFFFFFFF)
    if entries > MAX_ENTRIES or directory_bytes > MAX_DIRECTORY_BYTES:
        raise _too_many_entries()


def open_archive(file: IO[bytes]) -> ZipFile:
    """Raises: NoArchive."""
    try:
        return ZipFile(file)
    except (BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise _no_archive() from error


def photo_entries(entries: Sequence[ZipInfo]) -> list[ZipInfo]:
    """Entries that may be photos, in the archive's order: not folders, hidden files or what macOS packs along."""
    return [
        entry
        for entry in entries
        if not entry.is_dir()
        and not PurePosixPath(entry.filename).name.startswith(".")
        and "__MACOSX" not in PurePosixPath(entry.filename).parts
    ]


def _check_places(entries: Sequence[ZipInfo], start_of_directory: int) -> None:
    """Entries that share their bytes unpack to far more than was sent. Raises: ArchiveRefused."""
    end = start_of_directory
    for entry in sorted(entries, key=lambda entry: entry.header_offset, reverse=True):
        if entry.header_offset < 0 or entry.header_offset + _LOCAL_HEADER_BYTES + entry.compress_size > end:
            raise ArchiveRefused("Entries of this ZIP overlap, as no program packs them. Pack it again.")
        end = entry.header_offset


def _too_many_entries() -> ArchiveRefused:
    return ArchiveRefused(f"This ZIP has more than {MAX_ENTRIES:,} entries. Split it and send the parts.")


def _no_archive() -> NoArchive:
    return NoArchive("This is not a ZIP archive, or it is cut off. Make it again and send it whole.")


def read_answer(told: bytes) -> ArchiveKind:
    """What the process printed. Raises: NoArchive, ArchiveRefused."""
    answer: dict[str, str] = json.loads(told)
    if "no_archive" in answer:
        raise NoArchive(answer["no_archive"])
    if "refused" in answer:
        raise ArchiveRefused(answer["refused"])
    return "export" if answer["kind"] == "export" else "photos"


def main() -> int:
    told: dict[str, str]
    try:
        with open(0, "rb", closefd=False) as file:
            told = {"kind": kind_of(file)}
    except NoArchive as error:
        told = {"no_archive": str(error)}
    except ArchiveRefused as error:
        told = {"refused": str(error)}
    sys.stdout.write(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
