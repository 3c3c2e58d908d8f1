"""/v1/imports: garments from elsewhere."""

from fastapi import APIRouter

from app.dependencies import CurrentUser, FetcherDep, JobsDep, WriteSession
from app.routes.small_body import SmallBodyRoute
from app.schemas.job import ImportRequest, Job
from app.schemas.problem import problems
from app.wardrobe.shop_imports import enqueue_import

router = APIRouter(prefix="/v1/imports", tags=["wardrobe"], route_class=SmallBodyRoute)


@router.post("", status_code=202, responses=problems(422, 429))
async def import_page(
    request: ImportRequest, user: CurrentUser, session: WriteSession, fetcher: FetcherDep, jobs: JobsDep
) -> Job:
    """Read a shop's page in the background; `GET /v1/jobs/{id}` says how far it is.

    Its result names a draft, which `PATCH /v1/items/{item_id}` with `{"draft": false}` confirms.
    """
    job = await enqueue_import(session, fetcher, user.id, request.url)
    jobs.wake()
    return Job.of(job)
