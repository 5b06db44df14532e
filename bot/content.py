"""The long texts: nudges, drafts, questions, guides and greetings, read from `data/`.

Nothing here knows any wording. A language is a folder (`data/nudges/en/`); a file that a
language lacks is taken from English. What members typed goes into the templates as plain
values on one line and is never template source; whoever shows the result on Discord escapes
those values first. Drafts are plain text and are to be shown unescaped.

In nudges and drafts a line break is a space and a blank line a paragraph, as in Markdown;
`{{ br }}` breaks a line.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.coaching.rules import RULES, NudgeKind, Travel

if TYPE_CHECKING:
    from jinja2 import Template, nodes
    from jinja2.sandbox import ImmutableSandboxedEnvironment

Values = Mapping[str, object]

DEFAULT_LANGUAGE = "en"
GUIDE_LIMIT = 1_900
"""Characters of a guide, so that it fits one Discord message with something beside it."""

NUDGES = tuple(kind for kind, rule in RULES.items() if rule.travel is not Travel.SILENT)
NUDGE_REQUIRED = frozenset({"name", "n", "most", "left"})
NUDGE_VARIABLES = NUDGE_REQUIRED | {
    "organisation",
    "since",
    "days",
    "waited",
    "next_on",
    "waiting",
    "introducer",
    "note",
    "promise",
    "kept",
    "starts",
    "starts_relative",
    "place",
    "minutes",
    "thank_by",
    "closes_on",
    "erased_on",
    "has_draft",
}
BUNDLE_VARIABLES = frozenset({"lines", "count", "last", "skipped"})

DRAFTS = (
    "request_email",
    "request_linkedin200",
    "request_linkedin300",
    "request_call",
    "introduction_request",
    "introduction_joint",
    "introduced_reply",
    "followup_email",
    "followup_linkedin200",
    "followup_linkedin300",
    "followup_call",
    "find_time",
    "ask_where",
    "confirm_meeting",
    "another_time",
    "reschedule",
    "thanks_email",
    "thanks_card",
    "thanks_introducer",
    "report_back",
    "keep_in_touch",
)
DRAFT_VARIABLES = frozenset(
    {
        "name",
        "first_name",
        "organisation",
        "role",
        "member_name",
        "goal",
        "two_sentences",
        "link",
        "minutes",
        "times",
        "introducer",
        "why",
        "field_outside",
        "note",
        "promise",
        "belated",
        "sentences",
        "short",
    }
)

GREETINGS = (
    "welcome",
    "everything",
    "privacy",
    "four_places",
    "dm_closed",
    "panel",
    "how",
    "demo",
    "demo_message",
    "demo_moderator",
)
GREETING_VARIABLES = frozenset({"command"})

PHASES = ("opening", "trends", "insights", "advice", "resources", "next_steps")
AUDIENCES = ("student", "career_changer", "newcomer", "returning", "curious", "any")
FIELDS = ("own", "outside", "any")

PROMPT_STAGES = ("choose", "contact", "questions", "talk", "thanks", "keeping")
PROMPT_LIMIT = 300
"""Characters of a weekly prompt: one glance on a phone."""

_PROMPT_ID = re.compile(r"[a-z][a-z0-9-]{0,11}")
"""A letter first: a server's own prompts have ids that begin with a digit."""

_BREAK = "\x02"
_NOTHING = "\x03"
"""Stands where a value printed nothing, so that its line goes as well (see `folded`)."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text for the member to send: nothing in it but what they would say."""

    subject: str | None
    body: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question for everybody in a careers channel; `stage` is the method's it belongs to."""

    id: str
    stage: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """An open question for a talk; `grows_from` is the id of the one it builds on, or empty.

    One that `leans` makes no sense without that one before it: "How did you learn it?"
    """

    id: str
    phase: str
    theme: str
    audience: tuple[str, ...]
    field: str
    text: str
    grows_from: str
    leans: bool = False


# Where things are


@cache
def data_folder() -> Path:
    """The folder of texts: inside the package when installed, beside it in a checkout."""
    packaged = Path(__file__).parent / "_data"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / "data"


@cache
def languages() -> tuple[str, ...]:
    """Every language that has texts of its own, English first."""
    found = {
        folder.name
        for room in _ROOMS
        for folder in (data_folder() / room).glob("*")
        if folder.is_dir()
    }
    return (DEFAULT_LANGUAGE, *sorted(found - {DEFAULT_LANGUAGE}))


@cache
def _choices(language: str) -> tuple[str, ...]:
    """The languages to look in, in order: "pt-BR", then "pt", then English."""
    wanted = (language, language.partition("-")[0], DEFAULT_LANGUAGE)
    return tuple(dict.fromkeys(choice for choice in wanted if choice in languages()))


def _find(name: str, language: str) -> Path | None:
    """The file "guides/idea.md" in the best language that has it."""
    room, _, file = name.partition("/")
    paths = (data_folder() / room / choice / file for choice in _choices(language))
    return next((path for path in paths if path.is_file()), None)


def _read(name: str, language: str) -> str:
    path = _find(name, language)
    if path is None:
        raise FileNotFoundError(f"no text data/{name.replace('/', f'/{DEFAULT_LANGUAGE}/', 1)}")
    return path.read_text(encoding="utf-8")


# Whitespace and small wording helpers


def folded(text: str) -> str:
    """`text` as prose: single spaces, paragraphs one blank line apart, breaks where `br` stood.

    A line on which every value was empty goes; it does not end a paragraph.
    """
    if _BREAK not in text and _NOTHING not in text and "\n" not in text.strip():
        return " ".join(text.split())
    text = re.sub(rf"^[ \t]*(?:{_NOTHING}[ \t]*)+\n", "", text, flags=re.MULTILINE)
    text = text.replace(_NOTHING, "")
    paragraphs = (
        "\n".join(filter(None, (" ".join(line.split()) for line in paragraph.split(_BREAK))))
        for paragraph in re.split(r"\n[ \t]*\n", text)
    )
    return "\n\n".join(filter(None, paragraphs))


def tidied(text: str) -> str:
    """`text` with its lines kept: no trailing spaces, never two blank lines in a row."""
    lines = "\n".join(line.rstrip() for line in text.replace(_NOTHING, "").splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def sentence(text: str, capital: bool = True, end: bool = True) -> str:
    """`text` with a capital first and a full stop last, where it lacks them."""
    text = text.strip()
    if capital:
        text = text[:1].upper() + text[1:]
    if end and not text.rstrip("\"'”’)]»").endswith((".", "!", "?", "…", "。", "！", "？")):
        text = text.rstrip(" ,;:") + "."
    return text


def shortened(text: str, limit: int) -> str:
    """`text` cut after a whole word to at most `limit` characters, with an ellipsis."""
    if len(text) <= limit:
        return text
    kept, _, _ = text[:limit].rpartition(" ")
    return (kept or text[: limit - 1]).rstrip(" ,;:.") + "…"


def split_sentences(text: str) -> list[str]:
    """The sentences of `text`, each with its punctuation."""
    return [part for part in re.split(r"(?<=[.!?…])\s+(?=\S)", text.strip()) if part]


# Rendering


@cache
def _environment(language: str) -> "ImmutableSandboxedEnvironment":
    from jinja2 import FunctionLoader, StrictUndefined  # noqa: PLC0415  (not at rest)
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

    environment = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(partial(_source, language)),
        undefined=StrictUndefined,
        autoescape=False,
        finalize=_printed,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["br"] = _BREAK
    environment.filters.update(folded=folded, sentence=sentence, shortened=shortened)
    return environment


def _printed(value: object) -> object:
    """What `{{ value }}` prints: never "None", and macros without the space around them."""
    if value is None:
        return _NOTHING
    return value.strip() or _NOTHING if isinstance(value, str) else value


@cache
def _template(name: str, language: str) -> "Template":
    return _environment(_choices(language)[0]).get_template(name)


def _source(language: str, name: str) -> str | None:
    path = _find(name, language)
    return path.read_text(encoding="utf-8") if path else None


_CONTROLS = dict.fromkeys((ord(_BREAK), ord(_NOTHING)))


def _clean(value: object) -> object:
    """A value as the templates get it: texts on one line, empty ones as None."""
    match value:
        case str():
            return " ".join(value.translate(_CONTROLS).split()) or None
        case list() | tuple():
            return [item for item in map(_clean, value) if item is not None]
        case _:
            return value


def _prepare(values: Values, declared: frozenset[str]) -> dict[str, object]:
    unknown = values.keys() - declared
    if unknown:
        raise ValueError(f"no template knows {', '.join(sorted(unknown))}")
    return dict.fromkeys(declared) | {key: _clean(value) for key, value in values.items()}


def _worded(values: Values, used: frozenset[str]) -> dict[str, object]:
    """What is used, as templates get it; a function's value is what it returns."""
    worded: dict[str, object] = {}
    for name in used:
        value = values.get(name)
        worded[name] = _clean(value() if callable(value) else value)
    return worded


@cache
def _used(name: str, block: str, language: str) -> frozenset[str]:
    """The variables that a block of a template uses, with those of what it includes."""
    from jinja2 import nodes  # noqa: PLC0415

    parsed = _parsed(name, language)
    blocks = (one for one in parsed.find_all(nodes.Block) if one.name == block)
    inner = nodes.Template([part for one in blocks for part in one.body])
    inner.set_environment(_environment(language))
    return _variables(inner, language) & NUDGE_VARIABLES


def _parsed(name: str, language: str) -> "nodes.Template":
    return _environment(language).parse(_source(language, name) or "")


def _variables(template: "nodes.Template", language: str) -> frozenset[str]:
    from jinja2 import meta  # noqa: PLC0415

    included = filter(None, meta.find_referenced_templates(template))
    inner = (_variables(_parsed(name, language), language) for name in included)
    return frozenset(meta.find_undeclared_variables(template)).union(*inner)


def _block(template: "Template", block: str, values: dict[str, object]) -> str | None:
    if block not in template.blocks:
        return None
    return folded("".join(template.blocks[block](template.new_context(values))))


def _nudge(kind: NudgeKind, block: str, language: str, values: Values) -> str:
    missing = NUDGE_REQUIRED - values.keys()
    if missing:
        raise ValueError(f"a nudge needs {', '.join(sorted(missing))}")
    unknown = values.keys() - NUDGE_VARIABLES
    if unknown:
        raise ValueError(f"no nudge knows {', '.join(sorted(unknown))}")
    name = f"nudges/{kind}.md.j2"
    template = _template(name, language)
    used = _used(name, block, _choices(language)[0])
    return _block(template, block, _worded(values, used)) or ""


def nudge_line(kind: NudgeKind, language: str, values: Values) -> str:
    """The nudge as one line of a bundle."""
    return _nudge(kind, "line", language, values)


def nudge_body(kind: NudgeKind, language: str, values: Values) -> str:
    """The nudge as a message of its own."""
    return _nudge(kind, "body", language, values)


def bundle(language: str, values: Values) -> str:
    """The message that holds several nudges: `lines`, `count`, `last`, `skipped`."""
    template = _template("nudges/bundle.md.j2", language)
    return tidied(template.render(_prepare(values, BUNDLE_VARIABLES)))


def trial_message(language: str) -> str:
    """The message that shows the member that direct messages reach them."""
    return tidied(_template("nudges/test.md.j2", language).render())


def draft(name: str, language: str, values: Values) -> Draft:
    """The draft `name`, which reads well whatever of DRAFT_VARIABLES is missing."""
    prepared = _prepare(values, DRAFT_VARIABLES)
    if prepared["two_sentences"] and not prepared["sentences"]:
        prepared["sentences"] = split_sentences(str(prepared["two_sentences"]))
    template = _template(f"drafts/{name}.txt.j2", language)
    return Draft(_block(template, "subject", prepared), _block(template, "body", prepared) or "")


def _code(name: str) -> str:
    return f"`/{name}`"


def greeting(
    name: str, language: str, values: Mapping[str, Callable[[str], str]] | None = None
) -> str:
    """A first screen or standing text; `command` turns "people add" into a mention."""
    template = _template(f"greetings/{name}.md.j2", language)
    prepared = _prepare({"command": _code, **(values or {})}, GREETING_VARIABLES)
    return tidied(template.render(prepared))


# Guides and questions


@cache
def _contents() -> tuple[str, ...]:
    """The guides' topics, in the order of the method."""
    return tuple((data_folder() / "guides" / "contents.txt").read_text(encoding="utf-8").split())


@cache
def guide(topic: str, language: str) -> str:
    """The guide to `topic`, its title first; a KeyError where there is none."""
    if topic not in _contents():
        raise KeyError(topic)
    return tidied(_read(f"guides/{topic}.md", language))


@cache
def guide_topics(language: str) -> list[tuple[str, str]]:
    """Every topic with its title, in the order of the method."""
    return [(topic, _title(guide(topic, language))) for topic in _contents()]


def _title(text: str) -> str:
    return text.partition("\n")[0].removeprefix("#").strip()


@cache
def questions(language: str) -> tuple[Question, ...]:
    """Every question for a talk, in the order of the file."""
    rows = tomllib.loads(_read("questions/questions.toml", language))["question"]
    return tuple(Question(**{**row, "audience": tuple(row["audience"])}) for row in rows)


@cache
def prompts(language: str) -> tuple[Prompt, ...]:
    """Every weekly prompt that ships, in the order of the file."""
    rows = tomllib.loads(_read("prompts/prompts.toml", language))["prompt"]
    return tuple(Prompt(**row) for row in rows)


# What `rapport doctor` and the tests ask


_ROOMS: Mapping[str, tuple[str, ...]] = {
    "nudges": tuple(f"{name}.md.j2" for name in (*NUDGES, "bundle", "test")),
    "drafts": tuple(f"{name}.txt.j2" for name in DRAFTS),
    "greetings": tuple(f"{name}.md.j2" for name in GREETINGS),
    "questions": ("questions.toml",),
    "prompts": ("prompts.toml",),
    "guides": (),
}
"""The folders that hold languages and the files each must have; the guides list their own."""


def problems() -> list[str]:
    """What is wrong with the texts, in words; nothing where all is well."""
    try:
        rooms = {**_ROOMS, "guides": tuple(f"{topic}.md" for topic in _contents())}
    except OSError:
        return ["data/guides/contents.txt is missing: reinstall, or restore the data folder"]
    found = [
        f"data/{room}/{DEFAULT_LANGUAGE}/{file} is missing"
        for room, files in rooms.items()
        for file in files
        if not (data_folder() / room / DEFAULT_LANGUAGE / file).is_file()
    ]
    for language in languages():
        for room, files in rooms.items():
            found += _problems_in(data_folder() / room / language, files)
    return found or [problem for language in languages() for problem in _doubts(language)]


def _problems_in(folder: Path, expected: tuple[str, ...]) -> Iterator[str]:
    """Templates that can't be read or name what the code doesn't give, and files nobody uses."""
    from jinja2 import TemplateSyntaxError, meta, nodes  # noqa: PLC0415

    used = set(expected)
    here = sorted(path for path in folder.glob("*") if path.is_file())
    for path in here:
        if path.suffix != ".j2":
            continue
        place = f"data/{folder.parent.name}/{folder.name}/{path.name}"
        environment = _environment(folder.name)
        try:
            tree = environment.parse(path.read_text(encoding="utf-8"))
        except (TemplateSyntaxError, UnicodeDecodeError) as error:
            yield f"{place} can't be read: {error}"
            continue
        used.update(
            name.rpartition("/")[2] for name in meta.find_referenced_templates(tree) if name
        )
        own = {name.name for name in tree.find_all(nodes.Name) if name.ctx != "load"}
        given = _declared(path) | own | environment.globals.keys()
        unknown = meta.find_undeclared_variables(tree) - given
        if unknown:
            yield f"{place} names {', '.join(sorted(unknown))}, which the code doesn't give"
        missing = _needed_blocks(path) - {block.name for block in tree.find_all(nodes.Block)}
        if missing:
            yield f"{place} lacks the block {', '.join(sorted(missing))}"
    for path in here:
        if path.name not in used:
            yield f"data/{folder.parent.name}/{folder.name}/{path.name} is used nowhere"


def _declared(path: Path) -> frozenset[str]:
    """The variables that the code gives to the template at `path`."""
    match path.parent.parent.name, path.name:
        case "nudges", "bundle.md.j2":
            return BUNDLE_VARIABLES
        case "nudges", "test.md.j2":
            return frozenset()
        case "nudges", _:
            return NUDGE_VARIABLES
        case "drafts", _:
            return DRAFT_VARIABLES
        case _:
            return GREETING_VARIABLES


def _needed_blocks(path: Path) -> set[str]:
    room, name = path.parent.parent.name, path.name.partition(".")[0]
    if room == "nudges" and name in NUDGES:
        return {"line", "body"}
    return {"body"} if room == "drafts" and name in DRAFTS else set()


def _doubts(language: str) -> Iterator[str]:
    """Guides that don't fit a message and questions that don't hold together."""
    for topic in _contents():
        text = guide(topic, language)
        if not text.startswith("# ") or len(text) > GUIDE_LIMIT:
            yield (
                f"guide {topic} ({language}) needs a title in its first line and "
                f"at most {GUIDE_LIMIT} characters (it has {len(text)})"
            )
    try:
        asked = questions(language)
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        yield f"questions.toml ({language}) can't be read: {error}"
        return
    yield from (f"question {problem} ({language})" for problem in _broken(asked))
    try:
        shipped = prompts(language)
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        yield f"prompts.toml ({language}) can't be read: {error}"
        return
    yield from (f"prompt {problem} ({language})" for problem in _unfit(shipped))


def _unfit(shipped: tuple[Prompt, ...]) -> Iterator[str]:
    """Prompts that Discord, the database or a reader would stumble over."""
    seen: set[str] = set()
    for prompt in shipped:
        if prompt.id in seen:
            yield f"{prompt.id} is there twice"
        if not _PROMPT_ID.fullmatch(prompt.id):
            yield f"{prompt.id} needs an id of at most 12 small letters, digits and hyphens"
        if prompt.stage not in PROMPT_STAGES:
            yield f"{prompt.id} has an unknown stage"
        if not prompt.text or len(prompt.text) > PROMPT_LIMIT:
            yield f"{prompt.id} needs a text of at most {PROMPT_LIMIT} characters"
        seen.add(prompt.id)


def _broken(asked: tuple[Question, ...]) -> Iterator[str]:
    earlier: dict[str, Question] = {}
    for question in asked:
        if question.id in earlier:
            yield f"{question.id} is there twice"
        if question.phase not in PHASES or question.field not in FIELDS:
            yield f"{question.id} has an unknown phase or field"
        elif not question.audience or not set(question.audience) <= set(AUDIENCES):
            yield f"{question.id} has an unknown audience"
        elif question.grows_from and question.grows_from not in earlier:
            yield f"{question.id} grows from {question.grows_from}, which does not stand before it"
        elif question.grows_from and _phase(question) < _phase(earlier[question.grows_from]):
            yield f"{question.id} grows from a later phase"
        elif question.grows_from and not _is_for_all_of(earlier[question.grows_from], question):
            yield f"{question.id} grows from {question.grows_from}, which is for fewer people"
        earlier[question.id] = question


def _is_for_all_of(root: Question, question: Question) -> bool:
    """Whether whoever may be given `question` may be given `root` as well."""
    everybody = "any" in root.audience or set(question.audience) <= set(root.audience)
    return everybody and root.field in {"any", question.field}


def _phase(question: Question) -> int:
    return PHASES.index(question.phase) if question.phase in PHASES else len(PHASES)
