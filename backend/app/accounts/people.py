"""People: how an account begins and what its person may change."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.addresses import address_digest
from app.accounts.attempts import check_password
from app.accounts.errors import EmailTaken, NotSignedIn, RegistrationClosed, SignInFailed, UnknownAccount, WrongPassword
from app.accounts.passwords import hash_password
from app.accounts.sessions import SignedIn, end_other_sessions
from app.db.session import SessionFactory, write
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


async def register(sessions: SessionFactory, settings: Settings, email: str, password: str) -> User:
    """A new account under the canonical address `email`; the very first is the administrator.

    Raises: RegistrationClosed, EmailTaken, TooManyAtOnce.
    """
    async with sessions() as session:
        _check_open(settings, await _is_first(session))
    password_hash = await hash_password(password)
    # Under the write lock only one account can be the first.
    async with write(sessions) as session:
        is_first = await _is_first(session)
        _check_open(settings, is_first)
        user = User(email=email, password_hash=password_hash, is_admin=is_first)
        session.add(user)
        await _flush_address(session)
        return user


async def owner_of_this_machine(session: AsyncSession) -> User:
    """The first administrator; made now, without address and password, where nobody has an account yet.

    Raises: NotSignedIn, where there are people and no administrator.
    """
    owner = await session.scalar(select(User).where(User.is_admin).order_by(User.id).limit(1))
    if owner is None:
        if not await _is_first(session):
            raise NotSignedIn("There is no administrator to sign in as. Sign in with your address and password.")
        owner = User(is_admin=True)
        session.add(owner)
        await session.flush()
    return owner


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


def saved_shape(user: User) -> FaceShape | None:
    return next((shape for shape in SHAPES if shape == user.face_shape), None)


async def check_own_password(sessions: SessionFactory, user_id: UUID, password: str | None, at: datetime) -> None:
    """That the person at the keyboard is the account's own. An account without a password needs none.

    Raises: WrongPassword, TooManySignIns, TooManyAtOnce.
    """
    async with sessions() as session:
        user = await find_person(session, user_id)
    if user.password_hash is not None:
        account = address_digest(user.email or str(user.id))
        try:
            await check_password(sessions, account, password or "", user.password_hash, at)
        except SignInFailed as error:
            raise WrongPassword from error


async def change_profile(
    sessions: SessionFactory, user_id: UUID, change: ProfileChange, password: str | None, at: datetime
) -> User:
    """Another address needs the account's `password`, or a found device would be enough to take the account.

    Raises: EmailTaken, WrongPassword, TooManySignIns, TooManyAtOnce, NotSignedIn.
    """
    async with sessions() as session:
        user = await find_person(session, user_id)
    if change.email not in (None, user.email):
        await check_own_password(sessions, user_id, password, at)
    async with write(sessions) as session:
        user = await find_person(session, user_id)
        if change.email is not None:
            user.email = change.email
        if change.share_for_training is not None:
            user.share_for_training = change.share_for_training
        if change.face_advice is not None:
            user.face_advice = change.face_advice
        if change.sets_face_shape:
            user.face_shape = change.face_shape
        await _flush_address(session)
        return user


async def change_password(
    sessions: SessionFactory, signed_in: SignedIn, current: str | None, new: str, at: datetime
) -> None:
    """Set a new password and end every other session of this person.

    Raises: WrongPassword, TooManySignIns, TooManyAtOnce.
    """
    await check_own_password(sessions, signed_in.id, current, at)
    password_hash = await hash_password(new)
    async with write(sessions) as session:
        (await find_person(session, signed_in.id)).password_hash = password_hash
        await end_other_sessions(session, signed_in, at)


async def make_administrator(session: AsyncSession, email: str) -> None:
    """Raises: UnknownAccount."""
    made = await session.scalar(update(User).where(User.email == email).values(is_admin=True).returning(User.id))
    if made is None:
        raise UnknownAccount(email)


def _check_open(settings: Settings, is_first: bool) -> None:
    if settings.registration == "closed" and not is_first:
        raise RegistrationClosed


async def _is_first(session: AsyncSession) -> bool:
    return not await session.scalar(select(exists().select_from(User)))


async def _flush_address(session: AsyncSession) -> None:
    try:
        await session.flush()
    except IntegrityError as error:
        raise EmailTaken from error
