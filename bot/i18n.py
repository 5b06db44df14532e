"""Short texts in the member's language: gettext over the catalogues in `data/locales/`.

English stands in the code. `_("…")` and `n_(singular, plural, count)` translate when they are
called, into the current language, which every interaction sets at its start (a contextvar, so
two members at once don't mix). A new language is one folder:
`data/locales/<language>/LC_MESSAGES/rapport.po`. The compiled `.mo` beside it is read where it
is there (`make messages` writes it), else the `.po` itself; either only when the first member
with that language comes, so starting costs nothing. A language or a text that is missing is
English.
"""

import gettext as _gettext
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path

DOMAIN = "rapport"
ENGLISH = "en"

_language: ContextVar[str] = ContextVar("language", default=ENGLISH)
_PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_]*)\}")


def _(text: str) -> str:
    """`text` in the current language."""
    return _catalogue(_language.get()).gettext(text) if text else ""


def n_(singular: str, plural: str, count: int) -> str:
    """The form for `count` in the current language; `{count}` is put in."""
    text = _catalogue(_language.get()).ngettext(singular, plural, count)
    return fill(text, count=count)


def fill(text: str, /, **values: object) -> str:
    """Put `values` in for `{name}`, once, by name only.

    Neither the text nor a value is ever evaluated as a format: braces in a value stay as they
    are, and a placeholder without a value stays as it stands. Values go in unchanged; those
    that a member typed are made harmless first (`bot.ui.text.escape`).
    """
    return _PLACEHOLDER.sub(lambda found: str(values.get(found[1], found[0])), text)


def placeholders(text: str) -> frozenset[str]:
    """The names that `fill` would replace in `text`."""
    return frozenset(_PLACEHOLDER.findall(text))


def current_language() -> str:
    """The language of the interaction that is being answered."""
    return _language.get()


def set_language(tag: str) -> None:
    """From here on `_` translates into `tag` in this task (and in tasks started from it)."""
    _language.set(tag)


@contextmanager
def use_language(tag: str) -> Iterator[None]:
    """`_` translates into `tag` inside the block."""
    token = _language.set(tag)
    try:
        yield
    finally:
        _language.reset(token)


def language_of(discord_locale: object) -> str:
    """The language we have for a Discord locale ("de", "pt-BR", "es-419"); "en" where none.

    A folder for the whole tag (`pt_BR`) comes before one for the language alone (`pt`).
    """
    tag = str(discord_locale).replace("-", "_")
    have = languages()
    return next((one for one in (tag, tag.partition("_")[0]) if one in have), ENGLISH)


@cache
def languages() -> frozenset[str]:
    """Every language there is, English included: the names of the folders."""
    found = directory().glob(f"*/LC_MESSAGES/{DOMAIN}.[mp]o")
    return frozenset({ENGLISH, *(path.parent.parent.name for path in found)})


def directory() -> Path:
    """Where the catalogues are: in an installed package under `bot/_data`, else in `data/`."""
    here = Path(__file__).parent
    installed = here / "_data"
    data = installed if installed.is_dir() else here.parent / "data"
    return _elsewhere or data / "locales"


@contextmanager
def catalogues_in(path: Path) -> Iterator[None]:
    """Read the catalogues from `path` inside the block (for tests)."""
    global _elsewhere  # noqa: PLW0603  (one switch, used by tests only)
    before, _elsewhere = _elsewhere, path
    _forget()
    try:
        yield
    finally:
        _elsewhere = before
        _forget()


_elsewhere: Path | None = None


def _forget() -> None:
    languages.cache_clear()
    _catalogue.cache_clear()


@cache
def _catalogue(tag: str) -> _gettext.NullTranslations:
    """The catalogue of `tag`; one without texts where there is none."""
    if tag not in languages():
        return _gettext.NullTranslations()
    folder = directory() / tag / "LC_MESSAGES"
    compiled = folder / f"{DOMAIN}.mo"
    if compiled.is_file():
        with compiled.open("rb") as file:
            return _gettext.GNUTranslations(file)
    source = folder / f"{DOMAIN}.po"
    return _compile(source) if source.is_file() else _gettext.NullTranslations()


def _compile(source: Path) -> _gettext.NullTranslations:
    from babel.messages.mofile import write_mo  # noqa: PLC0415  (only for a language's first)
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return _gettext.GNUTranslations(compiled)
