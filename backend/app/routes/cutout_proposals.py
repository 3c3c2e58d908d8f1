"""/v1/cutout-proposals: cut-outs by a newer network, beside the present ones. Their owner decides, not the service."""

from fastapi import APIRouter

from app.dependencies import CurrentUser, IntakeDep, JobsDep, ReadSession
from app.http.body_limits import SmallBodyRoute
from app.schemas.cutout_proposal import AnsweredGarments, CutoutAnswer, CutoutProposal, CutoutProposalPage
from app.schemas.item import Item
from app.schemas.job import Job
from app.schemas.page import Cursor, Limit
from app.schemas.problem import problems
from app.vision.onnx import ModelUnavailable
from app.wardrobe import cutout_proposals
from app.wardrobe.cutout_redo import enqueue_redo
from app.wardrobe.items import get_items
from app.wardrobe.photos import use_proposal

router = APIRouter(prefix="/v1/cutout-proposals", tags=["wardrobe"], route_class=SmallBodyRoute)


@router.get("")
async def list_cutout_proposals(
    user: CurrentUser, session: ReadSession, intake: IntakeDep, limit: Limit = 50, cursor: Cursor = None
) -> CutoutProposalPage:
    """New cut-outs that wait for your answer, those of the newest photos first; and how many more there could be."""
    found = await cutout_proposals.list_proposals(session, user.id, limit + 1, cursor)
    page = found[:limit]
    items = {item.id: item for item in await get_items(session, user.id, [item_id for _, item_id in page])}
    model = intake.models().cutout
    redoable = 0
    if not isinstance(model, ModelUnavailable):
        redoable = await cutout_proposals.count_redoable(session, user.id, model.version)
    return CutoutProposalPage(
        proposals=[CutoutProposal.of(proposal, items[item_id]) for proposal, item_id in page],
        next_cursor=str(page[-1][0].photo_id) if len(found) > limit else None,
        redoable=redoable,
    )


@router.post("", status_code=202, responses=problems(429, 503))
async def propose_cutouts(user: CurrentUser, intake: IntakeDep, jobs: JobsDep) -> Job:
    """Cut the photos that nobody touched out again, in the background; `GET /v1/jobs/{id}` shows the progress.

    The present cut-outs stay until you answer. A photo whose new cut-out looks the same is not proposed.
    """
    job = await enqueue_redo(intake, user.id)
    jobs.wake()
    return Job.of(job)


@router.post("/answers", responses=problems(404, 409, 503))
async def answer_cutout_proposals(
    said: CutoutAnswer, user: CurrentUser, session: ReadSession, intake: IntakeDep
) -> AnsweredGarments:
    """Use the new cut-outs of up to 20 photos, or keep the present ones.

    Colours and matches follow a new cut-out; category and details stay. Pictures that are not used are deleted.
    """
    found = [await cutout_proposals.find_proposal(session, user.id, photo_id) for photo_id in said.photo_ids]
    await session.close()  # no connection is held while the pictures are read
    for photo_id in dict.fromkeys(said.photo_ids):
        if said.answer == "use":
            await use_proposal(intake, user.id, photo_id)
        else:
            await cutout_proposals.keep_present(intake.sessions, intake.store, user.id, photo_id)
    rows = await get_items(session, user.id, list({item_id for _, item_id in found}))
    return AnsweredGarments(items=[Item.of(row) for row in rows])
