"""python -m training: train the reader, and measure it (README.md)."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import torch

from bot.coaching.checks.text import Reading
from training import earlier
from training.export import export
from training.fit import fit
from training.labelled import letters, question_lists
from training.measure import rows
from training.network import SIGNS, Network, all_pieces
from training.reader import reader
from training.reader.wordpieces import CLASS, SEPARATOR, UNKNOWN, WordPieces
from training.sequences import Example, of_letter, of_questions

TEXTS = Path(__file__).parent / "texts"
KEPT = 10_500
"""Word pieces that the bot carries; rarer ones are read as several."""
_LATIN = 0x250


def main() -> None:
    """Train, export, and print what the reader alone reaches on the tuning texts."""
    given = _arguments()
    torch.manual_seed(given.seed)
    pretrained = WordPieces(all_pieces())
    kept = _kept(pretrained)
    network = Network(given.layers, kept)
    pieces = WordPieces(network.names)
    examples = list(_examples(pieces))
    print(f"{len(examples)} texts, {len(kept)} pieces", flush=True)
    fit(network, pieces, examples, given.rounds)
    torch.save(network.state_dict(), given.keep) if given.keep else None
    reader.WEIGHTS.parent.mkdir(exist_ok=True)
    export(network, dict.fromkeys(SIGNS, 0.0), reader.WEIGHTS)
    print(*rows(), sep="\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training")
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="also keep the exact weights in this file")
    return parser.parse_args(sys.argv[1:])


def _examples(pieces: WordPieces) -> Iterator[Example]:
    for part in ("requests", "thanks"):
        yield from (of_letter(one, pieces) for one in letters(TEXTS, part))
        yield from earlier.earlier_letters(part, "dev", pieces)
    yield from (of_questions(one, pieces) for one in question_lists(TEXTS))
    yield from earlier.earlier_questions("dev", pieces)
    yield from earlier.phrases(pieces)


def _kept(pieces: WordPieces) -> list[int]:
    """The pieces of the texts, every letter and short ending, and the commonest words."""
    names = all_pieces()
    kept = {names.index(mark) for mark in ("[PAD]", CLASS, SEPARATOR, UNKNOWN)}
    for text in _all_texts():
        kept.update(number for number, _ in pieces.encode(Reading(text).plain))
    plain = [
        number for number, name in enumerate(names) if all(ord(char) < _LATIN for char in name)
    ]
    kept.update(number for number in plain if len(names[number].removeprefix("##")) <= 2)
    common = (number for number in plain if names[number][:1].isalpha() and number not in kept)
    kept.update(number for number, _ in zip(common, range(KEPT - len(kept)), strict=False))
    return sorted(kept)


def _all_texts() -> Iterator[str]:
    for part in ("requests", "thanks"):
        yield from (one.text for one in letters(TEXTS, part))
    for listed in question_lists(TEXTS):
        yield from (one.text for one in listed.questions)


if __name__ == "__main__":
    main()
