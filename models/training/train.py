"""Pretrains a shipped model: deep supervision over a persistent carry, as in the paper, with the
departures listed in README.md. Runs on CPU or one CUDA GPU, resumes from its checkpoint, fits any
slot of time (`--minutes`), and writes the model folder (weights of the moving average, F16).

    python train.py --data train.csv --test easy.csv minimal.csv --out ../sudoku --minutes 110
    python train.py --world maze --data mazes.csv --test unseen.csv --out ../maze --segments 0:1,0.15:2,0.35:4,0.6:8,0.8:16
"""

from __future__ import annotations

import argparse
import json
import math
import os
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from evaluate import evaluate, format_table
from export import write_model_folder
from hrm import Config, Hrm
from maze import MazeWorld
from sudoku import SudokuWorld

WORLDS = {"sudoku": SudokuWorld, "maze": MazeWorld}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", required=True, help="CSV of `puzzle,solution` to learn from")
    parser.add_argument("--test", nargs="*", default=[], help="CSVs to measure on, never learned from")
    parser.add_argument("--world", choices=WORLDS, default="sudoku")
    parser.add_argument("--config", help="model configuration (default WORLD.config.json beside this file)")
    parser.add_argument("--size", type=int, help="side of the grids (default: the configuration's)")
    parser.add_argument("--out", required=True, help="model folder to write")
    parser.add_argument("--init", help="model folder whose weights to start from")
    parser.add_argument("--checkpoint", help="training state; read if it exists (default OUT/state.pt)")
    parser.add_argument("--minutes", type=float, default=110, help="budget over all resumed runs")
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--lr", type=float, default=1e-3)
    parser.add_argument("--lr-end", type=float, default=0.05, help="fraction of lr at the end")
    parser.add_argument("--warmup", type=int, default=300, help="steps")
    parser.add_argument("--weight-decay", type=float, default=0.1)
    parser.add_argument("--ema", type=float, default=0.999)
    parser.add_argument("--clip", type=float, default=1.0)
    parser.add_argument("--segments", default="0:8", help="limit M over the run, as PROGRESS:M,…")
    parser.add_argument("--cycles", help="H_cycles over the run, as PROGRESS:H,… (default: the configuration's)")
    parser.add_argument("--one-step", action="store_true", help="the paper's one-step gradient")
    parser.add_argument("--test-every", type=float, default=10, help="minutes")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1, help="CPU threads")
    parser.add_argument("--no-compile", action="store_true")
    return parser.parse_args()


def staged(text: str, progress: float) -> int:
    """The value of a schedule such as `0:4,0.3:8` at a progress in [0, 1]."""
    value = 0
    for part in text.split(","):
        start, stage = part.split(":")
        if progress >= float(start):
            value = int(stage)
    return value


def learning_rate(args, step: int, progress: float) -> float:
    """Linear warm-up over steps, then cosine over the time budget down to `lr_end · lr`."""
    warm = min(1.0, (step + 1) / args.warmup)
    fall = args.lr_end + (1 - args.lr_end) * 0.5 * (1 + math.cos(math.pi * min(progress, 1)))
    return args.lr * warm * fall


class Batch:
    """The persistent batch: every row is a puzzle somewhere in its thought."""

    def __init__(self, model: Hrm, world, data: tuple[Tensor, Tensor], size: int, dtype, generator):
        self.model, self.world, self.data, self.size = model, world, data, size
        self.generator = generator
        device = model.H_init.device
        self.z_H, self.z_L = (z.clone() for z in model.initial_carry(size, dtype))
        cells = data[0].shape[1]
        self.inputs = torch.zeros(size, cells, dtype=torch.long, device=device)
        self.labels = torch.zeros_like(self.inputs)
        self.segments = torch.zeros(size, dtype=torch.long, device=device)
        self.minimum = torch.zeros_like(self.segments)
        self.order = torch.empty(0, dtype=torch.long)

    def refill(self, rows: Tensor, limit: int, exploration: float) -> None:
        """Fresh puzzles and initial states for the rows whose thought has ended."""
        count = len(rows)
        if count == 0:
            return
        if len(self.order) < count:
            self.order = torch.randperm(len(self.data[0]), generator=self.generator)
        index, self.order = self.order[:count], self.order[count:]
        device = self.inputs.device
        puzzles, labels = self.world.augment(*(part[index].to(device) for part in self.data))
        self.inputs[rows], self.labels[rows] = puzzles, labels
        self.z_H[rows] = self.model.H_init.to(self.z_H.dtype)
        self.z_L[rows] = self.model.L_init.to(self.z_L.dtype)
        self.segments[rows] = 0
        # Exploration: some thoughts must run for a minimum of 2…M segments before they may halt.
        explores = torch.rand(count, device=device) < exploration
        drawn = torch.randint(2, max(limit, 2) + 1, (count,), device=device)
        self.minimum[rows] = torch.where(explores, drawn, torch.zeros_like(drawn))


def main() -> None:
    args = arguments()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    dtype = torch.bfloat16
    raw = json.loads(Path(args.config or Path(__file__).parent / f"{args.world}.config.json").read_text())
    if args.size:
        raw["seq_len"] = args.size**2
    config, world = Config.from_dict(raw), WORLDS[args.world](math.isqrt(raw["seq_len"]))
    cycles = args.cycles or f"0:{config.H_cycles}"
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    state_path = Path(args.checkpoint or out / "state.pt")

    model = Hrm(config)
    if "learned" in config.pos_encodings:
        with torch.no_grad():
            table = model.embed_pos.embedding_weight
            table[config.prefix :] = world.structured_positions(config.hidden_size)
    # The target of q_continue needs a second forward pass; halting is learned by q_halt alone, and
    # q_continue stays exactly 0, which makes the rule "q_halt > q_continue" read "q_halt > 0".
    with torch.no_grad():
        model.q_head.bias[1] = 0
    if args.init:
        from safetensors.torch import load_file

        tensors = load_file(str(Path(args.init) / "model.safetensors"))
        prefix = "model.inner."
        model.load_state_dict(
            {name.removeprefix(prefix): value.float() for name, value in tensors.items()}
        )
    model.to(device)

    trained = [p for p in model.parameters() if p.requires_grad]
    matrices = [p for p in trained if p.ndim > 1]
    vectors = [p for p in trained if p.ndim == 1]
    optimizer = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": args.weight_decay}, {"params": vectors, "weight_decay": 0}],
        lr=args.lr, betas=(0.9, 0.95), fused=True,
    )
    average = {name: value.detach().clone() for name, value in model.state_dict().items()}
    step, spent = 0, 0.0
    if state_path.exists():
        state = torch.load(state_path, map_location=device)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        average, step, spent = state["average"], state["step"], state["spent"]
        print(f"resumed at step {step}, {spent / 60:.1f} min", flush=True)

    data = world.load(args.data)
    tests = [(Path(path).stem, world.load(path)) for path in args.test]
    generator = torch.Generator().manual_seed(args.seed + step)
    batch = Batch(model, world, data, args.batch, dtype, generator)
    batch.refill(torch.arange(args.batch, device=device), 2, 0.0)

    def forward(H_cycles: int):
        return model(
            batch.z_H, batch.z_L, batch.inputs, H_cycles=H_cycles, whole_cycle=not args.one_step
        )

    def losses(logits, q_halt):
        lm = F.cross_entropy(logits.float().transpose(1, 2), batch.labels, ignore_index=0)
        predicted = logits.argmax(-1)
        exact = ((predicted == batch.labels) | (batch.labels == 0)).all(1)
        return lm, F.binary_cross_entropy_with_logits(q_halt, exact.float()), exact

    def whole(H_cycles: int):
        z_H, z_L, logits, q_halt, _ = forward(H_cycles)
        return (z_H, z_L, q_halt, *losses(logits, q_halt))

    run = whole if args.no_compile else torch.compile(whole, dynamic=False)
    rate = {"loss": 0.0, "exact": 0.0, "halt": 0.0}
    started = last_test = last_log = time.time()
    log_step = step

    def save() -> None:
        state = {
            "model": model.state_dict(), "optimizer": optimizer.state_dict(), "average": average,
            "step": step, "spent": spent + time.time() - started,
        }
        torch.save(state, str(state_path) + ".new")
        os.replace(str(state_path) + ".new", state_path)

    def test(limit: int = 16) -> dict:
        averaged = Hrm(config).to(device)
        averaged.load_state_dict(average)
        return {name: evaluate(averaged, world, part, limit) for name, part in tests}

    while True:
        elapsed = spent + time.time() - started
        progress = elapsed / (60 * args.minutes)
        if progress >= 1:
            break
        limit, H_cycles = staged(args.segments, progress), staged(cycles, progress)
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(args, step, progress)
        z_H, z_L, q_halt, lm, q_loss, exact = run(H_cycles)
        (lm + 0.5 * q_loss).backward()
        norm = torch.nn.utils.clip_grad_norm_(trained, args.clip)
        model.q_head.weight.grad[1] = 0
        model.q_head.bias.grad[1] = 0
        if not torch.isfinite(norm):
            print(f"step {step}: gradient is not finite; step left out", flush=True)
        else:
            optimizer.step()
            decay = min(args.ema, (step + 1) / (step + 10))
            with torch.no_grad():
                names = [name for name, value in model.state_dict().items() if value.is_floating_point()]
                values = model.state_dict()
                torch._foreach_lerp_([average[n] for n in names], [values[n] for n in names], 1 - decay)
        optimizer.zero_grad(set_to_none=True)
        step += 1

        batch.z_H, batch.z_L = z_H.detach(), z_L.detach()
        batch.segments += 1
        halted = (batch.segments >= limit) | ((q_halt.detach() > 0) & (batch.segments >= batch.minimum))
        batch.refill(halted.nonzero()[:, 0], limit, config.halt_exploration_prob)

        rate["loss"] += lm.item()
        rate["exact"] += exact.float().mean().item()
        rate["halt"] += halted.float().mean().item()
        now = time.time()
        if now - last_log > 30:
            steps = step - log_step
            print(
                f"{elapsed / 60:6.1f} min  step {step:6d}  {steps * args.batch / (now - last_log):5.0f} "
                f"puzzle-segments/s  loss {rate['loss'] / steps:.4f}  exact {rate['exact'] / steps:.3f}  "
                f"halted {rate['halt'] / steps:.3f}  M {limit}  H {H_cycles}  "
                f"lr {optimizer.param_groups[0]['lr']:.1e}  |g| {norm:.2f}",
                flush=True,
            )
            rate = dict.fromkeys(rate, 0.0)
            last_log, log_step = now, step
        if now - last_test > 60 * args.test_every:
            save()
            small = {name: evaluate(model_of(average, config, device), world, tuple(p[:200] for p in part), 16)
                     for name, part in tests}
            print(format_table(small), flush=True)
            last_test = time.time()

    save()
    results = test()
    minutes = (spent + time.time() - started) / 60
    write_model_folder(out, raw, average, world, results, args, step, minutes, device)
    print(format_table(results), flush=True)


def model_of(weights: dict, config: Config, device) -> Hrm:
    model = Hrm(config).to(device)
    model.load_state_dict(weights)
    return model


if __name__ == "__main__":
    main()
