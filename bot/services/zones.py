"""Where a member may live, as long as they have not said it."""

from datetime import date, datetime

GUESSES = {
    "bg": "Europe/Sofia",
    "cs": "Europe/Prague",
    "da": "Europe/Copenhagen",
    "de": "Europe/Berlin",
    "el": "Europe/Athens",
    "en-GB": "Europe/London",
    "en-US": "America/New_York",
    "es-419": "America/Mexico_City",
    "es-ES": "Europe/Madrid",
    "fi": "Europe/Helsinki",
    "fr": "Europe/Paris",
    "hi": "Asia/Kolkata",
    "hr": "Europe/Zagreb",
    "hu": "Europe/Budapest",
    "id": "Asia/Jakarta",
    "it": "Europe/Rome",
    "ja": "Asia/Tokyo",
    "ko": "Asia/Seoul",
    "lt": "Europe/Vilnius",
    "nl": "Europe/Amsterdam",
    "no": "Europe/Oslo",
    "pl": "Europe/Warsaw",
    "pt-BR": "America/Sao_Paulo",
    "ro": "Europe/Bucharest",
    "ru": "Europe/Moscow",
    "sv-SE": "Europe/Stockholm",
    "th": "Asia/Bangkok",
    "tr": "Europe/Istanbul",
    "uk": "Europe/Kyiv",
    "vi": "Asia/Ho_Chi_Minh",
    "zh-CN": "Asia/Shanghai",
    "zh-TW": "Asia/Taipei",
}
"""Discord locale → the zone that most of its speakers live in."""


def guessed_zone(discord_locale: object) -> str:
    """The zone to count in until the member confirms or names one; UTC where no guess is good."""
    return GUESSES.get(str(discord_locale), "UTC")


class AskedToday:
    """Whom the question was shown to today (UTC), in this process: a restart may ask once more."""

    def __init__(self) -> None:
        self._day: date | None = None
        self._members: set[int] = set()

    def is_first(self, member_id: int, now: datetime) -> bool:
        """Whether it was not shown to the member yet today; it is noted as shown."""
        if self._day != now.date():
            self._day = now.date()
            self._members.clear()
        if member_id in self._members:
            return False
        self._members.add(member_id)
        return True
