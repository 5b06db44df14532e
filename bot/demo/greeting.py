"""What a visitor reads first."""

from typing import Literal

from bot.i18n import _

Role = Literal["member", "moderator"]


def greeting(role: Role) -> str:
    """What to try, in order."""
    return _for_moderator() if role == "moderator" else _for_member()


def _for_member() -> str:
    return _(
        "**Welcome to the demo of Rapport.** You are Alex, it is Monday morning, and this is "
        "your private channel with the coach. Nothing leaves this machine. Try this:\n"
        "1. Type `/coach` and press Enter twice: once to choose it, once to send it.\n"
        "2. Add somebody whose work makes you curious. The coach writes the first message "
        "with you.\n"
        "3. Press **I sent it**.\n"
        "4. Type `/demo skip`, press Enter, type `14` and press Enter again. Watch the "
        "reminders arrive, and press their buttons."
    )


def _for_moderator() -> str:
    return _(
        "**Welcome to the demo of Rapport.** You are Robin, a moderator of this server. "
        "Nothing leaves this machine. Try this:\n"
        "1. Type `/` to see the commands that a moderator has here.\n"
        "2. Type `/coach`: members can use it in any channel, and only they see the answer.\n"
        "3. `/demo skip` lets days go by. For reminders, open the demo as a member."
    )
