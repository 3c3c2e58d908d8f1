"""disabled people, invitations, password resets, and from where a wrong password came

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

from app.db.types import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_BY_ACCOUNT = "ix_sign_in_attempts_account_digest_created_at"
_BY_PLACE = "ix_sign_in_attempts_account_digest_place_digest_created_at"


def upgrade() -> None:
    op.add_column("users", sa.Column("disabled_at", UtcDateTime(timezone=True), nullable=True))
    op.create_table(
        "invitations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.Column("is_admin", sa.Boolean(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["users.id"], name=op.f("fk_invitations_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("sha256", name=op.f("uq_invitations_sha256")),
    )
    op.create_index(op.f("ix_invitations_expires_at"), "invitations", ["expires_at"])
    op.create_table(
        "password_resets",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_password_resets_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_password_resets")),
    )
    op.create_index(op.f("ix_password_resets_user_id"), "password_resets", ["user_id"])
    op.add_column(
        "sign_in_attempts", sa.Column("place_digest", sa.String(length=64), nullable=False, server_default="")
    )
    op.drop_index(_BY_ACCOUNT, "sign_in_attempts")
    op.create_index(_BY_PLACE, "sign_in_attempts", ["account_digest", "place_digest", "created_at"])


def downgrade() -> None:
    op.create_index(_BY_ACCOUNT, "sign_in_attempts", ["account_digest", "created_at"])
    op.drop_index(_BY_PLACE, "sign_in_attempts")
    op.drop_column("sign_in_attempts", "place_digest")
    op.drop_table("password_resets")
    op.drop_table("invitations")
    op.drop_column("users", "disabled_at")
