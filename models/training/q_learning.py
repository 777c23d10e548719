"""Teaches q_continue of a finished model by Q-learning (arXiv 2506.21734, section 2, "Adaptive
computational time"), with everything else left as it is.

    python q_learning.py --model ../sudoku --data mix.csv minimal.csv hard.csv

q_halt after segment m estimates whether the answer is right; the paper's target of q_continue is the
better of both values after segment m + 1:

    G_continue(m) = γ · max(σ(q_halt(m + 1)), σ(q_continue(m + 1)))

The paper has γ = 1. Then a solved puzzle leaves both values equal, and the smallest error decides
whether a thought ever ends. A γ below 1 gives a segment its price: it is worth thinking on where the
chance of being right grows by more than a share of 1 − γ. The lowest γ is taken that costs at most
`--within` points against always thinking to the limit, on puzzles that are kept apart.

The values are read from one state by a linear head, so the states of all puzzles are computed once,
and the head is fitted to its own targets until they no longer move (fitted Q-iteration).
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import math
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import Tensor

from arc import ArcWorld
from evaluate import Thoughts, calibrate, stopping, think
from hrm import PREFIX, Config, Hrm, load_weights
from maze import MazeWorld
from sudoku import SudokuWorld

WORLDS = {"sudoku": SudokuWorld, "maze": MazeWorld}
PRICES = (0.95, 0.97, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="model folder")
    parser.add_argument("--data", nargs="+", required=True, help="CSVs of puzzles it was not trained on")
    parser.add_argument("--states", type=Path, help="keep the states of the thoughts in this file, and take them from it")
    parser.add_argument("--segments", type=int, default=16)
    parser.add_argument("--kept-apart", type=float, default=0.3, help="share of the puzzles for choosing γ")
    parser.add_argument("--within", type=float, default=0.5, help="points of accuracy that stopping may cost there")
    parser.add_argument("--threads", type=int, default=1, help="CPU threads")
    parser.add_argument("--dry", action="store_true", help="leave the model as it is")
    return parser.parse_args()


@torch.no_grad()
def q_continue_of(head: tuple[Tensor, Tensor], states: Tensor) -> Tensor:
    weight, bias = head
    return states @ weight + bias


def targets(thoughts: Thoughts, q_continue: Tensor, gamma: float) -> Tensor:
    """What q_continue should be after every segment but the last, as a chance. [count, limit - 1]"""
    following = torch.maximum(thoughts.q_halt, q_continue)[:, 1:]
    return gamma * torch.sigmoid(following)


def fit(thoughts: Thoughts, gamma: float, rounds: int = 60, steps: int = 40) -> tuple[Tensor, Tensor]:
    """The head [hidden] and its bias that agree best with their own targets."""
    states = thoughts.states[:, :-1].flatten(0, 1)
    mean, spread = states.mean(0), states.std(0).clamp(min=1e-3)
    scaled = (states - mean) / spread
    weight = torch.zeros(states.shape[1], requires_grad=True)
    bias = torch.zeros((), requires_grad=True)

    def head() -> tuple[Tensor, Tensor]:
        own = (weight / spread).detach()
        return own, bias.detach() - own @ mean

    optimizer = torch.optim.Adam([weight, bias], lr=0.05)
    for round in range(rounds):
        goal = targets(thoughts, q_continue_of(head(), thoughts.states), gamma).flatten()
        for group in optimizer.param_groups:
            group["lr"] = 0.05 * (1 - round / rounds)
        for _ in range(steps):
            optimizer.zero_grad()
            # The small weight decay keeps directions that no puzzle speaks of near zero.
            loss = F.binary_cross_entropy_with_logits(scaled @ weight + bias, goal) + 1e-5 * weight.square().sum()
            loss.backward()
            optimizer.step()
    return head()
