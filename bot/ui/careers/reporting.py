"""Reporting an introduction to the server's team, and what the team does with a report."""

import discord

from bot.coaching.introducing import Role
from bot.i18n import _, fill
from bot.services.careers import reports
from bot.services.careers.introductions import Introduction
from bot.services.careers.reports import Reason
from bot.ui.buttons import actions
from bot.ui.careers import introduction_words as words_of
from bot.ui.careers.allowed import as_team
from bot.ui.settings_panel import PanelButton, PanelSelect
from bot.ui.talk import Interaction, caller_of, coach_of
from bot.ui.views import OwnedView, defer, replace, reply, send_draft


@actions(words_of.REPORT)
async def open_report(interaction: Interaction, arguments: tuple[str, str]) -> None:
    """The button on every message about an introduction."""
    await defer(interaction)
    coach = coach_of(interaction)
    found = await reports.suspects(coach, arguments[0], interaction.user.id)
    received = interaction.message.content if interaction.message else ""
    view = ReportView(interaction.user.id, found, received)
    await reply(interaction, view.words(), view=view)


class ReportView(OwnedView):
    """About whom, why, and whether the team may read what the reporter had received."""

    def __init__(self, owner_id: int, found: Introduction, received: str) -> None:
        super().__init__(owner_id)
        self.found = found
        self.received = received
        others = [role for role, one in found.everybody.items() if one != owner_id]
        self.others = others
        self.about: Role = others[0] if others else Role.ASKER
        self.reason: Reason | None = None
        self.attaches = False
        self._draw()

    def _draw(self) -> None:
        self.clear_items()
        self.add_item(PanelSelect("about", 0, self._roles(), self.choose_about))
        reasons = PanelSelect("reason", 1, self._reasons(), self.choose_reason)
        reasons.placeholder = _("What is wrong?")
        self.add_item(reasons)
        label = _("Text attached: take it off") if self.attaches else _("Attach what I received")
        self.add_item(PanelButton(label, "attach", 2, self.attach))
        send = PanelButton(_("Send the report"), "send", 2, self.send)
        send.style = discord.ButtonStyle.danger
        send.disabled = self.reason is None
        self.add_item(send)

    def _roles(self) -> list[discord.SelectOption]:
        labels = {
            Role.ASKER: _("About the person who asks"),
            Role.FRIEND: _("About the person who introduces"),
            Role.TARGET: _("About the person to meet"),
        }
        return [
            discord.SelectOption(label=labels[role], value=role.value, default=role is self.about)
            for role in self.others
        ]

    def _reasons(self) -> list[discord.SelectOption]:
        return [
            discord.SelectOption(
                label=words_of.reason_words(one), value=one.value, default=one is self.reason
            )
            for one in words_of.REASONS
        ]

    def words(self) -> str:
        """The screen's words: what the team learns."""
        attached = (
            _("They also get the text of the message you pressed the button on.")
            if self.attaches
            else _("They get no text, unless you attach what you received.")
        )
        return "\n".join(
            [
                _("**Report this introduction to the server's team?**"),
                _(
                    "The team learns your name and whom it is about, the reason, and which "
                    "introduction it is. It ends with that, and its thread is locked."
                ),
                attached,
            ]
        )

    async def choose_about(self, interaction: Interaction, chosen: list[str]) -> None:
        self.about = Role(chosen[0])
        await self._redraw(interaction)

    async def choose_reason(self, interaction: Interaction, chosen: list[str]) -> None:
        self.reason = Reason(chosen[0])
        await self._redraw(interaction)

    async def attach(self, interaction: Interaction) -> None:
        self.attaches = not self.attaches
        await self._redraw(interaction)

    async def _redraw(self, interaction: Interaction) -> None:
        self._draw()
        await replace(interaction, self.words(), view=self)

    async def send(self, interaction: Interaction) -> None:
        """It goes to the team."""
        if self.reason is None:
            await self._redraw(interaction)
            return
        await defer(interaction, update=True)
        coach, caller = coach_of(interaction), caller_of(interaction)
        text = self.received if self.attaches else None
        filed = await reports.file(coach, caller, self.found.id, self.about, self.reason, text)
        self.stop()
        said = _("Thank you. The team sees it, and you hear from me when it was handled.")
        if not filed.heard:
            said = _(
                "Thank you, it is noted and the introduction has ended. This server's team has no "
                "place where I could tell them, so please write to a moderator yourself."
            )
        await replace(interaction, said)


# The team's buttons: everybody's right is looked at with every press


@actions(words_of.READ)
async def read(interaction: Interaction, arguments: tuple[str]) -> None:
    """The text that was attached, for whoever pressed alone."""
    await defer(interaction)
    _place, server = await as_team(interaction)
    text = await reports.text_of(coach_of(interaction), server, arguments[0])
    await reply(interaction, _("This is what the reporter had received:"))
    await send_draft(interaction, None, text)


@actions(words_of.PAUSE)
async def pause(interaction: Interaction, arguments: tuple[str]) -> None:
    """Everything stops in this server."""
    await defer(interaction)
    place, _server = await as_team(interaction)
    await reports.pause(coach_of(interaction), place, arguments[0])
    said = _("All posts and introductions are stopped. /careers-team pause lets them go on.")
    await reply(interaction, said)


@actions(words_of.BLOCK)
async def block(interaction: Interaction, arguments: tuple[str, int]) -> None:
    """Whom the report is about is kept away, for a week or for good."""
    await defer(interaction)
    place, _server = await as_team(interaction)
    report_id, days = arguments
    reason = fill(_("A report ({number})"), number=report_id)
    coach = coach_of(interaction)
    reported = await reports.block(coach, place, report_id, days or None, reason)
    said = _("<@{member}> is kept from introductions, open doors and wins for 7 days.")
    if not days:
        said = _("<@{member}> is kept from introductions, open doors and wins for good.")
    await reply(interaction, fill(said, member=reported))


@actions(words_of.CLOSE)
async def close(interaction: Interaction, arguments: tuple[str]) -> None:
    """The team is done with it; the reporter hears that it was handled."""
    await defer(interaction, update=True)
    place, _server = await as_team(interaction)
    await reports.close(coach_of(interaction), place, arguments[0])
    shown = interaction.message.content if interaction.message else ""
    said = fill(_("Closed by <@{member}>."), member=place.actor_id)
    await replace(interaction, f"{shown}\n\n{said}")
