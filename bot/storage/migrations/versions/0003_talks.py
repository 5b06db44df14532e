"""A talk while it goes on, so that it reopens where it stood."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "talk",
        sa.Column("person_id", sa.String(length=12), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False, comment="Sealed: how far it has come"),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name="fk_talk_member_id_member", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_talk_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name="pk_talk"),
        comment="A talk while it goes on: what became of each question, and the notes taken",
    )
    op.create_index("ix_talk_member_id", "talk", ["member_id"])


def downgrade() -> None:
    op.drop_table("talk")
