"""/v1/me: the person's own account, its sessions, and its erasure."""

from uuid import UUID

from fastapi import APIRouter

from app.accounts import people
from app.accounts.erasure import erase_person
from app.accounts.limits import limits, usage
from app.accounts.sessions import end_session, list_sessions
from app.dependencies import CurrentUser, ErasureTargetsDep, Now, ReadSession, SessionsDep, SettingsDep, WriteSession
from app.http.body_limits import SmallBodyRoute
from app.schemas.account import Erasure, Me, MeChange, PasswordChange, Session, SessionPage
from app.schemas.page import Cursor, Limit, next_cursor
from app.schemas.problem import problems

router = APIRouter(prefix="/v1/me", tags=["accounts"], route_class=SmallBodyRoute, responses=problems(429))


@router.get("")
async def get_me(user: CurrentUser, session: ReadSession, settings: SettingsDep) -> Me:
    """Your account: profile, consents, usage and limits."""
    person = await people.find_person(session, user.id)
    return Me.of(person, await usage(session, user.id), limits(settings, person))


@router.patch("", responses=problems(409))
async def change_me(
    change: MeChange, user: CurrentUser, sessions: SessionsDep, session: ReadSession, settings: SettingsDep, at: Now
) -> Me:
    """Change the profile, consent to training, or face advice. A new address needs the password, if there is one."""
    profile = people.ProfileChange(
        change.email,
        change.share_for_training,
        change.face_advice,
        change.face_shape,
        sets_face_shape="face_shape" in change.model_fields_set,
        learn_from_feedback=change.learn_from_feedback,
    )
    person = await people.change_profile(sessions, user, profile, change.password, at)
    return Me.of(person, await usage(session, user.id), limits(settings, person))


@router.delete("", status_code=204, responses=problems(409))
async def erase_me(
    asked: Erasure, user: CurrentUser, sessions: SessionsDep, targets: ErasureTargetsDep, at: Now
) -> None:
    """Erase this account and everything that belongs to it, permanently. The last administrator cannot."""
    await people.check_own_password(sessions, user, asked.password, at)
    await erase_person(sessions, targets, user.id)


@router.post("/password", status_code=204)
async def change_password(change: PasswordChange, user: CurrentUser, sessions: SessionsDep, at: Now) -> None:
    """Set another password, or the first one. All your other sessions end."""
    await people.change_password(sessions, user, change.current, change.new, at)


@router.get("/sessions")
async def list_sessions_of_mine(
    user: CurrentUser, session: ReadSession, at: Now, limit: Limit = 50, cursor: Cursor = None
) -> SessionPage:
    """The sessions you are signed in with, newest first."""
    rows = await list_sessions(session, user.id, at, cursor, limit + 1)
    return SessionPage(
        sessions=[Session.of(row, user.session_id) for row in rows[:limit]],
        next_cursor=next_cursor(rows, limit),
    )


@router.delete("/sessions/{session_id}", status_code=204)
async def end_my_session(session_id: UUID, user: CurrentUser, session: WriteSession, at: Now) -> None:
    """Sign out one of your devices, at once."""
    await end_session(session, user.id, session_id, at)
