"""kinds, guesses, availability, tags, and colours that a person sets

What is there already that only a person can have said is a person's word: a pattern, a warmth, a corrected category,
and a category that no model predicts.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ONLY_KINDS = ("shorts", "skirt", "bag", "scarf")  # categories with one kind, of the same name
CHOSEN_CATEGORIES = ("bag", "scarf", "other")
BATCH_SIZE = 500
ITEMS = sa.table(
    "items",
    sa.column("id", sa.Uuid()),
    sa.column("category", sa.String()),
    sa.column("kind", sa.String()),
    sa.column("attributes", sa.JSON()),
    sa.column("told", sa.JSON()),
)
CORRECTIONS = sa.table("corrections", sa.column("item_id", sa.Uuid()))


def upgrade() -> None:
    op.add_column("items", sa.Column("kind", sa.String(length=32), nullable=True))
    op.add_column("items", sa.Column("photo_colors", sa.JSON(), nullable=True))
    op.add_column("items", sa.Column("told", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("items", sa.Column("read_by", sa.String(length=64), nullable=True))
    op.add_column("items", sa.Column("availability", sa.String(length=16), nullable=False, server_default="available"))
    op.add_column("items", sa.Column("tags", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("items", sa.Column("tag_lines", sa.Text(), nullable=False, server_default="\n"))
    op.create_index("ix_items_kind", "items", ["owner_id", "kind", "deleted_at", "id"])
    for name in ("kind", "pattern", "warmth"):
        op.add_column("predictions", sa.Column(name, sa.String(length=32), nullable=True))
    _say_what_a_person_told()


def _say_what_a_person_told() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    if is_sqlite:  # nothing that is kept in memory of a wardrobe changes
        op.execute("DROP TRIGGER count_items_update")
    connection = op.get_bind()
    connection.execute(sa.update(ITEMS).where(ITEMS.c.category.in_(ONLY_KINDS)).values(kind=ITEMS.c.category))
    corrected = sa.exists().where(CORRECTIONS.c.item_id == ITEMS.c.id)
    query = sa.select(ITEMS.c.id, ITEMS.c.category, ITEMS.c.attributes, corrected).order_by(ITEMS.c.id)
    last = None
    while rows := connection.execute((query.where(ITEMS.c.id > last) if last else query).limit(BATCH_SIZE)).all():
        for item_id, category, attributes, is_corrected in rows:
            told = ["category"] if is_corrected or category in CHOSEN_CATEGORIES else []
            told += [name for name in ("pattern", "warmth") if _value(attributes, name) is not None]
            if told:
                connection.execute(sa.update(ITEMS).where(ITEMS.c.id == item_id).values(told=told))
        last = rows[-1][0]
    if is_sqlite:
        op.execute(
            "CREATE TRIGGER count_items_update AFTER update ON items BEGIN "
            "UPDATE users SET wardrobe_version = wardrobe_version + 1 WHERE id = NEW.owner_id; END"
        )


def _value(attributes, name):
    return attributes.get(name) if isinstance(attributes, dict) else None


def downgrade() -> None:
    for name in ("kind", "pattern", "warmth"):
        op.drop_column("predictions", name)
    op.drop_index("ix_items_kind", table_name="items")
    for name in ("kind", "photo_colors", "told", "read_by", "availability", "tags", "tag_lines"):
        op.drop_column("items", name)
