"""A ZIP of photos into the wardrobe: a job, a few photos a step, each with a result of its own.

What an entry says of itself is not believed: its name is only shown, its content is unpacked up to the limit of a photo
and then read like any upload. The same bytes make the same garment, so a step that is done again makes no second one.
"""

import io
import zlib
from dataclasses import dataclass
from typing import IO, Any, Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from app.accounts.limits import LimitReached
from app.db.session import write
from app.db.tables import Job
from app.jobs import JobFailed, Run, note_progress, set_progress
from app.vision.images import ImageRefused
from app.vision.onnx import ModelUnavailable
from app.wardrobe.errors import FileTooLarge
from app.wardrobe.intake import Intake, take_photo
from app.wardrobe.portability.zip_directory import ArchiveRefused, photo_entries

MAX_PHOTOS: Final = 5000
BATCH_SIZE: Final = 8  # photos a step, a few seconds of work
_MEBIBYTE: Final = 1024 * 1024


class BrokenEntry(ValueError):
    """An entry that cannot be unpacked; the message says why."""


@dataclass(frozen=True)
class PhotoZip:
    """How the photos of a ZIP are taken in; the job's result is `{"files": [...]}`, one for each in the ZIP's order."""

    intake: Intake
    max_bytes: int

    def __call__(self, run: Run, _file: IO[bytes], archive: ZipFile) -> None:
        """Raises: ArchiveRefused, JobFailed."""
        entries = photo_entries(archive.infolist())
        if len(entries) > MAX_PHOTOS:
            raise ArchiveRefused(
                f"This ZIP holds {len(entries)} files, more than {MAX_PHOTOS}. Split it and send the parts."
            )
        for start in range(0, len(entries), BATCH_SIZE):
            run.step(self.take_batch, run, archive, entries, start)
        run.step(self.conclude, run)

    async def take_batch(self, run: Run, archive: ZipFile, entries: list[ZipInfo], start: int) -> None:
        """The next few photos, and the word of them in one transaction. Raises: JobFailed."""
        results = [await self._take(run, archive, entry) for entry in entries[start : start + BATCH_SIZE]]
        async with write(self.intake.sessions) as session:
            job = await session.get(Job, run.job_id)
            if job is None:
                raise JobFailed("Its owner is gone.")
            job.result = {"files": [*job.result.get("files", [])[:start], *results]}
            await set_progress(session, run.job_id, start + len(results), len(entries))

    async def conclude(self, run: Run) -> None:
        async with write(self.intake.sessions) as session:
            job = await session.get(Job, run.job_id)
            if job is not None:
                refused = sum("item_id" not in file for file in job.result.get("files", []))
                job.detail = f"{refused} files were not taken; `result` says why." if refused else ""

    async def _take(self, run: Run, archive: ZipFile, entry: ZipInfo) -> dict[str, Any]:
        name = _shown(entry.filename)
        try:
            content = await self.intake.workers.run_for(run.owner_id, self._unpack, archive, entry)
            taken = await take_photo(self.intake, run.owner_id, io.BytesIO(content), name)
        except (BrokenEntry, FileTooLarge, ImageRefused, LimitReached) as refusal:
            return {"filename": name, "detail": str(refusal)}
        except ModelUnavailable as error:
            raise JobFailed(str(error)) from error
        if taken.is_new:
            await note_progress(self.intake.sessions, run.job_id)
        return {"filename": name, "item_id": str(taken.item.id), "is_new": taken.is_new}

    def _unpack(self, archive: ZipFile, entry: ZipInfo) -> bytes:
        """Up to a photo's limit, whatever the entry says of its size (blocking). Raises: BrokenEntry, FileTooLarge."""
        try:
            with archive.open(entry) as file:
                content = file.read(self.max_bytes + 1)
        except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
            raise BrokenEntry("This entry is damaged or packed in an unusual way. Pack it again.") from error
        if len(content) > self.max_bytes:
            raise FileTooLarge(f"The photo is larger than {self.max_bytes // _MEBIBYTE} MB. Scale it down.")
        return content


def _shown(path: str) -> str:
    """The last part of an entry's path; nothing is ever written under it."""
    return "".join(letter for letter in path.rsplit("/", 1)[-1].rsplit("\\", 1)[-1] if letter.isprintable()) or "photo"
