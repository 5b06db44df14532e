"""The coach's own drafts, made of what people might say: plain texts, which the others are not."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from bot.coaching.channels import REQUESTS, Channel, channel_of
from bot.services import drafting
from bot.services.asking import INTRODUCED_REPLY
from bot.storage.records import About, Details, Member, Person
from bot.storage.tables import EPOCH

PARTS = Path(__file__).parent / "texts" / "parts.yaml"
_KINDS = (INTRODUCED_REPLY, *(kinds[0] for kinds in REQUESTS.values()))


def drafts() -> Iterator[dict[str, Any]]:
    """Each draft with the findings that it has, as in the tests' corpus.

    What was said is vague in some; `lacks` says where.
    """
    for number, said in enumerate(yaml.safe_load(PARTS.read_text(encoding="utf-8"))):
        findings = [{"id": f"{lack}-missing"} for lack in said.get("lacks", ())]
        for kind in _KINDS[number % 2 :: 2]:
            more = {"short": number % 4 > 1}
            written = drafting.compose([kind], "en", *_who(said), more)[0]
            channel = channel_of(kind) or Channel.EMAIL
            yield {"text": written.body, "known": {"channel": _name(channel)}, "findings": findings}


def _name(channel: Channel) -> str:
    return "intro" if channel is Channel.INTRODUCTION else channel.value


def _who(said: dict[str, str]) -> tuple[Member, Person]:
    about = About(said["signature"], said["goal"], said["two_sentences"])
    details = Details(
        name=said["name"],
        organisation=said["organisation"],
        link=said["link"],
        via=said["friend"],
        minutes=int(said["minutes"]),
        times=said["times"],
    )
    return Member(1, b"", EPOCH, about=about), Person("", details)
