"""create_app(): the application with its routes and middleware."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from app import errors, logs
from app.http import allowed_hosts, docs_page, openapi_document, problem_pages, request_log, security_headers
from app.http.body_time import BodyTimeMiddleware
from app.http.idempotency import IdempotencyMiddleware
from app.routes import (
    auth,
    cutout_proposals,
    direct_uploads,
    export,
    face,
    feedback,
    health,
    imports,
    items,
    jobs,
    me,
    metrics,
    models,
    monitoring,
    near_duplicates,
    outfits,
    people,
    photos,
    pictures,
    plans,
    samples,
    statistics,
    tags,
    today,
    wears,
)
from app.services import open_services
from app.settings import get_settings


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    # FastAPI prepares its routes on first use, which takes half a second: here, before the first request.
    preparing = asyncio.create_task(asyncio.to_thread(app.openapi))
    async with open_services(get_settings()) as services:
        await preparing
        app.state.services = services
        yield


def create_app() -> FastAPI:
    logs.configure(get_settings())
    # FastAPI's own pages of documentation load scripts from elsewhere: docs_page takes their place.
    app = FastAPI(
        title="Curator",
        summary="A wardrobe that knows what you own",
        lifespan=lifespan,
        generate_unique_id_function=openapi_document.operation_id,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
    )
    # `/v1/items/from-uploads` before `/v1/items/{item_id}`.
    wardrobe = (
        *(direct_uploads, items, photos, pictures, near_duplicates, cutout_proposals),
        *(tags, samples, imports, export),
    )
    days = (today, wears, plans, statistics)
    watching = (monitoring, health, metrics)
    for resource in (auth, me, people, *wardrobe, feedback, outfits, *days, face, jobs, models, *watching):
        app.include_router(resource.router)
    errors.install(app)
    openapi_document.install(app)
    docs_page.install(app)
    problem_pages.install(app)
    app.add_middleware(IdempotencyMiddleware)
    app.add_middleware(BodyTimeMiddleware)
    metrics.install(app)
    security_headers.install(app)
    request_log.install(app)
    if origins := get_settings().cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_credentials=True,
            allow_methods=["*"],
            allow_headers=["*"],
            expose_headers=["Retry-After", "Server-Timing", request_log.HEADER],
        )
    allowed_hosts.install(app)
    return app
