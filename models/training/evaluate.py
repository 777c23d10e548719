"""Accuracy of a model on a data set after each segment, and under the halting rule; and the calibration of
its Q head."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from hrm import Hrm

Z = 1.959964  # 97.5 % point of the standard normal distribution
BINS = 10


@dataclass
class Thoughts:
    """The result of every puzzle after every segment; all [count, limit] and on the CPU."""

    exact: Tensor
    # Any right answer, in worlds where answers other than the label can be right (`world.valid`).
    valid: Tensor | None
    cell: Tensor
    q_halt: Tensor
    q_continue: Tensor
    # Whether the answer rests on assumptions: what the Q head says is then not about the puzzle itself.
    assuming: Tensor
    # The input of the Q head, [count, limit, hidden]; only on request.
    states: Tensor | None = None


def evaluate(model: Hrm, world, data: tuple[Tensor, ...], limit: int) -> dict:
    """Runs every puzzle for `limit` segments; nothing halts early; halting is read off afterwards.

    See `summarize` for what is returned.
    """
    return summarize(think(model, world, data, limit))


@torch.inference_mode()
def think(
    model: Hrm,
    world,
    data: tuple[Tensor, ...],
    limit: int,
    chains: int = 1,
    restart: int | None = None,
    cells: int | None = None,
    keep_states: bool = False,
) -> Thoughts:
    """Thinks about all puzzles, each in so many chains, of which the one with the highest q_halt
    answers after each segment. The first chain sees the plain puzzle, the others a random view of it
    (`world.augment`). Every `restart` segments the chains that are not sure of their answer
    (q_halt > q_continue) start over, in another view; every other time, from the first on, with some of
    the answer taken as given, in worlds where this is possible (`world.assume`). A chain that is sure under
    its assumptions thinks on without them: its answer counts as sure if it still is then.

    `cells` are those thought about at once: what attention needs grows with their number. On a CPU
    few of them, whose scores stay in its caches, are nearly twice as fast as ten times as many; 20
    Sudokus, or two in eight chains, go evenly into every set, so that a compiled model meets two shapes.

    `keep_states` keeps what the Q head reads of the first chain.
    """
    model.eval()
    device = model.H_init.device
    dtype = torch.float32 if device.type == "cpu" else torch.bfloat16
    carried = model.config.carried  # without a state every segment repeats the first
    count = len(data[0])
    cells = cells or (20_000 if device.type == "cuda" else 1_620)
    batch = max(1, cells // data[0].shape[1] // chains)
    judge, assume = (getattr(world, name, None) for name in ("valid", "assume"))
    empty = lambda kind: torch.zeros(count, limit, dtype=kind)
    made = Thoughts(
        empty(torch.bool), empty(torch.bool) if judge else None,
        empty(torch.float), empty(torch.float), empty(torch.float), empty(torch.bool),
        torch.zeros(count, limit, model.config.hidden_size) if keep_states else None,
    )
    for start in range(0, count, batch):
        rows = slice(start, start + batch)
        plain = [part[rows].long().to(device) for part in data]
        # Whether an answer is right does not depend on the view, so labels get the same view.
        views = [plain] + [[*world.augment(*plain[:2]), *plain[2:]] for _ in range(chains - 1)]
        inputs, labels, *named = (torch.cat(parts) for parts in zip(*views))
        asked = inputs  # and what is assumed
        z_H, z_L = model.initial_carry(len(inputs), dtype, inputs.shape[1])
        for segment in range(limit):
            if restart and segment:
                sure = (q_halt > q_continue)[:, None]
                asked = torch.where(sure, inputs, asked)
                if segment % restart == 0:
                    assumes = assume and segment // restart % 2 == 1
                    assumed = assume(inputs, answers, confidence) if assumes else inputs
                    others = zip((inputs, labels, asked), world.augment(inputs, labels, assumed))
                    inputs, labels, asked = (torch.where(sure, old, new) for old, new in others)
                    fresh = zip((z_H, z_L), model.initial_carry(len(inputs), dtype, inputs.shape[1]))
                    z_H, z_L = (torch.where(sure[:, :, None], old, new) for old, new in fresh)
            if segment == 0 or carried or restart:
                z_H, z_L, logits, q_halt, q_continue = model(z_H, z_L, asked, *named)
            confidence, answers = logits.softmax(-1).max(-1)
            right = (answers == labels) | (labels == 0)
            surest = q_halt.view(chains, -1).argmax(0, keepdim=True)

            def of_surest(values: Tensor) -> Tensor:
                return values.view(chains, -1).gather(0, surest)[0].cpu()

            made.exact[rows, segment] = of_surest(right.all(1))
            if judge:
                made.valid[rows, segment] = of_surest(judge(answers, inputs, labels))
            made.cell[rows, segment] = of_surest(right.float().mean(1))
            made.q_halt[rows, segment] = of_surest(q_halt.float())
            made.q_continue[rows, segment] = of_surest(q_continue.float())
            made.assuming[rows, segment] = of_surest((asked != inputs).any(1))
            if keep_states:
                made.states[rows, segment] = z_H[: len(plain[0]), 0].float().cpu()
    return made


def stopping(thoughts: Thoughts) -> Tensor:
    """Index of the segment each puzzle stops at: the first with q_halt > q_continue and an answer that rests
    on no assumptions, or the last. [count, 1]"""
    wishes = (thoughts.q_halt > thoughts.q_continue) & ~thoughts.assuming
    wishes[:, -1] = True
    return wishes.int().argmax(1, keepdim=True)


def summarize(thoughts: Thoughts) -> dict:
    """Returns count, exact[limit], cell[limit] (fractions), act: mean segments and exact-match when
    each puzzle stops at its first segment with q_halt > q_continue. In a world where answers other than the
    label can be right, valid[limit] and act.valid count them too. Each share has its 95 % interval
    (`exact_95`, …). act.by_limit has the mean segments and the shares under every
    limit of 1, 2, … segments (the paper's Fig. 5). act.calibration is what sigma(q_halt) says where they stop,
    against whether the answer is right; calibration_error[limit] the error of that after each
    segment.
    """
    count, limit = thoughts.exact.shape
    stop, q = stopping(thoughts), thoughts.q_halt
    valid = thoughts.exact if thoughts.valid is None else thoughts.valid
    measures = {"exact": thoughts.exact} if thoughts.valid is None else {"exact": thoughts.exact, "valid": valid}
    result: dict = {"count": count}
    act: dict = {"mean_segments": (stop + 1).float().mean().item()}
    for name, right in measures.items():
        sums = right.sum(0).tolist()
        result[name] = [total / count for total in sums]
        result[f"{name}_95"] = [wilson_interval(total, count) for total in sums]
        stopped = right.gather(1, stop).sum().item()
        act[name], act[f"{name}_95"] = stopped / count, wilson_interval(stopped, count)
    act["calibration"] = calibrate(q.gather(1, stop)[:, 0], valid.gather(1, stop)[:, 0])
    act["by_limit"] = by_limit(thoughts, measures)
    errors = [calibrate(q[:, segment], valid[:, segment])["error"] for segment in range(limit)]
    return {**result, "cell": thoughts.cell.mean(0).tolist(), "calibration_error": errors, "act": act}


def by_limit(thoughts: Thoughts, measures: dict[str, Tensor]) -> dict:
    """The effect of halting under limits of 1, 2, … segments: mean_segments and the share right by each
    measure, one list each."""
    stop, limit = stopping(thoughts), thoughts.exact.shape[1]
    stops = [stop.clamp(max=last) for last in range(limit)]
    shares = {
        name: [right.gather(1, each).float().mean().item() for each in stops]
        for name, right in measures.items()
    }
    return {"mean_segments": [(each + 1).float().mean().item() for each in stops], **shares}


def wilson_interval(right: int, count: int) -> list[float]:
    """The 95 % score interval of a share (E. B. Wilson, 1927)."""
    if count == 0:
        return [0.0, 1.0]
    share, scale = right / count, 1 / (1 + Z**2 / count)
    centre = scale * (share + Z**2 / (2 * count))
    reach = scale * Z * math.sqrt(share * (1 - share) / count + Z**2 / (4 * count**2))
    return [max(0.0, centre - reach), min(1.0, centre + reach)]


def calibrate(q_halt: Tensor, right: Tensor) -> dict:
    """The calibration curve of sigma(q_halt): bins of equal width that are not empty, each with its
    count, the mean predicted and the share actually right; `error` is the mean of the difference,
    weighted by count (expected calibration error)."""
    predicted, right = torch.sigmoid(q_halt.double()), right.double()
    number = (predicted * BINS).long().clamp(max=BINS - 1)
    bins = [
        {
            "from": index / BINS,
            "to": (index + 1) / BINS,
            "count": int(chosen.sum()),
            "predicted": predicted[chosen].mean().item(),
            "right": right[chosen].mean().item(),
        }
        for index in range(BINS)
        if (chosen := number == index).any()
    ]
    count = len(predicted)
    error = sum(each["count"] * abs(each["predicted"] - each["right"]) for each in bins) / max(1, count)
    return {"count": count, "bins": bins, "error": error}


def sharpness(q_halt: Tensor, right: Tensor) -> tuple[float, float]:
    """The slope and the shift with which q_halt says best whether answers are right. The small pull towards
    1 and 0 keeps them finite if all of them are."""
    fitted = torch.tensor([1.0, 0.0], requires_grad=True)
    optimizer = torch.optim.LBFGS([fitted], max_iter=100, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        said = fitted[0] * q_halt + fitted[1]
        pull = 1e-3 * ((fitted[0] - 1).square() + fitted[1].square())
        value = F.binary_cross_entropy_with_logits(said, right.float()) + pull
        value.backward()
        return value

    optimizer.step(loss)
    slope, shift = fitted.tolist()
    return slope, shift


def error_by_chance(calibration: dict) -> float:
    """The error that these bins would have on average if the head were exact: of few answers, the share that
    is right scatters around what was predicted (R. Roelofs et al., 2022, arXiv 2012.08668)."""
    deviations = (mean_deviation(each["count"], each["predicted"]) for each in calibration["bins"])
    return sum(deviations) / max(1, calibration["count"])


def mean_deviation(n: int, p: float) -> float:
    """Mean of |k − n·p| for k of n with probability p each (A. de Moivre, 1730)."""
    m = math.floor(n * p)
    if p <= 0 or m >= n:
        return 0.0
    binomial = math.lgamma(n + 1) - math.lgamma(m + 2) - math.lgamma(n - m)
    return 2 * (m + 1) * math.exp(binomial + (m + 1) * math.log(p) + (n - m) * math.log1p(-p))


def format_table(results: dict) -> str:
    """Markdown: a row for a data set, exact-match at powers of two and under the halting rule, and another
    for valid answers if they differ."""
    if not results:
        return ""
    limit = max(len(result["exact"]) for result in results.values())
    marks = [mark for mark in (1, 2, 4, 8, 16, 32, 64) if mark <= limit]
    lines = [
        "| data | puzzles | " + " | ".join(f"{mark} seg." for mark in marks) + " | ACT | ACT mean segments |",
        "|---" * (len(marks) + 4) + "|",
    ]
    for name, result in results.items():
        act = result["act"]
        measures = [("exact", name), ("valid", f"{name}, any right answer")]
        for measure, title in measures[: 2 if "valid" in result else 1]:
            shares = result[measure]
            shown = [f"{100 * shares[mark - 1]:.1f} %" if mark <= len(shares) else "" for mark in marks]
            lines.append(
                f"| {title} | {result['count']} | " + " | ".join(shown)
                + f" | {percent(act[measure], act.get(f'{measure}_95'))} | {act['mean_segments']:.2f} |"
            )
    return "\n".join(lines)


def percent(share: float, interval: list[float] | None) -> str:
    """A share with its interval in brackets, if it has one: figures measured before there were intervals do
    not."""
    between = f" ({100 * interval[0]:.1f}–{100 * interval[1]:.1f})" if interval else ""
    return f"{100 * share:.1f} %{between}"


def calibration_table(results: dict) -> str:
    """Markdown: for each data set and bin, sigma(q_halt) where puzzles stopped, and the share that was
    right."""
    lines = [
        "| data | σ(q_halt) | puzzles | predicted | right (95 %) |",
        "|---" * 5 + "|",
    ]
    for name, result in results.items():
        calibration = result["act"]["calibration"]
        for each in calibration["bins"]:
            right = wilson_interval(round(each["right"] * each["count"]), each["count"])
            lines.append(
                f"| {name} | {each['from']:.1f}–{each['to']:.1f} | {each['count']} | {100 * each['predicted']:.1f} % "
                f"| {percent(each['right'], right)} |"
            )
        lines.append(
            f"| {name} | all | {calibration['count']} | expected calibration error {100 * calibration['error']:.1f} % "
            f"({100 * error_by_chance(calibration):.1f} % by chance, if it were exact) | |"
        )
    return "\n".join(lines)
