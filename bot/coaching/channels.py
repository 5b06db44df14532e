"""The ways a request can travel, and which drafts each of them needs."""

from enum import StrEnum


class Channel(StrEnum):
    """How a member writes to somebody, or has themself introduced."""

    INTRODUCTION = "introduction"
    EMAIL = "email"
    LINKEDIN200 = "linkedin200"
    LINKEDIN300 = "linkedin300"
    CALL = "call"


DIRECT = (Channel.EMAIL, Channel.LINKEDIN200, Channel.LINKEDIN300, Channel.CALL)

REQUESTS: dict[Channel, tuple[str, ...]] = {
    Channel.INTRODUCTION: ("introduction_request", "introduction_joint"),
    **{channel: (f"request_{channel}",) for channel in DIRECT},
}
"""Channel → the drafts it needs; the first is the one the member sends."""


def followup_draft(channel: Channel) -> str:
    """The draft of the follow-up that belongs to a request sent by `channel`."""
    direct = Channel.EMAIL if channel is Channel.INTRODUCTION else channel
    return f"followup_{direct}"


def channel_of(draft: str) -> Channel | None:
    """The channel a request draft belongs to; None for drafts that are no requests."""
    for channel, drafts in REQUESTS.items():
        if draft in drafts:
            return channel
    return Channel.EMAIL if draft == "introduced_reply" else None


ROOM = {Channel.LINKEDIN200: 200, Channel.LINKEDIN300: 300}
"""Characters a note may have on LinkedIn: a free account, Premium (LinkedIn's help pages)."""
