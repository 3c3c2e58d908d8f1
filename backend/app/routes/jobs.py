"""/v1/jobs: background jobs and their progress."""

from uuid import UUID

from fastapi import APIRouter

from app import jobs
from app.dependencies import CurrentUser, ReadSession
from app.schemas.job import Job, JobPage
from app.schemas.page import Cursor, Limit, next_cursor

router = APIRouter(prefix="/v1/jobs", tags=["jobs"])


@router.get("")
async def list_jobs(user: CurrentUser, session: ReadSession, limit: Limit = 50, cursor: Cursor = None) -> JobPage:
    """Your background jobs, newest first."""
    rows = await jobs.list_jobs(session, user.id, limit + 1, cursor)
    return JobPage(jobs=[Job.of(row) for row in rows[:limit]], next_cursor=next_cursor(rows, limit))


@router.get("/{job_id}")
async def get_job(job_id: UUID, user: CurrentUser, session: ReadSession) -> Job:
    """One background job, its progress and its result."""
    return Job.of(await jobs.get_job(session, user.id, job_id))
