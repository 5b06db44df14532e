"""Which time zone a member lives in: guessed from their language, confirmed by a press."""

from zoneinfo import ZoneInfo

import discord

from bot.i18n import _, fill
from bot.services import starting
from bot.services.history import Standing
from bot.services.zones import guessed_zone
from bot.ui import text
from bot.ui.buttons import ActionButton, actions, rows
from bot.ui.schedule import between_in_words
from bot.ui.talk import Interaction, caller_of, coach_of
from bot.ui.views import OwnedModal, defer, reply
from bot.ui.zone_names import BadZone, read_zone


async def ask_if_unknown(interaction: Interaction, standing: Standing) -> None:
    """Ask "Is it 21:40 for you?" in a message of its own, unless the zone is known.

    Once a day at most: until it is answered, the guess counts.
    """
    coach = coach_of(interaction)
    if standing.member.zone is None and coach.asked_for_zone.is_first(
        standing.member.id, coach.clock.now()
    ):
        await ask(interaction)


async def ask(interaction: Interaction) -> None:
    """Ask for the zone, with a guess that can be confirmed by one press."""
    guess = guessed_zone(interaction.locale)
    question = _("Is it {time} for you? Then I know when your morning is.")
    buttons = [
        ActionButton.make(
            "zone_yes", _packed(guess), label=_("Yes"), style=discord.ButtonStyle.primary
        ),
        ActionButton.make("zone_other", label=_("No, I live elsewhere")),
    ]
    words = fill(question, time=_clock_time(interaction, guess))
    await reply(interaction, words, view=rows(buttons))


@actions("zone_yes")
async def confirmed(interaction: Interaction, arguments: tuple[str, ...]) -> None:
    """The guess was right."""
    await defer(interaction)
    await _keep(interaction, _unpacked("".join(arguments[:1])))


@actions("zone_other")
async def ask_for_city(interaction: Interaction, arguments: tuple[str, ...]) -> None:
    """The guess was wrong: a form with one field."""
    await interaction.response.send_modal(ZoneForm(interaction.user.id))


class ZoneForm(OwnedModal):
    """Takes a city, a country or the name of a zone."""

    def __init__(self, owner_id: int) -> None:
        super().__init__(owner_id, _("Where do you live?"))
        self.place: discord.ui.TextInput[ZoneForm] = discord.ui.TextInput(
            label=_("A big city near you, or a time zone"),
            placeholder=_("for example Lisbon, or Europe/Lisbon"),
            custom_id="place",
            max_length=64,
        )
        self.add_item(self.place)

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        await defer(interaction)
        try:
            zone = read_zone(self.place.value)
        except BadZone as unknown:
            again = ActionButton.make("zone_other", label=_("Try another"))
            await reply(interaction, text.sentence(unknown), view=rows([again]))
            return
        await _keep(interaction, zone)


async def _keep(interaction: Interaction, zone: str) -> None:
    member = await starting.set_zone(coach_of(interaction), caller_of(interaction), zone)
    words = fill(
        _(
            "Noted: {zone}, where it is {time} now. I write {between} on your working "
            "days; /reminders settings changes that."
        ),
        zone=zone,
        time=_clock_time(interaction, zone),
        between=between_in_words(member.preferences),
    )
    await reply(interaction, words)


def _clock_time(interaction: Interaction, zone: str) -> str:
    return f"{coach_of(interaction).clock.now().astimezone(ZoneInfo(zone)):%H:%M}"


def _packed(zone: str) -> str:
    """A zone as custom ids may hold it."""
    return zone.replace("/", ".")


def _unpacked(packed: str) -> str:
    return packed.replace(".", "/")
