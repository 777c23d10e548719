"""Teaches q_continue of a finished model by Q-learning (arXiv 2506.21734, section 2, "Adaptive
computational time"), without changing anything else; with --q-halt it sharpens q_halt first.

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

What the puzzles kept apart say of q_halt itself is printed: the slope and the shift of a logistic
regression of right answers on q_halt where thoughts stop (Platt scaling), 1 and 0 if it is exact. A model
whose answers are right more often than it says, or less often, is mended by `--q-halt SLOPE SHIFT`.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import Tensor

from evaluate import Thoughts, sharpness, stopping, think
from hrm import PREFIX
from measure import compact, open_model, rounded, world_of

GAMMAS = (0.8, 0.85, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999)


def thoughts_about(folder: Path, paths: list[str], limit: int, q_halt: tuple[float, float]) -> Thoughts:
    """The thoughts of a model, its q_halt sharpened, about the puzzles of some files, in random order; mazes of
    each size apart, because what the Q head reads does not depend on it."""
    world = world_of(open_model(folder)[1])
    sides = [world.side_of(path) if world.name == "maze" else world.size for path in paths]
    parts = []
    for side in sorted(set(sides)):
        model, raw = open_model(folder, side)
        with torch.no_grad():  # at once, because a thought may settle by q_halt
            sharpen(model.q_head.weight, model.q_head.bias, *q_halt)
        its = world_of(raw)
        data = load(its, [path for path, own in zip(paths, sides) if own == side], raw["puzzle"].get("tasks", []))
        parts.append(think(model, its, data, limit, keep_states=True))
    fields = {field.name: [getattr(part, field.name) for part in parts] for field in dataclasses.fields(Thoughts)}
    joined = Thoughts(**{name: None if values[0] is None else torch.cat(values) for name, values in fields.items()})
    return only(joined, torch.randperm(len(joined.exact)))


def load(world, paths: list[str], known: list[str]) -> tuple[Tensor, ...]:
    """The puzzles of some files; for ARC tasks, which a model must know, the pairs to learn from."""
    files = [world.load(path) for path in paths]
    if world.name != "arc":
        return tuple(torch.cat(parts) for parts in zip(*files))
    if known[: len(world.tasks)] != world.tasks:
        raise SystemExit("The files must hold the model's tasks, in its order.")
    inputs, outputs, identifiers, room = (torch.cat(parts) for parts in zip(*files))
    return *world.place(inputs, outputs, torch.zeros_like(room)), identifiers


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="model folder")
    parser.add_argument("--data", nargs="+", required=True, help="puzzles it was not trained on: CSVs, or JSON of ARC tasks it knows with other pairs")
    parser.add_argument("--segments", type=int, default=16)
    parser.add_argument("--kept-apart", type=float, default=0.3, help="share of the puzzles for choosing γ")
    parser.add_argument("--within", type=float, default=0.2, help="points of accuracy that stopping may cost there")
    parser.add_argument("--q-halt", nargs=2, type=float, default=(1, 0), metavar=("SLOPE", "SHIFT"),
                        help="first multiply q_halt of the weights by SLOPE, and add SHIFT, for good;\nhow far a model with `settling` goes depends on q_halt, so divide that by SLOPE as well")
    parser.add_argument("--threads", type=int, default=1, help="CPU threads")
    return parser.parse_args()


@torch.no_grad()
def q_continue_of(head: tuple[Tensor, Tensor], states: Tensor) -> Tensor:
    weight, bias = head
    return states @ weight + bias


def targets(thoughts: Thoughts, q_continue: Tensor, gamma: float) -> Tensor:
    """The target of q_continue after every segment except the last, as a probability. [count, limit - 1]"""
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
            # The small weight decay keeps directions without data near zero.
            loss = F.binary_cross_entropy_with_logits(scaled @ weight + bias, goal) + 1e-5 * weight.square().sum()
            loss.backward()
            optimizer.step()
    return head()


def choose(thoughts: Thoughts, apart: Thoughts, within: float) -> tuple[tuple[Tensor, Tensor], dict]:
    """The head of the lowest γ at which stopping costs at most `within` points, and its figures."""
    right = apart.exact if apart.valid is None else apart.valid
    at_limit = right[:, -1].float().mean().item()
    for gamma in GAMMAS:
        head = fit(thoughts, gamma)
        heard = dataclasses.replace(apart, q_continue=q_continue_of(head, apart.states))
        stop = stopping(heard)
        share = right.gather(1, stop).float().mean().item()
        said = torch.sigmoid(heard.q_continue)[:, :-1]
        error = (said - targets(heard, heard.q_continue, gamma)).abs().mean().item()
        slope, shift = sharpness(apart.q_halt.gather(1, stop), right.gather(1, stop))
        print(f"gamma {gamma}: {100 * share:.2f} % in {(stop + 1).float().mean():.3f} segments; {100 * at_limit:.2f} % "
              f"at the limit; {100 * error:.2f} points from its targets; q_halt there: slope {slope:.2f}, "
              f"shift {shift:.2f}", flush=True)
        if 100 * (at_limit - share) <= within:
            return head, {"gamma": gamma, "count": len(right), "within": within, "error": error}
    raise SystemExit("No gamma stays within that.")


def only(thoughts: Thoughts, rows: slice | Tensor) -> Thoughts:
    parts = {field.name: getattr(thoughts, field.name) for field in dataclasses.fields(thoughts)}
    return Thoughts(**{name: part if part is None else part[rows] for name, part in parts.items()})


def sharpen(weight: Tensor, bias: Tensor, slope: float, shift: float) -> None:
    """Changes a Q head [2, hidden] and its bias so that q_halt becomes slope · q_halt + shift."""
    weight[0] *= slope
    bias[0] = slope * bias[0] + shift


def write_head(folder: Path, q_halt: tuple[float, float], head: tuple[Tensor, Tensor]) -> None:
    """Sharpens q_halt in the weights of a model folder, and replaces q_continue; nothing else changes."""
    path = folder / "model.safetensors"
    tensors = load_file(str(path))
    weight, bias = (tensors[f"{PREFIX}q_head.{name}"] for name in ("weight", "bias"))
    sharpen(weight, bias, *q_halt)
    weight[1], bias[1] = head[0].to(weight.dtype), head[1].to(bias.dtype)
    save_file(tensors, path, metadata={"format": "pt"})


def main() -> None:
    args = arguments()
    torch.manual_seed(0)
    torch.set_num_threads(args.threads)
    thoughts = thoughts_about(args.model, args.data, args.segments, args.q_halt)
    apart = int(args.kept_apart * len(thoughts.exact))
    head, figures = choose(only(thoughts, slice(apart, None)), only(thoughts, slice(apart)), args.within)
    write_head(args.model, args.q_halt, head)
    path = args.model / "measured.json"
    if path.exists():
        measured = json.loads(path.read_text())
        measured.pop("patience", None)
        path.write_text(compact(rounded({**measured, "q_learning": figures})))


if __name__ == "__main__":
    main()
