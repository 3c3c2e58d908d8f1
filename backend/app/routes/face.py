"""POST /v1/face: the shape of the face in a portrait, with advice. Nothing of it is stored."""

from functools import lru_cache

from fastapi import APIRouter, Request, Response

from app.dependencies import CurrentUser, PortraitMemoryDep, ReadSession, SettingsDep, WorkersDep
from app.face_analyzer import FaceAnalysis, FaceAnalyzer, get_recommender
from app.http.body_limits import SmallBodyRoute
from app.http.multipart import FILE_BODY, check_size, received_files
from app.schemas.face import Face
from app.schemas.problem import problems
from app.wardrobe.face_advice import own_garments

router = APIRouter(prefix="/v1/face", tags=["face"], route_class=SmallBodyRoute)


@router.post("", openapi_extra=FILE_BODY, responses=problems(413, 415, 422, 503))
async def analyze_face(
    request: Request,
    response: Response,
    user: CurrentUser,
    session: ReadSession,
    workers: WorkersDep,
    memory: PortraitMemoryDep,
    settings: SettingsDep,
) -> Face:
    """The shape of the largest face in a portrait, its measurements, and advice about your own garments.

    The picture is held in memory and discarded with the answer. If no face can be measured, the problem's `reason`
    is `no_face`, `too_small`, `turned_away`, `too_dark` or `blurred`.
    """
    with memory.hold(user.id) as take:
        async with received_files(request, "file", 1, settings.max_portrait_bytes, take=take) as (file, *_):
            check_size(file, settings.max_portrait_bytes)
            analysis = await workers.run_for(user.id, _analyze, file.content.read())
    item_ids = await own_garments(session, user.id, analysis.advice)
    response.headers["Cache-Control"] = "no-store"
    return Face.of(analysis, item_ids, get_recommender().note)


@lru_cache
def _analyzer() -> FaceAnalyzer:
    return FaceAnalyzer()


def _analyze(portrait: bytes) -> FaceAnalysis:
    # Not at start: most people never use it, and it is ready in a tenth of a second.
    return _analyzer().analyze(portrait)
