"""Measures a shipped model on the sets of its world (`WORLD.sets.json`) and writes the figures for the page
and the model card: `measured.json`, and the marked part of `README.md`.

    python measure.py --model ../sudoku --data ../../data

The weights do not change.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from pathlib import Path

import torch
from torch import Tensor

from arc import ArcWorld
from evaluate import calibration_table, format_table, percent, summarize, think
from config import Config
from hrm import Hrm, load_weights
from inside import look_inside
from maze import MazeWorld
from sudoku import SudokuWorld

KINDS = ("segments", "chains", "restarts")  # of figures, each by the ids of sets
LIST = re.compile(r"\[\s+([^{}\"]*?)\s+\]")  # of numbers, or of lists of them that are on a line already
MARKED = re.compile(r"(<!-- measured -->\n).*?(\n<!-- /measured -->)", re.DOTALL)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="model folder")
    parser.add_argument("--data", type=Path, required=True, help="folder of the sets, ID.csv each; for ARC ID.json, tasks\nthat the model knows with questions it was not trained on")
    parser.add_argument("--sets", type=Path, help="what to measure on (default WORLD.sets.json beside this file)")
    parser.add_argument("--only", nargs="*", help="ids of the sets to measure again; others keep their figures")
    parser.add_argument("--kinds", nargs="*", choices=[*KINDS, "inside"], default=[*KINDS, "inside"], help="of figures to measure again")
    parser.add_argument("--seed-of", nargs=2, metavar=("FOLDER", "SEED"), help="also write the shares after the last segment to the `measured.json` of this model\nfolder, as those of another seed of the same model")
    parser.add_argument("--segments", type=int, default=16, help="where a set does not say otherwise")
    parser.add_argument("--compile", action="store_true", help="compile the model: minutes at first, then a third faster")
    parser.add_argument("--threads", type=int, default=1, help="CPU threads")
    return parser.parse_args()


def open_model(folder: Path, size: int | None = None) -> tuple[Hrm, dict]:
    """The model of a folder, and its config; for grids of another `size` than in training, if none of its
    weights depends on it."""
    raw = json.loads((folder / "config.json").read_text())
    if size:
        raw["seq_len"] = size**2
    model = Hrm(Config.from_dict(raw))
    model.load_state_dict(load_weights(folder))
    return model.eval(), raw


def world_of(raw: dict):
    """The world of a model folder's config. ARC tasks are asked as on the page."""
    size, name = math.isqrt(raw["seq_len"]), raw["puzzle"]["world"]
    kinds = {"sudoku": SudokuWorld, "maze": MazeWorld}
    return ArcWorld(size, views=1, translated=0) if name == "arc" else kinds[name](size)


def load_set(world, raw: dict, folder: Path, each: dict) -> tuple[Tensor, ...]:
    """The puzzles of a set and their solutions; for ARC the questions of those of its tasks that
    the model of this config knows, with their identifiers."""
    path = folder / each["id"]
    if world.name == "arc":
        world.tasks = raw["puzzle"].get("tasks", [])
        data = world.load_questions(f"{path}.json")
    else:
        data = world.load(f"{path}.csv")
    return tuple(part[: each["count"]] for part in data)


def tables(measured: dict) -> str:
    """The marked part of a model card, in Markdown."""
    sets, figures = measured["sets"], measured["segments"]
    titled = {sets[name]["title"]: result for name, result in figures.items()}
    lines = [format_table(titled), ""]
    for each in sets.values():
        options = f" (`{each['options']}`)" if "options" in each else ""
        lines += [f"- *{each['title']}*: {each['about']}{options}."]
    wide = {
        f"{sets[name]['title']}, {count} chains": result
        for name, by_count in measured.get("chains", {}).items()
        for count, result in by_count.items()
    }
    if wide:
        lines += ["", "**Thinking wider**: the same puzzles in several views at once; the surest chain answers.", ""]
        lines += [format_table(wide)]
    anew = {
        f"{sets[name]['title']}, {count} chain{'s' if count != '1' else ''}, every {each['every']}": result
        for name, each in measured.get("restarts", {}).items()
        for count, result in each["chains"].items()
    }
    if anew:
        lines += ["", "**Starting over**: chains that are not sure after so many segments start again in another view; on Sudokus they assume a few digits of their last answer every other time.", ""]
        lines += [format_table(anew)]
    if seeds := measured.get("seeds"):
        lines += ["", f"**Other seeds**, after {max(len(each['exact']) for each in figures.values())} segments:", ""]
        lines += ["| seed | " + " | ".join(sets[name]["title"] for name in figures) + " |", "|---" * (len(figures) + 1) + "|"]
        lines += [
            f"| {seed} | " + " | ".join(percent(shares[name]["exact"], shares[name]["exact_95"]) for name in figures) + " |"
            for seed, shares in seeds.items()
        ]
    lines += ["", "**Calibration**: what σ(q_halt) said where puzzles stopped, and how many were right.", ""]
    lines += [calibration_table(titled)]
    return "\n".join(lines)


def main() -> None:
    args = arguments()
    torch.manual_seed(0)
    torch.set_num_threads(args.threads)
    model, raw = open_model(args.model)
    world = world_of(raw)
    sets = json.loads((args.sets or Path(__file__).parent / f"{world.name}.sets.json").read_text())
    path = args.model / "measured.json"
    measured = json.loads(path.read_text()) if path.exists() else {}

    measured["sets"] = {
        each["id"]: {key: each[key] for key in ("title", "about", "options") if key in each} for each in sets
    }
    for kind in KINDS:  # in the order of the sets, without sets that no longer exist
        known = measured.get(kind, {})
        measured[kind] = {each["id"]: known[each["id"]] for each in sets if each["id"] in known}
    for each in sets:
        if args.only is not None and each["id"] not in args.only:
            continue
        for kind, figures in measure(each, args, model, raw).items():
            measured[kind][each["id"]] = figures
        if "inside" in each and "inside" in args.kinds:
            puzzles = load_set(world, raw, args.data, each)[0][: each["inside"]]
            # Figures of untrained models are from `hrm inspect --untrained` and stay.
            known = measured.get("inside", {})
            control = {"untrained": known["untrained"]} if "untrained" in known else {}
            measured["inside"] = {"set": each["id"], **look_inside(model, puzzles, args.segments), **control}
        write(args.model, {key: value for key, value in measured.items() if value or key == "segments"})
    if args.seed_of:
        add_seed(Path(args.seed_of[0]), args.seed_of[1], measured["segments"])
    print(tables(measured), flush=True)


def add_seed(folder: Path, seed: str, figures: dict) -> None:
    """Writes what a model of another seed solved to the figures and the card of a model."""
    shares = {name: {"exact": each["exact"][-1], "exact_95": each["exact_95"][-1]} for name, each in figures.items()}
    measured = json.loads((folder / "measured.json").read_text())
    seeds = {**measured.get("seeds", {}), seed: shares}
    write(folder, {**measured, "seeds": dict(sorted(seeds.items(), key=lambda each: int(each[0])))})


def measure(each: dict, args, model: Hrm, raw: dict) -> dict:
    """The figures a set needs, by their place in `measured.json`."""
    identifier = each["id"]
    if "size" in each:
        model, raw = open_model(args.model, each["size"])
    world = world_of(raw)
    data = load_set(world, raw, args.data, each)

    thinker = torch.compile(model, dynamic=False) if args.compile else model

    def thought(title: str, *how) -> dict:
        result = summarize(think(thinker, world, *how))
        print(format_table({f"{identifier}{title}": result}), flush=True)
        return result

    made = {}
    if "segments" in args.kinds:
        made["segments"] = thought("", data, each.get("segments", args.segments))
    if "chains" in args.kinds and (chains := each.get("chains")):
        some = tuple(part[: each.get("chains_count")] for part in data)
        deep = each.get("chains_segments", args.segments)
        made["chains"] = {str(chains): thought(f", {chains} chains", some, deep, chains)}
    if "restarts" in args.kinds and (every := each.get("restart")):
        anew = {
            count: thought(f", {count} chains, restarting", data, deep, int(count), every)
            for count, deep in each["restart_segments"].items()
        }
        made["restarts"] = {"every": every, "chains": anew}
    return made


def write(folder: Path, measured: dict) -> None:
    """Puts the figures into `measured.json` and into the card, if there is one."""
    (folder / "measured.json").write_text(compact(rounded(measured)))
    card = folder / "README.md"
    if card.exists():
        card.write_text(MARKED.sub(lambda found: f"{found[1]}{tables(measured)}{found[2]}", card.read_text()))


def compact(value) -> str:
    """JSON with a list of numbers, or of pairs of them, on a line."""
    text = json.dumps(value, indent=1, ensure_ascii=False)
    for _ in range(2):  # the inner ones first
        text = LIST.sub(lambda found: "[" + " ".join(found[1].split()) + "]", text)
    return text + "\n"


def rounded(value):
    """Numbers to five digits: none of them is known more closely."""
    if isinstance(value, float):
        return round(value, 5)
    if isinstance(value, dict):
        return {key: rounded(each) for key, each in value.items()}
    return [rounded(each) for each in value] if isinstance(value, list) else value


if __name__ == "__main__":
    main()
