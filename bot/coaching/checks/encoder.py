"""A small transformer encoder in numpy: numbers of word pieces in, a vector a piece out.

It is a BERT of a few layers; training/README.md says where its weights come from. They are kept as
whole numbers from -127 to 127 with a scale a row, and widened where they are used, so that the
encoder takes a quarter of the memory.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]
Stored = Mapping[str, npt.NDArray[Any]]

TABLE = "pieces.weights"
"""The name of the table of word pieces."""

_HEADS = 12
_LEAST_VARIANCE = 1e-12
_NEVER = np.float32(-1e9)
_AT_ONCE = 32
"""Rows for which room is taken at once: what fits into the processor's cache is quicker, and the
process stays small."""
_WIDENED = 128
"""Rows of weights that are widened at once, for the same reasons; fewer make more products."""


@dataclass(frozen=True, slots=True)
class Dense:
    """A linear layer."""

    weights: npt.NDArray[np.int8]
    scales: Floats
    bias: Floats

    @classmethod
    def stored(cls, stored: Stored, name: str) -> "Dense":
        """The layer of this name."""
        return cls(stored[f"{name}.weights"], stored[f"{name}.scales"], stored[f"{name}.bias"])

    def __call__(self, rows: Floats) -> Floats:
        # One flat product is several times faster than one a sequence.
        flat = rows.reshape(-1, rows.shape[-1])
        products = np.empty((len(flat), len(self.weights)), dtype=np.float32)
        for start in range(0, len(self.weights), _WIDENED):
            some = slice(start, start + _WIDENED)
            np.matmul(flat, self.weights[some].astype(np.float32).T, out=products[:, some])
        products *= self.scales
        products += self.bias
        return products.reshape(*rows.shape[:-1], -1)


@dataclass(frozen=True, slots=True)
class _Norm:
    gain: Floats
    bias: Floats

    @classmethod
    def stored(cls, stored: Stored, name: str) -> "_Norm":
        return cls(stored[f"{name}.gain"], stored[f"{name}.bias"])

    def __call__(self, rows: Floats) -> Floats:
        centred = rows - rows.mean(axis=-1, keepdims=True)
        variance = np.mean(np.square(centred), axis=-1, keepdims=True) + _LEAST_VARIANCE
        normed: Floats = centred / np.sqrt(variance) * self.gain + self.bias
        return normed


@dataclass(frozen=True, slots=True)
class _Layer:
    mixed: Dense
    """Queries, keys and values, side by side."""
    gathered: Dense
    first_norm: _Norm
    wide: Dense
    narrow: Dense
    second_norm: _Norm

    @classmethod
    def stored(cls, stored: Stored, name: str) -> "_Layer":
        return cls(
            mixed=Dense.stored(stored, f"{name}.mixed"),
            gathered=Dense.stored(stored, f"{name}.gathered"),
            first_norm=_Norm.stored(stored, f"{name}.first_norm"),
            wide=Dense.stored(stored, f"{name}.wide"),
            narrow=Dense.stored(stored, f"{name}.narrow"),
            second_norm=_Norm.stored(stored, f"{name}.second_norm"),
        )

    def __call__(self, rows: Floats, hidden: Floats) -> Floats:
        rows = self.first_norm(rows + self.gathered(self._attended(rows, hidden)))
        wide = self.wide(rows)
        for start in range(0, wide.shape[1], _AT_ONCE):
            _gelu(wide[:, start : start + _AT_ONCE])
        return self.second_norm(rows + self.narrow(wide))

    def _attended(self, rows: Floats, hidden: Floats) -> Floats:
        """What each piece takes from the others; `hidden` is added to what it may not see."""
        sequences, length, width = rows.shape
        mixed = self.mixed(rows).reshape(sequences, length, 3, _HEADS, width // _HEADS)
        gathered = np.empty((sequences, length, _HEADS, width // _HEADS), dtype=np.float32)
        for head in range(_HEADS):
            queries, keys, values = mixed[:, :, :, head].transpose(2, 0, 1, 3)
            scores = queries @ keys.swapaxes(-1, -2)
            scores *= np.float32((width // _HEADS) ** -0.5)
            scores += hidden
            scores -= scores.max(axis=-1, keepdims=True)
            np.exp(scores, out=scores)
            scores /= scores.sum(axis=-1, keepdims=True)
            gathered[:, :, head] = scores @ values
        return gathered.reshape(sequences, length, width)


def _gelu(rows: Floats) -> None:
    """The Gaussian error linear unit in place, by its usual approximation."""
    inner = np.square(rows)
    inner *= np.float32(0.044715)
    inner += np.float32(1)
    inner *= rows
    inner *= np.float32((2 / np.pi) ** 0.5)
    np.tanh(inner, out=inner)
    inner += np.float32(1)
    rows *= inner
    rows *= np.float32(0.5)


class Encoder:
    """The layers, over the sum of what each piece is and where it stands."""

    def __init__(self, stored: Stored) -> None:
        self._pieces: npt.NDArray[np.int8] = stored[TABLE]
        self._scales: Floats = stored["pieces.scales"]
        self._places: Floats = stored["places"].astype(np.float32)
        self._norm = _Norm.stored(stored, "norm")
        count = sum(name.endswith("mixed.bias") for name in stored)
        self._layers = [_Layer.stored(stored, f"layers.{number}") for number in range(count)]

    @property
    def longest(self) -> int:
        """Pieces that a sequence may have."""
        return len(self._places)

    def __call__(self, numbers: Whole, is_there: npt.NDArray[np.bool_]) -> Floats:
        """A vector for each piece of each sequence; `is_there` is false for what fills them up."""
        rows: Floats = self._pieces[numbers].astype(np.float32)
        rows *= self._scales[numbers][..., None]
        rows = self._norm(rows + self._places[: numbers.shape[1]])
        hidden = np.where(is_there, np.float32(0), _NEVER)[:, None, :]
        for layer in self._layers:
            rows = layer(rows, hidden)
        return rows
