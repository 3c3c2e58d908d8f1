"""/v1/models/monitoring: drift and live quality of the models, for the administrator. Speaks of nobody."""

from datetime import datetime
from typing import Self

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from app.dependencies import CurrentAdmin, MonitorDep, ReadSession
from app.registry.monitoring import drift, monitor, quality

router = APIRouter(prefix="/v1/models", tags=["models"])


class _OfAttributes(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class Finding(_OfAttributes):
    subject: drift.Subject
    test: str
    state: drift.State
    statistic: float | None
    p_value: float | None = Field(description="adjusted for several tests (Holm); `drifted` where it is below 0.001")


class Distribution(_OfAttributes):
    """Shares by value: names of classes, or where each bin of a histogram begins."""

    values: list[str]
    live: list[float]
    reference: list[float] = Field(description="empty where there is no reference for this version")


class Drift(_OfAttributes):
    classifier_version: str
    embedding_version: str
    photos: int = Field(description="how many were looked at: of each of the latest 200 garments the last")
    since: datetime | None
    latency_ms: float | None = Field(description="median of both models together")
    findings: list[Finding]
    distributions: dict[drift.Subject, Distribution]


class ClassifierQuality(_OfAttributes):
    """A classifier version on the garments of the last 30 days, samples left out."""

    version: str
    garments: int
    corrected: int
    corrected_share: float
    liked: int = Field(description="garments in an outfit that was liked")
    disliked: int


class ScoredOutfits(_OfAttributes):
    """Outfits judged in the last 30 days, with a score from `low` up to the next tenth."""

    version: str
    low: float
    liked: int
    disliked: int


class Monitoring(BaseModel):
    alarm: bool = Field(description="whether any test says `drifted`")
    drift: Drift
    classifiers: list[ClassifierQuality]
    outfits: list[ScoredOutfits]

    @classmethod
    def of(
        cls,
        found: monitor.Drift,
        classifiers: list[quality.ClassifierQuality],
        outfits: list[quality.ScoredOutfits],
    ) -> Self:
        return cls(
            alarm=any(finding.state == "drifted" for finding in found.findings),
            drift=Drift.model_validate(found),
            classifiers=[ClassifierQuality.model_validate(one) for one in classifiers],
            outfits=[ScoredOutfits.model_validate(one) for one in outfits],
        )


@router.get("/monitoring")
async def monitor_models(_: CurrentAdmin, watching: MonitorDep, session: ReadSession) -> Monitoring:
    """How the models do on people's photos: tests against a reference, corrections, likes by score."""
    classifiers, outfits = await quality.classifier_quality(session), await quality.likes_by_score(session)
    await session.close()
    return Monitoring.of(await watching.drift(), classifiers, outfits)
