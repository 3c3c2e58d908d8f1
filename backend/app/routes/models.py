"""/v1/models: what is loaded, and from where."""

from fastapi import APIRouter
from pydantic import BaseModel

from app.dependencies import CurrentUser, SettingsDep
from app.registry.models import get_models
from app.vision.onnx import ModelUnavailable

router = APIRouter(prefix="/v1/models", tags=["models"])


class LoadedModel(BaseModel):
    name: str
    version: str | None
    source: str
    problem: str | None
    metadata: dict[str, str]


class LoadedModels(BaseModel):
    source: str
    models: list[LoadedModel]


@router.get("")
async def list_models(_: CurrentUser, settings: SettingsDep) -> LoadedModels:
    """The models that answer now; `problem` says why one does not."""
    models = get_models()
    loaded = [
        LoadedModel(name=name, version=None, source=models.source, problem=str(model), metadata={})
        if isinstance(model, ModelUnavailable)
        else LoadedModel(name=name, version=model.version, source=models.source, problem=None, metadata=model.metadata)
        for name, model in ((settings.mlflow_classifier_name, models.classifier), (settings.mlflow_model_name, models.compatibility))
    ]
    return LoadedModels(source=models.source, models=loaded)
