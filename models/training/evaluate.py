"""Exact-match of a model on a data set after each segment, and under the halting rule."""

from __future__ import annotations

import torch
from torch import Tensor

from hrm import Hrm


@torch.inference_mode()
def evaluate(model: Hrm, data: tuple[Tensor, Tensor], limit: int, batch: int = 250) -> dict:
    """Runs every puzzle for `limit` segments; nothing halts early, halting is read off afterwards.

    Returns count, exact[limit], cell[limit] (fractions), act: mean segments and exact-match when
    each puzzle stops at its first segment with q_halt > q_continue.
    """
    device = model.H_init.device
    dtype = torch.float32 if device.type == "cpu" else torch.bfloat16
    count = len(data[0])
    exact, cell = torch.zeros(limit), torch.zeros(limit)
    act_segments = act_exact = 0.0
    for start in range(0, count, batch):
        inputs, labels = (part[start : start + batch].long().to(device) for part in data)
        z_H, z_L = model.initial_carry(len(inputs), dtype)
        running = torch.ones(len(inputs), dtype=torch.bool, device=device)
        for segment in range(limit):
            z_H, z_L, logits, q_halt, q_continue = model(z_H, z_L, inputs)
            right = (logits.argmax(-1) == labels) | (labels == 0)
            exact[segment] += right.all(1).sum().item()
            cell[segment] += right.float().mean(1).sum().item()
            halts = running & ((q_halt > q_continue) | (segment == limit - 1))
            act_segments += halts.sum().item() * (segment + 1)
            act_exact += (halts & right.all(1)).sum().item()
            running &= ~halts
    return {
        "count": count,
        "exact": (exact / count).tolist(),
        "cell": (cell / count).tolist(),
        "act": {"mean_segments": act_segments / count, "exact": act_exact / count},
    }


def format_table(results: dict) -> str:
    """Markdown: one row a data set, exact-match at powers of two and under the halting rule."""
    if not results:
        return ""
    limit = len(next(iter(results.values()))["exact"])
    marks = [mark for mark in (1, 2, 4, 8, 16, 32, 64) if mark <= limit]
    lines = [
        "| data | puzzles | " + " | ".join(f"{mark} seg." for mark in marks) + " | ACT exact | ACT mean segments |",
        "|---" * (len(marks) + 4) + "|",
    ]
    for name, result in results.items():
        shown = [f"{100 * result['exact'][mark - 1]:.1f} %" for mark in marks]
        act = result["act"]
        lines.append(
            f"| {name} | {result['count']} | " + " | ".join(shown)
            + f" | {100 * act['exact']:.1f} % | {act['mean_segments']:.2f} |"
        )
    return "\n".join(lines)
