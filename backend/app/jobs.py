"""What runs in the background: durable jobs, each with an owner, a state and progress.

A job is a row, made in the same transaction as whatever asks for it, so a crash loses none. DBOS runs it: in a thread
of its own, step by step, each step recorded once it is done; after a crash the job goes on at the step where it was.
The steps themselves are coroutines on the service's event loop. DBOS is loaded when the first job turns up.
"""

import asyncio
import concurrent.futures
import itertools
import logging
import threading
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, ParamSpec, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from app import durable_workflows
from app.db.session import SessionFactory, insert_new, write
from app.db.tables import Job
from app.db.types import new_id, now
from app.outside.storage import StorageFull, StorageUnavailable
from app.workers import Busy

log = logging.getLogger(__name__)

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

# Jobs that another process left, or that got stuck on a full disk, are looked for this often.
TENDING_INTERVAL_S: Final = 30.0
WAITS_S: Final = (1, 2, 5, 10, 30)
# A job that brought the process down so often is not begun again. A stop that lets go of its jobs is not counted.
MAX_STARTS: Final = 2
# What the service gives itself has no stranger's input, and is killed when the machine is.
MAX_STARTS_OF_ITS_OWN: Final = 20
KEPT_AFTER_END: Final = timedelta(days=30)
# Kinds that the service gives itself: they count against no person's limit.
SERVICE_KINDS: Final = frozenset({"re-embedding"})


class JobFailed(RuntimeError):
    """A job cannot be done; the message tells its owner why."""


class UnknownJob(LookupError):
    def __init__(self) -> None:
        super().__init__("You have no such job. GET /v1/jobs lists your jobs.")


class Stopped(BaseException):
    """The service stops. Not an `Exception`: DBOS would record one as the job's end."""


@dataclass(frozen=True)
class Run:
    """A job at work, as the code sees that does it."""

    job_id: UUID
    owner_id: UUID
    kind: str
    subject: str
    _jobs: "Jobs"

    def step(
        self,
        piece: Callable[Parameters, Coroutine[Any, Any, Result]],
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Result:
        """Do one piece on the service's event loop; what it returns (plain values) is kept, so that it is never redone.

        It may be begun twice, though: a crash may come between its end and the record of it.
        """
        return durable_workflows.run_step(piece.__qualname__, lambda: self._jobs.on_loop(piece, *args, **kwargs))

    def every_time(
        self,
        piece: Callable[Parameters, Coroutine[Any, Any, Result]],
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Result:
        """Do one piece on the service's event loop whenever the job comes by, for what is not kept."""
        return self._jobs.on_loop(piece, *args, **kwargs)


Work: TypeAlias = Callable[[Run], None]


@dataclass(frozen=True)
class Kind:
    """How jobs of one kind are done, and for how many people at the same time."""

    work: Work
    at_once: int = 1


async def add_job(session: AsyncSession, owner_id: UUID, kind: str, subject: str) -> UUID | None:
    """Put a job into the queue, as part of the session's transaction; None where there is one for this subject."""
    job_id = new_id()
    is_new = await insert_new(session, Job, id=job_id, owner_id=owner_id, kind=kind, subject=subject)
    return job_id if is_new else None


async def find_unfinished(session: AsyncSession, owner_id: UUID, kind: str) -> list[Job]:
    """The jobs of a kind that wait or are at work, oldest first."""
    unfinished = Job.owner_id == owner_id, Job.kind == kind, Job.finished_at.is_(None)
    return list(await session.scalars(select(Job).where(*unfinished).order_by(Job.id)))


async def set_progress(session: AsyncSession, job_id: UUID, done: int, total: int | None) -> None:
    """Say how far a job is, as part of the transaction that took it there."""
    await session.execute(
        update(Job).where(Job.id == job_id).values(done=done, total=total, starts=0, updated_at=now())
    )


async def note_progress(sessions: SessionFactory, job_id: UUID) -> None:
    """Say that a job got on, within a step: what it did is there and is not done again."""
    async with write(sessions) as session:
        await session.execute(update(Job).where(Job.id == job_id).values(starts=0, updated_at=now()))


async def list_jobs(session: AsyncSession, owner_id: UUID, limit: int, before: UUID | None) -> list[Job]:
    """The newest `limit` jobs, older than the job `before`."""
    query = select(Job).where(Job.owner_id == owner_id).order_by(Job.id.desc()).limit(limit)
    if before:
        query = query.where(Job.id < before)
    return list(await session.scalars(query))


async def get_job(session: AsyncSession, owner_id: UUID, job_id: UUID) -> Job:
    """Raises: UnknownJob, also for somebody else's."""
    job = await session.scalar(select(Job).where(Job.owner_id == owner_id, Job.id == job_id))
    if job is None:
        raise UnknownJob
    return job


class Jobs:
    """Runs the jobs of one process.

    Of one person, one job runs at a time; the next one queues behind the first ones of other people, so owners take
    turns. What the service gives itself (`SERVICE_KINDS`) runs beside.
    """

    def __init__(self, url: str, sessions: SessionFactory, kinds: Mapping[str, Kind]) -> None:
        self._url = url
        self._sessions = sessions
        self._kinds = kinds
        self._loop = asyncio.get_running_loop()
        self._awake = asyncio.Event()
        self._is_launched = False
        self._is_stopping = False
        self._at_work: set[UUID] = set()
        self._suspects: set[UUID] = set()
        self._pieces: set[concurrent.futures.Future[Any]] = set()
        self._pieces_lock = threading.Lock()
        self._tending = asyncio.create_task(self._tend())

    def wake(self) -> None:
        """Look for new jobs now."""
        self._awake.set()

    async def close(self) -> None:
        """Let go of what is at work; the next start goes on with it."""
        self._tending.cancel()
        await asyncio.gather(self._tending, return_exceptions=True)
        with self._pieces_lock:
            self._is_stopping = True
            for piece in self._pieces:
                piece.cancel()
        if self._is_launched:
            at_work = list(self._at_work)
            await asyncio.to_thread(durable_workflows.stop)
            async with write(self._sessions) as session:
                let_go = Job.id.in_(at_work), Job.finished_at.is_(None), Job.starts > 0
                await session.execute(update(Job).where(*let_go).values(starts=Job.starts - 1))

    def on_loop(
        self,
        piece: Callable[Parameters, Coroutine[Any, Any, Result]],
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Result:
        """Await a piece on the service's event loop, from a job's thread. Raises: Stopped, and what the piece does."""
        with self._pieces_lock:
            if self._is_stopping:
                raise Stopped
            trying = _try_until_it_passes(lambda: piece(*args, **kwargs))
            future = asyncio.run_coroutine_threadsafe(trying, self._loop)
            self._pieces.add(future)
        try:
            return future.result()
        except concurrent.futures.CancelledError:
            raise Stopped from None
        finally:
            with self._pieces_lock:
                self._pieces.discard(future)

    async def _tend(self) -> None:
        while True:
            self._awake.clear()
            try:
                await self._hand_over()
            except (SQLAlchemyError, OSError):
                log.exception("the jobs could not be looked through; trying again in %d s", TENDING_INTERVAL_S)
            try:
                await asyncio.wait_for(self._awake.wait(), TENDING_INTERVAL_S)
            except TimeoutError:
                continue

    async def _hand_over(self) -> None:
        """See to it that DBOS has the oldest unfinished job of each person, and all of the service's own."""
        async with self._sessions() as session:
            query = select(Job.id, Job.kind, Job.owner_id).where(Job.finished_at.is_(None)).order_by(Job.id)
            rows = [row for row in await session.execute(query) if row.kind in self._kinds]
        first = {row.owner_id: row.id for row in reversed(rows) if row.kind not in SERVICE_KINDS}
        waiting = {row.id: row.kind for row in rows if row.kind in SERVICE_KINDS or first[row.owner_id] == row.id}
        if not waiting:
            return
        if not self._is_launched:
            at_once = {name: kind.at_once for name, kind in self._kinds.items()}
            await asyncio.to_thread(durable_workflows.start, self._url, self._run_job, at_once)
            self._is_launched = True
            await self._forget_old()
        idle = {job_id: kind for job_id, kind in waiting.items() if job_id not in self._at_work}
        suspects = set()
        for job_id, kind in idle.items():
            was_suspect = job_id in self._suspects
            if await asyncio.to_thread(durable_workflows.ensure_queued, str(job_id), kind, is_lost=was_suspect):
                suspects.add(job_id)
        self._suspects = suspects

    async def _forget_old(self) -> None:
        async with write(self._sessions) as session:
            await session.execute(delete(Job).where(Job.finished_at < now() - KEPT_AFTER_END))
        await asyncio.to_thread(durable_workflows.forget_ended_before, now() - KEPT_AFTER_END)

    def _run_job(self, job: str) -> None:
        """The workflow, in a thread of DBOS's."""
        job_id = UUID(job)
        self._at_work.add(job_id)
        try:
            run = self.on_loop(self._begin, job_id)
            if run is None:
                return
            try:
                self._kinds[run.kind].work(run)
            except JobFailed as error:
                # The reason may hold what the person sent: it is for them alone.
                log.warning("job %s (%s) failed: %s", job_id, run.kind, type(error.__cause__ or error).__name__)
                self.on_loop(self._end, job_id, "failed", str(error))
            except Exception:  # any error ends the job, and its owner sees that it failed
                log.exception("job %s (%s) failed", job_id, run.kind)
                self.on_loop(self._end, job_id, "failed", "Something went wrong here.")
            else:
                self.on_loop(self._end, job_id, "done")
        finally:
            self._at_work.discard(job_id)

    async def _begin(self, job_id: UUID) -> Run | None:
        """None where there is nothing (more) to do: the owner is gone, it was ended before, or it is given up."""
        async with write(self._sessions) as session:
            job = await session.get(Job, job_id, with_for_update=True)
            if job is None or job.finished_at is not None:
                return None
            most = MAX_STARTS_OF_ITS_OWN if job.kind in SERVICE_KINDS else MAX_STARTS
            if job.starts < most:
                job.state, job.starts, job.updated_at = "running", job.starts + 1, now()
                return Run(job.id, job.owner_id, job.kind, job.subject, self)
        log.error("job %s (%s) was begun %d times without progress and is given up", job_id, job.kind, most)
        await self._end(
            job_id,
            "failed",
            f"This was begun {most} times, and each time the service stopped before it got any further. "
            "It is not begun again. Send it in smaller parts.",
        )
        return None

    async def _end(self, job_id: UUID, state: str, detail: str = "") -> None:
        async with write(self._sessions) as session:
            changes: dict[str, Any] = {"state": state, "finished_at": now(), "updated_at": now()}
            if detail:
                changes["detail"] = detail
            await session.execute(update(Job).where(Job.id == job_id).values(**changes))
        self.wake()  # its owner's next one


async def _try_until_it_passes(piece: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
    """What passes, a job waits for: a locked database, a full disk, a full queue, a store that does not answer."""
    for wait_s in itertools.chain(WAITS_S, itertools.repeat(WAITS_S[-1])):
        try:
            return await piece()
        except (OperationalError, StorageFull, StorageUnavailable, Busy) as error:
            log.warning("a job waits %d s: %s", wait_s, error)
            await asyncio.sleep(wait_s)
    raise AssertionError  # the waits never end
