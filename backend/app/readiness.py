"""Health checks for orchestrators: database, models, storage, registry."""

import asyncio
from typing import Literal

from pydantic import BaseModel
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.db.session import SessionFactory
from app.model_rollout.takeover import Takeover
from app.outside.storage import Store
from app.registry.models import get_models
from app.vision.onnx import ModelUnavailable


class Check(BaseModel):
    status: Literal["ok", "degraded", "down"]
    detail: str = ""


async def check_database(sessions: SessionFactory) -> Check:
    try:
        async with sessions() as session:
            await session.execute(text("SELECT 1"))
    except SQLAlchemyError as error:
        return Check(status="down", detail=f"The database does not answer: {type(error).__name__}.")
    return Check(status="ok")


async def check_storage(store: Store) -> Check:
    try:
        await asyncio.to_thread(store.check)
    except OSError as error:
        return Check(status="degraded", detail=f"Photos cannot be stored: {error}")
    return Check(status="ok")


def check_models() -> Check:
    models = get_models()
    every = (models.classifier, models.compatibility, models.cutout)
    problems = [str(model) for model in every if isinstance(model, ModelUnavailable)]
    if not problems:
        return Check(status="ok")
    return Check(status="down" if len(problems) == len(every) else "degraded", detail=" ".join(problems))


def check_registry(takeover: Takeover) -> Check:
    problems = " ".join(dict.fromkeys(takeover.problems.values()))
    return Check(status="degraded" if problems else "ok", detail=problems)
