"""Checks that files of the playground or `hrm export` give the same results elsewhere: the safetensors
in the PyTorch model of hrm.py, and the ONNX file in ONNX Runtime.

    pip install onnxruntime
    python check_export.py FOLDER FILE.onnx

FOLDER holds config.json and model.safetensors. Exits with 1 if predictions or logits differ.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime as ort
import torch

from config import Config
from hrm import Hrm, load_weights

TOLERANCE = 1e-3  # on logits, whose size is about ten


def load(folder: Path) -> Hrm:
    config = Config.from_dict(json.loads((folder / "config.json").read_text()))
    model = Hrm(config).eval()
    model.load_state_dict(load_weights(folder))
    return model


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("onnx", type=Path)
    arguments.add_argument("--segments", type=int, default=4)
    arguments.add_argument("--batch", type=int, default=3)
    args = arguments.parse_args()

    model = load(args.folder)
    config = model.config
    session = ort.InferenceSession(args.onnx)
    meta = session.get_modelmeta().custom_metadata_map
    shape = (args.batch, config.prefix + config.seq_len, config.hidden_size)
    z_H, z_L = model.initial_carry(args.batch, torch.float32)
    if config.init == "random":  # both begin with the same draw
        state = {"z_H": z_H.numpy(), "z_L": z_L.numpy()}
    else:
        state = {f"z_{level}": np.broadcast_to(np.float32(json.loads(meta[f"{level}_init"])), shape) for level in "HL"}

    rng = np.random.default_rng(0)
    feeds = {"tokens": rng.integers(0, config.vocab_size, (args.batch, config.seq_len), dtype=np.int32)}
    identifiers = rng.integers(0, config.num_puzzle_identifiers, args.batch, dtype=np.int32)
    if config.puzzle_emb_ndim > 0:
        feeds["puzzle_identifiers"] = identifiers
    tokens, ids = torch.from_numpy(feeds["tokens"]).long(), torch.from_numpy(identifiers).long()

    worst, wrong = 0.0, 0
    names = [output.name for output in session.get_outputs()]
    for segment in range(1, args.segments + 1):
        out = dict(zip(names, session.run(None, {**feeds, **state})))
        state = {"z_H": out["z_H_next"], "z_L": out["z_L_next"]}
        with torch.inference_mode():
            z_H, z_L, logits, q_halt, q_continue = model(z_H, z_L, tokens, ids)
        q = torch.stack([q_halt, q_continue], -1).numpy()
        difference = max(np.abs(out["logits"] - logits.numpy()).max(), np.abs(out["q"][:, 0] - q).max())
        differing = int((out["predicted"] != logits.argmax(-1).numpy()).sum())
        print(f"segment {segment}: largest difference {difference:.1e}, {differing} predictions differ")
        worst, wrong = max(worst, difference), wrong + differing
    return 0 if worst < TOLERANCE and wrong == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
