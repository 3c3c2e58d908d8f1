"""/health: for orchestrators. Open, and says nothing about anybody."""

import asyncio
from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.dependencies import SessionsDep, StoreDep, TakeoverDep
from app.registry.models import get_models
from app.vision.onnx import ModelUnavailable

router = APIRouter(prefix="/health", tags=["health"])


class Check(BaseModel):
    status: Literal["ok", "degraded", "down"]
    detail: str = ""


class Ready(BaseModel):
    status: Literal["ok", "degraded", "down"]
    checks: dict[Literal["database", "models", "storage", "registry"], Check]


@router.get("/live")
async def live() -> dict[str, str]:
    return {"status": "ok"}


@router.get("/ready", responses={503: {"model": Ready}})
async def ready(response: Response, sessions: SessionsDep, store: StoreDep, takeover: TakeoverDep) -> Ready:
    """503 only when the database is down or no model is usable; else `degraded` tells what is missing."""
    try:
        async with sessions() as session:
            await session.execute(text("SELECT 1"))
        database = Check(status="ok")
    except SQLAlchemyError as error:
        database = Check(status="down", detail=f"The database does not answer: {type(error).__name__}.")
    try:
        await asyncio.to_thread(store.check)
        storage = Check(status="ok")
    except OSError as error:
        storage = Check(status="degraded", detail=f"Photos cannot be kept: {error}")
    models = _check_models()
    problems = " ".join(dict.fromkeys(takeover.problems.values()))
    registry = Check(status="degraded" if problems else "ok", detail=problems)
    down = "down" in (database.status, models.status)
    degraded = "degraded" in (models.status, storage.status, registry.status)
    response.status_code = 503 if down else 200
    return Ready(
        status="down" if down else "degraded" if degraded else "ok",
        checks={"database": database, "models": models, "storage": storage, "registry": registry},
    )


def _check_models() -> Check:
    models = get_models()
    problems = [str(m) for m in (models.classifier, models.compatibility) if isinstance(m, ModelUnavailable)]
    match len(problems):
        case 0:
            return Check(status="ok")
        case 1:
            return Check(status="degraded", detail=problems[0])
        case _:
            return Check(status="down", detail=" ".join(problems))
