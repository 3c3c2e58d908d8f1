"""/v1/people: everybody with an account here, for administrators."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request

from app.accounts import administration, invitations
from app.accounts.erasure import erase_person
from app.accounts.password_resets import RESET_PASSWORD, new_reset
from app.dependencies import (
    CurrentAdmin,
    ErasureTargetsDep,
    Now,
    ReadSession,
    SessionsDep,
    SettingsDep,
    WriteSession,
    is_own_page,
)
from app.http.body_limits import SmallBodyRoute
from app.schemas.page import Cursor, Limit, next_cursor
from app.schemas.people import (
    Invitation,
    InvitationPage,
    InvitationRequest,
    NewInvitation,
    OneTimeLink,
    Person,
    PersonChange,
    PersonPage,
)
from app.schemas.problem import problems

router = APIRouter(prefix="/v1/people", tags=["accounts"], route_class=SmallBodyRoute, responses=problems(403))


async def _site_url(request: Request, settings: SettingsDep) -> str:
    """Where links lead: to the page that the administrator has open, or to the configured address."""
    origin = request.headers.get("origin", "")
    return origin if origin and is_own_page(request) else settings.site_url


SiteUrl = Annotated[str, Depends(_site_url)]


@router.get("")
async def list_people(
    _: CurrentAdmin, session: ReadSession, settings: SettingsDep, limit: Limit = 50, cursor: Cursor = None
) -> PersonPage:
    """Everybody, newest first, with what they use and may use."""
    rows = await administration.list_people(session, settings, cursor, limit + 1)
    people = [Person.of(row) for row in rows]
    return PersonPage(people=people[:limit], next_cursor=next_cursor(people, limit))


# Before `/{person_id}`, which would take `invitations` for an id.
@router.get("/invitations")
async def list_invitations(
    _: CurrentAdmin, session: ReadSession, at: Now, limit: Limit = 50, cursor: Cursor = None
) -> InvitationPage:
    """Invitations that nobody has accepted yet, newest first."""
    rows = await invitations.list_invitations(session, at, cursor, limit + 1)
    return InvitationPage(
        invitations=[Invitation.of(row) for row in rows[:limit]], next_cursor=next_cursor(rows, limit)
    )


@router.post("/invitations", status_code=201, responses=problems(409))
async def invite(
    asked: InvitationRequest, _: CurrentAdmin, session: WriteSession, site_url: SiteUrl, at: Now
) -> NewInvitation:
    """A one-time link to a new account."""
    made = await invitations.invite(session, asked.email, asked.is_admin, at)
    return NewInvitation(id=made.id, url=f"{site_url}{invitations.SIGN_UP}{made.token}", expires_at=made.expires_at)


@router.delete("/invitations/{invitation_id}", status_code=204)
async def withdraw_invitation(invitation_id: UUID, _: CurrentAdmin, session: WriteSession) -> None:
    """The link no longer works."""
    await invitations.withdraw(session, invitation_id)


@router.get("/{person_id}")
async def get_person(person_id: UUID, _: CurrentAdmin, session: ReadSession, settings: SettingsDep) -> Person:
    """One account, with what it uses and may use."""
    return Person.of(await administration.find_account(session, settings, person_id))


@router.patch("/{person_id}", responses=problems(409))
async def change_person(
    person_id: UUID, change: PersonChange, _: CurrentAdmin, session: WriteSession, settings: SettingsDep, at: Now
) -> Person:
    """Disable, enable, promote or demote somebody, or set their limits. The last administrator stays one."""
    await administration.change_account(session, person_id, change.as_change(), at)
    return Person.of(await administration.find_account(session, settings, person_id))


@router.delete("/{person_id}", status_code=204, responses=problems(409))
async def erase_account(person_id: UUID, _: CurrentAdmin, sessions: SessionsDep, targets: ErasureTargetsDep) -> None:
    """Erase somebody's account and everything that belongs to it, for good. The last administrator stays."""
    await erase_person(sessions, targets, person_id)


@router.post("/{person_id}/password/reset", status_code=201)
async def make_reset_link(
    person_id: UUID, _: CurrentAdmin, session: WriteSession, settings: SettingsDep, site_url: SiteUrl, at: Now
) -> OneTimeLink:
    """A one-time link by which somebody chooses a new password. It replaces earlier ones."""
    person = await administration.find_account(session, settings, person_id)
    made = await new_reset(session, person.user.id, at)
    return OneTimeLink(url=f"{site_url}{RESET_PASSWORD}{made.token}", expires_at=made.expires_at)
