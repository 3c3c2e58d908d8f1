"""Bodies about accounts, sign-in and sessions."""

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool
from pydantic_core import PydanticCustomError

from app.accounts import addresses, passwords
from app.accounts.errors import InvalidEmail
from app.accounts.limits import Limits, Usage
from app.accounts.people import saved_shape
from app.accounts.sessions import Tokens
from app.db import tables
from app.face_analyzer import FaceShape


def _address(text: str) -> str:
    try:
        return addresses.canonical_address(text)
    except InvalidEmail as error:
        raise PydanticCustomError("address", "{reason}", {"reason": str(error)}) from error


Address = Annotated[
    str,
    Field(max_length=addresses.MAX_LENGTH, json_schema_extra={"format": "email"}),
    AfterValidator(_address),
]
NewPassword = Annotated[str, Field(min_length=passwords.MIN_LENGTH, max_length=passwords.MAX_LENGTH)]


class Registration(BaseModel):
    email: Address
    password: NewPassword
    invitation: str | None = Field(None, description="the end of the invitation's link")


class InvitationToken(BaseModel):
    invitation: str


class InvitedAs(BaseModel):
    email: str | None = Field(description="the only address that may register with this invitation; null is any")
    is_admin: bool

    @classmethod
    def of(cls, invitation: tables.Invitation) -> Self:
        return cls(email=invitation.email, is_admin=invitation.is_admin)


class NewPasswordByLink(BaseModel):
    token: str = Field(description="the end of the link")
    new_password: NewPassword


class BrowserCredentials(BaseModel):
    """An address and a password; a wrong address and a wrong password get the same answer."""

    email: str
    password: str


class LinkToken(BaseModel):
    token: str


class RefreshRequest(BaseModel):
    refresh_token: str


class TokenPair(BaseModel):
    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105  the kind, not a secret
    expires_in: int = Field(description="seconds until the access token expires")
    refresh_token: str = Field(description="can be used once")

    @classmethod
    def of(cls, tokens: Tokens) -> Self:
        return cls(
            access_token=tokens.access_token,
            expires_in=int(tokens.access_lifetime.total_seconds()),
            refresh_token=tokens.refresh_token,
        )


class BrowserSession(BaseModel):
    """A session whose tokens are in cookies that no script can read."""

    expires_in: int = Field(description="seconds until the session needs a refresh")


class Amounts(BaseModel):
    """What one person uses."""

    model_config = ConfigDict(from_attributes=True)

    items: int = Field(description="garments, drafts, and announced photos; not the trash")
    bytes: int = Field(description="photos as uploaded, those in the trash too, and uploads that wait to be taken")
    jobs: int = Field(description="waiting and running jobs")


class PersonLimits(BaseModel):
    """What one person may use; null is no limit."""

    model_config = ConfigDict(from_attributes=True)

    items: int | None
    bytes: int | None
    jobs: int | None


class Me(BaseModel):
    id: UUID
    email: str | None
    is_admin: bool
    has_password: bool
    share_for_training: bool
    face_advice: bool
    face_shape: FaceShape | None
    learn_from_feedback: bool
    created_at: datetime
    usage: Amounts
    limits: PersonLimits

    @classmethod
    def of(cls, user: tables.User, usage: Usage, limits: Limits) -> Self:
        return cls(
            id=user.id,
            email=user.email,
            is_admin=user.is_admin,
            has_password=user.password_hash is not None,
            share_for_training=user.share_for_training,
            face_advice=user.face_advice,
            face_shape=saved_shape(user),
            learn_from_feedback=user.learn_from_feedback,
            created_at=user.created_at,
            usage=Amounts.model_validate(usage),
            limits=PersonLimits.model_validate(limits),
        )


class MeChange(BaseModel):
    """Omitted or null fields stay unchanged; except `face_shape`, which null deletes."""

    email: Address | None = None
    password: str | None = Field(None, description="the account's password, needed for a new address")
    share_for_training: StrictBool | None = None
    face_advice: StrictBool | None = Field(None, description="mention the face shape among the reasons of outfits")
    learn_from_feedback: StrictBool | None = Field(
        None, description="let suggestions learn from your likes and dislikes; dislikes stay away in any case"
    )
    face_shape: FaceShape | None = Field(None, description="the saved shape; nothing else of a face is ever stored")


class PasswordChange(BaseModel):
    current: str | None = Field(None, description="not needed if the account has none yet")
    new: NewPassword


class Erasure(BaseModel):
    password: str | None = Field(None, description="not needed if the account has none")


class Session(BaseModel):
    id: UUID
    user_agent: str
    created_at: datetime
    last_used_at: datetime
    is_current: bool

    @classmethod
    def of(cls, session: tables.Session, current_id: UUID) -> Self:
        return cls(
            id=session.id,
            user_agent=session.user_agent,
            created_at=session.created_at,
            last_used_at=session.last_used_at,
            is_current=session.id == current_id,
        )


class SessionPage(BaseModel):
    sessions: list[Session]
    next_cursor: str | None
