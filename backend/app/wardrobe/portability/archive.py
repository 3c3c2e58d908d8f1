"""Archives that somebody sends in: recognised at once, taken in by a job, each kind by its own importer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import IO, Final, TypeAlias
from uuid import UUID
from zipfile import ZipFile

from sqlalchemy import update

from app.accounts.limits import check_room
from app.db.session import SessionFactory, lock_owner, write
from app.db.tables import Job, Upload
from app.db.types import now
from app.isolation import BrokeDown, TookTooLong, run_isolated
from app.jobs import JobFailed, Run, add_job
from app.outside.inbox import Inbox, NothingUploaded, UploadTooLarge, Waiting
from app.wardrobe.portability import zip_directory
from app.wardrobe.portability.zip_directory import ArchiveKind, ArchiveRefused, NoArchive, open_archive

ARCHIVE_IMPORT: Final = "archive-import"
_READING_S: Final = 10.0
_READING_BYTES: Final = 512 * 1024**2


async def recognise(file: IO[bytes]) -> ArchiveKind:
    """What `file` is: an export of Curator's, or a ZIP of photos. Raises: NoArchive, ArchiveRefused.

    A process that can be killed reads the directory first; afterwards it is known to be one that may be opened here.
    """
    try:
        told = await run_isolated(zip_directory.__name__, stdin=file, timeout_s=_READING_S, memory_bytes=_READING_BYTES)
    except (TookTooLong, BrokeDown) as error:
        raise ArchiveRefused("This ZIP cannot be read. Split it and send the parts.") from error
    return zip_directory.read_answer(told)


async def enqueue_archive_import(sessions: SessionFactory, owner_id: UUID, upload_id: UUID) -> Job:
    """The job that imports a new upload. Wake `Jobs` afterwards. Raises: TooManyJobs."""
    async with write(sessions) as session:
        await lock_owner(session, owner_id)
        await check_room(session, owner_id, jobs=1)
        job_id = await add_job(session, owner_id, ARCHIVE_IMPORT, str(upload_id))
        return await session.get_one(Job, job_id)


# Takes an archive in, step by step through `run`; works in the job's own thread.
Importer: TypeAlias = Callable[[Run, IO[bytes], ZipFile], None]


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
                kind = run.every_time(recognise, file)
                with open_archive(file) as archive:
                    self.importers[kind](run, file, archive)
        except (NothingUploaded, UploadTooLarge, NoArchive, ArchiveRefused) as error:
            raise JobFailed(str(error)) from error
        run.step(self.let_go, run.subject)

    async def let_go(self, upload_id: str) -> None:
        """The archive is taken away with the next uploads that expire, once the job is over."""
        async with write(self.sessions) as session:
            await session.execute(update(Upload).where(Upload.id == UUID(upload_id)).values(expires_at=now()))
