"""Shadow mode: a candidate classifies a sample of new photos, and only the comparison is counted.

It runs after an upload was answered, on the stored photo, in the same threads as everything else. If these are busy or
the queue is full, a photo is skipped: nothing waits for a candidate. Its answers change no garment; only anonymous
counts per pair of classes are stored.
"""

import asyncio
import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.db.session import SessionFactory, insert_new, write
from app.db.tables import Photo, ShadowAnswer
from app.detector import Classifier
from app.outside.storage import FileMissing, Store
from app.registry.models import classifier_kind, load
from app.settings import Settings
from app.vision.images import ImageRefused
from app.vision.onnx import ModelUnavailable
from app.wardrobe.intake import ClassifiedPhoto
from app.wardrobe.kept_photos import read_kept_pixels
from app.workers import Busy, Workers

log = logging.getLogger(__name__)

MOST_WAITING: Final = 32


@dataclass(frozen=True)
class Pair:
    """Photos that the classifier put in one class and the candidate in another."""

    category: str
    candidate_category: str
    photos: int


@dataclass(frozen=True)
class Compared:
    """A candidate compared with one version of the classifier; the most frequent disagreement first."""

    candidate_version: str
    classifier_version: str
    photos: int
    disagreed: int
    pairs: Sequence[Pair]


class Shadow:
    """The candidate named by the settings, if any."""

    def __init__(self, sessions: SessionFactory, store: Store, workers: Workers, settings: Settings) -> None:
        self._sessions, self._store, self._workers = sessions, store, workers
        self._kind = classifier_kind(settings)
        self._file = Path(settings.shadow_classifier) if settings.shadow_classifier else None
        self._share = settings.shadow_share
        self.waiting: asyncio.Queue[ClassifiedPhoto] = asyncio.Queue(MOST_WAITING)
        self.left_out = 0  # skipped photos of the sample, since this process started
        self.problem: str | None = None  # with the last photo

    @property
    def is_on(self) -> bool:
        return self._file is not None

    def offer(self, classified: ClassifiedPhoto) -> None:
        """Queue a photo of the sample for the candidate; returns at once."""
        if self._file is None or random.random() >= self._share:  # noqa: S311 - a sample, no secret
            return
        try:
            self.waiting.put_nowait(classified)
        except asyncio.QueueFull:
            self.left_out += 1

    async def version(self) -> str | None:
        """The version of the file as it is now; None if it cannot be opened, and `problem` says why."""
        candidate = await self._candidate()
        return candidate.version if candidate else None

    async def work(self) -> None:
        """Compare one photo after the other, until cancelled."""
        while True:
            classified = await self.waiting.get()
            try:
                await self._compare(classified)
            except (Busy, FileMissing, ImageRefused):  # the photo may have been deleted
                self.left_out += 1
            except Exception:  # a faulty candidate must not end the comparison
                self.left_out += 1
                log.exception("the shadow classifier failed on a photo")
            finally:
                self.waiting.task_done()

    async def _compare(self, classified: ClassifiedPhoto) -> None:
        """Raises: Busy, and the exceptions of reading a stored photo."""
        candidate = await self._candidate()
        if candidate is None or candidate.version == classified.classifier_version:
            return
        if self._workers.waiting:
            raise Busy
        category = await self._workers.run(_look_at, self._store, classified.photo, candidate)
        await self._count(candidate.version, classified, category)

    async def _candidate(self) -> Classifier | None:
        if self._file is None:
            return None
        try:
            # Opened once; a replaced file is another candidate.
            candidate = cast(Classifier, await asyncio.to_thread(load, self._kind, self._file))
        except ModelUnavailable as unavailable:
            self.problem = str(unavailable)
            return None
        self.problem = None
        return candidate

    async def _count(self, candidate_version: str, classified: ClassifiedPhoto, category: str) -> None:
        key = {
            "candidate_version": candidate_version,
            "classifier_version": classified.classifier_version,
            "category": classified.category,
            "candidate_category": category,
        }
        async with write(self._sessions) as session:
            if not await insert_new(session, ShadowAnswer, **key, photos=1):
                one_more = {"photos": ShadowAnswer.photos + 1}
                await session.execute(update(ShadowAnswer).filter_by(**key).values(one_more))


def _look_at(store: Store, photo: Photo, candidate: Classifier) -> str:
    return candidate.classify(read_kept_pixels(store, photo)).category


async def count_agreement(session: AsyncSession) -> list[tuple[str, str, bool, int]]:
    """Candidate version, classifier version, whether both gave the same class, and how many photos."""
    agrees = ShadowAnswer.category == ShadowAnswer.candidate_category
    key = (ShadowAnswer.candidate_version, ShadowAnswer.classifier_version, agrees)
    rows = await session.execute(select(*key, func.sum(ShadowAnswer.photos)).group_by(*key))
    return [(candidate, version, bool(same), photos) for candidate, version, same, photos in rows]


async def compared(session: AsyncSession, candidate_version: str) -> list[Compared]:
    """The comparisons of a candidate, the classifier version with most photos first."""
    rows = await session.scalars(select(ShadowAnswer).where(ShadowAnswer.candidate_version == candidate_version))
    by_version: dict[str, list[ShadowAnswer]] = {}
    for row in rows:
        by_version.setdefault(row.classifier_version, []).append(row)
    found = [_compared(candidate_version, version, answers) for version, answers in by_version.items()]
    return sorted(found, key=lambda one: -one.photos)


def _compared(candidate_version: str, classifier_version: str, answers: Sequence[ShadowAnswer]) -> Compared:
    differing = [one for one in answers if one.category != one.candidate_category]
    pairs = [Pair(one.category, one.candidate_category, one.photos) for one in differing]
    return Compared(
        candidate_version,
        classifier_version,
        sum(one.photos for one in answers),
        sum(one.photos for one in differing),
        sorted(pairs, key=lambda pair: (-pair.photos, pair.category, pair.candidate_category)),
    )
