"""python -m training: train the reader anew, and write its weights (README.md)."""

import argparse
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import torch

from bot.coaching.checks import meanings, reader
from bot.coaching.checks.reader import PAIR
from bot.coaching.checks.text import Reading
from bot.coaching.checks.wordpieces import CLASS, SEPARATOR, UNKNOWN, WordPieces
from training import asked, earlier
from training.drafts import drafts, thank_yous
from training.drawing import Drawing
from training.export import export
from training.fit import fit
from training.labelled import Letter, letters, question_lists
from training.network import SIGNS, Network, all_pieces
from training.sequences import Example, LetterExample, ListExample, of_letter, of_questions
from training.weigh import BELIEVED, weigh

TEXTS = Path(__file__).parent / "texts"
TUNING = TEXTS / "tuning"
_LATIN = 0x250
_DRAWN = 2_000
"""Lists that are drawn anew for each round."""


def main() -> None:
    """Train, export, weigh, and export again with the weighings."""
    given = _arguments()
    torch.manual_seed(given.seed)
    before = torch.load(given.earlier) if given.earlier else None
    kept = before["kept"] if before else _kept(WordPieces(all_pieces()))
    network = Network(kept)
    if before:
        network.load_state_dict(before["state"])
    pieces = WordPieces(network.names)
    examples = list(_examples(pieces))
    if given.lists:
        examples = _mostly_lists(examples)
    print(f"{len(examples)} texts, {len(kept)} pieces", flush=True)
    chance = random.Random(given.seed)
    drawing = Drawing(pieces, earlier.stored_triples(), chance)
    fit(network, pieces, examples, drawing, _DRAWN, given.rounds, given.rate, chance)
    if given.keep:
        torch.save({"kept": kept, "state": network.state_dict()}, given.keep)
    finish(network)


def finish(network: Network) -> None:
    """Write the weights where the bot reads them, and how much they count beside the rules."""
    export(network, dict.fromkeys((*SIGNS, PAIR), BELIEVED))
    _forget()
    weighings = weigh(TUNING)
    for sign, weights in weighings.items():
        print(f"{sign:24}", *(f"{one:6.2f}" for one in weights))
    export(network, weighings)
    _forget()


def _forget() -> None:
    """What was loaded before is out of date."""
    reader.loaded.cache_clear()
    meanings.loaded.cache_clear()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training")
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rate", type=float, default=2e-4, help="of the encoder")
    parser.add_argument("--from", dest="earlier", type=Path, help="exact weights to go on from")
    parser.add_argument("--keep", type=Path, help="also keep the exact weights in this file")
    parser.add_argument(
        "--lists", action="store_true", help="go over the question lists, and a third of the rest"
    )
    return parser.parse_args(sys.argv[1:])


def _examples(pieces: WordPieces) -> Iterator[Example]:
    for part in ("requests", "thanks"):
        yield from (of_letter(one, pieces) for one in _as_sent(letters(TEXTS, part)))
        yield from earlier.earlier_letters(part, "dev", pieces)
    yield from (of_questions(one, pieces) for one in question_lists(TEXTS))
    yield from earlier.earlier_questions("dev", pieces)
    yield from earlier.phrases(pieces)
    yield from earlier.pairs(pieces)
    yield from earlier.triples(pieces)
    yield from earlier.suggested(pieces)
    yield from (earlier.letter("requests", one, pieces) for one in drafts())
    yield from (earlier.letter("thanks", one, pieces) for one in thank_yous())


def _mostly_lists(examples: Sequence[Example]) -> list[Example]:
    rest = [one for one in examples if isinstance(one, LetterExample)]
    return [one for one in examples if isinstance(one, ListExample)] + rest[::3]


def _as_sent(read: Iterable[Letter]) -> Iterator[Letter]:
    """A request to be introduced is also read where nobody says that it is one: as an e-mail."""
    for one in read:
        yield one
        if one.channel == "intro":
            yield replace(one, channel="email")


def _kept(pieces: WordPieces) -> list[int]:
    """The pieces of the texts, every letter and short ending; other words are read as several."""
    names = all_pieces()
    kept = {names.index(mark) for mark in ("[PAD]", CLASS, SEPARATOR, UNKNOWN)}
    for text in _all_texts():
        kept.update(number for number, _ in pieces.encode(Reading(text).plain))
    plain = [
        number for number, name in enumerate(names) if all(ord(char) < _LATIN for char in name)
    ]
    kept.update(number for number in plain if len(names[number].removeprefix("##")) <= 2)
    return sorted(kept)


def _all_texts() -> Iterator[str]:
    for part in ("requests", "thanks"):
        yield from (one.text for one in letters(TEXTS, part))
    for listed in question_lists(TEXTS):
        yield from (one.text for one in listed.questions)
    for block in asked.asked():
        yield from (*block.same, *block.alike)
    yield from asked.fields()


if __name__ == "__main__":
    main()
