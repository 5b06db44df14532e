"""What counts as a gift, and what is innocent."""

import pytest

from bot.coaching.gifts import means_a_gift


@pytest.mark.parametrize(
    "text",
    [
        "bring her a bottle of wine",
        "I'll send chocolates",
        "buy him a small present",
        "A small gift for them",
        "get a voucher for her and write",
        "I want to give her flowers. Then read the book",
        "buy him a book",
        "bake her a cake",
        "bring home-made cookies to her office",
        "get them a mug from my city",
        "I could bring some mithai",
        "a little something for her desk",
        "send it as a token of my appreciation",
        "send them a gift card",
        "I bought him a bottle of whisky",
        "I got you some chocolates",
        "I've sent a hamper",
        "I bought her a book",
        "Would a gift be ok?",
        "send a gift for her",
    ],
)
def test_a_gift(text: str) -> None:
    assert means_a_gift(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a gifted speaker",
        "give my present job another year",
        "take notes at present",
        "bring it to the present team",
        "feedback is a gift, take it",
        "she has a gift for explaining things; get her book",
        "take up the gift of patience",
        "I pay for the coffee",
        "send the presentation",
        "get into the flower industry",
        "present my work and send it",
        "give the presentation at the meetup",
        "send her a book recommendation",
        "buy the book that she named",
        "bring my notebook and a pen",
        "they get gifts from vendors",
        "my job is to order flowers for the hotel",
        "How do you buy cocoa for the chocolates you make?",
        "take them for a coffee",
        "give thanks for the gift of your time",
        "take the gift of her attention",
        "buy the book for her course",
        "You sent me flowers",
        "I got a gift from her",
        "I got some books from the library",
        "I sent you my notes on the tea trade",
    ],
)
def test_innocent(text: str) -> None:
    assert not means_a_gift(text)
