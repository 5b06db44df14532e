"""python -m training.average FILE…: the mean of exact weights that several trainings kept.

The mean of weights that went on from one another reads unseen texts better than the last of them.
"""

import sys

import torch

from training.__main__ import finish
from training.network import Network


def main() -> None:
    """Average, export and weigh."""
    kept = [torch.load(name) for name in sys.argv[1:]]
    states = [one["state"] for one in kept]
    network = Network(kept[0]["kept"])
    mean = {name: sum(state[name] for state in states) / len(states) for name in states[0]}
    network.load_state_dict(mean)
    network.eval()
    finish(network)


if __name__ == "__main__":
    main()
