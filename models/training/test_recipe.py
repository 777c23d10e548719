"""Tests of the recipe: `python -m unittest` in this folder. They need the packages of requirements.txt
and take about half a minute. All Sudokus and mazes come from files made here."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
import unittest
from collections import Counter
from math import comb
from pathlib import Path
from types import SimpleNamespace

import torch
from safetensors.torch import save_file
from torch import Tensor

from batch import Batch, Ends
from config import Config
from evaluate import error_by_chance, stopping, think
from hrm import PREFIX, Hrm, attend, load_weights
from maze import GOAL, OPEN, PATH, START, WALL, MazeWorld
from muon import orthogonalize
from sudoku import BLANK, BOXES, SudokuWorld

HERE = Path(__file__).parent
FIXTURES = HERE.parent.parent / "tests" / "fixtures"
# A solved 4×4 grid, and the puzzles with some of its cells hidden.
SOLVED = "1234341221434321"


def grid_rows(count: int) -> list[tuple[str, str]]:
    generator = torch.Generator().manual_seed(1)
    hidden = torch.rand(count, len(SOLVED), generator=generator) < 0.4
    return [("".join("." if hide else digit for hide, digit in zip(row, SOLVED)), SOLVED) for row in hidden]


def write_rows(path: Path, rows: list[tuple[str, str]]) -> None:
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["puzzle", "solution"])
        writer.writerows(rows)


class Parity(unittest.TestCase):
    """The model gives the figures in tests/fixtures, including those of the official code."""

    def test_forward(self) -> None:
        folders = sorted(path.parent for path in FIXTURES.glob("*/config.json"))
        self.assertGreater(len(folders), 5)
        for folder in folders:
            with self.subTest(folder.name):
                expected = json.loads((folder / "expected.json").read_text())
                model = Hrm(Config.from_dict(json.loads((folder / "config.json").read_text())))
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


class Training(unittest.TestCase):
    def test_steps_and_export(self) -> None:
        """A few steps lower the loss; the written model can be opened, measured and trained further."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_rows(folder / "train.csv", grid_rows(40))
            write_rows(folder / "test.csv", grid_rows(4))
            config = dict(
                vocab_size=6, seq_len=16, hidden_size=32, num_heads=2, expansion=1.0, H_cycles=1, L_cycles=2,
                H_layers=1, L_layers=1, pos_encodings="learned+rope", halt_max_steps=2, halt_exploration_prob=0.1,
            )
            (folder / "config.json").write_text(json.dumps(config))
            command = [
                sys.executable, str(HERE / "train.py"), "--data", str(folder / "train.csv"),
                "--test", str(folder / "test.csv"), "--config", str(folder / "config.json"), "--size", "4",
                "--out", str(folder / "out"), "--batch", "8", "--segments", "0:2", "--warmup", "5",
                "--optimizer", "muon", "--lr", "5e-3", "--ema", "0.9", "--no-compile",
            ]
            subprocess.run([*command, "--steps", "60"], check=True, stdout=subprocess.DEVNULL)
            model = Hrm(Config.from_dict(json.loads((folder / "out" / "config.json").read_text())))
            model.load_state_dict(load_weights(folder / "out"))
            measured = json.loads((folder / "out" / "measured.json").read_text())
            self.assertEqual(measured["steps"], 60)
            cells = measured["segments"]["test"]["cell"][-1]
            self.assertGreater(cells, 0.4, "one of four digits is right by chance")
            self.assertIn("60 steps", (folder / "out" / "README.md").read_text())
            subprocess.run([*command, "--steps", "70"], check=True, stdout=subprocess.DEVNULL)
            self.assertEqual(json.loads((folder / "out" / "measured.json").read_text())["steps"], 70)

            # The same weights continue as a damped model with random starts.
            damped = {**config, "init": "random", "damping": 0.95}
            (folder / "damped.json").write_text(json.dumps(damped))
            further = [
                "--config", str(folder / "damped.json"), "--out", str(folder / "damped"),
                "--init", str(folder / "out"), "--path-noise", "0.01", "--steps", "3",
            ]
            subprocess.run([*command, *further], check=True, stdout=subprocess.DEVNULL)
            weights = load_weights(folder / "damped")
            self.assertNotIn("H_init", weights)
            model = Hrm(Config.from_dict(json.loads((folder / "damped" / "config.json").read_text())))
            model.load_state_dict(weights)
            (first, _), (second, _) = (model.initial_carry(200, torch.float32) for _ in range(2))
            self.assertGreater((first - second).abs().max(), 1)
            self.assertLessEqual(first.abs().max(), 2 / 0.8796)
            self.assertAlmostEqual(first.std().item(), 1, delta=0.05)

    def test_several_sizes(self) -> None:
        """Mazes of several sizes are learned in turn, and the config names them; q_continue is learned on all,
        also on those smaller than the model's own."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for side in (4, 5):
                walls = "#" * (side * side - side)
                rows = [(f"S{' ' * (side - 2)}G{walls}", f"S{'o' * (side - 2)}G{walls}")] * 4
                write_rows(folder / f"{side}.csv", rows)
            config = dict(
                vocab_size=6, seq_len=16, hidden_size=32, num_heads=2, expansion=1.0, H_cycles=1, L_cycles=2,
                H_layers=1, L_layers=1, pos_encodings="rope2d", halt_max_steps=2, halt_exploration_prob=0.1,
            )
            (folder / "config.json").write_text(json.dumps(config))
            files, out = [str(folder / f"{side}.csv") for side in (4, 5)], folder / "out"
            command = [
                sys.executable, str(HERE / "train.py"), "--world", "maze", "--size", "5", "4", "--data", *files,
                "--config", str(folder / "config.json"), "--out", str(out), "--batch", "2", "4", "--steps", "4",
                "--segments", "0:2", "--warmup", "1", "--no-compile",
            ]
            quiet = dict(check=True, stdout=subprocess.DEVNULL)
            subprocess.run(command, **quiet)
            puzzle = json.loads((out / "config.json").read_text())["puzzle"]
            self.assertEqual(puzzle, {"world": "maze", "width": 5, "height": 5, "sides": [4, 5]})
            learning = [sys.executable, str(HERE / "q_learning.py"), "--model", str(out), "--data", *files]
            subprocess.run([*learning, "--segments", "2", "--within", "100", "--kept-apart", "0.5"], **quiet)
            self.assertEqual(json.loads((out / "measured.json").read_text())["q_learning"]["count"], 4)

    def test_halting_and_tasks(self) -> None:
        """A model of ARC tasks keeps its rows when training continues, learns only q_continue by
        Q-learning, and learns a new task."""
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            pair = lambda colour: {"input": [[colour, 0]], "output": [[0, colour]]}
            task = lambda first: {"train": [pair(first + i) for i in range(4)], "test": [pair(9)]}
            (folder / "tasks.json").write_text(json.dumps({"one": task(1), "two": task(2)}))
            config = dict(
                vocab_size=12, seq_len=16, hidden_size=32, num_heads=2, expansion=1.0, H_cycles=1, L_cycles=2,
                H_layers=1, L_layers=1, pos_encodings="rope2d", puzzle_emb_ndim=32, num_puzzle_identifiers=1,
                halt_max_steps=2, halt_exploration_prob=0.1,
            )
            (folder / "config.json").write_text(json.dumps(config))
            tasks, out = str(folder / "tasks.json"), folder / "out"
            command = [
                sys.executable, str(HERE / "train.py"), "--world", "arc", "--size", "4", "--views", "2",
                "--data", tasks, "--config", str(folder / "config.json"), "--batch", "4", "--segments", "0:2",
                "--no-compile", "--warmup", "1", "--embedding-lr", "0.1",
            ]
            quiet = dict(check=True, stdout=subprocess.DEVNULL)
            subprocess.run([*command, "--out", str(out), "--steps", "5"], **quiet)
            before = load_weights(out)
            rows = before["puzzle_emb.weights"]
            self.assertGreater((rows[1] - rows[2]).abs().max(), 0.05)
            again = [*command, "--out", str(folder / "again"), "--init", str(out), "--steps", "1", "--lr", "1e-9"]
            subprocess.run([*again, "--embedding-lr", "0", "--ema", "0"], **quiet)
            kept = load_weights(folder / "again")["puzzle_emb.weights"]
            self.assertLess((kept[1:] - rows[1:]).abs().max(), 1e-3)

            # The same model with its tasks in another order: the mean of both is the model itself.
            other = folder / "other"
            other.mkdir()
            shuffled = json.loads((out / "config.json").read_text())
            shuffled["puzzle"]["tasks"].reverse()
            (other / "config.json").write_text(json.dumps(shuffled))
            turned = {**before, "puzzle_emb.weights": rows[[0, 2, 1]]}
            save_file({PREFIX + key: value for key, value in turned.items()}, other / "model.safetensors")
            averaging = [sys.executable, str(HERE / "average.py"), "--of", "0.5", str(out), "0.5", str(other)]
            subprocess.run([*averaging, "--out", str(folder / "mean")], **quiet)
            for key, value in load_weights(folder / "mean").items():
                self.assertLess((value - before[key]).abs().max(), 1e-3, key)

            learning = [sys.executable, str(HERE / "q_learning.py"), "--model", str(out), "--data", tasks]
            subprocess.run([*learning, "--segments", "2", "--within", "100"], **quiet)
            after = load_weights(out)
            for key, value in after.items():
                if key.startswith("q_head"):
                    self.assertTrue((value[0] == before[key][0]).all(), "q_halt stays")
                    self.assertTrue((value[1] != before[key][1]).any(), "q_continue is learned")
                else:
                    self.assertTrue((value == before[key]).all(), key)
            self.assertEqual(json.loads((out / "measured.json").read_text())["q_learning"]["gamma"], 0.9)

            (folder / "sets.json").write_text(json.dumps([{"id": "tasks", "title": "", "about": "", "count": 2}]))
            measuring = [sys.executable, str(HERE / "measure.py"), "--model", str(out), "--data", str(folder)]
            subprocess.run([*measuring, "--sets", str(folder / "sets.json")], **quiet)
            figures = json.loads((out / "measured.json").read_text())["segments"]["tasks"]
            self.assertEqual((figures["count"], len(figures["exact"])), (2, 16))

            asking = [sys.executable, str(HERE / "arc_tasks.py"), "--model", str(out), "--tasks", tasks]
            told = [*asking, "--steps", "2", "--views", "2", "--out", str(folder / "ranks.json")]
            subprocess.run(told, **quiet)
            ranks = json.loads((folder / "ranks.json").read_text())["ranks"]
            self.assertEqual({name: len(each) for name, each in ranks.items()}, {"one": 1, "two": 1})
            wide = {"train": [{"input": [[1] * 6], "output": [[2] * 6]}] * 2, "test": [{"input": [[1] * 6], "output": [[2] * 6]}]}
            (folder / "tasks.json").write_text(json.dumps({"one": task(1), "wide": wide}))
            subprocess.run([*told, "--sides", "5", "6"], **quiet)
            self.assertEqual(list(json.loads((folder / "ranks.json").read_text())["ranks"]), ["wide"])


if __name__ == "__main__":
    unittest.main()
