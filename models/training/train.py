"""Pretrains a shipped model: deep supervision over a persistent carry, as in the paper, with the
differences listed in README.md. Runs on CPU or one CUDA GPU, resumes from its checkpoint, uses a given time
(`--minutes`), and writes the model folder (weights of the moving average, F16).

    python train.py --data train.csv --test easy.csv minimal.csv --out ../sudoku --minutes 110
    python train.py --world arc --data tasks.json arc-agi-1.json.gz --test tasks.json --out ../arc
    python train.py --world maze --data mazes.csv --test unseen.csv --out ../maze --segments
    0:1,0.15:2,0.35:4,0.6:8,0.8:16
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import signal
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from arc import ArcWorld, read_json
from batch import Batch, Ends
from evaluate import evaluate, format_table
from export import write_model_folder
from config import Config
from hrm import Hrm, load_weights
from maze import MazeWorld
from muon import Muon
from sudoku import SudokuWorld

WORLDS = {"sudoku": SudokuWorld, "maze": MazeWorld, "arc": ArcWorld}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", nargs="+", required=True, help="CSVs of `puzzle,solution` to learn from; for ARC, JSON of tasks")
    parser.add_argument("--test", nargs="*", default=[], help="files to measure on, never learned from; for ARC, the questions of learned tasks")
    parser.add_argument("--world", choices=WORLDS, default="sudoku")
    parser.add_argument("--config", help="model configuration (default WORLD.config.json beside this file)")
    parser.add_argument("--size", type=int, nargs="*", help="side of the grids (default: the configuration's); several are learned\nin turn, and the first is the model's own")
    parser.add_argument("--views", type=int, default=8, help="of each ARC task, each with an embedding of its own")
    parser.add_argument("--out", required=True, help="model folder to write")
    parser.add_argument("--init", help="model folder whose weights to start from, or a training state (state.pt). Puzzle embeddings\nare kept: of a state all, if it learned from the same tasks; of a folder those of the tasks it names")
    parser.add_argument("--checkpoint", help="training state; read if it exists (default OUT/state.pt)")
    parser.add_argument("--minutes", type=float, default=110, help="budget over all resumed runs")
    parser.add_argument("--cpu-minutes", type=float, help="budget of this process's CPU time in training steps, in place of minutes: runs on a\nloaded machine stay comparable, and measuring does not count")
    parser.add_argument("--steps", type=int, help="budget in steps, in place of minutes")
    parser.add_argument("--batch", type=int, nargs="+", default=[64], help="rows, of each size if there are several")
    parser.add_argument("--optimizer", choices=["adamw", "muon"], default="adamw")
    parser.add_argument("--lr", type=float, default=1e-3)
    parser.add_argument("--lr-end", type=float, default=0.05, help="fraction of lr at the end")
    parser.add_argument("--warmup", type=int, default=300, help="steps")
    parser.add_argument("--weight-decay", type=float, default=0.1)
    parser.add_argument("--embedding-lr", type=float, default=1e-2, help="of puzzle embeddings (SignSGD)")
    parser.add_argument("--ema", type=float, default=0.999)
    parser.add_argument("--clip", type=float, default=1.0)
    parser.add_argument("--segments", default="0:8", help="limit M over the run, as PROGRESS:M,…")
    parser.add_argument("--brief", default="0:1", help="SHARE:M, the share of thoughts that end after M segments even so, which\nare the attempts of a model that starts over")
    parser.add_argument("--hold", type=float, default=0, help="share of thoughts that think on to M while they are right, and end once they were\nwrong twice in a row, not before the third segment: they teach a model to stay with its answer")
    parser.add_argument("--cycles", help="H_cycles over the run, as PROGRESS:H,… (default: the configuration's)")
    parser.add_argument("--horizon", type=int, help="module applications the gradient passes through, the last of a segment\n(default: the whole last cycle, L_cycles + 1 in HRM and TRM, L_cycles in a flat recurrence, all of a\nmodel without a state; 2 is the paper's one step)")
    parser.add_argument("--last-only", action="store_true", help="learn at the last segment of fresh thoughts alone, after 0 to M − 1 segments without\na gradient (arXiv 2603.15641), in place of every segment of thoughts that go on")
    parser.add_argument("--path-noise", type=float, default=0, help="standard deviation of the noise on a state after every module application, in\ntraining alone (arXiv 2605.21488: 0.01)")
    parser.add_argument("--test-every", type=float, default=10, help="minutes")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1, help="CPU threads")
    parser.add_argument("--no-compile", action="store_true")
    args = parser.parse_args()
    if args.cpu_minutes or args.steps:  # the card names the budget that was used
        args.minutes = None
    return args


def is_of(world, path: str, worlds: list) -> bool:
    """Whether a file is for this world; worlds differ in their size."""
    return len(worlds) == 1 or world.side_of(path) == world.size


def precision_of(device: torch.device) -> torch.dtype:
    """bfloat16 where the hardware multiplies it; elsewhere it is emulated, 2.5 to 30 times as slow as float32."""
    fast = device.type == "cuda" or torch.ops.mkldnn._is_mkldnn_bf16_supported()
    if device.type == "cpu" and platform.machine() in ("x86_64", "AMD64"):
        # oneDNN also says yes to AVX-512 alone, with which it emulates bfloat16.
        fast = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    return torch.bfloat16 if fast else torch.float32


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


def weights_of(model: Hrm) -> dict[str, torch.nn.Parameter]:
    """The parameters of the optimisers: all except the puzzle embeddings, which use SignSGD."""
    return {
        name: p for name, p in model.named_parameters() if p.requires_grad and "puzzle_emb" not in name
    }


@torch.no_grad()
def sign_sgd(table: torch.nn.Parameter, identifiers: Tensor, lr: float, decay: float) -> None:
    """One step for the rows of a batch; the others do not change or decay (the official
    `CastedSparseEmbeddingSignSGD`)."""
    rows = identifiers.unique()
    table[rows] = table[rows] * (1 - lr * decay) - lr * table.grad[rows].sign()


def optimizers_of(model: Hrm, args) -> list[torch.optim.Optimizer]:
    """AdamW for everything, or Muon for the matrices of the layers and AdamW for the rest."""
    trained = weights_of(model)
    hidden = [p for name, p in trained.items() if "_level." in name and p.ndim == 2]
    if args.optimizer == "adamw":
        hidden = []
    rest = [p for p in trained.values() if all(p is not matrix for matrix in hidden)]
    matrices, vectors = ([p for p in rest if (p.ndim > 1) is wide] for wide in (True, False))
    adamw = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": args.weight_decay}, {"params": vectors, "weight_decay": 0}],
        lr=args.lr, betas=(0.9, 0.95), fused=True,
    )
    if not hidden:
        return [adamw]
    return [adamw, Muon(hidden, lr=args.lr, weight_decay=args.weight_decay)]


def main() -> None:
    args = arguments()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    dtype = precision_of(device)
    raw = json.loads(Path(args.config or Path(__file__).parent / f"{args.world}.config.json").read_text())
    sizes = args.size or [math.isqrt(raw["seq_len"])]
    raw["seq_len"] = sizes[0] ** 2
    options = {"views": args.views} if args.world == "arc" else {}
    worlds = [WORLDS[args.world](size, **options) for size in sizes]
    world = worlds[0]
    sets = [[each.load(path) for path in args.data if is_of(each, path, worlds)] for each in worlds]
    load_test = "load_questions" if args.world == "arc" else "load"
    tests = [
        (Path(path).stem, each, getattr(each, load_test)(path))
        for path in args.test for each in worlds if is_of(each, path, worlds)
    ]
    raw["num_puzzle_identifiers"] = getattr(world, "identifiers", 1)
    config = Config.from_dict(raw)
    cycles = args.cycles or f"0:{config.H_cycles}"
    share, few = args.brief.split(":")
    ends = Ends(config.halt_exploration_prob, float(share), int(few), args.hold)
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    state_path = Path(args.checkpoint or out / "state.pt")

    model = Hrm(config)
    if "learned" in config.pos_encodings:
        if len(sizes) > 1:
            raise SystemExit("learned positions are those of one size")
        with torch.no_grad():
            table = model.embed_pos.embedding_weight
            table[config.prefix :] = world.structured_positions(config.hidden_size)
    # The target of q_continue needs a second forward pass; halting is learned by q_halt alone, and
    # q_continue stays exactly 0, so the rule "q_halt > q_continue" becomes "q_halt > 0".
    with torch.no_grad():
        model.q_head.bias[1] = 0
    if args.init:
        state = args.init.endswith(".pt")
        weights = load_weights(args.init)
        if "puzzle_emb.weights" in weights and not state:
            shipped = read_json(Path(args.init) / "config.json")["puzzle"].get("tasks", [])
            weights["puzzle_emb.weights"] = world.rows_from(weights["puzzle_emb.weights"], shipped)
        if config.init == "random":  # a model with fixed starts may continue with random ones
            weights = {name: value for name, value in weights.items() if name not in ("H_init", "L_init")}
        model.load_state_dict(model.with_identity_layers(weights))
    model.to(device)
    model.path_noise = args.path_noise

    trained = list(weights_of(model).values())
    optimizers = optimizers_of(model, args)
    average = {name: value.detach().clone() for name, value in model.state_dict().items()}
    step, spent = 0, 0.0
    if state_path.exists():
        state = torch.load(state_path, map_location=device)
        model.load_state_dict(state["model"])
        for optimizer, saved in zip(optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(saved)
        average, step, spent = state["average"], state["step"], state["spent"]
        print(f"resumed at step {step}, {spent / 60:.1f} min", flush=True)

    generator = torch.Generator().manual_seed(args.seed + step)
    rows = args.batch if len(args.batch) == len(worlds) else args.batch * len(worlds)
    batches = [
        Batch(model, each, tuple(torch.cat(parts) for parts in zip(*files)), count, ends, dtype, generator)
        for each, files, count in zip(worlds, sets, rows, strict=True)
    ]

    def whole(batch: Batch, H_cycles: int):
        z_H, z_L, logits, q_halt, _ = model(
            batch.z_H, batch.z_L, batch.inputs, batch.identifiers,
            H_cycles=H_cycles, horizon=args.horizon or config.usual_horizon,
        )
        lm = F.cross_entropy(logits.float().transpose(1, 2), batch.labels, ignore_index=0)
        return z_H, z_L, q_halt, lm, logits.argmax(-1)

    run = whole if args.no_compile else torch.compile(whole, dynamic=False)
    rate = {"loss": 0.0, "right": 0.0, "halt": 0.0}
    budget = args.cpu_minutes or args.minutes
    clock = time.process_time if args.cpu_minutes else time.time
    started, last_test, last_log = clock(), time.time(), time.time()
    log_step, thought = step, 0

    def save() -> None:
        state = {
            "model": model.state_dict(), "average": average,
            "optimizers": [optimizer.state_dict() for optimizer in optimizers],
            "step": step, "spent": spent + clock() - started,
        }
        torch.save(state, str(state_path) + ".new")
        os.replace(str(state_path) + ".new", state_path)

    def test(limit: int = 16) -> dict:
        averaged = Hrm(config).to(device)
        averaged.load_state_dict(average)
        return {name: evaluate(averaged, each, part, limit) for name, each, part in tests}

    stopped = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.append(True))

    while True:
        if stopped:
            save()
            print(f"stopped at step {step}; the same command goes on from here", flush=True)
            return
        elapsed = spent + clock() - started
        progress = step / args.steps if args.steps else elapsed / (60 * budget)
        if progress >= 1:
            break
        limit, H_cycles = staged(args.segments, progress), staged(cycles, progress)
        lr = learning_rate(args, step, progress)
        for group in (group for optimizer in optimizers for group in optimizer.param_groups):
            group["lr"] = lr
        batch = batches[step % len(batches)]
        if args.last_only:
            batch.start(limit)
            with torch.no_grad():
                for _ in range(int(torch.randint(limit, (), generator=generator))):
                    batch.z_H, batch.z_L, *_ = run(batch, H_cycles)
        z_H, z_L, q_halt, lm, answers = run(batch, H_cycles)
        right = batch.right(answers)
        q_loss = F.binary_cross_entropy_with_logits(q_halt, right.float())
        (lm + 0.5 * q_loss).backward()
        norm = torch.nn.utils.clip_grad_norm_(trained, args.clip)
        model.q_head.weight.grad[1] = 0
        model.q_head.bias.grad[1] = 0
        if not torch.isfinite(norm):
            print(f"step {step}: gradient is not finite; step left out", flush=True)
        else:
            for optimizer in optimizers:
                optimizer.step()
            if config.prefix:
                embedding_lr = args.embedding_lr * lr / args.lr
                sign_sgd(model.puzzle_emb.weights, batch.identifiers, embedding_lr, 0.1)
            decay = min(args.ema, (step + 1) / (step + 10))
            with torch.no_grad():
                names = [name for name, value in model.state_dict().items() if value.is_floating_point()]
                values = model.state_dict()
                torch._foreach_lerp_([average[n] for n in names], [values[n] for n in names], 1 - decay)
                if config.prefix:
                    # Rows are updated too rarely for an average to follow them.
                    average["puzzle_emb.weights"].copy_(model.puzzle_emb.weights)
        model.zero_grad(set_to_none=True)
        step += 1

        halted = batch.advance(z_H.detach(), z_L.detach(), q_halt.detach() > 0, right, limit)

        thought += batch.size
        rate["loss"] += lm.item()
        rate["right"] += right.float().mean().item()
        rate["halt"] += halted.float().mean().item()
        now = time.time()
        if now - last_log > 30:
            steps = step - log_step
            print(
                f"{elapsed / 60:6.1f} min  step {step:6d}  {thought / (now - last_log):5.0f} "
                f"puzzle-segments/s  loss {rate['loss'] / steps:.4f}  right {rate['right'] / steps:.3f}  "
                f"halted {rate['halt'] / steps:.3f}  M {limit}  H {H_cycles}  "
                f"lr {lr:.1e}  |g| {norm:.2f}",
                flush=True,
            )
            rate = dict.fromkeys(rate, 0.0)
            last_log, log_step, thought = now, step, 0
        if now - last_test > 60 * args.test_every:
            save()
            measuring = clock()
            small = {name: evaluate(model_of(average, config, device), each, tuple(p[:200] for p in part), 16)
                     for name, each, part in tests}
            print(format_table(small), flush=True)
            last_test = time.time()
            if args.cpu_minutes:
                started += clock() - measuring

    save()
    minutes = (spent + clock() - started) / 60
    results = test()
    if config.prefix:
        # A fresh task starts from the mean of those learned (row 0); their plain views come with it.
        table = average["puzzle_emb.weights"]
        plain = table[1 :: world.views]
        average["puzzle_emb.weights"] = torch.cat([plain.mean(0, keepdim=True), plain])
        raw["num_puzzle_identifiers"] = 1 + len(plain)
    write_model_folder(out, raw, average, worlds, results, args, step, minutes, device)
    print(format_table(results), flush=True)


def model_of(weights: dict, config: Config, device) -> Hrm:
    model = Hrm(config).to(device)
    model.load_state_dict(weights)
    return model


if __name__ == "__main__":
    main()
