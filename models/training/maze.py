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

    def augment(self, *grids: Tensor) -> tuple[Tensor, ...]:
        """For each maze one of the eight views, rotated and mirrored, the same for all its grids."""
        return self.turned(torch.ones(len(grids[0]), dtype=torch.bool), *grids)

    def training_view(self, puzzles: Tensor, solutions: Tensor) -> tuple[Tensor, Tensor]:
        """The same, but mazes with several shortest paths stay as they are.

        The label draws the straightest of them. If nothing tells two of these apart, the order of the search
        decides, and the label of a turned maze would be another; of two labels a model can only learn the
        mean, which is no path.
        """
        return self.turned(~self.several_paths(puzzles), puzzles, solutions)

    def turned(self, which: Tensor, *grids: Tensor) -> tuple[Tensor, ...]:
        """Those of `which` [N] in a random view."""
        device = grids[0].device
        views = self.views.to(device)
        chosen = torch.randint(len(views), (len(which),), device=device)
        cells = views[chosen.where(which.to(device), 0)]
        return tuple(grid.long().gather(1, cells) for grid in grids)

    def several_paths(self, puzzles: Tensor) -> Tensor:
        """Which mazes [N, cells] have more than one shortest path, [N]; not those without any."""
        free = (puzzles != WALL).view(-1, self.size, self.size)
        start, goal = ((puzzles == end).view_as(free) for end in (START, GOAL))
        # Each wave has the cells one step farther from the start.
        waves = [start]
        reached = start
        while not (arrived := (reached & goal).flatten(1).any(1)).all():
            spread = step_around(reached) & free
            if torch.equal(spread, reached):
                break
            waves.append(spread & ~reached)
            reached = spread
        # Back from the goal through the waves: where two shortest paths differ, both have a cell in one wave.
        several = torch.zeros_like(arrived)
        back = goal
        for wave, before in zip(waves[:0:-1], waves[-2::-1]):
            met = (back & wave).flatten(1).any(1)
            back = (step_around(back & wave) & before).where(met[:, None, None], back)
            several |= met & (back.flatten(1).sum(1) > 1)
        return several

    def structured_positions(self, hidden: int) -> Tensor:
        """Learned positions start as row + column vectors; [cells, hidden], std 1/√hidden."""
        cell = torch.arange(self.cells)
        parts = [torch.randn(self.size, hidden)[index] for index in (cell // self.size, cell % self.size)]
        return sum(parts) / math.sqrt(2 * hidden)

    def valid(self, answers: Tensor, puzzles: Tensor, labels: Tensor) -> Tensor:
        """Which answers draw a shortest path, the label's or another, or nothing where the label has no path; all
        [N, cells], result [N].

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
            reached = reached | (step_around(reached) & passable)
        arrived = (reached.view(-1, self.cells) & (puzzles == GOAL)).any(1)
        return unchanged & (marked == wanted) & (arrived | (wanted == 0))


def step_around(reached: Tensor) -> Tensor:
    """The cells of grids [N, side, side] and their neighbours above, below, left and right."""
    around = reached.clone()
    around[:, 1:] |= reached[:, :-1]
    around[:, :-1] |= reached[:, 1:]
    around[:, :, 1:] |= reached[:, :, :-1]
    around[:, :, :-1] |= reached[:, :, 1:]
    return around
