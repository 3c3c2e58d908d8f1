"""People: how an account begins and what its person may change."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.addresses import address_digest
from app.accounts.attempts import check_password
from app.accounts.errors import (
    EmailTaken,
    InvitationRefused,
    NotSignedIn,
    RegistrationClosed,
    SignInFailed,
    UnknownAccount,
    WrongPassword,
)
from app.accounts.invitations import find_invitation, take_invitation
from app.accounts.passwords import hash_new_password
from app.accounts.sessions import SignedIn, end_other_sessions
from app.db.session import SessionFactory, lock_owner, write
from app.db.tables import User
from app.face_analyzer import SHAPES, FaceShape
from app.settings import Settings


@dataclass(frozen=True)
class ProfileChange:
    """What to change about oneself; None leaves a thing as it is. A new `email` is canonical.

    `face_shape` is changed only with `sets_face_shape`, since None takes the saved one away.
    """

    email: str | None = None
    share_for_training: bool | None = None
    face_advice: bool | None = None
    face_shape: FaceShape | None = None
    sets_face_shape: bool = False
    learn_from_feedback: bool | None = None


async def register(
    sessions: SessionFactory, settings: Settings, email: str, password: str, invitation: str | None, at: datetime
) -> User:
    """A new account under the canonical address `email`, or the one that the invitation's token sets up.

    Only an invitation makes an administrator. Where registration is closed, there is no account without one.
    Raises: RegistrationClosed, InvitationRefused, EmailTaken, PasswordRefused, TooManyAtOnce.
    """
    if invitation is None and settings.registration == "closed":
        raise RegistrationClosed
    if invitation is not None:
        async with sessions() as session:
            await find_invitation(session, invitation, at)  # before the work of hashing
    password_hash = await hash_new_password(password, email)
    async with write(sessions) as session:
        invited = await take_invitation(session, invitation, email, at) if invitation else None
        if invited and invited.account_id:
            await lock_owner(session, invited.account_id)
            user = await find_person(session, invited.account_id)
            if user.password_hash is not None:  # set up already, by another link
                raise InvitationRefused
        else:
            user = User(is_admin=invited is not None and invited.is_admin)
            session.add(user)
        user.email, user.password_hash = email, password_hash
        await _flush_address(session)
        return user


async def find_person(session: AsyncSession, user_id: UUID) -> User:
    """Raises: NotSignedIn, where the account was erased a moment ago."""
    user = await session.get(User, user_id)
    if user is None:
        raise NotSignedIn("This account is gone.")
    return user


async def shape_to_mention(session: AsyncSession, user_id: UUID) -> FaceShape | None:
    """The face shape that this person saved and wants to hear about. Raises: NotSignedIn."""
    user = await find_person(session, user_id)
    return saved_shape(user) if user.face_advice else None


async def learns_from_feedback(session: AsyncSession, user_id: UUID) -> bool:
    """Whether this person wants suggestions to learn from their answers. Raises: NotSignedIn."""
    return (await find_person(session, user_id)).learn_from_feedback


def saved_shape(user: User) -> FaceShape | None:
    return next((shape for shape in SHAPES if shape == user.face_shape), None)


def account_digest(user: User) -> str:
    """What wrong passwords for this account are counted under."""
    return address_digest(user.email or str(user.id))


async def check_own_password(sessions: SessionFactory, signed_in: SignedIn, password: str | None, at: datetime) -> None:
    """Check that the person at the keyboard owns the account. An account without a password needs none.

    Wrong ones are counted for each session: guesses elsewhere do not affect it. Raises: WrongPassword, TooManySignIns,
    TooManyAtOnce.
    """
    async with sessions() as session:
        user = await find_person(session, signed_in.id)
    if user.password_hash is not None:
        place = f"session {signed_in.session_id}"
        try:
            await check_password(sessions, account_digest(user), place, password or "", user.password_hash, at)
        except SignInFailed as error:
            raise WrongPassword from error


async def change_profile(
    sessions: SessionFactory, signed_in: SignedIn, change: ProfileChange, password: str | None, at: datetime
) -> User:
    """Another address needs the account's `password`, or a found device would be enough to take the account.

    Raises: EmailTaken, WrongPassword, TooManySignIns, TooManyAtOnce, NotSignedIn.
    """
    async with sessions() as session:
        user = await find_person(session, signed_in.id)
    if change.email not in (None, user.email):
        await check_own_password(sessions, signed_in, password, at)
    async with write(sessions) as session:
        user = await find_person(session, signed_in.id)
        if change.email is not None:
            user.email = change.email
        if change.share_for_training is not None:
            user.share_for_training = change.share_for_training
        if change.face_advice is not None:
            user.face_advice = change.face_advice
        if change.learn_from_feedback is not None:
            user.learn_from_feedback = change.learn_from_feedback
        if change.sets_face_shape:
            user.face_shape = change.face_shape
        await _flush_address(session)
        return user


async def change_password(
    sessions: SessionFactory, signed_in: SignedIn, current: str | None, new: str, at: datetime
) -> None:
    """Set a new password and end every other session of this person.

    Raises: WrongPassword, PasswordRefused, TooManySignIns, TooManyAtOnce.
    """
    await check_own_password(sessions, signed_in, current, at)
    async with sessions() as session:
        email = (await find_person(session, signed_in.id)).email
    password_hash = await hash_new_password(new, email, field="new")
    async with write(sessions) as session:
        (await find_person(session, signed_in.id)).password_hash = password_hash
        await end_other_sessions(session, signed_in, at)


async def make_administrator(session: AsyncSession, email: str) -> None:
    """Raises: UnknownAccount."""
    made = await session.scalar(update(User).where(User.email == email).values(is_admin=True).returning(User.id))
    if made is None:
        raise UnknownAccount(email)


async def _flush_address(session: AsyncSession) -> None:
    try:
        await session.flush()
    except IntegrityError as error:
        raise EmailTaken from error
