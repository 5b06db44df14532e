"""The coach's own drafts, made of what people might say: plain texts, which the others are not."""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from bot.coaching.channels import REQUESTS, Channel, channel_of
from bot.services import drafting
from bot.services.asking import INTRODUCED_REPLY
from bot.storage.records import About, Details, Member, Person
from bot.storage.tables import EPOCH
from training.labelled import letters

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


def thank_yous() -> Iterator[dict[str, Any]]:
    """Thank-yous with a point that somebody else made of a talk, and with none."""
    people = yaml.safe_load(PARTS.read_text(encoding="utf-8"))
    told = (one for one in letters(PARTS.parent, "thanks") if one.quotes["point"])
    for number, letter in enumerate(islice(told, _THANK_YOUS)):
        member, person = _who(people[number % len(people)])
        note, promise = (" ".join(letter.quotes[name][:1]) for name in ("point", "next"))
        if number % 5 == 0 or not _IS_SAID.match(note):
            note = ""
        more = {"note": note, "promise": promise * (number % 2), "belated": number % 7 == 0}
        findings = [] if note else [{"id": "no-specific"}]
        for kind in ("thanks_email", "thanks_card"):
            written = drafting.compose([kind], "en", member, person, more)[0]
            yield {"text": written.body, "known": {"channel": "email"}, "findings": findings}


_THANK_YOUS = 260
_IS_SAID = re.compile(r"\W*\w+(?:\W+\w+){2,25}\W*$")
"""Words enough to be a point by themselves, and no more than somebody notes."""


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
