"""What administrators see of people, and invitations."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field, StrictBool

from app.accounts.administration import AccountChange
from app.accounts.administration import Person as Account
from app.accounts.limits import Resource
from app.db import tables
from app.schemas.account import Address, Amounts, PersonLimits

LimitOfOne = Annotated[int, Field(ge=0, lt=2**31)]
BytesOfOne = Annotated[int, Field(ge=0, lt=2**63)]


class Person(BaseModel):
    id: UUID
    email: str | None = Field(description="null where the account has none yet")
    is_admin: bool
    disabled: bool = Field(description="whether an administrator keeps this person out")
    usage: Amounts
    limits: PersonLimits
    created_at: datetime

    @classmethod
    def of(cls, person: Account) -> Self:
        user = person.user
        return cls(
            id=user.id,
            email=user.email,
            is_admin=user.is_admin,
            disabled=user.disabled_at is not None,
            usage=Amounts.model_validate(person.usage),
            limits=PersonLimits.model_validate(person.limits),
            created_at=user.created_at,
        )


class PersonPage(BaseModel):
    people: list[Person]
    next_cursor: str | None


class LimitsChange(BaseModel):
    """What is left out stays as it is; null is no limit."""

    items: LimitOfOne | None = None
    bytes: BytesOfOne | None = None
    jobs: LimitOfOne | None = None


class PersonChange(BaseModel):
    """What is left out, or null, stays as it is."""

    disabled: StrictBool | None = Field(None, description="true ends the person's sessions and refuses new ones")
    is_admin: StrictBool | None = None
    limits: LimitsChange | None = None

    def as_change(self) -> AccountChange:
        changed = self.limits.model_fields_set if self.limits else set()
        resources: tuple[Resource, ...] = ("items", "bytes", "jobs")
        limits = {name: getattr(self.limits, name) for name in resources if name in changed}
        return AccountChange(disabled=self.disabled, is_admin=self.is_admin, limits=limits)


class OneTimeLink(BaseModel):
    url: str = Field(description="good once; it is not shown again")
    expires_at: datetime


class InvitationRequest(BaseModel):
    email: Address | None = Field(None, description="the only address that may register; null is any")
    is_admin: StrictBool = False


class NewInvitation(OneTimeLink):
    id: UUID


class Invitation(BaseModel):
    id: UUID
    email: str | None
    is_admin: bool
    created_at: datetime
    expires_at: datetime

    @classmethod
    def of(cls, invitation: tables.Invitation) -> Self:
        return cls(
            id=invitation.id,
            email=invitation.email,
            is_admin=invitation.is_admin,
            created_at=invitation.created_at,
            expires_at=invitation.expires_at,
        )


class InvitationPage(BaseModel):
    invitations: list[Invitation]
    next_cursor: str | None
