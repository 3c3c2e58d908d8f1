"""counts of what a candidate says beside the classifier

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shadow_answers",
        sa.Column("candidate_version", sa.String(length=64), nullable=False),
        sa.Column("classifier_version", sa.String(length=64), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.Column("candidate_category", sa.String(length=32), nullable=False),
        sa.Column("photos", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "candidate_version",
            "classifier_version",
            "category",
            "candidate_category",
            name=op.f("pk_shadow_answers"),
        ),
    )


def downgrade() -> None:
    op.drop_table("shadow_answers")
