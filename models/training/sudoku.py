"""The Sudoku world for the recipe: data files, symmetries, structured positions."""

from __future__ import annotations

import csv
import math

import numpy as np
import torch
from torch import Tensor

BLANK = 1  # token of a blank; digit d is token d + 1; 0 is padding and never occurs
BOXES = {4: (2, 2), 6: (2, 3), 9: (3, 3)}  # rows and columns of a box, by the side of the grid


class SudokuWorld:
    name = "sudoku"

    def __init__(self, size: int = 9):
        self.size = size
        self.box_height, self.box_width = BOXES[size]
        self.cells = size * size
        self.vocab_size = size + 2

    def puzzle_block(self) -> dict:
        return {"world": "sudoku", "width": self.size, "height": self.size}

    def load(self, path: str) -> tuple[Tensor, Tensor]:
        """`puzzle,solution` CSV → tokens [N, cells] twice, uint8."""

        def tokens(text: str) -> np.ndarray:
            raw = np.frombuffer(text.encode("ascii"), np.uint8).astype(np.int16) - ord("0")
            if len(raw) != self.cells:
                raise ValueError(f"{path}: a puzzle of {len(raw)} cells, not {self.cells}")
            return (np.where(raw < 0, 0, raw) + BLANK).astype(np.uint8)

        with open(path, newline="") as file:
            rows = [(tokens(row["puzzle"]), tokens(row["solution"])) for row in csv.DictReader(file)]
        puzzles, solutions = (torch.from_numpy(np.stack(column)) for column in zip(*rows))
        return puzzles, solutions

    def augment(self, *grids: Tensor) -> tuple[Tensor, ...]:
        """A random symmetry for each puzzle: transposition (where boxes are square), rows in bands, bands,
        columns, digits. Puzzles, solutions and other grids of the same puzzles get the same."""
        count, device = len(grids[0]), grids[0].device
        rows = self._lines(count, self.box_width, self.box_height, device)
        columns = self._lines(count, self.box_height, self.box_width, device)
        cells = rows[:, :, None] * self.size + columns[:, None, :]
        flip = torch.rand(count, 1, 1, device=device) < (0.5 if self.box_height == self.box_width else 0)
        cells = torch.where(flip, cells.transpose(1, 2), cells).reshape(count, -1)
        digits = torch.rand(count, self.size, device=device).argsort(1) + BLANK + 1
        fixed = torch.arange(BLANK + 1, device=device).expand(count, -1)
        relabel = torch.cat([fixed, digits], 1)
        return tuple(relabel.gather(1, grid.long().gather(1, cells)) for grid in grids)

    training_view = augment

    def assume(self, puzzles: Tensor, answers: Tensor, confidence: Tensor) -> Tensor:
        """Puzzles [N, cells] with a few digits of a predicted answer taken as given: size / 3 blanks, drawn in
        proportion to the square of the answer's probability. The surest digits alone are right more often,
        but tell a model less, and every time the same."""
        free = (puzzles == BLANK) & (answers > BLANK)
        drawn = torch.multinomial(confidence.float().square() * free + 1e-9, self.size // 3)
        chosen = torch.zeros_like(free).scatter(1, drawn, True)
        return torch.where(chosen & free, answers, puzzles)

    def _lines(self, count: int, bands: int, lines: int, device) -> Tensor:
        order = torch.rand(count, bands, 1, device=device).argsort(1)
        within = torch.rand(count, bands, lines, device=device).argsort(2)
        return (order * lines + within).reshape(count, self.size)

    def structured_positions(self, hidden: int) -> Tensor:
        """Learned positions start as row + column + box vectors; [cells, hidden], std 1/√hidden."""
        cell = torch.arange(self.cells)
        row, column = cell // self.size, cell % self.size
        box = row // self.box_height * self.box_height + column // self.box_width
        parts = [torch.randn(self.size, hidden)[index] for index in (row, column, box)]
        return sum(parts) / math.sqrt(3 * hidden)
