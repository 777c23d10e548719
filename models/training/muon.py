"""Muon (K. Jordan et al., 2024): momentum whose matrices are made orthogonal before the step."""

from __future__ import annotations

from collections import defaultdict

import torch
from torch import Tensor

# Coefficients of the quintic x ↦ ax + bx³ + cx⁵ that moves singular values towards 1 (as in the
# reference).
A, B, C = 3.4445, -4.775, 2.0315
STEPS = 5


def orthogonalize(matrices: Tensor) -> Tensor:
    """Newton–Schulz: matrices [n, rows, columns] to those of the same singular vectors with singular
    values near 1, about 0.7 to 1.2."""
    upright = matrices.shape[1] > matrices.shape[2]
    x = matrices.transpose(1, 2) if upright else matrices
    x = x / x.norm(dim=(1, 2), keepdim=True).clamp(min=1e-7)
    for _ in range(STEPS):
        gram = x @ x.transpose(1, 2)
        x = A * x + torch.baddbmm(gram, gram, gram, beta=B, alpha=C) @ x
    return x.transpose(1, 2) if upright else x


class Muon(torch.optim.Optimizer):
    """What `torch.optim.Muon` does with `adjust_lr_fn="match_rms_adamw"`: an update of the size that
    AdamW's usually has, so that one rate serves both.

    PyTorch's always multiplies in bfloat16, which on a processor without it takes as long as the
    rest of the step (1.65 of 3.3 seconds); this one takes the parameters' own precision, and
    matrices of one shape together.
    """

    def __init__(self, params, lr: float, weight_decay: float, momentum: float = 0.95):
        super().__init__(params, {"lr": lr, "weight_decay": weight_decay, "momentum": momentum})

    @torch.no_grad()
    def step(self) -> None:
        for group in self.param_groups:
            by_shape = defaultdict(list)
            for p in group["params"]:
                if p.grad is not None:
                    by_shape[p.shape].append(p)
            for shape, params in by_shape.items():
                updates = orthogonalize(torch.stack([self._nesterov(p, group["momentum"]) for p in params]))
                rate = group["lr"] * 0.2 * max(shape) ** 0.5
                for p, update in zip(params, updates):
                    p.mul_(1 - group["lr"] * group["weight_decay"]).sub_(update, alpha=rate)

    def _nesterov(self, p: Tensor, momentum: float) -> Tensor:
        state = self.state[p]
        if "momentum_buffer" not in state:
            state["momentum_buffer"] = torch.zeros_like(p)
        buffer = state["momentum_buffer"].lerp_(p.grad, 1 - momentum)
        return p.grad.lerp(buffer, momentum)
