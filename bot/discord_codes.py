"""Discord's error codes that mean something to us, by name."""

from typing import Final

UNKNOWN_CHANNEL: Final = 10003
UNKNOWN_GUILD: Final = 10004
UNKNOWN_MEMBER: Final = 10007
UNKNOWN_MESSAGE: Final = 10008
UNKNOWN_USER: Final = 10013
UNKNOWN_INTERACTION: Final = 10062
FLAGGED_AS_SPAM: Final = 20026
OPENED_TOO_FAST: Final = 40003
ALREADY_ANSWERED: Final = 40060
MISSING_ACCESS: Final = 50001
CANNOT_MESSAGE: Final = 50007
THREAD_ARCHIVED: Final = 50083
NO_MUTUAL_SERVER: Final = 50278

CLOSED_DIRECT_MESSAGES: Final = frozenset({CANNOT_MESSAGE, NO_MUTUAL_SERVER})
"""The member takes no direct messages from us; asking again changes nothing."""
