"""Writes tasks to learn from: those of the public ARC training split, with further pairs of the same
rules from Michael Hodel's RE-ARC generators (github.com/michaelhodel/re-arc, MIT), if they fit the canvas.
Tasks of the evaluation split are not used.

    git clone https://github.com/michaelhodel/re-arc && pip install matplotlib
    python re_arc.py --re-arc re-arc --tasks arc-agi-1.json.gz --size 10 --out re-arc.json

One generated pair of each task is kept apart as its question, for `train.py --test`.
"""

from __future__ import annotations

import argparse
import importlib
import json
import random
import signal
import sys
from pathlib import Path

from arc import ArcWorld, read_json


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--re-arc", required=True, help="a checkout of the generators")
    parser.add_argument("--tasks", required=True, help="JSON of the public tasks, {split: {id: task}} (.gz too)")
    parser.add_argument("--size", type=int, default=10, help="side of the canvas")
    parser.add_argument("--pairs", type=int, default=40, help="generated for each task")
    parser.add_argument("--fewest", type=int, default=8, help="a task with fewer is left out")
    parser.add_argument("--seconds", type=int, default=6, help="for each task, at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", required=True)
    return parser.parse_args()


class OutOfTime(Exception):
    pass


def out_of_time(*_) -> None:
    raise OutOfTime


def fits(pair: dict, size: int) -> bool:
    return ArcWorld(size).fits({"train": [pair], "test": []})


def further_pairs(generate, args) -> list[dict]:
    """Distinct pairs that fit. The generators' difficulty is mostly size, so it is kept low, with a bound
    that is drawn each time; some draws fail or never end."""
    pairs: dict[str, dict] = {}
    signal.alarm(args.seconds)
    try:
        while len(pairs) < args.pairs:
            try:
                drawn = generate(0, random.choice([0.05, 0.15, 0.3, 0.6]))
            except OutOfTime:
                raise
            except Exception:
                continue
            pair = {key: [list(row) for row in drawn[key]] for key in ("input", "output")}
            if fits(pair, args.size) and pair["input"] != pair["output"]:
                pairs[json.dumps(pair["input"])] = pair
    except OutOfTime:
        pass
    signal.alarm(0)
    return list(pairs.values())


def main() -> None:
    args = arguments()
    signal.signal(signal.SIGALRM, out_of_time)
    sys.path.insert(0, str(args.re_arc))
    generators = importlib.import_module("generators")
    public = read_json(args.tasks)["training"]
    tasks = {}
    for name, task in public.items():
        random.seed(f"{args.seed} {name}")
        generated = further_pairs(getattr(generators, f"generate_{name}"), args)
        original = [pair for pair in task["train"] + task["test"] if fits(pair, args.size)]
        if len(generated) < args.fewest:
            if len(original) < len(task["train"] + task["test"]):
                continue
            tasks[name] = {"train": original, "test": []}
        else:
            tasks[name] = {"train": original + generated[1:], "test": generated[:1]}
        print(f"{name}: {len(original)} + {len(generated)}", flush=True)
    Path(args.out).write_text(json.dumps(tasks) + "\n")
    print(f"{len(tasks)} of {len(public)} tasks, {sum(len(task['train']) for task in tasks.values())} pairs")


if __name__ == "__main__":
    main()
