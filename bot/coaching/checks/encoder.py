"""A small transformer encoder in numpy: numbers of word pieces in, a vector a piece out.

It is a small BERT; training/README.md says where its weights come from. They are kept as
whole numbers from -127 to 127 with a scale a row, and widened where they are used, so that the
encoder takes a quarter of the memory.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Stored = Mapping[str, npt.NDArray[Any]]


_HEADS = 12
_LEAST_VARIANCE = 1e-12
_NEVER = np.float32(-1e9)
_AT_ONCE = 32
"""Rows for which room is taken at once: what fits into the processor's cache is quicker, and the
process stays small."""
_MOST_TOGETHER = 256
"""Vectors that go through the layers side by side; each is compared with each."""
_SCORES_TOGETHER = 65_536
"""Numbers that say how much pieces see of each other, and that are worked on at once."""
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
        products = np.empty((len(rows), len(self.weights)), dtype=np.float32)
        for start in range(0, len(self.weights), _WIDENED):
            some = slice(start, start + _WIDENED)
            np.matmul(rows, self.weights[some].astype(np.float32).T, out=products[:, some])
        products *= self.scales
        products += self.bias
        return products


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
        for start in range(0, len(wide), _AT_ONCE):
            _gelu(wide[start : start + _AT_ONCE])
        return self.second_norm(rows + self.narrow(wide))

    def _attended(self, rows: Floats, hidden: Floats) -> Floats:
        """What each piece takes from the others; `hidden` is added to what it may not see."""
        length, width = rows.shape
        mixed = self.mixed(rows).reshape(length, 3, _HEADS, width // _HEADS)
        queries, keys, values = mixed.transpose(1, 2, 0, 3)
        gathered = np.empty((_HEADS, length, width // _HEADS), dtype=np.float32)
        together = max(1, _SCORES_TOGETHER // length**2)
        for start in range(0, _HEADS, together):
            some = slice(start, start + together)
            scores: Floats = queries[some] @ keys[some].swapaxes(-1, -2)
            scores *= np.float32((width // _HEADS) ** -0.5)
            scores += hidden
            scores -= scores.max(axis=-1, keepdims=True)
            np.exp(scores, out=scores)
            scores /= scores.sum(axis=-1, keepdims=True)
            np.matmul(scores, values[some], out=gathered[some])
        return gathered.transpose(1, 0, 2).reshape(length, width)


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


class Layers:
    """Some layers, one after the other."""

    def __init__(self, stored: Stored) -> None:
        count = sum(name.endswith("mixed.bias") for name in stored)
        self._layers = [_Layer.stored(stored, f"layers.{number}") for number in range(count)]

    def __call__(self, sequences: Sequence[Floats]) -> list[Floats]:
        """The vectors of each sequence; one sees only those of its own sequence."""
        return [one for some in _together(sequences) for one in self._through(some)]

    def _through(self, sequences: Sequence[Floats]) -> list[Floats]:
        # One flat product is several times faster than one a sequence.
        rows = np.concatenate(sequences)
        lengths = [len(one) for one in sequences]
        of = np.repeat(np.arange(len(lengths)), lengths)
        hidden = np.where(of[:, None] == of, np.float32(0), _NEVER)
        for layer in self._layers:
            rows = layer(rows, hidden)
        return np.split(rows, np.cumsum(lengths)[:-1])


def _together(sequences: Sequence[Floats]) -> Iterator[list[Floats]]:
    """As many sequences at a time as go through quickly."""
    some: list[Floats] = []
    left = _MOST_TOGETHER
    for one in sequences:
        if some and len(one) > left:
            yield some
            some, left = [], _MOST_TOGETHER
        some.append(one)
        left -= len(one)
    if some:
        yield some


class Table:
    """A stored table of which only some rows are read at a time, each where it stands in its file.

    Mapped into memory, the pages around each row would come along and stay.
    """

    def __init__(self, file: IO[bytes]) -> None:
        """`file` is as numpy stores a table; it stays open, so that the rows are those of the file
        as it was, whatever is installed meanwhile."""
        np.lib.format.read_magic(file)
        (_, self._width), _, _ = np.lib.format.read_array_header_1_0(file)
        self._file, self._begins = file, file.tell()

    def __del__(self) -> None:
        self._file.close()

    def __getitem__(self, numbers: Sequence[int]) -> npt.NDArray[np.int8]:
        rows = [self._row(number) for number in numbers]
        return np.frombuffer(b"".join(rows), np.int8).reshape(-1, self._width)

    def _row(self, number: int) -> bytes:
        self._file.seek(self._begins + number * self._width)
        row = self._file.read(self._width)
        if len(row) < self._width:
            raise OSError("The table of word pieces is shorter than it should be.")
        return row


class Encoder:
    """The first layers, over the sum of what each piece is and where it stands."""

    def __init__(self, stored: Stored, pieces: Table) -> None:
        self._pieces = pieces
        self._scales: Floats = stored["pieces.scales"]
        self._places: Floats = stored["places"].astype(np.float32)
        self._norm = _Norm.stored(stored, "norm")
        self._layers = Layers(stored)

    @property
    def longest(self) -> int:
        """Pieces that a sequence may have."""
        return len(self._places)

    def __call__(self, sequences: Sequence[Sequence[int]]) -> list[Floats]:
        """A vector for each piece of each sequence."""
        return self._layers([self._embedded(one) for one in sequences])

    def _embedded(self, numbers: Sequence[int]) -> Floats:
        rows: Floats = self._pieces[numbers].astype(np.float32)
        rows *= self._scales[np.asarray(numbers)][:, None]
        return self._norm(rows + self._places[: len(numbers)])
