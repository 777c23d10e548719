"""The ARC world for the recipe: tasks in the public JSON format, views, canvas, puzzle identifiers."""

from __future__ import annotations

import gzip
import json

import numpy as np
import torch
from torch import Tensor

# The official tokens (dataset/build_arc_dataset.py): PAD 0, EOS 1, colour c at c + 2.
PAD, EOS, FIRST_COLOUR = 0, 1, 2


class ArcWorld:
    """A model knows a task only by its puzzle embedding, so every example has an identifier: one for
    each task under each view (turned or mirrored, colours renamed). Identifier 0 belongs to no task.
    """

    name = "arc"

    def __init__(self, size: int = 12, views: int = 8, translated: float = 0.5, seed: int = 0):
        self.size = size
        self.cells = size * size
        self.vocab_size = 12
        self.views = views
        # Share of examples that are moved on the canvas; questions are always in the corner.
        self.translated = translated
        self.seed = seed
        self.tasks: list[str] = []

    def puzzle_block(self) -> dict:
        """The page finds the embedding of a learned task by the task's id."""
        tasks = {"tasks": self.tasks} if self.tasks else {}
        return {"world": "arc", "width": self.size, "height": self.size, **tasks}

    @property
    def identifiers(self) -> int:
        return 1 + len(self.tasks) * self.views

    def load(self, path: str) -> tuple[Tensor, ...]:
        """Tasks to learn: their demonstrations, and from a file of several splits (`{"training": {…}}`)
        also the answered questions of the training split. Sets the names of the tasks for `load_questions`.

        Returns inputs and outputs [N, (S+1)²] uint8 in the upper left corner, the EOS borders always
        drawn; identifiers [N]; room [N, 2]: rows and columns a pair can move on the canvas.
        """
        rng = np.random.default_rng(self.seed)
        examples = []
        for name, task, official in read_tasks(path):
            pairs = task["train"] + (task["test"] if official else [])
            if not self.fits(task):
                continue
            for view, (turn, colours) in enumerate(draw_views(rng, self.views)):
                identifier = 1 + len(self.tasks) * self.views + view
                examples += [(self.draw(pair, turn, colours), identifier) for pair in pairs]
            self.tasks.append(name)
        return self.stack(examples)

    def rows_from(self, shipped: Tensor, tasks: list[str]) -> Tensor:
        """The initial table of puzzle embeddings, from the table of a model folder with these `tasks`: [1 +
        tasks · views, width]. The plain view of a task it knows keeps its row; everything
        else starts from row 0, the mean."""
        rows = shipped[:1].repeat(self.identifiers, 1)
        known = {name: 1 + index for index, name in enumerate(tasks)}
        for index, name in enumerate(self.tasks):
            if name in known:
                rows[1 + index * self.views] = shipped[known[name]]
        return rows

    def load_questions(self, path: str) -> tuple[Tensor, ...]:
        """The questions of learned tasks, in the plain view and not moved."""
        known = {name: index for index, name in enumerate(self.tasks)}
        plain = np.arange(10)
        examples = [
            (self.draw(pair, 0, plain), 1 + known[name] * self.views)
            for name, task, official in read_tasks(path)
            if name in known and not official
            for pair in task["test"]
        ]
        inputs, outputs, identifiers, room = self.stack(examples)
        still = torch.zeros_like(room)
        return *self.place(inputs, outputs, still), identifiers

    def fits(self, task: dict) -> bool:
        return side_of(task) <= self.size

    def draw(self, pair: dict, turn: int, colours: np.ndarray):
        grids = [turned(colours[np.array(pair[key])], turn) for key in ("input", "output")]
        room = [self.size - max(grid.shape[axis] for grid in grids) for axis in (0, 1)]
        return [self.canvas(grid) for grid in grids], room

    def canvas(self, grid: np.ndarray) -> np.ndarray:
        tokens = np.zeros((self.size + 1, self.size + 1), np.uint8)
        height, width = grid.shape
        tokens[:height, :width] = grid + FIRST_COLOUR
        tokens[:height, width] = tokens[height, :width] = EOS
        return tokens.reshape(-1)

    @staticmethod
    def stack(examples) -> tuple[Tensor, ...]:
        inputs, outputs = (np.stack([grids[side] for (grids, _), _ in examples]) for side in (0, 1))
        identifiers = torch.tensor([identifier for _, identifier in examples])
        room = torch.tensor([room for (_, room), _ in examples])
        return torch.from_numpy(inputs), torch.from_numpy(outputs), identifiers, room

    def augment(self, inputs, outputs, identifiers, room) -> tuple[Tensor, Tensor, Tensor]:
        """Moves some pairs on the canvas, input and output together, as in the official recipe."""
        shift = (torch.rand(room.shape, device=room.device) * (room + 1)).long()
        moves = torch.rand(len(room), 1, device=room.device) < self.translated
        return *self.place(inputs, outputs, shift * moves), identifiers

    training_view = augment

    def place(self, inputs: Tensor, outputs: Tensor, shift: Tensor) -> tuple[Tensor, Tensor]:
        wide = self.size + 1
        line = torch.arange(self.size, device=shift.device)
        rows, columns = (line - shift[:, axis, None] for axis in (0, 1))  # [N, S], from where
        inside = (rows >= 0)[:, :, None] & (columns >= 0)[:, None, :]
        source = rows.clamp(min=0)[:, :, None] * wide + columns.clamp(min=0)[:, None, :]
        return tuple(
            (grid.long().gather(1, source.flatten(1)) * inside.flatten(1)) for grid in (inputs, outputs)
        )


def side_of(task: dict) -> int:
    """Side of the smallest square canvas on which every grid of a task fits."""
    grids = [grid for pair in task["train"] + task["test"] for grid in (pair["input"], pair["output"])]
    return max(max(len(grid), len(grid[0])) for grid in grids)


def read_tasks(path: str):
    """`(name, task, official)` of a map of tasks, or of the training split of a file of splits."""
    tasks = read_json(path)
    official = "training" in tasks
    for name, task in (tasks["training"] if official else tasks).items():
        yield name, task, official


def read_json(path: str):
    with (gzip.open if str(path).endswith(".gz") else open)(path, "rt") as file:
        return json.load(file)


def turned(grid: np.ndarray, turn: int) -> np.ndarray:
    """One of the eight symmetries of the square; 0 is the plain grid."""
    grid = np.rot90(grid, turn % 4)
    return grid.T if turn >= 4 else grid


def draw_views(rng: np.random.Generator, count: int):
    """The plain view, then random ones: rotated or mirrored, colours 1 to 9 renamed."""
    yield 0, np.arange(10)
    for _ in range(count - 1):
        yield int(rng.integers(8)), np.concatenate([[0], 1 + rng.permutation(9)])
