"""What a visitor reads first."""

from typing import Literal

from bot import content
from bot.i18n import current_language

Role = Literal["member", "moderator"]


def greeting(role: Role) -> str:
    """What to try, in order."""
    name = "demo_moderator" if role == "moderator" else "demo"
    return content.greeting(name, current_language())
