"""The tiny bot in a simulated Discord."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
import simcord

from bot import i18n
from bot.ui import buttons
from tests.ui.tiny import TinyBot

PSEUDO = '''
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "They replied"
msgstr "Sie haben geantwortet"

msgid "There is nobody called {name}."
msgstr "{name} kenne ich nicht."

msgid "{count} day"
msgid_plural "{count} days"
msgstr[0] "{count} Tag"
msgstr[1] "{count} Tage"

msgid "do"
msgstr "mach"

msgid "Do what the test says"
msgstr "Mach, was der Test sagt"

msgid "Too long"
msgstr "%s"

msgid "No-show"
msgstr "Nicht {gekommen} {0} {name.__class__}"
''' % ("x" * 101)  # fmt: skip


@pytest.fixture
def german(tmp_path: Path) -> Iterator[Path]:
    """A catalogue with a few texts, as a folder of one language."""
    folder = tmp_path / "locales" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "rapport.po").write_text(PSEUDO.lstrip(), "utf-8")
    with i18n.catalogues_in(tmp_path / "locales"):
        yield folder


@pytest.fixture
def registries(monkeypatch: pytest.MonkeyPatch) -> None:
    """Registered handlers of other bots are put aside."""
    monkeypatch.setattr(buttons, "handlers", {})
    monkeypatch.setattr(buttons, "action_handlers", {})


@pytest_asyncio.fixture
async def env(registries: None) -> AsyncIterator[simcord.Env]:
    bot = TinyBot()
    made = simcord.Env(bot)
    await made.start()
    try:
        yield made
    finally:
        await made.shutdown()
        await made.bot.close()
    made._raise_errors_since(made._errors_acknowledged)
