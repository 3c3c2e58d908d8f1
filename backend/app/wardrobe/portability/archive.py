"""Archives that somebody sends in: recognised at once, taken in by a job, each kind by its own importer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Final, Literal, TypeAlias
from uuid import UUID
from zipfile import BadZipFile, ZipFile, ZipInfo

from sqlalchemy import update

from app.db.session import SessionFactory, write
from app.db.tables import Upload
from app.db.types import now
from app.jobs import JobFailed, Run
from app.outside.inbox import Inbox, NothingUploaded, UploadTooLarge, Waiting

ArchiveKind: TypeAlias = Literal["export", "photos"]
ARCHIVE_IMPORT: Final = "archive-import"
DOCUMENT: Final = "wardrobe.json"  # what makes an archive an export
MAX_ENTRIES: Final = 100_000
_ENCRYPTED: Final = 0x1


class NoArchive(ValueError):
    """Not a ZIP."""


class ArchiveRefused(ValueError):
    """A ZIP that cannot be taken in; the message tells why."""


def recognise(file: IO[bytes]) -> ArchiveKind:
    """What `file` is: an export of Curator's, or a ZIP of photos (blocking). Raises: NoArchive, ArchiveRefused."""
    with open_archive(file) as archive:
        entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise ArchiveRefused(f"This ZIP has more than {MAX_ENTRIES} entries. Split it and send the parts.")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise ArchiveRefused("This ZIP is protected by a password. Pack it without one and send it again.")
    if DOCUMENT in archive.NameToInfo:
        return "export"
    if not photo_entries(entries):
        raise ArchiveRefused("There is no photo in this ZIP, and it is no export of Curator's.")
    return "photos"


def open_archive(file: IO[bytes]) -> ZipFile:
    """Raises: NoArchive."""
    try:
        return ZipFile(file)
    except (BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise NoArchive("This is not a ZIP archive, or it is cut off. Make it again and send it whole.") from error


def photo_entries(entries: list[ZipInfo]) -> list[ZipInfo]:
    """Entries that may be photos, in the archive's order: not folders, hidden files or what macOS packs along."""
    return [
        entry
        for entry in entries
        if not entry.is_dir()
        and not PurePosixPath(entry.filename).name.startswith(".")
        and "__MACOSX" not in PurePosixPath(entry.filename).parts
    ]


# Takes an archive in, step by step through `run`; works in the job's own thread.
Importer: TypeAlias = Callable[[Run, ZipFile], None]


@dataclass(frozen=True)
class ArchiveImport:
    """How a job of kind `ARCHIVE_IMPORT` is done; its subject is the upload's id."""

    sessions: SessionFactory
    inbox: Inbox
    importers: Mapping[ArchiveKind, Importer]
    max_bytes: int

    def work(self, run: Run) -> None:
        upload = Waiting(run.owner_id, UUID(run.subject))
        try:
            with self.inbox.open(upload, self.max_bytes) as file:
                kind = recognise(file)
                with open_archive(file) as archive:
                    self.importers[kind](run, archive)
        except (NothingUploaded, UploadTooLarge, NoArchive, ArchiveRefused) as error:
            raise JobFailed(str(error)) from error
        run.step(self.let_go, run.subject)

    async def let_go(self, upload_id: str) -> None:
        """The archive is taken away with the next uploads that expire, once the job is over."""
        async with write(self.sessions) as session:
            await session.execute(update(Upload).where(Upload.id == UUID(upload_id)).values(expires_at=now()))
