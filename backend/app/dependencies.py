"""What routes can depend on, as annotated types for their signatures."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import Annotated, TypeVar

from fastapi import Depends, Request
from fastapi.security import APIKeyCookie, OAuth2PasswordBearer
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.erasure import ErasureTargets
from app.accounts.errors import ForeignOrigin, NotAdministrator, NotSignedIn
from app.accounts.origins import is_own_origin
from app.accounts.sessions import SignedIn, find_signed_in
from app.accounts.tokens import read_access_token
from app.db.session import SessionFactory, make_engine, make_sessions, migrate, write
from app.db.types import now
from app.jobs import Jobs
from app.model_rollout.reembedding import enqueue_reembedding
from app.model_rollout.shadow import Shadow
from app.model_rollout.takeover import Outcome, Takeover
from app.outfit_compatibility import CompatibilityModel
from app.outside.bucket import Bucket
from app.outside.fetching import Fetcher
from app.outside.inbox import Inbox
from app.outside.storage import Store
from app.outside.stores import open_bucket
from app.registry.models import get_models
from app.registry.monitoring.monitor import Monitor
from app.services import Services, services_of
from app.settings import Settings, get_settings
from app.wardrobe.intake import Intake
from app.wardrobe.outfits.cache import WardrobeCache
from app.workers import MemoryBudget, Workers

Service = TypeVar("Service")


def get_model() -> CompatibilityModel:
    """The compatibility model that answers now. Raises: ModelUnavailable."""
    return get_models().get_compatibility()


def reload_model_from_registry() -> list[Outcome]:
    """Take over the Production versions of both models (blocking; `POST /v1/models/reload` is not).

    If something is wrong with a model, the previous one keeps answering and the outcome's `problem` says why.
    """
    return asyncio.run(_reload())


async def _reload() -> list[Outcome]:
    settings = get_settings()
    await asyncio.to_thread(migrate, settings.database_url)
    engine = make_engine(settings.database_url)
    try:
        sessions = make_sessions(engine)
        # The job waits in the database until a service runs it.
        takeover = Takeover(sessions, settings, partial(enqueue_reembedding, sessions))
        await takeover.open()
        return await takeover.reload(seed=True)
    finally:
        await engine.dispose()


# FastAPI runs plain functions in a thread, which costs time for every request: hence `async` for mere lookups.
async def _get_settings() -> Settings:
    return get_settings()


async def get_now() -> datetime:
    """The time of the request."""
    return now()


SettingsDep = Annotated[Settings, Depends(_get_settings)]
Now = Annotated[datetime, Depends(get_now)]


def _service(choose: Callable[[Services], Service]) -> Callable[[Request], Awaitable[Service]]:
    async def chosen(request: Request) -> Service:
        return choose(services_of(request.app))

    return chosen


SessionsDep = Annotated[SessionFactory, Depends(_service(lambda services: services.sessions))]


async def _read_session(sessions: SessionsDep) -> AsyncIterator[AsyncSession]:
    async with sessions() as session:
        yield session


async def _write_session(sessions: SessionsDep) -> AsyncIterator[AsyncSession]:
    async with write(sessions) as session:
        yield session


ReadSession = Annotated[AsyncSession, Depends(_read_session)]
# Holds the write lock, so only for routes that do no slow work. The scope makes it commit before the answer is sent.
WriteSession = Annotated[AsyncSession, Depends(_write_session, scope="function")]


async def _get_bucket(settings: SettingsDep) -> Bucket | None:
    return open_bucket(settings)


TakeoverDep = Annotated[Takeover, Depends(_service(lambda services: services.takeover))]
StoreDep = Annotated[Store, Depends(_service(lambda services: services.store))]
InboxDep = Annotated[Inbox, Depends(_service(lambda services: services.inbox))]
BucketDep = Annotated[Bucket | None, Depends(_get_bucket)]  # None if none is configured
ErasureTargetsDep = Annotated[ErasureTargets, Depends(_service(lambda services: services.targets))]
ShadowDep = Annotated[Shadow, Depends(_service(lambda services: services.shadow))]
MonitorDep = Annotated[Monitor, Depends(_service(lambda services: services.monitor))]
WorkersDep = Annotated[Workers, Depends(_service(lambda services: services.workers))]
PortraitMemoryDep = Annotated[MemoryBudget, Depends(_service(lambda services: services.portraits))]
IntakeDep = Annotated[Intake, Depends(_service(lambda services: services.intake))]
WardrobeCacheDep = Annotated[WardrobeCache, Depends(_service(lambda services: services.wardrobe_cache))]
FetcherDep = Annotated[Fetcher, Depends(_service(lambda services: services.fetcher))]
JobsDep = Annotated[Jobs, Depends(_service(lambda services: services.jobs))]

ACCESS_COOKIE = "curator_access"
REFRESH_COOKIE = "curator_refresh"
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}  # RFC 9110, section 9.2.1
_bearer = OAuth2PasswordBearer(
    "v1/auth/login",
    scheme_name="bearer",
    refreshUrl="v1/auth/refresh",
    description="For API clients: `POST /v1/auth/login`",
    auto_error=False,
)
_cookie = APIKeyCookie(
    name=ACCESS_COOKIE,
    scheme_name="cookie",
    description="For browsers: `POST /v1/auth/session`; writes also need a matching `Origin`",
    auto_error=False,
)


async def _current_user(
    request: Request,
    sessions: SessionsDep,
    settings: SettingsDep,
    at: Now,
    bearer: Annotated[str | None, Depends(_bearer)],
    cookie: Annotated[str | None, Depends(_cookie)],
) -> SignedIn:
    token = cookie if bearer is None else bearer
    if token is None:
        raise NotSignedIn
    if bearer is None and request.method not in _SAFE_METHODS:
        check_origin(request, settings)
    access = read_access_token(token, settings.secret_key.get_secret_value(), at)
    async with sessions() as session:
        return await find_signed_in(session, access, at)


# The person who sends the request, by bearer token or, without one, by cookie.
CurrentUser = Annotated[SignedIn, Depends(_current_user)]


async def authenticate(request: Request) -> SignedIn:
    """`CurrentUser` for code outside routes. Raises: NotSignedIn, ForeignOrigin."""
    bearer, cookie = await _bearer(request), await _cookie(request)
    return await _current_user(request, services_of(request.app).sessions, get_settings(), now(), bearer, cookie)


async def _current_admin(user: CurrentUser) -> SignedIn:
    if not user.is_admin:
        raise NotAdministrator
    return user


CurrentAdmin = Annotated[SignedIn, Depends(_current_admin)]


def check_origin(request: Request, settings: Settings) -> None:
    """Check that a browser's write comes from our own pages. Raises: ForeignOrigin, also without an `Origin`.

    The forwarded headers need no trust here: a page of another site cannot make a browser send them.
    """
    if not is_own_page(request) and request.headers.get("origin") not in settings.cors_origins:
        raise ForeignOrigin


def is_own_page(request: Request) -> bool:
    """Whether the `Origin` of a request is this site."""
    headers = request.headers
    hosts = [headers.get("host", ""), _first(headers.get("x-forwarded-host", ""))]
    return is_own_origin(headers.get("origin", ""), hosts, is_https(request))


def is_https(request: Request) -> bool:
    """Whether the browser's connection is encrypted, as far as we or the proxy in front can tell."""
    return _first(request.headers.get("x-forwarded-proto", "")) == "https" or request.url.scheme == "https"


def own_address(request: Request) -> str:
    """The client's address of this service: from a proxy in front, or from the request itself."""
    headers = request.headers
    host = _first(headers.get("x-forwarded-host", headers.get("host", request.url.netloc)))
    prefix = _first(headers.get("x-forwarded-prefix", "")).rstrip("/")
    return f"{'https' if is_https(request) else 'http'}://{host}{prefix}"


def _first(forwarded: str) -> str:
    # Each proxy appends what it saw; the first value is what the browser used.
    return forwarded.split(",")[0].strip()
