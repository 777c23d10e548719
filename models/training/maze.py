"""The maze world for the recipe: data files, views, structured positions, the check of answers."""

from __future__ import annotations

import csv
import math

import numpy as np
import torch
from torch import Tensor

# The official tokens; 0 is padding and never occurs.
CELLS = "# SGo"
WALL, OPEN, START, GOAL, PATH = range(1, 6)


class MazeWorld:
    name = "maze"

    def __init__(self, size: int = 15):
        self.size = size
        self.cells = size * size
        self.vocab_size = len(CELLS) + 1
        cell = torch.arange(self.cells).view(size, size)
        turned = [torch.rot90(cell, turns) for turns in range(4)]
        # [8, cells]: for each cell of a view, the cell it came from.
        self.views = torch.stack([grid.reshape(-1) for grid in turned + [grid.T for grid in turned]])

    def puzzle_block(self) -> dict:
        return {"world": "maze", "width": self.size, "height": self.size}

    @staticmethod
    def side_of(path: str) -> int:
        """Side of the mazes of a file, which all have the same size."""
        with open(path, newline="") as file:
            return math.isqrt(len(next(csv.DictReader(file))["puzzle"]))

    def load(self, path: str) -> tuple[Tensor, Tensor]:
        """`puzzle,solution` CSV → tokens [N, cells] twice, uint8."""
        token_of = np.zeros(256, np.uint8)
        token_of[np.frombuffer(CELLS.encode(), np.uint8)] = range(1, 6)

        def tokens(text: str) -> np.ndarray:
            grid = token_of[np.frombuffer(text.encode("latin-1"), np.uint8)]
            if len(grid) != self.cells:
                raise ValueError(f"{path}: a maze of {len(grid)} cells, not {self.cells}")
            if not grid.all():
                raise ValueError(f"{path}: a maze has other characters than {CELLS!r}")
            return grid

        with open(path, newline="") as file:
            rows = [(tokens(row["puzzle"]), tokens(row["solution"])) for row in csv.DictReader(file)]
        puzzles, solutions = (torch.from_numpy(np.stack(column)) for column in zip(*rows))
        return puzzles, solutions

    def augment(self, puzzles: Tensor, solutions: Tensor) -> tuple[Tensor, Tensor]:
        """For each maze one of the eight views, rotated and mirrored."""
        views = self.views.to(puzzles.device)
        cells = views[torch.randint(len(views), (len(puzzles),), device=puzzles.device)]
        return tuple(grid.long().gather(1, cells) for grid in (puzzles, solutions))

    def structured_positions(self, hidden: int) -> Tensor:
        """Learned positions start as row + column vectors; [cells, hidden], std 1/√hidden."""
        cell = torch.arange(self.cells)
        parts = [torch.randn(self.size, hidden)[index] for index in (cell // self.size, cell % self.size)]
        return sum(parts) / math.sqrt(2 * hidden)

    def valid(self, answers: Tensor, puzzles: Tensor, labels: Tensor) -> Tensor:
        """Which answers draw a shortest path, the label's or another; all [N, cells], result [N].

        The same check as in the playground (`src/puzzles/maze/verdict.ts`): the maze unchanged (padding
        counts as open), as many cells marked as in the label, start and goal joined by them. This number of
        cells can connect the two only as a shortest path, with no cell left over.
        """
        ground = (answers == OPEN) | (answers == PATH) | (answers == 0)
        unchanged = torch.where(puzzles == OPEN, ground, answers == puzzles).all(1)
        marked, wanted = ((grid == PATH).sum(1) for grid in (answers, labels))
        passable = ((answers == PATH) | (puzzles == GOAL)).view(-1, self.size, self.size)
        reached = (puzzles == START).view(-1, self.size, self.size)
        for _ in range(int(wanted.max()) + 1):
            around = reached.clone()
            around[:, 1:] |= reached[:, :-1]
            around[:, :-1] |= reached[:, 1:]
            around[:, :, 1:] |= reached[:, :, :-1]
            around[:, :, :-1] |= reached[:, :, 1:]
            reached = reached | (around & passable)
        arrived = (reached.view(-1, self.cells) & (puzzles == GOAL)).any(1)
        return unchanged & (marked == wanted) & arrived
