"""The persistent batch of deep supervision: every row is a puzzle at some segment of its thought."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from hrm import Hrm

UNLIMITED = 2**31  # segments: the thought ends at the limit of all, or by halting


@dataclass(frozen=True)
class Ends:
    """When thoughts end that neither halt nor reach the limit M of all; each is a share of the thoughts."""

    # Must run for 2…M segments, drawn anew, before they may halt.
    explore: float = 0.0
    # End after `few` segments, like the attempts of a model that starts over.
    brief: float = 0.0
    few: int = 1
    # Think on to M while they are right, and end once they were wrong twice in a row, after the third segment
    # at the earliest. What halts is not trained at the segments after, where right answers may be lost again.
    hold: float = 0.0


class Batch:
    def __init__(self, model: Hrm, world, data: tuple[Tensor, ...], size: int, ends: Ends, dtype, generator):
        self.model, self.world, self.data, self.size, self.ends = model, world, data, size, ends
        self.generator = generator
        device = model.H_init.device
        self.z_H, self.z_L = (z.clone() for z in model.initial_carry(size, dtype, world.cells))
        self.inputs = torch.zeros(size, world.cells, dtype=torch.long, device=device)
        self.labels = torch.zeros_like(self.inputs)
        self.identifiers = torch.zeros(size, dtype=torch.long, device=device)
        self.segments = torch.zeros(size, dtype=torch.long, device=device)
        self.minimum = torch.zeros_like(self.segments)
        self.limits = torch.zeros_like(self.segments)
        self.held = torch.zeros(size, dtype=torch.bool, device=device)
        self.wrong = torch.zeros_like(self.segments)  # segments with a wrong answer, since the last right one
        self.order = torch.empty(0, dtype=torch.long)
        self.start(2)

    def start(self, limit: int) -> None:
        """Fresh thoughts in all rows."""
        self.refill(torch.arange(self.size, device=self.inputs.device), limit)

    def right(self, answers: Tensor) -> Tensor:
        """Which answers [size, cells] are right, the label's or any other that is; [size].

        A Q head that was taught that only the label is right would not be sure of the others.
        """
        judge = getattr(self.world, "valid", None)
        if judge is None:
            return ((answers == self.labels) | (self.labels == 0)).all(1)
        return judge(answers, self.inputs, self.labels)

    def advance(self, z_H: Tensor, z_L: Tensor, halts: Tensor, right: Tensor, limit: int) -> Tensor:
        """Takes the states after a segment, and replaces the thoughts that end with it.

        halts, right [size]: whether the Q head says so, and whether the answer is right. Returns which ended.
        """
        self.z_H, self.z_L = z_H, z_L
        self.segments += 1
        self.wrong = torch.where(right, 0, self.wrong + 1)
        lost = (self.wrong >= 2) & (self.segments >= 3)
        usual = (self.segments >= self.limits) | (halts & (self.segments >= self.minimum))
        ended = torch.where(self.held, lost, usual) | (self.segments >= limit)
        self.refill(ended.nonzero()[:, 0], limit)
        return ended

    def refill(self, rows: Tensor, limit: int) -> None:
        """Fresh puzzles and initial states for the rows whose thought has ended."""
        count = len(rows)
        if count == 0:
            return
        if len(self.order) < count:
            self.order = torch.randperm(len(self.data[0]), generator=self.generator)
        index, self.order = self.order[:count], self.order[count:]
        device = self.inputs.device
        puzzles, labels, *named = self.world.training_view(*(part[index].to(device) for part in self.data))
        self.inputs[rows], self.labels[rows] = puzzles, labels
        if named:
            self.identifiers[rows] = named[0]
        self.z_H[rows], self.z_L[rows] = self.model.initial_carry(count, self.z_H.dtype, self.world.cells)
        self.segments[rows] = 0
        self.wrong[rows] = 0

        def chosen(share: float) -> Tensor:
            return torch.rand(count, device=device) < share

        explores = chosen(self.ends.explore)
        drawn = torch.randint(2, max(limit, 2) + 1, (count,), device=device)
        self.minimum[rows] = torch.where(explores, drawn, 0)
        self.limits[rows] = torch.where(chosen(self.ends.brief), self.ends.few, UNLIMITED)
        self.held[rows] = chosen(self.ends.hold)
