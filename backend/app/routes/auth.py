"""/v1/auth: registering, signing in and out, with tokens for API clients and with cookies for browsers."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Cookie, Depends, Request, Response
from fastapi.security import OAuth2PasswordRequestForm

from app.accounts import people
from app.accounts.errors import NotSignedIn
from app.accounts.invitations import find_invitation
from app.accounts.limits import Usage, limits
from app.accounts.networks import network_of
from app.accounts.password_resets import reset_password
from app.accounts.sessions import Tokens, end_session, end_session_of, refresh_session
from app.accounts.sign_in import Credentials, Device, sign_in, sign_in_by_link
from app.dependencies import (
    ACCESS_COOKIE,
    REFRESH_COOKIE,
    CurrentUser,
    Now,
    ReadSession,
    SessionsDep,
    SettingsDep,
    WriteSession,
    check_origin,
    is_https,
)
from app.http.body_limits import SmallBodyRoute
from app.schemas.account import (
    BrowserCredentials,
    BrowserSession,
    InvitationToken,
    InvitedAs,
    LinkToken,
    Me,
    NewPasswordByLink,
    RefreshRequest,
    Registration,
    TokenPair,
)
from app.schemas.problem import problems

router = APIRouter(prefix="/v1/auth", tags=["accounts"], route_class=SmallBodyRoute, responses=problems(401, 403, 429))

RefreshCookie = Annotated[str | None, Cookie(alias=REFRESH_COOKIE, include_in_schema=False)]


async def _own_origin_if_stated(request: Request, settings: SettingsDep) -> None:
    # Another site must not sign a browser in to an account of its choosing. Browsers always send the origin of a POST;
    # a client without one is not a browser.
    if "origin" in request.headers:
        check_origin(request, settings)


@router.post("/register", status_code=201, responses=problems(409))
async def register(asked: Registration, sessions: SessionsDep, settings: SettingsDep, at: Now) -> Me:
    """Create an account. If registration is closed, this needs an invitation."""
    person = await people.register(sessions, settings, asked.email, asked.password, asked.invitation, at)
    return Me.of(person, Usage(), limits(settings, person))


@router.post("/invitation")
async def open_invitation(asked: InvitationToken, session: ReadSession, at: Now) -> InvitedAs:
    """What an invitation is for, without using it up."""
    return InvitedAs.of(await find_invitation(session, asked.invitation, at))


@router.post("/reset", status_code=204)
async def set_password_by_link(asked: NewPasswordByLink, sessions: SessionsDep, at: Now) -> None:
    """Choose a new password by a one-time link. Every session of the account ends."""
    await reset_password(sessions, asked.token, asked.new_password, at)


@router.post("/login")
async def login(
    form: Annotated[OAuth2PasswordRequestForm, Depends()],
    request: Request,
    response: Response,
    sessions: SessionsDep,
    settings: SettingsDep,
    at: Now,
) -> TokenPair:
    """Sign in for API clients (OAuth2 password form).

    After ten wrong passwords in 15 minutes, a network has to wait before it may try the same account again.
    """
    tokens = await sign_in(sessions, settings, Credentials(form.username, form.password), _device(request), at)
    return _token_pair(response, tokens)


@router.post("/refresh")
async def refresh(
    asked: RefreshRequest, response: Response, sessions: SessionsDep, settings: SettingsDep, at: Now
) -> TokenPair:
    """The next pair of tokens.

    The same refresh token gives the same successor for ten minutes, until that is used; later its use ends the session.
    """
    return _token_pair(response, await refresh_session(sessions, asked.refresh_token, settings, at))


@router.post("/logout", status_code=204)
async def logout(user: CurrentUser, session: WriteSession, at: Now) -> None:
    """End the session of this request, at once."""
    await end_session(session, user.id, user.session_id, at)


@router.post("/session", dependencies=[Depends(_own_origin_if_stated)])
async def start_browser_session(
    asked: BrowserCredentials,
    request: Request,
    response: Response,
    sessions: SessionsDep,
    settings: SettingsDep,
    at: Now,
) -> BrowserSession:
    """Sign a browser in: the tokens go into cookies that no script can read."""
    tokens = await sign_in(sessions, settings, Credentials(asked.email, asked.password), _device(request), at)
    return _set_cookies(request, response, tokens)


@router.post("/session/link", dependencies=[Depends(_own_origin_if_stated)])
async def start_browser_session_by_link(
    asked: LinkToken,
    request: Request,
    response: Response,
    session: WriteSession,
    settings: SettingsDep,
    at: Now,
) -> BrowserSession:
    """Sign the owner of a laptop in, by the one-time link that `make run` prints."""
    tokens = await sign_in_by_link(session, settings, asked.token, _device(request), at)
    return _set_cookies(request, response, tokens)


@router.post("/session/refresh")
async def refresh_browser_session(
    request: Request,
    response: Response,
    sessions: SessionsDep,
    settings: SettingsDep,
    at: Now,
    refresh_token: RefreshCookie = None,
) -> BrowserSession:
    """Extend a browser's session."""
    if refresh_token is None:
        raise NotSignedIn
    check_origin(request, settings)
    tokens = await refresh_session(sessions, refresh_token, settings, at)
    return _set_cookies(request, response, tokens)


@router.delete("/session", status_code=204)
async def end_browser_session(
    request: Request,
    response: Response,
    session: WriteSession,
    settings: SettingsDep,
    at: Now,
    refresh_token: RefreshCookie = None,
) -> None:
    """Sign a browser out; not being signed in is not an error."""
    if refresh_token is not None:
        check_origin(request, settings)
        await end_session_of(session, refresh_token, at)
    for name in (ACCESS_COOKIE, REFRESH_COOKIE):
        response.delete_cookie(name, secure=is_https(request), httponly=True, samesite="lax")


def _token_pair(response: Response, tokens: Tokens) -> TokenPair:
    response.headers["Cache-Control"] = "no-store"  # RFC 6749, section 5.1
    return TokenPair.of(tokens)


def _set_cookies(request: Request, response: Response, tokens: Tokens) -> BrowserSession:
    # For the whole path: a browser may reach us under /api or at the root, and one cookie cannot name both.
    for name, value, lifetime in (
        (ACCESS_COOKIE, tokens.access_token, tokens.access_lifetime),
        (REFRESH_COOKIE, tokens.refresh_token, tokens.refresh_lifetime),
    ):
        response.set_cookie(
            name,
            value,
            max_age=_seconds(lifetime),
            secure=is_https(request),
            httponly=True,
            samesite="lax",
        )
    response.headers["Cache-Control"] = "no-store"
    return BrowserSession(expires_in=_seconds(tokens.access_lifetime))


def _seconds(lifetime: timedelta) -> int:
    return int(lifetime.total_seconds())


def _device(request: Request) -> Device:
    # The address is the client's own where a proxy that uvicorn trusts says so.
    address = request.client.host if request.client else ""
    return Device(request.headers.get("user-agent", ""), network_of(address))
