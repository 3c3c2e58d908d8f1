"""/v1/models/monitoring: drift and live quality of the models, for the administrator. Contains nothing about people."""

from datetime import datetime
from typing import Self

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from app.dependencies import CurrentAdmin, MonitorDep, ReadSession, ShadowDep
from app.model_rollout import shadow
from app.registry.monitoring import drift, monitor, quality
from app.schemas.problem import problems

router = APIRouter(prefix="/v1/models", tags=["models"])


class _OfAttributes(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class Finding(_OfAttributes):
    subject: drift.Subject
    test: str
    state: drift.State
    statistic: float | None
    p_value: float | None = Field(description="adjusted for several tests (Holm); `drifted` if it is below 0.001")


class Distribution(_OfAttributes):
    """Shares by value: names of classes, or the start of each bin of a histogram."""

    values: list[str]
    live: list[float]
    reference: list[float] = Field(description="empty if there is no reference for this version")


class Drift(_OfAttributes):
    classifier_version: str
    embedding_version: str
    photos: int = Field(description="number of photos tested: the last one of each of the latest 200 garments")
    since: datetime | None
    latency_ms: float | None = Field(description="median of both models together")
    findings: list[Finding]
    distributions: dict[drift.Subject, Distribution]


class ClassifierQuality(_OfAttributes):
    """A classifier version on the garments of the last 30 days, without samples."""

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


class ShadowPair(_OfAttributes):
    category: str
    candidate_category: str
    photos: int


class ShadowCompared(_OfAttributes):
    """A candidate compared with one version of the classifier: photos both classified, and how they disagree."""

    classifier_version: str
    photos: int
    disagreed: int
    pairs: list[ShadowPair]


class ShadowedBy(BaseModel):
    """The shadow classifier, which classifies a sample of new photos for comparison only."""

    version: str | None = Field(description="None if its file cannot be opened: `problem` says why")
    problem: str | None
    left_out: int = Field(description="photos of the sample that it skipped because the threads were busy")
    compared: list[ShadowCompared]


class Monitoring(BaseModel):
    alarm: bool = Field(description="whether any test says `drifted`")
    drift: Drift
    classifiers: list[ClassifierQuality]
    outfits: list[ScoredOutfits]
    shadow: ShadowedBy | None = Field(description="None if no candidate is set")

    @classmethod
    def of(
        cls,
        found: monitor.Drift,
        classifiers: list[quality.ClassifierQuality],
        outfits: list[quality.ScoredOutfits],
        shadowed_by: ShadowedBy | None,
    ) -> Self:
        return cls(
            alarm=any(finding.state == "drifted" for finding in found.findings),
            drift=Drift.model_validate(found),
            classifiers=[ClassifierQuality.model_validate(one) for one in classifiers],
            outfits=[ScoredOutfits.model_validate(one) for one in outfits],
            shadow=shadowed_by,
        )


@router.get("/monitoring", responses=problems(403))
async def monitor_models(
    _: CurrentAdmin, watching: MonitorDep, candidate: ShadowDep, session: ReadSession
) -> Monitoring:
    """How the models perform on people's photos: drift tests, corrections, likes by score, a shadow classifier."""
    classifiers, outfits = await quality.classifier_quality(session), await quality.likes_by_score(session)
    shadowed_by = await _shadowed_by(candidate, session)
    await session.close()
    return Monitoring.of(await watching.drift(), classifiers, outfits, shadowed_by)


async def _shadowed_by(candidate: shadow.Shadow, session: ReadSession) -> ShadowedBy | None:
    if not candidate.is_on:
        return None
    version = await candidate.version()
    found = await shadow.compared(session, version) if version else []
    return ShadowedBy(
        version=version,
        problem=candidate.problem,
        left_out=candidate.left_out,
        compared=[ShadowCompared.model_validate(one) for one in found],
    )
