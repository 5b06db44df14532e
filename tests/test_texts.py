"""Every text that a member sees can be translated.

Extraction is up to date; nothing in `cogs/` and `bot/ui/` that Discord shows is a bare literal;
and with a pseudo-language, made here from the template, buttons, answers and the registered
commands really come out translated.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.pofile import read_po, write_po

from bot import i18n
from bot.client import RapportBot
from bot.coaching.rules import Answer
from bot.coaching.stages import State
from bot.feedback import NotYours, TooLong
from bot.i18n import placeholders, use_language
from bot.ui.buttons import AnswerButton
from bot.ui.text import sentence
from bot.ui.translator import Translator
from bot.ui.zone_names import BadZone, read_zone

ROOT = Path(__file__).parent.parent
LOCALES = ROOT / "data" / "locales"
TEMPLATE = LOCALES / "rapport.pot"
KEYWORDS = parse_keywords(["_", "n_:1,2", "N_", "locale_str"])
MARKERS = frozenset({"_", "n_", "N_", "locale_str"})
PSEUDO = "ž"
"""Stands before every text of the pseudo-language; fits into names of commands too."""


# --- Extraction ----------------------------------------------------------------------------


@cache
def extracted() -> frozenset[str]:
    """Every text that is marked in the code."""
    found: set[str] = set()
    for room in ("bot", "cogs"):
        for _file, _line, message, *_rest in extract_from_dir(ROOT / room, keywords=KEYWORDS):
            found.update([message] if isinstance(message, str) else message)
    return frozenset(found)


@cache
def template() -> Catalog:
    with TEMPLATE.open("rb") as file:
        return read_po(file)


def texts_of(catalogue: Catalog) -> set[str]:
    found: set[str] = set()
    for message in catalogue:
        found.update([message.id] if isinstance(message.id, str) else message.id)
    return found - {""}


def catalogues() -> list[Path]:
    return sorted(LOCALES.glob("*/LC_MESSAGES/*.po"))


def test_the_template_has_every_text_and_no_other() -> None:
    missing = extracted() - texts_of(template())
    unused = texts_of(template()) - extracted()
    assert not missing, f"make messages would add {sorted(missing)[:5]}"
    assert not unused, f"make messages would drop {sorted(unused)[:5]}"


def test_translations_keep_the_placeholders() -> None:
    for path in catalogues():
        with path.open("rb") as file:
            wrong = list(misplaced(read_po(file)))
        assert not wrong, f"{path.relative_to(ROOT)}: {wrong}"


def misplaced(catalogue: Catalog) -> Iterator[str]:
    """Translations that lack a value of the original, or name one that it doesn't have."""
    for message in catalogue:
        singular, plural = (
            (message.id, message.id) if isinstance(message.id, str) else message.id[:2]
        )
        strings = [message.string] if isinstance(message.string, str) else message.string
        for text in filter(None, strings if message.id else ()):
            if placeholders(text) not in (placeholders(singular), placeholders(plural)):
                yield text


def test_a_misplaced_value_is_found() -> None:
    catalogue = Catalog(locale="de")
    catalogue.add("Hello {name}", "Hallo {nmae}")
    catalogue.add(("One day", "{count} days"), ("Ein Tag", "{count} Tage"))
    assert list(misplaced(catalogue)) == ["Hallo {nmae}"]


def test_no_text_is_written_for_a_format_that_is_never_applied() -> None:
    """`fill` knows `{name}` only: no positions, no attributes, no conversions."""
    for text in extracted():
        braces = set(re.findall(r"\{[^{}]*\}", text))
        assert braces == {f"{{{name}}}" for name in placeholders(text)}, text


# --- Literals that bypass the catalogues ---------------------------------------------------

SAYING = frozenset(
    {"reply", "replace", "tell", "send", "send_message", "edit_message", "edit_original_response"}
)
"""Calls whose first texts are shown as they are."""
SHOWN_ARGUMENTS = {
    "content", "label", "placeholder", "title", "description", "text", "group_description",
}  # fmt: skip
BUILDERS = frozenset(
    {"Button", "button", "Select", "select", "SelectOption", "TextInput", "Label", "TextDisplay",
     "Modal", "OwnedModal", "Embed", "add_field", "set_footer", "set_author", "Choice", "make",
     "add_option", "command", "group", "Group", "ContextMenu", "context_menu"}
)  # fmt: skip
NAMED = frozenset({"Choice", "add_field", "set_author"})
"""Builders whose `name` is shown as well, beside those of commands."""
COMMANDS = frozenset({"command", "group", "Group"})


@cache
def modules() -> tuple[Path, ...]:
    return tuple(sorted([*(ROOT / "cogs").rglob("*.py"), *(ROOT / "bot" / "ui").rglob("*.py")]))


def test_there_is_something_to_look_at() -> None:
    assert len(modules()) > 5


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_text_bypasses_the_catalogues(path: Path) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text!r}"
        for line, text in sorted(bypassing(ast.parse(path.read_text("utf-8"))))
    ]
    assert not found, "not marked with _ or locale_str:\n" + "\n".join(found)


def bypassing(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Literals with words in them that reach Discord untranslated, with their lines."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for shown in shown_by(node):
                yield from words_in(shown)
            if name_of(node.func) == "describe":
                for keyword in node.keywords:
                    yield from words_in(keyword.value)
        if isinstance(node, ast.ClassDef):
            for keyword in node.keywords:
                if keyword.arg in {"title", "group_description", "description"}:
                    yield from words_in(keyword.value, every=True)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from undescribed(node)


def shown_by(call: ast.Call) -> Iterator[ast.expr]:
    """The arguments of a call that Discord shows."""
    name = name_of(call.func)
    if name in SAYING:
        yield from call.args
    if name in SAYING | BUILDERS:
        yield from (one.value for one in call.keywords if one.arg in SHOWN_ARGUMENTS)
    if name in NAMED:
        yield from (one.value for one in call.keywords if one.arg in {"name", "value"})


def words_in(node: ast.expr, *, every: bool = False) -> Iterator[tuple[int, str]]:
    """Literals in an expression that hold a space between words (or, with `every`, a word)."""
    match node:
        case ast.Constant(value=str(text)):
            if re.search(r"[^\W\d_]" if every else r"[^\W\d_]+\s+[^\W\d_]+", text):
                yield node.lineno, text
        case ast.JoinedStr(values=values):
            literals = "{}".join(one.value for one in values if isinstance(one, ast.Constant))
            plain = re.sub(r"[^\w\s{}]|\{\}", " ", literals)
            if re.search(r"[^\W\d_]{2,}", plain):
                yield node.lineno, literals
        case ast.BinOp(left=left, right=right):
            yield from words_in(left)
            yield from words_in(right)
        case ast.IfExp(body=body, orelse=orelse):
            yield from words_in(body)
            yield from words_in(orelse)
        case ast.BoolOp(values=values):
            for one in values:
                yield from words_in(one)
        case ast.Call(func=ast.Attribute(value=receiver, attr="format")):
            yield from words_in(receiver)


def undescribed(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[int, str]]:
    """Commands whose name or description is no `locale_str`; discord.py would take docstrings."""
    for decorator in function.decorator_list:
        if not isinstance(decorator, ast.Call) or name_of(decorator.func) not in COMMANDS:
            continue
        given = {one.arg: one.value for one in decorator.keywords}
        for part in ("name", "description"):
            value = given.get(part)
            if not (isinstance(value, ast.Call) and name_of(value.func) == "locale_str"):
                yield decorator.lineno, f"{part} of {function.name}"


def name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


@pytest.mark.parametrize(
    "code",
    [
        'await reply(interaction, "Hello there")',
        'await views.reply(i, f"Hello {name}")',
        'await interaction.response.send_message(content="Hello there")',
        'await reply(i, "Hello " + name if x else "Good bye")',
        'await reply(i, "Hello dear {name}".format(name=name))',
        'discord.ui.Button(label="Press me")',
        'ActionButton.make("undo", label="Take back")',
        'TextInput(label=f"The name of {x}", custom_id="a")',
        'Select(placeholder="Choose one")',
        'Embed(title="Your people").add_field(name="Next steps", value="x")',
        'Choice(name="By email", value="email")',
        'class F(OwnedModal, title="Name"): ...',
        '@app_commands.describe(person="Whom to ask")\nasync def f(): ...',
        '@app_commands.command(name="ask")\nasync def f(): "Ask them."',
        '@group.command(name=locale_str("a"), description="Ask")\nasync def f(): ...',
    ],
)
def test_the_walk_finds_what_bypasses(code: str) -> None:
    assert list(bypassing(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        'await reply(interaction, _("Hello there"))',
        'await reply(i, fill(_("Hello {name}"), name=name))',
        'await reply(i, _("Hello {name}").format(name=name))',
        'await reply(i, f"{one}\\n- {two}")',
        'await reply(i, "\\n\\n".join(lines))',
        'log.info("Something happened")',
        'raise ValueError("no such thing")',
        'TextInput(label=_("The name"), custom_id="the name")',
        '@group.command(name=locale_str("a"), description=locale_str("b"))\nasync def f(): ...',
    ],
)
def test_the_walk_lets_pass_what_is_marked(code: str) -> None:
    assert not list(bypassing(ast.parse(code)))


# --- A pseudo-language ---------------------------------------------------------------------


@pytest.fixture
def pseudo(tmp_path: Path) -> Iterator[str]:
    """A language in which every text begins with a mark."""
    catalogue = Catalog(locale="de", domain="rapport")
    for message in template():
        if isinstance(message.id, str):
            catalogue.add(message.id, PSEUDO + message.id if message.id else "")
        else:
            catalogue.add(message.id, tuple(PSEUDO + form for form in message.id))
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "rapport.po").open("wb") as file:
        write_po(file, catalogue)
    with i18n.catalogues_in(tmp_path):
        yield "de"


def test_buttons_come_translated(pseudo: str) -> None:
    with use_language(pseudo):
        for answer in Answer:
            button = AnswerButton.make(answer, "SamSamSamSam", State())
            assert (button.label or "").startswith(PSEUDO)


def test_answers_come_translated(pseudo: str) -> None:
    with use_language(pseudo):
        with pytest.raises(BadZone) as refused:
            read_zone("Narnia")
        for error in (NotYours(), TooLong("x", 2, 1, "yy"), refused.value):
            assert sentence(error).startswith(PSEUDO)


async def test_commands_come_translated(pseudo: str) -> None:
    bot = RapportBot(Mock())
    await bot.load_everything()
    translator = Translator()
    commands = bot.tree.get_commands()
    assert commands
    for one in commands:
        payload = await one.get_translated_payload(bot.tree, translator)
        assert set(untranslated(payload)) == set()


def untranslated(payload: dict[str, Any], path: str = "") -> Iterator[str]:
    """Names, descriptions and choices in a command's payload that stay English in German.

    What a parameter is called counts as code; what it says of itself does not.
    """
    path = f"{path} {payload['name']}"
    is_parameter = payload.get("type", 1) > 2
    for part in ("description",) if is_parameter else ("name", "description"):
        if part in payload and not is_marked(payload, part):
            yield f"{part} of{path}"
    for inner in payload.get("options", []):
        yield from untranslated(inner, path)
    for choice in payload.get("choices", []):
        if not is_marked(choice, "name"):
            yield f"choice {choice['name']!r} of{path}"


def is_marked(payload: dict[str, Any], part: str) -> bool:
    translated = (payload.get(f"{part}_localizations") or {}).get("de", "")
    return bool(translated.startswith(PSEUDO))
