"""/health: for orchestrators. Open, and says nothing about people."""

from typing import Literal

from fastapi import APIRouter, Response
from pydantic import BaseModel

from app.dependencies import SessionsDep, StoreDep, TakeoverDep
from app.readiness import Check, check_database, check_models, check_registry, check_storage

router = APIRouter(prefix="/health", tags=["health"])


class Ready(BaseModel):
    status: Literal["ok", "degraded", "down"]
    checks: dict[Literal["database", "models", "storage", "registry"], Check]


@router.get("/live")
async def get_live() -> dict[str, str]:
    """Answers while the process runs."""
    return {"status": "ok"}


@router.get("/ready", responses={503: {"model": Ready}})
async def get_ready(response: Response, sessions: SessionsDep, store: StoreDep, takeover: TakeoverDep) -> Ready:
    """503 only if the database is down or no model is usable; otherwise `degraded` names what is missing."""
    found = Ready(
        status="ok",
        checks={
            "database": await check_database(sessions),
            "models": check_models(),
            "storage": await check_storage(store),
            "registry": check_registry(takeover),
        },
    )
    statuses = {check.status for check in found.checks.values()}
    found.status = "down" if "down" in statuses else "degraded" if "degraded" in statuses else "ok"
    response.status_code = 503 if found.status == "down" else 200
    return found
