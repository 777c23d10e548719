"""Tests of the recipe: `python -m unittest` in this folder. They need the packages of requirements.txt
and take about two minutes. All Sudokus and mazes come from files made here."""

from __future__ import annotations

import json
import unittest
from collections import Counter
from math import comb
from pathlib import Path
from types import SimpleNamespace

import torch
from torch import Tensor

from batch import Batch, Ends
from config import Config
from evaluate import error_by_chance, sharpness, stopping, think
from hrm import Hrm, attend, load_weights
from maze import GOAL, OPEN, PATH, START, WALL, MazeWorld
from muon import orthogonalize
from sudoku import BLANK, BOXES, SudokuWorld

FIXTURES = Path(__file__).parent.parent.parent / "tests" / "fixtures"


class Parity(unittest.TestCase):
    """The model gives the figures in tests/fixtures, including those of the official code."""

    def test_forward(self) -> None:
        folders = sorted(path.parent for path in FIXTURES.glob("*/config.json"))
        self.assertGreater(len(folders), 5)
        for folder in folders:
            with self.subTest(folder.name):
                expected = json.loads((folder / "expected.json").read_text())
                model = Hrm(Config.from_dict(json.loads((folder / "config.json").read_text()))).eval()
                model.load_state_dict(load_weights(folder))
                inputs = torch.tensor(expected["inputs"])
                identifiers = torch.tensor(expected["puzzle_identifiers"])
                z_H, z_L = model.initial_carry(len(inputs), torch.float32)
                if "start" in expected:  # drawn when the figures were made
                    given = (torch.tensor(expected["start"][state]).view(z_H.shape) for state in "HL")
                    z_H, z_L = given
                with torch.inference_mode():
                    for figures in expected["segments"]:
                        z_H, z_L, logits, q_halt, q_continue = model(z_H, z_L, inputs, identifiers)
                        wanted = torch.tensor(figures["logits"])
                        scale = wanted.abs().max()
                        self.assertLess((logits.flatten() - wanted).abs().max() / scale, 1e-5)
                        for got, name in ((q_halt, "q_halt"), (q_continue, "q_continue")):
                            self.assertLess((got - torch.tensor(figures[name])).abs().max() / scale, 1e-5)


class Attention(unittest.TestCase):
    def test_long_grids(self) -> None:
        """The fused kernel that long grids take gives the same as two products, and so does its gradient."""
        torch.manual_seed(0)
        q, k, v = (torch.randn(2, 4, 225, 32, requires_grad=True) for _ in range(3))
        plain = torch.softmax(q @ k.transpose(-1, -2) / 32**0.5, -1) @ v
        torch.testing.assert_close(attend(q, k, v), plain, rtol=1e-5, atol=1e-5)
        towards = torch.randn_like(plain)
        for gradient, expected in zip(
            torch.autograd.grad(attend(q, k, v), (q, k, v), towards),
            torch.autograd.grad(plain, (q, k, v), towards),
            strict=True,
        ):
            torch.testing.assert_close(gradient, expected, rtol=1e-4, atol=1e-5)


class Symmetries(unittest.TestCase):
    def test_sudoku(self) -> None:
        """A symmetry keeps the rules, and hides the same cells of puzzle and solution."""
        for size, (height, width) in BOXES.items():
            with self.subTest(size=size):
                world = SudokuWorld(size)
                # A full grid: each row is the one before, shifted by a box, and by one more at each
                # band.
                row = torch.arange(size)
                shift = row % height * width + row // height
                solved = (shift[:, None] + row) % size + BLANK + 1
                solution = solved.flatten().to(torch.uint8).expand(200, -1)
                hidden = torch.rand(200, size**2) < 0.4
                puzzle = torch.where(hidden, torch.tensor(BLANK, dtype=torch.uint8), solution)
                puzzles, solutions = world.augment(puzzle, solution)
                rows = solutions.view(-1, size, size)
                boxes = rows.view(-1, width, height, height, width).transpose(2, 3).reshape(-1, size, size)
                for units in (rows, rows.transpose(1, 2), boxes):
                    self.assertTrue((units.sort(-1).values == torch.arange(size) + BLANK + 1).all())
                given = puzzles != BLANK
                self.assertTrue((puzzles[given] == solutions[given]).all())
                self.assertEqual(given.sum(), (~hidden).sum())
                self.assertGreater(len(solutions.unique(dim=0)), 50)

    def test_maze(self) -> None:
        """A view keeps the distance of start and goal: a drawn path stays a path."""
        world = MazeWorld(5)
        text = ["#####", "#Soo#", "###o#", "#  G#", "#####"]
        token = {"#": WALL, " ": OPEN, "S": START, "G": GOAL, "o": PATH}
        solution = torch.tensor([token[cell] for row in text for cell in row], dtype=torch.uint8).expand(64, -1)
        puzzle = torch.where(solution == PATH, torch.tensor(OPEN, dtype=torch.uint8), solution)
        puzzles, solutions = world.augment(puzzle, solution)
        self.assertTrue(world.valid(solutions, puzzles, solutions).all())
        self.assertFalse(world.valid(puzzles, puzzles, solutions).any())
        self.assertEqual(len(puzzles.unique(dim=0)), 8)
        puzzles, solutions = world.training_view(puzzle, solution)
        self.assertEqual(len(puzzles.unique(dim=0)), 8)

    def test_maze_without_a_way(self) -> None:
        """To draw nothing is right there, and nowhere else."""
        world = MazeWorld(4)
        grid = torch.full((1, 16), OPEN)
        grid[0, 0], grid[0, 15] = START, GOAL
        open_ground, walled = grid.clone(), grid.clone()
        walled[0, 8:12] = WALL
        for puzzle, right in ((walled, True), (open_ground, False)):
            label = puzzle.clone()
            if not right:
                label[0, [1, 2, 3, 7, 11]] = PATH
            self.assertEqual(world.valid(puzzle, puzzle, label).item(), right)

    def test_several_paths(self) -> None:
        """Against counting the shortest paths of mazes of random walls; those with several are not turned."""
        torch.manual_seed(3)
        side, goal, count = 5, 18, 300
        world = MazeWorld(side)
        puzzles = torch.where(torch.rand(count, side * side) < 0.3, WALL, OPEN)
        puzzles[:, 0], puzzles[:, goal] = START, GOAL
        places = [divmod(cell, side) for cell in range(side * side)]
        around = [
            [to for to, (y, x) in enumerate(places) if abs(y - row) + abs(x - column) == 1] for row, column in places
        ]

        def paths(grid: list[int]) -> int:
            """Counts the ways to every cell of a wave from those to the wave before."""
            ways, seen = Counter({0: 1}), {0}
            while ways and goal not in ways:
                steps = [(to, number) for cell, number in ways.items() for to in around[cell]]
                ways = Counter()
                for to, number in steps:
                    if grid[to] != WALL and to not in seen:
                        ways[to] += number
                seen |= set(ways)
            return ways[goal]

        counted = torch.tensor([paths(grid) for grid in puzzles.tolist()])
        self.assertGreater(min((counted == 0).sum(), (counted == 1).sum(), (counted > 1).sum()), 20)
        self.assertTrue(torch.equal(world.several_paths(puzzles), counted > 1))
        turned, _ = world.training_view(puzzles, puzzles)
        moved = (turned != puzzles).any(1)
        self.assertFalse(moved[counted > 1].any())
        self.assertTrue(moved[counted <= 1].any())


class StartingOver(unittest.TestCase):
    def test_assume(self) -> None:
        """Digits of an answer are taken as given in a third of a row's number of blanks, sure ones more often."""
        world = SudokuWorld(9)
        puzzle = torch.full((2000, 81), BLANK)
        puzzle[:, :40] = 5
        answer = torch.full_like(puzzle, 7)
        answer[:, 80] = BLANK  # a model may leave a cell blank
        confidence = torch.full(puzzle.shape, 0.3)
        confidence[:, 60:] = 0.9
        assumed = world.assume(puzzle, answer, confidence)
        changed = assumed != puzzle
        self.assertFalse(changed[:, :40].any() or changed[:, 80].any())
        self.assertTrue((assumed[changed] == 7).all())
        self.assertTrue((changed.sum(1) <= 3).all())
        self.assertGreater(changed.sum(1).float().mean(), 2.8)
        often, seldom = changed[:, 60:80].float().mean(), changed[:, 40:60].float().mean()
        self.assertAlmostEqual((often / seldom).item(), 9, delta=1.5)
        self.assertEqual(SudokuWorld(4).assume(puzzle[:, :16], answer[:, :16], confidence[:, :16]).eq(5).sum(), 32000)

    def test_starting_over(self) -> None:
        """Every other attempt assumes three digits until it is sure, which ends no thought."""
        world, givens = SudokuWorld(9), []

        class Model:
            """Sure as soon as there are more givens than in the puzzle."""

            H_init = torch.zeros(4)
            config = SimpleNamespace(carried="HL", hidden_size=4)

            def eval(self) -> None:
                pass

            def initial_carry(self, count: int, dtype: torch.dtype, cells: int) -> tuple[Tensor, Tensor]:
                return torch.zeros(count, cells, 4), torch.zeros(count, cells, 4)

            def __call__(self, z_H: Tensor, z_L: Tensor, tokens: Tensor) -> tuple[Tensor, ...]:
                given = (tokens > BLANK).sum(1)
                givens.append(given.tolist())
                logits = torch.zeros(*tokens.shape, 11)
                logits[..., 5] = 2.0
                return z_H, z_L, logits, (given - 20.5), torch.zeros(len(tokens))

        puzzle = torch.full((2, 81), BLANK)
        puzzle[:, :20] = 7
        thoughts = think(Model(), world, (puzzle, puzzle), limit=8, restart=2)
        self.assertEqual(givens, [[count] * 2 for count in (20, 20, 23, 20, 20, 20, 23, 20)])
        self.assertEqual(thoughts.assuming[0].nonzero().flatten().tolist(), [2, 6])
        self.assertTrue((stopping(thoughts) == 7).all())


class Optimizer(unittest.TestCase):
    def test_orthogonalize(self) -> None:
        """Muon's update has singular values near one, for any gradient."""
        torch.manual_seed(0)
        matrices = torch.randn(2, 24, 16) * torch.logspace(0, -2, 16)
        values = torch.linalg.svdvals(orthogonalize(matrices).float())
        self.assertLess(values.max(), 1.3)
        self.assertGreater(values[:, :8].min(), 0.6)


class Figures(unittest.TestCase):
    def test_error_by_chance(self) -> None:
        """The mean over all outcomes of an exact head, in two bins."""
        bins = [{"count": 7, "predicted": 0.3}, {"count": 12, "predicted": 0.9}]
        mean = sum(
            comb(n, k) * p**k * (1 - p) ** (n - k) * abs(k - n * p)
            for n, p in ((each["count"], each["predicted"]) for each in bins)
            for k in range(n + 1)
        ) / 19
        self.assertAlmostEqual(error_by_chance({"count": 19, "bins": bins}), mean)
        for sure in (0.0, 1.0):
            self.assertEqual(error_by_chance({"count": 5, "bins": [{"count": 5, "predicted": sure}]}), 0)

    def test_sharpness(self) -> None:
        """It finds what answers were drawn with, and stays finite where all of them are right."""
        generator = torch.Generator().manual_seed(0)
        q_halt = torch.linspace(-4, 4, 20_000)[:, None]
        right = torch.rand(q_halt.shape, generator=generator) < torch.sigmoid(1.5 * q_halt - 0.5)
        slope, shift = sharpness(q_halt, right)
        self.assertAlmostEqual(slope, 1.5, delta=0.1)
        self.assertAlmostEqual(shift, -0.5, delta=0.1)
        slope, shift = sharpness(torch.full((3, 1), 5.0), torch.ones(3, 1, dtype=torch.bool))
        self.assertLess(abs(slope - 1) + abs(shift), 1)


class Learning(unittest.TestCase):
    def test_any_right_answer(self) -> None:
        """Another shortest path is as right as the label; one that breaks off, or a wall moved, is not."""
        config = Config(6, 16, 32, 2, 1.0, H_cycles=1, L_cycles=1, H_layers=1, L_layers=1)
        puzzle = torch.full((16,), OPEN)
        puzzle[0], puzzle[15], puzzle[5] = START, GOAL, WALL

        def drawn(*path: int) -> Tensor:
            return puzzle.index_fill(0, torch.tensor(path), PATH)

        label = drawn(1, 2, 3, 7, 11)
        moved = label.index_fill(0, torch.tensor([5]), OPEN)
        answers = torch.stack([label, drawn(4, 8, 12, 13, 14), drawn(4, 8, 12, 13), puzzle, moved])
        grids = puzzle[None].to(torch.uint8), label[None].to(torch.uint8)
        ends, generator = Ends(), torch.Generator().manual_seed(0)
        batch = Batch(Hrm(config), MazeWorld(4), grids, 1, ends, torch.float32, generator)
        right = [batch.right(answer[None]).item() for answer in answers]
        self.assertEqual(right, [True, True, False, False, False])


class Ending(unittest.TestCase):
    def test_held_thoughts(self) -> None:
        """They go on while they are right, whatever the Q head says, and end when they stay wrong."""
        config = Config(6, 16, 32, 2, 1.0, H_cycles=1, L_cycles=1, H_layers=1, L_layers=1)
        grids = torch.ones(12, 16, dtype=torch.uint8)
        generator = torch.Generator().manual_seed(0)
        batch = Batch(Hrm(config), SudokuWorld(4), (grids, grids), 3, Ends(hold=1), torch.float32, generator)
        said = torch.ones(3, dtype=torch.bool)
        ended = []
        # Always right; right but for the fourth and, later, two segments; never right.
        for exact in ("110", "110", "110", "100", "110", "100", "100", "110"):
            right = torch.tensor([each == "1" for each in exact])
            ended.append(batch.advance(batch.z_H, batch.z_L, said, right, 8).int().tolist())
        self.assertEqual(ended, [[0, 0, 0]] * 2 + [[0, 0, 1]] + [[0, 0, 0]] * 2 + [[0, 0, 1], [0, 1, 0], [1, 0, 0]])
        self.assertGreater(batch.segments.max(), 0)
        batch.start(8)
        self.assertEqual(batch.segments.tolist(), [0, 0, 0])


if __name__ == "__main__":
    unittest.main()
