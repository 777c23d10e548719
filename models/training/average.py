"""The weighted mean of several sets of weights of one training, as the weights of a model folder.

    python average.py --of 0.5 ../sudoku 0.5 run/state.pt --out mean

Sets may be model folders or training states, whose moving average is used. The deepest of them decides the
layers: if another has fewer, the missing ones count as adding nothing to the state, as when training began
with them (`Hrm.with_identity_layers`). Puzzle embeddings of model folders are matched by the names of their
tasks, in the order of the first folder; those of a training state must already be in this order.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import Tensor

from arc import ArcWorld, read_json
from hrm import PREFIX, adds_to_state, load_weights


def average(shares: list[float], sets: list[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The sum of share · weight, name by name. If only some have a layer, its matrices that add to the
    state are averaged with zero, and the others only among those that have them."""
    deepest = max(sets, key=len)
    mean = {}
    for name in deepest:
        having = [(share, each[name]) for share, each in zip(shares, sets, strict=True) if name in each]
        whole = 1.0 if adds_to_state(name) else sum(share for share, _ in having)
        mean[name] = sum(share / whole * value for share, value in having)
    return mean


def load_in_order(sources: list[str]) -> list[dict[str, Tensor]]:
    """The weights of each source, with the rows of puzzle embeddings in the order of the first folder's tasks."""
    sets, world = [], ArcWorld(views=1)
    for source in sources:
        weights = load_weights(source)
        tasks = [] if source.endswith(".pt") else read_json(Path(source) / "config.json")["puzzle"].get("tasks", [])
        if tasks:
            world.tasks = world.tasks or tasks
            if sorted(tasks) != sorted(world.tasks):
                raise SystemExit(f"{source} was trained on other tasks than {sources[0]}")
            weights["puzzle_emb.weights"] = world.rows_from(weights["puzzle_emb.weights"], tasks)
        sets.append(weights)
    return sets


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--of", nargs="+", required=True, help="SHARE SOURCE, and so on; the shares add up to 1")
    parser.add_argument("--out", type=Path, required=True, help="folder in which model.safetensors is written")
    args = parser.parse_args()
    shares = [float(share) for share in args.of[::2]]
    if len(args.of) % 2 or abs(sum(shares) - 1) > 1e-6:
        raise SystemExit("--of takes pairs of a share and a source, and the shares must add up to 1")
    mean = average(shares, load_in_order(args.of[1::2]))
    table = mean.get("puzzle_emb.weights")
    if table is not None and len(table) > 1:
        table[0] = table[1:].mean(0)  # where a new task starts; a training state does not keep it
    args.out.mkdir(parents=True, exist_ok=True)
    tensors = {PREFIX + name: value.to(torch.float16).contiguous() for name, value in mean.items()}
    save_file(tensors, args.out / "model.safetensors", metadata={"format": "pt"})


if __name__ == "__main__":
    main()
