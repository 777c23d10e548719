"""Measures an ARC model as the playground uses it: every task is learned from the model's weights, from its
demonstrations alone; then it is answered under all views, and the views vote. Answers are never trained on.

    python arc_tasks.py --model ../arc --tasks arc-agi-1.json.gz --split evaluation --count 40

The same as `hrm eval --tasks`, many times faster on a CPU.
"""

from __future__ import annotations

import argparse
import json
import math
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from arc import FIRST_COLOUR, ArcWorld, draw_views, read_json, side_of, turned
from config import Config
from hrm import Hrm, load_weights
from train import precision_of, sign_sgd, weights_of


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--model", required=True)
    parser.add_argument("--tasks", required=True, help="JSON map of tasks, or of splits of tasks (.gz too)")
    parser.add_argument("--split", default="evaluation")
    parser.add_argument("--count", type=int, default=40, help="tasks, the first that fit in the order of a seed")
    parser.add_argument("--sides", type=int, nargs=2, metavar=("LEAST", "MOST"), help="only tasks whose largest grid has so many cells a side (default: those that fit the model's\ncanvas); larger ones are learned on a canvas of their own size")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--views", type=int, default=16)
    parser.add_argument("--lr", type=float, default=1e-3)
    parser.add_argument("--embedding-lr", type=float, default=1e-2)
    parser.add_argument("--segments", type=int, default=4, help="limit M while learning")
    parser.add_argument("--answer-segments", type=int, default=8)
    parser.add_argument("--out", help="JSON file with every task's outcome")
    return parser.parse_args()


def learn(model: Hrm, world: ArcWorld, task: dict, views: list, args, generator) -> None:
    """Trains in place: deep supervision over a persistent batch, a fresh row after each that halts."""
    examples = [
        (world.draw(pair, *view), identifier)
        for identifier, view in enumerate(views)
        for pair in task["train"]
    ]
    data = world.stack(examples)
    model.train()
    weights = list(weights_of(model).values())
    optimizer = torch.optim.AdamW(weights, lr=args.lr, betas=(0.9, 0.95), weight_decay=0.1, fused=True)
    batch = args.batch
    dtype = precision_of(model.H_init.device)
    z_H, z_L = (z.clone() for z in model.initial_carry(batch, dtype))
    halted = torch.ones(batch, dtype=torch.bool)
    segments = torch.zeros(batch, dtype=torch.long)
    inputs = torch.zeros(batch, world.cells, dtype=torch.long)
    labels, identifiers = torch.zeros_like(inputs), torch.zeros(batch, dtype=torch.long)
    for step in range(args.steps):
        rows = halted.nonzero()[:, 0]
        drawn = torch.randint(len(examples), (len(rows),), generator=generator)
        inputs[rows], labels[rows], identifiers[rows] = world.augment(*(part[drawn] for part in data))
        z_H[rows], z_L[rows] = model.initial_carry(len(rows), dtype)
        segments[rows] = 0
        rate = min(1, (step + 1) / 20) * (0.1 + 0.9 * 0.5 * (1 + math.cos(math.pi * step / args.steps)))
        optimizer.param_groups[0]["lr"] = args.lr * rate
        z_H, z_L, logits, q_halt, _ = model(z_H, z_L, inputs, identifiers, horizon=model.config.usual_horizon)
        lm = F.cross_entropy(logits.float().transpose(1, 2), labels, ignore_index=0)
        exact = ((logits.argmax(-1) == labels) | (labels == 0)).all(1)
        (lm + 0.5 * F.binary_cross_entropy_with_logits(q_halt, exact.float())).backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        model.q_head.weight.grad[1] = model.q_head.bias.grad[1] = 0
        optimizer.step()
        sign_sgd(model.puzzle_emb.weights, identifiers, args.embedding_lr * rate, 0.1)
        model.zero_grad(set_to_none=True)
        z_H, z_L = z_H.detach(), z_L.detach()
        segments += 1
        halted = (segments >= args.segments) | (q_halt.detach() > 0)


def crop(tokens: np.ndarray) -> np.ndarray | None:
    """The largest rectangle of colours in the upper left corner (official evaluation)."""
    best, width = (0, 0), tokens.shape[1]
    for height in range(1, len(tokens) + 1):
        run = 0
        while run < width and tokens[height - 1, run] >= FIRST_COLOUR:
            run += 1
        width = run
        if height * width > best[0] * best[1]:
            best = (height, width)
    return tokens[: best[0], : best[1]].astype(int) - FIRST_COLOUR if best[0] else None


def unturned(grid: np.ndarray, turn: int, colours: np.ndarray) -> np.ndarray:
    grid = grid.T if turn >= 4 else grid
    return np.argsort(colours)[np.rot90(grid, -(turn % 4))]


@torch.inference_mode()
def answer(model: Hrm, world: ArcWorld, question: dict, views: list, segments: int) -> list[tuple]:
    """Answers by votes, then by mean σ(q_halt)."""
    model.eval()
    still = torch.zeros(len(views), 2, dtype=torch.long)
    grids = [world.canvas(turned(colours[np.array(question["input"])], turn)) for turn, colours in views]
    inputs, _ = world.place(*[torch.from_numpy(np.stack(grids))] * 2, still)
    z_H, z_L = model.initial_carry(len(views), torch.float32)
    for _ in range(segments):
        z_H, z_L, logits, q_halt, _ = model(z_H, z_L, inputs, torch.arange(len(views)))
    votes: dict[str, list[float]] = defaultdict(list)
    canvases = logits.argmax(-1).view(-1, world.size, world.size).numpy()
    for canvas, view, belief in zip(canvases, views, q_halt.sigmoid().tolist()):
        grid = crop(canvas)
        if grid is not None:
            votes[json.dumps(unturned(grid, *view).tolist())].append(belief)
    return sorted(votes.items(), key=lambda item: (-len(item[1]), -sum(item[1]) / len(item[1])))


def main() -> None:
    args = arguments()
    torch.set_num_threads(1)
    config = Config.from_dict(json.loads((Path(args.model) / "config.json").read_text()))
    own = math.isqrt(config.seq_len)
    least, most = args.sides or (1, own)
    if most > own and ("learned" in config.pos_encodings or config.mlp_t):
        raise SystemExit(f"this model has weights for its positions: its canvas is {own}×{own}")
    trained = load_weights(args.model)
    tasks = read_json(args.tasks)
    tasks = tasks.get(args.split, tasks)
    names = sorted(name for name, task in tasks.items() if least <= side_of(task) <= most)
    names = [names[i] for i in np.random.default_rng(args.seed).permutation(len(names))[: args.count]]
    outcomes, started = {}, time.time()
    config.num_puzzle_identifiers = args.views
    for name in names:
        torch.manual_seed(args.seed)
        rng = np.random.default_rng(args.seed)
        generator = torch.Generator().manual_seed(args.seed)
        views = list(draw_views(rng, args.views))
        world = ArcWorld(max(own, side_of(tasks[name])))
        config.seq_len = world.cells
        model = Hrm(config)
        mean = trained["puzzle_emb.weights"][:1]
        model.load_state_dict({**trained, "puzzle_emb.weights": mean.expand(args.views, -1).clone()})
        learn(model, world, tasks[name], views, args, generator)
        ranks = []
        for question in tasks[name]["test"]:
            answers = answer(model, world, question, views, args.answer_segments)
            right = json.dumps(question["output"])
            ranks.append(next((i for i, (grid, _) in enumerate(answers) if grid == right), None))
        outcomes[name] = ranks
        print(f"{time.time() - started:6.0f} s  {name}  rank of the right answer: {ranks}", flush=True)
    ranks = [rank for task in outcomes.values() for rank in task]
    for attempts in (1, 2):
        passed = sum(rank is not None and rank < attempts for rank in ranks)
        whole = sum(all(rank is not None and rank < attempts for rank in task) for task in outcomes.values())
        print(f"pass@{attempts}: {passed} of {len(ranks)} questions, {whole} of {len(outcomes)} tasks")
    if args.out:
        Path(args.out).write_text(json.dumps({"settings": vars(args), "ranks": outcomes}, indent=1) + "\n")


if __name__ == "__main__":
    main()
