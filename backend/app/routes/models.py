"""/v1/models: what answers, from where, and the way to a new one."""

from fastapi import APIRouter
from pydantic import BaseModel
from sqlalchemy import func, select

from app.db.session import SessionFactory
from app.db.tables import ActiveModel, Item
from app.dependencies import CurrentAdmin, CurrentUser, SessionsDep, SettingsDep, TakeoverDep
from app.model_rollout.swap import count_missing
from app.model_rollout.takeover import NotTakenOver, State
from app.registry.models import REGISTRY, RELEASED_FILES, get_models
from app.vision.onnx import ModelUnavailable

VALIDATION = "validation_"  # how the figures of the validation split are named in a model file

router = APIRouter(prefix="/v1/models", tags=["models"])


class Following(BaseModel):
    """A version that is taking over: it answers once it has embedded every garment."""

    version: str
    registry_version: str | None
    embedded: int
    garments: int


class LoadedModel(BaseModel):
    name: str
    version: str | None
    source: str
    registry_version: str | None
    problem: str | None
    metrics: dict[str, float]
    metadata: dict[str, str]
    following: Following | None


class LoadedModels(BaseModel):
    source: str
    models: list[LoadedModel]


class Reloaded(BaseModel):
    name: str
    version: str | None
    state: State


class ReloadedModels(BaseModel):
    models: list[Reloaded]


@router.get("")
async def list_models(
    _: CurrentUser, sessions: SessionsDep, settings: SettingsDep, takeover: TakeoverDep
) -> LoadedModels:
    """The models that answer now; `problem` says why one does not, or why a newer one was not taken over."""
    models = get_models()
    names = (settings.mlflow_classifier_name, settings.mlflow_model_name)
    loaded = []
    for name, model in zip(names, (models.classifier, models.compatibility), strict=True):
        row, following = await _row_of(sessions, name)
        there = None if isinstance(model, ModelUnavailable) else model
        loaded.append(
            LoadedModel(
                name=name,
                version=there.version if there else None,
                source=row.source if row else RELEASED_FILES,
                registry_version=row.registry_version if row else None,
                problem=takeover.problems.get(name) if there else str(model),
                metrics=_metrics(there.metadata) if there else {},
                metadata=there.metadata if there else {},
                following=following,
            )
        )
    from_registry = all(model.source == REGISTRY for model in loaded)
    return LoadedModels(source=REGISTRY if from_registry else RELEASED_FILES, models=loaded)


@router.post("/reload")
async def reload_models(_: CurrentAdmin, takeover: TakeoverDep) -> ReloadedModels:
    """Take over what the registry calls Production. Nobody waits: what answers now does so until the new one can."""
    outcomes = await takeover.reload()
    if problems := [outcome.problem for outcome in outcomes if outcome.problem]:
        raise NotTakenOver(" ".join(dict.fromkeys(problems)))
    return ReloadedModels(models=[Reloaded(name=one.name, version=one.version, state=one.state) for one in outcomes])


def _metrics(metadata: dict[str, str]) -> dict[str, float]:
    """Of what a model file says about itself, the figures of its validation."""
    return {name: float(value) for name, value in metadata.items() if name.startswith(VALIDATION)}


async def _row_of(sessions: SessionFactory, name: str) -> tuple[ActiveModel | None, Following | None]:
    async with sessions() as session:
        row = await session.get(ActiveModel, name)
        if row is None or row.next_version is None:
            return row, None
        garments = await session.scalar(select(func.count()).select_from(Item)) or 0
        missing = await count_missing(session, row.next_version)
    return row, Following(
        version=row.next_version,
        registry_version=row.next_registry_version,
        embedded=garments - missing,
        garments=garments,
    )
