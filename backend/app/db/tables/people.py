"""People and their sign-ins."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, String, true
from sqlalchemy.orm import Mapped, mapped_column

from app.db.tables.base import Base, CreatedAt, Id


class User(Base):
    """A person. The owner of a laptop may have neither address nor password: a printed link signs them in."""

    __tablename__ = "users"

    id: Mapped[Id]
    email: Mapped[str | None] = mapped_column(String(320), unique=True)  # as canonical_address() makes it
    password_hash: Mapped[str | None] = mapped_column(String(255))
    is_admin: Mapped[bool] = mapped_column(default=False)
    share_for_training: Mapped[bool] = mapped_column(default=False)
    face_advice: Mapped[bool] = mapped_column(default=False)
    # Whether suggestions learn from this person's likes and dislikes.
    learn_from_feedback: Mapped[bool] = mapped_column(default=True, server_default=true())
    face_shape: Mapped[str | None] = mapped_column(String(16))  # only if the person saved it
    # The database's triggers add to it with every change to their garments or embeddings.
    wardrobe_version: Mapped[int] = mapped_column(default=0, server_default="0")
    # Limits of this person (app/accounts/limits.py): NULL is the default, NO_LIMIT is none.
    max_items: Mapped[int | None]
    max_bytes: Mapped[int | None] = mapped_column(BigInteger)
    max_jobs: Mapped[int | None]
    disabled_at: Mapped[datetime | None]  # since when an administrator keeps this person out
    created_at: Mapped[CreatedAt]


class Session(Base):
    """One signed-in device: the family that its refresh tokens belong to (RFC 9700, section 4.14.2)."""

    __tablename__ = "sessions"
    __table_args__ = (Index(None, "user_id"),)

    id: Mapped[Id]
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    user_agent: Mapped[str] = mapped_column(String(255), default="")
    created_at: Mapped[CreatedAt]
    last_used_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class RefreshToken(Base):
    """A refresh token, by its digest. Used a second time, it revokes its whole session."""

    __tablename__ = "refresh_tokens"
    __table_args__ = (Index(None, "session_id"),)

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    session_id: Mapped[UUID] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"))
    created_at: Mapped[CreatedAt]
    used_at: Mapped[datetime | None]


class SignInAttempt(Base):
    """A wrong password, stored for the rate limit; also for addresses without an account."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index(None, "account_digest", "place_digest", "created_at"), Index(None, "created_at"))

    id: Mapped[Id]
    account_digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of the address in lower case
    place_digest: Mapped[str] = mapped_column(
        String(64), server_default=""
    )  # SHA-256 of the network or session it came from
    created_at: Mapped[CreatedAt]


class SignInLink(Base):
    """A one-time sign-in link for the owner of this machine, by the digest of its token."""

    __tablename__ = "sign_in_links"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Invitation(Base):
    """A one-time link to a new account, by the digest of its token. The row goes when it is accepted."""

    __tablename__ = "invitations"
    __table_args__ = (Index(None, "expires_at"),)

    id: Mapped[Id]
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str | None] = mapped_column(String(320))  # NULL: for any address
    is_admin: Mapped[bool] = mapped_column(default=False)
    # An account that has no address and password yet, which the link sets up; NULL: it makes a new one.
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime]


class PasswordReset(Base):
    """A one-time link to a new password, by the digest of its token. The row goes when it is used."""

    __tablename__ = "password_resets"
    __table_args__ = (Index(None, "user_id"),)

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime]
