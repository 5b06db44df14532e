"""The signs that the reader looks for in a text."""

from enum import StrEnum


class Sign(StrEnum):
    """Something that a text does; the names are those of the training texts' labels."""

    PURPOSE = "purpose"
    BACKGROUND = "background"
    LINK = "link"
    ASK = "ask"
    TIME = "time"
    THANKS = "thanks"
    JOB = "job"
    ATTACHMENT = "attach"
    PRESSURE = "pressure"
    SLOT = "slot"
    NAMED = "greet"

    POINT = "point"
    NEXT = "next"
    GIFT = "gift"

    CLOSED = "closed"
    JOB_SEEKING = "job-seeking"
    GOOGLEABLE = "googleable"
    DOUBLE = "double"
    PERSONAL = "personal"
    BROAD = "broad"
    ADVICE = "advice"
