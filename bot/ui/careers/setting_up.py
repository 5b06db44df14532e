"""`/careers setup`: where, who, in which language; then the panel as members will see it."""

from dataclasses import asdict, dataclass, replace
from typing import Any, Self

import discord
from discord import ButtonStyle

from bot.coaching.careers import Careers
from bot.feedback import N_, Feedback
from bot.i18n import _, current_language, fill, language_of, languages, use_language
from bot.mentions import mention
from bot.services.careers import panels, servers
from bot.services.careers.panels import NOT_PINNED
from bot.services.careers.servers import Place, Server
from bot.services.zones import guessed_zone
from bot.ui import text
from bot.ui.careers import panel, permissions
from bot.ui.careers.permissions import PIN, text_channel
from bot.ui.careers.screens import ManagerForm, Screen
from bot.ui.talk import Interaction, coach_of
from bot.ui.views import defer, reply
from bot.ui.views import replace as show
from bot.ui.zone_names import LONGEST_ZONE, read_zone


class NoChannel(Feedback):
    """No channel was chosen, or it is there no more."""

    def __init__(self) -> None:
        super().__init__(N_("Choose a text channel first: there I post the panel."))


class Lacking(Feedback):
    """The coach lacks a permission that it needs."""

    def __init__(self, channel: str, lacking: str) -> None:
        super().__init__(
            N_(
                "I can't post in #{channel} yet: I lack {lacking}. Edit Channel → Permissions → "
                "add my role → switch it on; then press Preview again."
            ),
            channel=channel,
            lacking=lacking,
        )


class SamePlace(Feedback):
    """The log would stand where all members read."""

    def __init__(self) -> None:
        super().__init__(
            N_("The log is for the team. Choose another channel for it than the members' one.")
        )


class ForEverybody(Feedback):
    """The team role would be everybody's."""

    def __init__(self) -> None:
        super().__init__(N_("@everyone would make everybody the team. Choose another role."))


@dataclass(frozen=True, slots=True)
class Draft:
    """What is chosen so far; nothing of it counts before "Post it"."""

    channel: int | None
    team_role: int | None
    log_channel: int | None
    language: str
    zone: str

    @classmethod
    def of(cls, settings: Careers) -> Self:
        return cls(
            settings.channel,
            settings.team_role,
            settings.log_channel,
            settings.language,
            settings.zone,
        )

    def changes(self, before: "Draft | None") -> dict[str, Any]:
        """The fields of `Careers` that the moderator chose otherwise than they were shown.

        What others changed meanwhile stays as they left it.
        """
        shown = {} if before is None else asdict(before)
        return {name: value for name, value in asdict(self).items() if value != shown.get(name)}


async def begin(interaction: Interaction, place: Place) -> None:
    """Answer with the choices as they stand."""
    server = await servers.known(coach_of(interaction), place.guild_id)
    draft = _guessed(interaction) if server is None else Draft.of(server.settings)
    screen = SetUp(interaction, server, draft)
    await reply(interaction, await screen.words(interaction), view=screen)


def _guessed(interaction: Interaction) -> Draft:
    """The server's language as Discord knows it; the zone that most of its speakers live in.

    A server that never chose one has American English: then the moderator's own is a better guess.
    """
    theirs = str(interaction.guild_locale or "en-US")
    likely = interaction.locale if theirs == "en-US" else theirs
    return Draft(None, None, None, language_of(theirs), guessed_zone(likely))


class SetUp(Screen):
    """The choices."""

    def __init__(
        self,
        interaction: Interaction,
        server: Server | None,
        draft: Draft,
    ) -> None:
        super().__init__(interaction)
        self.server = server
        self.draft = draft
        channel, log = (_there(interaction, one) for one in (draft.channel, draft.log_channel))
        self.add_item(_ChannelList(self, "channel", 0, channel))
        self.add_item(_RoleList(self, _role_there(interaction, draft.team_role)))
        self.add_item(_ChannelList(self, "log_channel", 2, log))
        if len(languages()) > 1:
            self.add_item(_LanguageList(self))
        self.button("zone", _("Time zone"), 4, self.ask_zone)
        self.button("again", _("Check again"), 4, self.look_again)
        self.button("preview", _("Preview the panel"), 4, self.preview, ButtonStyle.primary)

    async def words(self, interaction: Interaction) -> str:
        """What is chosen, and what is still needed."""
        chosen = self.draft
        lines = [
            _("**Set up the careers channel** – nothing is posted before you say so."),
            _line(_("Channel"), _channel(interaction, chosen.channel)),
            _line(_("Team role"), _role(interaction, chosen.team_role)),
            _line(_("Log channel"), _channel(interaction, chosen.log_channel)),
            _line(_("Language"), language_name(chosen.language)),
            _line(_("Time zone"), chosen.zone),
        ]
        channel = text_channel(interaction, chosen.channel)
        if channel is not None:
            has = await permissions.own(interaction, channel)
            lines += ["", permissions.in_words(channel, has)]
        log = text_channel(interaction, chosen.log_channel)
        if log is not None:
            lines += permissions.log_in_words(log, await permissions.own(interaction, log))
        error = self.server.panel.error if self.server else None
        if error is not None and error != NOT_PINNED:
            lines += ["", _("✗ The last time I could not post the panel. Preview it to try again.")]
        return "\n".join(lines)

    async def choose(self, interaction: Interaction, **changes: Any) -> None:
        """Show the screen with other choices."""
        draft = replace(self.draft, **changes)
        if draft.channel is not None and draft.channel == draft.log_channel:
            raise SamePlace
        await self.turn(interaction, draft)

    async def turn(self, interaction: Interaction, draft: Draft) -> None:
        await defer(interaction, update=True)
        screen = SetUp(interaction, self.server, draft)
        self.stop()
        await show(interaction, await screen.words(interaction), view=screen)

    async def look_again(self, interaction: Interaction) -> None:
        await self.turn(interaction, self.draft)

    async def ask_zone(self, interaction: Interaction) -> None:
        await interaction.response.send_modal(_ZoneForm(self))

    async def preview(self, interaction: Interaction) -> None:
        """The panel itself in a message of its own, then the question whether to post it."""
        await defer(interaction)
        channel = await _usable(interaction, self.draft)
        with use_language(self.draft.language):
            words, buttons = panel.words(), panel.buttons()
        await reply(interaction, words, view=buttons)
        screen = Post(interaction, self.server, self.draft)
        await reply(interaction, await screen.words(interaction, channel), view=screen)


class Post(Screen):
    """The last question: post it?"""

    def __init__(self, interaction: Interaction, server: Server | None, draft: Draft) -> None:
        super().__init__(interaction)
        self.server = server
        self.draft = draft
        self.button("post", _("Post it"), 0, self.post, ButtonStyle.primary)
        self.button("back", _("Change something"), 0, self.back)

    async def words(self, interaction: Interaction, channel: discord.TextChannel) -> str:
        """What "Post it" will do."""
        said = _("That is the panel as members will see it in {channel}.")
        lines = [fill(said, channel=channel.mention)]
        stands = self.server.panel if self.server is not None else None
        if stands is not None and stands.message is not None:
            same = stands.channel == channel.id
            moved = _("The one in {old} goes.")
            lines.append(
                _("It takes the place of the one that stands there.")
                if same
                else fill(moved, old=f"<#{stands.channel}>")
            )
        if permissions.missing(await permissions.own(interaction, channel), PIN):
            lines.append(
                _("I may not pin there, so it stays unpinned. Anybody who may can pin it.")
            )
        return "\n".join(lines)

    async def post(self, interaction: Interaction) -> None:
        """Keep the choices, and have the panel posted."""
        await defer(interaction, update=True)
        channel = await _usable(interaction, self.draft)
        before = Draft.of(self.server.settings) if self.server is not None else None
        place = Place(channel.guild.id, channel.guild.name, interaction.user.id)
        changes = self.draft.changes(before) | {"channel": channel.id}
        await panels.want(coach_of(interaction), place, changes)
        self.stop()
        said = _(
            "Kept. The panel stands in {channel} within a minute.\nNext: {features} switches on "
            "what I post there; all of it is off."
        )
        if self.server is not None:
            said = _("Kept. The panel in {channel} is as you saw it within a minute.")
        words = fill(said, channel=channel.mention, features=mention("careers features"))
        await show(interaction, words)

    async def back(self, interaction: Interaction) -> None:
        await defer(interaction, update=True)
        screen = SetUp(interaction, self.server, self.draft)
        self.stop()
        await show(interaction, await screen.words(interaction), view=screen)


async def _usable(interaction: Interaction, draft: Draft) -> discord.TextChannel:
    """The channel that is chosen, where the coach may post. Raises `NoChannel`, `Lacking`."""
    channel = text_channel(interaction, draft.channel)
    if channel is None:
        raise NoChannel
    if draft.log_channel == draft.channel:
        raise SamePlace
    lacking = permissions.missing(await permissions.own(interaction, channel), permissions.NEEDED)
    if lacking:
        raise Lacking(channel.name, permissions.names(lacking))
    return channel


class _ChannelList(discord.ui.ChannelSelect[SetUp]):
    def __init__(self, screen: SetUp, field: str, row: int, chosen: int | None) -> None:
        is_log = field == "log_channel"
        super().__init__(
            custom_id=field,
            row=row,
            placeholder=_("The team's log channel") if is_log else _("The careers channel"),
            min_values=0 if is_log else 1,
            channel_types=[discord.ChannelType.text],
            default_values=_defaults(chosen, discord.SelectDefaultValueType.channel),
        )
        self.screen = screen

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        chosen = self.values[0].id if self.values else None
        await self.screen.choose(interaction, **{self.custom_id: chosen})


class _RoleList(discord.ui.RoleSelect[SetUp]):
    def __init__(self, screen: SetUp, chosen: int | None) -> None:
        super().__init__(
            custom_id="team_role",
            row=1,
            placeholder=_("The careers team's role, if there is one"),
            min_values=0,
            default_values=_defaults(chosen, discord.SelectDefaultValueType.role),
        )
        self.screen = screen

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        chosen = self.values[0] if self.values else None
        if chosen is not None and chosen.is_default():
            raise ForEverybody
        await self.screen.choose(interaction, team_role=chosen.id if chosen else None)


class _LanguageList(discord.ui.Select[SetUp]):
    def __init__(self, screen: SetUp) -> None:
        options = [
            discord.SelectOption(
                label=language_name(one), value=one, default=one == screen.draft.language
            )
            for one in sorted(languages())
        ]
        super().__init__(custom_id="language", row=3, options=options)
        self.screen = screen

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await self.screen.choose(interaction, language=self.values[0])


class _ZoneForm(ManagerForm):
    """In whose clock the weekly posts are."""

    def __init__(self, screen: SetUp) -> None:
        super().__init__(screen.owner_id, _("The server's time zone"))
        self.screen = screen
        label = _("A big city, or a time zone")
        self.zone = self.field("zone", label, LONGEST_ZONE, screen.draft.zone)

    async def on_submit(self, interaction: Interaction, /) -> None:  # type: ignore[override]
        await self.screen.choose(interaction, zone=read_zone(self.zone.value))


def _defaults(
    chosen: int | None, kind: discord.SelectDefaultValueType
) -> list[discord.SelectDefaultValue]:
    return [] if chosen is None else [discord.SelectDefaultValue(id=chosen, type=kind)]


def _there(interaction: Interaction, channel_id: int | None) -> int | None:
    """Its id, unless it was deleted."""
    found = text_channel(interaction, channel_id)
    return None if found is None else found.id


def _role_there(interaction: Interaction, role_id: int | None) -> int | None:
    guild = interaction.guild
    found = guild.get_role(role_id) if guild is not None and role_id is not None else None
    return None if found is None else found.id


def _line(name: str, value: str) -> str:
    return f"- {name}: **{value}**"


def _channel(interaction: Interaction, channel_id: int | None) -> str:
    if channel_id is None:
        return _("not chosen")
    found = text_channel(interaction, channel_id)
    return _("deleted; choose another") if found is None else found.mention


def _role(interaction: Interaction, role_id: int | None) -> str:
    if role_id is None:
        return _("none; only those who may manage the server")
    guild = interaction.guild
    role = guild.get_role(role_id) if guild is not None else None
    return _("deleted; choose another") if role is None else "@" + text.escape(role.name)


def language_name(tag: str) -> str:
    """A language as the reader calls it."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  (only where it is shown)

    try:
        name = Locale.parse(tag, sep="_").get_display_name(current_language())
    except (UnknownLocaleError, ValueError):
        name = None
    return name or tag
