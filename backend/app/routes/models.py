"""/v1/models: the active models, their origin, and the takeover of new ones."""

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict

from app.dependencies import CurrentAdmin, CurrentUser, ReadSession, SettingsDep, TakeoverDep
from app.model_rollout.progress import find_progress
from app.model_rollout.takeover import NotTakenOver, State
from app.registry.models import REGISTRY, RELEASED_FILES, kinds, served_model
from app.vision.onnx import ModelUnavailable

VALIDATION = "validation_"  # prefix of the validation figures in a model file

router = APIRouter(prefix="/v1/models", tags=["models"])


class Following(BaseModel):
    """A version that is taking over: it answers once it has embedded every garment."""

    model_config = ConfigDict(from_attributes=True)

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
    _: CurrentUser, session: ReadSession, settings: SettingsDep, takeover: TakeoverDep
) -> LoadedModels:
    """The active models; `problem` says why one does not work, or why a newer one was not taken over."""
    loaded = []
    for kind in kinds(settings):
        name, model = kind.name, served_model(kind)
        progress = await find_progress(session, name)
        there = None if isinstance(model, ModelUnavailable) else model
        loaded.append(
            LoadedModel(
                name=name,
                version=there.version if there else None,
                source=progress.source,
                registry_version=progress.registry_version,
                problem=takeover.problems.get(name) if there else str(model),
                metrics=_metrics(there.metadata) if there else {},
                metadata=there.metadata if there else {},
                following=Following.model_validate(progress.following) if progress.following else None,
            )
        )
    from_registry = all(model.source == REGISTRY for model in loaded)
    return LoadedModels(source=REGISTRY if from_registry else RELEASED_FILES, models=loaded)


@router.post("/reload")
async def reload_models(_: CurrentAdmin, takeover: TakeoverDep) -> ReloadedModels:
    """Take over the registry's Production versions. The current models keep answering until the new ones can."""
    outcomes = await takeover.reload()
    if problems := [outcome.problem for outcome in outcomes if outcome.problem]:
        raise NotTakenOver(" ".join(dict.fromkeys(problems)))
    return ReloadedModels(models=[Reloaded(name=one.name, version=one.version, state=one.state) for one in outcomes])


def _metrics(metadata: dict[str, str]) -> dict[str, float]:
    """The validation figures among a model file's metadata."""
    return {name: float(value) for name, value in metadata.items() if name.startswith(VALIDATION)}
