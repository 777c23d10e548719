"""Writes small random models of Equilibrium Reasoners (arXiv 2605.21488) with what the official code
(locuslab/EqR) computes from them on the CPU in single precision, without its path noise, for the
parity tests; and `eqr-checkpoint/eqr.pth`, as its `save_checkpoint` writes one, with nothing beside it.

    python make_eqr_fixture.py PATH_TO_EQR ../../tests/fixtures

It needs what the official code imports there: pydantic, colorama, omegaconf, exceptiongroup, numpy.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from unittest.mock import MagicMock

import torch
from safetensors.torch import save_file

sys.path.insert(0, sys.argv[1])
# Nothing is reported to Weights & Biases.
sys.modules["wandb"] = MagicMock(run=None)

from config.schema import PretrainConfig  # noqa: E402
from models.ema import EMAHelper  # noqa: E402
from models.eqr import EqRModel, LatentCarry, ModelCarry  # noqa: E402
from models.losses.loss_heads import ACTLossHead  # noqa: E402
from utils.checkpoint import save_checkpoint  # noqa: E402
from utils.training import TrainState  # noqa: E402

ARCH = dict(
    H_cycles=2, L_cycles=2, H_layers=0, L_layers=1, hidden_size=32, num_heads=2, expansion=4.0,
    halt_max_steps=8, halt_exploration_prob=0.1, lambda_=0.95, noise_scale=0.01,
    H_init_std=1.0, L_init_std=0.5, forward_dtype="float32",
)
SIDE, TOKENS, ROWS = 4, 6, 2
VARIANTS = {
    "eqr-attention": dict(pos_encodings="rope", mlp_t=False, board_height=None, board_width=None),
    "eqr-mlp": dict(pos_encodings="none", mlp_t=True, board_height=SIDE, board_width=SIDE, L_layers=2),
}
CHECKPOINT = dict(pos_encodings="rope2d", mlp_t=False, board_height=SIDE, board_width=SIDE, hidden_size=16)


def random_model(arch: dict) -> EqRModel:
    """A model whose numbers fit into half precision, with smaller weights than fresh layers have: with
    fresh ones, rounding differences grow fivefold in every segment."""
    model = EqRModel({**arch, "batch_size": ROWS, "seq_len": SIDE**2, "vocab_size": TOKENS})
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if "L_level" in name:
                parameter.mul_(0.6)
            if parameter.abs().max() == 0 or parameter.min() == parameter.max():
                parameter.normal_()
            parameter.copy_(parameter.half().float())
    return model


def figures_of(model: EqRModel) -> tuple[dict, ModelCarry]:
    """The predictions of three segments, and the carry after them."""
    config = model.config
    inputs = torch.randint(1, TOKENS, (ROWS, SIDE**2))
    inner = model.inner.eval()
    inner.L_level.noise_scale = 0.0
    carry = inner.reset_carry(torch.ones(ROWS, dtype=torch.bool), inner.empty_carry(ROWS))
    start = {"H": carry.z_H.flatten().tolist(), "L": carry.z_L.flatten().tolist()}
    read = []
    hook = inner.q_head.register_forward_hook(lambda module, given, out: read.append(out.float()))
    segments = []
    with torch.inference_mode():
        for _ in range(3):
            carry, logits, q_halt = inner(carry, {"inputs": inputs})
            assert torch.equal(read[-1][:, 0], q_halt)
            segments.append({
                "logits": logits.flatten().tolist(), "q_halt": q_halt.tolist(),
                "q_continue": read[-1][:, 1].tolist(),
            })
    hook.remove()
    inner.L_level.noise_scale = config.noise_scale
    expected = {"inputs": inputs.tolist(), "puzzle_identifiers": [0] * ROWS, "start": start, "segments": segments}
    ended = ModelCarry(
        LatentCarry(carry.z_H.clone(), carry.z_L.clone()), torch.full((ROWS,), 3, dtype=torch.int32),
        torch.zeros(ROWS, dtype=torch.bool), {"inputs": inputs},
    )
    return expected, ended


def write(folder: Path, expected: dict) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "expected.json").write_text(json.dumps(expected) + "\n")


def main(folder: Path) -> None:
    torch.manual_seed(1)
    for name, variant in VARIANTS.items():
        arch = {**ARCH, **variant}
        model = random_model(arch)
        expected, _ = figures_of(model)
        write(folder / name, expected)
        tensors = {f"model.{key}": value.half().contiguous() for key, value in model.state_dict().items()}
        save_file(tensors, folder / name / "model.safetensors")
        # The config with the names of the playground and hrm.py.
        kept = ("H_cycles", "L_cycles", "H_layers", "L_layers", "hidden_size", "num_heads", "expansion")
        config = {
            "arch": "trm", "no_ACT_continue": True, "vocab_size": TOKENS, "seq_len": SIDE**2,
            **{key: arch[key] for key in kept}, "pos_encodings": arch["pos_encodings"], "mlp_t": arch["mlp_t"],
            "halt_max_steps": 8, "halt_exploration_prob": 0.1,
            "init": "random", "H_init_std": 1.0, "L_init_std": 0.5, "damping": 0.95,
        }
        (folder / name / "config.json").write_text(json.dumps(config, indent=1) + "\n")

    arch = {**ARCH, **CHECKPOINT}
    model = random_model(arch)
    expected, carry = figures_of(model)
    out = folder / "eqr-checkpoint"
    write(out, expected)
    head = ACTLossHead(model, "stablemax_cross_entropy")
    average = EMAHelper(mu=0.999)
    average.register(head)
    with torch.no_grad():  # models are measured with the moving average, so the weights beside it must not be used
        for parameter in head.parameters():
            parameter.add_(1)
    optimizer = torch.optim.SGD(head.parameters(), lr=1e-4, momentum=0)
    config = PretrainConfig(
        arch={"name": "eqr@EqRModel", "short_name": "EqR", "loss": {"name": "losses@ACTLossHead"}, **arch},
        dataset={"name": "sudoku", "data_path": "data"}, global_batch_size=ROWS, epochs=1, lr=1e-4, lr_min_ratio=1.0,
        lr_warmup_steps=1, weight_decay=1.0, beta1=0.9, beta2=0.95, target_q_update_every=4, ema=True,
        checkpoint_path=str(out),
    )
    state = TrainState(head, [optimizer], [1e-4], carry, step=3, total_steps=9, steps_per_epoch=9, ema_helper=average)
    save_checkpoint(config, state, None, next_iteration=1, rank=0)
    (out / "step_3.pth").rename(out / "eqr.pth")


if __name__ == "__main__":
    main(Path(sys.argv[2]))
