"""Accuracy of a model on a data set after each segment, and under the halting rule."""

from __future__ import annotations

import torch
from torch import Tensor

from hrm import Hrm


@torch.inference_mode()
def evaluate(model: Hrm, world, data: tuple[Tensor, ...], limit: int, cells: int = 20_000) -> dict:
    """Runs every puzzle for `limit` segments; nothing halts early, halting is read off afterwards.

    Returns count, exact[limit], cell[limit] (fractions), act: mean segments and exact-match when
    each puzzle stops at its first segment with q_halt > q_continue. In a world where other answers
    than the label can be right (`world.valid`), valid[limit] and act.valid say how many were.
    `cells` are those thought about at once: what attention needs grows with their number.
    """
    device = model.H_init.device
    dtype = torch.float32 if device.type == "cpu" else torch.bfloat16
    count = len(data[0])
    batch = max(1, cells // data[0].shape[1])
    judge = getattr(world, "valid", None)
    exact, valid, cell = torch.zeros(limit), torch.zeros(limit), torch.zeros(limit)
    act_segments = act_exact = act_valid = 0.0
    for start in range(0, count, batch):
        inputs, labels, *named = (part[start : start + batch].long().to(device) for part in data)
        z_H, z_L = model.initial_carry(len(inputs), dtype)
        running = torch.ones(len(inputs), dtype=torch.bool, device=device)
        for segment in range(limit):
            z_H, z_L, logits, q_halt, q_continue = model(z_H, z_L, inputs, *named)
            answers = logits.argmax(-1)
            right = (answers == labels) | (labels == 0)
            solved = judge(answers, inputs, labels) if judge else right.all(1)
            exact[segment] += right.all(1).sum().item()
            valid[segment] += solved.sum().item()
            cell[segment] += right.float().mean(1).sum().item()
            halts = running & ((q_halt > q_continue) | (segment == limit - 1))
            act_segments += halts.sum().item() * (segment + 1)
            act_exact += (halts & right.all(1)).sum().item()
            act_valid += (halts & solved).sum().item()
            running &= ~halts
    act = {"mean_segments": act_segments / count, "exact": act_exact / count}
    result = {"count": count, "exact": (exact / count).tolist()}
    if judge:
        result["valid"] = (valid / count).tolist()
        act["valid"] = act_valid / count
    return {**result, "cell": (cell / count).tolist(), "act": act}


def format_table(results: dict) -> str:
    """Markdown: a row for a data set, exact-match at powers of two and under the halting rule, and
    another for valid answers where they are not the same."""
    if not results:
        return ""
    limit = len(next(iter(results.values()))["exact"])
    marks = [mark for mark in (1, 2, 4, 8, 16, 32, 64) if mark <= limit]
    lines = [
        "| data | puzzles | " + " | ".join(f"{mark} seg." for mark in marks) + " | ACT | ACT mean segments |",
        "|---" * (len(marks) + 4) + "|",
    ]
    for name, result in results.items():
        act = result["act"]
        measures = [("exact", name), ("valid", f"{name}, any right answer")]
        for measure, title in measures[: 2 if "valid" in result else 1]:
            shown = [f"{100 * result[measure][mark - 1]:.1f} %" for mark in marks]
            lines.append(
                f"| {title} | {result['count']} | " + " | ".join(shown)
                + f" | {100 * act[measure]:.1f} % | {act['mean_segments']:.2f} |"
            )
    return "\n".join(lines)
