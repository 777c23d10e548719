"""Tests of the scripts of the recipe, each run as a person runs it; see `test_recipe.py`."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import torch
from safetensors.torch import save_file

from config import Config
from hrm import PREFIX, Hrm, load_weights

HERE = Path(__file__).parent
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

            # The same weights continue as a damped model with random starts, at the last segment alone.
            damped = {**config, "init": "random", "damping": 0.95}
            (folder / "damped.json").write_text(json.dumps(damped))
            further = [
                "--config", str(folder / "damped.json"), "--out", str(folder / "damped"),
                "--init", str(folder / "out"), "--path-noise", "0.01", "--last-only", "--steps", "3",
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
        Q-learning unless q_halt is sharpened, and learns a new task."""
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
            self.assertEqual(json.loads((out / "measured.json").read_text())["q_learning"]["gamma"], 0.8)
            subprocess.run([*learning, "--segments", "2", "--within", "100", "--q-halt", "2", "0.5"], **quiet)
            sharp = load_weights(out)
            for part, added in (("weight", 0), ("bias", 0.5)):
                wanted = 2 * after[f"q_head.{part}"][0] + added
                self.assertLess((sharp[f"q_head.{part}"][0] - wanted).abs().max(), 1e-3)
            # A run in which no discount suffices leaves the weights as they were.
            failing = [*learning, "--segments", "2", "--within", "-200", "--q-halt", "2", "0.5"]
            self.assertNotEqual(subprocess.run(failing, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode, 0)
            for key, value in load_weights(out).items():
                self.assertTrue((value == sharp[key]).all(), key)

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
