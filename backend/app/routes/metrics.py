"""/metrics: for Prometheus. Open, so the proxies in front must not publish it; contains nothing about people."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Final

from fastapi import APIRouter, FastAPI, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import Metric
from prometheus_client.registry import Collector
from prometheus_fastapi_instrumentator import Instrumentator

from app.dependencies import MonitorDep, ReadSession, TakeoverDep, WorkersDep
from app.model_rollout.progress import ActiveVersion, list_active_versions
from app.model_rollout.shadow import count_agreement
from app.registry.monitoring.counts import count_garments, count_unfinished_jobs
from app.registry.monitoring.monitor import Monitor
from app.registry.monitoring.quality import classifier_quality, likes_by_score
from app.vision.onnx import ModelUnavailable

router = APIRouter(tags=["health"])

_DRIFT_AGE_S: Final = 300  # it takes half a second of CPU, too much for every scrape
_LATENCIES_S: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


def install(app: FastAPI) -> None:
    """Time every request by its route."""
    app.state.request_metrics = CollectorRegistry()
    timing = Instrumentator(registry=app.state.request_metrics, excluded_handlers=["^/metrics$"])
    timing.instrument(app, latency_lowr_buckets=_LATENCIES_S)


@router.get("/metrics", include_in_schema=False)
async def metrics(
    request: Request, session: ReadSession, workers: WorkersDep, takeover: TakeoverDep, monitor: MonitorDep
) -> Response:
    families = [
        _gauge("curator_workers_threads", "Threads for pictures and models", [({}, workers.threads)]),
        _gauge("curator_workers_busy", "Threads at work", [({}, workers.busy)]),
        _gauge("curator_workers_waiting", "Pieces of work that wait for a thread", [({}, workers.waiting)]),
        _gauge(
            "curator_model_problem",
            "1 if the registry's Production version was not taken over",
            [({"name": name}, 1) for name in takeover.problems],
        ),
        *await _of_database(session),
        *await _of_drift(monitor),
    ]
    now = CollectorRegistry()
    now.register(_Families(families))
    pages = (generate_latest(registry) for registry in (REGISTRY, request.app.state.request_metrics, now))
    return Response(b"".join(pages), media_type=CONTENT_TYPE_LATEST)


async def _of_database(session: ReadSession) -> list[Metric]:
    jobs, garments = await count_unfinished_jobs(session), await count_garments(session)
    models = await list_active_versions(session)
    classifiers, outfits = await classifier_quality(session), await likes_by_score(session)
    shadowed = await count_agreement(session)
    await session.close()  # before drift is computed: that takes half a second, and connections are few
    return [
        _gauge(
            "curator_jobs",
            "Unfinished background jobs",
            [({"kind": kind, "state": state}, count) for kind, state, count in jobs],
        ),
        _gauge("curator_model", "The version of each model that answers", [(_labels(one), 1) for one in models]),
        _gauge("curator_garments", "Garments in all wardrobes", [({}, garments)]),
        _gauge(
            "curator_corrected_share",
            "Of the garments of the last 30 days, the share whose class was corrected",
            [({"version": one.version}, one.corrected_share) for one in classifiers],
        ),
        *(
            _gauge(
                f"curator_outfits_{judged}",
                f"Outfits of the last 30 days that were {judged}, by the tenth of their score",
                [({"version": one.version, "score_from": f"{one.low:.1f}"}, getattr(one, judged)) for one in outfits],
            )
            for judged in ("liked", "disliked")
        ),
        _gauge(
            "curator_shadow_photos",
            "Photos that a candidate classified too, by whether both gave the same class",
            [
                ({"candidate": candidate, "version": version, "agrees": str(same).lower()}, photos)
                for candidate, version, same, photos in shadowed
            ],
        ),
    ]


async def _of_drift(monitor: Monitor) -> list[Metric]:
    try:
        drift = await monitor.drift(max_age_s=_DRIFT_AGE_S)
    except ModelUnavailable:
        return []
    said = [({"subject": str(finding.subject)}, finding) for finding in drift.findings if finding.p_value is not None]
    return [
        _gauge("curator_drift_photos", "The number of latest photos tested for drift", [({}, drift.photos)]),
        _gauge(
            "curator_drift_p_value",
            "Probability of such a difference without drift, adjusted for several tests",
            [(labels, finding.p_value or 0) for labels, finding in said],
        ),
        _gauge(
            "curator_drift_alarm",
            "1 if the latest photos differ from the reference",
            [(labels, float(finding.state == "drifted")) for labels, finding in said],
        ),
    ]


def _labels(model: ActiveVersion) -> dict[str, str]:
    return {name: value or "" for name, value in asdict(model).items()}


def _gauge(name: str, documentation: str, samples: Iterable[tuple[dict[str, str], float]]) -> Metric:
    family = Metric(name, documentation, "gauge")
    for labels, value in samples:
        family.add_sample(name, labels, value)
    return family


class _Families(Collector):
    """Metrics read for this scrape."""

    def __init__(self, families: list[Metric]) -> None:
        self._families = families

    def collect(self) -> Iterator[Metric]:
        yield from self._families
