"""The trained network as the files that the bot reads.

They are for `bot/coaching/checks/reader.py` and `meanings.py`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from bot.coaching.checks import meanings
from bot.coaching.checks.reader import PAIR, WEIGHTS, WORDS
from training.network import FEW_LAYERS, SIGNS, Layer, Network

Stored = dict[str, npt.NDArray[Any]]


def export(network: Network, weighings: Mapping[str, Sequence[float]]) -> None:
    """Write the weights where the bot reads them: whole numbers with a scale a row."""
    stored: Stored = {}
    _rows(stored, "pieces", network.pieces.weight)
    stored["pieces.names"] = _words(network.names)
    stored["places"] = network.places.detach().numpy().astype(np.float16)
    _norm(stored, "norm", network.norm)
    _layers(stored, network.layers[:FEW_LAYERS])
    for name in ("of_sentence", "of_piece"):
        _head(stored, name, network)
    stored["signs"] = _words(SIGNS)
    stored["weighings"] = np.array([weighings[sign] for sign in (*SIGNS, PAIR)], dtype=np.float32)
    np.save(str(WORDS), stored.pop("pieces.weights"))
    np.savez_compressed(WEIGHTS, **stored)
    _export_meanings(network)


def _export_meanings(network: Network) -> None:
    stored: Stored = {}
    _layers(stored, network.layers[FEW_LAYERS:])
    for likeness in ("of_glance", "of_meaning"):
        for part in ("of_pair", "of_likeness"):
            _head(stored, f"{likeness}.{part}", network)
    np.savez_compressed(meanings.WEIGHTS, **stored)


def _layers(stored: Stored, layers: Iterable[Layer]) -> None:
    for number, layer in enumerate(layers):
        name = f"layers.{number}"
        mixed = (layer.queries, layer.keys, layer.values)
        weights, bias = (torch.cat([getattr(one, part) for one in mixed]) for part in _PARTS)
        _dense(stored, f"{name}.mixed", weights, bias)
        for part in ("gathered", "wide", "narrow"):
            dense = getattr(layer, part)
            _dense(stored, f"{name}.{part}", dense.weight, dense.bias)
        for part in ("first_norm", "second_norm"):
            _norm(stored, f"{name}.{part}", getattr(layer, part))


def _head(stored: Stored, name: str, network: Network) -> None:
    dense = network.get_submodule(name)
    _dense(stored, name, dense.weight, dense.bias)


_PARTS = ("weight", "bias")


def _dense(stored: Stored, name: str, weights: Tensor, bias: Tensor) -> None:
    _rows(stored, name, weights)
    stored[f"{name}.bias"] = bias.detach().numpy().astype(np.float32)


def _rows(stored: Stored, name: str, weights: Tensor) -> None:
    exact = weights.detach().numpy().astype(np.float32)
    scales = np.abs(exact).max(axis=1) / 127
    scales[scales == 0] = 1
    stored[f"{name}.weights"] = np.round(exact / scales[:, None]).astype(np.int8)
    stored[f"{name}.scales"] = scales


def _norm(stored: Stored, name: str, norm: nn.LayerNorm) -> None:
    stored[f"{name}.gain"] = norm.weight.detach().numpy()
    stored[f"{name}.bias"] = norm.bias.detach().numpy()


def _words(words: Sequence[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(words).encode("utf-8"), np.uint8)
