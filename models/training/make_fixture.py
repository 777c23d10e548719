"""Writes small random checkpoints with what this PyTorch model computes from them (f32), thought and
gradient, for the parity tests of the playground's backends: position encodings, prefixes and
architectures that the figures of the official code in tests/fixtures/official-rope do not cover.

    python make_fixture.py ../../tests/fixtures
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import save_file

from config import Config
from hrm import PREFIX, Hrm

BASE = dict(
    vocab_size=5, hidden_size=32, num_heads=2, expansion=4.0, H_cycles=1, L_cycles=2,
    H_layers=1, L_layers=1, rms_norm_eps=1e-5, halt_max_steps=8, halt_exploration_prob=0.0,
)
VARIANTS = {
    # A prefix wider than one position, so that the embedding is cut and padded.
    "torch-learned": dict(seq_len=7, pos_encodings="learned", puzzle_emb_ndim=40, num_puzzle_identifiers=3),
    "torch-learned-rope": dict(seq_len=16, pos_encodings="learned+rope", rope_theta=10000.0, H_cycles=2),
    "torch-rope2d": dict(
        seq_len=9, pos_encodings="rope2d", rope_theta=100.0, puzzle_emb_ndim=32, num_puzzle_identifiers=2
    ),
    "torch-trm": dict(
        arch="trm", seq_len=7, H_cycles=2, H_layers=0, L_layers=2,
        puzzle_emb_ndim=40, puzzle_emb_len=3, num_puzzle_identifiers=3,
    ),
    "torch-trm-mlp": dict(arch="trm", seq_len=16, mlp_t=True, pos_encodings="none", H_layers=0),
    "torch-recurrent": dict(arch="recurrent", seq_len=9, pos_encodings="learned+rope", L_cycles=3, H_layers=0, L_layers=2),
    "torch-transformer": dict(arch="transformer", seq_len=9, pos_encodings="learned+rope", H_layers=0, L_layers=3),
    "torch-deep": dict(arch="deep", seq_len=9, pos_encodings="learned+rope", L_cycles=3, H_layers=0, L_layers=2),
    "torch-damped": dict(
        seq_len=9, pos_encodings="rope", L_cycles=2, H_cycles=2, L_layers=2,
        init="random", H_init_std=1.0, L_init_std=0.5, damping=0.8,
    ),
    # Settles while it thinks; its gradient is that of a segment that does not.
    "torch-settling": dict(seq_len=9, pos_encodings="rope", L_cycles=2, L_layers=2, settling=2.0),
}


def step_figures(model: Hrm, start, inputs, identifiers, labels, horizon: int) -> dict:
    """The ACT loss of the first segment, summed over the batch, and the gradient of each parameter."""
    model.train()
    model.zero_grad()
    z_H, z_L = start
    z_H, z_L, logits, q_halt, q_continue = model(
        z_H, z_L, inputs, identifiers, horizon=horizon
    )
    counted = labels != 0
    cells = F.cross_entropy(logits.transpose(1, 2), labels, ignore_index=0, reduction="none")
    lm = (cells.sum(1) / counted.sum(1)).sum()
    exact = ((logits.argmax(-1) == labels) | ~counted).all(1).float()
    with torch.no_grad():
        *_, next_halt, next_continue = model(z_H, z_L, inputs, identifiers)
        target = torch.sigmoid(torch.maximum(next_halt, next_continue))
    halt = F.binary_cross_entropy_with_logits(q_halt, exact, reduction="sum")
    go_on = F.binary_cross_entropy_with_logits(q_continue, target, reduction="sum")
    loss = lm + 0.5 * (halt + go_on)
    loss.backward()
    grads = {
        PREFIX + name: {
            "norm": parameter.grad.norm().item(), "first": parameter.grad.flatten()[:8].tolist(),
        }
        for name, parameter in model.named_parameters() if parameter.requires_grad
    }
    return {
        "loss": loss.item(), "lm_loss": lm.item(), "q_halt_loss": halt.item(),
        "q_continue_loss": go_on.item(), "grads": grads,
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
                # The figures are computed from the numbers in the file.
                parameter.copy_(parameter.half().float())
        inputs = torch.randint(1, config.vocab_size, (3, config.seq_len))
        identifiers = torch.arange(3) % config.num_puzzle_identifiers
        start = model.initial_carry(3, torch.float32)
        z_H, z_L = start
        segments = []
        model.eval()
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
        tensors = {PREFIX + key: value.half().contiguous() for key, value in model.state_dict().items()}
        save_file(tensors, out / "model.safetensors")
        (out / "config.json").write_text(json.dumps(config.to_dict(), indent=1) + "\n")
        # Some cells have no label and do not count.
        labels = torch.randint(0, config.vocab_size, inputs.shape)
        expected = {
            "inputs": inputs.tolist(), "puzzle_identifiers": identifiers.tolist(),
            "labels": labels.tolist(), "segments": segments,
            "one_step": step_figures(model, start, inputs, identifiers, labels, horizon=2),
            "whole_cycle": step_figures(model, start, inputs, identifiers, labels, horizon=config.usual_horizon),
        }
        if config.init == "random":
            expected["start"] = {state: z.flatten().tolist() for state, z in zip("HL", start)}
        (out / "expected.json").write_text(json.dumps(expected) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
