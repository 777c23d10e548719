"""Writes small random checkpoints with what this PyTorch model computes from them (f32), for the
parity tests of the playground's backends: position encodings and prefixes that the figures of the
official code in tests/fixtures/official-rope do not cover.

    python make_fixture.py ../../tests/fixtures
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import torch
from safetensors.torch import save_file

from hrm import Config, Hrm

BASE = dict(
    vocab_size=5, hidden_size=32, num_heads=2, expansion=4.0, H_cycles=1, L_cycles=2,
    H_layers=1, L_layers=1, rms_norm_eps=1e-5, halt_max_steps=8, halt_exploration_prob=0.0,
)
VARIANTS = {
    # A prefix wider than one position, so that the embedding is cut and padded.
    "torch-learned": dict(seq_len=7, pos_encodings="learned", puzzle_emb_ndim=40, num_puzzle_identifiers=3),
    "torch-learned-rope": dict(seq_len=16, pos_encodings="learned+rope", rope_theta=10000.0),
    "torch-rope2d": dict(
        seq_len=9, pos_encodings="rope2d", rope_theta=100.0, puzzle_emb_ndim=32, num_puzzle_identifiers=2
    ),
}


def main(folder: Path) -> None:
    torch.manual_seed(1)
    for name, variant in VARIANTS.items():
        config = Config(**{**BASE, **variant})
        model = Hrm(config)
        with torch.no_grad():
            for parameter in model.parameters():
                if parameter.abs().max() == 0 or parameter.min() == parameter.max():
                    parameter.normal_()
                # What the file holds is what the figures are computed from.
                parameter.copy_(parameter.half().float())
        inputs = torch.randint(1, config.vocab_size, (3, config.seq_len))
        identifiers = torch.arange(3) % config.num_puzzle_identifiers
        z_H, z_L = model.initial_carry(3, torch.float32)
        segments = []
        with torch.inference_mode():
            for _ in range(3):
                z_H, z_L, logits, q_halt, q_continue = model(z_H, z_L, inputs, identifiers)
                segments.append({
                    "logits": logits.flatten().tolist(),
                    "q_halt": q_halt.tolist(),
                    "q_continue": q_continue.tolist(),
                })
        out = folder / name
        out.mkdir(parents=True, exist_ok=True)
        tensors = {f"model.inner.{key}": value.half().contiguous() for key, value in model.state_dict().items()}
        save_file(tensors, out / "model.safetensors")
        (out / "config.json").write_text(json.dumps(config.to_dict(), indent=1) + "\n")
        expected = {
            "inputs": inputs.tolist(), "puzzle_identifiers": identifiers.tolist(), "segments": segments,
        }
        (out / "expected.json").write_text(json.dumps(expected) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
