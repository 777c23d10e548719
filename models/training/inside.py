"""The participation ratios of a model's two states, as `hrm inspect` measures them in the page's engine."""

from __future__ import annotations

import torch
from torch import Tensor

from hrm import Hrm


class Cloud:
    """A cloud of points; only sums are kept."""

    def __init__(self, dimensions: int):
        self.count = 0
        self.sum = torch.zeros(dimensions, dtype=torch.float64)
        self.products = torch.zeros(dimensions, dimensions, dtype=torch.float64)

    def add(self, states: Tensor) -> None:
        points = states.flatten(0, 1).double().cpu()
        self.count += len(points)
        self.sum += points.sum(0)
        self.products += points.T @ points

    def participation_ratio(self) -> float:
        """(Σλ)² / Σλ² over the eigenvalues of the covariance (arXiv 2506.21734, section 4): neither sum
        needs the eigenvalues."""
        covariance = self.products - torch.outer(self.sum, self.sum) / self.count
        return (covariance.trace() ** 2 / covariance.square().sum()).item()


@torch.inference_mode()
def look_inside(model: Hrm, puzzles: Tensor, segments: int) -> dict:
    """Participation ratios of z_H and z_L (of z_H alone in a model of one state) over all positions and
    steps of the first 1, 2, 5, 10, … and
    all puzzles [N, S], each with this number of segments."""
    schedule = model.config.schedule()
    clouds = {step.state: Cloud(model.config.hidden_size) for step in reversed(schedule)}
    found = []
    for number, puzzle in enumerate(puzzles.long().to(model.H_init.device), 1):
        z_H, z_L = model.initial_carry(1, torch.float32, puzzles.shape[1])
        rope = model.rope(puzzles.shape[1], z_H)
        states = {"H": z_H, "L": z_L, "x": model.embed(puzzle[None], None, torch.float32)}
        for step in schedule * segments:
            states[step.state] = model.apply_module(step, states, rope)
            clouds[step.state].add(states[step.state])
        if number == len(puzzles) or str(number).strip("0") in ("1", "2", "5"):
            ratios = {name: cloud.participation_ratio() for name, cloud in clouds.items()}
            found.append({"puzzles": number, **ratios})
    return {"count": len(puzzles), "segments": segments, "participation": found}
