"""Discord's limits on messages, forms and autocomplete, held against all that was sent.

The simulation accepts some things that Discord refuses; every end-to-end test ends with this
check over the requests that the bot made.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

BUTTON, SELECTS, TEXT_INPUT, LABEL = 2, {3, 5, 6, 7, 8}, 4, 18


Json = Mapping[str, Any]


def problems(requests: Iterable[Any]) -> list[str]:
    """What Discord would refuse among these requests, and mentions that would fire."""
    found = []
    for request in requests:
        if isinstance(request.json, Mapping):
            place = f"{request.method} {request.path}"
            found += [f"{place}: {problem}" for problem in _request(request.path, request.json)]
    return found


def _request(path: str, body: Json) -> Iterator[str]:
    if path.endswith("/callback"):
        data = body.get("data") or {}
        match body.get("type"):
            case 4 | 7:
                yield from _message(data)
            case 8:
                yield from _choices(data.get("choices", []))
            case 9:
                yield from _modal(data)
    elif "/messages" in path or "/webhooks/" in path:
        yield from _message(body)


def _message(message: Json) -> Iterator[str]:
    yield from _length("content", message.get("content"), 0, 2000)
    rows = message.get("components") or []
    if len(rows) > 5:
        yield f"{len(rows)} rows"
    items = [item for row in rows for item in row.get("components", [])]
    if len(items) > 25:
        yield f"{len(items)} components"
    for row in rows:
        if not 1 <= len(row.get("components", [])) <= 5:
            yield f"a row of {len(row.get('components', []))}"
    ids = [item["custom_id"] for item in items if "custom_id" in item]
    if len(ids) != len(set(ids)):
        yield f"a custom id twice: {ids}"
    for item in items:
        yield from _item(item)
    for embed in message.get("embeds") or []:
        if not any(embed.get(part) for part in ("title", "description", "fields", "image")):
            yield "an empty embed"
    allowed = message.get("allowed_mentions")
    if message.get("content") and (allowed is None or allowed.get("parse")):
        yield f"mentions may fire: {allowed}"


def _item(item: Json) -> Iterator[str]:
    yield from _length("custom id", item.get("custom_id"), 1, 100)
    if item["type"] == BUTTON:
        if not item.get("label") and not item.get("emoji"):
            yield "a button without a label"
        yield from _length("label", item.get("label"), 1, 80)
    if item["type"] in SELECTS:
        yield from _length("placeholder", item.get("placeholder"), 0, 150)
    if item["type"] == 3:
        yield from _choices(item.get("options", []), label="label", least=1)


def _choices(choices: list[Json], label: str = "name", least: int = 0) -> Iterator[str]:
    if not least <= len(choices) <= 25:
        yield f"{len(choices)} choices"
    for choice in choices:
        yield from _length("choice", choice.get(label), 1, 100)
        yield from _length("value", str(choice.get("value")), 1, 100)


def _modal(modal: Json) -> Iterator[str]:
    yield from _length("title", modal.get("title"), 1, 45)
    yield from _length("custom id", modal.get("custom_id"), 1, 100)
    parts = modal.get("components", [])
    fields = [item for part in parts for item in _fields(part)]
    if not 1 <= len(fields) <= 2:
        yield f"a form of {len(fields)} fields"
    for part in parts:
        if part["type"] == LABEL:
            yield from _length("label", part.get("label"), 1, 45)
            yield from _length("description", part.get("description"), 1, 100)
    for item in fields:
        if item["type"] == TEXT_INPUT:
            yield from _length("label", item.get("label"), 1, 45)
            yield from _length("placeholder", item.get("placeholder"), 0, 100)
            yield from _length("value", item.get("value"), 0, item.get("max_length") or 4000)


def _fields(part: Json) -> list[Json]:
    if part["type"] == LABEL:
        return [part["component"]]
    return list(part.get("components", []))


def _length(what: str, text: str | None, least: int, most: int) -> Iterator[str]:
    if text is not None and not least <= len(text) <= most:
        yield f"{what} of {len(text)} characters: {text[:50]!r}"
