"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "guild",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=100), server_default="", nullable=False),
        sa.Column("bounds", sa.JSON(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_guild"),
        comment="A server that members may call home; its bounds around their settings",
    )
    op.create_table(
        "installation",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_installation"),
        comment="What concerns the whole installation: key check, sync hash, last sweep",
    )
    op.create_table(
        "member",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("data_key", sa.LargeBinary(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("locale", sa.String(length=16), server_default="en", nullable=False),
        sa.Column(
            "zone", sa.String(length=64), nullable=True, comment="None until the member was asked"
        ),
        sa.Column("preferences", sa.JSON(), nullable=False),
        sa.Column(
            "about", sa.LargeBinary(), nullable=True, comment="Sealed: name, goal, two sentences"
        ),
        sa.Column("home", sa.BigInteger(), nullable=True),
        sa.Column("paused_until", sa.BigInteger(), nullable=True),
        sa.Column("dm_channel", sa.BigInteger(), nullable=True),
        sa.Column(
            "dm_closed",
            sa.BigInteger(),
            nullable=True,
            comment="Since when direct messages are refused",
        ),
        sa.Column(
            "dm_tested", sa.BigInteger(), nullable=True, comment="When the test message arrived"
        ),
        sa.Column(
            "dm_told",
            sa.BigInteger(),
            nullable=True,
            comment="When the member was told that they are closed",
        ),
        sa.Column("unanswered", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["home"], ["guild.id"], name="fk_member_home_guild", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_member"),
        comment="A member; deleting the row destroys the data key and everything sealed with it",
    )
    op.create_table(
        "delivery",
        sa.Column("id", _ID, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("slot", sa.String(length=40), nullable=False, comment="Unique for the member"),
        sa.Column("travel", sa.String(length=8), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False, comment="The member's local day"),
        sa.Column("nudge_ids", sa.JSON(), nullable=False, comment="Nudge ids, frozen, in order"),
        sa.Column("last", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column(
            "body",
            sa.LargeBinary(),
            nullable=True,
            comment="Sealed: the frozen text, until settled",
        ),
        sa.Column("nonce", sa.String(length=25), nullable=False),
        sa.Column("rank", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False, comment="When it should have gone"),
        sa.Column("next_attempt", sa.BigInteger(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("first_attempt", sa.BigInteger(), nullable=True),
        sa.Column("owner", sa.String(length=40), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("settled", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name="fk_delivery_member_id_member", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint("member_id", "slot", name="uq_delivery_member_id_slot"),
        comment="One message to one member",
    )
    op.create_index(
        "ix_delivery_lease_until",
        "delivery",
        ["lease_until"],
        sqlite_where=sa.text("state = 1"),
        postgresql_where=sa.text("state = 1"),
    )
    op.create_index(
        "ix_delivery_next_attempt",
        "delivery",
        ["next_attempt"],
        sqlite_where=sa.text("state = 0"),
        postgresql_where=sa.text("state = 0"),
    )
    op.create_table(
        "do_not_contact",
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("name_mac", sa.LargeBinary(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"],
            ["member.id"],
            name="fk_do_not_contact_member_id_member",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("member_id", "name_mac", name="pk_do_not_contact"),
        comment="Keeps nothing but the fact",
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "details", sa.LargeBinary(), nullable=False, comment="Sealed: name, role and so on"
        ),
        sa.Column("name_mac", sa.LargeBinary(), nullable=False),
        sa.Column("field", sa.String(length=8), nullable=True, comment="mine or outside"),
        sa.Column("referred_by", sa.String(length=12), nullable=True),
        sa.Column("has_questions", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name="fk_person_member_id_member", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        comment="Somebody a member would like to talk to",
    )
    op.create_index("ix_person_member_id_name_mac", "person", ["member_id", "name_mac"])
    op.create_table(
        "event",
        sa.Column("person_id", sa.String(length=12), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("stage", sa.String(length=24), nullable=False, comment="The stage it led to"),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("recorded", sa.BigInteger(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column(
            "words",
            sa.LargeBinary(),
            nullable=True,
            comment="Sealed: what the member wrote with it",
        ),
        sa.Column("interaction", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name="fk_event_member_id_member", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_event_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "seq", name="pk_event"),
        sa.UniqueConstraint(
            "person_id", "interaction", "kind", name="uq_event_person_id_interaction_kind"
        ),
        comment="The history of a person; rows are only ever added",
    )
    op.create_index("ix_event_member_id_recorded", "event", ["member_id", "recorded"])
    op.create_table(
        "nudge",
        sa.Column("id", _ID, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("wake", sa.BigInteger(), nullable=False, comment="When to look at it next"),
        sa.Column("deadline", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=True, comment="Why it was dropped"),
        sa.Column("delivery_id", _ID, nullable=True),
        sa.Column("sent", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name="fk_nudge_member_id_member", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_nudge_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_nudge"),
        sa.UniqueConstraint(
            "person_id", "kind", "cycle", "n", name="uq_nudge_person_id_kind_cycle_n"
        ),
        comment="A reason to write to a member, and when",
    )
    op.create_index("ix_nudge_member", "nudge", ["member_id", "state"])
    op.create_index(
        "ix_nudge_wake",
        "nudge",
        ["wake"],
        sqlite_where=sa.text("state = 0"),
        postgresql_where=sa.text("state = 0"),
    )
    op.create_table(
        "question",
        sa.Column("person_id", sa.String(length=12), nullable=False),
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(length=16), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("grows_from", sa.String(length=12), nullable=True),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name="fk_question_member_id_member", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_question_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "id", name="pk_question"),
        comment="The list of questions for a talk",
    )
    op.create_index("ix_question_member_id", "question", ["member_id"])
    op.create_table(
        "writing",
        sa.Column("person_id", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False, comment="Sealed: subject and body"),
        sa.Column("written", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name="fk_writing_member_id_member", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_writing_person_id_person", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "kind", name="pk_writing"),
        comment="The latest draft of each kind for a person",
    )
    op.create_index("ix_writing_member_id", "writing", ["member_id"])


def downgrade() -> None:
    for table in (
        "writing",
        "question",
        "nudge",
        "event",
        "person",
        "do_not_contact",
        "delivery",
        "member",
        "installation",
        "guild",
    ):
        op.drop_table(table)
