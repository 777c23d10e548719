"""Writes a model folder: config.json, model.safetensors (F16), README.md (the model card)."""

from __future__ import annotations

import json
import platform
from pathlib import Path

import torch
from safetensors.torch import save_file

from evaluate import calibration_table, format_table
from config import ARCHITECTURES, Config
from hrm import PREFIX


def write_model_folder(out: Path, config, weights, worlds, results, args, step, minutes, device) -> None:
    """The first world is the model's own; `sides` of the config names the sizes of all, if there are several."""
    world = worlds[0]
    sides = {"sides": sorted(each.size for each in worlds)} if len(worlds) > 1 else {}
    tensors = {PREFIX + name: value.to(torch.float16).contiguous().cpu() for name, value in weights.items()}
    save_file(tensors, out / "model.safetensors", metadata={"format": "pt"})
    (out / "config.json").write_text(json.dumps({**config, "puzzle": {**world.puzzle_block(), **sides}}, indent=2) + "\n")
    rows = round(sum(args.batch) / len(args.batch))  # a step takes one of the sizes
    measured = {"segments": results, "steps": step, "minutes": round(minutes, 1), "batch": rows}
    (out / "measured.json").write_text(json.dumps(measured, indent=1) + "\n")
    shape = Config.from_dict(config)
    parameters = sum(value.numel() for value in tensors.values())
    size = (out / "model.safetensors").stat().st_size
    hardware = torch.cuda.get_device_name() if device.type == "cuda" else f"{args.threads} CPU core(s), {platform.machine()}"
    options = " ".join(
        f"--{key.replace('_', '-')} {' '.join(map(str, value)) if isinstance(value, list) else value}" for key, value in vars(args).items()
        if value is not None and key not in ("test", "out", "checkpoint", "config", "data") and not isinstance(value, bool)
    )
    (out / "README.md").write_text(
        f"""# {world.name.capitalize()} model

{ARCHITECTURES[shape.arch]}; {parameters:,} parameters, {size:,} bytes in F16. A segment applies modules {len(shape.schedule())} times and takes {shape.flops() / 1e6:,.0f} million operations for each puzzle.

- **Data**: {', '.join(Path(path).name for path in args.data)}, made by `hrm dataset` (see `models/training/README.md`), every puzzle drawn under a fresh random symmetry.
- **Recipe**: `python train.py {options}`
- **Run**: {step:,} steps of {rows} puzzle-segments, {minutes:.0f} {'CPU ' if args.cpu_minutes else ''}minutes on {hardware}.
- **Halting**: q_halt alone is trained; q_continue is exactly 0, so "q_halt > q_continue" reads "q_halt > 0".

Exact match on puzzles that training never saw, after 1, 2, 4 … segments, and when each puzzle stops by its own Q head:

<!-- measured -->
{format_table(results)}

Brackets hold 95 % intervals. What σ(q_halt) said where puzzles stopped, and how many of them were right:

{calibration_table(results)}
<!-- /measured -->
"""
    )
