"""The tables. Migrations in `bot/storage/migrations/` bring a database to this shape.

What third people are called and whatever anybody wrote is stored sealed (`LargeBinary`
columns, see `bot.keys`); everything else is structure. Instants are whole microseconds since
1970 in UTC, so that both databases compare them alike.
"""

from datetime import UTC, datetime, timedelta
from enum import IntEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Instant(TypeDecorator[datetime]):
    """An aware datetime in UTC, kept as whole microseconds."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> int | None:
        if value is None:
            return None
        return (value - EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Any) -> datetime | None:
        return None if value is None else EPOCH + timedelta(microseconds=value)


class NudgeState(IntEnum):
    """Where a nudge stands. Sent and dropped are facts that replanning never touches."""

    PENDING = 0
    CLAIMED = 1
    """Part of a delivery that was not sent yet."""
    SENT = 2
    DROPPED = 3
    WITHDRAWN = 4
    """Its reason is gone; planned again (after an undo, say) it becomes pending again."""


class DeliveryState(IntEnum):
    """Where a delivery stands."""

    QUEUED = 0
    LEASED = 1
    SENT = 2
    PARKED = 3
    """Given up after the last try; `doctor` shows it with its error."""
    DROPPED = 4
    """Every item lost its reason before the first attempt."""
    CLOSED = 5
    """The member's direct messages are closed; it waits in `/coach`."""


metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_Id = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def _member_id(**options: Any) -> sa.Column[int]:
    reference = sa.ForeignKey("member.id", ondelete="CASCADE")
    return sa.Column("member_id", sa.BigInteger, reference, nullable=False, **options)


def _person_id(**options: Any) -> sa.Column[str]:
    reference = sa.ForeignKey("person.id", ondelete="CASCADE")
    return sa.Column("person_id", sa.String(12), reference, nullable=False, **options)


installation = sa.Table(
    "installation",
    metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    comment="What concerns the whole installation: key check, sync hash, last sweep",
)

guild = sa.Table(
    "guild",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("name", sa.String(100), nullable=False, server_default=""),
    sa.Column("bounds", sa.JSON, nullable=False),
    sa.Column("created", Instant, nullable=False),
    comment="A server that members may call home; its bounds around their settings",
)

member = sa.Table(
    "member",
    metadata,
    sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("data_key", sa.LargeBinary, nullable=False),
    sa.Column("created", Instant, nullable=False),
    sa.Column("locale", sa.String(16), nullable=False, server_default="en"),
    sa.Column("zone", sa.String(64), comment="None until the member was asked"),
    sa.Column("preferences", sa.JSON, nullable=False),
    sa.Column("about", sa.LargeBinary, comment="Sealed: name, goal, two sentences"),
    sa.Column("home", sa.BigInteger, sa.ForeignKey("guild.id", ondelete="SET NULL")),
    sa.Column("paused_until", Instant),
    sa.Column("dm_channel", sa.BigInteger),
    sa.Column("dm_closed", Instant, comment="Since when direct messages are refused"),
    sa.Column("dm_tested", Instant, comment="When the test message arrived"),
    sa.Column("dm_told", Instant, comment="When the member was told that they are closed"),
    sa.Column("unanswered", sa.Integer, nullable=False, server_default="0"),
    comment="A member; deleting the row destroys the data key and everything sealed with it",
)

person = sa.Table(
    "person",
    metadata,
    sa.Column("id", sa.String(12), primary_key=True),
    _member_id(),
    sa.Column("details", sa.LargeBinary, nullable=False, comment="Sealed: name, role and so on"),
    sa.Column("name_mac", sa.LargeBinary, nullable=False),
    sa.Column("field", sa.String(8), comment="mine or outside"),
    sa.Column("referred_by", sa.String(12)),
    sa.Column("has_questions", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("created", Instant, nullable=False),
    sa.Index(None, "member_id", "name_mac"),
    comment="Somebody a member would like to talk to",
)

do_not_contact = sa.Table(
    "do_not_contact",
    metadata,
    _member_id(primary_key=True),
    sa.Column("name_mac", sa.LargeBinary, primary_key=True),
    sa.Column("created", Instant, nullable=False),
    comment="Keeps nothing but the fact",
)

event = sa.Table(
    "event",
    metadata,
    _person_id(primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    _member_id(),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("stage", sa.String(24), nullable=False, comment="The stage it led to"),
    sa.Column("at", Instant, nullable=False),
    sa.Column("recorded", Instant, nullable=False),
    sa.Column("facts", sa.JSON, nullable=False),
    sa.Column("words", sa.LargeBinary, comment="Sealed: what the member wrote with it"),
    sa.Column("interaction", sa.BigInteger),
    sa.Column("folded", sa.JSON, comment="What the history had led to then (bot.storage.folds)"),
    sa.UniqueConstraint("person_id", "interaction", "kind"),
    sa.Index(None, "member_id", "recorded"),
    comment="The history of a person; rows are only ever added",
)

writing = sa.Table(
    "writing",
    metadata,
    _person_id(primary_key=True),
    sa.Column("kind", sa.String(32), primary_key=True),
    _member_id(index=True),
    sa.Column("text", sa.LargeBinary, nullable=False, comment="Sealed: subject and body"),
    sa.Column("written", Instant, nullable=False),
    comment="The latest draft of each kind for a person",
)

question = sa.Table(
    "question",
    metadata,
    _person_id(primary_key=True),
    sa.Column("id", sa.String(12), primary_key=True),
    _member_id(index=True),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("phase", sa.String(16), nullable=False),
    sa.Column("text", sa.LargeBinary, nullable=False),
    sa.Column("grows_from", sa.String(12)),
    comment="The list of questions for a talk",
)

talk = sa.Table(
    "talk",
    metadata,
    _person_id(primary_key=True),
    _member_id(index=True),
    sa.Column("state", sa.LargeBinary, nullable=False, comment="Sealed: how far it has come"),
    comment="A talk while it goes on: what became of each question, and the notes taken",
)

nudge = sa.Table(
    "nudge",
    metadata,
    sa.Column("id", _Id, primary_key=True),
    _member_id(),
    _person_id(),
    sa.Column("kind", sa.String(24), nullable=False),
    sa.Column("cycle", sa.Integer, nullable=False),
    sa.Column("n", sa.Integer, nullable=False),
    sa.Column("due", Instant, nullable=False),
    sa.Column("wake", Instant, nullable=False, comment="When to look at it next"),
    sa.Column("deadline", Instant),
    sa.Column("state", sa.SmallInteger, nullable=False, server_default="0"),
    sa.Column("reason", sa.String(24), comment="Why it was dropped"),
    sa.Column("delivery_id", _Id),
    sa.Column("sent", Instant),
    sa.UniqueConstraint("person_id", "kind", "cycle", "n"),
    sa.Index("ix_nudge_member", "member_id", "state"),
    comment="A reason to write to a member, and when",
)
# Partial on PostgreSQL as well, by the migration; to say so here would import its dialect (two
# megabytes) on SQLite.
sa.Index(
    "ix_nudge_wake",
    nudge.c.wake,
    sqlite_where=sa.text("state = 0"),
)

delivery = sa.Table(
    "delivery",
    metadata,
    sa.Column("id", _Id, primary_key=True),
    _member_id(),
    sa.Column("slot", sa.String(40), nullable=False, comment="Unique for the member"),
    sa.Column("travel", sa.String(8), nullable=False),
    sa.Column("day", sa.String(10), nullable=False, comment="The member's local day"),
    sa.Column("nudge_ids", sa.JSON, nullable=False, comment="Nudge ids, frozen, in order"),
    sa.Column("last", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("body", sa.LargeBinary, comment="Sealed: the frozen text, until settled"),
    sa.Column("nonce", sa.String(25), nullable=False),
    sa.Column("rank", sa.SmallInteger, nullable=False),
    sa.Column("state", sa.SmallInteger, nullable=False, server_default="0"),
    sa.Column("due", Instant, nullable=False, comment="When it should have gone"),
    sa.Column("next_attempt", Instant, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("first_attempt", Instant),
    sa.Column("owner", sa.String(40)),
    sa.Column("lease_until", Instant),
    sa.Column("channel_id", sa.BigInteger),
    sa.Column("message_id", sa.BigInteger),
    sa.Column("settled", Instant),
    sa.Column("error", sa.String(200)),
    sa.UniqueConstraint("member_id", "slot"),
    comment="One message to one member",
)
sa.Index(
    "ix_delivery_next_attempt",
    delivery.c.next_attempt,
    sqlite_where=sa.text("state = 0"),
)
sa.Index(
    "ix_delivery_lease_until",
    delivery.c.lease_until,
    sqlite_where=sa.text("state = 1"),
)
