"""What each REST request does; a refusal is raised as `Refusal`."""

import json
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.discord_server.model import BOT, Refusal, unknown_channel
from tests.discord_server.options import APPLICATION

if TYPE_CHECKING:
    from tests.discord_server.server import Server

Answer = tuple[int, Any]
Handler = Callable[["Server", web.Request, Any], Awaitable[Answer]]
BASE = "/api/v10"
_MOST_IN_A_PAGE = 100
_ME = {**BOT, "flags": 0, "mfa_enabled": False, "locale": "en-US", "verified": True}


async def body_of(request: web.Request) -> Any:
    """The JSON of a request, that of a form with files included."""
    if not request.can_read_body:
        return None
    if not request.content_type.startswith("multipart/"):
        return await request.json()
    form = await request.post()
    body = json.loads(str(form.get("payload_json", "{}")))
    files = [part for name, part in form.items() if name.startswith("files[")]
    attachments = [
        {
            "id": str(number),
            "filename": part.filename,
            "size": len(part.file.read()),
            "url": f"https://cdn.example/{part.filename}",
            "proxy_url": f"https://cdn.example/{part.filename}",
        }
        for number, part in enumerate(files, 1)
        if isinstance(part, web.FileField)
    ]
    target = body["data"] if "data" in body and "type" in body else body
    target["attachments"] = attachments
    return body


async def _me(_server: "Server", _request: web.Request, _body: Any) -> Answer:
    return 200, _ME


async def _application(_server: "Server", _request: web.Request, _body: Any) -> Answer:
    return 200, {
        "id": str(APPLICATION),
        "name": "Rapport",
        "icon": None,
        "description": "",
        "type": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "",
        "owner": BOT,
        "team": None,
        "flags": 0,
        "rpc_origins": [],
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "approximate_guild_count": 0,
    }


async def _gateway(server: "Server", _request: web.Request, _body: Any) -> Answer:
    limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
    shards = server.options.shards
    return 200, {"url": server.gateway.url, "shards": shards, "session_start_limit": limit}


async def _register(server: "Server", _request: web.Request, body: Any) -> Answer:
    server.registrations.append(body)
    known = server.model.commands
    known.clear()
    known.update((one["name"], server.model.new_id()) for one in body)
    extra = {"application_id": str(APPLICATION), "version": "1"}
    extra["default_member_permissions"] = None  # type: ignore[assignment]
    return 200, [{**extra, **one, "id": str(known[one["name"]])} for one in body]


async def _open(server: "Server", _request: web.Request, body: Any) -> Answer:
    if not server.limits.may_open(server.elapsed):
        raise Refusal(403, 40003, "You are opening direct messages too fast")
    return 200, server.model.open(int(body["recipient_id"])).payload()


async def _send(server: "Server", request: web.Request, body: Any) -> Answer:
    channel = server.model.channel(_number(request, "channel"))
    return 200, server.model.post(channel, body).payload()


async def _history(server: "Server", request: web.Request, _body: Any) -> Answer:
    channel = server.model.channel(_number(request, "channel"))
    before, after = (_asked(request, name) for name in ("before", "after"))
    limit = _asked(request, "limit") or 50
    if not 1 <= limit <= _MOST_IN_A_PAGE:
        raise Refusal(400, 50035, "Invalid Form Body")
    return 200, [one.payload() for one in channel.page(before, after, limit)]


async def _look(server: "Server", request: web.Request, _body: Any) -> Answer:
    channel = server.model.channel(_number(request, "channel"))
    return 200, channel.find(_number(request, "message")).payload()


async def _edit(server: "Server", request: web.Request, body: Any) -> Answer:
    channel = server.model.channel(_number(request, "channel"))
    message = channel.find(_number(request, "message"))
    message.change(body, server.model.clock.now())
    return 200, message.payload()


async def _delete(server: "Server", request: web.Request, _body: Any) -> Answer:
    channel = server.model.channel(_number(request, "channel"))
    channel.messages.remove(channel.find(_number(request, "message")))
    return 204, None


async def _channel(server: "Server", request: web.Request, _body: Any) -> Answer:
    return 200, server.model.channel(_number(request, "channel")).payload()


async def _callback(server: "Server", request: web.Request, body: Any) -> Answer:
    talk = server.interactions.of(request.match_info["token"])
    said = server.interactions.callback(talk, body)
    wanted = request.query.get("with_response", "").lower() in {"1", "true"}
    return (200, said) if wanted else (204, None)


async def _follow_up(server: "Server", request: web.Request, body: Any) -> Answer:
    talk = server.interactions.of(request.match_info["token"])
    return 200, server.interactions.follow_up(talk, body)


async def _see(server: "Server", request: web.Request, _body: Any) -> Answer:
    talk = server.interactions.of(request.match_info["token"])
    return 200, server.interactions.find(talk, request.match_info["message"]).payload()


async def _change(server: "Server", request: web.Request, body: Any) -> Answer:
    talk = server.interactions.of(request.match_info["token"])
    return 200, server.interactions.edit(talk, request.match_info["message"], body)


async def _remove(server: "Server", request: web.Request, _body: Any) -> Answer:
    talk = server.interactions.of(request.match_info["token"])
    server.interactions.delete(talk, request.match_info["message"])
    return 204, None


_OF_CHANNEL = "/channels/{channel}"
_MESSAGES = f"{_OF_CHANNEL}/messages"
_WEBHOOK = "/webhooks/{application}/{token}"
ROUTES: dict[str, Handler] = {
    "GET /users/@me": _me,
    "GET /oauth2/applications/@me": _application,
    "GET /applications/@me": _application,
    "GET /gateway/bot": _gateway,
    "PUT /applications/{application}/commands": _register,
    "POST /users/@me/channels": _open,
    f"GET {_OF_CHANNEL}": _channel,
    f"POST {_MESSAGES}": _send,
    f"GET {_MESSAGES}": _history,
    f"GET {_MESSAGES}/{{message}}": _look,
    f"PATCH {_MESSAGES}/{{message}}": _edit,
    f"DELETE {_MESSAGES}/{{message}}": _delete,
    "POST /interactions/{interaction}/{token}/callback": _callback,
    f"POST {_WEBHOOK}": _follow_up,
    f"GET {_WEBHOOK}/messages/{{message}}": _see,
    f"PATCH {_WEBHOOK}/messages/{{message}}": _change,
    f"DELETE {_WEBHOOK}/messages/{{message}}": _remove,
}


def member_of(server: "Server", request: web.Request, body: Any) -> int | None:
    """Whom a request is about, as far as it can be told before it is handled."""
    found = request.match_info
    if "channel" in found:
        channel = server.model.channels.get(_number(request, "channel"))
        return None if channel is None else channel.member
    if "token" in found:
        try:
            return server.interactions.of(found["token"]).member
        except Refusal:
            return None
    if isinstance(body, dict) and "recipient_id" in body:
        return int(body["recipient_id"])
    return None


def _number(request: web.Request, name: str) -> int:
    try:
        return int(request.match_info[name])
    except ValueError:
        raise unknown_channel() from None


def _asked(request: web.Request, name: str) -> int | None:
    value = request.query.get(name)
    return int(value) if value is not None and value.isdecimal() else None
